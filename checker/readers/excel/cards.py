"""Cards: a line a fact, its label on the left and what it says beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from checker.forms import Column, Form, form, forms, heading_key
from checker.readers.draft import Cell, DraftNode
from checker.readers.excel.grid import Grid, words
from checker.readers.excel.header import money_scale, scaled, year_in
from checker.readers.excel.plan import PlanSoFar
from checker.readers.excel.projects import joined
from checker.readers.excel.references import references

_FEWEST_LABELS: Final = 4
_LONGEST_LABEL: Final = 80
_FOUR_DIGITS: Final = re.compile(r"[0-9๐-๙]{4}")
_NO_YEAR: Final = "–"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a card: the column it stands for, the year that its label names, and the cells beside it."""

    row: int
    column: Column
    year: str
    label: str
    beside: tuple[int, ...]


@dataclass(slots=True)
class Card:
    """The lines of one card on a sheet, from top to bottom."""

    form: Form
    lines: list[Line] = field(default_factory=list)

    @property
    def last(self) -> int:
        """The last row of the card."""
        return max(line.row for line in self.lines)

    def is_blank(self, grid: Grid) -> bool:
        """Whether nothing has been filled in beside its labels."""
        return all(grid.cell(line.row, line.beside[0]).raw is None for line in self.lines)


def cards(grid: Grid) -> list[Card]:
    """The cards on the sheet; none where too few labels of a form stand below each other."""
    for one in forms():
        if one.shape == "card":
            found = list(_cards(grid, one))
            if found:
                return found
    return []


def _cards(grid: Grid, form: Form) -> Iterator[Card]:
    card = Card(form)
    for row in grid.rows:
        line = _line(grid, row, form)
        if line is None:
            continue
        if any(line.column.key == one.column.key and line.year == one.year for one in card.lines):
            if _is_whole(card):
                yield card
            card = Card(form)
        card.lines.append(line)
    if _is_whole(card):
        yield card


def _is_whole(card: Card) -> bool:
    keys = {line.column.key for line in card.lines}
    return set(card.form.required) <= keys and len(keys) >= _FEWEST_LABELS


@cache
def _labels(wanted: str) -> Mapping[str, Column]:
    """The columns of a card by every folded label that they are known by."""
    return {heading: column for column in form(wanted).columns for heading in column.headings}


def _line(grid: Grid, row: int, form: Form) -> Line | None:
    """The row as a line of a card; None where its first words (a number at their head left out) are no label of it."""
    cells = grid.rows[row]
    for number, written in list(cells.items())[:2]:
        if not isinstance(written, str) or len(written) > _LONGEST_LABEL:
            continue
        year = year_in(written) if _FOUR_DIGITS.search(written) else None
        bare = heading_key(written.replace(year, "") if year else written).removeprefix("ปี").removesuffix("ปี")
        column = _labels(form.key).get(bare.lstrip("0123456789"))
        if column is not None:
            beside = tuple(one for one in cells if one > number)
            covering = grid.covered.get((row, number + 1))
            first = covering.last_column + 1 if covering and covering.first_row == row else number + 1
            return Line(row, column, year or "", written, beside or (first,))
    return None


def read_plan_card(grid: Grid, card: Card, plan: PlanSoFar) -> None:
    """Takes the plan's own node and its level from `card`."""
    node = _node(grid, card, plan)
    plan.level = next((grid.cell(line.row, line.beside[0]) for line in card.lines if line.column.key == "level"), None)
    if plan.card is None:
        plan.card = node
    else:
        plan.note(
            node.place,
            "สมุดงานนี้มีข้อมูลแผนมากกว่าหนึ่งแผ่น จึงใช้แผ่นแรก",
            "The workbook has more than one plan card; the first was used.",
        )


def read_brief(grid: Grid, card: Card, plan: PlanSoFar) -> str:
    """Adds the project that `card` tells of; its code."""
    node = _node(grid, card, plan)
    if node.code.raw is None:
        node.code = Cell(plan.next_code("project"), node.code.place)
        plan.note(
            node.code.place,
            f"โครงการในแผ่นงานนี้ไม่มีรหัส จึงเรียกว่า {node.code.raw}",
            f"The project on this sheet has no code, so it is called {node.code.raw}.",
        )
    node.adds = card.form.adds
    plan.remember(node)
    return str(node.code.raw)


def _node(grid: Grid, card: Card, plan: PlanSoFar) -> DraftNode:
    first = card.lines[0]
    place = grid.place(first.row, first.beside[0])
    node = DraftNode(card.form.rows[0], Cell(None, place), place)
    ends = [line.row for line in card.lines[1:]] + [_end(grid, card.lines[-1])]
    for line, end in zip(card.lines, ends, strict=True):
        _fill(node, grid, line)
        _say_left_over(grid, line, plan)
        for row in (row for row in grid.rows if line.row < row < end):
            _go_on(node, grid, line, row, plan)
    node.asked = frozenset(
        one for line in card.lines for one in (line.column.field, line.column.relation) if one is not None
    )
    return node


def _fill(node: DraftNode, grid: Grid, line: Line) -> None:
    cell = grid.cell(line.row, line.beside[0])
    column = line.column
    if column.relation is not None:
        for number in line.beside:
            node.references += references(column, grid.cell(line.row, number))
    elif column.field == "code":
        node.code = cell
    elif column.field is not None and column.yearly:
        money = scaled(cell, money_scale([line.label], ""))
        node.yearly.setdefault(column.field, {})[line.year or _NO_YEAR] = money
    elif column.field is not None:
        node.cells[column.field] = cell


def _end(grid: Grid, last: Line) -> int:
    """The row after those below the last line of a card that go on with its words."""
    row = last.row + 1
    while list(grid.rows.get(row, {})) == [last.beside[0]]:
        row += 1
    return row


def _go_on(node: DraftNode, grid: Grid, line: Line, row: int, plan: PlanSoFar) -> None:
    """A row without a label below `line`: more of its words, or words that are not understood."""
    column, first = line.column, min(grid.rows[row])
    cell = grid.cell(row, first)
    is_text = column.field is not None and column.field in node.cells and not column.yearly
    if first == line.beside[0] and column.relation is not None:
        node.references += references(column, cell)
    elif first == line.beside[0] and is_text:
        node.cells[str(column.field)] = joined(node.cells[str(column.field)], cell)
    else:
        plan.not_understood(" ".join(words(cell.raw).split()), cell.place)
    for number in [one for one in grid.rows[row] if one != first]:
        other = grid.cell(row, number)
        plan.not_understood(" ".join(words(other.raw).split()), other.place)


def _say_left_over(grid: Grid, line: Line, plan: PlanSoFar) -> None:
    """Notes what stands beside a line further right than what it says."""
    for number in line.beside[1:] if line.column.relation is None else ():
        cell = grid.cell(line.row, number)
        plan.not_understood(" ".join(words(cell.raw).split()), cell.place)
