"""An amount is held against the middle one of its plan or level: both engines and the oracle, row by row of docs/patterns.md."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from tests import oracle
from tests.engines.test_two_paths import marks
from tests.law_rules import LAW_RULES
from tests.plans import sample
from tests.written import LOCAL, TAMBON, plan

ASKED: dict[str, Any] = {"kind": "typical", "source": "project", "field": "budget", "factor": 10, "peers": 3}


def projects(*amounts: str) -> list[str]:
    """A project for each, in the order of their codes; the amount is that of 2566."""
    return [f"project: P{number}, budget: {{2566: {amount}}}" for number, amount in enumerate(amounts, start=1)]


@pytest.mark.parametrize(
    ("amounts", "verdicts"),
    [
        ("5 5 49.999999", "+++"),
        ("5 5 50", "++-"),
        ("5 5 0.5", "++-"),
        ("5 5 0.500001", "+++"),
        ("5 50 49 500", "+++-"),
        ("5 5 50 50", "++--"),
        ("5 5 0 -", "0000"),
        ("5 5 50 ตามจริง", "++-0"),
        ("5 5 5 -1", "+++0"),
    ],
)
def test_an_amount_fails_from_the_factor_on_above_and_below_the_lower_middle(amounts: str, verdicts: str) -> None:
    assert marks([plan(LOCAL, *projects(*amounts.split()))], ASKED) == verdicts


@pytest.mark.parametrize(("peers", "verdicts"), [(4, "+-"), (5, "00")])
def test_every_year_is_an_amount_and_one_that_is_far_off_is_enough(peers: int, verdicts: str) -> None:
    nodes = ("project: P1, budget: {2566: 5, 2567: 5}", "project: P2, budget: {2566: 0, 2567: 5, 2568: 50, 2569: x}")
    assert marks([plan(LOCAL, *nodes)], {**ASKED, "peers": peers}) == verdicts


def test_one_amount_that_is_far_too_small_is_enough_beside_another_that_is_not() -> None:
    nodes = (
        "project: P1, budget: {2566: 0.5, 2567: 5}",
        "project: P2, budget: {2566: 5}",
        "project: P3, budget: {2566: 5}",
    )
    assert marks([plan(LOCAL, *nodes)], ASKED) == "-++"


@pytest.mark.parametrize(("inside", "verdicts"), [("plan", "000" + "00" + "+++-"), ("level", "++-" + "++" + "+++-")])
def test_a_level_is_all_its_plans_and_no_other(inside: str, verdicts: str) -> None:
    plans = [
        plan(LOCAL, *projects("5", "6", "60")),
        plan(LOCAL.replace("LP", "LQ"), *projects("5", "7")),
        plan(TAMBON, *projects("50", "50", "50", "500")),
    ]
    assert marks(plans, {**ASKED, "inside": inside, "peers": 4}) == verdicts


def test_a_field_without_years_has_one_amount_a_node() -> None:
    nodes = ("project: P1, number: 5", "project: P2, number: 50", "project: P3, number: x", "project: P4, number: 4")
    assert marks([plan(LOCAL, *nodes)], {**ASKED, "field": "number"}) == "+-0+"


def test_what_the_scope_leaves_out_is_a_peer_all_the_same() -> None:
    nodes = (*projects("5", "5"), "project: P3, budget: {2566: 50}, status: done")
    assert marks([plan(LOCAL, *nodes)], {**ASKED, "only": {"status": ["done"]}}) == "00-"


def test_random_plans_bring_every_verdict_that_there_is() -> None:
    laws = [rule for rule in LAW_RULES if rule.pattern.kind == "typical"]
    seen = {rule.id: Counter[str]() for rule in laws}
    for seed in range(120):
        for name, verdicts in oracle.judge(sample(seed).graph(), laws).items():
            seen[name].update(verdicts.values())
    assert all(sorted(verdicts) == ["fail", "not-applicable", "pass"] for verdicts in seen.values())
