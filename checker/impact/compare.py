"""What a change of rules does to the verdicts on plans: which it adds and which it takes away, rule by rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from checker.finding import Verdict
from checker.impact.measure import Impact, Outcome

Said = Literal["pass", "fail", "undecided", "none"]
"""A verdict as far as it is one: a node to which a rule does not apply, or that it does not examine, has none."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A node of a submission of which a rule says something else now."""

    submission: str
    node: str
    before: Said
    now: Said


@dataclass(frozen=True, slots=True)
class Difference:
    """What has changed of one rule: its severity (None: there is no such rule), and the verdicts that moved."""

    rule: str
    before: str | None
    now: str | None
    moved: tuple[Moved, ...]

    @property
    def added(self) -> int:
        """How many nodes fail that did not."""
        return sum(one.now == "fail" for one in self.moved)

    @property
    def removed(self) -> int:
        """How many nodes failed that do not."""
        return sum(one.before == "fail" for one in self.moved)


def differences(impact: Impact) -> list[Difference]:
    """Every rule that differs in severity or verdicts, by id; none where nothing was compared."""
    old = impact.before
    if old is None:
        return []
    found = []
    for rule in sorted({*impact.rules, *old}):
        moved = [
            Moved(plan.name, node, before, now)
            for plan in impact.plans
            if plan.before is not None
            for node, before, now in _moves(rule, plan.before, plan.now)
        ]
        was, now_is = (rules[rule].severity if rule in rules else None for rules in (old, impact.rules))
        if moved or was != now_is:
            found.append(Difference(rule, was, now_is, tuple(moved)))
    return found


def _moves(rule: str, before: Outcome, now: Outcome) -> list[tuple[str, Said, Said]]:
    was, is_now = before.verdicts.get(rule, {}), now.verdicts.get(rule, {})
    pairs = ((node, _said(was, node), _said(is_now, node)) for node in sorted({*was, *is_now}))
    order: Mapping[Said, int] = {"fail": 0, "undecided": 1, "pass": 2, "none": 3}
    moved = [(node, old, new) for node, old, new in pairs if old != new]
    return sorted(moved, key=lambda one: (order[one[2]], order[one[1]], one[0]))


def _said(verdicts: Mapping[str, Verdict], node: str) -> Said:
    verdict = verdicts.get(node, "not-applicable")
    return "none" if verdict == "not-applicable" else verdict
