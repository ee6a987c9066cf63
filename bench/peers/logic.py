"""clingo: the facts as a text of facts, which it reads faster than what is added atom by atom; each rule is a part of one program."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

import clingo
import duckdb

from bench.peers import Found, amiss, by_hand, written
from bench.peers.facts import write


class Logic:
    """A program whose facts are grounded. Each rule is grounded beside them, which can be done once.

    To ground the rules is to decide them: no atom of theirs is left open, so that there is nothing to solve.
    """

    rules = by_hand("lp")

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._control = clingo.Control(["--warn=none"])
        with tempfile.TemporaryDirectory() as folder:
            facts = Path(folder) / "facts.lp"
            write(connection, facts, "{name}({terms}).", ",")
            self._control.load(str(facts))
        for rule in self.rules:
            self._control.add(_part(rule), [], written(rule, "lp"))
        self._control.ground([("base", [])])
        self._found: list[clingo.Symbol] = []

    def judge(self, rules: Iterable[str]) -> None:
        self._control.ground([(_part(rule), []) for rule in rules])
        atoms = self._control.symbolic_atoms
        found = [atom for name in ("fail", "undecided") for atom in atoms.by_signature(name, 2)]
        assert all(atom.is_fact for atom in found)
        self._found = [atom.symbol for atom in found]

    def found(self, rule: str) -> Found:
        nodes: dict[str, list[int]] = {"fail": [], "undecided": []}
        for one in self._found:
            name, node = one.arguments
            if name.string == rule:
                nodes[one.name].append(node.number)
        return amiss(nodes["fail"], nodes["undecided"])


def _part(rule: str) -> str:
    return rule.lower().replace("-", "_")
