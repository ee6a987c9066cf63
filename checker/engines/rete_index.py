"""The facts by what is asked of them: nodes, values, years, links, and whom a rule examines. Plain Python."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from checker.fact import Facts, LinkFact, NodeFact, PlanFact, ReferenceFact, ValueFact, YearlyFact
from checker.facts import folded
from checker.path import Step
from checker.pattern import Target
from checker.prospects import Prospect, Prospects
from checker.rule import Rule


@dataclass(slots=True)
class Index:
    """Lookups over one set of facts; nothing in it changes once `index_of` has made it.

    `submitted` holds the nodes of submitted plans by kind, in the order of the facts; `holding` says of each kind how many nodes of
    it stand in each plan, code lists left out.
    """

    plans: dict[str, PlanFact]
    nodes: dict[str, NodeFact]
    values: dict[tuple[str, str], ValueFact]
    years: dict[tuple[str, str], dict[int, YearlyFact]]
    flags: set[tuple[str, str, str]]
    registers: dict[str, set[str]]
    unheld: set[tuple[str, str]]
    unasked: set[tuple[str, str]]
    closed: int
    unasking: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    holding: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    references: dict[str, list[ReferenceFact]] = field(default_factory=lambda: defaultdict(list))
    prospects: dict[tuple[str, str], set[Prospect]] = field(default_factory=lambda: defaultdict(set))
    links_from: dict[tuple[str, str], list[LinkFact]] = field(default_factory=lambda: defaultdict(list))
    links_to: dict[tuple[str, str], list[LinkFact]] = field(default_factory=lambda: defaultdict(list))
    submitted: dict[str, list[NodeFact]] = field(default_factory=lambda: defaultdict(list))

    def filled(self, node: str, name: str) -> ValueFact | None:
        """The value of a field where it is filled or unreadable; None where it is empty or not asked for."""
        value = self.values.get((node, name))
        return value if value is not None and value.state != "empty" else None

    def examined(self, rule: Rule) -> list[NodeFact]:
        """The nodes that get a verdict: of the rule's kinds, in submitted plans."""
        found = [node for kind in sorted(rule.sources) for node in self.submitted.get(kind, ())]
        return found if len(rule.sources) == 1 else sorted(found)

    def meeting(self, nodes: Iterable[str], target: Target) -> list[str]:
        """Those of `nodes` that fit what `target` says of the node alone; which plan it means depends on the examined node."""
        when = {name: frozenset(folded(words)) for name, words in target.when.items()}
        return [
            node.node
            for node in map(self.nodes.__getitem__, nodes)
            if (not target.kind or node.kind in target.kind)
            and (not target.level or node.level in target.level)
            and (target.list is None or node.list == target.list)
            and self.says(node.node, when)
        ]

    def says(self, node: str, words: Mapping[str, frozenset[str]]) -> bool:
        """Whether each field is filled or unreadable and its key is one of its words."""
        return all((value := self.filled(node, name)) is not None and value.key in words[name] for name in words)

    def counts(self, end: str, origin: str, target: Target) -> bool:
        """Whether `end`, which `meets` the target, is in the plan meant and is another node than `origin`."""
        if end == origin:
            return False
        same = self.nodes[end].plan == self.nodes[origin].plan
        return target.plan == "any" or same == (target.plan == "same")

    def steps(self, step: Step, node: str) -> Iterator[tuple[LinkFact, str]]:
        """The links that `step` takes from `node`, each with the node it leads to."""
        for relation in step.relations:
            if step.inverse:
                for link in self.links_to.get((relation, node), ()):
                    yield link, link.source
            else:
                for link in self.links_from.get((relation, node), ()):
                    yield link, link.target

    def stopped(self, step: Step, node: str, hope: Prospects) -> bool:
        """Whether `step` may miss a link from `node` that leads to some `hope`, because a reference there is not resolved."""
        return not step.inverse and any(
            not hope.isdisjoint(self.prospects.get((relation, node), ())) for relation in step.relations
        )

    def parents(self, node: str) -> frozenset[str]:
        """The idents of the nodes that `node` is part of."""
        return frozenset(self.nodes[link.target].ident for link in self.links_from.get(("part_of", node), ()))


def index_of(facts: Facts) -> Index:
    """The lookups over `facts`."""
    index = Index(
        plans={plan.plan: plan for plan in facts.plans},
        nodes={node.node: node for node in facts.nodes},
        values={(value.node, value.field): value for value in facts.values},
        years={(one.node, one.field): {} for one in facts.series},
        flags={(flag.node, flag.field, flag.test) for flag in facts.flags},
        registers=defaultdict(set),
        unheld={(one.plan, one.kind) for one in facts.unheld},
        unasked={(one.node, one.relation) for one in facts.unasked},
        closed=facts.closed,
    )
    for node in facts.nodes:
        if not node.list:
            index.holding[node.kind][node.plan] += 1
        if index.plans[node.plan].submitted:
            index.submitted[node.kind].append(node)
    for value in facts.yearly:
        index.years.setdefault((value.node, value.field), {})[value.year] = value
    for entry in facts.registers:
        index.registers[entry.list].add(entry.key)
    for reference in facts.references:
        index.references[reference.node].append(reference)
    for silent in facts.unasked:
        index.unasking[silent.relation].append(silent.node)
    for one in facts.prospects:
        index.prospects[one.relation, one.node].add(Prospect(one.kind, one.level, one.list))
    for link in facts.links:
        index.links_from[link.relation, link.source].append(link)
        index.links_to[link.relation, link.target].append(link)
    return index


def by_scope(index: Index, nodes: Sequence[NodeFact], inside: str) -> dict[str, object]:
    """For each of `nodes` what it shares with the others of its scope; a node without a parent is left out of `parent`."""
    match inside:
        case "plan":
            return {node.node: node.plan for node in nodes}
        case "level":
            return {node.node: node.level for node in nodes}
        case "round":
            return {node.node: "" for node in nodes}
        case _:
            found = {node.node: index.parents(node.node) for node in nodes}
            return {node: parents for node, parents in found.items() if parents}
