"""The built-in rulebook: what it covers, and how its sentences speak."""

from __future__ import annotations

import re

import pytest

from checker.chain import built_in_chain
from checker.explain.general import fix_in_general
from checker.pattern import target_of
from checker.rule import Rule
from checker.rule_checks import PLACEHOLDERS
from checker.rulebook import load_rulebook

RULEBOOK = load_rulebook()
RULES = RULEBOOK.in_force
EVERY_RULE = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
WANTED = {
    *range(1, 7),
    9,
    10,
    11,
    *range(14, 19),
    *range(21, 25),
    28,
    29,
    31,
    32,
    33,
    36,
    37,
    39,
    52,
    53,
    *range(65, 71),
}


def sentences(rule: Rule, language: str) -> list[str]:
    return [one.in_language(language) for one in (rule.title, rule.message, rule.fix, rule.rationale)]


def test_every_row_that_reviewers_asked_for_has_a_rule() -> None:
    assert {row for rule in RULES for row in rule.rows} >= WANTED


def test_every_pattern_kind_is_used() -> None:
    assert {rule.pattern.kind for rule in RULES} == set(PLACEHOLDERS)


def test_every_level_is_examined_or_looked_for_by_name() -> None:
    named = {level for rule in RULES for level in (*rule.scope.levels, *target_of(rule.pattern).level)}
    assert named == set(built_in_chain().levels)


def test_the_rows_of_a_rule_are_written_in_their_order() -> None:
    assert [rule.id for rule in RULES if rule.rows != sorted(set(rule.rows)) or not rule.rows] == []


@EVERY_RULE
def test_a_rule_confirms_no_more_than_its_source_and_prints_no_clause(rule: Rule) -> None:
    for basis in rule.basis:
        assert RULEBOOK.sources[basis.source].confirmed or not basis.confirmed
        assert basis.clause is None


@EVERY_RULE
def test_a_rule_names_its_parameters_in_words(rule: Rule) -> None:
    assert {*rule.parameter_names} == {*rule.parameters}


@EVERY_RULE
def test_a_fix_in_general_names_the_place_to_write_in(rule: Rule) -> None:
    said = fix_in_general(rule, built_in_chain())
    for language, place in (("th", "ในช่อง …"), ("en", "in …")):
        assert place not in said.in_language(language)
        assert ": …" not in said.in_language(language)


@EVERY_RULE
def test_the_examples_of_a_rule_hold_a_pass_and_a_fail(rule: Rule) -> None:
    assert {"pass", "fail"} <= {verdict for example in rule.examples for verdict in example.expect.values()}


@EVERY_RULE
def test_sentences_ask_nothing_beg_nothing_and_name_no_rule(rule: Rule) -> None:
    for words in (*sentences(rule, "th"), *sentences(rule, "en")):
        assert "?" not in words
        assert not re.search(r"\b[A-Z]{3}-[0-9]{3}\b", words)
    for words in sentences(rule, "en"):
        assert not re.search(r"\b(please|invalid|kindly|should have)\b", words, re.IGNORECASE)
    for words in sentences(rule, "th"):
        assert not re.search(r"กรุณา|โปรด(?!ระบุ)|ไม่ถูกต้อง", words)


@EVERY_RULE
def test_english_sentences_begin_with_a_capital_and_end_with_a_full_stop(rule: Rule) -> None:
    for words in (rule.message.en, rule.fix.en, rule.rationale.en):
        assert words[0].isupper() or words[0] == "{"
        assert words.endswith((".", "…", "}."))
    assert not rule.title.en.endswith(".")


@EVERY_RULE
def test_thai_sentences_are_thai(rule: Rule) -> None:
    for words in sentences(rule, "th"):
        assert re.search(r"[ก-๙]", words)
    for words in sentences(rule, "en"):
        assert not re.search(r"[ก-๙]{40,}", words)


@EVERY_RULE
def test_a_message_says_which_node_is_meant(rule: Rule) -> None:
    assert "{source.code}" in rule.message.en or "{source.name}" in rule.message.en
