"""A sheet of ผ.02: what its strategy serves, the lines of its strategy, tactic and programme, its projects, and the foot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from checker.forms import form
from checker.readers.draft import DraftNode, DraftPlan, DraftReference, written_text
from checker.writers.excel.columns import Window, slots
from checker.writers.excel.look import NOTHING_YET, paper, put
from checker.writers.excel.overview import picked
from checker.writers.excel.rows import cells_of
from checker.writers.excel.said import meaning
from checker.writers.excel.tables import Page
from checker.writers.written import by_year

_SPARE: Final = 15
_LABEL_END = 2
_CODES: Final = {"details": "แบบ ผ.02", "from-villages": "แบบ ผ.02/1", "beyond-capacity": "แบบ ผ.02/2"}
_OFFICIAL: Final = ("national-strategy", "nesdp", "sdg", "province", "joint-local")
_LINES: Final = {
    "national-strategy": "ก. ยุทธศาสตร์ชาติ 20 ปี:",
    "nesdp": "ข. แผนพัฒนาเศรษฐกิจและสังคมแห่งชาติ:",
    "sdg": "ค. เป้าหมายการพัฒนาที่ยั่งยืน (SDGs):",
    "province": "ง. ยุทธศาสตร์จังหวัด:",
    "joint-local": "จ. ยุทธศาสตร์ของ อปท. ในเขตจังหวัด:",
    "master-plan": "แผนแม่บทภายใต้ยุทธศาสตร์ชาติ:",
    "cluster": "ยุทธศาสตร์กลุ่มจังหวัด:",
    "district": "ยุทธศาสตร์อำเภอ:",
}
_SECTIONS: Final = {"strategy": "ยุทธศาสตร์ที่", "tactic": "กลยุทธ์ที่", "programme": "แผนงาน:"}
_NUMBERED: Final = frozenset({"strategy", "tactic"})
_THIRTEENTH: Final = (2566, 2570)
_LEADS: Final = {"PP": "province", "CP": "cluster", "DP": "district"}


@dataclass(frozen=True, slots=True)
class Block:
    """What goes onto a sheet: the form, the sections above, the projects, and the printed foot where there is one."""

    form: str
    above: Mapping[str, DraftNode] = field(default_factory=dict)
    projects: Sequence[DraftNode] = ()
    foot: DraftNode | None = None


@dataclass(frozen=True, slots=True)
class BlockSheet:
    """Where things stand on a written sheet: the cells of its sections, its rows and foot (counted from 0), its years."""

    sheet: str
    sections: Mapping[str, str]
    first: int
    last: int
    foot: int
    years: Mapping[int, str]


def write_block(
    page: Page, block: Block, plan: DraftPlan, years: Sequence[int], window: Window, *, blank: bool
) -> BlockSheet:
    """One sheet of ผ.02, ผ.02/1 or ผ.02/2."""
    wanted = form(block.form)
    rows = [cells_of(wanted, node, window) for node in block.projects]
    for row in rows:
        row.pop("part_of", None)
        row.pop("code", None)
    used = frozenset(key for row in rows for key in _keys_in(row))
    own = slots(wanted, "local", years, block.projects, used, frozenset({"part_of", "code"}))
    last = len(own) - 1
    _titles(page, block, plan, last, years, blank=blank)
    at = _alignment(page, block, last, blank=blank)
    places = _sections(page, block, at, last, blank=blank)
    head = page.header(at + len(places), own)
    first = head[1] + 1
    end = page.rows(first, own, rows, _SPARE if blank else 0)
    columns = {slot.key: number for number, slot in enumerate(own)}
    money = {
        slot.year: columns[slot.key]
        for slot in own
        if slot.year is not None and slot.column is not None and slot.column.key == "budget"
    }
    if blank:
        _numbers(page, columns, first, end - 1)
        _blank_foot(page, columns, money, first, end)
    elif block.foot is not None:
        _foot(page, block.foot, money, end, last, window)
    page.sheet.freeze_panes(first, 2)
    paper(page.sheet, head=head)
    return BlockSheet(
        page.sheet.get_name(), places, first, end - 1, end, {year: xl_col_to_name(at) for year, at in money.items()}
    )


def _keys_in(row: Mapping[str, object]) -> set[str]:
    """The keys of the columns in which something stands in `row`."""
    found = {name.rpartition(" ") for name, raw in row.items() if raw is not None and not name.startswith("extra:")}
    return {own if year.isdecimal() else f"{own}{gap}{year}" for own, gap, year in found}


def _titles(page: Page, block: Block, plan: DraftPlan, last: int, years: Sequence[int], *, blank: bool) -> None:
    page.title(0, form(block.form).heading, last - 1)
    page.sheet.write_string(0, last, _CODES[block.form], page.look("form"))
    heading = plan.heading.cells
    title = written_text(heading["title"].raw) if "title" in heading else ""
    page.title(1, title or f"แผนพัฒนาท้องถิ่น (พ.ศ. {years[0]}-{years[-1]})", last, "subtitle", 24)
    page.title(2, "", last, "subtitle", 24)
    if blank:
        page.sheet.write_formula(2, 0, "='ข้อมูลแผน'!$B$6&\"\"", page.look("subtitle"), NOTHING_YET)
    elif "owner" in heading:
        put(page.sheet, 2, 0, heading["owner"].raw, page.look("subtitle"))


def _alignment(page: Page, block: Block, last: int, *, blank: bool) -> int:
    """The lines that say what the strategy serves, from row 3 on; the row after them."""
    strategy = block.above.get("strategy")
    said = said_by_upper(strategy.references if strategy is not None else [])
    uppers = [one for one in _LINES if one in said or one in _OFFICIAL]
    for row, upper in enumerate(uppers, start=3):
        _line(page, row, _label(upper, page), said.get(upper, ""), last)
        check = page.checks.line(upper)
        if check is not None:
            page.sheet.data_validation(row, _LABEL_END + 1, row, _LABEL_END + 1, check)
    return 3 + len(uppers)


def _label(upper: str, page: Page) -> str:
    """The label of an alignment line; that of the national plan names its edition where the years tell which it is."""
    years = page.checks.offers.years
    thirteenth = upper == "nesdp" and years is not None and _THIRTEENTH[0] <= years[0] and years[1] <= _THIRTEENTH[1]
    return _LINES[upper].replace(":", " ฉบับที่ 13:") if thirteenth else _LINES[upper]


def said_by_upper(references: Sequence[DraftReference]) -> dict[str, str]:
    """What a strategy serves in words, by the alignment line on which it stands."""
    found: dict[str, list[DraftReference]] = {}
    for one in references:
        if one.relation == "supports":
            _, where, _, _ = meaning(one)
            upper = where or _LEADS.get(one.written.partition("-")[0].upper(), "province")
            found.setdefault(upper, []).append(one)
    return {upper: picked(several) for upper, several in found.items()}


def _sections(page: Page, block: Block, at: int, last: int, *, blank: bool) -> dict[str, str]:
    """The lines of strategy, tactic and programme; the cell of each, such as `$D$9`."""
    places: dict[str, str] = {}
    kinds = [kind for kind in _SECTIONS if blank or kind in block.above]
    for row, kind in enumerate(kinds, start=at):
        node = block.above.get(kind)
        if node is None:
            _line(page, row, _SECTIONS[kind], "", last)
        else:
            label, words = _section_words(kind, node)
            _line(page, row, label, words, last)
        places[kind] = xl_rowcol_to_cell(row, _LABEL_END + 1, row_abs=True, col_abs=True)
        source = page.checks.own.get(f"overview.{kind}")
        if source is not None:
            check = {"validate": "list", "source": source, "error_type": "warning"}
            page.sheet.data_validation(row, _LABEL_END + 1, row, _LABEL_END + 1, check)
    return places


def _section_words(kind: str, node: DraftNode) -> tuple[str, str]:
    """The label of a section line, and the words after it."""
    code, name = written_text(node.code.raw), written_text(node.cells["name"].raw) if "name" in node.cells else ""
    if kind in _NUMBERED:
        return f"{_SECTIONS[kind]} {code} {name}", ""
    number = code.rpartition("(")[2].rstrip(")") if code.endswith(")") else ""
    return f"({number}) {name}" if number else name, ""


def _line(page: Page, row: int, label: str, words: str, last: int) -> None:
    """A label, and beside it a cell to pick in; a label that says everything has none."""
    page.sheet.write_string(row, 0, label, page.look("line"))
    if words or label.endswith((":", "ที่")):
        page.sheet.merge_range(row, _LABEL_END + 1, row, last, "", page.look("pick"))
        if words:
            page.sheet.write_string(row, _LABEL_END + 1, words, page.look("pick"))
    page.sheet.set_row(row, 22)


def _numbers(page: Page, columns: Mapping[str, int], first: int, last: int) -> None:
    """Numbers that appear beside a project as soon as it has a name."""
    name = xl_col_to_name(columns["name"])
    for row in range(first, last + 1):
        formula = f'=IF({name}{row + 1}="","",COUNTA({name}${first + 1}:{name}{row + 1}))'
        page.sheet.write_formula(row, columns["number"], formula, page.look("number"), NOTHING_YET)


def _blank_foot(page: Page, columns: Mapping[str, int], money: Mapping[int, int], first: int, row: int) -> None:
    """The foot of a table to be filled in: it stays empty until there is a project."""
    names = f"${xl_col_to_name(columns['name'])}${first + 1}:${xl_col_to_name(columns['name'])}${row}"
    width = max(columns.values())
    for column in range(width + 1):
        page.sheet.write_blank(row, column, None, page.look("foot"))
    label = f'=IF(COUNTA({names})=0,"","รวม "&COUNTA({names})&" โครงการ")'
    page.sheet.merge_range(row, 0, row, min(money.values()) - 1, "", page.look("foot"))
    page.sheet.write_formula(row, 0, label, page.look("foot"), NOTHING_YET)
    for column in money.values():
        letters = xl_col_to_name(column)
        total = f'=IF(COUNTA({names})=0,"",SUM({letters}{first + 1}:{letters}{row}))'
        page.sheet.write_formula(row, column, total, page.look("foot-money"), NOTHING_YET)


def _foot(page: Page, foot: DraftNode, money: Mapping[int, int], row: int, last: int, window: Window) -> None:
    """The foot as the plan prints it."""
    for column in range(last + 1):
        page.sheet.write_blank(row, column, None, page.look("foot"))
    page.sheet.merge_range(row, 0, row, min(money.values()) - 1, "", page.look("foot"))
    page.sheet.write_string(
        row, 0, written_text(foot.cells["name"].raw) if "name" in foot.cells else "รวม", page.look("foot")
    )
    for name, year, _, cell in by_year(foot, window, []):
        if year in money and name in ("budget", "count"):
            put(page.sheet, row, money[year], cell.raw, page.look("foot-money"), as_number=True)
