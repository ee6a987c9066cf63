"""Changes of codes that might mend something broken: a few for each, of codes that exist and may be named there."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Final

from checker.assemble import Assembled
from checker.likeness import MOST, NEAR, Shelf, code_likeness, parted, title_likeness
from checker.likeness import Candidate as OnShelf
from checker.plan import Node, Reference
from checker.propose.broken import Broken, Link, alike
from checker.readers.draft import DraftReference
from checker.resolve import resolve
from checker.second_opinion import SecondOpinion
from checker.thai import arabic_digits, key, title_key

_NUMBERED: Final = re.compile(r"(.*?)(\d+)(\D*)")
_DIGITS: Final = re.compile("[0-9]+")
_THAI: Final = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


@dataclass(frozen=True, slots=True, order=True)
class Rewrite:
    """Wherever references of `plan` name `old` in `aimed`, which is broken, they are to name `target` by the code `new`."""

    plan: str
    old: str
    aimed: tuple[str, ...]
    new: str
    target: str


@dataclass(frozen=True, slots=True, order=True)
class Rename:
    """The node `node` of `plan`, coded `old`, is to bear the code `new`; `twin` where another bears `old` too.

    `turn` is lower for what stands later: of two twins the later one rather gives way.
    """

    plan: str
    kind: str
    old: str
    new: str
    node: str
    twin: bool
    turn: int = 0


Change = Rewrite | Rename


@dataclass(slots=True)
class Offers:
    """What might mend what: for each broken thing by its number, the changes, with the reference as it would then be written.

    `distance` says how far the codes of a change are from each other, from 0 to 100.
    """

    mends: dict[int, dict[Change, tuple[Link, DraftReference] | None]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    distance: dict[Change, int] = field(default_factory=dict)

    def add(self, at: int, change: Change, likeness: float, written: tuple[Link, DraftReference] | None = None) -> None:
        far = round(100 - likeness)
        self.distance[change] = min(far, self.distance.get(change, far))
        self.mends[at].setdefault(change, written)

    def without(self, barred: set[Change]) -> Offers:
        """These offers but for the `barred` changes."""
        left = Offers(distance={change: far for change, far in self.distance.items() if change not in barred})
        for at, changes in self.mends.items():
            if kept := {change: made for change, made in changes.items() if change not in barred}:
                left.mends[at] = kept
        return left


def offers_for(broken: list[Broken], work: Assembled) -> Offers:
    """The changes that might mend what is `broken`, each by itself tried on its reference."""
    return _Search(broken, work).offers()


@dataclass(slots=True)
class _Search:
    broken: list[Broken]
    work: Assembled
    opinion: SecondOpinion = field(init=False)
    found: Offers = field(default_factory=Offers)
    named: dict[tuple[str, str], list[tuple[int, Link]]] = field(default_factory=lambda: defaultdict(list))
    cited: dict[str, list[Reference]] = field(default_factory=lambda: defaultdict(list))
    orphans: dict[tuple[str, tuple[str, ...]], Shelf] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.opinion = SecondOpinion(self.work.directory)
        for node in self.work.graph.nodes.values():
            for one in node.references:
                for target in one.targets:
                    self.cited[target].append(one)

    def offers(self) -> Offers:
        for at, one in enumerate(self.broken):
            for link in one.links:
                barred = self._leading_back(link) if one.what == "circle" else frozenset()
                self._rewrites(at, link, barred)
                if one.what in ("dangling", "misplaced") and link.aim.code and len(link.aim.plans) == 1:
                    self.named[link.aim.plans[0], key(link.aim.code)].append((at, link))
        for (plan, _), links in sorted(self.named.items()):
            if self.work.graph.plans[plan].submitted:
                self._renames(plan, links)
        self._twins()
        return self.found

    def _rewrites(self, at: int, link: Link, barred: frozenset[str]) -> None:
        for plan, one, likeness in self._candidates(link, barred):
            target = self.work.graph.nodes[one.ident]
            drafted = _rewritten(link, plan, target)
            after = resolve(link.node, drafted, self.work.directory, self.opinion, [])
            if after.status == "resolved" and target.id in after.targets:
                new = target.code if plan in link.aim.plans else drafted.written
                change = Rewrite(link.node.plan, link.says, link.aim.plans, new, target.id)
                self.found.add(at, change, likeness, (link, drafted))

    def _candidates(self, link: Link, barred: frozenset[str]) -> Iterator[tuple[str, OnShelf, float]]:
        """Nodes that `link` may lead to and is near to: by the title beside the code, else by the code; nearest plan first."""
        code, title = (link.aim.code, link.aim.title) if link.aim.title else parted(link.aim.code)
        searches = [(code, title)]
        if link.reference.status == "misplaced" and not title:
            searches.insert(0, ("", self.work.graph.nodes[link.reference.targets[0]].name))
        without = {*link.reference.targets, link.node.id} | barred
        aimed = self.opinion.allowed(link.node, link.drafted.relation, link.aim.plans)
        for asked_code, asked_title in searches:
            hits = [
                (plan, one, _likeness(asked_code, asked_title, one))
                for plan in aimed
                for one in self._near(plan, link.kinds, asked_code, asked_title, without)
            ]
            hits = hits or [
                hit for hit in self._elsewhere(link, asked_code, asked_title) if hit[1].ident not in without
            ]
            if hits:
                yield from hits
                return

    def _near(self, plan: str, kinds: tuple[str, ...], code: str, title: str, without: set[str]) -> list[OnShelf]:
        shelf = self.opinion.shelf(plan, kinds)
        found = shelf.like(code, title)
        if all(one.ident not in without for one in found):
            return found
        return Shelf([one for one in shelf.candidates if one.ident not in without]).like(code, title)

    def _elsewhere(self, link: Link, code: str, title: str) -> Iterable[tuple[str, OnShelf, float]]:
        """In plans at hand that the reference did not name: a title like the one beside it, else the very code in few plans."""
        directory = self.work.directory
        if link.drafted.list or link.drafted.level or directory.chain.relations[link.drafted.relation].levels is None:
            return []
        hits: list[tuple[str, OnShelf, float]] = []
        for plan in self.opinion.allowed(link.node, link.drafted.relation, sorted(directory.plans)):
            if plan in link.aim.plans or (link.aim.level and directory.plans[plan].level != link.aim.level):
                continue
            if title_key(title):
                titled = self.opinion.shelf(plan, link.kinds).titled(title)
                hits += [(plan, one, likeness) for likeness, one in titled]
            elif "@" not in plan and not link.aim.level:
                there = directory.by_code.get((plan, key(code)), {})
                nodes = [directory.nodes[name] for kind in link.kinds for name in there.get(kind, ())]
                hits += [(plan, OnShelf(one.id, one.code, one.name), 100.0) for one in nodes]
        best = max((likeness for _, _, likeness in hits), default=0.0)
        nearest = [hit for hit in hits if hit[2] == best]
        return nearest if len(nearest) <= MOST else []

    def _leading_back(self, link: Link) -> frozenset[str]:
        """From where the relation of `link` leads to its own node."""
        before: dict[str, set[str]] = defaultdict(set)
        for node in self.work.graph.nodes.values():
            for one in node.references:
                if one.relation == link.drafted.relation and one.status in ("resolved", "cyclic"):
                    for target in one.targets:
                        before[target].add(node.id)
        seen, waiting = {link.node.id}, [link.node.id]
        while waiting:
            for name in before[waiting.pop()] - seen:
                seen.add(name)
                waiting.append(name)
        return frozenset(seen)

    def _renames(self, plan: str, links: list[tuple[int, Link]]) -> None:
        """Nodes that nobody refers to, whose code is near to the one that `links` name and nobody bears."""
        new = _commonest(link.aim.code for _, link in links)
        for kinds in sorted({link.kinds for _, link in links}):
            for one in self._orphans(plan, kinds).like(new, ""):
                node = self.work.graph.nodes[one.ident]
                self._rename(node, new, links, twin=False)

    def _rename(
        self, node: Node, new: str, links: list[tuple[int, Link]], *, twin: bool, turn: int = 0
    ) -> Rename | None:
        """Offers `node` the code `new` for those of `links` that may lead to it and whose titles are not another's."""
        if _shape(new) != _shape(node.code):
            return None
        taken = self.work.directory.by_code.get((node.plan, key(new)), {}).get(node.kind)
        mended = [
            at for at, link in links if node.kind in link.kinds and _may_mean(link, node) and link.node.id != node.id
        ]
        if taken or not mended:
            return None
        change = Rename(node.plan, node.kind, node.code, new, node.id, twin, turn)
        for at in mended:
            self.found.add(at, change, code_likeness(new, node.code))
        return change

    def _orphans(self, plan: str, kinds: tuple[str, ...]) -> Shelf:
        if (plan, kinds) not in self.orphans:
            nodes = [
                one
                for one in self.work.directory.in_plan[plan]
                if one.kind in kinds and not self.cited[one.id] and one.values["code"].state == "filled"
            ]
            self.orphans[plan, kinds] = Shelf([OnShelf(one.id, one.code, one.name) for one in nodes])
        return self.orphans[plan, kinds]

    def _twins(self) -> None:
        given: dict[str, set[str]] = defaultdict(set)
        for at, one in enumerate(self.broken):
            if one.what != "twins" or alike(one.twins):
                continue
            free = self._free_code(one.node, given[one.node.plan])
            given[one.node.plan].add(key(free))
            for turn, node in enumerate(one.twins):
                if self._called_by_title(node):
                    continue
                change = Rename(node.plan, node.kind, node.code, free, node.id, True, -turn)
                self.found.add(at, change, code_likeness(free, node.code))
                for (plan, _), links in sorted(self.named.items()):
                    new = _commonest(link.aim.code for _, link in links)
                    if plan == node.plan and code_likeness(new, node.code) >= NEAR:
                        named = self._rename(node, new, links, twin=True, turn=-turn)
                        if named is not None:
                            self.found.add(at, named, code_likeness(new, node.code))

    def _called_by_title(self, node: Node) -> bool:
        """Whether a title beside a reference says that `node` is meant by the code that it shares."""
        return any(one.title_key and one.title_key == title_key(node.name) for one in self.cited[node.id])

    def _free_code(self, node: Node, given: set[str]) -> str:
        """The number behind the highest of those codes of the plan that differ from the node's in it alone."""
        inside = self.work.directory.in_plan[node.plan]
        taken = {key(one.code) for one in inside} | given | {code for plan, code in self.named if plan == node.plan}
        parts = _NUMBERED.fullmatch(arabic_digits(node.code))
        head, number, tail = parts.groups() if parts else (f"{node.code}-", "1", "")
        alike = re.compile(re.escape(key(head)) + r"(\d{1,9})" + re.escape(key(tail)))
        highest = max((int(found[1]) for code in taken if (found := alike.fullmatch(code))), default=int(number))
        further = (f"{head}{one:0{len(number)}d}{tail}" for one in count(highest + 1))
        free = next(code for code in further if key(code) not in taken)
        return free.translate(_THAI) if arabic_digits(node.code) != node.code else free


def _rewritten(link: Link, plan: str, target: Node) -> DraftReference:
    """The reference of `link`, written so that it names `target` of `plan`."""
    drafted, code = link.drafted, link.aim.code
    if plan not in link.aim.plans:
        name, mark, _ = plan.partition("@")
        return replace(drafted, written=f"{name}:{target.code}" if mark else f"{plan}/{target.code}")
    if drafted.list is not None or drafted.level is not None:
        written = drafted.written
        shown = written.replace(code, target.code, 1) if code and code in written else target.code
        return replace(drafted, written=shown, code=target.code)
    head = drafted.written.strip()[: -len(code)] if code and drafted.written.strip().endswith(code) else ""
    return replace(drafted, written=f"{head}{target.code}")


def _likeness(code: str, title: str, one: OnShelf) -> float:
    return max(title_likeness(title, one.name) if title else 0.0, code_likeness(code, one.code) if code else 0.0)


def _may_mean(link: Link, node: Node) -> bool:
    return not title_key(link.aim.title) or title_likeness(link.aim.title, node.name) >= NEAR


def _shape(code: str) -> str:
    """What two codes of one style share: a node is never to bear a code that is written in another style than its own."""
    return _DIGITS.sub("0", key(code))


def _commonest(codes: Iterable[str]) -> str:
    counted = Counter(codes)
    return min(counted, key=lambda one: (-counted[one], one))
