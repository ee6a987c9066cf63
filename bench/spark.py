"""Every rule by Apache Spark and by DuckDB over the same tables of facts: `python -m bench.spark TABLES [RULE…]`.

Verdicts are compared node by node, those that pass too, and the command ends with 1 where one differs.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from checker.engines import spark
from checker.engines.sets import compile_rule, lacking
from checker.engines.sets_silent import Unasked
from checker.engines.sets_tables import JUDGED, TABLES
from checker.engines.spark_session import session
from checker.rule import Rule
from checker.rulebook import load_rulebook


def compared(folder: Path, rules: Sequence[Rule]) -> int:
    """Prints the rules whose verdicts differ, the slowest in Spark, and the seconds and memory of each engine; how many differ."""
    with duckdb.connect() as database, tempfile.TemporaryDirectory() as aside:
        began = time.perf_counter()
        _read(database, folder)
        unasked = lacking(database)
        by_duckdb = {rule.id: _timed(database, rule, unasked) for rule in rules}
        duckdb_whole, duckdb_peak = time.perf_counter() - began, _peak()
        with session() as running:
            began = time.perf_counter()
            with spark.opened(running, str(folder), ""):
                unasked = spark.lacking(running)
                by_spark = {rule.id: _written(running, rule, unasked, Path(aside)) for rule in rules}
                spark_whole, spark_peak = time.perf_counter() - began, _java_peak(running)
        different = {rule.id: _different(database, rule, Path(aside)) for rule in rules}
    for name, count in different.items():
        if count:
            print(f"  {name}: {count} verdicts differ")
    nodes = sum(nodes for _, nodes in by_duckdb.values())
    print(f"{len(rules)} rules, {nodes:,} verdicts; rules that differ: {sum(map(bool, different.values()))}")
    print(
        f"  DuckDB {duckdb_whole:8.1f} s, {duckdb_peak:6.0f} MB; Spark {spark_whole:8.1f} s, {spark_peak:6.0f} MB (Java)"
    )
    slowest = sorted(by_spark.items(), key=lambda item: -item[1])[:5]
    print("  the slowest in Spark: " + ", ".join(f"{name} {seconds:.1f} s" for name, seconds in slowest))
    return sum(map(bool, different.values()))


def _read(database: duckdb.DuckDBPyConnection, folder: Path) -> None:
    for table in TABLES:
        path = folder / f"{table.name}.parquet"
        found = path / "*.parquet" if path.is_dir() else path
        columns = ", ".join(f'"{name}"' for name in table.columns)
        database.execute(f"CREATE TABLE {table.name} AS SELECT {columns} FROM read_parquet(?)", [str(found)])
    database.execute(f"CREATE TABLE judged AS {JUDGED}")


def _timed(database: duckdb.DuckDBPyConnection, rule: Rule, unasked: Unasked) -> tuple[float, int]:
    """Keeps what DuckDB says of `rule`; the seconds, and how many verdicts they were for."""
    began = time.perf_counter()
    database.execute(f'CREATE TABLE "{rule.id}" AS {compile_rule(rule, unasked=unasked)}')
    seconds = time.perf_counter() - began
    (nodes,) = database.execute(f'SELECT COUNT(*) FROM "{rule.id}"').fetchall()[0]
    return seconds, nodes


def _written(running: Any, rule: Rule, unasked: Unasked, aside: Path) -> float:
    """Writes what Spark says of `rule`; the seconds."""
    began = time.perf_counter()
    running.sql(compile_rule(rule, "spark", unasked)).coalesce(1).write.parquet(str(aside / rule.id))
    return time.perf_counter() - began


def _different(database: duckdb.DuckDBPyConnection, rule: Rule, aside: Path) -> int:
    """How many nodes have another verdict, or one by one engine alone, or more than one."""
    query = f"""SELECT COUNT(*) FROM "{rule.id}" AS one
        FULL JOIN read_parquet('{aside / rule.id}/*.parquet') AS other ON other.node = one.node
        WHERE one.verdict IS DISTINCT FROM other.verdict"""
    (apart,) = database.execute(query).fetchall()[0]
    twice = f"SELECT COUNT(node) - COUNT(DISTINCT node) FROM read_parquet('{aside / rule.id}/*.parquet')"
    return int(apart) + int(database.execute(twice).fetchall()[0][0])


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _java_peak(running: Any) -> float:
    """The most memory that the Java of Spark has taken, in MB."""
    process = running.sparkContext._jvm.java.lang.ProcessHandle.current().pid()
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    told: Mapping[str, str] = dict(line.split(":", 1) for line in lines if ":" in line)
    return int(told["VmHWM"].split()[0]) / 1024


if __name__ == "__main__":
    named = set(sys.argv[2:])
    wanted = [rule for rule in load_rulebook().in_force if not named or rule.id in named]
    sys.exit(int(compared(Path(sys.argv[1]), wanted) > 0))
