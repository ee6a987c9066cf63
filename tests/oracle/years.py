"""The kind that goes through the years of a field: series."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from checker.finding import Verdict
from checker.pattern import Series
from checker.plan import Graph, Node
from tests.oracle.values import numbers
from tests.oracle.verdicts import NOT_APPLICABLE, holds, worst


def series(graph: Graph, pattern: Series, node: Node, closed: int) -> Verdict:
    if pattern.field not in node.yearly:
        return NOT_APPLICABLE
    years = node.yearly[pattern.field]
    filled = [number for _, number in sorted(numbers(node, pattern.field).items())]
    compared_with = against(pattern, node, filled)
    parts = [
        covers(graph, pattern, node),
        direction(pattern, node, filled),
        compared_with,
        worst(holds(number >= pattern.min) for number in filled if pattern.min is not None),
        worst(holds(number <= pattern.max) for number in filled if pattern.max is not None),
        varies(pattern, [number for number in filled if number]),
    ]
    unreadable = any(value.state == "unreadable" for value in years.values())
    if compared_with != NOT_APPLICABLE:
        base = node.yearly[pattern.against or ""]
        unreadable = unreadable or any(value.state == "unreadable" for value in base.values())
    if unreadable and any(part != NOT_APPLICABLE for part in parts):
        parts.append("undecided")
    return worst([*parts, *follows(pattern, node, closed), meets_other(pattern, node, closed)])


def covers(graph: Graph, pattern: Series, node: Node) -> Verdict:
    window = graph.plans[node.plan].years
    if pattern.covers is None or window is None:
        return NOT_APPLICABLE
    states = {
        node.yearly[pattern.field][year].state if year in node.yearly[pattern.field] else "empty"
        for year in range(window[0], window[1] + 1)
    }
    return "fail" if "empty" in states else "undecided" if "unreadable" in states else "pass"


def declared(pattern: Series, node: Node) -> str:
    """`up`, `down` or `keep`; empty where the node declares nothing of the kind."""
    value = node.values.get(pattern.direction or "")
    return value.key if value is not None and value.key in {"up", "down", "keep"} else ""


def direction(pattern: Series, node: Node, filled: list[Decimal]) -> Verdict:
    pairs = list(pairwise(filled)) if pattern.meets is None else []
    match declared(pattern, node):
        case "up":
            return worst(holds(later >= earlier) for earlier, later in pairs)
        case "down":
            return worst(holds(later <= earlier) for earlier, later in pairs)
        case "keep":
            return worst(holds(later == earlier) for earlier, later in pairs)
    return NOT_APPLICABLE


def against(pattern: Series, node: Node, filled: list[Decimal]) -> Verdict:
    base = numbers(node, pattern.against or "")
    if not filled or not base:
        return NOT_APPLICABLE
    last, before = filled[-1], base[max(base)]
    match declared(pattern, node):
        case "up":
            return holds(last > before)
        case "down":
            return holds(last < before)
    return NOT_APPLICABLE


def varies(pattern: Series, amounts: list[Decimal]) -> Verdict:
    if pattern.varies is None or len(amounts) < pattern.varies:
        return NOT_APPLICABLE
    return holds(len(set(amounts)) > 1)


def follows(pattern: Series, node: Node, closed: int) -> Iterator[Verdict]:
    """One comparison for each year in which the other field holds an amount, or something that may be one."""
    own = node.yearly[pattern.field]
    for year, value in node.yearly.get(pattern.follows or "", {}).items():
        if (value.state == "unreadable" or value.number) and (year <= closed or not pattern.closed):
            state = own[year].state if year in own else "empty"
            if state == "filled":
                yield "pass"
            else:
                yield "undecided" if "unreadable" in (state, value.state) else "fail"


def meets_other(pattern: Series, node: Node, closed: int) -> Verdict:
    other = node.yearly.get(pattern.meets or "", {})
    way = declared(pattern, node)
    parts: list[Verdict] = []
    for year, value in node.yearly[pattern.field].items():
        if pattern.closed and year > closed:
            continue
        if way and year in other and "empty" not in (value.state, other[year].state):
            number, wanted = value.number, other[year].number
            if number is None or wanted is None:
                parts.append("undecided")
            else:
                parts.append(holds({"up": number >= wanted, "down": number <= wanted, "keep": number == wanted}[way]))
    excuse = node.values.get(pattern.excuse or "")
    return "pass" if parts and excuse is not None and excuse.state == "filled" else worst(parts)
