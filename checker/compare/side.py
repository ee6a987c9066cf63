"""One side of a comparison: what its reports say of any finding of the other side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from checker.compare.comparison import Reason, RulebookSeen, SideInComparison, Standing
from checker.finding import Finding, Report, RuleTally, Severity, Submission, Undecided
from checker.text import Sentence
from checker.thai import key, natural

Item = TypeVar("Item")
_Question = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Judged:
    """A plan with the report that judges it, and what that report says of the plan's nodes."""

    report: Report
    submission: Submission
    rules: Mapping[str, RuleTally]
    codes: Mapping[str, frozenset[str]] | None

    def lacks(self, kind: str, code: str) -> bool:
        """Whether the plan is known to hold no node of this kind and code."""
        return kind != "plan" and self.codes is not None and key(code) not in self.codes.get(kind, frozenset())


class Side:
    """Reports of one round, each plan in one of them, looked up by plan, rule and fingerprint."""

    def __init__(self, reports: Sequence[Report]) -> None:
        """`reports` hold every plan, and every fingerprint, once."""
        self.reports = sorted(reports, key=lambda one: [submission.plan.code for submission in one.submissions])
        self.plans = {one.submission.plan.code: one for report in self.reports for one in _judged(report)}
        self.findings = {one.fingerprint: one for report in self.reports for one in report.findings}
        self.undecided = {_question(one): one for report in self.reports for one in report.undecided}
        self.rules = {rule.id: rule for report in self.reports for rule in report.rules}

    @property
    def codes_known(self) -> bool:
        """Whether every report lists the codes of its nodes, so that what was taken out can be told."""
        return all(one.codes is not None for one in self.plans.values())

    def severity(self, rule: str) -> Severity | None:
        """The severity of the rule; None where no report has it."""
        tally = self.rules.get(rule)
        return tally.severity if tally else None

    def standing(self, finding: Finding, other: Side) -> Standing:
        """How `finding`, which this side or the `other` one holds, stands here."""
        if (own := self.findings.get(finding.fingerprint)) is not None:
            return Standing(
                stands="waived" if own.waiver else "open",
                severity=own.severity,
                place=own.place,
                cause=own.cause,
                explains=own.explains,
                waiver=own.waiver,
            )
        reason, why = self._unjudged(finding, other)
        return Standing(stands="unjudged" if reason else "clear", reason=reason, why=why)

    def _unjudged(self, finding: Finding, other: Side) -> tuple[Reason | None, Sentence | None]:
        """Why no report here can say that the fault of `finding` is gone, and its own words on that; None where it can."""
        judged = self.plans.get(finding.plan)
        if judged is None:
            return "plan-absent", None
        rule = judged.rules.get(finding.rule)
        if rule is None:
            return "rule-absent", None
        if rule.not_checked is not None:
            return "not-checked", rule.not_checked
        if not rule.concerns:
            return "not-concerned", None
        if judged.lacks(finding.node.kind, finding.node.code):
            return "node-absent", None
        if (waits := self.undecided.get(_question(finding))) is not None:
            return "undecided", waits.why
        if rule.examined == rule.not_applicable:
            return "not-applicable", None
        theirs = other.plans.get(finding.plan)
        if theirs is not None and _asked(judged.report, finding.rule) != _asked(theirs.report, finding.rule):
            return "rule-changed", None
        return None, None

    def told(self) -> SideInComparison:
        """What stands at the head of a comparison about this side."""
        books = (one.rulebook for one in self.reports)
        return SideInComparison(
            reports=len(self.reports),
            tools=_each((one.tool for one in self.reports), lambda one: (one.name, one.version)),
            rulebooks=_each(
                (RulebookSeen(version=one.version, hash=one.hash, profile=one.profile) for one in books),
                lambda one: (one.version, one.profile, one.hash),
            ),
            as_of=sorted({one.as_of for one in self.reports}),
            engines=sorted({" + ".join(one.engines.ran) for one in self.reports}),
            context=sorted(
                {plan.code for one in self.reports for plan in one.context} - self.plans.keys(),
                key=lambda code: (natural(code), code),
            ),
        )


def _each(items: Iterable[Item], order: Callable[[Item], tuple[str, ...]]) -> list[Item]:
    return [item for _, item in sorted({order(item): item for item in items}.items())]


def _judged(report: Report) -> Iterator[Judged]:
    rules = {one.id: one for one in report.rules}
    for submission in report.submissions:
        listed = submission.codes or not submission.counts
        codes = {kind: frozenset(map(key, codes)) for kind, codes in submission.codes.items()} if listed else None
        yield Judged(report, submission, rules, codes)


def _question(one: Finding | Undecided) -> _Question:
    return one.rule, one.plan, one.node.kind, key(one.node.code)


def _asked(report: Report, rule: str) -> frozenset[tuple[str, str | None, str | None]]:
    """In what the report's profile and folder of rules let `rule` ask for other things than the built-in one."""
    return frozenset(
        (one.what, one.parameter, one.after)
        for one in report.rulebook.changes
        if one.rule == rule and one.what in {"added", "replaced", "set"}
    )
