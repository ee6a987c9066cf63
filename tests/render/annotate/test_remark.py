"""What the comment in a cell says of the evidence: what stands elsewhere, and how much more there is."""

from __future__ import annotations

from checker.finding import Evidence, Finding, PlaceInReport
from checker.render.annotate.remark import remark
from checker.render.wording import Words
from checker.text import Sentence, same
from tests.render.reports import finding, node, rule


def at(row: int, sheet: str = "ผ.02", file: str = "plan.xlsx") -> PlaceInReport:
    return PlaceInReport(file=file, sheet=sheet, row=row, column="D", cell=f"D{row}")


def summand(said: str, place: PlaceInReport | None) -> Evidence:
    return Evidence(what="summand", label=Sentence(th="ตัวบวก", en="Summand"), value=same(said), place=place)


_RULE = rule("TOT-900", "error", "ยอดไม่ตรง", "Total is off")
REPORTED: Finding = finding(_RULE, node("total", "T1", "รวม"), at(9), same("ต่างกัน"), same("แก้ไข"))


def told(*evidence: Evidence, findings: int = 1) -> list[str]:
    """The lines of the comment of a total in row 9 with this evidence, as far as they tell of it."""
    one = REPORTED.model_copy(update={"evidence": list(evidence), "place": at(9)})
    words = "".join(run.text for run in remark([one] * findings, Words("en"), Words("th")))
    return [line for line in words.splitlines() if "Summand" in line or "more" in line]


def test_evidence_of_another_row_or_file_is_told_with_its_place() -> None:
    lines = told(summand("P1: 5", at(4)), summand("P2: 6", at(3, file="other.xlsx")))
    assert lines == ["Summand: P1: 5 · ผ.02 › D4", "Summand: P2: 6 · other.xlsx › ผ.02 › D3"]


def test_evidence_of_the_same_row_or_without_a_place_is_left_to_the_report() -> None:
    assert told(summand("2566: 5", at(9)), summand("and 2 more", None)) == []


def test_what_is_too_much_for_the_cell_is_counted() -> None:
    lines = told(*(summand(f"P{n}", at(n)) for n in range(1, 6)))
    assert [line[:11] for line in lines] == ["Summand: P1", "Summand: P2", "Summand: P3", "2 more piec"]


def test_a_cell_with_many_findings_has_no_room_for_evidence() -> None:
    assert told(summand("P1", at(4)), findings=4) == []
