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
from checker.readers.excel.package import Package, SheetPart
from checker.readers.excel.scan import Scan, refuse_endless_text, scan
from checker.readers.excel.unread import by_row, macros, pictures


def read_ooxml(package: Package) -> Book:
    """The workbook, sheet by sheet. Raises UnreadableSubmission where one that is not hidden cannot be read."""
    seen = [part for part in package.sheets if not part.hidden]
    scans = {
        part.name: scan(package.parts[part.part], package.blank.get(part.part, 0), package.file, part.name)
        for part in seen
    }
    texts = next((content for path, content in package.parts.items() if path.lower() == "xl/sharedstrings.xml"), b"")
    refuse_endless_text(texts, (package.parts[part.part] for part in seen), package.file)
    workbook = _workbook(package)
    grids: list[Grid] = []
    not_read: list[NotRead] = []
    for part in seen:
        remarks, drawn = beside_cells(package, part)
        grids.append(_grid(workbook, part, scans[part.name], package.file, by_row(remarks)))
        not_read += pictures(package.file, part.name, drawn)
    if any(path.endswith("vbaProject.bin") for path in package.parts):
        not_read.append(macros(package.file))
    return Book.of(package.file, grids, [part.name for part in package.sheets if part.hidden], not_read)


def _workbook(package: Package) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(package.repacked()))
    except (CalamineError, OSError) as error:
        raise refuse(
            Place(package.file),
            "ไฟล์เสีย อ่านรายชื่อแผ่นงานหรือข้อความไม่ได้ ให้เปิดใน Excel ให้โปรแกรมซ่อมแซม แล้วบันทึกใหม่",
            "The file is damaged: its list of sheets or its texts cannot be read. Open it in Excel, let it repair the file, and save it again.",
        ) from error


def _grid(workbook: CalamineWorkbook, part: SheetPart, scanned: Scan, file: str, remarks: Remarks) -> Grid:
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
    filled = ordered(rows)
    areas = tuple(sorted(Merge(top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in merges))
    return Grid(
        file,
        part.name,
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
