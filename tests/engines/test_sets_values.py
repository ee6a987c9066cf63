"""The set engine judges fields, amounts, sums and years, pattern kind by pattern kind (docs/patterns.md)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engines.judged import verdicts


def field(**demand: Any) -> dict[str, Any]:
    return {"kind": "requires-field", "source": "project", "all_of": [demand]}


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


def test_what_a_path_comes_back_to_is_not_added_to_itself_and_what_lies_in_no_plan_that_is_meant_neither() -> None:
    nodes = """strategy: S1
        project: P1, part_of: S1, budget: {2566: 5}
        project: P2, part_of: S1, budget: {2566: 5}"""
    adds: dict[str, Any] = {"kind": "sums-to", "source": "project", "relation": "part_of/^part_of"}
    for target, verdict in (({}, "pass"), ({"plan": "same"}, "pass"), ({"plan": "other"}, "fail")):
        found = verdicts(nodes, field="budget", total="budget", target=target, **adds)
        assert found == {"P1": verdict, "P2": verdict}


def test_sums_to_without_a_path_adds_the_years_of_the_node_itself() -> None:
    nodes = "total: T1, budget: {2566: 1, 2567: 2}, budget_all: 3\ntotal: T2, budget: {2566: 1}, budget_all: 3"
    adds: dict[str, Any] = {"kind": "sums-to", "source": "total", "field": "budget", "total": "budget_all"}
    assert verdicts(nodes, **adds) == {"T1": "pass", "T2": "fail"}


def test_a_year_without_an_amount_counts_as_nothing_where_another_year_has_one() -> None:
    nodes = """project: P1, budget: {2566: 5}, ordinance: {2566: 5}
        project: P2, budget: {2566: 5, 2567: 1}, ordinance: {2566: 5}
        project: P3, budget: {2567: 1}"""
    adds: dict[str, Any] = {"kind": "sums-to", "source": "project", "field": "ordinance", "total": "budget"}
    assert verdicts(nodes, **adds) == {"P1": "pass", "P2": "fail", "P3": "not-applicable"}


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
