"""A verdict that is open for want of a column says in which plans, of which items, and which column."""

from __future__ import annotations

from typing import Any

import pytest

from tests.build import report_of, rule
from tests.written import LOCAL, PROVINCE, TAMBON, graph, plan

TAKEN_UP: dict[str, Any] = {
    "kind": "is-supported",
    "source": "project",
    "relation": "comes_from",
    "by": {"kind": "project", "also": "forwarded_to/^in_plan"},
    "levels": ["tambon"],
}
MUTE = "asks: [name]"


def why(plans: list[str], **pattern: Any) -> list[str]:
    """What is said of each verdict of a rule with `pattern` that is open."""
    return [one.why.en for one in report_of(graph(*plans), rule(**pattern)).undecided]


def other(code: str, *nodes: str) -> str:
    return plan(f"plan: {{code: {code}, level: local}}", *nodes)


def test_the_plan_that_could_not_say_so_is_named_and_no_other() -> None:
    sent, mute = plan(TAMBON, "project: P1, forwarded_to: LP"), f"project: L1, {MUTE}"
    assert why([sent, plan(LOCAL, mute, f"project: L2, {MUTE}"), other("LQ", mute)], **TAKEN_UP) == [
        "in plan LP no project stands on a form with a column for “comes from”, and so none could say that it leads here"
    ]


def test_the_own_plan_is_not_named_where_only_the_node_itself_stands_on_such_a_form() -> None:
    local, anywhere = plan(LOCAL, f"project: L1, {MUTE}"), {**TAKEN_UP, "by": {"kind": "project"}, "levels": ["local"]}
    said = why([local, other("LQ", f"project: Q1, {MUTE}")], **anywhere)
    assert [one.split(" no ")[0] for one in said] == ["in plan LQ", "in plan LP"]


def test_a_plan_is_not_named_where_others_of_its_level_could_tell() -> None:
    sent = plan(TAMBON, "project: P1, forwarded_to: LP")
    near, far = plan(LOCAL, f"project: L1, {MUTE}"), other("LQ", f"project: Q1, {MUTE}")
    district = plan("plan: {code: DP, level: district}", f"project: D1, {MUTE}")
    anywhere = {**TAKEN_UP, "by": {"kind": "project"}}
    (said,) = why([sent, near, far, district], **anywhere)
    assert said.startswith("in plans DP, LP, LQ no project")
    (said,) = why([sent, near, far, district, other("LR", "project: R1")], **anywhere)
    assert said.startswith("in plan DP no project")
    (said,) = why([sent, near, far, district, other("LR", "project: R1")], **TAKEN_UP)
    assert said.startswith("in plan LP no project")


def test_the_own_plan_is_named_whoever_else_could_tell() -> None:
    own, anywhere = plan(LOCAL, f"project: L1, {MUTE}", f"project: L2, {MUTE}"), {**TAKEN_UP, "by": {"kind": "project"}}
    said = why([own, other("LQ", "project: Q1")], **{**anywhere, "levels": ["local"]})
    assert [one.split(" no ")[0] for one in said] == ["in plan LP", "in plan LP"]


def test_it_is_said_in_thai_first() -> None:
    sent = plan(TAMBON, "project: P1, forwarded_to: LP")
    (one,) = report_of(graph(sent, plan(LOCAL, f"project: L1, {MUTE}")), rule(**TAKEN_UP)).undecided
    assert one.why.th == "ในแผน LP ไม่มีแบบใดของโครงการที่มีช่อง “มาจาก” จึงบอกไม่ได้ว่าเชื่อมมาที่รายการนี้หรือไม่"


def test_of_many_plans_three_are_named_and_the_rest_counted() -> None:
    plans = [other(f"L{number}", f"project: Q1, {MUTE}") for number in range(1, 6)]
    anywhere = {**TAKEN_UP, "by": {"kind": "project", "plan": "other"}}
    assert why([plan(TAMBON, "project: P1"), *plans], **anywhere) == [
        "in plans L1, L2, L3 and 2 more no project stands on a form with a column for “comes from”"
        ", and so none could say that it leads here"
    ]


def test_a_plan_is_named_by_who_leads_on_and_by_every_column_that_is_missing() -> None:
    carried = {"kind": "is-supported", "source": "strategy", "relation": "(part_of|supports)+", "levels": ["province"]}
    local = plan(LOCAL, "strategy: S1, asks: [name]", "project: P1, part_of: S1", "strategy: S2, asks: [name]")
    idle = other("LQ", "strategy: S1, asks: [name]")
    assert why([plan(PROVINCE, "strategy: '1'"), local, idle], **carried, by={"kind": "project"}) == [
        "in plan LP no strategy stands on a form with a column for “supports”, and so none could say that it leads here"
    ]
    direct = other("LQ", "project: P1, asks: [name]")
    assert why([plan(PROVINCE, "strategy: '1'"), direct], **carried, by={"kind": "project"}) == [
        "in plan LQ no project stands on a form with a column for “part of” or “supports”"
        ", and so none could say that it leads here"
    ]


@pytest.mark.parametrize("written", ["LP-9", "LX"])
def test_a_link_that_is_broken_or_waits_for_a_plan_is_told_before_a_column_that_is_missing(written: str) -> None:
    sent = plan(TAMBON, f"project: P1, forwarded_to: [LP, {written}]")
    (said,) = why([sent, plan(LOCAL, f"project: L1, {MUTE}")], **TAKEN_UP)
    assert written in said


ADDS: dict[str, Any] = {
    "kind": "sums-to", "source": "project", "relation": "^part_of", "target": {"kind": "activity"}, "field": "budget",
}  # fmt: skip


def test_a_sum_and_the_whole_of_a_share_name_the_column_too() -> None:
    mute = "activity: A1, budget: {2566: 50}, asks: [name, budget]"
    local = plan(LOCAL, "project: P1, budget: {2566: 100}", mute)
    said = (
        "in plan LP no activity stands on a form with a column for “part of”, and so none could say that it leads here"
    )
    assert why([local], **ADDS, total="budget") == [said]
    share = {**ADDS, "source": "strategy", "target": {"kind": "tactic"}, "field": "number", "at_most_percent": 50}
    assert why([plan(LOCAL, "strategy: S1", f"goal: G1, {MUTE}")], **share, of={"kind": "goal"}) == [
        said.replace("activity", "goal")
    ]


def test_what_cannot_be_read_is_told_first_because_it_can_be_mended() -> None:
    nodes = ("project: P1, budget: {2566: 100}", "activity: A1, part_of: P1, budget: {2566: x}")
    found = graph(plan(LOCAL, *nodes, "activity: A2, budget: {2566: 50}, asks: [name, budget]"))
    number = rule("ACT-900", kind="requires-field", source="activity", all_of=[{"field": "budget", "is": "number"}])
    (one,) = report_of(found, rule(**ADDS, total="budget"), number).undecided
    assert one.why.en == "a value cannot be read: x"
