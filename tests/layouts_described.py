"""What a workbook of a local plan can hold, as plain values: see `tests.layouts` for how to use them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

YEARS: Final = (2566, 2567, 2568, 2569, 2570)
OWNER: Final = "องค์การบริหารส่วนตำบลไทรย้อย อำเภอเด่นชัย จังหวัดแพร่"
ALIGNMENT: Final[Mapping[str, str]] = {
    "ก": "ยุทธศาสตร์ชาติ 20 ปี ด้านที่ 4 ด้านการสร้างโอกาสและความเสมอภาคทางสังคม",
    "ข": "แผนพัฒนาเศรษฐกิจและสังคมแห่งชาติ ฉบับที่ 13 หมุดหมายที่ 8 ไทยมีพื้นที่และเมืองอัจฉริยะที่น่าอยู่",
    "ค": "เป้าหมายการพัฒนาที่ยั่งยืน (SDGs) เป้าหมายที่ 1, 2 และ 11",
    "ง": "ยุทธศาสตร์จังหวัดที่ 2 การพัฒนาคุณภาพชีวิต",
    "จ": "ยุทธศาสตร์การพัฒนาของ อปท. ในเขตจังหวัด ยุทธศาสตร์ที่ 5 ด้านโครงสร้างพื้นฐาน",
}
PLAIN_COLUMNS: Final = (
    "number",
    "name",
    "objective",
    "target",
    "budget",
    "indicator_text",
    "expected_result",
    "responsible_unit",
)
HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "number": ("ที่",),
    "name": ("โครงการ",),
    "objective": ("วัตถุประสงค์",),
    "target": ("เป้าหมาย", "(ผลผลิตของโครงการ)"),
    "budget": ("งบประมาณ",),
    "ordinance": ("เทศบัญญัติ",),
    "indicator_text": ("ตัวชี้วัด", "(KPI)"),
    "expected_result": ("ผลที่คาดว่า", "จะได้รับ"),
    "responsible_unit": ("หน่วยงาน", "ที่รับผิดชอบ", "หลัก"),
}


@dataclass(frozen=True)
class Project:
    """A row of ผ.02. `budget` and `ordinance` hold a value a year; `more` its continuation rows, by column key;
    `number` is counted on where it is `...`, and left out where it is None; `extra` fills columns of the layout's `extra`.
    """

    name: str
    budget: tuple[Any, ...] = (100_000, None, None, None, None)
    ordinance: tuple[Any, ...] = ()
    number: Any = ...
    objective: Any = "เพื่อให้ประชาชนเดินทางสะดวก"
    target: Any = "ถนนกว้าง 4 เมตร ยาว 500 เมตร"
    indicator_text: Any = "ร้อยละ 80 ของครัวเรือน"
    expected_result: Any = "ประชาชนเดินทางสะดวกและปลอดภัย"
    responsible_unit: Any = "กองช่าง"
    more: tuple[Mapping[str, Any], ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Marker:
    """An amendment marker row; `label` is its part of the codes below it. Numbering restarts after it."""

    words: str
    label: str


@dataclass(frozen=True)
class TotalRow:
    """A row of totals in ผ.02: `printed` a year, by default what the rows above add up to; `count` is printed beside it."""

    words: str = "รวม"
    printed: tuple[Any, ...] | None = None


@dataclass(frozen=True)
class Words:
    """A row with words in its first column: a note, a repeated title, a signature."""

    words: str


Row = Project | Marker | TotalRow | Words


@dataclass(frozen=True)
class Programme:
    """A programme and the rows of its table; `line` is the text above the table."""

    line: str
    code: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Tactic:
    """A tactic; `line` is None where the plan has none."""

    line: str | None
    programmes: tuple[Programme, ...]


@dataclass(frozen=True)
class Strategy:
    """A strategy, its number, the line that names it, its bare name and its alignment lines by their letter."""

    number: str
    line: str
    name: str
    tactics: tuple[Tactic, ...]
    alignment: Mapping[str, str] = field(default_factory=lambda: dict(ALIGNMENT))


@dataclass(frozen=True)
class Layout:
    """How the sheets look. `sheets` is `programme`, `strategy` or `one`: what shares a sheet."""

    columns: tuple[str, ...] = PLAIN_COLUMNS
    headings: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: dict(HEADINGS))
    extra: tuple[str, ...] = ()
    years: tuple[Any, ...] = YEARS
    unit: str = "(บาท)"
    header_rows: int = 3
    merged: bool = True
    sheets: str = "programme"
    sheet_name: str = "Sheet"
    first_row: int = 1
    first_column: int = 1
    thai_digits: bool = False
    blank_tail: int = 0
    foot: bool = True

    @property
    def with_ordinance(self) -> Layout:
        """The same with the five columns of the budget ordinance: 17 in all."""
        at = self.columns.index("budget") + 1
        return replace(self, columns=(*self.columns[:at], "ordinance", *self.columns[at:]))

    @property
    def without_indicator(self) -> Layout:
        """The same without the KPI column."""
        return replace(self, columns=tuple(one for one in self.columns if one != "indicator_text"))


@dataclass(frozen=True)
class Book:
    """A workbook: the plan, its layout, and what else lies in the file. `wrong` changes printed totals of ผ.01 by
    (code of the total, year) → the amount printed instead; year 0 is the total of all years.
    """

    strategies: tuple[Strategy, ...]
    title: str = "แผนพัฒนาท้องถิ่น (พ.ศ. 2566-2570)"
    owner: str = OWNER
    layout: Layout = field(default_factory=Layout)
    summary: bool = False
    wrong: Mapping[tuple[str, int], int] = field(default_factory=dict)
    overview: bool = False
    hidden: tuple[str, ...] = ()
    other: Mapping[str, Sequence[Sequence[Any]]] = field(default_factory=dict)
    text_boxes: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """A node that must be found: its code, name, sheet and the cell of its name."""

    code: str
    name: str
    sheet: str
    cell: str


@dataclass
class Expected:
    """What a reader must find. `budget` and `ordinance` map (sheet, cell) to the value written, empty cells left out;
    `totals` maps the code of a printed total to its amounts by year, `counts` to its numbers of projects by year.
    """

    projects: list[Found] = field(default_factory=list)
    budget: dict[tuple[str, str], Any] = field(default_factory=dict)
    ordinance: dict[tuple[str, str], Any] = field(default_factory=dict)
    totals: dict[str, dict[int, Any]] = field(default_factory=dict)
    counts: dict[str, dict[int, Any]] = field(default_factory=dict)
    total_cells: dict[tuple[str, int], tuple[str, str]] = field(default_factory=dict)
    sums: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Built:
    """The bytes of a workbook and what stands in it."""

    data: bytes
    expected: Expected
