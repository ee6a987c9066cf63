"""Printed totals, in ผ.01 and at the foot of tables: read as printed, and tied to what they say they sum."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.layouts import Book, Layout, Marker, Project, Strategy, Tactic, TotalRow, book, programme, strategy, workbook
from tests.readers.excel_looking import codes, node, printed, read, read_built, said

TWO = (strategy("1", projects=3), strategy("2", projects=2))


def sums(draft_code: str, described: Book) -> list[str]:
    return [one.written for one in node(read(described), draft_code).references if one.relation == "sums"]


def test_every_total_is_read_as_printed_from_its_own_cell() -> None:
    built = workbook(Book(TWO, summary=True))
    draft = read_built(built)
    assert printed(draft) == built.expected.totals
    assert printed(draft, "count") == built.expected.counts
    cells = {
        (code, int(year)): (cell.place.sheet, cell.place.cell)
        for code in built.expected.totals
        for year, cell in node(draft, code).yearly["budget"].items()
    }
    assert cells == built.expected.total_cells


def test_two_wrong_totals_in_the_summary_stay_as_they_are_printed() -> None:
    wrong = {("สรุป:1", 2567): 999, ("สรุป:รวมทั้งสิ้น", 2566): 7}
    draft = read(Book(TWO, summary=True, wrong=wrong))
    assert node(draft, "สรุป:1").yearly["budget"]["2567"].raw == 999
    assert node(draft, "สรุป:รวมทั้งสิ้น").yearly["budget"]["2566"].raw == 7
    assert node(draft, "สรุป:2").yearly["budget"]["2566"].raw == 200_000


def test_a_total_of_the_summary_sums_its_programme_its_strategy_or_the_plan() -> None:
    described = Book(TWO, summary=True)
    assert sums("สรุป:1.1(1)", described) == ["1.1(1)"]
    assert sums("สรุป:2", described) == ["2"]
    assert sums("สรุป:รวมทั้งสิ้น", described) == ["LP-540503"]


def test_the_summary_tells_numbers_and_money_of_all_years() -> None:
    total = node(read(Book(TWO, summary=True)), "สรุป:รวมทั้งสิ้น")
    assert (total.cells["count_all"].raw, total.cells["budget_all"].raw) == (5, 500_000)
    assert total.cells["table"].raw == "บัญชีสรุป"


def test_a_summary_row_that_names_nothing_in_the_tables_is_noted_and_sums_nothing() -> None:
    rows: list[list[Any]] = [
        ["บัญชีสรุปโครงการพัฒนา"],
        ["ยุทธศาสตร์", "ปี 2566", None, "ปี 2567", None],
        [None, "จำนวนโครงการ", "งบประมาณ (บาท)", "จำนวนโครงการ", "งบประมาณ (บาท)"],
        ["ยุทธศาสตร์ที่ 1 การพัฒนาด้านโครงสร้างพื้นฐาน"],
        ["แผนงานอุตสาหกรรมและการโยธา", 3, 300_000, 0, 0],
        ["แผนงานการพาณิชย์", 1, 5, 0, 0],
        ["รวม", 4, 300_005, 0, 0],
    ]
    draft = read(Book(TWO[:1], other={"a": rows}))
    assert codes(draft, "total")[1:] == ["สรุป:1.1(1)", "สรุป:แผนงานการพาณิชย์", "สรุป:1"]
    assert not node(draft, "สรุป:แผนงานการพาณิชย์").references
    assert "“แผนงานการพาณิชย์” in the summary fits no strategy" in said(draft)


def test_a_programme_that_stands_under_two_tactics_is_summed_over_both() -> None:
    tactics = tuple(
        Tactic(f"1.{n} กลยุทธ์ลำดับ {n} ก", (programme(f"1.{n}(1)", [Project(f"โครงการ {n}")], "(1) แผนงานการเกษตร"),))
        for n in (1, 2)
    )
    one: Strategy = replace(TWO[0], tactics=tactics)
    rows: list[list[Any]] = [
        ["บัญชีสรุปโครงการพัฒนา"],
        ["ยุทธศาสตร์", "ปี 2566", None, "ปี 2567", None],
        [None, "จำนวน", "งบประมาณ", "จำนวน", "งบประมาณ"],
        [None, "โครงการ", "(บาท)", "โครงการ", "(บาท)"],
        ["1. ยุทธศาสตร์การพัฒนาด้านโครงสร้างพื้นฐาน"],
        ["1.1 แผนงานการเกษตร", 2, 200_000, 0, 0],
        ["รวม", 2, 200_000, 0, 0],
    ]
    assert sums("สรุป:1.1(1)+1.2(1)", Book((one,), other={"a": rows})) == ["1.1(1)", "1.2(1)"]


def test_a_foot_row_sums_the_projects_of_its_table() -> None:
    described = book(Project("โครงการ ก"), Project("โครงการ ข"))
    assert sums("ท้ายตาราง:1.1(1)", described) == ["1.1(1)-1", "1.1(1)-2"]
    assert node(read(described), "ท้ายตาราง:1.1(1)").cells["table"].raw == "ท้ายตาราง"


def test_a_total_below_a_second_part_sums_the_reading_under_which_it_adds_up() -> None:
    marker = Marker("เพิ่มเติม ครั้งที่ 1/2566", "เพิ่มเติม1-2566")
    first, second = Project("โครงการ ก"), Project("โครงการ ข", budget=(7, None, None, None, None))
    only_second = book(first, TotalRow(), marker, second, TotalRow("รวม", (7,)))
    assert sums("ท้ายตาราง:1.1(1):2", only_second) == ["1.1(1)-เพิ่มเติม1-2566-1"]
    both = book(first, TotalRow(), marker, second, TotalRow("รวมทั้งสิ้น", (100_007,)))
    assert sums("ท้ายตาราง:1.1(1):2", both) == ["1.1(1)-1", "1.1(1)-เพิ่มเติม1-2566-1"]


def test_a_wrong_foot_row_sums_its_whole_table() -> None:
    described = book(Project("โครงการ ก"), Project("โครงการ ข"), TotalRow("รวม", (1,)))
    assert sums("ท้ายตาราง:1.1(1)", described) == ["1.1(1)-1", "1.1(1)-2"]


def test_the_number_of_projects_in_a_total_is_read_too() -> None:
    total = node(read(book(Project("โครงการ ก"), TotalRow("รวม 12 โครงการ"))), "ท้ายตาราง:1.1(1)")
    assert total.cells["count_all"].raw == "12"
    counts = node(read(book(Project("โครงการ ก"), TotalRow("รวมจำนวนโครงการ", (1, 0, 0, 0, 0)))), "ท้ายตาราง:1.1(1)")
    assert [cell.raw for cell in counts.yearly["count"].values()] == [1, 0, 0, 0, 0]
    assert "budget" not in counts.yearly


def test_totals_in_thousands_are_turned_into_baht_like_the_budgets() -> None:
    layout = replace(Layout(), unit="(พันบาท)")
    total = node(
        read(book(Project("โครงการ ก", budget=(120, None, None, None, None)), layout=layout)), "ท้ายตาราง:1.1(1)"
    )
    assert total.yearly["budget"]["2566"].raw == 120_000
