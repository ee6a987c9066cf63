"""One cell into one value: digits, years, money and words made comparable, and every repair named."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Final

from checker.chain import FieldWord
from checker.place import Place
from checker.plan import State, Value
from checker.readers.draft import Cell, written_text
from checker.text import Sentence
from checker.thai import amount, arabic_digits, day, fiscal_year, key, period, readable, window_year

LARGEST: Final = Decimal(10) ** 18
_DECIMALS: Final = Decimal("0.000001")

REPAIRS: Final = {
    "invisible-characters": Sentence(th="มีอักขระที่มองไม่เห็น จึงไม่นับ", en="characters that cannot be seen were left out"),
    "split-sara-am": Sentence(th="สระอำแยกเป็นสองตัว จึงรวมเป็นตัวเดียว", en="a split sara am was joined"),
    "doubled-sara-e": Sentence(th="พิมพ์ เ สองตัวแทน แ จึงอ่านเป็น แ", en="two sara e were read as sara ae"),
    "doubled-tone": Sentence(th="วรรณยุกต์ซ้ำ จึงนับครั้งเดียว", en="a doubled tone mark was counted once"),
    "thai-digits": Sentence(th="เป็นเลขไทย จึงอ่านเป็นเลขอารบิก", en="Thai digits were read as Arabic ones"),
    "other-era": Sentence(th="เป็นปี ค.ศ. หรือเลขสองหลัก จึงอ่านเป็น พ.ศ.", en="a year of another era or of two digits was read in the Buddhist era"),
    "rounded": Sentence(th="มีทศนิยมเกินหกตำแหน่ง จึงปัดเศษ", en="more than six decimals were rounded"),
    "date-as-text": Sentence(th="โปรแกรมตารางเก็บเป็นวันที่", en="the spreadsheet keeps this as a date"),
}  # fmt: skip


def read_value(word: FieldWord, cell: Cell, window: tuple[int, int] | None = None) -> tuple[Value, tuple[str, ...]]:
    """The value of `cell` as a field of type `word.type`, and the names of the repairs made (keys of REPAIRS).

    A text of dashes alone is an empty cell, except where a number is asked for: there a dash is zero.
    """
    shown, repairs = readable(written_text(cell.raw))
    if word.type not in ("text", "code", "choice") and arabic_digits(shown) != shown:
        repairs = (*repairs, "thai-digits")
    if isinstance(cell.raw, datetime.date) and word.type != "date":
        repairs = (*repairs, "date-as-text")
    if word.type in ("number", "money"):
        value, more = _number(shown, cell)
        return value, (*repairs, *more)
    folded = key(shown)
    if not folded or set(folded) <= {"-"}:
        return Value("empty", shown, "", cell.place), repairs
    if word.type in ("year", "period"):
        value, more = _years(word, shown, cell, window)
        return value, (*repairs, *more)
    if word.type == "date":
        value, more = _date(shown, cell)
        return value, (*repairs, *more)
    if word.type == "choice":
        folded = _choice(word, folded)
    return Value("filled", shown, folded, cell.place), repairs


def _number(shown: str, cell: Cell) -> tuple[Value, tuple[str, ...]]:
    raw = (
        cell.raw
        if isinstance(cell.raw, (int, float, Decimal)) and not isinstance(cell.raw, bool)
        else shown.rstrip(". ")
    )
    found = amount(raw)
    if found.number is None:
        state: State = "empty" if found.readable else "unreadable"
        return Value(state, shown, "" if state == "empty" else key(shown), cell.place), ()
    if abs(found.number) >= LARGEST:
        return Value("unreadable", shown, key(shown), cell.place), ()
    rounded = Decimal(f"{found.number.quantize(_DECIMALS).normalize():f}")
    repairs = ("rounded",) if rounded != found.number and not isinstance(cell.raw, float) else ()
    return number_value(rounded, cell.place, shown), repairs


def number_value(number: Decimal, place: Place, written: str | None = None) -> Value:
    """A filled value that holds `number`."""
    plain = f"{number:f}"
    return Value("filled", plain if written is None else written, plain, place, number=number)


def _years(word: FieldWord, shown: str, cell: Cell, window: tuple[int, int] | None) -> tuple[Value, tuple[str, ...]]:
    if word.type == "year":
        year = window_year(shown, window)
        years = (year, year) if year else None
    else:
        years = period(shown)
    if years is None:
        return Value("unreadable", shown, key(shown), cell.place), ()
    said = f"{years[0]}-{years[1]}" if word.type == "period" else str(years[0])
    plain = arabic_digits(shown)
    repairs = () if all(str(year) in plain for year in years) else ("other-era",)
    number = Decimal(years[0]) if word.type == "year" else None
    return Value("filled", shown, said, cell.place, number=number, years=years), repairs


def _date(shown: str, cell: Cell) -> tuple[Value, tuple[str, ...]]:
    date = day(shown)
    if date is None:
        return Value("unreadable", shown, key(shown), cell.place), ()
    plain, year = arabic_digits(shown), fiscal_year(date)
    iso = date.isoformat()
    named = str(date.year + 543) in plain or iso in plain
    return Value("filled", shown, iso, cell.place, years=(year, year)), () if named else ("other-era",)


def _choice(word: FieldWord, folded: str) -> str:
    for name, spellings in (word.choices or {}).items():
        if folded in {key(name), *(key(spelling) for spelling in spellings)}:
            return name
    return folded
