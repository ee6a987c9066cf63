"""However the parts of a workbook are called and written, what is read was checked, and what is not read is said."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest

from checker.errors import UnreadableSubmission
from checker.readers.excel import read_excel
from checker.readers.excel.book import open_book
from checker.readers.excel.grid import Book
from tests.readers.test_excel_bad_files import SHEET, UNUSUAL, good, refusal

SPACES = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:x-y.z="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "xl/_rels/workbook.xml.rels"
STRINGS = "xl/sharedStrings.xml"
HEAD = (b"<worksheet " + SPACES + b">", b"</worksheet>")
SECOND = "xl/worksheets/sheet2.xml"


def changed(parts: dict[str, bytes] | None = None, rename: Callable[[str], str] = str) -> bytes:
    """The good workbook with these parts changed or added, and its parts called anew."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good())) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        whole = {name: old.read(name) for name in old.namelist()} | (parts or {})
        for name, content in whole.items():
            if rename(name):
                new.writestr(rename(name), content)
    return buffer.getvalue()


def part(path: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(good())) as archive:
        return archive.read(path)


def opened(data: bytes) -> Book:
    return open_book(data, "แผน.xlsx")


def sheet(rows: bytes, before: bytes = b"") -> bytes:
    return HEAD[0] + before + b"<sheetData>" + rows + b"</sheetData>" + HEAD[1]


def cells(cell: bytes, count: int) -> bytes:
    """A sheet of `count` rows, each with `cell`."""
    return sheet(b"".join(b'<row r="%d">%b</row>' % (n, cell.replace(b"#", b"A%d" % n)) for n in range(1, count + 1)))


def texts(*written: bytes) -> bytes:
    return b"<sst " + SPACES + b">" + b"".join(written) + b"</sst>"


SHARES = b'<c r="#" t="s"><v>0</v></c>'
LONG = b"a" * 300_000


@pytest.mark.parametrize(
    "cell",
    [
        SHARES,
        b'<c r="#" t="s"><v xml:space="preserve">0</v></c>',
        b"<c r='#' t = 's' ><v >0</v ></c >",
        b'<c r="#" t="s"><x-y.z:v>0</x-y.z:v></c>',
        b'<x-y.z:c r="#" t="s"><x-y.z:v>0</x-y.z:v></x-y.z:c>',
        b'<c r="#" t="s"><v>1</v><v>0</v></c>',
        b'<c r="#" t="s"><v>-1</v></c>',
    ],
)
def test_cells_that_share_a_long_text_are_counted_however_they_point_to_it(cell: bytes) -> None:
    strings = texts(b"<si><t>" + LONG + b"</t></si>", b"<si><t>b</t></si>")
    assert "come to over 200 MB" in refusal(changed({SHEET: cells(cell, 1_000), STRINGS: strings}))


@pytest.mark.parametrize(
    ("strings", "said"),
    [
        (texts(b"<x-y.z:si><t>" + LONG + b"</t></x-y.z:si>"), "over 200 MB"),
        (texts(b"<si><t>" + b"<!--<si>-->".join([b"a" * 30_000] * 10) + b"</t></si>"), "over 200 MB"),
        (texts(b"<si >", b"<t>" + LONG + b"</t>", b"</si >"), "over 200 MB"),
        (texts(b"<si><t>" + b"<si/>".join([b"a" * 30_000] * 10) + b"</t></si>"), UNUSUAL),
        (texts(b"<si><x-y.z:si/><t>" + LONG + b"</t></si>"), UNUSUAL),
        (b"<q " + SPACES + b"><si><t>b</t></si>" + texts(b"<si><t>" + LONG + b"</t></si>") + b"</q>", UNUSUAL),
        (b"<sstx " + SPACES + b"><si><t>b</t></si>" + texts(b"<si><t>" + LONG + b"</t></si>") + b"</sstx>", UNUSUAL),
    ],
)
def test_a_long_text_is_measured_however_it_is_written(strings: bytes, said: str) -> None:
    assert said in refusal(changed({SHEET: cells(SHARES, 1_000), STRINGS: strings}))


def test_texts_are_counted_over_all_sheets() -> None:
    strings, half = texts(b"<si><t>" + LONG + b"</t></si>"), cells(SHARES, 400)
    assert "come to over 200 MB" in refusal(changed({SHEET: half, SECOND: half, STRINGS: strings}))


def test_a_long_text_that_one_cell_has_does_not_count_for_those_with_short_ones() -> None:
    one = b'<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    rest = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>1</v></c></row>' % (n, n) for n in range(2, 1_001))
    long = b"<si><t>" + LONG + b"</t></si>"
    for short in (b"<si><t>b</t></si>", b"<x-y.z:si><t>b</t></x-y.z:si>"):
        strings = texts(long, short)
        grid = opened(changed({SHEET: sheet(one + rest), STRINGS: strings})).grids[0]
        assert (len(str(grid.rows[1][1])), grid.rows[1_000][1]) == (300_000, "b")


@pytest.mark.parametrize("count", [b"99999999999999999", b"4000000000"])
def test_no_room_is_made_for_as_many_texts_as_a_file_states(count: bytes) -> None:
    strings = texts(b"<si><t>b</t></si>").replace(b"<sst ", b"<sst uniqueCount='%b' count=\"2\" " % count)
    assert opened(changed({SHEET: cells(SHARES, 1), STRINGS: strings})).grids[0].rows == {1: {1: "b"}}


def test_two_parts_of_one_name_are_refused() -> None:
    said = refusal(changed({STRINGS: texts(), "xl/SharedStrings.xml": texts()}))
    assert "Two parts of the file have one name (xl/sharedStrings.xml, xl/SharedStrings.xml)" in said


def test_two_sheets_in_one_part_are_refused() -> None:
    same = part(RELATIONS).replace(b"sheet2.xml", b"sheet1.xml")
    assert "damaged or cut off" in refusal(changed({RELATIONS: same}))


@pytest.mark.parametrize("rename", [str.upper, str.lower, str.title, lambda path: path.replace("/", "\\")])
def test_parts_are_found_whatever_the_case_of_their_letters(rename: Callable[[str], str]) -> None:
    first, again = opened(good()), opened(changed(rename=rename))
    assert again == first


@pytest.mark.parametrize(
    ("path", "kind"), [(SHEET, b"sheet1.xml"), (STRINGS, b"sharedStrings.xml"), ("xl/styles.xml", b"styles.xml")]
)
def test_a_part_is_checked_whatever_its_name(path: str, kind: bytes) -> None:
    strings = b'<Relationship Id="z" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/>'
    before = part(RELATIONS).replace(b"</Relationships>", strings + b"</Relationships>")
    assert kind in before
    named = before.replace(kind, kind.removesuffix(b".xml"))
    broken = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x/>'
    new = path.removesuffix(".xml")
    said = refusal(changed({RELATIONS: named, new: broken}, lambda name: "" if name == path else name))
    assert f"The contents of the file are damaged ({new})" in said


def test_a_listed_sheet_that_is_not_in_the_file_is_said_to_be_lost() -> None:
    data = changed(rename=lambda path: "" if path == SECOND else path)
    draft = read_excel(data, "แผน.xlsx")
    assert "Sheet “สรุป”" in [entry.what.en for entry in draft.not_read]
    assert any("lacks what stands on it" in entry.why.en for entry in draft.not_read)


def test_a_listed_sheet_without_cells_is_said_not_to_be_read() -> None:
    relation = re.sub(rb'relationships/worksheet"([^>]*sheet2)', rb'relationships/chartsheet"\1', part(RELATIONS))
    assert relation != part(RELATIONS)
    draft = read_excel(changed({RELATIONS: relation}), "แผน.xlsx")
    assert [entry.why.en for entry in draft.not_read if entry.what.en == "Sheet “สรุป”"] == [
        "It is a chart, a dialog or a macro sheet and has no cells to read. What matters for the plan belongs in a cell of another sheet."
    ]


def test_a_workbook_whose_sheets_are_all_lost_names_them() -> None:
    said = refusal(changed(rename=lambda path: "" if path.startswith("xl/worksheets/sheet") else path))
    assert "“สรุป”: The workbook lists it, but the file lacks what stands on it." in said


def test_a_broken_hidden_sheet_keeps_nobody_from_reading_the_others() -> None:
    book = part("xl/workbook.xml")
    hidden = re.sub(rb'(<sheet [^>]*sheetId="2"[^>]*)state="visible"', rb'\1state="hidden"', book)
    assert hidden != book
    assert opened(changed({"xl/workbook.xml": hidden, SECOND: b"<broken"})).hidden == ("สรุป",)


def test_other_parts_that_a_package_names_as_its_workbook_are_not_read() -> None:
    others = {
        "_rels/.rels": part("_rels/.rels").replace(b"xl/workbook.xml", b"other/workbook.xml"),
        "other/workbook.xml": part("xl/workbook.xml"),
        "other/_rels/workbook.xml.rels": part(RELATIONS).replace(b"/xl/", b"/other/"),
        "other/worksheets/sheet1.xml": sheet(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    }
    assert opened(changed(others)) == opened(good())


def test_days_are_counted_from_1904_where_the_workbook_says_so() -> None:
    book = re.sub(rb"<workbookPr\b", b'<workbookPr date1904="1"', part("xl/workbook.xml"))
    styles = texts().replace(b"sst", b"styleSheet").replace(b"></", b'><cellXfs><xf numFmtId="14"/></cellXfs></')
    day = cells(b'<c r="#" s="0"><v>1</v></c>', 1)
    for workbook, expected in ((part("xl/workbook.xml"), "1900-01-01"), (book, "1904-01-02")):
        grid = opened(changed({"xl/workbook.xml": workbook, "xl/styles.xml": styles, SHEET: day})).grids[0]
        assert str(grid.rows[1][1]) == expected


def test_formulas_and_hidden_rows_and_columns_are_seen_under_any_prefix() -> None:
    columns = b'<x-y.z:cols><x-y.z:col min = "2" max="2" hidden = "1"/></x-y.z:cols>'
    formula = b'<x-y.z:c r="A1"><x-y.z:f>SUM(B1)</x-y.z:f></x-y.z:c><x-y.z:c r="B1"><x-y.z:v>1</x-y.z:v></x-y.z:c>'
    rows = b'<x-y.z:row r = "1" hidden = "true">' + formula + b"</x-y.z:row>"
    grid = opened(changed({SHEET: sheet(rows, columns)})).grids[0]
    assert (grid.unsaved, grid.hidden_rows, grid.hidden_columns) == (
        frozenset({(1, 1)}),
        frozenset({1}),
        frozenset({2}),
    )


def test_a_formula_with_its_result_under_a_prefix_is_not_said_to_lack_it() -> None:
    done = b'<row r="1"><x-y.z:c r="A1"><x-y.z:f>1+1</x-y.z:f><x-y.z:v>2</x-y.z:v></x-y.z:c></row>'
    grid = opened(changed({SHEET: sheet(done)})).grids[0]
    assert (grid.rows[1], grid.unsaved) == ({1: 2}, frozenset())


def test_an_error_in_a_cell_under_a_prefix_is_read_as_its_words() -> None:
    error = b'<row r="1"><x-y.z:c r="A1" t="e"><x-y.z:v>#SPILL!</x-y.z:v></x-y.z:c></row>'
    assert opened(changed({SHEET: sheet(error)})).grids[0].rows == {1: {1: "#SPILL!"}}


def test_a_workbook_that_lists_no_sheets_it_can_find_is_refused_and_not_read() -> None:
    with pytest.raises(UnreadableSubmission):
        read_excel(changed({RELATIONS: b"<Relationships/>"}), "แผน.xlsx")
