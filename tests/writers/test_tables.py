"""`oneplan convert --to tables`: the facts that both engines judge on, as files that any database reads."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from checker.assemble import assemble
from checker.chain import built_in_chain
from checker.cli import main
from checker.engines.sets_tables import NODE_NUMBER, TABLES, rows_of
from checker.facts import Wanted, facts_of
from checker.plan import Graph
from checker.readers.draft import Draft
from checker.readers.open_file import read_files
from checker.rulebook import load_rulebook
from checker.tables import writing
from checker.tables.statement import Asked, read_statement
from checker.tables.writing import LABEL, OWNER, write_facts
from tests.audit.made import everything, written
from tests.build import rule

SAMPLE = Path(__file__).parents[2] / "samples" / "good" / "sai-yoi.xlsx"
DAY = datetime.date(2026, 1, 1)
PLAN = "plan: {code: LP, level: local, owner: อบต.ไทรย้อย}\nnodes:\n- {project: P1, name: ถนน}\n"
OTHER = "plan: {code: LQ, level: local}\nnodes: []\n"
LOADED = cache(load_rulebook)


@pytest.fixture(autouse=True, scope="module")
def loaded_once() -> Iterator[None]:
    """Rules are read once for all commands here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("checker.cli.tables.load_rulebook", LOADED)
        yield


@pytest.fixture(scope="module")
def graph() -> Graph:
    return assemble(read_files([SAMPLE]), Draft())


@pytest.fixture(scope="module")
def tables(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    write_facts(folder, graph, Wanted.of(LOADED().in_force), DAY)
    return folder


def convert(*words: object) -> Result:
    said = ["convert", *map(str, words), "--to", "tables", "--as-of", "2026-01-01", "--lang", "en", "--jobs", "1"]
    return CliRunner().invoke(main, said, catch_exceptions=False)


def rows(folder: Path, table: str) -> list[tuple[object, ...]]:
    with duckdb.connect(config={"threads": 1}) as connection:
        return connection.execute(f"FROM read_parquet('{folder}/{table}.parquet')").fetchall()


def test_every_table_holds_the_very_facts_that_the_engines_judge_on(graph: Graph, tables: Path) -> None:
    facts = rows_of(facts_of(graph, LOADED().in_force, built_in_chain().kinds, DAY))
    names = list(graph.nodes)
    for table in TABLES:
        kinds = list(table.columns.values())
        found = [
            tuple(names[cell] if kind == NODE_NUMBER else cell for kind, cell in zip(kinds, row, strict=True))  # type: ignore[call-overload]
            for row in rows(tables, table.name)
        ]
        assert sorted(map(repr, found)) == sorted(repr(_six(row)) for row in facts[table.name]), table.name


def _six(row: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(writing.six_decimals(cell) if isinstance(cell, Decimal) else cell for cell in row)


def test_the_columns_are_of_the_types_that_are_documented(tables: Path) -> None:
    with duckdb.connect(config={"threads": 1}) as connection:
        for table in (*TABLES, LABEL, OWNER):
            told = connection.execute(f"DESCRIBE FROM read_parquet('{tables}/{table.name}.parquet')").fetchall()
            types = {"TEXT": "VARCHAR", "INT": "INTEGER", "DECIMAL(38, 6)": "DECIMAL(38,6)"}
            assert [row[:2] for row in told] == [(name, types.get(kind, kind)) for name, kind in table.columns.items()]


def test_labels_tell_people_where_a_node_stands_and_owners_whose_a_plan_is(tmp_path: Path) -> None:
    plan = written(tmp_path, {"plan.yaml": PLAN}) / "plan.yaml"
    assert convert(plan, "--out", tmp_path / "out").exit_code == 0
    assert rows(tmp_path / "out", "label")[1] == (1, "P1", "ถนน", "plan.yaml", "", "3")
    assert rows(tmp_path / "out", "label")[0][1:3] == ("LP", "")
    assert rows(tmp_path / "out", "owner")[0] == ("LP", "อบต.ไทรย้อย")


def test_what_is_read_a_field_at_a_time_stands_together_in_the_order_of_nodes(tables: Path) -> None:
    for table, columns in writing.SORTED.items():
        told = {name: at for at, name in enumerate(next(one for one in TABLES if one.name == table).columns)}
        keys = [tuple(row[told[name]] for name in columns) for row in rows(tables, table)]
        assert keys == sorted(keys)
        assert len(keys) > 50


def test_the_bytes_are_the_same_however_many_nodes_are_turned_at_a_time(
    graph: Graph, tables: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_TOGETHER", 17)
    write_facts(tmp_path, graph, Wanted.of(LOADED().in_force), DAY)
    assert everything(tmp_path) == everything(tables)


def test_a_round_becomes_one_folder_and_what_cannot_be_read_of_it_is_told(tmp_path: Path) -> None:
    written(tmp_path, {"in/a.yaml": PLAN, "in/b.yaml": OTHER, "in/c.xlsx": b"PK", "context/d.yaml": CONTEXT})
    done = convert(tmp_path / "in", "--context", tmp_path / "context", "--out", tmp_path / "out")
    assert done.exit_code == 3
    assert "c.xlsx" in done.stderr
    assert "Tables of 2 plans and 1 of their context" in done.stdout
    assert [row[:3] for row in rows(tmp_path / "out", "plan")][:3] == [
        ("LP", "local", True),
        ("LQ", "local", True),
        ("PP", "province", False),
    ]


CONTEXT = "plan: {code: PP, level: province}\nnodes: []\n"


def test_the_folder_says_for_which_rules_and_which_day_it_was_written(tmp_path: Path) -> None:
    plan = written(tmp_path, {"plan.yaml": PLAN}) / "plan.yaml"
    assert convert(plan, "--out", tmp_path / "out").exit_code == 0
    told, rulebook = read_statement(tmp_path / "out"), LOADED()
    assert told.as_of == DAY
    assert told.rulebook is not None
    assert (told.rulebook.version, told.rulebook.hash) == (rulebook.version, rulebook.hash)
    assert told.asked.lacks(Asked.of(Wanted.of(rulebook.in_force))) == []
    narrow = Asked.of(Wanted.of([rulebook.rules["PRJ-101"]]))
    assert narrow.lacks(told.asked) != []
    assert told.asked.lacks(narrow) == []


@pytest.mark.parametrize("where", ["in", "in/out", "context", ".", "foreign", "foreign/letter.txt", "-"])
def test_a_folder_that_is_not_for_tables_is_left_as_it_is(
    tmp_path: Path, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, {"in/a.yaml": PLAN, "context/b.yaml": CONTEXT, "foreign/letter.txt": "mine"})
    before = everything(tmp_path)
    out = where if where == "-" else tmp_path / where
    done = convert(tmp_path / "in", "--context", tmp_path / "context", "--out", out)
    assert (done.exit_code, "--out" in done.stderr) == (2, True)
    assert everything(tmp_path) == before


def test_tables_take_the_place_of_earlier_ones(tmp_path: Path) -> None:
    plan = written(tmp_path, {"plan.yaml": OTHER}) / "plan.yaml"
    convert(plan, "--out", tmp_path / "out")
    plan.write_text(PLAN, encoding="utf-8")
    assert convert(plan, "--out", tmp_path / "out").exit_code == 0
    assert [row[0] for row in rows(tmp_path / "out", "plan")][:1] == ["LP"]
    assert json.loads((tmp_path / "out" / "tables.json").read_text(encoding="utf-8"))["as_of"] == "2026-01-01"


def test_tables_that_are_not_whole_say_nothing_of_themselves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = written(tmp_path, {"plan.yaml": PLAN}) / "plan.yaml"
    convert(plan, "--out", tmp_path / "out")

    def stop(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("checker.tables.folder.write_facts", stop)
    done = convert(plan, "--out", tmp_path / "out")
    assert (done.exit_code, "No space left" in done.stderr) == (2, True)
    assert not (tmp_path / "out" / "tables.json").exists()
    assert (tmp_path / "out" / "plan.parquet").exists()


def test_whatever_a_rule_asks_for_is_told_and_missed_where_it_is_not_there() -> None:
    words = {"field": "name", "lacks_words": ["ก"], "overlap": {"with": "objective", "at_least": 4}}
    asking = rule(
        kind="requires-field", source="project", all_of=[words, {"field": "unit", "one_of": "responsible-unit"}]
    )
    titled = rule(
        kind="agrees", source="project", relation="supports", target={},
        fields=[{"own": "reference.title", "linked": "name"}, {"own": "reference.version", "linked": "code"}],
    )  # fmt: skip
    linked = rule(kind="requires-link", source="project", relation="supports", target={})
    asked = Asked.of(Wanted.of([asking, titled, linked]))
    assert asked.tests == {"name": ["overlap:objective:4:None", "word:ก"]}
    assert (asked.titles, asked.versions, asked.registers) == (["name"], ["code"], ["responsible-unit"])
    assert asked.relations == ["supports"]
    nothing = Asked.of(Wanted.of([]))
    assert asked.lacks(nothing) == []
    missed = nothing.lacks(asked)
    assert {"objective", "name: word:ก", "name: overlap:objective:4:None", "supports", "responsible-unit"} <= {*missed}
    for name in ("titles", "versions"):
        assert asked.model_copy(update={name: []}).lacks(asked) == getattr(asked, name)


def test_what_bears_on_tables_alone_is_refused_for_a_plan_as_it_stands(tmp_path: Path) -> None:
    plan = written(tmp_path, {"plan.yaml": PLAN}) / "plan.yaml"
    done = CliRunner().invoke(main, ["convert", str(plan), "--to", "json", "--context", str(tmp_path), "--lang", "en"])
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "--context: This bears on --to tables alone. Leave it out of a conversion to json.\n"


def test_without_pyarrow_tables_say_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = written(tmp_path, {"plan.yaml": PLAN}) / "plan.yaml"
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    done = convert(plan, "--out", tmp_path / "out")
    assert (done.exit_code, "oneplan-checker[parquet]" in done.stderr) == (2, True)
    assert not (tmp_path / "out").exists()
