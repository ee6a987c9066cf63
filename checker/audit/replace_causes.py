"""Which change above a finding of a lower plan comes from: the nearest one that its node leads to, or that leads to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from checker.audit.replace_changes import Moved
from checker.compare.comparison import Change
from checker.plan import Graph
from checker.thai import key

_TAKEN_UP: Final = "comes_from"


class Causes:
    """Looks changes up by the way from a node to the nodes that they are about, before and after."""

    def __init__(self, before: Graph, now: Graph, changes: Sequence[Moved]) -> None:
        old = {one.old: at for at, one in enumerate(changes) if one.old is not None}
        new = {one.new: at for at, one in enumerate(changes) if one.new is not None}
        self._sides = (_Ways(before, old), _Ways(now, new))

    def of(self, change: Change) -> int | None:
        """The number of the change above that `change` comes from, as far as a way of links leads there."""
        ident = f"{change.plan}|{change.node.kind}" + (
            f"|{key(change.node.code)}" if change.node.kind != "plan" else ""
        )
        found = [near for side in self._sides if (near := side.nearest(ident)) is not None]
        return min(found)[1] if found else None


class _Ways:
    def __init__(self, graph: Graph, about: Mapping[str, int]) -> None:
        self.graph, self.about = graph, about
        self.takers: dict[str, list[str]] = defaultdict(list)
        for node in graph.nodes.values():
            for reference in node.references:
                if reference.relation == _TAKEN_UP:
                    for target in reference.targets:
                        self.takers[graph.nodes[target].ident].append(node.ident)

    def nearest(self, ident: str) -> tuple[int, int] | None:
        """How many links lead from a node to the nearest one that a change is about, and the number of that change."""
        if ident not in self.graph.nodes:
            return None
        seen, edge, steps = {ident}, [ident], 0
        while edge:
            if here := [self.about[one] for one in edge if one in self.about]:
                return steps, min(here)
            edge = [one for one in dict.fromkeys(self._next(edge)) if one not in seen]
            seen.update(edge)
            steps += 1
        return None

    def _next(self, idents: Iterable[str]) -> Iterator[str]:
        for ident in idents:
            for reference in self.graph.nodes[ident].references:
                for target in reference.targets:
                    yield self.graph.nodes[target].ident
            yield from self.takers.get(ident, ())
