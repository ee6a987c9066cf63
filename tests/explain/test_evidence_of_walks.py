"""A finding of a rule that walks two paths shows what was looked for by each, and where."""

from __future__ import annotations

from typing import Any

from checker.finding import Finding
from tests.build import report_of, rule
from tests.written import LOCAL, TAMBON, graph, plan


def finding(plans: list[str], **pattern: Any) -> Finding:
    """The one finding of a rule with `pattern` on `plans`."""
    (found,) = report_of(graph(*plans), rule(**pattern)).findings
    return found


def told(found: Finding, what: str) -> list[str]:
    return [one.value.en for one in found.evidence if one.what == what]


TAKEN_UP: dict[str, Any] = {
    "kind": "is-supported",
    "source": "project",
    "relation": "comes_from",
    "by": {"kind": "project", "also": "forwarded_to/^in_plan"},
    "levels": ["tambon"],
}


def test_a_second_path_shows_where_it_was_looked_and_what_lies_there() -> None:
    local = plan(LOCAL, "project: L1, name: ถนน", "project: L2, name: บ่อ")
    found = finding([plan(TAMBON, "project: P1, forwarded_to: LP"), local], **TAKEN_UP)
    assert told(found, "looked-for") == ["project that “forwarded to → ← in plan” leads to as well"]
    assert told(found, "there") == [f"by “forwarded to → ← in plan”: {one}" for one in ("L1 ถนน", "L2 บ่อ")]
    assert told(found, "nearest") == ["L1 ถนน", "L2 บ่อ"]
    assert [one.place.file for one in found.evidence if one.place] == ["1.yaml", "1.yaml"]


def test_a_second_path_that_ends_nowhere_says_so() -> None:
    found = finding([plan(TAMBON, "project: P1"), plan(LOCAL, "project: L1, comes_from: TP/P1")], **TAKEN_UP)
    assert told(found, "there") == ["L1", "by “forwarded to → ← in plan”: none"]


def test_a_second_path_that_is_blocked_says_which_plan_it_waits_for() -> None:
    plans = graph(plan(TAMBON, "project: P1, forwarded_to: LQ"), plan(LOCAL, "project: L1, comes_from: TP/P1"))
    (waiting,) = report_of(plans, rule(**TAKEN_UP)).undecided
    assert waiting.why.en == "the plan or code list of “LQ” was not handed in"
