"""Cards: a line a fact, its label on the left and the value beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from checker.chain import built_in_chain
from checker.forms import Column, Form, form
from checker.readers.draft import DraftNode, DraftPlan, Raw
from checker.writers.excel.columns import Slot, Window, is_asked
from checker.writers.excel.look import paper, put
from checker.writers.excel.rows import Row, cells_of
from checker.writers.excel.tables import OWN_FORM, Page, is_money, type_of

_LABEL, _VALUE = 0, 1
_WIDTHS: Final = (34, 78)
_HEIGHT: Final = 26
_HINTS: Final = {
    "code": "รหัสที่แผนอื่นจะใช้อ้างถึง เช่น PP-54 ไม่มีเว้นวรรค · The code by which other plans cite this one.",
    "owner": "ชื่อเต็มของหน่วยงาน อำเภอ จังหวัด · The full name of the body, its district and province.",
    "area": "รหัสพื้นที่ 2, 4 หรือ 6 หลัก เช่น 54, 5405, 540503 · The area code of two, four or six digits.",
    "years": "ปีแรก-ปีสุดท้าย เช่น 2566-2570 · First and last year.",
    "consulted_groups": "เช่น หัวหน้าส่วนราชการ อปท. ภาคธุรกิจ ภาคประชาสังคม · The groups that took part.",
    "version": "เช่น ฉบับทบทวน พ.ศ. 2568 · Such as a reviewed edition.",
}


def write_plan_card(page: Page, plan: DraftPlan, window: Window) -> None:
    """The card of the plan itself, with a line for what its level shows and its forms asked for.

    Its level is written in Thai, as the list on its cell has it.
    """
    card = form("plan-card")
    row = cells_of(card, plan.heading, window)
    row["level"] = built_in_chain().levels[plan.level].th
    _begin(page, card)
    levels = [built_in_chain().levels[name].th for name in card.levels]
    asked = [one for one in card.columns if one.shown_at(plan.level) and is_asked(one, [plan.heading])]
    shown = [one for one in card.columns if one in asked or row.get(one.key) is not None]
    for at, column in enumerate(shown, start=2):
        _line(page, at, Slot(column), row)
        hint = _HINTS.get(column.field or "")
        if column.key == "level":
            page.sheet.data_validation(
                at, _VALUE, at, _VALUE, {"validate": "list", "source": page.checks.lists.fixed("level", levels)}
            )
        elif hint:
            page.sheet.data_validation(
                at, _VALUE, at, _VALUE, {"validate": "any", "input_title": column.label.th[:32], "input_message": hint}
            )
        else:
            page.checks.put(page.sheet, column, (at, _VALUE), (at, _VALUE))
    paper(page.sheet, portrait=True, own=True)


def write_brief(page: Page, brief: Form, node: DraftNode | None, years: Sequence[int], window: Window) -> int:
    """The brief of one project; the row after it."""
    row: Row = cells_of(brief, node, window) if node is not None else {}
    _begin(page, brief)
    at = 2
    for column in brief.columns:
        for slot in [Slot(column, year) for year in years] if column.yearly else [Slot(column)]:
            _line(page, at, slot, row)
            _check(page, at, column)
            at += 1
    paper(page.sheet, own=True)
    return at


def _check(page: Page, at: int, column: Column) -> None:
    if column.field == "code" and "project" in page.checks.own:
        found = {"validate": "list", "source": page.checks.own["project"], "error_type": "warning"}
        page.sheet.data_validation(at, _VALUE, at, _VALUE, found)
    else:
        page.checks.put(page.sheet, column, (at, _VALUE), (at, _VALUE))


def _begin(page: Page, card: Form) -> None:
    page.sheet.set_column(_LABEL, _LABEL, _WIDTHS[0])
    page.sheet.set_column(_VALUE, _VALUE, _WIDTHS[1])
    page.title(0, f"{card.heading}\n({OWN_FORM})", _VALUE, height=52)


def _line(page: Page, at: int, slot: Slot, row: Row) -> None:
    assert slot.column is not None
    words = slot.column.label.th if slot.year is None else f"{slot.column.label.th} ปี {slot.year} (บาท)"
    page.sheet.set_row(at, _HEIGHT)
    page.sheet.write_string(at, _LABEL, words, page.look("label"))
    raw: Raw = row.get(slot.key)
    style = "money" if is_money(slot) else "code"
    put(page.sheet, at, _VALUE, raw, page.look(style), as_number=type_of(slot) in ("money", "number"))
