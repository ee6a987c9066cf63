"""The whole self-test: examples by every engine, then mutants by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from checker.chain import built_in_chain
from checker.errors import Fault
from checker.facts import facts_of
from checker.rule import Rule
from checker.rulebook import Rulebook
from checker.selftest.examples import Judge, Trial, test_rules, trials
from checker.selftest.mutants import Mutant, mutants
from checker.text import Sentence


class Surviving(NamedTuple):
    """A mutant of rule `rule` that none of its examples notices."""

    rule: Rule
    mutant: Mutant
    fault: Fault


@dataclass(frozen=True, slots=True)
class SelfTest:
    """What was tried, and everything that is wrong, sorted by file and line."""

    rules: int
    examples: int
    mutants: int
    faults: tuple[Fault, ...]

    @property
    def passed(self) -> bool:
        """Whether every example holds by every engine, and no mutant of a stable rule survives."""
        return not self.faults


def self_test(
    rulebook: Rulebook, judges: Mapping[str, Judge], for_mutants: Judge, done: Callable[[], object] = lambda: None
) -> SelfTest:
    """The examples judged by each of `judges` (name to engine), then the mutants of stable rules by `for_mutants`.

    Mutants wait until every example of their rule holds: a wrong expectation cannot notice anything. `done` is called
    once for each rule whose mutants have been tried.
    """
    by_engine: dict[str, set[Fault]] = {}
    failed: set[str] = set()
    examples = 0
    for name in sorted(judges):
        results = test_rules(rulebook, judges[name])
        examples = len(results)
        failed |= {result.rule for result in results if not result.passed}
        by_engine[name] = {fault for result in results for fault in result.faults}
    shared = set.intersection(*by_engine.values()) if by_engine else set()
    faults = [*shared, *(_by_engine(fault, name) for name in by_engine for fault in by_engine[name] - shared)]
    sound = replace(rulebook, rules={name: rule for name, rule in rulebook.rules.items() if name not in failed})
    tried = sum(len(mutants(rule)) for rule in sound.in_force if rule.status == "stable")
    faults += [one.fault for one in surviving(sound, for_mutants, done)]
    ordered = sorted(set(faults), key=lambda fault: (fault.place.sort_key, fault.says.en))
    return SelfTest(len(rulebook.rules), examples, tried, tuple(ordered))


def surviving(rulebook: Rulebook, judge: Judge, done: Callable[[], object] = lambda: None) -> list[Surviving]:
    """The mutants of stable rules under which every example still has its expected verdicts, sorted by rule."""
    found: list[Surviving] = []
    for rule in rulebook.in_force:
        found += _surviving(rulebook, rule, judge) if rule.status == "stable" else []
        done()
    return found


def _surviving(rulebook: Rulebook, rule: Rule, judge: Judge) -> list[Surviving]:
    left = {f"{rule.id}~{number}": mutant for number, mutant in enumerate(mutants(rule))}
    place = None
    for trial in trials(rulebook, rule):
        place = place or trial.place
        left = _unnoticed(trial, left, judge) if left and not trial.faults else left
    if place is None:
        return []
    return [Surviving(rule, mutant, Fault(place, _survives(mutant))) for mutant in left.values()]


def _unnoticed(trial: Trial, left: Mapping[str, Mutant], judge: Judge) -> dict[str, Mutant]:
    """Those of `left` whose verdicts on this example are the expected ones; all are judged at once."""
    rules = [mutant.rule.model_copy(update={"id": name}) for name, mutant in left.items()]
    facts = facts_of(trial.graph, rules, built_in_chain().kinds, trial.as_of)
    verdicts = judge(facts, rules).verdicts
    return {name: mutant for name, mutant in left.items() if dict(verdicts[name]) == dict(trial.expected)}


def _by_engine(fault: Fault, engine: str) -> Fault:
    says = Sentence(th=f"{fault.says.th} (เครื่องมือ {engine})", en=f"{fault.says.en} (engine: {engine})")
    return Fault(fault.place, says)


def _survives(mutant: Mutant) -> Sentence:
    return Sentence(
        th=f"ไม่มีตัวอย่างใดสังเกตว่ากฎเปลี่ยนไป: {mutant.says.th} ให้เพิ่มตัวอย่างที่แยกสองกรณีนี้",
        en=f"No example notices the rule with {mutant.says.en}. Add one that tells the two apart.",
    )
