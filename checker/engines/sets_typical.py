"""`typical`: the amounts of a field held against the middle one of their plan or level (docs/patterns.md)."""

from __future__ import annotations

from sqlglot import exp

from checker.engines.sets_forms import is_single, is_yearly
from checker.engines.sets_groups import scoped
from checker.engines.sets_queries import Named, any_true, column, decided, equals, is_missing, number, query, together
from checker.pattern import Typical

_OWN = """SELECT amount.node, COUNT(*) AS amounts, MIN(amount.number) AS least, MAX(amount.number) AS greatest
    FROM amount GROUP BY amount.node"""
_PEERS = """SELECT scoped.scope, SUM(own.amounts) AS amounts, MIN(own.least) AS least, MAX(own.greatest) AS greatest
    FROM scoped JOIN own ON own.node = scoped.node GROUP BY scoped.scope HAVING SUM(own.amounts) >= :fewest"""
_WIDE = "SELECT peers.scope, peers.amounts FROM peers WHERE :apart"
_RANKED = """SELECT wide.scope, wide.amounts, amount.number,
    ROW_NUMBER() OVER (PARTITION BY wide.scope ORDER BY amount.number) AS turn
    FROM wide JOIN scoped ON scoped.scope = wide.scope JOIN amount ON amount.node = scoped.node"""
_MIDDLE = "SELECT ranked.scope, ranked.number FROM ranked WHERE ranked.turn * 2 - ranked.amounts IN (0, 1)"
_HELD_AGAINST = """SELECT applicable.node, :outcome AS outcome FROM applicable
    JOIN own ON own.node = applicable.node JOIN scoped ON scoped.node = applicable.node
    JOIN peers ON peers.scope = scoped.scope LEFT JOIN middle ON middle.scope = scoped.scope"""

FACTORED = "DECIMAL(28, 6)"
"""An amount that is multiplied or held against a product: with 38 digits Spark would leave them no more than six decimals."""


def typical(pattern: Typical) -> list[Named]:
    """`part`: an outcome for each node that has an amount and whose scope has enough of them.

    Amounts are put in their order only where the greatest is so many times the least: elsewhere none can be far from the middle.
    """
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
    far = any_true(
        [_reaches("middle.number", "own.least", pattern), _reaches("own.greatest", "middle.number", pattern)]
    )
    near = [(is_missing("middle.scope"), "pass")]
    return [
        *scoped(pattern.inside),
        Named("amount", together(*amounts)),
        Named("own", query(_OWN)),
        Named("peers", query(_PEERS, fewest=number(pattern.peers))),
        Named("wide", query(_WIDE, apart=_reaches("peers.greatest", "peers.least", pattern))),
        Named("ranked", query(_RANKED)),
        Named("middle", query(_MIDDLE)),
        Named("part", query(_HELD_AGAINST, outcome=decided(near, exp.not_(far))), once=True),
    ]


def _reaches(greater: str, smaller: str, pattern: Typical) -> exp.Expr:
    """Whether one number is at least so many times the other."""
    times = exp.Mul(this=exp.cast(column(smaller), FACTORED), expression=number(pattern.factor))
    return exp.GTE(this=exp.cast(column(greater), FACTORED), expression=times)
