"""Nodes compared with others of their scope: unique, sequence and typical. Plain Python."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from statistics import median_low

from checker.engines.rete_amounts import numbers_of
from checker.engines.rete_fields import whole
from checker.engines.rete_index import Index, by_scope
from checker.engines.rete_net import Outcome
from checker.engines.rete_series import numbers_by_year
from checker.pattern import Sequence, Typical, Unique
from checker.rule import Rule

Outcomes = dict[str, set[Outcome]]


Group = tuple[object, tuple[str, ...]]


@dataclass(slots=True)
class Twins:
    """The examined nodes of a rule by scope and key. Those of one group are twins as far as nothing else tells them apart."""

    index: Index
    pattern: Unique
    of: dict[str, Group]
    groups: dict[Group, list[str]]

    @property
    def several(self) -> set[str]:
        """The nodes that do not stand alone in their group."""
        return {node for group in self.groups.values() if len(group) > 1 for node in group}

    def outcomes(self, nodes: Iterable[str], joined: Mapping[str, Collection[str]]) -> Outcomes:
        """A node fails where another of its group counts as its twin; one without a key or scope has no outcome.

        `joined` tells for each node where the path `unless` leads from it.
        """
        found: Outcomes = {}
        for node in nodes:
            group = self.of.get(node)
            others = self.groups[group] if group is not None else []
            twin = any(other != node and self._counts(node, other, joined) for other in others)
            found[node] = set() if group is None else {"fails" if twin else "passes"}
        return found

    def _counts(self, node: str, other: str, joined: Mapping[str, Collection[str]]) -> bool:
        if other in joined.get(node, ()) or node in joined.get(other, ()):
            return False
        if any(_said(self.index, node, name) == _said(self.index, other, name) for name in self.pattern.unlike):
            return False
        if self.pattern.shares_year is None:
            return True
        return not self._busy(node).isdisjoint(self._busy(other))

    def _busy(self, node: str) -> set[int]:
        numbers = numbers_by_year(self.index, node, self.pattern.shares_year or "")
        return {year for year, number in numbers.items() if number}


def twins_of(index: Index, rule: Rule, pattern: Unique) -> Twins:
    """The examined nodes of `rule` that have a key and stand in a scope, in groups."""
    everyone = index.examined(rule)
    scopes = by_scope(index, everyone, pattern.inside)
    keys = {node.node: _key(index, pattern, node.node) for node in everyone if node.node in scopes}
    found = Twins(index, pattern, {node: (scopes[node], key) for node, key in keys.items() if key is not None}, {})
    for node, group in found.of.items():
        found.groups.setdefault(group, []).append(node)
    return found


def _said(index: Index, node: str, name: str) -> str:
    """What a node says of itself in a field, or its `kind`, `plan` or `level`; nothing where it says nothing."""
    if name in ("kind", "plan", "level"):
        return str(getattr(index.nodes[node], name))
    value = index.filled(node, name)
    return value.key if value else ""


def _key(index: Index, pattern: Unique, node: str) -> tuple[str, ...] | None:
    """The folded texts of the key and of what is compared with it; None where a part of the key is empty."""
    words = []
    for name in pattern.key:
        if name == "kind":
            words.append(index.nodes[node].kind)
            continue
        value = index.filled(node, name)
        if value is None:
            return None
        words.append(value.key)
    return (*words, *(_said(index, node, name) for name in pattern.also))


def sequence(index: Index, rule: Rule, pattern: Sequence, nodes: Iterable[str]) -> Outcomes:
    """A node fails where its number is a tie, follows a gap or stands before the first; without number or scope it has no outcome."""
    everyone = index.examined(rule)
    scopes = by_scope(index, everyone, pattern.inside)
    tallies: dict[object, Counter[Decimal]] = defaultdict(Counter)
    for one in everyone:
        value = index.filled(one.node, pattern.field)
        if one.node in scopes and value is not None and value.state == "filled" and value.number is not None:
            tallies[scopes[one.node]][value.number] += 1
    found: Outcomes = {node: set() for node in nodes}
    for node in found:
        value = index.filled(node, pattern.field)
        if value is None:
            continue
        if value.state != "filled" or value.number is None or not whole(value.number):
            found[node] = {"undecided"}
        elif node in scopes:
            found[node] = {"fails" if _misplaced(value.number, tallies[scopes[node]], pattern) else "passes"}
    return found


def _misplaced(number: Decimal, tally: Counter[Decimal], pattern: Sequence) -> bool:
    if number < pattern.starts_at:
        return True
    if pattern.ties == "forbidden" and tally[number] > 1:
        return True
    return pattern.gaps == "forbidden" and number > pattern.starts_at and not tally[number - 1]


def typical(index: Index, rule: Rule, pattern: Typical, nodes: Iterable[str]) -> Outcomes:
    """A node fails where an amount lies too far from the middle one of its scope; without an amount or enough peers it has no outcome."""
    everyone = index.examined(rule)
    scopes = by_scope(index, everyone, pattern.inside)
    amounts = {one.node: _amounts(index, one.node, pattern.field) for one in everyone}
    peers: dict[object, list[Decimal]] = defaultdict(list)
    for node, there in amounts.items():
        peers[scopes[node]] += there
    middles = {scope: median_low(there) for scope, there in peers.items() if there and len(there) >= pattern.peers}
    found: Outcomes = {}
    for node in nodes:
        middle = middles.get(scopes[node])
        far = [_is_far(amount, middle, pattern.factor) for amount in amounts[node]] if middle is not None else []
        found[node] = {"fails" if any(far) else "passes"} if far else set()
    return found


def _amounts(index: Index, node: str, name: str) -> list[Decimal]:
    return [one.number for one in numbers_of(index, node, name) or () if one.number is not None and one.number > 0]


def _is_far(amount: Decimal, middle: Decimal, factor: Decimal) -> bool:
    return amount * factor <= middle or amount >= middle * factor
