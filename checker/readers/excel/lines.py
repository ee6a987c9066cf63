"""What a line of words on a sheet is: a strategy, tactic, programme, amendment marker, total, title or owner."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from checker.readers.excel.alignment import Line, alignment_line
from checker.thai import arabic_digits, key

SectionKind = Literal["strategy", "tactic", "programme"]

_LABEL: Final = 60
_D: Final = "[0-9๐-๙]"
_AFTER: Final = r"\s*[.:)\]\-–—]*\s*"
_OF_OWN: Final = r"(?:\s*(?:การพัฒนา)?\s*(?:ของ)?\s*(?:องค์การบริหารส่วน\S*|เทศบาล\S*|อปท\.?|อบต\.?\S*|อบจ\.?\S*|ทต\.?\S*)\s*(?:ยุทธศาสตร์)?)"
_STRATEGY: Final = re.compile(
    rf"^(?:(?P<lead>{_D}{{1,2}}|[ฉ])(?!\.?{_D})\s*[.)]?\s*)?(?:"
    rf"(?:ประเด็น)?ยุทธศาสตร์{_OF_OWN}?(?:\s*การพัฒนา)?\s*(?:ที่)?\s*(?P<number>{_D}{{1,2}})(?![0-9๐-๙])(?!\.{_D}){_AFTER}"
    rf"|ประเด็นการพัฒนา\s*(?:ที่)?\s*(?P<issue>{_D}{{1,2}})(?!\.{_D}){_AFTER}"
    rf"|(?:ประเด็น)?ยุทธศาสตร์\s*[:：]?\s*|ประเด็นการพัฒนา\s*[:：]\s*)(?P<name>.*)$",
    re.DOTALL,
)
_TACTIC: Final = re.compile(
    rf"^(?:(?P<lead>{_D}{{1,2}}(?:\.{_D}{{1,2}})?)\s*[.)]?\s*)?(?:กลยุทธ์(?:\s*/\s*แนวทาง(?:การพัฒนา)?)?|แนวทาง(?:การพัฒนา)?(?:\s*/\s*กลยุทธ์)?)"
    rf"\s*(?:ที่)?\s*(?P<number>{_D}{{1,2}}(?:\.{_D}{{1,2}})*)?{_AFTER}(?P<name>.*)$",
    re.DOTALL,
)
_NUMBERED: Final = re.compile(
    rf"^(?P<lead>{_D}{{1,2}}\.{_D}{{1,2}})(?!\.?{_D})\s*[.)]?\s*(?P<name>[ก-๙].*)$", re.DOTALL
)
_PROGRAMME: Final = re.compile(
    rf"^(?P<lead>\(?\s*{_D}{{1,2}}(?:\.{_D}{{1,2}})*\s*\)?\s*[.)]?\s*)?แผนงาน\s*(?:ที่\s*(?P<number>{_D}{{1,2}}){_AFTER})?(?P<colon>[:：]\s*)?(?P<name>.*)$",
    re.DOTALL,
)
_UNFILLED: Final = re.compile(
    r"^(?:(?:ประเด็น)?ยุทธศาสตร์(?:การพัฒนา)?|กลยุทธ์|แนวทาง(?:การพัฒนา)?|แผนงาน)\s*(?:ที่)?[\s:：.…_\-]*$"
)
_LEAD_ALONE: Final = re.compile(rf"^(?:\(?\s*{_D}{{1,2}}(?:\.{_D}{{1,2}})*\s*\)?[.)]?|[ก-ฉ][.)])$")
_ARROW: Final = re.compile(r"\s*(?:-+>|→|➔|⇒|=>)\s*")
_MARKER: Final = re.compile(
    rf"^(?:แผนพัฒนาท้องถิ่น.*?|\(|ฉบับ|โครงการที่)?\s*(?P<kind>เพิ่มเติม(?:\s*(?:และ|/|,)?\s*(?:เปลี่ยนแปลง|แก้ไข))*|เปลี่ยนแปลง(?:\s*(?:และ|/|,)?\s*(?:เพิ่มเติม|แก้ไข))*|แก้ไข(?:\s*(?:และ|/|,)?\s*(?:เพิ่มเติม|เปลี่ยนแปลง))*)"
    rf"\s*(?:แผนพัฒนาท้องถิ่น[^0-9๐-๙]*)?\(?\s*(?:(?:ครั้ง|ฉบับ)\s*ที่\s*)?(?P<round>{_D}{{1,2}})?\s*(?:/|-|\s*(?:ปี|พ\.?ศ\.?|ประจำปี|ปีงบประมาณ|\s)+)?\s*(?P<year>{_D}{{4}})?",
    re.DOTALL,
)
_TOTAL_WORD: Final = (
    r"(?:ทั้งสิ้น|ทั้งหมด|ทุกปี|ทุกยุทธศาสตร์|ย่อย|งบประมาณ|จำนวน|เป็นเงิน|เงิน|โครงการ|พันบาท|ล้านบาท|บาท|แผนงาน|แนวทางการพัฒนา|แนวทาง|กลยุทธ์|ประเด็น|ยุทธศาสตร์"
    r"|การพัฒนา|ที่|ปี|ยอด|หน้านี้|ยกไป|ยกมา|ทั้ง|สิ้น|\d[\d,]*(?:\.\d+)?|[().:,/=\-])"
)
_TOTAL: Final = re.compile(rf"^(?:ยอด|ผล)?รวม{_TOTAL_WORD}*+$")
_TOTAL_OF: Final = re.compile(r"^(?:ยอด)?รวม(?:ทั้งสิ้น|ทั้งหมด|ย่อย|งบประมาณ)?(?:แผนงาน|กลยุทธ์|แนวทาง|ยุทธศาสตร์)")
_GRAND: Final = re.compile(r"ทั้งสิ้น|ทั้งหมด|ทุกยุทธศาสตร์|^(?:ยอด)?รวม\(?\d+ยุทธศาสตร์|ทุกด้าน")
_COUNT_IN: Final = re.compile(r"(\d[\d,]*)โครงการ")
_REMARK: Final = re.compile(r"^\W*(?:หมายเหตุ|ลงชื่อ|ผู้จัดทำ|ผู้ตรวจสอบ|ผู้รับรอง|ตำแหน่ง)")
_TITLE: Final = re.compile(r"แผนพัฒนา(?:ท้องถิ่น|(?:สาม|สี่|ห้า|[345๓๔๕])\s*ปี)(?!\s*(?:เพิ่มเติม|เปลี่ยนแปลง|แก้ไข))")
_YEARS: Final = re.compile(rf"(?:พ\.?\s*ศ\.?\s*|ค\.?\s*ศ\.?\s*)?({_D}{{4}}\s*(?:[-–—/]|ถึง)\s*{_D}{{2,4}})")
_OWNER: Final = re.compile(
    r"(?:องค์การบริหารส่วน(?:จังหวัด|ตำบล)|เทศบาล(?:ตำบล|เมือง|นคร)|อบ[ตจ]\s*\.|ท[ตมน]\s*\.)\s*[ก-๙]{2,}(?:\s*(?:อำเภอ|อ\.)\s*[ก-๙]+)?(?:\s*(?:จังหวัด|จ\.)\s*[ก-๙]+)?"
)


@dataclass(frozen=True, slots=True)
class Section:
    """A strategy, tactic or programme line: its number as written (None where it has none) and its bare name."""

    kind: SectionKind
    number: str | None
    name: str
    sure: bool = True


def section(written: str) -> Section | None:
    """`written` as a section line; None where it is none. `sure` is false for a numbered line without a word for its kind."""
    text = written.strip(" \t\r\n\u00a0\u200b\ufeff-•")
    if alignment_line(text) or is_unfilled(text):
        return None
    programme = _PROGRAMME.match(text)
    if programme and programme["name"].strip():
        return Section("programme", _number(programme["lead"], programme["number"]), _programme_name(programme))
    tactic = _TACTIC.match(text)
    if tactic and tactic["name"].strip():
        return Section("tactic", _number(tactic["number"], tactic["lead"]), _flat(tactic["name"]))
    strategy = _STRATEGY.match(text)
    if strategy and strategy["name"].strip():
        number = _number(strategy["number"], strategy["issue"], strategy["lead"])
        return Section("strategy", number, _flat(strategy["name"]))
    numbered = _NUMBERED.match(text)
    if numbered:
        return Section("tactic", _number(numbered["lead"]), _flat(numbered["name"]), sure=False)
    return None


def is_unfilled(written: str) -> bool:
    """Whether `written` is the label of a section line behind which nothing has been filled in: `กลยุทธ์ที่`, `แผนงาน: ……`."""
    return _UNFILLED.match(written.strip()) is not None


def _number(*written: str | None) -> str | None:
    """The first of `written` that holds digits, as Arabic digits and dots alone."""
    for one in written:
        digits = re.sub(r"[^0-9.]", "", arabic_digits(one or "")).strip(".")
        if digits:
            return ".".join(str(int(part)) for part in digits.split(".") if part)
    return None


def _programme_name(match: re.Match[str]) -> str:
    name = _flat(match["name"])
    return name if name.startswith("แผนงาน") else f"แผนงาน{name}"


def _flat(written: str) -> str:
    return " ".join(written.split())


def segments(written: str, *, every_line: bool = False) -> list[str]:
    """The lines of a cell: parted at arrows, and at line ends where a new section or alignment line begins, or at all."""
    parted: list[str] = []
    for line in (piece for half in _ARROW.split(written) for piece in half.split("\n")):
        if not line.strip():
            continue
        found = section(line)
        if not parted or alignment_line(line) or (found and (found.sure or every_line)):
            parted.append(line.strip())
        else:
            parted[-1] = f"{parted[-1]} {line.strip()}"
    return parted


def parts(cells: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """The lines of words in cells given with their columns, each with the column where it stands.

    A lone number is joined to the words after it; words that begin nothing of their own go on with the line before.
    """
    found: list[tuple[str, int]] = []
    lead = ""
    for written, column in cells:
        for segment in segments(written):
            if is_lead(segment):
                lead = f"{lead} {segment}".strip()
                continue
            whole = f"{lead} {segment}".strip()
            named = section(whole)
            begun = bool(found) and is_unfilled(found[-1][0])
            asked = bool(found) and found[-1][1] != column and _is_asking(found[-1][0])
            aligned = alignment_line(whole) and not (asked and "|" in whole)
            starts = bool(aligned or (named and not asked and (named.sure or not begun)) or marker(whole))
            if found and not starts and not lead:
                before, stands = found[-1]
                found[-1] = (f"{before} {segment}", stands if len(before) > _LABEL else column)
            else:
                found.append((whole, column))
            lead = ""
    return found


def _is_asking(written: str) -> bool:
    """Whether `written` is the label of an alignment line whose words stand in the next cell."""
    line = alignment_line(written)
    return line is not None and not line.rest


def is_lead(written: str) -> bool:
    """Whether `written` is only the number or letter of a line whose words stand in the next cell."""
    return _LEAD_ALONE.match(written.strip()) is not None


def marker(written: str) -> str | None:
    """The label of an amendment marker, such as `เพิ่มเติม1-2566` for “เพิ่มเติม ครั้งที่ 1/2566”; None where it is none.

    The label holds no slash and no colon, because both mean something in a reference.
    """
    match = _MARKER.match(written.strip())
    if match is None or not (match["round"] or match["year"]) or len(written.strip()) > 160:
        return None
    if not re.search(r"ครั้ง|ฉบับ|/", written) and not match["year"]:
        return None
    kind = re.sub(r"[^ก-๙]", "", match["kind"])
    return kind + "-".join(arabic_digits(part) for part in (match["round"], match["year"]) if part)


def is_total(written: str) -> bool:
    """Whether `written` labels a row of totals: รวม, รวมทั้งสิ้น, รวม 12 โครงการ; not โครงการรวมพลัง… or รวมใจ…."""
    folded = key(written)
    return _TOTAL.match(folded) is not None or _TOTAL_OF.match(folded) is not None


def is_grand_total(written: str) -> bool:
    """Whether a total row stands for the whole: รวมทั้งสิ้น, รวมทุกยุทธศาสตร์."""
    return _GRAND.search(key(written)) is not None


def counts_projects(written: str) -> bool:
    """Whether a total row tells numbers of projects and not money."""
    return "จำนวนโครงการ" in key(written) or key(written) in ("รวมโครงการ", "รวมโครงการทั้งสิ้น", "รวมโครงการทั้งหมด")


def counted(written: str) -> str | None:
    """The number in `รวม 12 โครงการ`, as digits; None where there is none."""
    match = _COUNT_IN.search(key(written))
    return match[1].replace(",", "") if match else None


def is_remark(written: str) -> bool:
    """Whether `written` is a remark or a signature below a table."""
    return _REMARK.match(key(written)) is not None


def plan_title(written: str) -> bool:
    """Whether the title of a local plan stands in `written`."""
    return _TITLE.search(written) is not None


def plan_years(written: str) -> str | None:
    """The plan's years as they stand in `written`, such as `2566-2570`; None where there are none."""
    match = _YEARS.search(written)
    return match[1] if match else None


def owner(written: str) -> str | None:
    """The local authority that `written` names, with its district and province where they follow; None where there is none."""
    match = _OWNER.search(written)
    return _flat(match[0]) if match else None


__all__ = [
    "Line",
    "Section",
    "SectionKind",
    "alignment_line",
    "counted",
    "counts_projects",
    "is_grand_total",
    "is_lead",
    "is_remark",
    "is_total",
    "is_unfilled",
    "marker",
    "owner",
    "parts",
    "plan_title",
    "plan_years",
    "section",
    "segments",
]
