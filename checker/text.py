"""Sentences in two languages, and the named tests that rules may ask of a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from pydantic import BaseModel, ConfigDict, Field
from rapidfuzz import fuzz, process

from checker.thai import arabic_digits, key

_PLACEHOLDER: Final = re.compile(r"\{[^{}]*\}")


class Sentence(BaseModel):
    """The same words in Thai and in English."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    th: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def in_language(self, language: str) -> str:
        """The words in `language`, which is `th` or `en`."""
        return self.th if language == "th" else self.en


def in_general(sentence: Sentence) -> Sentence:
    """A sentence of a rule without a case: what a finding would fill in is left open."""
    return Sentence(th=_PLACEHOLDER.sub("…", sentence.th), en=_PLACEHOLDER.sub("…", sentence.en))


def same(words: str) -> Sentence:
    """A sentence that reads alike in both languages: a code, a figure, the user's own words."""
    return Sentence(th=words or "–", en=words or "–")


_RESIDUE: Final = re.compile(
    r"\.{4,}|…{2,}|_{3,}|-{5,}|(?<![a-z])x{2,}(?![a-z])|<[^<>\d\s][^<>\n]{0,40}>|\[\s*(?:ระบุ|ใส่|กรอก)[^\]]*\]|\((?:ระบุ|โปรดระบุ)\)",
    re.IGNORECASE,
)
_UNIT_WORD: Final = re.compile(r"[฀-๿]{2,}|[a-z%]+|[²³]", re.IGNORECASE)
_THAI_NUMBER_WORD: Final = re.compile(
    r"(?:หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|ร้อย|พัน|หมื่น|แสน|ล้าน)\S{0,12}(?:คน|แห่ง|ครั้ง|ราย|ครัวเรือน|หมู่บ้าน|กลุ่ม)"
)


def has_digit(words: str) -> bool:
    """Whether a digit, Arabic or Thai, stands in `words`."""
    return any(letter.isdecimal() for letter in words)


def has_residue(words: str) -> bool:
    """Whether `words` still hold what a template left to be filled in (`.....`, `xx`, `(ระบุ)`)."""
    return _RESIDUE.search(words) is not None


def is_measurable(words: str) -> bool:
    """Whether `words` state a quantity: a number, in digits or in words with a unit, or a percentage."""
    return has_digit(words) or "%" in words or _THAI_NUMBER_WORD.search(words) is not None


def is_quantified(words: str) -> bool:
    """Whether `words` state a number and, beside it, a word that can be its unit."""
    return is_measurable(words) and _UNIT_WORD.search(arabic_digits(words)) is not None


_ACTIVITY: Final = re.compile(
    r"^(?:ร้อยละ(?:ของ)?|จำนวน)?\s*(?:ครั้ง(?:ที่|ของ|ใน)?|การ)?\s*(?:จัด(?:ประชุม|อบรม|กิจกรรม|โครงการ|งาน)|ประชุม|อบรม|ดำเนิน(?:การ|โครงการ|กิจกรรม)|จำนวนครั้ง|เบิกจ่าย)"
)


def is_activity(words: str) -> bool:
    """Whether an indicator's name counts work done (meetings held, courses run) and not its result."""
    return _ACTIVITY.search(words.strip()) is not None


TEXT_TESTS: Final[Mapping[str, Callable[[str], bool]]] = {
    "digit": has_digit,
    "residue": has_residue,
    "measurable": is_measurable,
    "quantity": is_quantified,
    "activity": is_activity,
}


def nearest(wanted: str, candidates: Iterable[str], *, at_least: float = 60.0, most: int = 3) -> list[str]:
    """The `candidates` most like `wanted`, best first, compared by characters after folding.

    `at_least` is a similarity from 0 to 100. Ties are broken by the candidate's own text, so that the
    answer does not depend on the order of `candidates`.
    """
    folded = {candidate: key(candidate) for candidate in sorted(set(candidates))}
    found = process.extract(key(wanted), folded, scorer=fuzz.WRatio, score_cutoff=at_least, limit=None)
    ranked = sorted(found, key=lambda hit: (-hit[1], abs(len(hit[0]) - len(wanted)), hit[2]))
    return [str(candidate) for _, _, candidate in ranked[:most]]


_OPENING: Final = re.compile(r"^(?:เพื่อให้|เพื่อ|ทำให้|สามารถ|ประชาชน|ได้รับ|มี)+")


def overlap(first: str, second: str) -> int:
    """How far two texts say the same, from 0 to 100: what their pairs of neighbouring characters have in common (Dice).

    Compared after folding, without spaces, punctuation and the words that open most objectives and results.
    """
    ours, theirs = _pairs(first), _pairs(second)
    both = ours.total() + theirs.total()
    return 200 * (ours & theirs).total() // both if both else 0


def _pairs(words: str) -> Counter[str]:
    bare = _OPENING.sub("", re.sub(r"[^\w฀-๿]+", "", key(words)))
    return Counter(bare[at : at + 2] for at in range(len(bare) - 1))
