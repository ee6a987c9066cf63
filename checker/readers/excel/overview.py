"""The overview sheet: a row a strategy, with what it serves, its tactics, programmes and responsible unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from checker.forms import form
from checker.place import Place
from checker.readers.draft import Cell
from checker.readers.excel.alignment import Item, Upper, alignment_line, items
from checker.readers.excel.grid import Grid, words
from checker.readers.excel.header import Header, headers
from checker.readers.excel.lines import Section, section, segments
from checker.readers.excel.plan import PlanSoFar
from checker.readers.excel.sections import compared, name_key
from checker.thai import arabic_digits, key

UPPER: tuple[Upper, ...] = ("national-strategy", "nesdp", "sdg", "province", "joint-local")
_FEWEST_UPPER = 2
_LEAD = re.compile(r"^\(?(?P<number>[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2})*)\s*[.)]?\s*(?P<name>[^\s0-9๐-๙].*)$", re.DOTALL)


def overview_headers(grid: Grid) -> list[Header]:
    """The headers of overview tables on the sheet: an own strategy and two upper ones at least."""
    wanted = set(form("overview").required)
    return [
        header
        for header in headers(grid, form("overview"))
        if wanted <= header.known and len(header.known & set(UPPER)) >= _FEWEST_UPPER
    ]


def read_overview(grid: Grid, plan: PlanSoFar) -> None:
    """Adds what the overview says to the strategies of `plan`, and the strategies and tactics that no table has."""
    found = overview_headers(grid)
    reader = _Overview(grid, plan)
    for header, following in zip(found, [*found[1:], None], strict=True):
        end = following.first if following else max(grid.rows) + 1
        for row in grid.rows:
            if header.last < row < end:
                reader.row(row, header)
    for row in grid.rows:
        if found and row < found[0].first:
            column = next(iter(grid.rows[row]))
            plan.titles.see(grid.text(row, column), grid.place(row, column))
    for strategy, said in reader.said.items():
        for upper, named in said.items():
            _tie(plan, strategy, upper, named)


@dataclass(slots=True)
class _Overview:
    grid: Grid
    plan: PlanSoFar
    strategy: str | None = None
    said: dict[str, dict[Upper, list[tuple[Item, Place]]]] = field(default_factory=dict)

    def row(self, row: int, header: Header) -> None:
        """Reads one row; without a strategy of its own it goes on with the one above."""
        column = header.fields["strategy"]
        written = self.grid.text(row, column).strip()
        if written and key(written) not in ("รวม", "-"):
            number = self.grid.text(row, header.fields["number"]) if "number" in header.fields else ""
            found = _strategy(written, number, self.plan)
            self.strategy = self.plan.sections.add(found, (), self.grid.place(row, column))
            self.plan.note_unclear(words(self.grid.rows[row][column]), self.grid.place(row, column))
        if self.strategy is None:
            return
        for upper in UPPER:
            if upper in header.fields:
                self._asks("supports", "mapped_to")
                self._serves(row, header.fields[upper], upper)
        if "tactic" in header.fields:
            self._tactics(row, header.fields["tactic"])
        if "programme" in header.fields:
            self._programmes(row, header.fields["programme"])
        if "responsible_unit" in header.fields:
            self._unit(row, header.fields["responsible_unit"])

    def _asks(self, *names: str) -> None:
        assert self.strategy is not None
        node = self.plan.sections.nodes[self.strategy]
        node.asked = (node.asked or frozenset()) | {*names}

    def _serves(self, row: int, column: int, upper: Upper) -> None:
        assert self.strategy is not None
        self.plan.sections.nodes[self.strategy].slots.setdefault(upper, self.grid.place(row, column))
        for item in filled_in(self.grid.text(row, column)):
            found = self.said.setdefault(self.strategy, {}).setdefault(upper, [])
            found.append((item, self.grid.place(row, column)))

    def _tactics(self, row: int, column: int) -> None:
        assert self.strategy is not None
        place = self.grid.place(row, column)
        for part in segments(self.grid.text(row, column), every_line=True):
            found = section(part)
            if found and found.kind == "tactic" and found.number:
                self.plan.sections.add(found, [self.strategy], place)
            elif not self._known(part, "tactic"):
                self.plan.not_understood(part, place)

    def _programmes(self, row: int, column: int) -> None:
        place = self.grid.place(row, column)
        for part in segments(self.grid.text(row, column), every_line=True):
            if not self._known(part, "programme"):
                self.plan.note(
                    place,
                    f"“{part}” ไม่มีตารางรายละเอียดโครงการใต้ยุทธศาสตร์ {self.strategy} ในไฟล์นี้",
                    f"“{part}” has no table of projects under strategy {self.strategy} in this file.",
                )

    def _known(self, part: str, kind: str) -> bool:
        assert self.strategy is not None
        found = section(part)
        lead = _LEAD.match(part)
        names = {name_key(found.name) if found else "", name_key(part), name_key(lead["name"]) if lead else ""} - {""}
        if kind == "programme":
            names |= {name_key(f"แผนงาน{name}") for name in names}
        below = self.plan.sections.below(self.strategy, "tactic" if kind == "tactic" else "programme")
        return len(key(part)) < 2 or any(name_key(self.plan.sections.named(code)) in names for code in below)

    def _unit(self, row: int, column: int) -> None:
        assert self.strategy is not None
        cell = self.grid.cell(row, column)
        self._asks("responsible_unit")
        node = self.plan.sections.nodes[self.strategy]
        known = node.cells.get("responsible_unit")
        if known is None or known.raw is None:
            node.cells["responsible_unit"] = cell
        elif cell.raw is not None and key(words(cell.raw)) not in key(words(known.raw)):
            node.cells["responsible_unit"] = Cell(f"{words(known.raw)}, {words(cell.raw)}", known.place)


def filled_in(written: str) -> list[Item]:
    """What a cell of an upper strategy names, its own label left out and its lines taken together."""
    flat = re.sub(r"(?<=[0-9๐-๙])\s*\n\s*(?=[0-9๐-๙])", ", ", written)
    flat = " ".join(flat.split())
    line = alignment_line(flat) if "|" not in flat else None
    return items(line.rest) if line and line.rest else [] if set(flat) <= set("-–. …") else items(flat)


def _strategy(written: str, number: str, plan: PlanSoFar) -> Section:
    """The own strategy in a cell, numbered by its words, else as the one known by that name, else by its row."""
    flat = " ".join(written.split())
    found = section(flat)
    if found and found.kind == "strategy":
        if found.number:
            return found
        flat = found.name
    lead = _LEAD.match(flat)
    name = lead["name"] if lead else flat
    known = [
        code for code in plan.sections.under(None, "strategy") if name_key(plan.sections.named(code)) == name_key(name)
    ]
    row = re.sub(r"\D", "", arabic_digits(number))
    own = arabic_digits(lead["number"]) if lead and "." not in lead["number"] else None
    return Section("strategy", own or (known[0].partition("~")[0] if known else row or None), name)


def _tie(plan: PlanSoFar, strategy: str, upper: Upper, named: Sequence[tuple[Item, Place]]) -> None:
    """Ties a strategy to what the overview names; kept apart where the lines above its tables name something else."""
    above, here = plan.sections.served(strategy, upper), {compared(item) for item, _ in named}
    if not above or above == here:
        for item, place in named:
            plan.sections.support(strategy, upper, item, place)
        return
    for item, place in named:
        plan.sections.support(strategy, upper, item, place, "mapped_to")
    mine, theirs = ", ".join(sorted(here)), ", ".join(sorted(above))
    plan.note(
        named[0][1],
        f"ยุทธศาสตร์ {strategy}: ตารางภาพรวมโยงกับ {upper} {mine} แต่บรรทัดเหนือตารางโครงการโยงกับ {theirs} จึงใช้บรรทัดเหนือตาราง "
        "และจำสิ่งที่ตารางภาพรวมบอกไว้ต่างหาก",
        f"Strategy {strategy}: the overview ties it to {upper} {mine}, the lines above its tables to {theirs}; "
        "the lines above the tables were taken, and what the overview says was kept apart.",
    )
