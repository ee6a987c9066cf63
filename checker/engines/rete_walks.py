"""Paths as the net walks them: where a walk can come, what is carried along, and what of it is asserted. Plain Python."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from checker.engines.rete_index import Index
from checker.engines.rete_net import ANY, TO_SOURCE, TO_TARGET, Fact, link, mark, move, stop
from checker.path import Path
from checker.pattern import Target
from checker.prospects import hopes

Marks = Mapping[str, Mapping[str, Collection[tuple[str, str]]]]


class Symbols:
    """Short names for texts, and back: the engine compares them as quickly as numbers, and no letter in them needs care."""

    def __init__(self) -> None:
        self._of: dict[str, str] = {}
        self._texts: list[str] = []

    def __call__(self, text: str) -> str:
        """The symbol of `text`."""
        if text not in self._of:
            self._of[text] = f"x{len(self._texts)}"
            self._texts.append(text)
        return self._of[text]

    def text(self, symbol: str) -> str:
        """The text that `symbol` stands for."""
        return self._texts[int(symbol[1:])]


@dataclass(slots=True)
class Trail:
    """Where the walks of one rule can come: the nodes in each state of its path, and the links they use.

    State i is before step i; the last state is the path's end. A walk inside a closure stays in the state before it, too.
    """

    name: str
    path: Path
    reached: list[set[str]]
    links: set[tuple[str, str, str]] = field(default_factory=set)

    def state(self, number: int, *, stop: bool = False) -> str:
        """The name of a state in the net; of the walks that could not go on, where `stop`."""
        return f"{self.name}{'!' if stop else '.'}{number}"

    @property
    def last(self) -> int:
        return len(self.path)


def trail_of(name: str, path: Path, starts: Collection[str], index: Index) -> Trail:
    """The trail of the walks along `path` from all of `starts` together."""
    trail = Trail(name, path, [set() for _ in range(len(path) + 1)])
    trail.reached[0].update(starts)
    waiting = [(0, start) for start in starts]
    while waiting:
        state, node = waiting.pop()
        if state == trail.last:
            continue
        step = path[state]
        for found, other in index.steps(step, node):
            trail.links.add((found.relation, found.source, found.target))
            for after in (state, state + 1) if step.closure else (state + 1,):
                if other not in trail.reached[after]:
                    trail.reached[after].add(other)
                    waiting.append((after, other))
    return trail


def link_facts(trail: Trail, symbols: Symbols) -> Iterator[Fact]:
    """The links that the trail uses: no others are asserted, for the plans around a plan can be large."""
    return (link(relation, symbols(source), symbols(target)) for relation, source, target in sorted(trail.links))


def moves_back(trail: Trail, *, stop: bool = False) -> Iterator[Fact]:
    """The moves that carry marks, or stops, from the path's end to its start."""
    for number, step in enumerate(trail.path):
        here = trail.state(number, stop=stop)
        for relation in step.relations:
            way = TO_TARGET if step.inverse else TO_SOURCE
            yield move(trail.state(number + 1, stop=stop), here, relation, way)
            if step.closure:
                yield move(here, here, relation, way)


def moves_on(trail: Trail) -> Iterator[Fact]:
    """The moves that carry marks from the path's start to its end."""
    for number, step in enumerate(trail.path):
        here = trail.state(number)
        for relation in step.relations:
            way = TO_SOURCE if step.inverse else TO_TARGET
            yield move(here, trail.state(number + 1), relation, way)
            if step.closure:
                yield move(here, here, relation, way)


def found_facts(trail: Trail, target: Target, index: Index, symbols: Symbols) -> Iterator[Fact]:
    """Marks that say from which nodes some end can be reached; no more is carried along than the target asks for.

    So each node is marked once, however many ends it reaches. Only where an examined node can be an end itself the ends are
    told apart, because a node is not its own target.
    """
    ends = index.meeting(sorted(trail.reached[trail.last]), target)
    apart = not trail.reached[0].isdisjoint(ends)
    yield from moves_back(trail)
    for end in ends:
        plan = symbols(index.nodes[end].plan) if target.plan != "any" else ANY
        yield mark(trail.state(trail.last), symbols(end), symbols(end) if apart else ANY, plan)


def stop_facts(trail: Trail, target: Target, index: Index, symbols: Symbols) -> Iterator[Fact]:
    """Stops that say from which nodes a walk comes to a reference that is not resolved and might lead to the target."""
    stops = [
        (number, node)
        for number, (step, hope) in enumerate(zip(trail.path, hopes(trail.path, target), strict=True))
        for node in sorted(trail.reached[number])
        if index.stopped(step, node, hope)
    ]
    if stops:
        yield from moves_back(trail, stop=True)
    for number, node in stops:
        yield stop(trail.state(number, stop=True), symbols(node))


@dataclass(slots=True)
class Ends:
    """The ends of a trail that meet a target, for each of its starts: asked of the net from the side where fewer nodes stand."""

    trail: Trail
    target: Target
    index: Index
    symbols: Symbols

    meeting: list[str] = field(init=False)
    onwards: bool = field(init=False)

    def __post_init__(self) -> None:
        self.meeting = self.index.meeting(sorted(self.trail.reached[self.trail.last]), self.target)
        self.onwards = len(self.trail.reached[0]) <= len(self.meeting)

    def facts(self) -> Iterator[Fact]:
        """What is asserted so that the net derives which starts and ends belong together."""
        yield from moves_on(self.trail) if self.onwards else moves_back(self.trail)
        state = self.trail.state(0 if self.onwards else self.trail.last)
        for node in sorted(self.trail.reached[0]) if self.onwards else self.meeting:
            yield mark(state, self.symbols(node), self.symbols(node))

    def read(self, marks: Marks) -> dict[str, list[str]]:
        """The ends of each start that has any, sorted, from the marks that were derived."""
        found: dict[str, list[str]] = defaultdict(list)
        for node in self.meeting if self.onwards else sorted(self.trail.reached[0]):
            there = marks.get(self.trail.state(self.trail.last if self.onwards else 0), {}).get(self.symbols(node), ())
            for carried, _ in there:
                other = self.symbols.text(carried)
                start, end = (other, node) if self.onwards else (node, other)
                if self.index.counts(end, start, self.target):
                    found[start].append(end)
        return {start: sorted(ends) for start, ends in found.items()}
