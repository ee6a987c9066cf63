from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.thai import amount, arabic_digits, key, period, readable, title_key, window_year

MARKS = st.sampled_from("กนมาำํเแ่้๊๋๑๒19 \u200b\u00a0.-,()บาท")
WORDS = st.text(st.one_of(MARKS, st.characters(exclude_categories=["Cs"])), max_size=12)


def test_thai_digits_become_arabic_ones_and_nothing_else_changes() -> None:
    assert arabic_digits("พ.ศ. ๒๕๖๖ ข้อ 1") == "พ.ศ. 2566 ข้อ 1"


@pytest.mark.parametrize(
    ("written", "shown", "repair"),
    [
        ("น\u0e4d\u0e32", "นำ", "split-sara-am"),
        ("น\u0e49\u0e4d\u0e32", "น้ำ", "split-sara-am"),
        ("น\u0e4d\u0e49\u0e32", "น้ำ", "split-sara-am"),
        ("เเผน", "แผน", "doubled-sara-e"),
        ("ก่่อสร้าง", "ก่อสร้าง", "doubled-tone"),
        ("แผน\u200bงาน", "แผนงาน", "invisible-characters"),
        ("\ufeffแผนงาน", "แผนงาน", "invisible-characters"),
    ],
)
def test_what_only_looks_right_is_shown_right_and_the_repair_is_named(written: str, shown: str, repair: str) -> None:
    assert readable(written) == (shown, (repair,))


@pytest.mark.parametrize("written", ["น้ำ", "แผน", "ก่อสร้าง", "road 3", "เ แ"])
def test_what_is_right_is_shown_as_it_stands(written: str) -> None:
    assert readable(written) == (written, ())


def test_spacing_is_tidied_without_a_note() -> None:
    assert readable("  ถนน\u00a0\n คสล. ") == ("ถนน คสล.", ())


def test_every_repair_is_named_once_in_the_order_made() -> None:
    assert readable("\u200bเเน\u0e4d\u0e32ก่่") == (
        "แนำก่",
        ("invisible-characters", "split-sara-am", "doubled-sara-e", "doubled-tone"),
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("น้ำ", "น\u0e49\u0e4d\u0e32"),
        ("น้ำ", "น\u0e4d\u0e49\u0e32"),
        ("น้ำ", "นำ้"),
        ("แผน", "เเผน"),
        ("P 1", "p1"),
        ("๑.๒", "1.2"),
        ("2566–2570", "2566-2570"),
        ("2566—2570", "2566-2570"),
        ("“ถนน”", "ถนน"),
        ("ถนน\u200b", " ถนน"),
        ("P１", "P1"),
    ],
)
def test_two_spellings_of_one_thing_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), [("1.1", "11"), ("น้ำ", "นำ"), ("ป่า", "ป้า"), ("P1", "P-1"), ("1(1)", "1.1")])
def test_two_things_have_two_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


@given(WORDS)
def test_folding_twice_is_folding_once(words: str) -> None:
    assert key(key(words)) == key(words)
    assert readable(readable(words)[0]) == (readable(words)[0], ())


@given(WORDS)
def test_what_is_shown_has_the_key_of_what_was_written(words: str) -> None:
    assert key(readable(words)[0]) == key(words)


@given(WORDS)
def test_nothing_that_can_be_typed_is_too_odd_to_be_read(words: str) -> None:
    assert window_year(words) is None or 2400 <= (window_year(words) or 0) <= 2800
    assert (found := period(words)) is None or found[0] <= found[1]
    assert amount(words).number is None or amount(words).readable


@pytest.mark.parametrize(
    "written",
    [
        "ยุทธศาสตร์ที่ 2 การเกษตร",
        "ยุทธศาสตร์ที่ ๒ การเกษตร",
        "ยุทธศาสตร์การพัฒนาที่ 2. การเกษตร",
        "ประเด็นการพัฒนาที่ 2 : การเกษตร",
        "ประเด็นยุทธศาสตร์ที่ 2 การเกษตร",
        "ยุทธศาสตร์ 2 การเกษตร",
        "เป้าประสงค์ที่ 1.2 การเกษตร",
        "2. การเกษตร",
        "2) การเกษตร",
        "1.1 การเกษตร",
        "“การเกษตร”",
        "ด้านการเกษตร",
        "ยุทธศาสตร์ด้านการเกษตร",
        "การเกษตร",
    ],
)
def test_a_title_is_compared_without_its_number_and_the_words_before_it(written: str) -> None:
    assert title_key(written) == "การเกษตร"


@pytest.mark.parametrize("written", ["10 หมู่บ้าน", "3 สาย", "ด้าน"])
def test_what_belongs_to_a_title_stays_in_it(written: str) -> None:
    assert title_key(written) == key(written)


@pytest.mark.parametrize(
    "written",
    [
        "2566",
        "๒๕๖๖",
        "2023",
        "66",
        "๖๖",
        "พ.ศ. 2566",
        "พศ 2566",
        "ค.ศ. 2023",
        "ปี 2566",
        "ปีงบประมาณ พ.ศ. 2566",
        "FY2023",
        "2566.0",
    ],
)
def test_a_fiscal_year_is_read_in_either_era_and_in_two_digits(written: str) -> None:
    assert window_year(written) == 2566


@pytest.mark.parametrize("written", ["", "-", "soon", "2300", "256", "25666", "2566-2570", "2566 และ 2567", "1800"])
def test_what_is_no_year_is_none(written: str) -> None:
    assert window_year(written) is None


@pytest.mark.parametrize(
    ("written", "window", "year"),
    [
        ("66", None, 2566),
        ("66", (2566, 2570), 2566),
        ("02", (2598, 2602), 2602),
        ("98", (2601, 2605), 2598),
        ("99", (2566, 2570), 2599),
    ],
)
def test_two_digits_are_read_near_the_window_of_the_plan(
    written: str, window: tuple[int, int] | None, year: int
) -> None:
    assert window_year(written, window) == year


@pytest.mark.parametrize(
    "written",
    [
        "2566-2570", "2566 – 2570", "พ.ศ. ๒๕๖๖ – ๒๕๗๐", "(พ.ศ. 2566-2570)", "2566 ถึง 2570", "2566 to 2570", "2566/2570", "66-70", "2566-70",
        "2023-2027", "ปี 2566 - ปี 2570",
    ],
)  # fmt: skip
def test_a_period_is_read_however_its_ends_are_joined(written: str) -> None:
    assert period(written) == (2566, 2570)


def test_one_year_is_a_period_of_one_year() -> None:
    assert period("พ.ศ. 2566") == (2566, 2566)


@pytest.mark.parametrize("written", ["2570-2566", "2566-2568-2570", "-", "", "2566 เป็นต้นไป"])
def test_what_is_no_period_is_none(written: str) -> None:
    assert period(written) is None


@pytest.mark.parametrize(
    ("written", "number"),
    [
        (" 1,632,820 ", "1632820"),
        ("10,500,000.00", "10500000"),
        ("๑,๐๐๐.๕๐", "1000.5"),
        (" -   ", "0"),
        ("–", "0"),
        ("500 บาท", "500"),
        ("500.-", "500"),
        ("฿500", "500"),
        ("500 บ.", "500"),
        ("25 พันบาท", "25000"),
        ("1.5 ล้านบาท", "1500000"),
        ("(500)", "-500"),
        ("-500", "-500"),
        ("1 000", "1000"),
        ("80%", "80"),
        (".5", "0.5"),
        (1632820.0, "1632820"),
        (Decimal("1.50"), "1.5"),
        (0, "0"),
    ],
)
def test_money_is_read_in_every_spelling(written: str | float | Decimal, number: str) -> None:
    assert str(amount(written).number) == number


@pytest.mark.parametrize("written", [None, "", "  ", "ไม่มี", "ไม่ระบุ", "N/A"])
def test_a_cell_that_says_nothing_holds_no_number_and_is_not_unreadable(written: str | None) -> None:
    assert (amount(written).number, amount(written).readable) == (None, True)


@pytest.mark.parametrize(
    "written", ["ตามจริง", "1,00,000", "1.000.000", "500 คน", "1e5", float("nan"), float("inf"), "9" * 3_000_000]
)
def test_text_that_is_no_number_is_not_readable(written: str | float) -> None:
    assert (amount(written).number, amount(written).readable) == (None, False)
