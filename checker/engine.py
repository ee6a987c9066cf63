"""The one verb: check(plans, rulebook, as_of) gives a report. No clock, no files, no locale."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal, NamedTuple

from checker import __version__
from checker.chain import Chain, built_in_chain
from checker.engines import rete, sets
from checker.errors import EngineFault, Fault, UsageFault
from checker.explain.findings import findings_of
from checker.explain.general import fix_in_general
from checker.explain.walk import Walker
from checker.explain.words import place_in_report
from checker.facts import closed_before, facts_of
from checker.finding import (
    BasisInReport,
    Engines,
    FileInReport,
    NoteInReport,
    NotReadInReport,
    PlanInReport,
    Report,
    RulebookInReport,
    RuleTally,
    Submission,
    Tool,
    Verdict,
)
from checker.pictures.chain import chain_picture
from checker.pictures.coverage import figures
from checker.place import Place
from checker.plan import FileRead, Graph, Plan
from checker.profile import Profile
from checker.rule import Rule
from checker.rulebook import Rulebook
from checker.runnable import concerned, not_runnable
from checker.text import Sentence
from checker.thai import natural
from checker.verdicts import Clock, Judgement

_OURS: Final = Sentence(th="เป็นข้อบกพร่องของโปรแกรม ไม่ใช่ของแผน", en="This is a fault of the program, not of the plan.")
EngineChoice = Literal["both", "rete", "sets"]


@dataclass(frozen=True, slots=True)
class Checked:
    """A report, and the seconds that each rule took in the set engine, where a clock was given."""

    report: Report
    seconds: Mapping[str, float] = field(default_factory=dict)


def check(
    graph: Graph, rulebook: Rulebook, as_of: datetime.date, *, engine: EngineChoice = "both", clock: Clock | None = None
) -> Checked:
    """The report on the submitted plans of `graph`.

    Raises EngineFault where the two engines disagree, or one breaks, and UsageFault where the profile is not for a plan.
    """
    found = judged(graph, rulebook, as_of, engine, clock)
    walker = Walker(graph, closed_before(as_of))
    return Checked(reported(walker, rulebook, as_of, found), found.judgement.seconds)


class Judged(NamedTuple):
    """What the engines that `ran` say; and of the rules that could not run, why."""

    judgement: Judgement
    ran: list[str]
    missing: Mapping[str, Sentence]


@dataclass(frozen=True, slots=True)
class Part:
    """Of all that was submitted, the `plans` that a report is on; as its context it names those of `context` alone.

    `files` are those of which it tells what was noted on reading and what was not read.
    """

    plans: frozenset[str]
    context: frozenset[str]
    files: frozenset[str]


def reported(
    walker: Walker, rulebook: Rulebook, as_of: datetime.date, found: Judged, only: Part | None = None
) -> Report:
    """The report on what was `found` of the submitted plans of the graph of `walker`.

    With `only`, on a part of them, as if the other submitted ones were its context: `found` then need hold no verdict on
    any other plan. What explains a finding of one of them by another submitted plan is shown all the same.
    """
    graph, rules = walker.whole, rulebook.in_force
    shown, missing = walker, found.missing
    if only is not None:
        shown = walker.within(_with_submitted(graph, only.plans))
        missing = not_runnable(rules, rulebook, shown.whole)
    runnable = [rule for rule in rules if rule.id not in missing]
    verdicts = {rule.id: found.judgement.verdicts.get(rule.id, {}) for rule in runnable}
    findings = findings_of(walker, runnable, verdicts)
    own, above = chain_picture(shown)
    plans = [plan for plan in shown.graph.plans.values() if plan.submitted]
    return Report(
        tool=Tool(name="oneplan-checker", version=__version__),
        rulebook=rulebook_in_report(rulebook),
        as_of=as_of.isoformat(),
        engines=Engines(ran=found.ran, agreed=True if len(found.ran) > 1 else None),
        submissions=[_submission(plan, shown) for plan in plans],
        context=[
            plan_in_report(plan, graph)
            for plan in shown.graph.plans.values()
            if not plan.submitted and (only is None or plan.code in only.context)
        ],
        context_files=[_file(one) for one in graph.context_files],
        rules=[
            _tally(
                rule,
                _told(rule, rulebook, walker),
                concerned(rule, plans, graph),
                verdicts.get(rule.id, {}),
                missing.get(rule.id),
            )
            for rule in rules
        ],
        findings=findings.findings,
        undecided=findings.undecided,
        chain=own,
        above=above,
        figures=figures(shown, findings.prints),
        notes=[
            NoteInReport(place=place_in_report(note.place), says=note.says)
            for note in graph.notes
            if only is None or note.place.file in only.files
        ],
        not_read=[
            NotReadInReport(file=one.file, what=one.what, why=one.why)
            for one in graph.not_read
            if only is None or one.file in only.files
        ],
    )


def _with_submitted(graph: Graph, codes: frozenset[str]) -> Graph:
    plans = {
        code: plan if plan.submitted == (code in codes) else replace(plan, submitted=code in codes)
        for code, plan in graph.plans.items()
    }
    return replace(graph, plans=plans)


def judged(
    graph: Graph,
    rulebook: Rulebook,
    as_of: datetime.date,
    engine: EngineChoice = "both",
    clock: Clock | None = None,
    *,
    concerned_only: bool = False,
) -> Judged:
    """The verdicts on the submitted plans; with `concerned_only` of no rule whose scope takes in none of them.

    Raises EngineFault where the two engines disagree, or one breaks, and UsageFault where the profile is not for a plan.
    """
    chain = built_in_chain()
    refuse_other_levels(graph, rulebook.profile, chain)
    plans = [plan for plan in graph.plans.values() if plan.submitted]
    rules = [rule for rule in rulebook.in_force if not concerned_only or concerned(rule, plans, graph)]
    missing = not_runnable(rules, rulebook, graph)
    judgement, ran = _judge(graph, [rule for rule in rules if rule.id not in missing], as_of, engine, clock)
    return Judged(judgement, ran, missing)


def refuse_other_levels(graph: Graph, profile: Profile, chain: Chain) -> None:
    """Holds if `profile` is for the level of every submitted plan: none is called clean because nothing looked at it."""
    faults = []
    for plan in graph.plans.values():
        if plan.submitted and profile.levels and plan.level not in profile.levels:
            word = chain.levels[plan.level]
            says = Sentence(
                th=f"โปรไฟล์ {profile.name} ไม่ใช่ของ{word.th} ({plan.code}) ให้เลือกโปรไฟล์อื่นด้วย --profile",
                en=f"Profile {profile.name} is not for a {word.en} ({plan.code}). Choose another one with --profile.",
            )
            faults.append(Fault(graph.nodes[plan.heading].place, says))
    if faults:
        raise UsageFault(faults)


def rulebook_in_report(rulebook: Rulebook) -> RulebookInReport:
    profile = rulebook.profile
    return RulebookInReport(
        version=rulebook.version,
        hash=rulebook.hash,
        profile=profile.name,
        profile_title=profile.title,
        levels=list(profile.levels),
        changes=list(rulebook.changes),
    )


def _judge(
    graph: Graph, rules: list[Rule], as_of: datetime.date, engine: EngineChoice, clock: Clock | None
) -> tuple[Judgement, list[str]]:
    facts = facts_of(graph, rules, built_in_chain().kinds, as_of)
    if engine == "rete":
        return rete.judge(facts, rules, clock), ["rete"]
    by_sets = sets.judge(facts, rules, clock)
    if engine == "sets":
        return by_sets, ["sets"]
    compare(rete.judge(facts, rules, clock), by_sets, graph)
    return by_sets, ["rete", "sets"]


def compare(first: Judgement, second: Judgement, graph: Graph) -> None:
    """Holds if both judgements are equal, verdict for verdict. Raises EngineFault that shows both answers."""
    faults = []
    for rule in sorted({*first.verdicts, *second.verdicts}):
        ours, theirs = first.verdicts.get(rule, {}), second.verdicts.get(rule, {})
        for node in sorted({*ours, *theirs}):
            if ours.get(node) != theirs.get(node):
                place = graph.nodes[node].place if node in graph.nodes else Place(node)
                a, b = ours.get(node), theirs.get(node)
                says = Sentence(
                    th=f"กลไกตรวจสองชุดให้ผลไม่ตรงกัน: กฎ {rule} ที่ {node} ชุดหนึ่งว่า {a} อีกชุดว่า {b} {_OURS.th}",
                    en=f"The two engines disagree: {rule} at {node} is {a} to one and {b} to the other. {_OURS.en}",
                )
                faults.append(Fault(place, says))
    if faults:
        raise EngineFault(faults[:20])


class _Told(NamedTuple):
    """What every report says of a rule, whatever its verdicts."""

    fix: Sentence
    basis: list[BasisInReport]


def _told(rule: Rule, rulebook: Rulebook, walker: Walker) -> _Told:
    told: _Told = walker.once(
        ("told", rule.id), lambda: _Told(fix_in_general(rule, built_in_chain()), rulebook.told(rule.basis))
    )
    return told


def _tally(
    rule: Rule, told: _Told, plans: list[str], verdicts: Mapping[str, Verdict], reason: Sentence | None
) -> RuleTally:
    counts = Counter(verdicts.values())
    return RuleTally(
        id=rule.id,
        name=rule.name,
        severity=rule.severity,
        title=rule.title,
        rationale=rule.rationale,
        fix=told.fix,
        basis=told.basis,
        examined=len(verdicts),
        passed=counts["pass"],
        fail=counts["fail"],
        not_applicable=counts["not-applicable"],
        undecided=counts["undecided"],
        not_checked=reason,
        concerns=bool(plans),
        plans=plans,
    )


def plan_in_report(plan: Plan, graph: Graph) -> PlanInReport:
    values = graph.nodes[plan.heading].values
    said = {name: values[name].written if name in values else "" for name in ("title", "owner")}
    years = f"{plan.years[0]}-{plan.years[1]}" if plan.years else ""
    return PlanInReport(code=plan.code, level=plan.level, title=said["title"], owner=said["owner"], years=years)


def _submission(plan: Plan, walker: Walker) -> Submission:
    graph = walker.whole
    nodes = [node for node in walker.of_plan(plan.code) if node.kind != "plan"]
    places = {node.place.file for node in nodes} | {graph.nodes[plan.heading].place.file}
    files = [_file(one) for one in graph.files if one.name in places]
    codes: dict[str, list[str]] = {kind: [] for kind in sorted({node.kind for node in nodes})}
    for node in sorted(nodes, key=lambda one: (natural(one.code), one.code)):
        codes[node.kind].append(node.code)
    counts = {kind: len(listed) for kind, listed in codes.items()}
    return Submission(plan=plan_in_report(plan, graph), files=files, counts=counts, codes=codes)


def _file(one: FileRead) -> FileInReport:
    return FileInReport(name=one.name, sha256=one.sha256)


def worst(report: Report) -> Iterable[str]:
    """The severities that findings have, gravest first."""
    found = {one.severity for one in report.findings if one.waiver is None}
    return [severity for severity in ("error", "warning", "advice") if severity in found]
