"""The cells of a sheet's part: found, or put in where they are missing, and measured."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from checker.place import column_letters
from checker.render.annotate.xml import Tree, child, elements, first

_REFERENCE: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
Spot = tuple[int, int]


def spot(reference: str) -> Spot:
    """Row and column of `D14`; (0, 0) where it is no cell."""
    match = _REFERENCE.fullmatch(reference.strip())
    if match is None:
        return 0, 0
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def name(row: int, column: int) -> str:
    """`D14` for row 14 and column 4."""
    return f"{column_letters(column)}{row}"


class Cells:
    """The rows and cells of one sheet by number, counted from 1. What is put in stands in order; nothing else is moved.

    Rows and cells may leave out their names: each then follows the one before it, so that nothing comes between them.
    """

    def __init__(self, sheet: Tree) -> None:
        self._sheet = sheet
        data = first(sheet, "sheetData")
        self._data = child(sheet, "sheetData") if data is None else data
        self._rows: dict[int, Tree] = {}
        number = 0
        for row in elements(self._data, "row"):
            number = _whole(row.get("r")) or number + 1
            self._rows.setdefault(number, row)
        self._columns = [
            (_whole(one.get("min")), _whole(one.get("max")), one)
            for columns in elements(sheet, "cols")
            for one in elements(columns, "col")
        ]

    def find(self, row: int, column: int) -> Tree | None:
        """The cell; None where it is not written."""
        return dict(_numbered(self._rows[row])).get(column) if row in self._rows else None

    def style(self, row: int, column: int) -> int:
        """The style of a cell: its own, or that of its row or its column where it is not written."""
        cell = self.find(row, column)
        if cell is not None:
            return _whole(cell.get("s"))
        whole_row = self._rows.get(row)
        if whole_row is not None and whole_row.get("customFormat") in {"1", "true"}:
            return _whole(whole_row.get("s"))
        found = self._column(column)
        return _whole(found.get("style")) if found is not None else 0

    def restyle(self, row: int, column: int, style: int) -> None:
        """Gives the cell a style; it is put in at its place where it is not written."""
        cell = self.find(row, column)
        if cell is None:
            cell = self._put_in(row, column)
        cell.set("s", str(style))

    def hidden(self, row: int, column: int) -> bool:
        """Whether nobody sees the cell because its row or its column is hidden."""
        whole_row, whole_column = self._rows.get(row), self._column(column)
        return any(one is not None and one.get("hidden") in {"1", "true"} for one in (whole_row, whole_column))

    def height(self, row: int) -> int:
        """How tall a row is, in pixels."""
        found, usual = self._rows.get(row), first(self._sheet, "sheetFormatPr")
        if found is not None and found.get("hidden") in {"1", "true"}:
            return 0
        written = found.get("ht") if found is not None else None
        if written is None and usual is not None:
            written = usual.get("defaultRowHeight")
        return round(_measure(written, 15) * 4 / 3)

    def width(self, column: int) -> int:
        """How wide a column is, in pixels of a letter seven wide."""
        found, usual = self._column(column), first(self._sheet, "sheetFormatPr")
        if found is not None and found.get("hidden") in {"1", "true"}:
            return 0
        written = found.get("width") if found is not None else None
        if written is None and usual is not None:
            written = usual.get("defaultColWidth")
        return round(_measure(written, 9.14) * 7)

    def _column(self, column: int) -> Tree | None:
        return next((one for low, high, one in self._columns if low <= column <= high), None)

    def _put_in(self, row: int, column: int) -> Tree:
        style = self.style(row, column)
        if row not in self._rows:
            self._rows[row] = _inserted(self._data, "row", {"r": str(row)}, _following(self._rows.items(), row))
        whole_row = self._rows[row]
        cell = _inserted(whole_row, "c", {"r": name(row, column)}, _following(_numbered(whole_row), column))
        if style:
            cell.set("s", str(style))
        _widened(whole_row, column)
        return cell


def merged(sheet: Tree) -> Iterator[tuple[Spot, Spot]]:
    """The first and the last cell of every merged area."""
    for areas in elements(sheet, "mergeCells"):
        for area in elements(areas, "mergeCell"):
            start, _, end = area.get("ref", "").partition(":")
            yield spot(start), spot(end or start)


def _numbered(row: Tree) -> Iterator[tuple[int, Tree]]:
    column = 0
    for cell in elements(row, "c"):
        column = spot(cell.get("r", ""))[1] or column + 1
        yield column, cell


def _inserted(parent: Tree, called: str, attributes: dict[str, str], following: Tree | None) -> Tree:
    made = child(parent, called, attributes)
    behind = first(parent, "extLst") if following is None else following
    if behind is not None:
        behind.addprevious(made)
    return made


def _following(numbered: Iterable[tuple[int, Tree]], number: int) -> Tree | None:
    """The next of the numbered elements behind `number`."""
    behind = [(at, one) for at, one in numbered if at > number]
    return min(behind, key=lambda pair: pair[0])[1] if behind else None


def _widened(row: Tree, column: int) -> None:
    """Lets the row's `spans`, a hint of which columns it fills, hold `column` too."""
    start, _, end = row.get("spans", "").partition(":")
    if start.isdigit() and end.isdigit():
        row.set("spans", f"{min(int(start), column)}:{max(int(end), column)}")


def _whole(written: str | None) -> int:
    return int(written) if written and written.isascii() and written.isdigit() else 0


def _measure(written: str | None, usual: float) -> float:
    try:
        return min(max(float(written), 0.0), 500.0) if written else usual
    except ValueError:
        return usual
