"""The facts of a graph written as tables in Parquet, some thousands of nodes at a time."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple

from checker.chain import built_in_chain
from checker.engines.sets_tables import NODE_NUMBER, NUMBER, TABLES, Table, rows_of
from checker.fact import Facts, NodeId
from checker.facts import Wanted, add_node, facts_beside_nodes
from checker.plan import Graph, Node
from checker.readers.parquet import arrow

_TOGETHER: Final = 4_000
"""So many nodes become facts at a time: a province's all at once would take as much memory as its graph."""
_ROWS_OF_A_GROUP: Final = 122_880
_DECIMALS: Final = Decimal("0.000001")
SORTED: Final[Mapping[str, tuple[str, ...]]] = {
    "value": ("field", "node"),
    "yearly": ("field", "node", "year"),
    "series": ("field", "node"),
    "flag": ("field", "node", "test"),
}
"""The tables that are read a field at a time, and by what they are sorted; all others stand by node or plan."""
Rows = Sequence[tuple[object, ...]]


class LabelRow(NamedTuple):
    """How people call a node and where it stands; `cell` is the number of its row or line where the file has no cells."""

    node: NodeId
    code: str
    title: str
    file: str
    sheet: str
    cell: str


class OwnerRow(NamedTuple):
    """Whose a plan is, as it says itself."""

    plan: str
    name: str


LABEL: Final = Table("label", LabelRow)
OWNER: Final = Table("owner", OwnerRow)
ALL_TABLES: Final = (*TABLES, LABEL, OWNER)


@dataclass(frozen=True, slots=True)
class Part:
    """One of several parts of the same tables: what it is called, the number of each of its nodes, and those it leaves out."""

    name: str
    numbers: Mapping[str, int]
    known: frozenset[str] = frozenset()

    def holds(self, node: str) -> bool:
        """Whether the rows of a node stand in this part, and not in another one."""
        return node not in self.known


def write_facts(
    folder: Path, graph: Graph, wanted: Wanted, as_of: datetime.date | None = None, part: Part | None = None
) -> None:
    """Writes the facts of `graph` that are `wanted`, with labels and owners: a file a table, or a `part` of each.

    Nodes go by their place among all nodes, in the order of their ids, or by the numbers of the part. Raises UsageFault
    where pyarrow is not installed, and OSError.
    """
    own = part or Part("", {name: number for number, name in enumerate(graph.nodes)})
    columns = _Columns(own.numbers)
    for rows in _batches(graph, wanted, as_of, own):
        for name, found in rows.items():
            columns.add(name, found)
    for table in ALL_TABLES:
        into = folder / f"{table.name}.parquet"
        if part is None:
            columns.write(table, into)
        elif columns.holds(table) or not part.known:
            into.mkdir(parents=True, exist_ok=True)
            columns.write(table, into / f"{part.name}.parquet")


def _batches(graph: Graph, wanted: Wanted, as_of: datetime.date | None, part: Part) -> Iterator[dict[str, Rows]]:
    """The rows of all tables by name, a stretch of them at a time."""
    plans = [plan for plan in graph.plans.values() if part.holds(plan.heading)]
    beside = facts_beside_nodes(graph, wanted, built_in_chain().kinds, as_of)
    codes = {plan.code for plan in plans}
    if part.known:
        beside = Facts(
            plans=[one for one in beside.plans if one.plan in codes],
            unheld=[one for one in beside.unheld if one.plan in codes],
        )
    yield {**rows_of(beside), OWNER.name: [OwnerRow(plan.code, _owner(graph.nodes[plan.heading])) for plan in plans]}
    nodes = (node for name, node in graph.nodes.items() if part.holds(name))
    while batch := list(islice(nodes, _TOGETHER)):
        facts = Facts()
        for node in batch:
            add_node(facts, node, graph, wanted)
        yield {**rows_of(facts), LABEL.name: [_label(node) for node in batch]}


def _label(node: Node) -> LabelRow:
    place = node.place
    spot = place.cell or str(place.row or place.line or "")
    return LabelRow(node.id, node.code, node.name, place.file, place.sheet or "", spot)


def _owner(heading: Node) -> str:
    owner = heading.values.get("owner")
    return owner.written if owner else ""


def six_decimals(number: Decimal) -> Decimal:
    """`number` as the tables hold it."""
    return number.quantize(_DECIMALS, ROUND_HALF_UP)


@dataclass(slots=True)
class _Columns:
    """The rows of all tables as columns of Arrow, which take a tenth of the room that they take in Python."""

    numbers: Mapping[str, int]
    kept: dict[str, list[Any]] = field(default_factory=dict)
    arrow: Any = field(default_factory=arrow)

    def add(self, name: str, rows: Rows) -> None:
        """Keeps `rows` of the table `name`."""
        if rows:
            self.kept.setdefault(name, []).append(self._turned(_TABLE[name], rows))

    def holds(self, table: Table) -> bool:
        """Whether the table has any row."""
        return table.name in self.kept

    def write(self, table: Table, into: Path) -> None:
        """Writes the table, whose rows are then no longer kept."""
        from pyarrow import parquet

        made = self.arrow.concat_tables(self.kept.pop(table.name, None) or [self._turned(table, [])])
        if table.name in SORTED:
            made = made.sort_by([(column, "ascending") for column in SORTED[table.name]])
        parquet.write_table(made, into, compression="zstd", store_schema=False, row_group_size=_ROWS_OF_A_GROUP)

    def _turned(self, table: Table, rows: Rows) -> Any:
        values = zip(*rows, strict=True) if rows else ((),) * len(table.columns)
        made = [
            self.arrow.array(self._given(kind, column), self._type(kind))
            for kind, column in zip(table.columns.values(), values, strict=True)
        ]
        return self.arrow.Table.from_arrays(made, names=[*table.columns])

    def _given(self, kind: str, column: Sequence[Any]) -> Sequence[Any]:
        if kind == NODE_NUMBER:
            return [self.numbers[one] for one in column]
        if kind == NUMBER:
            return [None if one is None else six_decimals(one) for one in column]
        return column

    def _type(self, kind: str) -> Any:
        match kind:
            case "TEXT":
                return self.arrow.string()
            case "INT":
                return self.arrow.int32()
            case "BOOLEAN":
                return self.arrow.bool_()
            case _ if kind == NODE_NUMBER:
                return self.arrow.int64()
        return self.arrow.decimal128(38, 6)


_TABLE: Final = {table.name: table for table in ALL_TABLES}
