"""Which of the nodes that a rule examines it applies to, as docs/patterns.md fixes it. Plain Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from checker.engines.rete_index import Index
from checker.fact import NodeFact
from checker.facts import folded
from checker.path import Path, parse_path
from checker.pattern import asked_relations, own_kinds
from checker.rule import Rule, Scope, Years

Test = Callable[[NodeFact], bool]


def applicable(index: Index, rule: Rule) -> list[NodeFact]:
    """The examined nodes that the rule applies to, as far as its scope and the plan's forms tell."""
    tests = list(_tests(index, rule))
    return [node for node in index.examined(rule) if all(test(node) for test in tests)]


def _tests(index: Index, rule: Rule) -> Iterator[Test]:
    """One test for each thing that the rule restricts, the cheapest first."""
    scope = rule.scope
    if scope.levels:
        yield lambda node: node.level in scope.levels
    if kinds := own_kinds(rule.pattern):
        yield lambda node: not all((node.plan, kind) in index.unheld for kind in kinds)
    if relations := asked_relations(rule.pattern):
        yield lambda node: not all((node.node, name) in index.unasked for name in relations)
    if scope.years is not None:
        yield _begins(index, scope.years)
    for name, words in scope.plan.items():
        yield _of_plan(index, _of_value(index, name, words))
    yield from _of_values(index, scope)
    if scope.linked is not None:
        yield _leads_on(index, parse_path(scope.linked))


def _of_values(index: Index, scope: Scope) -> Iterator[Test]:
    for name, words in scope.when.items():
        yield _of_value(index, name, words, states=("filled", "unreadable"), unsaid=True)
    for name, words in scope.only.items():
        yield _of_value(index, name, words)
    for name, words in scope.except_.items():
        yield _not(_of_value(index, name, words))
    for name in scope.filled:
        yield _is_said(index, name)
    for name in scope.blank:
        yield _not(_is_said(index, name))
    for name, test in scope.text.items():
        yield _passes(index, name, test)


def _of_value(
    index: Index, name: str, words: Iterable[str], *, states: Sequence[str] = ("filled",), unsaid: bool = False
) -> Test:
    """Whether the field is in one of `states` and its key one of `words`; `unsaid` is the answer in other states."""
    keys = frozenset(folded(words))

    def test(node: NodeFact) -> bool:
        value = index.values.get((node.node, name))
        return value.key in keys if value is not None and value.state in states else unsaid

    return test


def _begins(index: Index, years: Years) -> Test:
    """Whether the window of the node's plan begins in `years`, or it has none."""
    plans = {plan.plan for plan in index.plans.values() if plan.first is None or years.hold(plan.first)}
    return lambda node: node.plan in plans


def _of_plan(index: Index, test: Test) -> Test:
    """Whether the node of the node's plan passes `test`."""
    return lambda node: test(index.nodes[index.plans[node.plan].heading])


def _leads_on(index: Index, path: Path) -> Test:
    """Whether `path` ends at another node. Where walks came and found nothing at all, no other walk goes again."""
    nowhere: set[tuple[int, str]] = set()

    def test(node: NodeFact) -> bool:
        seen, waiting, back = {(0, node.node)}, [(0, node.node)], False
        while waiting:
            state, here = waiting.pop()
            if state == len(path):
                if here != node.node:
                    return True
                back = True
                continue
            step = path[state]
            after = (state + 1, state) if step.closure else (state + 1,)
            ahead = {(then, there) for _, there in index.steps(step, here) for then in after}
            waiting += ahead - seen - nowhere
            seen |= ahead
        if not back:
            nowhere.update(seen)
        return False

    return test


def _not(other: Test) -> Test:
    return lambda node: not other(node)


def _is_said(index: Index, name: str) -> Test:
    """Whether the field is filled or unreadable, a yearly one in some year."""

    def test(node: NodeFact) -> bool:
        years = index.years.get((node.node, name), {})
        return index.filled(node.node, name) is not None or any(year.state != "empty" for year in years.values())

    return test


def _passes(index: Index, name: str, text_test: str) -> Test:
    def test(node: NodeFact) -> bool:
        value = index.values.get((node.node, name))
        return value is not None and value.state == "filled" and (node.node, name, text_test) in index.flags

    return test
