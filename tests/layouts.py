"""Workbooks in the real layout of a local plan, written from a plain description, with what a reader must find in them.

    built = workbook(Book(strategies=(strategy("1", projects=3),)))
    built.data                      the bytes of the .xlsx
    built.expected.projects         code, name, sheet and cell of every project
    built.expected.budget           (sheet, cell) → the amount written there
    built.expected.totals           code → sheet, row and the amounts printed

A `Book` describes the plan and its `Layout` every quirk of the sheets that is known from real files; each has a default
that is the plain form. `real_size_workbook` has the size of a city's plan: 47 sheets, 548 projects.
"""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

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
_THAI: Final = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


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
    (code of the total, year) → the amount printed instead.
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


def programme(code: str = "1.1(1)", rows: Sequence[Row] = (), line: str = "(1) แผนงานอุตสาหกรรมและการโยธา") -> Programme:
    """A programme with `rows`."""
    return Programme(line, code, tuple(rows))


def strategy(number: str = "1", rows: Sequence[Row] | None = None, projects: int = 3, **more: Any) -> Strategy:
    """A strategy with one tactic and one programme, which holds `rows` or else a number of plain `projects`."""
    chosen = (
        tuple(rows)
        if rows is not None
        else tuple(Project(f"โครงการก่อสร้างถนน สาย {number}.{n}") for n in range(1, projects + 1))
    )
    name = "การพัฒนาด้านโครงสร้างพื้นฐาน" if number == "1" else f"การพัฒนาด้านที่สำคัญลำดับ {number}"
    tactic = Tactic(f"{number}.1 กลยุทธ์พัฒนาเส้นทางคมนาคม", (programme(f"{number}.1(1)", chosen),))
    return replace(Strategy(number, f"{number}. ยุทธศาสตร์ที่ {number} {name}", name, (tactic,)), **more)


def book(*rows: Row, layout: Layout | None = None, **more: Any) -> Book:
    """A book with one strategy whose only table holds `rows`."""
    return Book((strategy("1", rows),), layout=layout or Layout(), **more)


def workbook(described: Book) -> Built:
    """Writes the workbook that `described` describes."""
    writer = _Writer(described)
    writer.write()
    buffer = io.BytesIO()
    writer.file.save(buffer)
    data = with_text_boxes(buffer.getvalue(), described.text_boxes) if described.text_boxes else buffer.getvalue()
    return Built(data, writer.expected)


def real_size_workbook(seed: int = 1) -> bytes:
    """A plan of 47 sheets and 548 projects: 45 tables, the summary and the overview, with 400 blank rows after each."""
    return real_size(seed).data


def real_size(seed: int = 1) -> Built:
    """The same with what stands in it."""
    chance = random.Random(seed)
    tables = 45
    sizes = [548 // tables + (1 if n < 548 % tables else 0) for n in range(tables)]
    strategies = []
    for number in range(1, 6):
        tactics = []
        for tactic in range(1, 4):
            programmes = [_random_programme(chance, f"{number}.{tactic}", n, sizes.pop()) for n in range(1, 4)]
            tactics.append(Tactic(f"{number}.{tactic} กลยุทธ์พัฒนางานด้านที่ {number}.{tactic}", tuple(programmes)))
        strategies.append(replace(strategy(str(number)), tactics=tuple(tactics)))
    layout = replace(Layout().with_ordinance, blank_tail=400)
    boxes = tuple(f"ย้ายไปลำดับที่ {n}" for n in range(212))
    return workbook(Book(tuple(strategies), layout=layout, summary=True, overview=True, text_boxes=boxes))


_PROGRAMMES: Final = ("แผนงานการศึกษา", "แผนงานการเกษตร", "แผนงานสาธารณสุข")


def _random_programme(chance: random.Random, tactic: str, number: int, size: int) -> Programme:
    rows: list[Row] = []
    for n in range(size):
        budget = tuple(chance.choice((None, None, " -   ", chance.randrange(10, 5000) * 1000)) for _ in YEARS)
        more: tuple[Mapping[str, Any], ...] = ({"target": "และซ่อมแซมท่อระบายน้ำ"},) if chance.random() < 0.3 else ()
        name = f"โครงการพัฒนา\nหมู่ที่ {n + 1} ตำบลไทรย้อย {tactic}.{number}"
        rows.append(
            Project(name, budget if any(isinstance(b, int) for b in budget) else (50_000, *budget[1:]), more=more)
        )
    if chance.random() < 0.3:
        rows += [Marker("เพิ่มเติม ครั้งที่ 1/2566", "เพิ่มเติม1-2566"), rows.pop()]
    return Programme(f"({number}) {_PROGRAMMES[number - 1]}", f"{tactic}({number})", tuple(rows))


@dataclass(frozen=True)
class Block:
    """A table that was written, and its projects."""

    strategy: Strategy
    tactic: Tactic
    programme: Programme
    projects: tuple[Project, ...]


def yearly_sums(projects: Sequence[Project]) -> tuple[int | None, ...]:
    """What the budgets of `projects` add up to, a value a year; None where nothing stands."""
    columns = [[one.budget[n] for one in projects if n < len(one.budget)] for n in range(len(YEARS))]
    numbers = [[value for value in column if isinstance(value, (int, float))] for column in columns]
    return tuple(int(sum(column)) if column else None for column in numbers)


def yearly_counts(projects: Sequence[Project]) -> tuple[int, ...]:
    """In how many of `projects` an amount stands, a number a year."""
    return tuple(
        sum(1 for one in projects if n < len(one.budget) and isinstance(one.budget[n], int)) for n in range(len(YEARS))
    )


def write_summary(
    sheet: Worksheet, blocks: Sequence[Block], wrong: Mapping[tuple[str, int], int], expected: Expected
) -> None:
    """ผ.01: a row a programme under its strategy, รวม after each strategy, รวมทั้งสิ้น at the end; a pair of columns a year."""
    sheet.append(["บัญชีสรุปโครงการพัฒนา"])
    sheet.append(["แผนพัฒนาท้องถิ่น (พ.ศ. 2566-2570)"])
    sheet.append([OWNER])
    pairs = [(f"ปี {year}", 2 + 2 * n) for n, year in enumerate(YEARS)] + [("รวม 5 ปี", 2 + 2 * len(YEARS))]
    sheet.cell(4, 1, "ยุทธศาสตร์")
    sheet.merge_cells("A4:A6")
    for words, column in pairs:
        sheet.cell(4, column, words)
        sheet.merge_cells(start_row=4, end_row=4, start_column=column, end_column=column + 1)
        for row, (left, right) in enumerate((("จำนวน", "งบประมาณ"), ("โครงการ", "(บาท)")), start=5):
            sheet.cell(row, column, left)
            sheet.cell(row, column + 1, right)
    for one in dict.fromkeys(block.strategy.number for block in blocks):
        mine = [block for block in blocks if block.strategy.number == one]
        sheet.append([f"ยุทธศาสตร์ที่ {one} {mine[0].strategy.name}"])
        for line in dict.fromkeys(block.tactic.line for block in mine):
            sheet.append([line] if line else [])
            for block in mine:
                if block.tactic.line == line:
                    _summary_row(sheet, block.programme.line, block.programme.code, block.projects, wrong, expected)
        _summary_row(sheet, "รวม", one, [p for block in mine for p in block.projects], wrong, expected)
    everything = [project for block in blocks for project in block.projects]
    _summary_row(sheet, "รวมทั้งสิ้น", "รวมทั้งสิ้น", everything, wrong, expected)


def _summary_row(
    sheet: Worksheet,
    words: str,
    of: str,
    projects: Sequence[Project],
    wrong: Mapping[tuple[str, int], int],
    expected: Expected,
) -> None:
    code = f"สรุป:{of}"
    sums = [wrong.get((code, year), value) for year, value in zip(YEARS, yearly_sums(projects), strict=True)]
    counts = yearly_counts(projects)
    row: list[Any] = [words]
    for count, total in zip(counts, sums, strict=True):
        row += [count, total]
    sheet.append([*row, sum(counts), sum(value or 0 for value in sums)])
    expected.totals[code] = dict(zip(YEARS, sums, strict=True))
    expected.counts[code] = dict(zip(YEARS, counts, strict=True))
    for n, year in enumerate(YEARS):
        expected.total_cells[code, year] = (sheet.title, f"{get_column_letter(3 + 2 * n)}{sheet.max_row}")


OVERVIEW_HEADINGS: Final = (
    "ที่",
    "ยุทธศาสตร์ชาติ 20 ปี",
    "แผนฯ 13",
    "SDGs",
    "ยุทธศาสตร์จังหวัด",
    "ยุทธศาสตร์ อปท.\nในเขตจังหวัด",
    "ยุทธศาสตร์ อปท.",
    "กลยุทธ์",
    "แผนงาน",
    "หน่วยงานรับผิดชอบหลัก",
)


def write_overview(sheet: Worksheet, blocks: Sequence[Block]) -> None:
    """The overview: a row a strategy, with what it serves, its tactics and programmes a line each, and its unit."""
    sheet.append(["ความเชื่อมโยงยุทธศาสตร์"])
    sheet.append([])
    sheet.append(list(OVERVIEW_HEADINGS))
    for number, one in enumerate(dict.fromkeys(block.strategy.number for block in blocks), start=1):
        mine = [block for block in blocks if block.strategy.number == one]
        tactics = "\n".join(dict.fromkeys(block.tactic.line or "" for block in mine))
        programmes = "\n".join(dict.fromkeys(block.programme.line for block in mine))
        aligned = [_filled(mine[0].strategy.alignment.get(letter, "")) for letter in "กขคงจ"]
        sheet.append([number, *aligned, mine[0].strategy.line, tactics, programmes, "กองช่าง"])


def _filled(words: str) -> str:
    """The part of an alignment line after its label, as it stands in the overview's cell."""
    for label in (
        "ยุทธศาสตร์ชาติ 20 ปี",
        "แผนพัฒนาเศรษฐกิจและสังคมแห่งชาติ ฉบับที่ 13",
        "เป้าหมายการพัฒนาที่ยั่งยืน (SDGs)",
        "ยุทธศาสตร์การพัฒนาของ อปท. ในเขตจังหวัด",
    ):
        words = words.removeprefix(label)
    return words.strip()


def with_text_boxes(data: bytes, words: Sequence[str]) -> bytes:
    """The workbook `data` with a text box for each of `words` on its first sheet."""
    name = "xl/worksheets/sheet1.xml"
    spaces = 'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    boxes = "".join(
        f"<xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:row>{n}</xdr:row></xdr:from><xdr:to><xdr:col>3</xdr:col>"
        f'<xdr:row>{n + 1}</xdr:row></xdr:to><xdr:sp><xdr:nvSpPr><xdr:cNvPr id="{n + 2}" name="TextBox {n}"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr>'
        f"<xdr:spPr/><xdr:txBody><a:bodyPr/><a:p><a:r><a:t>{one}</a:t></a:r></a:p></xdr:txBody></xdr:sp><xdr:clientData/></xdr:twoCellAnchor>"
        for n, one in enumerate(words)
    )
    path = "xl/worksheets/_rels/sheet1.xml.rels"
    relation = (
        b'<Relationship Id="rIdBoxes" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing" '
        b'Target="/xl/drawings/boxes.xml"/></Relationships>'
    )
    relations = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == name:
                drawing = b'<drawing xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rIdBoxes"/></worksheet>'
                content = content.replace(b"</worksheet>", drawing)
            if entry.filename == path:
                relations = content
            else:
                new.writestr(entry, content)
        new.writestr(path, relations.replace(b"</Relationships>", relation))
        new.writestr("xl/drawings/boxes.xml", f"<xdr:wsDr {spaces}>{boxes}</xdr:wsDr>")
    return buffer.getvalue()


@dataclass
class _Table:
    """A sheet being written: the next free row, and the column of each field and year."""

    sheet: Worksheet
    row: int
    fields: dict[str, int] = field(default_factory=dict)
    years: dict[str, list[int]] = field(default_factory=dict)
    width: int = 0


class _Writer:
    def __init__(self, described: Book) -> None:
        self.book, self.layout = described, described.layout
        self.file, self.expected = Workbook(), Expected()
        self.file.remove(self.file.worksheets[0])
        self.blocks: list[Block] = []

    def write(self) -> None:
        """Writes every sheet: the overview and the summary first, as in real files, though their numbers come last."""
        overview = self.file.create_sheet("ภาพรวม") if self.book.overview else None
        summary = self.file.create_sheet("สรุป") if self.book.summary else None
        self._details()
        if overview is not None:
            write_overview(overview, self.blocks)
        if summary is not None:
            write_summary(summary, self.blocks, self.book.wrong, self.expected)
        for name, rows in self.book.other.items():
            sheet = self.file.create_sheet(name)
            for row in rows:
                sheet.append(list(row))
        for name in self.book.hidden:
            sheet = self.file.create_sheet(name)
            sheet["A1"], sheet.sheet_state = "ข้อมูลเก่า", "hidden"
        for number, words in enumerate(self.book.comments, start=1):
            self.file.worksheets[0].cell(number, 1).comment = Comment(words, "ผู้ตรวจ")

    def _details(self) -> None:
        table: _Table | None = None
        for one in self.book.strategies:
            if self.layout.sheets == "strategy":
                table = None
            for tactic in one.tactics:
                for programme_ in tactic.programmes:
                    if table is None or self.layout.sheets == "programme":
                        table = self._sheet()
                    block = self._block(table, one, tactic, programme_)
                    self.blocks.append(Block(one, tactic, programme_, tuple(block)))
                    if self.layout.blank_tail and self.layout.sheets == "programme":
                        self._tail(table)
        if table is not None and self.layout.sheets != "programme":
            self._tail(table)

    def _sheet(self) -> _Table:
        sheet = self.file.create_sheet(f"{self.layout.sheet_name}{len(self.file.worksheets) + 1}")
        table = _Table(sheet, self.layout.first_row)
        self._line(table, "รายละเอียดโครงการพัฒนา")
        self._line(table, self.book.title)
        self._line(table, self.book.owner)
        return table

    def _line(self, table: _Table, words: str) -> None:
        column = self.layout.first_column
        table.sheet.cell(table.row, column, self._shown(words))
        if self.layout.merged:
            table.sheet.merge_cells(start_row=table.row, end_row=table.row, start_column=column, end_column=column + 11)
        table.row += 1

    def _shown(self, value: Any) -> Any:
        return value.translate(_THAI) if self.layout.thai_digits and isinstance(value, str) else value

    def _block(self, table: _Table, one: Strategy, tactic: Tactic, programme_: Programme) -> list[Project]:
        for letter, words in one.alignment.items():
            self._line(table, f"{letter}. {words}")
        self._line(table, one.line)
        if tactic.line:
            self._line(table, tactic.line)
        self._line(table, programme_.line)
        self._header(table)
        return self._rows(table, programme_)

    def _header(self, table: _Table) -> None:
        column, top, tall = self.layout.first_column, table.row, self.layout.header_rows
        for key in (*self.layout.columns, *self.layout.extra):
            if key in ("budget", "ordinance"):
                table.years[key] = list(range(column, column + len(self.layout.years)))
                self._year_headings(table, key, top, column)
                column += len(self.layout.years)
                continue
            table.fields[key] = column
            words = self.layout.headings.get(key, (key,))
            for offset, part in enumerate(words if tall >= len(words) else ("".join(words),)):
                table.sheet.cell(top + offset, column, part)
            if self.layout.merged and len(words) == 1 and tall > 1:
                table.sheet.merge_cells(start_row=top, end_row=top + tall - 1, start_column=column, end_column=column)
            column += 1
        table.width = column - self.layout.first_column
        table.row = top + tall

    def _year_headings(self, table: _Table, key: str, top: int, column: int) -> None:
        label, tall = self.layout.headings.get(key, (key,))[0], self.layout.header_rows
        for offset, year in enumerate(self.layout.years):
            if tall == 1:
                table.sheet.cell(top, column + offset, f"{label} {year} {self.layout.unit}")
                continue
            table.sheet.cell(top + 1, column + offset, self._shown(str(year)) if self.layout.thai_digits else year)
            if tall > 2:
                table.sheet.cell(top + 2, column + offset, self.layout.unit)
        if tall > 1:
            table.sheet.cell(top, column, label if tall > 2 else f"{label} {self.layout.unit}")
            if self.layout.merged:
                last = column + len(self.layout.years) - 1
                table.sheet.merge_cells(start_row=top, end_row=top, start_column=column, end_column=last)

    def _rows(self, table: _Table, programme_: Programme) -> list[Project]:
        number, prefix = 0, programme_.code
        block: list[tuple[Project, str]] = []
        rows: list[Row] = list(programme_.rows)
        if self.layout.foot and not any(isinstance(row, TotalRow) for row in rows):
            rows.append(TotalRow())
        for row in rows:
            match row:
                case Project():
                    number = number + 1 if row.number is ... else number
                    code = f"{prefix}-{number if row.number is ... else row.number}"
                    block.append((row, code))
                    self._project(table, row, number, code)
                case Marker():
                    number, prefix = 0, f"{programme_.code}-{row.label}"
                    self._first(table, row.words)
                case TotalRow():
                    self._total(table, row, programme_.code, block)
                case Words():
                    self._first(table, row.words)
        return [project for project, _ in block]

    def _first(self, table: _Table, words: str) -> None:
        table.sheet.cell(table.row, self.layout.first_column, self._shown(words))
        table.row += 1

    def _project(self, table: _Table, row: Project, number: int, code: str) -> None:
        sheet = table.sheet
        for key, column in table.fields.items():
            value = row.extra.get(key) if key in self.layout.extra else getattr(row, key)
            if key == "number":
                value = number if row.number is ... else row.number
                value = self._shown(str(value)) if self.layout.thai_digits and value is not None else value
            sheet.cell(table.row, column, self._shown(value))
        for key, columns in table.years.items():
            found = self.expected.budget if key == "budget" else self.expected.ordinance
            for column, value in zip(columns, getattr(row, key), strict=False):
                sheet.cell(table.row, column, value)
                if value is not None:
                    found[sheet.title, f"{get_column_letter(column)}{table.row}"] = value
        cell = f"{get_column_letter(table.fields['name'])}{table.row}"
        self.expected.projects.append(Found(code, row.name, sheet.title, cell))
        table.row += 1
        for more in row.more:
            for key, value in more.items():
                sheet.cell(table.row, table.fields[key], value)
            table.row += 1

    def _total(self, table: _Table, row: TotalRow, code: str, block: list[tuple[Project, str]]) -> None:
        total = f"ท้ายตาราง:{code}"
        copies = sum(1 for known in self.expected.totals if known == total or known.startswith(f"{total}:"))
        total = total if not copies else f"{total}:{copies + 1}"
        printed = row.printed if row.printed is not None else yearly_sums([project for project, _ in block])
        table.sheet.cell(table.row, self.layout.first_column, row.words)
        self.expected.totals[total] = {}
        for year, column, value in zip(YEARS, table.years["budget"], printed, strict=False):
            table.sheet.cell(table.row, column, value)
            self.expected.totals[total][year] = value
            self.expected.total_cells[total, year] = (table.sheet.title, f"{get_column_letter(column)}{table.row}")
        self.expected.sums[total] = [code for _, code in block]
        table.row += 1

    def _tail(self, table: _Table) -> None:
        for row in range(table.row, table.row + self.layout.blank_tail):
            for column in range(1, table.width + 1):
                table.sheet.cell(row, column).font = Font(name="TH SarabunPSK")
