"""A sum may be no more than a percentage of a greater sum."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from checker.chain import built_in_chain
from checker.engines import rete, sets
from checker.facts import facts_of
from tests import oracle
from tests.build import report_of, rule
from tests.written import LOCAL, graph, plan

SHARE: dict[str, Any] = {
    "kind": "sums-to",
    "source": "plan",
    "relation": "^in_plan",
    "target": {"when": {"budget_class": ["management"]}},
    "field": "budget",
    "at_most_percent": "12.5",
    "of": {"kind": ["project"]},
}
DEVELOPMENT = "project: P1, budget: {2566: 400, 2567: 300}"


def verdict(*nodes: str, **pattern: Any) -> str:
    """What both engines and the oracle say of the plan."""
    found = graph(plan(LOCAL, *nodes))
    rules = [rule(**{**SHARE, **pattern})]
    facts = facts_of(found, rules, built_in_chain().kinds)
    wanted = oracle.judge(found, rules)
    assert rete.judge(facts, rules).verdicts == sets.judge(facts, rules).verdicts == wanted
    (one,) = wanted[rules[0].id].values()
    return one


def management(amount: str) -> str:
    return f"project: P2, budget_class: management, budget: {{2568: {amount}}}"


@pytest.mark.parametrize(("amount", "wanted"), [("100", "pass"), ("100.01", "fail"), ("ตามจริง", "undecided")])
def test_a_sum_is_held_against_a_percentage_of_the_whole(amount: str, wanted: str) -> None:
    assert verdict(DEVELOPMENT, management(amount)) == wanted


def test_the_tolerance_is_added_to_the_share() -> None:
    assert verdict(DEVELOPMENT, management("102"), tolerance="1") == "fail"
    assert verdict(DEVELOPMENT, management("101"), tolerance="1") == "pass"


def test_what_is_unreadable_in_the_whole_leaves_it_open() -> None:
    assert verdict("project: P1, budget: {2566: ตามจริง}", management("900")) == "undecided"


def test_nothing_is_within_every_share_and_anything_is_above_a_share_of_nothing() -> None:
    assert verdict(DEVELOPMENT) == "pass"
    assert verdict(management("1"), of={"kind": ["activity"]}) == "fail"


def test_projects_can_be_counted_in_place_of_their_amounts() -> None:
    counted = {"field": None, "counts": "budget", "at_most_percent": 50}
    assert verdict(DEVELOPMENT, management("900"), **counted) == "pass"
    assert verdict("project: P1", management("900"), **counted) == "fail"


def test_a_walk_to_the_whole_that_may_be_longer_leaves_it_open() -> None:
    of_strategies: dict[str, Any] = {
        "source": "project",
        "relation": "supports",
        "target": {"kind": ["goal"], "level": ["village"]},
        "counts": "ordinal",
        "field": None,
        "of": {"kind": ["strategy"], "level": ["province"]},
    }
    assert verdict("project: P1, supports: PP/1", **of_strategies) == "undecided"
    assert verdict("project: P1, supports: 'sdg:1'", **of_strategies) == "pass"


def test_the_evidence_says_of_how_much_the_share_is_taken() -> None:
    found = graph(plan(LOCAL, DEVELOPMENT, management("200")))
    (one,) = report_of(found, rule(**SHARE, message="{summed} {printed} {difference}")).findings
    assert one.message.en == "200 112.5 -87.5"
    assert [(each.what, each.value.en) for each in one.evidence if each.value][:5] == [
        ("year", "all years"),
        ("bound", "at most 112.5 = 12.5% × 900"),
        ("summed", "200"),
        ("difference", "-87.5"),
        ("summand", "P2: 200"),
    ]


@pytest.mark.parametrize(
    "pattern",
    [{"of": None}, {"at_most_percent": None}, {"at_most": 5}, {"compare": "at_least"}, {"relation": None}],
)
def test_a_share_needs_a_path_and_a_whole_and_nothing_else_to_compare_with(pattern: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        rule(**{**SHARE, **pattern})
