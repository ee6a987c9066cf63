"""The tables hold the facts, and docs/facts.md says which."""

from __future__ import annotations

import re
from dataclasses import fields
from decimal import Decimal
from pathlib import Path

import duckdb

from checker.engines.sets_tables import NODE_NUMBER, TABLES, load, rows_of, schema
from checker.fact import Facts, PlanFact, ValueFact, YearlyFact

PAGE = Path(__file__).parents[2] / "docs" / "facts.md"
FACTS = Facts(
    plans=[PlanFact("LP'1", "local", True, 2566, None, "h")],
    values=[
        ValueFact("n", "ชื่อ", "filled", "น้ำ\"'", "", 4, Decimal("123456789012345678.123456"), None, None),
        ValueFact("n", "x", "empty", "", "", 0, None, 2566, 2570),
    ],
    yearly=[YearlyFact("n", "budget", 2566, "filled", Decimal("1E+3"))],
)


def test_what_is_loaded_is_what_was_given_and_empty_tables_keep_their_types() -> None:
    rows = rows_of(FACTS)
    with duckdb.connect(":memory:") as connection:
        ids = load(connection, FACTS)
        for table in TABLES:
            found = connection.table(table.name)
            assert found.columns == list(table.row._fields)  # type: ignore[attr-defined]
            assert [str(one).replace(",", ", ") for one in found.types] == [
                _named(one) for one in table.columns.values()
            ]
            nodes = [place for place, sql_type in enumerate(table.columns.values()) if sql_type == NODE_NUMBER]
            given = [
                tuple(ids.index(str(one)) if place in nodes else one for place, one in enumerate(row))
                for row in rows[table.name]
            ]
            assert found.fetchall() == given


def _named(sql_type: str) -> str:
    return {"TEXT": "VARCHAR", "INT": "INTEGER"}.get(sql_type, sql_type)


def test_every_list_of_facts_has_a_table() -> None:
    assert len(rows_of(Facts())) == len(fields(Facts)) == len(TABLES) == len(schema("spark"))


def test_the_page_names_every_table_and_column_with_its_type_in_order() -> None:
    page = PAGE.read_text(encoding="utf-8")
    written: dict[str, dict[str, str]] = {}
    for section in page.split("\n## ")[1:]:
        rows = re.findall(r"^\| `(\w+)` \| (.+?) \| .+ \|$", section, flags=re.MULTILINE)
        written[section.split("\n")[0]] = dict(rows)
    assert [(name, list(columns.items())) for name, columns in written.items()] == [
        (table.name, list(table.columns.items())) for table in TABLES
    ]
