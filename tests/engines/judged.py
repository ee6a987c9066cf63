"""What the set engine says of a plan that is written in a few lines."""

from __future__ import annotations

from typing import Any

from checker.chain import built_in_chain
from checker.engines import sets
from checker.facts import facts_of
from tests import oracle
from tests.build import graph_of, rule

PLAN = "plan: {code: LP, level: local, years: 2566-2568}\nnodes:\n"
UPPER = "plan: {code: PP, level: province, years: 2566-2570}\nnodes:\n  - {strategy: '9', name: Roads}\n"


def verdicts(nodes: str, context: str | None = None, **parts: Any) -> dict[str, str]:
    """The code of each examined node of a local plan, and its verdict; `nodes` are lines of one node each."""
    written = PLAN + "".join(f"  - {{{node.strip()}}}\n" for node in nodes.strip().splitlines())
    graph = graph_of(written, context)
    rules = [rule(**parts)]
    found = sets.judge(facts_of(graph, rules, built_in_chain().kinds), rules).verdicts
    assert found == oracle.judge(graph, rules)
    return {graph.nodes[node].code: verdict for node, verdict in found[rules[0].id].items()}
