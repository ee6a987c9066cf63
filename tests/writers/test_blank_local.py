"""The official sheets of a local plan, filled in as a clerk does, are read as strategies, tactics, programmes and projects."""

from __future__ import annotations

from typing import Any

import pytest

from checker.assemble import assemble
from checker.readers.draft import Draft, DraftNode
from checker.readers.open_file import read_context
from tests.writers.filling import CONTEXT, Filling

CARD = {"รหัสแผน": "LP-9", "ชื่อแผน": "แผนพัฒนาท้องถิ่น", "หน่วยงานเจ้าของแผน": "อบต.ไทรย้อย"}
OVERVIEW = "ความเชื่อมโยง"
NATIONAL = "4 | การสร้างโอกาสและความเสมอภาคทางสังคม"
PROVINCE = "PP-54/1 | การพัฒนาเกษตรปลอดภัยและเศรษฐกิจฐานรากให้มีมูลค่าสูง"


def project(number: int) -> dict[Any, Any]:
    return {
        "โครงการ": f"ก่อสร้างถนน สาย {number}",
        "วัตถุประสงค์": "ให้สัญจรสะดวก",
        "เป้าหมาย (ผลผลิตของโครงการ)": f"ถนน {number} สาย",
        ("งบประมาณ", 2566): 100000 * number,
        "ตัวชี้วัด (KPI)": f"ถนน {number} สาย",
        "ผลที่คาดว่าจะได้รับ": "สะดวก",
        "หน่วยงานที่รับผิดชอบหลัก": "กองช่าง",
    }


@pytest.fixture
def filling() -> Filling:
    """A plan with one strategy, one tactic, and a programme with two projects."""
    form = Filling("local")
    form.card("ข้อมูลแผน", CARD)
    form.row(OVERVIEW, 0, {"ที่": 1, "ยุทธศาสตร์ อปท.": "1. การพัฒนาถนน", "กลยุทธ์": "1.1 ก่อสร้างถนน"})
    sheet = "ผ.02 (1)"
    form.line(sheet, "ก.", NATIONAL)
    form.line(sheet, "ง.", PROVINCE)
    form.line(sheet, "ยุทธศาสตร์", "1. การพัฒนาถนน")
    form.line(sheet, "กลยุทธ์", "1.1 ก่อสร้างถนน")
    form.line(sheet, "แผนงาน", "แผนงานอุตสาหกรรมและการโยธา")
    for number in (1, 2):
        form.row(sheet, number - 1, {"ที่": number, **project(number)})
    return form


def nodes(draft: Draft) -> dict[str, DraftNode]:
    assert (draft.notes, draft.not_read) == ([], [])
    return {str(node.code.raw): node for node in draft.plans[0].nodes}


def test_what_is_picked_above_a_table_and_typed_into_it_makes_a_plan_without_a_note(filling: Filling) -> None:
    found = nodes(filling.read())
    assert set(found) == {"1", "1.1", "1.1(1)", "1.1(1)-1", "1.1(1)-2"}
    assert found["1"].cells["name"].raw == "การพัฒนาถนน"
    assert found["1.1(1)"].cells["name"].raw == "แผนงานอุตสาหกรรมและการโยธา"
    assert found["1.1(1)-2"].yearly["budget"]["2566"].raw == 200000
    assert {one.written for one in found["1.1(1)-2"].references} == {"1.1(1)"}


def test_links_picked_on_the_alignment_lines_resolve(filling: Filling) -> None:
    graph = assemble(filling.read(), read_context(CONTEXT))
    links = [one for one in graph.nodes["LP-9|strategy|1"].references if one.relation == "supports"]
    assert {(one.status, one.targets[0]) for one in links} == {
        ("resolved", "PP-54|strategy|1"),
        ("resolved", "national-strategy@2561-2580|strategy|4"),
    }
    assert {one.title for one in links} == {part.partition(" | ")[2] for part in (NATIONAL, PROVINCE)}


def test_the_lists_offer_what_the_test_picked(filling: Filling) -> None:
    assert NATIONAL in filling.choices("ผ.02 (1)", "D4")
    assert PROVINCE in filling.choices("ผ.02 (1)", "D7")
    assert "แผนงานอุตสาหกรรมและการโยธา" in filling.choices("ผ.02 (1)", "D11")


def test_a_form_saved_by_a_program_that_does_not_calculate_holds_the_same_projects(filling: Filling) -> None:
    sheet, first = filling.book["ผ.02 (1)"], filling.first_row("ผ.02 (1)")
    for row in (first, first + 1):
        sheet.cell(row, 1).value = f'=IF(B{row}="","",COUNTA(B${first}:B{row}))'
    sheet.cell(first + 1, 5).value = None
    draft = filling.read_never_calculated()
    found = {str(node.code.raw): node for node in draft.plans[0].nodes}
    assert set(found) == {"1", "1.1", "1.1(1)", "1.1(1)-1", "1.1(1)-2"}
    assert found["1.1(1)-1"].cells["objective"].raw == "ให้สัญจรสะดวก"
    assert all("formulas of this sheet were saved without a result" in note.says.en for note in draft.notes)
    assert len({note.place.sheet for note in draft.notes}) == len(draft.notes)


def test_projects_from_villages_and_beyond_capacity_keep_their_lists(filling: Filling) -> None:
    for sheet in ("ผ.02-1 (1)", "ผ.02-2 (1)"):
        filling.line(sheet, "ยุทธศาสตร์", "1. การพัฒนาถนน")
        filling.line(sheet, "กลยุทธ์", "1.1 ก่อสร้างถนน")
        filling.line(sheet, "แผนงาน", "แผนงานอุตสาหกรรมและการโยธา")
    rest = {name: said for name, said in project(3).items() if name != "หน่วยงานที่รับผิดชอบหลัก"}
    source = "VP-54050301/P1 | ชื่อ"
    filling.row("ผ.02-1 (1)", 0, {"ที่": 1, **project(3), "มาจากโครงการ/ปัญหา (รหัสแผน/รหัส)": source})
    filling.row("ผ.02-2 (1)", 0, {"ที่": 1, **rest, "หน่วยงานที่จะขอประสาน": "แขวงทางหลวง"})
    found = nodes(filling.read())
    village, beyond = found["1.1(1)-ชุมชน-1"], found["1.1(1)-เกินศักยภาพ-1"]
    assert village.cells["listed_as"].raw == "from-villages"
    assert ("comes_from", "VP-54050301/P1") in {(one.relation, one.written) for one in village.references}
    assert beyond.cells["listed_as"].raw == "beyond-capacity"
    assert beyond.cells["coordinate_with"].raw == "แขวงทางหลวง"


def test_projects_without_a_strategy_above_them_are_still_noted(filling: Filling) -> None:
    filling.row("ผ.02 (2)", 0, {"ที่": 1, **project(1)})
    notes = [note.says.en for note in filling.read().notes]
    assert "No strategy, tactic or programme stands above this table, so its projects belong to none." in notes


def test_a_strategy_may_be_written_with_its_word_into_the_cell_beside_the_label(filling: Filling) -> None:
    filling.line("ผ.02 (1)", "ยุทธศาสตร์", "ยุทธศาสตร์ที่ 1 การพัฒนาถนน")
    filling.line("ผ.02 (1)", "กลยุทธ์", "กลยุทธ์ที่ 1.1 ก่อสร้างถนน")
    assert set(nodes(filling.read())) == {"1", "1.1", "1.1(1)", "1.1(1)-1", "1.1(1)-2"}


def test_the_summary_is_read_as_its_formulas_work_out(filling: Filling) -> None:
    sheet = filling.book["ผ.01 สรุป"]
    row: list[Any] = ["แผนงานอุตสาหกรรมและการโยธา", 2, 300_000]
    for column, value in enumerate(row, start=1):
        sheet.cell(5, column).value = value
    draft = filling.read()
    (total,) = [one for one in draft.plans[0].nodes if one.kind == "total"]
    assert [(one.relation, one.written) for one in total.references] == [("sums", "1.1(1)")]
    assert (total.yearly["count"]["2566"].raw, total.yearly["budget"]["2566"].raw) == (2, 300_000)
    assert (draft.notes, draft.not_read) == ([], [])
