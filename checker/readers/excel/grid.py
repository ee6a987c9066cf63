"""A sheet as a grid of the values in its filled cells, rows and columns counted from 1 as Excel shows them."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from checker.place import Place
from checker.readers.draft import Cell, Raw
from checker.readers.excel.guard import Package, SheetPart, refuse
from checker.readers.excel.scan import Scan, refuse_endless_text, scan

_LARGEST_MERGE: Final = 2_000
_MOST_COVERED: Final = 200_000
_CARRIAGE_RETURN: Final = "_x000D_"


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged area; its value stands in its first row and first column."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet's filled cells: `rows[row][column]`, in order; blank cells are left out.

    `covered` gives the merged area that hides a cell other than its first.
    """

    file: str
    sheet: str
    rows: Mapping[int, Mapping[int, Raw]]
    merges: tuple[Merge, ...] = ()
    covered: Mapping[tuple[int, int], Merge] = field(default_factory=dict)
    unsaved: tuple[tuple[int, int], ...] = ()
    hidden_rows: frozenset[int] = field(default_factory=frozenset)
    hidden_columns: frozenset[int] = field(default_factory=frozenset)

    def place(self, row: int, column: int | None = None) -> Place:
        """Where the cell stands."""
        return Place(self.file, self.sheet, row, column)

    def cell(self, row: int, column: int) -> Cell:
        """The cell, filled or not."""
        return Cell(self.rows.get(row, {}).get(column), self.place(row, column))

    def text(self, row: int, column: int) -> str:
        """The words in the cell; empty where there are none."""
        return words(self.rows.get(row, {}).get(column))

    def above(self, row: int, column: int) -> Merge | None:
        """The merged area that reaches down to this cell from a row above; None where there is none."""
        merge = self.covered.get((row, column))
        return merge if merge is not None and merge.first_row < row else None


def words(raw: Raw) -> str:
    """A value as words, a whole number without a decimal point."""
    return "" if raw is None else str(raw)


def read_grids(package: Package) -> Iterator[Grid]:
    """Every sheet that is not hidden, in the order of the workbook. Raises UnreadableSubmission where one cannot be read."""
    seen = [part for part in package.sheets if not part.hidden]
    scans = {part.name: scan(package.parts[part.part], package.file, part.name) for part in seen}
    texts = next((content for path, content in package.parts.items() if path.lower() == "xl/sharedstrings.xml"), b"")
    refuse_endless_text(texts, (package.parts[part.part] for part in seen), package.file)
    workbook = _workbook(package)
    for part in seen:
        yield _grid(workbook, part, scans[part.name], package.file)


def _workbook(package: Package) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(package.repacked()))
    except (CalamineError, OSError) as error:
        raise refuse(
            Place(package.file),
            "ไฟล์เสีย อ่านรายชื่อแผ่นงานหรือข้อความไม่ได้ ให้เปิดใน Excel ให้โปรแกรมซ่อมแซม แล้วบันทึกใหม่",
            "The file is damaged: its list of sheets or its texts cannot be read. Open it in Excel, let it repair the file, and save it again.",
        ) from error


def _grid(workbook: CalamineWorkbook, part: SheetPart, scanned: Scan, file: str) -> Grid:
    try:
        sheet = workbook.get_sheet_by_name(part.name)
        rows = _rows(sheet)
        merges = sheet.merged_cell_ranges or []
    except (CalamineError, OSError, OverflowError, ValueError) as error:
        raise refuse(
            Place(file, part.name),
            "แผ่นงานนี้เสีย อ่านค่าในเซลล์ไม่ได้ ให้เปิดใน Excel ให้โปรแกรมซ่อมแซม แล้วบันทึกใหม่",
            "The sheet is damaged: its cells cannot be read. Open the file in Excel, let it repair the file, and save it again.",
        ) from error
    for (row, column), shown in scanned.formulas.items():
        rows.setdefault(row, {})[column] = shown
    ordered = {row: dict(sorted(rows[row].items())) for row in sorted(rows)}
    areas = tuple(Merge(top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in merges)
    covered = _covered(areas, max(ordered, default=0))
    return Grid(
        file, part.name, ordered, areas, covered, tuple(scanned.formulas), scanned.hidden_rows, scanned.hidden_columns
    )


def _covered(merges: Iterable[Merge], last_row: int) -> dict[tuple[int, int], Merge]:
    """The merged area over each cell, as far as rows are filled; areas too large for a table are left out."""
    covered: dict[tuple[int, int], Merge] = {}
    for merge in merges:
        rows = range(merge.first_row, min(merge.last_row, last_row) + 1)
        columns = range(merge.first_column, merge.last_column + 1)
        if len(rows) * len(columns) > _LARGEST_MERGE or len(covered) > _MOST_COVERED:
            continue
        covered.update(
            {(row, column): merge for row in rows for column in columns if (row, column) != (rows[0], columns[0])}
        )
    return covered


def _rows(sheet: CalamineSheet) -> dict[int, dict[int, Raw]]:
    if sheet.start is None:
        return {}
    top, left = sheet.start
    rows: dict[int, dict[int, Raw]] = {}
    for row, values in enumerate(sheet.to_python(skip_empty_area=True), start=top + 1):
        read = ((column, _raw(value)) for column, value in enumerate(values, start=left + 1))
        filled: dict[int, Raw] = {column: raw for column, raw in read if raw is not None}
        if filled:
            rows[row] = filled
    return rows


def _raw(value: object) -> Raw:
    """The value of a cell as a draft holds it: whole numbers as int, times as words, blanks as None."""
    match value:
        case str():
            shown = value.replace(_CARRIAGE_RETURN, "")
            return shown if shown.strip(" \t\r\n\u00a0\u200b\ufeff") else None
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
