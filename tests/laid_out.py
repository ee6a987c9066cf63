"""What has to stay the same, and where, when a workbook is laid out or typed anew; shared by the laws and the campaign."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from hypothesis import strategies as st
from openpyxl.utils import column_index_from_string

from checker.assemble import assemble
from checker.engine import check
from checker.finding import Finding
from checker.place import Place
from checker.plan import Graph, Value
from checker.readers.draft import Draft
from checker.readers.open_file import read_bytes, read_context
from checker.rulebook import Rulebook, load_rulebook
from tests.books_drawn import BOOKS, with_numbers
from tests.build import AS_OF
from tests.layouts import Book, Marker
from tests.sheets_moved import MOVES, Move, Moved
from tests.sheets_rewritten import SHEET_NAMES, SPELLINGS, YEAR_STYLES, Look

SAMPLES: Final = Path(__file__).parents[1] / "samples"
WORKBOOKS: Final = sorted(SAMPLES.glob("**/*.xlsx"))
NAME: Final = "plan.xlsx"
Rows = dict[str, set[int]]


def _stayed(place: Place) -> Place:
    return place


@cache
def context() -> Draft:
    """The plans around the good sample."""
    return read_context(SAMPLES / "good" / "context")


@cache
def rulebook() -> Rulebook:
    """The built-in rules."""
    return load_rulebook()


def graph_of(data: bytes) -> Graph:
    """The plan in the workbook `data`, among the plans around the good sample."""
    return assemble(read_bytes(data, NAME), context())


def tabled_rows(graph: Graph) -> Rows:
    """The rows of projects and totals, by sheet."""
    rows: Rows = {}
    for node in graph.submitted():
        if node.kind in ("project", "total") and node.place.sheet and node.place.row:
            rows.setdefault(node.place.sheet, set()).add(node.place.row)
    return rows


def placed(graph: Graph, to: Callable[[Place], Place] = _stayed) -> dict[str, Any]:
    """All that the graph holds of the submitted plan, each value and reference with its place after `to`."""

    def value(one: Value) -> tuple[Any, ...]:
        return one.state, one.key, one.number, one.years, to(one.place)

    return {
        node.id: (
            to(node.place),
            {name: value(one) for name, one in node.values.items()},
            {name: {year: value(one) for year, one in years.items()} for name, years in node.yearly.items()},
            [(one.relation, one.status, one.targets, one.title_key, to(one.place)) for one in node.references],
            {name: to(place) for name, place in node.slots.items()},
        )
        for node in graph.submitted()
    }


def own_columns(graph: Graph, to: Callable[[Place], Place] = _stayed) -> set[tuple[str, str, str, Place]]:
    """What stands in columns with a heading that no form knows."""
    return {
        (node.id, heading, one.key, to(one.place))
        for node in graph.submitted()
        for heading, one in node.extra.items()
        if not heading.startswith("คอลัมน์ ")
    }


def said(graph: Graph) -> dict[str, Any]:
    """What the graph says of the submitted plan, wherever it stands and in whatever letters; printed totals left out."""
    return {
        node.id: (
            {name: (one.state, one.key, one.number, one.years) for name, one in node.values.items()},
            {
                name: {year: (one.state, one.key, one.number) for year, one in years.items()}
                for name, years in node.yearly.items()
            },
            sorted((one.relation, one.status, one.toward, one.targets, one.title_key) for one in node.references),
            {heading: one.key for heading, one in node.extra.items()},
        )
        for node in graph.submitted()
        if node.kind != "total"
    }


def found(graph: Graph, to: Callable[[Place], Place] = _stayed) -> list[tuple[Any, ...]]:
    """Every finding: rule, fingerprint, place after `to`, words and fix, evidence with its places after `to`."""
    return sorted((_told(one, to) for one in check(graph, rulebook(), AS_OF, engine="rete").report.findings), key=str)


def _told(one: Finding, to: Callable[[Place], Place]) -> tuple[Any, ...]:
    evidence = [(each.what, each.node, _where(each.place, to)) for each in one.evidence]
    words = one.message if not any(each.what == "twin" for each in one.evidence) else None
    return one.rule, one.fingerprint, _where(one.place, to), words, one.fix, evidence


def _where(place: Any, to: Callable[[Place], Place]) -> tuple[Any, ...] | None:
    if place is None:
        return None
    column = column_index_from_string(place.column) if place.column else None
    now = to(Place(place.file, place.sheet, place.row, column, place.line))
    return now.sheet, now.cell, now.row


def same_where_it_went(before: Graph, moved: Moved) -> Graph:
    """The graph of the workbook laid out anew; AssertionError unless all that `before` holds stands in it where it went."""
    after = graph_of(moved.data)
    assert difference(placed(before, moved.place), placed(after)) is None
    assert not own_columns(before, moved.place) - own_columns(after)
    return after


def difference(wanted: dict[str, Any], seen: dict[str, Any]) -> str | None:
    """The first thing in which two accounts of a plan differ; None where they are equal."""
    if list(wanted) != list(seen):
        return f"nodes {sorted(set(wanted) ^ set(seen)) or 'in another order'}"
    for name, parts in wanted.items():
        for one, other in zip(parts, seen[name], strict=True):
            if one != other:
                return f"{name}: {one} became {other}"
    return None


def plain(described: Book) -> Book:
    """`described` with its sections numbered, and without amendment markers below which nothing stands: those mean whatever
    comes next on the sheet.
    """
    strategies = []
    for one in with_numbers(described).strategies:
        tactics = []
        for tactic in one.tactics:
            programmes = []
            for each in tactic.programmes:
                rows = list(each.rows)
                while isinstance(rows[-1], Marker):
                    rows.pop()
                programmes.append(replace(each, rows=tuple(rows)))
            tactics.append(replace(tactic, programmes=tuple(programmes)))
        strategies.append(replace(one, tactics=tuple(tactics)))
    return replace(described, strategies=tuple(strategies))


PLAIN_BOOKS: Final = BOOKS.map(plain)
MOVED: Final = st.lists(
    st.builds(Move, st.sampled_from(MOVES), st.integers(0, 60), st.integers(1, 3)), min_size=1, max_size=6
)
LOOKS: Final = st.builds(
    Look,
    headings=st.integers(0, 40),
    order=st.integers(0, 9),
    header_rows=st.sampled_from((3, 2, 4, 5)),
    merged=st.sampled_from((True, False)),
    years=st.sampled_from(tuple(YEAR_STYLES)),
    sheets=st.sampled_from(("programme", "strategy", "one")),
    name=st.sampled_from(SHEET_NAMES),
    first_row=st.sampled_from((1, 2, 5)),
    first_column=st.sampled_from((1, 2, 4)),
    blank_tail=st.sampled_from((0, 0, 0, 40)),
    pages=st.integers(0, 2),
    totals=st.sampled_from(("as they are", "none", "doubled")),
    spelling=st.lists(st.sampled_from(SPELLINGS), max_size=2, unique=True).map(tuple),
)
