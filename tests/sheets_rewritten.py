"""The same plan as another office would have typed it: other spellings, headings, years, sheets, page breaks and totals.

    look = Look(years="2023", spelling=("thai digits", "split sara am"), pages=4)
    as_typed(book, look)            the bytes of the workbook

Whatever a look changes, the plan stays the same plan: only places, notes and the letters of what is quoted differ.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any, Final

from tests.layouts import YEARS, Book, TotalRow, workbook
from tests.sheets_moved import Sheet, Spot, sheets_of, written

HEADINGS: Final[Mapping[str, Sequence[tuple[str, ...]]]] = {
    "number": (("ที่",), ("ลำดับ",), ("ลำดับ", "ที่"), ("ลำดับที่",)),
    "name": (("โครงการ",), ("ชื่อโครงการ",), ("โครงการ/", "กิจกรรม"), ("แผนงาน/โครงการ",), ("ชื่อ", "โครงการ")),
    "objective": (("วัตถุประสงค์",), ("วัตถุ", "ประสงค์"), ("วัตถุประสงค์", "ของโครงการ"), ("จุดประสงค์",)),
    "target": (("เป้าหมาย", "(ผลผลิตของโครงการ)"), ("เป้าหมาย", "(ผลผลิต", "ของโครงการ)"), ("เป้าหมาย",), ("ผลผลิตของโครงการ",)),
    "budget": (("งบประมาณ",), ("งบประมาณและที่มา",), ("งบประมาณที่ผ่านมา",)),
    "ordinance": (("เทศบัญญัติ",), ("ข้อบัญญัติ",), ("ข้อบัญญัติงบประมาณ",)),
    "indicator_text": (("ตัวชี้วัด", "(KPI)"), ("ตัวชี้วัด",), ("ตัว", "ชี้วัด", "(KPI)"), ("ตัวชี้วัด", "ความสำเร็จ")),
    "expected_result": (("ผลที่คาดว่า", "จะได้รับ"), ("ผลที่", "คาดว่า", "จะได้รับ"), ("ผลที่คาดว่าจะได้รับ",), ("ผลลัพธ์ที่คาดว่าจะได้รับ",)),
    "responsible_unit": (
        ("หน่วยงาน", "ที่รับผิดชอบ", "หลัก"),
        ("หน่วยงานรับผิดชอบหลัก",),
        ("หน่วยงาน", "ที่", "รับผิดชอบ", "หลัก"),
        ("ผู้รับผิดชอบ",),
        ("ส่วนราชการ", "ที่รับผิดชอบ"),
    ),
}  # fmt: skip
YEAR_STYLES: Final[Mapping[str, Callable[[int], Any]]] = {
    "2566": lambda year: year,
    "2566 as text": str,
    "2023": lambda year: year - 543,
    "66": lambda year: str(year % 100),
    "พ.ศ. 2566": lambda year: f"พ.ศ. {year}",
    "ปี 2566": lambda year: f"ปี {year}",
    "ปีงบประมาณ พ.ศ.2566": lambda year: f"ปีงบประมาณ\nพ.ศ.{year}",
    "ค.ศ. 2023": lambda year: f"ค.ศ. {year - 543}",
}
SPELLINGS: Final = (
    "thai digits",
    "numbers as text",
    "trailing blanks",
    "no-break spaces",
    "zero-width spaces",
    "split sara am",
    "direction marks",
    "line ends",
)
SHEET_NAMES: Final = ("Sheet", "แผ่น ", "รวม (สำเนา) ", "ผ.01 ", "1.1(", "#REF ")


@dataclass(frozen=True)
class Look:
    """How a plan is typed. `headings` and `order` choose spellings and columns by number; `pages` repeats the header after
    that many projects (0: never); `totals` is `as they are`, `none` or `doubled`.
    """

    headings: int = 0
    order: int = 0
    header_rows: int = 3
    merged: bool = True
    years: str = "2566"
    sheets: str = "programme"
    name: str = "Sheet"
    first_row: int = 1
    first_column: int = 1
    blank_tail: int = 0
    pages: int = 0
    totals: str = "as they are"
    spelling: tuple[str, ...] = ()


def as_typed(described: Book, look: Look) -> bytes:
    """The workbook of `described`, typed as `look` says."""
    sheets = sheets_of(workbook(_laid_out(described, look)).data)
    if look.pages:
        sheets = [_with_pages(one, look) for one in sheets]
    for spelling in look.spelling:
        sheets = [_spelt(one, spelling) for one in sheets]
    return written(sheets)


def _laid_out(described: Book, look: Look) -> Book:
    chance = Random(look.headings)
    headings = {key: chance.choice(known) if look.headings else known[0] for key, known in HEADINGS.items()}
    first, *others = described.layout.columns
    if look.order:
        Random(look.order).shuffle(others)
    layout = replace(
        described.layout,
        headings=headings,
        columns=(first, *others),
        header_rows=look.header_rows,
        merged=look.merged,
        years=tuple(YEAR_STYLES[look.years](year) for year in YEARS),
        sheets=look.sheets,
        sheet_name=look.name,
        first_row=look.first_row,
        first_column=look.first_column,
        blank_tail=look.blank_tail,
        foot=look.totals == "as they are" and described.layout.foot,
    )
    return _with_totals(replace(described, layout=layout), look.totals)


def _with_totals(described: Book, totals: str) -> Book:
    if totals == "as they are":
        return described
    doubled = (TotalRow("รวม"), TotalRow("รวมทั้งสิ้น")) if totals == "doubled" else ()
    strategies = []
    for one in described.strategies:
        tactics = []
        for tactic in one.tactics:
            programmes = [
                replace(each, rows=(*(row for row in each.rows if not isinstance(row, TotalRow)), *doubled))
                for each in tactic.programmes
            ]
            tactics.append(replace(tactic, programmes=tuple(programmes)))
        strategies.append(replace(one, tactics=tuple(tactics)))
    return replace(described, strategies=tuple(strategies))


def _with_pages(sheet: Sheet, look: Look) -> Sheet:
    """`sheet` printed on pages of a few projects each, with the header of the table above it on every page."""
    tops = {row for (row, _), value in sheet.cells.items() if value == "รายละเอียดโครงการพัฒนา"}
    objectives = {known[0] for known in HEADINGS["objective"]}
    headers = sorted(row for (row, _), value in sheet.cells.items() if value in objectives)
    numbers = sorted(
        row for (row, column), value in sheet.cells.items() if column == look.first_column and _counts(value)
    )
    if not tops or not headers:
        return sheet
    breaks = {
        row: max(top for top in headers if top < row) for row in numbers[look.pages :: look.pages] if row > headers[0]
    }
    cells: dict[Spot, Any] = {}
    merges: set[tuple[int, int, int, int]] = set()
    down = 0
    for row in range(1, max(sheet.rows) + 1):
        if row in breaks:
            for n in range(look.header_rows):
                cells |= {
                    (row + down + n, column): value
                    for (at, column), value in sheet.cells.items()
                    if at == breaks[row] + n
                }
                merges |= {
                    (row + down + n, left, row + down + n + bottom - top, right)
                    for top, left, bottom, right in sheet.merges
                    if top == breaks[row] + n
                }
            down += look.header_rows
        cells |= {(row + down, column): value for (at, column), value in sheet.cells.items() if at == row}
        merges |= {(top + down, left, bottom + down, right) for top, left, bottom, right in sheet.merges if top == row}
    return replace(sheet, cells=cells, merges=frozenset(merges))


def _counts(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


_THAI: Final = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def _spelt(sheet: Sheet, spelling: str) -> Sheet:
    cells = {spot: _cell(value, spelling) for spot, value in sheet.cells.items()}
    return replace(sheet, cells=cells)


def _cell(value: Any, spelling: str) -> Any:
    if spelling == "numbers as text" and _counts(value) and abs(value) < 10**12:
        return f"{value:,}" if value > 9999 else str(value)
    if spelling == "thai digits" and _counts(value) and abs(value) < 10**12:
        return str(value).translate(_THAI)
    if not isinstance(value, str) or not value.strip() or value.startswith("="):
        return value
    match spelling:
        case "thai digits":
            return value.translate(_THAI)
        case "trailing blanks":
            return f"  {value} \n"
        case "no-break spaces":
            return value.replace(" ", "\u00a0") + "\u00a0"
        case "zero-width spaces":
            return f"{value[:2]}\u200b{value[2:]}\u200b"
        case "split sara am":
            return value.replace("ำ", "\u0e4d\u0e32")
        case "direction marks":
            return f"\u200f{value}\u200e"
        case "line ends":
            return value.replace("  ", " \n") if value.count(" ") < 2 else value.replace(" ", "\n", 1)
    return value
