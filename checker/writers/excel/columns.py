"""Which columns of a form a table has: those that its level shows, and those that the plan at hand has something for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checker.chain import built_in_chain
from checker.forms import Column, Form
from checker.readers.draft import DraftNode, written_text
from checker.thai import window_year

Window = tuple[int, int] | None
_LONGEST_WINDOW = 12
_USUAL_YEARS = (2566, 2570)


@dataclass(frozen=True, slots=True)
class Slot:
    """A column of a table: one of the form, of one year where it is yearly; or one with a heading that no form knows."""

    column: Column | None
    year: int | None = None
    heading: str = ""

    @property
    def key(self) -> str:
        """Tells the columns of a table apart."""
        if self.column is None:
            return f"extra:{self.heading}"
        return self.column.key if self.year is None else f"{self.column.key} {self.year}"


def years_of(window: Window, nodes: Iterable[DraftNode]) -> tuple[int, ...]:
    """The fiscal years that tables have columns for: those of the plan, and every other that has a value."""
    own = range(window[0], window[1] + 1) if window and window[1] - window[0] < _LONGEST_WINDOW else window or ()
    used = {
        year
        for node in nodes
        for name, values in node.yearly.items()
        if name != "baseline"
        for written, cell in values.items()
        if written_text(cell.raw).strip() and (year := window_year(written, window)) is not None
    }
    found = {*own, *used}
    return tuple(sorted(found)) if found else tuple(range(_USUAL_YEARS[0], _USUAL_YEARS[1] + 1))


def slots(
    form: Form,
    level: str,
    years: Sequence[int],
    nodes: Sequence[DraftNode],
    used: frozenset[str] = frozenset(),
    left_out: frozenset[str] = frozenset(),
) -> list[Slot]:
    """The columns of a table of `form` that holds `nodes`; `used` are the keys of columns that something stands in."""
    found: list[Slot] = []
    for column in form.columns:
        if column.key in left_out:
            continue
        needed = column.key in used or column.key in form.required
        if needed or (column.shown_at(level) and _may_lead(column, level) and is_asked(column, nodes)):
            found += [Slot(column, year) for year in years] if column.yearly else [Slot(column)]
    extra = dict.fromkeys(
        heading for node in nodes for heading, cell in node.extra.items() if written_text(cell.raw).strip()
    )
    return [*found, *(Slot(None, heading=heading) for heading in extra)]


def _may_lead(column: Column, level: str) -> bool:
    """Whether a plan of `level` may hold what the column links to."""
    chain = built_in_chain()
    if column.relation is None or (column.list is None and column.level is None):
        return True
    to = column.level or (chain.code_lists[column.list].level if column.list else None)
    return to in chain.target_levels(column.relation, level)


def is_asked(column: Column, nodes: Sequence[DraftNode]) -> bool:
    """Whether the forms of `nodes` asked for what the column holds; a table without any asks for everything."""
    own = [node for node in nodes if node.kind == column.of]
    name = column.field or column.relation
    if name in (None, "code", "name", "part_of") or not own:
        return True
    return any(node.asked is None or name in node.asked for node in own)


def filled_fields(node: DraftNode) -> set[str]:
    """The fields in which something stands."""
    single = {name for name, cell in node.cells.items() if written_text(cell.raw).strip()}
    yearly = {
        name for name, years in node.yearly.items() if any(written_text(one.raw).strip() for one in years.values())
    }
    return single | yearly
