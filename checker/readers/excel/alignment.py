"""The lines above a table that say what a strategy serves (ก. ยุทธศาสตร์ชาติ … จ. ยุทธศาสตร์ของ อปท. ในเขตจังหวัด)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from checker.thai import arabic_digits, key, title_key

Upper = Literal["national-strategy", "master-plan", "nesdp", "sdg", "joint-local", "cluster", "province", "district"]
LEVELS: Final = frozenset({"cluster", "province", "district"})

_D: Final = "[0-9๐-๙]"
_NAME: Final = rf"(?:(?!\s*ที่\s*{_D})[ก-๙])*"
_STRATEGY: Final = r"ยุทธศาสตร์\s*(?:การพัฒนา)?\s*(?:ของ)?\s*"
_LABEL_WORDS: Final[tuple[tuple[Upper, str], ...]] = (
    ("joint-local", rf"{_STRATEGY}(?:อปท\.?|องค์กรปกครองส่วนท้องถิ่น)\s*(?:ใน)?\s*(?:เขต)?\s*จังหวัด{_NAME}"),
    ("cluster", rf"(?:{_STRATEGY}|แผนพัฒนา)กลุ่มจังหวัด{_NAME}"),
    ("province", rf"(?:{_STRATEGY}|แผนพัฒนา|ประเด็นการพัฒนา|ประเด็นยุทธศาสตร์)\s*จังหวัด{_NAME}"),
    ("district", rf"(?:{_STRATEGY}|แผนพัฒนา)อำเภอ{_NAME}"),
    ("national-strategy", rf"ยุทธศาสตร์\s*ชาติ(?:\s*(?:ระยะ)?\s*{_D}+\s*ปี)?"),
    ("master-plan", r"แผนแม่บท(?:\s*ภายใต้\s*ยุทธศาสตร์\s*ชาติ)?"),
    (
        "nesdp",
        rf"แผน\s*(?:พัฒนา)?\s*(?:เศรษฐกิจ\s*(?:และ)?\s*สังคม\s*แห่งชาติ|เศรษฐกิจฯ?|ฯ)\s*(?:ฉบับ\s*(?:ที่)?)?\s*(?:{_D}+)?",
    ),
    (
        "sdg",
        r"(?:เป้าหมาย\s*)?การพัฒนา\s*(?:ที่|อย่าง)\s*ยั่งยืน(?:\s*\([^)]*\))?(?:\s*SDGs?)?"
        r"|Sustainable\s+Development\s+Goals?\s*:?\s*(?:\(?SDGs?\)?)?|SDGs?(?:\s*\([^)]*\))?",
    ),
)
_LABELS: Final = tuple((upper, re.compile(rf"^(?:{words})", re.IGNORECASE)) for upper, words in _LABEL_WORDS)
_LETTERS: Final[dict[str, Upper]] = {
    "ก": "national-strategy",
    "ข": "nesdp",
    "ค": "sdg",
    "ง": "province",
    "จ": "joint-local",
}
_LETTER: Final = re.compile(r"^\s*(?P<letter>[กขคงจฉ])\s*[.)]\s*")
_ENUMERATOR: Final = re.compile(rf"^\s*(?:{_D}{{1,2}}\s*[.)]|[-•*])\s*")
_PERIOD: Final = re.compile(rf"^\s*\(?\s*(?:พ\.?\s*ศ\.?\s*)?{_D}{{4}}\s*[-–—]\s*{_D}{{4}}\s*\)?")
_EDGES: Final = ' \t\r\n\u00a0,;:/-–—•*"“”'
_RESIDUE: Final = re.compile(r"[.…_]{2,}")

_KIND: Final = (
    r"(?:ประเด็นยุทธศาสตร์(?:การพัฒนา)?|ยุทธศาสตร์(?:การพัฒนา|ชาติ|จังหวัด)?|ประเด็นการพัฒนา|ประเด็น|หมุดหมาย(?:การพัฒนา)?|เป้าประสงค์|เป้าหมาย"
    r"|กลยุทธ์|ด้าน|goals?|sdgs?)"
)
_NUMBERS: Final = (
    rf"{_D}{{1,2}}(?![0-9๐-๙])(?!\.{_D})(?:\s*(?:,|และ|กับ|-|–|ถึง|/)\s*(?:ที่\s*)?{_D}{{1,2}}(?![0-9๐-๙])(?!\.{_D}))*"
)
_ITEM: Final = re.compile(
    rf"(?:{_KIND}\s*(?:ที่|ข้อ|:)?|(?<![ก-๙])ที่|^ที่)\s*(?P<numbers>{_NUMBERS})|(?:^|(?<=[\s,;]))(?P<listed>{_D}{{1,2}})(?:[.)](?!{_D})|$|(?=\s*[,]))",
    re.IGNORECASE,
)
_BARE: Final = re.compile(rf"^{_NUMBERS}$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the alignment header: what it asks for and what is filled in after its label; empty where nothing is."""

    upper: Upper
    rest: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a line names: the words as written, the number (None where there is none) and the title."""

    written: str
    code: str | None
    title: str


def alignment_line(written: str) -> Line | None:
    """`written` as a line of the alignment header; None where it is none."""
    letter = _LETTER.match(written)
    bare = written[letter.end() :] if letter else _ENUMERATOR.sub("", written)
    for upper, label in _LABELS:
        match = label.match(bare)
        if match:
            return Line(upper, _filled(bare[match.end() :]))
    if letter and letter["letter"] in _LETTERS and re.match(rf"(?:{_KIND})\s*(?:ที่)?\s*{_D}", bare):
        return Line(_LETTERS[letter["letter"]], _filled(bare))
    return None


def _filled(rest: str) -> str:
    """What stands after the label, without the label's own period; empty where a template's dots still stand there."""
    shown = _PERIOD.sub("", rest).strip(_EDGES)
    if _RESIDUE.search(shown) and not title_key(_RESIDUE.sub("", shown)):
        return ""
    return "" if not re.search(r"[\w]", shown) else shown


def items(rest: str) -> list[Item]:
    """What `rest` names, in its order: `ด้านที่ 2 …, ด้านที่ 4 …` is two, `เป้าหมายที่ 1, 2 และ 11` is three.

    Where it was picked from a list it reads `CODE | title`, and several are parted by `;`.
    """
    return list(_items(rest.strip(_EDGES)))


def _items(rest: str) -> Iterator[Item]:
    if not rest:
        return
    if "|" in rest:
        yield from (_picked(part) for part in rest.split(";") if part.strip(_EDGES + "|"))
        return
    if _BARE.match(rest):
        for number in _numbers(rest):
            yield Item(number, number, "")
        return
    starts = [match for match in _ITEM.finditer(rest) if match["numbers"] or match["listed"]]
    if not starts:
        yield from (Item(part, None, part) for part in _unnumbered(rest))
        return
    before = rest[: starts[0].start()].strip(_EDGES)
    if re.search(r"[ก-๙a-z]{4}", before, re.IGNORECASE) and not re.fullmatch(_KIND, key(before)):
        yield Item(before, None, before)
    for match, following in zip(starts, [*starts[1:], None], strict=True):
        end = following.start() if following else len(rest)
        title = _title(rest[match.end() : end])
        numbers = _numbers(match["numbers"] or match["listed"])
        written = rest[match.start() : end].strip(_EDGES)
        if len(numbers) == 1:
            yield Item(written, numbers[0], title)
            continue
        lead = match[0][: len(match[0]) - len(match["numbers"] or match["listed"])]
        yield from (Item(f"{lead}{number}", number, "") for number in numbers)


def _picked(part: str) -> Item:
    """What was picked from a list: `CODE | title`, or `PLAN/CODE | title`."""
    code, _, title = (one.strip() for one in part.partition("|"))
    return Item(code or title, arabic_digits(code) or None, title)


def _title(between: str) -> str:
    shown = between.strip(_EDGES + ".)")
    return re.sub(r"[\s,;]*(?:และ|กับ)$", "", shown).strip(_EDGES)


def _numbers(written: str) -> list[str]:
    """Every number of `1, 2 และ 11`, or of the range `1-3`, once and without leading zeros."""
    found: list[int] = []
    for part in re.split(r",|และ|กับ|/", arabic_digits(written)):
        ends = [int(digits) for digits in re.findall(r"\d+", part)]
        if len(ends) == 2 and ends[0] < ends[1]:
            found += range(ends[0], ends[1] + 1)
        else:
            found += ends
    return [str(number) for number in dict.fromkeys(found)]


def _unnumbered(rest: str) -> list[str]:
    """The parts of a text without numbers: split at commas and line ends only where every part begins with ด้าน."""
    parts = [part.strip(_EDGES) for part in re.split(r"[,;\n]", rest) if part.strip(_EDGES)]
    return parts if len(parts) > 1 and all(part.startswith("ด้าน") for part in parts) else [rest]


def goes_on(words: str) -> bool:
    """Whether a line without a label can go on with the alignment line above it."""
    return re.match(r"^[\s\-–•]*(?:ด้าน|เป้าหมาย|หมุดหมาย|ยุทธศาสตร์ชาติ|ประเด็น|ที่\s*[0-9๐-๙])", words) is not None
