"""The frozen graph of plans that rules are judged on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from checker.codes import Entry
from checker.place import Place
from checker.text import Sentence

State = Literal["filled", "empty", "unreadable"]
Toward = Literal["own", "plan", "list"]
ReferenceStatus = Literal["resolved", "dangling", "not-given", "misplaced", "self", "cyclic"]


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file that was read, and the SHA-256 of its bytes in hexadecimal."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Note:
    """A note on reading: something was understood in another way than it was written."""

    place: Place
    says: Sentence


@dataclass(frozen=True, slots=True)
class NotRead:
    """Something in a file that was not read (a sheet, drawings), and why."""

    file: str
    what: Sentence
    why: Sentence


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a field, or of one fiscal year of a yearly field.

    `written` is what a person sees, `key` its folded form for comparing; `number` is set for numbers, money and years
    (baht for money), `years` (first and last fiscal year) for periods, years and dates. An empty cell is not zero.
    """

    state: State
    written: str
    key: str
    place: Place
    number: Decimal | None = None
    years: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference as written, and what became of it.

    `resolved`: names `targets` (several where a code is used twice). `dangling`: names nothing. `not-given`: names a
    plan or code list that was not handed in. `misplaced`: names a node of a kind or level that it may not lead to.
    `aimed` names the plans and code lists in which it was looked up.
    `toward` says whether it points into its own plan, into another one, or into a code list. `list` and `level` say which
    list, or a plan of which level, as far as that is written and the relation may lead there (docs/patterns.md).
    `self`: names its own node. `cyclic`: lies on a circle of its relation. Only resolved references are walked;
    `targets` is filled for the last three as well.
    """

    relation: str
    written: str
    place: Place
    status: ReferenceStatus
    toward: Toward = "own"
    targets: tuple[str, ...] = ()
    title: str = ""
    title_key: str = ""
    near: tuple[str, ...] = ()
    list: str = ""
    level: str = ""
    aimed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A strategy, project, indicator, … or the plan itself.

    `id` is unique in the graph and tells twins (one code used twice) apart; `ident` does not. `values` and `yearly` hold
    only the fields that the form asks for. `extra` holds columns nobody knows, by their heading; `slots` the places where a
    reference to a code list or level is written, by its name; `remarks` the comments and text boxes beside its rows;
    no rule looks at these, but at the field `remark`, which holds those of a project. `unasked` names the relations that its
    form has no place for and of which it writes no reference.
    """

    id: str
    ident: str
    plan: str
    level: str
    kind: str
    code: str
    place: Place
    values: Mapping[str, Value] = field(default_factory=dict)
    yearly: Mapping[str, Mapping[int, Value]] = field(default_factory=dict)
    references: tuple[Reference, ...] = ()
    extra: Mapping[str, Value] = field(default_factory=dict)
    slots: Mapping[str, Place] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    unasked: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """What a person calls it: its name or title as written; empty where it has none."""
        value = self.values.get("title" if self.kind == "plan" else "name")
        return value.written if value else ""


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan: `heading` is the id of its own node; `submitted` whether it is judged or only context.

    `holds` names the kinds its forms can hold; None means all. `years` is its window in fiscal years.
    """

    code: str
    level: str
    heading: str
    submitted: bool
    years: tuple[int, int] | None
    area: str
    holds: frozenset[str] | None = None

    def can_hold(self, kind: str) -> bool:
        """Whether the forms of this plan have a place for nodes of `kind`."""
        return self.holds is None or kind in self.holds


@dataclass(frozen=True, slots=True)
class Graph:
    """All plans that were handed in, submitted and context, with the code lists that hold for them.

    `nodes` is sorted by id. The entries of code lists that can be linked to are nodes of plans that are context.
    `registers` holds the folded words by which lists are judged, `entries` the same lists as a person reads them.
    """

    plans: Mapping[str, Plan]
    nodes: Mapping[str, Node]
    registers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    entries: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    files: tuple[FileRead, ...] = ()
    context_files: tuple[FileRead, ...] = ()
    notes: tuple[Note, ...] = ()
    not_read: tuple[NotRead, ...] = ()

    def submitted(self, kinds: frozenset[str] | None = None) -> Iterator[Node]:
        """The nodes that rules examine, by id; only those of `kinds` where given."""
        for node in self.nodes.values():
            if self.plans[node.plan].submitted and (kinds is None or node.kind in kinds):
                yield node

    def heading(self, node: Node) -> Node:
        """The plan node of the plan in which `node` stands."""
        return self.nodes[self.plans[node.plan].heading]
