"""Old Excel files are read within bounds, whatever their bytes say."""

from __future__ import annotations

import io
import random
import zipfile
from functools import cache
from pathlib import Path
from struct import pack, unpack_from
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.errors import UnreadableSubmission
from checker.readers.excel import limits, read_excel, xls
from checker.readers.excel.biff import date_or_time, is_date, packed_number
from checker.readers.excel.book import open_book

FILES: Final = Path(__file__).parent / "files"


@cache
def old() -> bytes:
    return (FILES / "plan.xls").read_bytes()


def record(kind: int, content: bytes) -> bytes:
    return pack("<HH", kind, len(content)) + content


def start(kind: int) -> bytes:
    return record(0x809, pack("<HHHHII", 0x600, kind, 0, 0, 0, 0))


END: Final = record(0x0A, b"")


def sheet_named(name: str, at: int, hidden: int = 0, kind: int = 0) -> bytes:
    return record(0x85, pack("<IBBBB", at, hidden, kind, len(name), 1) + name.encode("utf-16-le"))


def workbook(*records: bytes, before: bytes = b"", sheets: int = 1) -> bytes:
    """An old workbook whose sheets all hold `records`, in the plainest container there is."""
    head = start(5) + before
    at = len(head) + sheets * len(sheet_named("แผน0", 0)) + len(END)
    stream = (
        head
        + b"".join(sheet_named(f"แผน{n % 10}", at) for n in range(sheets))
        + END
        + start(0x10)
        + b"".join(records)
        + END
    )
    return container(stream.ljust(5_000, b"\0"))


def container(stream: bytes, name: str = "Workbook") -> bytes:
    """A compound file with one stream of more than 4,096 bytes."""
    size = 512
    count = -(-len(stream) // size)
    tables = -(-(count + 200) // 128) + 1
    links = [0xFFFFFFFD] * tables + [0xFFFFFFFE] + [tables + 2 + n for n in range(count - 1)] + [0xFFFFFFFE]
    table = pack(f"<{len(links)}I", *links).ljust(tables * size, b"\xff")

    def entry(called: str, kind: int, first: int, length: int) -> bytes:
        letters = called.encode("utf-16-le") + b"\0\0"
        return letters.ljust(64, b"\0") + pack("<HB49xIII", len(letters), kind, first, length, 0)

    directory = (entry("Root Entry", 5, 0xFFFFFFFE, 0) + entry(name, 2, tables + 1, len(stream))).ljust(size, b"\0")
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + pack("<HHHHH", 62, 3, 0xFFFE, 9, 6) + bytes(10)
    header += pack("<IIIIIIIII", tables, tables, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)[:32]
    places = pack("<109I", *[*range(min(tables, 109)), *[0xFFFFFFFF] * max(109 - tables, 0)])
    return (header + places).ljust(size, b"\0") + table + directory + stream.ljust(count * size, b"\0")


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableSubmission) as caught:
        open_book(data, "แผน.xls")
    return str(caught.value)


def text(row: int, column: int, words: str) -> bytes:
    return record(0x204, pack("<HHHHB", row, column, 0, len(words), 1) + words.encode("utf-16-le"))


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    return record(0x203, pack("<HHHd", row, column, style, value))


def test_every_kind_of_cell_record_is_read_where_it_stands() -> None:
    cells = (
        text(0, 1, "โครงการ"),
        number(1, 0, 2566),
        record(0x27E, pack("<HHHI", 1, 1, 0, (500 << 2) | 2)),
        record(0xBD, pack("<HHHIHIH", 1, 2, 0, (1 << 2) | 2, 0, (150 << 2) | 3, 3)),
        record(0x06, pack("<HHHdHIH", 2, 0, 0, 12.5, 0, 0, 0)),
        record(0x06, pack("<HHHB5xHHIH", 2, 1, 0, 0, 0xFFFF, 0, 0, 0)) + record(0x207, pack("<HB", 2, 0) + b"ab"),
        record(0x06, pack("<HHHBxB3xHHIH", 2, 2, 0, 2, 7, 0xFFFF, 0, 0, 0)),
        record(0x06, pack("<HHHBxB3xHHIH", 2, 3, 0, 1, 1, 0xFFFF, 0, 0, 0)),
        record(0x205, pack("<HHHBB", 2, 4, 0, 0x17, 1)),
    )
    (grid,) = open_book(workbook(*cells), "แผน.xls").grids
    assert grid.sheet == "แผน0"
    assert grid.rows == {
        1: {2: "โครงการ"},
        2: {1: 2566, 2: 500, 3: 1, 4: 1.5},
        3: {1: 12.5, 2: "ab", 3: "#DIV/0!", 4: True, 5: "#REF!"},
    }


@pytest.mark.parametrize("letters", range(1, len("โครงการก่อสร้าง")))
def test_a_text_that_goes_on_in_the_next_record_is_one_text(letters: int) -> None:
    long, short = "โครงการก่อสร้าง".encode("utf-16-le"), "ถนน".encode("utf-16-le")
    begins = record(0xFC, pack("<IIHB", 2, 2, len(long) // 2, 1) + long[: 2 * letters])
    goes_on = record(0x3C, b"\1" + long[2 * letters :] + pack("<HB", 3, 1) + short)
    cells = [record(0xFD, pack("<HHHI", 0, n, 0, n)) for n in range(2)]
    (grid,) = open_book(workbook(*cells, before=begins + goes_on), "แผน.xls").grids
    assert grid.rows[1] == {1: "โครงการก่อสร้าง", 2: "ถนน"}


@pytest.mark.parametrize(
    ("format_", "shows"), [("General", False), ("#,##0.00", False), ('0 "day"', False), ("[Red]0", False), ("d mmm yyyy", True),
                           ("[$-41E]d/m/yy", True), ("[h]:mm", True), (r"0\d", False), ("_d0", False)]
)  # fmt: skip
def test_a_number_format_shows_dates_or_it_does_not(format_: str, shows: bool) -> None:
    assert is_date(164, format_) is shows


def test_days_and_times_are_told_as_a_calendar_tells_them() -> None:
    assert str(date_or_time(46053, False)) == "2026-01-31"
    assert str(date_or_time(44591, True)) == "2026-01-31"
    assert str(date_or_time(1, False)) == "1900-01-01"
    assert date_or_time(0.5, False) == "12:00:00"
    assert date_or_time(1e300, False) == 1e300
    assert packed_number(0xFFFFFFFE) == -1


def test_an_old_workbook_with_a_password_is_refused() -> None:
    assert "locked with a password" in refusal(workbook(before=record(0x2F, bytes(6))))


def test_excel_95_is_refused_by_its_name() -> None:
    told = workbook().replace(pack("<HH", 0x600, 5), pack("<HH", 0x500, 5))
    assert "Excel 95 or older" in refusal(told)


def test_another_old_document_is_refused_by_what_it_is() -> None:
    assert "no Excel workbook" in refusal(container(bytes(5_000), "WordDocument"))


def test_a_cell_beyond_what_is_read_is_refused_by_its_sheet() -> None:
    assert "แผน.xls › แผน0: The sheet is filled down to row 60,001" in refusal(workbook(text(60_000, 0, "x")))
    assert "column OJ (column 400)" in refusal(workbook(text(0, 399, "x")))


def test_more_cells_than_any_plan_are_refused_before_they_take_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.readers.excel.xls_sheet.MOST_CELLS", 100)
    monkeypatch.setattr(limits, "MOST_CELLS", 100)
    assert "over 100 filled cells" in refusal(workbook(*(number(n // 10, n % 10, 1) for n in range(101))))


def test_a_sheet_that_many_names_point_to_costs_no_more_than_all_may_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xls, "_MOST_RECORDS", 10_000)
    assert "far larger than a plan" in refusal(workbook(*[record(0x201, bytes(6))] * 1_000, sheets=50))


def test_a_chain_of_sectors_that_never_ends_is_refused() -> None:
    data = bytearray(workbook())
    tables = unpack_from("<I", data, 44)[0]
    at = 512 + 4 * (tables + 3)
    data[at : at + 4] = pack("<I", tables + 1)
    assert "damaged or cut off" in refusal(bytes(data))


@pytest.mark.parametrize("length", [0, 100, 512, 1_000, 8_000, 16_000])
def test_an_old_workbook_cut_off_is_refused(length: int) -> None:
    with pytest.raises(UnreadableSubmission):
        read_excel(old()[:length], "แผน.xls")


SPOTS: Final = [b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\x7f\0\0", b"\xfe\xff\xff\xff", b"\x01"]


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**32))
def test_an_old_workbook_with_changed_bytes_is_read_or_refused_and_never_crashes(seed: int) -> None:
    chance, data = random.Random(seed), bytearray(old())
    for _ in range(chance.choice((1, 2, 5, 40))):
        spot = chance.randrange(len(data))
        piece = chance.choice([*SPOTS, bytes([chance.randrange(256)])])
        data[spot : spot + len(piece)] = piece
    _read_or_refuse(bytes(data))


PIECES: Final = [
    b'"-1"',
    b'"99999999"',
    b'""',
    b'"x"',
    b'"float"',
    b'"date"',
    b'"time"',
    b'"1e400"',
    b'"nan"',
    b'"collapse"',
    b">x<",
]


@cache
def content() -> bytes:
    with zipfile.ZipFile(FILES / "plan.ods") as archive:
        return archive.read("content.xml")


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32))
def test_an_open_document_with_changed_pieces_is_read_or_refused_and_never_crashes(seed: int) -> None:
    chance, changed = random.Random(seed), content()
    for _ in range(chance.randint(1, 4)):
        spot = chance.randrange(len(changed) // 2)
        end = changed.find(b'"', changed.find(b'"', spot) + 1) + 1
        changed = changed[: changed.find(b'"', spot)] + chance.choice(PIECES) + changed[end:]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", changed)
    _read_or_refuse(buffer.getvalue())


def _read_or_refuse(data: bytes) -> None:
    try:
        assert read_excel(data, "x").files
    except UnreadableSubmission as refused:
        assert refused.faults  # noqa: PT017
