"""Notes on what a person would not see on a sheet, or would expect and not find."""

from __future__ import annotations

from typing import Final

from checker.forms import Form
from checker.place import Place
from checker.readers.excel.grid import Grid
from checker.readers.excel.header import Header
from checker.readers.excel.plan import PlanSoFar

_EXPECTED: Final = ("objective", "target", "indicator_text", "expected_result", "responsible_unit")


def note_columns(place: Place, form: Form, header: Header, plan: PlanSoFar) -> None:
    """Notes the columns of the form that a table lacks, and a unit of money other than baht."""
    for column in form.columns:
        if column.key in _EXPECTED and column.shown and column.key not in header.known:
            plan.note(
                place,
                f"ตารางนี้ไม่มีคอลัมน์ “{column.label.th}” จึงไม่ตรวจเรื่องนี้",
                f"This table has no column “{column.label.en}” ({column.label.th}), so its projects are not checked for it.",
            )
    for scale in sorted(set(header.scales.values())):
        unit_th, unit_en = ("ล้านบาท", "millions of baht") if scale == 1_000_000 else ("พันบาท", "thousands of baht")
        plan.note(
            place,
            f"หัวตารางบอกหน่วยเป็น{unit_th} จึงคูณจำนวนเงินในตารางนี้ด้วย {scale:,}",
            f"The header gives money in {unit_en}, so the amounts of this table were multiplied by {scale:,}.",
        )


def note_grid(grid: Grid, plan: PlanSoFar) -> None:
    """Notes what a person who looks at the sheet does not see: hidden rows and columns, formulas without a result."""
    rows = sorted(grid.hidden_rows & grid.rows.keys())
    if rows:
        plan.note(
            grid.place(rows[0]),
            f"แผ่นงานนี้มีแถวที่ซ่อนไว้ {len(rows)} แถวที่มีข้อมูล และอ่านรวมด้วย",
            f"{len(rows)} filled rows of this sheet are hidden; they were read like the others.",
        )
    columns = sorted(grid.hidden_columns & {column for cells in grid.rows.values() for column in cells})
    if columns:
        plan.note(
            grid.place(min(grid.rows), columns[0]),
            f"แผ่นงานนี้มีคอลัมน์ที่ซ่อนไว้ {len(columns)} คอลัมน์ที่มีข้อมูล และอ่านรวมด้วย",
            f"{len(columns)} filled columns of this sheet are hidden; they were read like the others.",
        )
    if grid.unsaved:
        plan.note(
            grid.place(*min(grid.unsaved)),
            f"สูตร {len(grid.unsaved)} เซลล์ในแผ่นงานนี้ไม่มีผลลัพธ์บันทึกไว้ จึงอ่านเป็นช่องว่าง และนับลำดับที่ต่อกันไป ให้เปิดไฟล์ใน Excel แล้วบันทึกใหม่",
            f"{len(grid.unsaved)} formulas of this sheet were saved without a result; they were read as empty cells, and rows numbered "
            "by them were counted on. Open the file in Excel and save it again.",
        )
