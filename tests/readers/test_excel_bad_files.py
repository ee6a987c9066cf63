"""A file that cannot be read is refused in two languages, with what and where, and never with a traceback."""

from __future__ import annotations

import io
import random
import re
import zipfile
from functools import cache

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.errors import UnreadableSubmission
from checker.readers.excel import guard, limits, read_excel, scan
from tests.layouts import Book, strategy, workbook

COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
SHEET = "xl/worksheets/sheet1.xml"


@cache
def good() -> bytes:
    return workbook(Book((strategy("1", projects=2),), summary=True, overview=True, text_boxes=("ก",))).data


def with_part(path: str, content: bytes) -> bytes:
    """The good workbook with one part changed or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good())) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), path]):
            new.writestr(name, content if name == path else old.read(name))
    return buffer.getvalue()


def part(path: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(good())) as archive:
        return archive.read(path)


def archive(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name.replace("__", "/").replace("_", "."), content)
    return buffer.getvalue()


def saved(file: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableSubmission) as caught:
        read_excel(data, "แผน.xlsx")
    for fault in caught.value.faults:
        assert re.search("[ก-๙]", fault.says.th)
        assert fault.place.file == "แผน.xlsx"
    return str(caught.value)


def test_the_good_workbook_is_good() -> None:
    assert read_excel(good(), "แผน.xlsx").plans


def test_an_empty_file_is_refused() -> None:
    assert "The file is empty" in refusal(b"")


@pytest.mark.parametrize("data", [b"hello", b"<html><table></table></html>", "โครงการ,งบประมาณ".encode()])
def test_a_file_that_is_no_workbook_is_refused(data: bytes) -> None:
    assert "not an Excel workbook" in refusal(data)


def test_a_truncated_workbook_is_refused() -> None:
    assert "damaged or cut off" in refusal(good()[: len(good()) // 2])


def test_a_workbook_with_a_password_is_refused() -> None:
    assert "locked with a password" in refusal(COMPOUND + "EncryptedPackage".encode("utf-16-le"))


def test_a_broken_old_workbook_is_refused() -> None:
    assert "damaged or cut off" in refusal(COMPOUND + "Workbook".encode("utf-16-le"))


def test_other_documents_are_refused_by_what_they_are() -> None:
    assert "binary Excel workbook (.xlsb)" in refusal(archive(xl__workbook_bin=b"x"))
    assert "Word document" in refusal(archive(word__document_xml=b"<a/>"))
    assert "OpenDocument file, but no spreadsheet" in refusal(archive(content_xml=b"<a/>"))
    assert "holds no Excel workbook" in refusal(archive(photo_xml=b"<a/>"))


def test_a_part_that_unpacks_to_more_than_any_plan_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "LARGEST_PART", 1_000_000)
    assert "far larger than a plan" in refusal(with_part(SHEET, b"<worksheet>" + b" " * 2_000_000 + b"</worksheet>"))


def test_parts_that_together_unpack_to_more_than_any_plan_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "LARGEST_WHOLE", 10_000)
    assert "far larger than a plan" in refusal(good())


def test_an_archive_that_understates_its_size_is_refused() -> None:
    data = bytearray(with_part(SHEET, b"<worksheet>" + b" " * 300_000 + b"</worksheet>"))
    true_size = len(b"<worksheet></worksheet>") + 300_000
    told = data.replace(true_size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert "damaged or cut off" in refusal(bytes(told))


def test_a_sheet_of_too_many_columns_is_refused_by_its_name() -> None:
    file = openpyxl.load_workbook(io.BytesIO(good()))
    file.worksheets[2].cell(3, 400, "x")
    assert "Sheet3: The sheet is filled as far as column OJ (column 400)" in refusal(saved(file))


def test_a_sheet_of_too_many_rows_is_refused_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_ROWS", 500)
    monkeypatch.setattr(scan, "MOST_ROWS", 500)
    file = openpyxl.load_workbook(io.BytesIO(good()))
    file.worksheets[2].cell(501, 1, "x")
    assert "Sheet3: The sheet is filled down to row 501; at most 500 rows are read" in refusal(saved(file))


def test_one_cell_in_the_last_corner_is_refused_before_it_takes_memory() -> None:
    corner = part(SHEET).replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')
    assert "filled down to row 1,048,576" in refusal(with_part(SHEET, corner))


def test_formatted_blank_rows_do_not_count() -> None:
    blank = part(SHEET).replace(b"</sheetData>", b'<row r="900000"><c r="A900000" s="1"/></row></sheetData>')
    assert read_excel(with_part(SHEET, blank), "แผน.xlsx").plans


def test_a_cell_without_its_own_name_is_counted_where_it_stands() -> None:
    nameless = part(SHEET).replace(b"</sheetData>", b"<row>" + b"<c><v>1</v></c>" * 300 + b"</row></sheetData>")
    assert "filled as far as column KN (column 300)" in refusal(with_part(SHEET, nameless))


@pytest.mark.parametrize(
    "cell",
    [
        b'<c r="XFD9" x="/>"><v>1</v></c>',
        b"<c r='XFD9'><v>1</v></c>",
        b'<c\nr="XFD9"><v>1</v></c>',
        b'<c s="1" r="XFD9"><v>1</v></c>',
        b'<y:c xmlns:y="http://schemas.openxmlformats.org/spreadsheetml/2006/main" r="XFD9"><v>1</v></y:c>',
    ],
)
def test_a_cell_in_the_last_column_is_seen_however_it_is_written(cell: bytes) -> None:
    odd = part(SHEET).replace(b"</sheetData>", b'<row r="900">' + cell + b"</row></sheetData>")
    assert "filled as far as column XFD" in refusal(with_part(SHEET, odd))


SPACES = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:q="urn:q" xmlns:x-y="urn:q"'
UNUSUAL = "not written the way Excel writes sheets"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (b'<row><c r="A99999999999"><v>1</v></c></row>', UNUSUAL),
        (b'<row><c r="AAAAAAAA1"><v>1</v></c></row>', UNUSUAL),
        (b'<row r="4000000000"><c><v>1</v></c></row>', UNUSUAL),
        (b'<row r="1"><x-y:c r="XFD1"><x-y:v>1</x-y:v></x-y:c></row>', "column XFD"),
        (b'<row r="1"><c/><c q:r="A1" r="XFD1"><v>1</v></c></row>', "column XFD"),
        (b"<row r='1'><c/><c q=\" r='A1'\" r='XFD1'><v>1</v></c></row>", "column XFD"),
        ("<row ก='1' r='60000'><c><v>1</v></c></row>".encode(), "row 60,000"),
        (b'<row q:r="2" r="60000"><c><v>1</v></c></row>', "row 60,000"),
        (b'<row r="60000"><c r="A1"/><c><v>1</v></c></row>', "row 60,000"),
        (b"<row></row>" * 60_000 + b"<row><c><v>1</v></c></row>", "row 60,002"),
        (b"<row/>" * 60_000 + b"<row><c><v>1</v></c></row>", "row 60,002"),
        (b'<row r="1"><c r="XFC1"/><row r="2"><c><v>1</v></c></row></row>', "column XFD"),
        (b'<row r="1"><c r="XFC1"/><!--</row>--><c><v>1</v></c></row>', UNUSUAL),
        (b'<row r="1"><c r="XFC1"/><?x </row>?><c><v>1</v></c></row>', UNUSUAL),
    ],
)
def test_a_cell_far_away_is_seen_however_its_name_is_hidden(rows: bytes, said: str) -> None:
    first = b'<row r="1"><c r="A1"><v>1</v></c></row>'
    assert said in refusal(
        with_part(SHEET, b"<worksheet " + SPACES + b"><sheetData>" + first + rows + b"</sheetData></worksheet>")
    )


def test_one_long_text_in_very_many_cells_is_refused_before_it_takes_memory() -> None:
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    texts = b"<sst " + space + b"><si><t>" + b"a" * 300_000 + b"</t></si></sst>"
    cells = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(1, 1_001))
    data = with_part(SHEET, b"<worksheet " + space + b"><sheetData>" + cells + b"</sheetData></worksheet>")
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as whole:
        whole.writestr("xl/SharedStrings.xml", texts)
    assert "come to over 200 MB" in refusal(buffer.getvalue())


def test_a_sheet_of_broken_xml_is_refused_with_its_line() -> None:
    assert "The contents of the file are damaged (xl/worksheets/sheet1.xml 2:" in refusal(
        with_part(SHEET, part(SHEET)[:-30])
    )


def test_entities_are_refused() -> None:
    evil = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + part(SHEET)
    assert "damaged" in refusal(with_part(SHEET, evil))


def test_a_workbook_without_any_form_names_its_sheets_and_what_was_looked_for() -> None:
    file = openpyxl.Workbook()
    file.worksheets[0].title = "บัญชีรายชื่อ"
    file.worksheets[0].append(["ชื่อ", "โทรศัพท์"])
    said = refusal(saved(file))
    assert "form ผ.02, project details" in said
    assert "“บัญชีรายชื่อ”" in said


def test_a_time_that_no_calendar_holds_is_refused_by_the_sheet() -> None:
    file = openpyxl.load_workbook(io.BytesIO(good()))
    cell = file.worksheets[2]["N3"]
    cell.value, cell.number_format = 1e300, "[h]:mm"
    assert "Sheet3: The sheet is damaged" in refusal(saved(file))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", COMPOUND]))
def test_random_bytes_are_refused_and_never_crash(tail: bytes, head: bytes) -> None:
    with pytest.raises(UnreadableSubmission):
        read_excel(head + tail, "x.xlsx")


PIECES = [
    b'"-1"',
    b'"99999999999"',
    b'""',
    b'"A1:ZZZ99999999"',
    b'"e"',
    b'"s"',
    b'"d"',
    b'"inlineStr"',
    b">-1<",
    b">1e400<",
    b">x<",
    b"><",
]


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 2**32))
def test_a_workbook_with_changed_pieces_is_read_or_refused_and_never_crashes(seed: int) -> None:
    chance = random.Random(seed)
    path = chance.choice([SHEET, "xl/worksheets/sheet3.xml", "xl/workbook.xml", "xl/styles.xml"])
    content = part(path)
    for _ in range(chance.randint(1, 4)):
        spot = chance.choice(list(re.finditer(rb'"[^"<>]*"|>[^<]*<', content)))
        content = content[: spot.start()] + chance.choice(PIECES) + content[spot.end() :]
    _read_or_refuse(with_part(path, content))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2**20), st.integers(0, 255)), min_size=1, max_size=6))
def test_a_workbook_with_changed_bytes_is_read_or_refused_and_never_crashes(changes: list[tuple[int, int]]) -> None:
    data = bytearray(good())
    for position, value in changes:
        data[position % len(data)] = value
    _read_or_refuse(bytes(data))


def _read_or_refuse(data: bytes) -> None:
    try:
        assert read_excel(data, "x.xlsx").files
    except UnreadableSubmission as refused:
        assert refused.faults  # noqa: PT017
