"""Nothing in a workbook vanishes: what is not read is named, with the reason."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from checker.readers.excel import read_excel
from tests.layouts import Book, Project, book, strategy, workbook
from tests.readers.excel_looking import FILE, codes, found_projects, left_out, node, read, said

ONE = (strategy("1", projects=1),)


def test_a_hidden_sheet_is_named_and_not_judged() -> None:
    draft = read(Book(ONE, hidden=("ข้อมูลเก่า",)))
    assert left_out(draft) == "Sheet “ข้อมูลเก่า” | It is hidden and not checked. Unhide it if it is part of the plan."


def test_a_hidden_table_of_projects_adds_no_project() -> None:
    file = openpyxl.load_workbook(io.BytesIO(workbook(Book((*ONE, strategy("2", projects=4)))).data))
    file.worksheets[1].sheet_state = "hidden"
    draft = read_excel(_saved(file), FILE)
    assert codes(draft, "project") == ["1.1(1)-1"]


def test_text_boxes_and_comments_are_counted_by_sheet() -> None:
    draft = read(Book(ONE, text_boxes=("ย้ายไปลำดับที่ 5", "ซ้ำลำดับที่ 2"), comments=("ตรวจสอบ",)))
    assert [entry.what.en for entry in draft.not_read] == [
        "Sheet “Sheet1”: 2 text boxes, such as “ย้ายไปลำดับที่ 5”",
        "Sheet “Sheet1”: 1 comment, such as “ตรวจสอบ”",
    ]


def test_projects_of_other_lists_are_counted_apart_and_say_where_they_stand() -> None:
    header: list[Any] = ["ที่", "โครงการ", "วัตถุประสงค์", "งบประมาณ 2566", "งบประมาณ 2567", "หน่วยงาน"]
    beyond: list[list[Any]] = [
        ["รายละเอียดโครงการพัฒนาที่เกินศักยภาพขององค์กรปกครองส่วนท้องถิ่น"],
        [*header[:-1], "หน่วยงานที่จะขอประสาน"],
        [1, "ฝาย", "ก", 5, 5, "กรมชลประทาน"],
    ]
    villages: list[list[Any]] = [
        ["รายละเอียดโครงการพัฒนาที่นำมาจากแผนพัฒนาหมู่บ้านและแผนชุมชน"],
        header,
        [1, "ฝาย", "ก", 5, 5, "ข"],
    ]
    draft = read(Book(ONE, other={"a": beyond, "b": villages}))
    assert draft.not_read == []
    assert codes(draft, "project") == ["1.1(1)-1", "เกินศักยภาพ-1", "ชุมชน-1"]
    assert node(draft, "เกินศักยภาพ-1").cells["listed_as"].raw == "beyond-capacity"
    assert node(draft, "เกินศักยภาพ-1").cells["coordinate_with"].raw == "กรมชลประทาน"
    assert node(draft, "ชุมชน-1").cells["listed_as"].raw == "from-villages"


def test_a_form_that_lacks_a_column_is_named_by_its_title() -> None:
    goods = [["บัญชีครุภัณฑ์"], ["ที่", "แผนงาน", "หมวด", "ประเภท", "เป้าหมาย"]]
    assert left_out(read(Book(ONE, other={"c": goods}))) == (
        "Sheet “c” | It is most like form ผ.03, equipment, but lacks the column “the budget of each year”."
    )


def test_a_table_that_is_nearly_a_form_is_named_with_the_columns_it_lacks() -> None:
    rows: list[list[Any]] = [["ที่", "โครงการ", "วัตถุประสงค์", "หน่วยงานที่รับผิดชอบหลัก"], [1, "a", "b", "c"]]
    assert left_out(read(Book(ONE, other={"x": rows}))) == (
        "Sheet “x” | It is most like form ผ.02, project details, but lacks the column “the budget of each year”."
    )


def test_any_other_sheet_with_something_in_it_is_named_and_an_empty_one_is_not() -> None:
    draft = read(Book(ONE, other={"บันทึก": [["อย่าลืม"]], "ว่าง": []}))
    assert left_out(draft) == "Sheet “บันทึก” | It holds no table of a form that is known."


def test_a_sheet_is_known_by_what_stands_on_it_and_not_by_its_name() -> None:
    file = openpyxl.load_workbook(io.BytesIO(workbook(Book(ONE, summary=True)).data))
    for number, sheet in enumerate(file.worksheets):
        sheet.title = ("ผ.02", "ผ.01")[number]
    draft = read_excel(_saved(file), FILE)
    assert [place[:2] for place in found_projects(draft)] == [("1.1(1)-1", "ผ.01")]
    assert "สรุป:รวมทั้งสิ้น" in codes(draft, "total")


def test_hidden_rows_are_read_and_noted() -> None:
    file = openpyxl.load_workbook(io.BytesIO(workbook(book(Project("โครงการ ก"), Project("โครงการ ข"))).data))
    file.worksheets[0].row_dimensions[16].hidden = True
    draft = read_excel(_saved(file), FILE)
    assert codes(draft, "project") == ["1.1(1)-1", "1.1(1)-2"]
    assert "1 filled rows of this sheet are hidden" in said(draft)


@pytest.mark.parametrize("error", ["#REF!", "#DIV/0!", "#SPILL!", "Err:502"])
def test_an_error_in_a_cell_stays_in_the_draft_as_it_is_shown(error: str) -> None:
    file = openpyxl.load_workbook(io.BytesIO(workbook(book(Project("โครงการ ก"))).data))
    cell = file.worksheets[0]["E15"]
    cell.value, cell.data_type = error, "e"
    assert node(read_excel(_saved(file), FILE), "1.1(1)-1").yearly["budget"]["2566"].raw == error


def test_a_formula_saved_without_a_result_is_an_empty_cell_and_noted() -> None:
    draft = read(book(Project("โครงการ ก", budget=("=1+1", None, None, None, None))))
    assert node(draft, "1.1(1)-1").yearly["budget"]["2566"].raw is None
    assert "1 formulas of this sheet were saved without a result" in said(draft)


def test_a_cell_merged_over_several_projects_counts_for_each_of_them() -> None:
    file = openpyxl.load_workbook(io.BytesIO(workbook(book(Project("โครงการ ก"), Project("โครงการ ข"))).data))
    file.worksheets[0].merge_cells("L15:L16")
    draft = read_excel(_saved(file), FILE)
    cell = node(draft, "1.1(1)-2").cells["responsible_unit"]
    assert (cell.raw, cell.place.cell) == ("กองช่าง", "L15")


def _saved(file: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()
