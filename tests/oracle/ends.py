"""The ends of a path that a pattern seeks, and what forms leave unsaid of them."""

from __future__ import annotations

from checker.chain import built_in_chain
from checker.path import Path, Step
from checker.pattern import Pattern, Target, path_of, second_path, target_of
from checker.plan import Graph, Node
from tests.oracle.imagined import imagined, sort_of
from tests.oracle.walks import meets, walk


def targets(graph: Graph, pattern: Pattern, node: Node) -> tuple[list[Node], bool]:
    """The ends of the pattern's path that meet its target, and whether the walk was blocked."""
    path, target = path_of(pattern), target_of(pattern)
    assert path is not None
    ends, blocked = walk(graph, path, node, target)
    if target.also is None:
        blocked = blocked or unsaid(graph, path, node, target)
    else:
        second = second_path(pattern)
        assert second is not None
        also, also_blocked = walk(graph, second, node, target)
        blocked = blocked or also_blocked or unsaid(graph, path, node, target, also)
        blocked = blocked or unsaid(graph, second, node, target, ends)
        ends = ends & also
    return [graph.nodes[name] for name in sorted(ends) if meets(graph.nodes[name], target_of(pattern), node)], blocked


def unsaid(graph: Graph, path: Path, start: Node, target: Target, also: set[str] | None = None) -> bool:
    """Whether somebody whose form has no place to say so might lead back along `path` and from there on to the target."""
    here = {start.id}
    for turn, step in enumerate(path):
        ends = {end for name in here for end in walk(graph, (step,), graph.nodes[name], target)[0]}
        came = here | ends if step.closure else here
        rests = [path[turn + 1 :], path[turn:]] if step.closure else [path[turn + 1 :]]
        for silent in (node for node in graph.nodes.values() if cannot_say(step, node)):
            to = [graph.nodes[name] for name in came if might_step_back(step, silent, graph.nodes[name])]
            if not to or not is_silent(graph, step, silent.kind, silent.plan):
                continue
            if also is not None and rests[0] == () and silent.id in also and meets(silent, target, start):
                return True
            inside = any(leads_inside(step, silent, one) for one in to)
            if not inside and silent.plan != start.plan and tells(graph, step, silent, target, start):
                continue
            found = {end for rest in rests for end in walk(graph, rest, silent, target)[0]}
            if any(meets(graph.nodes[end], target, start) and (also is None or end in also) for end in found):
                return True
        here = ends
    return False


def cannot_say(step: Step, silent: Node) -> bool:
    """Whether the form of `silent` has no place for any of the relations by which it might be a step back."""
    relations = starting(step, silent.kind)
    return bool(relations) and silent.unasked.issuperset(relations)


def might_step_back(step: Step, silent: Node, to: Node) -> bool:
    """Whether the chain lets `silent` lead to a node."""
    chain = built_in_chain()
    return any(
        sort_of(to) in imagined(sort_of(silent), name)
        and (chain.relations[name].levels is not None or silent.plan == to.plan)
        for name in starting(step, silent.kind)
    )


def leads_inside(step: Step, silent: Node, to: Node) -> bool:
    """Whether a relation that stays inside a plan might be the one that `silent` could not state."""
    relations = [name for name in starting(step, silent.kind) if built_in_chain().relations[name].levels is None]
    return silent.plan == to.plan and any(sort_of(to) in imagined(sort_of(silent), name) for name in relations)


def starting(step: Step, kind: str) -> list[str]:
    """The relations of `step` that may start at a node of `kind`; none where the step leaves nothing unsaid."""
    if not step.inverse or "in_plan" in step.relations:
        return []
    return [name for name in step.relations if kind in built_in_chain().relations[name].ends]


def is_silent(graph: Graph, step: Step, kind: str, plan: str) -> bool:
    relations = starting(step, kind)
    nodes = [one for one in graph.nodes.values() if one.plan == plan and one.kind == kind]
    return bool(relations and nodes) and all(one.unasked.issuperset(relations) for one in nodes)


def tells(graph: Graph, step: Step, silent: Node, target: Target, start: Node) -> bool:
    """Whether a plan of the same level could have said what that of `silent` could not."""
    able = {
        one.plan
        for one in graph.nodes.values()
        if (one.kind, one.level) == (silent.kind, silent.level)
        and not sort_of(one)[2]
        and not is_silent(graph, step, one.kind, one.plan)
    }
    return bool(able - {start.plan} if target.plan == "other" else able)
