"""The SQL of every rule is one portable SELECT."""

from __future__ import annotations

import pytest
import sqlglot
from sqlglot import exp

from checker.engines.sets import compile_rule
from checker.engines.sets_queries import any_true, equals, query
from checker.engines.sets_tables import TABLES
from checker.rule import Rule
from checker.rulebook import load_rulebook
from tests.law_rules import LAW_RULES

TABLE_NAMES = {"judged", *(table.name for table in TABLES)}


def test_the_law_rules_have_every_kind_of_pattern() -> None:
    assert len({one.pattern.kind for one in LAW_RULES}) == 13


@pytest.mark.parametrize("one", [*LAW_RULES, *load_rulebook().rules.values()], ids=lambda one: one.id)
def test_every_rule_is_one_select_that_spark_can_be_given_too(one: Rule) -> None:
    for dialect in ("duckdb", "spark"):
        (parsed,) = sqlglot.parse(compile_rule(one, dialect), read=dialect)
        assert isinstance(parsed, exp.Select)
        assert parsed.named_selects == ["node", "verdict"]
        steps = {step.alias for step in parsed.ctes}
        assert {table.name for table in parsed.find_all(exp.Table)} - steps <= TABLE_NAMES


def test_the_same_pattern_under_another_id_is_the_same_sql() -> None:
    one = LAW_RULES[0]
    assert compile_rule(one.model_copy(update={"id": "ZZZ-999"})) == compile_rule(one)


def test_a_condition_stays_together_where_it_is_put() -> None:
    either = any_true([equals("node.kind", "goal"), equals("node.kind", "plan")])
    select = query("SELECT node.node FROM node WHERE node.list = '' AND :either", either=either)
    assert select.sql() == (
        "SELECT node.node FROM node WHERE node.list = '' AND (node.kind = 'goal' OR node.kind = 'plan')"
    )
