"""Spark gives the verdicts that DuckDB gives: on random plans, on long paths and circles, on amounts of many digits."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.chain import built_in_chain
from checker.engines import sets, spark
from checker.engines.sets import compile_rule
from checker.facts import Wanted, facts_of
from checker.plan import Graph
from checker.rule import Rule
from checker.tables.writing import write_facts
from tests.build import graph_of, rule
from tests.law_rules import LAW_RULES
from tests.plans import Submission, submissions, together

DRAWN, AT_ONCE = 80, 40
AS_OF = datetime.date(2024, 12, 1)


def different(running: Any, graph: Graph, rules: Sequence[Rule], folder: Path) -> dict[str, object]:
    """The verdicts that differ: rule and node to what DuckDB says and what Spark says."""
    folder.mkdir()
    write_facts(folder, graph, Wanted.of(rules), AS_OF)
    names = [*graph.nodes]
    wanted = sets.judge(facts_of(graph, rules, built_in_chain().kinds, AS_OF), rules).verdicts
    faults: dict[str, object] = {}
    with spark.opened(running, str(folder), ""):
        unasked = spark.lacking(running)
        for one in rules:
            found = dict.fromkeys(wanted[one.id], "not-applicable")
            asked = running.sql(compile_rule(one, "spark", unasked))
            found |= {names[node]: verdict for node, verdict in asked.collect()}
            unequal = (node for node in {*found, *wanted[one.id]} if found.get(node) != wanted[one.id].get(node))
            faults |= {f"{one.id} on {node}": (wanted[one.id].get(node), found.get(node)) for node in unequal}
    return faults


def drawn() -> Graph:
    """Many random submissions as one graph, the same ones in every run."""
    found: list[Submission] = []

    @settings(max_examples=1 + DRAWN // AT_ONCE)  # the first is always the plainest there is
    @given(st.lists(submissions(brief=True), min_size=AT_ONCE, max_size=AT_ONCE))
    def draw(submitted: list[Submission]) -> None:
        found.extend(submitted)

    draw()
    return together([one.graph() for one in found])


def test_spark_and_duckdb_give_every_node_of_random_plans_the_same_verdict(running: Any, tmp_path: Path) -> None:
    graph = drawn()
    assert len(graph.nodes) > 15 * DRAWN
    assert different(running, graph, LAW_RULES, tmp_path / "tables") == {}


def test_a_path_may_be_longer_than_spark_allows_of_itself(running: Any, tmp_path: Path) -> None:
    nodes = "".join(f"  - {{project: P{turn}, comes_from: P{turn + 1}}}\n" for turn in range(130))
    graph = graph_of(f"plan: {{code: LP, level: local}}\nnodes:\n{nodes}  - {{project: P130, budget: {{2567: 1}}}}\n")
    far = rule(kind="requires-link", source="project", relation="comes_from+", at_least=120)
    verdicts = sets.judge(facts_of(graph, [far], ()), [far]).verdicts[far.id]
    assert set(verdicts.values()) == {"pass", "fail"}
    assert different(running, graph, [far], tmp_path / "tables") == {}


@pytest.mark.parametrize(
    ("own", "parts", "percent"),
    [
        ("99999999999999999.999999", ["33333333333333333.333333", "66666666666666666.666666"], "33.333333"),
        ("0.000016", ["0.000002", "0.000010"], "12.5"),
        ("0.000003", ["0.000001", "0.000002"], "33.333333"),
        ("999999999999", ["1", "999999999998"], "100"),
        ("1.5", ["0.5", "1"], "66.666667"),
    ],
)
def test_amounts_of_many_digits_are_added_shared_and_compared_alike(
    running: Any, tmp_path: Path, own: str, parts: list[str], percent: str
) -> None:
    activities = "".join(
        f"  - {{activity: A{turn}, part_of: P1, budget: {{2567: '{part}'}}}}\n" for turn, part in enumerate(parts)
    )
    graph = graph_of(
        f"plan: {{code: LP, level: local}}\nnodes:\n  - {{project: P1, budget: {{2567: '{own}'}}}}\n{activities}"
    )
    sums: dict[str, Any] = {"kind": "sums-to", "relation": "^part_of", "field": "budget"}
    rules = [
        rule("TOT-901", source="project", **sums, total="budget"),
        rule("TOT-902", source="project", **sums, at_most=Decimal(parts[0])),
        rule("TOT-903", source="project", **sums, target={"when": {"code": ["A0"]}}, at_most_percent=percent, of={}),
        rule("TOT-904", kind="requires-field", source="activity", all_of=[{"field": "budget", "min": parts[-1]}]),
        rule("TOT-905", kind="typical", source="activity", field="budget", factor="2.4", peers=2),
    ]
    assert different(running, graph, rules, tmp_path / "tables") == {}
