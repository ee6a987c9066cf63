"""Layouts that people make by hand, each in the smallest workbook that shows it."""

from __future__ import annotations

from dataclasses import replace

from checker.readers.draft import Draft
from checker.readers.excel import read_excel
from tests.layouts import Book, Layout, Project, book, strategy, workbook
from tests.readers.excel_looking import FILE, codes, node, printed, read_built, said
from tests.sheets_moved import Sheet, sheets_of, written

ROWS = (
    Project("โครงการ ก", budget=(5, None, None, None, None)),
    Project("โครงการ ข", budget=(7, None, None, None, None)),
)
LAST_HEADER_ROW = 14


def sheet(described: Book, name: str) -> Sheet:
    """One sheet of the workbook."""
    return next(one for one in sheets_of(workbook(described).data) if one.name == name)


def opened(described: Sheet, row: int = 0, column: int = 0) -> Sheet:
    """`described` with a blank row or a blank column put in, merged cells left out."""
    cells = {
        (at_row + (0 < row <= at_row), at_column + (0 < column <= at_column)): value
        for (at_row, at_column), value in described.cells.items()
    }
    return replace(described, cells=cells, merges=frozenset())


def draft_of(*sheets: Sheet) -> Draft:
    return read_excel(written(sheets), FILE)


def test_a_blank_row_inside_the_header_leaves_the_unit_of_money_in_it() -> None:
    plain = sheet(book(*ROWS, layout=Layout(unit="(พันบาท)", merged=False)), "Sheet1")
    assert plain.cells[LAST_HEADER_ROW, 5] == "(พันบาท)"

    first = node(draft_of(opened(plain, row=LAST_HEADER_ROW)), "1.1(1)-1").yearly["budget"]["2566"]

    assert (first.raw, first.place.cell) == (5000, "E16")


def test_a_blank_row_above_the_years_leaves_the_sheet_a_table() -> None:
    plain = sheet(book(*ROWS, layout=Layout(merged=False)), "Sheet1")
    assert codes(draft_of(opened(plain, row=LAST_HEADER_ROW - 1)), "project") == ["1.1(1)-1", "1.1(1)-2"]


def test_a_note_left_of_a_total_leaves_it_a_total() -> None:
    plain = opened(sheet(book(*ROWS), "Sheet1"), column=1)
    total = max(row for row, _ in plain.cells)
    draft = draft_of(replace(plain, cells={**plain.cells, (total, 1): "ตรวจแล้ว"}))
    assert printed(draft)["ท้ายตาราง:1.1(1)"][2566] == 12


def test_a_note_left_of_the_label_is_no_part_of_it_in_the_summary() -> None:
    described = Book((strategy("1", ROWS),), summary=True)
    plain = opened(sheet(described, "สรุป"), column=1)
    noted = {**plain.cells, **{(row, 1): "ตรวจแล้ว" for row in plain.rows if row > LAST_HEADER_ROW - 8}}
    headed = {**noted, (4, 1): "ผลการตรวจ"}

    for cells in (noted, headed):
        draft = draft_of(replace(plain, cells=cells), sheet(described, "Sheet2"))
        assert printed(draft) == printed(read_built(workbook(described)))
        assert node(draft, "สรุป:1.1(1)").cells["name"].place.cell == "B9"


def test_words_with_unseen_characters_and_split_letters_are_known_for_what_they_look_like() -> None:
    plain = sheet(book(*ROWS), "Sheet1")
    for odd in ("{0}\u200b{1}", "{0}{1}\u200f", "{0}\u200e{1}"):
        cells = {
            at: odd.format(value[:2], value[2:]) if isinstance(value, str) else value
            for at, value in plain.cells.items()
        }
        draft = draft_of(replace(plain, cells=cells))
        assert codes(draft, "project") == ["1.1(1)-1", "1.1(1)-2"]
        assert draft.plans[0].heading.code.raw == "LP-540503"
        assert "unseen characters or split letters were read as they look" in said(draft)


def test_an_owner_with_a_split_sara_am_is_known() -> None:
    plain = sheet(book(*ROWS), "Sheet1")
    split = {
        at: value.replace("ำ", "\u0e4d\u0e32") if isinstance(value, str) else value for at, value in plain.cells.items()
    }
    assert draft_of(replace(plain, cells=split)).plans[0].heading.code.raw == "LP-540503"


def test_a_row_of_the_overview_numbered_in_thai_digits_is_no_header() -> None:
    described = Book((strategy("1", ROWS),), overview=True)
    overview = sheet(described, "ภาพรวม")
    table = sheet(described, "Sheet2")
    row = {"๑": (4, 1), "ยุทธศาสตร์ชาติด้านความมั่นคง": (4, 2), "แผนพัฒนาจังหวัด 1 โลจิสติกส์": (4, 5)}
    cells = {**overview.cells, **{at: words for words, at in row.items()}}
    assert node(draft_of(replace(overview, cells=cells), table), "1").cells["responsible_unit"].raw == "กองช่าง"


def test_a_second_line_below_a_row_merged_over_three_goes_on_with_it() -> None:
    plain = sheet(book(*ROWS[:1], layout=Layout(foot=False)), "Sheet1")
    row = LAST_HEADER_ROW + 1
    area = (row, 2, row + 2, 2)
    cells = {**plain.cells, (row + 3, 3): "และความปลอดภัย"}
    draft = draft_of(replace(plain, cells=cells, merges=plain.merges | {area}))
    assert node(draft, "1.1(1)-1").cells["objective"].raw == "เพื่อให้ประชาชนเดินทางสะดวก และความปลอดภัย"


def test_a_unit_written_once_over_the_first_year_holds_for_all_years() -> None:
    rows = (Project("โครงการ ก", budget=(5, 6, None, None, 7)),)
    for layout in (Layout(unit="(พันบาท)", header_rows=2, merged=False), Layout(unit="(พันบาท)", header_rows=2)):
        draft = draft_of(sheet(book(*rows, layout=layout), "Sheet1"))
        amounts = node(draft, "1.1(1)-1").yearly["budget"]
        assert [cell.raw for cell in amounts.values() if cell.raw is not None] == [5000, 6000, 7000]


def test_years_of_two_digits_in_a_row_of_their_own_are_years() -> None:
    layout = Layout(years=("66", "67", "68", "69", "70"), merged=False)
    draft = draft_of(sheet(book(*ROWS, layout=layout), "Sheet1"))
    assert list(node(draft, "1.1(1)-1").yearly["budget"]) == ["66", "67", "68", "69", "70"]


def test_a_header_that_stands_twice_is_two_headers_and_the_first_is_of_an_empty_table() -> None:
    plain = sheet(book(*ROWS, layout=Layout(merged=False)), "Sheet1")
    tall = 3
    twice = {(row + tall * (row > LAST_HEADER_ROW), column): value for (row, column), value in plain.cells.items()}
    twice |= {
        (row + tall, c): v for (row, c), v in plain.cells.items() if LAST_HEADER_ROW - tall < row <= LAST_HEADER_ROW
    }
    draft = draft_of(replace(plain, cells=twice))
    assert codes(draft, "project") == ["1.1(1)-1", "1.1(1)-2"]
