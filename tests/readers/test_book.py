"""A workbook is opened by what it is, and is the same book in every format."""

from __future__ import annotations

import io
import zipfile

import pytest

from checker.errors import UnreadableSubmission
from checker.readers.excel.book import open_book
from checker.readers.excel.grid import Book, Merge

SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
)
MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"


def ods(tables: str, styles: str = "", before: str = "") -> bytes:
    """An OpenDocument workbook with these tables and automatic styles."""
    content = (
        f'<?xml version="1.0"?>{before}<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MIMETYPE)
        archive.writestr("content.xml", content)
    return buffer.getvalue()


def table(rows: str, name: str = "แผน", more: str = "") -> str:
    return f'<table:table table:name="{name}" {more}>{rows}</table:table>'


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def words(*lines: str, more: str = "", inside: str = "") -> str:
    shown = "".join(f"<text:p>{line}</text:p>" for line in lines)
    return f'<table:table-cell office:value-type="string" {more}>{inside}{shown}</table:table-cell>'


def number(value: object, kind: str = "float", more: str = "") -> str:
    return f'<table:table-cell office:value-type="{kind}" office:value="{value}" {more}><text:p>x</text:p></table:table-cell>'


EMPTY = "<table:table-cell/>"


def opened(data: bytes) -> Book:
    return open_book(data, "แผน.ods")


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableSubmission) as caught:
        opened(data)
    return str(caught.value)


def test_every_kind_of_cell_of_an_open_document_is_read_where_it_stands() -> None:
    date = '<table:table-cell office:value-type="date" office:date-value="2026-01-31T08:00:00"/>'
    time = '<table:table-cell office:value-type="time" office:time-value="PT08H30M00S"/>'
    yes = '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>'
    first = row(
        EMPTY, words("ก", "ข<text:s text:c='2'/>ค<text:line-break/>ง"), number(2566), number("0.5", "percentage")
    )
    (grid,) = opened(ods(table(first + row(date, time, yes)))).grids
    assert {column: str(value) for column, value in grid.rows[1].items()} == {2: "ก\nข  ค\nง", 3: "2566", 4: "0.5"}
    assert [str(value) for value in grid.rows[2].values()] == ["2026-01-31", "08:30:00", "True"]


def test_repeated_rows_and_cells_keep_the_place_of_those_after_them() -> None:
    blank = row('<table:table-cell table:number-columns-repeated="16384"/>', more='table:number-rows-repeated="400"')
    twice = row(words("ข", more='table:number-columns-repeated="3"'), words("ค"), more='table:number-rows-repeated="2"')
    (grid,) = opened(ods(table(row(words("ก")) + blank + twice + blank))).grids
    assert {number: dict(cells) for number, cells in grid.rows.items()} == {
        1: {1: "ก"},
        402: {1: "ข", 2: "ข", 3: "ข", 4: "ค"},
        403: {1: "ข", 2: "ข", 3: "ข", 4: "ค"},
    }


def test_spans_of_an_open_document_are_merged_areas() -> None:
    spans = 'table:number-columns-spanned="3" table:number-rows-spanned="2"'
    (grid,) = opened(ods(table(row(EMPTY, words("ก", more=spans)) + row(EMPTY)))).grids
    assert grid.merges == (Merge(1, 2, 2, 4),)


def test_hidden_sheets_rows_and_columns_of_an_open_document_are_told() -> None:
    styles = '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'
    columns = '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
    rows = row(words("ก"), words("ข")) + row(words("ค"), more='table:visibility="collapse"')
    tables = table(columns + rows) + table(row(words("ก")), "เก่า", 'table:style-name="ta2"')
    book = opened(ods(tables, styles))
    assert (book.hidden, [entry.what.en for entry in book.not_read]) == (("เก่า",), ["Sheet “เก่า”"])
    (grid,) = book.grids
    assert (grid.hidden_rows, grid.hidden_columns) == (frozenset({2}), frozenset({2, 3}))


def test_a_formula_of_an_open_document_without_a_result_is_an_empty_cell() -> None:
    never = '<table:table-cell table:formula="of:=SUM([.A1:.B2])"/>'
    done = '<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"><text:p>2</text:p></table:table-cell>'
    (grid,) = opened(ods(table(row(never, done)))).grids
    assert (grid.rows[1], grid.unsaved) == ({2: 2}, frozenset({(1, 1)}))


def test_an_error_in_a_cell_of_an_open_document_is_what_is_shown() -> None:
    error = '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value=""><text:p>#DIV/0!</text:p></table:table-cell>'
    (grid,) = opened(ods(table(row(error)))).grids
    assert grid.rows[1] == {1: "#DIV/0!"}


def test_tables_kept_for_links_to_other_files_are_no_sheets() -> None:
    linked = table('<table:table-source xlink:href="b.ods"/>' + row(words("ข")), "'file:///b.ods'#$Sheet1")
    assert [grid.sheet for grid in opened(ods(table(row(words("ก"))) + linked)).grids] == ["แผน"]


BOMB = 'table:number-rows-repeated="1048576"'
WIDE = 'table:number-columns-repeated="200"'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (ods(table(row(words("ก"), more=BOMB))), "แผน.ods › แผน: The sheet is filled down to row 1,048,576"),
        (ods(table(row(words("ก", more='table:number-columns-repeated="400"')))), "as far as column OJ (column 400)"),
        (
            ods(table(row(words("ก", more=WIDE), more='table:number-rows-repeated="6000"'))),
            "over 1,000,000 filled cells",
        ),
        (
            ods(table(row(words("ก" * 500_000, more=WIDE), more='table:number-rows-repeated="5"'))),
            "come to over 200 MB",
        ),
        (ods(table(""), before='<!DOCTYPE x [<!ENTITY a "ha">]>'), "damaged (content.xml)"),
        (ods("<table:table>"), "damaged (content.xml 1:"),
        (ods(table(row(number("x")))), "damaged (content.xml 1:"),
        (ods(table(row(words("ก"))))[:-40], "damaged or cut off"),
    ],
)
def test_an_open_document_larger_than_any_plan_or_broken_is_refused(data: bytes, said: str) -> None:
    assert said in refusal(data)


def test_an_open_document_with_a_password_is_refused() -> None:
    buffer = io.BytesIO(ods(table("")))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    assert "locked with a password" in refusal(buffer.getvalue())


def test_a_workbook_is_known_by_what_is_in_it_and_not_by_its_name() -> None:
    assert open_book(ods(table(row(words("ก")))), "แผน.xlsx").grids[0].rows == {1: {1: "ก"}}
