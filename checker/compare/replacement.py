"""What becomes of the plans of a round when one plan gives way to a draft, as `oneplan audit --replace` writes it.

A replacement is frozen, sorted, and goes to JSON and back without loss. Its JSON Schema is `replacement_schema()`.
"""

from __future__ import annotations

from typing import Any, Final, Literal, get_args

from pydantic import Field

from checker.compare.comparison import Change, Tally
from checker.finding import Engines, FileInReport, PlaceInReport, PlanInReport, RulebookInReport, Tool
from checker.overview import NotJudged
from checker.strict import Strict
from checker.text import Sentence

SCHEMA: Final = "oneplan-replacement/1"

What = Literal["dropped", "renamed", "retitled", "changed", "added"]
WHATS: Final[tuple[What, ...]] = get_args(What)


class FieldChanged(Strict):
    """Something that an upper node says otherwise in the draft; empty where it says nothing."""

    label: Sentence
    before: str
    after: str


class CitedBy(Strict):
    """A plan of which so many nodes cite an upper node."""

    plan: str
    nodes: int


class UpperChange(Strict):
    """What the draft does to one node of the plan that it replaces.

    `dropped`: its title stands under no code any more. `renamed`: its title stands under another code. `retitled`: its code has
    another title. `changed`: code and title are as they were, and `fields` are not. `added`: nothing before had its title or code.
    Code and name are empty on the side that does not have it. `cited` counts who names its old code in the plans at hand.
    `now_bears` is the title that the old code of a dropped or renamed one has in the draft, where it has one: who goes on
    citing that code cites something else.
    """

    what: What
    kind: str
    code: str
    name: str
    new_code: str
    new_name: str
    now_bears: str = ""
    fields: list[FieldChanged] = Field(default_factory=list)
    place: PlaceInReport
    cited: list[CitedBy] = Field(default_factory=list)

    @property
    def citing(self) -> int:
        """How many nodes of other plans cite it."""
        return sum(one.nodes for one in self.cited)


class Touched(Strict):
    """Findings of a plan that come or go with one upper change; `change` is its number in `changes`, null where none is behind them."""

    change: int | None
    findings: list[Change]


class PlanTouched(Strict):
    """A plan whose findings are not the same after the replacement; what remains is counted alone."""

    plan: PlanInReport
    submission: str
    tally: Tally
    groups: list[Touched]


class Replacement(Strict):
    """A round judged twice, as it is and with a draft in the place of the plan of its code.

    `stood_in` tells where that plan was. `untouched` counts the plans whose findings are the same.
    """

    schema_: Literal["oneplan-replacement/1"] = Field(default=SCHEMA, alias="schema", serialization_alias="schema")
    tool: Tool
    rulebook: RulebookInReport
    as_of: str
    engines: Engines
    plan: PlanInReport
    draft: PlanInReport
    files: list[FileInReport]
    stood_in: Literal["round", "context"]
    tally: Tally
    changes: list[UpperChange]
    plans: list[PlanTouched]
    untouched: int
    not_judged: list[NotJudged]

    @property
    def broken(self) -> int:
        """How many plans have something new."""
        return sum(bool(one.tally.new or one.tally.newly_judged) for one in self.plans)

    def to_json(self) -> str:
        """The replacement as JSON: the same round and draft give the same bytes."""
        return self.model_dump_json(by_alias=True, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Replacement:
        """The replacement that `to_json` wrote."""
        return cls.model_validate_json(text)


def replacement_schema() -> dict[str, Any]:
    """The JSON Schema of a replacement."""
    return Replacement.model_json_schema(by_alias=True, mode="serialization")
