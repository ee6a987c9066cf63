"""The plans of a country as tables of facts in Parquet, a part a province; memory holds one province at a time in each process.

Every part is what `assemble` and `facts_of` make of the province's plans. Code lists and the plans of clusters stand beside
several provinces: they are written once, in a part of their own, and keep one number in the country.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
from pyarrow import parquet

from bench.country.levels import cluster
from bench.country.lists import shared_lists
from bench.country.making import Making
from checker.assemble import assemble
from checker.chain import built_in_chain
from checker.engines.sets_tables import NODE_NUMBER, NUMBER, TABLES, rows_of
from checker.facts import facts_of
from checker.plan import Graph
from checker.readers.draft import Draft
from checker.rulebook import load_rulebook

BLOCK: Final = 250_000
"""Every province numbers its nodes in a block of its own; the first one is that of what all share."""
_TYPES: Final = {
    NODE_NUMBER: pa.int64(),
    NUMBER: pa.decimal128(38, 6),
    "TEXT": pa.string(),
    "INT": pa.int32(),
    "BOOLEAN": pa.bool_(),
}
_SORTED: Final = {
    "value": ["field", "node"],
    "yearly": ["field", "node", "year"],
    "series": ["field", "node"],
    "flag": ["field", "node", "test"],
}
LABEL_COLUMNS: Final = {"node": NODE_NUMBER, **dict.fromkeys(("code", "title", "file", "sheet", "cell"), "TEXT")}
OWNER_COLUMNS: Final = {"plan": "TEXT", "name": "TEXT"}
Rows = Sequence[tuple[object, ...]]


def write_shared(folder: Path, clusters: Iterable[str], seed: int) -> None:
    """Writes the part of what all provinces share."""
    graph = _shared(tuple(clusters), seed)
    numbers = {name: number for number, name in enumerate(graph.nodes)}
    _write(folder, "shared", graph, numbers, frozenset())


def write_province(folder: Path, part: int, made: Sequence[Making], clusters: Iterable[str], seed: int) -> int:
    """Writes the part of a province: its plans `made`, judged beside the shared ones. Gives the number of its nodes."""
    shared = _shared(tuple(clusters), seed)
    around = [cluster(code, seed).draft for code in clusters]
    graph = assemble(Draft([one.draft for one in made] + around, shared_lists()))
    numbers = {name: number for number, name in enumerate(shared.nodes)}
    own = [name for name in graph.nodes if name not in numbers]
    if len(own) > BLOCK:
        raise ValueError(f"{len(own)} nodes do not fit into a block of {BLOCK}")
    numbers |= {name: BLOCK * part + at for at, name in enumerate(own)}
    _write(folder, f"{part:03d}", graph, numbers, frozenset(shared.nodes))
    return len(own)


@cache
def _shared(clusters: tuple[str, ...], seed: int) -> Graph:
    return assemble(Draft([cluster(code, seed).draft for code in clusters], shared_lists()))


def _write(folder: Path, part: str, graph: Graph, numbers: dict[str, int], known: frozenset[str]) -> None:
    """Writes a part of every table; the rows of `known` nodes stand in another one."""
    facts = facts_of(graph, load_rulebook().in_force, built_in_chain().kinds)
    plans = {plan.code for plan in graph.plans.values() if plan.heading not in known}
    for table in TABLES:
        rows: Rows = rows_of(facts)[table.name]
        columns = table.columns
        own = next((at for at, kind in enumerate(columns.values()) if kind == NODE_NUMBER), None)
        if own is not None:
            rows = [row for row in rows if row[own] not in known]
        elif "plan" in columns:
            rows = [row for row in rows if row[0] in plans]
        elif known:
            continue
        if rows or not known:
            _part(folder, part, table.name, columns, rows, numbers)
    labels = [
        (name, node.code, node.name, node.place.file, node.place.sheet or "", node.place.cell or "")
        for name, node in graph.nodes.items()
        if name not in known
    ]
    _part(folder, part, "label", LABEL_COLUMNS, labels, numbers)
    owners = [(code, _owner(graph, code)) for code in graph.plans if code in plans]
    _part(folder, part, "owner", OWNER_COLUMNS, owners, numbers)


def _owner(graph: Graph, plan: str) -> str:
    owner = graph.nodes[graph.plans[plan].heading].values.get("owner")
    return owner.written if owner else ""


def _part(folder: Path, part: str, name: str, columns: dict[str, str], rows: Rows, numbers: dict[str, int]) -> None:
    arrays: dict[str, Any] = {}
    for (column, kind), values in zip(columns.items(), _turned(rows, len(columns)), strict=True):
        given: Iterable[object] = values
        if kind == NODE_NUMBER:
            given = [numbers[str(one)] for one in values]
        elif kind == NUMBER:
            given = [None if one is None else Decimal(str(one)) for one in values]
        arrays[column] = pa.array(given, _TYPES[kind])
    table = pa.table(arrays)
    if name in _SORTED:
        table = table.sort_by([(column, "ascending") for column in _SORTED[name]])
    into = folder / f"{name}.parquet"
    into.mkdir(parents=True, exist_ok=True)
    parquet.write_table(table, into / f"{part}.parquet", compression="zstd", store_schema=False)


def _turned(rows: Rows, width: int) -> list[tuple[object, ...]]:
    """The columns of `rows`; none of them has any value where there are no rows."""
    return list(zip(*rows, strict=True)) if rows else [()] * width
