"""The tables of facts in DuckDB: one for each kind of fact, with the columns that docs/facts.md explains."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Final, NamedTuple, get_args, get_origin, get_type_hints

import duckdb
from sqlglot import exp

from checker.fact import (
    NODE,
    CalendarFact,
    Facts,
    FlagFact,
    LinkFact,
    NodeFact,
    PlanFact,
    ProspectFact,
    ReferenceFact,
    RegisterFact,
    SeriesFact,
    UnaskedFact,
    UnheldFact,
    ValueFact,
    YearlyFact,
)


class Table(NamedTuple):
    """A table by name, and the type of its rows."""

    name: str
    row: type[tuple[object, ...]]

    @property
    def columns(self) -> dict[str, str]:
        """The SQL type of each column, in order."""
        return {name: _sql_type(hint) for name, hint in get_type_hints(self.row, include_extras=True).items()}

    @property
    def may_be_null(self) -> frozenset[str]:
        """The columns in which null has a meaning."""
        return frozenset(name for name, hint in get_type_hints(self.row).items() if type(None) in get_args(hint))


TABLES: Final = (
    Table("plan", PlanFact),
    Table("node", NodeFact),
    Table("link", LinkFact),
    Table("reference", ReferenceFact),
    Table("prospect", ProspectFact),
    Table("value", ValueFact),
    Table("yearly", YearlyFact),
    Table("series", SeriesFact),
    Table("flag", FlagFact),
    Table("register", RegisterFact),
    Table("unheld", UnheldFact),
    Table("unasked", UnaskedFact),
    Table("calendar", CalendarFact),
)
NUMBER: Final = "DECIMAL(38, 6)"
NODE_NUMBER: Final = "BIGINT"
"""Nodes stand in the tables by numbers: joined on those, a rule takes half the time that it takes on their ids."""


def _sql_type(hint: object) -> str:
    if get_origin(hint) is Annotated and NODE in getattr(hint, "__metadata__", ()):
        return NODE_NUMBER
    parts = set(getattr(hint, "__args__", (hint,)))
    if bool in parts:
        return "BOOLEAN"
    if int in parts:
        return "INT"
    return NUMBER if Decimal in parts else "TEXT"


def rows_of(facts: Facts) -> dict[str, Sequence[tuple[object, ...]]]:
    """The rows of every table, by its name."""
    return {
        "plan": facts.plans,
        "node": facts.nodes,
        "link": facts.links,
        "reference": facts.references,
        "prospect": facts.prospects,
        "value": facts.values,
        "yearly": facts.yearly,
        "series": facts.series,
        "flag": facts.flags,
        "register": facts.registers,
        "unheld": facts.unheld,
        "unasked": facts.unasked,
        "calendar": facts.calendar,
    }


def schema(dialect: str = "duckdb", *, temporary: bool = False) -> list[str]:
    """One `create table` a table, in the order of TABLES. `temporary` tables are seen by their own connection alone."""
    return [_create(table, temporary=temporary).sql(dialect, identify=True) for table in TABLES]


def _create(table: Table, *, temporary: bool) -> exp.Create:
    columns = [
        exp.ColumnDef(this=exp.to_identifier(name), kind=exp.DataType.build(sql_type))
        for name, sql_type in table.columns.items()
    ]
    kept = exp.Properties(expressions=[exp.TemporaryProperty()]) if temporary else None
    return exp.Create(
        this=exp.Schema(this=exp.to_table(table.name), expressions=columns), kind="TABLE", properties=kept
    )


_CREATE_TEMPORARY: Final = schema(temporary=True)
JUDGED: Final = """SELECT node.node, node.plan, node.level, node.kind
    FROM node JOIN plan ON plan.plan = node.plan WHERE plan.submitted"""
"""The nodes of submitted plans, which rules select from by the name `judged`."""


def load(connection: duckdb.DuckDBPyConnection, facts: Facts) -> list[str]:
    """Lays `facts` out as temporary tables of `connection`, which has none of them yet. Empty tables keep their types.

    Returns the id that each number of a node or of twins stands for.
    """
    for statement in _CREATE_TEMPORARY:
        connection.execute(statement)
    rows = rows_of(facts)
    numbers: dict[str, int] = {}
    for table in TABLES:
        if rows[table.name]:
            connection.execute(_INSERT[table.name], _columns(table, rows[table.name], numbers))
    connection.execute(f"CREATE TEMPORARY TABLE judged AS {JUDGED}")
    return list(numbers)


def _columns(table: Table, rows: Sequence[tuple[object, ...]], numbers: dict[str, int]) -> list[list[object]]:
    """The rows turned into one list a column; ids that have no number yet are given the next one.

    Amounts go in as text, which DuckDB binds faster than decimals.
    """
    columns = [list(column) for column in zip(*rows, strict=True)]
    for place, sql_type in enumerate(table.columns.values()):
        if sql_type == NUMBER:
            columns[place] = [None if number is None else f"{number:f}" for number in columns[place]]
        elif sql_type == NODE_NUMBER:
            columns[place] = [numbers.setdefault(str(name), len(numbers)) for name in columns[place]]
    return columns


def _insert(table: Table) -> str:
    bound = [
        exp.cast(exp.Unnest(expressions=[exp.cast(exp.Placeholder(), _bound_type(sql_type))]), sql_type)
        for sql_type in table.columns.values()
    ]
    return exp.insert(exp.select(*bound), exp.to_table(table.name)).sql("duckdb", identify=True)


def _bound_type(sql_type: str) -> exp.DataType:
    return exp.DataType.build(f"ARRAY<{'TEXT' if sql_type == NUMBER else sql_type}>")


_INSERT: Final = {table.name: _insert(table) for table in TABLES}
