"""Nodes as rows of the forms: which form a node stands on, beside which other node, and what stands in each column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from checker.forms import Column, Form, form
from checker.readers.draft import DraftNode, DraftPlan, DraftReference, Raw, written_text
from checker.readers.excel.sections import name_key
from checker.thai import key
from checker.writers.excel.columns import Window, filled_fields
from checker.writers.excel.said import placed
from checker.writers.written import by_year

Row = dict[str, Raw]
_OWN_FORMS = {
    "strategy": "strategies",
    "goal": "goals",
    "indicator": "goals",
    "tactic": "tactics",
    "programme": "tactics",
    "project": "project-list",
    "activity": "activities",
    "problem": "problems",
    "equipment": "equipment",
}
_LISTED = {"from-villages": "from-villages", "beyond-capacity": "beyond-capacity"}
_ON_BRIEF = frozenset(
    {
        "rationale", "period", "starts_on", "ends_on",
        "site_permission", "drawings", "quotations", "terms_of_reference", "public_consent",
    }
)  # fmt: skip
_ON_RESULTS = frozenset({"actual", "shortfall_reason"})


@dataclass(frozen=True, slots=True)
class Filling:
    """A form with the rows that go onto it and the nodes they tell of."""

    form: Form
    rows: Sequence[Row]
    nodes: Sequence[DraftNode]

    @property
    def used(self) -> frozenset[str]:
        """The keys of the columns in which something stands."""
        keys = {name for row in self.rows for name, raw in row.items() if raw is not None}
        return frozenset(name.rpartition(" ")[0] if name.rpartition(" ")[2].isdecimal() else name for name in keys)


def form_of_node(node: DraftNode, level: str) -> str | None:
    """The key of the form on which a plan of `level` has a node; None where there is none for its kind."""
    if level == "agency" and node.kind in ("goal", "indicator"):
        return "p-stm"
    if level == "local" and node.kind == "project":
        listed = key(written_text(node.cells["listed_as"].raw)) if "listed_as" in node.cells else ""
        return _LISTED.get({"ผ.02/1": "from-villages", "ผ.02/2": "beyond-capacity"}.get(listed, listed), "details")
    return _OWN_FORMS.get(node.kind)


def fillings(plan: DraftPlan, window: Window) -> dict[str, Filling]:
    """What goes onto each form, by its key; totals have no place on any of them."""
    by_form: dict[str, list[DraftNode]] = {}
    for node in plan.nodes:
        wanted = form_of_node(node, plan.level)
        if wanted is not None:
            by_form.setdefault(wanted, []).append(node)
    programmes = [node for node in plan.nodes if node.kind == "programme"]
    found = {name: _filling(form(name), nodes, window, programmes) for name, nodes in by_form.items()}
    more = {"results": ("indicator", _ON_RESULTS), "project-brief": ("project", _ON_BRIEF)}
    for name, (kind, fields) in more.items():
        nodes = [node for node in plan.nodes if node.kind == kind and filled_fields(node) & fields]
        if nodes:
            found[name] = _filling(form(name), nodes, window, programmes)
    return found


def _filling(wanted: Form, nodes: Sequence[DraftNode], window: Window, programmes: Sequence[DraftNode]) -> Filling:
    if len(wanted.rows) == 2:
        return Filling(wanted, _paired(wanted, nodes, window), nodes)
    rows = []
    for number, node in enumerate(nodes, start=1):
        row = cells_of(wanted, node, window, programmes)
        if wanted.key == "equipment":
            row["number"] = number
        rows.append(row)
    return Filling(wanted, rows, nodes)


def cells_of(wanted: Form, node: DraftNode, window: Window, programmes: Sequence[DraftNode] = ()) -> Row:
    """What stands in the columns of a form for one node."""
    columns = wanted.of(node.kind)
    row: Row = {}
    years = {(name, year): cell for name, year, _, cell in by_year(node, window, [])}
    yearly = {column.field for column in columns if column.yearly}
    for column in columns:
        if column.field == "code":
            row[column.key] = node.code.raw
        elif column.yearly:
            row |= {f"{column.key} {year}": cell.raw for (name, year), cell in years.items() if name == column.field}
        elif column.year_from is not None:
            if column.field not in yearly:
                row |= _of_one_year(column, node)
        elif column.field is not None and column.field in node.cells:
            row[column.key] = node.cells[column.field].raw
    row |= placed([_named(one, columns, programmes) for one in node.references], columns)
    row |= {f"extra:{heading}": cell.raw for heading, cell in node.extra.items() if written_text(cell.raw).strip()}
    return row


def _of_one_year(column: Column, node: DraftNode) -> Row:
    """The one value of a field whose year stands in the column beside it."""
    assert column.field is not None
    assert column.year_from is not None
    values = node.yearly.get(column.field, {})
    filled = [(year, cell) for year, cell in values.items() if written_text(cell.raw).strip()]
    for year, cell in [*filled, *values.items()][:1]:
        return {column.key: cell.raw, column.year_from: year}
    return {}


def _named(one: DraftReference, columns: Iterable[Column], programmes: Sequence[DraftNode]) -> DraftReference:
    """The reference with the name of the programme that it means, where its column is one of names."""
    if not any(column.relation == one.relation and column.names == "programme" for column in columns):
        return one
    names = Counter(name_key(_name(node)) for node in programmes)
    for node in programmes:
        if written_text(node.code.raw) == one.written and _name(node) and names[name_key(_name(node))] == 1:
            return DraftReference(one.relation, _name(node), one.place, title=one.title)
    return one


def _name(node: DraftNode) -> str:
    return written_text(node.cells["name"].raw) if "name" in node.cells else ""


def _paired(wanted: Form, nodes: Sequence[DraftNode], window: Window) -> list[Row]:
    """Rows of an upper node with a lower one beside it; lower ones that say themselves where they belong come first."""
    upper_kind, lower_kind = wanted.rows
    relation = wanted.joins[lower_kind]
    uppers = [node for node in nodes if node.kind == upper_kind]
    lowers = [node for node in nodes if node.kind == lower_kind]
    codes = {written_text(node.code.raw) for node in uppers}
    beneath: dict[str, list[Row]] = {}
    rows: list[Row] = []
    for node in lowers:
        above = _joined_to(node, relation, codes)
        if above is None:
            rows.append(cells_of(wanted, node, window))
            continue
        rest = DraftNode(node.kind, node.code, node.place, node.cells, node.yearly, extra=node.extra)
        rest.references = [one for one in node.references if one.relation != relation]
        beneath.setdefault(above, []).append(cells_of(wanted, rest, window))
    for node in uppers:
        own = cells_of(wanted, node, window)
        again = {name: own.get(f"{upper_kind}.{name}") for name in ("code", "name")}
        below = beneath.pop(written_text(node.code.raw), [])
        rows += [{**own, **one} for one in below[:1]] or [own]
        rows += [{**{f"{upper_kind}.{name}": raw for name, raw in again.items()}, **one} for one in below[1:]]
    return rows


def _joined_to(node: DraftNode, relation: str, codes: Iterable[str]) -> str | None:
    """The code of the one upper node that `node` belongs to, where standing beside it says just that."""
    links = [one for one in node.references if one.relation == relation]
    if len(links) != 1 or links[0].title or links[0].list or links[0].level:
        return None
    return links[0].written if links[0].written in codes and links[0].written.strip() else None


def used_years(rows: Sequence[Mapping[str, Raw]], column: str) -> set[int]:
    """The years in which something stands in a yearly column."""
    found = (name.rpartition(" ") for row in rows for name in row)
    return {int(year) for own, _, year in found if own == column and year.isdecimal()}
