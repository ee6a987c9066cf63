"""What of which level leads to each strategy of the province."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from checker.chain import built_in_chain
from checker.explain.walk import Walker
from checker.overview import CarriedBy, StrategyInRound
from checker.path import parse_path
from checker.plan import Graph, Node
from checker.thai import natural

_LEVEL: Final = "province"
_LEADING: Final = parse_path("^(part_of|supports)+")


def provincial_strategies(graph: Graph, judged: frozenset[str]) -> list[StrategyInRound]:
    """Every strategy of a provincial plan of `graph`, with what leads to it from the plans that were `judged`."""
    walker = Walker(graph)
    strategies = (
        node
        for node in graph.nodes.values()
        if node.kind == "strategy" and node.level == _LEVEL and node.id == node.ident
    )
    return [_carried(node, walker, judged) for node in sorted(strategies, key=_order)]


def _carried(strategy: Node, walker: Walker, judged: frozenset[str]) -> StrategyInRound:
    nodes = walker.graph.nodes
    leading = [nodes[name] for name in sorted(walker.ends(_LEADING, strategy.id))]
    own = [one for one in leading if one.plan == strategy.plan and one.kind == "project"]
    found: dict[str, list[Node]] = defaultdict(list)
    for one in leading:
        if one.plan != strategy.plan and one.plan in judged:
            found[one.level].append(one)
    carried = [
        CarriedBy(
            level=level,
            plans=len({one.plan for one in found[level]}),
            projects=len({one.ident for one in found[level] if one.kind == "project"}),
        )
        for level in built_in_chain().levels
        if level in found
    ]
    return StrategyInRound(
        plan=strategy.plan,
        code=strategy.code,
        name=strategy.name,
        own=len({one.ident for one in own}),
        carried=carried,
    )


def _order(node: Node) -> tuple[object, ...]:
    return node.plan, natural(node.code), node.code
