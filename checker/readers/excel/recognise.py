"""Which form a sheet holds, told by its titles and headings and never by its name, and what is said of the others."""

from __future__ import annotations

from dataclasses import dataclass

from checker.forms import Form, form, form_titled, forms
from checker.plan import NotRead
from checker.readers.excel.cards import Card, cards
from checker.readers.excel.grid import Grid
from checker.readers.excel.header import Header, headers
from checker.readers.excel.overview import overview_headers
from checker.readers.excel.summary import summary_tables
from checker.text import Sentence

_TITLE_ROWS = 15
_LOOKS_LIKE = 3


@dataclass(frozen=True, slots=True)
class Recognised:
    """The form of a sheet; None where it is no form, with the nearest form (if any) and the columns missing for it.

    `tables` are the headers of its tables, `cards` the cards on it.
    """

    form: Form | None
    near: Form | None = None
    missing: tuple[Sentence, ...] = ()
    tables: tuple[Header, ...] = ()
    cards: tuple[Card, ...] = ()


def recognise(grid: Grid) -> Recognised:
    """The form that the sheet holds."""
    found = cards(grid)
    if found:
        beside = found[0].form.beside
        return Recognised(found[0].form, cards=tuple(found), tables=_whole(grid, form(beside)) if beside else ())
    details = headers(grid, form("details"))
    whole = _complete(details, form("details"))
    summaries = [] if whole else summary_tables(grid)
    overviews = [] if whole or summaries else overview_headers(grid)
    records = [] if whole or summaries or overviews else _records(grid)
    starts = [one.first for one in details] + [one.first for one in summaries] + [one.first for one in overviews]
    starts += [table.first for _, tables in records for table in tables]
    titled = _titled(grid, min(starts, default=_TITLE_ROWS))
    if titled is not None and titled.shape == "records" and (tables := _whole(grid, titled)):
        return Recognised(titled, tables=tables)
    wanted = titled if titled is not None and titled.shape == "details" else form("details")
    if wanted.key != "details":
        whole = _whole(grid, wanted)
    if whole:
        return Recognised(wanted, tables=whole)
    if summaries:
        return Recognised(form("summary"))
    if overviews:
        return Recognised(form("overview"))
    if records:
        best, tables = max(records, key=lambda one: (max(len(table.known) for table in one[1]), one[0].key))
        return Recognised(best, tables=tables)
    return _nearest(grid, titled, details)


def _whole(grid: Grid, wanted: Form) -> tuple[Header, ...]:
    return _complete(headers(grid, wanted), wanted)


def _complete(tables: list[Header], wanted: Form) -> tuple[Header, ...]:
    """Those of `tables` that have every column without which a table is not taken for the form."""
    return tuple(table for table in tables if set(wanted.required) <= table.known)


def _records(grid: Grid) -> list[tuple[Form, tuple[Header, ...]]]:
    """The forms of records of which the sheet holds a whole table, each with its headers."""
    found = ((one, _whole(grid, one)) for one in forms() if one.shape == "records")
    return [(one, tables) for one, tables in found if tables]


def _titled(grid: Grid, before: int) -> Form | None:
    """The form whose title stands above row `before`, or in the first rows where there is no table.

    Of several titles the more special one counts: ผ.02/1 says all that ผ.02 says, and more.
    """
    rows = [row for row in grid.rows if row < before or row <= 2][:_TITLE_ROWS]
    found = [form_titled(grid.text(row, column)) for row in rows for column in grid.rows[row]]
    known = [one for one in found if one is not None]
    return next((one for one in known if one.key != "details"), known[0] if known else None)


def _nearest(grid: Grid, titled: Form | None, details: list[Header]) -> Recognised:
    """The form that the sheet is most like: the one whose title it bears, else the one it has most columns of."""
    seen = {
        one.key: max((header.known for header in headers(grid, one)), key=len, default=frozenset[str]())
        for one in forms()
    }
    seen["details"] = max((header.known for header in details), key=len, default=frozenset[str]())
    if titled is not None and titled.shape in ("summary", "overview"):
        return Recognised(None, titled, tuple(titled.column(key).label for key in titled.required))
    near = titled or max(forms(), key=lambda one: (len(seen[one.key]), one.official, one.key == "details"))
    if titled is None and len(seen[near.key]) < _LOOKS_LIKE:
        return Recognised(None)
    return Recognised(None, near, _missing(near, seen[near.key]))


def _missing(near: Form, known: frozenset[str]) -> tuple[Sentence, ...]:
    budget = Sentence(th="งบประมาณของแต่ละปี", en="the budget of each year")
    return tuple(budget if key == "budget" else near.column(key).label for key in near.required if key not in known)


def not_read(grid: Grid, found: Recognised) -> NotRead:
    """What the report says of a sheet that is not read, and why."""
    return NotRead(grid.file, Sentence(th=f"แผ่นงาน “{grid.sheet}”", en=f"Sheet “{grid.sheet}”"), why_not(found))


def why_not(found: Recognised) -> Sentence:
    """Why a sheet was not taken for a form."""
    if found.near is None:
        return Sentence(th="ไม่มีตารางของแบบที่รู้จัก", en="It holds no table of a form that is known.")
    missing_th = " และ ".join(f"“{one.th}”" for one in found.missing) or "หัวตารางที่รู้จัก"
    missing_en = " and ".join(f"“{one.en}”" for one in found.missing) or "headings that are known"
    return Sentence(
        th=f"ใกล้เคียงกับ{found.near.name.th} แต่ขาดคอลัมน์ {missing_th}",
        en=f"It is most like {found.near.name.en}, but lacks the column {missing_en}.",
    )


def looked_for() -> Sentence:
    """The forms that are read, by name."""
    names = [one.name for one in forms()]
    return Sentence(th=" · ".join(name.th for name in names), en="; ".join(name.en for name in names))
