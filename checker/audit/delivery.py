"""Pages and reports put into the folder of a round as they are ready, and told from those that have to be made anew."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from checker.audit.depends import States
from checker.audit.folder import PLANS, RoundFolder
from checker.audit.gathering import Round
from checker.audit.kept import DELIVERED, READ, ROUND, Kept, digest
from checker.explain.walk import Seen
from checker.finding import Report

_NOT_IN_NAMES: Final = re.compile(r"[^\w.\-฀-๿]+")
_LONGEST_NAME: Final = 80


def names_of_pages(codes: Iterable[str]) -> list[str]:
    """For each plan code a name that every file system holds, told from the others whatever the case of letters."""
    names: list[str] = []
    taken: set[str] = set()
    for code in codes:
        safe = _NOT_IN_NAMES.sub("-", code).strip("-.")[:_LONGEST_NAME] or "plan"
        name, turn = safe, 1
        while name.casefold() in taken:
            turn += 1
            name = f"{safe}-{turn}"
        taken.add(name.casefold())
        names.append(name)
    return names


@dataclass(frozen=True, slots=True)
class Delivery:
    """Where pages and reports go; `rules` is the key of what they are judged by, `key` that of the verdicts of the round."""

    folder: RoundFolder
    rules: str
    key: str

    @property
    def kept(self) -> Kept:
        """What is kept beside them."""
        return self.folder.kept

    def expect(self, called: Iterable[str]) -> None:
        """Writes down which files there will be, so that what is there already is known as ours whenever this is stopped."""
        self.folder.expect(name for one in called for name in _names(one))

    def deliver(self, name: str, called: str, key: str, page: str, report: Report, seen: Seen, state: str) -> None:
        """Puts the page and the report of submission `name` in their places, then keeps under `key` that they are there.

        `state` is that of what was `seen` in other plans when they were made.
        """
        contents = (page.encode(), report.to_json().encode())
        for file, data in zip(_names(called), contents, strict=True):
            self.folder.write(file, data)
        what = [[digest(data) for data in contents], sorted(seen.plans), sorted(seen.back), sorted(seen.kinds), state]
        self.kept.put(f"{DELIVERED}/{name}", key, json.dumps(what).encode())

    def may_have(self, name: str) -> bool:
        """Whether it is worth asking."""
        return self.kept.knows(f"{DELIVERED}/{name}")

    def has(self, name: str, called: str, key: str, states: States) -> bool:
        """Whether what was delivered under `key` is there, to the last byte, and what it was made of is as it was."""
        kept = self.kept.get(f"{DELIVERED}/{name}", key)
        if kept is None:
            return False
        contents, plans, back, kinds, state = json.loads(kept)
        seen = Seen()
        seen.plans.update(plans)
        seen.back.update((plan, relation) for plan, relation in back)
        seen.kinds.update((kind, level) for kind, level in kinds)
        return bool(contents == [self._digest(file) for file in _names(called)] and state == states.of(seen))

    def report(self, called: str) -> Report:
        """A report that was delivered."""
        page, report = _names(called)
        self.folder.written.update((page, report))
        return Report.from_json((self.folder.path / report).read_text(encoding="utf-8"))

    def names(self, read: Round) -> Iterator[str]:
        """What is kept of a round that is delivered, for another audit to go on from."""
        yield ROUND
        for one in read.submissions:
            yield f"{DELIVERED}/{one.name}"
        for name in read.read:
            yield f"{READ}/{name}"

    def _digest(self, file: str) -> str | None:
        try:
            return digest((self.folder.path / file).read_bytes())
        except OSError:
            return None


def _names(called: str) -> tuple[str, str]:
    return f"{PLANS}/{called}.html", f"{PLANS}/{called}.json"
