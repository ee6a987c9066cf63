"""Closures for databases whose recursive queries know no UNION, such as Apache Spark: by UNION ALL, with the nodes come through.

There a pair comes once for each way to it, and is told apart only when all are found; a way never comes to a node twice, so that
it ends on a circle too. Where many ways lead to the same nodes this costs more than UNION, which is why it is not used for all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from sqlglot import exp

from checker.engines.sets_queries import Named, column

NEED_UNION_ALL: Final = frozenset({"spark", "spark2", "databricks"})
"""The dialects of SQLGlot in which a recursive query may not hold UNION or DISTINCT."""


def by_union_all(steps: Iterable[Named]) -> Iterator[Named]:
    """`steps`, each closure among them as the ways it goes and, by the name it had, the pairs that these join."""
    for step in steps:
        if not step.recursive:
            yield step
            continue
        ways = f"{step.name}_ways"
        yield Named(ways, _ways(step, ways), recursive=True)
        columns = [column(f"way.{one.alias_or_name}") for one in step.query.selects]
        yield Named(step.name, exp.select(*columns).distinct().from_(exp.alias_(exp.to_table(ways), "way", table=True)))


def _ways(step: Named, name: str) -> exp.Query:
    """The closure `step` under another name, with the nodes that each way has come to."""
    union = step.query.copy()
    assert isinstance(union, exp.Union)
    first, onward = union.this, union.expression
    assert isinstance(first, exp.Select)
    assert isinstance(onward, exp.Select)
    for table in onward.find_all(exp.Table):
        if table.name == step.name:
            table.set("this", exp.to_identifier(name))
    begun = exp.array(_here(first).copy())
    first.select(exp.alias_(begun, "trail"), copy=False)
    there, trail = _here(onward), column("walked.trail")
    longer = exp.ArrayConcat(this=trail, expressions=[exp.array(there.copy())])
    onward.select(exp.alias_(longer, "trail"), copy=False)
    onward.where(exp.not_(exp.ArrayContains(this=trail.copy(), expression=there.copy())), copy=False)
    return exp.union(first, onward, distinct=False, copy=False)


def _here(select: exp.Select) -> exp.Expr:
    """What `select` gives as the node where a way is."""
    return next(one.unalias() for one in select.selects if one.alias_or_name == "here")
