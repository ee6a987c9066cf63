"""The rows of a few fields out of the tables that hold all fields, read once for all the rules that look at it.

A query that asks for certain fields only (`value.field = 'name'`) is pointed to a step of its own that gives the rows of these.
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
    columns: dict[_Slice, set[str]] = defaultdict(set)
    pointed = {rule: [_pointed(step, columns) for step in steps] for rule, steps in rules.items()}
    return {
        rule: [
            *(
                Named(_name(wanted), _slice(wanted, columns[wanted]))
                for wanted in sorted({one for _, found in steps for one in found})
            ),
            *(step for step, _ in steps),
        ]
        for rule, steps in pointed.items()
    }


def _pointed(step: Named, columns: dict[_Slice, set[str]]) -> tuple[Named, set[_Slice]]:
    """`step` selecting from slices where it can, and from which; what it names of them is put to the `columns` of each.

    A slice need not be asked once more for the words that all its rows have.
    """
    if not any(table.name in _SORTED_BY for table in step.query.find_all(exp.Table)):
        return step, set()
    found: set[_Slice] = set()
    query = step.query.copy()
    for table in list(query.find_all(exp.Table)):
        by = _SORTED_BY.get(table.name)
        if by is None or (condition := _picking(table, by)) is None or not _LONG.isdisjoint(named := _columns(table)):
            continue
        wanted = (table.name, _words(condition), "key" in named)
        condition.replace(exp.true())
        columns[wanted] |= _columns(table)
        found.add(wanted)
        table.set("alias", exp.TableAlias(this=exp.to_identifier(table.alias_or_name)))
        table.set("this", exp.to_identifier(_name(wanted)))
    return step._replace(query=query), found


def _picking(table: exp.Table, by: str) -> exp.Expr | None:
    """The condition by which the query picks rows of `table` by words of its column `by`, where it has one."""
    for condition in _conditions(table):
        match condition:
            case exp.EQ(this=exp.Column() as side, expression=exp.Literal()):
                pass
            case exp.In(this=exp.Column() as side) if condition.expressions:
                pass
            case _:
                continue
        if (side.table, side.name) == (table.alias_or_name, by):
            return condition
    return None


def _words(condition: exp.Expr) -> tuple[str, ...]:
    return tuple(sorted(word.name for word in condition.expressions or [condition.expression]))


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


def _slice(wanted: _Slice, columns: set[str]) -> exp.Select:
    table, words, _ = wanted
    chosen = [column(f"{table}.{name}") for name in sorted(columns)]
    return exp.select(*chosen).from_(table).where(all_true([among(f"{table}.{_SORTED_BY[table]}", words)]))


def _name(wanted: _Slice) -> str:
    table, words, with_text = wanted
    return "__".join([f"{table}_text" if with_text else table, *words])
