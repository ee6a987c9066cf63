"""The brief of a blank provincial workbook, filled in with its activities, tells more of the project in the list."""

from __future__ import annotations

from typing import Any

from checker.assemble import assemble
from tests.writers.filling import Filling

SHEET = "ข้อเสนอโครงการ"
BRIEF = {
    "รหัสโครงการ": "P1",
    "ชื่อโครงการ": "ขุดลอกลำน้ำ",
    "เหตุผลความจำเป็น": "น้ำท่วมทุกปี",
    "วัตถุประสงค์": "ลดน้ำท่วม",
    "ตัวชี้วัดและค่าเป้าหมาย": "ลำน้ำ 2 สาย",
    "พื้นที่ดำเนินการ": "อำเภอเด่นชัย",
    "หน่วยงานดำเนินงาน": "สำนักงานชลประทาน",
    "ระยะเวลาดำเนินการ": "1 ปี",
    "งบประมาณ ปี 2567 (บาท)": 900_000,
    "ผลผลิต (output)": "ลำน้ำที่ขุดลอก 2 สาย",
    "ผลลัพธ์ (outcome)": "พื้นที่น้ำท่วมลดลง",
}


def test_a_brief_and_its_activities_are_read_as_they_were_filled_in() -> None:
    form = Filling("province")
    form.card("ข้อมูลแผน", {"รหัสแผน": "PP-1", "ชื่อแผน": "แผนทดสอบ", "หน่วยงานเจ้าของแผน": "จังหวัดทดสอบ"})
    form.card(SHEET, BRIEF)
    fill_activity(form, {"รหัสกิจกรรม": "A1", "กิจกรรมหลัก": "สำรวจ", "2567": 900_000, "หน่วยงานที่รับผิดชอบหลัก": "กองช่าง"})
    draft = form.read()
    assert (draft.notes, draft.not_read) == ([], [])
    graph = assemble(draft)
    project, activity = (next(one for one in graph.nodes.values() if one.code == code) for code in ("P1", "A1"))
    said = {value.written for value in project.values.values()} | {
        value.written for value in project.yearly["budget"].values()
    }
    assert {str(fact) for fact in BRIEF.values()} <= said
    assert project.yearly["budget"][2567].number == 900_000
    assert activity.values["name"].written == "สำรวจ"
    assert activity.yearly["budget"][2567].number == 900_000
    assert [(one.relation, one.targets) for one in activity.references] == [("part_of", (project.id,))]


def fill_activity(form: Filling, said: dict[str, Any]) -> None:
    """Fills in the first row of the activities below the brief, by the first words of each heading."""
    sheet = form.book[SHEET]
    head = next(cell.row for cell in sheet["A"] if cell.value == "รหัสกิจกรรม")
    columns = {
        str(cell.value).split()[0]: cell.column
        for row in (head, head + 1)
        for cell in sheet[row]
        if cell.value is not None
    }
    for heading, value in said.items():
        sheet.cell(head + 2, columns[heading]).value = value
