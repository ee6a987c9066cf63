"""Every rule's sentences, as the report fills them in for its own failing examples."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from checker.engine import check
from checker.finding import Finding
from checker.rule import Rule
from checker.rulebook import load_rulebook
from checker.selftest.examples import trials

RULEBOOK = load_rulebook()
AS_OF = datetime.date(2026, 1, 1)


def findings(rule: Rule) -> list[Finding]:
    """What the report says of the examples of `rule`, judged by it alone."""
    alone = replace(RULEBOOK, rules={rule.id: rule}, unstated={})
    reports = [check(trial.graph, alone, AS_OF, engine="rete").report for trial in trials(RULEBOOK, rule)]
    return [finding for report in reports for finding in report.findings]


@pytest.mark.parametrize("rule", RULEBOOK.in_force, ids=lambda rule: rule.id)
def test_the_sentences_of_a_rule_are_filled_in_both_languages(rule: Rule) -> None:
    found = findings(rule)
    assert found
    for one in found:
        for words in (one.message, one.fix):
            assert not {"{", "}"} & set(words.th + words.en)
            assert "  " not in words.th + words.en
