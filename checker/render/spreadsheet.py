"""A table of findings as a file for spreadsheet programs: CSV and xlsx.

What a submitter wrote is shown and never carried out: in CSV a cell that a spreadsheet program would take for a formula opens
with an apostrophe, in xlsx every cell of words is stored as words.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, Final

import xlsxwriter

from checker.render.table import Column, Row, cells, columns
from checker.render.wording import Language, Words

MARK: Final = "oneplan-findings"  # in the properties of a workbook of findings, by which it is known as ours

_FORMULA: Final = re.compile(r"^[\s]*[=+\-@\t\r\n＝＋－＠]")
_EPOCH: Final = datetime.datetime(2000, 1, 1)
_MOST_LETTERS: Final = 32_767  # of a cell of Excel
_MOST_ROWS: Final = 1_048_575  # of a sheet of Excel, below its heading
_FONT: Final = {"font_name": "TH Sarabun New", "font_size": 14, "valign": "top"}
_A4, _A3 = 9, 8


def csv_bytes(found: Iterable[Row], language: Language) -> bytes:
    """The rows as CSV in UTF-8 with its mark, by which Excel knows Thai letters; every cell is quoted."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow([column.heading for column in columns(language)])
    for row in cells(found, language):
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
    return text.getvalue().encode("utf-8-sig")


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
    words = Words(language)
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        book.set_properties(
            {"author": "oneplan-checker", "keywords": MARK, "title": words.say("table.sheet_name"), "created": _EPOCH}
        )
        for number, part in enumerate(_parted(cells(found, language)), start=1):
            _write_findings(book, words, part, number)
        if about:
            _write_about(book, words, about)
    return out.getvalue()


def _parted(left: Iterator[list[str | int]]) -> Iterator[Iterator[list[str | int]]]:
    """The rows, as many at a time as a sheet holds; the first part may be empty."""
    yield islice(left, _MOST_ROWS)
    for first in left:
        yield islice(chain([first], left), _MOST_ROWS)


def _write_findings(book: Any, words: Words, found: Iterable[list[str | int]], number: int) -> None:
    name = words.say("table.sheet_name")
    sheet = book.add_worksheet(name if number == 1 else f"{name} {number}")
    head = book.add_format({**_FONT, "bold": True, "text_wrap": True, "border": 1, "bg_color": "#DCE6F1"})
    body = book.add_format({**_FONT, "text_wrap": True})
    all_columns: Sequence[Column] = columns(words.language)
    for at, column in enumerate(all_columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, column.heading, head)
    last = 0
    for last, row in enumerate(found, start=1):
        for at, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(last, at, cell, body)
            elif cell:
                sheet.write_string(last, at, _fitting(cell, words), body)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(all_columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(_A3)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&C&P / &N")


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
