"""Twins that something tells apart are none: both engines and the oracle, row by row of docs/patterns.md."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engines.test_two_paths import marks
from tests.written import LOCAL, TAMBON, plan


@pytest.mark.parametrize(
    ("asked", "verdicts"),
    [
        ({}, "---+0"),
        ({"unlike": "area"}, "---+0"),
        ({"unlike": "status"}, "---+0"),
        ({"unlike": ["area", "status"]}, "-+-+0"),
        ({"unlike": "kind"}, "++++0"),
        ({"unlike": ["plan"]}, "++++0"),
        ({"unlike": ["level"]}, "++++0"),
        ({"shares_year": "budget"}, "+--+0"),
        ({"shares_year": "budget", "unlike": "area"}, "++++0"),
    ],
)
def test_a_twin_counts_only_where_it_differs_and_shares_a_year(asked: dict[str, Any], verdicts: str) -> None:
    nodes = (
        "project: P1, name: ถนน, area: '54', status: done, budget: {2566: 5, 2567: 0}",
        "project: P2, name: ถนน, area: '53', status: done, budget: {2567: 5, 2568: 1}",
        "project: P3, name: ถนน, area: '53', budget: {2567: 1, 2568: x}",
        "project: P4, name: บ่อ",
        "project: P5",
    )
    assert marks([plan(LOCAL, *nodes)], {"kind": "unique", "source": "project", "key": "name", **asked}) == verdicts


def test_children_of_the_same_parents_are_compared_and_who_has_none_with_nobody() -> None:
    nodes = (
        "project: P1, name: ถนน, part_of: S1",
        "project: P2, name: ถนน, part_of: S1",
        "project: P3, name: ถนน, part_of: S2",
        "project: P4, name: ถนน",
        "project: P5, name: ถนน",
        "strategy: S1",
        "strategy: S2",
    )
    asked = {"kind": "unique", "source": "project", "key": "name", "inside": "parent"}
    assert marks([plan(LOCAL, *nodes)], asked) == "--+00"


@pytest.mark.parametrize(
    ("asked", "verdicts"),
    [
        ({"unlike": "plan"}, "---" + "--"),
        ({"unlike": "level"}, "---" + "--"),
        ({"unlike": "plan", "unless": "comes_from"}, "+--" + "--"),
        ({"unlike": "plan", "unless": "^comes_from"}, "+--" + "--"),
        ({"unlike": "plan", "unless": "(amends|comes_from)+"}, "++-" + "+-"),
    ],
)
def test_what_was_taken_up_from_another_plan_is_no_twin_of_it(asked: dict[str, Any], verdicts: str) -> None:
    local = plan(
        LOCAL,
        "project: P1, name: ถนน, comes_from: TP/T1",
        "project: P2, name: ถนน, amends: P1",
        "project: P3, name: บ่อ, comes_from: TP/T9",
    )
    tambon = plan(TAMBON, "project: T1, name: ถนน", "project: T2, name: บ่อ")
    asked = {"kind": "unique", "source": "project", "key": "name", "inside": "round", **asked}
    assert marks([local, tambon], asked) == verdicts


def test_an_excuse_may_stand_where_the_rule_does_not_apply() -> None:
    local = plan(LOCAL, "project: P1, name: ถนน, comes_from: TP/T1")
    asked = {"kind": "unique", "source": "project", "key": "name", "inside": "round", "levels": ["tambon"]}
    tambon = plan(TAMBON, "project: T1, name: ถนน")
    assert marks([local, tambon], asked) == "0-"
    assert marks([local, tambon], {**asked, "unless": "comes_from"}) == "0+"
