"""Which rules can run on plans that stand in tables, told from a small graph of a plan or two of each sort that rules tell apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from checker.chain import built_in_chain
from checker.engines.sets_found import PlansAlike
from checker.errors import Fault, UsageFault
from checker.place import Place
from checker.plan import Graph, Node, Plan, Value
from checker.profile import Profile
from checker.rulebook import Rulebook
from checker.runnable import concerned, not_runnable
from checker.text import Sentence

_TWO = 2
"""Two plans of a sort are as many as any number: a rule may look for another plan of the same level, never for a third."""


@dataclass(frozen=True, slots=True)
class Runnable:
    """What can run where. `missing` tells why rules can run on no plan at all; `unchecked` are pairs of a rule and a sort.

    `reasons` are those of the latter; `concerns` and `idle` count plans by rule: those that it is for, and those of them
    where it cannot run. A sort of `silent` plans has no rule that is for them and can run.
    """

    missing: dict[str, Sentence]
    unchecked: set[tuple[str, int]] = field(default_factory=set)
    reasons: dict[str, Sentence] = field(default_factory=dict)
    concerns: dict[str, int] = field(default_factory=dict)
    idle: dict[str, int] = field(default_factory=dict)
    silent: set[int] = field(default_factory=set)


def runnable(rulebook: Rulebook, sorts: Sequence[PlansAlike], registers: Sequence[str]) -> Runnable:
    """Which rules in force can run on plans of these sorts, each plan judged as if it alone were handed in."""
    graph = _graph(sorts, registers)
    found = Runnable(not_runnable(rulebook.in_force, rulebook, graph))
    around = {code: replace(plan, submitted=False) for code, plan in graph.plans.items()}
    for one in (sort for sort in sorts if sort.submitted):
        alone = graph.plans[_code(one, 0)]
        shown = replace(graph, plans={**around, alone.code: alone})
        missing = not_runnable(rulebook.in_force, rulebook, shown)
        ran = 0
        for rule in rulebook.in_force:
            is_for = bool(concerned(rule, [alone], shown))
            cannot = rule.id in missing or rule.id in found.missing
            found.concerns[rule.id] = found.concerns.get(rule.id, 0) + is_for * one.plans
            found.idle[rule.id] = found.idle.get(rule.id, 0) + (is_for and cannot) * one.plans
            ran += is_for and not cannot
            if rule.id in missing:
                found.unchecked.add((rule.id, one.sort))
                found.reasons.setdefault(rule.id, missing[rule.id])
        if not ran:
            found.silent.add(one.sort)
    return found


def refuse_other_levels(profile: Profile, sorts: Sequence[PlansAlike], where: str) -> None:
    """Holds if `profile` is for the level of every plan to be judged. Raises UsageFault that counts the others."""
    counts: dict[str, int] = {}
    for one in sorts:
        if one.submitted and profile.levels and one.level not in profile.levels:
            counts[one.level] = counts.get(one.level, 0) + one.plans
    if counts:
        levels = built_in_chain().levels
        th = ", ".join(f"{levels[level].th} {count:,} ฉบับ" for level, count in counts.items())
        en = ", ".join(f"{levels[level].en}: {count:,}" for level, count in counts.items())
        says = Sentence(
            th=f"โปรไฟล์ {profile.name} ไม่ใช่ของแผนระดับเหล่านี้ในตาราง: {th} ให้เลือกโปรไฟล์อื่นด้วย --profile",
            en=f"Profile {profile.name} is not for these plans in the tables: {en}. Choose another one with --profile.",
        )
        raise UsageFault([Fault(Place(where), says)])


def _graph(sorts: Sequence[PlansAlike], registers: Sequence[str]) -> Graph:
    kinds = frozenset(built_in_chain().kinds)
    plans: dict[str, Plan] = {}
    nodes: dict[str, Node] = {}
    for one in sorts:
        for turn in range(min(one.plans, _TWO)):
            code = _code(one, turn)
            place = Place(code)
            values = {name: Value("filled", key, key, place) for name, key in one.words.items()}
            nodes[code] = Node(code, code, code, one.level, "plan", code, place, values)
            years = None if one.first is None or one.last is None else (one.first, one.last)
            holds = kinds - one.unheld if one.unheld else None
            plans[code] = Plan(code, one.level, code, one.submitted, years, "", holds)
    return Graph(plans, nodes, {name: frozenset() for name in registers})


def _code(one: PlansAlike, turn: int) -> str:
    """What the small graph calls a plan of a sort; a code list keeps its name."""
    return f"{one.plan} {turn}" if turn else one.plan
