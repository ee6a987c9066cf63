"""A reference that is not resolved leaves open what it might name, and nothing else (docs/patterns.md, *What blocks*)."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from checker.chain import built_in_chain
from checker.engines import rete, sets
from checker.facts import facts_of
from tests import oracle
from tests.build import rule
from tests.plans import sample
from tests.written import LOCAL, PROVINCE, graph, plan

ABOVE = plan(PROVINCE, "strategy: '1'", "indicator: K1")
CITES: dict[str, Any] = {"kind": "requires-link", "source": "strategy", "relation": "supports"}


def verdict(pattern: dict[str, Any], *nodes: str, node: str = "LP|strategy|1") -> str:
    """What both engines and the oracle say of one node of a local plan below a province's."""
    found = graph(plan(LOCAL, *nodes), context=[ABOVE])
    rules = [rule(**pattern)]
    facts = facts_of(found, rules, built_in_chain().kinds)
    wanted = oracle.judge(found, rules)
    assert rete.judge(facts, rules).verdicts == sets.judge(facts, rules).verdicts == wanted
    return wanted[rules[0].id][node]


@pytest.mark.parametrize(
    ("written", "province", "nesdp", "sdg"),
    [
        ("joint-local:1", "fail", "fail", "fail"),
        ("nesdp:99", "fail", "undecided", "fail"),
        ("{list: nesdp, title: ไม่มีชื่อนี้}", "fail", "undecided", "fail"),
        ("district:1", "fail", "fail", "fail"),
        ("province:9", "undecided", "fail", "fail"),
        ("PP-54/9", "undecided", "fail", "fail"),
        ("PP-54/K1", "undecided", "fail", "fail"),
        ("PP-99/2", "undecided", "undecided", "undecided"),
        ("sdg/1", "undecided", "undecided", "undecided"),
        ("'9'", "undecided", "undecided", "undecided"),
        ("LP/2", "undecided", "undecided", "undecided"),
    ],
)
def test_a_reference_blocks_only_what_it_might_name(written: str, province: str, nesdp: str, sdg: str) -> None:
    cites, other = f"strategy: '1', supports: [{written}]", "strategy: '2'"
    assert verdict({**CITES, "target": {"level": "province"}}, cites, other) == province
    assert verdict({**CITES, "target": {"list": "nesdp"}}, cites, other) == nesdp
    assert verdict({**CITES, "target": {"list": "sdg"}}, cites, other) == sdg


def test_a_list_of_a_level_that_the_relation_may_not_lead_to_says_nothing() -> None:
    indicator = "indicator: K1, contributes_to: 'nesdp:9'"
    wants = {
        "kind": "requires-link",
        "source": "indicator",
        "relation": "contributes_to",
        "target": {"level": "province"},
    }
    assert verdict(wants, indicator, node="LP|indicator|k1") == "undecided"


@pytest.mark.parametrize(
    ("written", "province", "national"),
    [
        ("joint-local:1", "fail", "fail"),
        ("cluster:1", "fail", "undecided"),
        ("nesdp:99", "fail", "undecided"),
        ("province:9", "undecided", "undecided"),
    ],
)
def test_a_walk_goes_on_in_mind_as_far_as_the_chain_allows(written: str, province: str, national: str) -> None:
    nodes = (f"strategy: '1', supports: [{written}]", "tactic: '1.1', part_of: '1'", "project: P1, part_of: '1.1'")
    up = {"kind": "reaches", "source": "project", "via": "(part_of|supports)+", "to": "strategy"}
    assert verdict({**up, "level": "province"}, *nodes, node="LP|project|p1") == province
    assert verdict({**up, "level": "national"}, *nodes, node="LP|project|p1") == national


def test_a_walk_inside_the_plan_blocks_what_may_stand_above_the_node() -> None:
    goal = "goal: G1, part_of: S404"
    up = {"kind": "requires-link", "source": "goal", "relation": "part_of+"}
    assert verdict({**up, "target": {"kind": "strategy"}}, goal, node="LP|goal|g1") == "undecided"
    assert verdict({**up, "target": {"kind": "tactic"}}, goal, node="LP|goal|g1") == "fail"


def test_how_many_are_missing_is_not_weighed() -> None:
    wants = {**CITES, "target": {"level": "province"}, "at_least": 3}
    assert verdict(wants, "strategy: '1', supports: [PP-54/1, PP-54/9]") == "undecided"
    assert verdict(wants, "strategy: '1', supports: [PP-54/1, 'joint-local:1']") == "fail"


def test_a_sum_is_open_only_where_a_summand_may_be_missing() -> None:
    total = {"kind": "sums-to", "source": "total", "relation": "sums/^part_of", "field": "budget", "total": "budget"}
    summed = ("total: T1, sums: S404, budget: {2566: 5}",)
    assert verdict({**total, "target": {"kind": "project"}}, *summed, node="LP|total|t1") == "undecided"
    assert verdict({**total, "target": {"kind": "indicator"}}, *summed, node="LP|total|t1") == "fail"


def test_code_lists_are_never_the_plan_of_the_node_itself() -> None:
    wants = {**CITES, "target": {"plan": "same"}}
    assert verdict(wants, "strategy: '1', supports: 'nesdp:99'") == "fail"


def test_a_missing_supporter_is_open_only_where_the_walk_back_goes_forwards() -> None:
    by = {"kind": "is-supported", "source": "strategy", "relation": "^supports/part_of", "by": {"level": "province"}}
    nodes = ("strategy: '1'", "goal: G1, part_of: '1'")
    assert verdict(by, *nodes[:1], f"{nodes[1]}, supports: 'joint-local:1'") == "fail"
    assert verdict(by, *nodes[:1], f"{nodes[1]}, supports: 'province:9'") == "undecided"


def test_the_random_plans_hold_every_sort_of_reference_that_may_block() -> None:
    chain = built_in_chain()
    found: Counter[tuple[str, str]] = Counter(
        (one.status, "list" if one.list else "level" if one.level else "nothing")
        for seed in range(60)
        for node in sample(seed).graph().nodes.values()
        for one in node.references
        if one.status != "resolved" and chain.relations[one.relation].levels is not None
    )
    sorts = {(status, says) for status in ("dangling", "not-given") for says in ("list", "level", "nothing")}
    assert {sort for sort in (*sorts, ("misplaced", "nothing"), ("misplaced", "level")) if found[sort] < 5} == set()
