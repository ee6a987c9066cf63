"""For every kind of pattern, all that a finding shows: what it is, in words, the node it is of, and the line where it stands."""

from __future__ import annotations

import pytest

from checker.chain import built_in_chain
from checker.demand import Demand
from checker.engines.rete import judge
from checker.explain.demanded import demanded
from checker.explain.findings import findings_of
from checker.explain.walk import Walker
from checker.facts import closed_before, facts_of
from checker.finding import Evidence
from checker.pattern import Pattern
from checker.rulebook import load_rulebook
from checker.selftest.examples import trials
from checker.text_tests import TEXT_TESTS
from tests.build import report_of, rule
from tests.explain.every_kind import CASES, EXPECTED, Shown
from tests.written import graph


def shown(one: Evidence) -> Shown:
    """What a piece of evidence tells in English, the node it is of, and file and line."""
    place = " ".join(filter(None, (one.place.file, str(one.place.line or "")))) if one.place else None
    return one.what, one.value.en, one.node, place


@pytest.mark.parametrize("case", sorted(CASES))
def test_a_finding_shows_what_was_wanted_what_is_there_and_where(case: str) -> None:
    plans, pattern = CASES[case]
    found = report_of(graph(*plans), rule(**pattern)).findings[0]
    assert [shown(one) for one in found.evidence] == EXPECTED[case]


def test_every_kind_of_pattern_has_its_case() -> None:
    kinds = {model.model_fields["kind"].annotation.__args__[0] for model in Pattern.__origin__.__args__}  # type: ignore[attr-defined]
    assert {pattern["kind"] for _, pattern in CASES.values()} == kinds


def test_every_text_test_says_in_words_what_it_asks_for() -> None:
    chain = built_in_chain()
    for name in TEXT_TESTS:
        for ask in ("has", "lacks"):
            asked = Demand.model_validate({"field": "name", ask: name})
            assert demanded(asked, ask, chain, "project").th, (ask, name)


@pytest.mark.parametrize("rule_id", sorted(load_rulebook().rules))
def test_no_example_that_fails_leaves_its_reader_without_evidence_and_a_place(rule_id: str) -> None:
    book = load_rulebook()
    one = book.rules[rule_id]
    failing = [trial for trial in trials(book, one) if "fail" in trial.expected.values()]
    assert failing
    for trial in failing:
        facts = facts_of(trial.graph, [one], built_in_chain().kinds, trial.as_of)
        found = findings_of(
            Walker(trial.graph, closed_before(trial.as_of)), [one], judge(facts, [one]).verdicts
        ).findings
        assert found
        for finding in found:
            assert finding.evidence, finding.message.en
            assert any(piece.place for piece in finding.evidence), finding.message.en
