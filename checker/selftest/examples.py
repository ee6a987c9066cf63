"""Every rule on its own examples, read and judged as any submission is."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from checker.assemble import assemble
from checker.chain import built_in_chain
from checker.codes import CodeLists, read_code_lists
from checker.errors import Fault, UnreadableSubmission
from checker.fact import Facts
from checker.facts import facts_of
from checker.finding import Verdict
from checker.folders import built_in
from checker.located import Located
from checker.place import Place
from checker.plan import Graph, Node
from checker.readers.structured import draft_of
from checker.rule import Example, Rule
from checker.rulebook import Rulebook
from checker.text import Sentence
from checker.verdicts import Judgement

Judge = Callable[[Facts, Sequence[Rule]], Judgement]
EXAMPLE_CODES = "example-codes.csv"


@dataclass(frozen=True, slots=True)
class Trial:
    """One example of a rule, read: the verdict that is expected of each examined node, by node id.

    `faults` says what is wrong with the example itself; it is judged only where there is none.
    """

    rule: Rule
    name: str
    place: Place
    graph: Graph
    expected: Mapping[str, Verdict]
    as_of: datetime.date
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """What became of one example: the number of nodes it examined, and every verdict that is not the expected one."""

    rule: str
    example: str
    examined: int
    faults: tuple[Fault, ...]

    @property
    def passed(self) -> bool:
        """Whether every verdict was the expected one."""
        return not self.faults


def test_rules(rulebook: Rulebook, judge: Judge) -> list[ExampleResult]:
    """Every example of every rule in force, judged by `judge`, sorted by rule."""
    return [tried(trial, judge) for rule in rulebook.in_force for trial in trials(rulebook, rule)]


def tried(trial: Trial, judge: Judge) -> ExampleResult:
    """The verdicts of `judge` on one example, beside those that it expects."""
    if trial.faults:
        return ExampleResult(trial.rule.id, trial.name, 0, trial.faults)
    facts = facts_of(trial.graph, [trial.rule], built_in_chain().kinds, trial.as_of)
    verdicts = judge(facts, [trial.rule]).verdicts[trial.rule.id]
    faults = [
        _other_verdict(trial, node, trial.expected[node], verdicts.get(node))
        for node in sorted(trial.expected)
        if verdicts.get(node) != trial.expected[node]
    ]
    return ExampleResult(trial.rule.id, trial.name, len(trial.expected), tuple(faults))


def trials(rulebook: Rulebook, rule: Rule) -> Iterator[Trial]:
    """The examples of `rule`, read and assembled."""
    file = rulebook.files[rule.id]
    for example, given in zip(rule.examples, rulebook.given[rule.id], strict=True):
        place = Place(file, line=given[0].line if given else 1)
        as_of = datetime.date.fromisoformat(example.as_of)
        try:
            graph = _graph(given, file)
        except UnreadableSubmission as error:
            yield Trial(rule, example.name, place, Graph({}, {}), {}, as_of, error.faults)
            continue
        expected, faults = _expected(rule, example, graph, place)
        yield Trial(rule, example.name, place, graph, expected, as_of, tuple(faults))


def _graph(given: tuple[Located, ...], file: str) -> Graph:
    draft = draft_of(list(given), file)
    draft.code_lists = _example_codes()
    return assemble(draft)


@cache
def _example_codes() -> CodeLists:
    """Code lists that come with no checker but with a submission's context, as examples may name them."""
    path = built_in("rules") / EXAMPLE_CODES
    return read_code_lists(path.read_text(encoding="utf-8"), EXAMPLE_CODES)


def _expected(rule: Rule, example: Example, graph: Graph, place: Place) -> tuple[dict[str, Verdict], list[Fault]]:
    """The verdict expected of each examined node, and what the example leaves out, names in vain or states twice."""
    expected: dict[str, Verdict] = {}
    named: set[str] = set()
    faults: list[Fault] = []
    for node in graph.submitted(rule.sources):
        stated = {name: example.expect[name] for name in _names(node) if name in example.expect}
        named |= set(stated)
        if len(set(stated.values())) == 1:
            expected[node.id] = next(iter(stated.values()))
        else:
            faults.append(_unnamed(example, node, place))
    faults += [_in_vain(example, name, place) for name in sorted(set(example.expect) - named)]
    return expected, faults


def _names(node: Node) -> tuple[str, str]:
    """What `expect` may call a node: its code, or its plan's code and its own."""
    return node.code, f"{node.plan}/{node.code}"


def _unnamed(example: Example, node: Node, place: Place) -> Fault:
    says = Sentence(
        th=f"ตัวอย่าง “{example.name}” ไม่ได้บอกผลของ {node.code} ให้เขียนผลหนึ่งเดียวใน expect",
        en=f"Example “{example.name}” does not state one verdict for {node.code}. Write it under expect.",
    )
    return Fault(place, says)


def _in_vain(example: Example, name: str, place: Place) -> Fault:
    says = Sentence(
        th=f"ตัวอย่าง “{example.name}” บอกผลของ {name} ซึ่งกฎนี้ไม่ได้ตรวจ ให้ลบออกหรือแก้รหัส",
        en=f"Example “{example.name}” states a verdict for {name}, which the rule does not examine. Take it out, or mend its code.",
    )
    return Fault(place, says)


def _other_verdict(trial: Trial, node: str, expected: Verdict, found: Verdict | None) -> Fault:
    code = trial.graph.nodes[node].code
    says = Sentence(
        th=f"ตัวอย่าง “{trial.name}” คาดว่า {code} ได้ผล {expected} แต่ได้ {found or 'ไม่มีผล'}",
        en=f"Example “{trial.name}” expects {expected} for {code}; the verdict is {found or 'missing'}.",
    )
    return Fault(trial.graph.nodes[node].place, says)
