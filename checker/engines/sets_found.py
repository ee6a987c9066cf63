"""What stands in tables that were judged (`sets_many`): the plans by what rules can tell them apart by, findings counted and written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

from checker.engines.sets_columns import files_of
from checker.engines.sets_many import Tables
from checker.finding import Severity
from checker.rule import SEVERITIES

_ALIKE: Final = """CREATE TEMP TABLE alike AS
    WITH forms AS (SELECT plan, LIST(kind ORDER BY kind) AS kinds FROM unheld GROUP BY plan),
    said AS (
        SELECT value.node, LIST([value.field, value.key] ORDER BY value.field) AS words
        FROM value JOIN plan ON plan.heading = value.node
        WHERE value.state = 'filled' AND value.field IN (SELECT UNNEST($fields)) GROUP BY value.node
    ),
    told AS (
        SELECT plan.plan, plan.level, plan.submitted, plan.first, plan.last,
        CASE WHEN CONTAINS(plan.plan, '@') THEN SPLIT_PART(plan.plan, '@', 1) ELSE '' END AS list,
        COALESCE(forms.kinds, []) AS unheld, COALESCE(said.words, []) AS words
        FROM plan LEFT JOIN forms ON forms.plan = plan.plan LEFT JOIN said ON said.node = plan.heading
    )
    SELECT *, DENSE_RANK() OVER (ORDER BY submitted, level, first, last, list, unheld, words) AS sort FROM told"""
_SORTS: Final = """SELECT sort, MIN(plan), MIN(level), BOOL_OR(submitted), MIN(first), MIN(last),
    ANY_VALUE(unheld), ANY_VALUE(words), COUNT(*) FROM alike GROUP BY sort ORDER BY sort"""
_FINDING: Final = """CREATE TEMP TABLE finding AS
    SELECT outcome.rule, outcome.verdict, outcome.node, alike.plan, alike.sort
    FROM outcome JOIN node ON node.node = outcome.node JOIN alike ON alike.plan = node.plan"""
_PLAN_COUNT: Final = """CREATE TEMP TABLE plan_count AS
    WITH counted AS (
        SELECT finding.plan,
        COUNT(*) FILTER (verdict = 'fail' AND severity = 'error') AS error,
        COUNT(*) FILTER (verdict = 'fail' AND severity = 'warning') AS warning,
        COUNT(*) FILTER (verdict = 'fail' AND severity = 'advice') AS advice,
        COUNT(*) FILTER (verdict = 'undecided') AS undecided
        FROM finding JOIN told_rule ON told_rule.rule = finding.rule GROUP BY finding.plan
    ),
    projects AS (SELECT plan, COUNT(*) AS projects FROM judged WHERE kind = 'project' GROUP BY plan)
    SELECT alike.plan, alike.level, COALESCE(owner.name, '') AS owner, COALESCE(projects, 0) AS projects,
    COALESCE(error, 0) AS error, COALESCE(warning, 0) AS warning, COALESCE(advice, 0) AS advice,
    COALESCE(undecided, 0) AS undecided,
    CASE WHEN error > 0 THEN 'error' WHEN warning > 0 THEN 'warning' WHEN advice > 0 THEN 'advice'
        WHEN list_contains($idle, alike.sort) THEN 'idle' ELSE 'clean' END AS standing
    FROM alike LEFT JOIN counted ON counted.plan = alike.plan LEFT JOIN projects ON projects.plan = alike.plan
    LEFT JOIN owner ON owner.plan = alike.plan WHERE alike.submitted"""


@dataclass(frozen=True, slots=True)
class PlansAlike:
    """Plans that no rule can tell apart by their level, window and forms, nor by what their own nodes say; `plan` is one of them.

    `unheld` are the kinds for which their forms have no place, `words` what their own nodes say in the fields asked for.
    """

    sort: int
    plan: str
    level: str
    submitted: bool
    first: int | None
    last: int | None
    unheld: frozenset[str]
    words: Mapping[str, str]
    plans: int


class PlanCount(NamedTuple):
    """A judged plan and its findings."""

    plan: str
    level: str
    owner: str
    projects: int
    error: int
    warning: int
    advice: int
    undecided: int
    standing: str


class LevelCount(NamedTuple):
    """The judged plans of a level: how many stand how, and their findings."""

    level: str
    plans: int
    projects: int
    standings: Mapping[str, int]
    error: int
    warning: int
    advice: int
    undecided: int


class ToldRule(NamedTuple):
    """What stands beside a finding of a rule."""

    rule: str
    severity: Severity
    title_th: str
    title_en: str


@dataclass(frozen=True, slots=True)
class Found:
    """Tables that can be judged, and what was found once they are: `alike`, then judge, then `keep`, then all others."""

    tables: Tables
    folder: Path

    def alike(self, fields: Collection[str]) -> list[PlansAlike]:
        """All plans, as few sorts of them as there are, told apart by what their own nodes say in `fields` too."""
        self._run(_ALIKE, {"fields": sorted(fields)})
        return [
            PlansAlike(sort, plan, level, submitted, first, last, frozenset(unheld), dict(words), plans)
            for sort, plan, level, submitted, first, last, unheld, words, plans in self._rows(_SORTS)
        ]

    def registers(self) -> list[str]:
        """The lists whose words stand in the tables."""
        return [name for (name,) in self._rows("SELECT DISTINCT list FROM register ORDER BY list")]

    def closed(self) -> list[int]:
        """The calendar: at most one row, where it is one."""
        return [year for (year,) in self._rows("SELECT closed FROM calendar")]

    def kinds(self) -> list[str]:
        """The kinds of all nodes."""
        return [kind for (kind,) in self._rows("SELECT DISTINCT kind FROM node ORDER BY kind")]

    def nodes(self) -> dict[int, Counter[str]]:
        """For each sort of plans how many nodes of each kind are judged."""
        found: dict[int, Counter[str]] = defaultdict(Counter)
        for sort, kind, count in self._rows(
            "SELECT sort, kind, COUNT(*) FROM judged JOIN alike ON alike.plan = judged.plan GROUP BY ALL"
        ):
            found[sort][kind] = count
        return found

    def keep(
        self, rules: Sequence[ToldRule], unchecked: Iterable[tuple[str, int]], idle: Collection[int]
    ) -> dict[str, Counter[str]]:
        """Keeps what the judged rules found, save of rules that are `unchecked` for a sort of plans.

        Of these it gives how many verdicts of each were left out, by rule. A plan of an `idle` sort counts as idle, where it
        has no finding.
        """
        self._run(f"CREATE TEMP VIEW label AS FROM read_parquet({_literal(files_of(self.folder, 'label'))})")
        self._run(f"CREATE TEMP VIEW owner AS FROM read_parquet({_literal(files_of(self.folder, 'owner'))})")
        ranked = [(*rule, SEVERITIES.index(rule.severity)) for rule in rules]
        self._filled("told_rule", ("rule", "severity", "title_th", "title_en", "rank"), ranked)
        self._filled("unchecked", ("rule", "sort"), sorted(unchecked))
        self._run(_FINDING)
        left: dict[str, Counter[str]] = defaultdict(Counter)
        without = "finding WHERE (rule, sort) IN (SELECT rule, sort FROM unchecked)"
        for rule, verdict, count in self._rows(f"SELECT rule, verdict, COUNT(*) FROM {without} GROUP BY ALL"):
            left[rule][verdict] = count
        self._run(f"DELETE FROM {without}")
        self._run(_PLAN_COUNT, {"idle": sorted(idle)})
        return left

    def put_into_words(self, words: Mapping[str, str]) -> None:
        """Keeps how names (`level.local`) are said, for tables that people read."""
        self._run("DROP TABLE IF EXISTS word")
        self._filled("word", ("name", "said"), [*words.items()])

    def failing(self) -> dict[str, int]:
        """For each rule the number of plans in which it fails."""
        asked = "SELECT rule, COUNT(DISTINCT plan) FROM finding WHERE verdict = 'fail' GROUP BY rule"
        return dict(self._rows(asked))

    def levels(self) -> list[LevelCount]:
        """The plans of each level."""
        standings: dict[str, dict[str, int]] = defaultdict(dict)
        for level, standing, count in self._rows("SELECT level, standing, COUNT(*) FROM plan_count GROUP BY ALL"):
            standings[level][standing] = count
        asked = """SELECT level, COUNT(*), SUM(projects), SUM(error), SUM(warning), SUM(advice), SUM(undecided)
            FROM plan_count GROUP BY level ORDER BY level"""
        return [
            LevelCount(level, plans, int(projects), standings[level], *map(int, counts))
            for level, plans, projects, *counts in self._rows(asked)
        ]

    def worst(self, most: int) -> list[PlanCount]:
        """The plans with the most errors, so many of them."""
        order = "ORDER BY error DESC, warning DESC, advice DESC, undecided DESC, plan LIMIT $most"
        return [PlanCount(*row) for row in self._rows(f"FROM plan_count {order}", {"most": most})]

    def failures(self) -> Iterator[tuple[str, str, str, str]]:
        """Each finding in short: its rule, verdict, plan and node's code."""
        asked = """SELECT finding.rule, finding.verdict, finding.plan, label.code
            FROM finding JOIN label ON label.node = finding.node ORDER BY ALL"""
        yield from self._rows(asked)

    def _filled(self, name: str, columns: Sequence[str], rows: Sequence[tuple[object, ...]]) -> None:
        """A table of `rows`, whose columns of numbers are `rank` and `sort` alone."""
        kinds = ["BIGINT" if column in ("rank", "sort") else "TEXT" for column in columns]
        typed = ", ".join(f"{column} {kind}" for column, kind in zip(columns, kinds, strict=True))
        self._run(f"CREATE TEMP TABLE {name} ({typed})")
        lists = ", ".join(f"UNNEST(CAST(${column} AS {kind}[]))" for column, kind in zip(columns, kinds, strict=True))
        given = {column: [row[at] for row in rows] for at, column in enumerate(columns)}
        self._run(f"INSERT INTO {name} SELECT {lists}", given)

    def _rows(self, query: str, values: Mapping[str, object] | None = None) -> list[Any]:
        return self.tables.connection.execute(query, values or {}).fetchall()

    def _run(self, query: str, values: Mapping[str, object] | None = None) -> None:
        self.tables.connection.execute(query, values or {})


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
