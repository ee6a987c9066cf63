"""Where paths lead, and whether a reference that is not resolved blocks them."""

from __future__ import annotations

from collections.abc import Iterator

from checker.path import Path, Step
from checker.pattern import Target, When
from checker.plan import Graph, Node
from tests.oracle.imagined import might_come_to, might_lead
from tests.oracle.values import has_value, is_one_of


def walk(graph: Graph, path: Path, start: Node, target: Target) -> tuple[set[str], bool]:
    """The ids of the nodes where `path` can end, and whether the walk to `target` was blocked."""
    here, blocked = {start.id}, False
    for turn, step in enumerate(path):
        reached = onward(graph, step, here)
        left = set(here)
        while step.closure and not onward(graph, step, reached) <= reached:
            reached |= onward(graph, step, reached)
        if step.closure:
            left |= reached
        blocked = blocked or any(is_blocked(graph.nodes[name], path[turn:], target) for name in left)
        here = reached
    return here, blocked


def onward(graph: Graph, step: Step, here: set[str]) -> set[str]:
    """The nodes one step away from those of `here`."""
    if not step.inverse:
        return {end for name in here for end in ends_of(graph, graph.nodes[name], step)}
    return {node.id for node in graph.nodes.values() if here & set(ends_of(graph, node, step))}


def ends_of(graph: Graph, node: Node, step: Step) -> Iterator[str]:
    if "in_plan" in step.relations and node.id != graph.plans[node.plan].heading:
        yield graph.plans[node.plan].heading
    for reference in node.references:
        if reference.relation in step.relations and reference.status == "resolved":
            yield from reference.targets


def is_blocked(node: Node, path: Path, target: Target) -> bool:
    """Whether a reference of `node` ends the walk of `path` here, and might have led on to `target`."""
    step = path[0]
    return not step.inverse and any(
        reference.relation in step.relations
        and reference.status != "resolved"
        and might_come_to(target, path, frozenset(might_lead(node, reference)))
        for reference in node.references
    )


def meets(end: Node, target: Target, start: Node) -> bool:
    return (
        end.id != start.id
        and (not target.kind or end.kind in target.kind)
        and (not target.level or end.level in target.level)
        and (target.list is None or end.plan.startswith(f"{target.list}@"))
        and (target.plan == "any" or (target.plan == "same") == (end.plan == start.plan))
        and meets_when(end, target.when)
    )


def meets_when(end: Node, when: When) -> bool:
    return all(has_value(end, name) and is_one_of(end, name, words) for name, words in when.items())
