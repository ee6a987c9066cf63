"""Tables of projects: every layout and every oddity of real sheets gives the same projects in the right cells."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest

from checker.readers.excel import read_excel
from checker.writers.structured import write_yaml
from tests.layouts import Book, Layout, Marker, Project, TotalRow, Words, book, real_size, strategy, workbook
from tests.readers.excel_looking import (
    codes,
    expected_projects,
    found_projects,
    node,
    nodes,
    read,
    read_built,
    said,
    yearly_cells,
)

PLAIN = Layout()
LAYOUTS = {
    "twelve columns": PLAIN,
    "seventeen columns": PLAIN.with_ordinance,
    "no KPI column": PLAIN.without_indicator,
    "nothing merged": replace(PLAIN, merged=False),
    "a header of two rows": replace(PLAIN, header_rows=2),
    "a header of one row": replace(PLAIN, header_rows=1),
    "another corner of the sheet": replace(PLAIN, first_row=6, first_column=4),
    "another corner, unmerged": replace(PLAIN, first_row=3, first_column=3, merged=False),
    "columns in another order": replace(PLAIN, columns=("name", "number", *reversed(PLAIN.columns[2:]))),
    "Thai digits": replace(PLAIN, thai_digits=True),
    "years of the Christian era": replace(PLAIN, years=(2023, 2024, 2025, 2026, 2027)),
    "years of two digits": replace(PLAIN, years=(66, 67, 68, 69, 70)),
    "years with words": replace(PLAIN, years=tuple(f"ปี พ.ศ.\n{year}" for year in PLAIN.years)),
    "a sheet a strategy": replace(PLAIN, sheets="strategy"),
    "one sheet for all": replace(PLAIN, sheets="one"),
    "400 blank rows": replace(PLAIN, blank_tail=400),
}


def two_strategies(layout: Layout) -> Book:
    amounts = (120_000, None, " -   ", " 1,632,820 ", 0)
    first = Project("โครงการก่อสร้างถนน\nสายบ้านใต้ หมู่ที่ 3", budget=amounts, ordinance=(90_000, None, None, None, 5))
    second = Project("โครงการขุดลอกลำน้ำ", more=({"target": "พร้อมท่อระบายน้ำ"}, {"objective": "และสัญจร"}))
    return Book((strategy("1", [first, second]), strategy("2", projects=3)), layout=layout)


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_every_layout_gives_the_same_projects_in_their_cells(layout: Layout) -> None:
    built = workbook(two_strategies(layout))
    draft = read_built(built)
    assert found_projects(draft) == expected_projects(built)
    assert yearly_cells(draft, "budget") == built.expected.budget
    assert yearly_cells(draft, "ordinance") == built.expected.ordinance
    assert codes(draft, "strategy") == ["1", "2"]
    assert codes(draft, "tactic") == ["1.1", "2.1"]
    assert codes(draft, "programme") == ["1.1(1)", "2.1(1)"]
    assert len(nodes(draft, "total")) == 2


def test_a_project_is_part_of_its_programme_tactic_and_strategy() -> None:
    draft = read(book(Project("โครงการ ก")))
    parents = {
        code: [one.written for one in node(draft, code).references if one.relation == "part_of"]
        for code in ("1.1(1)-1", "1.1(1)", "1.1")
    }
    assert parents == {"1.1(1)-1": ["1.1(1)"], "1.1(1)": ["1.1"], "1.1": ["1"]}
    assert node(draft, "1").cells["name"].raw == "การพัฒนาด้านโครงสร้างพื้นฐาน"
    assert node(draft, "1.1").cells["name"].raw == "พัฒนาเส้นทางคมนาคม"
    assert node(draft, "1.1(1)").cells["name"].raw == "แผนงานอุตสาหกรรมและการโยธา"


def test_the_years_are_those_of_the_header_as_written() -> None:
    draft = read(book(Project("โครงการ ก"), layout=replace(PLAIN, thai_digits=True)))
    assert list(node(draft, "1.1(1)-1").yearly["budget"]) == ["๒๕๖๖", "๒๕๖๗", "๒๕๖๘", "๒๕๖๙", "๒๕๗๐"]


def test_an_empty_budget_cell_still_has_its_place() -> None:
    draft = read(book(Project("โครงการ ก", budget=(5, None, None, None, None))))
    empty = node(draft, "1.1(1)-1").yearly["budget"]["2570"]
    assert (empty.raw, empty.place.cell) == (None, "I15")


def test_a_table_without_a_kpi_column_does_not_ask_for_one_and_says_so() -> None:
    draft = read(book(Project("โครงการ ก"), layout=PLAIN.without_indicator))
    asked = node(draft, "1.1(1)-1").asked
    assert asked is not None
    assert "indicator_text" not in asked
    assert {"name", "budget", "objective"} <= asked
    assert "has no column “KPI”" in said(draft)


def test_a_column_that_no_form_knows_is_carried_under_its_own_heading() -> None:
    layout = replace(PLAIN, extra=("หมายเหตุ",))
    draft = read(book(Project("โครงการ ก", extra={"หมายเหตุ": "ย้ายจากปี 2565"}), layout=layout))
    extra = node(draft, "1.1(1)-1").extra
    assert {name: (cell.raw, cell.place.cell) for name, cell in extra.items()} == {"หมายเหตุ": ("ย้ายจากปี 2565", "M15")}


def test_a_continuation_row_joins_the_project_above_it() -> None:
    more = ({"target": "พร้อมท่อระบายน้ำ", "objective": "และปลอดภัย"}, {"name": "สายบ้านใต้"})
    draft = read(book(Project("โครงการก่อสร้างถนน", more=more), Project("โครงการ ข")))
    cells = node(draft, "1.1(1)-1").cells
    assert cells["target"].raw == "ถนนกว้าง 4 เมตร ยาว 500 เมตร พร้อมท่อระบายน้ำ"
    assert cells["objective"].raw == "เพื่อให้ประชาชนเดินทางสะดวก และปลอดภัย"
    assert cells["name"].raw == "โครงการก่อสร้างถนน สายบ้านใต้"
    assert cells["target"].place.cell == "D15"
    assert codes(draft, "project") == ["1.1(1)-1", "1.1(1)-2"]


def test_numbering_that_restarts_after_an_amendment_marker_gives_codes_of_its_own() -> None:
    marker = Marker("เพิ่มเติม ครั้งที่ 1/2566", "เพิ่มเติม1-2566")
    draft = read(book(Project("โครงการ ก"), Project("โครงการ ข"), marker, Project("โครงการ ค")))
    assert codes(draft, "project") == ["1.1(1)-1", "1.1(1)-2", "1.1(1)-เพิ่มเติม1-2566-1"]


def test_a_project_below_an_amendment_marker_knows_the_kind_and_the_number_of_the_amendment() -> None:
    marker = Marker("แก้ไข ครั้งที่ 2/2567", "แก้ไข2-2567")
    draft = read(book(Project("โครงการ ก"), marker, Project("โครงการ ค")))
    before, below = node(draft, "1.1(1)-1"), node(draft, "1.1(1)-แก้ไข2-2567-1")
    said = {name: (below.cells[name].raw, below.cells[name].place.cell) for name in ("amendment", "amendment_number")}
    assert said == {"amendment": ("แก้ไข", "A16"), "amendment_number": ("2/2567", "A16")}
    assert {"amendment", "amendment_number"} <= (below.asked or set())
    assert not {"amendment", "amendment_number"} & ({*before.cells} | (before.asked or set()))


def test_a_plan_with_an_amendment_is_written_as_yaml() -> None:
    draft = read(book(Project("โครงการ ก"), Marker("แก้ไข ครั้งที่ 2/2567", "แก้ไข2-2567"), Project("โครงการ ค")))
    assert "amendment_number: '2/2567'" in write_yaml(draft.plans).data.decode()


def test_numbering_that_restarts_without_a_marker_is_a_second_run_and_is_noted() -> None:
    draft = read(book(Project("โครงการ ก", number=1), Project("โครงการ ข", number=2), Project("โครงการ ค", number=1)))
    assert codes(draft, "project") == ["1.1(1)-1", "1.1(1)-2", "1.1(1)-1~2"]
    assert "Number 1 stands for an earlier project" in said(draft)


def test_one_number_used_twice_changes_only_the_code_of_the_second() -> None:
    rows = [Project(f"โครงการ {n}", number=n) for n in (1, 2, 2, 3)]
    assert codes(read(book(*rows)), "project") == ["1.1(1)-1", "1.1(1)-2", "1.1(1)-2~2", "1.1(1)-3"]


@pytest.mark.parametrize("words", ["รวม", "รวมทั้งสิ้น", "รวมงบประมาณ", "รวม 2 โครงการ", "รวมจำนวน 2 โครงการ"])
def test_a_row_of_totals_is_never_a_project(words: str) -> None:
    built = workbook(book(Project("โครงการ ก"), TotalRow(words), Project("โครงการ ข")))
    draft = read_built(built)
    assert found_projects(draft) == expected_projects(built)
    assert codes(draft, "total") == ["ท้ายตาราง:1.1(1)"]


def test_a_project_whose_name_begins_like_a_total_is_a_project() -> None:
    draft = read(book(Project("รวมพลังชุมชนต้านยาเสพติด"), Project("รวมใจภักดิ์รักษ์ป่า")))
    assert [one.cells["name"].raw for one in nodes(draft, "project")] == ["รวมพลังชุมชนต้านยาเสพติด", "รวมใจภักดิ์รักษ์ป่า"]


def test_a_row_without_number_but_with_a_budget_of_its_own_is_a_project_and_is_noted() -> None:
    draft = read(book(Project("โครงการ ก"), Project("โครงการไม่มีลำดับ", number=None), Project("โครงการ ข", number=2)))
    assert codes(draft, "project") == ["1.1(1)-1", "1.1(1)-1+1", "1.1(1)-2"]
    assert "The row has no number but a name and a budget" in said(draft)


def test_a_number_with_nothing_beside_it_is_not_a_project_and_is_noted() -> None:
    empty = Project(
        "", objective=None, target=None, indicator_text=None, expected_result=None, responsible_unit=None, budget=()
    )
    draft = read(book(Project("โครงการ ก"), replace(empty, number=2)))
    assert codes(draft, "project") == ["1.1(1)-1"]
    assert "Number 2 has nothing beside it" in said(draft)


def test_words_in_the_table_that_belong_to_nothing_are_quoted_in_a_note() -> None:
    draft = read(book(Project("โครงการ ก"), Words("หมายเหตุ: ปรับปรุงตามมติสภา")))
    assert "“หมายเหตุ: ปรับปรุงตามมติสภา” was not understood" in said(draft)


def test_money_in_thousands_is_turned_into_baht_and_noted() -> None:
    layout = replace(PLAIN, unit="(พันบาท)")
    draft = read(book(Project("โครงการ ก", budget=(120, "1,632.5", None, "-", "ไม่ระบุชัด")), layout=layout))
    budget = node(draft, "1.1(1)-1").yearly["budget"]
    assert [cell.raw for cell in budget.values()] == [120_000, 1_632_500, None, 0, "ไม่ระบุชัด"]
    assert "multiplied by 1,000" in said(draft)


def test_figures_jotted_beside_a_table_do_not_hide_its_header() -> None:
    file = openpyxl.load_workbook(io.BytesIO(workbook(book(Project("โครงการ ก"))).data))
    for row in (12, 13, 14):
        file.worksheets[0].cell(row, 20, 548 + row)
    buffer = io.BytesIO()
    file.save(buffer)
    project = node(read_excel(buffer.getvalue(), "x.xlsx"), "1.1(1)-1")
    assert list(project.yearly["budget"]) == ["2566", "2567", "2568", "2569", "2570"]
    assert not project.extra


def test_the_same_programme_on_two_sheets_is_one_node_and_its_numbers_go_on() -> None:
    one = strategy("1", [Project("โครงการ ก", number=1)])
    two = strategy("1", [Project("โครงการ ข", number=2)])
    draft = read(Book((one, two)))
    assert codes(draft, "programme") == ["1.1(1)"]
    assert codes(draft, "project") == ["1.1(1)-1", "1.1(1)-2"]


def test_one_number_for_two_strategies_keeps_them_apart_and_is_noted() -> None:
    one = strategy("1", projects=1)
    other = replace(strategy("1", projects=1), line="1. ยุทธศาสตร์ที่ 1 การส่งเสริมศาสนา วัฒนธรรม และประเพณี")
    draft = read(Book((one, other)))
    assert codes(draft, "strategy") == ["1", "1~2"]
    assert "Number 1 already stands for" in said(draft)


def test_a_plan_the_size_of_a_city_is_read_whole() -> None:
    built = real_size(seed=3, blank_tail=0)
    draft = read_built(built)
    assert len(nodes(draft, "project")) == 548
    assert found_projects(draft) == expected_projects(built)
    assert yearly_cells(draft, "budget") == built.expected.budget
    assert len({entry.place.sheet for entry in nodes(draft, "project")}) == 45
    assert len(codes(draft, "project")) == len(set(codes(draft, "project")))
    assert "212 text boxes, such as “ย้ายไปลำดับที่ 0”" in "\n".join(entry.what.en for entry in draft.not_read)
