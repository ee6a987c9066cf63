"""A form as a sheet: its title, its header, a row a record, empty rows to be filled in, and the checks on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from xlsxwriter.utility import xl_col_to_name

from checker.chain import built_in_chain
from checker.forms import Form
from checker.readers.draft import Raw
from checker.writers.excel.checks import Checks
from checker.writers.excel.columns import Slot
from checker.writers.excel.look import Look, paper, paper_of_wide_table, put
from checker.writers.excel.rows import Row

OWN_FORM: Final = "แบบของ oneplan-checker ไม่ใช่แบบราชการ"
_WIDTHS: Final = {
    "name": 34, "objective": 28, "target": 26, "indicator_text": 24, "expected_result": 24, "responsible_unit": 20,
    "rationale": 40, "code": 13, "number": 6, "priority": 10, "rank": 10, "area": 11, "unit": 12, "class": 15, "status": 14,
    "direction": 11, "type": 14, "baseline": 12, "baseline_year": 9, "category": 18, "drawn_from": 18, "data_source": 22,
}  # fmt: skip
_MONEY_WIDTH, _YEAR_WIDTH, _LINK_WIDTH, _USUAL_WIDTH = 12.5, 10, 30, 20
_HIGHEST_ROW: Final = 26


@dataclass(frozen=True, slots=True)
class Table:
    """Where a table stands on its sheet, rows and columns counted from 0: its header, its rows, the column of each slot."""

    sheet: str
    head: tuple[int, int]
    first: int
    last: int
    columns: dict[str, int]

    def letters(self, key: str) -> str | None:
        """The letters of the column of a slot; None where the table has none."""
        return xl_col_to_name(self.columns[key]) if key in self.columns else None


@dataclass(slots=True)
class Page:
    """A sheet that is being written."""

    sheet: Any
    look: Look
    checks: Checks

    def title(self, row: int, words: str, last: int, style: str = "title", height: float = 28) -> None:
        """A line of words over columns 0 to `last`."""
        if last > 0:
            self.sheet.merge_range(row, 0, row, last, "", self.look(style))
        self.sheet.write_string(row, 0, words, self.look(style))
        self.sheet.set_row(row, height)

    def header(self, row: int, slots: Sequence[Slot]) -> tuple[int, int]:
        """The headings from `row` on, those of years beneath the heading they share; the first and last row of them."""
        last = row + 1 if any(slot.year is not None for slot in slots) else row
        style = self.look("head")
        for number, slot in enumerate(slots):
            self.sheet.set_column(number, number, width(slot))
            if slot.year is None:
                if last > row:
                    self.sheet.merge_range(row, number, last, number, "", style)
                self.sheet.write_string(row, number, heading(slot), style)
                continue
            run = [at for at, other in enumerate(slots) if other.year is not None and other.column is slot.column]
            if number == run[0]:
                if len(run) > 1:
                    self.sheet.merge_range(row, number, row, run[-1], "", style)
                self.sheet.write_string(row, number, heading(slot), style)
            self.sheet.write_string(last, number, f"{slot.year}\n(บาท)" if is_money(slot) else f"ปี {slot.year}", style)
        self.sheet.set_row(row, _HIGHEST_ROW * (1 if last > row else 3))
        if last > row:
            self.sheet.set_row(last, _HIGHEST_ROW * 2)
        return row, last

    def rows(self, first: int, slots: Sequence[Slot], rows: Sequence[Row], spare: int) -> int:
        """The rows from `first` on, `spare` empty ones below them, and the checks; the row after them."""
        for number, row in enumerate([*rows, *({} for _ in range(spare))], start=first):
            for column, slot in enumerate(slots):
                self.cell(number, column, slot, row.get(slot.key))
        end = first + len(rows) + spare
        for column, slot in enumerate(slots):
            if slot.column is not None and end > first:
                self.checks.put(self.sheet, slot.column, (first, column), (end - 1, column))
        return end

    def cell(self, row: int, column: int, slot: Slot, raw: Raw) -> None:
        """One cell of a table."""
        kind = type_of(slot)
        style = {"money": "money", "number": "number", "code": "code", "area": "code"}.get(kind, "text")
        if slot.column is not None and slot.column.relation is not None:
            style = "code"
        put(self.sheet, row, column, raw, self.look(style), as_number=kind in ("money", "number", "year"))


def write_table(page: Page, form: Form, slots: Sequence[Slot], rows: Sequence[Row], spare: int) -> Table:
    """One form on a sheet of its own, below its title."""
    paper(page.sheet, own=not form.official)
    parted = paper_of_wide_table(page.sheet, sum(map(width, slots)), _frozen(slots))
    last = _frozen(slots) - 1 if parted and _frozen(slots) > 1 else len(slots) - 1
    page.title(
        0,
        form.heading if form.official else f"{form.heading}\n({OWN_FORM})",
        last,
        height=28 if form.official else 84 if parted else 52,
    )
    head = page.header(2, slots)
    end = page.rows(head[1] + 1, slots, rows, spare)
    page.sheet.freeze_panes(head[1] + 1, _frozen(slots))
    page.sheet.repeat_rows(*head)
    return Table(page.sheet.get_name(), head, head[1] + 1, end - 1, {slot.key: at for at, slot in enumerate(slots)})


def _frozen(slots: Sequence[Slot]) -> int:
    """How many columns stay in sight: the code and the name at the head of a row, where these come first."""
    for at, slot in enumerate(slots[:3]):
        if slot.column is not None and slot.column.field == "name":
            return at + 1
    return 1


def heading(slot: Slot) -> str:
    """The heading of a column."""
    return slot.heading if slot.column is None else slot.column.label.th


def type_of(slot: Slot) -> str:
    """The type of what stands in a column."""
    column = slot.column
    if column is None:
        return "text"
    if column.key.endswith("baseline_year") or column.key == "year":
        return "year"
    if column.key == "number":
        return "number"
    return built_in_chain().field(column.of, column.field).type if column.field is not None and column.of else "text"


def is_money(slot: Slot) -> bool:
    """Whether the column holds money."""
    return type_of(slot) == "money"


def width(slot: Slot) -> float:
    """How wide a column is."""
    column = slot.column
    if column is None:
        return _USUAL_WIDTH
    if slot.year is not None:
        return _MONEY_WIDTH if is_money(slot) else _YEAR_WIDTH
    if column.relation is not None:
        return _LINK_WIDTH if column.list or column.level else _USUAL_WIDTH
    own = column.key.rpartition(".")[2]
    return _WIDTHS.get(own, _WIDTHS.get(column.field or "", _USUAL_WIDTH))
