"""The kinds that ask what a field holds: requires-field and within."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from checker.demand import Demand, Overlap
from checker.finding import Verdict
from checker.pattern import RequiresField, Within
from checker.plan import Graph, Node, Value
from checker.text import overlap
from checker.text_tests import TEXT_TESTS
from checker.thai import key
from tests.oracle.ends import targets
from tests.oracle.values import years_or_one
from tests.oracle.verdicts import NOT_APPLICABLE, best, holds, worst


def requires_field(graph: Graph, pattern: RequiresField, node: Node) -> Verdict:
    parts = [demanded(graph, demand, ask, node) for demand in pattern.demands for ask in demand.asks]
    return worst(parts) if pattern.all_of else best(parts)


def demanded(graph: Graph, demand: Demand, ask: str, node: Node) -> Verdict:
    if demand.field in node.yearly:
        years = [value for value in node.yearly[demand.field].values() if value.state != "empty"]
        if ask == "present":
            return holds(bool(years))
        return worst(of_value(graph, demand, ask, value, node) for value in years)
    if demand.field in node.values:
        return of_value(graph, demand, ask, node.values[demand.field], node)
    return NOT_APPLICABLE


def of_value(graph: Graph, demand: Demand, ask: str, value: Value, node: Node) -> Verdict:
    if ask == "present":
        return holds(value.state != "empty")
    if value.state == "empty":
        return NOT_APPLICABLE
    readable = value.state == "filled"
    match ask:
        case "is_":
            if demand.is_ == "words":
                return holds(not readable or value.number is None)
            return holds(readable and is_a(demand.is_, value.number))
        case "one_of":
            return holds(readable and value.key in allowed(graph, demand))
        case "has":
            return holds(TEXT_TESTS[demand.has or ""](value.written))
        case "lacks":
            return holds(not TEXT_TESTS[demand.lacks or ""](value.written))
        case "lacks_words":
            return holds(not any(key(word) in key(value.written) for word in demand.lacks_words or ()))
        case "min":
            return compared(readable, value.number, lambda number: number >= (demand.min or 0))
        case "max":
            return compared(readable, value.number, lambda number: number <= (demand.max or 0))
        case "more_than":
            return compared(readable, value.number, lambda number: number > (demand.more_than or 0))
        case "differs_from":
            other = node.values.get(demand.differs_from or "")
            return NOT_APPLICABLE if other is None or other.state == "empty" else holds(other.key != value.key)
        case "overlap":
            return overlaps(demand.overlap, value, node)
        case "shorter_than":
            return holds(len(value.written) < (demand.shorter_than or 0))
        case "longer_than":
            return holds(len(value.written) > (demand.longer_than or 0))
    raise AssertionError(ask)


def overlaps(asked: Overlap | None, value: Value, node: Node) -> Verdict:
    other = node.values.get(asked.with_) if asked else None
    if asked is None or other is None or value.state != "filled" or other.state != "filled":
        return NOT_APPLICABLE
    percent = overlap(value.written, other.written)
    return holds((asked.at_least or 0) <= percent and (asked.at_most is None or percent <= asked.at_most))


def is_a(wanted: str | None, number: Decimal | None) -> bool:
    match wanted:
        case "number":
            return number is not None
        case "integer":
            return number is not None and number == int(number)
        case "year":
            return number is not None and number == int(number) and 2400 <= number <= 2800
        case _:
            return True


def allowed(graph: Graph, demand: Demand) -> Iterable[str]:
    if isinstance(demand.one_of, str):
        return graph.registers.get(demand.one_of, frozenset())
    return {key(word) for word in demand.one_of or ()}


def compared(readable: bool, number: Decimal | None, test: Callable[[Decimal], bool]) -> Verdict:
    if not readable or number is None:
        return "undecided"
    return holds(test(number))


def within(graph: Graph, pattern: Within, node: Node) -> Verdict:
    looked_at = [node] if pattern.relation is None else targets(graph, pattern, node)[0]
    return worst(part for end in looked_at for part in inside(pattern, node, end))


def inside(pattern: Within, node: Node, end: Node) -> Iterator[Verdict]:
    """The comparisons of the node's field with one bound."""
    bounds = pattern.bounds
    for year, value in years_or_one(node, pattern.field):
        if bounds.period is not None:
            for _, bound in years_or_one(end, bounds.period):
                yield from in_period(year, value, bound, bounds.early)
        elif bounds.prefix is not None:
            for _, bound in years_or_one(end, bounds.prefix):
                yield undecided_or(value, bound, value.key.startswith(bound.key))
        elif bounds.prefix_of is not None:
            for _, bound in years_or_one(end, bounds.prefix_of):
                yield undecided_or(value, bound, bound.key.startswith(value.key))
        elif bounds.max is not None or bounds.min is not None:
            for bound_year, bound in years_or_one(end, bounds.max or bounds.min or ""):
                if year is None or bound_year is None or year == bound_year:
                    yield ordered(value.number, bound.number, up=bounds.max is not None)
        elif bounds.at_most is not None:
            yield ordered(value.number, bounds.at_most, up=True)
        else:
            yield ordered(value.number, bounds.at_least, up=False)


def in_period(year: int | None, value: Value, bound: Value, early: int) -> Iterator[Verdict]:
    if year is not None and value.number == 0:
        return
    years = (year, year) if year is not None else value.years
    if value.state == "unreadable" or bound.years is None or years is None:
        yield "undecided"
    else:
        yield holds(bound.years[0] - early <= years[0] and years[1] <= bound.years[1])


def undecided_or(value: Value, bound: Value, passes: bool) -> Verdict:
    return "undecided" if "unreadable" in (value.state, bound.state) else holds(passes)


def ordered(value: Decimal | None, bound: Decimal | None, *, up: bool) -> Verdict:
    if value is None or bound is None:
        return "undecided"
    return holds(value <= bound if up else value >= bound)
