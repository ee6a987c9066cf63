"""What the reader of values does not tell of a sheet: how far it is filled, formulas without a result, hidden rows."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from checker.errors import UnreadableSubmission
from checker.place import Place
from checker.readers.excel.guard import refuse
from checker.readers.excel.limits import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_TEXT,
    endless_text,
    too_long,
    too_wide,
)

MOST_WRITTEN: Final = 3_000_000

_ROW_OR_CELL: Final = re.compile(
    rb"<(?:\w+:)?(?P<tag>row|c)(?P<attributes>(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)\s*(?P<end>/?)>(?P<closed></)?"
)
_ANY_CELL: Final = re.compile(rb"<(?:\w+:)?c[\s/>]")
_ATTRIBUTE: Final = rb"\s+(?!r\s*=)[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*')"
_START: Final = rb"<(?:\w+:)?c(?:" + _ATTRIBUTE + rb")*\s+r\s*=\s*[\"']"
_REST: Final = rb"[\"'](?:" + _ATTRIBUTE + rb")*\s*"
_BEGINNINGS: Final = tuple(b"<c" + after for after in (b" ", b"\t", b"\n", b"\r", b"/", b">"))
_PREFIXED: Final = re.compile(rb":c[\s/>]")
_PLAIN_CELL: Final = rb"<c r=\"%b\"(?: [a-z]+=\"[\w.-]*\")*+"
_PLAIN: Final = re.compile(
    rb"(?:" + _PLAIN_CELL % rb"[A-Z]{1,3}[0-9]{1,7}" + rb"(?:/>|></c>)){1,256}+"
    rb"|" + _PLAIN_CELL % rb"(?P<column>[A-Z]{1,3})(?P<row>[0-9]{1,7})" + rb">"
)
_NAMED: Final = re.compile(_START + rb"[A-Za-z]{1,4}\d{1,9}" + _REST + rb"/?>")
_FILLED: Final = re.compile(_START + rb"([A-Za-z]{1,4})(\d{1,9})" + _REST + rb">(?!</)")
_CELL_WITH_CONTENT: Final = re.compile(rb"<(?:\w+:)?c\b([^>]*[^/>])>(?!</)(.*?)</(?:\w+:)?c>", re.DOTALL)
_REFERENCE: Final = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{1,4})(\d{1,9})[\"']")
_VALUE: Final = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>(.*?)</", re.DOTALL)
_TEXT_RESULT: Final = re.compile(rb"\bt\s*=\s*[\"']str[\"']")
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>(.*?)</)", re.DOTALL)
_HIDDEN_ROW: Final = re.compile(rb"<(?:\w+:)?row\b(?=[^>]*\shidden=[\"'](?:1|true)[\"'])[^>]*?\sr=[\"'](\d+)[\"']")
_HIDDEN_COLUMNS: Final = re.compile(rb"<(?:\w+:)?col\b(?=[^>]*\shidden=[\"'](?:1|true)[\"'])([^>]*)>")

_SHARED: Final = re.compile(rb"<(?:\w+:)?si[\s>].*?</(?:\w+:)?si>|<(?:\w+:)?si\s*/>", re.DOTALL)
_POINTER: Final = re.compile(rb"<(?:\w+:)?c\s[^>]*?\bt\s*=\s*[\"']s[\"'][^>]*>\s*<(?:\w+:)?v>\s*(\d{1,7})\s*<")

Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Scan:
    """`formulas` holds the formulas that were saved without a result (`=SUM(…)`), by row and column, counted from 1."""

    formulas: Mapping[Spot, str]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]


def scan(content: bytes, file: str, sheet: str) -> Scan:
    """The scan of a sheet's well-formed XML. Raises UnreadableSubmission where the sheet is wider or longer than any plan."""
    _within_limits(content, Place(file, sheet))
    may_hold_formulas = b"<f" in content or b":f" in content
    formulas = dict(_formulas_without_result(content)) if may_hold_formulas and _FORMULA.search(content) else {}
    hidden_rows = (
        frozenset(int(match[1]) for match in _HIDDEN_ROW.finditer(content)) if b"hidden" in content else frozenset()
    )
    hidden_columns = _hidden_columns(content) if b"hidden" in content else frozenset()
    return Scan(formulas, hidden_rows, hidden_columns)


def _within_limits(content: bytes, place: Place) -> None:
    plain = _plainly_written(content)
    cells = plain[0] if plain else _count(_ANY_CELL, content)
    if cells > MOST_WRITTEN:
        raise refuse(
            place,
            f"แผ่นงานมีเซลล์ {cells:,} เซลล์รวมเซลล์ว่าง อ่านได้ไม่เกิน {MOST_WRITTEN:,} ให้คัดลอกเฉพาะตารางแผนไปไว้ในสมุดงานใหม่",
            f"The sheet holds {cells:,} cells, empty ones among them; at most {MOST_WRITTEN:,} are read. "
            "Copy the plan's tables alone into a new workbook.",
        )
    last_column, last_row = plain[1] if plain else _farthest(content, cells, place)
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


def _plainly_written(content: bytes) -> tuple[int, Spot] | None:
    """How many cells there are and how far those with content reach, where every cell is written the way that programs do.

    Blank cells, of which formatted sheets hold far more than filled ones, are passed over a run at a time. None where any
    cell is written in another way, so that none is overlooked.
    """
    cells = sum(content.count(begin) for begin in _BEGINNINGS)
    last_column = last_row = seen = 0
    columns: dict[bytes, int] = {}
    for match in _PLAIN.finditer(content):
        letters = match["column"]
        if letters is None:
            seen += match[0].count(b"<c ")
            continue
        seen += 1
        column = columns.get(letters)
        if column is None:
            column = columns[letters] = _column_number(letters)
            last_column = max(column, last_column)
        last_row = max(int(match["row"]), last_row)
    return (cells, (last_column, last_row)) if seen == cells and not _PREFIXED.search(content) else None


def _count(pattern: re.Pattern[bytes], content: bytes) -> int:
    return sum(1 for _ in pattern.finditer(content))


def _farthest(content: bytes, cells: int, place: Place) -> Spot:
    """The last column and the last row with content; 0 and 0 where no cell has any. Keeps none of the cells in memory."""
    spots: Iterator[Spot]
    if _count(_NAMED, content) == cells:
        spots = ((_column_number(found[1]), int(found[2])) for found in _FILLED.finditer(content))
    else:
        spots = _spots_one_by_one(content, cells, place)
    last_column = last_row = 0
    for column, row in spots:
        last_column, last_row = max(column, last_column), max(row, last_row)
    return last_column, last_row


def _spots_one_by_one(content: bytes, cells: int, place: Place) -> Iterator[Spot]:
    """Column and row of every cell with content, where some cells are empty or leave out their own name."""
    row = column = seen = 0
    for match in _ROW_OR_CELL.finditer(content):
        if match["tag"] == b"row":
            named = re.search(rb"\br\s*=\s*[\"'](\d{1,9})[\"']", match["attributes"])
            row, column = int(named[1]) if named else row + 1, 0
            continue
        seen += 1
        reference = _REFERENCE.search(match["attributes"])
        column = _column_number(reference[1]) if reference else column + 1
        row = int(reference[2]) if reference else max(row, 1)
        if not match["end"] and not match["closed"]:
            yield column, row
    if seen != cells:
        raise _unusual(place)


def _unusual(place: Place) -> UnreadableSubmission:
    return refuse(
        place,
        "แผ่นงานถูกเขียนผิดรูปแบบของ Excel ให้เปิดใน Excel แล้วบันทึกใหม่",
        "The sheet is not written the way Excel writes sheets. Open it in Excel and save it again.",
    )


def _formulas_without_result(content: bytes) -> Iterator[tuple[Spot, str]]:
    """Row and column, and the formula as a person types it, of every formula that was saved without a result."""
    for match in _CELL_WITH_CONTENT.finditer(content):
        attributes, inner = match[1], match[2]
        reference, formula = _REFERENCE.search(attributes), _FORMULA.search(inner)
        if reference and formula and not _has_result(attributes, inner):
            yield (int(reference[2]), _column_number(reference[1])), "=" + _text(formula[1] or b"")


def _has_result(attributes: bytes, inner: bytes) -> bool:
    """Whether a formula was saved with its result; a text may be empty, a number may not."""
    value = _VALUE.search(inner)
    if value is None:
        return b"<is" in inner
    return bool(value[1].strip()) or _TEXT_RESULT.search(attributes) is not None


def _text(content: bytes) -> str:
    return html.unescape(content.decode("utf-8", "replace"))


def _hidden_columns(content: bytes) -> frozenset[int]:
    hidden: set[int] = set()
    for match in _HIDDEN_COLUMNS.finditer(content):
        first = re.search(rb"\bmin=[\"'](\d{1,6})[\"']", match[1])
        last = re.search(rb"\bmax=[\"'](\d{1,6})[\"']", match[1])
        if first and last:
            hidden.update(range(int(first[1]), min(int(last[1]), MOST_COLUMNS) + 1))
    return frozenset(hidden)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def refuse_endless_text(strings: bytes, sheets: Iterable[bytes], file: str) -> None:
    """Raises UnreadableSubmission where cells share so long a text that together they hold more than any plan does."""
    lengths = [len(one) for one in _SHARED.findall(strings)]
    if not lengths:
        return
    longest, total = max(lengths), 0
    for content in sheets:
        pointers = content.count(b"<v>") + content.count(b":v>")
        if pointers * longest <= MOST_TEXT:
            continue
        for number in _POINTER.findall(content):
            total += lengths[int(number)] if int(number) < len(lengths) else 0
    if total > MOST_TEXT:
        raise endless_text(file)
