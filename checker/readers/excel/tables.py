"""Sheets of a form that were saved as CSV, one file a sheet, put together to workbooks again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from checker.readers.draft import Raw
from checker.readers.excel.grid import Book, Grid, ordered, raw_value
from checker.readers.excel.heading import owner_key
from checker.readers.excel.lines import owner

_WHOLE: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
_TITLE_ROWS: Final = 30
_MOST_IN_A_TITLE: Final = 3


def grid_of_rows(rows: Sequence[tuple[int, Sequence[str]]], file: str) -> Grid:
    """The sheet that `rows` (each with the line on which it begins) hold; it is called by the file's name.

    Whole numbers are numbers, as a workbook would hold them; all else stays as it is written.
    """
    filled: dict[int, dict[int, Raw]] = {}
    for number, (_, cells) in enumerate(rows, start=1):
        read = {column: _raw(cell) for column, cell in enumerate(cells, start=1) if cell}
        kept: dict[int, Raw] = {column: raw for column, raw in read.items() if raw is not None}
        if kept:
            filled[number] = kept
    name = file.rpartition("/")[2]
    lines = {number: line for number, (line, _) in enumerate(rows, start=1)}
    return Grid(file, name.rpartition(".")[0] or name, ordered(filled), lines=lines)


def _raw(cell: str) -> Raw:
    return int(cell) if _WHOLE.fullmatch(cell) else raw_value(cell)


def books(sheets: Iterable[Grid]) -> list[Book]:
    """One workbook for the sheets of each authority in a folder; sheets that name none belong to the only one there is."""
    by_owner: dict[tuple[str, str | None], list[Grid]] = {}
    for grid in sorted(sheets, key=lambda one: one.file):
        by_owner.setdefault((grid.file.rpartition("/")[0], _owner(grid)), []).append(grid)
    for folder, named in [spot for spot in by_owner if spot[1] is None]:
        others = [spot for spot in by_owner if spot[0] == folder and spot[1] is not None]
        if len(others) == 1:
            by_owner[others[0]] += by_owner.pop((folder, named))
    return [
        Book.of(grids[0].file, sorted(grids, key=lambda one: one.file))
        for _, grids in sorted(by_owner.items(), key=lambda item: item[1][0].file)
    ]


def _owner(grid: Grid) -> str | None:
    """What tells the authority named above the table; None where none is."""
    for row in list(grid.rows)[:_TITLE_ROWS]:
        if len(grid.rows[row]) > _MOST_IN_A_TITLE:
            return None
        for column in grid.rows[row]:
            named = owner(grid.text(row, column))
            if named:
                return owner_key(named)
    return None
