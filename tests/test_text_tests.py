from __future__ import annotations

import pytest

from checker.text_tests import TEXT_TESTS
from checker.text_tests.wording import has_residue

HOLDS = {
    "digit": ["3 สาย", "๓ สาย"],
    "residue": ["......", "………", "____", "-----", "กิจกรรม xx", "<ชื่อโครงการ>", "[ระบุหน่วยงาน]", "(ระบุ)", "(โปรดระบุ)"],
    "measurable": ["ร้อยละ 80", "๘๐", "80%", "สามหมู่บ้าน", "ห้าสิบครัวเรือน"],
    "quantity": ["3 สาย", "80%", "๑๐ คน", "5 km"],
    "activity": ["จัดประชุม", "จำนวนครั้งที่จัดอบรม", "ร้อยละการเบิกจ่าย", "การประชุมประชาคม"],
    "generic": [
        "โครงการก่อสร้างถนน",
        "โครงการฝึกอบรม",
        "โครงการพัฒนาคุณภาพชีวิต",
        "โครงการก่อสร้างถนน คสล. ปี ๒๕๖๖",
        "ส่งเสริมการเกษตร",
    ],
    "infrastructure": [
        "โครงการก่อสร้างถนน คสล. ซอย 3",
        "ปรับปรุงและซ่อมแซมระบบประปาหมู่บ้าน",
        "ขยายเขตไฟฟ้า หมู่ที่ 4",
        "ขุดลอกลำห้วย",
        "วางท่อระบายน้ำ",
        "ซ่อมแซมหลังคาศาลา",
        "ติดตั้งไฟส่องสว่าง",
    ],
    "place": [
        "ก่อสร้างถนน หมู่ที่ ๕",
        "ถนน คสล. ม.3",
        "ซอยข้างวัดทุ่งนา",
        "บ้านห้วยไร่",
        "ถนนสายบ้านบน-บ้านล่าง",
        "ตำบลสายย้อย",
        "โรงเรียนบ้านดง",
        "จากบ้านนายา ถึงทางหลวง",
        "วัดทุ่งเหนือ",
        "ชุมชนสันติสุข",
    ],
    "moved-away": ["ย้ายไปแผนงานเคหะและชุมชน", "รวมกับลำดับที่ 12", "ซ้ำลำดับที่ ๔", "ยกเลิก", "(ยกเลิกโครงการ)"],
    "equipment-purchase": ["จัดซื้อครุภัณฑ์คอมพิวเตอร์", "โครงการจัดซื้อเครื่องพ่นหมอกควัน", "จัดหารถบรรทุกน้ำ"],
}
DOES_NOT = {
    "digit": ["สามสาย", ""],
    "residue": ["ถนน คสล. กว้าง 3 ม.", "พ.ศ. 2566-2570", "ป.ป.ช.", "box", "(ถนน)", "a - b", "ฯลฯ..."],
    "measurable": ["ประชาชนมีความสุข", "ร้อยละของประชาชน", ""],
    "quantity": ["80", "๒๕๖๖", "ถนน"],
    "activity": ["รายได้เฉลี่ยต่อครัวเรือน", "ร้อยละของประชาชนที่มีน้ำใช้", "ความพึงพอใจในการจัดการน้ำ"],
    "generic": ["โครงการก่อสร้างถนน หมู่ที่ 3", "ฝึกอบรมการทำปุ๋ยหมัก", "โครงการอาหารกลางวัน", "พัฒนาคุณภาพชีวิตผู้สูงอายุ", ""],
    "infrastructure": ["อบรมการใช้ถนนอย่างปลอดภัย", "เสริมสร้างสุขภาพ", "ปรับปรุงแผนที่ภาษี", "พัฒนาคุณภาพชีวิต", "จัดซื้อเครื่องสูบน้ำ"],
    "place": [
        "ถนนภายในหมู่บ้าน",
        "กว้าง 4 ม. ยาว 100 ม.",
        "3 สาย",
        "วัดผลการเรียน",
        "โรงเรียนผู้สูงอายุ",
        "ซ่อมบ้านผู้ยากไร้",
        "ชุมชนเข้มแข็ง",
        "ผู้ป่วยโรคหวัด",
    ],
    "moved-away": [
        "ย้ายมาจากแผนงานเคหะและชุมชน",
        "ไม่ซ้ำกับลำดับที่ 4",
        "รณรงค์ยกเลิกการใช้ถุงพลาสติก",
        "เพิ่มเติม ครั้งที่ 2",
        "แก้ไขตามมติ",
    ],
    "equipment-purchase": ["จัดซื้ออาหารเสริม (นม)", "จัดซื้อวัสดุก่อสร้าง", "จัดซื้อเครื่องแบบนักเรียน", "จัดซื้อครุภัณฑ์และฝึกอบรมการใช้งาน"],
}


@pytest.mark.parametrize(("name", "words"), [(name, words) for name, found in HOLDS.items() for words in found])
def test_a_text_that_a_test_is_meant_for_passes_it(name: str, words: str) -> None:
    assert TEXT_TESTS[name](words)


@pytest.mark.parametrize(("name", "words"), [(name, words) for name, found in DOES_NOT.items() for words in found])
def test_a_text_that_a_test_is_not_meant_for_does_not_pass_it(name: str, words: str) -> None:
    assert not TEXT_TESTS[name](words)


def test_every_text_test_is_tried_both_ways() -> None:
    assert set(TEXT_TESTS) == set(HOLDS) == set(DOES_NOT)


@pytest.mark.parametrize(
    ("words", "left_over"), [("<ชื่อโครงการ>", True), ("กว้าง <3 เมตร และยาว >5 เมตร", False), ("a < b > c", False)]
)
def test_angle_brackets_are_residue_only_around_a_word(words: str, left_over: bool) -> None:
    assert has_residue(words) is left_over
