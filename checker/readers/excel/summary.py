"""The summary sheet (ผ.01): printed numbers of projects and budgets, a row a strategy or programme, and their totals."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from rapidfuzz import fuzz

from checker.forms import form, heading_key, likeness
from checker.readers.draft import Cell, DraftNode, DraftReference
from checker.readers.excel.grid import Grid
from checker.readers.excel.header import column_texts, money_scale, scaled, span, year_in
from checker.readers.excel.lines import Section, is_grand_total, is_lead, is_total, parts, section
from checker.readers.excel.plan import PlanSoFar
from checker.readers.excel.sections import name_key
from checker.thai import key

_ALL: Final = ""
_COUNTS: Final = frozenset({"จำนวน", "จำนวนโครงการ", "โครงการ"})
_MONEY: Final = ("งบประมาณ", "จำนวนเงิน", "เงิน", "จำนวนงบ")
_ALIKE: Final = 70.0
_LEAD: Final = re.compile(r"^\s*\(?[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2})*\s*[.)]*\s*")


@dataclass(frozen=True, slots=True)
class Table:
    """A summary's header: rows `first` to `last`, and the column of each field and year (`""` for all years).

    `labels` are the columns whose heading announces the labels of rows, `others` those with a heading of their own.
    """

    first: int
    last: int
    columns: Mapping[tuple[str, str], int]
    scales: Mapping[int, int]
    labels: frozenset[int]
    others: frozenset[int]

    @property
    def label_end(self) -> int:
        """The first column that is no label."""
        return min(self.columns.values())


def summary_tables(grid: Grid) -> list[Table]:
    """The headers of summary tables on the sheet: numbers of projects and money for two years at least."""
    found: list[Table] = []
    for row in grid.rows:
        if found and row <= found[-1].last:
            continue
        kinds = [_kind(grid.text(row, column)) for column in grid.rows[row]]
        if kinds.count("count") >= 2 and kinds.count("budget") >= 2:
            table = _table(grid, row)
            if len({year for _, year in table.columns} - {_ALL}) >= 2:
                found.append(table)
    return found


def _kind(written: str) -> str | None:
    heading = heading_key(written)
    if heading in _COUNTS:
        return "count"
    return "budget" if heading.startswith(_MONEY) and len(heading) < 24 else None


def _table(grid: Grid, anchor: int) -> Table:
    first, last = span(grid, anchor, form("summary").columns)
    while (
        anchor - first < 4
        and sum(year_in(grid.text(first - 1, c)) is not None for c in grid.rows.get(first - 1, {})) >= 2
    ):
        first -= 1
    columns: dict[tuple[str, str], int] = {}
    scales: dict[int, int] = {}
    year = None
    texts = column_texts(grid, first, last)
    whole = " ".join(" ".join(part) for part in texts.values())
    for column, written in texts.items():
        own = next((found for one in written if (found := year_in(one))), None)
        totals = any("รวม" in key(one) for one in written)
        year = own or (_ALL if totals else year)
        kind = next((found for one in reversed(written) if (found := _kind(one))), None)
        if kind and year is not None and (kind, year) not in columns:
            columns[kind, year] = column
            scales[column] = money_scale(written, whole) if kind == "budget" else 1
    end = min(columns.values(), default=0)
    headed = {column: heading_key("".join(written)) for column, written in texts.items() if column < end}
    labels = frozenset(column for column, heading in headed.items() if _heads_labels(heading))
    return Table(first, last, columns, scales, labels, frozenset(headed) - labels)


def _heads_labels(heading: str) -> bool:
    known = (form("summary").column("name"), form("details").column("number"))
    return any(likeness(heading, column) > (0, 0) for column in known)


def read_summary(grid: Grid, plan: PlanSoFar, plan_code: str) -> None:
    """Adds every printed row of totals to `plan`; the sections of `plan` must be complete before."""
    tables = summary_tables(grid)
    reader = _Summary(grid, plan, plan_code)
    for table, following in zip(tables, [*tables[1:], None], strict=True):
        end = following.first if following else max(grid.rows) + 1
        reader.read([row for row in grid.rows if table.last < row < end], table)


@dataclass(slots=True)
class _Summary:
    """A summary being read: under which strategy and tactic we are, and which of them have had their total."""

    grid: Grid
    plan: PlanSoFar
    plan_code: str
    strategy: str | None = None
    tactic: str | None = None
    tactic_totals: int = 0
    summed: set[str | None] = field(default_factory=set)

    def read(self, rows: list[int], table: Table) -> None:
        """Reads `rows`, which stand under `table`."""
        for position, row in enumerate(rows):
            lines = self._labels(row, table)
            valued = any(column in self.grid.rows[row] for column in table.columns.values())
            if not lines:
                continue
            if is_total(lines[0][0]):
                if valued:
                    label = " ".join(words for words, _ in lines)
                    self._print(row, table, lines[0], self._sum_of(label, rows[position + 1 :], table))
                continue
            codes: list[str] = []
            for words, _ in lines:
                codes = self._enter(words)
            if valued:
                self._print(row, table, lines[-1], codes)

    def _labels(self, row: int, table: Table) -> list[tuple[str, int]]:
        """The words that label `row`, with their columns: under the heading of labels, else left of the figures.

        Notes stand in columns with a heading of their own, or beside the labels without one.
        """
        left = [(self.grid.text(row, c), c) for c in self.grid.rows[row] if c < table.label_end]
        headed = [(words, c) for words, c in left if c in table.labels]
        chosen = headed if any(not is_lead(words) for words, _ in headed) else left
        return parts((words, c) for words, c in chosen if c not in table.others or not table.labels)

    def _enter(self, words: str) -> list[str]:
        """The codes of the sections that a label names; a strategy or tactic is where we are from here on."""
        found = section(words) or Section("programme", None, words)
        if found.kind == "strategy":
            codes = self._matching(found, self.plan.sections.under(None, "strategy"))
            self.strategy, self.tactic, self.tactic_totals = (codes[0] if codes else f"?{words}"), None, 0
            return codes
        if found.kind == "tactic" and found.sure:
            codes = self._matching(found, self.plan.sections.below(self.strategy or "", "tactic"))
            self.tactic = codes[0] if codes else None
            return codes
        top = self.tactic or self.strategy
        below = self.plan.sections.below(top, "programme") if top else list(self.plan.sections.all("programme"))
        codes = self._matching(found, below)
        return codes or self._by_name_alone(words)

    def _by_name_alone(self, words: str) -> list[str]:
        """A label without a word for its kind, known by its name as a tactic or strategy."""
        bare = _LEAD.sub("", words)
        found = section(words) or Section("tactic", None, bare)
        tactics = [code for code in self.plan.sections.all("tactic") if self.strategy in self.plan.sections.above(code)]
        codes = self._matching(found, tactics)
        if codes:
            self.tactic = codes[0]
            return codes
        codes = [
            code
            for code in self.plan.sections.all("strategy")
            if name_key(self.plan.sections.named(code)) == name_key(bare)
        ]
        if codes:
            self.strategy, self.tactic, self.tactic_totals = codes[0], None, 0
        return codes

    def _matching(self, found: Section, candidates: list[str]) -> list[str]:
        """Those of `candidates` with the same name; else the one of the same number whose name is much alike."""
        wanted = name_key(found.name)
        named = [code for code in candidates if name_key(self.plan.sections.named(code)) == wanted]
        numbered = [code for code in candidates if found.number and _has_number(code, found.number)]
        if found.kind != "programme" or self.tactic:
            exact = [code for code in named if code in numbered]
            named = exact or named
        if named:
            return named
        return [code for code in numbered if fuzz.ratio(name_key(self.plan.sections.named(code)), wanted) >= _ALIKE][:1]

    def _sum_of(self, label: str, rest: list[int], table: Table) -> list[str]:
        """What a row of totals sums: the section it names, the tactic or strategy it closes, or the whole plan."""
        named = section(label.partition("รวม")[2].strip())
        if named and named.kind != "programme":
            return self._enter(label.partition("รวม")[2].strip())
        if is_grand_total(label):
            return [self.plan_code]
        if self.tactic and self.tactic not in self.summed and (self.tactic_totals or self._tactic_follows(rest, table)):
            self.tactic_totals += 1
            self.summed.add(self.tactic)
            return [self.tactic]
        if self.strategy and self.strategy not in self.summed:
            self.summed.add(self.strategy)
            return [] if self.strategy.startswith("?") else [self.strategy]
        return [self.plan_code]

    def _tactic_follows(self, rest: list[int], table: Table) -> bool:
        """Whether the next tactic or strategy below is a tactic."""
        for row in rest:
            for words, _ in self._labels(row, table):
                found = section(words)
                if found and found.sure and found.kind != "programme":
                    return found.kind == "tactic"
        return False

    def _print(self, row: int, table: Table, label: tuple[str, int], codes: list[str]) -> None:
        words, column = label
        place = self.grid.place(row, column)
        own = "+".join(codes) or " ".join(words.split())[:60]
        stem = "รวมทั้งสิ้น" if codes == [self.plan_code] else own
        node = DraftNode("total", Cell(self.plan.total_code(f"สรุป:{stem}"), place), place)
        node.cells["name"] = Cell(" ".join(words.split()), place)
        node.cells["table"] = Cell("บัญชีสรุป", place)
        for (kind, year), number in table.columns.items():
            cell = scaled(self.grid.cell(row, number), table.scales[number])
            if year == _ALL:
                node.cells[f"{kind}_all"] = cell
            else:
                node.yearly.setdefault(kind, {})[year] = cell
        node.asked = frozenset({*node.cells, *node.yearly, "sums"})
        node.references = [DraftReference("sums", code, place) for code in codes]
        self.plan.totals[str(node.code.raw)] = node
        if not codes:
            self.plan.note(
                place,
                f"“{words}” ในบัญชีสรุปไม่ตรงกับยุทธศาสตร์ กลยุทธ์ หรือแผนงานใดในตารางโครงการ จึงไม่ได้เทียบยอดของแถวนี้",
                f"“{words}” in the summary fits no strategy, tactic or programme of the tables, so this row was not compared.",
            )


def _has_number(code: str, number: str) -> bool:
    bare = code.partition("~")[0]
    return bare == number or bare.endswith(f"({number.rpartition('.')[2]})")
