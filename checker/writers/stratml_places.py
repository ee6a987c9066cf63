"""Where each node of a plan stands in the two levels of StratML: which are Goals, and under which Goal or Objective the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.chain import built_in_chain
from checker.readers.draft import DraftNode, written_text
from checker.thai import key


class Homes:
    """A strategy is a Goal, and so is a goal under no strategy. All else below is an Objective; indicators stand in what they measure."""

    def __init__(self, nodes: Sequence[DraftNode]) -> None:
        self._nodes = [node for node in nodes if node.kind != "indicator"]
        self._by_code: dict[tuple[str, str], DraftNode] = {}
        for node in self._nodes:
            self._by_code.setdefault((node.kind, key(written_text(node.code.raw))), node)
        self._goal = {id(node): self._goal_of(node) for node in self._nodes}
        self._indicators: dict[int | None, list[DraftNode]] = {}
        for node in nodes:
            if node.kind == "indicator":
                measured = self._first(node, "measures")
                self._indicators.setdefault(id(measured) if measured else None, []).append(node)

    def goals(self) -> Iterator[tuple[DraftNode | None, list[DraftNode]]]:
        """Every Goal with the nodes that are its Objectives, in their order; last, as None, what has no Goal of its own."""
        for goal in self._nodes:
            if self._goal[id(goal)] is goal:
                yield goal, [one for one in self._nodes if one is not goal and self._goal[id(one)] is goal]
        homeless = [one for one in self._nodes if self._goal[id(one)] is None]
        if homeless or None in self._indicators or not self._nodes:
            yield None, homeless

    def indicators(self, node: DraftNode | None) -> list[DraftNode]:
        """The indicators that measure `node`; those that measure nothing of this plan for None."""
        return self._indicators.get(None if node is None else id(node), [])

    def _goal_of(self, node: DraftNode) -> DraftNode | None:
        seen: list[DraftNode] = []
        at: DraftNode | None = node
        while at is not None and at not in seen:
            if at.kind == "strategy":
                return at
            seen.append(at)
            at = self._first(at, "part_of")
        return next((one for one in seen if one.kind == "goal"), None)

    def _first(self, node: DraftNode, relation: str) -> DraftNode | None:
        """What the first reference of `relation` names in this plan."""
        for one in node.references:
            if one.relation == relation:
                for kind in built_in_chain().target_kinds(relation, node.kind):
                    found = self._by_code.get((kind, key(one.written)))
                    if found is not None and found is not node:
                        return found
        return None
