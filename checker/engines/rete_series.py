"""The years of a field held against the plan's window, each other, and other fields: series. Plain Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from itertools import pairwise

from checker.engines.rete_index import Index
from checker.engines.rete_net import Outcome
from checker.fact import YearlyFact
from checker.pattern import Series


def series(index: Index, pattern: Series, nodes: Iterable[str]) -> dict[str, set[Outcome]]:
    """What each part of the rule says of the yearly values of each node; nothing where the form does not ask for them."""
    return {node: _parts(index, pattern, node) for node in nodes}


def _parts(index: Index, pattern: Series, node: str) -> set[Outcome]:
    years = index.years.get((node, pattern.field))
    if years is None:
        return set()
    numbers = numbers_by_year(index, node, pattern.field)
    said = index.values.get((node, pattern.direction)) if pattern.direction else None
    direction = said.key if said is not None and said.state == "filled" else ""
    parts: set[Outcome] = set()
    if pattern.covers:
        parts |= _covered(index, pattern, node)
    if pattern.runs:
        parts |= _running(numbers, direction)
    against = _bettered(index, pattern, node, numbers, direction)
    parts |= against
    for bound, holds in ((pattern.min, _at_least), (pattern.max, _at_most)):
        if bound is not None and numbers:
            parts |= _all(holds(number, bound) for number in numbers.values())
    parts |= _varied(pattern, numbers)
    unreadable = any(year.state == "unreadable" for year in years.values())
    if against and pattern.against:
        others = index.years[node, pattern.against].values()
        unreadable = unreadable or any(year.state == "unreadable" for year in others)
    if parts and unreadable:
        parts.add("undecided")
    return parts | _followed(index, pattern, node) | _met(index, pattern, node, direction)


def numbers_by_year(index: Index, node: str, name: str) -> dict[int, Decimal]:
    """The filled years that have a number, in order."""
    years = index.years.get((node, name), {})
    return {year: one.number for year, one in sorted(years.items()) if one.state == "filled" and one.number is not None}


def _covered(index: Index, pattern: Series, node: str) -> set[Outcome]:
    plan = index.plans[index.nodes[node].plan]
    if plan.first is None or plan.last is None:
        return set()
    years = index.years[node, pattern.field]
    states = {years[year].state if year in years else "empty" for year in range(plan.first, plan.last + 1)}
    told: dict[str, Outcome] = {"filled": "passes", "unreadable": "undecided", "empty": "fails"}
    return {told[state] for state in states}


_RUNS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "up": lambda earlier, later: later >= earlier,
    "down": lambda earlier, later: later <= earlier,
    "keep": lambda earlier, later: later == earlier,
}


def _running(numbers: dict[int, Decimal], direction: str) -> set[Outcome]:
    holds = _RUNS.get(direction)
    if holds is None or len(numbers) < 2:
        return set()
    return _all(holds(earlier, later) for earlier, later in pairwise(numbers.values()))


def _bettered(index: Index, pattern: Series, node: str, numbers: dict[int, Decimal], direction: str) -> set[Outcome]:
    if pattern.against is None or direction not in ("up", "down"):
        return set()
    before = numbers_by_year(index, node, pattern.against)
    if not before or not numbers:
        return set()
    last, base = numbers[max(numbers)], before[max(before)]
    return _all([last > base if direction == "up" else last < base])


def _varied(pattern: Series, numbers: dict[int, Decimal]) -> set[Outcome]:
    amounts = [number for number in numbers.values() if number]
    if pattern.varies is None or len(amounts) < pattern.varies:
        return set()
    return _all([len(set(amounts)) > 1])


def _followed(index: Index, pattern: Series, node: str) -> set[Outcome]:
    """For each year in which the other field has an amount, or what cannot be read, whether this field has a value."""
    own = index.years[node, pattern.field]
    found: set[Outcome] = set()
    for year, other in _years(index, node, pattern.follows, pattern).items():
        if other.state == "unreadable" or (other.state == "filled" and other.number):
            state = own[year].state if year in own else "empty"
            if state == "filled":
                found.add("passes")
            else:
                found.add("undecided" if "unreadable" in (state, other.state) else "fails")
    return found


def _met(index: Index, pattern: Series, node: str, direction: str) -> set[Outcome]:
    """For each year that both fields have, whether this one is as good as the other; an excuse lets all pass."""
    holds = _RUNS.get(direction)
    others = _years(index, node, pattern.meets, pattern)
    found: set[Outcome] = set()
    for year, one in index.years[node, pattern.field].items():
        other = others.get(year)
        if holds is None or other is None or "empty" in (one.state, other.state):
            continue
        if one.number is None or other.number is None:
            found.add("undecided")
        else:
            found |= _all([holds(other.number, one.number)])
    excuse = index.values.get((node, pattern.excuse)) if pattern.excuse else None
    return {"passes"} if found and excuse is not None and excuse.state == "filled" else found


def _years(index: Index, node: str, name: str | None, pattern: Series) -> Mapping[int, YearlyFact]:
    """The years that count: all of them, or those that are closed."""
    years = index.years.get((node, name), {}) if name else {}
    return {year: one for year, one in years.items() if not pattern.closed or year <= index.closed}


def _at_least(number: Decimal, bound: Decimal) -> bool:
    return number >= bound


def _at_most(number: Decimal, bound: Decimal) -> bool:
    return number <= bound


def _all(held: Iterable[bool]) -> set[Outcome]:
    return {"passes" if all(held) else "fails"}
