"""What a reference that cannot be followed may have been meant for: up to three codes with names, shown and never applied.

A suggestion is made only of what the reference may lead to, so that whoever follows it is not told next that the link is misplaced.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain as chained
from typing import Final

from rapidfuzz import fuzz

from checker.codes import CodeList, Entry
from checker.directory import Aim, Directory
from checker.likeness import CLOSE_TO_BEST, MOST, NEAR, Candidate, Shelf, parted, title_likeness
from checker.plan import Node, Plan, Reference
from checker.thai import key, title_key

_SAME_LIST: Final = 75.0


@dataclass(frozen=True, slots=True)
class _Asked:
    """One search: for whom, where, and for which code and title."""

    node: Node
    relation: str
    kinds: tuple[str, ...]
    aim: Aim
    code: str
    title: str
    without: frozenset[str]


@dataclass
class SecondOpinion:
    """Suggestions out of one directory; the same question asked again costs nothing."""

    directory: Directory
    shelves: dict[tuple[str, tuple[str, ...]], Shelf] = field(default_factory=dict)

    def on(self, node: Node, reference: Reference, aim: Aim) -> tuple[str, ...]:
        """What `reference` of `node` may have been meant for: code and name, nearest first, at most three.

        A resolved reference has some only where the title beside its code is that of something else.
        """
        if reference.status == "resolved" and not reference.title_key:
            return ()
        kinds = tuple(self.directory.chain.target_kinds(reference.relation, node.kind))
        code, title = (aim.code, aim.title) if aim.title else parted(aim.code)
        asked = _Asked(node, reference.relation, kinds, aim, code, title, frozenset((*reference.targets, node.id)))
        found: Iterable[str]
        match reference.status:
            case "resolved":
                found = self._of_title(asked, reference)
            case "misplaced" | "self":
                found = self._instead(asked, reference)
            case _ if aim.whole_plan:
                found = (one.label for one in self._plans(asked).like(*_code_and_title(reference)))
            case "not-given":
                found = chained(
                    self._in_named_plan(asked, reference), self._other_period(asked), self._elsewhere(asked)
                )
            case _:
                found = self._named_nothing(asked, reference)
        return tuple(dict.fromkeys(found))[:MOST]

    def _named_nothing(self, asked: _Asked, reference: Reference) -> Iterator[str]:
        near = list(self._where_aimed(asked))
        by_title = [one for one in near if asked.title]
        yield from by_title
        yield from self._other_period(asked)
        yield from (one for one in near if not by_title)
        yield from self._in_misspelt_list(asked, reference)
        yield from self._elsewhere(asked)

    def _of_title(self, asked: _Asked, reference: Reference) -> Iterator[str]:
        """Where the title beside the code is less like that of the target than like another's."""
        titles = [self.directory.nodes[target].name for target in reference.targets]
        if not reference.title_key or reference.title_key in {title_key(title) for title in titles}:
            return
        own = max(title_likeness(asked.title, title) for title in titles)
        for plan in self._allowed(asked, asked.aim.plans):
            for likeness, one in self.shelf(plan, asked.kinds).titled(asked.title):
                if likeness > own:
                    yield self._label(asked, plan, one)
        if own < NEAR:
            by_title = _Asked(asked.node, asked.relation, asked.kinds, asked.aim, "", asked.title, asked.without)
            yield from self._other_period(by_title)
            yield from self._elsewhere(by_title)

    def _instead(self, asked: _Asked, reference: Reference) -> Iterator[str]:
        """For a reference to what it may not lead to: what is called like it where it may lead, then what has its code there."""
        named = asked.title or next((self.directory.nodes[target].name for target in reference.targets), "")
        for code, title in (("", named), (asked.code, asked.title)):
            again = _Asked(asked.node, asked.relation, asked.kinds, asked.aim, code, title, asked.without)
            yield from self._where_aimed(again) if not code else ()
            yield from self._elsewhere(again)

    def _where_aimed(self, asked: _Asked) -> Iterator[str]:
        for plan in self._allowed(asked, asked.aim.plans):
            for one in self.shelf(plan, asked.kinds).like(asked.code, asked.title):
                if one.ident not in asked.without:
                    yield self._label(asked, plan, one)

    def _other_period(self, asked: _Asked) -> Iterator[str]:
        """Where another period's list has the very code or the title, which one."""
        for one in self.directory.lists.lists:
            if one.name == asked.aim.list and one.code not in asked.aim.plans:
                entries = [entry for entry in one.entries if asked.code and key(entry.code) == key(asked.code)]
                if title_key(asked.title):
                    near = {found.ident for found in self._entries(one).like("", asked.title)}
                    entries = [entry for entry in one.entries if entry.code in near]
                yield from (f"{entry.code} {entry.name} ({one.code})" for entry in entries)

    def _elsewhere(self, asked: _Asked) -> Iterator[str]:
        """In plans at hand that are not those aimed at: the very code, or a title like this one. In code lists a title alone.

        A reference that names a plan or level keeps to plans of that level. Codes that more than three plans have tell nothing.
        """
        others = [plan for plan in self._allowed(asked, sorted(self.directory.plans)) if plan not in asked.aim.plans]
        if asked.aim.level and asked.aim.plans:
            others = [plan for plan in others if self.directory.plans[plan].level == asked.aim.level]
        titled, coded = [], []
        for plan in others:
            shelf = self.shelf(plan, asked.kinds)
            if title_key(asked.title):
                titled += [(-likeness, self._label(asked, plan, one)) for likeness, one in shelf.titled(asked.title)]
            elif asked.code and "@" not in plan and (asked.aim.plans or not asked.aim.level):
                coded += [self._label(asked, plan, one) for one in self._coded(plan, asked)]
        titled.sort()
        yield from (label for less, label in titled[:MOST] if less <= titled[0][0] + CLOSE_TO_BEST)
        yield from coded if len(set(coded)) <= MOST else ()

    def _in_named_plan(self, asked: _Asked, reference: Reference) -> Iterator[str]:
        """Where a plan at hand has a code or title like the one written before a stroke: its node of that code, else the plan."""
        parts = reference.written.split("/")
        for at in range(1, len(parts) if asked.aim.toward == "plan" and not asked.aim.level else 1):
            rest = "/".join(parts[at:])
            for plan in self._plans(asked).like(*parted("/".join(parts[:at]))):
                again = _Asked(asked.node, asked.relation, asked.kinds, asked.aim, rest, asked.aim.title, asked.without)
                there = [self._label(asked, plan.ident, one) for one in self._coded(plan.ident, again)]
                yield from there or [plan.label]

    def _in_misspelt_list(self, asked: _Asked, reference: Reference) -> Iterator[str]:
        """`nesdb:9` may be an entry of the list `nesdp`, and `provinc:2` of a provincial plan."""
        head, colon, rest = reference.written.partition(":")
        if not colon or asked.aim.toward != "own":
            return
        versions = self.directory.versions.get(asked.node.plan, {})
        places = [(name, plan) for name, plan in sorted(versions.items())]
        places += [(plan.level, plan.code) for plan in self.directory.plans.values() if "@" not in plan.code]
        for name, plan_code in places:
            if fuzz.ratio(key(head), name) >= _SAME_LIST and plan_code in self._allowed(asked, (plan_code,)):
                again = _Asked(asked.node, asked.relation, asked.kinds, asked.aim, rest, asked.aim.title, asked.without)
                yield from (self._label(asked, plan_code, one) for one in self._coded(plan_code, again))

    def _coded(self, plan: str, asked: _Asked) -> list[Candidate]:
        """What has the very code in `plan`, and where a title is written, a name like it."""
        found = self.directory.by_code.get((plan, key(asked.code)), {})
        nodes = [self.directory.nodes[name] for kind in asked.kinds for name in found.get(kind, ())]
        titled = bool(title_key(asked.title))
        return [_candidate(one) for one in nodes if not titled or title_likeness(asked.title, one.name) >= NEAR]

    def _allowed(self, asked: _Asked, plans: Iterable[str]) -> list[str]:
        return self.allowed(asked.node, asked.relation, plans)

    def allowed(self, node: Node, relation: str, plans: Iterable[str]) -> list[str]:
        """Those of `plans` into which `relation` may lead from `node`; of code lists only the versions for its years."""
        word = self.directory.chain.relations[relation]
        own = node.plan
        if word.levels is None:
            return [] if word.across else [own]
        levels = self.directory.chain.target_levels(relation, node.level)
        lists = set(self.directory.versions.get(own, {}).values())
        return [
            plan
            for plan in plans
            if self.directory.plans[plan].level in levels
            and not (word.across and plan == own)
            and ("@" not in plan or plan in lists)
        ]

    def _plans(self, asked: _Asked) -> Shelf:
        """The plans themselves, as far as the relation may lead into them."""
        plans = tuple(one for one in self._allowed(asked, sorted(self.directory.plans)) if "@" not in one)
        if ("", plans) not in self.shelves:
            heads = [self.directory.plans[plan] for plan in plans]
            self.shelves["", plans] = Shelf([Candidate(one.code, one.code, self._title(one)) for one in heads])
        return self.shelves["", plans]

    def shelf(self, plan: str, kinds: tuple[str, ...]) -> Shelf:
        """The nodes of `plan` of one of `kinds`, by their ids, ready to be searched."""
        if (plan, kinds) not in self.shelves:
            nodes = [one for one in self.directory.in_plan[plan] if one.kind in kinds]
            self.shelves[plan, kinds] = Shelf([_candidate(one) for one in nodes])
        return self.shelves[plan, kinds]

    def _entries(self, one: CodeList) -> Shelf:
        if (one.code, ()) not in self.shelves:
            self.shelves[one.code, ()] = Shelf([Candidate(entry.code, entry.code, entry.name) for entry in one.entries])
        return self.shelves[one.code, ()]

    def _title(self, plan: Plan) -> str:
        return self.directory.nodes[plan.heading].name

    def _label(self, asked: _Asked, plan: str, one: Candidate) -> str:
        """Code and name; with the plan or list before the code where the reference did not name it."""
        if plan == asked.node.plan or asked.aim.plans == (plan,):
            return one.label
        listed, mark, _ = plan.partition("@")
        return f"{listed}:{one.label}" if mark else f"{plan}/{one.label}"


def near_in_register(entries: tuple[Entry, ...], written: str) -> list[str]:
    """Up to three entries of a register, by code and name, whose code, name or other spelling is like what is written."""
    return list(dict.fromkeys(one.ident for one in _register(entries).like(*parted(written))))


@lru_cache(maxsize=8)
def _register(entries: tuple[Entry, ...]) -> Shelf:
    return Shelf(
        [
            Candidate(f"{entry.code} {entry.name}", entry.code, name)
            for entry in entries
            for name in (entry.name, *entry.aliases)
        ]
    )


def _candidate(node: Node) -> Candidate:
    return Candidate(node.id, node.code, node.name)


def _code_and_title(reference: Reference) -> tuple[str, str]:
    code, title = parted(reference.written)
    return code, reference.title or title
