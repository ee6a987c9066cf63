"""Findings as a table: a row a finding, with what a reader of a spreadsheet sorts and filters by.

The way for every command that writes findings as a table, of one plan or of a whole round:

    found = rows(report)                    # Row: typed, of no language; chain the rows of several reports as you like
    columns("th")                           # Column: key (for programs), heading, width, and `cell(row)` -> text or number
    csv_bytes(found, "th"), xlsx_bytes(found, "th")

Every finding is one row, waived ones and those that another explains too; nothing is left out or shortened, but for a text
longer than a cell of Excel holds, which then says so. Parquet is `{column.key: [column.cell(row) for row in found]}`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from checker.finding import BasisInReport, Evidence, Finding, NodeInReport, PlaceInReport, Report, RuleTally, Severity
from checker.render.grouping import SEVERITIES
from checker.render.plain import basis_line, evidence_line
from checker.render.wording import Language, Words, visible
from checker.text import Sentence
from checker.thai import natural

_BETWEEN: Final = " · "
_NARROW, _MIDDLE, _WIDE, _WIDEST = 10, 18, 30, 52


@dataclass(frozen=True, slots=True)
class Row:
    """One finding with its rule and its plan. `level`, `owner` and `plan_title` are the plan's; the level falls back to the node's.

    `cause` is the fingerprint of the finding that explains this one, else empty; `waived_until` a date (2027-03-31) or empty.
    """

    severity: Severity
    rule: str
    title: Sentence
    plan: str
    plan_title: str
    level: str
    owner: str
    node: NodeInReport
    place: PlaceInReport
    message: Sentence
    fix: Sentence
    rationale: Sentence
    basis: tuple[BasisInReport, ...]
    evidence: tuple[Evidence, ...]
    cause: str
    explains: int
    waived_until: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `key` never changes, whatever the language; `width` counts letters; `cell` tells what stands in it of a row."""

    key: str
    heading: str
    width: int
    cell: Callable[[Row], str | int]


def rows(report: Report) -> list[Row]:
    """A row for every finding of `report`: plan by plan, the gravest first, then by rule and by code."""
    rules = {rule.id: rule for rule in report.rules}
    plans = {one.plan.code: one.plan for one in report.submissions}
    order = {code: at for at, code in enumerate(plans)}

    def rank(one: Finding) -> tuple[object, ...]:
        severity = SEVERITIES.index(one.severity)
        return (order.get(one.plan, len(order)), one.plan, severity, one.rule, natural(one.node.code), one.fingerprint)

    def row(one: Finding) -> Row:
        rule: RuleTally = rules[one.rule]
        plan = plans.get(one.plan)
        return Row(
            severity=one.severity,
            rule=one.rule,
            title=rule.title,
            plan=one.plan,
            plan_title=plan.title if plan else "",
            level=plan.level if plan else one.node.level,
            owner=plan.owner if plan else "",
            node=one.node,
            place=one.place,
            message=one.message,
            fix=one.fix,
            rationale=rule.rationale,
            basis=tuple(rule.basis),
            evidence=tuple(one.evidence),
            cause=one.cause or "",
            explains=one.explains,
            waived_until=one.waiver.until if one.waiver else "",
            fingerprint=one.fingerprint,
        )

    return [row(one) for one in sorted(report.findings, key=rank)]


def columns(language: Language) -> tuple[Column, ...]:
    """The columns from left to right, with their headings and their cells in `language`."""
    words = Words(language)
    say, told = words.say, words.told
    return (
        Column("severity", say("table.severity"), _NARROW, lambda row: words.severity(row.severity)),
        Column("rule", say("table.rule"), _NARROW, lambda row: row.rule),
        Column("title", say("table.title"), _WIDE, lambda row: told(row.title)),
        Column("plan", say("table.plan"), 14, lambda row: visible(row.plan)),
        Column("plan_title", say("table.plan_title"), _WIDE, lambda row: visible(row.plan_title)),
        Column("level", say("table.level"), _MIDDLE, lambda row: words.level(row.level)),
        Column("owner", say("table.owner"), _MIDDLE, lambda row: visible(row.owner)),
        Column("kind", say("table.kind"), _NARROW, lambda row: words.kind(row.node.kind)),
        Column("code", say("table.code"), 12, lambda row: visible(row.node.code)),
        Column("name", say("table.name"), _WIDE, lambda row: visible(row.node.name)),
        Column("unit", say("table.unit"), _MIDDLE, lambda row: visible(row.node.unit or "")),
        Column("file", say("table.file"), _MIDDLE, lambda row: visible(row.place.file)),
        Column("sheet", say("table.sheet"), 14, lambda row: visible(row.place.sheet or "")),
        Column("spot", say("table.spot"), _NARROW, lambda row: visible(words.spot(row.place))),
        Column("message", say("table.message"), _WIDEST, lambda row: told(row.message)),
        Column("fix", say("table.fix"), _WIDEST, lambda row: told(row.fix)),
        Column("evidence", say("table.evidence"), _WIDEST, lambda row: _evidence(row, words)),
        Column("basis", say("table.basis"), _WIDE, lambda row: _BETWEEN.join(basis_line(one, words) for one in row.basis)),
        Column("rationale", say("table.rationale"), _WIDEST, lambda row: told(row.rationale)),
        Column("explains", say("table.explains"), _NARROW, lambda row: row.explains),
        Column("cause", say("table.cause"), _MIDDLE, lambda row: row.cause),
        Column("waived_until", say("table.waived_until"), _MIDDLE, lambda row: words.date(row.waived_until)),
        Column("fingerprint", say("table.fingerprint"), _MIDDLE, lambda row: row.fingerprint),
    )  # fmt: skip


def cells(found: Iterable[Row], language: Language) -> Iterator[list[str | int]]:
    """The cells of each row in turn, column by column."""
    all_columns = columns(language)
    return ([column.cell(row) for column in all_columns] for row in found)


def _evidence(row: Row, words: Words) -> str:
    return _BETWEEN.join(evidence_line(one, words, row.place) for one in row.evidence)
