"""Workbooks laid out anew in ways whose effect on every cell is known: the oracle for where a value stands.

    moved = laid_out_anew(data, [Move("blank row", 7, 2), Move("note column", 1)])
    moved.data                      the bytes of the new workbook
    moved.place(place)              where that what stood at `place` stands now

Nothing of the reader is used here but the rows that a caller names as those of projects and totals.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any, Final

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from checker.place import Place

Spot = tuple[int, int]
Area = tuple[int, int, int, int]
HEADED: Final = ("วัตถุประสงค์", "จำนวนโครงการ", "SDGs")
JOTTED: Final = (
    "ตรวจแล้ว",
    "มติสภา 12/2566",
    7,
    "ok",
    "ย้ายไปลำดับที่ 3",
    "กองคลังขอปรับ",
    2567,
    "-",
    "/",
    "รอหนังสือยืนยัน\nจากอำเภอ",
)
NOTE_HEADINGS: Final = ("ความเห็น", "ผลการดำเนินงาน", "มติที่ประชุม", "ตรวจสอบ")
MOVES: Final = (
    "blank row",
    "blank column",
    "hide row",
    "hide column",
    "hidden blank row",
    "note column",
    "hidden note column",
    "bare note column",
    "wide column",
    "tall row",
    "merge title",
)


@dataclass(frozen=True)
class Move:
    """One thing that somebody did to every sheet: `at` chooses where (counted around), `size` how much."""

    kind: str
    at: int
    size: int = 1


@dataclass(frozen=True)
class Sheet:
    """The cells of a sheet, its merged areas (first row and column, last row and column) and what is hidden."""

    name: str
    cells: Mapping[Spot, Any]
    merges: frozenset[Area] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    visible: bool = True

    @property
    def rows(self) -> list[int]:
        """The rows that hold anything."""
        return sorted({row for row, _ in self.cells})

    @property
    def columns(self) -> list[int]:
        """The columns that hold anything."""
        return sorted({column for _, column in self.cells})

    @property
    def header_rows(self) -> list[int]:
        """The rows in which a heading of a form stands whole."""
        return sorted({row for (row, _), value in self.cells.items() if value in HEADED})


@dataclass(frozen=True)
class Moved:
    """A workbook laid out anew; `steps` tell for each sheet what became of its rows and columns, one after another."""

    data: bytes
    steps: Mapping[str, Sequence[Callable[[Spot], Spot]]] = field(default_factory=dict)

    def place(self, place: Place) -> Place:
        """Where that stands now what stood at `place`."""
        if place.row is None:
            return place
        spot = (place.row, place.column or 1)
        for step in self.steps.get(place.sheet or "", ()):
            spot = step(spot)
        return replace(place, row=spot[0], column=spot[1] if place.column is not None else None)


def sheets_of(data: bytes) -> list[Sheet]:
    """The sheets of the workbook in `data`."""
    return [_sheet(one) for one in load_workbook(io.BytesIO(data)).worksheets]


def written(sheets: Sequence[Sheet]) -> bytes:
    """A workbook with `sheets`."""
    file = Workbook()
    file.remove(file.worksheets[0])
    for one in sheets:
        sheet = file.create_sheet(one.name)
        sheet.sheet_state = "visible" if one.visible else "hidden"
        for (row, column), value in one.cells.items():
            sheet.cell(row, column, value)
        for top, left, bottom, right in sorted(one.merges):
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        for row in one.hidden_rows:
            sheet.row_dimensions[row].hidden = True
        for column in one.hidden_columns:
            sheet.column_dimensions[get_column_letter(column)].hidden = True
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def laid_out_anew(data: bytes, moves: Sequence[Move], tabled: Mapping[str, Collection[int]]) -> Moved:
    """The workbook after `moves`. Notes are jotted beside the rows `tabled` of each sheet."""
    sheets, steps = [], {}
    for number, sheet in enumerate(sheets_of(data)):
        rows, taken = set(tabled.get(sheet.name, ())), list[Callable[[Spot], Spot]]()
        for move in moves if sheet.cells else ():
            sheet, step = _moved(sheet, replace(move, at=move.at + 5 * number), rows)
            rows = {step((row, 1))[0] for row in rows}
            taken.append(step)
        sheets.append(sheet)
        steps[sheet.name] = taken
    return Moved(written(sheets), steps)


def _sheet(sheet: Worksheet) -> Sheet:
    cells = {
        (cell.row, cell.column): cell.value
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and not isinstance(cell, MergedCell)
    }
    merges = frozenset((one.min_row, one.min_col, one.max_row, one.max_col) for one in sheet.merged_cells.ranges)
    hidden = frozenset(row for row, shown in sheet.row_dimensions.items() if shown.hidden)
    return Sheet(sheet.title, cells, merges, hidden, visible=sheet.sheet_state == "visible")


def _moved(sheet: Sheet, move: Move, tabled: Collection[int]) -> tuple[Sheet, Callable[[Spot], Spot]]:
    rows, columns = sheet.rows, sheet.columns
    row, column = rows[move.at % len(rows)], columns[move.at % len(columns)]
    match move.kind:
        case "blank row":
            return _opened(sheet, row=_begun(sheet, row, tabled), size=move.size)
        case "blank column":
            return _opened(sheet, column=column, size=move.size)
        case "hide row":
            return replace(sheet, hidden_rows=sheet.hidden_rows | {row}), _unmoved
        case "hide column":
            return replace(sheet, hidden_columns=sheet.hidden_columns | {column}), _unmoved
        case "hidden blank row":
            row = _begun(sheet, row, tabled)
            opened, step = _opened(sheet, row=row, size=1)
            return replace(opened, hidden_rows=opened.hidden_rows | {row}), step
        case "note column" | "hidden note column" | "bare note column":
            return _note_column(sheet, move, tabled)
        case "wide column":
            return _wide(sheet, column)
        case "tall row":
            return _tall(sheet, sorted(tabled)[move.at % len(tabled)]) if tabled else (sheet, _unmoved)
        case "merge title":
            return _merged_title(sheet, row), _unmoved
    raise ValueError(move.kind)


def _begun(sheet: Sheet, row: int, tabled: Collection[int]) -> int:
    """The row to which `row` belongs: nobody parts the second line of a project from its first by blank rows."""
    edge = min((column for at, column in sheet.cells if at in tabled), default=0)
    while row > min(tabled, default=row) and row not in tabled and min(c for at, c in sheet.cells if at == row) > edge:
        row = max(one for one in sheet.rows if one < row)
    return row


def _unmoved(spot: Spot) -> Spot:
    return spot


def _opened(sheet: Sheet, row: int = 0, column: int = 0, size: int = 1) -> tuple[Sheet, Callable[[Spot], Spot]]:
    """`sheet` with `size` blank rows before `row`, or columns before `column`, as a spreadsheet program inserts them."""

    def step(spot: Spot) -> Spot:
        down = size if row and spot[0] >= row else 0
        right = size if column and spot[1] >= column else 0
        return spot[0] + down, spot[1] + right

    merges = frozenset((*step((top, left)), *step((bottom, right))) for top, left, bottom, right in sheet.merges)
    moved = replace(
        sheet,
        cells={step(spot): value for spot, value in sheet.cells.items()},
        merges=merges,
        hidden_rows=frozenset(step((one, 1))[0] for one in sheet.hidden_rows),
        hidden_columns=frozenset(step((1, one))[1] for one in sheet.hidden_columns),
    )
    return moved, step


def _note_column(sheet: Sheet, move: Move, tabled: Collection[int]) -> tuple[Sheet, Callable[[Spot], Spot]]:
    """A column that nobody asked for, left of, between or right of the others, with something beside most rows."""
    chance = Random(move.at)
    places = [*sheet.columns, sheet.columns[-1] + 1, sheet.columns[-1] + 3]
    column = places[move.at % len(places)]
    opened, step = _opened(sheet, column=column)
    cells = dict(opened.cells)
    for row in sorted(tabled):
        if chance.random() < 0.7 and not _covered(opened, (row, column)):
            cells[row, column] = chance.choice(JOTTED)
    if move.kind != "bare note column":
        for row in sheet.header_rows:
            if not _covered(opened, (row, column)):
                cells[row, column] = NOTE_HEADINGS[move.at % len(NOTE_HEADINGS)]
    hidden = {column} if move.kind.startswith("hidden") else set()
    return replace(opened, cells=cells, hidden_columns=opened.hidden_columns | hidden), step


def _wide(sheet: Sheet, column: int) -> tuple[Sheet, Callable[[Spot], Spot]]:
    """`column` made of two, its cells merged over both."""
    opened, step = _opened(sheet, column=column + 1)
    merges = set(opened.merges)
    for row, at in sheet.cells:
        if at != column or _covered(opened, (row, column + 1)):
            continue
        own = next((one for one in merges if one[0] == row and one[1] == column), (row, column, row, column))
        if own[3] == column:
            merges.discard(own)
            merges.add((own[0], own[1], own[2], column + 1))
    return replace(opened, merges=frozenset(merges)), step


def _tall(sheet: Sheet, row: int) -> tuple[Sheet, Callable[[Spot], Spot]]:
    """`row` made of two, its cells merged over both."""
    opened, step = _opened(sheet, row=row + 1)
    merges = set(opened.merges)
    for at, column in sheet.cells:
        if at == row and not _covered(opened, (row, column)) and not _covered(opened, (row + 1, column)):
            own = next((one for one in merges if one[:2] == (row, column)), (row, column, row, column))
            merges.discard(own)
            merges.add((row, column, row + 1, own[3]))
    return replace(opened, merges=frozenset(merges)), step


def _merged_title(sheet: Sheet, row: int) -> Sheet:
    """A line that stands alone in its row, merged over the columns right of it."""
    columns = [column for at, column in sheet.cells if at == row]
    area = (row, columns[0], row, columns[0] + 6)
    crossed = any(_covered(sheet, (row, column)) for column in range(area[1], area[3] + 1))
    alone = len(columns) == 1 and not any(one[:2] == (row, columns[0]) for one in sheet.merges)
    return sheet if crossed or not alone else replace(sheet, merges=sheet.merges | {area})


def _covered(sheet: Sheet, spot: Spot) -> bool:
    """Whether a merged area hides this cell."""
    return any(
        top <= spot[0] <= bottom and left <= spot[1] <= right and spot != (top, left)
        for top, left, bottom, right in sheet.merges
    )
