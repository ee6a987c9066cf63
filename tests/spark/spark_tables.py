"""What is said of tables that Spark cannot read, and of what is there already."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from checker.engines import spark
from checker.errors import EngineFault, UnreadableSubmission
from checker.facts import Wanted
from checker.tables.writing import write_facts
from tests.build import graph_of, rule

PLAN = "plan: {code: LP, level: local}\nnodes:\n  - {project: P1, name: Road}\n"


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """The tables of a plan of one project."""
    write_facts(tmp_path, graph_of(PLAN), Wanted.of([]))
    return tmp_path


def test_a_missing_table_is_named_with_its_columns(running: Any, tables: Path) -> None:
    (tables / "unheld.parquet").unlink()
    with pytest.raises(
        UnreadableSubmission, match=r"unheld\.parquet: Table unheld cannot be read here.*columns plan, kind"
    ):
        spark.opened(running, str(tables), str(tables / "answers")).__enter__()


def test_a_table_that_lacks_a_column_is_not_read(running: Any, tables: Path) -> None:
    (tables / "node.parquet").write_bytes((tables / "plan.parquet").read_bytes())
    with pytest.raises(UnreadableSubmission, match="Table node cannot be read here"):
        spark.opened(running, str(tables), str(tables / "answers")).__enter__()


def test_what_spark_cannot_do_is_our_fault_and_one_line(running: Any, tables: Path) -> None:
    with spark.opened(running, str(tables), str(tables / "answers")) as opened:
        running.sql("SELECT node, 'project' AS kind, 'local' AS level, 'LP' AS plan FROM node").createOrReplaceTempView(
            "judged"
        )
        running.catalog.dropTempView("value")
        lost = rule(kind="requires-field", source="project", all_of=[{"field": "name", "present": True}])
        with pytest.raises(EngineFault) as fault:
            opened.judge([lost])
    assert "Apache Spark could not finish" in str(fault.value)
    assert "\n" not in str(fault.value)


def test_a_file_or_folder_is_seen_and_what_is_not_there_is_not(running: Any, tables: Path) -> None:
    assert spark.is_there(running, str(tables))
    assert spark.is_there(running, str(tables / "node.parquet"))
    assert not spark.is_there(running, str(tables / "out"))


def test_a_text_is_read_whole_and_one_that_is_not_there_is_empty(running: Any, tables: Path) -> None:
    (tables / "tables.json").write_text('{\n "ก": 1\n}\n', encoding="utf-8")
    assert spark.read_text(running, str(tables / "tables.json")) == '{\n "ก": 1\n}\n'
    assert spark.read_text(running, str(tables / "other.json")) == ""
