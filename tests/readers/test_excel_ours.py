"""What this program wrote into a workbook is neither judged nor called unread when the workbook comes back."""

from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl.comments import Comment

from checker.readers.excel import read_excel
from checker.readers.excel.ours import COMMENT_MARK, SHEET_MARK, is_our_comment, without_ours
from tests.layouts import Book, strategy, workbook
from tests.readers.excel_looking import FILE

BOOK = Book((strategy("1", projects=1),), comments=("ตรวจสอบ",))


def test_our_sheet_is_skipped_whatever_it_is_called() -> None:
    file = openpyxl.load_workbook(io.BytesIO(workbook(BOOK).data))
    sheet = file.create_sheet("เปลี่ยนชื่อแล้ว", 0)
    sheet["A1"] = f"{SHEET_MARK}ผลการตรวจ"
    sheet["A5"] = "รายละเอียดโครงการพัฒนา"
    again, before = read_excel(_saved(file), FILE), read_excel(workbook(BOOK).data, FILE)
    assert again.plans == before.plans
    assert again.notes == before.notes
    assert again.not_read == before.not_read


def test_our_comments_are_not_counted_among_those_beside_cells() -> None:
    file = openpyxl.load_workbook(io.BytesIO(workbook(BOOK).data))
    file.worksheets[0]["A8"].comment = Comment(f"{COMMENT_MARK}\nยังไม่มีตัวชี้วัด", "oneplan-checker")
    again, before = read_excel(_saved(file), FILE), read_excel(workbook(BOOK).data, FILE)
    assert [one.what.en for one in before.not_read] == ["Sheet “Sheet1”: 1 comment, such as “ตรวจสอบ”"]
    assert again.not_read == before.not_read


@pytest.mark.parametrize(
    ("text", "theirs", "ours"),
    [
        ("ย้ายไปลำดับที่ 5", "ย้ายไปลำดับที่ 5", False),
        (f"ย้ายไปลำดับที่ 5\n{COMMENT_MARK}\nข้อผิด", "ย้ายไปลำดับที่ 5", False),
        (f"ย้ายไปลำดับที่ 5\r\n\r\n{COMMENT_MARK}\r\nข้อผิด", "ย้ายไปลำดับที่ 5", False),
        (f"{COMMENT_MARK}\nข้อผิด", "", True),
        (f"ดูที่ {COMMENT_MARK} ข้อ 3", f"ดูที่ {COMMENT_MARK} ข้อ 3", False),
        ("", "", False),
    ],
)
def test_what_others_wrote_in_a_comment_is_told_from_what_stands_below_our_line(
    text: str, theirs: str, ours: bool
) -> None:
    assert without_ours(text) == theirs
    assert is_our_comment(text) is ours


def _saved(file: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()
