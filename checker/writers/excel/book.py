"""A workbook with every form that a plan of a level uses, sheet after sheet, from the upper things to the lower ones."""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import xlsxwriter

from checker.chain import built_in_chain
from checker.forms import Form, form, forms
from checker.readers.draft import DraftPlan
from checker.readers.excel.ours import AUTHOR, LISTS_SHEET
from checker.writers.excel.cards import write_brief, write_plan_card
from checker.writers.excel.checks import Checks
from checker.writers.excel.choices import Lists
from checker.writers.excel.columns import Window, slots, years_of
from checker.writers.excel.instructions import write_instructions
from checker.writers.excel.local import SUMMARY_SHEET, Local
from checker.writers.excel.look import Look
from checker.writers.excel.offers import Offers
from checker.writers.excel.overview import OVERVIEW_SHEET
from checker.writers.excel.rows import Filling, fillings
from checker.writers.excel.tables import Page, Table, write_table
from checker.writers.written import window_of

_EPOCH: Final = datetime.datetime(2000, 1, 1)
_NAMES: Final = {
    "plan-card": "ข้อมูลแผน",
    "strategies": "ยุทธศาสตร์",
    "goals": "เป้าประสงค์-ตัวชี้วัด",
    "p-stm": "P-STM",
    "tactics": "กลยุทธ์-แผนงาน",
    "problems": "ปัญหา-ความต้องการ",
    "details": "ผ.02",
    "from-villages": "ผ.02-1 จากแผนหมู่บ้าน",
    "beyond-capacity": "ผ.02-2 เกินศักยภาพ",
    "project-list": "บัญชีโครงการ",
    "equipment": "ผ.03 ครุภัณฑ์",
    "activities": "กิจกรรม",
    "project-brief": "ข้อเสนอโครงการ",
    "results": "ผลการดำเนินงาน",
}
# LibreOffice does not print more than 84 rows that look the same at the end of a sheet: it leaves all of them out.
_SPARE: Final = {"strategies": 20, "project-list": 80, "problems": 40, "equipment": 40, "activities": 30}
_USUAL_SPARE: Final = 60
_SPARE_WHERE_FILLED: Final = 3
_SPARE_ACTIVITIES: Final = 12


@dataclass(slots=True)
class Workbook:
    """A workbook of `plan`; `blank` ones have rows to be filled in and a page of instructions.

    `official` local plans have a sheet a programme, as ผ.02 has it; others keep strategies, tactics and programmes on sheets
    of their own, by code.
    """

    plan: DraftPlan
    offers: Offers
    blank: bool = False
    official: bool = False
    version: str = ""
    window: Window = None
    years: tuple[int, ...] = ()
    out: io.BytesIO = field(default_factory=io.BytesIO)
    tables: list[Table] = field(default_factory=list)

    def written(self) -> bytes:
        """The bytes of the workbook; the same for the same plan."""
        self.window = window_of(self.plan)
        self.years = years_of(self.window, self.plan.nodes)
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(self.out, options) as book:
            book.set_properties({"author": AUTHOR, "created": _EPOCH})
            book.set_calc_mode("auto")
            self._write(book)
        return self.out.getvalue()

    def _write(self, book: Any) -> None:
        look = Look(book)
        first = book.add_worksheet("คำแนะนำ") if self.blank else None
        card = book.add_worksheet(_NAMES["plan-card"])
        lists = Lists(None)
        checks = Checks(lists, self.offers, {})
        sheets = self._sheets()
        local = Local(book, look, checks, self.plan, self.years, self.window, self.blank) if self.official else None
        if local is not None:
            local.add_sheets()
        made = {name: book.add_worksheet(_NAMES[name]) for name in sheets if name not in self._by_local}
        lists.sheet = book.add_worksheet(LISTS_SHEET)
        write_plan_card(Page(card, look, checks), self.plan, self.window)
        filled = fillings(self.plan, self.window)
        if local is not None:
            local.write(filled)
        for name, sheet in made.items():
            page = Page(sheet, look, checks)
            if name == "project-brief":
                self._briefs(book, page, filled.get(name))
            else:
                self._table(page, form(name), filled.get(name))
        if first is not None:
            write_instructions(first, look, self.plan.level, self.years, self._named_forms(sheets), self.version)
            first.activate()
        else:
            card.activate()
        lists.sheet.very_hidden()

    @property
    def _by_local(self) -> frozenset[str]:
        """The forms that official local sheets take the place of."""
        if not self.official:
            return frozenset()
        return frozenset({"details", "from-villages", "beyond-capacity", "strategies", "tactics"})

    def _sheets(self) -> list[str]:
        """The keys of the forms in the workbook, in the order of their sheets."""
        filled = fillings(self.plan, self.window)
        held = self.plan.holds
        wanted = {*filled}
        for one in forms():
            if self.plan.level not in one.levels or one.key == "plan-card" or one.shape in ("overview", "summary"):
                continue
            if self.blank or (not one.adds and one.mark is None and (held is None or held >= set(one.rows))):
                wanted.add(one.key)
        if not self.blank and self.plan.level == "local" and (held is None or {"goal", "indicator"} & held):
            wanted.add("goals")
        if not self.blank and "activities" in wanted and "activities" not in filled:
            wanted.discard("activities")
        return [name for name in _NAMES if name in wanted]

    def _named_forms(self, sheets: Sequence[str]) -> list[tuple[Form, str]]:
        """Every form of the workbook, with the name of its sheet."""
        local = [("overview", OVERVIEW_SHEET), ("summary", SUMMARY_SHEET)] if self.official else []
        keys = [("plan-card", _NAMES["plan-card"]), *local, *((name, _NAMES[name]) for name in sheets)]
        return [(form(key), name) for key, name in keys]

    def _table(self, page: Page, one: Form, filling: Filling | None) -> Table:
        nodes, rows = (filling.nodes, filling.rows) if filling is not None else ((), ())
        used = filling.used if filling is not None else frozenset[str]()
        left_out = self._not_needed - used if one.key == "project-list" else frozenset[str]()
        found = slots(one, self.plan.level, self.years, nodes, used, left_out)
        spare = _SPARE.get(one.key, _USUAL_SPARE) if self.blank else _SPARE_WHERE_FILLED
        table = write_table(page, one, found, rows, spare)
        self._offer_codes(page.checks, one, table)
        return table

    @property
    def _not_needed(self) -> frozenset[str]:
        """The columns of a list of projects that only a filled cell calls for: a plan that holds nothing to be part of has no
        column of it, for the reader would take that for room for strategies.
        """
        held = self.plan.holds
        above = built_in_chain().relations["part_of"].ends["project"]
        return frozenset({"number"} if held is None or held & {*above} else {"number", "part_of"})

    def _offer_codes(self, checks: Checks, one: Form, table: Table) -> None:
        """Lets later sheets pick from the codes on this one."""
        for kind in one.rows:
            lead = f"{kind}." if len(one.rows) > 1 else ""
            code, name = table.letters(f"{lead}code"), table.letters(f"{lead}name")
            if code is not None and kind not in checks.own:
                rows = (table.first + 1, table.last + 1)
                checks.own[kind] = checks.lists.growing(f"{kind} ·", table.sheet, code, name, rows)

    def _briefs(self, book: Any, page: Page, filling: Filling | None) -> None:
        """A sheet for each project that has a brief, the activities beneath a blank one."""
        brief = form("project-brief")
        nodes = filling.nodes if filling is not None else ()
        end = write_brief(page, brief, nodes[0] if nodes else None, self.years, self.window)
        for number, node in enumerate(nodes[1:], start=2):
            more = Page(book.add_worksheet(f"{_NAMES['project-brief']} ({number})"), page.look, page.checks)
            write_brief(more, brief, node, self.years, self.window)
        if not nodes and brief.beside is not None:
            beside = slots(form(brief.beside), self.plan.level, self.years, (), frozenset(), frozenset({"part_of"}))
            page.title(end + 1, form(brief.beside).heading, len(beside) - 1)
            head = page.header(end + 2, beside)
            page.rows(head[1] + 1, beside, (), _SPARE_ACTIVITIES)
            page.sheet.set_column(0, 0, 34)
            page.sheet.set_column(1, 1, 78)


def build(plan: DraftPlan, offers: Offers, **how: Any) -> bytes:
    """The bytes of a workbook; see `Workbook`."""
    return Workbook(plan, offers, **how).written()


def names() -> Mapping[str, str]:
    """What the sheet of each form is called."""
    return _NAMES
