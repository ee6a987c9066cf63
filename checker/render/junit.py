"""The report as JUnit XML, in which build servers show what was tested: a suite a plan, a test case a rule.

JUnit knows no warnings. A rule fails its test case where it found something that makes `oneplan check` exit with 1; what is
less grave stands in the output of a case that passes, so that a build is red exactly when the command says so. A rule that
could not run, that leaves verdicts open or that found nothing to look at is skipped with its reason, and never passes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Final
from xml.etree import ElementTree as Xml

from checker.finding import Finding, Report, RuleTally, Severity, Submission, Undecided
from checker.render.plain import evidence_lines, waiver_line
from checker.render.table import rows
from checker.render.wording import Language, Words, visible
from checker.text import Sentence

MUST: Final[tuple[Severity, ...]] = ("error",)
_NO_TIME: Final = "0"  # the same report gives the same bytes


def junit(report: Report, language: Language, failing: Collection[Severity] = MUST) -> str:
    """The report as JUnit XML. Findings of the severities in `failing` that are not waived fail their test case.

    Every finding stands in the text of one test case with its fingerprint; the same report gives the same bytes.
    """
    root = Xml.Element("testsuites", name=report.tool.name)
    suites = [*_Suites(report, language, failing).written()]
    for attribute in ("tests", "failures", "errors"):
        root.set(attribute, str(sum(int(suite.get(attribute, "0")) for suite in suites)))
    root.set("time", _NO_TIME)
    root.extend(suites)
    Xml.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{Xml.tostring(root, encoding="unicode")}\n'


class _Suites:
    """One report as suites."""

    def __init__(self, report: Report, language: Language, failing: Collection[Severity]) -> None:
        self.report = report
        self.words = Words(language)
        self.failing = failing
        found = {one.fingerprint: one for one in report.findings}
        self.findings: dict[tuple[str, str], list[Finding]] = defaultdict(list)
        for row in rows(report):
            self.findings[row.plan, row.rule].append(found[row.fingerprint])
        self.open: dict[tuple[str, str], list[Undecided]] = defaultdict(list)
        for one in report.undecided:
            self.open[one.plan, one.rule].append(one)

    def written(self) -> Iterator[Xml.Element]:
        """A suite for each plan; one more for ourselves where the engines disagree."""
        submitted = {one.plan.code: one for one in self.report.submissions}
        found = {one.plan: one.node.level for one in self.report.undecided}
        found |= {one.plan: one.node.level for one in self.report.findings}
        levels = found | {code: one.plan.level for code, one in submitted.items()}
        for plan in [*submitted, *sorted(found.keys() - submitted.keys())]:
            cases = [self.case(rule, plan, levels[plan]) for rule in self.report.rules if self.concerns(rule, plan)]
            given = submitted.get(plan)
            name = f"{plan} {given.plan.title}".strip() if given else plan
            yield self.suite(name, cases, self.not_read(given))
        if self.report.engines.agreed is False:
            case = Xml.Element("testcase", name="engines", classname="oneplan", time=_NO_TIME)
            Xml.SubElement(case, "error", message=self.words.say("verdict.disagreed"), type="engine")
            yield self.suite(self.report.tool.name, [case], [])

    def concerns(self, rule: RuleTally, plan: str) -> bool:
        """Whether the rule was there to look at `plan`; a report of an earlier version does not say of which plans."""
        if self.findings[plan, rule.id] or self.open[plan, rule.id] or plan in rule.plans:
            return True
        return rule.concerns and not rule.plans and any(one.plan.code == plan for one in self.report.submissions)

    def suite(self, name: str, cases: Sequence[Xml.Element], unread: Sequence[str]) -> Xml.Element:
        """A suite with its counts, and what the reader of the build log has to know of it."""
        counts = {kind: sum(case.find(kind) is not None for case in cases) for kind in ("failure", "error", "skipped")}
        suite = Xml.Element(
            "testsuite",
            name=visible(name),
            tests=str(len(cases)),
            failures=str(counts["failure"]),
            errors=str(counts["error"]),
            skipped=str(counts["skipped"]),
            time=_NO_TIME,
            timestamp=f"{self.report.as_of}T00:00:00",
        )
        properties = Xml.SubElement(suite, "properties")
        book = self.report.rulebook
        for key, value in (
            ("version", self.report.tool.version),
            ("rulebook", f"{book.version} {book.hash}"),
            ("profile", book.profile),
        ):
            Xml.SubElement(properties, "property", name=key, value=visible(value))
        suite.extend(cases)
        if unread:
            Xml.SubElement(suite, "system-err").text = "\n".join(unread)
        return suite

    def case(self, rule: RuleTally, plan: str, level: str) -> Xml.Element:
        """What became of one rule in one plan."""
        words, found = self.words, self.findings[plan, rule.id]
        case = Xml.Element(
            "testcase", name=f"{rule.id} {words.told(rule.title)}", classname=visible(f"oneplan.{level}"), time=_NO_TIME
        )
        grave = [one for one in found if one.waiver is None and one.severity in self.failing]
        if grave:
            more = words.say("junit.findings", count=len(grave), first=words.told(grave[0].message))
            failure = Xml.SubElement(case, "failure", message=more, type=rule.severity)
            failure.text = self.text(grave)
        elif reasons := self.skipped(rule, plan):
            Xml.SubElement(case, "skipped", message=" · ".join(reasons))
        rest = [one for one in found if one not in grave]
        if rest:
            Xml.SubElement(case, "system-out").text = self.text(rest)
        return case

    def skipped(self, rule: RuleTally, plan: str) -> list[str]:
        """Why nobody can say that the rule passes, where nobody can."""
        words = self.words
        if rule.not_checked is not None:
            return [words.told(rule.not_checked)]
        counts: dict[Sentence, int] = defaultdict(int)
        for one in self.open[plan, rule.id]:
            counts[one.why] += 1
        if counts:
            return [
                f"{words.say('finding.undecided', count=count)}: {words.told(why)}" for why, count in counts.items()
            ]
        return [words.say("junit.empty")] if rule.examined == rule.not_applicable else []

    def text(self, found: Sequence[Finding]) -> str:
        """Each finding with its place, its fix and what proves it, a blank line between them."""
        return "\n\n".join("\n".join(self.lines(one)) for one in found)

    def lines(self, one: Finding) -> list[str]:
        """One finding, its fault first."""
        words = self.words
        return [
            f"{words.severity(one.severity)}: {words.told(one.message)}",
            f"{words.say('finding.fix')}: {words.told(one.fix)}",
            words.place(one.place),
            *evidence_lines(one, words),
            *([visible(waiver_line(one.waiver, words))] if one.waiver else []),
            one.fingerprint,
        ]

    def not_read(self, submission: Submission | None) -> list[str]:
        """What was not read of the plan's own files, or of files that are no plan's."""
        own = {one.name for one in submission.files} if submission else set()
        others = {one.name for given in self.report.submissions for one in given.files} - own
        return [
            f"{visible(one.file)}: {self.words.told(one.what)} – {self.words.told(one.why)}"
            for one in self.report.not_read
            if one.file not in others
        ]
