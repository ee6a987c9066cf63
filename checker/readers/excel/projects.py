"""Rows of a detail table made into projects: codes, cells, continuation lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from checker.forms import Form
from checker.place import Place
from checker.plan import Note
from checker.readers.draft import Cell, DraftNode, DraftReference, Raw
from checker.readers.excel.grid import Grid, words
from checker.readers.excel.header import Header, heading_or_letters, scaled
from checker.readers.excel.lines import is_remark
from checker.readers.excel.references import references
from checker.text import Sentence
from checker.thai import amount, arabic_digits, key

SHARED: Final = frozenset({"name", "objective", "target", "indicator_text", "expected_result", "responsible_unit"})
_NUMBER: Final = re.compile(r"^\(?(?P<number>[0-9]{1,4}(?:[./-][0-9]{1,3})*(?:\([0-9]{1,3}\)|[ก-ฮ])?)[.)]*$")


def project_number(written: str) -> str | None:
    """The number of a project as it stands in its number cell (`3`, `๓.`, `3)`, `3.1`), in Arabic digits; else None."""
    match = _NUMBER.match(re.sub(r"\s", "", arabic_digits(written)))
    return match["number"].replace("/", "-") if match else None


@dataclass(slots=True)
class Numbering:
    """The codes of projects: unique in the plan, made from the programme, the amendment and the number."""

    used: set[str] = field(default_factory=set)
    _last: dict[str, int] = field(default_factory=dict)
    _run: dict[str, int] = field(default_factory=dict)
    _unnumbered: dict[str, int] = field(default_factory=dict)

    def code(self, prefix: str, number: str | None) -> tuple[str, bool]:
        """A code under `prefix`, and whether the number had been used before, so that a run (`~2`) was added."""
        if number is None:
            return self._without_number(prefix)
        position = int(re.split(r"\D", number)[0])
        if position < self._last.get(prefix, 0):
            self._run[prefix] = self._run.get(prefix, 1) + 1
        self._last[prefix] = position
        plain = f"{prefix}-{number}" if prefix else number
        run = self._run.get(prefix, 1)
        code = plain if run == 1 else f"{plain}~{run}"
        while code in self.used:
            run += 1
            code = f"{plain}~{run}"
        self.used.add(code)
        return code, code != plain

    def next(self, prefix: str) -> str:
        """The number after the last one under `prefix`."""
        return str(self._last.get(prefix, 0) + 1)

    def _without_number(self, prefix: str) -> tuple[str, bool]:
        """`3+1` is the first project without a number after project 3."""
        after = self._last.get(prefix, 0)
        stem = f"{prefix}-{after}" if prefix else str(after)
        count = self._unnumbered.get(stem, 0) + 1
        while f"{stem}+{count}" in self.used:
            count += 1
        self._unnumbered[stem] = count
        code = f"{stem}+{count}"
        self.used.add(code)
        return code, False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, read by its header."""

    grid: Grid
    header: Header
    number: int

    @property
    def bottom(self) -> int:
        """The last row that the name cell is merged over."""
        merge = self.grid.above(self.number + 1, self.header.fields["name"])
        return merge.last_row if merge is not None and merge.first_row == self.number else self.number

    def text(self, field_name: str) -> str:
        """The words in the column of `field_name`; empty where the table has no such column."""
        column = self.header.fields.get(field_name)
        return self.grid.text(self.number, column).strip() if column else ""

    def place(self) -> Place:
        """Where the row begins: its name cell."""
        return self.grid.place(self.number, self.header.fields["name"])

    @property
    def project_number(self) -> str | None:
        """The number in the number column, if it is one."""
        return project_number(self.text("number"))

    @property
    def counts_itself(self) -> bool:
        """Whether a formula numbers the row whose result was never saved, and the row has a name: such formulas number those."""
        return (self.number, self.header.fields.get("number", 0)) in self.grid.unsaved and bool(self.text("name"))

    @property
    def code(self) -> str | None:
        """The code that the row bears in a column of codes; None where it bears none."""
        return " ".join(self.text("code").split()) or None

    @property
    def is_numbered(self) -> bool:
        """Whether the row has a number or a code of its own."""
        return self.project_number is not None or self.code is not None or self.counts_itself

    def money(self, field_name: str) -> dict[str, Cell]:
        """The filled cells of a yearly field, by year."""
        columns = self.header.yearly.get(field_name, {})
        filled = self.grid.rows.get(self.number, {})
        return {year: self.scaled(column) for year, column in columns.items() if column in filled}

    def scaled(self, column: int) -> Cell:
        """The money in `column`, in baht."""
        return scaled(self.grid.cell(self.number, column), self.header.scales.get(column, 1))

    @property
    def has_budget(self) -> bool:
        """Whether an amount other than nothing and zero stands in a year of the budget."""
        return any(amount(_money(cell.raw)).number for cell in self.money("budget").values())

    @property
    def has_yearly(self) -> bool:
        """Whether anything at all stands in a column of a year, or of amounts."""
        columns = [*self.header.year_columns, self.header.fields.get("amount", 0)]
        return any(column in self.grid.rows.get(self.number, {}) for column in columns)


def _money(raw: Raw) -> str | int | float | Decimal | None:
    return raw if isinstance(raw, (str, int, float, Decimal)) else words(raw)


def is_new_project(row: Row) -> bool:
    """Whether a row without a number is a project of its own: a name with a budget, or with an objective and its own โครงการ."""
    name = key(row.text("name"))
    if len(name) < 4 or is_remark(name):
        return False
    if row.has_budget or ("number" not in row.header.fields and (row.text("objective") or row.text("target"))):
        return True
    return name.startswith("โครงการ") and len(name) > 10 and bool(row.text("objective"))


def project(row: Row, form: Form, code: str, parent: str | None) -> DraftNode:
    """The project in `row`; a cell that reaches down from a row above counts for this row too, for columns of words."""
    header = row.header
    node = DraftNode("project", Cell(code, _code_place(row)), row.place())
    for name, number in header.fields.items():
        column = form.column(name)
        if column.relation is not None:
            node.references += references(column, row.grid.cell(row.number, number))
        elif column.field is not None and column.year_from is None and column.field != "code":
            node.cells[column.field] = _cell(row, column.field, number)
    for field_name in form.yearly:
        columns = header.yearly.get(field_name, {})
        if columns:
            node.yearly[field_name] = {year: row.scaled(column) for year, column in columns.items()}
    if "amount" in header.fields and "year" in header.fields:
        node.yearly["budget"] = {row.text("year"): row.scaled(header.fields["amount"])}
    if parent is not None and not any(one.relation == "part_of" for one in node.references):
        node.references.append(DraftReference("part_of", parent, row.place()))
    node.remarks += row.grid.remarks.get(row.number, ())
    for field_name, said in form.sets.items():
        node.cells[field_name] = Cell(said, row.place())
    carry_extra(node, row)
    node.asked = _asked(form, header)
    return node


def _asked(form: Form, header: Header) -> frozenset[str]:
    """The fields and relations that the table has a column for; a name, a budget and a section are asked of every project."""
    known = [column for column in form.columns if column.key in header.known]
    named = {one for column in known for one in (column.field, column.relation) if one is not None}
    return frozenset(named | {"name", "budget", "part_of"} | form.sets.keys())


def _code_place(row: Row) -> Place:
    fields = row.header.fields
    column = fields["code"] if row.code else fields.get("number", fields["name"])
    return row.grid.place(row.number, column)


def _cell(row: Row, field_name: str, column: int) -> Cell:
    cell = row.grid.cell(row.number, column)
    if field_name == "number" and (row.project_number or "").isdecimal() and not amount(_money(cell.raw)).readable:
        return Cell(row.project_number, cell.place)
    merge = row.grid.above(row.number, column) if field_name in SHARED and cell.raw is None else None
    return row.grid.cell(merge.first_row, merge.first_column) if merge else cell


def carry_extra(node: DraftNode, row: Row) -> None:
    """Keeps what stands in columns that no form knows, under their heading; two of one heading are told apart."""
    known = {*row.header.fields.values(), *row.header.year_columns}
    for column in row.grid.rows.get(row.number, {}):
        hidden = row.grid.covered.get((row.number, column))
        if column in known or (hidden is not None and hidden.first_row == row.number):
            continue
        heading = heading_or_letters(row.header, column)
        cell = row.grid.cell(row.number, column)
        if heading in node.extra and node.extra[heading].place.column != column:
            heading = f"{heading} ({heading_or_letters(Header(0, 0, {}, {}, {}, {}), column)})"
        node.extra[heading] = joined(node.extra[heading], cell) if heading in node.extra else cell


def continue_project(node: DraftNode, row: Row) -> list[Note]:
    """Joins a row without a number to the project above it. Notes say which amounts were taken over and which were not."""
    notes: list[Note] = []
    for field_name, column in row.header.fields.items():
        cell = row.grid.cell(row.number, column)
        if cell.raw is not None and field_name in SHARED:
            node.cells[field_name] = joined(node.cells.get(field_name, Cell(None, cell.place)), cell)
    for field_name in row.header.yearly:
        for year, cell in row.money(field_name).items():
            notes += _amount_below(node, field_name, year, cell)
    node.remarks += row.grid.remarks.get(row.number, ())
    carry_extra(node, row)
    return notes


def joined(first: Cell, second: Cell) -> Cell:
    """Two lines of one text as one, standing where the first stands."""
    if first.raw is None:
        return second
    return Cell(f"{words(first.raw).rstrip()} {words(second.raw).strip()}", first.place)


def _amount_below(node: DraftNode, field_name: str, year: str, cell: Cell) -> list[Note]:
    above = node.yearly.setdefault(field_name, {}).get(year)
    shown = words(cell.raw).strip()
    if amount(_money(cell.raw)).number in (None, 0) and amount(_money(cell.raw)).readable:
        return []
    if not amount(_money(cell.raw)).readable:
        says = Sentence(
            th=f"“{shown}” ใต้จำนวนเงินปี {year} ของโครงการ {node.code.raw} ไม่ใช่จำนวนเงิน จึงไม่ได้ใช้",
            en=f"“{shown}” below the amount of {year} of project {node.code.raw} is no amount and was not used.",
        )
    elif above is None or above.raw is None:
        node.yearly[field_name][year] = cell
        says = Sentence(
            th=f"จำนวนเงิน {shown} อยู่ในแถวที่ไม่มีลำดับ จึงนับเป็นของโครงการ {node.code.raw} แถวบน",
            en=f"Amount {shown} stands in a row without a number and was counted for project {node.code.raw} above.",
        )
    else:
        says = Sentence(
            th=f"จำนวนเงิน {shown} อยู่ในแถวที่ไม่มีลำดับ และโครงการ {node.code.raw} แถวบนมีจำนวนเงินปี {year} แล้ว จึงไม่ได้นับจำนวนนี้",
            en=f"Amount {shown} stands in a row without a number, and project {node.code.raw} above has an amount for {year} already, "
            "so this one was not counted.",
        )
    return [Note(cell.place, says)]
