"""The rule engine gives each pattern kind its verdicts, row by row of docs/patterns.md."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.chain import built_in_chain
from checker.engines import rete
from checker.fact import UnheldFact
from checker.facts import facts_of
from tests import oracle
from tests.build import graph_of, rule
from tests.law_rules import LAW_RULES
from tests.plans import sample

PLAN = "plan: {code: LP, level: local, area: '540503', years: 2566-2568}\nnodes: "
PROVINCE = """
plan: {code: PP, level: province, area: '54', years: 2566-2567}
nodes:
  - {strategy: '9', name: Roads}
  - {strategy: '8', name: Water, supports: 'national-strategy:2'}
"""
MARKS = {"+": "pass", "-": "fail", "?": "undecided", "0": "not-applicable"}


def marks(nodes: list[Any], pattern: dict[str, Any]) -> str:
    """Pass +, fail -, undecided ?, not applicable 0: of each examined node of a local plan below a province's, by code."""
    graph = graph_of(PLAN + json.dumps(nodes, ensure_ascii=False), PROVINCE)
    asked = [rule(**pattern)]
    facts = facts_of(graph, asked, built_in_chain().kinds, datetime.date(2024, 12, 1))
    found = rete.judge(facts, asked).verdicts
    assert found == oracle.judge(graph, asked, 2567)
    shown = {verdict: mark for mark, verdict in MARKS.items()}
    return "".join(shown[found[asked[0].id][node]] for node in sorted(found[asked[0].id]))


ROWS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
UP: dict[str, Any] = {"kind": "requires-link", "source": "project", "relation": "part_of+"}


@pytest.mark.parametrize("row", ROWS, ids=[row["row"] for row in ROWS])
def test_a_row_of_the_patterns(row: dict[str, Any]) -> None:
    assert marks(row["nodes"], row["rule"]) == row["verdicts"]


def test_every_pattern_kind_has_rows() -> None:
    assert {row["rule"]["kind"] for row in ROWS} == {one.pattern.kind for one in LAW_RULES}


@pytest.mark.parametrize(
    ("demand", "empty_unreadable_seven"),
    [
        ({"present": True}, "-++"),
        ({"is": "number"}, "0-+"),
        ({"is": "integer"}, "0-+"),
        ({"is": "year"}, "0--"),
        ({"is": "code"}, "0-+"),
        ({"is": "words"}, "0+-"),
        ({"one_of": ["๗"]}, "0-+"),
        ({"one_of": ["8"]}, "0--"),
        ({"one_of": "sdg"}, "0-+"),
        ({"has": "digit"}, "0-+"),
        ({"lacks": "digit"}, "0+-"),
        ({"lacks_words": ["MAN"]}, "0-+"),
        ({"lacks_words": ["8", "๗"]}, "0+-"),
        ({"min": 7}, "0?+"),
        ({"max": 6}, "0?-"),
        ({"more_than": 7}, "0?-"),
        ({"differs_from": "name"}, "0+-"),
        ({"differs_from": "objective"}, "000"),
        ({"shorter_than": 2}, "0-+"),
        ({"longer_than": 1}, "0+-"),
    ],
)
def test_a_demand_on_one_value(demand: dict[str, Any], empty_unreadable_seven: str) -> None:
    nodes = [{"project": code, "name": 7, "priority": said} for code, said in (("P1", None), ("P2", "many"), ("P3", 7))]
    asked = {"kind": "requires-field", "source": "project", "all_of": [{"field": "priority", **demand}]}
    assert marks(nodes, asked) == empty_unreadable_seven


def test_a_plan_whose_forms_hold_none_of_the_wanted_kinds_is_not_judged() -> None:
    wanted = rule(**{**UP, "target": {"kind": ["strategy", "goal"]}})
    facts = facts_of(graph_of(PLAN + "[{project: P1}]"), [wanted], ())
    for unheld, verdict in ((["strategy"], "fail"), (["strategy", "goal"], "not-applicable")):
        less = replace(facts, unheld=[UnheldFact("LP", name) for name in unheld])
        assert rete.judge(less, [wanted]).verdicts[wanted.id] == {"LP|project|p1": verdict}


def test_a_rule_that_examines_nothing_has_no_verdicts() -> None:
    asked = rule(**UP)
    facts = facts_of(graph_of(PLAN + "[{goal: G1}]"), [asked], ())
    assert rete.judge(facts, [asked]).verdicts == {asked.id: {}}


@pytest.mark.parametrize("seed", range(40))
def test_random_plans_get_the_verdicts_of_the_oracle(seed: int) -> None:
    graph = sample(seed).graph()
    facts = facts_of(graph, LAW_RULES, built_in_chain().kinds)
    assert rete.judge(facts, LAW_RULES).verdicts == oracle.judge(graph, LAW_RULES)
