"""`spark-submit` of `oneplan_on_spark.py` finds what `oneplan audit` of the same tables finds."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyarrow import parquet

from checker.cli import main
from checker.rulebook import load_rulebook

PLAN = """plan: {code: LP, level: local, years: 2566-2570}
nodes:
- {strategy: '1', name: ถนน, supports: [PP/9, sdg:99]}
- {strategy: '2', name: น้ำ}
- {project: P1, part_of: '1', name: ถนน, budget: {2566: 1}, comes_from: VP/1}
- {project: P2, part_of: '404', name: ถนน, budget: {2572: x}}
- {project: P3, name: สะพาน, budget: {2566: 5000000}}
- {indicator: K1, measures: '1', name: ถนน, direction: up, targets: {2566: 5, 2567: 3}}
"""
SCRIPT = Path(__file__).parents[2] / "spark" / "oneplan_on_spark.py"


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The options by which one rule of each pattern kind for local plans is in force: each takes Spark about a second."""
    rules = load_rulebook().in_force
    for_local = [rule for rule in rules if not rule.scope.levels or "local" in rule.scope.levels]
    kept = {rule.pattern.kind: rule.id for rule in reversed(for_local)}
    reason = {"th": "เพื่อทดสอบ", "en": "for a test"}
    profile = {
        "name": "few",
        "title": {"th": "น้อยข้อ", "en": "Few"},
        "extends": "default",
        "without": {rule.id: reason for rule in rules if rule.id not in kept.values()},
    }
    folder = tmp_path_factory.mktemp("rules")
    (folder / "profiles").mkdir()
    (folder / "profiles" / "few.yaml").write_text(json.dumps(profile), encoding="utf-8")
    return ["--rules", str(folder), "--profile", "few"]


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of a plan with faults and with gaps that leave rules open."""
    plan = tmp_path_factory.mktemp("plan") / "plan.yaml"
    plan.write_text(PLAN, encoding="utf-8")
    folder = plan.parent / "tables"
    call = ["convert", str(plan), "--to", "tables", "--as-of", "2026-01-01", "--out", str(folder)]
    made = CliRunner().invoke(main, call)
    assert made.exit_code == 0, made.output
    return folder


def submitted(*arguments: str) -> subprocess.CompletedProcess[str]:
    """What `spark-submit` of the file says, with the driver on this machine."""
    submit = shutil.which("spark-submit", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    assert submit is not None
    alone = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
    here = ["--master", "local[2]", "--driver-memory", "2g", "--conf", "spark.ui.enabled=false"]
    here += ["--conf", "spark.sql.shuffle.partitions=2", "--driver-java-options", "-XX:TieredStopAtLevel=1"]
    call = [submit, *here, str(SCRIPT), *arguments, "--lang", "en"]
    return subprocess.run(call, env=alone, capture_output=True, text=True, check=False)


def test_what_is_submitted_finds_what_an_audit_of_the_tables_finds(
    tables: Path, few: list[str], tmp_path: Path
) -> None:
    done = submitted(str(tables), "--out", str(tmp_path / "spark"), *few)
    assert done.returncode == 0, done.stdout
    audited = CliRunner().invoke(
        main, ["audit", str(tables), "--out", str(tmp_path / "audit"), "--fail-on", "never", *few]
    )
    assert audited.exit_code == 0, audited.output
    for name in ("findings.parquet", "undecided.parquet"):
        by_spark = parquet.read_table(tmp_path / "spark" / name).to_pylist()
        assert by_spark
        assert by_spark == parquet.read_table(tmp_path / "audit" / name).to_pylist()
    rules = parquet.read_table(tmp_path / "spark" / "rules.parquet").to_pylist()
    assert {one["rule"] for one in rules if one["idle"]} <= {one["rule"] for one in rules if one["not_checked_en"]}
    assert sum(one["failed"] for one in rules) == parquet.read_table(tmp_path / "spark" / "findings.parquet").num_rows


def test_what_is_there_already_is_not_written_to(tables: Path) -> None:
    done = submitted(str(tables), "--out", str(tables))
    assert done.returncode == 2
    assert (
        "Something is here already. Name a new folder with --out." in done.stdout
    )  # where spark-submit puts both streams
