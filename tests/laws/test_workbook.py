"""Law 1 for workbooks: the order of sheets changes nothing. And the good sample says in YAML what it says as a workbook.

That a workbook is the same plan in every format it can be converted to is in `test_conversion.py`.
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from random import Random
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from checker.assemble import assemble
from checker.engine import check
from checker.finding import Report
from checker.plan import Node, Value
from checker.readers.draft import Draft
from checker.readers.open_file import read_bytes, read_context, read_file
from checker.rulebook import Rulebook, load_rulebook
from tests.books_drawn import BOOKS, with_numbers
from tests.build import AS_OF
from tests.layouts import Book, workbook
from tests.layouts_tables import BookWriter
from tests.sameness import without_places

GOOD: Final = Path(__file__).parents[2] / "samples" / "good"


@cache
def context() -> Draft:
    """The plans around the good sample."""
    return read_context(GOOD / "context")


@cache
def rulebook() -> Rulebook:
    """The built-in rules."""
    return load_rulebook()


@settings(max_examples=20)
@given(BOOKS, st.integers(0, 99))
def test_the_order_of_sheets_changes_nothing_but_places(book: Book, seed: int) -> None:
    """Of books that number their sections: those without a number are counted on in the order of the sheets."""
    book = with_numbers(book)
    in_order = read_bytes(workbook(book).data, "plan.xlsx")
    shuffled = read_bytes(with_sheets_in_another_order(book, Random(seed)), "plan.xlsx")

    assert without_places(report_on(shuffled)) == without_places(report_on(in_order))


def test_the_good_sample_is_the_same_plan_as_a_workbook_and_as_yaml() -> None:
    from_workbook, from_yaml = (
        assemble(read_file(GOOD / name, name), context()) for name in ("sai-yoi.xlsx", "sai-yoi.yaml")
    )
    nodes = list(from_workbook.submitted())

    assert {node.kind for node in nodes} == {"plan", "strategy", "tactic", "programme", "project", "total"}
    for node in nodes:
        twin = from_yaml.nodes[node.id]
        assert said(twin, asked=node)[:3] == said(node, asked=node)[:3]
        assert links_of(twin) == links_of(node)
    assert report_on(read_file(GOOD / "sai-yoi.xlsx", "sai-yoi.xlsx")).findings == []
    assert report_on(read_file(GOOD / "sai-yoi.yaml", "sai-yoi.yaml")).findings == []


def links_of(node: Node) -> set[tuple[object, ...]]:
    """What `node` names by the relations that a workbook's form has a place for, whether or not a title stands beside it."""
    written = {"part_of", "supports", "sums"}
    return {(one.relation, one.status, one.toward, one.targets) for one in node.references if one.relation in written}


def said(node: Node, asked: Node) -> tuple[object, ...]:
    """What `node` says in the fields that the form of `asked` asks for, and what its references name."""
    values = {name: value_of(node.values[name]) for name in asked.values}
    yearly = {
        name: {year: value_of(value) for year, value in node.yearly[name].items() if value.state != "empty"}
        for name in asked.yearly
    }
    references = sorted((one.relation, one.status, one.toward, one.targets, one.title_key) for one in node.references)
    return (node.ident, node.level, node.kind, node.code), values, yearly, references


def value_of(value: Value) -> tuple[object, ...]:
    return value.state, value.written, value.key, value.number, value.years


def report_on(draft: Draft) -> Report:
    return check(assemble(draft, context()), rulebook(), AS_OF, engine="rete").report


def with_sheets_in_another_order(book: Book, shuffled: Random) -> bytes:
    writer = BookWriter(book)
    writer.write()
    for sheet in writer.file.worksheets:
        writer.file.move_sheet(sheet, shuffled.randrange(len(writer.file.worksheets)) - writer.file.index(sheet))
    buffer = io.BytesIO()
    writer.file.save(buffer)
    return buffer.getvalue()
