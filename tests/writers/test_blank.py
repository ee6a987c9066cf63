"""A blank form of every level, filled in by its headings and its lists, is read as what was filled in, without a note."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from checker.chain import built_in_chain
from checker.forms import Column, Form, form, forms
from checker.readers.draft import Draft, DraftNode, written_text
from checker.readers.excel import read_excel
from checker.readers.excel.ours import LISTS_SHEET, SHEET_MARK
from checker.readers.open_file import read_context
from checker.writers.excel import blank_form
from checker.writers.excel.book import names
from checker.writers.excel.columns import slots
from tests.writers.filling import CONTEXT, YEARS, Filling, Heading

LEVELS = ("village", "tambon", "local", "district", "province", "cluster", "agency")
TABLES = [
    (level, one.key)
    for one in forms()
    for level in one.levels
    if (one.shape in ("records", "details") and level != "local")
    or (one.key in ("equipment", "results") and level == "local")
]
CARD = {"รหัสแผน": "XX-1", "ชื่อแผน": "แผนทดสอบ", "หน่วยงานเจ้าของแผน": "หน่วยงานทดสอบ"}


def shown(wanted: Form, level: str) -> list[Column]:
    left_out = frozenset({"number"}) if wanted.key == "project-list" else frozenset[str]()
    found = slots(wanted, level, range(YEARS[0], YEARS[1] + 1), (), frozenset(), left_out)
    return list(dict.fromkeys(slot.column for slot in found if slot.column is not None))


def fill_in(filling: Filling, wanted: Form, level: str, number: int) -> dict[str, Any]:
    """Fills in a row with something in every column; what stands in each, by the key of its column."""
    sheet, said = names()[wanted.key], dict[Heading, Any]()
    columns, row = filling.columns(sheet), filling.first_row(sheet) + number
    told: dict[str, Any] = {}
    for column in shown(wanted, level):
        label = column.label.th
        if column.yearly:
            years = {year: 100 * number + year for year in range(YEARS[0], YEARS[1], 2)}
            said |= {(label, year): value for year, value in years.items()}
            told[column.key] = years
            continue
        offered = filling.choices(sheet, f"{get_column_letter(columns[label])}{row}")
        told[column.key] = said[label] = offered[number % len(offered)] if offered else typed(column, number)
    filling.row(sheet, number, said)
    return told


def typed(column: Column, number: int) -> Any:
    """Something that may stand in a column without a list."""
    if column.relation is not None:
        return f"R{number} | ชื่อ {number}"
    if column.key.endswith("baseline_year"):
        return 2565
    if column.key == "number":
        return number + 1
    assert column.field is not None
    if built_in_chain().field(column.of, column.field).type == "number":
        return number + 1
    return (
        f"{column.of[:1].upper()}{number}"
        if column.field == "code"
        else f"ถนนสายที่ {number} กว้าง {len(column.label.th)} เมตร"
    )


@pytest.mark.parametrize(("level", "key"), TABLES)
def test_every_table_of_every_level_is_read_as_it_was_filled_in(level: str, key: str) -> None:
    filling, wanted = Filling(level), form(key)
    filling.card("ข้อมูลแผน", CARD)
    told = [fill_in(filling, wanted, level, number) for number in (0, 1)]
    draft = filling.read()
    assert (draft.notes, draft.not_read) == ([], [])
    (plan,) = draft.plans
    assert (plan.heading.code.raw, plan.level) == ("XX-1", level)
    for number, row in enumerate(told):
        for kind in wanted.rows:
            node = [one for one in plan.nodes if one.kind == kind][number]
            for column in wanted.of(kind):
                if column.key in row and (column.field or column.relation):
                    assert stands(node, column) == expected(column, row), (number, column.key)


def stands(node: DraftNode, column: Column) -> Any:
    """What was read of a column."""
    if column.relation is not None:
        where = (column.relation, column.list, column.level)
        found = [one for one in node.references if one.relation == column.relation]
        own = [one for one in found if (one.relation, one.list, one.level) == where] or found
        return {(one.written if one.list is None else one.code, one.title) for one in own}
    if column.field == "code":
        return node.code.raw
    assert column.field is not None
    if column.yearly:
        return {int(year): cell.raw for year, cell in node.yearly[column.field].items() if cell.raw is not None}
    if column.year_from is not None:
        return {written_text(year): cell.raw for year, cell in node.yearly[column.field].items()}
    return node.cells[column.field].raw


def expected(column: Column, row: dict[str, Any]) -> Any:
    if column.relation is not None:
        if column.names is not None:
            return {(row[column.key], "")}
        code, _, title = str(row[column.key]).partition(" | ")
        return Among({(code, title)})
    if column.year_from is not None:
        return {str(row[column.year_from]): row[column.key]}
    return row[column.key]


class Among(set[tuple[str, str]]):
    """Equal to any set that holds these: several columns of one relation are read together where none has a list."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (set, frozenset)) and self <= other

    __hash__ = None


@pytest.mark.parametrize("level", LEVELS)
def test_a_form_with_nothing_but_its_card_filled_in_is_read_without_a_note(level: str) -> None:
    filling = Filling(level, with_context=False)
    filling.card("ข้อมูลแผน", CARD)
    draft = filling.read()
    assert (draft.notes, draft.not_read) == ([], [])
    assert draft.plans[0].nodes == []


@pytest.mark.parametrize("level", LEVELS)
def test_a_blank_form_as_it_is_written_is_read_without_a_note(level: str) -> None:
    draft = read_excel(blank_form(level, YEARS, read_context(CONTEXT), "1"), "form.xlsx")
    assert (draft.notes, draft.not_read) == ([], [])
    assert draft.plans[0].level == level
    assert draft.plans[0].nodes == []


@pytest.mark.parametrize("level", LEVELS)
def test_every_list_holds_its_entries_and_no_empty_cell(level: str) -> None:
    filling = Filling(level)
    lists = [rule for rule in rules(filling) if not str(rule.formula1).startswith("OFFSET")]
    assert lists
    for rule in lists:
        entries = filling.entries(str(rule.formula1))
        assert entries
        assert "None" not in entries


@pytest.mark.parametrize("level", LEVELS)
def test_every_list_of_own_codes_follows_the_cells_where_they_are_filled_in(level: str) -> None:
    filling = Filling(level)
    for column in filling.book[LISTS_SHEET].iter_cols(min_row=2):
        formulas = [str(cell.value) for cell in column if str(cell.value or "").startswith("=")]
        for formula in formulas:
            sheet = formula.split("'")[1]
            assert sheet in filling.book.sheetnames
        if formulas:
            first = int("".join(filter(str.isdigit, formulas[0].partition("!")[2].partition("=")[0])))
            assert first == filling.first_row(formulas[0].split("'")[1])


def rules(filling: Filling) -> Iterator[Any]:
    for sheet in filling.book:
        yield from (rule for rule in sheet.data_validations.dataValidation if rule.type == "list")


def test_a_link_to_an_upper_plan_is_picked_with_its_plan_and_its_title() -> None:
    filling = Filling("district")
    sheet = names()["strategies"]
    at = filling.columns(sheet)["สนับสนุนแผนพัฒนาจังหวัด"]
    offered = filling.choices(sheet, f"{get_column_letter(at)}{filling.first_row(sheet)}")
    assert "PP-54/1 | การพัฒนาเกษตรปลอดภัยและเศรษฐกิจฐานรากให้มีมูลค่าสูง" in offered


def test_units_are_offered_where_the_context_has_a_register_and_may_be_typed() -> None:
    filling = Filling("province")
    sheet = names()["strategies"]
    at = get_column_letter(filling.columns(sheet)["หน่วยงานรับผิดชอบหลัก"])
    assert "กองช่าง" in filling.choices(sheet, f"{at}{filling.first_row(sheet)}")
    (rule,) = [one for one in filling.book[sheet].data_validations.dataValidation if f"{at}5" in one.sqref]
    assert rule.errorStyle == "warning"


def test_text_is_stopped_where_money_belongs() -> None:
    filling = Filling("village")
    sheet = names()["project-list"]
    at = get_column_letter(filling.columns(sheet)["งบประมาณ", 2566])
    (rule,) = [one for one in filling.book[sheet].data_validations.dataValidation if f"{at}5" in one.sqref]
    assert (rule.type, rule.errorStyle) == ("decimal", None)
    assert "ข้อความไม่ถูกอ่านเป็นเงิน" in rule.error


@pytest.mark.parametrize("level", LEVELS)
def test_the_page_of_instructions_tells_official_forms_from_our_own(level: str) -> None:
    page = Filling(level).book.worksheets[0]
    words = "\n".join(str(cell.value) for cell in page["A"] if cell.value)
    assert words.startswith(SHEET_MARK)
    assert "oneplan check" in words
    assert "test" in words
    for one in forms():
        if level in one.levels:
            own, official = words.partition("แบบที่โปรแกรมนี้จัดทำขึ้นเอง")[::2][::-1]
            assert one.heading in (official if one.official else own), one.key


def test_the_same_wish_gives_the_same_bytes() -> None:
    assert blank_form("local", YEARS, Draft(), "1") == blank_form("local", YEARS, Draft(), "1")


def test_a_form_is_a_workbook_whose_lists_nobody_sees() -> None:
    data = blank_form("local", (2571, 2575), Draft(), "1")
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book[LISTS_SHEET].sheet_state == "veryHidden"
    assert "2571-2575" in str(book["ผ.02 (1)"]["A2"].value)
    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None


@pytest.mark.parametrize(
    ("level", "sheet", "paper_size", "pages", "columns"),
    [
        ("tambon", "กลยุทธ์-แผนงาน", 9, 1, None),
        ("tambon", "บัญชีโครงการ", 8, 2, "$A:$B"),
        ("province", "เป้าประสงค์-ตัวชี้วัด", 8, 1, None),
        ("province", "บัญชีโครงการ", 8, 2, "$A:$B"),
    ],
)
def test_a_wide_list_prints_on_a3_and_the_widest_on_two_of_them_with_its_names_on_both(
    level: str, sheet: str, paper_size: int, pages: int, columns: str | None
) -> None:
    page = Filling(level).book[sheet]
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (paper_size, "landscape")
    assert (page.page_setup.fitToWidth or 1, page.print_title_cols) == (pages, columns)
    assert page.print_title_rows is not None
