"""The outcomes of a round, one after another, counted into its overview."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from checker import __version__
from checker.audit.judging import Judging, Outcome
from checker.audit.strategies import provincial_strategies
from checker.bodies import Body, BodyRegister
from checker.engine import plan_in_report, rulebook_in_report
from checker.explain.words import place_in_report
from checker.finding import (
    Engines,
    FileInReport,
    NoteInReport,
    PlanInReport,
    Report,
    Severity,
    Tool,
)
from checker.overview import (
    BodyInRound,
    NotJudged,
    Overview,
    PlanInRound,
    QuotaInRound,
    RuleInRound,
    Standing,
)
from checker.rule import SEVERITIES
from checker.text import Sentence
from checker.thai import natural


@dataclass(slots=True)
class _Rule:
    """One rule while it is counted."""

    severity: Severity
    title: Sentence
    judged: int = 0
    failing: int = 0
    findings: int = 0
    passed: int = 0
    not_checked: int = 0


@dataclass(slots=True)
class Counting:
    """Counts the reports of a round as they come; `add` each outcome, then take the `overview`."""

    judging: Judging
    register: BodyRegister
    engines: Engines = field(default_factory=lambda: Engines(ran=[], agreed=None))
    plans: list[PlanInRound] = field(default_factory=list)
    rules: dict[str, _Rule] = field(default_factory=dict)
    not_judged: list[NotJudged] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        """Counts one outcome."""
        if outcome.trouble is not None:
            self.not_judged.append(outcome.trouble)
        if outcome.report is None:
            return
        report = outcome.report
        self.engines = report.engines
        self.plans += [
            _plan(one.plan, report, outcome.name, outcome.called, self.register) for one in report.submissions
        ]
        self._count_rules(report)

    def overview(self) -> Overview:
        """The round as far as it was added."""
        handed_in, graph = self.judging.round, self.judging.graph
        not_judged = sorted(
            [*handed_in.not_judged, *self.not_judged],
            key=lambda one: (natural(one.submission), one.submission, one.plan or ""),
        )
        plans, bodies = self._matched(not_judged)
        submitted = {code for one in handed_in.submissions for code in one.plans}
        own = {one.name for one in graph.files}
        return Overview(
            tool=Tool(name="oneplan-checker", version=__version__),
            rulebook=rulebook_in_report(self.judging.assessor.rulebook),
            as_of=self.judging.assessor.as_of.isoformat(),
            engines=self.engines,
            bodies_from=self.register.source or None,
            submissions=handed_in.handed,
            plans=plans,
            bodies=bodies,
            quotas=self._quotas(plans),
            strategies=provincial_strategies(graph, frozenset(one.code for one in plans)),
            rules=[_told(name, one) for name, one in sorted(self.rules.items())],
            not_judged=not_judged,
            remarks=list(handed_in.remarks),
            context=[plan_in_report(plan, graph) for code, plan in graph.plans.items() if code not in submitted],
            context_files=[FileInReport(name=one.name, sha256=one.sha256) for one in graph.context_files],
            context_notes=[
                NoteInReport(place=place_in_report(note.place), says=note.says)
                for note in graph.notes
                if note.place.file not in own
            ],
            files=[FileInReport(name=one.name, sha256=one.sha256) for one in graph.files],
        )

    def _count_rules(self, report: Report) -> None:
        findings = Counter(one.rule for one in report.findings if one.waiver is None)
        for tally in report.rules:
            rule = self.rules.setdefault(tally.id, _Rule(tally.severity, tally.title))
            rule.judged += bool(tally.passed or tally.fail)
            rule.failing += bool(findings[tally.id])
            rule.findings += findings[tally.id]
            rule.passed += tally.passed
            rule.not_checked += tally.concerns and tally.not_checked is not None

    def _matched(self, not_judged: Iterable[NotJudged]) -> tuple[list[PlanInRound], list[BodyInRound]]:
        """The plans with their bodies, and the bodies of every level of which a plan was judged."""
        built_in = not self.register.source
        levels = {one.level for one in self.plans} if built_in else {one.level for one in self.register.bodies}
        expected = [one for one in self.register.bodies if one.level in levels]
        number = {body: at for at, body in enumerate(expected)}
        found: dict[Body, list[str]] = defaultdict(list)
        unjudged: dict[Body, list[str]] = defaultdict(list)
        plans = []
        for plan in sorted(self.plans, key=lambda one: (natural(one.code), one.code)):
            body = self.register.body_of(plan.level, plan.code, plan.owner)
            if body is not None:
                found[body].append(plan.code)
                plan = plan.model_copy(update={"body": number[body], "district": body.district})
            plans.append(plan)
        for one in not_judged:
            for level in sorted(levels):
                body = self.register.body_of(level, one.plan or "", one.submission.replace("/", " "))
                if body is not None and one.submission not in unjudged[body]:
                    unjudged[body].append(one.submission)
        bodies = [
            BodyInRound(
                code=one.code,
                name=one.name,
                level=one.level,
                district=one.district,
                plans=found.get(one, []),
                not_judged=unjudged.get(one, []),
            )
            for one in expected
        ]
        return plans, bodies

    def _quotas(self, plans: Iterable[PlanInRound]) -> list[QuotaInRound]:
        count = Counter((one.level, one.district) for one in plans)
        levels = {one.level for one in plans}
        return [
            QuotaInRound(
                level=one.level, district=one.district, number=one.number, plans=count[one.level, one.district]
            )
            for one in self.register.quotas
            if one.level in levels
        ]


def _plan(plan: PlanInReport, report: Report, submission: str, page: str, register: BodyRegister) -> PlanInRound:
    active = Counter(one.severity for one in report.findings if one.plan == plan.code and one.waiver is None)
    concerned = [one for one in report.rules if one.concerns]
    idle: Standing = "idle" if all(one.examined == 0 for one in report.rules) else "clean"
    standing: Standing = next((one for one in SEVERITIES if active[one]), idle)
    return PlanInRound(
        **plan.model_dump(),
        district=register.district_of(plan.code, plan.owner),
        body=None,
        submission=submission,
        page=page,
        standing=standing,
        error=active["error"],
        warning=active["warning"],
        advice=active["advice"],
        waived=sum(one.plan == plan.code and one.waiver is not None for one in report.findings),
        undecided=sum(one.plan == plan.code for one in report.undecided),
        checks=len(concerned),
        ran=sum(one.not_checked is None for one in concerned),
        projects=next(one.counts.get("project", 0) for one in report.submissions if one.plan.code == plan.code),
    )


def _told(name: str, rule: _Rule) -> RuleInRound:
    return RuleInRound(
        id=name,
        severity=rule.severity,
        title=rule.title,
        judged=rule.judged,
        failing=rule.failing,
        findings=rule.findings,
        passed=rule.passed,
        not_checked=rule.not_checked,
    )
