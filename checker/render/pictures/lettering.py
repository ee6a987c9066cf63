"""Words set in lines of a picture: no font is at hand, so widths are estimated, on the safe side.

Thai is written without spaces. A line is broken at a space where there is one near its end, else at the edge of a word that
plans use often, else where a syllable is likely to begin; never inside what is read as one sign.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final, NamedTuple

_WORDS: Final = tuple(sorted(
    (
        "กลุ่มจังหวัด", "การ", "การค้า", "การเกษตร", "การแข่งขัน", "การจัดการ", "การบริหาร", "การพัฒนา", "การศึกษา", "การเมือง",
        "การมีส่วนร่วม", "กิจการ", "กีฬา", "เกษตร", "เกษตรกร", "ของ", "ขยะ", "ครัวเรือน", "ความ", "ความปลอดภัย", "ความมั่นคง",
        "ความเชื่อมโยง", "คุณภาพชีวิต", "เครือข่าย", "โครงการ", "โครงสร้าง", "จังหวัด", "จัดการ", "จาก", "จำนวน", "ชีวิต", "ชุมชน",
        "เชื่อมโยง", "ด้วย", "ด้าน", "เด็ก", "ต่อ", "ตำบล", "ถนน", "ท่องเที่ยว", "ทรัพยากร", "ทรัพยากรธรรมชาติ", "ไทย", "ภูมิอากาศ", "รุ่น", "ลด",
        "ลดลง", "คน", "ทุก", "ดี", "กับ", "เป็นมิตร", "เติบโต", "ท้องถิ่น", "ทั่วถึง",
        "ที่", "เทคโนโลยี", "ธรรมชาติ", "ธรรมาภิบาล", "นวัตกรรม", "น้ำ", "ใน", "บริการ", "บริหาร", "บ้านเมือง", "ประชาชน",
        "ประเพณี", "ประสิทธิภาพ", "ปลอดภัย", "ผลิต", "ผู้สูงอายุ", "ผู้พิการ", "แผน", "แผนแม่บท", "แผนงาน", "แผนพัฒนา", "พลเมือง",
        "พัฒนา", "พื้นที่", "พื้นฐาน", "เพิ่ม", "เพื่อ", "ภาครัฐ", "ภาษา", "ภูมิปัญญา", "มนุษย์", "มีส่วนร่วม", "มูลค่า", "เมือง", "แม่บท",
        "ยกระดับ", "ยั่งยืน", "ยุทธศาสตร์", "เยาวชน", "ร้อยละ", "ระดับ", "ระบบ", "ราชการ", "รายได้", "โรงเรียน", "เรียน", "โลจิสติกส์",
        "และ", "วัฒนธรรม", "วิสาหกิจ", "ศาสนา", "ศิลปะ", "ศูนย์", "เศรษฐกิจ", "ส่งเสริม", "สร้าง", "สวัสดิการ", "สังคม",
        "สาธารณภัย", "สาธารณสุข", "สาธารณูปโภค", "สิ่งแวดล้อม", "สุขภาพ", "สูง", "เสริมสร้าง", "หน่วยงาน", "หมู่บ้าน", "ให้", "องค์กร",
        "อนุรักษ์", "อย่าง", "อย่างยั่งยืน", "อัตลักษณ์", "อาชีพ", "อำเภอ", "เอกชน",
    ),
    key=lambda word: (-len(word), word),
))  # fmt: skip
_OPENING: Final = frozenset("เแโใไ")
_FOLLOWING: Final = frozenset("ะาำๅๆฯ")
_CUT: Final = "…"


class Lines(NamedTuple):
    """Words in lines; `cut` where not all of them found room."""

    lines: tuple[str, ...]
    cut: bool


def width_of(words: str, size: float) -> float:
    """About how many pixels `words` take in a font of `size` pixels; rather more than less."""
    return size * sum(map(_advance, words))


def _advance(sign: str) -> float:
    if _is_mark(sign):
        return 0.0
    if "\u0e00" <= sign <= "\u0e7f":
        return 0.34 if sign in "เแาๅะ" else 0.66
    if sign in " .,:;|!'()[]/iljI·":
        return 0.34
    if sign.isupper() or sign in "%mwMW–—":
        return 0.76
    return 1.05 if unicodedata.east_asian_width(sign) in "WF" else 0.58


def fitted(words: str, width: float, size: float, most: int) -> Lines:
    """`words` in at most `most` lines of `width` pixels; the last one ends in … where some are left over."""
    rest = " ".join(words.split())
    lines: list[str] = []
    while rest and len(lines) < most - 1:
        line, rest = _line(rest, width, size)
        lines.append(line)
    if not rest or width_of(rest, size) <= width:
        return Lines((*lines, rest) if rest else tuple(lines), False)
    while rest and width_of(rest + _CUT, size) > width:
        rest = _clusters_of(rest[:-1])
    return Lines((*lines, rest.rstrip() + _CUT), True)


def _clusters_of(words: str) -> str:
    """`words` without a sign at its end that would stand alone."""
    while words and words[-1] in _OPENING:
        words = words[:-1]
    return words


def _line(words: str, width: float, size: float) -> tuple[str, str]:
    """The first line of `words`, and what is left for the next ones."""
    room, full = 0, 0.0
    for sign in words:
        full += size * _advance(sign)
        if full > width:
            break
        room += 1
    if room == len(words):
        return words, ""
    late = [(rank, at) for at, rank in _breaks(words[: room + 1], words) if room // 2 < at <= room]
    at = max(late)[1] if late else max(room, 1)
    return words[:at].rstrip(), words[at:].lstrip()


def _breaks(start: str, words: str) -> Iterator[tuple[int, int]]:
    """Where `words` may be broken inside `start`, and how well: from 4 at a space down to 0 inside what may be a syllable."""
    inside, edge = 0, False
    for at in range(len(start)):
        ended = at == inside and edge
        if at >= inside:
            known = next((word for word in _WORDS if words.startswith(word, at)), "")
            inside, edge = at + max(len(known), 1), bool(known)
            if at and _may_open(words, at):
                if words[at - 1] == " ":
                    yield at, 4
                elif known or ended:
                    yield at, 3
                else:
                    yield at, _opens_syllable(words, at)


def _opens_syllable(words: str, at: int) -> int:
    """How likely a syllable begins at `at`: a vowel that stands first, or a consonant that bears a vowel after a full one."""
    if words[at] in _OPENING:
        return 2
    bears = at + 1 < len(words) and (_is_mark(words[at + 1]) or words[at + 1] in _FOLLOWING)
    after_vowel = _is_mark(words[at - 1]) or words[at - 1] in _FOLLOWING
    return 2 if bears and after_vowel else int(bears)


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign) in ("Mn", "Cf")


def _may_open(words: str, at: int) -> bool:
    """Whether a line may begin with the sign at `at`."""
    sign, before = words[at], words[at - 1]
    joined = _is_mark(sign) or sign in _FOLLOWING or before in _OPENING
    number = sign.isalnum() and before.isalnum() and sign.isascii() and before.isascii()
    return not joined and not number and sign not in " ,.;:)"
