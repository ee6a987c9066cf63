"""The set engine over tables of facts that are too many for memory: DuckDB reads them from Parquet and writes what it found there.

Rules are asked in an order in which they share what they have in common (`sets_shared`). Only nodes that a rule fails or leaves
undecided are written; all others are counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb

from checker.engines.sets import lacking, selected, steps_of
from checker.engines.sets_shared import Made, turns
from checker.engines.sets_tables import JUDGED, TABLES
from checker.errors import EngineFault, Fault
from checker.place import Place
from checker.rule import Rule
from checker.text import Sentence

MEMORY: Final = "6GB"
"""What the database may take before it puts aside on disk what it does not need just now."""

_KEPT: Final = frozenset({"plan", "node", "prospect", "register", "unheld"})
"""Tables that are small or that nearly every rule joins are taken into memory; of the others only the rows of one field at a time."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of the nodes that a rule examines came to which verdict."""

    rule: str
    passed: int
    failed: int
    undecided: int
    not_applicable: int


@dataclass(frozen=True, slots=True)
class Tables:
    """An open database with tables of facts, and what the rules said of them."""

    connection: duckdb.DuckDBPyConnection

    def judge(self, rules: Sequence[Rule], step: Callable[[], None] = lambda: None) -> list[Tally]:
        """The tally of each of `rules`, in their order; `step` is called after each.

        What they failed or left undecided stands in the table `outcome` afterwards: rule, verdict, node.
        """
        unasked = lacking(self.connection)
        counted = dict(self.connection.execute("SELECT kind, COUNT(*) FROM judged GROUP BY kind").fetchall())
        tallies: dict[str, Tally] = {}
        self.connection.execute("CREATE TEMP TABLE answer (rule TEXT, verdict TEXT, nodes BIGINT, which BIGINT[])")
        made: set[str] = set()
        for turn in turns({rule.id: steps_of(rule, unasked) for rule in rules}):
            self._make(turn.needs[: turn.first], made)
            if self._any(turn.applicable):
                self._make(turn.needs, made)
                query = selected(turn.steps, last=True).sql("duckdb", identify=True, copy=False)
                self.connection.execute(_ANSWER.format(query=query), [turn.rule])
            for name in made.intersection(turn.drop):
                self.connection.execute(f"DROP TABLE {name}")
            tallies[turn.rule] = self._tally(turn.rule)
            step()
        self.connection.execute(_OUTCOME)
        examined = {rule.id: sum(counted.get(kind, 0) for kind in set(rule.sources)) for rule in rules}
        return [_whole(tallies[rule.id], examined[rule.id]) for rule in rules]

    def _make(self, tables: Sequence[Made], made: set[str]) -> None:
        """Makes those of `tables` that are not `made` yet."""
        for table in tables:
            if table.name not in made:
                query = selected(table.steps).sql("duckdb", identify=True, copy=False)
                self.connection.execute(f"CREATE TEMP TABLE {table.name} AS {query}")
                made.add(table.name)

    def _any(self, table: str) -> bool:
        return bool(self.connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchall())

    def _tally(self, rule: str) -> Tally:
        found = self.connection.execute("SELECT verdict, nodes FROM answer WHERE rule = ?", [rule]).fetchall()
        nodes = dict(found)
        return Tally(rule, nodes.get("pass", 0), nodes.get("fail", 0), nodes.get("undecided", 0), 0)


_ANSWER: Final = """INSERT INTO answer
    SELECT ?, verdict, COUNT(*), LIST(node ORDER BY node) FILTER (verdict IN ('fail', 'undecided'))
    FROM ({query}) GROUP BY verdict"""
_OUTCOME: Final = """CREATE TEMP VIEW outcome AS
    SELECT rule, verdict, UNNEST(which) AS node FROM answer WHERE verdict IN ('fail', 'undecided')"""


def _whole(tally: Tally, examined: int) -> Tally:
    """`tally` with the nodes that are left: those that the rule does not apply to."""
    left = examined - tally.passed - tally.failed - tally.undecided
    return Tally(tally.rule, tally.passed, tally.failed, tally.undecided, left)


@contextmanager
def opened(folder: Path, *, threads: int, aside: Path, memory: str = MEMORY) -> Iterator[Tables]:
    """The tables of facts in `folder`: a file NAME.parquet each, or a folder of that name with parts.

    More than `memory` is put in the folder `aside` for the time being. Raises EngineFault where the database cannot do it.
    """
    config: dict[str, str | int | float | list[str]] = {
        "threads": threads,
        "memory_limit": memory,
        "temp_directory": str(aside),
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "preserve_insertion_order": False,
        # Rules name their tables in the order in which they are to be joined. The database would rather take all pairs of a node
        # and those of another plan, of which it expects a few.
        "disabled_optimizers": "join_order",
    }
    try:
        with duckdb.connect(":memory:", config=config) as connection:
            connection.execute("SET enable_progress_bar = false")  # it would be drawn on standard output
            for table in TABLES:
                what = "TABLE" if table.name in _KEPT else "VIEW"
                path = folder / f"{table.name}.parquet"
                found = str(path / "*.parquet") if path.is_dir() else str(path)
                columns = ", ".join(f'"{name}"' for name in table.columns)
                connection.execute(
                    f"CREATE TEMP {what} {table.name} AS SELECT {columns} FROM read_parquet({_literal(found)})"
                )
            connection.execute(f"CREATE TEMP TABLE judged AS {JUDGED}")
            yield Tables(connection)
    except duckdb.Error as error:
        says = Sentence(
            th=f"เครื่องมือตรวจแบบตารางทำงานไม่สำเร็จ: {error}",
            en=f"The set engine could not finish: {error}",
        )
        raise EngineFault([Fault(Place(file=str(folder)), says)]) from error


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
