"""CLIPS: the facts from a text of facts, as CLIPS loads them fastest, then the rules of each check beside them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

import clips
import duckdb

from bench.peers import Found, amiss, by_hand, written
from bench.peers.facts import write


class Production:
    """A working memory that holds the facts. What a rule adds to it stays there, so that each is run once."""

    rules = by_hand("clp")

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._environment = clips.Environment()
        with tempfile.TemporaryDirectory() as folder:
            facts = Path(folder) / "facts.txt"
            write(connection, facts, "({name} {terms})", " ")
            self._environment.load_facts(str(facts))

    def judge(self, rules: Iterable[str]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            for rule in rules:
                file = Path(folder) / f"{rule}.clp"
                file.write_text(written(rule, "clp"), encoding="utf-8")
                self._environment.load(str(file))
                self._environment.run()

    def found(self, rule: str) -> Found:
        return amiss(self._nodes("fail", rule), self._nodes("undecided", rule))

    def _nodes(self, verdict: str, rule: str) -> list[int]:
        told = [template for template in self._environment.templates() if template.name == verdict]
        return [int(fact[1]) for template in told for fact in template.facts() if fact[0] == rule]
