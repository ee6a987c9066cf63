"""The facts know the day of which plans are judged, and no clock."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from checker.chain import built_in_chain
from checker.facts import facts_of
from checker.rulebook import load_rulebook
from checker.selftest.examples import trials
from tests.build import graph_of
from tests.rules.folder import changed, loaded, refusal, rules_in


@pytest.mark.parametrize(
    ("day", "closed"),
    [("2024-09-30", 2566), ("2024-10-01", 2567), ("2024-12-31", 2567), ("2025-01-01", 2567), ("2025-10-01", 2568)],
)
def test_a_fiscal_year_is_closed_from_the_day_after_its_last(day: str, closed: int) -> None:
    graph = graph_of("plan: {code: LP, level: local}")
    assert facts_of(graph, [], built_in_chain().kinds, datetime.date.fromisoformat(day)).closed == closed
    assert facts_of(graph, [], built_in_chain().kinds).closed == 0


def test_an_example_is_judged_as_of_the_day_it_states_or_a_fixed_one(tmp_path: Path) -> None:
    rulebook = load_rulebook()
    (trial, *_) = trials(rulebook, rulebook.rules["PRJ-101"])
    assert trial.as_of == datetime.date(2024, 12, 1)
    name = "  - name: passes with an objective, fails without"
    dated = loaded(rules_in(tmp_path, changed(name, f'{name}\n    as_of: "2025-10-01"')))
    (trial,) = trials(dated, dated.rules["PRJ-901"])
    assert trial.as_of == datetime.date(2025, 10, 1)


def test_a_day_that_is_none_is_refused(tmp_path: Path) -> None:
    name = "  - name: passes with an objective, fails without"
    (fault,) = refusal(rules_in(tmp_path, changed(name, f'{name}\n    as_of: "2024-13-01"')))
    assert "as_of" in fault.says.en
