"""A sheet as a grid of the values in its filled cells, rows and columns counted from 1 as Excel shows them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from checker.place import Place
from checker.plan import NotRead
from checker.readers.draft import Cell, Raw, Remark
from checker.readers.excel.ours import is_our_lists, is_our_sheet
from checker.text import Sentence
from checker.thai import legible

HIDDEN: Final = Sentence(
    th="แผ่นงานถูกซ่อนไว้ จึงไม่ถูกตรวจ ให้เลิกซ่อนหากเป็นส่วนหนึ่งของแผน",
    en="It is hidden and not checked. Unhide it if it is part of the plan.",
)
_LARGEST_MERGE: Final = 2_000
_MOST_COVERED: Final = 200_000
_CARRIAGE_RETURN: Final = "_x000D_"

Remarks = Mapping[int, tuple[Remark, ...]]


@dataclass(frozen=True, slots=True, order=True)
class Merge:
    """A merged area; its value stands in its first row and first column."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet's filled cells: `rows[row][column]`, in order; blank cells are left out.

    `covered` gives the merged area that hides a cell other than its first. `remarks` holds, by row, the comments and
    text boxes that stand beside the cells. `unsaved` gives row and column of the formulas that were saved without a result:
    such a cell is empty. `lines` is set for a sheet that came as a text file (CSV): the line on which
    each row begins.
    """

    file: str
    sheet: str
    rows: Mapping[int, Mapping[int, Raw]]
    merges: tuple[Merge, ...] = ()
    covered: Mapping[tuple[int, int], Merge] = field(default_factory=dict)
    unsaved: frozenset[tuple[int, int]] = field(default_factory=frozenset)
    hidden_rows: frozenset[int] = field(default_factory=frozenset)
    hidden_columns: frozenset[int] = field(default_factory=frozenset)
    remarks: Remarks = field(default_factory=dict)
    lines: Mapping[int, int] | None = None

    def place(self, row: int, column: int | None = None) -> Place:
        """Where the cell stands."""
        if self.lines is not None:
            return Place(self.file, None, row, column, self.lines.get(row))
        return Place(self.file, self.sheet, row, column)

    def cell(self, row: int, column: int) -> Cell:
        """The cell, filled or not."""
        return Cell(self.rows.get(row, {}).get(column), self.place(row, column))

    def text(self, row: int, column: int) -> str:
        """The words in the cell as people see them, unseen characters left out; empty where there are none."""
        return legible(words(self.rows.get(row, {}).get(column)))

    def above(self, row: int, column: int) -> Merge | None:
        """The merged area that reaches down to this cell from a row above; None where there is none."""
        merge = self.covered.get((row, column))
        return merge if merge is not None and merge.first_row < row else None


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook as every format gives it: the sheets that are not hidden and hold anything, in their order.

    `hidden` names the hidden sheets and `lost` those that cannot be read, with the reason; `not_read` tells of them and of
    whatever else was left aside (pictures, macros).
    """

    file: str
    grids: tuple[Grid, ...]
    hidden: tuple[str, ...] = ()
    not_read: tuple[NotRead, ...] = ()
    lost: tuple[tuple[str, Sentence], ...] = ()

    @classmethod
    def of(
        cls,
        file: str,
        grids: Iterable[Grid],
        hidden: Iterable[str] = (),
        not_read: Iterable[NotRead] = (),
        lost: tuple[tuple[str, Sentence], ...] = (),
    ) -> Book:
        """The book of `grids`, the empty ones and the sheets that are ours left out."""
        kept = tuple(grid for grid in grids if grid.rows and not is_our_sheet(grid.text(1, 1)))
        names = tuple(name for name in hidden if not is_our_lists(name))
        unread = (*((name, HIDDEN) for name in names), *lost)
        return cls(file, kept, names, (*(unread_sheet(file, *one) for one in unread), *not_read), lost)


def unread_sheet(file: str, name: str, why: Sentence) -> NotRead:
    """What is said of a sheet that is not read as a whole."""
    return NotRead(file, Sentence(th=f"แผ่นงาน “{name}”", en=f"Sheet “{name}”"), why)


def words(raw: Raw) -> str:
    """A value as words, as a person sees it: `TRUE`, and a whole number without a decimal point."""
    if raw is None:
        return ""
    return str(raw).upper() if isinstance(raw, bool) else str(raw)


def ordered(rows: Mapping[int, Mapping[int, Raw]]) -> dict[int, Mapping[int, Raw]]:
    """The same rows and cells from top to bottom and from left to right."""
    return {row: dict(sorted(rows[row].items())) for row in sorted(rows)}


def covered(merges: Iterable[Merge], last_row: int) -> dict[tuple[int, int], Merge]:
    """The merged area over each cell, as far as rows are filled; areas too large for a table are left out."""
    found: dict[tuple[int, int], Merge] = {}
    for merge in merges:
        rows = range(merge.first_row, min(merge.last_row, last_row) + 1)
        columns = range(merge.first_column, merge.last_column + 1)
        if len(rows) * len(columns) > _LARGEST_MERGE or len(found) > _MOST_COVERED:
            continue
        found.update(
            {(row, column): merge for row in rows for column in columns if (row, column) != (rows[0], columns[0])}
        )
    return found


def raw_value(value: object) -> Raw:
    """The value of a cell as a draft holds it: whole numbers as int, times as words, blanks as None."""
    match value:
        case str():
            shown = value.replace(_CARRIAGE_RETURN, "")
            return shown if legible(shown).strip() else None
        case bool() | int():
            return value
        case float():
            return int(value) if value.is_integer() and abs(value) < 1e15 else value
        case datetime.datetime():
            return value.date()
        case datetime.date():
            return value
        case None:
            return None
        case _:
            return str(value)
