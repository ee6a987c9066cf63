"""The report: verdicts, findings and tallies, as `--format json` writes them and every page reads them.

A report is frozen, sorted, and goes to JSON and back without loss. Its JSON Schema is `report_schema()`.
"""

from __future__ import annotations

import hashlib
from typing import Any, Literal

from pydantic import AliasChoices, Field

from checker.figures import PlanFigures
from checker.sheet import ScoreSheet
from checker.strict import Strict
from checker.text import Sentence

Verdict = Literal["pass", "fail", "not-applicable", "undecided"]
Severity = Literal["error", "warning", "advice"]

SCHEMA: Literal["oneplan-report/1"] = "oneplan-report/1"


class PlaceInReport(Strict):
    """Where to look: `column` is the column's letters, `cell` such as D14, `line` counts from 1."""

    file: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    cell: str | None = None
    line: int | None = None


class NodeInReport(Strict):
    """A node as a person knows it.

    `unit` is its main responsible unit as its plan writes it; an activity that states none has that of its project, an
    indicator that of the project it measures. Null where none is stated.
    """

    kind: str
    level: str
    code: str
    name: str
    unit: str | None = None


class Evidence(Strict):
    """One thing that was found out: `what` tells programs which, `label` and `value` tell people.

    `node` is PLAN/CODE of another node where it is about one; `place` is where its value stands.
    """

    what: Literal[
        "looked-for", "there", "nearest", "choices", "value", "demanded", "printed", "summed", "difference",
        "summand", "twin", "walked", "breaks-at", "bound", "year", "not-given", "only-first", "only-second",
    ]  # fmt: skip
    label: Sentence
    value: Sentence
    node: str | None = None
    place: PlaceInReport | None = None


class Waiver(Strict):
    """A granted exception."""

    reason: str
    granted_by: str
    until: str


WaiverStatus = Literal["in-force", "ends-soon", "unmatched", "expired", "not-yet", "not-checked", "elsewhere"]


class WaiverInReport(Strict):
    """A waiver that was handed in, and what came of it.

    `code` is `*` where it covers every node of `kind` in the plan; `findings` how many it covers here; `days_left` counts
    the days until it ends, below 0 once it has. `in-force` and `ends-soon` (within 60 days) cover findings; `unmatched`
    covers none; `elsewhere` is of a plan that was not submitted here, or a rule that the profile leaves out.
    """

    rule: str
    plan: str
    kind: str
    code: str
    reason: str
    granted_by: str
    granted_on: str | None
    until: str
    status: WaiverStatus
    findings: int
    days_left: int


class Finding(Strict):
    """One failed verdict. `fingerprint` is made of rule, plan and node code, never of a row.

    `cause` is the fingerprint of the finding that explains this one; `explains` how many verdicts (failed or undecided)
    this one explains. `place` is where to mend it. `extra` holds the submitter's own columns of that row, by heading;
    `remarks` the comments and text boxes beside it.
    """

    rule: str
    severity: Severity
    fingerprint: str
    plan: str
    cause: str | None = None
    explains: int = 0
    node: NodeInReport
    place: PlaceInReport
    message: Sentence
    fix: Sentence
    evidence: list[Evidence] = Field(default_factory=list)
    extra: dict[str, str] = Field(default_factory=dict)
    remarks: list[str] = Field(default_factory=list)
    waiver: Waiver | None = None


class Undecided(Strict):
    """A verdict that could not be given, and why: `cause` is the fingerprint of the finding that explains it, if one does.

    `evidence` holds what is nearest to the reference that it waits for, where nothing else explains it.
    """

    rule: str
    plan: str
    node: NodeInReport
    place: PlaceInReport
    cause: str | None = None
    why: Sentence
    evidence: list[Evidence] = Field(default_factory=list)


class BasisInReport(Strict):
    """What demands a rule, with the source's own title; unconfirmed sources are shown as such."""

    source: str
    title: Sentence
    clause: str | None
    verb: str
    confirmed: bool


class RuleTally(Strict):
    """One rule and how its verdicts fell. examined = pass + fail + not_applicable + undecided; waived ones are among fail.

    `not_checked` says why the whole rule could not run; all counts are then 0. `concerns` is false where no submitted plan
    is of a level that the rule examines, `plans` lists those that are.
    """

    id: str
    name: str
    severity: Severity
    title: Sentence
    rationale: Sentence
    fix: Sentence
    basis: list[BasisInReport]
    examined: int
    passed: int = Field(validation_alias=AliasChoices("pass", "passed"), serialization_alias="pass")
    fail: int
    not_applicable: int
    undecided: int
    waived: int = 0
    not_checked: Sentence | None = None
    concerns: bool = True
    plans: list[str] = Field(default_factory=list)


class QuestionInReport(Strict):
    """Something that a person has to judge, because no machine can tell, and `why` not; it bears on no verdict.

    `levels` lists the levels of plans it is asked of (empty: any); `rows` which of the rows that reviewers asked for.
    """

    id: str
    rows: list[int]
    levels: list[str]
    question: Sentence
    why: Sentence
    basis: list[BasisInReport]


class FileInReport(Strict):
    """A file by name and SHA-256."""

    name: str
    sha256: str


class PlanInReport(Strict):
    """A plan by its code, level, title, owner and years (`2566-2570`)."""

    code: str
    level: str
    title: str
    owner: str
    years: str


class Submission(Strict):
    """A plan that was judged, how many nodes of each kind it holds, and the files it came from.

    `codes` lists the codes of these nodes by kind, so that a later report can tell what is mended from what was taken out.
    """

    plan: PlanInReport
    files: list[FileInReport]
    counts: dict[str, int]
    codes: dict[str, list[str]] = Field(default_factory=dict)


class NoteInReport(Strict):
    """A note on reading."""

    place: PlaceInReport
    says: Sentence


class NotReadInReport(Strict):
    """Something that was not read, and why."""

    file: str
    what: Sentence
    why: Sentence


class ChainStrategy(Strict):
    """A strategy of a submitted plan in the chain's picture.

    `projects` is the number of projects under it, `budget` their baht in all years, as written in decimal. `supports` lists
    the strategies above that it names (PLAN/CODE, those that could be followed), `broken` the references that lead nowhere,
    `not_given` those into a plan or code list that was not given, of which nobody can
    say whether they lead somewhere. `reaches` lists the levels to which a path leads, from its own upward.
    """

    plan: str
    level: str
    code: str
    name: str
    projects: int
    budget: str
    supports: list[str]
    broken: list[str]
    not_given: list[str] = Field(default_factory=list)
    reaches: list[str]


class ProposedChange(Strict):
    """One change of a code that would mend broken links. Nothing is ever changed by the program.

    `reference`: `old` is to be written as `new` at all `places`, which stands for the node `kind` `name`. `node`: a node that
    nobody refers to is to bear the code that others name. `twin`: one of two nodes with one code is to bear another.
    `links` is the number of references that are mended; `mends` the fingerprints of findings that fall away with it, among
    them those that it explains. `alternatives` are changes that stand in another set of as few changes.
    """

    what: Literal["reference", "node", "twin"]
    plan: str
    kind: str
    old: str
    new: str
    name: str
    places: list[PlaceInReport]
    links: int
    mends: list[str]
    says: Sentence
    why: Sentence
    alternatives: list[Sentence] = Field(default_factory=list)


class Unmended(Strict):
    """A broken reference, circle or code used twice for which no change of a code can be proposed, and why."""

    plan: str
    node: NodeInReport
    place: PlaceInReport
    written: str
    why: Sentence


class Proposals(Strict):
    """The fewest changes of codes that mend the broken links of the submission together.

    `broken` counts the broken links and the codes used twice, `mended` those that `changes` mend; the rest are `unmended`.
    The changes were tried on a copy: `findings_gone` and `findings_new` say how many findings the report would lose and gain.
    `unique` is false where another set of as few changes of as like codes would do; `gave_up` is true where the search was
    stopped at its limit for some of them.
    """

    changes: list[ProposedChange]
    unmended: list[Unmended]
    broken: int
    mended: int
    findings_gone: int
    findings_new: int
    unique: bool
    gave_up: bool


class Tool(Strict):
    """The program that wrote the report."""

    name: str
    version: str


class ChangeInReport(Strict):
    """One thing in which the rules of this check differ from the built-in ones, and why.

    `regraded` (severity `before` and `after`), `left-out`, `set` (a `parameter`, in words `parameter_name`; null: nobody states a value), or a rule
    of the folder given with `--rules`: `added`, or `replaced` where it takes the place of a built-in one.
    """

    what: Literal["added", "replaced", "regraded", "left-out", "set"]
    rule: str
    title: Sentence
    parameter: str | None = None
    parameter_name: Sentence | None = None
    before: str | None = None
    after: str | None = None
    reason: Sentence | None = None


class RulebookInReport(Strict):
    """The rulebook's version, its hash (SHA-256, hexadecimal), the profile in force and what it changed.

    `levels` lists the levels that the profile is for, where it is not for all: rules of others are not in force.
    """

    version: str
    hash: str
    profile: str
    profile_title: Sentence | None = None
    levels: list[str] = Field(default_factory=list)
    changes: list[ChangeInReport] = Field(default_factory=list)


class Engines(Strict):
    """Which engines judged; `agreed` is true where two did and gave equal verdicts, null where only one ran."""

    ran: list[str]
    agreed: bool | None


class Report(Strict):
    """Everything that a page, a table or a program needs to know of one check."""

    schema_: Literal["oneplan-report/1"] = Field(default=SCHEMA, alias="schema", serialization_alias="schema")
    tool: Tool
    rulebook: RulebookInReport
    as_of: str
    engines: Engines
    submissions: list[Submission]
    context: list[PlanInReport]
    context_files: list[FileInReport]
    rules: list[RuleTally]
    findings: list[Finding]
    undecided: list[Undecided]
    waivers: list[WaiverInReport] = Field(default_factory=list)
    checklist: list[QuestionInReport] = Field(default_factory=list)
    scores: list[ScoreSheet] = Field(default_factory=list)
    chain: list[ChainStrategy]
    above: list[ChainStrategy]
    figures: list[PlanFigures] = Field(default_factory=list)
    proposals: Proposals | None = None
    notes: list[NoteInReport]
    not_read: list[NotReadInReport]

    def to_json(self) -> str:
        """The report as JSON: the same report gives the same bytes."""
        return self.model_dump_json(by_alias=True, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Report:
        """The report that `to_json` wrote."""
        return cls.model_validate_json(text)


def report_schema() -> dict[str, Any]:
    """The JSON Schema of a report."""
    return Report.model_json_schema(by_alias=True, mode="serialization")


def fingerprint(rule: str, plan: str, kind: str, code_key: str, twin: int = 0) -> str:
    """16 hexadecimal digits that stay the same as long as rule, plan and node code do. `twin` tells nodes of one code apart."""
    parts = [rule, plan, kind, code_key, *([str(twin)] if twin else [])]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
