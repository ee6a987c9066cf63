"""What the reader of values does not tell of a sheet: how far it is filled, formulas without a result, hidden rows."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from checker.place import Place
from checker.readers.excel.guard import refuse
from checker.readers.excel.limits import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    too_long,
    too_wide,
    unusual,
)

MOST_WRITTEN: Final = 3_000_000

# The reader of values takes any prefix, and makes room for a cell wherever its name says; so none may be overlooked.
_TAG: Final = rb"<(?:[^\s<>/:]++:)*+"
_ATTRIBUTE: Final = rb"[^\s<>/=]+\s*=\s*(?:\"[^\"]*\"|'[^']*')"
_OTHERS: Final = rb"(?:\s+(?!r\s*=)" + _ATTRIBUTE + rb")*"
_OWN_NAME: Final = re.compile(_OTHERS + rb"\s+r\s*=\s*[\"']([^\"']*)[\"']")
_ROW_NAME: Final = re.compile(rb"\d{1,9}")
_CELL_NAME: Final = re.compile(rb"([A-Za-z]{1,4})(\d{1,9})")
_END: Final = rb"\s*(?:(?P<blank>/>|></)|>)"
_ANY_CELL: Final = re.compile(_TAG + rb"c[\s/>]")
_NAMED: Final = re.compile(
    _TAG + rb"c" + _OTHERS + rb"\s+r\s*=\s*[\"']" + _CELL_NAME.pattern + rb"[\"']" + _OTHERS + _END
)
_ROW_OR_CELL: Final = re.compile(
    _TAG + rb"(?P<tag>row|c)(?P<attributes>(?:\s+" + _ATTRIBUTE + rb")*)" + _END + rb"|</(?:[^\s<>/:]++:)*+row\s*>"
)
_END_OF_CELL: Final = rb"</(?:[^\s<>/:]++:)*+c\s*>"
_CELL_WITH_CONTENT: Final = re.compile(_TAG + rb"c(\s[^>]*[^/>]|)>(?!</)(.*?)" + _END_OF_CELL, re.DOTALL)
_REFERENCE: Final = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{1,4})(\d{1,9})[\"']")
_VALUE: Final = re.compile(_TAG + rb"v(?:\s[^>]*)?>(.*?)</", re.DOTALL)
_TEXT_RESULT: Final = re.compile(rb"\bt\s*=\s*[\"']str[\"']")
_TEXT_INSIDE: Final = re.compile(_TAG + rb"is[\s/>]")
_FORMULA: Final = re.compile(_TAG + rb"f[\s/>]")
_HIDDEN: Final = rb"(?=[^>]*\shidden\s*=\s*[\"'](?:1|true)[\"'])"
_HIDDEN_ROW: Final = re.compile(_TAG + rb"row\b" + _HIDDEN + rb"[^>]*?\sr\s*=\s*[\"'](\d+)[\"']")
_HIDDEN_COLUMNS: Final = re.compile(_TAG + rb"col\b" + _HIDDEN + rb"([^>]*)>")

Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Scan:
    """`formulas` holds row and column, counted from 1, of the formulas that were saved without a result."""

    formulas: frozenset[Spot]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]


def scan(content: bytes, blank: int, file: str, sheet: str) -> Scan:
    """The scan of a sheet's well-formed XML, out of which `blank` cells were left.

    Raises UnreadableSubmission where the sheet is wider or longer than any plan.
    """
    _within_limits(content, blank, Place(file, sheet))
    may_hold_formulas = b"<f" in content or b":f" in content
    formulas = _formulas_without_result(content) if may_hold_formulas and _FORMULA.search(content) else ()
    hidden_rows = (
        frozenset(int(match[1]) for match in _HIDDEN_ROW.finditer(content)) if b"hidden" in content else frozenset()
    )
    hidden_columns = _hidden_columns(content) if b"hidden" in content else frozenset()
    return Scan(frozenset(formulas), hidden_rows, hidden_columns)


def _within_limits(content: bytes, blank: int, place: Place) -> None:
    kept = sum(1 for _ in _ANY_CELL.finditer(content))
    cells = kept + blank
    if cells > MOST_WRITTEN:
        raise refuse(
            place,
            f"แผ่นงานมีเซลล์ {cells:,} เซลล์รวมเซลล์ว่าง อ่านได้ไม่เกิน {MOST_WRITTEN:,} ให้คัดลอกเฉพาะตารางแผนไปไว้ในสมุดงานใหม่",
            f"The sheet holds {cells:,} cells, empty ones among them; at most {MOST_WRITTEN:,} are read. "
            "Copy the plan's tables alone into a new workbook.",
        )
    last_column, last_row = _farthest(content, kept, place)
    if last_row > MOST_ROWS:
        raise too_long(place, last_row)
    if last_column > MOST_COLUMNS:
        raise too_wide(place, last_column)
    if last_row * last_column > MOST_CELLS:
        raise refuse(
            place,
            f"แผ่นงานมีข้อมูลกว้าง {last_column} คอลัมน์ ยาว {last_row:,} แถว ใหญ่เกินกว่าตารางแผน ให้ลบส่วนที่ไม่ใช่แผน",
            f"The sheet is filled over {last_column} columns and {last_row:,} rows, more than any plan. Delete what is not the plan.",
        )


def _farthest(content: bytes, cells: int, place: Place) -> Spot:
    """The last column and the last row with content; 0 and 0 where no cell has any. Keeps none of the cells in memory."""
    last_column = last_row = seen = 0
    for match in _NAMED.finditer(content):
        seen += 1
        if not match["blank"]:
            last_column, last_row = max(_column_number(match[1]), last_column), max(int(match[2]), last_row)
    if seen == cells:
        return last_column, last_row
    last_column = last_row = 0
    for column, row in _spots_one_by_one(content, cells, place):
        last_column, last_row = max(column, last_column), max(row, last_row)
    return last_column, last_row


def _spots_one_by_one(content: bytes, cells: int, place: Place) -> Iterator[Spot]:
    """Column and row of every cell with content, counted as the reader of values counts where rows or cells have no name.

    It takes any name and makes room for it, so one that no sheet has is refused, and a comment that may look like a cell.
    """
    if b"<!" in content or content.rfind(b"<?") > len(codecs.BOM_UTF8):
        raise unusual(place)
    row, column, seen = 1, 0, 0
    for match in _ROW_OR_CELL.finditer(content):
        own = _OWN_NAME.match(match["attributes"] or b"")
        if match["tag"] == b"c":
            seen += 1
            named = _CELL_NAME.fullmatch(own[1]) if own else None
            if own and not named:
                raise unusual(place)
            column = _column_number(named[1]) if named else column + 1
            if not match["blank"]:
                yield column, int(named[2]) if named else row
            continue
        if own and not _ROW_NAME.fullmatch(own[1]):
            raise unusual(place)
        if own:
            row = int(own[1])
        if match["tag"] is None or match["blank"]:
            row, column = row + 1, 0
    if seen != cells:
        raise unusual(place)


def _formulas_without_result(content: bytes) -> Iterator[Spot]:
    """Row and column of every formula that was saved without a result."""
    for match in _CELL_WITH_CONTENT.finditer(content):
        attributes, inner = match[1], match[2]
        reference = _REFERENCE.search(attributes)
        if reference and _FORMULA.search(inner) and not _has_result(attributes, inner):
            yield int(reference[2]), _column_number(reference[1])


def _has_result(attributes: bytes, inner: bytes) -> bool:
    """Whether a formula was saved with its result; a text may be empty, a number may not."""
    value = _VALUE.search(inner)
    if value is None:
        return _TEXT_INSIDE.search(inner) is not None
    return bool(value[1].strip()) or _TEXT_RESULT.search(attributes) is not None


def _hidden_columns(content: bytes) -> frozenset[int]:
    hidden: set[int] = set()
    for match in _HIDDEN_COLUMNS.finditer(content):
        first = re.search(rb"\bmin\s*=\s*[\"'](\d{1,6})[\"']", match[1])
        last = re.search(rb"\bmax\s*=\s*[\"'](\d{1,6})[\"']", match[1])
        if first and last:
            hidden.update(range(int(first[1]), min(int(last[1]), MOST_COLUMNS) + 1))
    return frozenset(hidden)


@lru_cache(maxsize=256)
def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
