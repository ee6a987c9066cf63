"""Old Excel workbooks (.xls) as grids, read here record by record.

The fast reader of other formats ends the whole process on some broken files of this one; here the worst is an exception.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from struct import unpack_from
from typing import Final

from checker.errors import UnreadableSubmission
from checker.place import Place
from checker.plan import NotRead
from checker.readers.excel.biff import is_date, shared_texts, short_text
from checker.readers.excel.compound import read_compound
from checker.readers.excel.grid import Book, Grid, covered, ordered
from checker.readers.excel.guard import LARGEST_PART, damaged, locked, refuse
from checker.readers.excel.limits import Filled
from checker.readers.excel.unread import by_row, macros, pictures
from checker.readers.excel.xls_sheet import Sheet

_NAMES: Final = ("Workbook", "Book", "WORKBOOK", "BOOK")
_MOST_RECORDS: Final = 5_000_000
_BIFF8: Final = 0x0600
_CONTINUE: Final = 0x3C
_WORKSHEET: Final = 0


def read_xls(data: bytes, file: str) -> Book:
    """The workbook, sheet by sheet. Raises UnreadableSubmission where it is locked, broken or larger than any plan."""
    place = Place(file)
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise locked(place)
    try:
        compound = read_compound(data, frozenset(_NAMES))
        stream = next((compound.streams[name] for name in _NAMES if name in compound.streams), None)
        if stream is None:
            raise _no_workbook(place)
        if len(stream) > LARGEST_PART:
            raise _too_large(place)
        book = _Workbook(stream, file).read()
    except (struct.error, IndexError, ValueError, OverflowError) as error:
        raise damaged(place) from error
    has_macros = bool(compound.names & {"_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA"})
    return Book.of(file, book.grids, book.hidden, [*book.not_read, *([macros(file)] if has_macros else [])])


@dataclass(slots=True)
class _Workbook:
    """The workbook while it is read."""

    stream: bytes
    file: str
    grids: list[Grid] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    not_read: list[NotRead] = field(default_factory=list)
    since_1904: bool = False
    formats: dict[int, str] = field(default_factory=dict)
    used_formats: list[int] = field(default_factory=list)
    sheets: list[tuple[int, int, int, bytes]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    records: int = 0

    def read(self) -> _Workbook:
        self._globals()
        dates = frozenset(
            number for number, used in enumerate(self.used_formats) if is_date(used, self.formats.get(used))
        )
        filled = Filled(self.file)
        for start, hidden, kind, written in self.sheets:
            name = short_text(written, 1, written[0])
            if kind != _WORKSHEET:
                continue
            if hidden:
                self.hidden.append(name)
                continue
            sheet = Sheet(self.file, name, self.texts, dates, self.since_1904, filled)
            for record, content in self._records(start):
                sheet.take(record, content)
            self._keep(sheet)
        return self

    def _keep(self, sheet: Sheet) -> None:
        rows, merges = ordered(sheet.rows), tuple(sorted(sheet.merges))
        for row, cells in rows.items():
            sheet.filled.add(sheet.name, row, max(cells), 1, cells.values())
        self.grids.append(
            Grid(
                self.file,
                sheet.name,
                rows,
                merges,
                covered(merges, max(rows, default=0)),
                frozenset(),
                frozenset(sheet.hidden_rows),
                frozenset(sheet.hidden_columns),
                by_row(sheet.remarks()),
            )
        )
        self.not_read += pictures(self.file, sheet.name, sheet.drawn)

    def _records(self, at: int) -> Iterator[tuple[int, bytes]]:
        """The records from `at` to the end of its part of the stream, the charts inside it left out."""
        stream, depth = self.stream, 0
        while True:
            kind, size = unpack_from("<HH", stream, at)
            self.records += 1
            if self.records > _MOST_RECORDS:
                raise _too_large(Place(self.file))
            if kind == 0x809:
                depth += 1
            if depth == 1:
                yield kind, stream[at + 4 : at + 4 + size]
            if kind == 0x0A:
                depth -= 1
                if depth <= 0:
                    return
            at += 4 + size

    def _globals(self) -> None:
        texts: list[bytes] = []
        before = 0
        for kind, content in self._records(0):
            if kind == _CONTINUE and before == 0xFC:
                texts.append(content)
                continue
            before = kind
            match kind:
                case 0x809:
                    if unpack_from("<H", content)[0] != _BIFF8:
                        raise _too_old(Place(self.file))
                case 0x2F:
                    raise locked(Place(self.file))
                case 0x22:
                    self.since_1904 = content[:1] == b"\1"
                case 0x41E:
                    number, letters = unpack_from("<HH", content)
                    self.formats[number] = short_text(content, 4, letters)
                case 0xE0:
                    self.used_formats.append(unpack_from("<H", content, 2)[0])
                case 0x85:
                    self.sheets.append((*unpack_from("<IBB", content), content[6:]))
                case 0xFC:
                    texts = [content]
        if texts:
            self.texts = shared_texts(texts)


def _no_workbook(place: Place) -> UnreadableSubmission:
    return refuse(
        place,
        "ไฟล์นี้เป็นเอกสาร Office รูปแบบเก่าที่ไม่ใช่สมุดงาน Excel ให้ส่งสมุดงานที่มีตารางแผน",
        "The file is an old Office document, but no Excel workbook. Hand in the workbook that holds the plan's tables.",
    )


def _too_old(place: Place) -> UnreadableSubmission:
    return refuse(
        place,
        "ไฟล์เป็น Excel 95 หรือเก่ากว่า ให้เปิดแล้วบันทึกเป็น .xlsx",
        "The file is of Excel 95 or older. Open it and save it as .xlsx.",
    )


def _too_large(place: Place) -> UnreadableSubmission:
    return refuse(
        place,
        "สมุดงานใหญ่กว่าแผนใด ๆ มาก ให้คัดลอกเฉพาะตารางแผนไปไว้ในสมุดงานใหม่",
        "The workbook is far larger than a plan. Copy the plan's tables alone into a new workbook.",
    )
