"""Queries as SQLGlot expressions: fixed templates, into which conditions and literals are put as expressions, never as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Final, NamedTuple

import sqlglot
from sqlglot import exp

from checker.facts import folded

OUTCOMES: Final[Mapping[str, int]] = {"not-applicable": 0, "pass": 1, "undecided": 2, "fail": 3}
"""The outcome of one comparison, as queries weigh it: of several that all have to hold, the greatest is the verdict."""

_PLACEHOLDERS: Final = {name.replace("-", "_"): exp.Literal.number(weight) for name, weight in OUTCOMES.items()}


class Named(NamedTuple):
    """A query that later ones can select from, by its name. `once`: no node stands in it twice."""

    name: str
    query: exp.Query
    recursive: bool = False
    once: bool = False


def query(template: str, tables: Mapping[str, str] | None = None, **parts: exp.Expr) -> exp.Select:
    """The select of `template`, `:name` standing for a part and `tables` giving the true names of tables.

    `:pass`, `:fail`, `:undecided` and `:not_applicable` stand for the outcomes.
    """
    select = _parsed(template).copy()
    for hole in list(select.find_all(exp.Placeholder)):
        part = _PLACEHOLDERS[hole.name] if hole.name in _PLACEHOLDERS else parts[hole.name]
        own = part.copy() if part.parent or hole.name in _PLACEHOLDERS else part
        hole.replace(exp.Paren(this=own) if isinstance(own, exp.Binary | exp.Unary) else own)
    for table in select.find_all(exp.Table) if tables else ():
        if table.name in (tables or {}):
            table.set("this", exp.to_identifier((tables or {})[table.name]))
    return select


@cache
def _parsed(template: str) -> exp.Select:
    return sqlglot.parse_one(template, into=exp.Select)


def together(*queries: exp.Query) -> exp.Query:
    """The rows of all `queries`, twins kept."""
    first, *others = queries
    for other in others:
        first = exp.union(first, other, distinct=False, copy=False)
    return first


def text(word: str) -> exp.Literal:
    """A text literal, whatever quotation marks stand in it."""
    return exp.Literal.string(word)


def number(value: Decimal | int) -> exp.Expr:
    """A number literal, without an exponent."""
    literal = exp.Literal.number(f"{abs(value):f}" if isinstance(value, Decimal) else str(abs(value)))
    return exp.Neg(this=literal) if value < 0 else literal


def column(written: str) -> exp.Column:
    """The column that is written `table.column`."""
    table, _, name = written.rpartition(".")
    return exp.column(name, table=table or None)


def among(written: str, words: Iterable[str]) -> exp.Expr:
    """Whether a column holds one of `words`."""
    literals = [text(word) for word in sorted(set(words))]
    return exp.In(this=column(written), expressions=literals) if literals else exp.false()


def fitting(words: Mapping[str, Iterable[str]], *, unreadable: bool = True) -> exp.Query:
    """The nodes that have one of the listed values in every field of `words`; `unreadable` ones count, or filled ones only."""
    state = (
        exp.NEQ(this=column("value.state"), expression=text("empty")) if unreadable else equals("value.state", "filled")
    )
    return in_all([
        query(
            "SELECT value.node FROM value WHERE :field AND :state AND :fits",
            field=equals("value.field", field),
            state=state.copy(),
            fits=among("value.key", folded(listed)),
        )
        for field, listed in words.items()
    ])  # fmt: skip


def in_all(selects: Sequence[exp.Select]) -> exp.Query:
    """The nodes that stand in all of `selects`, in each of which they stand once at most."""
    if len(selects) == 1:
        return selects[0]
    counted = exp.EQ(this=exp.Count(this=exp.Star()), expression=number(len(selects)))
    found = together(*selects).subquery("found")
    return exp.select("found.node").from_(found).group_by("found.node").having(counted)


def equals(written: str, word: str) -> exp.Expr:
    """Whether a column holds `word`."""
    return exp.EQ(this=column(written), expression=text(word))


def differ(one: str, other: str) -> exp.Expr:
    """Whether two columns differ, said so that no database takes it for a way to join their tables, each row with nearly all others."""
    return exp.Case(default=exp.true()).when(
        exp.EQ(this=column(one), expression=column(other)), exp.false(), copy=False
    )


def is_missing(written: str) -> exp.Expr:
    """Whether a column holds nothing."""
    return exp.Is(this=column(written), expression=exp.null())


def all_true(conditions: Iterable[exp.Expr]) -> exp.Expr:
    """Whether every condition holds; true where there is none."""
    found = list(conditions)
    return exp.and_(*found) if found else exp.true()


def any_true(conditions: Iterable[exp.Expr]) -> exp.Expr:
    """Whether some condition holds; false where there is none."""
    found = list(conditions)
    return exp.or_(*found) if found else exp.false()


def holds(condition: exp.Expr) -> exp.Expr:
    """The outcome of a comparison: pass or fail."""
    return decided([], condition)


def decided(cases: Iterable[tuple[exp.Expr, str]], condition: exp.Expr) -> exp.Expr:
    """The outcome of the first case that is met, else pass where `condition` holds, else fail."""
    case = exp.Case(default=outcome("fail"))
    for when, name in cases:
        case = case.when(when, outcome(name), copy=False)
    return case.when(condition, outcome("pass"), copy=False)


def outcome(name: str) -> exp.Expr:
    """The weight of an outcome, as a literal."""
    return _PLACEHOLDERS[name.replace("-", "_")].copy()


def greatest(outcomes: list[exp.Expr]) -> exp.Expr:
    """The greatest of one or more outcomes."""
    first, *others = outcomes
    return exp.Greatest(this=first, expressions=others, ignore_nulls=True) if others else first
