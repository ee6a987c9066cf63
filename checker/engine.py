"""The one verb: check(plans, rulebook, as_of) gives a report. No clock, no files, no locale."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal, NamedTuple

from checker import __version__
from checker.chain import Chain, built_in_chain
from checker.engines import rete, sets
from checker.errors import EngineFault, Fault, UsageFault
from checker.explain.findings import findings_of
from checker.explain.general import fix_in_general
from checker.explain.words import place_in_report
from checker.facts import closed_before, facts_of, folded
from checker.finding import (
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
from checker.pattern import RequiresField, own_kinds, target_of
from checker.pictures.chain import chain_picture
from checker.pictures.coverage import figures
from checker.place import Place
from checker.plan import FileRead, Graph, Plan
from checker.profile import Profile
from checker.rule import Rule
from checker.rulebook import Rulebook
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
    return Checked(reported(graph, rulebook, as_of, found), found.judgement.seconds)


class Judged(NamedTuple):
    """What the engines that `ran` say; and of the rules that could not run, why."""

    judgement: Judgement
    ran: list[str]
    missing: Mapping[str, Sentence]


def reported(
    graph: Graph, rulebook: Rulebook, as_of: datetime.date, found: Judged, only: frozenset[str] | None = None
) -> Report:
    """The report on what was `found` of the submitted plans of `graph`.

    With `only`, on the plans of these codes alone, as if the other submitted ones were their context: `found` then need
    hold no verdict on any other plan. What explains a finding of one of them by another submitted plan is shown all the same.
    """
    rules = rulebook.in_force
    shown, missing = graph, found.missing
    if only is not None:
        shown = _with_submitted(graph, only)
        chain = built_in_chain()
        missing = {rule.id: why for rule in rules if (why := _not_checked(rule, rulebook, shown, chain))}
    runnable = [rule for rule in rules if rule.id not in missing]
    verdicts = {rule.id: found.judgement.verdicts.get(rule.id, {}) for rule in runnable}
    findings = findings_of(graph, runnable, verdicts, closed_before(as_of))
    own, above = chain_picture(shown)
    return Report(
        tool=Tool(name="oneplan-checker", version=__version__),
        rulebook=rulebook_in_report(rulebook),
        as_of=as_of.isoformat(),
        engines=Engines(ran=found.ran, agreed=True if len(found.ran) > 1 else None),
        submissions=[_submission(plan, shown) for plan in shown.plans.values() if plan.submitted],
        context=[plan_in_report(plan, shown) for plan in shown.plans.values() if not plan.submitted],
        context_files=[_file(one) for one in shown.context_files],
        rules=[_tally(rule, rulebook, shown, verdicts.get(rule.id, {}), missing.get(rule.id)) for rule in rules],
        findings=findings.findings,
        undecided=findings.undecided,
        chain=own,
        above=above,
        figures=figures(shown, findings.prints),
        notes=[NoteInReport(place=place_in_report(note.place), says=note.says) for note in shown.notes],
        not_read=[NotReadInReport(file=one.file, what=one.what, why=one.why) for one in shown.not_read],
    )


def _with_submitted(graph: Graph, codes: frozenset[str]) -> Graph:
    plans = {code: replace(plan, submitted=code in codes) for code, plan in graph.plans.items()}
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
    rules = [rule for rule in rulebook.in_force if not concerned_only or _concerned(rule, graph)]
    missing = {rule.id: reason for rule in rules if (reason := _not_checked(rule, rulebook, graph, chain))}
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


def _not_checked(rule: Rule, rulebook: Rulebook, graph: Graph, chain: Chain) -> Sentence | None:
    """Why `rule` cannot run on these plans at all, or None."""
    if unstated := rulebook.unstated.get(rule.id):
        return _unstated(rule, unstated)
    target = target_of(rule.pattern)
    lists = {code.partition("@")[0] for code in graph.plans if "@" in code}
    if target.list is not None and target.list not in lists:
        word = chain.code_lists[target.list]
        return Sentence(th=f"ต้องใช้{word.th} ซึ่งยังไม่ได้ให้มา", en=f"needs the {word.en}, which was not given")
    levels = {plan.level for plan in _looked_in(rule, target.plan == "other", graph)}
    if target.level and target.list is None and target.plan != "same" and not levels & set(target.level):
        th = " หรือ ".join(chain.levels[level].th for level in target.level)
        en = " or a ".join(chain.levels[level].en for level in target.level)
        th, en = (f"{th}ฉบับอื่น", f"nother {en}") if target.plan == "other" else (th, f" {en}")
        return Sentence(th=f"ต้องใช้{th} ซึ่งยังไม่ได้ให้มา", en=f"needs a{en}, which was not given")
    if isinstance(rule.pattern, RequiresField):
        for demand in rule.pattern.demands:
            if isinstance(demand.one_of, str) and demand.one_of not in graph.registers:
                word = chain.code_lists[demand.one_of]
                return Sentence(th=f"ต้องใช้{word.th} ซึ่งยังไม่ได้ให้มา", en=f"needs the {word.en}, which was not given")
    return _not_held(rule, graph, chain)


def _unstated(rule: Rule, parameters: Sequence[str]) -> Sentence:
    """That nobody states a value of `parameters`, and what to write where."""
    names = [rule.called(parameter) for parameter in parameters]
    line = f"parameters: {{{rule.id}: {{{', '.join(f'{one}: …' for one in parameters)}}}}}"
    return Sentence(
        th=f"ยังไม่มีใครกำหนด{' และ'.join(one.th for one in names)} ให้เขียนในไฟล์โปรไฟล์ว่า {line} (docs/profiles.md)",
        en=f"nobody has stated {' and '.join(one.en for one in names)}; write in a profile file {line} (docs/profiles.md)",
    )


def _looked_in(rule: Rule, other: bool, graph: Graph) -> list[Plan]:
    """The plans in which the rule may find its target: where another plan is asked for, not the only one that it examines."""
    examined = [plan for plan in graph.plans.values() if plan.submitted and _concerns(rule, plan, graph)]
    return [plan for plan in graph.plans.values() if not (other and examined == [plan])]


def _not_held(rule: Rule, graph: Graph, chain: Chain) -> Sentence | None:
    """Why no form that was handed in can show what `rule` looks at, or None."""
    plans = [plan for plan in graph.plans.values() if plan.submitted and _concerns(rule, plan, graph)]
    for kinds in (tuple(sorted(rule.sources)), own_kinds(rule.pattern)):
        if plans and kinds and not any(plan.can_hold(kind) for plan in plans for kind in kinds):
            th = ", ".join(chain.kinds[kind].th for kind in kinds)
            en = ", ".join(chain.kinds[kind].en for kind in kinds)
            return Sentence(th=f"แบบฟอร์มที่ส่งมาไม่มีที่ให้เขียน{th}", en=f"the forms handed in have no place for: {en}")
    return None


def _concerned(rule: Rule, graph: Graph) -> list[str]:
    """The codes of the submitted plans that the rule is there to look at."""
    return sorted(plan.code for plan in graph.plans.values() if plan.submitted and _concerns(rule, plan, graph))


def _concerns(rule: Rule, plan: Plan, graph: Graph) -> bool:
    """Whether the rule's scope takes in `plan`, as far as its level, its window and its own node tell."""
    scope, values = rule.scope, graph.nodes[plan.heading].values
    if scope.levels and plan.level not in scope.levels:
        return False
    if scope.years is not None and plan.years is not None and not scope.years.hold(plan.years[0]):
        return False
    return all(
        name in values and values[name].state == "filled" and values[name].key in folded(words)
        for name, words in scope.plan.items()
    )


def _tally(
    rule: Rule, rulebook: Rulebook, graph: Graph, verdicts: Mapping[str, Verdict], reason: Sentence | None
) -> RuleTally:
    counts = Counter(verdicts.values())
    concerned = _concerned(rule, graph)
    return RuleTally(
        id=rule.id,
        name=rule.name,
        severity=rule.severity,
        title=rule.title,
        rationale=rule.rationale,
        fix=fix_in_general(rule, built_in_chain()),
        basis=rulebook.told(rule.basis),
        examined=len(verdicts),
        passed=counts["pass"],
        fail=counts["fail"],
        not_applicable=counts["not-applicable"],
        undecided=counts["undecided"],
        not_checked=reason,
        concerns=bool(concerned),
        plans=concerned,
    )


def plan_in_report(plan: Plan, graph: Graph) -> PlanInReport:
    values = graph.nodes[plan.heading].values
    said = {name: values[name].written if name in values else "" for name in ("title", "owner")}
    years = f"{plan.years[0]}-{plan.years[1]}" if plan.years else ""
    return PlanInReport(code=plan.code, level=plan.level, title=said["title"], owner=said["owner"], years=years)


def _submission(plan: Plan, graph: Graph) -> Submission:
    nodes = [node for node in graph.nodes.values() if node.plan == plan.code and node.kind != "plan"]
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
