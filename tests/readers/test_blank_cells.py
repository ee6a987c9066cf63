"""Blank cells are left out before a sheet is read, and nobody can tell."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.errors import UnreadableSubmission
from checker.readers.excel import blank, package, scan
from checker.readers.excel.blank import without_blank_cells
from checker.readers.excel.book import open_book
from tests.readers.test_excel_bad_files import SHEET, refusal, with_part

SPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def sheet(*rows: bytes) -> bytes:
    return b"<worksheet " + SPACE + b"><sheetData>" + b"".join(rows) + b"</sheetData></worksheet>"


def row(number: int, *cells: bytes) -> bytes:
    return b'<row r="%d">%b</row>' % (number, b"".join(cells))


@pytest.mark.parametrize(
    "cell",
    [
        b'<c r="B1"/>',
        b'<c r="B1" s="5"/>',
        b'<c r="B1" s="5" t="n"></c>',
        b'<c r="B1" s="5" />',
        b'<c r="AB12" t="n"/>',
    ],
)
def test_blank_cells_as_programs_write_them_are_left_out_and_counted(cell: bytes) -> None:
    first, last = b'<c r="A1"><v>1</v></c>', b'<c r="AC1"><v>2</v></c>'
    written = sheet(row(1, first, cell, cell, last, cell), row(2, cell), row(3, cell))
    assert without_blank_cells(written) == (sheet(row(1, first, last), row(2), row(3)), 5)


@pytest.mark.parametrize(
    "content",
    [
        sheet(row(1, b'<c r="A1"/>', b"<c><v>1</v></c>")),
        sheet(row(1, b'<c r="A1"/>'), b"<row><c><v>1</v></c></row>"),
        sheet(row(1, b'<c r="A0"/>', b'<c r="XFE1"/>', b'<c r="B1" t="s"/>', b'<c r="B1" r="C1"/>', b'<c r="D1" />\n')),
        sheet(row(1, b'<c r="A1" t="str"><v><![CDATA[<c r="A1"/><c r="B1"/>]]></v></c>')),
        b'<c r="A1"/><c r="B1"/>',
        b"<a><sheetData x='<c r=\"A1\"/>'/></a>",
        sheet() + b'<c r="A1"/>',
    ],
)
def test_a_blank_cell_that_matters_stays(content: bytes) -> None:
    assert without_blank_cells(content) == (content, 0)


CELLS = [
    b'<c r="%b"/>',
    b'<c r="%b" s="1" t="n"></c>',
    b'<c r="%b"><v>1</v></c>',
    b'<c r="%b" t="inlineStr"><is><t>x</t></is></c>',
    b'<c r="%b"><f>SUM(A1)</f></c>',
    b"<c/>",
    b"<c><v>2</v></c>",
    b'<x><c r="%b"/></x>',
    b'<c r="%b" t="str"><v><![CDATA[<c r="A1"/><c r="B1"/>]]></v></c>',
    b'<!-- <c r="%b"/><c r="A1"/> -->',
    b"\n",
    b"</row><row>",
    b'</row><row r="9" hidden="1">',
    b"<broken>",
    b"</sheetData><sheetData>",
]
NAMES = [b"A1", b"B1", b"B2", b"C7", b"AA3", b"A0", b"XFD1", b"KK1", b"A60000", b"A99999999999"]


def drawn(pieces: list[tuple[bytes, bytes]]) -> bytes:
    return sheet(row(1, *(piece.replace(b"%b", name) for piece, name in pieces)))


def outcome(data: bytes) -> object:
    try:
        return open_book(data, "แผน.xlsx")
    except UnreadableSubmission as refused:
        return str(refused)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(CELLS[:2] + CELLS), st.sampled_from(NAMES[:5] * 4 + NAMES)), max_size=25))
def test_a_book_is_the_same_or_refused_with_the_same_words_with_its_blank_cells_and_without(
    pieces: list[tuple[bytes, bytes]],
) -> None:
    data = with_part(SHEET, drawn(pieces))
    left_out = outcome(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(package, "without_blank_cells", lambda content: (content, 0))
        assert outcome(data) == left_out


def test_cells_left_out_count_among_those_that_a_sheet_may_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "MOST_WRITTEN", 2_000)
    cells = b"".join(b'<c r="A%d"/>' % number for number in range(1, 2_001))
    assert "holds 2,001 cells, empty ones among them" in refusal(
        with_part(SHEET, sheet(row(1, cells, b'<c r="A1"><v>1</v></c>')))
    )


def test_damage_after_blank_cells_is_told_at_its_place_in_the_file() -> None:
    broken = sheet(row(1, b'<c r="A1"/>' * 50, b'<c r="B1"><v>&</v></c>'))
    column = broken.index(b"&</v>") + 2
    assert f"({SHEET} 1:{column})" in refusal(with_part(SHEET, broken))


def test_no_more_runs_are_left_out_than_memory_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blank, "_MOST_RUNS", 2)
    filled, empty = b'<c r="A1"><v>1</v></c>', b'<c r="A1"/>'
    left = sheet(row(1, filled, filled, empty, filled))
    assert without_blank_cells(sheet(row(1, empty, filled, empty, filled, empty, filled))) == (left, 2)
