"""ตารางความเชื่อมโยง: a row a strategy with what it serves; its tactics and programmes below each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from checker.forms import form
from checker.readers.draft import Cell, DraftNode, DraftPlan, DraftReference, written_text
from checker.readers.excel.alignment import items
from checker.writers.excel.columns import Slot
from checker.writers.excel.look import paper
from checker.writers.excel.rows import Row
from checker.writers.excel.said import meaning
from checker.writers.excel.tables import Page

OVERVIEW_SHEET: Final = "ความเชื่อมโยง"
_UPPER: Final = ("national-strategy", "nesdp", "sdg", "province", "joint-local")
_SPARE: Final = 40


def write_overview(page: Page, plan: DraftPlan, blank: bool) -> None:
    """The overview sheet, and the growing lists of strategies, tactics and programmes that ผ.02 picks from."""
    wanted = form("overview")
    rows = [] if blank else _rows(plan)
    own = [Slot(column) for column in wanted.columns if _has(column.key, plan, blank=blank)]
    last = len(own) - 1
    page.title(0, wanted.heading, last)
    head = page.header(2, own)
    first = head[1] + 1
    end = page.rows(first, own, rows, _SPARE if blank else 0)
    columns = {slot.key: at for at, slot in enumerate(own)}
    for name, column in columns.items():
        page.sheet.set_column(
            column, column, {"number": 6, "strategy": 34, "tactic": 30, "programme": 28}.get(name, 24)
        )
    if blank:
        for upper in _UPPER:
            check = page.checks.line(upper)
            if check is not None:
                page.sheet.data_validation(first, columns[upper], end - 1, columns[upper], check)
        _offer(page, columns, first, end - 1)
    page.sheet.freeze_panes(first, 1)
    paper(page.sheet, head=head)


def _has(key: str, plan: DraftPlan, *, blank: bool) -> bool:
    """Whether a filled overview needs the column: units are asked for only where the plan asks for them."""
    if blank or key != "responsible_unit":
        return True
    strategies = [node for node in plan.nodes if node.kind == "strategy"]
    return any(node.asked is None or "responsible_unit" in node.asked for node in strategies)


def _offer(page: Page, columns: dict[str, int], first: int, last: int) -> None:
    from xlsxwriter.utility import xl_col_to_name

    lists, rows = page.checks.lists, (first + 1, last + 1)
    for kind in ("strategy", "tactic"):
        source = lists.growing(f"{kind} ·", OVERVIEW_SHEET, xl_col_to_name(columns[kind]), None, rows)
        page.checks.own[f"overview.{kind}"] = source
    programmes = lists.fixed("local-programme", page.checks.offers.names("local-programme"))
    if programmes is not None:
        page.checks.own["overview.programme"] = programmes
        check = {"validate": "list", "source": programmes, "error_type": "warning"}
        page.sheet.data_validation(first, columns["programme"], last, columns["programme"], check)


def _rows(plan: DraftPlan) -> list[Row]:
    rows: list[Row] = []
    for number, node in enumerate((one for one in plan.nodes if one.kind == "strategy"), start=1):
        code = written_text(node.code.raw)
        said = _by_upper(node, "supports") | _by_upper(node, "mapped_to")
        row: Row = {"number": number, "strategy": f"ยุทธศาสตร์ที่ {code} {_name(node)}"}
        row |= {upper: picked(several) for upper, several in said.items() if upper in _UPPER}
        tactics = _below(plan, "tactic", [code])
        programmes = _below(plan, "programme", [code, *(written_text(one.code.raw) for one in tactics)])
        row["tactic"] = "\n".join(f"กลยุทธ์ที่ {written_text(one.code.raw)} {_name(one)}" for one in tactics) or None
        row["programme"] = "\n".join(dict.fromkeys(_name(one) for one in programmes)) or None
        if "responsible_unit" in node.cells:
            row["responsible_unit"] = node.cells["responsible_unit"].raw
        rows.append(row)
    return rows


def _by_upper(node: DraftNode, relation: str) -> dict[str, list[DraftReference]]:
    """The references of `relation` by what they lead to."""
    said: dict[str, list[DraftReference]] = {}
    for one in node.references:
        if one.relation == relation:
            said.setdefault(_upper(one), []).append(one)
    return said


def _upper(one: DraftReference) -> str:
    where = meaning(one)[1]
    return where or {"CP": "cluster", "DP": "district"}.get(one.written.partition("-")[0].upper(), "province")


def _below(plan: DraftPlan, kind: str, codes: Sequence[str]) -> list[DraftNode]:
    return [
        node
        for node in plan.nodes
        if node.kind == kind and any(one.relation == "part_of" and one.written in codes for one in node.references)
    ]


def _name(node: DraftNode) -> str:
    return written_text(node.cells.get("name", Cell(None, node.place)).raw)


def picked(several: Sequence[DraftReference]) -> str:
    """References in the words of an alignment line: as a person wrote them, or `CODE | title` parted by `;`."""
    spoken = ", ".join(one.written for one in several)
    wanted = [(one.written, one.code, one.title) for one in several]
    if "|" not in spoken and [(one.written, one.code, one.title) for one in items(spoken)] == wanted:
        return spoken
    return "; ".join(_coded(one) for one in several)


def _coded(one: DraftReference) -> str:
    if one.list is None and one.level is None:
        return f"{one.written} | {one.title}".strip()
    return f"{one.code or ''} | {one.title or one.written}".strip()
