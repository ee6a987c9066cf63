"""Rules that walk two paths give each node the verdict of docs/patterns.md: both engines and the oracle alike."""

from __future__ import annotations

from typing import Any

from checker.chain import built_in_chain
from checker.engines import rete, sets
from checker.facts import facts_of
from tests import oracle
from tests.build import rule
from tests.written import LOCAL, PROVINCE, TAMBON, graph, plan

MARKS = {"pass": "+", "fail": "-", "undecided": "?", "not-applicable": "0"}


def marks(plans: list[str], pattern: dict[str, Any]) -> str:
    """Pass +, fail -, undecided ?, not applicable 0: of each examined node, by code; both engines say so."""
    found = graph(*plans)
    rules = [rule(**pattern)]
    facts = facts_of(found, rules, built_in_chain().kinds)
    wanted = oracle.judge(found, rules)
    assert rete.judge(facts, rules).verdicts == sets.judge(facts, rules).verdicts == wanted
    return "".join(MARKS[verdict] for _, verdict in sorted(wanted[rules[0].id].items()))


TAKEN_UP: dict[str, Any] = {
    "kind": "is-supported",
    "source": "project",
    "relation": "comes_from",
    "by": {"kind": "project", "also": "forwarded_to/^in_plan"},
    "levels": ["tambon"],
}


def test_an_end_counts_only_where_both_paths_end() -> None:
    tambon = plan(
        TAMBON,
        "project: P1, forwarded_to: LP",
        "project: P2, forwarded_to: PP-54",
        "project: P3",
        "project: P4, forwarded_to: LP",
    )
    local = plan(LOCAL, "project: L1, comes_from: [TP/P1, TP/P2, TP/P3]")
    assert marks([tambon, local, plan(PROVINCE)], TAKEN_UP) == "0" + "+---"


def test_too_few_ends_are_undecided_where_the_second_path_is_blocked() -> None:
    tambon = plan(TAMBON, "project: P1, forwarded_to: LQ", "project: P2, forwarded_to: [LP, LQ]", "project: P3")
    local = plan(LOCAL, "project: L1, comes_from: [TP/P1, TP/P2, TP/P3]")
    assert marks([tambon, local], TAKEN_UP) == "0" + "?+-"


def test_too_few_ends_are_undecided_where_the_first_path_is_blocked() -> None:
    wants = {
        "kind": "requires-link",
        "source": "project",
        "relation": "part_of+",
        "target": {"kind": "strategy", "also": "part_of"},
    }
    nodes = (
        "strategy: S1",
        "strategy: S2",
        "tactic: T1, part_of: S1",
        "project: P1, part_of: S1",
        "project: P2, part_of: T1",
        "project: P3, part_of: S9",
        "project: P4",
    )
    assert marks([plan(LOCAL, *nodes)], wants) == "+-?-"


def test_a_second_path_may_end_after_any_number_of_steps() -> None:
    wants = {
        "kind": "requires-link",
        "source": "project",
        "relation": "part_of+",
        "target": {"kind": "strategy", "also": "part_of+"},
    }
    nodes = (
        "strategy: S1",
        "tactic: T1, part_of: S1",
        "project: P1, part_of: S1",
        "project: P2, part_of: T1",
        "project: P3",
    )
    assert marks([plan(LOCAL, *nodes)], wants) == "++-"


def test_one_end_is_not_enough_where_two_are_wanted() -> None:
    wants = {
        "kind": "requires-link",
        "source": "project",
        "relation": "part_of",
        "target": {"kind": "strategy"},
        "at_least": 2,
    }
    nodes = ("strategy: S1", "strategy: S2", "project: P1, part_of: [S1, S2]", "project: P2, part_of: S1")
    assert marks([plan(LOCAL, *nodes)], wants) == "+-"


def test_too_many_ends_of_both_paths_fail() -> None:
    wants = {
        "kind": "requires-link",
        "source": "project",
        "relation": "part_of+",
        "target": {"kind": "strategy", "also": "part_of"},
        "at_least": 0,
        "at_most": 1,
    }
    nodes = (
        "strategy: S1",
        "strategy: S2",
        "tactic: T2, part_of: S2",
        "project: P1, part_of: [S1, S2]",
        "project: P2, part_of: [S1, T2]",
    )
    assert marks([plan(LOCAL, *nodes)], wants) == "-+"


def test_only_ends_that_meet_the_target_are_matched_and_twins_count_once() -> None:
    asked = {
        "kind": "matches",
        "source": "project",
        "relation": "part_of+",
        "other": "^amends/part_of",
        "target": {"kind": "strategy", "plan": "same"},
    }
    nodes = (
        "strategy: S1",
        "strategy: S1",
        "tactic: T1, part_of: S1",
        "project: P1, part_of: T1",
        "project: P2, part_of: S1, amends: P1",
        "project: P3, part_of: T1, amends: P2",
    )
    assert marks([plan(LOCAL, *nodes)], asked) == "+00"
    assert marks([plan(LOCAL, *nodes)], {**asked, "target": {"kind": ["strategy", "tactic"]}}) == "--0"
