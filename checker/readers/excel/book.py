"""Every kind of spreadsheet that officials hand in, opened as one: told by what is in the file and not by its name."""

from __future__ import annotations

from checker.place import Place
from checker.readers.excel.grid import Book
from checker.readers.excel.guard import is_archive, refuse, unpacked, what_archive
from checker.readers.excel.ods import is_ods, read_ods
from checker.readers.excel.ooxml import read_ooxml
from checker.readers.excel.package import has_workbook, package
from checker.readers.excel.xls import read_xls

__all__ = ["Book", "open_book"]


def open_book(data: bytes, name: str) -> Book:
    """The workbook in `data` (.xlsx, .xlsm, .xls or .ods, whatever `name` ends in).

    Raises UnreadableSubmission where it is no workbook, is locked, damaged or larger than any plan.
    """
    place = Place(name)
    if not is_archive(data, place):
        return read_xls(data, name)
    parts = unpacked(data, place)
    if has_workbook(parts):
        return read_ooxml(package(parts, name))
    if is_ods(parts):
        return read_ods(parts, name)
    raise refuse(place, *what_archive(parts))
