"""Thai words stand in the order of the Royal Institute's dictionary."""

from __future__ import annotations

import pytest

from checker.collation import ranks

DICTIONARY = [
    "กก",
    "กฎ",
    "กด",
    "กะ",
    "กัน",
    "กา",
    "กำ",
    "กิ",
    "กี",
    "เกม",
    "เกลือ",
    "เกา",
    "เกาะ",
    "แก่",
    "แก้ว",
    "โก",
    "ใก",
    "ไก่",
    "ของ",
    "ขอบ",
    "ขา",
    "ข้า",
    "เข้า",
    "ไข่",
    "คน",
    "ค้น",
    "เด็ก",
    "เด่นชัย",
    "ตา",
    "แตง",
    "ทราย",
    "เทศบาล",
    "นา",
    "น้ำ",
    "น้ำชำ",
    "ปา",
    "ป่า",
    "ป้า",
    "ป๊า",
    "ป๋า",
    "ปาก",
    "ป่าง",
    "เมือง",
    "แม่",
    "แม่หล่าย",
    "ไม้",
    "ไมตรี",
    "รอง",
    "ร้องกวาง",
    "ฤดู",
    "ลอง",
    "วัง",
    "วังชิ้น",
    "สวย",
    "สอง",
    "สูงเม่น",
    "เสลี่ยง",
]


def order(*words: str) -> list[str]:
    found = ranks(words)
    return sorted(found, key=found.__getitem__)


def test_words_stand_as_in_the_dictionary_however_they_came() -> None:
    assert order(*sorted(DICTIONARY)) == order(*sorted(DICTIONARY, reverse=True)) == DICTIONARY


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("เกวียน", "ขวัญ"),  # a vowel written first counts behind its consonant
        ("ไก่", "ขา"),
        ("ปาก", "ป่าง"),  # a tone mark counts only where all else is equal
        ("หมู่ที่ 2", "หมู่ที่ 10"),
        ("หมู่ที่ ๒", "หมู่ที่ 10"),
        ("ทต.แม่ปาน", "ทต.แม่ลานนา"),
        ("อบต.ไทรย้อย", "อบต.ห้วยไร่"),
    ],
)
def test_the_first_stands_before_the_second(first: str, second: str) -> None:
    assert order(second, first) == [first, second]


def test_words_that_fold_alike_keep_one_order() -> None:
    assert order("หมู่ที่ ๒", "หมู่ที่ 2") == order("หมู่ที่ 2", "หมู่ที่ ๒")


def test_no_words_have_no_order() -> None:
    assert ranks([]) == {}
