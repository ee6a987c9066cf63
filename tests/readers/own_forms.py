"""Workbooks of this project's own forms, written as plain rows."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Final

import openpyxl

from checker.readers.draft import Draft, DraftNode
from checker.readers.excel import read_excel

FILE: Final = "แผน.xlsx"
Rows = Sequence[Sequence[Any]]

CARD: Final[Rows] = (
    ("ข้อมูลแผน",),
    ("รหัสแผน", "PP-54"),
    ("ระดับแผน", "แผนพัฒนาจังหวัด"),
    ("ชื่อแผน", "แผนพัฒนาจังหวัดแพร่ (พ.ศ. 2566-2570)"),
    ("หน่วยงานเจ้าของแผน", "จังหวัดแพร่"),
    ("รหัสพื้นที่", "54"),
    ("ช่วงปีของแผน", "2566-2567"),
    ("ฉบับ", "2566"),
    ("จัดทำโดยอ้างอิงแผน", "CP-N2 | 2566"),
)
GOALS: Final[Rows] = (
    ("เป้าประสงค์และตัวชี้วัด",),
    ("รหัสเป้าประสงค์", "เป้าประสงค์", "รหัสตัวชี้วัด", "ตัวชี้วัด", "หน่วยนับ", "ค่าฐาน", "ปีของค่าฐาน", "ค่าเป้าหมาย 2566", "ค่าเป้าหมาย 2567"),
    ("G1", "รายได้เพิ่ม", "K1", "มูลค่าผลผลิต", "ล้านบาท", 340, 2565, 350, 360),
    (None, None, "K2", "จำนวนแปลง", "แปลง", None, None, 5, None),
    ("G2", "ป่าสมบูรณ์", "K3", "พื้นที่ป่า", "ไร่", 9, "๒๕๖๔", 10, 11),
)  # fmt: skip
PROJECT_HEADER: Final = (
    "ที่",
    "รหัสโครงการ",
    "โครงการ",
    "วัตถุประสงค์",
    "งบประมาณ 2566",
    "งบประมาณ 2567",
    "รหัสแผนงาน/กลยุทธ์ที่สังกัด",
)


def own_workbook(*sheets: Rows) -> bytes:
    """A workbook with a sheet for each of `sheets`, whose names say nothing."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"แผ่น {number}")
        for row in rows:
            sheet.append(list(row))
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def read_own(*sheets: Rows) -> Draft:
    """The draft of a workbook with these sheets."""
    return read_excel(own_workbook(*sheets), FILE)


def links(node: DraftNode) -> list[tuple[str, str]]:
    """Relation and words of every reference of `node`."""
    return [(one.relation, one.written) for one in node.references]
