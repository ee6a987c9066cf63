"""Which rules can be run on the plans at hand at all, and why the others cannot (docs/patterns.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checker.chain import Chain, built_in_chain
from checker.facts import folded
from checker.pattern import RequiresField, Target, own_kinds, target_of
from checker.plan import Graph, Plan
from checker.rule import Rule
from checker.rulebook import Rulebook
from checker.text import Sentence


def not_runnable(rules: Iterable[Rule], rulebook: Rulebook, graph: Graph) -> dict[str, Sentence]:
    """Of the `rules` that cannot run on these plans at all, why."""
    hand, chain = _AtHand.of(graph), built_in_chain()
    return {rule.id: reason for rule in rules if (reason := _not_checked(rule, rulebook, graph, hand, chain))}


def concerned(rule: Rule, plans: Iterable[Plan], graph: Graph) -> list[str]:
    """The codes of those of `plans` that the rule is there to look at."""
    return sorted(plan.code for plan in plans if _concerns(rule, plan, graph))


@dataclass(frozen=True, slots=True)
class _AtHand:
    """What of all plans tells whether a rule can run on them: the `submitted` ones, the code lists, how many plans of each level."""

    submitted: list[Plan]
    lists: set[str]
    levels: Counter[str]

    @classmethod
    def of(cls, graph: Graph) -> _AtHand:
        plans = graph.plans.values()
        return cls(
            submitted=[plan for plan in plans if plan.submitted],
            lists={code.partition("@")[0] for code in graph.plans if "@" in code},
            levels=Counter(plan.level for plan in plans),
        )


def _not_checked(rule: Rule, rulebook: Rulebook, graph: Graph, hand: _AtHand, chain: Chain) -> Sentence | None:
    """Why `rule` cannot run on these plans at all, or None."""
    if unstated := rulebook.unstated.get(rule.id):
        return _unstated(rule, unstated)
    target = target_of(rule.pattern)
    if target.list is not None and target.list not in hand.lists:
        word = chain.code_lists[target.list]
        return Sentence(th=f"ต้องใช้{word.th} ซึ่งยังไม่ได้ให้มา", en=f"needs the {word.en}, which was not given")
    examined = [plan for plan in hand.submitted if _concerns(rule, plan, graph)]
    if target.level and target.list is None and target.plan != "same":
        levels = _looked_in(examined, target.plan == "other", hand)
        if not levels & set(target.level):
            return _no_level(target, chain)
    if isinstance(rule.pattern, RequiresField):
        for demand in rule.pattern.demands:
            if isinstance(demand.one_of, str) and demand.one_of not in graph.registers:
                word = chain.code_lists[demand.one_of]
                return Sentence(th=f"ต้องใช้{word.th} ซึ่งยังไม่ได้ให้มา", en=f"needs the {word.en}, which was not given")
    return _not_held(rule, examined, chain)


def _no_level(target: Target, chain: Chain) -> Sentence:
    """That no plan of the levels of `target` was given."""
    th = " หรือ ".join(chain.levels[level].th for level in target.level)
    en = " or a ".join(chain.levels[level].en for level in target.level)
    th, en = (f"{th}ฉบับอื่น", f"nother {en}") if target.plan == "other" else (th, f" {en}")
    return Sentence(th=f"ต้องใช้{th} ซึ่งยังไม่ได้ให้มา", en=f"needs a{en}, which was not given")


def _unstated(rule: Rule, parameters: Sequence[str]) -> Sentence:
    """That nobody states a value of `parameters`, and what to write where."""
    names = [rule.called(parameter) for parameter in parameters]
    line = f"parameters: {{{rule.id}: {{{', '.join(f'{one}: …' for one in parameters)}}}}}"
    return Sentence(
        th=f"ยังไม่มีใครกำหนด{' และ'.join(one.th for one in names)} ให้เขียนในไฟล์โปรไฟล์ว่า {line} (docs/profiles.md)",
        en=f"nobody has stated {' and '.join(one.en for one in names)}; write in a profile file {line} (docs/profiles.md)",
    )


def _looked_in(examined: Sequence[Plan], other: bool, hand: _AtHand) -> set[str]:
    """The levels of the plans in which a target may be found: where another plan is asked for, not in the only one examined."""
    left_out = Counter(plan.level for plan in examined) if other and len(examined) == 1 else Counter()
    return {level for level, number in hand.levels.items() if number > left_out[level]}


def _not_held(rule: Rule, plans: Sequence[Plan], chain: Chain) -> Sentence | None:
    """Why no form that was handed in can show what `rule` looks at in the `plans` that it examines, or None."""
    for kinds in (tuple(sorted(rule.sources)), own_kinds(rule.pattern)):
        if plans and kinds and not any(plan.can_hold(kind) for plan in plans for kind in kinds):
            th = ", ".join(chain.kinds[kind].th for kind in kinds)
            en = ", ".join(chain.kinds[kind].en for kind in kinds)
            return Sentence(th=f"แบบฟอร์มที่ส่งมาไม่มีที่ให้เขียน{th}", en=f"the forms handed in have no place for: {en}")
    return None


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
