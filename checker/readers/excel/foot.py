"""Rows of totals in a detail table: รวม, รวมงบประมาณ, รวม 12 โครงการ."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from checker.readers.draft import Cell, DraftNode, DraftReference
from checker.readers.excel.grid import words
from checker.readers.excel.lines import counted, counts_projects, is_lead, is_total
from checker.readers.excel.projects import Row
from checker.thai import amount, key

_COUNT: Final = re.compile(r"^(?:จำนวน)?\d{0,6}โครงการ$")


@dataclass(slots=True)
class Summands:
    """The projects that a total may stand for: since the last total, under this header, under this programme line."""

    since_total: list[DraftNode] = field(default_factory=list)
    in_block: list[DraftNode] = field(default_factory=list)
    in_programme: list[DraftNode] = field(default_factory=list)

    def add(self, project: DraftNode) -> None:
        """Counts `project` in."""
        self.since_total.append(project)
        self.in_block.append(project)
        self.in_programme.append(project)

    def readings(self, label: str, wider: Sequence[Callable[[], list[DraftNode]]]) -> Iterator[list[DraftNode]]:
        """What a total may sum, the likeliest first; `wider` gives the projects of the strategy, tactic and programme, and
        of the plan, up to here.
        """
        strategy, tactic, *_ = wider
        folded = key(label)
        if "ยุทธศาสตร์" in folded:
            yield strategy()
        elif "กลยุทธ์" in folded or "แนวทาง" in folded:
            yield tactic()
        yield from (self.in_programme, self.since_total, self.in_block)
        yield from (one() for one in wider)


def total_label(row: Row) -> str | None:
    """The words that make the row a row of totals; None where it is none.

    They stand left of the years; right of the name column only where figures stand in the years. What is jotted in a
    column that the form does not have is passed over.
    """
    known = set(row.header.fields.values())
    filled = row.grid.rows[row.number]
    first_year = min(row.header.year_columns, default=row.header.fields.get("amount", 0))
    left = [column for column in filled if column < first_year] or list(filled)
    for column in left:
        written = row.grid.text(row.number, column)
        if column > row.header.fields["name"] and not row.has_yearly:
            return None
        if is_total(written) and not (row.project_number and column != row.header.fields.get("number")):
            rest = [row.grid.text(row.number, other) for other in left if other > column]
            return " ".join([written, *(part for part in rest if _COUNT.search(key(part)))])
        if column in known and not is_lead(written):
            return None
    return None


def foot_row(row: Row, label: str, code: str, readings: Iterable[list[DraftNode]]) -> DraftNode:
    """The printed total in `row`, with a reference to each project that it sums.

    A total can mean several things (this page, this table, the whole strategy): of `readings`, the first under which it
    adds up is taken, and the very first where there is none.
    """
    node = DraftNode("total", Cell(code, row.place()), row.place())
    node.cells["name"] = Cell(" ".join(label.split()), row.place())
    node.cells["table"] = Cell("ท้ายตาราง", row.place())
    counts = counts_projects(label) and counted(label) is None
    column_field = "count" if counts and row.has_yearly else "budget"
    node.yearly[column_field] = {
        year: row.grid.cell(row.number, column) if counts else row.scaled(column)
        for year, column in row.header.yearly.get("budget", {}).items()
    }
    whole = _over_all_years(row)
    if whole is not None:
        node.cells["budget_all"] = whole
    count = _count(row, label)
    if count is not None:
        node.cells["count_all"] = count
    node.asked = frozenset({"name", "table", "sums", column_field}) | ({"count_all"} if count else set())
    if whole is not None:
        node.asked |= {"budget_all"}
    if whole is not None or not row.has_yearly:
        node.yearly.clear()
        node.asked -= {column_field}
    chosen = _meant(node.yearly.get("budget", {}), readings)
    node.references = [DraftReference("sums", str(project.code.raw), row.place()) for project in chosen]
    return node


def _over_all_years(row: Row) -> Cell | None:
    """The one amount of the row, where its cell is merged over several years; None where each year has its own."""
    years = row.header.yearly.get("budget", {}).values()
    for merge in row.grid.merges:
        if merge.first_row == row.number and merge.first_column in years:
            covered = [column for column in years if merge.first_column <= column <= merge.last_column]
            if len(covered) > 1:
                return row.scaled(merge.first_column)
    return None


def _count(row: Row, label: str) -> Cell | None:
    """The number of projects that the row tells: in its label, or beside it in a column of words."""
    inside = counted(label)
    if inside is not None:
        return Cell(inside, row.place())
    if not counts_projects(label):
        return None
    for column in sorted(row.header.fields.values()):
        cell = row.grid.cell(row.number, column)
        shown = words(cell.raw).replace("โครงการ", "").strip()
        if cell.raw is not None and amount(shown).number is not None:
            return Cell(shown if isinstance(cell.raw, str) else cell.raw, cell.place)
    return None


def _meant(printed: Mapping[str, Cell], readings: Iterable[list[DraftNode]]) -> list[DraftNode]:
    likeliest: list[DraftNode] = []
    for reading in filter(None, readings):
        likeliest = likeliest or list(reading)
        if all(cell.raw is None for cell in printed.values()) or _adds_up(printed, reading):
            return list(reading)
    return likeliest


def _adds_up(printed: Mapping[str, Cell], projects: Sequence[DraftNode]) -> bool:
    for year, cell in printed.items():
        total = sum((_number(one.yearly.get("budget", {}).get(year)) for one in projects), Decimal(0))
        if _number(cell) != total:
            return False
    return True


def _number(cell: Cell | None) -> Decimal:
    if cell is None or not isinstance(cell.raw, (str, int, float, Decimal)):
        return Decimal(0)
    return amount(cell.raw).number or Decimal(0)
