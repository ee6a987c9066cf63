"""Fills in a blank workbook as a person does: by the words of its headings, picking from the lists of its cells."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import range_boundaries

from checker.readers.draft import Draft
from checker.readers.excel import read_excel
from checker.readers.excel.ours import LISTS_SHEET
from checker.readers.open_file import read_context
from checker.writers.excel import blank_form

CONTEXT = Path(__file__).parents[2] / "samples" / "good" / "context"
YEARS = (2566, 2570)

Heading = str | tuple[str, int]


class Filling:
    """A blank workbook being filled in."""

    def __init__(self, level: str, *, with_context: bool = True) -> None:
        context = read_context(CONTEXT) if with_context else Draft()
        self.book = openpyxl.load_workbook(io.BytesIO(blank_form(level, YEARS, context, "test")))

    def card(self, sheet: str, facts: Mapping[str, Any]) -> None:
        """Writes each fact beside its label."""
        labels = {str(cell.value): cell.row for cell in self.book[sheet]["A"] if cell.value}
        for label, said in facts.items():
            self.book[sheet].cell(labels[label], 2).value = said

    def columns(self, sheet: str) -> dict[Heading, int]:
        """Column numbers by heading, and by heading and year."""
        rows = list(self.book[sheet].iter_rows(min_row=1, max_row=20))
        head = next(at for at, row in enumerate(rows, start=1) if sum(bool(one.value) for one in row) >= 3)
        found: dict[Heading, int] = {}
        above = ""
        for column, cell in enumerate(rows[head - 1], start=1):
            above = str(cell.value) if cell.value else above
            year = re.search(r"25\d\d", str(rows[head][column - 1].value or ""))
            if year:
                found[above, int(year[0])] = column
            elif cell.value:
                found[above] = column
        return found

    def first_row(self, sheet: str) -> int:
        """The first row below the header."""
        return int(re.sub(r"\D", "", str(self.book[sheet].freeze_panes)))

    def row(self, sheet: str, number: int, said: Mapping[Heading, Any]) -> None:
        """Fills in a row, counted from 0 below the header."""
        columns, at = self.columns(sheet), self.first_row(sheet) + number
        for heading, value in said.items():
            self.book[sheet].cell(at, columns[heading]).value = value

    def line(self, sheet: str, label: str, said: str) -> None:
        """Fills in the cell beside a line above the table."""
        row = next(cell.row for cell in self.book[sheet]["A"] if str(cell.value or "").startswith(label))
        self.book[sheet].cell(row, 4).value = said

    def choices(self, sheet: str, cell: str) -> list[str]:
        """What the list of a cell offers."""
        for rule in self.book[sheet].data_validations.dataValidation:
            if rule.type == "list" and cell in rule.sqref and not str(rule.formula1).startswith("OFFSET"):
                return self.entries(str(rule.formula1))
        return []

    def entries(self, source: str) -> list[str]:
        """The cells of a range on the sheet of lists."""
        name, _, area = source.rpartition("!")
        assert name.strip("'") == LISTS_SHEET
        left, top, right, bottom = range_boundaries(area)
        cells = self.book[LISTS_SHEET].iter_rows(top, bottom, left, right)
        return [str(cell.value) for row in cells for cell in row]

    def read(self) -> Draft:
        """What is read of the workbook once a spreadsheet program has worked its formulas out to nothing."""
        for sheet in self.book:
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str) and cell.value.startswith("="):
                        cell.value = None
        return self.read_never_calculated()

    def read_never_calculated(self) -> Draft:
        """What is read of the workbook as a program leaves it that does not work out formulas."""
        out = io.BytesIO()
        self.book.save(out)
        return read_excel(out.getvalue(), "form.xlsx")
