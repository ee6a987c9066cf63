"""The parts of a finding as plain lines of text, for the formats that have no markup: tables, SARIF, JUnit."""

from __future__ import annotations

from typing import assert_never

from checker.finding import BasisInReport, Evidence, Finding, PlaceInReport, Report, Waiver
from checker.render.grouping import Sorted, Verdict
from checker.render.wording import Words, visible


def basis_line(one: BasisInReport, words: Words) -> str:
    """What demands a rule: the source's title, its clause, and whether somebody has yet to confirm them."""
    say = words.say
    parts = [words.told(one.title)]
    if one.clause:
        parts.append(say("basis.clause", clause=one.clause))
    line = ", ".join(parts)
    if one.confirmed:
        return line
    return f"{line} ({say('basis.clause_unconfirmed') if one.clause else say('basis.unconfirmed')})"


def evidence_line(one: Evidence, words: Words, here: PlaceInReport | None = None) -> str:
    """One thing that was found out, and where, unless it stands at the place `here`."""
    line = f"{words.told(one.label)}: {words.told(one.value)}"
    return line if one.place is None or one.place == here else f"{line} ({words.place(one.place)})"


def evidence_lines(finding: Finding, words: Words) -> list[str]:
    """All that was found out about a finding, a line each."""
    return [evidence_line(one, words, finding.place) for one in finding.evidence]


def waiver_line(one: Waiver, words: Words) -> str:
    """Why a finding is waived, who granted it and until when."""
    return words.say("table.waived", reason=one.reason, by=one.granted_by, until=words.date(one.until))


def verdict_line(verdict: Verdict, words: Words) -> str:
    """The verdict in one line."""
    match verdict.kind:
        case "disagreed":
            return words.say("verdict.disagreed")
        case "idle":
            return words.say("verdict.idle")
        case "error":
            return words.say("verdict.error", count=verdict.count)
        case "warning":
            return words.say("verdict.warning", count=verdict.count)
        case "advice":
            return words.say("verdict.advice", count=verdict.count)
        case "clean":
            return words.say("verdict.clean")
    assert_never(verdict.kind)


def about(report: Report, seen: Sorted, words: Words) -> list[tuple[str, str]]:
    """What a list of findings alone does not tell: the verdict, what was not checked and why, and where all of it comes from.

    A line a pair: what it is, and what is to be said of it.
    """
    say, told, complete = words.say, words.told, seen.completeness
    missing = complete.checks - complete.ran
    ran = (
        say("complete.some", ran=complete.ran, checks=complete.checks, missing=missing)
        if missing
        else say("complete.all", checks=complete.checks)
    )
    lines = [(say("heading.summary"), verdict_line(seen.verdict, words)), ("", ran)]
    if complete.undecided:
        lines.append(("", say("complete.undecided", count=complete.undecided)))
    for why, rules in complete.missing:
        lines += [(f"{say('unchecked.not_checked')} {rule.id} {told(rule.title)}", told(why)) for rule in rules]
    lines += [
        (f"{say('reading.not_read')}: {visible(one.file)}", f"{told(one.what)} – {told(one.why)}")
        for one in report.not_read
    ]
    lines += [(words.waivers(status), words.waiver(one)) for status, grants in seen.waivers for one in grants]
    for given in report.submissions:
        plan = given.plan
        names = ", ".join(f"{one.name} ({one.sha256})" for one in given.files)
        lines.append((visible(f"{plan.code} {plan.title}"), visible(names)))
    book = report.rulebook
    lines.append((say("heading.provenance"), say("page.as_of", date=words.date(report.as_of))))
    lines.append((report.tool.name, visible(f"{report.tool.version} · {book.version} · {book.profile} · {book.hash}")))
    return lines
