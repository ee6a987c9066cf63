"""The verdicts of a whole round, a letter each: millions of them in a few megabytes, to be kept and to be shared out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from checker.engine import Judged
from checker.finding import Verdict
from checker.plan import Graph
from checker.verdicts import Judgement

_LETTERS: Final[Mapping[Verdict, str]] = {"pass": "p", "fail": "f", "not-applicable": "n", "undecided": "u"}
_VERDICTS: Final[Mapping[str, Verdict]] = {letter: verdict for verdict, letter in _LETTERS.items()}
_NONE: Final = "."


@dataclass(frozen=True, slots=True)
class Letters:
    """By rule, a letter for every node of the graph in its order, a dot where it was not examined; and the engines that `ran`."""

    ran: tuple[str, ...]
    rules: Mapping[str, str]

    @classmethod
    def of(cls, found: Iterable[Judged], graph: Graph) -> Letters:
        """What was `found`, where no node is examined twice by one rule."""
        at = {name: number for number, name in enumerate(graph.nodes)}
        ran: tuple[str, ...] = ()
        rules: dict[str, bytearray] = {}
        for one in found:
            ran = tuple(one.ran)
            for rule, verdicts in one.judgement.verdicts.items():
                line = rules.setdefault(rule, bytearray(_NONE * len(at), "ascii"))
                for node, verdict in verdicts.items():
                    line[at[node]] = ord(_LETTERS[verdict])
        return cls(ran, {rule: line.decode("ascii") for rule, line in sorted(rules.items())})

    def on(self, nodes: Mapping[int, str]) -> Judged:
        """The verdicts on some nodes, given by their number in the graph."""
        verdicts: dict[str, dict[str, Verdict]] = {}
        for rule, line in self.rules.items():
            examined = {name: _VERDICTS[line[at]] for at, name in nodes.items() if line[at] != _NONE}
            if examined:
                verdicts[rule] = examined
        return Judged(Judgement(verdicts), list(self.ran), {})

    def written(self, nodes: Iterable[int]) -> str:
        """The letters of some nodes, given by their number in the graph, rule by rule."""
        at = list(nodes)
        lines = [f"{rule} {''.join([line[one] for one in at])}" for rule, line in self.rules.items()]
        return "\n".join([" ".join(self.ran), *(line for line in lines if not line.endswith(_NONE * len(at)))])

    def to_bytes(self) -> bytes:
        """These verdicts, for `from_bytes`."""
        return json.dumps([self.ran, self.rules]).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Letters:
        """What `to_bytes` gave."""
        ran, rules = json.loads(data)
        return cls(tuple(ran), rules)
