"""Every submission of a round judged among all the others, and reported on by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from checker.assemble import assemble
from checker.assessment import Assessor
from checker.audit.gathering import Gathered, Round, not_judged
from checker.audit.spread import spread
from checker.chain import built_in_chain
from checker.engine import Judged, Part, refuse_other_levels
from checker.errors import EngineFault, UsageFault
from checker.explain.walk import Walker
from checker.finding import FileInReport, Report, Verdict
from checker.overview import NotJudged
from checker.plan import Graph
from checker.readers.draft import Draft
from checker.render.html import html
from checker.render.wording import Language
from checker.verdicts import Judgement


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one submission: its report and the report's page, or why there is none."""

    name: str
    report: Report | None = None
    page: str = ""
    trouble: NotJudged | None = None


@dataclass(frozen=True, slots=True)
class Judging:
    """A round put together: its graph, in which every plan that was handed in is submitted, and who judges it."""

    round: Round
    graph: Graph
    assessor: Assessor


def put_together(handed_in: Round, assessor: Assessor) -> Judging:
    """The round as one graph. A plan that was handed in takes the place of its copy in the context."""
    everything = Draft()
    for one in handed_in.submissions:
        everything.plans += one.draft.plans
        everything.files += one.draft.files
        everything.notes += one.draft.notes
        everything.not_read += one.draft.not_read
    return Judging(handed_in, assemble(everything, handed_in.context), assessor)


def judged(judging: Judging, language: Language, jobs: int = 1) -> Iterator[Outcome]:
    """The outcome of every submission of the round, in their order.

    All are judged at once, so that a link from one to another is followed and what has to be unique in the round is looked
    for in all of it. Where an engine fails, it is found out on which submission, and the others are judged without it.
    """
    allowed, refused = _allowed(judging)
    verdicts, broken = _verdicts(judging, allowed)
    parts = _parted(judging, allowed, verdicts)
    shared = _Shared(judging.graph, judging.assessor, language, _Neighbours(judging))
    faults = refused | broken
    runs = [_Run(one.name, one.plans, one.files, parts[one.name]) for one in allowed if one.name not in broken]
    reports = spread(_reported, shared, runs, jobs)
    for one in judging.round.submissions:
        yield Outcome(one.name, trouble=faults[one.name]) if one.name in faults else next(reports)


def _allowed(judging: Judging) -> tuple[list[Gathered], dict[str, NotJudged]]:
    """The submissions that the profile is for, and why the others are refused."""
    profile = judging.assessor.rulebook.profile
    allowed, refused = [], {}
    for one in judging.round.submissions:
        plans = {code: judging.graph.plans[code] for code in sorted(one.plans)}
        try:
            refuse_other_levels(replace(judging.graph, plans=plans), profile, built_in_chain())
            allowed.append(one)
        except UsageFault as error:
            refused[one.name] = not_judged(one.name, "refused", error)
    return allowed, refused


def _submitting(graph: Graph, submissions: Iterable[Gathered]) -> Graph:
    """`graph` with these submissions to be judged, and all other plans around them."""
    codes = {code for one in submissions for code in one.plans}
    plans = {code: replace(plan, submitted=code in codes) for code, plan in graph.plans.items()}
    return replace(graph, plans=plans)


def _verdicts(judging: Judging, submissions: Sequence[Gathered]) -> tuple[list[Judged], dict[str, NotJudged]]:
    """What the engines say, and the submissions on which they fail: halved until each stands alone."""
    if not submissions:
        return [], {}
    try:
        return [judging.assessor.judge(_submitting(judging.graph, submissions))], {}
    except EngineFault as error:
        if len(submissions) == 1:
            return [], {submissions[0].name: not_judged(submissions[0].name, "program", error)}
    half = len(submissions) // 2
    first, broken = _verdicts(judging, submissions[:half])
    second, also = _verdicts(judging, submissions[half:])
    return first + second, broken | also


def _parted(judging: Judging, submissions: Sequence[Gathered], found: Iterable[Judged]) -> dict[str, Judged]:
    """The verdicts on each submission's nodes, by its name."""
    of_plan = {code: one.name for one in submissions for code in one.plans}
    parts: dict[str, dict[str, dict[str, Verdict]]] = {one.name: defaultdict(dict) for one in submissions}
    nodes, ran = judging.graph.nodes, []
    for one in found:
        ran = one.ran
        for rule, verdicts in one.judgement.verdicts.items():
            for node, verdict in verdicts.items():
                parts[of_plan[nodes[node].plan]][rule][node] = verdict
    return {name: Judged(Judgement(dict(verdicts)), ran, {}) for name, verdicts in parts.items()}


class _Neighbours:
    """Of every plan, the plans that its references lead to or that refer to it; and the plans of the context."""

    def __init__(self, judging: Judging) -> None:
        nodes = judging.graph.nodes
        self.files: Mapping[str, str] = {
            code: nodes[plan.heading].place.file for code, plan in judging.graph.plans.items()
        }
        handed_in = {code for one in judging.round.submissions for code in one.plans}
        self.context = frozenset(judging.graph.plans) - handed_in
        self.of: dict[str, set[str]] = defaultdict(set)
        for node in nodes.values():
            for reference in node.references:
                for target in reference.targets:
                    there = nodes[target].plan
                    self.of[node.plan].add(there)
                    self.of[there].add(node.plan)

    def around(self, plans: Iterable[str]) -> frozenset[str]:
        """The context, and the plans of the round next to `plans`."""
        return self.context.union(*(self.of.get(code, ()) for code in plans))


@dataclass(frozen=True)
class _Shared:
    graph: Graph
    assessor: Assessor
    language: Language
    neighbours: _Neighbours

    @cached_property
    def walker(self) -> Walker:
        """What explains every verdict of the round, made once in each process."""
        return self.assessor.walker(self.graph)


@dataclass(frozen=True, slots=True)
class _Run:
    name: str
    plans: frozenset[str]
    files: frozenset[str]
    found: Judged


def _reported(shared: _Shared, run: _Run) -> Outcome:
    """The report on one submission and its page, or the fault of ours that keeps it from being written."""
    part = Part(run.plans, shared.neighbours.around(run.plans), run.files)
    try:
        report = _with_files(shared.assessor.report_on(part, shared.walker, run.found), shared, run)
        return Outcome(run.name, report, html(report, shared.language))
    except EngineFault as error:
        return Outcome(run.name, trouble=not_judged(run.name, "program", error))


def _with_files(report: Report, shared: _Shared, run: _Run) -> Report:
    """`report` with the files of the plans of the round that it was judged against among those of its context."""
    beside = {shared.neighbours.files[one.code] for one in report.context} - run.files
    others = [FileInReport(name=one.name, sha256=one.sha256) for one in shared.graph.files if one.name in beside]
    return report.model_copy(
        update={"context_files": sorted([*report.context_files, *others], key=lambda one: one.name)}
    )
