"""The tables of docs/facts.md as DuckDB reads them, and the facts that the other tools are given out of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import duckdb

from checker.engines.sets_tables import JUDGED, TABLES

THREADS: Final = 2

_WHOLE: Final = "CAST(number * 1000000 AS BIGINT)"
_LEAST: Final = f"(({_WHOLE} % 1000000 + 1000000) % 1000000)"
_BAHT: Final = f"(({_WHOLE} - {_LEAST}) // 1000000)"
_FEW: Final = f"(({_BAHT} % 1000000 + 1000000) % 1000000)"
_AMOUNT: Final = f"({_BAHT} - {_FEW}) // 1000000 AS many, {_FEW} AS few, {_LEAST} AS least"
"""An amount in millions, ones and millionths, each by itself: the numbers of clingo have 32 bits."""


def _yearly(field: str) -> str:
    return f"SELECT node, year, {_AMOUNT} FROM yearly WHERE field = '{field}' AND state = 'filled'"


def _value(field: str) -> str:
    return f"SELECT node, key FROM value WHERE field = '{field}' AND state <> 'empty'"


def _link(relation: str) -> str:
    return f"SELECT source, target FROM link WHERE relation = '{relation}'"


FACTS: Final = {
    "node": "SELECT node, kind, level FROM node",
    "context": "SELECT heading FROM plan WHERE NOT submitted",
    "unheld": "SELECT heading, kind FROM unheld JOIN plan USING (plan)",
    "unasked": "SELECT node, relation FROM unasked WHERE relation IN ('part_of', 'supports')",
    **{relation: _link(relation) for relation in ("in_plan", "part_of", "supports", "sums")},
    "beside": "SELECT source, target, title_key FROM link WHERE relation = 'supports' AND title_key <> ''",
    "title": "SELECT node, title_key FROM value WHERE field = 'name' AND state = 'filled' AND title_key <> ''",
    "reference": """SELECT node, relation, toward, status FROM reference
        WHERE relation IN ('supports', 'contributes_to', 'comes_from')""",
    "prospect": "SELECT node, relation, kind, level, list FROM prospect",
    **{field: _value(field) for field in ("status", "table", "listed_as")},
    **{field: _yearly(field) for field in ("budget", "count")},
    "budget_all": f"SELECT node, {_AMOUNT} FROM value WHERE field = 'budget_all' AND state = 'filled'",
    "unread": """SELECT node, field, year FROM yearly WHERE state = 'unreadable' AND field IN ('budget', 'count')
        UNION ALL SELECT node, field, 0 FROM value WHERE state = 'unreadable' AND field = 'budget_all'""",
}
"""What logic programs and production rules are given: only the relations and fields that the ten rules mention."""


def loaded(folder: Path) -> duckdb.DuckDBPyConnection:
    """A database in memory that holds the tables, and `judged` beside them."""
    connection = duckdb.connect(config={"threads": THREADS})
    for table in TABLES:
        connection.execute(f'CREATE TABLE "{table.name}" AS FROM {_parquet(folder, table.name)}')
    connection.execute(f"CREATE TABLE judged AS {JUDGED}")
    return connection


def looked_at(folder: Path) -> duckdb.DuckDBPyConnection:
    """A database that reads the tables where they are and keeps nothing."""
    connection = duckdb.connect(config={"threads": THREADS})
    for table in TABLES:
        connection.execute(f'CREATE VIEW "{table.name}" AS FROM {_parquet(folder, table.name)}')
    connection.execute(f"CREATE VIEW judged AS {JUDGED}")
    return connection


def _parquet(folder: Path, table: str) -> str:
    one = folder / f"{table}.parquet"
    return f"read_parquet('{one / '*.parquet' if one.is_dir() else one}')"


def rows(connection: duckdb.DuckDBPyConnection, name: str) -> Iterator[tuple[object, ...]]:
    """The facts of one name, a thousand at a time."""
    answer = connection.execute(FACTS[name])
    while found := answer.fetchmany(1000):
        yield from found


def write(connection: duckdb.DuckDBPyConnection, into: Path, form: str, between: str) -> None:
    """Writes all facts to a file, a fact a line: `form` with its name and its terms, `between` which this stands; words in quotation marks."""
    with into.open("w", encoding="utf-8") as file:
        for name, query in FACTS.items():
            terms = [_term(column, kind) for column, kind, *_ in connection.execute(f"DESCRIBE {query}").fetchall()]
            told = f" || '{between}' || ".join(terms)
            before, after = form.format(name=name, terms="\0").split("\0")
            answer = connection.execute(f"SELECT '{before}' || {told} || '{after}' FROM ({query})")
            while lines := answer.fetchmany(100_000):
                file.writelines(f"{line}\n" for (line,) in lines)


def _term(column: str, kind: str) -> str:
    return f"""'"' || replace("{column}", '"', '') || '"'""" if kind == "VARCHAR" else f'"{column}"'
