"""Plans as Parquet: the very table of `delimited`, every column a text."""

from __future__ import annotations

import io
from collections.abc import Collection, Sequence
from typing import BinaryIO, Final, Self

from checker.readers.draft import DraftPlan
from checker.readers.parquet import arrow
from checker.writers.delimited import table
from checker.writers.written import Written

_TOGETHER: Final = 10_000


def write_parquet(plans: Sequence[DraftPlan]) -> Written:
    """The plans as Parquet, a row a node. Raises UsageFault where pyarrow is not installed."""
    pyarrow = arrow()
    from pyarrow import parquet

    headings, rows, losses = table(plans)
    columns = [pyarrow.array([row.get(heading) for row in rows], pyarrow.string()) for heading in headings]
    buffer = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_arrays(columns, headings), buffer, compression="zstd", store_schema=False)
    return Written(buffer.getvalue(), losses)


class RowsAsParquet:
    """Writes a table as Parquet into an open file, some thousands of rows at a time.

    The columns `of_numbers` hold whole numbers, all others texts. Raises UsageFault where pyarrow is not installed.
    """

    def __init__(self, out: BinaryIO, columns: Sequence[str], of_numbers: Collection[str] = ()) -> None:
        self._arrow = arrow()
        from pyarrow import parquet

        kinds = [self._arrow.int64() if name in of_numbers else self._arrow.string() for name in columns]
        self._schema = self._arrow.schema(list(zip(columns, kinds, strict=True)))
        self._file = parquet.ParquetWriter(out, self._schema, compression="zstd", store_schema=False)
        self._rows: list[Sequence[str | int]] = []

    def add(self, row: Sequence[str | int]) -> None:
        """Writes one row, now or with those that follow."""
        self._rows.append(row)
        if len(self._rows) == _TOGETHER:
            self._flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._flush()
        self._file.close()

    def _flush(self) -> None:
        columns = zip(*self._rows, strict=True) if self._rows else ((),) * len(self._schema)
        made = [self._arrow.array(values, kind.type) for values, kind in zip(columns, self._schema, strict=True)]
        self._file.write_table(self._arrow.Table.from_arrays(made, schema=self._schema))
        self._rows = []
