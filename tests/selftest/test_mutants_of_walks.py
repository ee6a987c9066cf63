"""The operators for what a rule asks beside its first path."""

from __future__ import annotations

from typing import Any

from checker.selftest import mutants
from tests.build import rule


def changes(**parts: Any) -> list[str]:
    """What is changed in the mutants of a rule with this pattern and scope."""
    return [mutant.says.en for mutant in mutants(rule(**parts))]


def test_a_second_path_is_left_out_and_each_of_its_steps_changed() -> None:
    found = changes(
        levels=["tambon"],
        kind="is-supported",
        source="project",
        relation="comes_from",
        by={"kind": "project", "also": "forwarded_to/^in_plan"},
    )
    assert [one for one in found if "also" in one] == [
        "no also",
        "also ^forwarded_to/^in_plan",
        "also part_of/^in_plan",
        "also forwarded_to/in_plan",
        "also forwarded_to/^forwarded_to",
    ]


def test_what_tells_twins_apart_is_left_out_and_swapped() -> None:
    found = changes(
        kind="unique",
        source="project",
        key="name",
        unlike=["plan", "area"],
        unless="comes_from+",
        shares_year="budget",
        inside="round",
    )
    assert found == [
        "“plan” left out of unlike",
        "“area” left out of unlike",
        "no shares_year",
        "shares_year ordinance",
        "inside plan",
        "no unless",
        "unless comes_from",
        "unless part_of+",
    ]


def test_both_paths_that_are_matched_are_changed() -> None:
    found = changes(
        levels="local",
        kind="matches",
        source="project",
        relation="part_of",
        other="amends/part_of",
        target={"kind": "goal"},
    )
    assert {"relation ^part_of", "relation supports", "other ^amends/part_of", "other amends/^part_of"} <= set(found)
    assert "a target of any kind" in found
