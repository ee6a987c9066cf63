"""OpenDocument workbooks (.ods) as grids, read in one pass that keeps only what is filled.

The whole file is one long XML text, in which a row or cell can say that it is repeated a million times; what is empty is
skipped, and what is filled is counted before it is kept.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from checker.place import Place
from checker.readers.draft import Raw, Remark
from checker.readers.excel.grid import Book, Grid, Merge, covered, ordered, raw_value
from checker.readers.excel.guard import MOST_PARTS, broken_part, locked, too_many_parts
from checker.readers.excel.limits import MOST_COLUMNS, MOST_ROWS, Filled
from checker.readers.excel.ours import without_ours
from checker.readers.excel.unread import Edge, by_row, macros, middle_row, pictures

_CONTENT: Final = "content.xml"
_SPREADSHEET: Final = b"opendocument.spreadsheet"
_LENGTH: Final = re.compile(r"(-?\d{1,7}(?:\.\d{1,9})?)(cm|mm|in|pt|pc|px)?$")
_POINTS: Final = {"cm": 28.3465, "mm": 2.83465, "in": 72.0, "pt": 1.0, "pc": 12.0, "px": 0.75}
_END_CELL: Final = re.compile(r"\$?[A-Z]{1,3}\$?(\d{1,7})$")
_SPACES: Final = re.compile(r"[ \t\r\n]{2,}|[\t\r\n]")
_DURATION: Final = re.compile(r"PT(\d{1,6})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S$")
_USUAL_HEIGHT: Final = 12.8
_SHAPES: Final = frozenset(
    {"draw:frame", "draw:custom-shape", "draw:rect", "draw:ellipse", "draw:caption", "draw:control"}
)
_DRAWN: Final = frozenset(
    {*_SHAPES, "draw:line", "draw:connector", "draw:path", "draw:polyline", "draw:polygon", "draw:g"}
)


def is_ods(parts: Mapping[str, bytes]) -> bool:
    """Whether an archive with these parts is an OpenDocument workbook, locked or not."""
    said = parts.get("mimetype", b"") or parts.get("META-INF/manifest.xml", b"")
    return _SPREADSHEET in said or (_CONTENT in parts and b"<office:spreadsheet" in parts[_CONTENT][:2_000_000])


def read_ods(parts: Mapping[str, bytes], file: str) -> Book:
    """The workbook, sheet by sheet. Raises UnreadableSubmission where it is locked, broken or larger than any plan."""
    place = Place(file)
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b"") or "encrypted-package" in parts:
        raise locked(place)
    content = parts.get(_CONTENT, b"")
    if b"\0" in content or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise broken_part(_CONTENT, place, "")
    reading = _Reading(file, Filled(file))
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = reading.start, reading.end
    parser.CharacterDataHandler = reading.text
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        where = f"{parser.CurrentLineNumber}:{parser.CurrentColumnNumber + 1}"
        raise broken_part(_CONTENT, place, where) from error
    not_read = [entry for name, count in reading.drawn for entry in pictures(file, name, count)]
    if any(path.startswith("Basic/") for path in parts):
        not_read.append(macros(file))
    return Book.of(file, reading.grids, reading.hidden, not_read)


@dataclass(slots=True)
class _Sheet:
    """A sheet while it is read; `row` and `column` stand at the row and cell that we are in."""

    name: str
    hidden: bool
    row: int = 0
    column: int = 0
    rows: dict[int, dict[int, Raw]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    unsaved: list[tuple[int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    heights: dict[int, float] = field(default_factory=dict)
    boxes: list[tuple[str, int, Edge, Edge]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    drawn: int = 0
    columns: int = 0
    linked: bool = False


@dataclass(slots=True)
class _Reading:
    """The whole file while it is read, tag by tag."""

    file: str
    filled: Filled
    grids: list[Grid] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    drawn: list[tuple[str, int]] = field(default_factory=list)
    styles: dict[str, dict[str, str]] = field(default_factory=dict)
    style: str = ""
    sheets: int = 0
    depth: int = 0
    sheet: _Sheet | None = None
    row: dict[int, Raw] = field(default_factory=dict)
    row_has: Mapping[str, str] = field(default_factory=dict)
    times: int = 1
    cell: dict[str, str] | None = None
    lines: list[str] = field(default_factory=list)
    line: list[str] | None = None
    note: dict[str, str] | None = None
    note_lines: list[str] = field(default_factory=list)
    shapes: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    shape_lines: list[str] = field(default_factory=list)
    aside: bool = False

    def start(self, tag: str, has: dict[str, str]) -> None:
        match tag:
            case "table:table-cell" | "table:covered-table-cell":
                if self.depth == 1 and not self.shapes:
                    self.cell, self.lines = has, []
            case "text:p" | "text:h":
                if not self.aside:
                    self.line = []
            case "table:table-row":
                if self.depth == 1:
                    self._begin_row(has)
            case "table:table":
                self.depth += 1
                if self.depth == 1:
                    self._begin_sheet(has)
            case "text:s":
                self._add(" " * min(int(has.get("text:c", "1")), 1_000))
            case "text:tab":
                self._add("\t")
            case "text:line-break":
                self._add("\n")
            case "office:annotation":
                self.note, self.note_lines = has, []
            case "dc:creator" | "dc:date" | "svg:title" | "svg:desc" | "meta:creator-initials":
                self.aside = True
            case "table:table-column":
                self._columns(has)
            case "style:style":
                self.style = has.get("style:name", "")
            case "style:table-properties" | "style:table-row-properties":
                self.styles.setdefault(self.style, has)
            case "table:table-source" if self.sheet is not None:
                self.sheet.linked = True
            case "table:dde-links" | "table:tracked-changes":
                self.depth += 1
            case _ if tag in _DRAWN:
                if self.sheet is not None and self.note is None:
                    self._begin_shape(tag, has)

    def end(self, tag: str) -> None:
        match tag:
            case "table:table-cell" | "table:covered-table-cell":
                if self.depth == 1 and self.cell is not None and not self.shapes:
                    self._end_cell(self.cell)
                    self.cell = None
            case "text:p" | "text:h":
                if self.line is not None:
                    self._end_line("".join(self.line))
                    self.line = None
            case "table:table-row":
                if self.depth == 1 and self.sheet is not None:
                    self._end_row(self.sheet)
            case "table:table":
                self.depth -= 1
                if self.depth == 0 and self.sheet is not None:
                    self._end_sheet(self.sheet)
                    self.sheet = None
            case "office:annotation":
                self._end_note()
            case "dc:creator" | "dc:date" | "svg:title" | "svg:desc" | "meta:creator-initials":
                self.aside = False
            case "table:dde-links" | "table:tracked-changes":
                self.depth -= 1
            case _ if self.shapes and tag == self.shapes[-1][0]:
                self._end_shape()

    def text(self, data: str) -> None:
        if self.line is not None and not self.aside:
            self.line.append(_SPACES.sub(" ", data))

    def _add(self, letters: str) -> None:
        if self.line is not None and not self.aside:
            self.line.append(letters)

    def _end_line(self, line: str) -> None:
        if self.note is not None:
            self.note_lines.append(line)
        elif self.shapes:
            self.shape_lines.append(line)
        elif self.cell is not None:
            self.lines.append(line)

    def _begin_sheet(self, has: Mapping[str, str]) -> None:
        self.sheets += 1
        if self.sheets > MOST_PARTS:
            raise too_many_parts(Place(self.file))
        style = self.styles.get(has.get("table:style-name", ""), {})
        hidden = style.get("table:display") == "false"
        self.sheet = _Sheet(has.get("table:name", f"Sheet{self.sheets}"), hidden)

    def _columns(self, has: Mapping[str, str]) -> None:
        if self.sheet is None or self.depth != 1:
            return
        first, times = self.sheet.columns + 1, _times(has, "table:number-columns-repeated")
        if has.get("table:visibility", "visible") != "visible":
            self.sheet.hidden_columns.update(range(first, min(first + times, MOST_COLUMNS + 1)))
        self.sheet.columns += times

    def _begin_row(self, has: Mapping[str, str]) -> None:
        if self.sheet is None:
            return
        self.sheet.row += 1
        self.sheet.column = 0
        self.row, self.times = {}, _times(has, "table:number-rows-repeated")
        self.row_has = has

    def _end_row(self, sheet: _Sheet) -> None:
        first, last = sheet.row, sheet.row + self.times - 1
        if self.row:
            self.filled.add(sheet.name, last, max(self.row), self.times, self.row.values())
            for row in range(first, last + 1):
                sheet.rows[row] = self.row
        shown = range(first, min(last, MOST_ROWS) + 1)
        if self.row_has.get("table:visibility", "visible") != "visible":
            sheet.hidden_rows.update(shown)
        style = self.styles.get(self.row_has.get("table:style-name", ""), {})
        if self.times < 100 and (tall := _points(style.get("style:row-height", ""))):
            sheet.heights.update(dict.fromkeys(shown, tall))
        sheet.row = last

    def _end_cell(self, has: Mapping[str, str]) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        first, times = sheet.column + 1, _times(has, "table:number-columns-repeated")
        sheet.column += times
        raw = raw_value(_value(has, self.lines))
        if raw is None and not self.lines and "table:formula" in has and "office:value-type" not in has:
            sheet.unsaved.append((sheet.row, first))
        if raw is not None:
            self.filled.within(sheet.name, sheet.row, first + times - 1)
            for column in range(first, first + times):
                self.row[column] = raw
        if "table:number-columns-spanned" in has or "table:number-rows-spanned" in has:
            wide, tall = _times(has, "table:number-columns-spanned"), _times(has, "table:number-rows-spanned")
            sheet.merges.append(Merge(sheet.row, first, sheet.row + tall - 1, first + wide - 1))

    def _end_note(self) -> None:
        note, self.note = self.note, None
        shown = without_ours("\n".join(self.note_lines)).strip()
        if note is not None and self.sheet is not None and self.cell is not None and shown:
            place = Place(self.file, self.sheet.name, self.sheet.row, self.sheet.column + 1)
            self.sheet.remarks.append(Remark(shown, place))

    def _begin_shape(self, tag: str, has: dict[str, str]) -> None:
        if not self.shapes:
            self.shape_lines = []
        self.shapes.append((tag, has))

    def _end_shape(self) -> None:
        _, has = self.shapes.pop()
        if self.shapes or self.sheet is None:
            return
        shown = "\n".join(self.shape_lines).strip()
        if not shown:
            self.sheet.drawn += 1
            return
        end = _END_CELL.search(has.get("table:end-cell-address", ""))
        anchored = self.sheet.row if self.cell is not None else 0
        top = (anchored or 1, max(_points(has.get("svg:y", "")), 0.0))
        last = (int(end[1]), _points(has.get("table:end-y", ""))) if end else top
        self.sheet.boxes.append((shown, self.sheet.column + 1, top, last))

    def _end_sheet(self, sheet: _Sheet) -> None:
        if sheet.linked:
            return
        if sheet.hidden:
            self.hidden.append(sheet.name)
            return
        for shown, column, top, last in sheet.boxes:
            row = middle_row(top, last, lambda number: sheet.heights.get(number, _USUAL_HEIGHT))
            sheet.remarks.append(Remark(shown, Place(self.file, sheet.name, row, column), box=True))
        rows, merges = ordered(sheet.rows), tuple(sorted(sheet.merges))
        self.drawn.append((sheet.name, sheet.drawn))
        self.grids.append(
            Grid(
                self.file,
                sheet.name,
                rows,
                merges,
                covered(merges, max(rows, default=0)),
                frozenset(sheet.unsaved),
                frozenset(sheet.hidden_rows),
                frozenset(sheet.hidden_columns),
                by_row(sheet.remarks),
            )
        )


def _times(has: Mapping[str, str], name: str) -> int:
    """How often something is repeated, or how far it reaches: 1 or more, at most ten million."""
    written = has.get(name)
    return max(1, min(int(written), 10_000_000)) if written and written.isdecimal() and len(written) < 10 else 1


def _points(length: str) -> float:
    found = _LENGTH.match(length)
    return float(found[1]) * _POINTS[found[2] or "pt"] if found else 0.0


def _value(has: Mapping[str, str], lines: list[str]) -> object:
    """What a cell holds; a value that does not fit its type is left as the words that are shown."""
    shown = "\n".join(lines)
    match has.get("office:value-type"):
        case "float" | "percentage" | "currency" if "office:value" in has:
            return float(has["office:value"])
        case "date":
            try:
                return datetime.date.fromisoformat(has.get("office:date-value", "")[:10])
            except ValueError:
                return shown
        case "time":
            return _clock(has.get("office:time-value", "")) or shown
        case "boolean":
            return has.get("office:boolean-value") == "true"
        case "string":
            return has.get("office:string-value") or shown
        case _:
            return shown


def _clock(written: str) -> str:
    found = _DURATION.match(written)
    return f"{int(found[1]):02}:{int(found[2]):02}:{int(found[3]):02}" if found else ""
