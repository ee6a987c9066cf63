"""Which form a sheet holds, told by its titles and headings and never by its name, and what is said of the others."""

from __future__ import annotations

from dataclasses import dataclass

from checker.forms import Form, form, form_titled, forms
from checker.plan import NotRead
from checker.readers.excel.grid import Grid
from checker.readers.excel.header import Header, headers
from checker.readers.excel.overview import UPPER, overview_headers
from checker.readers.excel.summary import summary_tables
from checker.text import Sentence

_TITLE_ROWS = 15
_LOOKS_LIKE = 3


@dataclass(frozen=True, slots=True)
class Recognised:
    """The form of a sheet; None where it is no form, with the nearest form (if any) and the columns missing for it.

    `tables` are the headers of its tables of projects.
    """

    form: Form | None
    near: Form | None = None
    missing: tuple[Sentence, ...] = ()
    tables: tuple[Header, ...] = ()


def recognise(grid: Grid) -> Recognised:
    """The form that the sheet holds."""
    detail = headers(grid, form("detail"))
    whole = tuple(header for header in detail if set(form("detail").required) <= header.known)
    summaries = [] if whole else summary_tables(grid)
    overviews = [] if whole or summaries else overview_headers(grid)
    starts = [one.first for one in detail] + [one.first for one in summaries] + [one.first for one in overviews]
    titled = _titled(grid, min(starts, default=_TITLE_ROWS))
    if titled is not None and titled.unread is not None:
        return Recognised(titled)
    if whole:
        return Recognised(form("detail"), tables=whole)
    if summaries:
        return Recognised(form("summary"))
    if overviews:
        return Recognised(form("overview"))
    return _nearest(grid, titled, detail)


def _titled(grid: Grid, before: int) -> Form | None:
    """The form whose title stands above row `before`, or in the first rows where there is no table."""
    rows = [row for row in grid.rows if row < before or row <= 2][:_TITLE_ROWS]
    found = [form_titled(grid.text(row, column)) for row in rows for column in grid.rows[row]]
    known = [one for one in found if one is not None]
    return next((one for one in known if one.unread), known[0] if known else None)


def _nearest(grid: Grid, titled: Form | None, tables: list[Header]) -> Recognised:
    detail, overview = form("detail"), form("overview")
    detail_known = max((header.known for header in tables), key=len, default=frozenset[str]())
    overview_known = max((header.known for header in headers(grid, overview)), key=len, default=frozenset[str]())
    if titled is not None and titled.key == "summary":
        return Recognised(None, titled, tuple(titled.column(key).label for key in titled.required))
    if len(overview_known & {*UPPER, "strategy"}) >= _LOOKS_LIKE - 1:
        return Recognised(
            None, overview, tuple(overview.column(key).label for key in overview.required if key not in overview_known)
        )
    if len(detail_known) >= _LOOKS_LIKE or (titled is not None and titled.key == "detail"):
        return Recognised(None, detail, _missing_in_detail(detail, detail_known))
    return Recognised(None, titled if titled and titled.columns else None)


def _missing_in_detail(detail: Form, known: frozenset[str]) -> tuple[Sentence, ...]:
    budget = Sentence(th="งบประมาณของแต่ละปี", en="the budget of each year")
    return tuple(budget if key == "budget" else detail.column(key).label for key in detail.required if key not in known)


def not_read(grid: Grid, found: Recognised) -> NotRead:
    """What the report says of a sheet that is not read, and why."""
    what = Sentence(th=f"แผ่นงาน “{grid.sheet}”", en=f"Sheet “{grid.sheet}”")
    if found.form is not None and found.form.unread is not None:
        named = Sentence(
            th=f"แผ่นงาน “{grid.sheet}” ({found.form.name.th})", en=f"Sheet “{grid.sheet}” ({found.form.name.en})"
        )
        return NotRead(grid.file, named, found.form.unread)
    return NotRead(grid.file, what, why_not(found))


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
    names = [one.name for one in forms() if one.unread is None]
    return Sentence(th=" · ".join(name.th for name in names), en="; ".join(name.en for name in names))
