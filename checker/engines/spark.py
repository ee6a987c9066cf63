"""The set engine on Apache Spark: the SQL of `compile_rule` over the same tables, for more plans than one machine takes (docs/spark.md).

Everything runs as SQL in Spark itself, so that its workers need neither this package nor Python. A path is whatever Spark reads:
a folder of this machine, `hdfs://…`, `s3a://…`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, get_type_hints

import sqlglot

from checker.engines.sets import compile_rule
from checker.engines.sets_found import PlansAlike, ToldRule
from checker.engines.sets_hushed import PLANS
from checker.engines.sets_listed import FINDINGS
from checker.engines.sets_many import Tally
from checker.engines.sets_silent import LACKING, Lacking
from checker.engines.sets_tables import JUDGED, TABLES, Table
from checker.engines.spark_session import broken, is_missing
from checker.errors import Fault, UnreadableSubmission
from checker.finding import Verdict
from checker.place import Place
from checker.rule import SEVERITIES, Rule
from checker.text import Sentence

AT_ONCE: Final = 8
"""So many rules are asked at a time at most: each is a few short stages, between which workers would be idle."""

_JUDGED: Final = sqlglot.transpile(JUDGED, read="duckdb", write="spark")[0]
_EXAMINED: Final = "SELECT kind, level, COUNT(*) AS nodes FROM judged GROUP BY kind, level"
_ANSWER: Final = (
    "COUNT(*) AS nodes",
    "COLLECT_LIST(CASE WHEN verdict IN ('fail', 'undecided') THEN node END) AS which",
)
_ALIKE: Final = """
    WITH forms AS (SELECT plan, ARRAY_SORT(COLLECT_LIST(kind)) AS kinds FROM unheld GROUP BY plan),
    said AS (
        SELECT value.node, ARRAY_SORT(COLLECT_LIST(ARRAY(value.field, value.key))) AS words
        FROM value JOIN plan ON plan.heading = value.node
        WHERE value.state = 'filled' AND value.field IN (SELECT field FROM asked) GROUP BY value.node
    ),
    told AS (
        SELECT plan.plan, plan.level, plan.submitted, plan.first, plan.last,
        CASE WHEN CONTAINS(plan.plan, '@') THEN SPLIT_PART(plan.plan, '@', 1) ELSE '' END AS list,
        COALESCE(forms.kinds, ARRAY()) AS unheld, COALESCE(said.words, ARRAY()) AS words
        FROM plan LEFT JOIN forms ON forms.plan = plan.plan LEFT JOIN said ON said.node = plan.heading
    )
    SELECT *, DENSE_RANK() OVER (ORDER BY submitted, level, first, last, list, unheld, words) AS sort FROM told"""
_SORTS: Final = """SELECT sort, MIN(plan), MIN(level), BOOL_OR(submitted), MIN(first), MIN(last),
    ANY_VALUE(unheld), ANY_VALUE(words), COUNT(*) FROM alike GROUP BY sort ORDER BY sort"""
_NOTHING: Final = "SELECT '' AS verdict, 0L AS nodes, CAST(ARRAY() AS ARRAY<BIGINT>) AS which WHERE FALSE"
_OUTCOME: Final = "SELECT rule, verdict, EXPLODE(which) AS node FROM answer"
_FINDING: Final = """SELECT outcome.rule, outcome.verdict, outcome.node, alike.plan, alike.sort
    FROM outcome JOIN node ON node.node = outcome.node JOIN alike ON alike.plan = node.plan
    LEFT ANTI JOIN unchecked ON unchecked.rule = outcome.rule AND unchecked.sort = alike.sort"""


class RuleRow(NamedTuple):
    """What was found by a rule. Of the plans that it `concerns` so many stand `idle`, because it could not run on them, and why."""

    rule: str
    severity: str
    title_th: str
    title_en: str
    passed: int
    failed: int
    undecided: int
    concerns: int
    idle: int
    not_checked_th: str
    not_checked_en: str


@dataclass(frozen=True, slots=True)
class Tables:
    """Tables of facts as views of a Spark session, and what the rules said of them: `alike`, then judge, keep, then list."""

    session: Any
    folder: str
    answers: str

    def alike(self, fields: Collection[str]) -> list[PlansAlike]:
        """All plans, as few sorts of them as there are, told apart by what their own nodes say in `fields` too."""
        with broken(self.folder):
            self._view("asked", [(name,) for name in sorted(fields)], "field STRING")
            self.session.sql(_ALIKE).persist().createOrReplaceTempView("alike")
            return [
                PlansAlike(sort, plan, level, submitted, first, last, frozenset(unheld), dict(words), plans)
                for sort, plan, level, submitted, first, last, unheld, words, plans in self.session.sql(
                    _SORTS
                ).collect()
            ]

    def registers(self) -> list[str]:
        """The lists whose words stand in the tables."""
        with broken(self.folder):
            return [name for (name,) in self.session.sql("SELECT DISTINCT list FROM register ORDER BY list").collect()]

    def judge(self, rules: Sequence[Rule], step: Callable[[], None] = lambda: None) -> list[Tally]:
        """The tally of each of `rules`, in their order; `step` is called after each.

        Their answers are written to the folder `answers`, because those that Spark keeps would keep with them all that they were
        worked out of, such as the tables sent to every worker for a join.
        """
        cores = self.session.sparkContext.defaultParallelism
        with broken(self.folder), ThreadPoolExecutor(min(AT_ONCE, max(2, cores // 2))) as pool:
            there = Counter({(kind, level): nodes for kind, level, nodes in self.session.sql(_EXAMINED).collect()})
            asked = [rule for rule in rules if _applies(rule, there)]
            self.session.sql(_NOTHING).write.parquet(f"{self.answers}/rule=none")
            unasked = lacking(self.session)
            waiting = [pool.submit(self._ask, rule, unasked) for rule in asked]
            try:
                for one in waiting:
                    one.result()
                    step()
            finally:
                pool.shutdown(cancel_futures=True)
            self.session.read.parquet(self.answers).createOrReplaceTempView("answer")
            counted = self.session.sql("SELECT rule, verdict, nodes FROM answer").collect()
            nodes = Counter({(rule, verdict): count for rule, verdict, count in counted})
            return [_tally(rule, nodes, there) for rule in rules]

    def _ask(self, rule: Rule, unasked: frozenset[Lacking]) -> None:
        from pyspark.sql.functions import expr

        verdicts = self.session.sql(compile_rule(rule, "spark", unasked))
        answer = verdicts.groupBy("verdict").agg(*map(expr, _ANSWER))
        answer.coalesce(1).write.parquet(f"{self.answers}/rule={rule.id}")

    def keep(self, rules: Sequence[ToldRule], unchecked: Iterable[tuple[str, int]]) -> None:
        """Keeps what the judged `rules` found, save of rules that are `unchecked` for a sort of plans."""
        with broken(self.folder):
            ranked = [(*rule, SEVERITIES.index(rule.severity)) for rule in rules]
            self._view("told_rule", ranked, "rule STRING, severity STRING, title_th STRING, title_en STRING, rank INT")
            self._view("unchecked", sorted(unchecked), "rule STRING, sort INT")
            self.session.sql(_OUTCOME).createOrReplaceTempView("outcome")
            self.session.sql(_FINDING).persist().createOrReplaceTempView("finding")

    def found(self) -> dict[tuple[str, str], int]:
        """How many nodes are kept for each rule and verdict."""
        with broken(self.folder):
            counted = self.session.sql("SELECT rule, verdict, COUNT(*) FROM finding GROUP BY rule, verdict").collect()
            return {(rule, verdict): nodes for rule, verdict, nodes in counted}

    def list_findings(self, verdict: Verdict, into: str) -> None:
        """Writes a row for each node that a rule failed, or left undecided, as Parquet: plan by plan, the gravest first."""
        with broken(into):
            self.session.sql(FINDINGS.format(verdict=verdict)).write.parquet(into)

    def list_rules(self, rows: Sequence[RuleRow], into: str) -> None:
        """Writes a row for each rule in force as Parquet."""
        columns = ", ".join(
            f"{name} {'STRING' if kind is str else 'BIGINT'}" for name, kind in get_type_hints(RuleRow).items()
        )
        with broken(into):
            self.session.createDataFrame([*rows], columns).coalesce(1).write.parquet(into)

    def _view(self, name: str, rows: list[Any], columns: str) -> None:
        self.session.createDataFrame(rows, columns).createOrReplaceTempView(name)


@contextmanager
def opened(session: Any, folder: str, answers: str, beside: Sequence[Table] = ()) -> Iterator[Tables]:
    """The tables of facts in `folder`, and those `beside` them: a file NAME.parquet each, or a folder of that name with parts.

    What rules say of them is written to the folder `answers`, which is not there yet. Raises UnreadableSubmission where a table
    is not there or cannot be read, and EngineFault where Spark cannot do it.
    """
    with broken(folder):
        try:
            for table in (*TABLES, *beside):
                _read(session, f"{folder.rstrip('/')}/{table.name}.parquet", table)
                if table in TABLES:
                    session.catalog.cacheTable(table.name)
            session.sql(_JUDGED).createOrReplaceTempView("judged")
            session.catalog.cacheTable("judged")
            yield Tables(session, folder, answers)
        finally:
            session.catalog.clearCache()


def lacking(session: Any) -> frozenset[Lacking]:
    """What the forms of the nodes in the tables have no place for: what none of them lacks, no rule need ask about.

    The views of PLANS are there afterwards.
    """
    for plans in PLANS:
        session.sql(plans.query.sql("spark", identify=True)).createOrReplaceTempView(plans.name)
    return frozenset(Lacking(*row) for row in session.sql(LACKING).collect())


def _applies(rule: Rule, there: Counter[tuple[str, str]]) -> bool:
    """Whether some nodes that are `there`, by kind and level, are of a kind and a level that the rule is for."""
    levels = rule.scope.levels
    return any(kind in rule.sources and (not levels or level in levels) for kind, level in there)


def _tally(rule: Rule, nodes: Counter[tuple[str, str]], there: Counter[tuple[str, str]]) -> Tally:
    examined = sum(count for (kind, _), count in there.items() if kind in rule.sources)
    passed, failed, undecided = (nodes[rule.id, verdict] for verdict in ("pass", "fail", "undecided"))
    return Tally(rule.id, passed, failed, undecided, examined - passed - failed - undecided)


def is_there(session: Any, path: str) -> bool:
    """Whether Spark finds a file or a folder at `path`."""
    return _text(session, path) is not None


def read_text(session: Any, path: str) -> str:
    """The whole text of a file that Spark can reach; none where it is empty or not there."""
    with broken(path):
        found = _text(session, path)
        return "" if found is None else "".join(str(text) for (text,) in found.take(1))


def _text(session: Any, path: str) -> Any:
    from pyspark.errors import AnalysisException

    with broken(path):
        try:
            return session.read.text(path, wholetext=True)
        except AnalysisException as error:
            if not is_missing(error):
                raise
            return None


def _read(session: Any, path: str, table: Table) -> None:
    """The columns of `table`, as the types that they have to be of, as a view of its name."""
    from pyspark.errors import AnalysisException

    columns = [f"CAST(`{name}` AS {_type(kind)}) AS `{name}`" for name, kind in table.columns.items()]
    try:
        session.read.parquet(path).selectExpr(*columns).createOrReplaceTempView(table.name)
    except AnalysisException as error:
        says = Sentence(
            th=f"อ่านตาราง {table.name} ไม่ได้ ต้องมีไฟล์หรือโฟลเดอร์นี้ที่มีคอลัมน์ {', '.join(table.columns)} (docs/facts.md)",
            en=f"Table {table.name} cannot be read here. It has to be a file or a folder with the columns"
            f" {', '.join(table.columns)} (docs/facts.md).",
        )
        raise UnreadableSubmission([Fault(Place(path), says)]) from error


def _type(kind: str) -> str:
    return "STRING" if kind == "TEXT" else kind
