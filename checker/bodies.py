"""Which bodies have a plan to hand in: the register of a level, and which body of it a plan belongs to."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from checker.chain import built_in_chain
from checker.codes import AUTHORITY_TYPES, built_in_areas
from checker.errors import Fault, UsageFault, enough
from checker.place import Place
from checker.text import Sentence
from checker.thai import key

_COLUMNS: Final = ("code", "name", "district", "level")
# What may follow the name of a body where its owner is written in full; anything else belongs to a longer name.
_NAME_ENDS: Final = r"(?=$|อำเภอ|อ\.|ตำบล|ต\.|จังหวัด|จ\.|[^ก-๙])"


@dataclass(frozen=True, slots=True)
class Body:
    """A body that makes plans of `level`: its code (empty where it has none), its name, its district (empty: the province)."""

    code: str
    name: str
    level: str
    district: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quota:
    """Bodies of which the number alone is known, as of the villages of a district."""

    level: str
    district: str
    number: int


@dataclass(frozen=True, slots=True)
class BodyRegister:
    """The bodies of some levels. `source` is the register's file, empty where it travels with the program."""

    bodies: tuple[Body, ...]
    quotas: tuple[Quota, ...] = ()
    source: str = ""
    districts: Mapping[str, str] = field(default_factory=dict)

    def body_of(self, level: str, code: str, owner: str) -> Body | None:
        """The one body of `level` that the plan `code` of `owner` belongs to; None where none or several might.

        By the body's own code, else by its name in full, shortened or inside the owner's; names that repeat are told
        apart by the district in the owner or in the digits of the plan's code.
        """
        folded, own = _folded(owner), [one for one in self.bodies if one.level == level]
        by_code = [one for one in own if one.code and key(one.code) in {key(code), folded}]
        if len(by_code) == 1:
            return by_code[0]
        found = [
            (len(name), one) for one in own for name in _names(one) if re.search(re.escape(name) + _NAME_ENDS, folded)
        ]
        longest = max((length for length, _ in found), default=0)
        best = {one: None for length, one in found if length == longest}
        if len(best) > 1:
            here = self.district_of(code, owner)
            best = {one: None for one in best if one.district == here}
        return next(iter(best)) if len(best) == 1 else None

    def district_of(self, code: str, owner: str) -> str:
        """The district that `owner` names or that the digits of the plan's `code` begin with; empty where neither tells."""
        folded = _folded(owner)
        for name in sorted(self.districts.values(), key=len, reverse=True):
            if re.search(f"(?:อำเภอ|อ\\.){re.escape(key(name))}{_NAME_ENDS}", folded):
                return name
        for digits in re.findall(r"\d{4,}", code):
            if digits[:4] in self.districts:
                return self.districts[digits[:4]]
        tambons = {at[:4] for at, name in built_in_areas().tambons.items() if f"ตำบล{key(name)}" == _tambon_in(folded)}
        return self.districts.get(tambons.pop(), "") if len(tambons) == 1 else ""


def _tambon_in(folded: str) -> str:
    """The last ตำบล in an owner's name, with its name; empty where there is none."""
    found: list[str] = re.findall(r"ตำบล[ก-๙]+?(?=$|อำเภอ|จังหวัด|[^ก-๙])", folded)
    return found[-1] if found else ""


def _names(body: Body) -> list[str]:
    return [folded for name in (body.name, *body.aliases) if (folded := _folded(name))]


def _folded(owner: str) -> str:
    """An owner's name as names are compared: types of authorities shortened."""
    folded = key(owner)
    for long, short in AUTHORITY_TYPES.items():
        folded = folded.replace(key(long), key(short))
    return folded


@cache
def built_in_register() -> BodyRegister:
    """The districts, tambons and local authorities that travel with the program, and how many villages each district has."""
    areas = built_in_areas()
    local = (
        Body("", f"{one.type}{one.name}", "local", areas.districts.get(one.area[:4], "")) for one in areas.authorities
    )
    tambon = (Body(code, f"ตำบล{name}", "tambon", areas.districts[code[:4]]) for code, name in areas.tambons.items())
    district = (Body(code, f"อำเภอ{name}", "district", name) for code, name in areas.districts.items())
    quotas = tuple(Quota("village", areas.districts[code], number) for code, number in areas.villages.items())
    return BodyRegister((*local, *tambon, *district), quotas, "", areas.districts)


def read_register(path: Path) -> BodyRegister:
    """The register in a CSV file with the columns code, name, district and level, and maybe aliases (`a|b`).

    Raises UsageFault with every line that does not fit.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _fault(path, None, f"เปิดไม่ได้ ({error.strerror})", f"This cannot be opened ({error.strerror}).") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp874", errors="replace")
    rows = csv.DictReader(io.StringIO(text, newline=""))
    if missing := [name for name in _COLUMNS if name not in [(one or "").strip() for one in rows.fieldnames or ()]]:
        lacks = ", ".join(missing)
        raise _fault(
            path,
            1,
            f"ทะเบียนหน่วยงานต้องมีคอลัมน์ {', '.join(_COLUMNS)} ยังขาด {lacks}",
            f"A register of bodies has the columns {', '.join(_COLUMNS)}. It lacks {lacks}.",
        )
    bodies, faults = _bodies(rows, path)
    if faults:
        raise UsageFault(faults)
    return BodyRegister(tuple(bodies), (), path.name, built_in_areas().districts)


def _bodies(rows: Iterable[Mapping[str | None, object]], path: Path) -> tuple[list[Body], list[Fault]]:
    levels = built_in_chain().levels
    bodies: list[Body] = []
    faults: list[Fault] = []
    seen: set[tuple[str, str, str]] = set()
    for line, row in enumerate(rows, start=2):
        if enough(faults):
            break
        said = {(name or "").strip(): value.strip() for name, value in row.items() if isinstance(value, str)}
        aliases = tuple(part.strip() for part in said.get("aliases", "").split("|") if part.strip())
        code, name, level, district = (said.get(column, "") for column in ("code", "name", "level", "district"))
        body = Body(code, name, level, district, aliases)
        if not body.name:
            faults += _fault(path, line, "แถวนี้ต้องมี name", "This line needs a name.").faults
        elif body.level not in levels:
            one_of = ", ".join(levels)
            faults += _fault(
                path,
                line,
                f"ไม่มีระดับ “{body.level}” ให้ใช้คำใดคำหนึ่ง: {one_of}",
                f"There is no level “{body.level}”. Write one of: {one_of}.",
            ).faults
        elif (same := (body.level, body.district, _folded(body.name))) in seen:
            faults += _fault(path, line, f"“{body.name}” มีสองครั้ง", f"“{body.name}” stands twice.").faults
        else:
            seen.add(same)
            bodies.append(body)
    return bodies, faults


def _fault(path: Path, line: int | None, th: str, en: str) -> UsageFault:
    return UsageFault([Fault(Place(str(path), line=line), Sentence(th=th, en=en))])
