"""The rows of one field out of the tables that hold all fields, each read once for all the rules that look at it.

A query that asks for one field only (`value.field = 'name'`) is pointed to a step of its own that gives the rows of that field.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from sqlglot import exp

from checker.engines.sets_queries import Named, all_true, among, column

_SORTED_BY: Final = {
    "value": "field",
    "yearly": "field",
    "series": "field",
    "flag": "field",
    "link": "relation",
    "reference": "relation",
    "unasked": "relation",
}
"""The column of each large table by which queries pick a few of its rows."""

_LONG: Final = frozenset({"title_key", "version_key"})
"""Columns that only rules for a few nodes look at: those read them by themselves."""

_Slice = tuple[str, tuple[str, ...], bool]
"""A table, the words by which rows of it are picked, and whether the texts of its cells are among the columns: they are long."""


def in_slices(rules: Mapping[str, Sequence[Named]]) -> dict[str, list[Named]]:
    """The steps of each rule, those before the others that give the slices which it looks at."""
    uses = {rule: [list(_uses(step.query)) for step in steps] for rule, steps in rules.items()}
    columns: dict[_Slice, set[str]] = defaultdict(set)
    for steps in uses.values():
        for found in steps:
            for table, wanted in found:
                columns[wanted] |= _columns(table)
    return {rule: list(_with_slices(rules[rule], uses[rule], columns)) for rule in rules}


def _uses(query: exp.Query) -> Iterator[tuple[exp.Table, _Slice]]:
    """The tables in `query` of which only some words of the column they are picked by are asked for, and which."""
    for table in query.find_all(exp.Table):
        by = _SORTED_BY.get(table.name)
        if by is not None and (words := _words(table, by)) and _LONG.isdisjoint(_columns(table)):
            yield table, (table.name, words, "key" in _columns(table))


def _words(table: exp.Table, by: str) -> tuple[str, ...]:
    """The words to which the query holds the column `by` of `table`; none where it holds it to none."""
    for condition in _conditions(table):
        match condition:
            case exp.EQ(this=exp.Column() as side, expression=exp.Literal() as literal):
                words = [literal]
            case exp.In(this=exp.Column() as side) if condition.expressions:
                words = condition.expressions
            case _:
                continue
        if (side.table, side.name) == (table.alias_or_name, by):
            return tuple(sorted(word.name for word in words))
    return ()


def _conditions(table: exp.Table) -> Iterator[exp.Expr]:
    """What has to hold for a row of `table`: a condition that it is joined on, and where it is in no outer join, one of the query."""
    select, join = table.parent_select, table.parent
    if select is None:
        return
    outer = isinstance(join, exp.Join) and bool(join.side)
    if isinstance(join, exp.Join) and join.args.get("on") is not None:
        yield from _all_of(join.args["on"])
    if not outer and (where := select.args.get("where")) is not None:
        yield from _all_of(where.this)


def _all_of(condition: exp.Expr) -> Iterator[exp.Expr]:
    match condition:
        case exp.Paren():
            yield from _all_of(condition.this)
        case exp.And():
            yield from _all_of(condition.left)
            yield from _all_of(condition.right)
        case _:
            yield condition


def _columns(table: exp.Table) -> set[str]:
    """The columns of `table` that its query names."""
    select = table.parent_select
    assert select is not None
    return {one.name for one in select.find_all(exp.Column) if one.table == table.alias_or_name}


def _with_slices(
    steps: Sequence[Named], uses: Sequence[Sequence[tuple[exp.Table, _Slice]]], columns: Mapping[_Slice, set[str]]
) -> Iterator[Named]:
    for wanted in sorted({wanted for found in uses for _, wanted in found}):
        yield Named(_name(wanted), _slice(wanted, columns[wanted]))
    for step, found in zip(steps, uses, strict=True):
        yield step._replace(query=_pointed(step.query, found)) if found else step


def _pointed(query: exp.Query, found: Sequence[tuple[exp.Table, _Slice]]) -> exp.Query:
    """A copy of `query` that selects from slices in the place of the tables `found` in it."""
    of = {id(table): wanted for table, wanted in found}
    pairs = zip(list(query.find_all(exp.Table)), list((copied := query.copy()).find_all(exp.Table)), strict=True)
    for table, twin in pairs:
        if (wanted := of.get(id(table))) is not None:
            twin.set("alias", exp.TableAlias(this=exp.to_identifier(table.alias_or_name)))
            twin.set("this", exp.to_identifier(_name(wanted)))
    return copied


def _slice(wanted: _Slice, columns: set[str]) -> exp.Select:
    table, words, _ = wanted
    chosen = [column(f"{table}.{name}") for name in sorted(columns)]
    return exp.select(*chosen).from_(table).where(all_true([among(f"{table}.{_SORTED_BY[table]}", words)]))


def _name(wanted: _Slice) -> str:
    table, words, with_text = wanted
    return "__".join([f"{table}_text" if with_text else table, *words])
