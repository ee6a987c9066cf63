"""Whether the files of a folder are the tables that docs/facts.md describes, told from what Parquet says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import duckdb

from checker.engines.sets_tables import Table
from checker.errors import MOST_FAULTS, Fault, UnreadableSubmission
from checker.place import Place
from checker.text import Sentence

_SCHEMA: Final = """SELECT name, CASE
        WHEN converted_type = 'DECIMAL' THEN 'DECIMAL(' || precision || ', ' || scale || ')'
        WHEN type = 'BYTE_ARRAY' AND converted_type = 'UTF8' THEN 'TEXT'
        WHEN type = 'BOOLEAN' THEN 'BOOLEAN'
        WHEN type = 'INT32' AND COALESCE(converted_type, 'INT_32') = 'INT_32' THEN 'INT'
        WHEN type = 'INT64' AND COALESCE(converted_type, 'INT_64') = 'INT_64' THEN 'BIGINT'
        ELSE COALESCE(converted_type, type, 'GROUP') END AS kind, MIN(file_name), COUNT(DISTINCT file_name)
    FROM parquet_schema($files) GROUP BY ALL ORDER BY ALL"""
_NULLS: Final = """SELECT path_in_schema, MIN(file_name) FROM parquet_metadata($files)
    WHERE stats_null_count > 0 GROUP BY ALL ORDER BY ALL"""
_ONCE: Final = {"plan": "plan", "node": "node"}
"""The column by which the rows of a table are told apart."""
_KNOWN: Final = (
    ("plan", "heading", "node", "node"),
    ("node", "plan", "plan", "plan"),
    ("link", "source", "node", "node"),
    ("link", "target", "node", "node"),
)
"""Columns whose values stand in another column: table, column, and table and column of the latter."""
_HEED: Final = Sentence(
    th="ให้เขียนตาม docs/facts.md หรือแปลงใหม่ด้วย oneplan convert … --to tables",
    en="Write it as docs/facts.md says, or convert again with oneplan convert … --to tables.",
)


def files_of(folder: Path, table: str) -> str:
    """Where the rows of a table lie, as the database is asked for them: a file, or all parts in a folder of its name."""
    path = folder / f"{table}.parquet"
    return str(path / "*.parquet") if path.is_dir() else str(path)


def refuse_other_columns(folder: Path, tables: Iterable[Table]) -> None:
    """Holds if every one of `tables` is in `folder`, with its columns and types, and no null where none has a meaning.

    No row is read but to see that plans and nodes are told apart, and that links and plans lead to nodes that are there. Raises
    UnreadableSubmission with every fault, by table and column.
    """
    with duckdb.connect(":memory:", config={"autoload_known_extensions": False}) as connection:
        faults = [fault for table in tables for fault in _faults(connection, folder, table)]
        if faults:
            raise UnreadableSubmission(faults[:MOST_FAULTS])
        for name, column in _ONCE.items():
            faults += _twice(connection, folder, name, column)
        for known in () if faults else _KNOWN:
            faults += _unknown(connection, folder, *known)
    if faults:
        raise UnreadableSubmission(faults)


def _faults(connection: duckdb.DuckDBPyConnection, folder: Path, table: Table) -> list[Fault]:
    path = folder / f"{table.name}.parquet"
    parts = sorted(path.glob("*.parquet")) if path.is_dir() else [path] if path.is_file() else []
    if not parts:
        return [_fault(path, f"ไม่มีตาราง {table.name}", f"There is no table {table.name}.")]
    files = {"files": files_of(folder, table.name)}
    try:
        found = connection.execute(_SCHEMA, files).fetchall()
        nulls = connection.execute(_NULLS, files).fetchall()
    except duckdb.Error:
        return [
            _fault(path, f"อ่านตาราง {table.name} เป็น Parquet ไม่ได้", f"Table {table.name} cannot be read as Parquet.")
        ]
    return [*_of_columns(table, found, len(parts), path), *_of_nulls(table, nulls)]


def _of_columns(table: Table, found: Sequence[tuple[str, str, str, int]], parts: int, path: Path) -> Iterator[Fault]:
    for column, kind in table.columns.items():
        there = [one for one in found if one[0] == column]
        others = [one for one in there if one[1] != kind]
        where = Path(others[0][2]) if others else path
        told = f"{table.name}.{column}"
        if others:
            yield _fault(
                where,
                f"คอลัมน์ {told} เป็น {others[0][1]} ต้องเป็น {kind}",
                f"Column {told} is {others[0][1]} and has to be {kind}.",
            )
        elif sum(one[3] for one in there) < parts:
            yield _fault(where, f"ไม่มีคอลัมน์ {told} ({kind})", f"There is no column {told} ({kind}).")


def _of_nulls(table: Table, nulls: Iterable[tuple[str, str]]) -> Iterator[Fault]:
    for column, file in nulls:
        if column in table.columns and column not in table.may_be_null:
            yield _fault(
                Path(file),
                f"คอลัมน์ {table.name}.{column} มี null ซึ่งไม่มีความหมายที่นี่",
                f"Column {table.name}.{column} holds null, which has no meaning there.",
            )


def _twice(connection: duckdb.DuckDBPyConnection, folder: Path, name: str, column: str) -> list[Fault]:
    asked = f"SELECT COUNT(*) - COUNT(DISTINCT {column}) FROM read_parquet($files)"
    path = folder / f"{name}.parquet"
    try:
        (more,) = connection.execute(asked, {"files": files_of(folder, name)}).fetchall()[0]
    except duckdb.Error:
        return [_unreadable(path, name)]
    if not more:
        return []
    return [
        _fault(
            path,
            f"ค่าใน {name}.{column} ต้องไม่ซ้ำ แต่มี {more:,} แถวที่ซ้ำกับแถวอื่น",
            f"No two rows have one {name}.{column}, and {more:,} rows repeat another’s.",
        )
    ]


def _unknown(
    connection: duckdb.DuckDBPyConnection, folder: Path, name: str, column: str, other: str, key: str
) -> list[Fault]:
    asked = f"""SELECT COUNT(*), MIN(one."{column}") FROM read_parquet($files) AS one
        ANTI JOIN read_parquet($others) AS other ON other."{key}" = one."{column}" """
    path = folder / f"{name}.parquet"
    try:
        values = {"files": files_of(folder, name), "others": files_of(folder, other)}
        ((rows, first),) = connection.execute(asked, values).fetchall()
    except duckdb.Error:
        return [_unreadable(path, name)]
    if not rows:
        return []
    return [
        _fault(
            path,
            f"{rows:,} แถวมี {name}.{column} ที่ไม่มีใน {other}.{key} เช่น {first}",
            f"{rows:,} rows hold a {name}.{column} that {other}.{key} does not hold, such as {first}.",
        )
    ]


def _unreadable(path: Path, table: str) -> Fault:
    return _fault(path, f"อ่านตาราง {table} เป็น Parquet ไม่ได้", f"Table {table} cannot be read as Parquet.")


def _fault(path: Path, th: str, en: str) -> Fault:
    return Fault(Place(str(path)), Sentence(th=f"{th} {_HEED.th}", en=f"{en} {_HEED.en}"))
