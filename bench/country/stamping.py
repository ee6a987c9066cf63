"""Provinces that are stamped from made ones: the same plans under codes and node numbers of their own.

Nothing in a stamped province is new but its codes, its numbers, and one word at the end of every name by which twins are looked
for, so that a project is no twin of the one it was stamped from.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from bench.country.tables import BLOCK
from checker.engines.sets_tables import NODE_NUMBER
from checker.tables.writing import ALL_TABLES


def stamp(folder: Path, template: tuple[int, str], part: int, code: str) -> None:
    """Writes part `part`, of the province with area code `code`, from the part and area code of `template`."""
    old_part, old_code = template
    with duckdb.connect(config={"threads": 1}) as connection:
        for table in ALL_TABLES:
            source = folder / f"{table.name}.parquet" / f"{old_part:03d}.parquet"
            if source.exists():
                wanted = ", ".join(
                    _column(table.name, one, kind, part - old_part, (old_code, code))
                    for one, kind in table.columns.items()
                )
                into = source.with_name(f"{part:03d}.parquet")
                connection.execute(
                    f"COPY (SELECT {wanted} FROM read_parquet('{source}')) TO '{into}' (FORMAT parquet, COMPRESSION zstd)"
                )


def _column(table: str, column: str, kind: str, blocks: int, codes: tuple[str, str]) -> str:
    """A column as it stands in the stamped part."""
    old, new = codes
    own = f'"{column}"'
    if kind == NODE_NUMBER:
        return f"CASE WHEN {own} < {BLOCK} THEN {own} ELSE {own} + {blocks * BLOCK} END AS {own}"
    if column == "plan" or (table, column) == ("label", "file"):
        return f"{_coded(own, old, new)} AS {own}"
    if (table, column) == ("value", "key"):
        twin = f"WHEN field = 'name_key' AND state = 'filled' THEN {own} || 'จังหวัด{new}'"
        area = f"WHEN field = 'area' AND starts_with({own}, '{old}') THEN '{new}' || substr({own}, 3)"
        return f"CASE {twin} {area} ELSE {_coded(own, old, new)} END AS {own}"
    return own


def _coded(own: str, old: str, new: str) -> str:
    """The code of a plan such as `LP-540503`, or what begins with one, moved to the other province; anything else as it is."""
    moved = f"substr({own}, 1, 3) || '{new}' || substr({own}, 6)"
    return f"CASE WHEN regexp_matches({own}, '^[A-Za-z]{{2}}-{old}') THEN {moved} ELSE {own} END"
