"""The sheets of an Excel workbook (.xlsx, .xlsm) as grids: its values as they were last calculated."""

from __future__ import annotations

import io

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from checker.place import Place
from checker.plan import NotRead
from checker.readers.draft import Raw
from checker.readers.excel.beside import beside_cells
from checker.readers.excel.grid import Book, Grid, Merge, Remarks, covered, ordered, raw_value
from checker.readers.excel.guard import refuse
from checker.readers.excel.package import Package
from checker.readers.excel.repacked import repacked
from checker.readers.excel.scan import Scan, scan
from checker.readers.excel.texts import refuse_endless_text
from checker.readers.excel.unread import by_row, macros, pictures


def read_ooxml(package: Package) -> Book:
    """The workbook, sheet by sheet. Raises UnreadableSubmission where one that is not hidden cannot be read."""
    seen = [part for part in package.sheets if not part.hidden]
    scans = [scan(package.parts[part.part], package.blank[part.part], package.file, part.name) for part in seen]
    refuse_endless_text(package.strings, (package.parts[part.part] for part in seen), package.file)
    workbook, names = _workbook(package)
    grids: list[Grid] = []
    not_read: list[NotRead] = []
    for part, scanned, name in zip(seen, scans, names, strict=True):
        remarks, drawn = beside_cells(package, part)
        grids.append(_grid(workbook, name, Place(package.file, part.name), scanned, by_row(remarks)))
        not_read += pictures(package.file, part.name, drawn)
    if any(path.lower().endswith("vbaproject.bin") for path in package.parts):
        not_read.append(macros(package.file))
    return Book.of(package.file, grids, [part.name for part in package.sheets if part.hidden], not_read, package.lost)


def _workbook(package: Package) -> tuple[CalamineWorkbook, list[str]]:
    """The workbook as the reader of values opens it, and what its sheets are called there."""
    data, names = repacked(package)
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data)), names
    except (CalamineError, OSError) as error:
        raise refuse(
            Place(package.file),
            "ไฟล์เสีย อ่านข้อความหรือรูปแบบตัวเลขไม่ได้ ให้เปิดใน Excel ให้โปรแกรมซ่อมแซม แล้วบันทึกใหม่",
            "The file is damaged: its texts or formats of numbers cannot be read. Open it in Excel, let it repair the file, and save it again.",
        ) from error


def _grid(workbook: CalamineWorkbook, name: str, place: Place, scanned: Scan, remarks: Remarks) -> Grid:
    try:
        sheet = workbook.get_sheet_by_name(name)
        rows = _rows(sheet)
        merges = sheet.merged_cell_ranges or []
    except (CalamineError, OSError, OverflowError, ValueError) as error:
        raise refuse(
            place,
            "แผ่นงานนี้เสีย อ่านค่าในเซลล์ไม่ได้ ให้เปิดใน Excel ให้โปรแกรมซ่อมแซม แล้วบันทึกใหม่",
            "The sheet is damaged: its cells cannot be read. Open the file in Excel, let it repair the file, and save it again.",
        ) from error
    filled = ordered(rows)
    areas = tuple(sorted(Merge(top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in merges))
    return Grid(
        place.file,
        place.sheet or "",
        filled,
        areas,
        covered(areas, max(filled, default=0)),
        scanned.formulas,
        scanned.hidden_rows,
        scanned.hidden_columns,
        remarks,
    )


def _rows(sheet: CalamineSheet) -> dict[int, dict[int, Raw]]:
    if sheet.start is None:
        return {}
    top, left = sheet.start
    rows: dict[int, dict[int, Raw]] = {}
    for row, values in enumerate(sheet.to_python(skip_empty_area=True), start=top + 1):
        read = ((column, raw_value(value)) for column, value in enumerate(values, start=left + 1) if value != "")
        filled: dict[int, Raw] = {column: raw for column, raw in read if raw is not None}
        if filled:
            rows[row] = filled
    return rows
