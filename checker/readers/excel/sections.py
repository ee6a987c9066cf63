"""The strategies, tactics and programmes of a plan, each once, however many sheets name it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal

from rapidfuzz import fuzz

from checker.place import Place
from checker.plan import Note
from checker.readers.draft import Cell, DraftNode, DraftReference
from checker.readers.excel.alignment import LEVELS, Item, Upper
from checker.readers.excel.lines import Section, SectionKind
from checker.text import Sentence
from checker.thai import key, title_key

ALIKE: Final = 80.0
SECTIONS: Final[frozenset[str]] = frozenset({"strategy", "tactic", "programme"})
Relation = Literal["supports", "mapped_to"]


def compared(item: Item) -> str:
    """What an item of an alignment line names, as two of them are compared."""
    return item.code or title_key(item.title) or key(item.written)


def name_key(name: str) -> str:
    """The folded name by which one section is known again: numbering and a leading ด้าน or การพัฒนา do not count."""
    folded = title_key(name)
    for lead in ("การพัฒนาด้าน", "ด้าน", "การพัฒนา", "พัฒนา"):
        if folded.startswith(lead) and len(folded) > len(lead):
            return folded[len(lead) :]
    return folded


@dataclass(slots=True)
class Sections:
    """The section nodes found so far, in the order of their finding, and the notes made on the way."""

    nodes: dict[str, DraftNode] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    _parents: dict[str, str | None] = field(default_factory=dict)
    _supported: dict[tuple[str, Relation], set[tuple[str, str]]] = field(default_factory=dict)

    def add(self, found: Section, parents: Iterable[str], place: Place) -> str:
        """The code of the node for `found` under the first of `parents` (nearest first); made where it is not there yet."""
        parent = next(iter(parents), None)
        code = self._code(found, parent)
        known = self._same(found, code, parent)
        if known is not None:
            return known
        free = self._free(code)
        if free != code:
            other = self._name(code)
            self._note(
                place,
                f"เลข {code} ใช้กับ “{other}” แล้ว จึงอ่าน “{found.name}” เป็น {free}",
                f"Number {code} already stands for “{other}”, so “{found.name}” was read as {free}.",
            )
        node = DraftNode(found.kind, Cell(free, place), place, {"name": Cell(found.name, place)})
        node.asked = frozenset({"name", "part_of"})
        if parent is not None:
            node.references.append(DraftReference("part_of", parent, place))
        self.nodes[free] = node
        self._parents[free] = parent
        return free

    def adopt(self, node: DraftNode) -> bool:
        """Takes up a section that a table of records gives; whether it is one, and the first of its code."""
        code = str(node.code.raw)
        if node.kind not in SECTIONS or code in self.nodes:
            return False
        above = (one.written for one in node.references if one.relation == "part_of")
        self.nodes[code], self._parents[code] = node, next(above, None)
        return True

    def _code(self, found: Section, parent: str | None) -> str:
        """The code that `found` is known by: `1`, `1.1`, `1.1(1)`; one without a number is counted on from its parent."""
        if found.kind == "strategy":
            return found.number or self._named(found, None) or self._next("{}")
        if found.kind == "tactic":
            if found.number and ("." in found.number or parent is None):
                return found.number
            pattern = f"{parent}.{{}}" if parent else "{}"
        else:
            pattern = f"{parent or ''}({{}})"
        if found.number:
            return pattern.format(found.number.rpartition(".")[2])
        return self._named(found, parent) or self._next(pattern)

    def _named(self, found: Section, parent: str | None) -> str | None:
        wanted = name_key(found.name)
        return next((code for code in self.under(parent, found.kind) if name_key(self._name(code)) == wanted), None)

    def _next(self, pattern: str) -> str:
        number = 1
        while pattern.format(number) in self.nodes:
            number += 1
        return pattern.format(number)

    def _same(self, found: Section, code: str, parent: str | None) -> str | None:
        """The code of the node that `found` names again: of the same number, with the same name or nearly so."""
        wanted = name_key(found.name)
        twins = [one for one in self.nodes if one == code or one.startswith(f"{code}~")]
        twins = [one for one in twins if self.nodes[one].kind == found.kind and self._parents[one] == parent]
        for twin in twins:
            if name_key(self._name(twin)) == wanted:
                return twin
        for twin in twins:
            if fuzz.ratio(name_key(self._name(twin)), wanted) >= ALIKE:
                return twin
        return None

    def _free(self, code: str) -> str:
        free, run = code, 1
        while free in self.nodes:
            run += 1
            free = f"{code}~{run}"
        return free

    def under(self, parent: str | None, kind: SectionKind) -> list[str]:
        """The codes of the sections of `kind` that stand directly under `parent`."""
        return [code for code, node in self.nodes.items() if node.kind == kind and self._parents[code] == parent]

    def below(self, top: str, kind: SectionKind) -> list[str]:
        """The codes of the sections of `kind` that stand anywhere below `top`."""
        return [code for code, node in self.nodes.items() if node.kind == kind and top in self.above(code)]

    def projects_under(self, projects: Iterable[DraftNode], top: str | None) -> list[DraftNode]:
        """Those of `projects` that stand under the section `top`, directly or deeper."""
        if top is None:
            return []
        inside = {top, *(code for code in self.nodes if top in self.above(code))}
        return [one for one in projects if any(r.relation == "part_of" and r.written in inside for r in one.references)]

    def above(self, code: str) -> list[str]:
        """The codes of the sections above `code`, the nearest first."""
        found: list[str] = []
        parent = self._parents.get(code)
        while parent is not None and parent not in found:
            found.append(parent)
            parent = self._parents.get(parent)
        return found

    def all(self, kind: SectionKind) -> list[str]:
        """The codes of every section of `kind`."""
        return [code for code, node in self.nodes.items() if node.kind == kind]

    def named(self, code: str) -> str:
        """The name of the section `code`."""
        return self._name(code)

    def _name(self, code: str) -> str:
        name = self.nodes[code].cells.get("name")
        return "" if name is None or name.raw is None else str(name.raw)

    def served(self, strategy: str, upper: Upper) -> set[str]:
        """What `strategy` has been said to serve of `upper`, each as it is compared."""
        return {what for where, what in self._supported.get((strategy, "supports"), ()) if where == upper}

    def support(self, strategy: str, upper: Upper, item: Item, place: Place, relation: Relation = "supports") -> None:
        """Adds what `strategy` serves, once however often it is said."""
        wanted = (upper, compared(item))
        known = self._supported.setdefault((strategy, relation), set())
        if wanted in known:
            return
        known.add(wanted)
        if item.code and ("/" in item.code or ":" in item.code):
            self.nodes[strategy].references.append(DraftReference(relation, item.code, place, title=item.title))
            return
        as_list, as_level = (None, upper) if upper in LEVELS else (upper, None)
        reference = DraftReference(relation, item.written, place, as_list, as_level, item.code, item.title)
        self.nodes[strategy].references.append(reference)

    def _note(self, place: Place, th: str, en: str) -> None:
        self.notes.append(Note(place, Sentence(th=th, en=en)))
