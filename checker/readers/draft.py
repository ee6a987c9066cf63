"""What every reader hands on: the plans of a file as they were written, nothing interpreted yet."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from math import isfinite
from typing import Annotated

from pydantic import PlainSerializer, PlainValidator

from checker.codes import CodeLists
from checker.place import Place
from checker.plan import FileRead, Note, NotRead


def _as_json(raw: object) -> object:
    """A raw value as JSON holds it: numbers and days that JSON does not know under the name of their kind."""
    match raw:
        case float() if not isfinite(raw):
            return {"float": repr(raw)}
        case Decimal():
            return {"decimal": str(raw)}
        case datetime.datetime():
            return {"time": raw.isoformat()}
        case datetime.date():
            return {"day": raw.isoformat()}
        case _:
            return raw


def _of_json(found: object) -> object:
    """The raw value of which `_as_json` made `found`."""
    match found:
        case {"float": str(written)}:
            return float(written)
        case {"decimal": str(written)}:
            return Decimal(written)
        case {"time": str(written)}:
            return datetime.datetime.fromisoformat(written)
        case {"day": str(written)}:
            return datetime.date.fromisoformat(written)
        case str() | int() | float() | None:
            return found
        case _:
            raise ValueError("no value of a cell")


Raw = Annotated[
    str | int | float | Decimal | bool | datetime.date | None, PlainSerializer(_as_json), PlainValidator(_of_json)
]


def written_text(raw: Raw) -> str:
    """What a person sees in the cell: whole numbers without `.0`, dates as year-month-day."""
    match raw:
        case None:
            return ""
        case bool():
            return "TRUE" if raw else "FALSE"
        case float():
            return f"{Decimal(repr(raw + 0.0)).normalize():f}" if abs(raw) < 1e18 else repr(raw)
        case datetime.datetime():
            return raw.date().isoformat()
        case datetime.date():
            return raw.isoformat()
        case _:
            return str(raw)


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as it stands in the file, and where."""

    raw: Raw
    place: Place


@dataclass(frozen=True, slots=True)
class Remark(Cell):
    """Words that somebody put beside the cells: a comment on a cell or, with `box`, a text box lying over a row."""

    box: bool = False


@dataclass(frozen=True, slots=True)
class DraftReference:
    """A reference as written.

    With `written` alone it reads `CODE`, `PLAN/CODE`, `LIST:CODE` or `LEVEL:CODE`. A form that says more says it in the other
    fields: the code list or the level that its column asks for, the code by itself, the title beside the code.
    """

    relation: str
    written: str
    place: Place
    list: str | None = None
    level: str | None = None
    code: str | None = None
    title: str = ""


@dataclass(slots=True)
class DraftNode:
    """One strategy, project, … of a plan. `yearly` maps a field to its values by year, the year as written.

    `asked` names the fields and relations that the form has a place for; None means all of its kind. A field that was asked
    for and stands in neither `cells` nor `yearly` is empty; one that was not asked for is not judged. A relation is asked for
    as well where `references` has one of it.
    `extra` holds the columns that no form knows, by their own heading. `slots` tells, for a code list or level, where the
    form has the line on which a reference to it is written, filled or not. `remarks` are the comments and text boxes beside
    its rows; the field `remark` of a project holds them too. `adds` nodes tell more of the node of the same kind and code that stands elsewhere in
    the plan (see `checker/supplement.py`).
    """

    kind: str
    code: Cell
    place: Place
    cells: dict[str, Cell] = field(default_factory=dict)
    yearly: dict[str, dict[str, Cell]] = field(default_factory=dict)
    references: list[DraftReference] = field(default_factory=list)
    extra: dict[str, Cell] = field(default_factory=dict)
    asked: frozenset[str] | None = None
    slots: dict[str, Place] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    adds: bool = False


@dataclass(slots=True)
class DraftPlan:
    """One plan: its heading (a node of kind `plan`, whose code is the plan's), its level and its nodes.

    `holds` names the kinds that the forms read here can hold; None means all.
    """

    heading: DraftNode
    level: str
    nodes: list[DraftNode] = field(default_factory=list)
    holds: frozenset[str] | None = None


@dataclass(slots=True)
class Draft:
    """Everything that was read from one file or from several."""

    plans: list[DraftPlan] = field(default_factory=list)
    code_lists: CodeLists = field(default_factory=CodeLists)
    files: list[FileRead] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    not_read: list[NotRead] = field(default_factory=list)

    def extend(self, other: Draft) -> None:
        """Adds what `other` holds."""
        self.plans += other.plans
        self.code_lists = self.code_lists.joined(other.code_lists)
        self.files += other.files
        self.notes += other.notes
        self.not_read += other.not_read
