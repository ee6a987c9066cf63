"""The kinds that ask where links lead: requires-link, is-supported, reaches, matches, links-resolve and agrees."""

from __future__ import annotations

from checker.finding import Verdict
from checker.path import parse_path
from checker.pattern import REFERENCE_TITLE, REFERENCE_VERSION, Agrees, LinksResolve, Matches, Pattern, path_of
from checker.plan import Graph, Node, Reference, Value
from checker.thai import title_key, version_key
from tests.oracle.ends import targets, unsaid
from tests.oracle.verdicts import NOT_APPLICABLE, holds, worst
from tests.oracle.walks import meets, walk


def counted(graph: Graph, pattern: Pattern, node: Node, at_least: int, at_most: int | None) -> Verdict:
    found, blocked = targets(graph, pattern, node)
    count = len({end.ident for end in found})
    if at_most is not None and count > at_most:
        return "fail"
    if count < at_least:
        return "undecided" if blocked else "fail"
    return "pass"


def matches(graph: Graph, pattern: Matches, node: Node) -> Verdict:
    found, blocked = [], False
    for path in (pattern.relation, pattern.other):
        ends, stopped = walk(graph, parse_path(path), node, pattern.target)
        found.append({graph.nodes[end].ident for end in ends if meets(graph.nodes[end], pattern.target, node)})
        blocked = blocked or stopped or unsaid(graph, parse_path(path), node, pattern.target)
    if not found[0] or not found[1]:
        return NOT_APPLICABLE
    if found[0] == found[1]:
        return "pass"
    return "undecided" if blocked else "fail"


def links_resolve(pattern: LinksResolve, node: Node) -> Verdict:
    looked_at = [one for one in node.references if one.relation in pattern.relation and one.toward in pattern.toward]
    if not looked_at:
        return NOT_APPLICABLE
    if any(one.status in pattern.faults for one in looked_at):
        return "fail"
    return "undecided" if any(one.status == "not-given" for one in looked_at) else "pass"


def agrees(graph: Graph, pattern: Agrees, node: Node) -> Verdict:
    found, _ = targets(graph, pattern, node)
    parts: list[Verdict] = []
    for end in found:
        for pair in pattern.fields:
            linked = end.values.get(pair.linked)
            if linked is None or linked.state != "filled":
                continue
            if pair.own == REFERENCE_VERSION:
                named = version_key(linked.written)
                versions = [version_key(one.title) for one in references_to(pattern, node, end)]
                parts += [holds(version == named) for version in versions if version and named]
            elif pair.own == REFERENCE_TITLE:
                named = title_key(linked.written)
                titles = [one.title_key for one in references_to(pattern, node, end) if one.title_key and named]
                parts += [holds(title == named) for title in titles]
            elif pair.own in node.values and node.values[pair.own].state == "filled":
                parts.append(holds(equal(node.values[pair.own], linked)))
    return worst(parts)


def references_to(pattern: Agrees, node: Node, end: Node) -> list[Reference]:
    path = path_of(pattern)
    assert path is not None
    return [
        one
        for one in node.references
        if one.status == "resolved" and one.relation in path[0].relations and end.id in one.targets
    ]


def equal(left: Value, right: Value) -> bool:
    both = left.number is not None and right.number is not None
    return (both and left.number == right.number) or left.key == right.key
