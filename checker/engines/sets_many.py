"""The set engine over tables of facts that are too many for memory: DuckDB reads them from Parquet and writes what it found there.

Rules are asked in an order in which they share what they have in common (`sets_shared`). Only nodes that a rule fails or leaves
undecided are written; all others are counted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Final

import duckdb

from checker.engines.sets import lacking, selected, steps_of, weighed
from checker.engines.sets_hushed import PLANS
from checker.engines.sets_queries import OUTCOMES
from checker.engines.sets_shared import Made, Turn, turns
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
        unasked = lacking(self.connection, temporary=False)
        counted = dict(self.connection.execute("SELECT kind, COUNT(*) FROM judged GROUP BY kind").fetchall())
        self.connection.execute("CREATE TABLE answer (rule TEXT, verdict TEXT, nodes BIGINT, which BIGINT[])")
        for _ in _answered(
            self.connection,
            turns({rule.id: steps_of(rule, unasked) for rule in rules}, given=[plans.name for plans in PLANS]),
        ):
            step()
        self.connection.execute(_OUTCOME)
        found: dict[str, Counter[str]] = {rule.id: Counter() for rule in rules}
        for rule, verdict, nodes in self.connection.execute("SELECT rule, verdict, nodes FROM answer").fetchall():
            found[rule][verdict] = nodes
        examined = {rule.id: sum(counted.get(kind, 0) for kind in set(rule.sources)) for rule in rules}
        return [_tally(rule.id, found[rule.id], examined[rule.id]) for rule in rules]


def _tally(rule: str, found: Counter[str], examined: int) -> Tally:
    """The tally of a rule; the nodes that it examined and of which it `found` nothing are those that it does not apply to."""
    passed, failed, undecided = (found[verdict] for verdict in ("pass", "fail", "undecided"))
    return Tally(rule, passed, failed, undecided, examined - passed - failed - undecided)


def _answered(connection: duckdb.DuckDBPyConnection, turns: Sequence[Turn]) -> Iterator[None]:
    """Fills the table `answer`, and yields after each of `turns`. Two are asked at a time, or a thread would wait at each one's end."""
    shared = _Shared(connection, Counter(made.name for turn in turns for made in turn.needs))
    pool = ThreadPoolExecutor(_AT_A_TIME)
    try:
        for answered in [pool.submit(shared.answer, turn) for turn in turns]:
            answered.result()
            yield
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


_AT_A_TIME: Final = 2


@dataclass(frozen=True, slots=True)
class _Shared:
    """The tables that turns share: made when the first turn needs them, dropped when the last is done. `users`: how many are left."""

    connection: duckdb.DuckDBPyConnection
    users: Counter[str]
    made: set[str] = field(default_factory=set)
    making: defaultdict[str, Lock] = field(default_factory=lambda: defaultdict(Lock))
    busy: Lock = field(default_factory=Lock)

    def answer(self, turn: Turn) -> None:
        """Puts into `answer` what the rule of `turn` says."""
        with self.connection.cursor() as cursor:
            if query := self._ready(turn, cursor):
                cursor.execute(_ANSWER.format(query=query), [turn.rule])
            with self.busy:
                self.users.subtract(made.name for made in turn.needs)
                for name in [name for name in self.made if not self.users[name]]:
                    cursor.execute(f"DROP TABLE {name}")
                    self.made.remove(name)

    def _ready(self, turn: Turn, cursor: duckdb.DuckDBPyConnection) -> str:
        """The query of `turn`, once all that it needs is there; none where its rule applies to no node."""
        self._make(turn.needs[: turn.first], cursor)
        if not cursor.execute(f"SELECT 1 FROM {turn.applicable} LIMIT 1").fetchall():
            return ""
        self._make(turn.needs[turn.first :], cursor)
        return weighed(turn.steps).sql("duckdb", identify=True, copy=False)

    def _make(self, tables: Sequence[Made], cursor: duckdb.DuckDBPyConnection) -> None:
        """Each of `tables` is there afterwards, made by this turn or by another one that was here before.

        Who comes while another turn makes it waits; where that turn fails, this one tries for itself, and fails too.
        """
        for table in tables:
            with self.busy:
                making = self.making[table.name]
            with making:
                if table.name in self.made:
                    continue
                query = selected(table.steps).sql("duckdb", identify=True, copy=False)
                cursor.execute(f"CREATE TABLE {table.name} AS {query}")
                with self.busy:
                    self.made.add(table.name)


_VERDICT: Final = " ".join(f"WHEN {weight} THEN '{verdict}'" for verdict, weight in OUTCOMES.items())
_ANSWER: Final = f"""INSERT INTO answer
    SELECT ?, CASE outcome {_VERDICT} END, nodes, which FROM (
        SELECT outcome, COUNT(*) AS nodes, LIST(node ORDER BY node) FILTER (outcome >= {OUTCOMES["undecided"]}) AS which
        FROM ({{query}}) GROUP BY outcome
    )"""
_OUTCOME: Final = """CREATE VIEW outcome AS
    SELECT rule, verdict, UNNEST(which) AS node FROM answer WHERE verdict IN ('fail', 'undecided')"""


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
        # What tables and joins give back is kept for the next ones: to ask the system for it anew cost a tenth of the time.
        "block_allocator_memory": memory,
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
                    f"CREATE {what} {table.name} AS SELECT {columns} FROM read_parquet({_literal(found)})"
                )
            connection.execute(f"CREATE TABLE judged AS {JUDGED}")
            yield Tables(connection)
    except duckdb.Error as error:
        says = Sentence(
            th=f"เครื่องมือตรวจแบบตารางทำงานไม่สำเร็จ: {error}",
            en=f"The set engine could not finish: {error}",
        )
        raise EngineFault([Fault(Place(file=str(folder)), says)]) from error


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
