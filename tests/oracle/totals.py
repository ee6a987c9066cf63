"""The kind that adds: sums-to."""

from __future__ import annotations

from decimal import Decimal

from checker.finding import Verdict
from checker.path import parse_path
from checker.pattern import SumsTo, Target
from checker.plan import Graph, Node
from tests.oracle.ends import targets, unsaid
from tests.oracle.values import years_or_one
from tests.oracle.verdicts import NOT_APPLICABLE, holds, worst
from tests.oracle.walks import meets, walk


def sums_to(graph: Graph, pattern: SumsTo, node: Node) -> Verdict:
    if pattern.relation is None and not years_or_one(node, pattern.field or pattern.counts or ""):
        return NOT_APPLICABLE
    summands, blocked = ([node], False) if pattern.relation is None else targets(graph, pattern, node)
    totals = [(year, total.number) for year, total in years_or_one(node, pattern.total or "")]
    if pattern.at_most is not None:
        totals = [(None, pattern.at_most)]
    if pattern.of is not None:
        totals = [(None, share_of(graph, pattern, pattern.of, node))]
    return worst(sum_of(pattern, total, year, summands, blocked) for year, total in totals)


def share_of(graph: Graph, pattern: SumsTo, of: Target, node: Node) -> Decimal | None:
    """What the percentage allows of the sum over `of`; None where that sum is not known."""
    ends, blocked = walk(graph, parse_path(pattern.relation or ""), node, of)
    blocked = blocked or unsaid(graph, parse_path(pattern.relation or ""), node, of)
    found = [graph.nodes[name] for name in sorted(ends) if meets(graph.nodes[name], of, node)]
    name = pattern.field or pattern.counts or ""
    each = [[value for _, value in years_or_one(end, name)] for end in found]
    if blocked or any(value.state == "unreadable" for values in each for value in values):
        return None
    amounts = [[value.number or Decimal(0) for value in values] for values in each]
    whole = sum((sum(one) if pattern.field else Decimal(any(one)) for one in amounts), Decimal(0))
    return whole * (pattern.at_most_percent or Decimal(0)) / 100


def sum_of(pattern: SumsTo, total: Decimal | None, year: int | None, summands: list[Node], blocked: bool) -> Verdict:
    """The comparison of one total; a yearly one is compared with the values of its year."""
    name = pattern.field or pattern.counts or ""
    added = Decimal(0)
    unreadable = total is None
    for end in summands:
        values = [value for one, value in years_or_one(end, name) if year is None or one == year]
        unreadable = unreadable or any(value.state == "unreadable" for value in values)
        amounts = [value.number or Decimal(0) for value in values]
        added += sum(amounts) if pattern.field else Decimal(any(amounts))
    if unreadable or blocked or total is None:
        return "undecided"
    if pattern.total is None or pattern.compare == "at_most":
        return holds(added <= total + pattern.tolerance)
    if pattern.compare == "at_least":
        return holds(added >= total - pattern.tolerance)
    return holds(abs(total - added) <= pattern.tolerance)
