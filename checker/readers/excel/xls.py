"""Old Excel workbooks (.xls) as grids."""

from __future__ import annotations

from checker.place import Place
from checker.readers.excel.grid import Book
from checker.readers.excel.guard import locked, refuse


def read_xls(data: bytes, file: str) -> Book:
    """The workbook, sheet by sheet. Raises UnreadableSubmission where it is locked or broken."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise locked(Place(file))
    raise refuse(
        Place(file),
        "ไฟล์เป็น Excel รูปแบบเก่า (.xls) ให้เปิดแล้วบันทึกเป็น .xlsx",
        "The file is in the old Excel format (.xls). Open it and save it as .xlsx.",
    )
