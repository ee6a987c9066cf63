"""What a form leaves no room to say is not missing, and only what it may be holds a verdict open (docs/patterns.md)."""

from __future__ import annotations

from typing import Any

import pytest

from checker.chain import built_in_chain
from checker.engines import rete, sets
from checker.engines.sets import compile_rule
from checker.engines.sets_silent import Lacking
from checker.facts import facts_of
from checker.plan import Graph
from tests import oracle
from tests.build import rule
from tests.law_rules import LAW_RULES
from tests.plans import sample, together
from tests.written import LOCAL, PROVINCE, TAMBON, graph, plan

LQ, DP = "plan: {code: LQ, level: local}", "plan: {code: DP, level: district}"
SENT = {"kind": "is-supported", "source": "project", "relation": "comes_from"}
AT_DESTINATION = {**SENT, "by": {"kind": "project", "also": "forwarded_to/^in_plan"}}
CARRIED = {"kind": "is-supported", "source": "strategy", "relation": "(part_of|supports)+"}
MUTE, TELLING = "asks: [name]", "asks: [name, comes_from]"


def verdict(pattern: dict[str, Any], *plans: str, node: str = "TP|project|p1") -> str:
    """What both engines and the oracle say of one node of the first plan, the others being context."""
    return verdicts(graph(plans[0], context=plans[1:]), pattern)[node]


def verdicts(found: Graph, pattern: dict[str, Any]) -> dict[str, str]:
    rules = [rule(**pattern)]
    facts = facts_of(found, rules, built_in_chain().kinds)
    wanted = oracle.judge(found, rules)
    assert rete.judge(facts, rules).verdicts == sets.judge(facts, rules).verdicts == wanted
    return dict(wanted[rules[0].id])


def sent(to: str = "LP") -> str:
    return plan(TAMBON, f"project: P1, forwarded_to: {to}")


@pytest.mark.parametrize(
    ("nodes", "expected"),
    [
        ([], "fail"),
        ([f"project: L1, {TELLING}"], "fail"),
        ([f"project: L1, {MUTE}"], "undecided"),
        ([f"project: L1, {MUTE}, comes_from: TP/P9"], "fail"),
        ([f"project: L1, {MUTE}", "project: L2, comes_from: TP/P1"], "pass"),
        ([f"project: L1, {MUTE}", f"project: L2, {TELLING}"], "fail"),
        ([f"project: L1, {MUTE}", "goal: L2"], "undecided"),
        ([f"strategy: S1, {MUTE}"], "fail"),
    ],
)
def test_support_that_a_form_has_no_place_for_is_open_and_what_it_asks_for_is_missing(
    nodes: list[str], expected: str
) -> None:
    assert verdict(AT_DESTINATION, sent(), plan(LOCAL, *nodes)) == expected


def test_only_the_plan_that_is_meant_holds_the_verdict_open() -> None:
    mute, telling = f"project: L1, {MUTE}", f"project: L1, {TELLING}"
    assert verdict(AT_DESTINATION, sent("LP"), plan(LOCAL, telling), plan(LQ, mute)) == "fail"
    assert verdict(AT_DESTINATION, sent("LQ"), plan(LOCAL, telling), plan(LQ, mute)) == "undecided"
    assert verdict(AT_DESTINATION, sent("[LP, LQ]"), plan(LOCAL, telling), plan(LQ, mute)) == "undecided"


def test_where_no_plan_is_named_nobody_of_a_level_could_tell_or_silence_holds_nothing_open() -> None:
    sent, mute, telling = plan(TAMBON, "project: P1"), f"project: L1, {MUTE}", f"project: L1, {TELLING}"
    assert verdict(SENT, sent, plan(LOCAL, mute), plan(LQ, mute)) == "undecided"
    assert verdict(SENT, sent, plan(LOCAL, mute), plan(LQ, telling)) == "fail"
    assert verdict(SENT, sent, plan(LOCAL, mute), plan(LQ, telling), plan(DP, f"project: D1, {MUTE}")) == "undecided"
    assert verdict(SENT, sent, plan(LOCAL, mute), plan(LQ, "strategy: S1"), plan(DP, "project: D1")) == "undecided"


def test_of_other_plans_the_own_is_not_asked_whether_it_could_tell() -> None:
    other, own = {**SENT, "by": {"plan": "other"}}, plan(LOCAL, f"project: L1, {TELLING}")
    mute = plan(LQ, f"project: L2, {MUTE}")
    assert verdict(other, own, mute, node="LP|project|l1") == "undecided"
    assert verdict(SENT, own, mute, node="LP|project|l1") == "fail"
    third = plan("plan: {code: LR, level: local}", f"project: L3, {TELLING}")
    assert verdict(other, own, mute, third, node="LP|project|l1") == "fail"
    assert verdict(other, plan(TAMBON, "project: P1"), mute, third) == "fail"


def test_the_own_plan_holds_the_verdict_open_whoever_else_could_tell() -> None:
    own, telling = plan(LOCAL, f"project: L1, {MUTE}", f"project: L2, {MUTE}"), plan(LQ, f"project: L1, {TELLING}")
    assert verdict(SENT, own, telling, node="LP|project|l1") == "undecided"
    assert verdict({**SENT, "by": {"plan": "other"}}, own, telling, node="LP|project|l1") == "fail"


def test_a_second_path_names_the_plan_of_the_end_and_not_of_those_on_the_way() -> None:
    """A silent local plan may have been between the tambon and the province to which the tambon sent its project."""
    taken = {**AT_DESTINATION, "relation": "comes_from+"}
    province = plan(PROVINCE, "project: V1, comes_from: LP/L1")
    around = (sent("PP-54"), province, plan(LOCAL, f"project: L1, {MUTE}"))
    assert verdict(taken, *around) == "undecided"
    assert verdict(taken, *around, plan(LQ, f"project: L1, {TELLING}")) == "fail"


def test_entries_of_code_lists_could_not_have_told() -> None:
    found = graph(plan(TAMBON, "project: P1"), context=[plan(LOCAL, f"project: L1, {MUTE}")])
    facts = facts_of(found, [rule(**SENT)], built_in_chain().kinds)
    project = next(one for one in facts.nodes if one.node == "LP|project|l1")
    facts.plans.append(next(one for one in facts.plans if one.plan == "LP")._replace(plan="LIST@1", submitted=False))
    facts.nodes.append(project._replace(node="LIST@1|project|x", ident="LIST@1|project|x", plan="LIST@1", list="LIST"))
    (own,) = [rule(**SENT)]
    told = {engine: engine.judge(facts, [own]).verdicts[own.id]["TP|project|p1"] for engine in (rete, sets)}
    assert set(told.values()) == {"undecided"}


def test_a_level_to_which_the_relation_may_not_lead_holds_nothing_open() -> None:
    assert verdict(SENT, plan(TAMBON, "project: P1"), plan(DP, f"project: D1, {MUTE}")) == "undecided"
    village = plan("plan: {code: VP, level: village}", f"project: V1, {MUTE}")
    assert verdict(SENT, plan(TAMBON, "project: P1"), village) == "fail"


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ({}, "undecided"),
        ({"level": "local"}, "undecided"),
        ({"level": "district"}, "fail"),
        ({"kind": "goal"}, "fail"),
        ({"plan": "other"}, "undecided"),
        ({"plan": "same"}, "fail"),
        ({"when": {"status": ["proposed"]}}, "undecided"),
        ({"when": {"status": ["refused"]}}, "fail"),
    ],
)
def test_who_could_not_say_so_has_to_be_what_the_target_asks_for(by: dict[str, Any], expected: str) -> None:
    mute = "project: L1, status: เสนอ, asks: [name, status]"
    assert verdict({**SENT, "by": by}, plan(TAMBON, "project: P1"), plan(LOCAL, mute)) == expected


def test_a_node_does_not_support_itself_whatever_its_form() -> None:
    own = f"project: L1, {MUTE}"
    assert verdict(SENT, plan(LOCAL, own), node="LP|project|l1") == "fail"
    assert verdict(SENT, plan(LOCAL, own, f"project: L2, {MUTE}"), node="LP|project|l1") == "undecided"
    same = {**SENT, "by": {"plan": "same"}}
    assert verdict(same, plan(LOCAL, own), plan(LQ, own), node="LP|project|l1") == "fail"
    other = {**SENT, "by": {"plan": "other"}}
    assert verdict(other, plan(LOCAL, own, f"project: L2, {MUTE}"), node="LP|project|l1") == "fail"
    assert verdict(other, plan(LOCAL, own), plan(LQ, own), node="LP|project|l1") == "undecided"


def test_a_relation_inside_a_plan_is_left_unsaid_in_that_plan_only() -> None:
    wants = {"kind": "requires-link", "source": "strategy", "relation": "^part_of", "target": {"kind": "goal"}}
    goal = f"goal: G1, {MUTE}"
    assert verdict(wants, plan(LOCAL, "strategy: S1", goal), node="LP|strategy|s1") == "undecided"
    assert verdict(wants, plan(LOCAL, "strategy: S1", "goal: G1"), plan(LQ, goal), node="LP|strategy|s1") == "fail"


@pytest.mark.parametrize(
    ("nodes", "expected"),
    [
        (["strategy: S1, asks: [name]"], "fail"),
        (["strategy: S1, asks: [name]", "project: P1, part_of: S1"], "undecided"),
        (["strategy: S1, asks: [name]", "tactic: T1, part_of: S1", "project: P1, part_of: T1"], "undecided"),
        (["strategy: S1, asks: [name, supports]", "project: P1, part_of: S1"], "fail"),
        (["strategy: S1, asks: [name, supports]", "project: P1, part_of: S1, asks: [name, part_of]"], "fail"),
        (["project: P1, asks: [name, supports]"], "fail"),
        (["project: P1, asks: [name]"], "undecided"),
    ],
)
def test_the_rest_of_the_path_goes_over_links_that_are_there(nodes: list[str], expected: str) -> None:
    carried = {**CARRIED, "by": {"kind": "project", "level": "local"}}
    above = plan(PROVINCE, "strategy: '1'")
    assert verdict(carried, above, plan(LOCAL, *nodes), node="PP-54|strategy|1") == expected


def test_a_second_path_is_left_unsaid_as_the_first_is() -> None:
    wants = {
        "kind": "requires-link",
        "source": "strategy",
        "relation": "in_plan/^in_plan",
        "target": {"also": "^part_of"},
    }
    mute, telling = f"goal: G1, {MUTE}", "goal: G1"
    assert verdict(wants, plan(LOCAL, "strategy: S1", mute), node="LP|strategy|s1") == "undecided"
    assert verdict(wants, plan(LOCAL, "strategy: S1", telling), node="LP|strategy|s1") == "fail"


def test_a_step_that_every_node_takes_leaves_nothing_unsaid() -> None:
    wants = {
        "kind": "requires-link",
        "source": "plan",
        "relation": "^(in_plan|part_of)+",
        "target": {"kind": "project"},
    }
    assert verdict(wants, plan(LOCAL, "strategy: S1", f"goal: G1, {MUTE}"), node="LP|plan") == "fail"


def test_a_sum_is_open_where_a_summand_may_have_had_no_place_to_say_so() -> None:
    adds: dict[str, Any] = {
        "kind": "sums-to",
        "source": "project",
        "relation": "^part_of",
        "target": {"kind": "activity"},
    }
    adds = {**adds, "field": "budget", "total": "budget"}
    project = "project: P1, budget: {2566: 100}"
    assert verdict(adds, plan(LOCAL, project, "activity: A1, budget: {2566: 50}"), node="LP|project|p1") == "fail"
    mute = "activity: A1, budget: {2566: 50}, asks: [name, budget]"
    assert verdict(adds, plan(LOCAL, project, mute), node="LP|project|p1") == "undecided"


def test_a_share_is_open_where_the_whole_of_it_may_be() -> None:
    share: dict[str, Any] = {
        "kind": "sums-to",
        "source": "strategy",
        "relation": "^part_of",
        "target": {"kind": "tactic"},
    }
    share = {**share, "counts": "number", "at_most_percent": 50, "of": {"kind": "goal"}}
    assert verdict(share, plan(LOCAL, "strategy: S1", "goal: G1"), node="LP|strategy|s1") == "pass"
    assert verdict(share, plan(LOCAL, "strategy: S1", f"goal: G1, {MUTE}"), node="LP|strategy|s1") == "undecided"


def test_paths_that_are_to_match_wait_for_what_either_leaves_unsaid() -> None:
    match = {"kind": "matches", "source": "goal", "relation": "^measures", "other": "part_of/^part_of/^measures"}
    nodes = ("strategy: S1", "goal: G1, part_of: S1", "goal: G2, part_of: S1", "indicator: K1, measures: G1")
    more = "indicator: K2, measures: G2"
    assert verdict(match, plan(LOCAL, *nodes, more), node="LP|goal|g1") == "fail"
    beside = (*nodes, more, "indicator: K3, measures: P1")
    assert verdict(match, plan(LOCAL, *beside, "project: P1"), node="LP|goal|g1") == "fail"
    assert verdict(match, plan(LOCAL, *beside, f"project: P1, {MUTE}"), node="LP|goal|g1") == "undecided"


def test_facts_hold_the_relations_that_a_path_walks_backwards() -> None:
    found = graph(plan(LOCAL, f"project: L1, {MUTE}"))
    kinds = built_in_chain().kinds
    assert {one.relation for one in facts_of(found, [rule(**SENT)], kinds).unasked} == {"comes_from"}
    forwards = rule(kind="requires-link", source="project", relation="comes_from/in_plan")
    assert facts_of(found, [forwards], kinds).unasked == []


def test_a_query_asks_after_nothing_that_every_form_asks_for() -> None:
    asked = rule(**SENT, levels=["tambon"])
    assert "unasked" in compile_rule(asked)
    assert "unasked" in compile_rule(asked, unasked=frozenset([Lacking("project", "local", "comes_from")]))
    for other in (
        ("project", "local", "supports"),
        ("project", "village", "comes_from"),
        ("goal", "local", "comes_from"),
    ):
        assert "unasked" not in compile_rule(asked, unasked=frozenset([Lacking(*other)]))


def test_random_plans_leave_unsaid_what_decides_laws_of_every_kind_that_walks_back() -> None:
    drawn = together([sample(seed).graph() for seed in range(80)])
    rules = [one for one in LAW_RULES if one.pattern.kind in ("requires-link", "is-supported", "sums-to")]
    facts = facts_of(drawn, rules, built_in_chain().kinds)
    told = sets.judge(facts, rules).verdicts
    facts.unasked.clear()
    missed = sets.judge(facts, rules).verdicts
    opened = {
        one.pattern.kind
        for one in rules
        for node, found in told[one.id].items()
        if found == "undecided" and missed[one.id].get(node) in ("fail", "pass")
    }
    assert opened == {"requires-link", "is-supported", "sums-to"}


def test_a_closure_is_left_unsaid_wherever_it_comes_and_not_where_it_begins_alone() -> None:
    """The project of a cluster may come from a province's and not from a local one."""
    taken = {**SENT, "relation": "comes_from+", "by": {"kind": "project", "level": "cluster"}}
    local = plan(LOCAL, "project: L1")
    cluster = plan("plan: {code: CP, level: cluster}", f"project: C1, {MUTE}")
    assert verdict(taken, local, cluster, node="LP|project|l1") == "fail"
    assert verdict(taken, local, cluster, plan(PROVINCE, "project: V1"), node="LP|project|l1") == "fail"
    between = plan(PROVINCE, "project: V1, comes_from: LP/L1")
    assert verdict(taken, local, cluster, between, node="LP|project|l1") == "undecided"
