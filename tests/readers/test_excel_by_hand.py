"""One sheet as a clerk keeps it, written cell by cell and not by the builder of the other tests."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

import openpyxl

from checker.readers.draft import Draft
from checker.readers.excel import read_excel
from tests.readers.excel_looking import codes, node, said, supports

ABOVE: dict[str, Any] = {
    "L1": "แบบ ผ.02",
    "A2": "รายละเอียดโครงการพัฒนา",
    "A3": "แผนพัฒนาท้องถิ่น (พ.ศ.2566 – 2570)",
    "A4": "ของ เทศบาลตำบลช่อแฮ อำเภอเมืองแพร่ จังหวัดแพร่",
    "A5": "ก.",
    "B5": "ยุทธศาสตร์ชาติ 20 ปี",
    "E5": "ด้านที่ 2 ด้านการสร้างความสามารถในการแข่งขัน,  ด้านที่ 4 โอกาส",
    "A6": "ข. แผนพัฒนาเศรษฐกิจและสังคมแห่งชาติ ฉบับที่ 13",
    "E6": "หมุดหมายที่ 8",
    "A7": "จ. ยุทธศาสตร์การพัฒนาขององค์กรปกครองส่วนท้องถิ่นในเขตจังหวัดแพร่ที่ 1 ด้านโครงสร้างพื้นฐาน",
    "A10": "    1. ยุทธศาสตร์การพัฒนาด้านโครงสร้างพื้นฐาน\n        1.1 แนวทางการพัฒนา ก่อสร้างถนน",
    "A11": "      (1) แผนงานอุตสาหกรรมและการโยธา",
}
HEADER: dict[str, Any] = {
    "E12": "งบประมาณ  (บาท)",
    "A13": "ที่",
    "B13": "โครงการ/กิจกรรม",
    "C13": "วัตถุประสงค์",
    "D13": "เป้าหมาย\n(ผลผลิตของ\nโครงการ)",
    **{f"{column}13": f"พ.ศ. {year}" for column, year in zip("EFGHI", range(2566, 2571), strict=True)},
    "J13": "ตัวชี้วัด\n(KPI)",
    "K13": "ผลที่คาดว่า\nจะได้รับ",
    "L13": "หน่วยงาน\nรับผิดชอบ\nหลัก",
    "M13": "หมายเหตุ",
}
FIRST: dict[str, Any] = {
    **dict(
        zip("ABCDEFGHI", ["1.", "ก่อสร้างถนน คสล.", "- เพื่อสัญจร", "ถนน 4 ม.", "500,000", "-", "-", "-", "-"], strict=True)
    ),
    **dict(zip("JKLM", ["ร้อยละ 80", "สะดวก", "กองช่าง", "เดิม"], strict=True)),
}
SECOND_BLOCK: dict[str, Any] = {
    "L20": "แบบ ผ.02",
    "A21": "เพิ่มเติม ครั้งที่ 1/2567",
    "A22": "1.2 แนวทางการพัฒนา ไฟฟ้า",
    "A23": "(1) แผนงานเคหะและชุมชน",
    **dict(zip(("A24", "B24", "C24", "D24", "E24"), ["ที่", "โครงการ", "วัตถุประสงค์", "เป้าหมาย", "งบประมาณ"], strict=True)),
    **dict(zip(("J24", "K24", "L24"), ["ตัวชี้วัด", "ผลที่คาดว่า", "หน่วยงาน"], strict=True)),
    **{f"{column}25": year for column, year in zip("EFGHI", range(2566, 2571), strict=True)},
    **dict(zip(("J25", "K25", "L25"), ["(KPI)", "จะได้รับ", "ที่รับผิดชอบ"], strict=True)),
    **{f"{column}26": "(บาท)" for column in "EFGHI"},
    **dict(zip(("A27", "B27", "C27", "E27"), [1, "ขยายเขตไฟฟ้า", "แสงสว่าง", 1000], strict=True)),
    **dict(zip(("A28", "B28", "C28", "F28"), [2, "ติดตั้งไฟกิ่ง", "แสงสว่าง", 1000], strict=True)),
    "A29": "รวมทั้งสิ้น 2 โครงการ",
    "E29": 2000,
    "A30": "หมายเหตุ : ปรับตามมติ",
}


@cache
def draft() -> Draft:
    file = openpyxl.Workbook()
    sheet = file.worksheets[0]
    rows = {f"{column}14": value for column, value in FIRST.items()}
    below = {
        "B15": "สายบ้านนายแดง",
        "C15": "สะดวก",
        "E15": "(งบเทศบาล)",
        "A16": "๒.",
        "B16": "วางท่อ",
        "C16": "ระบายน้ำ",
        "G16": 300_000,
    }
    foot = {"A17": "รวม", "B17": "2 โครงการ", "E17": 500_000, "G17": 300_000}
    for name, value in {**ABOVE, **HEADER, **rows, **below, **foot, **SECOND_BLOCK}.items():
        sheet[name] = value
    sheet.merge_cells("E12:I12")
    sheet.merge_cells("E29:I29")
    buffer = io.BytesIO()
    file.save(buffer)
    return read_excel(buffer.getvalue(), "แผน.xlsx")


def test_its_nodes_are_found() -> None:
    assert draft().plans[0].heading.code.raw == "LP-540118"
    assert codes(draft(), "strategy") == ["1"]
    assert codes(draft(), "tactic") == ["1.1", "1.2"]
    assert codes(draft(), "programme") == ["1.1(1)", "1.2(1)"]
    marked = ["1.2(1)-เพิ่มเติม1-2567-1", "1.2(1)-เพิ่มเติม1-2567-2"]
    assert codes(draft(), "project") == ["1.1(1)-1", "1.1(1)-2", *marked]
    assert codes(draft(), "total") == ["ท้ายตาราง:1.1(1)", "ท้ายตาราง:1.2(1)"]


def test_lines_spread_over_cells_and_label_and_value_in_one_line_are_both_read() -> None:
    assert supports(draft(), "1") == [
        ("national-strategy", "2", "ด้านการสร้างความสามารถในการแข่งขัน"),
        ("national-strategy", "4", "โอกาส"),
        ("nesdp", "8", ""),
        ("joint-local", "1", "ด้านโครงสร้างพื้นฐาน"),
    ]


def test_a_name_over_two_rows_is_one_name_and_what_is_no_amount_is_noted() -> None:
    project = node(draft(), "1.1(1)-1")
    assert project.cells["name"].raw == "ก่อสร้างถนน คสล. สายบ้านนายแดง"
    assert project.cells["number"].raw == "1"
    assert [cell.raw for cell in project.yearly["budget"].values()] == ["500,000", "-", "-", "-", "-"]
    assert list(project.yearly["budget"]) == ["2566", "2567", "2568", "2569", "2570"]
    assert {name: cell.raw for name, cell in project.extra.items()} == {"หมายเหตุ": "เดิม"}
    assert "E15: “(งบเทศบาล)” below the amount of 2566 of project 1.1(1)-1 is no amount" in said(draft())


def test_a_total_in_two_cells_tells_its_count_and_a_merged_one_stands_for_all_years() -> None:
    first, second = node(draft(), "ท้ายตาราง:1.1(1)"), node(draft(), "ท้ายตาราง:1.2(1)")
    assert (first.cells["count_all"].raw, first.yearly["budget"]["2568"].raw) == ("2", 300_000)
    assert (second.cells["budget_all"].raw, second.yearly) == (2000, {})


def test_only_the_remark_and_the_lost_words_are_noted() -> None:
    assert [note.place.cell for note in draft().notes] == ["E15", "A30"]
