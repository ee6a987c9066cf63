"""What rules share is what each of them would have asked for by itself: no row more, none less, no column too few."""

from __future__ import annotations

import pytest
from sqlglot import exp

from checker.engines.sets_queries import Named, query
from checker.engines.sets_shared import turns
from checker.engines.sets_slices import in_slices

APPLICABLE = Named("applicable", query("SELECT judged.node, judged.plan FROM judged"))


@pytest.mark.parametrize(("how", "columns"), [("DISTINCT ", ["node", "other"]), ("", ["node"])])
def test_a_shared_table_has_no_column_that_nobody_names_but_those_that_tell_its_rows_apart(
    how: str, columns: list[str]
) -> None:
    pairs = Named("pairs", query(f"SELECT {how}link.source AS node, link.target AS other FROM link"))
    ends = "SELECT applicable.node, COUNT(*) AS outcome FROM applicable JOIN pairs ON pairs.node = applicable.node"
    few, some = (Named("part", query(f"{ends} GROUP BY applicable.node HAVING COUNT(*) > {least}")) for least in (1, 2))
    for turn in turns({"A": [APPLICABLE, pairs, few], "B": [APPLICABLE, pairs, some]}):
        assert [made.steps[-1].name for made in turn.needs] == ["applicable", "pairs"]
        assert turn.needs[-1].steps[-1].query.named_selects == columns


@pytest.mark.parametrize(
    ("joined", "where", "slices"),
    [
        ("JOIN value ON value.node = node.node", "value.field = 'name'", ["value__name"]),
        ("JOIN value ON value.node = node.node AND value.field = 'name'", "TRUE", ["value__name"]),
        ("JOIN value ON value.node = node.node", "value.field IN ('name', 'area')", ["value__area__name"]),
        ("JOIN value ON value.node = node.node", "value.field = 'name' AND value.key = '1'", ["value_text__name"]),
        ("LEFT JOIN value ON value.node = node.node AND value.field = 'name'", "TRUE", ["value__name"]),
        ("LEFT JOIN value ON value.node = node.node", "value.field = 'name'", []),
        ("JOIN value ON value.node = node.node", "value.field = 'name' OR value.number > 1", []),
        ("JOIN value ON value.node = node.node", "NOT value.field = 'name'", []),
        ("JOIN value ON value.node = node.node", "value.field = 'name' AND value.title_key = '1'", []),
    ],
)
def test_a_table_is_read_by_the_slice_where_every_row_has_to_be_of_it(
    joined: str, where: str, slices: list[str]
) -> None:
    asked = [Named("part", query(f"SELECT node.node FROM node {joined} WHERE {where}"))]
    *found, part = in_slices({"A": asked})["A"]
    assert [step.name for step in found] == slices
    assert not any("field" in step.query.named_selects for step in found)
    assert {table.name for table in part.query.find_all(exp.Table)} == {"node", *(slices or ["value"])}
