"""A scope leaves out whom docs/patterns.md says, and nobody else."""

from __future__ import annotations

from typing import Any

import pytest

from checker.chain import built_in_chain
from checker.engines import rete, sets
from checker.facts import facts_of
from tests import oracle
from tests.build import rule
from tests.written import LOCAL, PROVINCE, graph, plan

ABOVE = plan(PROVINCE, "strategy: '1'")
ASKS: dict[str, Any] = {"kind": "requires-field", "all_of": [{"field": "name", "present": True}]}


def left_out(*nodes: str, heading: str = LOCAL, source: str = "project", **scope: Any) -> list[str]:
    """The codes of the nodes that the scope leaves out: both engines and the oracle say so. No node has a name."""
    found = graph(plan(heading, *nodes), context=[ABOVE])
    rules = [rule(source=source, **(ASKS if "kind" not in scope else {}), **scope)]
    facts = facts_of(found, rules, built_in_chain().kinds)
    wanted = oracle.judge(found, rules)
    assert rete.judge(facts, rules).verdicts == sets.judge(facts, rules).verdicts == wanted
    return [found.nodes[node].code for node, verdict in wanted[rules[0].id].items() if verdict == "not-applicable"]


def other_than(**words: Any) -> dict[str, Any]:
    return {"except": words}


STATUSES = ("project: P1, status: เสนอ", "project: P2, status: ยกเลิก", "project: P3", "project: P4, status: ไม่รู้")


def test_when_leaves_out_other_values_and_unreadable_ones() -> None:
    assert left_out(*STATUSES, when={"status": ["proposed"]}) == ["P2", "P4"]


def test_only_leaves_out_whatever_is_not_filled_with_a_word_too() -> None:
    assert left_out(*STATUSES, only={"status": ["proposed"]}) == ["P2", "P3", "P4"]
    assert left_out(*STATUSES, only={"status": ["proposed", "cancelled"]}) == ["P3", "P4"]


def test_except_leaves_out_filled_words_alone() -> None:
    assert left_out(*STATUSES, **other_than(status=["cancelled", "moved"])) == ["P2"]


def test_when_and_except_leave_out_what_either_does() -> None:
    nodes = ("project: P1, status: ยกเลิก, number: '1'", "project: P2, number: '2'", "project: P3, number: '1'")
    assert left_out(*nodes, when={"status": ["proposed"]}, **other_than(number=["2"])) == ["P1", "P2"]
    assert left_out(*nodes, when={"status": ["proposed"], "number": ["1"]}) == ["P1", "P2"]


def test_an_unreadable_value_is_no_word_to_only_and_except_even_where_it_is_written_so() -> None:
    assert left_out("project: P1, number: สอง", only={"number": ["สอง"]}) == ["P1"]
    assert left_out("project: P1, number: สอง", **other_than(number=["สอง"])) == []
    assert left_out("project: P1, number: สอง", when={"number": ["สอง"]}) == []


def test_words_are_compared_folded_and_every_field_has_to_fit() -> None:
    nodes = ("indicator: K1, unit: ' ร้อย ละ', direction: เพิ่ม", "indicator: K2, unit: ร้อยละ", "indicator: K3, unit: คน")
    words = {"unit": ["ร้อยละ"], "direction": ["up"]}
    assert left_out(*nodes, source="indicator", only={"unit": ["ร้อยละ"]}) == ["K3"]
    assert left_out(*nodes, source="indicator", only=words) == ["K2", "K3"]
    assert left_out(*nodes, source="indicator", **other_than(**words)) == ["K1", "K2"]


def test_blank_leaves_out_what_says_anything_in_a_field_or_in_some_year_of_it() -> None:
    nodes = (
        "project: P1, location: บ้านบน",
        "project: P2, budget: {2566: ตามจริง}",
        "project: P3, location: ' ', budget: {2566: }",
        "project: P4",
    )
    assert left_out(*nodes, blank=["location", "budget"]) == ["P1", "P2"]
    assert left_out(*nodes, blank=["location"]) == ["P1"]


def test_filled_leaves_out_what_says_nothing_in_a_field_or_in_no_year_of_it() -> None:
    nodes = (
        "project: P1, number: '1', budget: {2566: 5}",
        "project: P2, number: หนึ่ง, budget: {2566: ตามจริง}",
        "project: P3, number: '1'",
        "project: P4, number: '1', budget: {2566: }",
        "project: P5, budget: {2566: 5}",
    )
    assert left_out(*nodes, filled=["number", "budget"]) == ["P3", "P4", "P5"]
    assert left_out(*nodes, filled="number") == ["P5"]


def test_text_leaves_out_what_is_not_filled_with_a_text_that_passes() -> None:
    nodes = (
        "project: P1, target: 3 แห่ง, objective: 2 ข้อ",
        "project: P2, target: ทั่วไป, objective: 2 ข้อ",
        "project: P3, objective: 2 ข้อ",
        "project: P4, target: 3 แห่ง, number: สาม 3",
    )
    assert left_out(*nodes, text={"target": "digit"}) == ["P2", "P3"]
    assert left_out(*nodes, text={"target": "digit", "objective": "digit"}) == ["P2", "P3", "P4"]
    assert left_out("project: P1, number: '3'", "project: P2, number: สาม 3", text={"number": "digit"}) == ["P2"]


@pytest.mark.parametrize(("budget", "applies"), [("budget: {2566: 5}", True), ("target: 3 แห่ง", False)])
def test_several_entries_have_to_fit_together(budget: str, applies: bool) -> None:
    scope: dict[str, Any] = {"only": {"status": ["proposed"]}, "filled": "budget", "except": {"number": ["2"]}}
    assert left_out(f"project: P1, status: เสนอ, number: '1', {budget}", **scope) == ([] if applies else ["P1"])
    assert left_out(f"project: P1, status: เสนอ, number: '2', {budget}", **scope) == ["P1"]


def test_a_twin_counts_although_the_scope_leaves_it_out() -> None:
    twins = ("project: P1, name: ถนน, status: เสนอ", "project: P2, name: ถนน, status: ยกเลิก")
    unique: dict[str, Any] = {"kind": "unique", "key": "name", "only": {"status": ["proposed"]}}
    assert left_out(*twins, **unique) == ["P2"]
    found = graph(plan(LOCAL, *twins))
    assert list(oracle.judge(found, [rule(source="project", **unique)])["PRJ-900"].values()) == [
        "fail",
        "not-applicable",
    ]


@pytest.mark.parametrize(
    ("area", "left"),
    [("540503", []), ("'๕๔๐๕๐๓'", []), ("5406", ["P1"]), ("", ["P1"])],
)
def test_plan_asks_the_node_of_the_plan_and_needs_a_filled_value(area: str, left: list[str]) -> None:
    heading = f"plan: {{code: LP, level: local, area: {area}}}"
    assert left_out("project: P1, area: '99'", heading=heading, plan={"area": ["540503"]}) == left


@pytest.mark.parametrize(
    ("window", "years", "left"),
    [
        ("2566-2570", {"from": 2566}, []),
        ("2566-2570", {"from": 2567}, ["P1"]),
        ("2566-2570", {"until": 2566}, []),
        ("2566-2570", {"until": 2565}, ["P1"]),
        ("2566-2570", {"from": 2561, "until": 2566}, []),
        ("", {"from": 2567, "until": 2568}, []),
    ],
)
def test_years_asks_for_the_first_year_of_the_window_where_there_is_one(
    window: str, years: dict[str, int], left: list[str]
) -> None:
    heading = f"plan: {{code: LP, level: local, years: {window}}}"
    assert left_out("project: P1", heading=heading, years=years) == left


def test_linked_leaves_out_whoever_has_no_end_of_the_path() -> None:
    nodes = (
        "strategy: S1",
        "tactic: T1, part_of: S1",
        "project: P1, part_of: T1",
        "project: P2, part_of: S9",
        "project: P3",
    )
    assert left_out(*nodes, linked="part_of+") == ["P2", "P3"]
    assert left_out(*nodes, linked="part_of/part_of") == ["P2", "P3"]
    assert left_out(*nodes, linked="part_of/part_of/part_of") == ["P1", "P2", "P3"]
    assert left_out(*nodes, source="strategy", linked="^part_of/^part_of") == []


def test_linked_wants_another_node_at_its_end_than_the_one_it_starts_from() -> None:
    nodes = (
        "strategy: S1",
        "strategy: S2",
        "project: P1, part_of: S1",
        "project: P2, part_of: S1",
        "project: P3, part_of: S2",
    )
    assert left_out(*nodes, linked="part_of/^part_of") == ["P3"]


def test_a_total_without_summands_at_hand_is_not_judged_where_linked_asks_for_them() -> None:
    sums: dict[str, Any] = {"kind": "sums-to", "relation": "^part_of", "field": "budget_total", "total": "budget_total"}
    nodes = (
        "project: P1, budget: {2566: 5}",
        "project: P2, budget: {2566: 5}",
        "activity: A1, part_of: P2, budget: {2566: 4}",
    )
    assert left_out(*nodes, **sums) == []
    assert left_out(*nodes, linked="^part_of", **sums) == ["P1"]
