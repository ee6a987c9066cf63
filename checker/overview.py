"""A round of plans in figures: who has handed in and how each plan stands, what carries the province's strategies, which rules fail.

It is written as `round.json` and drawn as the round's page. It holds no findings: these stand in the plans' own reports.
"""

from __future__ import annotations

from typing import Any, Final, Literal

from pydantic import Field

from checker.finding import Engines, FileInReport, NoteInReport, PlanInReport, RulebookInReport, Severity, Tool
from checker.strict import Strict
from checker.text import Sentence

SCHEMA: Final = "oneplan-round/1"

Standing = Literal["error", "warning", "advice", "clean", "idle"]
Trouble = Literal["unreadable", "refused", "twice", "program"]


class PlanInRound(Strict):
    """A plan that was judged: its figures, and `page`, the name of its report in the folder `plans` without its ending.

    `standing` is the gravest severity among its findings, waived ones aside; `idle` where no check could run. `checks` counts
    those that concern its submission and `ran` those of them that ran. `body` is the body it was matched to, by its number in
    the list of bodies; null where its owner is in no register.
    """

    code: str
    level: str
    title: str
    owner: str
    years: str
    district: str
    body: int | None
    submission: str
    page: str
    standing: Standing
    error: int
    warning: int
    advice: int
    waived: int
    undecided: int
    checks: int
    ran: int
    projects: int


class BodyInRound(Strict):
    """A body of a register, the codes of its plans that were judged, and what was handed in under its name and not judged."""

    code: str
    name: str
    level: str
    district: str
    plans: list[str]
    not_judged: list[str]


class QuotaInRound(Strict):
    """Bodies of a district of which the number alone is known, and how many plans of the district were judged."""

    level: str
    district: str
    number: int
    plans: int


class CarriedBy(Strict):
    """How many plans of one level that were judged have something that leads to a strategy, and how many projects of theirs do."""

    level: str
    plans: int
    projects: int


class StrategyInRound(Strict):
    """A strategy of a provincial plan, and what of other plans leads to it by level; no level at all where nothing does.

    What leads to it is whatever stands under it or supports it, in however many steps. `own` counts the projects of its own plan.
    """

    plan: str
    code: str
    name: str
    own: int
    carried: list[CarriedBy]


class RuleInRound(Strict):
    """A rule over all plans: in how many submissions it gave a verdict, in how many it failed, and with how many findings.

    Waived findings are aside. `passed` counts verdicts, `not_checked` the submissions of its levels in which it could not run.
    """

    id: str
    severity: Severity
    title: Sentence
    judged: int
    failing: int
    findings: int
    passed: int
    not_checked: int


class FaultInRound(Strict):
    """A place and what is wrong there."""

    place: str
    says: Sentence


class NotJudged(Strict):
    """A submission, or one plan of it, without a report, and whose fault that is.

    `unreadable`: a file cannot be read. `refused`: the profile is not for it. `twice`: its plan was handed in more than once.
    `program`: our own fault.
    """

    submission: str
    plan: str | None = None
    trouble: Trouble
    faults: list[FaultInRound]


class RemarkInRound(Strict):
    """Something of the round that is no fault and has to be known, and the submission it is about."""

    submission: str
    says: Sentence


class Overview(Strict):
    """Everything that the page of a round shows. `bodies_from` names the file of the register; null where it is the built-in one."""

    schema_: Literal["oneplan-round/1"] = Field(default=SCHEMA, alias="schema", serialization_alias="schema")
    tool: Tool
    rulebook: RulebookInReport
    as_of: str
    engines: Engines
    bodies_from: str | None = None
    submissions: int
    plans: list[PlanInRound]
    bodies: list[BodyInRound]
    quotas: list[QuotaInRound]
    strategies: list[StrategyInRound]
    rules: list[RuleInRound]
    not_judged: list[NotJudged]
    remarks: list[RemarkInRound]
    context: list[PlanInReport]
    context_files: list[FileInReport]
    context_notes: list[NoteInReport]
    files: list[FileInReport]

    def to_json(self) -> str:
        """The round as JSON: the same round gives the same bytes."""
        return self.model_dump_json(by_alias=True, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Overview:
        """The round that `to_json` wrote."""
        return cls.model_validate_json(text)


def overview_schema() -> dict[str, Any]:
    """The JSON Schema of a round."""
    return Overview.model_json_schema(by_alias=True, mode="serialization")
