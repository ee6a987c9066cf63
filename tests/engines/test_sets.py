"""The set engine gives each pattern kind its verdicts, edge by edge (docs/patterns.md)."""

from __future__ import annotations

import random
from dataclasses import fields, replace
from typing import Any

import duckdb
import pytest

from checker.chain import built_in_chain
from checker.engines import sets
from checker.errors import EngineFault
from checker.facts import Facts, LinkFact, NodeFact, PlanFact, UnheldFact, facts_of
from tests import oracle
from tests.build import graph_of, rule
from tests.law_rules import LAW_RULES

PLAN = "plan: {code: LP, level: local, years: 2566-2568}\nnodes:\n"
UPPER = "plan: {code: PP, level: province, years: 2566-2570}\nnodes:\n  - {strategy: '9', name: Roads}\n"


def verdicts(nodes: str, context: str | None = None, **parts: Any) -> dict[str, str]:
    """The code of each examined node of a local plan, and its verdict; `nodes` are lines of one node each."""
    written = PLAN + "".join(f"  - {{{node.strip()}}}\n" for node in nodes.strip().splitlines())
    graph = graph_of(written, context)
    rules = [rule(**parts)]
    found = sets.judge(facts_of(graph, rules, built_in_chain().kinds), rules).verdicts
    assert found == oracle.judge(graph, rules)
    return {graph.nodes[node].code: verdict for node, verdict in found[rules[0].id].items()}


def link(**parts: Any) -> dict[str, Any]:
    return {"kind": "requires-link", "source": "project", "relation": "part_of+", **parts}


def field(**demand: Any) -> dict[str, Any]:
    return {"kind": "requires-field", "source": "project", "all_of": [demand]}


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
    facts = Facts(plans=[PlanFact("LP", "local", True, None, None)], nodes=nodes, links=circle)
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


@pytest.mark.parametrize(
    ("demand", "on_empty", "on_unreadable", "on_seven"),
    [
        ({"present": True}, "fail", "pass", "pass"),
        ({"is": "number"}, "not-applicable", "fail", "pass"),
        ({"is": "integer"}, "not-applicable", "fail", "pass"),
        ({"is": "year"}, "not-applicable", "fail", "fail"),
        ({"is": "code"}, "not-applicable", "fail", "pass"),
        ({"is": "words"}, "not-applicable", "pass", "fail"),
        ({"one_of": ["๗", "8"]}, "not-applicable", "fail", "pass"),
        ({"one_of": ["8"]}, "not-applicable", "fail", "fail"),
        ({"one_of": []}, "not-applicable", "fail", "fail"),
        ({"has": "digit"}, "not-applicable", "fail", "pass"),
        ({"lacks": "digit"}, "not-applicable", "pass", "fail"),
        ({"lacks_words": ["?"]}, "not-applicable", "pass", "pass"),
        ({"min": 7}, "not-applicable", "undecided", "pass"),
        ({"min": 8}, "not-applicable", "undecided", "fail"),
        ({"max": 6}, "not-applicable", "undecided", "fail"),
        ({"more_than": 7}, "not-applicable", "undecided", "fail"),
        ({"more_than": -1}, "not-applicable", "undecided", "pass"),
        ({"differs_from": "name"}, "not-applicable", "pass", "fail"),
        ({"differs_from": "objective"}, "not-applicable", "not-applicable", "not-applicable"),
        ({"shorter_than": 2}, "not-applicable", "fail", "pass"),
        ({"longer_than": 1}, "not-applicable", "pass", "fail"),
    ],
)
def test_a_demand_on_one_value(demand: dict[str, Any], on_empty: str, on_unreadable: str, on_seven: str) -> None:
    nodes = "project: E, name: 7\nproject: U, name: 7, priority: many\nproject: S, name: 7, priority: 7"
    found = verdicts(nodes, **field(field="priority", **demand))
    assert found == {"E": on_empty, "S": on_seven, "U": on_unreadable}


@pytest.mark.parametrize(
    ("budget", "present", "at_least_five"),
    [
        ("{}", "fail", "not-applicable"),
        ("{2566: null}", "fail", "not-applicable"),
        ("{2566: 5, 2567: 6}", "pass", "pass"),
        ("{2566: 4, 2567: much}", "pass", "fail"),
        ("{2566: 5, 2567: much}", "pass", "undecided"),
    ],
)
def test_a_demand_on_a_yearly_field(budget: str, present: str, at_least_five: str) -> None:
    nodes = f"project: P1, budget: {budget}"
    assert verdicts(nodes, **field(field="budget", present=True)) == {"P1": present}
    assert verdicts(nodes, **field(field="budget", min=5)) == {"P1": at_least_five}


def test_any_of_passes_by_one_demand_and_is_undecided_before_it_fails() -> None:
    asks: dict[str, Any] = {
        "kind": "requires-field",
        "source": "project",
        "any_of": [{"field": "priority", "min": 5}, {"field": "name", "has": "digit"}],
    }
    nodes = """project: A, priority: 5, name: x
        project: B, priority: many, name: x
        project: C, priority: 4, name: x
        project: D, priority: many, name: x1
        project: E"""
    assert verdicts(nodes, **asks) == {
        "A": "pass",
        "B": "undecided",
        "C": "fail",
        "D": "pass",
        "E": "not-applicable",
    }


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


@pytest.mark.parametrize(
    ("budget", "verdict"),
    [
        ("{2566: 1, 2568: 1}", "pass"),
        ("{2566: 1, 2569: 1}", "fail"),
        ("{2566: 1, 2569: 0}", "pass"),
        ("{2569: 0}", "not-applicable"),
        ("{2566: 1, 2567: much}", "undecided"),
        ("{}", "not-applicable"),
    ],
)
def test_within_the_period_of_the_plan(budget: str, verdict: str) -> None:
    inside: dict[str, Any] = {"kind": "within", "source": "project", "relation": "in_plan", "field": "budget"}
    assert verdicts(f"project: P1, budget: {budget}", bounds={"period": "years"}, **inside) == {"P1": verdict}


def test_within_a_prefix_a_ceiling_of_the_same_year_and_a_stated_amount() -> None:
    inside: dict[str, Any] = {"kind": "within", "source": "project"}
    for area, verdict in (("'540503'", "pass"), ("'55'", "fail"), ("''", "not-applicable")):
        nodes = f"project: P1, area: {area}, comes_from: P2\nproject: P2, area: '54'"
        found = verdicts(nodes, relation="amends", field="area", bounds={"prefix": "area"}, **inside)
        assert found == {"P1": "not-applicable", "P2": "not-applicable"}
        found = verdicts(
            nodes.replace("comes_from", "amends"), relation="amends", field="area", bounds={"prefix": "area"}, **inside
        )
        assert found == {"P1": verdict, "P2": "not-applicable"}
    nodes = "project: P1, ordinance: {2566: 5, 2567: 9}, budget: {2566: 5, 2568: 1}"
    assert verdicts(nodes, field="ordinance", bounds={"max": "budget"}, **inside) == {"P1": "pass"}
    assert verdicts(nodes, field="budget", bounds={"min": "ordinance"}, **inside) == {"P1": "pass"}
    assert verdicts(nodes, field="ordinance", bounds={"at_most": "8.5"}, **inside) == {"P1": "fail"}
    assert verdicts(nodes, field="ordinance", bounds={"at_least": 5}, **inside) == {"P1": "pass"}


@pytest.mark.parametrize(
    ("total", "rows", "verdict"),
    [
        ("{2566: 3, 2567: 4}", ("{2566: 1, 2567: 4}", "{2566: 2}"), "pass"),
        ("{2566: 3, 2567: 4}", ("{2566: 1, 2567: 4}", "{2566: 3}"), "fail"),
        ("{2566: 3}", ("{2566: 1, 2567: much}", "{2566: 2}"), "pass"),
        ("{2566: 3}", ("{2566: much}", "{2566: 2}"), "undecided"),
        ("{2566: much}", ("{2566: 1}", "{2566: 2}"), "undecided"),
        ("{}", ("{2566: 1}", "{2566: 2}"), "not-applicable"),
        ("{2566: '0.5'}", ("{2566: '0.2'}", "{2566: '0.3'}"), "pass"),
    ],
)
def test_sums_to_compares_year_by_year(total: str, rows: tuple[str, str], verdict: str) -> None:
    nodes = f"total: T1, sums: S1, budget: {total}\nstrategy: S1\n" + "\n".join(
        f"project: P{turn}, part_of: S1, budget: {row}" for turn, row in enumerate(rows)
    )
    adds: dict[str, Any] = {
        "kind": "sums-to",
        "source": "total",
        "relation": "sums/^part_of+",
        "target": {"kind": "project"},
    }
    assert verdicts(nodes, field="budget", total="budget", **adds) == {"T1": verdict}


def test_sums_to_counts_ends_with_an_amount_and_knows_a_tolerance() -> None:
    nodes = """total: T1, sums: S1, count: {2566: 1, 2567: 1}, count_all: 3, budget_all: 12
        strategy: S1
        project: P1, part_of: S1, budget: {2566: 5}
        project: P2, part_of: S1, budget: {2566: 0, 2567: 5}
        project: P3, part_of: S1, budget: {2566: 0}"""
    adds: dict[str, Any] = {"kind": "sums-to", "source": "total", "relation": "sums/^part_of"}
    assert verdicts(nodes, counts="budget", total="count", **adds) == {"T1": "pass"}
    assert verdicts(nodes, counts="budget", total="count_all", **adds) == {"T1": "fail"}
    assert verdicts(nodes, field="budget", total="budget_all", **adds) == {"T1": "fail"}
    assert verdicts(nodes, field="budget", total="budget_all", tolerance=2, **adds) == {"T1": "pass"}


def test_sums_to_without_a_path_adds_the_years_of_the_node_itself() -> None:
    nodes = "total: T1, budget: {2566: 1, 2567: 2}, budget_all: 3\ntotal: T2, budget: {2566: 1}, budget_all: 3"
    adds: dict[str, Any] = {"kind": "sums-to", "source": "total", "field": "budget", "total": "budget_all"}
    assert verdicts(nodes, **adds) == {"T1": "pass", "T2": "fail"}


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


def test_sequence_forbids_ties_gaps_and_numbers_before_the_first() -> None:
    runs: dict[str, Any] = {"kind": "sequence", "source": "project", "field": "number"}
    nodes = """project: A, number: 1
        project: B, number: 2
        project: C, number: 2
        project: D, number: 4
        project: E
        project: F, number: many
        project: G, number: '1.5'
        project: H, number: 0"""
    found = verdicts(nodes, **runs)
    assert found == {
        "A": "pass", "B": "fail", "C": "fail", "D": "fail", "E": "not-applicable", "F": "undecided", "G": "undecided", "H": "fail",
    }  # fmt: skip
    assert verdicts(nodes, ties="allowed", gaps="allowed", **runs) == {**found, "B": "pass", "C": "pass", "D": "pass"}
    inside = verdicts(
        "strategy: S1\nproject: A, number: 1\nproject: B, number: 1, part_of: S1", inside="parent", **runs
    )
    assert inside == {"A": "not-applicable", "B": "pass"}


@pytest.mark.parametrize(
    ("targets", "verdict"),
    [
        ("{2566: 1, 2567: 2, 2568: 3}", "pass"),
        ("{2566: 1, 2568: 3}", "fail"),
        ("{2566: 1, 2567: null, 2568: 3}", "fail"),
        ("{2566: 1, 2567: some, 2568: 3}", "undecided"),
        ("{2566: 1, 2567: some}", "fail"),
    ],
)
def test_series_covers_the_window(targets: str, verdict: str) -> None:
    covers: dict[str, Any] = {"kind": "series", "source": "indicator", "field": "targets", "covers": "window"}
    assert verdicts(f"indicator: K1, targets: {targets}", **covers) == {"K1": verdict}


@pytest.mark.parametrize(
    ("direction", "years", "verdict"),
    [
        ("up", "baseline: {2565: 1}, targets: {2566: 2, 2567: 2}", "pass"),
        ("up", "baseline: {2565: 2}, targets: {2566: 2, 2567: 2}", "fail"),
        ("up", "targets: {2566: 2, 2567: 1}", "fail"),
        ("down", "baseline: {2564: 1, 2565: 9}, targets: {2566: 5}", "pass"),
        ("keep", "baseline: {2565: 1}, targets: {2566: 5, 2567: 5}", "pass"),
        ("keep", "targets: {2566: 5, 2567: 6}", "fail"),
        ("up", "targets: {2566: 5}", "not-applicable"),
        ("sideways", "targets: {2566: 5, 2567: 1}", "not-applicable"),
        ("up", "targets: {2566: 5, 2567: some, 2568: 6}", "undecided"),
        ("up", "baseline: {2564: 1, 2565: some}, targets: {2566: 5}", "undecided"),
        ("up", "baseline: {2565: some}, targets: {2566: 5}", "not-applicable"),
    ],
)
def test_series_runs_in_the_declared_direction_and_beats_the_base(direction: str, years: str, verdict: str) -> None:
    runs: dict[str, Any] = {
        "kind": "series",
        "source": "indicator",
        "field": "targets",
        "direction": "direction",
        "against": "baseline",
    }
    assert verdicts(f"indicator: K1, direction: {direction}, {years}", **runs) == {"K1": verdict}


def test_series_keeps_every_year_within_its_bounds() -> None:
    bounds: dict[str, Any] = {"kind": "series", "source": "indicator", "field": "targets", "min": 0, "max": 100}
    for years, verdict in (
        ("{2566: 0, 2567: 100}", "pass"),
        ("{2566: 101}", "fail"),
        ("{2566: 1, 2567: x}", "undecided"),
        ("{2567: x}", "not-applicable"),
    ):
        assert verdicts(f"indicator: K1, targets: {years}", **bounds) == {"K1": verdict}


EACH_KIND = tuple({one.pattern.kind: one for one in LAW_RULES}.values())


def law_facts() -> Facts:
    lines = """strategy: S1, name: ก, supports: PP/9
        project: P1, part_of: S1, name: ถนน, number: 1, budget: {2566: 5, 2567: 6}
        project: P1, part_of: S1, name: ถนน, number: 2
        total: T1, sums: S1, budget: {2566: 5}, budget_all: 11
        indicator: K1, measures: S1, direction: up, baseline: {2565: 1}, targets: {2566: 1, 2567: 2, 2568: 3}"""
    written = PLAN + "".join(f"  - {{{line.strip()}}}\n" for line in lines.splitlines())
    return facts_of(graph_of(written, UPPER), EACH_KIND, built_in_chain().kinds)


def test_the_order_of_facts_changes_nothing() -> None:
    facts = law_facts()
    chance = random.Random(1)
    mixed = {one.name: chance.sample(getattr(facts, one.name), len(getattr(facts, one.name))) for one in fields(facts)}
    assert sets.judge(Facts(**mixed), EACH_KIND) == sets.judge(facts, EACH_KIND)


def test_a_judgement_leaves_nothing_for_the_next_one() -> None:
    facts = law_facts()
    first = sets.judge(facts, EACH_KIND)
    assert sets.judge(Facts(), EACH_KIND).verdicts == {one.id: {} for one in EACH_KIND}
    assert sets.judge(facts, EACH_KIND) == first


def test_seconds_are_given_where_a_clock_is() -> None:
    ticks = iter(range(1000))
    judgement = sets.judge(law_facts(), EACH_KIND, lambda: float(next(ticks)))
    assert judgement.seconds == {one.id: 1.0 for one in EACH_KIND}
    assert sets.judge(Facts(), EACH_KIND).seconds == {}


def test_quotation_marks_in_codes_and_words_are_only_letters() -> None:
    nasty = "S'1; drop table node; --"
    graph = graph_of(
        f'plan: {{code: "L\'P", level: local}}\nnodes:\n  - strategy: "{nasty}"\n    name: "it\'s ก\\\\"\n'
    )
    words = {"field": "name", "one_of": ["it's ก\\", "';"]}
    wanted = rule(kind="requires-field", source="strategy", when={"name": ["it's ก\\"]}, all_of=[words])
    assert list(sets.judge(facts_of(graph, [wanted], ()), [wanted]).verdicts[wanted.id].values()) == ["pass"]


def test_what_the_database_cannot_do_is_our_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(connection: duckdb.DuckDBPyConnection, facts: Facts) -> None:
        connection.execute("select nothing from nowhere")

    monkeypatch.setattr(sets, "load", broken)
    with pytest.raises(EngineFault) as caught:
        sets.judge(Facts(), [])
    assert caught.value.faults[0].place.file == "sets"


def test_a_plan_without_facts_of_a_table_is_judged_all_the_same() -> None:
    bare = Facts(
        plans=[PlanFact("LP", "local", True, None, None)], nodes=[NodeFact("n", "n", "LP", "local", "project", "")]
    )
    found = sets.judge(bare, EACH_KIND).verdicts
    assert {node for verdict in found.values() for node in verdict} == {"n"}
