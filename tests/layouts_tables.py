"""Writes the sheets of tables (ผ.02) that a `Book` describes, and keeps account of what stands where."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tests.layouts_described import (
    YEARS,
    Book,
    Expected,
    Found,
    Marker,
    Programme,
    Project,
    Row,
    Strategy,
    Tactic,
    TotalRow,
    Words,
)
from tests.layouts_sheets import Block, write_overview, write_summary, yearly_sums

_THAI: Final = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


@dataclass
class _Table:
    """A sheet being written: the next free row, and the column of each field and year."""

    sheet: Worksheet
    row: int
    fields: dict[str, int] = field(default_factory=dict)
    years: dict[str, list[int]] = field(default_factory=dict)
    width: int = 0


class BookWriter:
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
