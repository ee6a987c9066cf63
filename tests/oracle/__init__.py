"""A plain reading of docs/patterns.md: slow, obvious, and what both engines are held against."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from checker.finding import Verdict
from checker.pattern import (
    Agrees,
    IsSupported,
    LinksResolve,
    Matches,
    Pattern,
    Reaches,
    RequiresField,
    RequiresLink,
    Sequence,
    Series,
    SumsTo,
    Typical,
    Unique,
    Within,
    own_kinds,
)
from checker.plan import Graph, Node
from checker.rule import Rule
from tests.oracle.fields import requires_field, within
from tests.oracle.groups import sequence, typical, unique
from tests.oracle.links import agrees, counted, links_resolve, matches
from tests.oracle.scopes import asks_for_link, in_scope, is_linked, of_plan
from tests.oracle.totals import sums_to
from tests.oracle.verdicts import NOT_APPLICABLE
from tests.oracle.years import series


def judge(graph: Graph, rules: Iterable[Rule], closed: int = 0) -> dict[str, dict[str, Verdict]]:
    """Rule id to node id to verdict, for every node that the rule examines; `closed` is the last fiscal year that ended."""
    return {
        rule.id: {node.id: verdict(graph, rule, node, closed) for node in graph.submitted(rule.sources)}
        for rule in rules
    }


def verdict(graph: Graph, rule: Rule, node: Node, closed: int = 0) -> Verdict:
    """The one verdict of `rule` on `node`."""
    if not (in_scope(rule.scope, node) and is_linked(graph, rule.scope, node) and of_plan(graph, rule.scope, node)):
        return NOT_APPLICABLE
    kinds = own_kinds(rule.pattern)
    if kinds and not any(graph.plans[node.plan].can_hold(kind) for kind in kinds):
        return NOT_APPLICABLE
    if not asks_for_link(rule.pattern, node):
        return NOT_APPLICABLE
    return by_pattern(graph, rule.pattern, node, closed)


def by_pattern(graph: Graph, pattern: Pattern, node: Node, closed: int) -> Verdict:
    match pattern:
        case RequiresField():
            return requires_field(graph, pattern, node)
        case RequiresLink():
            return counted(graph, pattern, node, pattern.at_least, pattern.at_most)
        case IsSupported():
            return counted(graph, pattern, node, pattern.at_least, None)
        case Reaches():
            return counted(graph, pattern, node, 1, None)
        case LinksResolve():
            return links_resolve(pattern, node)
        case Matches():
            return matches(graph, pattern, node)
        case Agrees():
            return agrees(graph, pattern, node)
        case Within():
            return within(graph, pattern, node)
        case SumsTo():
            return sums_to(graph, pattern, node)
        case Unique():
            return unique(graph, pattern, node)
        case Sequence():
            return sequence(graph, pattern, node)
        case Series():
            return series(graph, pattern, node, closed)
        case Typical():
            return typical(graph, pattern, node)
        case _:
            assert_never(pattern)
