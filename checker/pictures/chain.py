"""The chain as reports draw it: which projects carry which strategy, what that supports, and how far up it reaches."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from decimal import Decimal

from checker.chain import Chain, built_in_chain
from checker.explain.links import shown
from checker.explain.walk import Walker
from checker.explain.words import reference_to
from checker.finding import ChainStrategy
from checker.path import parse_path
from checker.plan import Node

_UNDER = parse_path("^part_of+")
_UPWARD = parse_path("supports")


def chain_picture(walker: Walker) -> tuple[list[ChainStrategy], list[ChainStrategy]]:
    """The strategies of the submitted plans, and those above them that a path of `supports` leads to."""
    chain = built_in_chain()
    own = [node for node in walker.submitted({"strategy", "goal"}) if node.kind == "strategy" or _supports(node)]
    above = _above(own, walker)
    return [_drawn(node, walker, chain) for node in own], [_drawn(node, walker, chain) for node in above]


def _supports(node: Node) -> bool:
    return any(one.relation == "supports" for one in node.references)


def _above(own: Iterable[Node], walker: Walker) -> list[Node]:
    seen = {node.id for node in own}
    found: set[str] = set()
    waiting = deque(sorted(seen))
    while waiting:
        for target in walker.step(waiting.popleft(), _UPWARD[0]):
            if target not in seen:
                seen.add(target)
                found.add(target)
                waiting.append(target)
    return [walker.graph.nodes[name] for name in sorted(found)]


def _drawn(node: Node, walker: Walker, chain: Chain) -> ChainStrategy:
    under = [walker.graph.nodes[name] for name in sorted(walker.ends(_UNDER, node.id))]
    projects = [one for one in under if one.kind == "project"]
    numbers = [
        value.number for one in projects for value in one.yearly.get("budget", {}).values() if value.number is not None
    ]
    up = [walker.graph.nodes[name] for name in walker.step(node.id, _UPWARD[0])]
    unresolved = [one for one in node.references if one.relation == "supports" and one.status != "resolved"]
    reached = {node.level} | {one.level for one in _above([node], walker)}
    return ChainStrategy(
        plan=node.plan,
        level=node.level,
        code=node.code,
        name=node.name,
        projects=len(projects),
        budget=f"{sum(numbers, Decimal(0)):f}",
        supports=sorted({reference_to(one) for one in up}),
        broken=sorted({shown(one) for one in unresolved if one.status != "not-given"}),
        not_given=sorted({shown(one) for one in unresolved if one.status == "not-given"}),
        reaches=[level for level in chain.levels if level in reached],
    )
