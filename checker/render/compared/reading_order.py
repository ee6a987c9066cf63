"""A comparison in the order in which people act on it: what is new first, each finding under what it follows from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from checker.compare.comparison import TURNS, Change, Comparison, Reason, Turn
from checker.finding import NodeInReport, Severity
from checker.rule import SEVERITIES
from checker.text import Sentence

SHOWN_FIRST: tuple[Turn, ...] = (
    "new", "reopened", "newly-judged", "remaining", "no-longer-judged", "waived", "fixed", "covered"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """A finding with those that follow from it and took the same turn."""

    change: Change
    follows: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class NodeItems:
    """The findings at one node, gravest first."""

    plan: str
    node: NodeInReport
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Findings that nobody judged on one side for one reason; `reason` is None where all were judged."""

    reason: Reason | None
    why: Sentence | None
    nodes: tuple[NodeItems, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Every finding that took one turn. `left_out` counts those for which there was no room."""

    turn: Turn
    count: int
    severities: tuple[tuple[Severity, int], ...]
    groups: tuple[Group, ...]
    left_out: int

    @property
    def shown(self) -> Iterator[Change]:
        """The findings that are not left out, in their order."""
        for item in (item for group in self.groups for node in group.nodes for item in node.items):
            yield from (item.change, *item.follows)


def sections(comparison: Comparison, most: int | None = None) -> list[Section]:
    """A section for every turn that some finding took; each holds at most about `most` findings (None: all).

    A finding stands with its cause where that took the same turn, so that what has one cause moves together.
    """
    by_turn: dict[Turn, list[Change]] = {turn: [] for turn in TURNS}
    for one in comparison.changes:
        by_turn[one.turn].append(one)
    return [_section(turn, by_turn[turn], most) for turn in SHOWN_FIRST if by_turn[turn]]


def _severities(changes: Iterable[Change]) -> tuple[tuple[Severity, int], ...]:
    """How many of each severity, gravest first, zeros left out."""
    counts = Counter(one.severity for one in changes)
    return tuple((severity, counts[severity]) for severity in SEVERITIES if counts[severity])


def _section(turn: Turn, changes: Sequence[Change], most: int | None) -> Section:
    items = folded(changes)
    shown: list[Item] = []
    room = len(changes) if most is None else most
    for item in items:
        if room <= 0:
            break
        shown.append(item)
        room -= 1 + len(item.follows)
    left_out = len(changes) - sum(1 + len(item.follows) for item in shown)
    return Section(turn, len(changes), _severities(changes), _groups(shown), left_out)


def folded(changes: Sequence[Change]) -> list[Item]:
    """The findings that follow from no other one here, in their order, each with all that follows from it."""
    known = {one.fingerprint: one for one in changes}
    under: dict[str, list[Change]] = defaultdict(list)
    roots: list[Change] = []
    for one in changes:
        root = _root(one, known)
        (roots if root == one.fingerprint else under[root]).append(one)
    return [Item(one, tuple(under[one.fingerprint])) for one in roots]


def _root(change: Change, known: dict[str, Change]) -> str:
    """The fingerprint of the last cause of `change` among the `known`, or the one at which its causes close a circle."""
    seen = {change.fingerprint}
    here = change
    while here.cause in known:
        here = known[here.cause]
        if here.fingerprint in seen:
            return here.fingerprint
        seen.add(here.fingerprint)
    return here.fingerprint


def _groups(items: Iterable[Item]) -> tuple[Group, ...]:
    found: dict[tuple[Reason | None, Sentence | None], dict[tuple[str, ...], list[Item]]] = {}
    for item in items:
        side = item.change.now if item.change.turn == "no-longer-judged" else item.change.before
        told = (None, None) if item.change.turn not in {"no-longer-judged", "newly-judged"} else (side.reason, side.why)
        node = item.change.node
        place = (item.change.plan, node.kind, node.code, node.name)
        found.setdefault(told, {}).setdefault(place, []).append(item)
    return tuple(
        Group(reason, why, tuple(_node(listed) for listed in nodes.values())) for (reason, why), nodes in found.items()
    )


def _node(items: Sequence[Item]) -> NodeItems:
    return NodeItems(items[0].change.plan, items[0].change.node, tuple(items))
