"""The kinds that hold a node against those beside it: unique, sequence and typical."""

from __future__ import annotations

from checker.finding import Verdict
from checker.path import Step, parse_path
from checker.pattern import Sequence, Target, Typical, Unique
from checker.plan import Graph, Node
from tests.oracle.values import amounts, has_value, numbers
from tests.oracle.verdicts import NOT_APPLICABLE, holds
from tests.oracle.walks import ends_of, walk


def unique(graph: Graph, pattern: Unique, node: Node) -> Verdict:
    own = [key_part(node, name) for name in pattern.key]
    scope = scope_of(graph, pattern.inside, node)
    if "" in own or scope is None:
        return NOT_APPLICABLE
    names = (*pattern.key, *pattern.also)
    for other in graph.submitted(frozenset(pattern.source)):
        same_scope = scope_of(graph, pattern.inside, other) == scope
        same_keys = [key_part(other, name) for name in names] == [key_part(node, name) for name in names]
        if other.id != node.id and same_scope and same_keys and counts_as_twin(graph, pattern, node, other):
            return "fail"
    return "pass"


def counts_as_twin(graph: Graph, pattern: Unique, node: Node, other: Node) -> bool:
    """Whether a node of the same key is one too many."""
    if any(unlike_part(node, name) == unlike_part(other, name) for name in pattern.unlike):
        return False
    if pattern.unless is not None:
        path = parse_path(pattern.unless)
        if any(end.id in walk(graph, path, start, Target())[0] for start, end in ((node, other), (other, node))):
            return False
    if pattern.shares_year is None:
        return True
    mine, theirs = numbers(node, pattern.shares_year), numbers(other, pattern.shares_year)
    return any(mine[year] and theirs.get(year) for year in mine)


def unlike_part(node: Node, name: str) -> str:
    return {"plan": node.plan, "level": node.level}.get(name) or key_part(node, name)


def key_part(node: Node, name: str) -> str:
    """What is compared; an empty field and one that is not asked for are alike."""
    if name == "kind":
        return node.kind
    return node.values[name].key if has_value(node, name) else ""


def sequence(graph: Graph, pattern: Sequence, node: Node) -> Verdict:
    if not has_value(node, pattern.field):
        return NOT_APPLICABLE
    number = node.values[pattern.field].number
    if number is None or number != int(number):
        return "undecided"
    scope = scope_of(graph, pattern.inside, node)
    if scope is None:
        return NOT_APPLICABLE
    others = [
        other.values[pattern.field].number
        for other in graph.submitted(frozenset(pattern.source))
        if other.id != node.id and has_value(other, pattern.field) and scope_of(graph, pattern.inside, other) == scope
    ]
    tie = pattern.ties == "forbidden" and number in others
    gap = pattern.gaps == "forbidden" and number > pattern.starts_at and number - 1 not in others
    return holds(not tie and not gap and number >= pattern.starts_at)


def typical(graph: Graph, pattern: Typical, node: Node) -> Verdict:
    peers = [
        amount
        for other in graph.submitted(frozenset(pattern.source))
        if scope_of(graph, pattern.inside, other) == scope_of(graph, pattern.inside, node)
        for amount in amounts(other, pattern.field)
    ]
    own = amounts(node, pattern.field)
    if not own or len(peers) < pattern.peers:
        return NOT_APPLICABLE
    median = sorted(peers)[(len(peers) - 1) // 2]
    return holds(not any(one * pattern.factor <= median or one >= median * pattern.factor for one in own))


def scope_of(graph: Graph, inside: str, node: Node) -> object:
    """What nodes of one scope share; None where the node stands in no scope."""
    match inside:
        case "plan":
            return node.plan
        case "level":
            return node.level
        case "parent":
            parents = ends_of(graph, node, Step(("part_of",)))
            return frozenset(graph.nodes[name].ident for name in parents) or None
        case _:
            return "round"
