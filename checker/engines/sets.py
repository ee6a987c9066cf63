"""The set engine: every rule is one SELECT over the tables of facts, built by SQLGlot and run by DuckDB.

Nothing in the SQL is DuckDB's own: `compile_rule` gives it in any dialect that has recursive queries, such as Spark's. Measured on two shared
cores: a rule takes 4 to 7 ms on a plan of 80 nodes, nearly all of it the fixed cost of five to ten operators.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count
from typing import Final

import duckdb
from sqlglot import exp

from checker.engines.sets_closures import NEED_UNION_ALL, by_union_all
from checker.engines.sets_hushed import PLANS
from checker.engines.sets_patterns import parts
from checker.engines.sets_queries import Named, column, query
from checker.engines.sets_scope import examined
from checker.engines.sets_silent import LACKING, Lacking, Unasked
from checker.engines.sets_tables import load
from checker.errors import EngineFault, Fault
from checker.fact import Facts
from checker.finding import Verdict
from checker.place import Place
from checker.prospects import unsaid_relations
from checker.rule import Rule
from checker.text import Sentence
from checker.verdicts import Clock, Judgement

__all__ = ["compile_rule", "judge", "load"]

_VERDICT = """CASE :outcome WHEN :fail THEN 'fail' WHEN :undecided THEN 'undecided' WHEN :pass THEN 'pass' ELSE 'not-applicable' END"""
_ONCE = f"SELECT part.node, {_VERDICT} AS verdict FROM part"
_GREATEST = f"{_ONCE} GROUP BY part.node"
_WEIGHED_ONCE = "SELECT part.node, part.outcome FROM part"
_WEIGHED = "SELECT part.node, MAX(part.outcome) AS outcome FROM part GROUP BY part.node"


def judge(facts: Facts, rules: Sequence[Rule], clock: Clock | None = None) -> Judgement:
    """The verdict of every node that each rule examines; with a `clock` also the seconds of each rule.

    Raises EngineFault where the database cannot do it.
    """
    verdicts: dict[str, dict[str, Verdict]] = {}
    seconds: dict[str, float] = {}
    submitted = frozenset(plan.plan for plan in facts.plans if plan.submitted)
    levels = {plan.level for plan in facts.plans if plan.submitted}
    with _connection() as connection:
        ids = load(connection, facts)
        unasked = lacking(connection)
        for rule in rules:
            began = clock() if clock else 0.0
            found: dict[str, Verdict] = dict.fromkeys(_examined(facts, rule, submitted), "not-applicable")
            if not rule.scope.levels or not levels.isdisjoint(rule.scope.levels):
                found |= {
                    ids[number]: verdict
                    for number, verdict in connection.execute(compile_rule(rule, unasked=unasked)).fetchall()
                }
            verdicts[rule.id] = found
            if clock:
                seconds[rule.id] = clock() - began
    return Judgement(verdicts, seconds)


def lacking(connection: duckdb.DuckDBPyConnection, *, temporary: bool = True) -> frozenset[Lacking]:
    """What the forms of the nodes in the tables of `connection` have no place for. The tables of PLANS are there afterwards."""
    for plans in PLANS:
        kind = "TEMP TABLE" if temporary else "TABLE"
        connection.execute(f"CREATE OR REPLACE {kind} {plans.name} AS {plans.query.sql('duckdb', identify=True)}")
    return frozenset(Lacking(*row) for row in connection.execute(LACKING).fetchall())


def _examined(facts: Facts, rule: Rule, submitted: frozenset[str]) -> list[str]:
    return sorted(one.node for one in facts.nodes if one.kind in rule.sources and one.plan in submitted)


def compile_rule(rule: Rule, dialect: str = "duckdb", unasked: Unasked = None) -> str:
    """The one SELECT that gives the number of a `node` and its `verdict`, over the tables of docs/facts.md.

    A node that `rule` examines and that the SELECT leaves out is not applicable. It is shorter where `unasked` says what the
    table of this name holds (`lacking`).
    """
    relations = unsaid_relations(rule.pattern)
    silent = None if unasked is None else frozenset(one for one in unasked if one.relation in relations)
    return _compiled(_Stated(rule.scope.model_dump_json() + rule.pattern.model_dump_json(), rule), dialect, silent)


@dataclass(frozen=True, slots=True)
class _Stated:
    """A rule that equals every other of the same scope and pattern."""

    words: str
    rule: Rule = field(compare=False)


@lru_cache(maxsize=1024)
def _compiled(stated: _Stated, dialect: str, unasked: Unasked) -> str:
    steps = steps_of(stated.rule, unasked)
    if dialect in NEED_UNION_ALL:
        steps = list(by_union_all(steps))
    return verdicts(steps).sql(dialect, identify=True, copy=False)


def steps_of(rule: Rule, unasked: Unasked = None) -> list[Named]:
    """The named queries of a rule, the last of them `part`, the outcomes of its nodes.

    They are fewer where `unasked` says what the table of this name holds (`lacking`).
    """
    return [*examined(rule), *parts(rule, unasked)]


def weighed(steps: Sequence[Named]) -> exp.Query:
    """Each `node` of which a rule of these `steps` says something, with the weight of its `outcome` (`OUTCOMES`)."""
    return _after(steps, query(_WEIGHED_ONCE if steps[-1].once else _WEIGHED))


def verdicts(steps: Sequence[Named]) -> exp.Query:
    """Each `node` of which a rule of these `steps` says something, with its `verdict`."""
    outcome = column("part.outcome")
    once = steps[-1].once
    return _after(steps, query(_ONCE, outcome=outcome) if once else query(_GREATEST, outcome=exp.Max(this=outcome)))


def selected(steps: Sequence[Named]) -> exp.Query:
    """The rows of the last of `steps`."""
    *before, end = steps
    if end.recursive:
        return _after(steps, exp.select("*").from_(end.name))
    return _after(before, end.query.copy())


def _after(steps: Sequence[Named], select: exp.Query) -> exp.Query:
    """`select`, which can select from `steps` by their names."""
    recursive = any(step.recursive for step in steps)
    for step in steps:
        select = select.with_(step.name, as_=step.query, recursive=recursive, copy=False)
    return select


@contextmanager
def _connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with no tables; what the database cannot do leaves as EngineFault."""
    try:
        with _database(os.getpid(), next(_judgements) // _SO_MANY).cursor() as connection:
            yield connection
    except duckdb.Error as error:
        says = Sentence(
            th=f"เครื่องมือตรวจแบบตารางทำงานไม่สำเร็จ: {error}",
            en=f"The set engine could not finish: {error}",
        )
        raise EngineFault([Fault(Place(file="sets"), says)]) from error


_SO_MANY: Final = 32
_judgements = count()


@lru_cache(maxsize=1)
def _database(process: int, turn: int) -> duckdb.DuckDBPyConnection:
    """The database in memory of which each judgement has a connection of its own, because to open one takes 12 ms.

    It holds no tables: those of a judgement are temporary and go with its connection. It reaches no file and no network.
    One thread: the tables of one plan are small, and a second thread costs 25 MB and some time on them.
    A forked `process` needs one of its own, because the threads of its parent's are gone. So does every `turn` of so many judgements,
    because they grow slower: after 200 of them by a third.
    """
    shut = {"autoinstall_known_extensions": False, "autoload_known_extensions": False, "enable_external_access": False}
    return duckdb.connect(":memory:", config={**shut, "threads": 1})
