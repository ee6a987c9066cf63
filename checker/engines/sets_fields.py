"""`requires-field`, as docs/patterns.md fixes it: every demand has an outcome, on one value or over the values of all years."""

from __future__ import annotations

from collections.abc import Iterable

from sqlglot import exp

from checker.demand import Demand
from checker.engines.sets_forms import is_single, is_yearly
from checker.engines.sets_queries import (
    Named,
    all_true,
    among,
    any_true,
    column,
    decided,
    equals,
    greatest,
    holds,
    is_missing,
    number,
    outcome,
    query,
)
from checker.facts import folded, word_test
from checker.pattern import RequiresField

_OF_ALL = "SELECT own.node, :outcome AS outcome FROM value AS own WHERE :field"
_OF_APPLICABLE = """SELECT applicable.node, :outcome AS outcome FROM applicable
    JOIN value AS own ON own.node = applicable.node WHERE :field"""
_NONE = "SELECT applicable.node, :not_applicable AS outcome FROM applicable"
_OF_YEARS = ("present", "is_", "min", "max", "more_than")
_FIRST_YEAR, _LAST_YEAR = 2400, 2800


def requires_field(pattern: RequiresField) -> list[Named]:
    """`part`: the outcome of each applicable node: the greatest of those of the demands on each field.

    With `any_of` they are turned over while they are gathered, so that there too the greatest decides.
    """
    fields = sorted({demand.field for demand in pattern.demands})
    by_field = [[demand for demand in pattern.demands if demand.field == field] for field in fields]
    turned = bool(pattern.any_of)
    single = [demands for demands in by_field if is_single(demands[0].field, pattern.source)]
    yearly = [
        demands for demands in by_field if _asked_of_years(demands) and is_yearly(demands[0].field, pattern.source)
    ]
    alone = len(single) + len(yearly) == 1 and not turned
    found = [_of_value(demands, turned=turned, alone=alone) for demands in single]
    found += [_of_years(demands, turned=turned) for demands in yearly]
    if not found:
        return [Named("part", query(_NONE), once=True)]
    if alone:
        return [Named("part", found[0], once=True)]
    demanded = [Named(f"demanded_{turn}", one) for turn, one in enumerate(found)]
    return [*demanded, Named("part", _greatest(demanded, turned=turned), once=True)]


def _greatest(demanded: list[Named], *, turned: bool) -> exp.Select:
    """The greatest outcome of each node in `demanded`, in each of which it stands once at most.

    To join them costs less than to group the rows of all.
    """
    outcomes: list[exp.Expr] = [
        exp.Coalesce(this=column(f"{one.name}.outcome"), expressions=[outcome("not-applicable")]) for one in demanded
    ]
    best = _turned(greatest(outcomes)) if turned else greatest(outcomes)
    select = query("SELECT applicable.node, :best AS outcome FROM applicable", best=best)
    for one in demanded:
        same = exp.EQ(this=column(f"{one.name}.node"), expression=column("applicable.node"))
        select = select.join(one.name, on=same, join_type="left", copy=False)
    return select


def _turned(weight: exp.Expr) -> exp.Expr:
    """The outcome with pass and fail changed about."""
    none = exp.EQ(this=weight.copy(), expression=outcome("not-applicable"))
    other_way = exp.Sub(
        this=exp.Paren(this=exp.Add(this=outcome("pass"), expression=outcome("fail"))), expression=weight.copy()
    )
    return exp.Case(default=other_way).when(none, outcome("not-applicable"), copy=False)


def _combined(outcomes: Iterable[exp.Expr], *, turned: bool) -> exp.Expr:
    return greatest([_turned(one) if turned else one for one in outcomes])


def _of_value(demands: list[Demand], *, turned: bool, alone: bool) -> exp.Select:
    """The outcome of `demands`, all on one field, for the nodes that have a single value of it; only for applicable ones if `alone`."""
    asked = [(demand, ask, f"other_{turn}_{ask}") for turn, demand in enumerate(demands) for ask in demand.asks]
    select = query(
        _OF_APPLICABLE if alone else _OF_ALL,
        outcome=_combined((_demanded(*one) for one in asked), turned=turned),
        field=equals("own.field", demands[0].field),
    )
    for one in asked:
        select = _joined(select, *one)
    return select


def _demanded(demand: Demand, ask: str, other: str) -> exp.Expr:
    """The outcome of one demand on the value `own`, which is empty, unreadable or filled."""
    if ask == "present":
        return holds(exp.not_(equals("own.state", "empty")))
    cases = [(equals("own.state", "empty"), "not-applicable")]
    match ask:
        case "min" | "max" | "more_than":
            cases.append((is_missing("own.number"), "undecided"))
        case "differs_from":
            cases.append((is_missing(f"{other}.key"), "not-applicable"))
        case "overlap":
            none = any_true([equals("own.state", "unreadable"), is_missing(f"{other}.key")])
            cases.append((none, "not-applicable"))
        case "is_" if demand.is_ == "words":
            cases.append((equals("own.state", "unreadable"), "pass"))
        case "is_" | "one_of":
            cases.append((equals("own.state", "unreadable"), "fail"))
    return decided(cases, _condition(demand, ask, other))


def _condition(demand: Demand, ask: str, other: str) -> exp.Expr:
    """What a demand says of a value that it can be asked of."""
    match ask:
        case "is_":
            return _is(demand.is_)
        case "one_of" if not isinstance(demand.one_of, str):
            return among("own.key", folded(demand.one_of or ()))
        case "one_of":
            return exp.not_(is_missing(f"{other}.key"))
        case "has":
            return exp.not_(is_missing(f"{other}.test"))
        case "lacks":
            return is_missing(f"{other}.test")
        case "lacks_words":
            return is_missing(f"{other}.node")
        case "overlap":
            return exp.not_(is_missing(f"{other}_flag.test"))
        case "differs_from":
            return exp.NEQ(this=column("own.key"), expression=column(f"{other}.key"))
        case "shorter_than":
            return exp.LT(this=column("own.length"), expression=number(demand.shorter_than or 0))
        case "longer_than":
            return exp.GT(this=column("own.length"), expression=number(demand.longer_than or 0))
        case "min":
            return exp.GTE(this=column("own.number"), expression=number(demand.min or 0))
        case "max":
            return exp.LTE(this=column("own.number"), expression=number(demand.max or 0))
        case "more_than":
            return exp.GT(this=column("own.number"), expression=number(demand.more_than or 0))
    raise AssertionError(ask)


def _is(wanted: str | None) -> exp.Expr:
    has_number = exp.not_(is_missing("own.number"))
    whole = exp.EQ(this=column("own.number"), expression=exp.Floor(this=column("own.number")))
    match wanted:
        case "number":
            return has_number
        case "integer":
            return all_true([has_number, whole])
        case "year":
            years = exp.Between(this=column("own.number"), low=number(_FIRST_YEAR), high=number(_LAST_YEAR))
            return all_true([has_number, whole, years])
        case "words":
            return is_missing("own.number")
        case _:
            return exp.true()


def _joined(select: exp.Select, demand: Demand, ask: str, other: str) -> exp.Select:
    """`select` with the rows that a demand looks up, at most one for each value."""
    match ask:
        case "has" | "lacks":
            test = equals(f"{other}.test", demand.has or "" if ask == "has" else demand.lacks or "")
            table, conditions = "flag", [_same(other, "node"), equals(f"{other}.field", demand.field), test]
        case "overlap" if demand.overlap:
            flag = f"{other}_flag"
            of_field, of_test = equals(f"{flag}.field", demand.field), equals(f"{flag}.test", demand.overlap.test)
            named = exp.alias_(exp.to_table("flag"), flag, table=True)
            there = all_true([_same(flag, "node"), of_field, of_test])
            select = select.join(named, on=there, join_type="left", copy=False)
            of_field, is_filled = equals(f"{other}.field", demand.overlap.with_), equals(f"{other}.state", "filled")
            table, conditions = "value", [_same(other, "node"), of_field, is_filled]
        case "lacks_words":
            said = query(
                "SELECT DISTINCT flag.node FROM flag WHERE :field AND :tests",
                field=equals("flag.field", demand.field),
                tests=among("flag.test", map(word_test, demand.lacks_words or ())),
            )
            return select.join(said.subquery(other), on=_same(other, "node"), join_type="left", copy=False)
        case "differs_from":
            filled = exp.not_(equals(f"{other}.state", "empty"))
            field = equals(f"{other}.field", demand.differs_from or "")
            table, conditions = "value", [_same(other, "node"), field, filled]
        case "one_of" if isinstance(demand.one_of, str):
            table, conditions = "register", [_same(other, "key"), equals(f"{other}.list", demand.one_of)]
        case _:
            return select
    row = exp.alias_(exp.to_table(table), other, table=True)
    return select.join(row, on=all_true(conditions), join_type="left", copy=False)


def _same(other: str, key: str) -> exp.Expr:
    return exp.EQ(this=column(f"{other}.{key}"), expression=column(f"own.{key}"))


def _asked_of_years(demands: list[Demand]) -> list[tuple[Demand, str]]:
    return [(demand, ask) for demand in demands for ask in demand.asks if ask in _OF_YEARS]


def _of_years(demands: list[Demand], *, turned: bool) -> exp.Select:
    """The outcome of `demands`, all on one field, for the nodes that have a value of it for each year."""
    outcomes = [_over_years(demand, ask) for demand, ask in _asked_of_years(demands)]
    return query(
        """SELECT applicable.node, :outcome AS outcome FROM applicable
        JOIN series ON series.node = applicable.node AND :asked
        LEFT JOIN yearly AS own ON own.node = applicable.node AND own.state <> 'empty' AND :field
        GROUP BY applicable.node""",
        outcome=_combined(outcomes, turned=turned),
        asked=equals("series.field", demands[0].field),
        field=equals("own.field", demands[0].field),
    )


def _over_years(demand: Demand, ask: str) -> exp.Expr:
    if ask == "present":
        years = exp.Count(this=column("own.year"))
        return holds(exp.GT(this=years, expression=number(0)))
    each = _demanded(demand, ask, "")
    none = is_missing("own.year")
    return exp.Max(this=exp.Case(default=each).when(none, outcome("not-applicable"), copy=False))
