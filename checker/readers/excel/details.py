"""A detail sheet (ผ.02) from top to bottom: lines above the tables, projects, continuation rows, markers, totals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from checker.forms import Form, form_titled
from checker.place import Place
from checker.readers.draft import DraftNode, written_text
from checker.readers.excel.alignment import Item, Line, alignment_line, goes_on, items
from checker.readers.excel.amendments import say_amendment
from checker.readers.excel.foot import Summands, foot_row, total_label
from checker.readers.excel.grid import Grid
from checker.readers.excel.grid import words as words_of
from checker.readers.excel.header import Header
from checker.readers.excel.lines import (
    Section,
    is_remark,
    is_unfilled,
    marker,
    parts,
    section,
)
from checker.readers.excel.notes import note_columns
from checker.readers.excel.plan import PlanSoFar
from checker.readers.excel.projects import Row, continue_project, is_new_project, project
from checker.thai import key


def read_details(grid: Grid, form: Form, tables: Sequence[Header], plan: PlanSoFar) -> None:
    """Adds the sections, projects and totals of the sheet, whose tables have the headers `tables`, to `plan`."""
    _Walk(grid, plan, form).run(tables)


_OF_PROJECTS: Final = ("objective", "target", "indicator_text", "expected_result", "responsible_unit")
_OF_THE_PAGE: Final = re.compile(r"^\W*(?:(?:แบบ)?ผ\.?\d[\d./]*|หน้า(?:ที่)?\d+|\d{1,3}|\(?หน่วย:?(?:พัน|ล้าน)?บาท\)?)\W*$")


@dataclass(slots=True)
class _Walk:
    """One sheet being read; its state is where we are: under which section, in which table, after which project."""

    grid: Grid
    plan: PlanSoFar
    form: Form
    strategy: str | None = None
    tactic: str | None = None
    programme: str | None = None
    header: Header | None = None
    marker: str | None = None
    marker_of_sheet: str | None = None
    marker_is_fresh: bool = False
    marked: dict[str, Place] = field(default_factory=dict)
    waiting: list[tuple[Line, Place]] = field(default_factory=list)
    last_line: Line | None = None
    last_project: DraftNode | None = None
    last_row: int = 0
    summands: Summands = field(default_factory=Summands)

    def run(self, tables: Sequence[Header]) -> None:
        """Reads every row once, in order."""
        starts = {header.first: header for header in tables}
        inside = {row for header in tables for row in range(header.first, header.last + 1)}
        ends = [header.first for header in tables[1:]] + [max(self.grid.rows) + 1]
        filled = {
            header.first: any(header.last < row < end for row in self.grid.rows)
            for header, end in zip(tables, ends, strict=True)
        }
        for row in self.grid.rows:
            if row in starts:
                self._begin_table(starts[row], is_filled=filled[row])
            elif row not in inside:
                self._row(row)

    def _begin_table(self, header: Header, *, is_filled: bool) -> None:
        if self.waiting and self.strategy:
            self._serve(self.strategy)
        for line, place in self.waiting:
            if not is_filled and not line.rest:
                continue
            self.plan.note(
                place,
                "ไม่พบยุทธศาสตร์ของ อปท. ใต้บรรทัดนี้ จึงยังไม่ได้โยงบรรทัดนี้กับยุทธศาสตร์ใด",
                "No strategy of the authority follows this line, so it was not tied to any.",
            )
        self.waiting.clear()
        named = self.strategy or self.tactic or self.programme or "part_of" in header.fields
        named = named or (not self.form.official and self.plan.card is not None)
        if self.header is None and is_filled and not named:
            self.plan.note(
                self.grid.place(header.first),
                "ไม่พบบรรทัดยุทธศาสตร์ กลยุทธ์ หรือแผนงานเหนือตาราง โครงการในตารางนี้จึงยังไม่อยู่ใต้ยุทธศาสตร์ใด",
                "No strategy, tactic or programme stands above this table, so its projects belong to none.",
            )
        if self.header is None or self.header.known != header.known:
            note_columns(self.grid.place(header.first), self.form, header, self.plan)
        self.header, self.last_line, self.last_row = header, None, header.last
        self.marker_is_fresh = False
        self.summands = Summands(in_programme=self.summands.in_programme)

    def _row(self, number: int) -> None:
        cells = self.grid.rows[number]
        first = next(iter(cells))
        if len(cells) == 1 and first != self._number_column and _OF_THE_PAGE.match(key(self.grid.text(number, first))):
            return
        if self.header is not None:
            row = Row(self.grid, self.header, number)
            label = total_label(row)
            if label is not None:
                self._total(row, label)
                return
            if not row.is_numbered or not self._has_words(row):
                if self._words_only(row) and self._lines(number):
                    return
                if not row.is_numbered:
                    self._continuation(row)
                    return
            self._project(row)
            return
        if not self._lines(number):
            self._above_table(number, first)

    @property
    def _number_column(self) -> int | None:
        return self.header.fields.get("number") if self.header is not None else None

    def _has_words(self, row: Row) -> bool:
        """Whether a numbered row has the words of a project, and not those of a section line such as `1` · `ยุทธศาสตร์ที่ 1 …`."""
        name = row.text("name")
        if row.has_yearly or row.text("objective") or row.text("target"):
            return True
        return section(f"{row.text('number')} {name}") is None

    def _words_only(self, row: Row) -> bool:
        """Whether nothing stands in the columns that only projects fill, so that the row can be a line of its own."""
        return not row.has_yearly and not any(row.text(field_name) for field_name in _OF_PROJECTS)

    def _lines(self, number: int) -> bool:
        """Reads the row as lines of words (sections, alignment, markers, titles); whether it was any of them."""
        lines = self._parts(number)
        if not lines or (self.header is not None and not self._is_line(lines[0][0], number)):
            return False
        for column, raw in self.grid.rows[number].items():
            self.plan.note_unclear(words_of(raw), self.grid.place(number, column))
        understood = [self._line(words, self.grid.place(number, column)) for words, column in lines]
        return any(understood)

    def _parts(self, number: int) -> list[tuple[str, int]]:
        """The lines of words in a row, each with the column where it stands."""
        return parts((self.grid.text(number, column), column) for column in self.grid.rows[number])

    def _is_line(self, words: str, number: int) -> bool:
        """Whether, among the rows of a table, these words are a line of their own and not the text of a project."""
        found = section(words)
        if (
            alignment_line(words)
            or marker(words)
            or (found and found.sure and (found.number or found.kind == "programme"))
        ):
            return True
        first = next(iter(self.grid.rows[number]))
        assert self.header is not None
        outside = first <= self.header.fields.get("number", 0) or first < self.header.fields["name"]
        return outside and bool(form_titled(words) or self.plan.titles.see(words, self.grid.place(number, first)))

    def _line(self, words: str, place: Place) -> bool:
        if not self.form.official and self.header is None and self.plan.titles.see_other(words, place):
            return True
        aligned = alignment_line(words)
        if aligned:
            self.last_line = aligned
            self.waiting.append((aligned, place))
            if self.strategy and self.header is None:
                self._serve(self.strategy)
            return True
        label = marker(words)
        if label:
            self.plan.titles.see(words, place)
            self._mark(label)
            self.marked[label] = place
            return True
        if is_unfilled(words):
            return True
        found = section(words)
        if found and (found.sure or (self.header is None and self.strategy)):
            self._enter(found, place)
            return True
        if self.plan.titles.see(words, place) or form_titled(words):
            return True
        if self.last_line is not None and goes_on(words):
            self.waiting.append((Line(self.last_line.upper, words), place))
            if self.strategy and self.header is None:
                self._serve(self.strategy)
            return True
        return False

    def _mark(self, label: str) -> None:
        self.marker, self.marker_is_fresh, self.last_project = label, True, None
        if self.header is None:
            self.marker_of_sheet = label
        self.summands.in_block = []

    def _enter(self, found: Section, place: Place) -> None:
        if not self.marker_is_fresh:
            self.marker = self.marker_of_sheet
        self.last_line, self.last_project = None, None
        self.summands = Summands()
        if found.kind == "strategy":
            self.strategy = self.plan.sections.add(found, (), place)
            self.tactic = self.programme = None
            self._serve(self.strategy)
        elif found.kind == "tactic":
            self._find_strategy(found, place)
            self._check_number(found, place)
            self.tactic = self.plan.sections.add(found, [self.strategy] if self.strategy else [], place)
            self.programme = None
        else:
            above = [code for code in (self.tactic, self.strategy) if code]
            self.programme = self.plan.sections.add(found, above, place)

    def _find_strategy(self, found: Section, place: Place) -> None:
        """Takes the strategy that other sheets have for the tactic's number, where this sheet names none."""
        wanted = (found.number or "").partition(".")[0]
        if self.strategy is None and "." in (found.number or "") and wanted in self.plan.sections.all("strategy"):
            self.strategy = wanted
            self.plan.note(
                place,
                f"แผ่นงานนี้ไม่มีบรรทัดยุทธศาสตร์ จึงอ่านกลยุทธ์ {found.number} ว่าเป็นของยุทธศาสตร์ {wanted}",
                f"This sheet names no strategy, so tactic {found.number} was read as part of strategy {wanted}.",
            )

    def _check_number(self, found: Section, place: Place) -> None:
        """Notes a tactic whose number belongs to another strategy than the one it stands under."""
        strategy = (self.strategy or "").partition("~")[0]
        if self.strategy and found.number and "." in found.number and found.number.partition(".")[0] != strategy:
            self.plan.note(
                place,
                f"กลยุทธ์ {found.number} อยู่ใต้ยุทธศาสตร์ {self.strategy} จึงอ่านว่าเป็นของยุทธศาสตร์ {self.strategy}",
                f"Tactic {found.number} stands under strategy {self.strategy} and was read as part of it.",
            )

    def _serve(self, strategy: str) -> None:
        """Ties the alignment lines that wait to `strategy`; the official forms have such lines, be they there or not."""
        if self.waiting or self.form.official:
            node = self.plan.sections.nodes[strategy]
            node.asked = (node.asked or frozenset()) | {"supports"}
        for line, place in self.waiting:
            self.plan.sections.nodes[strategy].slots.setdefault(line.upper, place)
            for item in items(line.rest):
                self.plan.sections.support(strategy, line.upper, Item(item.written, item.code, item.title), place)
        self.waiting.clear()

    def _above_table(self, number: int, first: int) -> None:
        shown = " ".join(part for part, _ in self._parts(number))
        card = self.plan.card.cells.values() if self.plan.card is not None else ()
        if len(key(shown)) > 3 and all(key(shown) != key(written_text(cell.raw)) for cell in card):
            self.plan.not_understood(shown, self.grid.place(number, first))

    def _total(self, row: Row, label: str) -> None:
        section_code = self.programme or self.tactic or self.strategy or self.grid.sheet
        code = self.plan.total_code(f"ท้ายตาราง:{section_code}")
        tops = (self.strategy, self.tactic, self.programme)
        wider = [partial(self.plan.sections.projects_under, self.plan.projects, top) for top in tops]
        readings = self.summands.readings(label, [*wider, self.plan.projects.copy])
        self.plan.totals[code] = foot_row(row, label, code, readings)
        self.summands.since_total = []
        self.last_project = None

    def _project(self, row: Row) -> None:
        if not self._is_project(row):
            return
        parent = self.programme or self.tactic or self.strategy
        prefix = "-".join(part for part in (parent, self.form.mark, self.marker) if part)
        number = self.plan.numbering.next(prefix) if row.counts_itself else row.project_number
        code, again = (row.code, False) if row.code else self.plan.numbering.code(prefix, number)
        if again:
            self.plan.note(
                row.place(),
                f"ลำดับที่ {number} ซ้ำกับลำดับก่อนหน้าในแผนงานเดียวกัน จึงเรียกโครงการนี้ว่า {code}",
                f"Number {number} stands for an earlier project of the same programme too, so this one is called {code}.",
            )
        node = project(row, self.form, code, parent)
        if self.marker is not None:
            say_amendment(node, self.marker, self.marked[self.marker])
        self.plan.projects.append(node)
        self.summands.add(node)
        self.last_project, self.last_row, self.marker_is_fresh = node, row.bottom, False

    def _is_project(self, row: Row) -> bool:
        filled = set(self.grid.rows[row.number]) - {row.header.fields.get("number", 0)}
        if filled:
            return True
        self.plan.note(
            self.grid.place(row.number, row.header.fields.get("number")),
            f"ลำดับที่ {row.project_number} ไม่มีข้อความ จึงไม่นับเป็นโครงการ",
            f"Number {row.project_number} has nothing beside it and was not counted as a project.",
        )
        return False

    def _continuation(self, row: Row) -> None:
        """A row without a number: a project of its own, or more of the one above."""
        if is_new_project(row):
            self._project(row)
            self.plan.note(
                row.place(),
                "แถวนี้ไม่มีลำดับที่ แต่มีชื่อและงบประมาณหรือวัตถุประสงค์ของตนเอง จึงนับเป็นโครงการหนึ่ง",
                "The row has no number but a name and a budget or objective of its own, so it was counted as a project.",
            )
            return
        first = next(iter(self.grid.rows[row.number]))
        shown = " ".join(" ".join(self.grid.text(row.number, column).split()) for column in self.grid.rows[row.number])
        if self.last_project is None or row.number > self.last_row + 2 or is_remark(shown):
            if len(key(shown)) > 1:
                self.plan.not_understood(shown, self.grid.place(row.number, first))
            return
        beside = row.text("number")
        if len(key(beside)) > 1:
            self.plan.not_understood(beside, self.grid.place(row.number, first))
        self.plan.notes += continue_project(self.last_project, row)
        self.last_row = row.bottom
