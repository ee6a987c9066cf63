"""`within` and `sums-to`: the values of a field compared with those of linked nodes, as docs/patterns.md fixes it."""

from __future__ import annotations

from decimal import Decimal

from sqlglot import exp

from checker.engines.sets_forms import is_single, is_yearly
from checker.engines.sets_paths import ends
from checker.engines.sets_queries import (
    Named,
    any_true,
    column,
    decided,
    equals,
    is_missing,
    number,
    query,
    together,
)
from checker.engines.sets_silent import Unasked
from checker.pattern import SumsTo, Within
from checker.rule import Rule


def _looked_at(rule: Rule, relation: str | None, *, blocks: bool = False, unasked: Unasked = None) -> list[Named]:
    """`reached`: the ends of the path, or each applicable node itself where no path is stated."""
    if relation is not None:
        return ends(rule, blocks=blocks, unasked=unasked)
    itself = query("SELECT applicable.node, applicable.node AS other FROM applicable")
    return [Named("reached", itself)]


def _amounts(name: str, field: str) -> Named:
    """The values of `field` that are not empty: one a year, or one with no year; without a number where it is not readable."""
    single = query(
        """SELECT value.node, CAST(NULL AS INT) AS year, value.number, value.state FROM value
        WHERE value.state <> 'empty' AND :field""",
        field=equals("value.field", field),
    )
    yearly = query(
        "SELECT yearly.node, yearly.year, yearly.number, yearly.state FROM yearly WHERE yearly.state <> 'empty' AND :field",
        field=equals("yearly.field", field),
    )
    kept = [one for one, is_kept in ((single, is_single(field)), (yearly, is_yearly(field))) if is_kept]
    return Named(name, together(*kept or [single]))


def within(rule: Rule, pattern: Within) -> list[Named]:
    """`part`: an outcome for each value of the field and each bound it is compared with."""
    looked_at = _looked_at(rule, pattern.relation)
    bounds = pattern.bounds
    if bounds.period is not None:
        return [*looked_at, Named("part", _in_period(pattern.field, bounds.period, bounds.early))]
    if bounds.prefix is not None:
        return [*looked_at, Named("part", _has_prefix(pattern.field, bounds.prefix, "own", "bound"))]
    if bounds.prefix_of is not None:
        return [*looked_at, Named("part", _has_prefix(pattern.field, bounds.prefix_of, "bound", "own"))]
    own = _amounts("own", pattern.field)
    if bounds.max is not None or bounds.min is not None:
        bound = _amounts("bound", bounds.max or bounds.min or "")
        return [*looked_at, own, bound, Named("part", _bounded_by_field(upper=bounds.max is not None))]
    return [*looked_at, own, Named("part", _bounded(bounds.at_most, bounds.at_least))]


def _ordered(bound: exp.Expr, *, upper: bool) -> exp.Expr:
    order = exp.LTE if upper else exp.GTE
    return order(this=column("own.number"), expression=bound)


def _bounded(at_most: Decimal | None, at_least: Decimal | None) -> exp.Select:
    stated = at_least if at_most is None else at_most
    condition = _ordered(number(stated or 0), upper=at_most is not None)
    return query(
        "SELECT reached.node, :outcome AS outcome FROM reached JOIN own ON own.node = reached.node",
        outcome=decided([(is_missing("own.number"), "undecided")], condition),
    )


def _bounded_by_field(*, upper: bool) -> exp.Select:
    unread = any_true([is_missing("own.number"), is_missing("bound.number")])
    return query(
        """SELECT reached.node, :outcome AS outcome FROM reached
        JOIN own ON own.node = reached.node JOIN bound ON bound.node = reached.other
        WHERE own.year = bound.year OR own.year IS NULL OR bound.year IS NULL""",
        outcome=decided([(unread, "undecided")], _ordered(column("bound.number"), upper=upper)),
    )


def _in_period(field: str, bound: str, early: int) -> exp.Query:
    """Single values by their first and last year; yearly ones by each year with a number other than 0."""
    template = """SELECT reached.node, :outcome AS outcome FROM reached
        JOIN own_table AS own ON own.node = reached.node JOIN value AS bound ON bound.node = reached.other
        WHERE own.state <> 'empty' AND bound.state <> 'empty' AND :of_field AND :of_bound"""
    unread = [equals("own.state", "unreadable"), is_missing("bound.first")]
    single = query(
        template,
        {"own_table": "value"},
        outcome=decided([(any_true([*unread, is_missing("own.first")]), "undecided")], _inside("first", "last", early)),
        of_field=equals("own.field", field),
        of_bound=equals("bound.field", bound),
    )
    idle = exp.EQ(this=column("own.number"), expression=number(0))
    yearly = query(
        template,
        {"own_table": "yearly"},
        outcome=decided([(idle, "not-applicable"), (any_true(unread), "undecided")], _inside("year", "year", early)),
        of_field=equals("own.field", field),
        of_bound=equals("bound.field", bound),
    )
    return together(single, yearly)


def _inside(first: str, last: str, early: int) -> exp.Expr:
    begins = exp.GTE(
        this=column(f"own.{first}"), expression=exp.Sub(this=column("bound.first"), expression=number(early))
    )
    return exp.and_(begins, exp.LTE(this=column(f"own.{last}"), expression=column("bound.last")))


def _has_prefix(field: str, bound: str, longer: str, shorter: str) -> exp.Select:
    """Whether the key of `longer` begins with that of `shorter`: one is the node's `own`, the other the `bound`."""
    unread = any_true([equals("own.state", "unreadable"), equals("bound.state", "unreadable")])
    begins = exp.StartsWith(this=column(f"{longer}.key"), expression=column(f"{shorter}.key"))
    return query(
        """SELECT reached.node, :outcome AS outcome FROM reached
        JOIN value AS own ON own.node = reached.node JOIN value AS bound ON bound.node = reached.other
        WHERE own.state <> 'empty' AND bound.state <> 'empty' AND :of_field AND :of_bound""",
        outcome=decided([(unread, "undecided")], begins),
        of_field=equals("own.field", field),
        of_bound=equals("bound.field", bound),
    )


def sums_to(rule: Rule, pattern: SumsTo, unasked: Unasked = None) -> list[Named]:
    """`part`: an outcome for each total that is compared, which is one a year where the total is yearly."""
    blocked = pattern.relation is not None
    return [
        *_looked_at(rule, pattern.relation, blocks=blocked, unasked=unasked),
        _amounts("amount", pattern.field or pattern.counts or ""),
        *_totals(pattern),
        Named("summed", _summed(pattern)),
        Named("part", _compared(pattern, blocked=blocked)),
    ]


def _totals(pattern: SumsTo) -> list[Named]:
    """`total`: what the sums are compared with, for each applicable node."""
    if pattern.total:
        return [_amounts("total", pattern.total)]
    if pattern.at_most_percent is None:
        return [_stated("total", pattern.at_most or Decimal(0))]
    whole = query(_SUMMED, {"there": "reached_of"}, summed=_adding(counts=pattern.counts is not None))
    return [Named("whole", whole), Named("total", query(_SHARE, share=number(pattern.share(Decimal(1)))))]


_SHARE = """SELECT applicable.node, CAST(NULL AS INT) AS year,
    CASE WHEN whole.unread > 0 THEN NULL ELSE CAST(COALESCE(whole.number, 0) AS DECIMAL(28, 6)) * :share END AS number
    FROM applicable LEFT JOIN whole ON whole.node = applicable.node"""
"""A product has the decimals of both sides, in Spark too where their digits are 38 at most: 28 for a sum leave ten for the share."""
_SUMMED = """SELECT reached.node, CAST(NULL AS INT) AS year, :summed AS number,
    COUNT(CASE WHEN amount.state = 'unreadable' THEN 1 END) AS unread
    FROM there AS reached JOIN amount ON amount.node = reached.other GROUP BY reached.node"""
_SUMMED_BY_YEAR = """SELECT reached.node, amount.year, :summed AS number,
    COUNT(CASE WHEN amount.state = 'unreadable' THEN 1 END) AS unread
    FROM reached JOIN amount ON amount.node = reached.other WHERE NOT amount.year IS NULL
    GROUP BY reached.node, amount.year"""
_SUM = "SELECT SUM(amount.number) FROM amount"
_COUNT = "SELECT COUNT(DISTINCT CASE WHEN amount.number <> 0 THEN reached.other END) FROM amount"
_COUNT_OF_YEAR = "SELECT COUNT(CASE WHEN amount.number <> 0 THEN 1 END) FROM amount"
_BEYOND = {
    "equal": "SELECT ABS(total.number - COALESCE(summed.number, 0)) FROM total",
    "at_most": "SELECT CAST(COALESCE(summed.number, 0) AS DECIMAL(28, 6)) - total.number FROM total",
    "at_least": "SELECT total.number - COALESCE(summed.number, 0) FROM total",
}


def _summed(pattern: SumsTo) -> exp.Query:
    """For each applicable node the sum (or the number of ends with an amount) and the number of unreadable values.

    Once over everything, with no year, and once for each year, as far as there are totals of the kind.
    """
    counts = pattern.counts is not None
    whole = query(_SUMMED, {"there": "reached"}, summed=_adding(counts=counts))
    of_year = query(_COUNT_OF_YEAR if counts else _SUM).selects[0]  # an end has one amount a year
    by_year = query(_SUMMED_BY_YEAR, summed=of_year)
    if pattern.total is None or not _by_year(pattern):
        return whole
    return together(whole, by_year) if is_single(pattern.total, pattern.source) else by_year


def _by_year(pattern: SumsTo) -> bool:
    """Whether there is a total for each year."""
    return pattern.total is not None and is_yearly(pattern.total, pattern.source)


def _adding(*, counts: bool) -> exp.Expr:
    """What a group of amounts adds up to."""
    return query(_COUNT if counts else _SUM).selects[0]


def _stated(name: str, amount: Decimal) -> Named:
    """An amount that the rule states, as if every applicable node stated it."""
    select = query(
        "SELECT applicable.node, CAST(NULL AS INT) AS year, :amount AS number FROM applicable", amount=number(amount)
    )
    return Named(name, select)


def _compared(pattern: SumsTo, *, blocked: bool) -> exp.Select:
    difference, tolerance = query(_BEYOND[pattern.comparison]).selects[0], pattern.tolerance
    unread = [is_missing("total.number"), exp.GT(this=column("summed.unread"), expression=number(0))]
    if blocked:
        unread.append(exp.not_(is_missing("blocked.node")))
    outcome = decided([(any_true(unread), "undecided")], exp.LTE(this=difference, expression=number(tolerance)))
    if not blocked and not _by_year(pattern):
        return query(_ADDED_UP, outcome=outcome)
    part = query(_HELD_AGAINST, outcome=outcome)
    same = exp.EQ(this=column("blocked.node"), expression=column("applicable.node"))
    if blocked:
        return part.join("blocked", on=same, join_type="left", copy=False)
    return part.where(
        exp.In(this=column("total.node"), query=query("SELECT amount.node FROM amount").subquery()), copy=False
    )


_HELD_AGAINST = """SELECT applicable.node, :outcome AS outcome FROM applicable
    JOIN total ON total.node = applicable.node
    LEFT JOIN summed ON summed.node = total.node AND summed.year IS NOT DISTINCT FROM total.year"""
_ADDED_UP = """SELECT applicable.node, :outcome AS outcome FROM applicable
    JOIN total ON total.node = applicable.node
    JOIN summed ON summed.node = total.node AND summed.year IS NOT DISTINCT FROM total.year"""
"""For totals of what stands in the node itself: there is a sum where there is an amount, and without one there is nothing to compare."""
