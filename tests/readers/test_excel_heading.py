"""The plan's heading, what its strategies serve, and the overview sheet."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import pytest

from checker.readers.excel.alignment import alignment_line, items
from checker.readers.excel.lines import is_total, marker, owner, section, segments
from tests.layouts import ALIGNMENT, Book, Project, book, strategy, workbook
from tests.readers.excel_looking import FILE, codes, node, read, read_built, said, supports

ONE = (strategy("1", projects=1),)


def heading(described: Book) -> dict[str, Any]:
    found = read(described).plans[0].heading
    return {"code": found.code.raw, **{name: cell.raw for name, cell in found.cells.items()}}


def test_the_heading_is_read_from_the_titles_above_the_tables() -> None:
    assert heading(Book(ONE)) == {
        "code": "LP-540503",
        "title": "แผนพัฒนาท้องถิ่น (พ.ศ. 2566-2570)",
        "owner": "องค์การบริหารส่วนตำบลไทรย้อย อำเภอเด่นชัย จังหวัดแพร่",
        "years": "2566-2570",
        "area": "540503",
    }


def test_the_heading_knows_its_cells() -> None:
    found = read(Book(ONE)).plans[0].heading
    assert {name: cell.place.cell for name, cell in found.cells.items()} == {
        "title": "A2",
        "owner": "A3",
        "years": "A2",
        "area": "A3",
    }


@pytest.mark.parametrize(
    ("owner_line", "code"),
    [
        ("อบต.ไทรย้อย อ.เด่นชัย จ.แพร่", "LP-540503"),
        ("องค์การบริหารส่วนจังหวัดแพร่", "LP-54"),
        ("เทศบาลเมืองแพร่ อำเภอเมืองแพร่ จังหวัดแพร่", "LP-5401"),
        ("องค์การบริหารส่วนตำบลบ้านนอก อำเภอไกล จังหวัดน่าน", "LP-องค์การบริหารส่วนตำบลบ้านนอกอำเภอไกลจังหวัดน่าน"),
    ],
)
def test_the_code_of_the_plan_comes_from_its_owner(owner_line: str, code: str) -> None:
    found = heading(Book(ONE, owner=owner_line))["code"]
    assert found == code or found.startswith(f"{code}-")


def test_authorities_that_share_an_area_have_plans_of_different_codes() -> None:
    found = {heading(Book(ONE, owner=f"{kind}เด่นชัย"))["code"] for kind in ("เทศบาลตำบล", "องค์การบริหารส่วนตำบล")}
    assert len(found) == 2


def test_a_plan_without_an_owner_goes_by_the_name_of_its_file_and_says_so() -> None:
    draft = read(Book(ONE, owner="หน้า 1"))
    assert draft.plans[0].heading.code.raw == f"LP-{FILE.removesuffix('.xlsx')}"
    assert "No local authority is named" in said(draft)


def test_years_that_the_title_does_not_tell_are_those_of_the_budget_and_noted() -> None:
    described = Book(ONE, title="แผนพัฒนาท้องถิ่น")
    assert heading(described)["years"] == "2566-2570"
    assert "The title does not tell the plan's years" in said(read(described))


def test_the_lines_above_a_table_say_what_its_strategy_serves() -> None:
    assert supports(read(Book(ONE)), "1") == [
        ("national-strategy", "4", "ด้านการสร้างโอกาสและความเสมอภาคทางสังคม"),
        ("nesdp", "8", "ไทยมีพื้นที่และเมืองอัจฉริยะที่น่าอยู่"),
        ("sdg", "1", ""),
        ("sdg", "2", ""),
        ("sdg", "11", ""),
        ("province", "2", "การพัฒนาคุณภาพชีวิต"),
        ("joint-local", "5", "ด้านโครงสร้างพื้นฐาน"),
    ]


def test_an_empty_line_above_a_table_serves_nothing() -> None:
    empty = {**ALIGNMENT, "ง": "ยุทธศาสตร์จังหวัดที่ ..............", "ค": "SDGs"}
    found = supports(read(Book((strategy("1", projects=1, alignment=empty),))), "1")
    assert [where for where, _, _ in found] == ["national-strategy", "nesdp", "joint-local"]


def test_the_overview_adds_what_the_tables_do_not_say_and_repeats_nothing() -> None:
    silent = (strategy("1", projects=1, alignment={}),)
    described = Book(ONE, overview=True)
    assert supports(read(described), "1") == supports(read(Book(ONE)), "1")
    rows: list[list[Any]] = [
        ["ที่", "ยุทธศาสตร์ชาติ 20 ปี", "แผนฯ 13", "SDGs", "ยุทธศาสตร์จังหวัด", "ยุทธศาสตร์ อบต.", "กลยุทธ์", "หน่วยงานรับผิดชอบหลัก"],
        [1, "ด้านที่ 2 ก\nด้านที่ 4 ข", 8, "1\n2", "-", "การพัฒนาด้านโครงสร้างพื้นฐาน", "1.1 กลยุทธ์พัฒนาเส้นทางคมนาคม", "กองช่าง"],
    ]
    draft = read(Book(silent, other={"x": rows}))
    assert supports(draft, "1") == [
        ("national-strategy", "2", "ก"),
        ("national-strategy", "4", "ข"),
        ("nesdp", "8", ""),
        ("sdg", "1", ""),
        ("sdg", "2", ""),
    ]
    assert codes(draft, "strategy") == ["1"]
    assert codes(draft, "tactic") == ["1.1"]
    assert node(draft, "1").cells["responsible_unit"].raw == "กองช่าง"


def test_what_a_row_of_the_overview_leaves_empty_is_to_be_filled_in_there() -> None:
    rows: list[list[Any]] = [
        ["ที่", "ยุทธศาสตร์ชาติ 20 ปี", "แผนฯ 13", "SDGs", "ยุทธศาสตร์จังหวัด", "ยุทธศาสตร์ อบต."],
        [1, "ด้านที่ 2 ก", 8, "1", "3", "การพัฒนาด้านโครงสร้างพื้นฐาน"],
        [2, None, None, None, "PP-54/2", "การพัฒนาคุณภาพชีวิต"],
        [None, "ด้านที่ 2 ก", None, None, None, None],
    ]
    draft = read(Book((strategy("1", projects=1),), other={"x": rows}))
    lines, row = ({where: place.cell for where, place in node(draft, code).slots.items()} for code in ("1", "2"))
    assert row == {"national-strategy": "B3", "nesdp": "C3", "sdg": "D3", "province": "E3"}
    assert all(draft.plans[0].nodes[0].slots[where].sheet != "x" for where in lines)


def test_an_overview_that_differs_from_the_tables_is_noted_and_kept_apart() -> None:
    built = workbook(Book((strategy("1", projects=1),), overview=True))
    assert "the overview ties it to" not in said(read_built(built))
    rows: list[list[Any]] = [
        ["ที่", "ยุทธศาสตร์ชาติ 20 ปี", "SDGs", "ยุทธศาสตร์ อบต."],
        [1, "ด้านที่ 2 ก", "1, 2, 11", "1. ยุทธศาสตร์ที่ 1 การพัฒนาด้านโครงสร้างพื้นฐาน"],
    ]
    draft = read(Book(ONE, other={"x": rows}))
    assert "Strategy 1: the overview ties it to national-strategy 2, the lines above its tables to 4" in said(draft)
    assert [code for where, code, _ in supports(draft, "1") if where == "national-strategy"] == ["4"]
    apart = [one for one in node(draft, "1").references if one.relation == "mapped_to"]
    assert [(one.list, one.code, one.title, one.place.cell) for one in apart] == [("national-strategy", "2", "ก", "B2")]


def test_a_tactic_is_not_needed() -> None:
    one = strategy("1", projects=1)
    without = replace(one, tactics=(replace(one.tactics[0], line=None),))
    assert codes(read(Book((without,))), "project") == ["1(1)-1"]


def test_the_text_of_a_line_is_joined_from_the_cells_it_is_spread_over() -> None:
    draft = read(book(Project("โครงการ ก")))
    assert [one.place.cell for one in node(draft, "1").references][:3] == ["A4", "A5", "A6"]


@pytest.mark.parametrize(
    ("line", "upper", "found"),
    [
        ("ก. ยุทธศาสตร์ชาติ ๒๐ ปี ด้านที่ ๒ ก, ด้านที่ ๔ ข", "national-strategy", [("2", "ก"), ("4", "ข")]),
        ("ก. ยุทธศาสตร์ชาติ 20 ปี (พ.ศ. 2561-2580) : ยุทธศาสตร์ที่ 2 กข", "national-strategy", [("2", "กข")]),
        ("ก. ยุทธศาสตร์ชาติ 20 ปี ด้านความมั่นคง", "national-strategy", [(None, "ด้านความมั่นคง")]),
        (
            "ก. ยุทธศาสตร์ชาติ 20 ปี ด้านความมั่นคง, ด้านการแข่งขัน",
            "national-strategy",
            [(None, "ด้านความมั่นคง"), (None, "ด้านการแข่งขัน")],
        ),
        ("ข. แผนพัฒนาเศรษฐกิจและสังคมแห่งชาติ ฉบับที่ 13 (พ.ศ. 2566 - 2570) หมุดหมายที่ 8 เมือง", "nesdp", [("8", "เมือง")]),
        ("ค. SDGs 1. ขจัดความยากจน 2. ขจัดความหิวโหย", "sdg", [("1", "ขจัดความยากจน"), ("2", "ขจัดความหิวโหย")]),
        ("ค. เป้าหมายการพัฒนาที่ยั่งยืน (SDGs) เป้าหมายที่ 1-3", "sdg", [("1", ""), ("2", ""), ("3", "")]),
        ("ง. ยุทธศาสตร์จังหวัดแพร่ ประเด็นการพัฒนาที่ 3 เกษตร", "province", [("3", "เกษตร")]),
        ("ง. ยุทธศาสตร์การพัฒนาจังหวัดน่านที่ 1 ท่องเที่ยว", "province", [("1", "ท่องเที่ยว")]),
        ("จ. ยุทธศาสตร์การพัฒนาขององค์กรปกครองส่วนท้องถิ่นในเขตจังหวัดแพร่ ยุทธศาสตร์ที่ 5 ถนน", "joint-local", [("5", "ถนน")]),
        ("1) ยุทธศาสตร์ชาติ 20 ปี ด้านที่ 5 ประเทศไทย 4.0", "national-strategy", [("5", "ประเทศไทย 4.0")]),
        ("ง. ยุทธศาสตร์จังหวัดที่ …………", "province", []),
    ],
)
def test_a_line_of_the_alignment_header_names_numbers_and_titles(
    line: str, upper: str, found: list[tuple[str | None, str]]
) -> None:
    read_line = alignment_line(line)
    assert read_line is not None
    assert read_line.upper == upper
    assert [(item.code, item.title) for item in items(read_line.rest)] == found


@pytest.mark.parametrize(
    ("line", "kind", "number", "name"),
    [
        ("1. ยุทธศาสตร์ที่ 1 การพัฒนาด้านโครงสร้างพื้นฐาน", "strategy", "1", "การพัฒนาด้านโครงสร้างพื้นฐาน"),
        ("๒. ยุทธศาสตร์การพัฒนาคน", "strategy", "2", "การพัฒนาคน"),
        ("ยุทธศาสตร์การพัฒนาที่ 2 : ด้านสังคม", "strategy", "2", "ด้านสังคม"),
        ("ประเด็นการพัฒนาที่ 3 การเกษตร", "strategy", "3", "การเกษตร"),
        ("1.1 กลยุทธ์พัฒนาเส้นทาง", "tactic", "1.1", "พัฒนาเส้นทาง"),
        ("แนวทางการพัฒนาที่ 1.2 ส่งเสริมอาชีพ", "tactic", "1.2", "ส่งเสริมอาชีพ"),
        ("(1) แผนงานการเกษตร", "programme", "1", "แผนงานการเกษตร"),
        ("แผนงาน : การเกษตร", "programme", None, "แผนงานการเกษตร"),
        ("1.1 แผนงานการเกษตร", "programme", "1.1", "แผนงานการเกษตร"),
    ],
)
def test_a_section_line_gives_its_kind_its_number_and_its_bare_name(
    line: str, kind: str, number: str | None, name: str
) -> None:
    found = section(line)
    assert found is not None
    assert (found.kind, found.number, found.name) == (kind, number, name)


@pytest.mark.parametrize("line", ["โครงการก่อสร้างถนน", "ก. ยุทธศาสตร์ชาติ 20 ปี ด้านที่ 4", "วัตถุประสงค์", "แผนพัฒนาท้องถิ่น"])
def test_other_lines_are_no_sections(line: str) -> None:
    assert section(line) is None


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("เพิ่มเติม ครั้งที่ 1/2566", "เพิ่มเติม1-2566"),
        ("แผนพัฒนาท้องถิ่น (พ.ศ. 2566-2570) เพิ่มเติม ครั้งที่ ๒/๒๕๖๗", "เพิ่มเติม2-2567"),
        ("แก้ไข ครั้งที่ 1 พ.ศ. 2566", "แก้ไข1-2566"),
        ("(เปลี่ยนแปลง ครั้งที่ 3/2568)", "เปลี่ยนแปลง3-2568"),
        ("เพิ่มเติมวัสดุอุปกรณ์", None),
        ("แก้ไขปัญหายาเสพติด ประจำปี 2566", None),
    ],
)
def test_an_amendment_marker_gives_a_label(line: str, label: str | None) -> None:
    assert marker(line) == label


def test_words_that_begin_with_the_word_for_total_are_not_all_totals() -> None:
    assert [is_total(words) for words in ("รวม", "รวม 12 โครงการ", "รวมแผนงานการเกษตร", "รวมกลุ่มอาชีพ")] == [
        True,
        True,
        True,
        False,
    ]


def test_an_owner_is_found_inside_a_title() -> None:
    assert owner("แผนพัฒนาท้องถิ่น (พ.ศ. ๒๕๖๖ – ๒๕๗๐) เทศบาลตำบลเด่นชัย") == "เทศบาลตำบลเด่นชัย"


NASTY = [
    "1" * 60 + "x",
    "ทั้งสิ้น" * 60 + "x",
    "1, " * 9000,
    "ด้านที่ " * 5000,
    "ก" * 32_000,
    "เทศบาล" * 5000,
    ". " * 16_000,
    "ที่ 1" * 6000,
]
LEADS = [
    "",
    "รวม",
    "ก. ยุทธศาสตร์ชาติ 20 ปี ",
    "1. ยุทธศาสตร์ของ",
    "1.1 กลยุทธ์",
    "(1) แผนงาน",
    "เพิ่มเติม ",
    "จ. ยุทธศาสตร์การพัฒนาของ อปท. ในเขตจังหวัด",
]


@pytest.mark.parametrize("lead", LEADS)
def test_the_longest_and_oddest_text_of_a_cell_is_understood_in_no_time(lead: str) -> None:
    began = time.process_time()
    for tail in NASTY:
        words = lead + tail
        line = alignment_line(words)
        assert not (line and items(line.rest) is None)
        for test in (section, is_total, marker, owner, segments):
            test(words)
    assert time.process_time() - began < 5
