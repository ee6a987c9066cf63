"""What a submission has broken: references that lead nowhere or in a circle, and codes that are used twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from checker.assemble import Assembled
from checker.directory import Aim
from checker.place import Place
from checker.plan import Node, Reference, ReferenceStatus
from checker.readers.draft import DraftReference
from checker.resolve import aim_of, resolve, rings_of
from checker.second_opinion import SecondOpinion
from checker.thai import key

BROKEN: Final[frozenset[ReferenceStatus]] = frozenset({"dangling", "misplaced", "self", "cyclic"})
What = Literal["dangling", "misplaced", "self", "circle", "twins"]


@dataclass(frozen=True, slots=True)
class Link:
    """A reference of `node` as it was `drafted`, what became of it, and where it points."""

    node: Node
    drafted: DraftReference
    reference: Reference
    aim: Aim
    kinds: tuple[str, ...]

    @property
    def says(self) -> str:
        """The code that it names, as written; the title where it names none."""
        return self.aim.code or self.aim.title


@dataclass(frozen=True, slots=True)
class Broken:
    """One thing to mend: a reference, a circle (any of whose `links` may be changed), or the nodes of one code (`twins`)."""

    what: What
    node: Node
    place: Place
    written: str
    links: tuple[Link, ...] = ()
    twins: tuple[Node, ...] = ()

    @property
    def order(self) -> tuple[object, ...]:
        """Orders what is broken by its place."""
        return (
            self.place.sort_key,
            self.node.id,
            self.what,
            self.written,
            [link.drafted.relation for link in self.links],
        )


def broken_in(work: Assembled) -> list[Broken]:
    """Everything that is broken in the submitted plans, by place."""
    found = [*_links(work), *_circles(work), *_twins(work)]
    return sorted(found, key=lambda one: one.order)


def links_of(work: Assembled, node: Node, wanted: frozenset[ReferenceStatus]) -> Iterator[Link]:
    """The references of `node` of the `wanted` statuses, as drafted. Whole plans are never among them."""
    directory, opinion = work.directory, SecondOpinion(work.directory)
    status = {_name(one): one.status for one in node.references}
    for drafted in work.drafts.get(node.id, ()):
        kinds = directory.chain.target_kinds(drafted.relation, node.kind)
        aim = aim_of(node, drafted, kinds, directory)
        reference = resolve(node, drafted, directory, opinion, [])
        if status.get(_name(reference)) in wanted and not aim.whole_plan:
            yield Link(node, drafted, reference, aim, tuple(kinds))


def _name(one: Reference) -> tuple[object, ...]:
    return one.relation, one.written, one.title, one.toward, one.place.sort_key


def _links(work: Assembled) -> Iterator[Broken]:
    for node in work.graph.submitted():
        if any(one.status in BROKEN for one in node.references):
            for link in links_of(work, node, BROKEN - {"cyclic"}):
                match link.reference.status:
                    case "dangling" | "misplaced" | "self" as what:
                        yield Broken(what, node, link.drafted.place, link.reference.written, (link,))
                    case _:
                        pass


def _circles(work: Assembled) -> Iterator[Broken]:
    """Each circle with those of its references that stand in a submitted plan and without which it would be none."""
    graph = work.graph
    relations = {one.relation for node in graph.submitted() for one in node.references if one.status == "cyclic"}
    for relation in sorted(relations):
        edges = {
            node.id: {
                target
                for one in node.references
                if one.relation == relation and one.status in ("resolved", "cyclic")
                for target in one.targets
            }
            for node in graph.nodes.values()
        }
        for ring in sorted(rings_of(edges), key=min):
            inside = {name: edges[name] & ring for name in ring}
            found = [
                link
                for name in sorted(ring)
                if graph.plans[graph.nodes[name].plan].submitted
                for link in links_of(work, graph.nodes[name], frozenset({"cyclic"}))
                if link.drafted.relation == relation
                and not rings_of({**inside, name: inside[name] - set(link.reference.targets)})
            ]
            first = min((graph.nodes[name] for name in ring), key=lambda one: one.place.sort_key)
            written = " → ".join(graph.nodes[name].code for name in sorted(ring))
            yield Broken("circle", first, first.place, written, tuple(found))


def _twins(work: Assembled) -> Iterator[Broken]:
    """One for every node too many of a code; where there are just two, either of them may give way."""
    groups: dict[str, list[Node]] = defaultdict(list)
    for node in work.graph.submitted():
        if node.kind != "plan" and node.values["code"].state == "filled":
            groups[node.ident].append(node)
    for group in groups.values():
        group.sort(key=lambda one: (one.place.sort_key, one.id))
        for extra in group[1:]:
            twins = (group[0], extra) if len(group) == 2 else (extra,)
            yield Broken("twins", extra, extra.values["code"].place, extra.code, (), twins)


def alike(twins: tuple[Node, ...]) -> bool:
    """Whether these nodes bear one name, so that the row stands twice rather than the code."""
    return len({key(one.name) for one in twins}) < len(twins)
