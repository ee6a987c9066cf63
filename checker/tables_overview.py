"""What came of tables that were judged, in figures: as the page of such an audit shows it and `judged.json` holds it.

It stays small however many plans there are: levels and checks are counted, and of the plans the worst alone are named.
"""

from __future__ import annotations

from typing import Any, Final, Literal

from pydantic import Field

from checker.finding import Engines, RulebookInReport, Severity, Tool
from checker.overview import Standing
from checker.strict import Strict
from checker.text import Sentence

SCHEMA: Final = "oneplan-judged/1"


class PlanJudged(Strict):
    """A plan and how many findings of each severity it has; `standing` is the gravest, `idle` where no check could run."""

    code: str
    level: str
    owner: str
    standing: Standing
    projects: int
    error: int
    warning: int
    advice: int
    undecided: int


class LevelJudged(Strict):
    """The plans of one level: how many stand how, and their findings of each severity."""

    level: str
    plans: int
    projects: int
    standings: dict[Standing, int]
    error: int
    warning: int
    advice: int
    undecided: int


class RuleJudged(Strict):
    """A rule over all plans: its verdicts, the plans in which it fails, and those that it is for and where it could not run.

    `not_checked` says why it could run in no plan at all, or else why not in some; null where it ran wherever it is for.
    """

    id: str
    severity: Severity
    title: Sentence
    passed: int
    fail: int
    undecided: int
    not_applicable: int
    failing: int
    concerns: int
    idle: int
    not_checked: Sentence | None


class TablesOverview(Strict):
    """Everything that the page shows. `as_of` is null where the tables tell no day; `worst` names the plans with most errors."""

    schema_: Literal["oneplan-judged/1"] = Field(default=SCHEMA, alias="schema", serialization_alias="schema")
    tool: Tool
    rulebook: RulebookInReport
    written_by: str
    as_of: str | None
    engines: Engines
    plans: int
    context: int
    projects: int
    nodes: int
    findings: int
    undecided: int
    levels: list[LevelJudged]
    rules: list[RuleJudged]
    worst: list[PlanJudged]
    files: list[str]

    def to_json(self) -> str:
        """The figures as JSON: the same tables and rules give the same bytes."""
        return self.model_dump_json(by_alias=True, indent=1) + "\n"


def tables_overview_schema() -> dict[str, Any]:
    """The JSON Schema of these figures."""
    return TablesOverview.model_json_schema(by_alias=True, mode="serialization")
