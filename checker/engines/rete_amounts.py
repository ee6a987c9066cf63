"""Amounts, periods and area codes measured against what others state: within and sums-to. Plain Python."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from checker.engines.rete_index import Index
from checker.engines.rete_net import Outcome
from checker.fact import ValueFact, YearlyFact
from checker.pattern import SumsTo, Within


class Number(NamedTuple):
    """A number of one year, or of no year in particular; None where there is none, be it unreadable or no number at all."""

    year: int | None
    number: Decimal | None
    unreadable: bool = False


def numbers_of(index: Index, node: str, name: str) -> list[Number] | None:
    """The numbers that are there: one, or one a year; without empty ones. None where the form does not ask for the field."""
    years = index.years.get((node, name))
    if years is not None:
        return [_number(year, one) for year, one in sorted(years.items()) if one.state != "empty"]
    value = index.values.get((node, name))
    if value is None:
        return None
    return [] if value.state == "empty" else [_number(None, value)]


def _number(year: int | None, value: ValueFact | YearlyFact) -> Number:
    unreadable = value.state == "unreadable"
    return Number(year, None if unreadable else value.number, unreadable)


def within(index: Index, pattern: Within, node: str, ends: Sequence[str]) -> set[Outcome]:
    """The outcomes of all comparisons of the node's field with the bounds of `ends`."""
    found: set[Outcome] = set()
    bounds = pattern.bounds
    for end in ends:
        if bounds.period is not None:
            bound = index.filled(end, bounds.period)
            found |= set(_in_period(index, node, pattern.field, bound, bounds.early))
        elif bounds.prefix is not None:
            found |= set(_in_area(index.filled(node, pattern.field), index.filled(end, bounds.prefix)))
        elif bounds.prefix_of is not None:
            found |= set(_in_area(index.filled(end, bounds.prefix_of), index.filled(node, pattern.field)))
        else:
            found |= set(_in_limit(index, pattern, node, end))
    return found


def _in_period(index: Index, node: str, name: str, bound: ValueFact | None, early: int) -> Iterator[Outcome]:
    if bound is None:
        return
    known = bound.state == "filled" and bound.first is not None and bound.last is not None
    first, last = (bound.first or 0) - early, bound.last or 0
    years = index.years.get((node, name))
    if years is None:
        value = index.filled(node, name)
        if value is None:
            return
        if not known or value.state != "filled" or value.first is None or value.last is None:
            yield "undecided"
        else:
            yield _so(first <= value.first and value.last <= last)
        return
    for year, one in years.items():
        if one.state == "empty" or (one.state == "filled" and one.number == 0):
            continue
        if not known or one.state != "filled" or one.number is None:
            yield "undecided"
        else:
            yield _so(first <= year <= last)


def _in_area(value: ValueFact | None, bound: ValueFact | None) -> Iterator[Outcome]:
    if value is None or bound is None:
        return
    if value.state != "filled" or bound.state != "filled":
        yield "undecided"
    else:
        yield _so(value.key.startswith(bound.key))


def _in_limit(index: Index, pattern: Within, node: str, end: str) -> Iterator[Outcome]:
    bounds = pattern.bounds
    named = bounds.max or bounds.min
    stated = bounds.at_most if bounds.at_most is not None else bounds.at_least
    limits = numbers_of(index, end, named) or [] if named else [Number(None, stated)]
    upper = bounds.max is not None or bounds.at_most is not None
    for year, number, _ in numbers_of(index, node, pattern.field) or []:
        for other_year, limit, _ in limits:
            if year is not None and other_year is not None and year != other_year:
                continue
            if number is None or limit is None:
                yield "undecided"
            else:
                yield _so(number <= limit if upper else number >= limit)


def sums(index: Index, pattern: SumsTo, node: str, summands: Sequence[str], whole: Sequence[str] = ()) -> set[Outcome]:
    """The outcome of each comparison of a total of `node`, or a share of the sum over `whole`, with the sum over `summands`."""
    found: set[Outcome] = set()
    name = pattern.field or pattern.counts or ""
    values = [numbers_of(index, summand, name) or [] for summand in summands]
    if pattern.relation is None and not any(values):
        return found
    if pattern.total:
        totals = numbers_of(index, node, pattern.total) or []
    else:
        totals = [Number(None, pattern.at_most if pattern.of is None else _share(index, pattern, whole))]
    for year, total, _ in totals:
        parts = [[one for one in there if year is None or one.year == year] for there in values]
        added = sum((_added(part, count=pattern.counts is not None) for part in parts), Decimal(0))
        if total is None or any(one.unreadable for part in parts for one in part):
            found.add("undecided")
        else:
            found.add(_so(_fits(pattern, added - total)))
    return found


def _share(index: Index, pattern: SumsTo, whole: Sequence[str]) -> Decimal | None:
    """What the rule allows of the sum over `whole`; None where a value of it is unreadable."""
    parts = [numbers_of(index, node, pattern.field or pattern.counts or "") or [] for node in whole]
    if any(one.unreadable for part in parts for one in part):
        return None
    return pattern.share(sum((_added(part, count=pattern.counts is not None) for part in parts), Decimal(0)))


def _fits(pattern: SumsTo, beyond: Decimal) -> bool:
    """Whether a sum that is `beyond` the total by so much is compared well."""
    match pattern.comparison:
        case "at_most":
            return beyond <= pattern.tolerance
        case "at_least":
            return -beyond <= pattern.tolerance
        case _:
            return abs(beyond) <= pattern.tolerance


def _added(part: Sequence[Number], *, count: bool) -> Decimal:
    """What one summand adds: its numbers, or one where any of them is not 0."""
    numbers = [one.number for one in part if one.number is not None]
    return Decimal(any(numbers)) if count else sum(numbers, Decimal(0))


def _so(holds: bool) -> Outcome:
    return "passes" if holds else "fails"
