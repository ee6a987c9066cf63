"""Tests that ask whether a text states how many or how much.

Years, dates, numbers of villages and lanes, ordinals, ages of a group and names such as ISO 9001 hold digits and count nothing:
they are left out before a number is looked for.
"""

from __future__ import annotations

import re
from typing import Final

from checker.text_tests.folding import spaced

_UNIT: Final = (
    r"(?:คน|ราย|ครัวเรือน|หลังคาเรือน|หมู่บ้าน|ตำบล|ชุมชน|แห่ง|สาย|เส้น|จุด|ครั้ง|กลุ่ม|ตัว|ชุด|เครื่อง|คัน|หลัง|บ่อ|ฝาย|ต้น|ดวง|ท่อน|ถัง|ป้าย|โรง|ห้อง|ช่อง|ชิ้น|อัน|"
    r"เมตร|กิโลเมตร|กม\.?|ม\.|ตร|ตาราง|ลูกบาศก์|ลบ|ไร่|งาน|ตัน|กิโลกรัม|กก\.?|ลิตร|บาท|ล้าน|แสน|หมื่น|พัน|วัน|สัปดาห์|เดือน|ชั่วโมง|นาที|รุ่น|หลักสูตร|เรื่อง|รายการ|เล่ม|เท่า|"
    r"ทีม|องค์กร|หน่วย|คณะ|โครงการ|กิจกรรม|คะแนน|ต่อ)"
)
_NO_UNIT: Final = rf"(?![\d,]|\.\d|\s*(?:{_UNIT}|%))"
_MONTH: Final = (
    r"(?:มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม|"
    r"[มกพตธส]\.?\s?[คพยิ]\.|มี\.ค\.|เม\.ย\.|มิ\.ย\.)"
)
_ORDERED: Final = r"(?:ครั้ง|รุ่น|ระยะ|ฉบับ|ช่วง|ตอน|ข้อ|ลำดับ|แห่ง|ไตรมาส|ปี|ประเด็น|เล่ม|วัน|เดือน|บท|ยุทธศาสตร์|เขต|สาย|ชั้น|สมัย|เป้าหมาย|อันดับ|หมุดหมาย)ที่"
_NUMBERS: Final = rf"\d+(?:/\d+)?(?:\s*(?:,|-|–|/|และ|ถึง|กับ)\s*(?:หมู่ที่|หมู่|ม\.|ที่)?\s*\d+{_NO_UNIT})*"
_COUNTS_NOTHING: Final = re.compile(
    "|".join(
        (
            rf"(?:หมู่(?:บ้าน)?ที่|ซอยที่|ซอย|ซ\.|{_ORDERED}|มาตรา|ข้อ|เลขที่|หมายเลข)\s*{_NUMBERS}",
            rf"(?:(?<!\d)(?<!\d )(?<![ก-ฮ.])ม\.|หมู่(?:บ้าน)?|ระยะ|รุ่น|ฉบับ|ชั้น)\s*(?:ป\.|ม\.|อ\.)?\s*{_NUMBERS}{_NO_UNIT}",
            rf"(?<![ก-๙])[ปอม]\.\s*\d{_NO_UNIT}",
            r"\d{1,2}/\d{1,2}/\d{2,4}",
            rf"(?:\d{{1,2}}\s*)?{_MONTH}\s*(?:พ\.?ศ\.?\s*)?(?:\d{{4}}|\d\d)?",
            rf"(?<![\d,.])(?<!จำนวน)(?<!จำนวน )2[45]\d\d(?:\s*(?:-|–|/|ถึง)\s*(?:2[45])?\d\d(?!\d))?{_NO_UNIT}",
            rf"(?:ปี|ปีงบประมาณ|พ\.ศ\.)\s*\d\d(?:\s*[-–]\s*\d\d)?{_NO_UNIT}",
            r"ค\.?ศ\.?\s*\d{4}",
            r"(?:iso|haccp|covid|โควิด|thailand|ไทยแลนด์|มอก\.?|pm|pm\.|sdgs?)\s*-?\s*\d[\d.:\-]*",
            r"(?<!\d)\d\s*[สอร]\.?(?=[\s,.)]|$)(?:\s*\d\s*ส\.?)?",
            r"ทางหลวง(?:ชนบท|แผ่นดิน)?(?:สาย)?\s*(?:[ก-ฮ]{1,2}\.?\s*)?\d+",
            r"(?<![ก-๙])(?:ปร|ผ|จ|กจ)\.\s*\d+(?:/\d+)?",
            rf"อายุ\s*(?:ตั้งแต่|ระหว่าง|ไม่เกิน|เกิน|ต่ำกว่า)?\s*\d+(?:\s*(?:ปี)?\s*(?:-|–|ถึง)\s*\d+)?(?:\s*(?:ปี|ขวบ)|{_NO_UNIT})",
            r"(?:แรกเกิด|เด็ก\s*\d+)\s*(?:-|–|ถึง)\s*\d+\s*(?:ปี|ขวบ)",
            rf"(?:^|\s)\d{{1,2}}[.)]\s?(?=[ก-ฮเ-ไa-z])(?!{_UNIT})",
            r"\(\d{1,2}\)",
        )
    )
)
_NUMBER_WORD: Final = r"(?:หนึ่ง|เอ็ด|สอง|ยี่|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|ร้อย(?!ละ)|พัน(?!ธ)|หมื่น|แสน|ล้าน)+"
_COUNTED: Final = (
    r"(?:คน|ราย|ครัวเรือน|หลังคาเรือน|หมู่บ้าน|แห่ง|สาย|เส้น|จุด|ครั้ง|กลุ่ม|ตัว|ชุด|เครื่อง|คัน|หลัง|บ่อ|ต้น|เมตร|กิโลเมตร|ไร่|ตัน|บาท|วัน|รุ่น|หลักสูตร|เรื่อง|เล่ม|เท่า|โรงเรียน|"
    r"ชุมชน|ตำบล)"
)
_IN_WORDS: Final = re.compile(
    "|".join(
        (
            rf"{_NUMBER_WORD}\s?(?:{_COUNTED}(?!ผลิตภัณฑ์|หนึ่ง))",
            rf"ร้อยละ\s?{_NUMBER_WORD}",
            r"ทุกๆ?\s?(?:คน|ครัวเรือน|หลังคาเรือน|หมู่บ้าน|หมู่(?!เหล่า)|ตำบล|อำเภอ|ชุมชน|แห่ง|สาย|โรง|ราย|กลุ่ม|ครั้ง|จุด|หน่วย|เดือน|สัปดาห์|ไตรมาส|หลัง|โครงการ)",
            r"ครึ่งหนึ่ง|กึ่งหนึ่ง|เท่าตัว|เป็นศูนย์",
            r"ไม่มี(?:ผู้)?(?:เสียชีวิต|ป่วย|ติดเชื้อ|บาดเจ็บ)",
            r"(?:วัน|สัปดาห์|เดือน|ปี|ไตรมาส)ละ(?:หนึ่ง)?ครั้ง",
        )
    )
)
_WITH_UNIT: Final = re.compile(
    r"\d\s*\(?\s*[ก-ฮเ-ไa-z%²³\"'”″]|(?:ร้อยละ|กว้าง|ยาว|หนา|ลึก|สูง|เฉลี่ย|ระดับ|[øØ])\s*[.…]*\s*\d|(?:%|คน|ราย|ครัวเรือน|แห่ง|เมตร|บาท)\s*[:=]?\s*\d",
    re.IGNORECASE,
)


def has_digit(words: str) -> bool:
    """Whether a digit, Arabic or Thai, stands in `words`."""
    return any(letter.isdecimal() for letter in words)


def is_measurable(words: str) -> bool:
    """Whether `words` state a quantity: in digits, in number words with a unit, as a percentage, or as all there are."""
    text = spaced(words)
    return has_digit(_COUNTS_NOTHING.sub(" ", text)) or _IN_WORDS.search(text) is not None


def is_quantified(words: str) -> bool:
    """Whether `words` state a quantity and what it counts: a number beside its unit, or all there are of a kind."""
    text = spaced(words)
    return _WITH_UNIT.search(_COUNTS_NOTHING.sub("\n", text)) is not None or _IN_WORDS.search(text) is not None
