"""The set engine judges what is examined, where links lead and what has to be alike, pattern kind by pattern kind (docs/patterns.md)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from checker.engines import sets
from checker.fact import Facts, LinkFact, NodeFact, PlanFact, UnheldFact
from checker.facts import facts_of
from tests.build import graph_of, rule
from tests.engines.judged import PLAN, UPPER, verdicts


def link(**parts: Any) -> dict[str, Any]:
    return {"kind": "requires-link", "source": "project", "relation": "part_of+", **parts}


def test_a_node_of_another_level_or_with_another_value_is_not_examined_for_the_pattern() -> None:
    nodes = "project: P1\nproject: P2, status: done\nproject: P3, status: proposed"
    assert verdicts(nodes, levels="province", **link()) == dict.fromkeys(("P1", "P2", "P3"), "not-applicable")
    assert verdicts(nodes, when={"status": ["proposed"]}, **link()) == {
        "P1": "fail",
        "P2": "not-applicable",
        "P3": "fail",
    }


def test_context_is_never_examined() -> None:
    named: dict[str, Any] = {"kind": "requires-link", "source": "strategy", "relation": "supports"}
    assert verdicts("strategy: '1'", UPPER, **named) == {"1": "fail"}


@pytest.mark.parametrize(
    ("project", "verdict"),
    [
        ("part_of: T1", "pass"),
        ("part_of: S1", "pass"),
        ("name: no reference", "fail"),
        ("part_of: S404", "undecided"),
        ("part_of: [S1, S404]", "pass"),
        ("part_of: T2", "undecided"),
    ],
)
def test_requires_link_counts_ends_and_is_undecided_where_the_walk_is_blocked(project: str, verdict: str) -> None:
    nodes = f"strategy: S1\ntactic: T1, part_of: S1\ntactic: T2, part_of: S404\nproject: P1, {project}"
    assert verdicts(nodes, **link(target={"kind": "strategy", "plan": "same"})) == {"P1": verdict}


def test_requires_link_fails_above_at_most_though_the_walk_is_blocked() -> None:
    nodes = "strategy: S1\nstrategy: S2\nproject: P1, part_of: [S1, S2, S404]"
    assert verdicts(nodes, **link(at_most=1)) == {"P1": "fail"}


def test_twins_count_once() -> None:
    nodes = "strategy: S1, name: a\nstrategy: S1, name: b\nproject: P1, part_of: S1"
    assert verdicts(nodes, **link(at_least=2)) == {"P1": "fail"}
    assert verdicts(nodes, **link(at_most=1)) == {"P1": "pass"}


def test_a_target_restricts_kind_level_plan_list_and_values() -> None:
    nodes = "strategy: S1, supports: [PP/9, 'sdg:11']\nproject: P1, part_of: S1"
    upward: dict[str, Any] = {"kind": "requires-link", "source": "project", "relation": "part_of/supports"}
    for target, verdict in (
        ({"kind": "strategy"}, "pass"),
        ({"kind": "goal"}, "fail"),
        ({"level": "province"}, "pass"),
        ({"level": "district"}, "fail"),
        ({"plan": "same"}, "fail"),
        ({"plan": "other"}, "pass"),
        ({"list": "sdg"}, "pass"),
        ({"list": "nesdp"}, "fail"),
        ({"when": {"name": ["ROADS"]}}, "pass"),
        ({"when": {"name": ["Water"]}}, "fail"),
        ({"when": {"responsible_unit": ["x"]}}, "fail"),
    ):
        assert verdicts(nodes, UPPER, target=target, **upward) == {"P1": verdict}, target


def test_a_closure_ends_on_a_circle_of_several_relations() -> None:
    around = rule(kind="reaches", source="project", via="(amends|comes_from)+", to="goal")
    circle = [
        LinkFact("P1", "amends", "P2", ""),
        LinkFact("P2", "comes_from", "P3", ""),
        LinkFact("P3", "amends", "P1", ""),
    ]
    nodes = [NodeFact(name, name, "LP", "local", "project", "") for name in ("P1", "P2", "P3")]
    facts = Facts(plans=[PlanFact("LP", "local", True, None, None, "LP")], nodes=nodes, links=circle)
    assert set(sets.judge(facts, [around]).verdicts[around.id].values()) == {"fail"}


def test_is_supported_walks_from_the_other_end_and_a_backward_step_is_never_blocked() -> None:
    nodes = "strategy: S1\nstrategy: S2\nproject: P1, part_of: S1\nproject: P2, part_of: S404"
    served: dict[str, Any] = {
        "kind": "is-supported",
        "source": "strategy",
        "relation": "part_of+",
        "by": {"kind": "project"},
    }
    assert verdicts(nodes, **served) == {"S1": "pass", "S2": "fail"}


def test_a_plan_whose_forms_hold_none_of_the_wanted_kinds_is_not_judged() -> None:
    wanted = rule(**link(target={"kind": ["strategy", "goal"]}))
    facts = facts_of(graph_of(PLAN + "  - project: P1\n"), [wanted], ())
    for unheld, verdict in ((["strategy"], "fail"), (["strategy", "goal"], "not-applicable")):
        less = replace(facts, unheld=[UnheldFact("LP", kind) for kind in unheld])
        assert sets.judge(less, [wanted]).verdicts[wanted.id] == {"LP|project|p1": verdict}


@pytest.mark.parametrize(
    ("project", "verdict"),
    [
        ("name: none", "not-applicable"),
        ("part_of: S1", "pass"),
        ("part_of: [S1, S404]", "fail"),
        ("part_of: I1", "fail"),
    ],
)
def test_links_resolve_fails_by_one_faulty_reference(project: str, verdict: str) -> None:
    nodes = f"strategy: S1\nindicator: I1\nproject: P1, {project}"
    assert verdicts(nodes, kind="links-resolve", source="project", relation="part_of") == {"P1": verdict}


def test_links_resolve_is_undecided_on_a_plan_that_was_not_given() -> None:
    resolves: dict[str, Any] = {"kind": "links-resolve", "source": "strategy", "relation": "supports"}
    assert verdicts("strategy: S1, supports: PP/9", **resolves) == {"S1": "undecided"}
    assert verdicts("strategy: S1, supports: PP/9", UPPER, **resolves) == {"S1": "pass"}
    assert verdicts("strategy: S1, supports: PP/9", toward="own", **resolves) == {"S1": "not-applicable"}


def test_agrees_compares_numbers_keys_and_the_title_beside_the_reference() -> None:
    pairs: dict[str, Any] = {"kind": "agrees", "source": "strategy", "relation": "supports"}
    titles = [{"own": "reference.title", "linked": "name"}]
    for written, verdict in (("ROADS", "pass"), ("Water", "fail"), ("''", "not-applicable")):
        node = f"strategy: S1, supports: {{to: PP/9, title: {written}}}"
        assert verdicts(node, UPPER, fields=titles, **pairs) == {"S1": verdict}
    names = [{"own": "name", "linked": "name"}]
    for written, verdict in (("roads", "pass"), ("Water", "fail"), ("''", "not-applicable")):
        assert verdicts(f"strategy: S1, name: {written}, supports: PP/9", UPPER, fields=names, **pairs) == {
            "S1": verdict
        }


def test_unique_compares_key_also_and_kind_inside_its_scope() -> None:
    nodes = """strategy: S1
        strategy: S2
        project: A, name: Road, part_of: S1
        project: B, name: ROAD, part_of: [S1, S2]
        project: C, name: Road, part_of: [S2, S1], area: '54'
        project: D
        activity: E, name: road"""
    alone: dict[str, Any] = {"kind": "unique", "source": ["project", "activity"], "key": "name"}
    assert verdicts(nodes, **alone) == {"A": "fail", "B": "fail", "C": "fail", "D": "not-applicable", "E": "fail"}
    assert verdicts(nodes, also="area", **alone)["C"] == "pass"
    assert verdicts(nodes, **{**alone, "key": ["name", "kind"]})["E"] == "pass"
    by_parent = verdicts(nodes, inside="parent", **alone)
    assert by_parent == {"A": "pass", "B": "fail", "C": "fail", "D": "not-applicable", "E": "not-applicable"}
    for inside in ("level", "round"):
        assert verdicts(nodes, inside=inside, **alone)["A"] == "fail"
