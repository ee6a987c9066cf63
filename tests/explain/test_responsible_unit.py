"""The unit that answers for a node, as reports tell it."""

from __future__ import annotations

import pytest

from checker.explain.words import responsible_unit
from checker.plan import Graph
from tests.build import graph_of

PLAN = """
plan: {code: LP-1, level: local, title: แผน, years: 2566-2570}
nodes:
  - {strategy: S-1, name: น้ำ, responsible_unit: สำนักปลัด}
  - {project: P-1, name: ถนน, part_of: S-1, responsible_unit: กองช่าง}
  - {project: P-2, name: สระ, part_of: S-1}
  - {project: P-3, name: บ่อ, part_of: S-1, responsible_unit: กองคลัง}
  - {activity: A-1, name: ขุด, part_of: P-1}
  - {activity: A-2, name: ปู, part_of: P-1, responsible_unit: กองการศึกษา}
  - {activity: A-3, name: ตัก, part_of: P-9}
  - {indicator: K-1, name: ระยะทาง, measures: P-1}
  - {indicator: K-2, name: ความยาว, measures: S-1}
  - {indicator: K-3, name: จำนวน, measures: [P-1, P-3]}
"""


@pytest.fixture(scope="module")
def graph() -> Graph:
    return graph_of(PLAN)


@pytest.mark.parametrize(
    ("code", "unit"),
    [
        ("P-1", "กองช่าง"),
        ("P-2", None),  # a project does not answer with the unit of its strategy
        ("A-1", "กองช่าง"),
        ("A-2", "กองการศึกษา"),
        ("A-3", None),
        ("K-1", "กองช่าง"),
        ("K-2", None),
        ("K-3", None),  # two projects, two units
        ("S-1", "สำนักปลัด"),
    ],
)
def test_a_node_has_the_unit_it_states_an_activity_and_an_indicator_else_that_of_their_project(
    graph: Graph, code: str, unit: str | None
) -> None:
    (node,) = (one for one in graph.nodes.values() if one.code == code)
    assert responsible_unit(node, graph) == unit
