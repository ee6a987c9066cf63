"""The rows of the tables that both engines judge on, and nothing else. Columns: docs/facts.md."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Final, NamedTuple

from checker.plan import State

NODE: Final = "node"
NodeId = Annotated[str, NODE]
"""What names a node, or several twins. A database may hold a number in its place."""


class PlanFact(NamedTuple):
    """A plan; `first` and `last` are its window's fiscal years, None where it has none; `heading` is its own node."""

    plan: str
    level: str
    submitted: bool
    first: int | None
    last: int | None
    heading: NodeId


class NodeFact(NamedTuple):
    """A node. `ident` is shared by twins (one code used twice); `list` names the code list it is an entry of, else empty."""

    node: NodeId
    ident: NodeId
    plan: str
    level: str
    kind: str
    list: str


class LinkFact(NamedTuple):
    """A step that can be walked: a resolved reference, or `in_plan` from a node to its plan's heading."""

    source: NodeId
    relation: str
    target: NodeId
    title_key: str
    version_key: str = ""


class ReferenceFact(NamedTuple):
    """A written reference; `number` tells several of one node and relation apart."""

    node: NodeId
    relation: str
    number: int
    toward: str
    status: str


class ProspectFact(NamedTuple):
    """A sort of node to which a reference of `node` that is not resolved might lead; `list` is a code list, else empty."""

    node: NodeId
    relation: str
    kind: str
    level: str
    list: str


class ValueFact(NamedTuple):
    """A value of a field that the form asks for; `length` is the number of characters as shown.

    `title_key` is its folded form as a title, where some rule compares it with the title beside a reference; else empty.
    """

    node: NodeId
    field: str
    state: State
    key: str
    title_key: str
    length: int
    number: Decimal | None
    first: int | None
    last: int | None
    version_key: str = ""


class YearlyFact(NamedTuple):
    """A value of one fiscal year; a year without a cell has no fact, an empty cell has one."""

    node: NodeId
    field: str
    year: int
    state: State
    number: Decimal | None


class SeriesFact(NamedTuple):
    """Says that the form asks `node` for the yearly `field`, whether or not any year is filled."""

    node: NodeId
    field: str


class FlagFact(NamedTuple):
    """The text of a field that is not empty passes a named text test, or holds a word (`word_test`)."""

    node: NodeId
    field: str
    test: str


class RegisterFact(NamedTuple):
    """A folded code, name or alias of a code list."""

    list: str
    key: str


class UnheldFact(NamedTuple):
    """The forms of a plan have no place for a kind of node."""

    plan: str
    kind: str


class UnaskedFact(NamedTuple):
    """The form of a node has no place for a relation, and the node writes no reference of it."""

    node: NodeId
    relation: str


class CalendarFact(NamedTuple):
    """The day of which the plans are judged, as far as a verdict may depend on it: the last fiscal year that had ended before."""

    closed: int


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts that some rule can ask for, each table sorted."""

    plans: list[PlanFact] = field(default_factory=list)
    nodes: list[NodeFact] = field(default_factory=list)
    links: list[LinkFact] = field(default_factory=list)
    references: list[ReferenceFact] = field(default_factory=list)
    prospects: list[ProspectFact] = field(default_factory=list)
    values: list[ValueFact] = field(default_factory=list)
    yearly: list[YearlyFact] = field(default_factory=list)
    series: list[SeriesFact] = field(default_factory=list)
    flags: list[FlagFact] = field(default_factory=list)
    registers: list[RegisterFact] = field(default_factory=list)
    unheld: list[UnheldFact] = field(default_factory=list)
    unasked: list[UnaskedFact] = field(default_factory=list)
    calendar: list[CalendarFact] = field(default_factory=list)

    @property
    def closed(self) -> int:
        """The last fiscal year (Buddhist era) that had ended; 0 where no day is told."""
        return self.calendar[0].closed if self.calendar else 0
