"""`typical`: the amounts of a field held against the middle one of their plan or level (docs/patterns.md)."""

from __future__ import annotations

from sqlglot import exp

from checker.engines.sets_forms import is_single, is_yearly
from checker.engines.sets_groups import scoped
from checker.engines.sets_queries import Named, any_true, column, equals, holds, number, query, together
from checker.pattern import Typical

_OF_PEERS = """SELECT scoped.scope, amount.number,
    ROW_NUMBER() OVER (PARTITION BY scoped.scope ORDER BY amount.number) AS turn,
    COUNT(*) OVER (PARTITION BY scoped.scope) AS peers
    FROM scoped JOIN amount ON amount.node = scoped.node"""
_MIDDLE = """SELECT ranked.scope, ranked.number FROM ranked
    WHERE ranked.turn * 2 - ranked.peers IN (0, 1) AND ranked.peers >= :fewest"""
_HELD_AGAINST = """SELECT applicable.node, :outcome AS outcome FROM applicable
    JOIN scoped ON scoped.node = applicable.node JOIN middle ON middle.scope = scoped.scope
    JOIN amount ON amount.node = applicable.node"""

FACTORED = "DECIMAL(28, 6)"
"""An amount that is multiplied or held against a product: with 38 digits Spark would leave them no more than six decimals."""


def typical(pattern: Typical) -> list[Named]:
    """`part`: an outcome for each amount of the nodes whose scope has enough of them."""
    amounts = [
        query(
            "SELECT amount.node, amount.number FROM of_kind AS amount WHERE :filled AND amount.number > 0 AND :field",
            {"of_kind": table},
            filled=equals("amount.state", "filled"),
            field=equals("amount.field", pattern.field),
        )
        for table, is_kept in (("value", is_single), ("yearly", is_yearly))
        if is_kept(pattern.field, pattern.source)
    ]
    far = any_true([_reaches("middle", "amount", pattern), _reaches("amount", "middle", pattern)])
    return [
        *scoped(pattern.inside),
        Named("amount", together(*amounts)),
        Named("ranked", query(_OF_PEERS)),
        Named("middle", query(_MIDDLE, fewest=number(pattern.peers))),
        Named("part", query(_HELD_AGAINST, outcome=holds(exp.not_(far)))),
    ]


def _reaches(greater: str, smaller: str, pattern: Typical) -> exp.Expr:
    """Whether one number is at least so many times the other."""
    times = exp.Mul(this=exp.cast(column(f"{smaller}.number"), FACTORED), expression=number(pattern.factor))
    return exp.GTE(this=exp.cast(column(f"{greater}.number"), FACTORED), expression=times)
