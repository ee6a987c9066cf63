"""A report sorted for its reader: what to mend, what explains what, and what nobody could look at.

Nothing is left out here: every finding stands under a node, under the finding that explains it, or among the waivers;
every undecided verdict stands under a finding or under what was not checked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from checker.chain import built_in_chain
from checker.finding import (
    Finding,
    NodeInReport,
    PlaceInReport,
    PlanInReport,
    Report,
    RuleTally,
    Severity,
    WaiverInReport,
    WaiverStatus,
)
from checker.render.folding import OpenVerdicts, Told, code_order, folded
from checker.text import Sentence
from checker.thai import natural

SEVERITIES: Final[tuple[Severity, ...]] = ("error", "warning", "advice")

_TO_MIND: Final[tuple[WaiverStatus, ...]] = ("expired", "ends-soon", "unmatched", "not-yet", "not-checked", "elsewhere")

VerdictKind = Literal["disagreed", "idle", "error", "warning", "advice", "clean"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict in one line: its kind, and how many findings stand behind it."""

    kind: VerdictKind
    count: int = 0


@dataclass(frozen=True, slots=True)
class SeverityTally:
    """Findings of one severity that are not waived, beside all that could have been found.

    `judged` counts the verdicts pass and fail of the rules that ran, `failing` the rules with a finding, `ran` those that ran.
    """

    severity: Severity
    findings: int
    judged: int
    failing: int
    ran: int


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much of the rulebook was checked. `checks` leaves out rules that concern no submitted plan (`elsewhere`)."""

    checks: int
    ran: int
    empty: int
    elsewhere: int
    undecided: int
    missing: tuple[tuple[Sentence, tuple[RuleTally, ...]], ...]


@dataclass(frozen=True, slots=True)
class NodeGroup:
    """Everything to mend at one node, the gravest first. `counts` holds findings by severity, gravest first, zeros left out."""

    plan: str
    node: NodeInReport
    told: tuple[Told, ...]

    @property
    def counts(self) -> list[tuple[Severity, int]]:
        return _counts(told.finding for told in self.told)


@dataclass(frozen=True, slots=True)
class KindGroup:
    """The nodes of one kind in one plan that have something to mend."""

    plan: str
    kind: str
    nodes: tuple[NodeGroup, ...]

    @property
    def size(self) -> int:
        return sum(len(node.told) for node in self.nodes)

    @property
    def counts(self) -> list[tuple[Severity, int]]:
        return _counts(told.finding for node in self.nodes for told in node.told)


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """One rule with all its findings that are not waived."""

    rule: RuleTally
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class NoteGroup:
    """One note on reading and every place it is said of."""

    file: str
    sheet: str | None
    says: Sentence
    places: tuple[PlaceInReport, ...]


@dataclass(frozen=True, slots=True)
class Sorted:
    """The whole report as a reader goes through it."""

    verdict: Verdict
    tallies: tuple[SeverityTally, ...]
    completeness: Completeness
    causes: tuple[Told, ...]
    by_rule: tuple[RuleGroup, ...]
    by_node: tuple[KindGroup, ...]
    waived: tuple[Told, ...]
    waivers: tuple[tuple[WaiverStatus, tuple[WaiverInReport, ...]], ...]
    undecided: tuple[OpenVerdicts, ...]
    notes: tuple[NoteGroup, ...]
    plans: dict[str, PlanInReport] = field(default_factory=dict)


def sorted_report(report: Report) -> Sorted:
    """`report` sorted for reading; the same report gives the same order."""
    told, open_verdicts = folded(report)
    active = [finding for finding in report.findings if finding.waiver is None]
    causes = sorted((one for one in told if one.explains), key=lambda one: (-one.explains, one.finding.fingerprint))
    plans = {submission.plan.code: submission.plan for submission in report.submissions}
    return Sorted(
        verdict=_verdict(report, active),
        tallies=tuple(_tally(severity, report, active) for severity in SEVERITIES),
        completeness=_completeness(report),
        causes=tuple(one for one in causes if one.finding.waiver is None),
        by_rule=_by_rule(report, active),
        by_node=_by_node([one for one in told if one.finding.waiver is None], list(plans)),
        waived=tuple(one for one in told if one.finding.waiver is not None),
        waivers=_waivers(report),
        undecided=open_verdicts,
        notes=_notes(report),
        plans={plan.code: plan for plan in report.context} | plans,
    )


def _counts(findings: Iterable[Finding]) -> list[tuple[Severity, int]]:
    tally: dict[Severity, int] = defaultdict(int)
    for finding in findings:
        tally[finding.severity] += 1
    return [(severity, tally[severity]) for severity in SEVERITIES if tally[severity]]


def _verdict(report: Report, active: Sequence[Finding]) -> Verdict:
    if report.engines.agreed is False:
        return Verdict("disagreed")
    if counts := _counts(active):
        return Verdict(*counts[0])
    if all(rule.examined == 0 for rule in report.rules):
        return Verdict("idle")
    return Verdict("clean")


def _tally(severity: Severity, report: Report, active: Sequence[Finding]) -> SeverityTally:
    found = [finding for finding in active if finding.severity == severity]
    ran = [rule for rule in report.rules if rule.severity == severity and rule.concerns and rule.not_checked is None]
    return SeverityTally(
        severity=severity,
        findings=len(found),
        judged=sum(rule.passed + rule.fail for rule in ran),
        failing=len({finding.rule for finding in found}),
        ran=len(ran),
    )


def _completeness(report: Report) -> Completeness:
    concerned = [rule for rule in report.rules if rule.concerns]
    ran = [rule for rule in concerned if rule.not_checked is None]
    missing: dict[Sentence, list[RuleTally]] = defaultdict(list)
    for rule in concerned:
        if rule.not_checked is not None:
            missing[rule.not_checked].append(rule)
    return Completeness(
        checks=len(concerned),
        ran=len(ran),
        empty=sum(rule.examined == rule.not_applicable for rule in ran),
        elsewhere=len(report.rules) - len(concerned),
        undecided=len(report.undecided),
        missing=tuple(
            (why, tuple(rules)) for why, rules in sorted(missing.items(), key=lambda m: (-len(m[1]), m[0].th))
        ),
    )


def _by_rule(report: Report, active: Sequence[Finding]) -> tuple[RuleGroup, ...]:
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in active:
        found[finding.rule].append(finding)
    groups = [RuleGroup(rule, tuple(sorted(found[rule.id], key=code_order))) for rule in report.rules if found[rule.id]]
    return tuple(sorted(groups, key=lambda g: (SEVERITIES.index(g.rule.severity), -len(g.findings), g.rule.id)))


def _by_node(told: Sequence[Told], plans: Sequence[str]) -> tuple[KindGroup, ...]:
    kinds = list(built_in_chain().kinds)
    groups: dict[tuple[str, str], dict[tuple[str, str], list[Told]]] = defaultdict(lambda: defaultdict(list))
    for one in told:
        node = one.finding.node
        groups[one.finding.plan, node.kind][node.code, node.name].append(one)

    def rank(group: tuple[str, str]) -> tuple[int, str, int, str]:
        plan, kind = group
        return (
            plans.index(plan) if plan in plans else len(plans),
            plan,
            kinds.index(kind) if kind in kinds else len(kinds),
            kind,
        )

    result = []
    for plan, kind in sorted(groups, key=rank):
        nodes = groups[plan, kind]
        order = sorted(nodes, key=lambda name: (natural(name[0]), name[1]))
        result.append(KindGroup(plan, kind, tuple(_node_group(plan, nodes[name]) for name in order)))
    return tuple(result)


def _node_group(plan: str, told: Sequence[Told]) -> NodeGroup:
    def grave(one: Told) -> tuple[int, int, str, str]:
        finding = one.finding
        return (SEVERITIES.index(finding.severity), -one.explains, finding.rule, finding.fingerprint)

    ordered = sorted(told, key=grave)
    return NodeGroup(plan, ordered[0].finding.node, tuple(ordered))


def _waivers(report: Report) -> tuple[tuple[WaiverStatus, tuple[WaiverInReport, ...]], ...]:
    """The waivers that somebody has to look after, by what is to be said of them."""
    found = {status: tuple(one for one in report.waivers if one.status == status) for status in _TO_MIND}
    return tuple((status, grants) for status, grants in found.items() if grants)


def _notes(report: Report) -> tuple[NoteGroup, ...]:
    groups: dict[tuple[str, str | None, Sentence], list[PlaceInReport]] = defaultdict(list)
    for note in report.notes:
        groups[note.place.file, note.place.sheet, note.says].append(note.place)
    return tuple(NoteGroup(file, sheet, says, tuple(places)) for (file, sheet, says), places in groups.items())
