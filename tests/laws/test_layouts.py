"""Reading holds under layouts: what stands in a workbook is found where it stands, however its sheets are laid out and typed.

`make campaign-layouts` runs more of the same, with every workbook saved again by LibreOffice.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.laid_out import (
    LOOKS,
    MOVED,
    PLAIN_BOOKS,
    WORKBOOKS,
    difference,
    found,
    graph_of,
    said,
    same_where_it_went,
    tabled_rows,
)
from tests.layouts import Book, Layout, Project, TotalRow, book, workbook
from tests.sheets_moved import MOVES, Move, laid_out_anew
from tests.sheets_rewritten import Look, as_typed


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.parent.name)
def test_every_finding_on_a_sample_is_found_at_the_cell_to_which_its_cell_went(path: Path) -> None:
    data = path.read_bytes()
    before = graph_of(data)
    moves = [Move(kind, 7 * number + len(path.parent.name), 2) for number, kind in enumerate(MOVES)]

    moved = laid_out_anew(data, moves, tabled_rows(before))

    assert found(same_where_it_went(before, moved)) == found(before, moved.place)


@settings(max_examples=16)
@given(PLAIN_BOOKS, MOVED)
def test_blank_hidden_wide_and_unasked_for_rows_and_columns_leave_every_value_at_its_cell(
    described: Book, moves: list[Move]
) -> None:
    data = workbook(described).data
    before = graph_of(data)
    same_where_it_went(before, laid_out_anew(data, moves, tabled_rows(before)))


@settings(max_examples=5)
@given(PLAIN_BOOKS, MOVED)
def test_findings_are_found_where_their_cells_went(described: Book, moves: list[Move]) -> None:
    data = workbook(described).data
    before = graph_of(data)
    moved = laid_out_anew(data, moves, tabled_rows(before))
    assert found(graph_of(moved.data)) == found(before, moved.place)


@settings(max_examples=16)
@given(PLAIN_BOOKS, LOOKS)
def test_a_plan_is_the_same_plan_however_it_is_typed(described: Book, look: Look) -> None:
    assert difference(said(graph_of(as_typed(described, Look()))), said(graph_of(as_typed(described, look)))) is None


def test_four_hundred_blank_rows_change_nothing() -> None:
    described = book(Project("โครงการ ก"), Project("โครงการ ข"))
    assert said(graph_of(as_typed(described, Look(blank_tail=400)))) == said(graph_of(as_typed(described, Look())))


@pytest.mark.parametrize("wrong", [0, 1])
@given(st.integers(1, 4))
@settings(max_examples=4)
def test_a_total_and_the_grand_total_below_it_are_both_held_to_the_projects_above(wrong: int, projects: int) -> None:
    rows = [Project(f"โครงการ {n}", budget=(n * 1000, None, None, None, None)) for n in range(1, projects + 1)]
    total = sum(n * 1000 for n in range(1, projects + 1))
    feet = (
        TotalRow("รวม", (total, None, None, None, None)),
        TotalRow("รวมทั้งสิ้น", (total + wrong, None, None, None, None)),
    )
    graph = graph_of(workbook(book(*rows, *feet, layout=Layout(foot=False))).data)

    sums = [
        len([r for r in node.references if r.relation == "sums"]) for node in graph.submitted() if node.kind == "total"
    ]
    accused = [finding for finding in found(graph) if "ท้ายตาราง" in str(finding)]

    assert sums == [projects, projects]
    assert len(accused) == wrong
