"""What the comment in a cell says: fault, fix and rule of each finding, in the chosen language and then in the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from checker.finding import Finding, PlaceInReport, Severity
from checker.readers.excel.ours import COMMENT_MARK
from checker.render.terminal import columns
from checker.render.wording import Words

COLOURS: Final[dict[Severity, str]] = {"error": "FF9C0006", "warning": "FF7F6000", "advice": "FF1F4E79"}
MOST_FINDINGS: Final = 12
_QUIET: Final = "FF595959"
_FEW_FINDINGS: Final = 3
_MOST_PROOF: Final = 3
_LONGEST_PROOF: Final = 160
_POINTS_ELSEWHERE: Final = frozenset(
    {"there", "nearest", "twin", "year", "breaks-at", "bound", "summand", "only-first", "only-second"}
)
_LETTERS_A_LINE: Final = 56
_WIDTH: Final = 400
_LINE: Final = 16


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look; a line break is a letter like any other."""

    text: str
    bold: bool = False
    colour: str = "FF000000"


@dataclass(frozen=True, slots=True)
class Box:
    """How wide and tall a comment's box is, in pixels."""

    width: int
    height: int


def remark(findings: Sequence[Finding], words: Words, others: Words) -> list[Run]:
    """What the comment in the cell of `findings`, the gravest first, says; `words` is the chosen language."""
    runs = [Run(COMMENT_MARK, bold=True), *_told(findings[:MOST_FINDINGS], words, others)]
    if len(findings) > MOST_FINDINGS:
        runs.append(Run("\n\n" + words.say("annotate.more", count=len(findings) - MOST_FINDINGS)))
    return runs


def box_for(text: str) -> Box:
    """A box that shows all of `text`."""
    lines = sum(-(-max(columns(line), 1) // _LETTERS_A_LINE) for line in text.splitlines())
    return Box(_WIDTH, lines * _LINE + 12)


def _told(findings: Sequence[Finding], words: Words, others: Words) -> Iterator[Run]:
    for finding in findings:
        yield Run(f"\n{words.severity(finding.severity)}", bold=True, colour=COLOURS[finding.severity])
        fix = words.say("annotate.fix", fix=words.told(finding.fix))
        yield Run(f"\n{words.told(finding.message)}\n{fix}")
        for line in _proof(finding, words) if len(findings) <= _FEW_FINDINGS else ():
            yield Run(f"\n{line}", colour=_QUIET)
        yield Run(f"\n{words.say('annotate.rule', rule=finding.rule)}", colour=_QUIET)
        if finding.waiver is not None:
            yield Run(f" · {words.say('annotate.waived')}", colour=_QUIET)
    yield Run("\n", colour=_QUIET)
    for finding in findings:
        said = f"{others.told(finding.message)} → {others.told(finding.fix)}"
        yield Run(f"\n{others.severity(finding.severity)} {finding.rule}: {said}", colour=_QUIET)


def _proof(finding: Finding, words: Words) -> list[str]:
    """The first evidence that points at another row or file and is not in the sentences already, and how much more there is."""
    said = f"{words.told(finding.message)} {words.told(finding.fix)}"
    found = []
    for one in finding.evidence:
        told = words.told(one.value)
        if one.what in _POINTS_ELSEWHERE and one.place and not _same_row(one.place, finding.place) and told not in said:
            where = words.place(
                one.place.model_copy(update={"file": ""} if one.place.file == finding.place.file else {})
            )
            shown = told if len(told) <= _LONGEST_PROOF else f"{told[:_LONGEST_PROOF]}…"
            found.append(f"{words.told(one.label)}: {shown} · {where}")
    more = len(found) - _MOST_PROOF
    return [*found[:_MOST_PROOF], *([words.say("annotate.proof", count=more)] if more > 0 else [])]


def _same_row(one: PlaceInReport, other: PlaceInReport) -> bool:
    return (one.file, one.sheet, one.row, one.line) == (other.file, other.sheet, other.row, other.line)
