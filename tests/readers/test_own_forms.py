"""The forms of levels that have no official one: cards, records and lists of projects, as `rules/forms` declares them."""

from __future__ import annotations

import pytest

from checker.assemble import assemble
from checker.errors import UnreadableSubmission
from checker.readers.draft import Draft
from tests.readers.excel_looking import codes, left_out, node, nodes, said
from tests.readers.own_forms import CARD, GOALS, PROJECT_HEADER, links, read_own

PROJECTS = (("บัญชีโครงการ",), PROJECT_HEADER, (1, "P1", "ขุดสระ", "กักเก็บน้ำ", 500, None, "1.1(1) | แผนงานน้ำ"))


def test_a_card_gives_the_plan_its_code_level_and_years() -> None:
    (plan,) = read_own(CARD, GOALS).plans
    said_of_plan = {name: cell.raw for name, cell in plan.heading.cells.items()}
    assert (plan.level, plan.heading.code.raw, plan.heading.code.place.cell) == ("province", "PP-54", "B2")
    assert said_of_plan["years"] == "2566-2567"
    assert [(one.written, one.title) for one in plan.heading.references] == [("CP-N2", "2566")]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("PP-54 | ฉบับ 2566", [("PP-54", "ฉบับ 2566")]),
        ("PP-54 ฉบับ 2566", [("PP-54", "ฉบับ 2566")]),
        ("PP-๕๔ (ฉบับที่ ๒)", [("PP-54", "ฉบับที่ 2")]),
        ("PP-54 ฉบับทบทวน พ.ศ. 2568; CP-N2", [("PP-54", "ฉบับทบทวน พ.ศ. 2568"), ("CP-N2", "")]),
        ("PP-54 ฉบับ 2566 |", [("PP-54 ฉบับ 2566", "")]),
        ("แผนพัฒนาจังหวัดแพร่ ฉบับ 2566", [("แผนพัฒนาจังหวัดแพร่ ฉบับ 2566", "")]),
        ("PP-54 ฉบับ", [("PP-54 ฉบับ", "")]),
        ("PP-54 2566", [("PP-54 2566", "")]),
    ],
)
def test_a_plan_is_cited_with_its_version_behind_a_bar_or_the_word_for_it(
    written: str, found: list[tuple[str, str]]
) -> None:
    (plan,) = read_own([*CARD[:-1], ("จัดทำโดยอ้างอิงแผน", written)], GOALS).plans
    assert [(one.written, one.title) for one in plan.heading.references] == found


def test_only_where_a_plan_is_asked_for_does_a_version_follow_its_code() -> None:
    last = PROJECTS[-1][:-1]
    draft = read_own(CARD, (*PROJECTS[:-1], (*last, "1.1 ฉบับ 2566")))
    assert links(node(draft, "P1")) == [("part_of", "1.1 ฉบับ 2566")]


def test_a_level_that_nobody_knows_is_refused_in_its_cell_with_the_nearest_one() -> None:
    rows = [("ระดับแผน", "แผนพัฒนาจังวัด") if row[0] == "ระดับแผน" else row for row in CARD]
    with pytest.raises(UnreadableSubmission) as refused:
        read_own(rows, GOALS)
    (fault,) = refused.value.faults
    assert fault.place.cell == "B3"
    assert "แผนพัฒนาจังหวัด" in fault.says.th


def test_a_row_under_a_goal_without_words_of_its_own_belongs_to_that_goal() -> None:
    draft = read_own(CARD, GOALS)
    assert codes(draft, "goal") == ["G1", "G2"]
    assert [links(one) for one in nodes(draft, "indicator")] == [
        [("measures", "G1")],
        [("measures", "G1")],
        [("measures", "G2")],
    ]


def test_a_baseline_takes_its_year_from_the_cell_beside_it() -> None:
    draft = read_own(CARD, GOALS)
    (graph_node,) = [one for one in assemble(draft).nodes.values() if one.code == "K3"]
    assert {year: value.number for year, value in graph_node.yearly["baseline"].items()} == {2564: 9}
    assert node(draft, "K2").yearly["baseline"] == {}
    assert {year: cell.raw for year, cell in node(draft, "K1").yearly["targets"].items()} == {"2566": 350, "2567": 360}


def test_a_code_used_for_another_name_is_a_node_of_its_own() -> None:
    again = ("G1", "อีกเป้าหนึ่ง", "K9", "จำนวน", "คน", None, None, 1, 2)
    assert codes(read_own(CARD, [*GOALS, again]), "goal") == ["G1", "G2", "G1"]


def test_a_goal_named_again_with_the_same_words_is_the_same_goal() -> None:
    again = ("G1", "รายได้ เพิ่ม", "K9", "จำนวน", "คน", None, None, 1, 2)
    draft = read_own(CARD, [*GOALS, again])
    assert codes(draft, "goal") == ["G1", "G2"]
    assert links(node(draft, "K9")) == [("measures", "G1")]


def test_a_record_without_a_code_is_counted_on_and_said_so() -> None:
    again = ("G2", None, None, "จำนวนคน", "คน", None, None, 1, 2)
    draft = read_own(CARD, [*GOALS, again])
    assert codes(draft, "indicator") == ["K1", "K2", "K3", "K+1"]
    assert "C6: This row has no code, so it is called K+1." in said(draft)


def test_a_list_of_projects_takes_codes_and_places_from_its_columns() -> None:
    draft = read_own(CARD, PROJECTS)
    assert links(node(draft, "P1")) == [("part_of", "1.1(1)")]
    assert node(draft, "P1").code.place.cell == "B3"
    assert "stands above this table" not in said(draft)


def test_an_amount_beside_a_year_is_the_budget_of_that_year() -> None:
    header = ("ที่", "โครงการ", "วัตถุประสงค์", "ปีงบประมาณ", "งบประมาณ", "หน่วยงานที่รับผิดชอบหลัก")
    rows = (("บัญชีโครงการ แผนพัฒนาตำบล",), header, (1, "ขุดสระ", "กักเก็บน้ำ", 2567, 500, "สภาตำบล"))
    project = node(read_own(CARD, rows), "1")
    assert {year: (cell.raw, cell.place.cell) for year, cell in project.yearly["budget"].items()} == {
        "2567": (500, "E3")
    }
    assert "budget" in (project.asked or ())


def test_lines_of_strategies_between_the_rows_of_a_list_hold_until_the_next() -> None:
    rows = (
        ("บัญชีโครงการ",),
        PROJECT_HEADER[:1] + PROJECT_HEADER[2:-1],
        ("ประเด็นการพัฒนาที่ 1 น้ำกินน้ำใช้",),
        (1, "ขุดสระ", "กักเก็บน้ำ", 500, None),
        ("ประเด็นการพัฒนาที่ 2 ถนนปลอดภัย",),
        (1, "ติดตั้งไฟ", "เห็นทาง", 500, None),
    )
    assert [(one.code.raw, links(one)) for one in nodes(read_own(CARD, rows), "project")] == [
        ("1-1", [("part_of", "1")]),
        ("2-1", [("part_of", "2")]),
    ]


def test_a_brief_tells_more_of_the_project_in_the_list() -> None:
    brief = (
        ("ข้อเสนอโครงการโดยย่อ",),
        ("รหัสโครงการ", "P1"),
        ("1. ชื่อโครงการ", "ขุดสระ"),
        ("2. เหตุผลความจำเป็น", "ขาดน้ำ"),
        ("3. ตัวชี้วัดและค่าเป้าหมาย", "สระ 1 แห่ง"),
        ("9. งบประมาณ ปี 2567 (บาท)", 700),
        (),
        ("รหัสกิจกรรม", "กิจกรรมหลัก", "งบประมาณ 2567", "หน่วยงานที่รับผิดชอบหลัก"),
        ("A1", "สำรวจ", 700, "สนจ."),
    )
    draft = read_own(CARD, PROJECTS, brief)
    assert links(node(draft, "A1")) == [("part_of", "P1")]
    (project,) = [one for one in assemble(draft).nodes.values() if one.kind == "project"]
    assert project.values["rationale"].written == "ขาดน้ำ"
    assert {year: value.number for year, value in project.yearly["budget"].items()} == {2566: 500, 2567: 700}
    assert project.place.sheet == "แผ่น 2"


def test_results_join_the_indicators_of_the_plan_even_from_a_file_of_their_own() -> None:
    results = (
        ("ผลการดำเนินงานตามตัวชี้วัด",),
        ("รหัสตัวชี้วัด", "ตัวชี้วัด", "หน่วยนับ", "ผลที่ทำได้ 2566", "เหตุผลที่ต่ำกว่าเป้า"),
        ("K1", "มูลค่าผลผลิต", "ล้านบาท", 351, None),
    )
    together, apart = read_own(CARD, GOALS, results), read_own(CARD, GOALS)
    apart.extend(read_own(CARD, results))
    for draft in (together, apart):
        (indicator,) = [one for one in assemble(draft).nodes.values() if one.code == "K1"]
        assert {year: value.number for year, value in indicator.yearly["actual"].items()} == {2566: 351}
        assert indicator.yearly["targets"][2566].number == 350


def test_a_result_that_says_otherwise_than_the_plan_gives_way_with_a_note() -> None:
    results = (
        ("ผลการดำเนินงานตามตัวชี้วัด",),
        ("รหัสตัวชี้วัด", "ตัวชี้วัด", "หน่วยนับ", "ผลที่ทำได้ 2566"),
        ("K1", "มูลค่าผลผลิต", "บาท", 351),
    )
    graph = assemble(read_own(CARD, GOALS, results))
    (indicator,) = [one for one in graph.nodes.values() if one.code == "K1"]
    assert indicator.values["unit"].written == "ล้านบาท"
    assert [(one.place.cell, "“บาท” of K1 differs from “ล้านบาท”" in one.says.en) for one in graph.notes] == [
        ("C3", True)
    ]


def test_equipment_finds_its_programme_by_name() -> None:
    tactics = (
        ("กลยุทธ์และแผนงาน",),
        ("รหัสกลยุทธ์/แนวทาง", "กลยุทธ์", "รหัสแผนงาน", "แผนงาน"),
        ("1.1", "บริหารดี", "1.1(1)", "แผนงานบริหารงานทั่วไป"),
    )
    goods = (
        ("บัญชีครุภัณฑ์",),
        ("ที่", "แผนงาน", "หมวด", "ประเภท", "เป้าหมาย", "งบประมาณ 2566", "งบประมาณ 2567"),
        (1, "บริหารงานทั่วไป", "ครุภัณฑ์สำนักงาน", "โต๊ะ", "โต๊ะ 5 ตัว", 9000, None),
        (2, "แผนงานที่ไม่มี", "ครุภัณฑ์สำนักงาน", "เก้าอี้", "เก้าอี้ 5 ตัว", 900, None),
        ("รวม", None, None, None, None, 9900, None),
    )
    draft = read_own(CARD, tactics, goods)
    assert [links(one) for one in nodes(draft, "equipment")] == [[("part_of", "1.1(1)")], [("part_of", "แผนงานที่ไม่มี")]]
    assert "name" not in (nodes(draft, "equipment")[0].asked or ())


def test_a_workbook_without_a_card_takes_its_level_and_area_from_the_title() -> None:
    rows = (("บัญชีโครงการ แผนพัฒนาอำเภอเด่นชัย (พ.ศ. 2566-2570)",), *PROJECTS[1:])
    draft = read_own(rows)
    (plan,) = draft.plans
    assert (plan.level, plan.heading.code.raw, plan.heading.cells["years"].raw) == ("district", "DP-5405", "2566-2570")
    assert "the plan's code was made from the area in its title: DP-5405." in said(draft)


def test_a_code_that_comes_from_the_name_of_the_file_is_said_to() -> None:
    draft = read_own((("บัญชีโครงการ แผนพัฒนาจังหวัดแพร่ (พ.ศ. 2566-2570)",), *PROJECTS[1:]))
    assert draft.plans[0].heading.code.raw == "PP-แผน"
    assert "the plan's code was made from the file's name: PP-แผน." in said(draft)
    assert "Add a sheet “ข้อมูลแผน” that tells its code." in said(draft)


def test_kinds_that_no_sheet_can_hold_are_not_missed() -> None:
    assert held(read_own(CARD, PROJECTS)) == ["plan", "programme", "project", "strategy", "tactic", "total"]
    assert held(read_own(CARD, GOALS)) == ["goal", "indicator", "plan"]


ALONE = (("บัญชีโครงการ",), PROJECT_HEADER[:-1], (1, "P1", "ขุดสระ", "กักเก็บน้ำ", 500, None))


def test_a_list_beside_a_card_without_a_column_or_lines_for_strategies_holds_none() -> None:
    line = (*ALONE[:2], ("ประเด็นการพัฒนาที่ 1 น้ำกินน้ำใช้",), *ALONE[2:])
    strategies = (("บัญชียุทธศาสตร์",), ("รหัสยุทธศาสตร์/ประเด็น", "ยุทธศาสตร์", "สนับสนุนยุทธศาสตร์ชาติ"), ("1", "เกษตร", "2"))
    assert held(read_own(CARD, ALONE)) == ["plan", "project", "total"]
    assert held(read_own(CARD, ALONE, strategies)) == ["plan", "project", "strategy", "total"]
    assert held(read_own(CARD, line)) == held(read_own(CARD, PROJECTS))


def test_a_list_without_a_card_is_expected_to_name_its_strategies() -> None:
    titled = (("บัญชีโครงการ แผนพัฒนาอำเภอเด่นชัย (พ.ศ. 2566-2570)",), *ALONE[1:])
    assert held(read_own(titled)) == held(read_own(CARD, PROJECTS))


def test_a_sheet_that_is_nearly_one_of_our_forms_is_named_with_what_it_lacks() -> None:
    nearly = (("ปัญหา/ความต้องการของหมู่บ้าน",), ("รหัสปัญหา", "ปัญหา/ความต้องการ", "หมายเหตุ"), ("N1", "น้ำแล้ง", "-"))
    assert left_out(read_own(CARD, GOALS, nearly)) == (
        "Sheet “แผ่น 3” | It is most like problems and needs of the village, but lacks the column “rank”."
    )


def test_references_are_parted_and_keep_the_list_or_level_that_their_column_asks_for() -> None:
    rows = (
        ("บัญชียุทธศาสตร์/ประเด็นการพัฒนา",),
        ("รหัสยุทธศาสตร์/ประเด็น", "ยุทธศาสตร์", "สนับสนุนยุทธศาสตร์ชาติ", "สนับสนุนแผนพัฒนากลุ่มจังหวัด"),
        ("1", "เกษตร", "2 | ความสามารถ; ๔", "CP-N2/1 | ค้าขาย"),
        ("2", "ท่องเที่ยว", "ยุทธศาสตร์ที่ 2 ด้านการสร้างความสามารถ", "-"),
    )
    found = [
        [(one.list, one.level, one.code, one.written, one.title) for one in strategy.references]
        for strategy in nodes(read_own(CARD, rows), "strategy")
    ]
    assert found == [
        [
            ("national-strategy", None, "2", "2", "ความสามารถ"),
            ("national-strategy", None, "4", "4", ""),
            (None, None, None, "CP-N2/1", "ค้าขาย"),
        ],
        [("national-strategy", None, "2", "ยุทธศาสตร์ที่ 2 ด้านการสร้างความสามารถ", "ด้านการสร้างความสามารถ")],
    ]


def held(draft: Draft) -> list[str]:
    """The kinds that the sheets of the draft's plan can hold."""
    return sorted(draft.plans[0].holds or ())


def test_a_row_whose_words_begin_like_headings_is_no_header() -> None:
    rows = (
        *GOALS,
        ("G3", "เป้าประสงค์ด้านเกษตร", "K4", "ตัวชี้วัดด้านเกษตร", "หน่วยนับเป็นคน", None, None, 10, 20),
        ("G4", "อื่น ๆ", "K5", "จำนวน", "คน", None, None, 1, 2),
    )
    draft = read_own(CARD, rows)
    assert codes(draft, "goal") == ["G1", "G2", "G3", "G4"]
    assert codes(draft, "indicator") == ["K1", "K2", "K3", "K4", "K5"]


def test_a_code_that_looks_like_a_year_is_no_heading() -> None:
    draft = read_own(CARD, (*GOALS[:2], (2566, "-", "๒๕๖๗", "-", "บาท"), *GOALS[2:]))
    assert codes(draft, "goal") == ["2566", "G1", "G2"]
    assert codes(draft, "indicator") == ["๒๕๖๗", "K1", "K2", "K3"]


def test_a_header_that_is_repeated_below_a_page_is_no_record() -> None:
    draft = read_own(CARD, (*GOALS, *GOALS[1:2], ("G3", "ค", "K4", "ง", "คน", None, None, 1, 2)))
    assert codes(draft, "goal") == ["G1", "G2", "G3"]
    assert codes(draft, "indicator") == ["K1", "K2", "K3", "K4"]


TACTICS = (("กลยุทธ์และแผนงาน",), ("รหัสกลยุทธ์", "กลยุทธ์", "กลยุทธ์อยู่ภายใต้", "รหัสแผนงาน", "แผนงาน", "หมายเหตุ"))


def test_a_row_that_says_more_of_an_upper_node_adds_to_it() -> None:
    rows = (*TACTICS, ("1.1", "ถนน", None, "R1", "สร้าง", None), ("1.1", "ถนน", "S2", "R2", "ซ่อม", None))
    draft = read_own(CARD, rows)
    assert links(node(draft, "1.1")) == [("part_of", "S2")]


def test_a_year_in_a_row_below_fills_what_is_empty_and_is_noted_where_another_stands() -> None:
    rows = (
        ("เป้าประสงค์และตัวชี้วัด",),
        ("รหัสเป้าประสงค์", "เป้าประสงค์", "รหัสตัวชี้วัด", "ตัวชี้วัด", "หน่วยนับ", "2566", "2567"),
        ("G1", "รายได้", "K1", "มูลค่า", "บาท", 5, None),
        (None, None, None, None, None, 7, 6),
    )
    draft = read_own(CARD, rows)
    assert {year: cell.raw for year, cell in node(draft, "K1").yearly["targets"].items()} == {"2566": 5, "2567": 6}
    assert "F4: A row above says this of K1 already, so “7” was not used." in said(draft)


def test_a_column_that_nobody_knows_goes_along_from_every_row() -> None:
    rows = (
        *TACTICS,
        ("1.1", "ถนน", "S1", "R1", "สร้าง", "ก"),
        (None, None, None, None, "และซ่อม", "ข"),
        ("1.2", "น้ำ", "S1", None, None, "ค"),
    )
    draft = read_own(CARD, rows)
    assert node(draft, "R1").extra["หมายเหตุ"].raw == "ก"
    assert [one.raw for kind in ("tactic", "programme") for each in nodes(draft, kind) for one in each.extra.values()] == [
        "ค", "ก", "ข",
    ]  # fmt: skip


def test_words_of_a_brief_that_go_on_below_or_stand_further_right_are_read_or_said() -> None:
    brief = (
        ("ข้อเสนอโครงการโดยย่อ",),
        ("รหัสโครงการ", "P1"),
        ("ชื่อโครงการ", "ขุดสระ", "ร่างแรก"),
        ("หลักการและเหตุผล", "ขาดน้ำ"),
        (None, "ทุกปี"),
        ("วัตถุประสงค์", "กักเก็บน้ำ"),
        ("ผู้เสนอ",),
        ("ระยะเวลาดำเนินการ", "2566"),
        ("ผลผลิต", "สระ 1 แห่ง"),
        (None, "ลึก 3 เมตร"),
        ("ลงชื่อ",),
    )
    draft = read_own(CARD, brief)
    (told,) = nodes(draft, "project")
    assert (told.cells["rationale"].raw, told.cells["target"].raw) == ("ขาดน้ำ ทุกปี", "สระ 1 แห่ง ลึก 3 เมตร")
    assert (told.cells["name"].raw, told.cells["objective"].raw) == ("ขุดสระ", "กักเก็บน้ำ")
    assert "C3: The text “ร่างแรก” was not understood and not used." in said(draft)
    assert "A7: The text “ผู้เสนอ” was not understood and not used." in said(draft)
