"""Tests that ask whether a text states how many or how much."""

from __future__ import annotations

import re
from typing import Final

from checker.thai import arabic_digits

_UNIT_WORD: Final = re.compile(r"[฀-๿]{2,}|[a-z%]+|[²³]", re.IGNORECASE)
_THAI_NUMBER_WORD: Final = re.compile(
    r"(?:หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|ร้อย|พัน|หมื่น|แสน|ล้าน)\S{0,12}(?:คน|แห่ง|ครั้ง|ราย|ครัวเรือน|หมู่บ้าน|กลุ่ม)"
)


def has_digit(words: str) -> bool:
    """Whether a digit, Arabic or Thai, stands in `words`."""
    return any(letter.isdecimal() for letter in words)


def is_measurable(words: str) -> bool:
    """Whether `words` state a quantity: a number, in digits or in words with a unit, or a percentage."""
    return has_digit(words) or "%" in words or _THAI_NUMBER_WORD.search(words) is not None


def is_quantified(words: str) -> bool:
    """Whether `words` state a number and, beside it, a word that can be its unit."""
    return is_measurable(words) and _UNIT_WORD.search(arabic_digits(words)) is not None
