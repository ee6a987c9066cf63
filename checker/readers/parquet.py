"""Parquet submissions: the table that docs/submission.md shows for CSV, with pyarrow where it is installed."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any, Final, Protocol

from checker.errors import Fault, UnreadableSubmission, UsageFault
from checker.place import Place
from checker.readers.draft import Draft, Raw, written_text
from checker.readers.table import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, read_table
from checker.text import Sentence

MAGIC: Final = b"PAR1"
LARGEST_INSIDE: Final = 256_000_000
LONGEST_VALUE: Final = 131_072


class Arrow(Protocol):
    """What is used of pyarrow, which has no types of its own."""

    ArrowException: type[Exception]
    types: Any
    Table: Any

    def array(self, values: Sequence[str | int | None], kind: Any) -> Any: ...

    def string(self) -> Any: ...

    def int64(self) -> Any: ...

    def schema(self, fields: Sequence[tuple[str, Any]]) -> Any: ...


def arrow() -> Arrow:
    """The package pyarrow. Raises UsageFault where it is not installed."""
    try:
        import pyarrow  # optional, and slow to load
    except ImportError as error:
        says = Sentence(
            th="อ่านและเขียน Parquet ต้องติดตั้งเพิ่มก่อน: pip install 'oneplan-checker[parquet]'",
            en="Parquet needs one more package. Install it: pip install 'oneplan-checker[parquet]'",
        )
        raise UsageFault([Fault(Place("Parquet"), says)]) from error
    found: Arrow = pyarrow
    return found


def read_parquet(data: bytes, file: str) -> Draft:
    """The plans in the Parquet file `data`. Raises UnreadableSubmission, and UsageFault where pyarrow is not installed."""
    pyarrow = arrow()
    from pyarrow import parquet

    try:
        source = parquet.ParquetFile(io.BytesIO(data))
        _refuse_large(source.metadata, file)
        headings = [str(name) for name in source.schema_arrow.names]
        for name, kind in zip(headings, source.schema_arrow.types, strict=True):
            if pyarrow.types.is_nested(kind):
                raise _refused(
                    Place(file),
                    f"คอลัมน์ “{name}” เก็บรายการหรือตารางซ้อน ให้เก็บเป็นข้อความหรือตัวเลข",
                    f"Column “{name}” holds lists or tables. Keep text or numbers in it.",
                )
        rows = list(_rows(source, file))
    except (pyarrow.ArrowException, OSError, ValueError, OverflowError, MemoryError) as error:
        raise _refused(
            Place(file),
            "อ่านเป็น Parquet ไม่ได้ ไฟล์อาจขาดตอนหรือเสียหาย ให้ส่งออกใหม่",
            "This cannot be read as Parquet; it may be cut short or damaged. Export it again.",
        ) from error
    return read_table([(None, headings), *rows], file)


def _refuse_large(metadata: Any, file: str) -> None:
    """Raises UnreadableSubmission where the file says to hold more than any plan."""
    inside = sum(metadata.row_group(group).total_byte_size for group in range(metadata.num_row_groups))
    for found, most, th, en in (
        (metadata.num_rows, MOST_ROWS, "แถว", "rows"),
        (metadata.num_columns, MOST_COLUMNS, "คอลัมน์", "columns"),
        (inside, LARGEST_INSIDE, "ไบต์เมื่อคลายแล้ว", "bytes when unpacked"),
    ):
        if found > most:
            raise _refused(
                Place(file),
                f"ตารางนี้มี {found:,} {th} อ่านได้ไม่เกิน {most:,} ให้ลบส่วนที่ไม่ใช่แผน",
                f"This table has {found:,} {en}; at most {most:,} are read. Delete what is not the plan.",
            )


def _rows(source: Any, file: str) -> Iterator[tuple[None, list[str]]]:
    """The rows as texts, counted while they are read: what a file says of itself need not be so."""
    cells = number = 0
    for batch in source.iter_batches(batch_size=1024):
        for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            number += 1
            row = [_text(value) for value in values]
            cells += sum(map(bool, row))
            longest = max(map(len, row), default=0)
            if number > MOST_ROWS or cells > MOST_CELLS or longest > LONGEST_VALUE:
                raise _refused(
                    Place(file, row=number + 1),
                    f"ตารางนี้ใหญ่กว่าแผนใด ๆ (ไม่เกิน {MOST_ROWS:,} แถว {MOST_CELLS:,} ช่อง ช่องละ {LONGEST_VALUE:,} ตัวอักษร)",
                    f"This table is larger than any plan (at most {MOST_ROWS:,} rows, {MOST_CELLS:,} filled cells, "
                    f"{LONGEST_VALUE:,} letters a cell).",
                )
            yield None, row


def _text(value: Raw | bytes) -> str:
    """A value as a person sees it; what stands for nothing in a column of numbers is nothing."""
    if value is None or value != value:
        return ""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else written_text(value)


def _refused(place: Place, th: str, en: str) -> UnreadableSubmission:
    return UnreadableSubmission([Fault(place, Sentence(th=th, en=en))])
