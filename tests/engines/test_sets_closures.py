"""A closure without UNION, as Apache Spark needs it, comes to the same pairs as one with UNION: here both are run by DuckDB."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import duckdb
import pytest
import sqlglot
from sqlglot import exp

from checker.engines.sets import compile_rule, load
from checker.fact import Facts, LinkFact, NodeFact, PlanFact, ValueFact
from checker.rule import Rule
from checker.rulebook import load_rulebook
from tests.build import rule
from tests.law_rules import LAW_RULES

EVERY_RULE = (*LAW_RULES, *load_rulebook().rules.values())
CLOSURES = [one for one in EVERY_RULE if "RECURSIVE" in compile_rule(one)]
ONWARD: dict[str, Any] = {"kind": "reaches", "source": "project", "via": "(amends|comes_from)+"}


def facts(*links: str) -> Facts:
    """A plan of the projects that `links` name, each link as `P1 amends P2`, and of a goal G."""
    drawn = [LinkFact(source, relation, target, "") for source, relation, target in map(str.split, links)]
    names = sorted({"G"}.union(*((link.source, link.target) for link in drawn)))
    nodes = [NodeFact(name, name, "LP", "local", "goal" if name == "G" else "project", "") for name in names]
    return Facts(plans=[PlanFact("LP", "local", True, None, None, "LP")], nodes=nodes, links=drawn)


def as_spark_has_it(judged: Facts, one: Rule) -> dict[str, str]:
    """The code of each node and its verdict by the SQL for Spark, put into words that DuckDB knows."""
    (select,) = sqlglot.transpile(compile_rule(one, "spark"), read="spark", write="duckdb", identify=True)
    with duckdb.connect() as connection:
        ids = load(connection, judged)
        return {ids[number]: verdict for number, verdict in connection.execute(select).fetchall()}


def test_some_rules_have_a_closure() -> None:
    assert len(CLOSURES) > 20


@pytest.mark.parametrize("one", CLOSURES, ids=lambda one: one.id)
def test_spark_is_given_no_union_and_no_distinct_in_a_recursive_query(one: Rule) -> None:
    (parsed,) = sqlglot.parse(compile_rule(one, "spark"), read="spark")
    assert parsed is not None
    ways = [
        step for step in parsed.find_all(exp.CTE) if step.alias in {table.name for table in step.find_all(exp.Table)}
    ]
    assert ways
    for step in ways:
        assert isinstance(step.this, exp.Union)
        assert not step.this.args["distinct"]
        assert not list(step.find_all(exp.Distinct))


def test_a_way_ends_on_a_circle_of_several_relations() -> None:
    around = facts("P1 amends P2", "P2 comes_from P3", "P3 amends P1")
    wanted = dict.fromkeys(("P1", "P2", "P3"), "fail")
    assert as_spark_has_it(around, rule(**ONWARD, to="goal")) == wanted


def test_a_way_goes_on_from_the_node_where_it_began() -> None:
    back = facts("P1 amends P2", "P2 comes_from P1", "P1 part_of G")
    onward = rule(kind="requires-link", source="project", relation="(amends|comes_from)+/part_of")
    assert as_spark_has_it(back, onward) == {"P1": "pass", "P2": "pass"}


def test_a_node_that_several_ways_lead_to_counts_once() -> None:
    diamond = facts("P1 amends P2", "P1 amends P3", "P2 comes_from P4", "P3 comes_from P4")
    amounts = [
        ValueFact(node.node, "budget_total", "filled", "1", "", 1, Decimal(1), None, None) for node in diamond.nodes
    ]
    within: dict[str, Any] = {
        "kind": "sums-to",
        "source": "project",
        "relation": ONWARD["via"],
        "field": "budget_total",
    }
    for at_most, verdict in ((3, "pass"), (2, "fail")):
        assert as_spark_has_it(replace(diamond, values=amounts), rule(**within, at_most=at_most))["P1"] == verdict


def test_a_way_may_be_long() -> None:
    chain = facts(*(f"P{turn} amends P{turn + 1}" for turn in range(150)), "P150 amends G")
    assert set(as_spark_has_it(chain, rule(**ONWARD, to="goal")).values()) == {"pass"}
