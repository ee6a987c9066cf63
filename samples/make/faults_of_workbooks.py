"""The single faults of a workbook on the official forms."""

from __future__ import annotations

from faulty import Redrawn
from make_workbook import read
from openpyxl import Workbook


def small() -> dict:
    """Two strategies of the plan of Sai Yoi with three projects a table: enough for a workbook with a fault."""
    data = read()
    data["strategies"] = data["strategies"][:2]
    data["strategies"][1]["tactics"] = data["strategies"][1]["tactics"][:1]
    for strategy in data["strategies"]:
        for tactic in strategy["tactics"]:
            for programme in tactic["programmes"]:
                programme["projects"] = programme["projects"][:3]
    return data


def labelled(book: Workbook, words: str, which: int = 0) -> int:
    """The row of ผ.01 whose first cell says `words`; the first such row, or the one that `which` counts."""
    return [row for row in range(7, 40) if book["ผ.01"].cell(row, 1).value == words][which]


def strategy_total(book: Workbook) -> None:
    """The money of a strategy in 2567 is not the sum of its programmes."""
    book["ผ.01"].cell(labelled(book, "รวม"), 5).value += 100_000


def grand_total(book: Workbook) -> None:
    """The money of all strategies in all years is not their sum."""
    book["ผ.01"].cell(labelled(book, "รวมทั้งสิ้น"), 13).value -= 50_000


def foot_total(book: Workbook) -> None:
    """The money of a detail table in 2568 is not the sum of its rows."""
    book["ผ.02 2.1(1)"].cell(18, 7).value += 9_000


def no_province(book: Workbook) -> None:
    """The alignment header of a strategy leaves the provincial strategy empty, and so does the overview."""
    book["ผ.02 2.1(1)"]["A7"] = "ง. ยุทธศาสตร์จังหวัดที่ ........................"
    book["ความเชื่อมโยง"]["E7"] = None


def other_title(book: Workbook) -> None:
    """The alignment header gives a provincial strategy the title of another."""
    book["ผ.02 2.1(1)"]["A7"] = "ง. ยุทธศาสตร์จังหวัดที่ 3 การพัฒนาเกษตรปลอดภัยและเศรษฐกิจฐานรากให้มีมูลค่าสูง"
    book["ความเชื่อมโยง"]["E7"] = "ยุทธศาสตร์ที่ 3 การพัฒนาเกษตรปลอดภัยและเศรษฐกิจฐานรากให้มีมูลค่าสูง"


def no_objective(book: Workbook) -> None:
    """A project has no objective."""
    book["ผ.02 1.2(1)"]["C16"] = None


REDRAWN = [
    Redrawn(
        "summary-strategy-total",
        "ยอดรวมของยุทธศาสตร์ที่ 1 ปี 2567 ใน ผ.01 ไม่เท่ากับผลบวกของแผนงาน",
        "In ผ.01 the money of strategy 1 in 2567 is not the sum of its programmes.",
        strategy_total,
    ),
    Redrawn(
        "summary-grand-total",
        "ยอดรวมทั้งสิ้น 5 ปี ใน ผ.01 ไม่เท่ากับผลบวกของทุกปี",
        "In ผ.01 the money of all strategies is not the sum of the five years.",
        grand_total,
    ),
    Redrawn(
        "detail-foot-total",
        "ยอดรวมท้ายตาราง ผ.02 ปี 2568 ไม่เท่ากับผลบวกของโครงการ",
        "The foot of a ผ.02 table for 2568 is not the sum of its projects.",
        foot_total,
    ),
    Redrawn(
        "header-without-province",
        "หัวตาราง ผ.02 ไม่ได้ระบุยุทธศาสตร์จังหวัด",
        "The header of a ผ.02 table names no provincial strategy.",
        no_province,
    ),
    Redrawn(
        "header-with-another-title",
        "หัวตาราง ผ.02 อ้างยุทธศาสตร์จังหวัดที่ 3 แต่ใช้ชื่อของยุทธศาสตร์ที่ 1",
        "The header of a ผ.02 table cites provincial strategy 3 by the title of strategy 1.",
        other_title,
    ),
    Redrawn(
        "form-without-objective",
        "โครงการหนึ่งใน ผ.02 ไม่ได้กรอกวัตถุประสงค์",
        "A project on a ผ.02 form has no objective.",
        no_objective,
    ),
]
