"""Reads an Excel workbook of a local development plan."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

from checker.errors import Fault, UnreadableSubmission
from checker.place import Place
from checker.plan import FileRead, NotRead
from checker.readers.draft import Draft, DraftPlan
from checker.readers.excel.book import open_book
from checker.readers.excel.detail import read_detail
from checker.readers.excel.grid import HIDDEN, Book, Grid
from checker.readers.excel.heading import heading
from checker.readers.excel.notes import note_grid
from checker.readers.excel.overview import read_overview
from checker.readers.excel.plan import PlanSoFar
from checker.readers.excel.recognise import Recognised, looked_for, not_read, recognise, why_not
from checker.readers.excel.summary import read_summary
from checker.readers.excel.unread import not_beside_projects
from checker.text import Sentence

HOLDS: Final = frozenset({"plan", "strategy", "tactic", "programme", "project", "total"})
_MOST_NAMED: Final = 20

Sheets = Sequence[tuple[Grid, Recognised]]


def read_excel(data: bytes, name: str) -> Draft:
    """The plan in a workbook (`.xlsx`, `.xlsm`, `.xls`, `.ods`), with everything that was not read or read otherwise.

    Raises UnreadableSubmission where the file is no workbook, is locked, damaged or larger than any plan, and where none
    of its sheets holds a form that is read.
    """
    draft = read_book(open_book(data, name))
    draft.files = [FileRead(name, hashlib.sha256(data).hexdigest())]
    return draft


def read_book(book: Book) -> Draft:
    """The plan in the sheets of `book`, one of level `local`. Raises UnreadableSubmission where no sheet holds a form."""
    sheets = [(grid, recognise(grid)) for grid in book.grids]
    read = [(grid, found) for grid, found in sheets if found.form is not None and found.form.unread is None]
    if not read:
        raise UnreadableSubmission([_no_form(sheets, book)])
    draft = Draft()
    plan = PlanSoFar()
    draft.plans.append(_plan(read, plan, book.file))
    draft.notes += [*plan.sections.notes, *plan.notes]
    draft.not_read += _unread(sheets, book, plan)
    return draft


def _plan(sheets: Sheets, plan: PlanSoFar, name: str) -> DraftPlan:
    """The plan that the sheets give: first every table of projects, then the overview, then the printed totals."""
    for grid, found in sheets:
        note_grid(grid, plan)
        if found.form is not None and found.form.key == "detail":
            read_detail(grid, found.tables, plan)
    for grid, found in sheets:
        if found.form is not None and found.form.key == "overview":
            read_overview(grid, plan)
    years = sorted({year for node in plan.projects for year in node.yearly.get("budget", {})})
    node, notes = heading(plan.titles, name, years)
    plan.notes += notes
    for grid, found in sheets:
        if found.form is not None and found.form.key == "summary":
            read_summary(grid, plan, str(node.code.raw))
    return DraftPlan(node, "local", [*plan.sections.nodes.values(), *plan.projects, *plan.totals.values()], HOLDS)


def _unread(sheets: Sheets, book: Book, plan: PlanSoFar) -> list[NotRead]:
    found = [not_read(grid, known) for grid, known in sheets if known.form is None or known.form.unread is not None]
    beside = {remark for node in plan.projects for remark in node.remarks}
    loose = [entry for grid in book.grids for entry in not_beside_projects(grid, beside)]
    return [*found, *book.not_read, *loose]


def _no_form(sheets: Sheets, book: Book) -> Fault:
    """The fault of a workbook without any form: what its sheets are like, and what was looked for."""
    seen = [(grid.sheet, _like(grid, found)) for grid, found in sheets]
    seen += [(name, HIDDEN) for name in book.hidden]
    shown = seen[:_MOST_NAMED]
    rest_th, rest_en = (
        (f" และอีก {len(seen) - len(shown)} แผ่น", f" and {len(seen) - len(shown)} more")
        if len(seen) > len(shown)
        else ("", "")
    )
    names_th = "; ".join(f"“{name}” – {why.th}" for name, why in shown) or "ไม่มีแผ่นงานที่มีข้อมูล"
    names_en = "; ".join(f"“{name}”: {why.en}" for name, why in shown) or "no sheet with anything in it"
    wanted = looked_for()
    says = Sentence(
        th=f"ไม่พบตารางของแผนในไฟล์นี้ ตารางที่มองหาคือ {wanted.th} แผ่นงานที่พบ: {names_th}{rest_th}",
        en=f"No table of a plan was found. Looked for: {wanted.en}. Sheets seen: {names_en}{rest_en}",
    )
    return Fault(Place(book.file), says)


def _like(grid: Grid, found: Recognised) -> Sentence:
    return not_read(grid, found).why if found.form is not None else why_not(found)
