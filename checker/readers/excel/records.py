"""Tables of records: a row a goal with its indicator, a problem, an item of equipment, whatever the form declares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from checker.forms import Column, Form
from checker.place import Place
from checker.readers.draft import Cell, DraftNode, DraftReference
from checker.readers.excel.grid import Grid, words
from checker.readers.excel.header import Header, scaled
from checker.readers.excel.lines import is_remark, is_total
from checker.readers.excel.plan import PlanSoFar
from checker.readers.excel.projects import Row, carry_extra, joined
from checker.readers.excel.references import references
from checker.thai import key

_NO_YEAR: Final = "–"


def read_records(
    grid: Grid,
    form: Form,
    tables: Sequence[Header],
    plan: PlanSoFar,
    project: str | None = None,
    before: int | None = None,
) -> None:
    """Adds the nodes that the tables of the sheet, down to row `before`, tell of to `plan`.

    `project` is the code of the one that they belong to, if to any.
    """
    ends = [header.first for header in tables[1:]] + [before or max(grid.rows, default=0) + 1]
    for header, end in zip(tables, ends, strict=True):
        reader = _Records(grid, form, header, plan, project)
        for row in grid.rows:
            if header.last < row < end:
                reader.read(row)


@dataclass(slots=True)
class _Records:
    """A table being read; `current` is the node of each kind that the rows stand under."""

    grid: Grid
    form: Form
    header: Header
    plan: PlanSoFar
    project: str | None
    current: dict[str, DraftNode] = field(default_factory=dict)
    last_row: int = 0

    def read(self, row: int) -> None:
        """Takes up what `row` says: of each kind a new node, or more of the one above."""
        first = next(iter(self.grid.rows[row]))
        shown = self.grid.text(row, first)
        if is_total(shown) or is_remark(shown) or not self._filled(row, self.form.columns):
            if len(key(shown)) > 1:
                self.plan.not_understood(" ".join(shown.split()), self.grid.place(row, first))
            return
        kinds = [kind for kind in self.form.rows if self._filled(row, self.form.of(kind))]
        for kind in kinds:
            self._take(kind, row)
        lowest = self.current[kinds[-1]]
        lowest.remarks += self.grid.remarks.get(row, ())
        carry_extra(lowest, Row(self.grid, self.header, row))
        self.last_row = row

    def _filled(self, row: int, columns: Sequence[Column]) -> bool:
        """Whether anything stands in `columns`, a mere number at the head of the row not counted."""
        cells = self.grid.rows[row]
        keys = {column.key for column in columns if column.of}
        own = {number for name, number in self.header.fields.items() if name in keys and name != "number"}
        own |= {n for name, years in self.header.yearly.items() if name in keys for n in years.values()}
        return any(column in cells for column in own)

    def _text(self, row: int, name: str) -> str:
        column = self.header.fields.get(name)
        return " ".join(self.grid.text(row, column).split()) if column else ""

    def _key(self, kind: str, name: str) -> str:
        """The key of the column that fills the field `name` of `kind`."""
        return f"{kind}.{name}" if len(self.form.rows) > 1 else name

    def _take(self, kind: str, row: int) -> None:
        """Makes the node of `kind` that `row` tells of the one that lower kinds stand under."""
        code, name = self._text(row, self._key(kind, "code")), self._text(row, self._key(kind, "name"))
        above = self.current.get(kind)
        if kind != self.form.rows[-1]:
            known = self.plan.known.get((kind, key(code), key(name))) or self._named_by_half(kind, code, name)
            if known is not None:
                self.current[kind] = known
                self._say_again(known, row)
                return
        named = {self._key(kind, "name"), self._key(kind, "code")} & self.header.fields.keys()
        if above is not None and named and not code and not name and self.last_row == row - 1:
            self._join(above, row)
            return
        self.current[kind] = self._node(kind, row, code)
        self.plan.remember(self.current[kind])

    def _named_by_half(self, kind: str, code: str, name: str) -> DraftNode | None:
        """The node that a row names by its code alone, or by its name alone."""
        if bool(code) == bool(name):
            return None
        return self.plan.known.get((kind, key(code), key(name)))

    def _node(self, kind: str, row: int, code: str) -> DraftNode:
        node = DraftNode(kind, self._code(kind, row, code), self._place(kind, row), adds=self.form.adds)
        for column in self.form.of(kind):
            if column.key in self.header.fields:
                self._fill(node, column, row, self.header.fields[column.key])
            if column.field is not None and column.key in self.header.yearly:
                node.yearly[column.field] = {
                    year: scaled(self.grid.cell(row, number), self.header.scales.get(number, 1))
                    for year, number in self.header.yearly[column.key].items()
                }
        node.cells |= {name: Cell(said, node.place) for name, said in self.form.sets.items()}
        self._tie(node, row)
        node.asked = frozenset(self._asked(kind))
        return node

    def _asked(self, kind: str) -> Iterator[str]:
        """The fields and relations of `kind` that the table has a place for, be it a column or where a row stands."""
        yield from self.form.sets
        if kind in self.form.joins:
            yield self.form.joins[kind]
        if self.project is not None:
            yield "part_of"
        for column in self.form.of(kind):
            if column.key in self.header.known:
                yield from filter(None, (column.field, column.relation))

    def _place(self, kind: str, row: int) -> Place:
        fields = self.header.fields
        named = next((fields[one] for name in ("name", "code") if (one := self._key(kind, name)) in fields), None)
        return self.grid.place(row, named or min((*fields.values(), *self.header.year_columns)))

    def _code(self, kind: str, row: int, code: str) -> Cell:
        """The code in the row; one that is counted on where it has none, with a note."""
        number = self.header.fields.get(self._key(kind, "code"))
        place = self.grid.place(row, number) if number else self._place(kind, row)
        if code:
            return Cell(code, place)
        counted = self.plan.next_code(kind)
        if number:
            self.plan.note(
                place,
                f"แถวนี้ไม่มีรหัส จึงเรียกว่า {counted}",
                f"This row has no code, so it is called {counted}.",
            )
        return Cell(counted, place)

    def _fill(self, node: DraftNode, column: Column, row: int, number: int) -> None:
        cell = self.grid.cell(row, number)
        if column.relation is not None:
            for one in references(column, cell):
                node.references.append(self._by_name(one, column))
            where = column.list or column.level
            if where is not None:
                node.slots.setdefault(where, cell.place)
        elif column.field is not None and column.year_from is not None:
            year = self._text(row, column.year_from)
            node.yearly.setdefault(column.field, {})
            if cell.raw is not None or year:
                node.yearly[column.field][year or _NO_YEAR] = cell
        elif column.field is not None and column.field != "code":
            node.cells[column.field] = cell

    def _by_name(self, reference: DraftReference, column: Column) -> DraftReference:
        """The reference with the code of what it calls by its name, where the column is one of names."""
        if column.names is None:
            return reference
        return replace(reference, written=self.plan.code_of(column.names, reference.written) or reference.written)

    def _tie(self, node: DraftNode, row: int) -> None:
        """Ties the node to the upper one of its row, or to the project of its sheet, where no column says otherwise."""
        relation = self.form.joins.get(node.kind)
        if relation is not None and not any(one.relation == relation for one in node.references):
            upper = self.current.get(self.form.rows[self.form.rows.index(node.kind) - 1])
            if upper is not None:
                node.references.append(DraftReference(relation, words(upper.code.raw), node.place))
        if self.project is not None and not any(one.relation == "part_of" for one in node.references):
            node.references.append(DraftReference("part_of", self.project, node.place))

    def _say_again(self, node: DraftNode, row: int) -> None:
        """Takes up what `row` says of a node that was told of above: what is new, and a note on what is otherwise."""
        again = self._node(node.kind, row, words(node.code.raw))
        said = {(one.relation, key(one.written), one.list, one.level) for one in node.references}
        node.references += [
            one for one in again.references if (one.relation, key(one.written), one.list, one.level) not in said
        ]
        for name, cell in again.cells.items():
            above = node.cells.get(name)
            if above is None or above.raw is None:
                node.cells[name] = cell
            elif cell.raw is not None and key(words(cell.raw)) != key(words(above.raw)):
                self._not_used(cell, node)
        for name, years in again.yearly.items():
            for year, cell in years.items():
                self._add_yearly(node, name, year, cell)

    def _add_yearly(self, node: DraftNode, name: str, year: str, cell: Cell) -> None:
        """Gives `node` a value of a year where it has none yet; a note where it has another."""
        above = node.yearly.setdefault(name, {}).get(year)
        if above is None or above.raw is None:
            node.yearly[name][year] = cell
        elif cell.raw is not None and key(words(cell.raw)) != key(words(above.raw)):
            self._not_used(cell, node)

    def _not_used(self, cell: Cell, node: DraftNode) -> None:
        shown, code = " ".join(words(cell.raw).split()), words(node.code.raw)
        self.plan.note(
            cell.place,
            f"แถวบนบอกเรื่องนี้ของ {code} ไว้แล้ว จึงไม่ได้ใช้ “{shown}”",
            f"A row above says this of {code} already, so “{shown}” was not used.",
        )

    def _join(self, node: DraftNode, row: int) -> None:
        """A row without a code and a name goes on with the words of the row above."""
        for column in self.form.of(node.kind):
            number = self.header.fields.get(column.key)
            cell = self.grid.cell(row, number) if number else None
            if cell is None or cell.raw is None:
                continue
            if column.relation is not None:
                node.references += [self._by_name(one, column) for one in references(column, cell)]
            elif column.field is not None and column.year_from is None:
                node.cells[column.field] = joined(node.cells.get(column.field, Cell(None, cell.place)), cell)
        below = self._node(node.kind, row, words(node.code.raw))
        for name, years in below.yearly.items():
            for year, cell in years.items():
                self._add_yearly(node, name, year, cell)
