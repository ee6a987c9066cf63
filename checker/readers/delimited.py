"""CSV submissions: text into rows, each with its line, for the table that docs/submission.md shows."""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import Final

from checker.codes import is_code_list, read_code_lists
from checker.errors import Fault, RulebookFault, UnreadableSubmission
from checker.place import Place
from checker.readers.draft import Draft
from checker.readers.table import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, is_table, read_table
from checker.text import Sentence

LONGEST_LINE: Final = 1_000_000
_HEAD_OF_FORM: Final = 20_000


def read_delimited(text: str, file: str) -> Draft:
    """The plans, or the code lists, of a CSV `text` (comma, semicolon or tab). Raises UnreadableSubmission."""
    delimiter = _delimiter(text)
    rows = _rows(text, file, delimiter)
    header = next((row for _, row in rows if any(cell.strip() for cell in row)), [])
    if is_code_list(header):
        try:
            return Draft(code_lists=read_code_lists(text, file, delimiter))
        except RulebookFault as error:
            raise UnreadableSubmission(error.faults) from error
    return read_table(rows, file)


def rows_of_form(text: str, file: str) -> list[tuple[int, list[str]]] | None:
    """The rows of a sheet that was saved as CSV, each with the line on which it begins.

    None where the first row has the headings of a submission or a code list. Raises UnreadableSubmission.
    """
    first = next((line for line in text[:LONGEST_LINE].splitlines() if line.strip()), "")
    header = next(csv.reader([first], delimiter=_delimiter(text)), []) if len(first) <= csv.field_size_limit() else []
    headings = [heading.strip() for heading in header]
    if is_code_list(header) or is_table(headings):
        return None
    return _rows(text, file, _delimiter_of_form(text))


def _delimiter_of_form(text: str) -> str:
    """The delimiter of a sheet, whose first lines are titles: the one that stands often in most of its lines."""
    head = [line for line in text[:_HEAD_OF_FORM].splitlines() if line.strip()]
    return max(
        ",;\t", key=lambda letter: (sum(line.count(letter) > 1 for line in head), text[:_HEAD_OF_FORM].count(letter))
    )


def _delimiter(text: str) -> str:
    head = re.sub(r'"[^"]*"', "", text[:4000]).splitlines()
    first = next((line for line in head if line.strip()), "")
    return max(",;\t", key=first.count)


def _lines(text: str, file: str) -> Iterator[str]:
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        if len(line) > LONGEST_LINE:
            says = Sentence(
                th=f"บรรทัดนี้ยาว {len(line):,} ตัวอักษร อ่านได้ไม่เกิน {LONGEST_LINE:,} ให้ลบส่วนที่ไม่ใช่ตารางแผน",
                en=f"This line is {len(line):,} letters long; at most {LONGEST_LINE:,} are read. Delete what is not the plan.",
            )
            raise UnreadableSubmission([Fault(Place(file, line=number), says)])
        yield line


def _rows(text: str, file: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """Every row with the line on which it begins. Raises UnreadableSubmission where that is no table, or too large."""
    reader = csv.reader(_lines(text, file), delimiter=delimiter)
    rows: list[tuple[int, list[str]]] = []
    line, cells = 1, 0
    while (row := _next_row(reader, file, line)) is not None:
        if len(row) > MOST_COLUMNS:
            raise _too_large(Place(file, line=line), f"{len(row):,} คอลัมน์", f"{len(row):,} columns", MOST_COLUMNS)
        rows.append((line, row))
        if len(rows) > MOST_ROWS:
            raise _too_large(
                Place(file, line=line), f"มากกว่า {MOST_ROWS:,} แถว", f"more than {MOST_ROWS:,} rows", MOST_ROWS
            )
        cells += sum(map(bool, row))
        if cells > MOST_CELLS:
            raise _too_large(
                Place(file, line=line),
                f"มากกว่า {MOST_CELLS:,} ช่อง",
                f"more than {MOST_CELLS:,} filled cells",
                MOST_CELLS,
            )
        line = reader.line_num + 1
    if rows and _unclosed(text, rows[-1][0], delimiter):
        says = Sentence(
            th="เครื่องหมายคำพูดที่เปิดในแถวนี้ไม่มีตัวปิด ให้เติม",
            en="A quotation mark that opens in this row is never closed. Close it.",
        )
        raise UnreadableSubmission([Fault(Place(file, line=rows[-1][0]), says)])
    return rows


def _unclosed(text: str, last: int, delimiter: str) -> bool:
    """Whether the row that begins on line `last` ends with the file in the middle of a quoted cell."""
    lines = islice(io.StringIO(text, newline=""), last - 1, None)
    try:
        deque(csv.reader(lines, delimiter=delimiter, strict=True), maxlen=0)
    except csv.Error as error:
        return "unexpected end of data" in str(error)
    return False


def _next_row(reader: Iterator[list[str]], file: str, line: int) -> list[str] | None:
    """The next row, which begins on `line`; None after the last."""
    try:
        return next(reader, None)
    except csv.Error as error:
        if "field larger" in str(error):
            most = csv.field_size_limit()
            says = Sentence(
                th=f"แถวที่เริ่มบรรทัดนี้มีช่องยาวเกิน {most:,} ตัวอักษร อาจขาดเครื่องหมายคำพูดปิด ให้เติมหรือตัดให้สั้นลง",
                en=f"The row that begins here has a cell of more than {most:,} letters. Close its quotation mark, or shorten it.",
            )
        else:
            says = Sentence(
                th=f"อ่านแถวนี้เป็นตารางไม่ได้ ({error}) ให้บันทึกใหม่เป็น CSV UTF-8",
                en=f"This row cannot be read as part of a table ({error}). Save the file again as CSV UTF-8.",
            )
        raise UnreadableSubmission([Fault(Place(file, line=line), says)]) from error


def _too_large(place: Place, th: str, en: str, most: int) -> UnreadableSubmission:
    says = Sentence(
        th=f"ตารางนี้มี{th} อ่านได้ไม่เกิน {most:,} ให้ลบส่วนที่ว่างออก",
        en=f"This table has {en}; at most {most:,} are read. Delete what is empty.",
    )
    return UnreadableSubmission([Fault(place, says)])
