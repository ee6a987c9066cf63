"""Reads an Excel workbook of a plan: every sheet by the form it holds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Final

from checker.errors import Fault, UnreadableSubmission
from checker.forms import Form, Shape
from checker.forms import form as form_of
from checker.place import Place
from checker.plan import FileRead, NotRead
from checker.readers.draft import Cell, Draft, DraftNode, DraftPlan, written_text
from checker.readers.excel.book import open_book
from checker.readers.excel.cards import read_brief, read_plan_card
from checker.readers.excel.details import read_details
from checker.readers.excel.grid import HIDDEN, Book, Grid
from checker.readers.excel.heading import heading
from checker.readers.excel.notes import note_grid
from checker.readers.excel.overview import read_overview
from checker.readers.excel.plan import PlanSoFar
from checker.readers.excel.recognise import Recognised, looked_for, not_read, recognise, why_not
from checker.readers.excel.records import read_records
from checker.readers.excel.sections import SECTIONS
from checker.readers.excel.summary import read_summary
from checker.readers.excel.unread import not_beside_projects
from checker.text import Sentence

_MOST_NAMED: Final = 20
_ORDER: Final[dict[Shape, int]] = {"card": 0, "records": 1, "details": 2, "overview": 3, "summary": 4}

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
    """The plan in the sheets of `book`. Raises UnreadableSubmission where no sheet holds a form."""
    sheets = [(grid, recognise(grid)) for grid in book.grids]
    read = [(grid, found) for grid, found in sheets if found.form is not None]
    if not read:
        tables = [_no_form_in_table(grid, found) for grid, found in sheets if grid.lines is not None]
        raise UnreadableSubmission(tables or [_no_form(sheets, book)])
    draft = Draft()
    plan = PlanSoFar()
    draft.plans.append(_plan(read, plan, book.file))
    draft.notes += [*plan.sections.notes, *plan.notes]
    draft.not_read += _unread(sheets, book, draft.plans[0])
    return draft


def _plan(sheets: Sheets, plan: PlanSoFar, name: str) -> DraftPlan:
    """The plan that the sheets give: cards and records first, for the tables of projects name what stands in them; then the
    projects, what calls them by name, the overview, and the printed totals.
    """
    ordered = sorted(sheets, key=lambda one: _turn(one[1]))  # sheets of one turn stay in the workbook's order
    holds: set[str] = set()
    for grid, found in ordered:
        assert found.form is not None
        before = len(plan.sections.nodes)
        if found.form.shape not in ("summary", "overview"):
            note_grid(grid, plan)
            _read(grid, found.form, found, plan)
        holds |= _held(found.form, found, plan, named=len(plan.sections.nodes) > before)
    for grid, found in sheets:
        if _shape(found) == "overview":
            note_grid(grid, plan)
            read_overview(grid, plan)
    years = sorted({year for node in plan.projects for year in node.yearly.get("budget", {})})
    node, level = heading(plan, name, years)
    for grid, found in sheets:
        if _shape(found) == "summary":
            note_grid(grid, plan)
            read_summary(grid, plan, str(node.code.raw))
    _say_remarks(plan.projects)
    nodes = [*plan.sections.nodes.values(), *plan.records, *plan.projects, *plan.totals.values()]
    return DraftPlan(node, level, nodes, frozenset(holds))


def _held(form: Form, found: Recognised, plan: PlanSoFar, *, named: bool) -> frozenset[str]:
    """The kinds that have a place on a sheet that was read; `named` says whether it named sections for the first time.

    A list of projects beside a card has room for sections in its column of codes or on lines between its rows; one that has
    neither is of a plan without sections, as an annual plan is, unless another sheet holds them.
    """
    if form.adds:
        return frozenset()
    if form.shape != "details" or form.official or plan.card is None:
        return form.holds
    roomy = named or any("part_of" in table.fields for table in found.tables)
    return form.holds if roomy else form.holds - SECTIONS


def _say_remarks(projects: Iterable[DraftNode]) -> None:
    """Gives projects the words beside their rows as a value of their own, after what their own column says."""
    for node in projects:
        own = node.cells.get("remark")
        said = [cell for cell in (own, *node.remarks) if cell is not None and cell.raw is not None]
        if node.remarks:
            words = "; ".join(" ".join(written_text(cell.raw).split()) for cell in said)
            node.cells["remark"] = Cell(words, said[0].place)
            node.asked = (node.asked or frozenset()) | {"remark"}


def _unread(sheets: Sheets, book: Book, plan: DraftPlan) -> list[NotRead]:
    found = [not_read(grid, known) for grid, known in sheets if known.form is None]
    beside = {remark for node in plan.nodes for remark in node.remarks}
    loose = [entry for grid in book.grids for entry in not_beside_projects(grid, beside)]
    return [*found, *book.not_read, *loose]


def _turn(found: Recognised) -> int:
    """When a sheet is read; one that calls others by their names comes last."""
    assert found.form is not None
    return len(_ORDER) if any(column.names for column in found.form.columns) else _ORDER[found.form.shape]


def _shape(found: Recognised) -> Shape:
    assert found.form is not None
    return found.form.shape


def _read(grid: Grid, form: Form, found: Recognised, plan: PlanSoFar) -> None:
    """Adds what a sheet of cards, records or projects says to `plan`."""
    if form.shape == "details":
        read_details(grid, form, found.tables, plan)
        return
    starts = [one.first for one in found.tables] + [one.lines[0].row for one in found.cards]
    plan.titles.see_above(grid, min(starts))
    if form.shape == "records":
        read_records(grid, form, found.tables, plan)
        return
    ends = [card.lines[0].row for card in found.cards[1:]] + [max(grid.rows) + 1]
    for card, end in zip(found.cards, ends, strict=True):
        if form.rows == ("plan",):
            read_plan_card(grid, card, plan)
            continue
        if card.is_blank(grid):
            continue
        code = read_brief(grid, card, plan)
        tables = [one for one in found.tables if card.last < one.first < end]
        if form.beside is not None and tables:
            read_records(grid, form_of(form.beside), tables, plan, code, end)


def _no_form(sheets: Sheets, book: Book) -> Fault:
    """The fault of a workbook without any form: what its sheets are like, and what was looked for."""
    seen = [(grid.sheet, why_not(found)) for grid, found in sheets]
    seen += [*((name, HIDDEN) for name in book.hidden), *book.lost]
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


def _no_form_in_table(grid: Grid, found: Recognised) -> Fault:
    """The fault of a CSV file that is neither a table of nodes nor a sheet of a form: both, and what it is nearest to."""
    like, wanted = why_not(found), looked_for()
    says = Sentence(
        th=f"ตารางนี้ไม่มีคอลัมน์ “ชนิด” และ “รหัส” และไม่ใช่แผ่นงานของแบบที่อ่านได้ ({wanted.th}): {like.th} "
        "ให้เพิ่มสองคอลัมน์นั้น หรือบันทึกแผ่นงานของแบบเป็น CSV ทั้งแผ่น",
        en=f"This table has no columns “kind” and “code”, and is no sheet of a form that is read ({wanted.en}): {like.en} "
        "Add both columns (docs/submission.md shows the headings), or save the whole sheet of a form as CSV.",
    )
    return Fault(Place(grid.file, line=grid.place(next(iter(grid.rows), 1)).line), says)
