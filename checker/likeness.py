"""How like codes are to codes and titles to titles: what a suggestion of the nearest is weighed by.

A code is never weighed against a title. Likeness is from 0 to 100; what lies below NEAR is not near. NEAR lies between the pairs that were
marked by hand and looked at (tests/likeness_pairs.py): titles of two things came to 61 at most, titles of one thing to 77 at least. A wrong
suggestion costs trust, and a missing one only a look into the plan; but one that is wrong changes no verdict, so NEAR is not set higher.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Final

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from checker.thai import key, title_key

NEAR: Final = 68.0
SAME_NUMBERS: Final = 100.0
ONE_SLIP: Final = 90.0
NO_LETTERS: Final = 85.0
ONE_OTHER_SIGN: Final = 75.0

MOST: Final = 3
CLOSE_TO_BEST: Final = 12.0  # what is less like than the best by more than this is not named beside it
_LOOKED_AT: Final = 25
_REMEMBERED: Final = 1 << 14
_CODE_LETTERS: Final = 4
_LEAD: Final = re.compile(
    r"^(?:(?:ประเด็น|ยุทธศาสตร์|การพัฒนา|เป้าประสงค์|กลยุทธ์|แนวทาง|หมุดหมาย|เป้าหมาย|แผนงาน)+(?:ที่)?[0-9.]+|[0-9]+\.[0-9.]*|[0-9]+(?=[:)]))"
)
_NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]+)*")
_LETTERS: Final = re.compile(r"(?:[^\W\d_]|[ัิ-ฺ็-๎])+")  # Thai vowels and tones are no letters to `re`
_TOKEN: Final = re.compile(f"[0-9]+|{_LETTERS.pattern}")
_FOR_A_DIGIT: Final = re.compile("(?<=[0-9])[oli]|[oli](?=[0-9])")
_DIGITS: Final = {"o": "0", "l": "1", "i": "1"}
_SHORT: Final = (
    ("สนง.", "สำนักงาน"), ("รพ.สต.", "โรงพยาบาลส่งเสริมสุขภาพตำบล"), ("รพ.", "โรงพยาบาล"), ("สสจ.", "สำนักงานสาธารณสุขจังหวัด"),
    ("สสอ.", "สำนักงานสาธารณสุขอำเภอ"), ("ศพด.", "ศูนย์พัฒนาเด็กเล็ก"), ("ร.ร.", "โรงเรียน"), ("รร.", "โรงเรียน"),
    ("คสล.", "คอนกรีตเสริมเหล็ก"), ("อบจ.", "องค์การบริหารส่วนจังหวัด"), ("อบต.", "องค์การบริหารส่วนตำบล"),
    ("ทต.", "เทศบาลตำบล"), ("ทม.", "เทศบาลเมือง"), ("ทน.", "เทศบาลนคร"), ("สป.", "สำนักปลัด"),
)  # fmt: skip
_SHORT_AREAS: Final = re.compile(r"(?<![ก-๛.])(?:(จ)|(อ)|(ต)|(ม))\.(?=[ก-๛0-9])")
_AREAS: Final = ("จังหวัด", "อำเภอ", "ตำบล", "หมู่ที่")
# Words that stand in the titles of almost everything, so that to share them says nothing.
_STOCK: Final = re.compile(
    r"องค์การบริหารส่วน|ส่งเสริม|เสริมสร้าง|สนับสนุน|พัฒนา|ยกระดับ|ปรับปรุง|ก่อสร้าง|สร้าง|โครงการ|แผนงาน|บริหารจัดการ|จัดการ|บริหาร|เพิ่ม|เทศบาล|สำนักงาน|สำนัก|กอง|จังหวัด|อำเภอ|ตำบล|ศักยภาพ|ด้าน|งาน|การ|ความ|และ|ของ|ใน|ให้|ที่|มี|เพื่อ|ไทย|เป็น|สู่|อย่าง"
)


def parted(words: str) -> tuple[str, str]:
    """The code and the title that `words` hold: `ยุทธศาสตร์ที่ 2 ท่องเที่ยว` has both, `PP-54/2` and `ท่องเที่ยว` one each."""
    folded = key(words)
    lead = _LEAD.match(folded)
    number = _NUMBER.search(lead[0]) if lead else None
    if number and title_key(words) and not is_code(folded):
        return number[0], words
    if number and not title_key(words) and not is_code(folded):
        return number[0], ""
    return (words, "") if is_code(folded) else ("", words)


def is_code(words: str) -> bool:
    """Whether `words` look like a code: a number among few letters or Latin ones, or a letter or two alone."""
    folded = key(words)
    if any(folded == short for short, _ in _SHORT):
        return False
    longest = max((len(run) for run in _LETTERS.findall(folded)), default=0)
    if any(sign.isdecimal() for sign in folded):
        return longest <= _CODE_LETTERS or (folded.isascii() and " " not in words.strip())
    return longest <= (_CODE_LETTERS if folded.isascii() else 2)


@lru_cache(maxsize=_REMEMBERED)
def code_parts(words: str) -> tuple[str, ...]:
    """Letters and numbers of a code in turn, without zeros in front: `S-01.10` gives s, 1, 10."""
    return tuple((part.lstrip("0") or "0") if part.isdecimal() else part for part in _TOKEN.findall(key(words)))


@lru_cache(maxsize=_REMEMBERED)
def code_likeness(written: str, there: str) -> float:
    """How like the code `written` is to one that is `there`, told by the slip that leads from one to the other; 0 where none does.

    The same letters and numbers written otherwise are SAME_NUMBERS (`01`, `1`; `S1`, `S-1`). A stop left out, a sign doubled, two
    signs swapped, a zero more, the zero that Excel takes from 1.10 and a letter typed for a digit are ONE_SLIP; the letters left
    out, NO_LETTERS; one other sign beside a part that both share ONE_OTHER_SIGN. Codes are no quantities: 9 is not near 8.
    """
    mine, theirs = code_parts(written), code_parts(there)
    if not mine or not theirs:
        return 0.0
    if mine == theirs:
        return SAME_NUMBERS
    if "".join(mine) == "".join(theirs) or _digits_typed(written) == _digits_typed(there):
        return ONE_SLIP
    if _one_slip(".".join(mine), ".".join(theirs)):
        return ONE_SLIP
    numbers = [tuple(part for part in parts if part.isdecimal()) for parts in (mine, theirs)]
    if numbers[0] == numbers[1] != () and numbers[0] in (mine, theirs):
        return NO_LETTERS
    alike = [part.isdecimal() for part in mine] == [part.isdecimal() for part in theirs] and set(mine) & set(theirs)
    return ONE_OTHER_SIGN if alike and OSA.distance(".".join(mine), ".".join(theirs)) == 1 else 0.0


def _digits_typed(code: str) -> tuple[str, ...]:
    """The parts of `code` with the letters that stand for digits read as digits."""
    return code_parts(_FOR_A_DIGIT.sub(lambda match: _DIGITS[match[0]], key(code)))


def _one_slip(mine: str, theirs: str) -> bool:
    """Whether a doubled sign, a zero more, a zero lost behind a stop or two swapped signs tell `mine` from `theirs`."""
    short, long = sorted((mine, theirs), key=len)
    if len(long) == len(short):
        return (
            OSA.distance(mine, theirs) == 1 and sorted(mine) == sorted(theirs) and "." not in _differing(mine, theirs)
        )
    if len(long) > len(short) + 1:
        return False
    at = next((at for at, sign in enumerate(short) if sign != long[at]), len(short))
    if long[:at] + long[at + 1 :] != short:
        return False
    zero = at == len(short) and long[-1] == "0" and (long == mine or re.search(r"[0-9]\.[0-9]+$", short) is not None)
    return zero or (at > 0 and long[at] == long[at - 1])


def _differing(one: str, other: str) -> str:
    return "".join(a for a, b in zip(one, other, strict=True) if a != b)


@lru_cache(maxsize=_REMEMBERED)
def comparable(title: str) -> str:
    """`title` folded as titles are, with the abbreviations of offices and areas written out."""
    folded = key(title)
    for short, long in _SHORT:
        folded = folded.replace(short, long)
    folded = _SHORT_AREAS.sub(lambda match: _AREAS[(match.lastindex or 1) - 1], folded)
    return title_key(folded)


@lru_cache(maxsize=_REMEMBERED)
def title_likeness(one: str, other: str) -> float:
    """How like two titles are by their characters, which needs no spaces: the words that all titles share count little.

    Half is said by the characters in their order, half by pairs of characters wherever they stand, so that turned words stay alike.
    What is the beginning or the end of the other, without the words that all share, is near. Titles whose numbers differ name two things.
    """
    here, there = comparable(one), comparable(other)
    if not here or not there:
        return 0.0
    if here == there:
        return 100.0
    numbers = [re.findall("[0-9]+", words) for words in (here, there)]
    if numbers[0] and numbers[1] and numbers[0] != numbers[1]:
        return 0.0
    mine, theirs = (_STOCK.sub("", words) for words in (here, there))
    if not mine or not theirs:
        return fuzz.ratio(here, there) if fuzz.ratio(here, there) >= 85 else 0.0
    if mine == theirs:
        return 95.0
    short, long = sorted((mine, theirs), key=len)
    if len(short) >= 4 and (long.startswith(short) or long.endswith(short)) and 4 * len(short) >= len(long):
        return 80.0
    return 0.3 * _alike(here, there) + 0.7 * _alike(mine, theirs)


def _alike(one: str, other: str) -> float:
    pairs = _pairs_alike(one, other)
    return max(pairs, (fuzz.ratio(one, other) + pairs) / 2)


def _pairs_alike(one: str, other: str) -> float:
    """How many pairs of neighbouring characters two texts share, from 0 to 100."""
    mine, theirs = (Counter(pairwise(f" {words} ")) for words in (one, other))
    return 200.0 * (mine & theirs).total() / (mine.total() + theirs.total())


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may be suggested: `ident` tells it apart. Several may have the same code and name."""

    ident: str
    code: str
    name: str

    @property
    def label(self) -> str:
        """Code and name, as one would speak of it; once where the name serves as code."""
        return self.code if self.code == self.name else f"{self.code} {self.name}".strip()


@dataclass(slots=True)
class Shelf:
    """Candidates in the order of their codes, ready to be searched many times."""

    candidates: list[Candidate]
    _titles: list[str] = field(init=False)
    _codes: dict[str, list[Candidate]] = field(init=False)
    _by_numbers: dict[tuple[str, ...], set[str]] = field(init=False)
    _known: dict[tuple[str, str], list[Candidate]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.candidates = sorted(self.candidates, key=lambda one: (key(one.code), one.name, one.ident))
        self._titles = [comparable(one.name or ("" if is_code(one.code) else one.code)) for one in self.candidates]
        self._codes, self._by_numbers = defaultdict(list), defaultdict(set)
        for one in self.candidates:
            if is_code(one.code):
                plain = ".".join(code_parts(one.code))
                self._codes[plain].append(one)
                self._by_numbers[_numbers(one.code)].add(plain)

    def like(self, code: str, title: str) -> list[Candidate]:
        """Up to MOST candidates near to a code, a title, or both; nearest first.

        A title tells more than a code: what has one like it comes alone. Where none has, the code suggests only what is written with the same
        letters and numbers. Without a title, equally near codes are named all or not at all: of many, none is nearest.
        """
        if (code, title) not in self._known:
            found = [one for _, one in self.titled(title)] if title else []
            at_least = SAME_NUMBERS if title_key(title) else NEAR
            self._known[code, title] = found or (self._coded(code, at_least) if code else [])
        return self._known[code, title]

    def titled(self, title: str) -> list[tuple[float, Candidate]]:
        """Up to MOST candidates with a name like `title`, each with its likeness."""
        wanted = comparable(title)
        if not wanted:
            return []
        looked_at: set[int] = set()
        for scorer in (fuzz.ratio, fuzz.partial_ratio):
            looked_at |= {at for _, _, at in process.extract(wanted, self._titles, scorer=scorer, limit=_LOOKED_AT)}
        weighed = [(title_likeness(wanted, self._titles[at]), at) for at in sorted(looked_at)]
        best = max((likeness for likeness, _ in weighed), default=0.0)
        near = [hit for hit in weighed if hit[0] >= max(NEAR, best - CLOSE_TO_BEST)]
        near.sort(key=lambda hit: (-hit[0], hit[1]))
        return _once((likeness, self.candidates[at]) for likeness, at in near)[:MOST]

    def _coded(self, code: str, at_least: float) -> list[Candidate]:
        plain = list(self._codes)
        wanted = ".".join(code_parts(code))
        near = {word for word, _, _ in process.extract(wanted, plain, scorer=OSA.distance, score_cutoff=2, limit=None)}
        hits: dict[float, list[Candidate]] = defaultdict(list)
        for word in sorted(near | self._by_numbers.get(_numbers(code), set())):
            for one in self._codes[word]:
                hits[code_likeness(code, one.code)].append(one)
        best = max(hits, default=0.0)
        nearest = [one for _, one in _once((best, one) for one in hits.get(best, ()))]
        return nearest if best >= at_least and len(nearest) <= MOST else []


def _numbers(code: str) -> tuple[str, ...]:
    return tuple(part for part in code_parts(code) if part.isdecimal())


def _once(hits: Iterable[tuple[float, Candidate]]) -> list[tuple[float, Candidate]]:
    """`hits` without those that read like an earlier one."""
    seen: dict[str, tuple[float, Candidate]] = {}
    for hit in hits:
        seen.setdefault(hit[1].label, hit)
    return list(seen.values())
