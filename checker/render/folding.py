"""What explains what: findings and undecided verdicts folded under the finding that causes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from checker.finding import Evidence, Finding, Report, RuleTally, Undecided
from checker.text import Sentence
from checker.thai import natural


@dataclass(frozen=True, slots=True)
class OpenVerdicts:
    """Undecided verdicts of one rule for one reason."""

    rule: RuleTally
    why: Sentence
    items: tuple[Undecided, ...]

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What was found out about them, each once."""
        once = {(one.what, one.value): one for item in self.items for one in item.evidence}
        return tuple(once.values())


@dataclass(frozen=True, slots=True)
class Told:
    """A finding with its rule and with everything that it explains, folded under it.

    `unlisted` is how many more verdicts it says to explain than the report holds.
    """

    finding: Finding
    rule: RuleTally
    folded: tuple[Told, ...] = ()
    undecided: tuple[OpenVerdicts, ...] = ()

    @property
    def listed(self) -> int:
        """How many findings and undecided verdicts are folded under this one."""
        return len(self.folded) + sum(len(group.items) for group in self.undecided)

    @property
    def explains(self) -> int:
        """How many verdicts this one explains, whether or not the report holds them."""
        return max(self.listed, self.finding.explains)

    @property
    def unlisted(self) -> int:
        return self.explains - self.listed


def code_order(finding: Finding) -> tuple[str, object, str]:
    """Sorts findings by plan and code."""
    return (finding.plan, natural(finding.node.code), finding.fingerprint)


def folded(report: Report) -> tuple[list[Told], tuple[OpenVerdicts, ...]]:
    """The findings that stand by themselves, each with what it explains, and the undecided that nothing explains."""
    rules = {rule.id: rule for rule in report.rules}
    known = {finding.fingerprint: finding for finding in report.findings}
    under: dict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        root = _root(finding, known)
        under[root].append(finding)
    open_under: dict[str | None, list[Undecided]] = defaultdict(list)
    for verdict in report.undecided:
        cause = known.get(verdict.cause) if verdict.cause else None
        open_under[_root(cause, known) if cause else None].append(verdict)
    told = []
    for fingerprint, findings in under.items():
        root_finding = known[fingerprint]
        folded = [Told(one, rules[one.rule]) for one in findings if one.fingerprint != fingerprint]
        folded.sort(key=lambda one: (one.finding.rule, *code_order(one.finding)))
        groups = _open(open_under[fingerprint], rules)
        told.append(Told(root_finding, rules[root_finding.rule], tuple(folded), groups))
    return told, _open(open_under[None], rules)


def _root(finding: Finding, known: dict[str, Finding]) -> str:
    """The fingerprint under which `finding` stands: the last known cause, or its own in a cycle or beside a waiver.

    A granted waiver hides nothing but itself: what a waived finding explains stands by itself.
    """
    seen = [finding.fingerprint]
    here = finding
    while finding.waiver is None and here.cause in known:
        here = known[here.cause]
        if here.fingerprint in seen:
            return min(seen[seen.index(here.fingerprint) :]) if here is not finding else finding.fingerprint
        if here.waiver is not None:
            break
        seen.append(here.fingerprint)
    return seen[-1]


def _open(verdicts: Iterable[Undecided], rules: dict[str, RuleTally]) -> tuple[OpenVerdicts, ...]:
    groups: dict[tuple[str, Sentence], list[Undecided]] = defaultdict(list)
    for verdict in verdicts:
        groups[verdict.rule, verdict.why].append(verdict)
    return tuple(
        OpenVerdicts(rules[rule], why, tuple(sorted(items, key=lambda one: (one.plan, natural(one.node.code)))))
        for (rule, why), items in sorted(groups.items(), key=lambda group: (group[0][0], group[0][1].th))
    )
