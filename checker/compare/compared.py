"""Two sides held against each other: the turn of every finding, counted by plan and by rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from checker import __version__
from checker.compare.comparison import (
    TURNS,
    Change,
    Comparison,
    Differs,
    PlanInComparison,
    RuleInComparison,
    SideInComparison,
    Tally,
    Turn,
    tally_of,
    turn_of,
)
from checker.compare.renaming import with_renamed
from checker.compare.side import Side
from checker.finding import Finding, Report, Severity, Submission, Tool
from checker.thai import natural

_GRAVEST_FIRST: Final[Mapping[Severity, int]] = {"error": 0, "warning": 1, "advice": 2}
_FIRST: Final[Mapping[Turn, int]] = {turn: at for at, turn in enumerate(TURNS)}


def compare(old: Sequence[Report], new: Sequence[Report]) -> Comparison:
    """What became of every finding of `old` and `new`; each side holds a plan, and a fingerprint, once.

    The order of reports and findings changes nothing. Compared the other way round, what is new is fixed.
    """
    before, now = Side(old), Side(new)
    found = before.findings | now.findings
    changes = [_change(found[fingerprint], before, now) for fingerprint in sorted(found)]
    changes, renamed = with_renamed(changes, before, now)
    changes.sort(key=_order)
    told, told_now = before.told(), now.told()
    return Comparison(
        tool=Tool(name="oneplan-checker", version=__version__),
        old=told,
        new=told_now,
        differs=_differs(told, told_now),
        codes_known=before.codes_known and now.codes_known,
        tally=tally_of(one.turn for one in changes),
        plans=_plans(changes, before, now),
        rules=_rules(changes, before, now),
        renamed=renamed,
        changes=changes,
    )


def _change(finding: Finding, before: Side, now: Side) -> Change:
    was, stands = before.standing(finding, now), now.standing(finding, before)
    return Change(
        turn=turn_of(was, stands),
        fingerprint=finding.fingerprint,
        rule=finding.rule,
        plan=finding.plan,
        node=finding.node,
        message=finding.message,
        fix=finding.fix,
        before=was,
        now=stands,
    )


def _order(one: Change) -> tuple[object, ...]:
    grave = _GRAVEST_FIRST[one.severity]
    return (
        _FIRST[one.turn],
        natural(one.plan),
        grave,
        one.node.kind,
        natural(one.node.code),
        one.rule,
        one.fingerprint,
    )


def _differs(old: SideInComparison, new: SideInComparison) -> list[Differs]:
    """In what the reports of both sides were made otherwise."""

    def books(side: SideInComparison) -> set[tuple[str, str]]:
        return {(one.version, one.hash) for one in side.rulebooks}

    def profiles(side: SideInComparison) -> set[str]:
        return {one.profile for one in side.rulebooks}

    found: dict[Differs, bool] = {
        "rulebook": books(old) != books(new),
        "profile": profiles(old) != profiles(new),
        "as-of": old.as_of != new.as_of,
        "context": old.context != new.context,
        "engines": old.engines != new.engines,
        "program": old.tools != new.tools,
    }
    return [name for name, differs in found.items() if differs]


def _tallies(changes: Iterable[Change], by: Mapping[str, str]) -> dict[str, Tally]:
    """The tallies of the changes, by what `by` gives for their fingerprints."""
    turns: dict[str, list[Turn]] = defaultdict(list)
    for one in changes:
        turns[by[one.fingerprint]].append(one.turn)
    return {name: tally_of(listed) for name, listed in turns.items()}


def _plans(changes: Sequence[Change], before: Side, now: Side) -> list[PlanInComparison]:
    tallies = _tallies(changes, {one.fingerprint: one.plan for one in changes})
    rows = []
    for code in sorted({*before.plans, *now.plans}, key=lambda one: (natural(one), one)):
        was, stands = before.plans.get(code), now.plans.get(code)
        newest = stands or was
        assert newest is not None
        rows.append(
            PlanInComparison(
                plan=newest.submission.plan,
                handed_in="both" if was and stands else "only-old" if was else "only-new",
                same_files=was is not None
                and stands is not None
                and _files(was.submission) == _files(stands.submission),
                tally=tallies.get(code, Tally()),
            )
        )
    return rows


def _files(submission: Submission) -> list[str]:
    return sorted(one.sha256 for one in submission.files)


def _rules(changes: Sequence[Change], before: Side, now: Side) -> list[RuleInComparison]:
    """The rules with findings, those that moved most first."""
    tallies = _tallies(changes, {one.fingerprint: one.rule for one in changes})
    rows = []
    for name, tally in tallies.items():
        rule = now.rules.get(name) or before.rules[name]
        rows.append(
            RuleInComparison(
                id=name,
                title=rule.title,
                severity_before=before.severity(name),
                severity_now=now.severity(name),
                tally=tally,
            )
        )
    return sorted(rows, key=lambda row: (-row.tally.moved, -row.tally.now, row.id))
