from __future__ import annotations

import pytest

from checker.text import overlap
from checker.text_tests import TEXT_TESTS
from checker.thai import name_key
from tests.measure_texts import PAGE, REPEATS, STRAYS, of_every_rule, page_with, table
from tests.text_marks import ASKED_OF, Score, marked, of_pairs, of_test, pairs, score

FLOOR = 0.95
ENOUGH = 5


def test_at_least_260_texts_are_marked_and_none_twice() -> None:
    assert len({(one.sort, one.text) for one in marked()}) == len(marked()) >= 260
    assert {one.part for one in marked()} == {"tuned", "held-back"}


def test_every_text_is_marked_with_tests_that_are_asked_of_its_sort() -> None:
    assert [one.text for one in marked() if not one.holds <= set(ASKED_OF[one.sort])] == []
    assert {name for names in ASKED_OF.values() for name in names} == set(TEXT_TESTS)


def test_at_least_forty_pairs_of_meaning_and_thirty_of_names_are_marked() -> None:
    assert len({(one.first, one.second) for one in pairs("meaning")}) == len(pairs("meaning")) >= 40
    assert len({(one.first, one.second) for one in pairs("names")}) == len(pairs("names")) >= 30
    assert {one.marked for one in pairs("meaning")} == {"repeats", "answers", "strays"}
    assert {one.marked for one in pairs("names")} == {"twins", "others"}


@pytest.mark.parametrize("name", TEXT_TESTS)
def test_what_a_text_test_tells_is_right_19_times_in_20_and_it_misses_one_in_five_at_most(name: str) -> None:
    found = of_test(name)
    assert found.right >= ENOUGH
    assert found.precision >= FLOOR
    assert found.recall >= 0.8


@pytest.mark.parametrize("rule", sorted(of_every_rule()))
def test_what_a_rule_on_texts_accuses_is_wrong_19_times_in_20(rule: str) -> None:
    found = of_every_rule()[rule]
    assert found.right + found.wrong < ENOUGH or found.precision >= FLOOR


def test_objectives_and_results_that_repeat_each_other_or_stray_are_told_by_their_overlap() -> None:
    repeats = of_pairs("meaning", "repeats", lambda first, second: overlap(first, second) >= REPEATS)
    strays = of_pairs("meaning", "strays", lambda first, second: overlap(first, second) < STRAYS)
    assert min(repeats.precision, strays.precision) >= FLOOR
    assert min(repeats.recall, strays.recall) >= 0.7


def test_names_are_twins_by_their_name_key_and_no_two_projects_become_one() -> None:
    twins = of_pairs("names", "twins", lambda first, second: name_key(first) == name_key(second))
    assert (twins.precision, twins.recall >= 0.9) == (1, True)


def test_precision_is_the_share_of_what_was_told_and_recall_the_share_of_what_there_is() -> None:
    found = score([(True, True), (True, False), (False, True), (False, True), (False, False)])
    assert found == Score(right=1, wrong=1, missed=2)
    assert (found.precision, found.recall) == (1 / 2, 1 / 3)
    assert (score([]).precision, score([]).recall) == (1, 1)


def test_the_page_on_text_tests_has_the_figures_of_today() -> None:
    assert PAGE.read_text(encoding="utf-8") == page_with(table()), "run: python -m tests.measure_texts --write"


def test_the_page_on_text_tests_says_of_each_what_it_asks() -> None:
    assert [name for name in TEXT_TESTS if f"### `{name}`" not in PAGE.read_text(encoding="utf-8")] == []
