"""How Thai officials write years, digits, money and words, made comparable.

Every function is total: what cannot be read gives None, and the caller says so to the reader.
Sources: measured on real workbooks (split sara am in 39 of 548 projects) and the spellings in
`docs/reading.md`.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

# A plan says the same words over and over: units, years, headings, empty cells.
_REMEMBERED: Final = 1 << 16
_THAI_DIGITS: Final = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_TONES: Final = "่้๊๋"
_SPLIT_SARA_AM: Final = re.compile(f"ํ([{_TONES}]?)า|([{_TONES}])ํา")
_TONE_BEHIND: Final = re.compile(f"ำ([{_TONES}])")
_DOUBLED_TONE: Final = re.compile(f"([{_TONES}])\\1+")
_UNSEEN: Final = (
    "\u200b\u200c\u200d\u2060\u00ad\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_INVISIBLE: Final = dict.fromkeys(map(ord, _UNSEEN))
_UNCLEAR: Final = re.compile(f"[{_UNSEEN}ํ]|เเ")
_SPACES: Final = re.compile(r"\s+")
_DASHES: Final = "-–—−‐‑"


def arabic_digits(words: str) -> str:
    """`words` with ๐-๙ written as 0-9."""
    return words.translate(_THAI_DIGITS)


@lru_cache(maxsize=_REMEMBERED)
def readable(words: str) -> tuple[str, tuple[str, ...]]:
    """`words` as they should be shown, and the names of the repairs that made a difference.

    Spacing at the ends and line breaks inside are tidied without a note: nobody sees them change.
    """
    repairs: list[str] = []
    shown = words.translate(_INVISIBLE)
    if shown != words:
        repairs.append("invisible-characters")
    joined = _SPLIT_SARA_AM.sub(lambda m: f"{m[1] or m[2] or ''}ำ", shown)
    if joined != shown:
        repairs.append("split-sara-am")
    whole = joined.replace("เเ", "แ")
    if whole != joined:
        repairs.append("doubled-sara-e")
    single = _DOUBLED_TONE.sub(r"\1", whole)
    if single != whole:
        repairs.append("doubled-tone")
    return _SPACES.sub(" ", unicodedata.normalize("NFC", single)).strip(), tuple(repairs)


def legible(words: str) -> str:
    """`words` as people see them: unseen characters left out and split letters joined, spaces and line ends as they were."""
    if not _UNCLEAR.search(words):
        return words
    seen = _SPLIT_SARA_AM.sub(lambda m: f"{m[1] or m[2] or ''}ำ", words.translate(_INVISIBLE))
    return seen.replace("เเ", "แ")


@lru_cache(maxsize=_REMEMBERED)
def key(words: str) -> str:
    """The folded form by which codes and names are compared; equal keys are the same thing.

    Spaces, case, Thai digits, sara am, doubled marks, a tone mark typed behind sara am, kinds of dashes and quotation
    marks do not count.
    """
    shown, _ = readable(words)
    folded = unicodedata.normalize("NFKC", shown).replace("ํา", "ำ").casefold()
    folded = _TONE_BEHIND.sub(r"\1ำ", folded)
    folded = re.sub(f"[{_DASHES}]", "-", arabic_digits(folded))
    return unicodedata.normalize("NFC", re.sub(r"[\s\"'“”‘’`]+", "", folded))


_LEAD_WORDS: Final = r"(?:ประเด็น|ยุทธศาสตร์|การพัฒนา|เป้าประสงค์|กลยุทธ์|แนวทาง|หมุดหมาย|ด้าน|เป้าหมาย|จังหวัด|แพร่)"
_TITLE_LEAD: Final = re.compile(rf"^(?:(?:{_LEAD_WORDS}+(?:ที่?)?|ที่?)[0-9.]+|[0-9]+\.[0-9.]*|[0-9]+(?=[:)]))[:.)\-]*")
_TITLE_CLASS: Final = re.compile(r"^(?:ยุทธศาสตร์|ประเด็น|หมุดหมาย|ด้าน)+(?=.)")


@lru_cache(maxsize=_REMEMBERED)
def title_key(words: str) -> str:
    """The folded form of a title, without a leading “ยุทธศาสตร์ที่ 2”, “2.” or “ด้าน” and without punctuation."""
    bare = _TITLE_CLASS.sub("", _TITLE_LEAD.sub("", key(words)))
    return re.sub(r"[^\w฀-๿]+", "", bare)


def version_key(words: str) -> str:
    """The folded form of a plan's version, without a leading “ฉบับ”."""
    return re.sub(r"^ฉบับ(?:ที่|ปี)?(?:พ\.?ศ\.?)?", "", key(words))


_ONGOING: Final = re.compile(r"\(\s*ต่อเนื่อง\s*\)")
_VILLAGE_NUMBER: Final = re.compile(r"(?:หมู่(?:บ้าน)?(?:ที่)?|ม)\s*\.?\s*(?=\d)")
_REPEATED_VOWEL: Final = re.compile(r"([ะ-ฺเ-ไ็-๎])\1+")


@lru_cache(maxsize=_REMEMBERED)
def name_key(words: str) -> str:
    """The folded form by which names of projects are twins.

    Beyond `key`, punctuation, vowels typed twice, a leading “โครงการ”, “(ต่อเนื่อง)” and the way to write “หมู่ที่” do not count. Two numbers
    stay two: “หมู่ 1, 3” is not “หมู่ 13”.
    """
    shown = arabic_digits(unicodedata.normalize("NFKC", _ONGOING.sub(" ", readable(words)[0])))
    shown = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", _VILLAGE_NUMBER.sub("ม", shown))
    parted = re.sub(r"(?<=\d)(?![.\d])[^\w฀-๿]+(?=\d)", "~", shown)
    bare = re.sub(r"[^\w฀-๿~.]+|(?<!\d)\.|\.(?!\d)", "", _REPEATED_VOWEL.sub(r"\1", key(parted)))
    return bare.removeprefix("โครงการ") or key(words)


@lru_cache(maxsize=_REMEMBERED)
def window_year(written: str, window: tuple[int, int] | None = None) -> int | None:
    """A fiscal year in the Buddhist era from `2566`, `๒๕๖๖`, `66`, `2023`, `พ.ศ. 2566`; None if it is none.

    Four digits from 2400 are Buddhist, from 1900 to 2200 Christian (+543). Two digits are read into the
    century of `window` where one is given, else 25xx.
    """
    digits = re.fullmatch(r"(?:(?:ปี)?(?:งบประมาณ)?(?:พ\.?ศ\.?|ค\.?ศ\.?|fy)?\.?)?(\d{2}|\d{4})(?:\.0+)?", key(written))
    if digits is None:
        return None
    number = int(digits[1])
    if len(digits[1]) == 2:
        century = window[0] // 100 * 100 if window else 2500
        if window and century + number < window[0] - 50:
            century += 100
        elif window and century + number > window[0] + 50:
            century -= 100
        return century + number
    if 2400 <= number <= 2800:
        return number
    if 1900 <= number <= 2200:
        return number + 543
    return None


def period(written: str) -> tuple[int, int] | None:
    """First and last fiscal year of `2566-2570`, `พ.ศ. ๒๕๖๖ – ๒๕๗๐`, `2566 ถึง 2570`, `66-70`, or one year."""
    text = re.sub(r"ถึง|to|/", "-", key(written))
    parts = [part for part in text.strip("().").split("-") if part]
    if len(parts) not in (1, 2):
        return None
    first = window_year(parts[0])
    last = window_year(parts[-1], (first, first) if first else None)
    return (first, last) if first and last and first <= last else None


_MONTHS: Final = (
    ("มกราคม", "มค", "january"), ("กุมภาพันธ์", "กพ", "february"), ("มีนาคม", "มีค", "march"), ("เมษายน", "เมย", "april"),
    ("พฤษภาคม", "พค", "may"), ("มิถุนายน", "มิย", "june"), ("กรกฎาคม", "กค", "july"), ("สิงหาคม", "สค", "august"),
    ("กันยายน", "กย", "september"), ("ตุลาคม", "ตค", "october"), ("พฤศจิกายน", "พย", "november"),
    ("ธันวาคม", "ธค", "december"),
)  # fmt: skip
_MONTH_OF: Final = {
    name: number for number, (*thai, english) in enumerate(_MONTHS, 1) for name in (*thai, english, english[:3])
}
_ISO_DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DAY: Final = re.compile(
    r"(?:วัน\D{0,10}ที่)?(\d{1,2})(?:[-/.](\d{1,2})[-/.]|[-/.]?(?:เดือน)?([^\W\d_][^\d]*?)[-/]?)"
    r"(?:พ\.?ศ\.?|ค\.?ศ\.?)?(\d{4}|\d{2})"
)
_EARLIEST_OF_TWO_DIGITS: Final = 40


@lru_cache(maxsize=_REMEMBERED)
def day(written: str) -> datetime.date | None:
    """The day that `2023-01-31`, `31/01/2566`, `31 ม.ค. 2566` or `๓๑ มกราคม พ.ศ. ๒๕๖๖` name; None if they name none.

    The day comes before the month, except in year-month-day. Years as in `window_year`; of two digits only 40 to 99,
    as 25xx: below that nobody can tell 2565 from 2022.
    """
    folded = key(written)
    if iso := _ISO_DAY.fullmatch(folded):
        year, month, number = iso.groups()
    elif found := _DAY.fullmatch(folded):
        number, month, year = found[1], found[2] or str(_MONTH_OF.get(found[3].replace(".", ""), 0)), found[4]
    else:
        return None
    if len(year) == 2 and int(year) < _EARLIEST_OF_TWO_DIGITS:
        return None
    fiscal = window_year(year)
    try:
        return datetime.date(fiscal - 543, int(month), int(number)) if fiscal else None
    except ValueError:
        return None


def fiscal_year(date: datetime.date) -> int:
    """The Thai fiscal year of a day, in the Buddhist era: 2566 runs from 1 October 2565 to 30 September 2566."""
    return date.year + 543 + (date.month >= 10)


@dataclass(frozen=True, slots=True)
class Amount:
    """What a money or number cell says: a number, or nothing (`number` None and `readable` true)."""

    number: Decimal | None
    readable: bool = True


_LONGEST_AMOUNT: Final = 60
_UNITS: Final = {"บาท": 1, "บ.": 1, "พันบาท": 1_000, "ล้านบาท": 1_000_000}
_AMOUNT: Final = re.compile(r"([+-]?)฿?((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+)(ล้านบาท|พันบาท|บาท|บ\.|%)?(?:\.-|-)?")
_NOTHING: Final = frozenset({"", "ไม่มี", "n/a", "ไม่ระบุ"})


def amount(written: str | int | float | Decimal | None) -> Amount:
    """The number that a cell holds: `" 1,632,820 "`, `" -   "` (zero), `10,500,000.00`, `(500)`, `1.5 ล้านบาท`.

    An empty cell holds no number, which is not zero. Text that is no number is not readable.
    """
    if written is None:
        return Amount(None)
    if isinstance(written, (int, float, Decimal)) and not isinstance(written, bool):
        number = Decimal(str(written))
        return Amount(_plain(number)) if number.is_finite() else Amount(None, readable=False)
    text = key(str(written))
    if text in _NOTHING:
        return Amount(None)
    if set(text) == {"-"}:
        return Amount(Decimal(0))
    negative = re.fullmatch(r"\((.+)\)", text)
    match = _AMOUNT.fullmatch(negative[1] if negative else text) if len(text) <= _LONGEST_AMOUNT else None
    if match is None:
        return Amount(None, readable=False)
    number = Decimal(match[2].replace(",", "")) * _UNITS.get(match[3] or "บาท", 1)
    return Amount(_plain(-number if negative or match[1] == "-" else number))


def _plain(number: Decimal) -> Decimal:
    """`number` without an exponent or trailing zeros, so that equal numbers look equal."""
    return Decimal(f"{number.normalize():f}")


def natural(words: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key by which P-2 stands before P-10."""
    pieces = re.findall(r"[0-9]+|[^0-9]+", key(words))
    return tuple((0, int(piece), "") if piece.isascii() and piece.isdigit() else (1, 0, piece) for piece in pieces)
