"""The reviewer's checklist: what no machine can judge, loaded strictly or refused whole, and the rows it answers to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import Field

from checker.chain import built_in_chain
from checker.errors import Fault, RulebookFault
from checker.finding import QuestionInReport, Report
from checker.folders import built_in
from checker.located import Listing, Located, NotPlainData, line_of
from checker.located import Mapping as LocatedMapping
from checker.place import Place
from checker.rule import Basis
from checker.rule_files import RuleFiles
from checker.rulebook import Rulebook
from checker.stated import Names
from checker.strict import Strict, validated
from checker.text import Sentence, nearest

CHECKLIST: Final = "checklist.yaml"
ROWS: Final = "rows.yaml"


class Question(Strict):
    """What a person has to judge on a plan of `levels` (any where none is named), and why no machine can tell."""

    id: str = Field(pattern=r"^[A-Z]{3}-[0-9]{3}$")
    rows: list[int] = Field(default_factory=list)
    levels: Names = ()
    question: Sentence
    why: Sentence
    basis: list[Basis] = Field(min_length=1)


class Questions(Strict):
    """A file of questions."""

    questions: list[Question]


class Row(Strict):
    """One thing that reviewers asked for, in our own short words; `of` is a level, `any`, `across` or `annual`."""

    row: int
    of: str
    th: str
    en: str


class Rows(Strict):
    """The file of rows."""

    rows: list[Row]


@cache
def built_in_rows() -> tuple[Row, ...]:
    """Everything that reviewers asked for. Raises RulebookFault where the file is at fault."""
    files = RuleFiles()
    document = files.read(built_in("rules") / ROWS, ROWS)
    if document is None:
        raise RulebookFault(files.faults)
    try:
        return tuple(validated(Rows, document, ROWS).rows)
    except NotPlainData as error:
        raise RulebookFault(error.faults) from error


def load_checklist(rulebook: Rulebook, extra: Path | None = None) -> tuple[Question, ...]:
    """The built-in questions, with those of folder `extra` added or put in their place, sorted by id.

    Raises RulebookFault with every fault of the files and its line.
    """
    files = RuleFiles()
    found: dict[str, Question] = {}
    for folder in (built_in("rules"), extra):
        path = folder / CHECKLIST if folder else None
        document = files.read(path, CHECKLIST) if path and path.is_file() else None
        if document is None:
            continue
        try:
            questions = validated(Questions, document, CHECKLIST).questions
        except NotPlainData as error:
            files.faults += error.faults
            continue
        for at, question in enumerate(questions):
            says = _complaints(question, questions[:at], rulebook)
            files.faults += [Fault(Place(CHECKLIST, line=_line(document, at)), one) for one in says]
        found |= {question.id: question for question in questions}
    if files.faults:
        raise RulebookFault(files.faults)
    return tuple(found[name] for name in sorted(found))


def with_checklist(report: Report, questions: Sequence[Question], rulebook: Rulebook) -> Report:
    """`report` with the questions that concern a plan of it."""
    levels = {submission.plan.level for submission in report.submissions}
    concern = [one for one in questions if not one.levels or not levels.isdisjoint(one.levels)]
    return report.model_copy(update={"checklist": [_in_report(one, rulebook) for one in concern]})


def _in_report(question: Question, rulebook: Rulebook) -> QuestionInReport:
    return QuestionInReport(
        id=question.id,
        rows=question.rows,
        levels=list(question.levels),
        question=question.question,
        why=question.why,
        basis=rulebook.told(question.basis),
    )


def _complaints(question: Question, before: Sequence[Question], rulebook: Rulebook) -> list[Sentence]:
    said = [
        _unknown("ระดับ", "level", level, list(built_in_chain().levels))
        for level in question.levels
        if level not in built_in_chain().levels
    ]
    rows = [str(one.row) for one in built_in_rows()]
    said += [_unknown("แถว", "row", str(row), rows) for row in question.rows if str(row) not in rows]
    for basis in question.basis:
        if basis.source not in rulebook.sources:
            said.append(_unknown("แหล่งอ้างอิง", "source", basis.source, list(rulebook.sources)))
        if basis.clause is not None and not basis.confirmed:
            said.append(
                Sentence(
                    th="ข้อกฎหมายที่ยังไม่มีใครยืนยัน ให้เขียน null หรือยืนยันก่อน",
                    en="A clause that nobody has confirmed is not printed. Write null, or confirm it.",
                )
            )
    if any(one.id == question.id for one in before):
        th, en = f"รหัส {question.id} ใช้แล้วข้างต้น ให้ใช้รหัสใหม่", f"Id {question.id} stands above already. Take a new one."
        said.append(Sentence(th=th, en=en))
    return said


def _unknown(what_th: str, what: str, name: str, known: Sequence[str]) -> Sentence:
    close = nearest(name, known, most=1)
    hint_th, hint = (f" ใกล้เคียงที่สุดคือ {close[0]}", f" The nearest is {close[0]}.") if close else ("", "")
    return Sentence(th=f"ไม่มี{what_th} “{name}”{hint_th}", en=f"There is no {what} “{name}”.{hint}")


def _line(document: Located, at: int) -> int:
    listing = document.items["questions"] if isinstance(document, LocatedMapping) else None
    return line_of(listing.items[at], ()) if isinstance(listing, Listing) else 1
