"""Over tables in files the set engine says what it says of facts in memory, whatever rules share."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import pytest

from checker.chain import built_in_chain
from checker.engines.sets_many import Tally, opened
from checker.engines.sets_tables import TABLES, load
from checker.errors import EngineFault
from checker.fact import Facts
from checker.facts import facts_of
from tests.build import rule
from tests.law_rules import LAW_RULES
from tests.oracle import judge
from tests.plans import sample, together


def written(facts: Facts, folder: Path) -> list[str]:
    """The ids that the numbers of the tables in `folder` stand for."""
    with duckdb.connect(":memory:") as connection:
        ids = load(connection, facts)
        for table in TABLES:
            connection.execute(f"COPY {table.name} TO '{folder / table.name}.parquet'")
    return ids


RULES = LAW_RULES[::2]


def test_every_rule_finds_in_tables_what_it_finds_in_facts(tmp_path: Path) -> None:
    graph = together([sample(seed).graph() for seed in range(25)])
    facts = facts_of(graph, RULES, built_in_chain().kinds)
    wanted = judge(graph, RULES)
    ids = written(facts, tmp_path)
    steps: list[None] = []

    with opened(tmp_path, threads=2, aside=tmp_path) as tables:
        tallies = tables.judge(RULES, lambda: steps.append(None))
        found = tables.connection.execute("SELECT rule, node, verdict FROM outcome").fetchall()
        left = tables.connection.execute(
            "SELECT table_name FROM duckdb_tables() WHERE table_name LIKE 'shared_%'"
        ).fetchall()
        drawing = tables.connection.execute("SELECT current_setting('enable_progress_bar')").fetchall()

    assert {(rule, ids[node], verdict) for rule, node, verdict in found} == {
        (rule, node, verdict)
        for rule, verdicts in wanted.items()
        for node, verdict in verdicts.items()
        if verdict in ("fail", "undecided")
    }
    assert len(found) == sum(one.failed + one.undecided for one in tallies) > 300
    assert tallies == [tally(rule.id, Counter(wanted[rule.id].values())) for rule in RULES]
    assert len(steps) == len(RULES)
    assert left == []
    assert drawing == [(False,)]


def tally(rule: str, counts: Counter[str]) -> Tally:
    return Tally(rule, counts["pass"], counts["fail"], counts["undecided"], counts["not-applicable"])


def test_tables_that_are_not_there_are_told_of(tmp_path: Path) -> None:
    with pytest.raises(EngineFault, match=r"plan\.parquet"), opened(tmp_path, threads=1, aside=tmp_path):
        pass


def test_what_cannot_be_read_any_more_ends_every_rule_that_waits_for_it(tmp_path: Path) -> None:
    scope: dict[str, Any] = {"source": "project", "only": {"status": ["proposed"]}}
    rules = [
        rule(f"PRJ-{9 + least:03}", kind="requires-link", relation="part_of", at_least=least, **scope)
        for least in range(40)
    ]
    written(facts_of(sample(1).graph(), rules, built_in_chain().kinds), tmp_path)

    def judged() -> None:
        with opened(tmp_path, threads=2, aside=tmp_path) as tables:
            (tmp_path / "value.parquet").write_bytes(b"")
            tables.judge(rules)

    with pytest.raises(EngineFault, match="The set engine could not finish"):
        judged()
