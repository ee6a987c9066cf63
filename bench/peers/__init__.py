"""Ten built-in rules written by hand for other tools, to hold the set engine against them on the same facts.

`rules/PRJ-101.sql`, `.lp`, `.clp` and `.ttl` say one rule as SQL, as a logic program for clingo, as rules for CLIPS and as a SHACL
shape, each as somebody would write it who has this one rule to check. All say what docs/patterns.md says, what blocks included.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import md5
from pathlib import Path
from typing import Final, Protocol

RULES: Final = (
    "PRJ-101",
    "TAC-102",
    "LNK-103",
    "LNK-108",
    "TOT-101",
    "TOT-103",
    "TOT-105",
    "PRJ-115",
    "PRJ-116",
    "PRV-101",
)
"""Four rules of links, three of totals, three of paths of any length."""

Found = Mapping[str, str]
"""What was found by a rule: for each of `fail`, `undecided`, `amiss` (both together) and `pass` how many nodes and which, as a digest.

A peer tells some of them, at least `amiss`.
"""


class Peer(Protocol):
    """A tool that has the facts of a country at hand."""

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that can be said in it."""

    def judge(self, rules: Iterable[str]) -> None:
        """Judges by each of `rules`: what is timed."""

    def found(self, rule: str) -> Found:
        """What the last judgement by `rule` found."""


def written(rule: str, ending: str) -> str:
    """The rule as it is written by hand for a tool."""
    return (Path(__file__).parent / "rules" / f"{rule}.{ending}").read_text(encoding="utf-8")


def by_hand(ending: str) -> tuple[str, ...]:
    """The rules that are written for a tool."""
    return tuple(rule for rule in RULES if (Path(__file__).parent / "rules" / f"{rule}.{ending}").exists())


def digest(nodes: Iterable[int]) -> str:
    """How many `nodes`, and a digest that only the same nodes have."""
    listed = sorted(nodes)
    return f"{len(listed)}:{md5(','.join(map(str, listed)).encode()).hexdigest()}"


def amiss(failed: Iterable[int], undecided: Iterable[int]) -> dict[str, str]:
    """What a peer found that tells failed and undecided nodes."""
    failing, open_ = list(failed), list(undecided)
    return {"fail": digest(failing), "undecided": digest(open_), "amiss": digest([*failing, *open_])}
