"""A round that stands in tables of facts, judged by the set engine where it lies: no plan of it is read into memory."""

from __future__ import annotations

import datetime
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from checker import __version__
from checker.audit.folder import RoundFolder
from checker.audit.kept import not_written
from checker.audit.sorts import Runnable, refuse_other_levels, runnable
from checker.chain import built_in_chain
from checker.engine import rulebook_in_report
from checker.engines.sets_columns import refuse_other_columns
from checker.engines.sets_found import Found, PlansAlike, ToldRule
from checker.engines.sets_listed import (
    COUNTED,
    LISTED,
    list_findings,
    list_findings_in_words,
    list_plans,
    list_plans_in_words,
)
from checker.engines.sets_many import Tally, opened
from checker.errors import Fault, UnreadableSubmission, UsageFault
from checker.facts import closed_before
from checker.finding import Engines, Tool
from checker.place import Place
from checker.render.judged import csv_opening, names_in_words
from checker.render.wording import Language
from checker.rule import Rule
from checker.rulebook import Rulebook
from checker.tables.statement import NAME, Statement, read_statement, refuse_other_rules
from checker.tables.writing import ALL_TABLES
from checker.tables_overview import LevelJudged, PlanJudged, RuleJudged, TablesOverview
from checker.text import Sentence

MOST_PLANS: Final = 500
"""So many plans are named on the page; all of them stand in the table of plans."""
FILES: Final = ("findings.csv", "findings.parquet", "undecided.parquet", "plans.csv", "plans.parquet")


@dataclass(frozen=True, slots=True)
class JudgedTables:
    """Tables that were judged, with what was found in them and their figures."""

    found: Found
    overview: TablesOverview

    def write(self, target: RoundFolder, language: Language, aside: Path) -> None:
        """Writes findings and plans as tables; those for spreadsheet programs in `language`."""
        words = names_in_words(language)
        shown = [name for name in LISTED if name != ("title_en" if language == "th" else "title_th")]
        with target.instead_of("findings.parquet") as new:
            list_findings(self.found, "fail", new)
        with target.instead_of("undecided.parquet") as new:
            list_findings(self.found, "undecided", new)
        with target.instead_of("plans.parquet") as new:
            list_plans(self.found, new)
        list_findings_in_words(self.found, shown, words, aside / "findings.csv")
        list_plans_in_words(self.found, words, aside / "plans.csv")
        for name, columns in (("findings.csv", shown), ("plans.csv", COUNTED)):
            with target.instead_of(name) as new, new.open("wb") as out, (aside / name).open("rb") as rows:
                out.write(csv_opening(columns, language))
                shutil.copyfileobj(rows, out)


def ready(folder: Path, rulebook: Rulebook, as_of: datetime.date | None) -> Statement:
    """What the tables in `folder` say of themselves, if they are what they have to be and hold all that the rules ask for.

    Raises UnreadableSubmission where they are none, UsageFault where they were written for other rules or another day.
    """
    statement = read_statement(folder)
    refuse_other_columns(folder, ALL_TABLES)
    refuse_other_rules(statement, rulebook, as_of, str(folder / NAME))
    return statement


@contextmanager
def judged_tables(
    folder: Path,
    rulebook: Rulebook,
    statement: Statement,
    as_of: datetime.date | None,
    *,
    jobs: int,
    aside: Path,
    step: Callable[[], None] = lambda: None,
) -> Iterator[JudgedTables]:
    """The tables in `folder`, judged by the rules in force; `step` is called after each rule. Raises as `ready` does."""
    with opened(folder, threads=jobs, aside=aside) as tables:
        found = Found(tables, folder)
        sorts = found.alike({name for rule in rulebook.in_force for name in rule.scope.plan})
        _refuse_strange(folder, found, sorts, statement)
        refuse_other_levels(rulebook.profile, sorts, str(folder))
        can = runnable(rulebook, sorts, found.registers())
        rules = [rule for rule in rulebook.in_force if rule.id not in can.missing]
        tallies = {tally.rule: tally for tally in tables.judge(rules, step)}
        told = [ToldRule(rule.id, rule.severity, rule.title.th, rule.title.en) for rule in rules]
        left = found.keep(told, can.unchecked, can.silent)
        counted = _Counted(can, tallies, left, found.nodes(), found.failing())
        yield JudgedTables(found, _overview(rulebook, statement, as_of, sorts, found, counted))


@dataclass(frozen=True, slots=True)
class _Counted:
    """What was counted of each rule."""

    can: Runnable
    tallies: Mapping[str, Tally]
    left: Mapping[str, Counter[str]]
    nodes: Mapping[int, Counter[str]]
    failing: Mapping[str, int]

    def rule(self, rule: Rule) -> RuleJudged:
        """The figures of one rule; where it is not checked on some plans, their nodes have no verdict."""
        tally = self.tallies.get(rule.id, Tally(rule.id, 0, 0, 0, 0))
        left = self.left.get(rule.id, Counter())
        unchecked = {sort for name, sort in self.can.unchecked if name == rule.id}
        aside = sum(self.nodes.get(sort, Counter())[kind] for sort in unchecked for kind in rule.sources)
        return RuleJudged(
            id=rule.id,
            severity=rule.severity,
            title=rule.title,
            passed=tally.passed,
            fail=tally.failed - left["fail"],
            undecided=tally.undecided - left["undecided"],
            not_applicable=max(0, tally.not_applicable - aside + left.total()),
            failing=self.failing.get(rule.id, 0),
            concerns=self.can.concerns.get(rule.id, 0),
            idle=self.can.idle.get(rule.id, 0),
            not_checked=self.can.missing.get(rule.id) or self._reason(rule.id),
        )

    def _reason(self, rule: str) -> Sentence | None:
        return self.can.reasons.get(rule) if self.can.idle.get(rule) else None


def _overview(
    rulebook: Rulebook,
    statement: Statement,
    as_of: datetime.date | None,
    sorts: Sequence[PlansAlike],
    found: Found,
    counted: _Counted,
) -> TablesOverview:
    day = as_of or statement.as_of
    levels = {one.level: one for one in found.levels()}
    order = [level for level in built_in_chain().levels if level in levels]
    by = statement.rulebook
    return TablesOverview(
        tool=Tool(name="oneplan-checker", version=__version__),
        rulebook=rulebook_in_report(rulebook),
        written_by=by.hash if by else "",
        as_of=day.isoformat() if day else None,
        engines=Engines(ran=["sets"], agreed=None),
        plans=sum(one.plans for one in levels.values()),
        context=sum(one.plans for one in sorts if not one.submitted and "@" not in one.plan),
        projects=sum(one.projects for one in levels.values()),
        nodes=sum(one.total() for one in counted.nodes.values()),
        findings=sum(one.error + one.warning + one.advice for one in levels.values()),
        undecided=sum(one.undecided for one in levels.values()),
        levels=[LevelJudged.model_validate(levels[level]._asdict()) for level in order],
        rules=[counted.rule(rule) for rule in rulebook.in_force],
        worst=[_plan(one._asdict()) for one in found.worst(MOST_PLANS)],
        files=[*FILES],
    )


def _plan(row: dict[str, object]) -> PlanJudged:
    return PlanJudged.model_validate({"code": row.pop("plan"), **row})


def _refuse_strange(folder: Path, found: Found, sorts: Sequence[PlansAlike], statement: Statement) -> None:
    """Holds if levels and kinds are those of the chain, the calendar is that of the day, and there is a plan to judge."""
    chain = built_in_chain()
    strange = [
        _strange(folder, "plan.level", one) for one in sorted({one.level for one in sorts} - chain.levels.keys())
    ]
    strange += [_strange(folder, "node.kind", one) for one in found.kinds() if one not in chain.kinds]
    closed = [_closed(statement.as_of)] if statement.as_of else []
    if found.closed() != closed:
        told = closed[0] if closed else "–"
        says = Sentence(
            th=f"ตาราง calendar ไม่ตรงกับ as_of ใน {NAME} ต้องมีแถวเดียวคือ {told} (หรือไม่มีแถวถ้าไม่บอกวัน)",
            en=f"Table calendar is not what as_of in {NAME} says: one row, {told}, or none where no day is told.",
        )
        strange.append(Fault(Place(str(folder / "calendar.parquet")), says))
    if strange:
        raise UnreadableSubmission(strange)
    if not any(one.submitted for one in sorts):
        raise _usage(
            folder,
            "ไม่มีแผนให้ตรวจ: ไม่มีแถวใดในตาราง plan ที่ submitted เป็นจริง",
            "There is no plan to judge: in no row of table plan is submitted true.",
        )


def _strange(folder: Path, column: str, value: str) -> Fault:
    says = Sentence(
        th=f"คอลัมน์ {column} มี “{value}” ซึ่งไม่มีในผังแผน (rules/chain.yaml)",
        en=f"Column {column} holds “{value}”, which the chain does not know (rules/chain.yaml).",
    )
    return Fault(Place(str(folder / f"{column.partition('.')[0]}.parquet")), says)


def _closed(day: datetime.date | None) -> int:
    return closed_before(day) if day else 0


def _usage(place: Path, th: str, en: str) -> UsageFault:
    return UsageFault([Fault(Place(str(place)), Sentence(th=th, en=en))])


@contextmanager
def set_aside(target: RoundFolder) -> Iterator[Path]:
    """A folder beside the results for what the database puts aside meanwhile, gone afterwards. Raises UsageFault."""
    folder = target.kept.path / "aside"
    shutil.rmtree(folder, ignore_errors=True)  # of an audit that was killed
    try:
        folder.mkdir(parents=True)
        yield folder
    except OSError as error:
        raise not_written(folder, error) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
