"""One sheet of an old Excel workbook while its records come in."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from struct import unpack_from
from typing import Final

from checker.place import Place
from checker.readers.draft import Raw, Remark
from checker.readers.excel.biff import ERRORS, date_or_time, packed_number, parted_text, short_text
from checker.readers.excel.grid import Merge, raw_value
from checker.readers.excel.limits import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Filled
from checker.readers.excel.ours import without_ours
from checker.readers.excel.unread import Edge, middle_row

_CELL: Final = struct.Struct("<HHH").unpack_from
_SHARED: Final = struct.Struct("<HHHI").unpack_from
_NUMBER: Final = struct.Struct("<HHHd").unpack_from
_CONTINUE: Final = 0x3C
_ANCHOR: Final = bytes.fromhex("10f012000000")
_COMMENT_BOX: Final = 0x19
_DRAWN: Final = frozenset({1, 2, 3, 4, 5, 6, 8, 9, 0x1E})


@dataclass(slots=True)
class _Drawn:
    """An object on the sheet: its number, its kind, its edges if they are known, and the text that follows it."""

    number: int
    kind: int
    edges: tuple[int, ...] = ()
    letters: int = 0
    pieces: list[bytes] = field(default_factory=list)

    @property
    def words(self) -> str:
        """The text as a person reads it; empty where there is none."""
        return parted_text(self.pieces, self.letters).strip()


@dataclass(slots=True)
class Sheet:
    """The sheet; `dates` are the cell formats that show dates."""

    file: str
    name: str
    texts: Sequence[str]
    dates: frozenset[int]
    since_1904: bool
    filled: Filled
    rows: dict[int, dict[int, Raw]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    heights: dict[int, float] = field(default_factory=dict)
    usual_height: float = 15.0
    notes: list[tuple[int, int, int]] = field(default_factory=list)
    objects: list[_Drawn] = field(default_factory=list)
    anchor: tuple[int, ...] = ()
    awaiting: tuple[int, int] | None = None
    before: int = 0
    cells: int = 0

    def take(self, kind: int, content: bytes) -> None:
        """Takes up one record. Raises struct.error or IndexError where it is broken."""
        match kind:
            case 0xFD:
                row, column, _, number = _SHARED(content)
                self._put(row, column, self.texts[number])
            case 0x201 | 0xBE:
                pass
            case 0x27E:
                row, column, style, packed = _SHARED(content)
                self._put(row, column, self._number(packed_number(packed), style))
            case 0x203:
                row, column, style, value = _NUMBER(content)
                self._put(row, column, self._number(value, style))
            case 0xBD:
                row, column = unpack_from("<HH", content)
                for offset, (style, packed) in enumerate(
                    struct.iter_unpack("<HI", content[4 : 4 + (len(content) - 6) // 6 * 6])
                ):
                    self._put(row, column + offset, self._number(packed_number(packed), style))
            case 0x06 | 0x206 | 0x406:
                self._formula(content)
            case 0x207 if self.awaiting is not None:
                self._put(*self.awaiting, short_text(content, 2, unpack_from("<H", content)[0]))
                self.awaiting = None
            case 0x204 | 0xD6:
                row, column, _, letters = struct.unpack_from("<HHHH", content)
                self._put(row, column, short_text(content, 8, letters))
            case 0x205:
                row, column, _ = _CELL(content)
                self._put(row, column, ERRORS.get(content[6], "#N/A") if content[7] else bool(content[6]))
            case 0xE5:
                (count,) = unpack_from("<H", content)
                for top, bottom, left, right in struct.iter_unpack("<HHHH", content[2 : 2 + 8 * count]):
                    self.merges.append(Merge(top + 1, left + 1, bottom + 1, right + 1))
            case 0x208:
                self._row(content)
            case 0x7D:
                first, last, _, _, options = unpack_from("<HHHHH", content)
                if options & 1:
                    self.hidden_columns.update(range(first + 1, min(last + 1, MOST_COLUMNS) + 1))
            case 0x225:
                self.usual_height = unpack_from("<HH", content)[1] / 20
            case _:
                self._beside(kind, content)
        self.before = kind if kind != _CONTINUE else self.before

    def _put(self, row: int, column: int, value: object) -> None:
        raw = raw_value(value)
        if raw is None:
            return
        if row >= MOST_ROWS or column >= MOST_COLUMNS:
            self.filled.within(self.name, row + 1, column + 1)
        self.cells += 1
        if self.cells > MOST_CELLS:
            self.filled.add(self.name, row + 1, column + 1, self.cells, [raw])
        self.rows.setdefault(row + 1, {})[column + 1] = raw

    def _number(self, value: float, style: int) -> Raw:
        return date_or_time(value, self.since_1904) if style in self.dates else value

    def _formula(self, content: bytes) -> None:
        row, column, style = _CELL(content)
        self.awaiting = None
        if content[12:14] != b"\xff\xff":
            self._put(row, column, self._number(unpack_from("<d", content, 6)[0], style))
            return
        match content[6]:
            case 0:
                self.awaiting = (row, column)
            case 1:
                self._put(row, column, bool(content[8]))
            case 2:
                self._put(row, column, ERRORS.get(content[8], "#N/A"))

    def _row(self, content: bytes) -> None:
        row, _, _, tall = unpack_from("<HHHH", content)
        hidden = unpack_from("<H", content, 12)[0] & 0x20
        if hidden:
            self.hidden_rows.add(row + 1)
        self.heights[row + 1] = 0.0 if hidden else (tall & 0x7FFF) / 20

    def _beside(self, kind: int, content: bytes) -> None:
        """Takes up records of comments and drawn objects; broken ones cost their own words only."""
        match kind:
            case 0xEC:
                at = content.rfind(_ANCHOR)
                if at >= 0 and len(content) >= at + 26:
                    self.anchor = unpack_from("<8H", content, at + 10 - 2)
            case 0x5D if len(content) >= 8:
                _, _, drawn, number = unpack_from("<HHHH", content)
                self.objects.append(_Drawn(number, drawn, self.anchor))
                self.anchor = ()
            case 0x1B6 if len(content) >= 12 and self.objects:
                self.objects[-1].letters = unpack_from("<H", content, 10)[0]
            case 0x3C if self.before == 0x1B6 and self.objects:
                self.objects[-1].pieces.append(content)
            case 0x1C if len(content) >= 8:
                row, column, _, number = unpack_from("<HHHH", content)
                self.notes.append((row, column, number))

    def remarks(self) -> Iterator[Remark]:
        """The comments and text boxes, each at its row."""
        boxes = {one.number: one.words for one in self.objects if one.kind == _COMMENT_BOX}
        for row, column, number in self.notes:
            shown = without_ours(boxes.get(number, "")).strip()
            if shown:
                yield Remark(shown, Place(self.file, self.name, row + 1, column + 1))
        for one in self.objects:
            if one.kind == _COMMENT_BOX or not one.words or len(one.edges) != 8:
                continue
            left, _, top, below_top, _, _, bottom, below_bottom = one.edges
            row = middle_row(self._edge(top, below_top), self._edge(bottom, below_bottom), self._height)
            yield Remark(one.words, Place(self.file, self.name, row, left + 1), box=True)

    @property
    def drawn(self) -> int:
        """How many pictures, charts and shapes without words the sheet has."""
        return sum(one.kind in _DRAWN and not (one.words and one.edges) for one in self.objects)

    def _edge(self, row: int, part: int) -> Edge:
        return row + 1, part / 256 * self._height(row + 1)

    def _height(self, row: int) -> float:
        return self.heights.get(row, self.usual_height)
