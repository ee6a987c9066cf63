"""Every submission of a round judged among all the others, and reported on by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from checker.assemble import assemble
from checker.assessment import Assessor
from checker.audit.delivery import Delivery, names_of_pages
from checker.audit.depends import States
from checker.audit.gathering import Gathered, Round, not_judged
from checker.audit.kept import ROUND, digest
from checker.audit.letters import Letters
from checker.audit.spread import spread
from checker.audit.unswept import unswept
from checker.chain import built_in_chain
from checker.engine import Judged, Part, refuse_other_levels
from checker.errors import EngineFault, UsageFault
from checker.explain.walk import Walker
from checker.finding import FileInReport, Report
from checker.overview import NotJudged
from checker.plan import Graph
from checker.readers.draft import Draft
from checker.render.html import html
from checker.render.wording import Language


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one submission: its report, which the round calls `called`, and the report's page; or why there is none.

    `kept` is true where both were in their places already.
    """

    name: str
    report: Report | None = None
    page: str = ""
    trouble: NotJudged | None = None
    called: str = ""
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Judging:
    """A round put together: its graph, in which every plan that was handed in is submitted, and who judges it."""

    round: Round
    graph: Graph
    assessor: Assessor


def put_together(handed_in: Round, assessor: Assessor) -> Judging:
    """The round as one graph, and who judges it."""
    return Judging(handed_in, graph_of(handed_in), assessor)


def graph_of(handed_in: Round) -> Graph:
    """The round as one graph. A plan that was handed in takes the place of its copy in the context."""
    everything = Draft()
    for one in handed_in.submissions:
        everything.plans += one.draft.plans
        everything.files += one.draft.files
        everything.notes += one.draft.notes
        everything.not_read += one.draft.not_read
    with unswept():
        return assemble(everything, handed_in.context)


def judged(judging: Judging, language: Language, jobs: int = 1, delivery: Delivery | None = None) -> Iterator[Outcome]:
    """The outcome of every submission of the round, in their order.

    All are judged at once, so that a link from one to another is followed and what has to be unique in the round is looked
    for in all of it. Where an engine fails, it is found out on which submission, and the others are judged without it.
    With a `delivery`, every page and report is in its place before its outcome is given, which then holds no page; what was
    delivered before, of the same plans by the same rules, is not worked out again.
    """
    allowed, faults = _allowed(judging)
    letters, broken = _letters(judging, allowed, delivery)
    faults |= broken
    allowed = [one for one in allowed if one.name not in broken]
    names = names_of_pages(min(one.plans) for one in allowed)
    runs = {one.name: _Run(one, called) for one, called in zip(allowed, names, strict=True)}
    shared = _Shared(judging, letters, language, delivery)
    if delivery is not None:
        delivery.expect(runs[one].called for one in runs)
    todo = [run for run in runs.values() if delivery is None or not shared.is_delivered(run)]
    anew = {run.of.name for run in todo}
    outcomes = spread(_reported, shared, todo, jobs)
    for one in judging.round.submissions:
        if one.name in faults:
            yield Outcome(one.name, trouble=faults[one.name])
            continue
        run = runs[one.name]
        outcome = next(outcomes) if one.name in anew else Outcome(one.name, called=run.called, kept=True)
        if outcome.trouble is None and delivery is not None:
            outcome = replace(outcome, report=delivery.report(run.called))
        yield outcome


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


def _letters(
    judging: Judging, submissions: Sequence[Gathered], delivery: Delivery | None
) -> tuple[Letters, dict[str, NotJudged]]:
    """The verdicts of the whole round, worked out or as they were kept, and the submissions on which the engines fail."""
    if delivery is not None and (kept := delivery.kept.get(ROUND, delivery.key)) is not None:
        return Letters.from_bytes(kept), {}
    with unswept():
        found, broken = _verdicts(judging, submissions)
        letters = Letters.of(found, judging.graph)
    if delivery is not None and not broken:
        delivery.kept.put(ROUND, delivery.key, letters.to_bytes())
    return letters, broken


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


class _Shared:
    """What every report of the round is made with."""

    def __init__(self, judging: Judging, letters: Letters, language: Language, delivery: Delivery | None) -> None:
        self.judging, self.letters, self.language, self.delivery = judging, letters, language, delivery
        self.neighbours = _Neighbours(judging)
        self.numbers: dict[str, dict[int, str]] = defaultdict(dict)
        for number, node in enumerate(judging.graph.nodes.values()):
            self.numbers[node.plan][number] = node.id

    @cached_property
    def walker(self) -> Walker:
        """What explains every verdict of the round, made once in each process."""
        return self.judging.assessor.walker(self.judging.graph)

    @cached_property
    def states(self) -> States:
        """What of each plan bears on the reports of others."""
        return States(self.judging.round, self.judging.graph, self.walker.survey)

    def nodes(self, run: _Run) -> dict[int, str]:
        """The nodes of one submission, by their number in the graph."""
        return {at: name for plan in sorted(run.of.plans) for at, name in self.numbers[plan].items()}

    def part(self, run: _Run) -> Part:
        """What the report on one submission is on."""
        return Part(run.of.plans, self.neighbours.around(run.of.plans), run.of.files)

    def key(self, run: _Run, rules: str) -> str:
        """Of all that the report on one submission depends on, but for what is looked up in other plans to explain it."""
        own = self.states.own(run.of, self.part(run).context)
        return digest(rules, run.called, own, self.letters.written(self.nodes(run)))

    def is_delivered(self, run: _Run) -> bool:
        """Whether the page and the report of one submission are there as they would be made now."""
        name, to = run.of.name, self.delivery
        if to is None or not to.may_have(name):
            return False
        return to.has(name, run.called, self.key(run, to.rules), self.states)


@dataclass(frozen=True, slots=True)
class _Run:
    """A submission to be reported on, and what the round calls its report."""

    of: Gathered
    called: str


def _reported(shared: _Shared, run: _Run) -> Outcome:
    """The report on one submission and its page, or the fault of ours that keeps it from being written."""
    name, to = run.of.name, shared.delivery
    try:
        with shared.walker.seen.apart() as seen:
            found = shared.letters.on(shared.nodes(run))
            report = shared.judging.assessor.report_on(shared.part(run), shared.walker, found)
        report = _with_files(report, shared, run)
        page = html(report, shared.language)
    except EngineFault as error:
        return Outcome(name, trouble=not_judged(name, "program", error))
    if to is None:
        return Outcome(name, report, page, called=run.called)
    to.deliver(name, run.called, shared.key(run, to.rules), page, report, seen, shared.states.of(seen))
    return Outcome(name, called=run.called)


def _with_files(report: Report, shared: _Shared, run: _Run) -> Report:
    """`report` with the files of the plans of the round that it was judged against among those of its context."""
    beside = {shared.neighbours.files[one.code] for one in report.context} - run.of.files
    files = shared.judging.graph.files
    others = [FileInReport(name=one.name, sha256=one.sha256) for one in files if one.name in beside]
    return report.model_copy(
        update={"context_files": sorted([*report.context_files, *others], key=lambda one: one.name)}
    )
