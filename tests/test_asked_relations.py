"""A node is not accused of a link for which its form has no place."""

from __future__ import annotations

from typing import Any

import pytest

from checker.chain import built_in_chain
from checker.engines import rete, sets
from checker.facts import facts_of
from checker.plan import Graph
from tests import oracle
from tests.build import rule
from tests.formats import FORMATS, converted
from tests.layouts import Book, Project, book, strategy
from tests.readers.excel_looking import node, read
from tests.readers.own_forms import CARD, GOALS, PROJECT_HEADER, read_own
from tests.writers.test_written import plan_of, project
from tests.written import LOCAL, graph, plan

TAKEN_UP: dict[str, Any] = {"kind": "requires-link", "source": "project", "relation": "comes_from"}
VILLAGE = plan("plan: {code: VP, level: village}", "project: U1")


def accused(*nodes: str, heading: str = LOCAL, **pattern: Any) -> dict[str, str]:
    """The verdict of each examined node, by its code: both engines and the oracle say so."""
    return verdicts(graph(plan(heading, *nodes), context=[VILLAGE]), **{**TAKEN_UP, **pattern})


def verdicts(found: Graph, **pattern: Any) -> dict[str, str]:
    rules = [rule(**pattern)]
    facts = facts_of(found, rules, built_in_chain().kinds)
    wanted = oracle.judge(found, rules)
    assert rete.judge(facts, rules).verdicts == sets.judge(facts, rules).verdicts == wanted
    return {found.nodes[name].code: verdict for name, verdict in wanted[rules[0].id].items()}


def test_a_form_without_a_place_for_a_relation_has_not_asked_for_it() -> None:
    nodes = ("project: P1", "project: P2, asks: [name]", "project: P3, asks: [name, comes_from]")
    assert accused(*nodes) == {"P1": "fail", "P2": "not-applicable", "P3": "fail"}


def test_the_forms_of_a_plan_can_say_it_for_all_nodes_of_a_kind() -> None:
    heading = f"{LOCAL[:-1]}, asks: {{project: [name], plan: [title]}}}}"
    assert accused("project: P1", heading=heading) == {"P1": "not-applicable"}
    assert accused(heading=heading, source="plan", relation="written_against") == {"LP": "not-applicable"}


def test_a_relation_that_is_written_has_found_its_place() -> None:
    nodes = (
        "project: P1, asks: [name], comes_from: VP/U1",
        "project: P2, asks: [name], comes_from: VQ/P7",
        "project: P3, asks: [name], comes_from: VP/U9",
    )
    assert accused(*nodes) == {"P1": "pass", "P2": "undecided", "P3": "undecided"}


def test_of_several_relations_one_that_is_asked_for_is_enough() -> None:
    nodes = ("project: P1, asks: [amends]", "project: P2, asks: [comes_from]", "project: P3, asks: [name]")
    assert accused(*nodes, relation="(comes_from|amends)") == {"P1": "fail", "P2": "fail", "P3": "not-applicable"}


@pytest.mark.parametrize(
    ("relation", "verdict"),
    [
        ("comes_from+", "not-applicable"),
        ("comes_from/in_plan", "fail"),
        ("^part_of", "fail"),
        ("in_plan", "pass"),
    ],
)
def test_only_a_single_step_forwards_needs_a_place(relation: str, verdict: str) -> None:
    assert accused("project: P1, asks: [name]", relation=relation) == {"P1": verdict}


def test_a_link_that_is_forbidden_is_not_looked_for_where_there_is_no_place_for_it() -> None:
    nodes = ("project: P1, asks: [name]", "project: P2")
    assert accused(*nodes, at_least=0, at_most=0) == {"P1": "not-applicable", "P2": "pass"}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_keeps_which_relations_are_asked_for(name: str) -> None:
    usual, more = frozenset({"name", "part_of"}), frozenset({"name", "part_of", "comes_from"})
    written = plan_of(project("P1", asked=usual), project("P2", asked=usual), project("P3", asked=more))
    found = converted([written], name).plans[0].nodes
    assert [one.asked for one in found] == [usual, usual, more]


def test_the_official_table_asks_for_sections_and_not_for_origins() -> None:
    draft = read(book(Project("โครงการ ก")))
    asked = node(draft, "1.1(1)-1").asked or frozenset()
    assert "part_of" in asked
    assert not {"comes_from", "forwarded_to", "supports", "amends"} & asked
    assert "part_of" in (node(draft, "1.1").asked or ())


def test_the_official_table_asks_for_what_a_strategy_serves_be_its_lines_there_or_not() -> None:
    for lines in ({"ค": "SDGs เป้าหมายที่ 11"}, {"ค": "SDGs"}, {}):
        draft = read(Book((strategy("1", projects=1, alignment=lines),)))
        assert "supports" in (node(draft, "1").asked or ())


def test_a_workbook_without_a_plan_card_is_not_asked_what_a_card_tells() -> None:
    heading = read(book(Project("โครงการ ก"))).plans[0].heading
    told = {"written_against", "endorsed_on", "endorsed_by", "consulted_on", "meeting_on", "ceiling", "version"}
    assert heading.asked is not None
    assert not heading.asked & told


def test_a_plan_card_asks_for_the_plans_it_follows_even_where_that_line_is_empty() -> None:
    rows = [("จัดทำโดยอ้างอิงแผน", None) if row[0] == "จัดทำโดยอ้างอิงแผน" else row for row in CARD]
    assert "written_against" in (read_own(rows, GOALS).plans[0].heading.asked or ())
    assert "written_against" not in (read_own(CARD[:-1], GOALS).plans[0].heading.asked or ())


def test_a_list_of_projects_asks_for_the_relations_it_has_columns_for() -> None:
    rows = (("บัญชีโครงการ",), (*PROJECT_HEADER, "ส่งต่อให้"), (1, "P1", "ขุดสระ", "กักเก็บน้ำ", 500, None, None, None))
    asked = node(read_own(CARD, rows), "P1").asked or frozenset()
    assert {"part_of", "forwarded_to"} <= asked
    assert "comes_from" not in asked


def test_a_table_of_goals_asks_whom_a_row_stands_beside_and_nothing_that_it_has_no_column_for() -> None:
    draft = read_own(CARD, GOALS)
    assert "measures" in (node(draft, "K1").asked or ())
    assert "contributes_to" not in (node(draft, "K1").asked or ())
    assert "supports" not in (node(draft, "G1").asked or ())
