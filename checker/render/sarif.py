"""The report as SARIF 2.1.0, the OASIS format in which code hosts and editors show what a checker found.

A line of a YAML, JSON, XML or CSV file is a region; a cell of a workbook is a logical location, because a workbook has no
lines. Waived findings are there, suppressed. A verdict that stays open is no result, for many programs show every result as a
fault: it is told among the notifications, as are notes on reading and rules that could not run.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final, assert_never
from urllib.parse import quote

from checker.finding import Evidence, Finding, PlaceInReport, Report, RuleTally, Severity
from checker.render.grouping import Sorted, sorted_report
from checker.render.plain import basis_line, evidence_lines, waiver_line
from checker.render.wording import Language, Words, visible
from checker.text import Sentence

SCHEMA_URI: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT: Final = "oneplan/v1"

Json = dict[str, Any]


def sarif(report: Report, language: Language) -> str:
    """The report as a SARIF log of one run, its sentences in `language` first; the same report gives the same bytes.

    Every finding is one result, whose partial fingerprint is the finding's own.
    """
    log = {"$schema": SCHEMA_URI, "version": "2.1.0", "runs": [_Run(report, language).written()]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


class _Run:
    """One report as one run."""

    def __init__(self, report: Report, language: Language) -> None:
        self.report = report
        self.words = Words(language)
        self.other = Words("en" if language == "th" else "th")
        self.sorted: Sorted = sorted_report(report)
        self.rule_at = {rule.id: at for at, rule in enumerate(report.rules)}
        self.artifacts = _artifacts(report)
        self.file_at = {one["location"]["uri"]: at for at, one in reversed([*enumerate(self.artifacts)])}

    def written(self) -> Json:
        """The run, without anything that depends on when or where it is written."""
        report, language = self.report, self.words.language
        plans = "+".join(_uri(one.plan.code) for one in report.submissions)
        return {
            "tool": {"driver": self.driver(self.words) | {"notifications": self.descriptors()}},
            "translations": [self.translation()],
            "language": language,
            "automationDetails": {"id": f"oneplan/{_uri(report.rulebook.profile)}/{plans}/{report.as_of}"},
            "columnKind": "unicodeCodePoints",
            "artifacts": self.artifacts,
            "invocations": [
                {
                    "executionSuccessful": report.engines.agreed is not False,
                    "toolExecutionNotifications": self.notifications(),
                }
            ],
            "results": [self.result(one) for one in report.findings],
            "properties": {
                "asOf": report.as_of,
                "engines": report.engines.ran,
                "profile": visible(report.rulebook.profile),
                "rulebookVersion": report.rulebook.version,
                "rulebookHash": report.rulebook.hash,
            },
        }

    def driver(self, words: Words) -> Json:
        """The program and its rules, in the language of `words`."""
        return {
            "name": self.report.tool.name,
            "version": self.report.tool.version,
            "language": words.language,
            "rules": [_descriptor(rule, words) for rule in self.report.rules],
        }

    def translation(self) -> Json:
        """The rules in the other language, as SARIF keeps translations."""
        name = self.report.tool.name
        return self.driver(self.other) | {
            "contents": ["localizedData"],
            "associatedComponent": {"name": name},
            "translationMetadata": {"name": f"{name} ({self.other.language})"},
        }

    def descriptors(self) -> list[Json]:
        """What kinds of notifications there are."""
        say = self.words.say
        kinds = (
            ("disagreed", say("verdict.disagreed")),
            ("not-checked", say("heading.unchecked")),
            ("undecided", say("unchecked.undecided")),
            ("waiver", say("heading.waivers")),
            ("not-read", say("reading.not_read")),
            ("note", say("heading.reading")),
        )
        return [{"id": name, "shortDescription": {"text": text}} for name, text in kinds]

    def result(self, one: Finding) -> Json:
        """A finding. `suppressions` is always there: SARIF wants it of all results or of none."""
        words = self.words
        waived = [one.waiver] if one.waiver else []
        related = [proof for proof in one.evidence if proof.place is not None and proof.place != one.place]
        return {
            "ruleId": one.rule,
            "ruleIndex": self.rule_at[one.rule],
            "level": _level(one.severity),
            "message": _message(_said(one, words)),
            "locations": [self.location(one.place) | {"logicalLocations": _logical(one, words)}],
            "relatedLocations": [self.related(at, proof) for at, proof in enumerate(related)],
            "partialFingerprints": {FINGERPRINT: one.fingerprint},
            "suppressions": [
                {"kind": "external", "status": "accepted", "justification": visible(waiver_line(waiver, words))}
                for waiver in waived
            ],
            "properties": {
                "plan": visible(one.plan),
                "cause": one.cause,
                "explains": one.explains,
                "evidence": evidence_lines(one, words),
                "translated": {self.other.language: _said(one, self.other)},
            },
        }

    def related(self, at: int, proof: Evidence) -> Json:
        """Another place that bears on a finding, and why."""
        assert proof.place is not None
        said = f"{self.words.told(proof.label)}: {self.words.told(proof.value)}"
        return {"id": at, **self.location(proof.place), "message": _message(said)}

    def location(self, place: PlaceInReport) -> Json:
        """A file, with the line where it has lines, or the cell where it has sheets."""
        uri = _uri(place.file)
        known = {"index": self.file_at[uri]} if uri in self.file_at else {}
        physical: Json = {"artifactLocation": {"uri": uri, **known}}
        if place.line is not None:
            physical["region"] = {"startLine": place.line}
        cell = _cell(place)
        return {"physicalLocation": physical} | ({"logicalLocations": [cell]} if cell else {})

    def notifications(self) -> list[Json]:
        """Everything that bears on how complete the results are."""
        words, say, report = self.words, self.words.say, self.report
        rules = {rule.id: rule for rule in report.rules}
        told = []
        if report.engines.agreed is False:
            told.append(_notification("disagreed", "error", say("verdict.disagreed")))
        for rule in report.rules:
            if rule.not_checked is not None and rule.concerns:
                text = f"{words.told(rule.title)} – {words.told(rule.not_checked)}"
                told.append(_notification("not-checked", "warning", text) | self.associated(rule))
        for (rule_id, why), places in _open(report).items():
            rule = rules[rule_id]
            text = f"{say('finding.undecided', count=len(places))}: {words.told(rule.title)} – {words.told(why)}"
            at = [self.location(place) for place in places]
            told.append(_notification("undecided", "note", text, at) | self.associated(rule))
        for status, grants in self.sorted.waivers:
            text = f"{words.waivers(status)} {' · '.join(words.waiver(one) for one in grants)}"
            told.append(_notification("waiver", "warning", text))
        for lost in report.not_read:
            text = f"{words.told(lost.what)} – {words.told(lost.why)}"
            told.append(_notification("not-read", "warning", text, [self.location(PlaceInReport(file=lost.file))]))
        for note in self.sorted.notes:
            at = [self.location(place) for place in note.places]
            told.append(_notification("note", "note", words.told(note.says), at))
        return told

    def associated(self, rule: RuleTally) -> Json:
        """The rule that a notification is about."""
        return {"associatedRule": {"id": rule.id, "index": self.rule_at[rule.id]}}


def _descriptor(rule: RuleTally, words: Words) -> Json:
    """A rule: what it looks for, why, how to mend what it finds, and what demands it."""
    basis = [basis_line(one, words) for one in rule.basis]
    return {
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": words.told(rule.title)},
        "fullDescription": {"text": words.told(rule.rationale)},
        "help": {"text": "\n".join([words.told(rule.rationale), words.told(rule.fix), *basis])},
        "defaultConfiguration": {"level": _level(rule.severity)},
        "properties": {
            "concerns": rule.concerns,
            "examined": rule.examined,
            "pass": rule.passed,
            "fail": rule.fail,
            "notApplicable": rule.not_applicable,
            "undecided": rule.undecided,
            "waived": rule.waived,
        },
    }


def _artifacts(report: Report) -> list[Json]:
    """Every file that was read, once, with its hash; those that were judged first."""
    roles: dict[tuple[str, str], str] = {}
    for given in report.submissions:
        roles |= {(one.name, one.sha256): "analysisTarget" for one in given.files}
    for one in report.context_files:
        roles.setdefault((one.name, one.sha256), "referencedOnCommandLine")
    return [
        {"location": {"uri": _uri(name)}, "roles": [role], "hashes": {"sha-256": digest}}
        for (name, digest), role in roles.items()
    ]


def _open(report: Report) -> dict[tuple[str, Sentence], list[PlaceInReport]]:
    """Where verdicts stay open, by rule and reason."""
    found: dict[tuple[str, Sentence], list[PlaceInReport]] = {}
    for one in sorted(report.undecided, key=lambda one: (one.rule, one.why.th)):
        found.setdefault((one.rule, one.why), []).append(one.place)
    return found


def _notification(kind: str, level: str, text: str, at: Sequence[Json] = ()) -> Json:
    once = {json.dumps(place, sort_keys=True): place for place in at}
    said = {"descriptor": {"id": kind}, "level": level, "message": _message(text)}
    return said | ({"locations": [*once.values()]} if once else {})


def _level(severity: Severity) -> str:
    match severity:
        case "error":
            return "error"
        case "warning":
            return "warning"
        case "advice":
            return "note"
    assert_never(severity)


def _said(one: Finding, words: Words) -> str:
    """The fault, then the fix, each on a line of its own."""
    return f"{words.told(one.message)}\n{words.say('finding.fix')}: {words.told(one.fix)}"


def _message(text: str) -> Json:
    """A message whose braces and brackets are the submitter's own, and neither placeholders nor links of SARIF."""
    return {"text": visible(text).replace("{", "{{").replace("}", "}}").replace("](", "] (")}


def _logical(one: Finding, words: Words) -> list[Json]:
    """The cell, where there is one, and the node in its plan."""
    cell = _cell(one.place)
    node = one.node
    name = visible(f"{one.plan}/{node.code}")
    known = {"fullyQualifiedName": name, "decoratedName": words.node(node), "kind": node.kind}
    return [*([cell] if cell else []), {"name": visible(node.code), **known}]


def _cell(place: PlaceInReport) -> Json | None:
    """The cell or row of a place as `sheet!cell`; None where it has neither."""
    spot = place.cell or (None if place.row is None else str(place.row))
    if spot is None:
        return None
    name = f"{place.sheet}!{spot}" if place.sheet else spot
    return {"name": spot, "fullyQualifiedName": visible(name), "kind": "cell" if place.cell else "row"}


def _uri(name: str) -> str:
    """`name` as a relative reference, every character but those of plain words as its bytes."""
    return quote(visible(name).replace("\\", "/"), safe="/")
