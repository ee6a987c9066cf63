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
    assert told(found, "looked-for") == [
        "project that names this in “comes from”, and that “forwarded to → ← in plan” leads to as well"
    ]
    assert told(found, "there") == ["none", *(f"by “forwarded to → ← in plan”: {one}" for one in ("L1 ถนน", "L2 บ่อ"))]
    assert told(found, "nearest") == ["L1 ถนน", "L2 บ่อ"]
    assert [one.place.file for one in found.evidence if one.place] == ["0.yaml", *["1.yaml"] * 4]


def test_a_second_path_that_ends_nowhere_says_so() -> None:
    found = finding([plan(TAMBON, "project: P1"), plan(LOCAL, "project: L1, comes_from: TP/P1")], **TAKEN_UP)
    assert told(found, "there") == ["L1 (project · local development plan)", "by “forwarded to → ← in plan”: none"]


def test_a_second_path_that_is_blocked_says_which_plan_it_waits_for() -> None:
    plans = graph(plan(TAMBON, "project: P1, forwarded_to: LQ"), plan(LOCAL, "project: L1, comes_from: TP/P1"))
    (waiting,) = report_of(plans, rule(**TAKEN_UP)).undecided
    assert waiting.why.en == "the plan or code list of “LQ” was not handed in"


TWICE: dict[str, Any] = {"kind": "unique", "source": ["project", "equipment"], "key": "name", "levels": ["local"]}


def test_a_twin_shows_where_it_differs_and_in_which_years_it_spends() -> None:
    local = plan(LOCAL, "project: P1, name: รถ, budget: {2566: 5, 2567: 6}")
    tambon = plan(
        TAMBON, "project: T1, name: รถ, area: '54', budget: {2567: 7}", "project: T2, name: รถ, budget: {2568: 7}"
    )
    found = finding(
        [local, tambon], **TWICE, inside="round", unlike=["plan", "level", "area"], shares_year="budget", unless="comes_from",
        message="{twins}",
    )  # fmt: skip
    assert found.message.en == "TP/T1 (1.yaml line 3)"
    assert told(found, "twin") == ["T1 รถ (TP, tambon plan, 54)"]
    assert told(found, "year") == ["2567: 6 here, 7 at TP/T1"]
    assert told(found, "looked-for") == ["“comes from” between the twins: none"]


def test_a_twin_of_another_kind_says_which() -> None:
    local = plan(LOCAL, "project: P1, name: รถ", "project: P2, name: รถ", "equipment: E1, name: รถ")
    found = report_of(graph(local), rule(**TWICE, unlike="kind")).findings
    assert [(one.node.code, told(one, "twin")) for one in found] == [
        ("E1", ["P1 รถ (project)", "P2 รถ (project)"]),
        ("P1", ["E1 รถ (equipment)"]),
        ("P2", ["E1 รถ (equipment)"]),
    ]


def test_a_project_that_was_taken_up_is_not_shown_as_a_twin() -> None:
    local = plan(LOCAL, "project: P1, name: รถ, comes_from: TP/T1")
    tambon = plan(TAMBON, "project: T1, name: รถ", "project: T2, name: รถ")
    found = finding([local, tambon], **TWICE, inside="round", unlike="plan", unless="comes_from")
    assert told(found, "twin") == ["T2 รถ (TP)"]


def test_paths_that_part_show_what_each_alone_comes_to_and_where_it_is_written() -> None:
    nodes = (
        "strategy: S1, name: ถนน",
        "strategy: S2, name: น้ำ",
        "strategy: S3, name: ป่า",
        "project: P1, part_of: [S1, S2]",
        "project: P2, part_of: [S1, S3], amends: P1",
    )
    found = finding(
        [plan(LOCAL, *nodes)],
        kind="matches", source="project", relation="part_of", other="amends/part_of",
        message="{only_first}; {only_second}",
    )  # fmt: skip
    assert found.message.en == "S3 ป่า; S2 น้ำ"
    assert told(found, "looked-for") == ["“part of” = “amends → part of”"]
    assert (told(found, "only-first"), told(found, "only-second")) == (["S3 ป่า"], ["S2 น้ำ"])
    assert told(found, "there") == ["S1 ถนน"]
    lines = {one.what: one.place.line for one in found.evidence if one.place}
    assert lines == {"only-first": 7, "only-second": 4, "there": 7}
    assert found.place.line == 7


def test_ends_in_another_plan_are_told_with_that_plan() -> None:
    asked: dict[str, Any] = {"kind": "matches", "source": "strategy", "message": "{only_first}; {only_second}"}
    local = plan(LOCAL, "strategy: '1', supports: TP/2", "goal: G1, part_of: '1', supports: TP/3")
    tambon = plan(TAMBON, "strategy: '2', name: น้ำ", "strategy: '3'")
    found = finding([local, tambon], **asked, relation="supports", other="^part_of/supports")
    assert found.message.en == "TP/2 น้ำ; TP/3"


def test_paths_that_wait_for_a_plan_say_for_which() -> None:
    local = plan(LOCAL, "strategy: '1', supports: TP/2", "goal: G1, part_of: '1', supports: [TP/3, PP-1/1]")
    plans = graph(local, plan(TAMBON, "strategy: '2'", "strategy: '3'"))
    asked = rule(kind="matches", source="strategy", relation="supports", other="^part_of/supports", levels="local")
    (waiting,) = report_of(plans, asked).undecided
    assert waiting.why.en == "the plan or code list of “PP-1/1” was not handed in"


def test_an_area_that_does_not_lie_around_another_shows_both() -> None:
    nodes = ("project: P1, area: '540503'", "project: P2, area: '5406', amends: P1")
    found = finding(
        [plan(LOCAL, *nodes)],
        kind="within", source="project", relation="amends", field="area", bounds={"prefix_of": "area"},
        message="{value}; {bound}; {difference}",
    )  # fmt: skip
    assert found.message.en == "5406; 540503; 540503 does not begin with 5406"
    assert [(one.what, one.place.line) for one in found.evidence if one.place] == [("value", 4), ("bound", 3)]


def test_another_version_shows_both_and_where_each_is_written() -> None:
    local = "plan:\n  code: LP\n  level: local\n  written_against:\n  - {plan: TP, version: ฉบับ 2566}\nnodes: []"
    tambon = "plan:\n  code: TP\n  level: tambon\n  version: '2568'\nnodes: []"
    local = local.replace("LP", "VP").replace("local", "village")
    found = finding(
        [local, tambon],
        kind="agrees", source="plan", relation="written_against", fields=[{"own": "reference.version", "linked": "version"}],
        message="{value}; {linked.value}",
    )  # fmt: skip
    assert found.message.en == "ฉบับ 2566; 2568"
    assert [one.place.line for one in found.evidence if one.place] == [5, 4]
