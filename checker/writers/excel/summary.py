"""ผ.01: numbers of projects and money, for each year and for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from xlsxwriter.utility import xl_col_to_name

from checker.forms import form
from checker.readers.draft import DraftNode, DraftPlan, written_text
from checker.writers.excel.block import BlockSheet
from checker.writers.excel.columns import Window
from checker.writers.excel.look import NOTHING_YET, paper, put
from checker.writers.excel.tables import Page
from checker.writers.written import by_year

_FIRST: Final = 5
_KINDS: Final = ("strategy", "tactic")


def _header(page: Page, years: Sequence[int]) -> dict[tuple[str, int], int]:
    """Title and header, rows 0 to 4; the column of each number and amount, 0 standing for all years."""
    wanted = form("summary")
    last = 2 + 2 * len(years)
    page.title(0, wanted.heading, last - 1)
    page.sheet.write_string(0, last, "แบบ ผ.01", page.look("form"))
    style = page.look("head")
    page.sheet.merge_range(2, 0, 3, 0, "", style)
    page.sheet.write_string(2, 0, "ยุทธศาสตร์/แผนงาน", style)
    page.sheet.set_column(0, 0, 46)
    columns: dict[tuple[str, int], int] = {}
    for at, year in enumerate([*years, 0]):
        left = 1 + 2 * at
        page.sheet.merge_range(2, left, 2, left + 1, "", style)
        page.sheet.write_string(2, left, f"ปี {year}" if year else f"รวม {len(years)} ปี", style)
        page.sheet.write_string(3, left, "จำนวนโครงการ", style)
        page.sheet.write_string(3, left + 1, "งบประมาณ\n(บาท)", style)
        page.sheet.set_column(left, left, 10)
        page.sheet.set_column(left + 1, left + 1, 14)
        columns["count", year], columns["budget", year] = left, left + 1
    page.sheet.set_row(2, 26)
    page.sheet.set_row(3, 52)
    page.sheet.freeze_panes(4, 1)
    paper(page.sheet, head=(2, 3))
    return columns


def write_summary(
    page: Page, plan: DraftPlan, printed: Sequence[DraftNode], years: Sequence[int], window: Window
) -> None:
    """The rows of ผ.01 as the plan prints them, each below the strategy and tactic that it belongs to."""
    columns = _header(page, years)
    sections = {written_text(node.code.raw): node for node in plan.nodes if node.kind in (*_KINDS, "programme")}
    inside: dict[str, str | None] = dict.fromkeys(_KINDS)
    row = 4
    for node in printed:
        for kind, code in _above(node, sections).items():
            if inside[kind] != code:
                inside[kind] = code
                page.sheet.write_string(
                    row,
                    0,
                    f"{'ยุทธศาสตร์' if kind == 'strategy' else 'กลยุทธ์'}ที่ {code} {_name(sections[code])}",
                    page.look("label"),
                )
                row += 1
        page.sheet.write_string(row, 0, _name(node), page.look("text"))
        for name, year, _, cell in by_year(node, window, []):
            if (name, year) in columns:
                put(page.sheet, row, columns[name, year], cell.raw, page.look("figure"), as_number=True)
        for name in ("count", "budget"):
            if f"{name}_all" in node.cells:
                put(
                    page.sheet,
                    row,
                    columns[name, 0],
                    node.cells[f"{name}_all"].raw,
                    page.look("figure"),
                    as_number=True,
                )
        row += 1


def _above(node: DraftNode, sections: Mapping[str, DraftNode]) -> dict[str, str]:
    """The codes of the strategy and the tactic that a row of ผ.01 stands under, the upper one first."""
    code = next((one.written for one in node.references if one.relation == "sums" and one.written in sections), "")
    found: dict[str, str] = {}
    while code in sections and sections[code].kind not in found:
        found[sections[code].kind] = code
        code = next((one.written for one in sections[code].references if one.relation == "part_of"), "")
    return {kind: found[kind] for kind in _KINDS if kind in found}


def _name(node: DraftNode) -> str:
    return written_text(node.cells["name"].raw) if "name" in node.cells else ""


def write_blank_summary(page: Page, sheets: Sequence[BlockSheet], years: Sequence[int]) -> None:
    """ผ.01 that adds itself up from the sheets of ผ.02, a row a sheet."""
    columns = _header(page, years)
    for row, one in enumerate(sheets, start=4):
        cells = {kind: f"'{one.sheet}'!{cell}" for kind, cell in one.sections.items()}
        lines = [f'"ยุทธศาสตร์ที่ "&{cells["strategy"]}', f'"กลยุทธ์ที่ "&{cells["tactic"]}', cells["programme"]]
        empty = f'{cells["programme"]}=""'
        _formula(page, row, 0, f'=IF({empty},"",{"&CHAR(10)&".join(lines)})', "text")
        for year, letters in one.years.items():
            area = f"'{one.sheet}'!{letters}{one.first + 1}:{letters}{one.last + 1}"
            _formula(page, row, columns["count", year], f'=IF({empty},"",COUNTIF({area},">0"))', "money")
            _formula(page, row, columns["budget", year], f'=IF({empty},"",SUM({area}))', "money")
        _all_years(page, row, columns, years, f'$A{row + 1}=""', "money")
        page.sheet.set_row(row, 66)
    row, labels = 4 + len(sheets), f"$A$5:$A${4 + len(sheets)}"
    none = f'COUNTIF({labels},"?*")=0'
    _formula(page, row, 0, f'=IF({none},"","รวมทั้งสิ้น")', "foot")
    for column in range(1, max(columns.values()) + 1):
        letters = xl_col_to_name(column)
        _formula(page, row, column, f'=IF({none},"",SUM({letters}5:{letters}{row}))', "foot-money")


def _all_years(
    page: Page, row: int, columns: Mapping[tuple[str, int], int], years: Sequence[int], empty: str, style: str
) -> None:
    for name in ("count", "budget"):
        cells = ",".join(f"{xl_col_to_name(columns[name, year])}{row + 1}" for year in years)
        _formula(page, row, columns[name, 0], f'=IF({empty},"",SUM({cells}))', style)


def _formula(page: Page, row: int, column: int, formula: str, style: str) -> Any:
    return page.sheet.write_formula(row, column, formula, page.look(style), NOTHING_YET)
