"""A workbook with everything that programs lose who load and save it: boxes, charts, pictures, macros, results of formulas."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import Any, Final

import openpyxl
import xlsxwriter
from openpyxl.cell.cell import MergedCell

from tests.render.annotate.looking import SAMPLES

SHEET: Final = "ผ.02 2.1(1)"
NOTED: Final = "B15"
NOTE: Final = "ย้ายไปลำดับที่ 5"


def rich_workbook(macros: bool = False) -> bytes:
    """The sample `header-without-province` with much beside its cells; `NOTED`, a cell with a finding, has a comment."""
    source = openpyxl.load_workbook(SAMPLES / "bad" / "header-without-province" / "plan.xlsx")
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    styles = [
        book.add_format({"font_size": 8 + n, "num_format": "#,##0.00", "bg_color": f"#{n:02X}F0F0"}) for n in range(20)
    ]
    for sheet in source.worksheets:
        made = book.add_worksheet(sheet.title)
        _copy(sheet, made, styles)
        if sheet.title == SHEET:
            _beside(book, made)
    if macros:
        book.add_vba_project(io.BytesIO(b"not run, not read"), is_stream=True)
    hidden = book.add_worksheet("ซ่อน")
    hidden.hide()
    book.worksheets()[2].activate()
    book.define_name("อัตรา", "=0.07")
    book.close()
    return _with_shared_formula(buffer.getvalue())


def _copy(sheet: Any, made: Any, styles: list[Any]) -> None:
    merged = {str(area): area for area in sheet.merged_cells.ranges}
    for number, row in enumerate(sheet.iter_rows()):
        for cell in row:
            if not isinstance(cell, MergedCell) and cell.value is not None:
                made.write(cell.row - 1, cell.column - 1, cell.value, styles[number % len(styles)])
    for area in merged.values():
        value = sheet.cell(area.min_row, area.min_col).value
        made.merge_range(area.min_row - 1, area.min_col - 1, area.max_row - 1, area.max_col - 1, value, styles[3])
    made.set_column("C:C", 33.3, styles[5])
    made.set_row(40, 30, styles[7], {"hidden": True})
    made.print_area(0, 0, 30, 11)
    made.repeat_rows(12, 13)
    made.set_landscape()
    made.set_header("&Lหัวกระดาษ")


def _beside(book: Any, made: Any) -> None:
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"='{SHEET}'!$E$15:$E$17"})
    made.insert_chart("N2", chart)
    made.insert_textbox("N20", "ซ้ำกับลำดับที่ 2")
    made.insert_image("N30", "dot.png", {"image_data": io.BytesIO(_dot())})
    made.conditional_format(
        "E15:I17", {"type": "cell", "criteria": ">", "value": 5, "format": book.add_format({"bold": True})}
    )
    made.data_validation("L15:L17", {"validate": "list", "source": ["กองช่าง", "กองคลัง"]})
    made.write_comment(NOTED, NOTE, {"author": "กองแผน"})
    made.write_comment("M15", "ตรวจแล้ว", {"author": "กองแผน"})
    for row in (50, 51, 52):
        made.write_formula(row, 15, f"=E{row + 1}*2", None, row * 1.5)
    made.freeze_panes(14, 2)


def _dot() -> bytes:
    """A picture of one dot."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def _with_shared_formula(data: bytes) -> bytes:
    def shared(sheet: bytes) -> bytes:
        sheet = sheet.replace(b"<f>E51*2</f>", b'<f t="shared" ref="P51:P53" si="0">E51*2</f>')
        return re.sub(rb"<f>E5[23]\*2</f>", b'<f t="shared" si="0"/>', sheet)

    return rewritten(data, lambda parts: {name: shared(part) for name, part in parts.items() if b"E51*2" in part})


def rewritten(data: bytes, change: Callable[[Mapping[str, bytes]], Mapping[str, bytes]]) -> bytes:
    """The package with the parts that `change` gives in place of its own, or beside them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**parts, **change(parts)}.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()
