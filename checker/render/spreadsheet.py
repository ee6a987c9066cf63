"""A table of findings as a file for spreadsheet programs: CSV and xlsx.

What a submitter wrote is shown and never carried out: in CSV a cell that a spreadsheet program would take for a formula opens
with an apostrophe, in xlsx every cell of words is stored as words.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO, Final, Self

import xlsxwriter

from checker.render.table import Column, Row, cells, columns
from checker.render.wording import Language, Words

MARK: Final = "oneplan-findings"  # in the properties of a workbook of findings, by which it is known as ours

_FORMULA: Final = re.compile(r"^[\s]*[=+\-@\t\r\n＝＋－＠]")
_EPOCH: Final = datetime.datetime(2000, 1, 1)
_MOST_LETTERS: Final = 32_767  # of a cell of Excel
MOST_ROWS: Final = 1_048_575  # of a sheet of Excel, below its heading
_FONT: Final = {"font_name": "TH Sarabun New", "font_size": 14, "valign": "top"}
_A4, _A3 = 9, 8


def csv_bytes(found: Iterable[Row], language: Language) -> bytes:
    """The rows as CSV in UTF-8 with its mark, by which Excel knows Thai letters; every cell is quoted."""
    out = io.BytesIO()
    with FindingsAsCsv(out, language) as table:
        for row in cells(found, language):
            table.add(row)
    return out.getvalue()


def csv_line(cells: Sequence[str]) -> bytes:
    """The first line of a CSV with its mark, by which Excel knows Thai letters; every cell is quoted."""
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(cells)
    return out.getvalue().encode("utf-8-sig")


class FindingsAsCsv:
    """Writes findings as CSV into an open file, a row at a time."""

    def __init__(self, out: BinaryIO, language: Language) -> None:
        self._text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=False)
        self._writer = csv.writer(self._text, quoting=csv.QUOTE_ALL)
        self._writer.writerow([column.heading for column in columns(language)])

    def add(self, row: Sequence[str | int]) -> None:
        """Writes the cells of one finding."""
        self._writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._text.detach()


def harmless(words: str) -> str:
    """`words` behind an apostrophe where a spreadsheet program would take them for a formula."""
    return f"'{words}" if _FORMULA.match(words) else words


def csv_opening(language: Language) -> bytes:
    """How every CSV of findings in `language` opens."""
    return csv_bytes((), language)


def xlsx_bytes(found: Iterable[Row], language: Language, about: Sequence[tuple[str, str]] = ()) -> bytes:
    """The rows as a workbook: headings that stay in sight, filters, wrapped words; the same rows give the same bytes.

    A sheet holds as many rows as Excel allows, and the next one goes on. `about` stands on a last sheet, a line a pair: what it
    is, and what is to be said of it.
    """
    out = io.BytesIO()
    with FindingsAsXlsx(out, language, about) as table:
        for row in cells(found, language):
            table.add(row)
    return out.getvalue()


class FindingsAsXlsx:
    """Writes findings as a workbook into an open file, a row at a time, which it does not hold."""

    def __init__(self, out: BinaryIO, language: Language, about: Sequence[tuple[str, str]] = ()) -> None:
        self._words, self._about = Words(language), about
        self._columns: Sequence[Column] = columns(language)
        self._book = xlsxwriter.Workbook(out, {"constant_memory": True})
        name = self._words.say("table.sheet_name")
        self._book.set_properties({"author": "oneplan-checker", "keywords": MARK, "title": name, "created": _EPOCH})
        self._sheets = 0
        self._last = 0
        self._begin_sheet()

    def add(self, row: Sequence[str | int]) -> None:
        """Writes the cells of one finding."""
        if self._last == MOST_ROWS:
            self._end_sheet()
            self._begin_sheet()
        self._last += 1
        for at, cell in enumerate(row):
            if isinstance(cell, int):
                self._sheet.write_number(self._last, at, cell, self._body)
            elif cell:
                self._sheet.write_string(self._last, at, _fitting(cell, self._words), self._body)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end_sheet()
        if self._about:
            _write_about(self._book, self._words, self._about)
        self._book.close()

    def _begin_sheet(self) -> None:
        self._sheets += 1
        self._last = 0
        name = self._words.say("table.sheet_name")
        self._sheet = self._book.add_worksheet(name if self._sheets == 1 else f"{name} {self._sheets}")
        head = self._book.add_format({**_FONT, "bold": True, "text_wrap": True, "border": 1, "bg_color": "#DCE6F1"})
        self._body = self._book.add_format({**_FONT, "text_wrap": True})
        for at, column in enumerate(self._columns):
            self._sheet.set_column(at, at, column.width)
            self._sheet.write_string(0, at, column.heading, head)

    def _end_sheet(self) -> None:
        self._sheet.freeze_panes(1, 0)
        self._sheet.autofilter(0, 0, self._last, len(self._columns) - 1)
        self._sheet.set_landscape()
        self._sheet.set_paper(_A3)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(0)
        self._sheet.set_footer("&C&P / &N")


def _write_about(book: Any, words: Words, about: Sequence[tuple[str, str]]) -> None:
    sheet = book.add_worksheet(words.say("table.about"))
    label = book.add_format({**_FONT, "bold": True, "text_wrap": True})
    value = book.add_format({**_FONT, "text_wrap": True})
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 1, 90)
    for at, (what, says) in enumerate(about):
        sheet.write_string(at, 0, _fitting(what, words), label)
        sheet.write_string(at, 1, _fitting(says, words), value)
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)


def _fitting(text: str, words: Words) -> str:
    """`text`, or as much of it as a cell of Excel holds and that there was more."""
    if len(text) <= _MOST_LETTERS:
        return text
    said = words.say("table.cut", count=len(text))
    return f"{text[: _MOST_LETTERS - len(said)]}{said}"
