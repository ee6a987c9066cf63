from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from checker.chain import FieldType, FieldWord
from checker.place import Place
from checker.plan import Value
from checker.readers.draft import Cell, Raw, written_text
from checker.values import REPAIRS, number_value, read_value

HERE = Place("plan.xlsx", "โครงการ", 4, 3)
UP_OR_DOWN = {"up": ["เพิ่มขึ้น"], "down": ["ลดลง"]}


def read(kind: FieldType, raw: Raw, window: tuple[int, int] | None = None) -> Value:
    return reading(kind, raw, window)[0]


def reading(kind: FieldType, raw: Raw, window: tuple[int, int] | None = None) -> tuple[Value, tuple[str, ...]]:
    word = FieldWord(type=kind, th="ช่อง", en="field", choices=UP_OR_DOWN if kind == "choice" else None)
    return read_value(word, Cell(raw, HERE), window)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (None, ""),
        (1.0, "1"),
        (1.25, "1.25"),
        (0.1, "0.1"),
        (True, "TRUE"),
        (False, "FALSE"),
        (7, "7"),
        (-0.0, "0"),
        (1.8e16, "18000000000000000"),
        (1e300, "1e+300"),
        (datetime.datetime(2023, 1, 31, 12), "2023-01-31"),
        (datetime.date(2023, 1, 31), "2023-01-31"),
        ("001", "001"),
    ],
)
def test_a_cell_is_shown_as_a_person_sees_it(raw: Raw, shown: str) -> None:
    assert written_text(raw) == shown


@pytest.mark.parametrize("raw", [None, "", "   ", "\u200b", "-", " – ", "--"])
def test_a_text_of_nothing_or_of_dashes_is_an_empty_cell(raw: Raw) -> None:
    assert read("text", raw).state == "empty"


@pytest.mark.parametrize("kind", ["number", "money"])
def test_an_empty_amount_is_not_zero_but_a_dash_is(kind: FieldType) -> None:
    assert (read(kind, None).state, read(kind, None).number) == ("empty", None)
    assert read(kind, " -   ") == number_value(Decimal(0), HERE, "-")


def test_a_text_keeps_what_was_written_beside_its_key() -> None:
    value = read("text", " ถนน  คสล. ")
    assert (value.state, value.written, value.key, value.place) == ("filled", "ถนน คสล.", "ถนนคสล.", HERE)


@pytest.mark.parametrize(
    ("raw", "number"), [("1,632,820.00", "1632820"), (12.0, "12"), ("5.", "5"), ("๕", "5"), (Decimal("1.10"), "1.1")]
)
def test_equal_amounts_have_equal_keys_however_they_are_written(raw: Raw, number: str) -> None:
    value = read("money", raw)
    assert (value.state, str(value.number), value.key) == ("filled", number, number)


@pytest.mark.parametrize("raw", ["ตามจริง", float("nan"), 10**18, "1" * 20, True])
def test_an_amount_that_is_none_or_beyond_all_budgets_is_unreadable_and_keeps_its_words(raw: Raw) -> None:
    value = read("money", raw)
    assert (value.state, value.number, value.written) == ("unreadable", None, written_text(raw))


def test_an_amount_just_below_the_largest_is_read() -> None:
    assert read("money", 10**18 - 1).number == 10**18 - 1


def test_decimals_beyond_the_sixth_are_rounded_with_a_note_unless_the_spreadsheet_made_them() -> None:
    value, repairs = reading("number", "0.12345678")
    assert (str(value.number), repairs) == ("0.123457", ("rounded",))
    value, repairs = reading("number", 0.1 + 0.2)
    assert (str(value.number), repairs) == ("0.3", ())


@pytest.mark.parametrize(
    ("raw", "window", "repairs"),
    [
        ("2566-2570", (2566, 2570), ()),
        ("66-70", (2566, 2570), ("other-era",)),
        ("2566-70", (2566, 2570), ("other-era",)),
        ("2023-2027", (2566, 2570), ("other-era",)),
        ("๒๕๖๖-๒๕๗๐", (2566, 2570), ("thai-digits",)),
    ],
)
def test_a_period_holds_its_first_and_last_year_and_says_how_it_was_read(
    raw: str, window: tuple[int, int], repairs: tuple[str, ...]
) -> None:
    value, made = reading("period", raw)
    assert (value.years, value.key, made) == (window, "2566-2570", repairs)


def test_periods_that_begin_in_one_year_are_not_equal_numbers() -> None:
    assert read("period", "2566-2570").number is None


def test_a_year_is_a_number_and_a_period_of_one_year() -> None:
    value, repairs = reading("year", "66", (2566, 2570))
    assert (value.number, value.years, value.key, repairs) == (Decimal(2566), (2566, 2566), "2566", ("other-era",))


@pytest.mark.parametrize("kind", ["year", "period"])
def test_a_year_that_is_none_is_unreadable(kind: FieldType) -> None:
    assert read(kind, "เร็ว ๆ นี้").state == "unreadable"


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        ("2023-01-31", "2023-01-31"),
        ("2566-01-31", "2023-01-31"),
        ("๒๕๖๖-๐๑-๓๑", "2023-01-31"),
        ("2567-02-29", "2024-02-29"),
        (datetime.date(2023, 1, 31), "2023-01-31"),
        (datetime.date(2566, 1, 31), "2023-01-31"),
        ("31/01/2566", "2023-01-31"),
        ("31-1-2566", "2023-01-31"),
        ("31.1.2566", "2023-01-31"),
        ("31 ม.ค. 2566", "2023-01-31"),
        ("31 ม.ค.2566", "2023-01-31"),
        ("๓๑ มกราคม ๒๕๖๖", "2023-01-31"),
        ("วันที่ 31 เดือนมกราคม พ.ศ. 2566", "2023-01-31"),
        ("วันอังคารที่ 31 มกราคม 2566", "2023-01-31"),
        ("31-Jan-2023", "2023-01-31"),
        ("12 มิ.ย. 2565", "2022-06-12"),
        ("12 มี.ค. 2565", "2022-03-12"),
    ],
)
def test_a_date_is_compared_in_the_christian_era(raw: Raw, key: str) -> None:
    value = read("date", raw)
    assert (value.state, value.key) == ("filled", key)


@pytest.mark.parametrize(
    "raw",
    ["2568-02-29", "2023-13-01", "01/31/2566", "0000-01-01", "31 มกรา 2566", "มกราคม 2566", "12/06/22", "12/06/3022"],
)
def test_a_day_that_no_calendar_has_is_unreadable(raw: str) -> None:
    assert read("date", raw).state == "unreadable"


@pytest.mark.parametrize(
    ("raw", "repairs"),
    [
        ("31/01/2566", ()),
        ("2023-01-31", ()),
        ("๓๑ มกราคม ๒๕๖๖", ("thai-digits",)),
        ("31/01/66", ("other-era",)),
        ("31/01/2023", ("other-era",)),
    ],
)
def test_a_date_of_another_era_or_in_thai_digits_is_told(raw: str, repairs: tuple[str, ...]) -> None:
    assert reading("date", raw)[1] == repairs


@pytest.mark.parametrize(("raw", "year"), [("30 ก.ย. 2566", 2566), ("1 ต.ค. 2566", 2567), ("2023-12-31", 2567)])
def test_a_date_knows_its_fiscal_year(raw: str, year: int) -> None:
    assert read("date", raw).years == (year, year)


@pytest.mark.parametrize(
    ("raw", "key"), [("up", "up"), ("เพิ่มขึ้น", "up"), ("เพิ่ม ขึ้น", "up"), ("ลดลง", "down"), ("Sideways", "sideways")]
)
def test_a_choice_is_known_by_any_of_its_spellings(raw: str, key: str) -> None:
    assert (read("choice", raw).key, read("choice", raw).state) == (key, "filled")


def test_an_area_code_in_thai_digits_is_the_same_area_and_the_repair_is_told() -> None:
    value, repairs = reading("area", "๕๔๐๕๐๓")
    assert (value.key, value.written, repairs) == ("540503", "๕๔๐๕๐๓", ("thai-digits",))


def test_thai_digits_in_words_are_no_repair() -> None:
    assert reading("text", "ถนน ๓ สาย")[1] == ()


def test_a_code_that_the_spreadsheet_took_for_a_date_is_told() -> None:
    value, repairs = reading("code", datetime.datetime(2023, 1, 1))
    assert (value.written, repairs) == ("2023-01-01", ("date-as-text",))


def test_a_date_that_the_spreadsheet_keeps_as_a_date_is_no_repair() -> None:
    assert reading("date", datetime.datetime(2023, 1, 1))[1] == ()


def test_every_repair_has_its_sentence() -> None:
    made = {
        *reading("text", "\u200bเเน\u0e4d\u0e32ก่่")[1],
        *reading("number", "๐.๑๒๓๔๕๖๗๘")[1],
        *reading("year", "66")[1],
        *reading("text", datetime.date(2023, 1, 1))[1],
    }
    assert made == set(REPAIRS)


def test_a_worked_out_number_is_a_filled_value_that_reads_like_its_key() -> None:
    value = number_value(Decimal("1500"), HERE)
    assert (value.state, value.written, value.key, value.number) == ("filled", "1500", "1500", Decimal(1500))
