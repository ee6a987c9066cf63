"""Law 9: both engines and the oracle give every node the same verdict."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from checker.chain import built_in_chain
from checker.engines import rete, sets
from checker.facts import facts_of
from tests.law_rules import LAW_RULES
from tests.oracle import judge
from tests.plans import Submission, submissions, together

PLANS = int(os.environ.get("ONEPLAN_CAMPAIGN", "80"))
AT_ONCE = 40
AS_OF, CLOSED = datetime.date(2024, 12, 1), 2567


@settings(max_examples=1 + PLANS // AT_ONCE)  # the first is always the plainest there is
@given(st.lists(submissions(brief=True), min_size=AT_ONCE, max_size=AT_ONCE))
def test_rete_and_sets_and_the_oracle_give_every_node_the_same_verdict(drawn: list[Submission]) -> None:
    graph = together([submission.graph() for submission in drawn])
    facts = facts_of(graph, LAW_RULES, built_in_chain().kinds, AS_OF)
    wanted = judge(graph, LAW_RULES, CLOSED)

    assert different(wanted, sets.judge(facts, LAW_RULES).verdicts) == {}
    assert different(wanted, rete.judge(facts, LAW_RULES).verdicts) == {}


def different(wanted: Mapping[str, Mapping[str, str]], found: Mapping[str, Mapping[str, str]]) -> dict[str, object]:
    """The verdicts that differ: rule and node to what the oracle says and what was found."""
    assert set(found) == set(wanted)
    return {
        f"{rule} on {node}": (wanted[rule].get(node), found[rule].get(node))
        for rule in wanted
        for node in sorted({*wanted[rule], *found[rule]})
        if wanted[rule].get(node) != found[rule].get(node)
    }
