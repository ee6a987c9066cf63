"""The boxes in which Excel shows comments: legacy drawings (VML), to which boxes are added and nothing else is done.

They are edited as text, since programs write them in ways that no reader of XML takes (`<br>` alone).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final

from checker.render.annotate.cells import Cells, Spot
from checker.render.annotate.parts import Parts
from checker.render.annotate.remark import Box
from checker.render.annotate.xml import first, in_order

SHEET_ORDER: Final = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr",
    "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter",
    "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing",
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
_DRAWING: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_NAMESPACES: Final = (
    b'xmlns:v="urn:schemas-microsoft-com:vml"',
    b'xmlns:o="urn:schemas-microsoft-com:office:office"',
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"',
)
_END: Final = re.compile(rb"</(?:\w+:)?xml\s*>\s*\Z")
_OPENS: Final = re.compile(rb"<(?:\w+:)?shape[\s>]")
_CLOSES: Final = re.compile(rb"</(?:\w+:)?shape\s*>")
_ROW: Final = re.compile(rb"<(?:\w+:)?Row>\s*(\d{1,7})\s*<")
_COLUMN: Final = re.compile(rb"<(?:\w+:)?Column>\s*(\d{1,5})\s*<")
_ANCHOR: Final = re.compile(rb"(<(?:\w+:)?Anchor>)([\d\s,]+)(<)")
_CLIENT: Final = re.compile(rb"<(\w+:|)ClientData[^<>]*[^<>/]>")
_IDENT: Final = re.compile(rb"_x0000_s(\d{1,9})")
_BLOCKS_A_SHEET: Final = 16
_BLOCK: Final = 1024
_TYPE: Final = (
    '<v:shapetype id="_x0000_t202"{declared} coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE: Final = (
    '<v:shape id="_x0000_s{ident}"{declared} type="#_x0000_t202" '
    "style='position:absolute;width:{width}pt;height:{height}pt;z-index:1;visibility:hidden' "
    'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
    "<v:path o:connecttype=\"none\"/><v:textbox style='mso-direction-alt:auto'><div style='text-align:left'></div></v:textbox>"
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)


class Shapes:
    """The boxes beside the cells of the sheet in `part`. What was changed is kept by `put`."""

    def __init__(self, parts: Parts, part: str) -> None:
        self._parts = parts
        self._part = part
        found = self._drawing()
        self._is_new = found is None
        self._path = found or parts.unused("xl/drawings/vmlDrawing{}.vml")
        self._is_empty = self._path not in parts
        self._content = _empty(self._path, 1) if self._is_empty else parts.content(self._path)
        if not _END.search(self._content):
            raise parts.broken(self._path)
        self._boxes = {_beside(self._content[start:end]): (start, end) for start, end in _boxes(self._content)}
        self._changed: dict[tuple[int, int], bytes] = {}
        self._added: list[str] = []
        self._next = max((int(one) for one in _IDENT.findall(self._content)), default=_first_ident(self._path)) + 1
        head = self._content[: self._content.find(b"<", self._content.find(b"xmlns") + 1)]
        self._declared = "" if all(one in head for one in _NAMESPACES) else b" ".join((b"", *_NAMESPACES)).decode()
        if b"_x0000_t202" not in self._content.replace(b"#_x0000_t202", b""):
            self._added.append(_TYPE.format(declared=self._declared))

    def add(self, cell: Spot, box: Box, cells: Cells) -> None:
        """Adds a box beside `cell`."""
        row, column = cell
        made = _SHAPE.format(
            ident=self._next, declared=self._declared, width=box.width * 3 // 4, height=box.height * 3 // 4,
            anchor=_anchor(cell, box.width, box.height, cells), row=row - 1, column=column - 1,
        )  # fmt: skip
        self._added.append(made)
        self._next += 1

    def enlarge(self, cell: Spot, box: Box, cells: Cells) -> None:
        """Makes the box beside `cell`, which somebody else drew, at least as large as `box`."""
        if cell not in self._boxes:
            self.add(cell, box, cells)
            return
        start, end = self._boxes[cell]
        drawn = self._content[start:end]
        anchor = _ANCHOR.search(drawn)
        if anchor is None and (client := _CLIENT.search(drawn)):  # so openpyxl writes them
            prefix, place = client[1].decode(), _anchor(cell, max(box.width, 144), max(box.height, 80), cells)
            made = f"<{prefix}Anchor>{place}</{prefix}Anchor>".encode()
            self._changed[start, end] = drawn[: client.end()] + made + drawn[client.end() :]
        if anchor is None or len(numbers := _numbers(anchor[2])) != 8:
            return
        left, into, top, above, right, before, bottom, below = numbers
        width = sum(cells.width(n + 1) for n in range(left, min(right, left + 100))) - into + before
        height = sum(cells.height(n + 1) for n in range(top, min(bottom, top + 500))) - above + below
        right, before = _reached(cells.width, left, into + max(width, box.width))
        bottom, below = _reached(cells.height, top, above + max(height, box.height))
        made = f"{left}, {into}, {top}, {above}, {right}, {before}, {bottom}, {below}".encode()
        self._changed[start, end] = drawn[: anchor.start(2)] + made + drawn[anchor.end(2) :]

    def take_out(self, cells: set[Spot]) -> None:
        """Removes the boxes beside `cells`."""
        self._changed |= {self._boxes[cell]: b"" for cell in cells if cell in self._boxes}

    def put(self) -> None:
        """Keeps what was changed; a sheet without such a drawing gets one."""
        if self._is_empty:
            self._content = _empty(self._path, -(-len(self._added) // _BLOCK))
        pieces, behind = [], 0
        for (start, end), changed in sorted(self._changed.items()):
            pieces += [self._content[behind:start], changed]
            behind = end
        rest = self._content[behind:]
        (closing,) = _END.finditer(rest)
        pieces += [rest[: closing.start()], "".join(self._added).encode(), rest[closing.start() :]]
        self._parts.put(self._path, b"".join(pieces), _DRAWING)
        if self._is_new:
            ident = self._parts.relate(self._part, "vmlDrawing", self._path)
            made = in_order(self._parts.edit(self._part), "legacyDrawing", SHEET_ORDER)
            made.set(f"{{{self._parts.relations_namespace}}}id", ident)

    def _drawing(self) -> str | None:
        """The path of the sheet's drawing of boxes; None where it has none."""
        element = first(self._parts.tree(self._part), "legacyDrawing")
        ident = "" if element is None else self._parts.relation_id(element)
        return next((one.target for one in self._parts.relations(self._part) if ident and one.id == ident), None)


def _anchor(cell: Spot, width: int, height: int, cells: Cells) -> str:
    """Where a box of this size beside `cell` begins and ends."""
    row, column = cell
    top, above = max(row - 2, 0), 6
    right, into = _reached(cells.width, column, 12 + width)
    bottom, below = _reached(cells.height, top, above + height)
    return f"{column}, 12, {top}, {above}, {right}, {into}, {bottom}, {below}"


def _empty(path: str, blocks: int) -> bytes:
    """A drawing without boxes, which says from how many blocks the numbers of its boxes will come."""
    first_block = _first_ident(path) // _BLOCK
    numbers = ",".join(str(first_block + n) for n in range(blocks))
    layout = f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{numbers}"/></o:shapelayout>'
    return b"<xml " + b" ".join(_NAMESPACES) + b">" + layout.encode() + b"</xml>"


def _first_ident(path: str) -> int:
    """A number for boxes that those of other sheets do not have."""
    number = re.search(r"(\d{1,4})\D*\Z", posixpath.basename(path))
    return (int(number[1]) if number else 1) * _BLOCKS_A_SHEET * _BLOCK


def _boxes(content: bytes) -> Iterator[tuple[int, int]]:
    """Start and end of every box."""
    starts = [match.start() for match in _OPENS.finditer(content)]
    ends = [match.end() for match in _CLOSES.finditer(content)]
    at = 0
    for start, following in pairwise([*starts, len(content)]):
        while at < len(ends) and ends[at] <= start:
            at += 1
        if at < len(ends) and ends[at] <= following:
            yield start, ends[at]


def _beside(box: bytes) -> Spot | None:
    """The cell whose comment a box shows; None where it is another kind of box."""
    row, column = _ROW.search(box), _COLUMN.search(box)
    return (int(row[1]) + 1, int(column[1]) + 1) if b"Note" in box and row and column else None


def _numbers(written: bytes) -> list[int]:
    return [int(one) for one in written.split(b",") if one.strip()]


def _reached(size: Callable[[int], int], start: int, extent: int) -> tuple[int, int]:
    """The row or column, counted from 0, that lies `extent` pixels behind the beginning of `start`, and how far into it."""
    at, left = start, extent
    while left > size(at + 1) and at < start + 500:
        left -= size(at + 1)
        at += 1
    return at, left
