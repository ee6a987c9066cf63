"""What became of every finding between two checks, as `oneplan compare --format json` writes it.

A comparison is frozen, sorted, and goes to JSON and back without loss. Its JSON Schema is `comparison_schema()`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, Final, Literal, get_args

from pydantic import Field

from checker.finding import NodeInReport, PlaceInReport, PlanInReport, Severity, Tool, Waiver
from checker.strict import Strict
from checker.text import Sentence

SCHEMA: Final = "oneplan-comparison/1"

Stands = Literal["open", "waived", "clear", "unjudged"]
Reason = Literal[
    "plan-absent", "rule-absent", "not-checked", "not-concerned", "node-absent", "undecided", "not-applicable",
    "rule-changed",
]  # fmt: skip
WRITTEN_SINCE: Final[frozenset[Reason | None]] = frozenset({"node-absent", "not-applicable"})
"""What the submitter changed himself: a fault that comes with it is new."""
Turn = Literal["new", "reopened", "newly-judged", "remaining", "fixed", "waived", "no-longer-judged", "covered"]
TURNS: Final[tuple[Turn, ...]] = get_args(Turn)


class Standing(Strict):
    """How a finding stands on one side.

    `open`: it is found. `waived`: found, and granted. `clear`: its check ran there and does not say it. `unjudged`: nobody
    can tell, and `reason` says why; `why` holds the report's own words on it. Severity, place, cause, explains and waiver are
    those of the finding, where there is one.
    """

    stands: Stands
    severity: Severity | None = None
    place: PlaceInReport | None = None
    cause: str | None = None
    explains: int = 0
    waiver: Waiver | None = None
    reason: Reason | None = None
    why: Sentence | None = None

    @property
    def found(self) -> bool:
        """Whether the report of this side holds the finding."""
        return self.stands in {"open", "waived"}


def turn_of(before: Standing, now: Standing) -> Turn:
    """What became of a finding that stands so.

    A fault at something that the older plan did not hold is new; one that nobody could judge before for another reason is
    newly judged. What is open in neither report is covered by a waiver.
    """
    match before.stands, now.stands:
        case "open", "open":
            return "remaining"
        case "open", "waived":
            return "waived"
        case "open", "clear":
            return "fixed"
        case "open", "unjudged":
            return "no-longer-judged"
        case "waived", "open":
            return "reopened"
        case "clear", "open":
            return "new"
        case "unjudged", "open":
            return "new" if before.reason in WRITTEN_SINCE else "newly-judged"
        case _:
            return "covered"


class Change(Strict):
    """One finding of either report. Node, message and fix are those of the newer report that holds it.

    `perhaps` is the fingerprint of the finding of the other report that may be this one under another code: a suggestion
    that is never counted.
    """

    turn: Turn
    fingerprint: str
    rule: str
    plan: str
    node: NodeInReport
    message: Sentence
    fix: Sentence
    before: Standing
    now: Standing
    perhaps: str | None = None

    @property
    def severity(self) -> Severity:
        """Its severity in the newer report that holds it."""
        severity = self.now.severity or self.before.severity
        assert severity is not None  # one of the reports holds the finding
        return severity

    @property
    def place(self) -> PlaceInReport:
        """Where it stands in the newer report that holds it."""
        place = self.now.place or self.before.place
        assert place is not None
        return place

    @property
    def cause(self) -> str | None:
        """What explains it in the newer report that holds it."""
        return self.now.cause if self.now.found else self.before.cause

    @property
    def regraded(self) -> bool:
        """Whether both reports hold it, with different severities."""
        return self.before.found and self.now.found and self.before.severity != self.now.severity


class Tally(Strict):
    """How many findings turned out how. Open before: fixed + remaining + waived + no_longer_judged; open now: new +
    reopened + newly_judged + remaining.
    """

    new: int = 0
    reopened: int = 0
    newly_judged: int = 0
    remaining: int = 0
    fixed: int = 0
    waived: int = 0
    no_longer_judged: int = 0
    covered: int = 0

    @property
    def before(self) -> int:
        """The findings that were open."""
        return self.fixed + self.remaining + self.waived + self.no_longer_judged

    @property
    def now(self) -> int:
        """The findings that are open."""
        return self.new + self.reopened + self.newly_judged + self.remaining

    @property
    def moved(self) -> int:
        """The findings that came, went, or whose waiver did."""
        return self.now + self.before - 2 * self.remaining


def tally_of(turns: Iterable[Turn]) -> Tally:
    """The tally of `turns`."""
    counts = Counter(turns)
    return Tally(**{turn.replace("-", "_"): counts[turn] for turn in TURNS})


class RulebookSeen(Strict):
    """A rulebook that reports of one side were written by."""

    version: str
    hash: str
    profile: str


class SideInComparison(Strict):
    """The reports of one side: how many, and every program, rulebook, day and set of engines among them.

    `context` holds the plans and code lists that they were judged against, but for those that a report of this side is on.
    """

    reports: int
    tools: list[Tool]
    rulebooks: list[RulebookSeen]
    as_of: list[str]
    engines: list[str]
    context: list[str]


Differs = Literal["program", "rulebook", "profile", "as-of", "engines", "context"]
HandedIn = Literal["both", "only-old", "only-new"]


class RuleInComparison(Strict):
    """One rule with findings in either report; a severity is null where no report of that side has the rule."""

    id: str
    title: Sentence
    severity_before: Severity | None
    severity_now: Severity | None
    tally: Tally


class PlanInComparison(Strict):
    """One plan; `same_files` is true where both reports were made of files that are equal byte for byte."""

    plan: PlanInReport
    handed_in: HandedIn
    same_files: bool
    tally: Tally


class Renamed(Strict):
    """A node (or a plan) that may have got another code, told by its name or the place where it stands: a suggestion.

    `findings` counts the pairs of findings of one rule that would then be one each.
    """

    plan: str
    kind: str
    before: str
    now: str
    name: str
    by: Literal["name", "place"]
    findings: int


class Comparison(Strict):
    """Two reports, or two rounds, held against each other; every finding of either stands in `changes` once."""

    schema_: Literal["oneplan-comparison/1"] = Field(default=SCHEMA, alias="schema", serialization_alias="schema")
    tool: Tool
    old: SideInComparison
    new: SideInComparison
    differs: list[Differs]
    codes_known: bool
    tally: Tally
    plans: list[PlanInComparison]
    rules: list[RuleInComparison]
    renamed: list[Renamed]
    changes: list[Change]

    @property
    def nothing_changed(self) -> bool:
        """Whether both sides hold the same plans with the same findings, of the same severities and waivers."""
        return all(one.handed_in == "both" for one in self.plans) and not any(
            one.regraded or one.before.stands != one.now.stands for one in self.changes
        )

    def to_json(self) -> str:
        """The comparison as JSON: the same comparison gives the same bytes."""
        return self.model_dump_json(by_alias=True, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Comparison:
        """The comparison that `to_json` wrote."""
        return cls.model_validate_json(text)


def comparison_schema() -> dict[str, Any]:
    """The JSON Schema of a comparison."""
    return Comparison.model_json_schema(by_alias=True, mode="serialization")
