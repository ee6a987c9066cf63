"""The parts of a finding as plain lines of text, for the formats that have no markup: tables, SARIF, JUnit."""

from __future__ import annotations

from checker.finding import BasisInReport, Evidence, Finding, PlaceInReport, Waiver
from checker.render.wording import Words


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
