"""Proposals tried on a copy: the drafts with their codes changed, and whether every reference then leads where it should."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from checker.assemble import Assembled, assembled
from checker.plan import Graph, Node, Reference
from checker.propose.broken import Broken, Link
from checker.propose.offers import Change, Offers, Rename
from checker.readers.draft import Cell, Draft, DraftNode, DraftPlan, DraftReference, written_text
from checker.thai import key, readable

Mending = Mapping[int, Change]
_Name = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of some changes: the graph with them made, and whether it is as it should be."""

    graph: Graph
    holds: bool


def tried(
    by: Mending, broken: list[Broken], offers: Offers, work: Assembled, submitted: Draft, context: Draft
) -> Trial:
    """The changes of `by` (what mends what is broken, by number) made on a copy of `submitted`.

    It holds where all that they mend leads to the nodes they name, every other reference has the status and the targets that it
    had, and no code stands twice that did not.
    """
    after = assembled(changed(by, offers, work.graph, submitted), context).graph
    expected = _Expected(by, broken, offers, work.graph)
    twins_mended = sum(broken[at].what == "twins" for at in by)
    return Trial(after, expected.met_by(after) and _too_many(after) == _too_many(work.graph) - twins_mended)


def changed(by: Mending, offers: Offers, graph: Graph, submitted: Draft) -> Draft:
    """A copy of `submitted` with the changes of `by` made; `submitted` stays as it is."""
    references: dict[_Name, DraftReference] = {}
    codes: dict[_Name, str] = {}
    for at, change in by.items():
        made = offers.mends[at][change]
        if made is not None:
            link, drafted = made
            references[(*_node_name(link.node), *_drafted(link.drafted))] = drafted
        if isinstance(change, Rename):
            node = graph.nodes[change.node]
            spot = node.place if change.twin else None
            codes[(*_node_name(node), spot)] = change.new
    return replace(submitted, plans=[_plan(one, references, codes) for one in submitted.plans])


def _node_name(node: Node) -> _Name:
    return key(node.plan), node.kind, key(node.code)


def _drafted(one: DraftReference) -> _Name:
    return one.relation, key(one.written), one.list, one.level, key(one.code or ""), key(one.title)


def _plan(plan: DraftPlan, references: Mapping[_Name, DraftReference], codes: Mapping[_Name, str]) -> DraftPlan:
    own = key(written_text(plan.heading.code.raw))
    return DraftPlan(
        _node(plan.heading, own, references, codes),
        plan.level,
        [_node(one, own, references, codes) for one in plan.nodes],
        plan.holds,
    )


def _node(
    node: DraftNode, plan: str, references: Mapping[_Name, DraftReference], codes: Mapping[_Name, str]
) -> DraftNode:
    own = written_text(node.code.raw) or written_text(node.cells.get("name", node.code).raw)
    name = (plan, node.kind, key(own))
    code = codes.get((*name, node.place), codes.get((*name, None)))
    return replace(
        node,
        code=node.code if code is None else Cell(code, node.code.place),
        references=[_reference(one, name, references) for one in node.references],
    )


def _reference(one: DraftReference, name: _Name, references: Mapping[_Name, DraftReference]) -> DraftReference:
    made = references.get((*name, *_drafted(one)))
    return one if made is None else replace(one, written=made.written, code=made.code)


def _too_many(graph: Graph) -> int:
    idents = Counter(node.ident for node in graph.submitted())
    return sum(number - 1 for number in idents.values())


@dataclass(slots=True)
class _Expected:
    """What every reference is to be after the changes. Nodes are known by their place, which no change moves."""

    by: Mending
    broken: list[Broken]
    offers: Offers
    graph: Graph
    codes: dict[str, str] = field(default_factory=dict)
    written: dict[_Name, str] = field(default_factory=dict)
    aims: dict[_Name, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for at, change in self.by.items():
            made = self.offers.mends[at][change]
            if isinstance(change, Rename):
                self.codes[change.node] = change.new
                self.aims.update({_link_name(link): change.node for link in self.broken[at].links})
            elif made is not None:
                link, drafted = made
                self.aims.update({_link_name(one): "" for one in self.broken[at].links})
                self.aims[_link_name(link)] = change.target
                self.written[_link_name(link)] = key(drafted.written)

    def met_by(self, after: Graph) -> bool:
        """Whether every reference of `after` is what it is to be."""
        known: dict[_Name, list[Reference]] = defaultdict(list)
        for node in after.nodes.values():
            for one in node.references:
                known[(*_identity(node), *_reference_name(one), key(one.written))].append(one)
        for node in self.graph.nodes.values():
            for one in node.references:
                name = (node.id, *_reference_name(one), key(one.written))
                here = (*self.identity(node), *_reference_name(one), self.written.get(name, key(one.written)))
                if not known[here] or not self._as_wanted(one, known[here].pop(), name, after):
                    return False
        return not any(known.values())

    def identity(self, node: Node) -> _Name:
        return _identity(node, self.codes.get(node.id))

    def _as_wanted(self, before: Reference, after: Reference, name: _Name, graph: Graph) -> bool:
        was = {self.identity(self.graph.nodes[target]) for target in before.targets}
        leads = {_identity(graph.nodes[target]) for target in after.targets}
        aim = self.aims.get(name)
        if aim:
            return after.status == "resolved" and self.identity(self.graph.nodes[aim]) in leads
        if aim == "":
            return after.status == "resolved" and leads <= was
        same = after.status == before.status or (before.status == "cyclic" and after.status == "resolved")
        return same and leads <= was and bool(leads) == bool(was)


def _identity(node: Node, code: str | None = None) -> _Name:
    return key(node.plan), node.kind, node.place.sort_key, node.name, key(readable(code)[0] if code else node.code)


def _reference_name(one: Reference) -> _Name:
    return one.relation, one.place.sort_key, one.title_key


def _link_name(link: Link) -> _Name:
    return (link.node.id, *_reference_name(link.reference), key(link.reference.written))
