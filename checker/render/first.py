"""What to do first: the few steps that mend most, gravest first, each with how much hangs on it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from checker.finding import RuleTally
from checker.render.folding import Told
from checker.render.grouping import SEVERITIES, SeverityTally, Sorted

MOST_CAUSES: Final = 5
MOST_RULES: Final = 5


@dataclass(frozen=True, slots=True)
class RuleStep:
    """A rule whose findings nothing else explains, and how many they are."""

    rule: RuleTally
    findings: int


@dataclass(frozen=True, slots=True)
class Steps:
    """The order in which to mend: what causes other findings, then the rules of the gravest severity, then what is less grave.

    `more_causes` and `more_rules` count those that are not listed here; `later` holds the severities below that of `rules`.
    """

    causes: tuple[Told, ...]
    more_causes: int
    rules: tuple[RuleStep, ...]
    more_rules: int
    later: tuple[SeverityTally, ...]

    def __bool__(self) -> bool:
        return bool(self.causes or self.rules)


def steps(report: Sorted) -> Steps:
    """The first steps for the reader of `report`; none where nothing is to be mended."""
    standing = [told for kind in report.by_node for node in kind.nodes for told in node.told if not told.explains]
    alone = Counter(told.finding.rule for told in standing)
    groups = {group.rule.id: group.rule for group in report.by_rule if alone[group.rule.id]}
    found = [RuleStep(rule, alone[name]) for name, rule in groups.items()]
    gravest = min((SEVERITIES.index(one.rule.severity) for one in found), default=len(SEVERITIES))
    rules = [one for one in found if SEVERITIES.index(one.rule.severity) == gravest]
    rules.sort(key=lambda one: (-one.findings, one.rule.id))
    return Steps(
        causes=report.causes[:MOST_CAUSES],
        more_causes=len(report.causes[MOST_CAUSES:]),
        rules=tuple(rules[:MOST_RULES]),
        more_rules=len(rules[MOST_RULES:]),
        later=tuple(one for one in report.tallies[gravest + 1 :] if one.findings),
    )
