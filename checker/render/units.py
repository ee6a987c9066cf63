"""The responsible units of findings, for whoever is handed the list of one: a cell that names several counts for each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from checker.finding import Finding, NodeInReport
from checker.thai import key, natural

_BETWEEN: Final = re.compile(r"[/,;\n]")


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit as most findings spell it, its number from 1, and how many findings name it."""

    number: int
    name: str
    findings: int


@dataclass(frozen=True, slots=True)
class Units:
    """The units of findings, as people sort names; `none` counts the findings without one."""

    of: Mapping[str, Unit]
    none: int

    @property
    def choices(self) -> tuple[Unit, ...]:
        """The units to choose from, by number."""
        return tuple(sorted(self.of.values(), key=lambda one: one.number))

    def offered(self) -> bool:
        """Whether choosing one leaves some findings out."""
        return len(self.of) + bool(self.none) > 1 and bool(self.of)

    def numbers(self, node: NodeInReport) -> str:
        """The numbers of the units that `node` names, with spaces between them; empty where none is to choose."""
        if not self.offered():
            return ""
        return " ".join(str(self.of[one].number) for one in dict.fromkeys(map(key, named(node))) if one in self.of)


def units(findings: Iterable[Finding]) -> Units:
    """The units that `findings` name; spellings that differ only as `checker.thai.key` forgives are one."""
    counts: Counter[str] = Counter()
    spelt: dict[str, Counter[str]] = {}
    none = 0
    for finding in findings:
        names = {key(name): name for name in named(finding.node)}
        none += not names
        for folded, name in names.items():
            counts[folded] += 1
            spelt.setdefault(folded, Counter())[name] += 1
    usual = {folded: min(names, key=lambda name: (-names[name], name)) for folded, names in spelt.items()}
    order = sorted(usual, key=lambda folded: (natural(usual[folded]), folded))
    return Units({one: Unit(number, usual[one], counts[one]) for number, one in enumerate(order, 1)}, none)


def named(node: NodeInReport) -> list[str]:
    """The units that the cell of `node` names, each as it is written."""
    parts = [" ".join(part.split()) for part in _BETWEEN.split(node.unit or "")]
    return [part for part in parts if key(part)]
