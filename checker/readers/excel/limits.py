"""How much a sheet, and a whole workbook, may hold; counted while it is read, before anything is kept."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from checker.errors import UnreadableSubmission
from checker.place import Place, column_letters
from checker.readers.draft import Raw
from checker.readers.excel.guard import refuse

MOST_ROWS: Final = 50_000
MOST_COLUMNS: Final = 256
MOST_CELLS: Final = 1_000_000
MOST_TEXT: Final = 200_000_000


@dataclass(slots=True)
class Filled:
    """The cells and letters that a workbook has filled so far."""

    file: str
    cells: int = 0
    letters: int = 0

    def within(self, sheet: str, row: int, column: int) -> None:
        """Holds if a cell there is inside what is read of a sheet. Raises UnreadableSubmission."""
        if row > MOST_ROWS:
            raise too_long(Place(self.file, sheet), row)
        if column > MOST_COLUMNS:
            raise too_wide(Place(self.file, sheet), column)

    def add(self, sheet: str, row: int, column: int, times: int, values: Collection[Raw]) -> None:
        """Counts `values`, which stand as far as `row` and `column`, `times` over. Raises UnreadableSubmission."""
        self.within(sheet, row, column)
        self.cells += len(values) * times
        self.letters += sum(len(value) for value in values if isinstance(value, str)) * times
        if self.cells > MOST_CELLS:
            raise refuse(
                Place(self.file),
                f"สมุดงานมีเซลล์ที่กรอกไว้เกิน {MOST_CELLS:,} เซลล์ ใหญ่เกินกว่าแผน ให้ลบส่วนที่ไม่ใช่แผน",
                f"The workbook holds over {MOST_CELLS:,} filled cells, more than any plan. Delete what is not the plan.",
            )
        if self.letters > MOST_TEXT:
            raise endless_text(self.file)


def too_long(place: Place, row: int) -> UnreadableSubmission:
    """The error that says that a sheet is filled down to `row`; to be raised by the caller."""
    return refuse(
        place,
        f"แผ่นงานมีข้อมูลถึงแถวที่ {row:,} อ่านได้ไม่เกิน {MOST_ROWS:,} แถว ให้ลบแถวที่ไม่ใช่ตารางแผน",
        f"The sheet is filled down to row {row:,}; at most {MOST_ROWS:,} rows are read. Delete the rows that are not the plan.",
    )


def too_wide(place: Place, column: int) -> UnreadableSubmission:
    """The error that says that a sheet is filled as far as `column`; to be raised by the caller."""
    letters = column_letters(column)
    return refuse(
        place,
        f"แผ่นงานมีข้อมูลถึงคอลัมน์ {letters} (คอลัมน์ที่ {column:,}) อ่านได้ไม่เกิน {MOST_COLUMNS} คอลัมน์ ให้ลบคอลัมน์ที่ไม่ใช่ตารางแผน",
        f"The sheet is filled as far as column {letters} (column {column:,}); at most {MOST_COLUMNS} columns are read. "
        "Delete the columns that are not the plan.",
    )


def endless_text(file: str) -> UnreadableSubmission:
    """The error that says that the texts of all cells are more than any plan's; to be raised by the caller."""
    return refuse(
        Place(file),
        f"ข้อความในเซลล์ทั้งหมดรวมกันเกิน {MOST_TEXT // 1_000_000} MB ให้ลบข้อความที่คัดลอกซ้ำในแผ่นงาน",
        f"The texts of all cells together come to over {MOST_TEXT // 1_000_000} MB. Delete texts that were copied over and over.",
    )


def unusual(place: Place) -> UnreadableSubmission:
    """The error that says that a sheet, or the texts of a workbook, may mean something else than it seems; to be raised by
    the caller."""
    return refuse(
        place,
        "แผ่นงานถูกเขียนผิดรูปแบบของ Excel ให้เปิดใน Excel แล้วบันทึกใหม่",
        "The sheet is not written the way Excel writes sheets. Open it in Excel and save it again.",
    )
