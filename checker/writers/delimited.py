"""Plans as a table, in the form that docs/submission.md shows: a row a node, a column a field or a year of one."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from typing import Final

from checker.plan import Note
from checker.readers.draft import DraftNode, DraftPlan, DraftReference, written_text
from checker.readers.table import EXTRA, NOTHING, is_known_heading
from checker.writers.written import (
    Written,
    asks_of,
    by_year,
    in_chain_order,
    in_order,
    kinds_held,
    own_asks,
    window_of,
)

Row = dict[str, str]
_YEAR: Final = re.compile(r"(?:[0-9๐-๙]{2}){1,2}")


def write_csv(plans: Sequence[DraftPlan]) -> Written:
    """The plans as CSV in UTF-8 with its mark, by which spreadsheet programs know Thai letters."""
    headings, rows, losses = table(plans)
    text = io.StringIO()
    writer = csv.DictWriter(text, headings, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return Written(text.getvalue().encode("utf-8-sig"), losses)


def table(plans: Sequence[DraftPlan]) -> tuple[list[str], list[Row], tuple[Note, ...]]:
    """The headings, the rows and what they do not hold. A column `plan` tells several plans apart."""
    losses: list[Note] = []
    rows = [row for plan in plans for row in _rows(plan, losses, alone=len(plans) == 1)]
    return list(dict.fromkeys(heading for row in rows for heading in row)), rows, in_order(losses)


def _rows(plan: DraftPlan, losses: list[Note], *, alone: bool) -> list[Row]:
    usual = asks_of(plan)
    window = window_of(plan)
    code = written_text(plan.heading.code.raw)
    first: Row = {"kind": "plan", "code": code, "level": plan.level}
    if (held := kinds_held(plan)) is not None:
        first["holds"] = "; ".join(held) or NOTHING
    if usual:
        asks = (f"{kind}: {_fields(kind, fields)}" for kind, fields in usual.items())
        first["asks"] = "; ".join(asks)
    rows = [first | _cells(plan.heading, window, losses)]
    for node in plan.nodes:
        row: Row = {"kind": node.kind, "code": written_text(node.code.raw), **({} if alone else {"plan": code})}
        if (own := own_asks(node, usual)) is not None:
            row["asks"] = _fields(node.kind, own)
        rows.append(row | _cells(node, window, losses))
    return rows


def _fields(kind: str, fields: frozenset[str]) -> str:
    return ", ".join(in_chain_order(kind, fields)) or NOTHING


def _cells(node: DraftNode, window: tuple[int, int] | None, losses: list[Note]) -> Row:
    row = {name: written_text(cell.raw) for name, cell in node.cells.items()}
    for name, year, written, cell in by_year(node, window, losses):
        row[f"{name} {written if _YEAR.fullmatch(written) else year}"] = written_text(cell.raw)
    for one in node.references:
        said = " | ".join(_part(part) for part in _parts(one))
        row[one.relation] = f"{row[one.relation]}; {said}" if one.relation in row else said
    return row | _extra(node)


def _extra(node: DraftNode) -> Row:
    filled = {heading: written_text(cell.raw) for heading, cell in node.extra.items()}
    return {
        f"{EXTRA} {heading}" if is_known_heading(heading) else heading: words
        for heading, words in filled.items()
        if words.strip()
    }


def _parts(one: DraftReference) -> list[str]:
    """Code, title and the words on the form, as far as they are there."""
    where = one.list or one.level
    parts = [one.written, one.title] if where is None else [f"{where}:{one.code or ''}", one.title, one.written]
    return parts if parts[-1] else parts[:1]


def _part(words: str) -> str:
    plain = not re.search(r'[;|]|^["\s]|\s$', words)
    return words if plain else '"' + words.replace('"', '""') + '"'
