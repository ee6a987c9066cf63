"""Code lists, versioned by period, and the register of areas and local authorities."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from checker.errors import Fault, RulebookFault, enough
from checker.folders import built_in
from checker.place import Place
from checker.text import Sentence
from checker.thai import key, period

_COLUMNS: Final = ("list", "period", "code", "name_th", "basis")
_OPEN_END: Final = 9999


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a code list; `aliases` are other spellings of its name."""

    code: str
    name: str
    basis: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeList:
    """A code list as it holds from fiscal year `first` to `last` (Buddhist era)."""

    name: str
    first: int
    last: int
    entries: tuple[Entry, ...]

    @property
    def code(self) -> str:
        """Tells the versions of one list apart, such as `nesdp@2566-2570`."""
        return f"{self.name}@{self.first}-{self.last if self.last < _OPEN_END else ''}"

    def overlap(self, years: tuple[int, int]) -> int:
        """How many of the fiscal years from `years[0]` to `years[1]` the list covers."""
        return max(0, min(self.last, years[1]) - max(self.first, years[0]) + 1)


@dataclass(frozen=True, slots=True)
class CodeLists:
    """All versions of all lists at hand."""

    lists: tuple[CodeList, ...] = ()

    def names(self) -> set[str]:
        """The names of the lists, each once."""
        return {one.name for one in self.lists}

    def for_years(self, name: str, years: tuple[int, int] | None) -> CodeList | None:
        """The version of list `name` that covers most of `years`; the newest where no years are known."""
        versions = sorted((one for one in self.lists if one.name == name), key=lambda one: one.first)
        if years is None:
            return versions[-1] if versions else None
        covering = [one for one in versions if one.overlap(years)]
        return max(covering, key=lambda one: (one.overlap(years), one.first)) if covering else None

    def holding(self, windows: Iterable[tuple[int, int] | None]) -> dict[str, tuple[Entry, ...]]:
        """For each list, by name, the entries of its versions that hold in one of `windows`; a window of None is any time."""
        spans = list(windows)
        found: dict[str, dict[Entry, None]] = {}
        for one in self.lists:
            if any(span is None or one.overlap(span) for span in spans):
                found.setdefault(one.name, {}).update(dict.fromkeys(one.entries))
        return {name: tuple(entries) for name, entries in sorted(found.items())}

    def joined(self, others: CodeLists) -> CodeLists:
        """These lists and `others`; a version that stands in both is taken from `others`."""
        replaced = {one.code for one in others.lists}
        kept = tuple(one for one in self.lists if one.code not in replaced)
        return CodeLists(tuple(sorted(kept + others.lists, key=lambda one: one.code)))


def is_code_list(header: Iterable[str]) -> bool:
    """Whether a CSV file with this header row is a code list."""
    return set(_COLUMNS[:4]) <= {name.strip() for name in header}


def read_code_lists(text: str, file: str, delimiter: str = ",") -> CodeLists:
    """The lists of one CSV `text` with the columns list, period, code, name_th, basis and maybe aliases (`a|b`).

    Raises RulebookFault with the lines that do not fit.
    """
    rows: dict[tuple[str, int, int], dict[str, Entry]] = {}
    faults: list[Fault] = []
    for number, row in enumerate(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter), start=2):
        if enough(faults):
            break
        years = _years(row.get("period") or "")
        if years is None or not row.get("list") or not row.get("code") or not row.get("name_th"):
            says = Sentence(
                th="แถวนี้ต้องมี list, period, code และ name_th",
                en="This line needs a list, a period, a code and a name_th.",
            )
            faults.append(Fault(Place(file, line=number), says))
            continue
        entries = rows.setdefault((row["list"].strip(), *years), {})
        code = row["code"].strip()
        if code in entries:
            says = Sentence(th=f"รหัส “{code}” มีสองครั้งในรายการเดียวกัน", en=f"Code “{code}” stands twice in one list.")
            faults.append(Fault(Place(file, line=number), says))
        aliases = tuple(part.strip() for part in (row.get("aliases") or "").split("|") if part.strip())
        entries[code] = Entry(code, row["name_th"].strip(), (row.get("basis") or "").strip(), aliases)
    if faults:
        raise RulebookFault(faults)
    return CodeLists(
        tuple(CodeList(name, first, last, tuple(found.values())) for (name, first, last), found in rows.items())
    )


def _years(written: str) -> tuple[int, int] | None:
    if written.strip().endswith("-"):
        start = period(written.strip().rstrip("-"))
        return (start[0], _OPEN_END) if start else None
    return period(written)


@dataclass(frozen=True, slots=True)
class Authority:
    """A local authority: its type (อบจ. ทน. ทม. ทต. อบต.), name, and the code of its area."""

    type: str
    name: str
    area: str


@dataclass(frozen=True, slots=True)
class Areas:
    """Districts, tambons and local authorities. The type of an authority is part of its key: names repeat.

    `villages` tells how many villages a district has; their names are not known.
    """

    districts: Mapping[str, str] = field(default_factory=dict)
    tambons: Mapping[str, str] = field(default_factory=dict)
    authorities: tuple[Authority, ...] = ()
    villages: Mapping[str, int] = field(default_factory=dict)

    def authority(self, owner: str) -> Authority | None:
        """The one authority whose type and name stand in `owner`, in full or abbreviated; None where none or several do."""
        folded = key(owner)
        for long, short in AUTHORITY_TYPES.items():
            folded = folded.replace(key(long), key(short))
        found = [one for one in self.authorities if folded.startswith(key(one.type + one.name))]
        longest = max((len(one.name) for one in found), default=0)
        best = [one for one in found if len(one.name) == longest]
        return best[0] if len(best) == 1 else None


AUTHORITY_TYPES: Final = {
    "องค์การบริหารส่วนจังหวัด": "อบจ.",
    "องค์การบริหารส่วนตำบล": "อบต.",
    "เทศบาลตำบล": "ทต.",
    "เทศบาลเมือง": "ทม.",
    "เทศบาลนคร": "ทน.",
}


@cache
def built_in_code_lists() -> CodeLists:
    """The lists that travel with the program."""
    lists = CodeLists()
    for path in sorted((built_in("rules") / "codes").glob("*.csv")):
        lists = lists.joined(read_code_lists(path.read_text(encoding="utf-8"), path.name))
    return lists


@cache
def built_in_areas() -> Areas:
    """The areas and local authorities of Phrae that travel with the program."""
    folder = built_in("rules") / "codes" / "areas"
    tambons = {row["code"]: row for row in _rows(folder / "phrae_tambons.csv")}
    authorities = []
    for row in _rows(folder / "phrae_local_authorities.csv"):
        own = [
            code
            for code, tambon in tambons.items()
            if tambon["district_code"] == row["district_code"] and tambon["name_th"] == row["name_th"]
        ]
        area = own[0] if len(own) == 1 else row["district_code"].removesuffix("00")
        authorities.append(Authority(row["type"], row["name_th"], area))
    districts = {row["code"]: row for row in _rows(folder / "phrae_districts.csv")}
    return Areas(
        {code: row["name_th"] for code, row in districts.items()},
        {code: row["name_th"] for code, row in tambons.items()},
        tuple(authorities),
        {code: int(row["villages"]) for code, row in districts.items()},
    )


def _rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
