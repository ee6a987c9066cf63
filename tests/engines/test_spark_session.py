"""What is said where Apache Spark or its Java is not there, or too old. None of these tests needs either."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner

from checker.cli import main


@pytest.fixture
def spark(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Puts a PySpark of some version in place of whatever is installed."""

    def of(version: str) -> None:
        package, sql = ModuleType("pyspark"), ModuleType("pyspark.sql")
        package.__dict__["__version__"] = version
        sql.__dict__["SparkSession"] = object
        monkeypatch.setitem(sys.modules, "pyspark", package)
        monkeypatch.setitem(sys.modules, "pyspark.sql", sql)

    monkeypatch.delenv("PYSPARK_GATEWAY_PORT", raising=False)
    return of


def said(path: Path) -> str:
    """What `oneplan spark` says on standard error; it ends with 2."""
    found = CliRunner().invoke(main, ["spark", str(path), "--out", str(path / "out"), "--lang", "en"])
    assert found.exit_code == 2
    assert not (path / "out").exists()
    return found.stderr


def test_without_pyspark_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    assert "pip install 'oneplan-checker[spark]'" in said(tmp_path)


def test_a_spark_without_recursive_queries_is_refused(tmp_path: Path, spark: Any) -> None:
    spark("4.0.1")
    assert "Spark 4.0.1 has no recursive queries (WITH RECURSIVE). Use Spark 4.1 or newer." in said(tmp_path)


def test_without_java_it_says_what_to_install(tmp_path: Path, spark: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    spark("4.10.0")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "this machine has none. Install Java 17 or 21" in said(tmp_path)


def test_a_java_home_that_has_no_java_is_told(tmp_path: Path, spark: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    spark("4.1.0")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert f"JAVA_HOME names {tmp_path}, which has no bin/java." in said(tmp_path)
