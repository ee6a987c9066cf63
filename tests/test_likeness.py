from __future__ import annotations

from random import Random

import pytest

from checker.likeness import (
    MOST,
    NEAR,
    NO_LETTERS,
    ONE_OTHER_SIGN,
    ONE_SLIP,
    SAME_NUMBERS,
    Candidate,
    Shelf,
    code_likeness,
    is_code,
    parted,
    title_likeness,
)
from tests.likeness_pairs import (
    CODES_OF_ONE_THING,
    CODES_OF_TWO_THINGS,
    HELD_BACK_OF_ONE_THING,
    HELD_BACK_OF_TWO_THINGS,
    TITLES_OF_ONE_THING,
    TITLES_OF_TWO_THINGS,
)

Pairs = tuple[tuple[str, str], ...]


def suggested(written: str, there: str) -> bool:
    """Whether `there`, which has one word for both code and name, is suggested for `written`."""
    code, name = parted(there)
    return bool(Shelf([Candidate("it", code, name)]).like(*parted(written)))


def precision_and_recall(one_thing: Pairs, two_things: Pairs) -> tuple[float, float]:
    right = sum(suggested(*pair) for pair in one_thing)
    wrong = sum(suggested(*pair) for pair in two_things)
    return right / (right + wrong), right / len(one_thing)


def test_at_least_forty_pairs_are_marked_and_none_twice() -> None:
    marked = [
        *TITLES_OF_ONE_THING, *TITLES_OF_TWO_THINGS, *CODES_OF_ONE_THING, *CODES_OF_TWO_THINGS,
        *HELD_BACK_OF_ONE_THING, *HELD_BACK_OF_TWO_THINGS,
    ]  # fmt: skip
    assert len(marked) == len(set(marked)) >= 40


def test_no_pair_that_the_likeness_was_worked_out_on_is_told_wrong() -> None:
    assert precision_and_recall(TITLES_OF_ONE_THING, TITLES_OF_TWO_THINGS) == (1, 1)
    assert precision_and_recall(CODES_OF_ONE_THING, CODES_OF_TWO_THINGS) == (1, 1)


def test_four_in_five_of_the_pairs_held_back_are_found_and_four_in_five_found_are_right() -> None:
    precision, recall = precision_and_recall(HELD_BACK_OF_ONE_THING, HELD_BACK_OF_TWO_THINGS)
    assert precision >= 0.8
    assert recall >= 0.8


def test_the_first_suggestion_out_of_all_names_is_the_right_one() -> None:
    pairs = TITLES_OF_ONE_THING + HELD_BACK_OF_ONE_THING
    names = {name for _, name in (*pairs, *TITLES_OF_TWO_THINGS, *HELD_BACK_OF_TWO_THINGS)}
    shelf = Shelf([Candidate(name, f"S{at}", name) for at, name in enumerate(sorted(names))])
    right = sum([one.name for one in shelf.like("", written)][:1] == [name] for written, name in pairs)
    assert right / len(pairs) >= 0.85


def test_the_threshold_stands_between_the_two_sorts_of_titles() -> None:
    assert max(title_likeness(*pair) for pair in TITLES_OF_TWO_THINGS) < NEAR - 5
    assert min(title_likeness(*pair) for pair in TITLES_OF_ONE_THING) > NEAR + 5


@pytest.mark.parametrize(
    ("written", "there", "likeness"),
    [
        ("01", "1", SAME_NUMBERS),
        ("๑.๑", "1.1", SAME_NUMBERS),
        ("1.01", "1.1", SAME_NUMBERS),
        ("S1", "S-01", SAME_NUMBERS),
        ("11", "1.1", ONE_SLIP),
        ("1.1", "1.10", ONE_SLIP),
        ("1.1", "11", ONE_SLIP),
        ("20", "2", ONE_SLIP),
        ("99", "9", ONE_SLIP),
        ("S-O1", "S-01", ONE_SLIP),
        ("PRJ-041", "PRJ-014", ONE_SLIP),
        ("2", "S2", NO_LETTERS),
        ("S-9", "S-1", ONE_OTHER_SIGN),
        ("1.1", "S1", 0),
        ("2", "20", 0),
        ("11", "1.10", 0),
        ("1", "12", 0),
        ("9", "8", 0),
        ("1.1", "2.2", 0),
        ("", "1", 0),
        ("-", "1", 0),
    ],
)
def test_codes_are_told_apart_by_the_slip_between_them(written: str, there: str, likeness: float) -> None:
    assert code_likeness(written, there) == likeness


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("PP-54/2", ("PP-54/2", "")),
        ("ท่องเที่ยว", ("", "ท่องเที่ยว")),
        ("ยุทธศาสตร์ที่ ๒", ("2", "")),
        ("ยุทธศาสตร์ที่ 2 ท่องเที่ยว", ("2", "ยุทธศาสตร์ที่ 2 ท่องเที่ยว")),
        ("1.2 การเกษตร", ("1.2", "1.2 การเกษตร")),
        ("1..2", ("1..2", "")),
        ("ถนนสาย 2", ("", "ถนนสาย 2")),
        ("", ("", "")),
    ],
)
def test_words_are_parted_into_their_code_and_their_title(words: str, parts: tuple[str, str]) -> None:
    assert parted(words) == parts


@pytest.mark.parametrize("code", ["1", "๑.๑", "ผ.02-3", "PP-54", "PRJ-2566-014", "ก", "A", "S1", "VILLAGE-3"])
def test_what_looks_like_a_code_is_one(code: str) -> None:
    assert is_code(code)


@pytest.mark.parametrize("title", ["ถนน", "ท่องเที่ยว 2 เมือง", "ก่อสร้างถนน 5", "Water", "Road 5 to the dam"])
def test_what_looks_like_a_title_is_no_code(title: str) -> None:
    assert not is_code(title)


def shelf(*named: str) -> Shelf:
    return Shelf([Candidate(one, *one.split(" ", 1)) for one in named])


def labels(found: list[Candidate]) -> list[str]:
    return [one.label for one in found]


def test_a_code_never_suggests_a_name_nor_a_title_a_code() -> None:
    found = shelf("T1 S9", "S9 ถนน", "K7 2566")
    assert labels(found.like("2566", "")) == []
    assert labels(found.like("", "S9")) == ["T1 S9"]
    assert labels(shelf("ถนนดี บ้านเรา").like("", "ถนนดี")) == []


def test_of_many_equally_near_codes_none_is_named() -> None:
    assert labels(shelf("S-1 ก", "S-2 ข").like("S-9", "")) == ["S-1 ก", "S-2 ข"]
    assert labels(shelf("S-1 ก", "S-2 ข", "S-3 ค", "S-4 ง").like("S-9", "")) == []
    assert labels(shelf("S-1 ก", "S-2 ข", "S-3 ค", "S-4 ง", "S-90 จ").like("S-900", "")) == ["S-90 จ"]


def test_a_title_that_is_like_none_leaves_only_the_code_written_otherwise() -> None:
    found = shelf("S-1 ท่องเที่ยว")
    assert labels(found.like("S01", "ปราบปรามยาเสพติด")) == ["S-1 ท่องเที่ยว"]
    assert labels(found.like("S-2", "ปราบปรามยาเสพติด")) == []
    assert labels(found.like("S-2", "")) == ["S-1 ท่องเที่ยว"]


def test_a_title_tells_more_than_a_code() -> None:
    assert labels(shelf("S-1 ท่องเที่ยว", "S-22 การเกษตรปลอดภัย").like("S-2", "เกษตรปลอดภัย")) == ["S-22 การเกษตรปลอดภัย"]


def test_at_most_three_are_named_the_nearest_first_whatever_the_order() -> None:
    names = ["การท่องเที่ยวชุมชน", "ท่องเที่ยวชุมชน", "การท่องเที่ยวของชุมชน", "ท่องเที่ยวและชุมชน", "ด้านการท่องเที่ยวในชุมชน"]
    stock = [Candidate(f"S{at}", f"S{at}", name) for at, name in enumerate(names)]
    found = [labels(Shelf(Random(seed).sample(stock, len(stock))).like("", "ท่องเที่ยวชุมชน")) for seed in range(5)]
    assert found == [found[0]] * 5
    assert len(found[0]) == MOST
    assert found[0][0] == "S1 ท่องเที่ยวชุมชน"


def test_names_that_differ_in_a_number_are_of_two_things() -> None:
    assert labels(shelf("P1 ถนนบ้านดอน หมู่ที่ 3", "P2 ถนนบ้านดอน หมู่ที่ 4").like("", "ถนนบ้านดอน ม.4")) == ["P2 ถนนบ้านดอน หมู่ที่ 4"]


def test_what_is_much_less_like_than_the_best_is_not_named_beside_it() -> None:
    found = shelf("S1 ท่องเที่ยวชุมชน", "S2 ท่องเที่ยวชุมชนเมืองเก่าและวัดดัง")
    assert labels(found.like("", "การท่องเที่ยวชุมชน")) == ["S1 ท่องเที่ยวชุมชน"]
    assert labels(shelf("S2 ท่องเที่ยวชุมชนเมืองเก่าและวัดดัง").like("", "การท่องเที่ยวชุมชน")) != []
