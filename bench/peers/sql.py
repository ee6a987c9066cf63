"""The set engine, and SQL written by hand for one rule after another: both over the same tables in memory, in DuckDB of two threads.

Both keep what they find in the same way: the nodes that fail or are undecided, and the number of those that pass.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import duckdb

from bench.peers import RULES, Found, by_hand, written
from checker.engines.sets import compile_rule, lacking
from checker.engines.sets_many import Tables
from checker.rulebook import load_rulebook

_ANSWER: Final = """INSERT INTO answer
    SELECT '{rule}', verdict, count(*), list(node ORDER BY node) FILTER (verdict IN ('fail', 'undecided'))
    FROM ({query}) GROUP BY verdict"""
_SORTS: Final = {"fail": "'fail'", "undecided": "'undecided'", "amiss": "'fail', 'undecided'", "pass": "'pass'"}


class ByHand:
    """The rules as `rules/*.sql`."""

    rules = by_hand("sql")

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def judge(self, rules: Iterable[str]) -> None:
        _forget(self._connection)
        _begin(self._connection)
        for rule in rules:
            _answer(self._connection, rule, written(rule, "sql"))

    def found(self, rule: str) -> Found:
        return _found(self._connection, rule, written(rule, "sql"))


class SetEngine:
    """The product: one rule as the one SELECT that it compiles to, several the way `oneplan audit` judges tables by them."""

    rules = RULES

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._tables = Tables(connection)
        self._rules = {rule.id: rule for rule in load_rulebook().in_force}
        self._unasked = lacking(connection)

    def judge(self, rules: Iterable[str]) -> None:
        _forget(self._tables.connection)
        asked = list(rules)
        if len(asked) == 1:
            _begin(self._tables.connection)
            _answer(self._tables.connection, asked[0], self._compiled(asked[0]))
        else:
            self._tables.judge([self._rules[rule] for rule in asked])

    def found(self, rule: str) -> Found:
        return _found(self._tables.connection, rule, self._compiled(rule))

    def _compiled(self, rule: str) -> str:
        return compile_rule(self._rules[rule], unasked=self._unasked)


def _begin(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("CREATE TEMP TABLE answer (rule TEXT, verdict TEXT, nodes BIGINT, which BIGINT[])")


def _answer(connection: duckdb.DuckDBPyConnection, rule: str, query: str) -> None:
    connection.execute(_ANSWER.format(rule=rule, query=query))


def _forget(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("DROP VIEW IF EXISTS outcome")
    connection.execute("DROP TABLE IF EXISTS answer")


def _found(connection: duckdb.DuckDBPyConnection, rule: str, query: str) -> Found:
    """What the last answer holds; the nodes that pass, which it only counts, are asked for anew. The digests are made in the database."""
    kept = f"SELECT verdict, unnest(which) AS node FROM answer WHERE rule = '{rule}'"
    passed = f"SELECT verdict, node FROM ({query}) WHERE verdict = 'pass'"
    told = ", ".join(
        f"count(*) {only} || ':' || md5(coalesce(string_agg(node, ',' ORDER BY node) {only}, ''))"
        for only in (f"FILTER (verdict IN ({verdicts}))" for verdicts in _SORTS.values())
    )
    answer = connection.execute(f"SELECT {told} FROM ({kept} UNION ALL {passed})").fetchone()
    return dict(zip(_SORTS, answer or (), strict=True))
