"""The graph as plain tables of facts (`checker.fact`)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from checker.demand import Demand, Overlap
from checker.fact import (
    CalendarFact,
    Facts,
    FlagFact,
    LinkFact,
    NodeFact,
    PlanFact,
    ProspectFact,
    ReferenceFact,
    RegisterFact,
    SeriesFact,
    UnaskedFact,
    UnheldFact,
    ValueFact,
    YearlyFact,
)
from checker.pattern import (
    REFERENCE_TITLE,
    REFERENCE_VERSION,
    Agrees,
    RequiresField,
    Sequence,
    Series,
    SumsTo,
    Typical,
    Unique,
    Within,
    asked_relations,
    target_of,
)
from checker.plan import Graph, Node, Value
from checker.prospects import prospects_of, unsaid_relations
from checker.rule import Rule
from checker.text import overlap
from checker.text_tests import TEXT_TESTS
from checker.thai import key, title_key, version_key


def closed_before(day: datetime.date) -> int:
    """The last Thai fiscal year that ended before `day`: 2567 ran from 1 October 2023 to 30 September 2024."""
    return day.year + 543 - (day.month < 10)


def facts_of(graph: Graph, rules: Iterable[Rule], kinds: Iterable[str], as_of: datetime.date | None = None) -> Facts:
    """The facts of `graph` that `rules` mention; `kinds` are all kinds of node there are. No `as_of`: no year is closed."""
    wanted = Wanted.of(rules)
    facts = facts_beside_nodes(graph, wanted, kinds, as_of)
    for node in graph.nodes.values():
        add_node(facts, node, graph, wanted)
    return facts


def facts_beside_nodes(graph: Graph, wanted: Wanted, kinds: Iterable[str], as_of: datetime.date | None = None) -> Facts:
    """Of the facts of `graph` that are `wanted`, those of no single node: plans, registers and the calendar."""
    facts = Facts(calendar=[CalendarFact(closed_before(as_of))] if as_of else [])
    for plan in graph.plans.values():
        first, last = plan.years or (None, None)
        facts.plans.append(PlanFact(plan.code, plan.level, plan.submitted, first, last, plan.heading))
        facts.unheld.extend(UnheldFact(plan.code, kind) for kind in sorted(kinds) if not plan.can_hold(kind))
    for name in sorted(wanted.registers & set(graph.registers)):
        facts.registers.extend(RegisterFact(name, word) for word in sorted(graph.registers[name]))
    return facts


def add_node(facts: Facts, node: Node, graph: Graph, wanted: Wanted) -> None:
    """Adds to `facts` those of one node of `graph` that are `wanted`."""
    heading = graph.plans[node.plan].heading
    code_list = node.plan.partition("@")[0] if "@" in node.plan else ""
    facts.nodes.append(NodeFact(node.id, node.ident, node.plan, node.level, node.kind, code_list))
    if node.id != heading:
        facts.links.append(LinkFact(node.id, "in_plan", heading, ""))
    for number, one in enumerate(node.references):
        facts.references.append(ReferenceFact(node.id, one.relation, number, one.toward, one.status))
        if one.status == "resolved":
            facts.links.extend(
                LinkFact(node.id, one.relation, target, one.title_key, version_key(one.title)) for target in one.targets
            )
    facts.prospects.extend(_prospects(node))
    facts.unasked.extend(UnaskedFact(node.id, name) for name in sorted(node.unasked & wanted.relations))
    for name in sorted(wanted.fields & set(node.values)):
        facts.values.append(
            _value_fact(
                node.id, name, node.values[name], as_title=name in wanted.titles, as_version=name in wanted.versions
            )
        )
        facts.flags.extend(
            FlagFact(node.id, name, test)
            for test in sorted(wanted.tests.get(name, ()))
            if node.values[name].state != "empty" and _passes(test, node.values[name].written)
        )
    for name, asked in sorted(wanted.overlaps, key=lambda one: (one[0], one[1].test)):
        own, other = node.values.get(name), node.values.get(asked.with_)
        if own and other and own.state == other.state == "filled" and asked.allows(overlap(own.written, other.written)):
            facts.flags.append(FlagFact(node.id, name, asked.test))
    for name in sorted(wanted.fields & set(node.yearly)):
        facts.series.append(SeriesFact(node.id, name))
        for year, value in node.yearly[name].items():
            facts.yearly.append(YearlyFact(node.id, name, year, value.state, value.number))


def _prospects(node: Node) -> list[ProspectFact]:
    """Where the references of `node` that are not resolved might lead, each once."""
    found = {
        ProspectFact(node.id, one.relation, *prospect)
        for one in node.references
        if one.status != "resolved"
        for prospect in prospects_of(node, one)
    }
    return sorted(found)


def _value_fact(node: str, name: str, value: Value, *, as_title: bool, as_version: bool) -> ValueFact:
    first, last = value.years or (None, None)
    title = title_key(value.written) if as_title else ""
    return ValueFact(
        node,
        name,
        value.state,
        value.key,
        title,
        len(value.written),
        value.number,
        first,
        last,
        version_key(value.written) if as_version else "",
    )


@dataclass(slots=True)
class Wanted:
    """The fields, relations to be asked for, text tests and registers that some rule mentions.

    `titles` and `versions` are the fields that are compared with what stands beside a reference.
    """

    fields: set[str] = field(default_factory=set)
    relations: set[str] = field(default_factory=set)
    tests: dict[str, set[str]] = field(default_factory=dict)
    registers: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    overlaps: set[tuple[str, Overlap]] = field(default_factory=set)
    versions: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> Wanted:
        wanted = cls()
        for rule in rules:
            wanted.fields |= rule.scope.fields | set(rule.scope.plan) | set(target_of(rule.pattern).when)
            wanted.relations |= {*asked_relations(rule.pattern), *unsaid_relations(rule.pattern)}
            for name, test in rule.scope.text.items():
                wanted.tests.setdefault(name, set()).add(test)
            wanted.pattern(rule.pattern)
        return wanted

    def pattern(self, pattern: object) -> None:
        match pattern:
            case RequiresField():
                for demand in pattern.demands:
                    self.demand(demand)
            case Agrees():
                self.fields |= {name for pair in pattern.fields for name in (pair.own, pair.linked)}
                self.titles |= {pair.linked for pair in pattern.fields if pair.own == REFERENCE_TITLE}
                self.versions |= {pair.linked for pair in pattern.fields if pair.own == REFERENCE_VERSION}
            case Within():
                bounds = pattern.bounds
                named = (bounds.period, bounds.prefix, bounds.prefix_of, bounds.max, bounds.min)
                self.fields |= {pattern.field, *(name for name in named if name)}
            case SumsTo():
                self.fields |= {name for name in (pattern.field, pattern.counts, pattern.total) if name}
                self.fields |= set(pattern.of.when) if pattern.of else set()
            case Unique():
                self.fields |= {*pattern.key, *pattern.also, *pattern.unlike, *filter(None, [pattern.shares_year])}
            case Sequence() | Typical():
                self.fields.add(pattern.field)
            case Series():
                others = (pattern.direction, pattern.against, pattern.follows, pattern.meets, pattern.excuse)
                self.fields |= {pattern.field, *(name for name in others if name)}

    def demand(self, demand: Demand) -> None:
        self.fields |= {name for name in (demand.field, demand.differs_from) if name}
        for test in (demand.has, demand.lacks):
            if test:
                self.tests.setdefault(demand.field, set()).add(test)
        if demand.overlap:
            self.fields.add(demand.overlap.with_)
            self.overlaps.add((demand.field, demand.overlap))
        for word in demand.lacks_words or ():
            self.tests.setdefault(demand.field, set()).add(word_test(word))
        if isinstance(demand.one_of, str):
            self.registers.add(demand.one_of)


_WORD: Final = "word:"


def word_test(word: str) -> str:
    """The name of the text test that a text passes which holds `word`, both folded."""
    return f"{_WORD}{key(word)}"


def _passes(test: str, written: str) -> bool:
    return test.removeprefix(_WORD) in key(written) if test.startswith(_WORD) else TEXT_TESTS[test](written)


def folded(words: Iterable[str]) -> list[str]:
    """The folded forms of the words that a rule lists, as both engines compare them."""
    return sorted({key(word) for word in words})
