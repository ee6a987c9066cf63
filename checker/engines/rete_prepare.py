"""What the net is told of one rule: whom it applies to, the facts of it, and the measures that no net can take. Plain Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, assert_never

from checker.engines.rete_amounts import numbers_of, sums, within
from checker.engines.rete_fields import agreement, conditions_of, gravest, meanings_of
from checker.engines.rete_groups import sequence, twins_of, typical
from checker.engines.rete_index import Index
from checker.engines.rete_net import ANY, Fact, Outcome, doubt, holds, linked, own, part, reads, short, stop, wants
from checker.engines.rete_scope import applicable
from checker.engines.rete_series import series
from checker.engines.rete_silent import silenced
from checker.engines.rete_walks import Ends, Marks, Symbols, Trail, found_facts, link_facts, stop_facts, trail_of
from checker.path import Path, parse_path
from checker.pattern import (
    Agrees,
    IsSupported,
    LinksResolve,
    Matches,
    Reaches,
    RequiresField,
    RequiresLink,
    Sequence,
    Series,
    SumsTo,
    Target,
    Typical,
    Unique,
    Within,
    path_of,
    second_path,
    target_of,
)
from checker.rule import Rule

EMPTY: Final[Mapping[str, list[str]]] = {}


@dataclass(slots=True)
class Question:
    """One rule put to the net.

    `facts` go in first; when nothing more is derived from them, `measure` (where there is one) is given the marks and says
    what goes in after them. `nodes` are those the rule applies to, as far as is known; `measure` takes out the rest.
    """

    rule: Rule
    nodes: set[str]
    facts: list[Fact] = field(default_factory=list)
    trails: list[Trail] = field(default_factory=list)
    measure: Callable[[Marks], list[Fact]] | None = None


@dataclass(slots=True)
class _Asking:
    """Puts one rule; the methods fill `question`."""

    index: Index
    symbols: Symbols
    question: Question
    silent: set[str] = field(default_factory=set)

    @property
    def key(self) -> str:
        return self.question.rule.id

    def parts(self, outcomes: dict[str, set[Outcome]]) -> list[Fact]:
        """The measured outcomes as facts. A node without any is one that the rule does not apply to; passes need not be told."""
        self.question.nodes &= {node for node, found in outcomes.items() if found}
        return [
            part("part", self.key, self.symbols(node), outcome)
            for node, found in outcomes.items()
            for outcome in sorted(found)
            if outcome != "passes"
        ]

    def walk(self) -> Trail:
        """The trail of the rule's path from the nodes it applies to; its links are told."""
        path = path_of(self.question.rule.pattern)
        assert path is not None
        return self.walk_along(path, self.key)

    def walk_along(self, path: Path, name: str, starts: set[str] | None = None) -> Trail:
        """The trail `name` of `path` from `starts`, or from the nodes that the rule applies to; its links are told."""
        trail = trail_of(name, path, self.question.nodes if starts is None else starts, self.index)
        self.question.trails.append(trail)
        self.question.facts += link_facts(trail, self.symbols)
        return trail

    def silence(self, target: Target, path: Path, second: Path | None = None, *, apart: bool = False) -> None:
        """Finds the nodes of which no walk to `target` can be trusted to be whole, for want of a place to say so in some form.

        The ends of two paths count only where they are ends of both, unless they are looked at `apart`.
        """
        beside = None if apart else second
        self.silent |= silenced(self.index, path, target, self.question.nodes, beside)
        if second is not None:
            self.silent |= silenced(self.index, second, target, self.question.nodes, None if apart else path)
        self.question.facts += [stop(self.unsaid, self.symbols(node)) for node in sorted(self.silent)]

    @property
    def unsaid(self) -> str:
        """The state in which the walks of the silent stop, whatever else may stop them."""
        return f"{self.key}?"

    def stopped(self, trail: Trail, node: str) -> str:
        """The state in which a walk of `node` is told to be blocked, if it is."""
        return self.unsaid if node in self.silent else trail.state(0, stop=True)

    def links(self, at_least: int, at_most: int | None) -> None:
        trail = self.walk()
        if at_least > 0:
            self.question.facts += stop_facts(trail, target_of(self.question.rule.pattern), self.index, self.symbols)
        second = second_path(self.question.rule.pattern)
        if at_least > 0:
            self.silence(target_of(self.question.rule.pattern), trail.path, second)
        if second is not None:
            self.links_of_both(trail, self.walk_along(second, f"{self.key}&"), at_least, at_most)
        elif at_least == 1 and at_most is None:
            self.presence(trail)
        elif at_least > 0 or at_most is not None:
            ends = Ends(trail, target_of(self.question.rule.pattern), self.index, self.symbols)
            self.question.facts += ends.facts()
            self.question.measure = lambda marks: self.numbers(trail, ends.read(marks), at_least, at_most)

    def presence(self, trail: Trail) -> None:
        target = target_of(self.question.rule.pattern)
        self.question.facts += found_facts(trail, target, self.index, self.symbols)
        start = trail.state(0)
        for node in sorted(self.question.nodes):
            plan = ANY if target.plan == "any" else self.symbols(self.index.nodes[node].plan)
            other = target.plan == "other"
            self.question.facts.append(
                wants(self.key, self.symbols(node), start, self.stopped(trail, node), plan, other=other)
            )

    def links_of_both(self, trail: Trail, second: Trail, at_least: int, at_most: int | None) -> None:
        """Counts what lies at the end of both walks; a stop on the second one is as good as one on the first."""
        one, other, stopped = self.both(trail, second)

        def measure(marks: Marks) -> list[Fact]:
            also = other.read(marks)
            both = {node: [end for end in ends if end in also.get(node, ())] for node, ends in one.read(marks).items()}
            return self.numbers(trail, both, at_least, at_most, frozenset(marks.get(stopped, ())))

        self.question.measure = measure

    def both(self, trail: Trail, second: Trail) -> tuple[Ends, Ends, str]:
        """The ends of two walks, and the state of those of the second that could not go on; all of it is told."""
        target = target_of(self.question.rule.pattern)
        one, other = (Ends(walk, target, self.index, self.symbols) for walk in (trail, second))
        self.question.facts += [*one.facts(), *other.facts(), *stop_facts(second, target, self.index, self.symbols)]
        return one, other, second.state(0, stop=True)

    def match(self, pattern: Matches) -> None:
        """A difference between the ends of two walks is a fault, unless one of them could not go on."""
        trail, second = self.walk(), self.walk_along(parse_path(pattern.other), f"{self.key}&")
        self.question.facts += stop_facts(trail, pattern.target, self.index, self.symbols)
        self.silence(pattern.target, trail.path, second.path, apart=True)
        one, other, stopped = self.both(trail, second)

        def measure(marks: Marks) -> list[Fact]:
            firsts, seconds = self.idents(one.read(marks)), self.idents(other.read(marks))
            self.question.nodes &= set(firsts) & set(seconds)
            uneven = [node for node in self.nodes if firsts[node] != seconds[node]]
            waiting = [node for node in uneven if self.symbols(node) in marks.get(stopped, ())]
            return [
                *(part("part", self.key, self.symbols(node), "undecided") for node in waiting),
                *(
                    short(self.key, self.symbols(node), self.stopped(trail, node))
                    for node in sorted({*uneven} - {*waiting})
                ),
            ]

        self.question.measure = measure

    def idents(self, ends: dict[str, list[str]]) -> dict[str, set[str]]:
        return {node: {self.index.nodes[end].ident for end in there} for node, there in ends.items() if there}

    def numbers(
        self,
        trail: Trail,
        ends: dict[str, list[str]],
        at_least: int,
        at_most: int | None,
        stopped: frozenset[str] = frozenset(),
    ) -> list[Fact]:
        """What the number of `ends` says of each node; too few are no fault of those whose other walk was `stopped`."""
        facts = []
        for node in sorted(self.question.nodes):
            count = len({self.index.nodes[end].ident for end in ends.get(node, ())})
            if at_most is not None and count > at_most:
                facts.append(part("part", self.key, self.symbols(node), "fails"))
            elif count < at_least and self.symbols(node) in stopped:
                facts.append(part("part", self.key, self.symbols(node), "undecided"))
            elif count < at_least:
                facts.append(short(self.key, self.symbols(node), self.stopped(trail, node)))
        return facts

    def resolve(self, pattern: LinksResolve) -> None:
        """References are conditions of their node; the net reads those whose status is a fault or not given."""
        seen: set[tuple[str, str]] = set()
        looked_at: set[str] = set()
        for node in sorted(self.question.nodes):
            for one in self.index.references.get(node, ()):
                if one.relation in pattern.relation and one.toward in pattern.toward:
                    looked_at.add(node)
                    seen.add((f"{one.relation} {one.toward} {one.status}", node))
        self.question.nodes &= looked_at
        meanings: dict[str, Outcome] = {}
        for relation in pattern.relation:
            for toward in pattern.toward:
                meanings[f"{relation} {toward} not-given"] = "undecided"
                meanings.update({f"{relation} {toward} {fault}": "fails" for fault in pattern.faults})
        self.conditions("part", meanings, seen)

    def conditions(self, kind: str, meanings: dict[str, Outcome], seen: Iterable[tuple[str, str]]) -> None:
        """Tells which conditions hold and what they mean to the rule."""
        told = sorted((condition, node) for condition, node in seen if condition in meanings)
        self.question.facts += [holds(self.symbols(condition), self.symbols(node)) for condition, node in told]
        self.question.facts += [
            reads(self.symbols(condition), self.key, kind, meanings[condition])
            for condition in sorted({one for one, _ in told})
        ]

    def demands(self, pattern: RequiresField) -> None:
        found = {node: conditions_of(self.index, pattern.demands, node) for node in self.nodes}
        self.question.nodes &= {node for node, there in found.items() if there}
        kind = "part" if pattern.all_of else "choice"
        self.conditions(kind, meanings_of(pattern), [(one, node) for node, there in found.items() for one in there])

    def agree(self, pattern: Agrees) -> None:
        ends = self.ends()
        self.question.measure = lambda marks: list(self.compared(pattern, ends.read(marks)))

    def compared(self, pattern: Agrees, ends: dict[str, list[str]]) -> Iterator[Fact]:
        """Both sides of every comparison; sides that are equal as numbers are given the same value."""
        found: set[str] = set()
        for node in sorted(self.question.nodes & set(ends)):
            for number, (mine, theirs) in enumerate(agreement(self.index, pattern, node, ends[node])):
                found.add(node)
                comparison = f"{self.key}.{self.symbols(node)}.{number}"
                yield own(self.key, self.symbols(node), comparison, self.symbols(mine))
                yield linked(comparison, self.symbols(theirs))
        self.question.nodes &= found

    def ends(self) -> Ends:
        ends = Ends(self.walk(), target_of(self.question.rule.pattern), self.index, self.symbols)
        self.question.facts += ends.facts()
        return ends

    def bound(self, pattern: Within) -> None:
        if pattern.relation is None:
            self.question.facts += self.parts({node: within(self.index, pattern, node, [node]) for node in self.nodes})
            return
        ends = self.ends()

        def measure(marks: Marks) -> list[Fact]:
            there = ends.read(marks)
            return self.parts({node: within(self.index, pattern, node, there.get(node, [])) for node in self.nodes})

        self.question.measure = measure

    def total(self, pattern: SumsTo) -> None:
        if pattern.relation is None:
            name = pattern.field or pattern.counts or ""
            self.question.nodes = {node for node in self.question.nodes if numbers_of(self.index, node, name)}
            self.question.facts += self.sums(pattern, {node: [node] for node in self.nodes}, None)
            return
        ends = self.ends()
        self.question.facts += stop_facts(ends.trail, ends.target, self.index, self.symbols)
        self.silence(ends.target, ends.trail.path)
        whole, stopped = (self.whole(pattern, pattern.of)) if pattern.of else (None, "")

        def measure(marks: Marks) -> list[Fact]:
            there = ends.read(marks)
            summands = {node: there.get(node, []) for node in self.nodes}
            waiting = [node for node in self.nodes if self.symbols(node) in marks.get(stopped, ())]
            return self.sums(pattern, summands, ends.trail, whole.read(marks) if whole else {}, waiting)

        self.question.measure = measure

    def whole(self, pattern: SumsTo, of: Target) -> tuple[Ends, str]:
        """The ends of the same path of whose sum a share is taken, and the state of the walks to them that could not go on."""
        trail = self.walk_along(parse_path(pattern.relation or ""), f"{self.key}&")
        ends = Ends(trail, of, self.index, self.symbols)
        self.question.facts += [*ends.facts(), *stop_facts(trail, of, self.index, self.symbols)]
        self.silence(of, trail.path)
        return ends, trail.state(0, stop=True)

    def sums(
        self,
        pattern: SumsTo,
        summands: dict[str, list[str]],
        trail: Trail | None,
        wholes: Mapping[str, list[str]] = EMPTY,
        waiting: Iterable[str] = (),
    ) -> list[Fact]:
        """What comes of each total; where summands come by a walk, nothing is sure until the net knows that it is not blocked."""
        outcomes = {
            node: sums(self.index, pattern, node, there, wholes.get(node, ())) for node, there in summands.items()
        }
        outcomes |= {node: {"undecided"} for node in waiting}
        if trail is None:
            return self.parts(outcomes)
        self.question.nodes &= {node for node, found in outcomes.items() if found}
        facts = []
        for node in self.nodes:
            match gravest(outcomes[node]):
                case "fails":
                    facts.append(short(self.key, self.symbols(node), self.stopped(trail, node)))
                case "undecided":
                    facts.append(part("part", self.key, self.symbols(node), "undecided"))
                case _:
                    facts.append(doubt(self.key, self.symbols(node), self.stopped(trail, node)))
        return facts

    def twins(self, pattern: Unique) -> None:
        """Nodes with twins are walked from where a path may excuse them, be the rule applicable to them or not."""
        twins = twins_of(self.index, self.question.rule, pattern)
        if pattern.unless is None:
            self.question.facts += self.parts(twins.outcomes(self.nodes, {}))
            return
        trail = self.walk_along(parse_path(pattern.unless), f"{self.key}&", twins.several)
        ends = Ends(trail, Target(), self.index, self.symbols)
        self.question.facts += ends.facts()
        self.question.measure = lambda marks: self.parts(twins.outcomes(self.nodes, ends.read(marks)))

    @property
    def nodes(self) -> list[str]:
        return sorted(self.question.nodes)


def ask(rule: Rule, index: Index, symbols: Symbols) -> Question:
    """What the net is told of `rule`."""
    asking = _Asking(index, symbols, Question(rule, {node.node for node in applicable(index, rule)}))
    pattern = rule.pattern
    match pattern:
        case RequiresLink():
            asking.links(pattern.at_least, pattern.at_most)
        case IsSupported():
            asking.links(pattern.at_least, None)
        case Reaches():
            asking.links(1, None)
        case LinksResolve():
            asking.resolve(pattern)
        case RequiresField():
            asking.demands(pattern)
        case Matches():
            asking.match(pattern)
        case Agrees():
            asking.agree(pattern)
        case Within():
            asking.bound(pattern)
        case SumsTo():
            asking.total(pattern)
        case Unique():
            asking.twins(pattern)
        case Sequence():
            asking.question.facts += asking.parts(sequence(index, rule, pattern, asking.nodes))
        case Series():
            asking.question.facts += asking.parts(series(index, pattern, asking.nodes))
        case Typical():
            asking.question.facts += asking.parts(typical(index, rule, pattern, asking.nodes))
        case _:
            assert_never(pattern)
    return asking.question
