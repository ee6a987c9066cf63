"""The page that maps everything reviewers asked for to the rules that check it and the questions put to people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from checker.authoring.pages import MARK, cell, link_to
from checker.checklist import Question, Row
from checker.rule import Basis
from checker.rulebook import Rulebook

_CONFIRMED: Final = {True: "✓", False: "○"}
_ACROSS: Final = {"any": "ทุกระดับ · any", "across": "ระหว่างระดับ · across", "annual": "รายปี · annual"}


def coverage_page(rulebook: Rulebook, rows: Sequence[Row], questions: Sequence[Question]) -> str:
    """Every row with its rules and questions, every question, and every source with how often it is rested on."""
    lines = [
        MARK,
        "# แถวที่ผู้พิจารณาต้องการ · What reviewers asked for\n",
        "✓ มีผู้ยืนยันแหล่งอ้างอิงแล้ว ○ ยังไม่มีผู้ยืนยัน · *✓ somebody has confirmed the source; ○ nobody has.*\n",
        "| # | ของ · Of | ต้องเป็นอย่างไร · What must hold | กฎ · Rules | คำถามถึงคน · Questions | อ้างอิง · Basis |",
        "|---|---|---|---|---|---|",
        *(_row(row, rulebook, questions) for row in rows),
        "\n## คำถามถึงผู้พิจารณา · Questions for the reviewer\n",
        "| | แผน · Plans | คำถาม · Question | เหตุที่เครื่องตัดสินไม่ได้ · Why no machine can tell | อ้างอิง · Basis |",
        "|---|---|---|---|---|",
        *(_question(question) for question in questions),
        "\n## แหล่งอ้างอิง · Sources\n",
        "| | แหล่งอ้างอิง · Source | กฎ · Rules | คำถาม · Questions |",
        "|---|---|---|---|",
        *_sources(rulebook, questions),
    ]
    return "\n".join(lines) + "\n"


def uncovered(rulebook: Rulebook, rows: Sequence[Row], questions: Sequence[Question]) -> list[int]:
    """The rows that neither a rule in force nor a question answers to."""
    answered = {row for rule in rulebook.in_force for row in rule.rows} | {row for one in questions for row in one.rows}
    return [row.row for row in rows if row.row not in answered]


def _row(row: Row, rulebook: Rulebook, questions: Sequence[Question]) -> str:
    rules = [rule for rule in rulebook.in_force if row.row in rule.rows]
    asked = [question for question in questions if row.row in question.rows]
    shown = ", ".join(link_to(rule, rulebook) for rule in rules) or "–"
    ids = ", ".join(f"[{one.id}](#{one.id.lower()})" for one in asked) or "–"
    basis = _basis(
        basis for stated in (*(one.basis for one in rules), *(one.basis for one in asked)) for basis in stated
    )
    return (
        f"| {row.row} | {_ACROSS.get(row.of, row.of)} | {cell(row.th)}<br>{cell(row.en)} | {shown} | {ids} | {basis} |"
    )


def _question(one: Question) -> str:
    levels = ", ".join(one.levels) or _ACROSS["any"]
    said, why = (f"{cell(words.th)}<br>{cell(words.en)}" for words in (one.question, one.why))
    return f'| <a id="{one.id.lower()}"></a>{one.id} | {levels} | {said} | {why} | {_basis(one.basis)} |'


def _basis(basis: Iterable[Basis]) -> str:
    """Each source once, marked confirmed or not."""
    confirmed: dict[str, bool] = {}
    for one in basis:
        confirmed[one.source] = confirmed.get(one.source, True) and one.confirmed
    return ", ".join(f"{_CONFIRMED[confirmed[source]]} {source}" for source in sorted(confirmed)) or "–"


def _sources(rulebook: Rulebook, questions: Sequence[Question]) -> Iterable[str]:
    for name in sorted(rulebook.sources):
        source = rulebook.sources[name]
        rules = sum(any(basis.source == name for basis in rule.basis) for rule in rulebook.in_force)
        asked = sum(any(basis.source == name for basis in one.basis) for one in questions)
        note = f"<br>{cell(source.note.th)} · {cell(source.note.en)}" if source.note else ""
        yield f"| {_CONFIRMED[source.confirmed]} {name} | {cell(source.title.th)}<br>{cell(source.title.en)}{note} | {rules} | {asked} |"
