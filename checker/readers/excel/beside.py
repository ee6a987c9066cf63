"""Comments and text boxes of an Excel workbook, each at the row it stands beside.

Read piece by piece, so that a broken drawing costs its own words only, and a hostile one no time.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from checker.place import Place
from checker.readers.draft import Remark
from checker.readers.excel.ours import without_ours
from checker.readers.excel.package import Package, SheetPart
from checker.readers.excel.unread import middle_row

_PIECE: Final = re.compile(rb"<(?P<end>/?)(?:\w+:)?(?P<tag>\w+)(?P<more>[^<>]*)>(?P<text>[^<]*)")
_ROW: Final = re.compile(rb"<(?:\w+:)?row\b([^<>]*)>")
_ROW_NUMBER: Final = re.compile(rb"\sr=[\"'](\d{1,7})[\"']")
_ROW_HEIGHT: Final = re.compile(rb"\sht=[\"'](\d{1,5}(?:\.\d+)?)[\"']")
_USUAL_HEIGHT: Final = re.compile(rb"\sdefaultRowHeight=[\"'](\d{1,5}(?:\.\d+)?)[\"']")
_CELL: Final = re.compile(rb"\sref=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_TALL: Final = re.compile(rb"\scy=[\"'](\d{1,12})[\"']")
_KIND: Final = re.compile(rb"\sObjectType=[\"'](\w+)[\"']")
_AUTHOR: Final = re.compile(rb"\sauthorId=[\"'](\d{1,6})[\"']")
_EMU: Final = 12_700
_ANCHORS: Final = frozenset({b"twoCellAnchor", b"oneCellAnchor", b"absoluteAnchor"})
_WITHOUT_WORDS: Final = frozenset({b"pic", b"graphicFrame", b"cxnSp"})

Height = Callable[[int], float]


def beside_cells(package: Package, part: SheetPart) -> tuple[list[Remark], int]:
    """The comments and text boxes of a sheet, and how many pictures, charts and wordless shapes it has."""
    place = Place(package.file, part.name)
    remarks: list[Remark] = []
    drawn = 0
    related = [path for path in package.related(part.part) if path in package.parts]
    threaded = any("threadedcomment" in path.lower() for path in related)
    height = _heights(package.parts[part.part]) if any("drawing" in path.lower() for path in related) else None
    for path in related:
        content = package.parts[path]
        if "comment" in path.lower():
            remarks += _comments(content, place, threaded)
        elif path.lower().endswith(".vml") and height:
            remarks += _vml_boxes(content, place, height)
        elif "drawing" in path.lower() and height:
            drawing = _Drawing(place, height)
            drawing.read(content)
            remarks += drawing.remarks
            drawn += drawing.drawn
    return remarks, drawn


def _heights(sheet: bytes) -> Height:
    """The height of each row of a sheet, in points."""
    usual = _USUAL_HEIGHT.search(sheet, 0, 20_000)
    default = float(usual[1]) if usual else 15.0
    heights: dict[int, float] = {}
    for match in _ROW.finditer(sheet):
        number, tall = _ROW_NUMBER.search(match[1]), _ROW_HEIGHT.search(match[1])
        if number and tall:
            heights[int(number[1])] = 0.0 if b"hidden=" in match[1] else float(tall[1])
    return lambda row: heights.get(row, default)


@dataclass(slots=True)
class _Drawing:
    """A drawing while it is read: the edges of the anchor we are in, and the words of the shape."""

    place: Place
    height: Height
    remarks: list[Remark] = field(default_factory=list)
    drawn: int = 0
    edges: dict[bytes, dict[bytes, int]] = field(default_factory=dict)
    edge: bytes | None = None
    shape: list[str] | None = None
    waiting: list[str] = field(default_factory=list)
    fallback: bool = False

    def read(self, content: bytes) -> None:
        for piece in _PIECE.finditer(content):
            tag, end = piece["tag"], bool(piece["end"])
            if tag == b"Fallback":
                self.fallback = not end
            elif self.fallback:
                continue
            elif tag in _ANCHORS:
                self._anchor(end)
            elif tag in (b"from", b"to"):
                self.edge = None if end else tag
            elif end:
                self._end(tag)
            else:
                self._start(tag, piece["more"], piece["text"])
        self._anchor(end=True)

    def _anchor(self, end: bool) -> None:
        for words in self.waiting if end else ():
            row, column = self._row(), self.edges.get(b"from", {}).get(b"col", 0) + 1
            self.remarks.append(Remark(words, Place(self.place.file, self.place.sheet, row, column), box=True))
        self.edges, self.edge, self.waiting, self.shape = {}, None, [], None

    def _row(self) -> int:
        start, stop = self.edges.get(b"from", {}), self.edges.get(b"to")
        top = (start.get(b"row", 0) + 1, start.get(b"rowOff", 0) / _EMU)
        if stop is not None:
            return middle_row(top, (stop.get(b"row", 0) + 1, stop.get(b"rowOff", 0) / _EMU), self.height)
        row, left = top[0], top[1] + self.edges.get(b"ext", {}).get(b"cy", 0) / _EMU / 2
        while left >= self.height(row) > 0:
            left -= self.height(row)
            row += 1
        return row

    def _start(self, tag: bytes, more: bytes, text: bytes) -> None:
        if self.edge and tag in (b"row", b"rowOff", b"col"):
            self.edges.setdefault(self.edge, {})[tag] = int(text) if re.fullmatch(rb"\d{1,9}", text) else 0
        elif tag == b"ext" and (tall := _TALL.search(more)):
            self.edges.setdefault(tag, {b"cy": min(int(tall[1]), _EMU * 20_000)})
        elif tag == b"sp":
            self.shape = []
        elif tag == b"t" and self.shape is not None:
            self.shape.append(_unescaped(text))
        elif tag in _WITHOUT_WORDS:
            self.drawn += 1

    def _end(self, tag: bytes) -> None:
        if tag == b"p" and self.shape is not None:
            self.shape.append("\n")
        elif tag == b"sp" and self.shape is not None:
            words = "".join(self.shape).strip()
            if words:
                self.waiting.append(words)
            else:
                self.drawn += 1
            self.shape = None


def _comments(content: bytes, place: Place, threaded: bool) -> Iterator[Remark]:
    """The comments of a part, without what this program wrote, and without the copies that stand for threads elsewhere."""
    authors: list[bytes] = []
    spot: tuple[int, int] | None = None
    copy, words = False, ""
    for piece in _PIECE.finditer(content):
        tag = piece["tag"]
        if tag == b"author" and not piece["end"]:
            authors.append(piece["text"])
        elif tag in (b"comment", b"threadedComment"):
            shown = without_ours(words).strip()
            if piece["end"] and spot and shown and not copy:
                yield Remark(shown, Place(place.file, place.sheet, *spot))
            cell, author = _CELL.search(piece["more"]), _AUTHOR.search(piece["more"])
            spot, words = (int(cell[2]), _column(cell[1])) if cell and not piece["end"] else None, ""
            number = int(author[1]) if author else len(authors)
            copy = threaded and number < len(authors) and authors[number].startswith(b"tc=")
        elif tag in (b"t", b"text") and not piece["end"]:
            words += _unescaped(piece["text"])


def _vml_boxes(content: bytes, place: Place, height: Height) -> Iterator[Remark]:
    """The text boxes of an old drawing; the boxes in which comments are shown are none."""
    words: list[str] | None = None
    shown, kind, anchor = "", b"Note", b""
    for piece in _PIECE.finditer(content):
        tag, end = piece["tag"], bool(piece["end"])
        if tag == b"shape":
            edges = [int(number) for number in re.findall(rb"\d{1,7}", anchor)]
            if end and shown and kind != b"Note" and len(edges) == 8:
                row = middle_row((edges[2] + 1, edges[3] * 0.75), (edges[6] + 1, edges[7] * 0.75), height)
                yield Remark(shown, Place(place.file, place.sheet, row, edges[0] + 1), box=True)
            shown, kind, anchor = "", b"Note", b""
        elif tag == b"textbox":
            if end and words is not None:
                shown = " ".join("".join(words).split())
            words = None if end else [_unescaped(piece["text"])]
        elif tag == b"ClientData" and (found := _KIND.search(piece["more"])):
            kind = found[1]
        elif tag == b"Anchor" and not end:
            anchor = piece["text"]
        elif words is not None:
            words.append(_unescaped(piece["text"]))


def _unescaped(text: bytes) -> str:
    return html.unescape(text.decode("utf-8", "replace"))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
