from __future__ import annotations

from random import Random

import pytest
from pydantic import ValidationError

from checker.text import Sentence, in_general, nearest, overlap, same


def test_a_sentence_stands_in_both_languages_or_not_at_all() -> None:
    assert Sentence(th="ก", en="a").in_language("th") == "ก"
    assert Sentence(th="ก", en="a").in_language("en") == "a"
    with pytest.raises(ValidationError):
        Sentence(th="", en="a")


def test_words_without_a_language_are_the_same_in_both_and_never_empty() -> None:
    assert same("PP-54/2") == Sentence(th="PP-54/2", en="PP-54/2")
    assert same("") == Sentence(th="–", en="–")


def test_the_nearest_words_come_first_and_far_ones_not_at_all() -> None:
    assert nearest("objectiv", ["objective", "objection", "budget"], at_least=70) == ["objective", "objection"]
    assert nearest("objectiv", ["budget"]) == []


def test_words_are_near_by_their_folded_forms() -> None:
    assert nearest("P๑", ["p 1", "p 9"], most=1) == ["p 1"]


def test_the_nearest_words_do_not_depend_on_the_order_of_the_candidates() -> None:
    candidates = ["name", "nam", "names", "game", "same", "n a m e"]
    found = nearest("nmae", candidates)
    for seed in range(10):
        assert nearest("nmae", Random(seed).sample(candidates, len(candidates))) == found


def test_a_sentence_in_general_leaves_open_what_a_finding_fills_in() -> None:
    said = Sentence(th="เขียน {nearest} ในช่อง “{field}” หรือ “{value}”", en="Write {nearest} in “{field}”, or “{value}”.")
    field = Sentence(th="ช่องใด", en="some field")
    assert in_general(said, {"field": field}).th == "เขียน … ในช่อง “ช่องใด” หรือ …"
    assert in_general(said, {"field": field}).en == "Write … in “some field”, or …."


@pytest.mark.parametrize(
    ("first", "second", "percent"),
    [
        ("abcd", "a b-c d", 100),
        ("abcd", "abce", 66),
        ("abab", "ab", 50),
        ("abcd", "xyz", 0),
        ("a", "a", 0),
        ("เพื่อให้ abcd", "abcd", 100),
    ],
)
def test_overlap_counts_the_pairs_of_characters_that_two_texts_share(first: str, second: str, percent: int) -> None:
    assert overlap(first, second) == overlap(second, first) == percent
