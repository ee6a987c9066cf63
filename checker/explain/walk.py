"""Walks the links of a graph to show what an engine found at the end of a path, or where the path breaks."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from heapq import merge
from typing import Any, TypeVar

from checker.chain import built_in_chain
from checker.path import Path, Step, parse_path
from checker.pattern import Target
from checker.plan import Graph, Node, Reference
from checker.prospects import hopes, prospects_of
from checker.thai import key

Links = dict[str, dict[str, list[str]]]
Found = TypeVar("Found")


class Survey:
    """What is looked up in a graph over and over, worked out once: its links both ways, and its nodes by plan and by kind.

    It holds for every graph of the same nodes, whichever plans are submitted in it. Nodes stand in the order of the graph.
    """

    def __init__(self, graph: Graph) -> None:
        self.forward: Links = defaultdict(lambda: defaultdict(list))
        self.backward: Links = defaultdict(lambda: defaultdict(list))
        self.of_plan: dict[str, list[Node]] = defaultdict(list)
        self.of_kind: dict[str, list[Node]] = defaultdict(list)
        for node in graph.nodes.values():
            self.of_plan[node.plan].append(node)
            self.of_kind[node.kind].append(node)
            heading = graph.plans[node.plan].heading
            if node.id != heading:
                self._link(node.id, "in_plan", heading)
            for reference in node.references:
                for target in reference.targets if reference.status == "resolved" else ():
                    self._link(node.id, reference.relation, target)

    def _link(self, source: str, relation: str, target: str) -> None:
        self.forward[source][relation].append(target)
        self.backward[target][relation].append(source)


class Seen:
    """What was looked at in a graph. Where none of it changed, whoever looks again finds the same.

    `plans` are those in which a node was looked up or from which a link was followed; `back` those from which links of a
    relation were followed backwards; `kinds` the kinds and levels (empty: any) of which every node was gone through.
    """

    def __init__(self) -> None:
        self.plans: set[str] = set()
        self.back: set[tuple[str, str]] = set()
        self.kinds: set[tuple[str, str]] = set()

    @contextmanager
    def apart(self) -> Iterator[Seen]:
        """What is seen meanwhile, which is not seen here."""
        found, before = Seen(), (self.plans, self.back, self.kinds)
        self.plans, self.back, self.kinds = found.plans, found.back, found.kinds
        try:
            yield found
        finally:
            self.plans, self.back, self.kinds = before

    def add(self, other: Seen) -> None:
        """Sees what was seen apart."""
        self.plans |= other.plans
        self.back |= other.back
        self.kinds |= other.kinds


class _Watched(Mapping[str, Node]):
    """The nodes of a graph; it is seen of which plan each is that is looked up."""

    def __init__(self, nodes: Mapping[str, Node], seen: Seen) -> None:
        self._nodes, self._seen = nodes, seen

    def __getitem__(self, name: str) -> Node:
        node = self._nodes[name]
        self._seen.plans.add(node.plan)
        return node

    def __iter__(self) -> Iterator[str]:
        return iter(self._nodes)

    def __len__(self) -> int:
        return len(self._nodes)


class Walker:
    """The links of one graph, ready to be walked in both directions; `closed` is the last fiscal year that had ended.

    `seen` holds what was looked at in `graph` and walked through; what is looked up in the `whole` graph is not noted there. What
    was worked out about all of it is kept for whoever asks for it again (`once`).
    """

    def __init__(self, graph: Graph, closed: int = 0, survey: Survey | None = None, seen: Seen | None = None) -> None:
        self.whole = graph
        self.closed = closed
        self.survey = survey or Survey(graph)
        self.seen = seen or Seen()
        self.graph = replace(graph, nodes=_Watched(graph.nodes, self.seen))
        self._known: dict[object, tuple[Any, Seen]] = {}

    def once(self, name: object, make: Callable[[], Found]) -> Found:
        """What `make` gives, worked out when it is first asked for by this `name`."""
        if name not in self._known:
            with self.seen.apart() as seen:
                self._known[name] = (make(), seen)
        found, seen = self._known[name]
        self.seen.add(seen)
        told: Found = found
        return told

    def within(self, graph: Graph) -> Walker:
        """A walker of `graph`, in which other plans of the same nodes are submitted."""
        return Walker(graph, self.closed, self.survey, self.seen)

    def submitted(self, kinds: Iterable[str] | None = None) -> Iterator[Node]:
        """The nodes that rules examine, by id; only those of `kinds` where given."""
        wanted = None if kinds is None else frozenset(kinds)
        plans = [code for code, plan in self.graph.plans.items() if plan.submitted]
        nodes = (one for code in plans for one in self.of_plan(code))
        found = (one for one in nodes if wanted is None or one.kind in wanted)
        return iter(sorted(found, key=lambda one: one.id) if len(plans) > 1 else found)

    def of_plan(self, plan: str) -> Sequence[Node]:
        """The nodes of one plan, by id; none where it is not at hand."""
        self.seen.plans.add(plan)
        return self.survey.of_plan.get(plan, ())

    def of_kinds(self, kinds: Iterable[str], levels: Iterable[str] = ()) -> Iterator[Node]:
        """The nodes of `kinds` and `levels`, by id; of all where either is empty."""
        wanted, where = sorted(set(kinds)), frozenset(levels)
        self.seen.kinds |= {(kind, level) for kind in wanted or ("",) for level in where or ("",)}
        listed = [self.survey.of_kind.get(kind, []) for kind in wanted or self.survey.of_kind]
        nodes = iter(listed[0]) if len(listed) == 1 else merge(*listed, key=lambda one: one.id)
        return (one for one in nodes if one.level in where) if where else nodes

    def step(self, node: str, step: Step) -> list[str]:
        """The nodes one step away from `node`."""
        plan = self.whole.nodes[node].plan
        self.seen.plans.add(plan)
        if step.inverse:
            self.seen.back.update((plan, relation) for relation in step.relations)
        links = self.survey.backward if step.inverse else self.survey.forward
        return [target for relation in step.relations for target in links.get(node, {}).get(relation, ())]

    def visited(self, starts: Iterable[str], step: Step) -> tuple[set[str], set[str]]:
        """The nodes from which `step` is taken, and those where it can end."""
        taken, ends = set(starts), set()
        waiting = deque(sorted(taken))
        while waiting:
            for target in self.step(waiting.popleft(), step):
                ends.add(target)
                if step.closure and target not in taken:
                    taken.add(target)
                    waiting.append(target)
        return taken, ends

    def ends(self, path: Path, start: str) -> set[str]:
        """The nodes where `path` from `start` can end."""
        frontier = {start}
        for step in path:
            _, frontier = self.visited(frontier, step)
        return frontier

    def meeting(self, path: Path, start: Node, target: Target) -> list[Node]:
        """The ends of `path` that meet `target`, by id; where it states a second path, those that are ends of that too."""
        ends = self.ends(path, start.id)
        if target.also:
            ends &= self.ends(parse_path(target.also), start.id)
        found = (self.graph.nodes[end] for end in sorted(ends))
        return [node for node in found if node.id != start.id and meets(node, target, start.plan)]

    def blockers(self, path: Path, start: str, target: Target) -> list[tuple[Node, Reference]]:
        """The references that end the walk of `path` from `start` early and might lead to `target`."""
        found = []
        frontier = {start}
        for step, hope in zip(path, hopes(path, target), strict=True):
            taken, ends = self.visited(frontier, step)
            if not step.inverse:
                for node in (self.graph.nodes[name] for name in sorted(taken)):
                    broken = (
                        one for one in node.references if one.relation in step.relations and one.status != "resolved"
                    )
                    found += [(node, one) for one in broken if not hope.isdisjoint(prospects_of(node, one))]
            frontier = ends
        return found

    def stop(self, path: Path, start: str) -> tuple[list[Node], Step | None]:
        """The nodes, by id, from which a step of `path` would have to be taken and leads nowhere, and that step; None where none does."""
        frontier = {start}
        for step in path:
            _, ends = self.visited(frontier, step)
            if not ends:
                return [self.graph.nodes[name] for name in sorted(frontier)], step
            frontier = ends
        return [], None

    def ring(self, start: str, reference: Reference) -> list[tuple[Node, Reference]]:
        """The shortest circle that `reference` of `start` closes: each node of it with its link to the next, `start` first."""
        here = self.graph.nodes[start]
        if start in reference.targets:
            return [(here, reference)]
        came: dict[str, tuple[str, Reference]] = dict.fromkeys(sorted(reference.targets), (start, reference))
        waiting = deque(came)
        while waiting:
            name = waiting.popleft()
            for link in self.graph.nodes[name].references:
                if link.relation != reference.relation or link.status != "cyclic":
                    continue
                if start in link.targets:
                    return self._back(start, name, link, came)
                fresh = [target for target in sorted(link.targets) if target not in came]
                came.update(dict.fromkeys(fresh, (name, link)))
                waiting.extend(fresh)
        return [(here, reference)]

    def _back(
        self, start: str, last: str, link: Reference, came: dict[str, tuple[str, Reference]]
    ) -> list[tuple[Node, Reference]]:
        walk = [(self.graph.nodes[last], link)]
        while last != start:
            last, link = came[last]
            walk.append((self.graph.nodes[last], link))
        return walk[::-1]

    def highest(self, path: Path, start: str, wanted: tuple[str, ...] = ()) -> list[Node]:
        """The walk along the relations of `path` that comes farthest up the chain of levels, `start` first.

        Entries of code lists and nodes of levels beyond the lowest one `wanted` are left out: a walk that passed it by does
        not break there.
        """
        levels = list(built_in_chain().levels)
        top_rank = min((levels.index(level) for level in wanted), default=len(levels))
        came_from: dict[str, str | None] = {start: None}
        depth = {start: 0}
        waiting = deque([start])
        while waiting:
            here = waiting.popleft()
            for step in path:
                for target in sorted(self.step(here, step)):
                    if target not in came_from:
                        came_from[target] = here
                        depth[target] = depth[here] + 1
                        waiting.append(target)
        rank = {name: levels.index(self.graph.nodes[name].level) for name in came_from}
        plans = {name: self.graph.nodes[name].plan for name in came_from}
        below = [
            name
            for name in came_from
            if (rank[name] < top_rank or plans[name] == plans[start]) and "@" not in plans[name]
        ]
        top = max(below, key=lambda name: (rank[name], depth[name], name))
        walk: list[Node] = []
        at: str | None = top
        while at is not None:
            walk.append(self.graph.nodes[at])
            at = came_from[at]
        return walk[::-1]


def meets(node: Node, target: Target, plan: str) -> bool:
    """Whether `node` is one that `target` asks for, seen from a node of `plan`."""
    if (target.kind and node.kind not in target.kind) or (target.level and node.level not in target.level):
        return False
    if target.list is not None and node.plan.partition("@")[0] != target.list:
        return False
    if target.plan != "any" and (node.plan == plan) != (target.plan == "same"):
        return False
    for name, words in target.when.items():
        value = node.values.get(name)
        if value is None or value.state == "empty" or value.key not in {key(word) for word in words}:
            return False
    return True
