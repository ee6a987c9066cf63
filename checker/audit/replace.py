"""A round judged twice, as it is and with a draft in the place of a plan: what that does to the plans below."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

from checker import __version__
from checker.assessment import Assessor
from checker.audit.gathering import Gathered, Round
from checker.audit.judging import put_together
from checker.audit.replace_causes import Causes
from checker.audit.replace_changes import moved
from checker.audit.unswept import unswept
from checker.compare.compared import compare
from checker.compare.comparison import Change, Comparison, Turn, tally_of
from checker.compare.replacement import PlanTouched, Replacement, Touched
from checker.engine import Judged, Part, plan_in_report, rulebook_in_report
from checker.errors import Fault, UsageFault
from checker.finding import Engines, FileInReport, Report, Tool
from checker.place import Place
from checker.plan import Graph
from checker.readers.draft import Draft, DraftPlan, written_text
from checker.render.wording import sentence
from checker.thai import key, natural, readable
from checker.verdicts import Judgement

_MOVED: Final[tuple[Turn, ...]] = ("new", "newly-judged", "fixed", "no-longer-judged")
_MOST_CODES: Final = 40


@dataclass(frozen=True, slots=True)
class Exchanged:
    """A round with a draft in the place of one of its plans, or of one of its context."""

    round: Round
    code: str
    stood_in: Literal["round", "context"]


def exchanged(handed_in: Round, draft: Draft, path: Path) -> Exchanged:
    """The round with the plan of `draft` in the place of the one of its code.

    Raises UsageFault where `draft` holds more plans than one, or one of a code that is neither in the round nor in its context.
    """
    if len(draft.plans) != 1:
        raise UsageFault([Fault(Place(str(path)), sentence("replace.not_one", count=len(draft.plans)))])
    plan = draft.plans[0]
    code = _code(plan)
    for number, one in enumerate(handed_in.submissions):
        if (found := _found(one.draft.plans, plan)) is not None:
            kept = [_in_place_of(found, plan) if each is found else each for each in one.draft.plans]
            changed = Gathered(one.name, replace(one.draft, plans=kept, files=[*one.draft.files, *draft.files]))
            submissions = (*handed_in.submissions[:number], changed, *handed_in.submissions[number + 1 :])
            return Exchanged(replace(handed_in, submissions=submissions), _code(found), "round")
    if (found := _found(handed_in.context.plans, plan)) is not None:
        kept = [_in_place_of(found, plan) if each is found else each for each in handed_in.context.plans]
        context = replace(handed_in.context, plans=kept, files=[*handed_in.context.files, *draft.files])
        return Exchanged(replace(handed_in, context=context), _code(found), "context")
    plans = [each for one in handed_in.submissions for each in one.draft.plans] + handed_in.context.plans
    codes = sorted({_code(each) for each in plans}, key=lambda one: (natural(one), one))
    more = len(codes) - _MOST_CODES
    listed = ", ".join([*codes[:_MOST_CODES], *([f"… (+{more})"] if more > 0 else [])])
    raise UsageFault([Fault(Place(str(path)), sentence("replace.not_there", code=code, codes=listed))])


def replaced(handed_in: Round, draft: Draft, path: Path, assessor: Assessor) -> Replacement:
    """What becomes of the findings of every other plan of the round when the plan of `draft` holds.

    Raises UsageFault as `exchanged` does and where the profile is not for a plan, EngineFault where an engine breaks.
    """
    other = exchanged(handed_in, draft, path)
    before, now = _judged(handed_in, assessor), _judged(other.round, assessor)
    comparison = _compared(before, now, other.code)
    changes = moved(before.graph, now.graph, other.code)
    touched = _touched(comparison, handed_in, Causes(before.graph, now.graph, changes))
    judged = {code for one in handed_in.submissions for code in one.plans} - {other.code}
    ran = before.found.ran
    return Replacement(
        tool=Tool(name="oneplan-checker", version=__version__),
        rulebook=rulebook_in_report(assessor.rulebook),
        as_of=assessor.as_of.isoformat(),
        engines=Engines(ran=ran, agreed=True if len(ran) > 1 else None),
        plan=plan_in_report(before.graph.plans[other.code], before.graph),
        draft=plan_in_report(now.graph.plans[other.code], now.graph),
        files=[FileInReport(name=one.name, sha256=one.sha256) for one in draft.files],
        stood_in=other.stood_in,
        tally=tally_of(one.turn for plan in touched for group in plan.groups for one in group.findings),
        changes=[one.told for one in changes],
        plans=touched,
        untouched=len(judged) - len(touched),
        not_judged=list(handed_in.not_judged),
    )


@dataclass(frozen=True, slots=True)
class _Judged:
    """A round with the verdicts on all that was handed in."""

    graph: Graph
    assessor: Assessor
    found: Judged

    def failing(self) -> set[tuple[str, str]]:
        """The rules and the nodes that fail by them."""
        verdicts = self.found.judgement.verdicts
        return {(rule, node) for rule, nodes in verdicts.items() for node, one in nodes.items() if one == "fail"}

    def report(self, plans: frozenset[str]) -> Report:
        """One report on some of the plans."""
        nodes = self.graph.nodes
        verdicts = {
            rule: {node: one for node, one in each.items() if nodes[node].plan in plans}
            for rule, each in self.found.judgement.verdicts.items()
        }
        own = self.found._replace(judgement=Judgement(verdicts))
        only = Part(plans, frozenset(), frozenset())
        return self.assessor.report_on(only, self.assessor.walker(self.graph), own)


def _judged(handed_in: Round, assessor: Assessor) -> _Judged:
    graph = put_together(handed_in, assessor).graph
    with unswept():
        return _Judged(graph, assessor, assessor.judge(graph))


def _compared(before: _Judged, now: _Judged, code: str) -> Comparison:
    """What became of the findings of the plans, other than `code`, of which something fails on one side alone."""
    differing = before.failing() ^ now.failing()
    plans = frozenset((before.graph.nodes.get(node) or now.graph.nodes[node]).plan for _, node in differing) - {code}
    return compare([before.report(plans)], [now.report(plans)]) if plans else compare([], [])


def _touched(comparison: Comparison, handed_in: Round, causes: Causes) -> list[PlanTouched]:
    """The plans of which some finding comes or goes, those with most that is new first."""
    names = {code: one.name for one in handed_in.submissions for code in one.plans}
    by_plan: dict[str, list[Change]] = defaultdict(list)
    for one in comparison.changes:
        by_plan[one.plan].append(one)
    touched = [
        PlanTouched(
            plan=one.plan,
            submission=names[one.plan.code],
            tally=one.tally,
            groups=_groups(by_plan[one.plan.code], causes),
        )
        for one in comparison.plans
        if any(each.turn in _MOVED for each in by_plan[one.plan.code])
    ]
    return sorted(touched, key=lambda one: (-one.tally.new, natural(one.plan.code), one.plan.code))


def _in_place_of(found: DraftPlan, plan: DraftPlan) -> DraftPlan:
    """`plan` with its code spelled as that of the plan whose place it takes."""
    return replace(plan, heading=replace(plan.heading, code=found.heading.code))


def _found(plans: Iterable[DraftPlan], wanted: DraftPlan) -> DraftPlan | None:
    return next((one for one in plans if key(_code(one)) == key(_code(wanted))), None)


def _code(plan: DraftPlan) -> str:
    return readable(written_text(plan.heading.code.raw))[0]


def _groups(changes: Sequence[Change], causes: Causes) -> list[Touched]:
    """The findings that come or go, by the change above that they come from; those without one at the end."""
    found: dict[int | None, list[Change]] = defaultdict(list)
    for one in changes:
        if one.turn in _MOVED:
            found[causes.of(one)].append(one)
    order = sorted(found, key=lambda at: (at is None, at or 0))
    return [Touched(change=at, findings=found[at]) for at in order]
