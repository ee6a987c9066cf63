"""Laws 1, 3, 4 and 7: what a verdict may depend on, and what it may not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.path import path_text
from checker.pattern import path_of
from checker.plan import Graph
from tests.law_rules import LAW_RULES
from tests.oracle import judge
from tests.plans import Submission, build, sample, seeds, submissions

Verdicts = Mapping[str, Mapping[str, str]]
LINK_KINDS = {"matches", "requires-link", "is-supported", "reaches", "links-resolve", "agrees"}
LINK_RULES = [
    rule
    for rule in LAW_RULES
    if rule.pattern.kind in LINK_KINDS and "^in_plan" not in path_text(path_of(rule.pattern) or ())
]


@settings(max_examples=200)
@given(submissions(), st.integers(0, 99))
def test_the_order_of_rows_and_files_changes_nothing(submission: Submission, seed: int) -> None:
    assert submission.graph(Random(seed)) == submission.graph()


@settings(max_examples=60)
@given(seeds())
def test_renaming_every_code_renames_the_verdicts_and_nothing_else(
    drawn: Sequence[tuple[bytes, Sequence[bytes]]],
) -> None:
    before, after = build(drawn).graph(), build(drawn, rename=lambda code: f"ข{code}").graph()
    rules = [rule for rule in LAW_RULES if "code" not in rule.scope.fields]  # the others name a code themselves

    assert by_place(after, judge(after, rules)) == by_place(before, judge(before, rules))
    assert all("ข" in node.code for node in after.submitted() if re.search(r"[A-Z]", node.code))


@settings(max_examples=100)
@given(submissions(), st.sampled_from(["project", "strategy", "goal", "indicator"]), st.integers(0, 11))
def test_one_more_unconnected_node_changes_no_verdict_of_a_link_rule(
    submission: Submission, kind: str, turn: int
) -> None:
    plan = turn % len(submission.plans)
    # The first of its kind also shows that the plan has a form on which it could have said what leads where.
    one = submission.with_node(plan, {kind: "UNCONNECTED", "name": "ไม่เกี่ยวกับใคร"})
    two = one.with_node(plan, {kind: "UNCONNECTED TOO", "name": "ไม่เกี่ยวกับใครเลย"})

    before, after = judge(one.graph(), LINK_RULES), judge(two.graph(), LINK_RULES)

    assert without(after, "unconnected") == without(before, "unconnected")


@settings(max_examples=60)
@given(submissions())
def test_every_submitted_node_of_the_source_kind_gets_exactly_one_verdict(submission: Submission) -> None:
    graph = submission.graph()
    kinds = written_kinds(submission)

    verdicts = judge(graph, LAW_RULES)
    for rule in LAW_RULES:
        assert len(verdicts[rule.id]) == sum(kinds[kind] for kind in rule.sources)


@pytest.fixture(scope="module")
def many() -> list[Graph]:
    return [sample(seed).graph() for seed in range(300)]


def test_the_random_plans_hold_what_plans_can_get_wrong(many: list[Graph]) -> None:
    seen: Counter[str] = Counter()
    for node in (node for graph in many for node in graph.submitted()):
        seen.update(f"{one.status} {one.toward}" for one in node.references)
        seen.update(value.state for value in node.values.values())
        seen.update("twin" for _ in [node] if node.id != node.ident)

    statuses = {"resolved own", "resolved plan", "resolved list", "dangling own", "dangling plan", "dangling list"}
    faulty = {"not-given plan", "misplaced own", "misplaced plan", "self own", "cyclic own", "cyclic plan"}
    assert {*statuses, *faulty, "unreadable", "empty", "twin"} - set(seen) == set()


def test_nearly_every_law_rule_both_fails_and_passes_somewhere_in_the_random_plans(many: list[Graph]) -> None:
    seen: dict[str, set[str]] = {rule.id: set() for rule in LAW_RULES}
    for graph in many:
        for rule, verdicts in judge(graph, LAW_RULES).items():
            seen[rule] |= set(verdicts.values())

    words_for_numbers = {rule.id for rule in LAW_RULES if getattr(rule.pattern, "field", "") == "target"}
    one_sided = {rule.id for rule in LAW_RULES if not {"pass", "fail"} <= seen[rule.id]}
    assert words_for_numbers <= one_sided
    assert len(one_sided) <= len(LAW_RULES) // 10, sorted(one_sided)


def by_place(graph: Graph, verdicts: Verdicts) -> dict[str, list[tuple[str, str]]]:
    """Rule to the places of its nodes and their verdicts: what is left when codes are renamed."""
    return {
        rule: sorted((str(graph.nodes[node].place), verdict) for node, verdict in found.items())
        for rule, found in verdicts.items()
    }


def without(verdicts: Verdicts, code: str) -> dict[str, dict[str, str]]:
    return {
        rule: {node: verdict for node, verdict in found.items() if code not in node} for rule, found in verdicts.items()
    }


def written_kinds(submission: Submission) -> Counter[str]:
    """How many nodes of each kind stand in the submitted plans; parts of one plan that came in two files are one plan."""
    written = [plan for plan in submission.plans if plan.submitted]
    kinds = Counter(kind for plan in written for node in plan.document["nodes"] for kind in kind_of(node))
    kinds["plan"] = len({plan.document["plan"]["code"] for plan in written})
    return kinds


def kind_of(node: Mapping[str, object]) -> Iterable[str]:
    return list(node)[:1]
