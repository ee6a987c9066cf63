"""Plans as Parquet: the very table of `delimited`, every column a text."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from checker.readers.draft import DraftPlan
from checker.readers.parquet import arrow
from checker.writers.delimited import table
from checker.writers.written import Written


def write_parquet(plans: Sequence[DraftPlan]) -> Written:
    """The plans as Parquet, a row a node. Raises UsageFault where pyarrow is not installed."""
    pyarrow = arrow()
    from pyarrow import parquet

    headings, rows, losses = table(plans)
    columns = [pyarrow.array([row.get(heading) for row in rows], pyarrow.string()) for heading in headings]
    buffer = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_arrays(columns, headings), buffer, compression="zstd", store_schema=False)
    return Written(buffer.getvalue(), losses)


def columns_as_parquet(columns: Mapping[str, Sequence[str | int]]) -> bytes:
    """A table by column, each of texts or each of whole numbers. Raises UsageFault where pyarrow is not installed."""
    pyarrow = arrow()
    from pyarrow import parquet

    made = [
        pyarrow.array(values, pyarrow.int64() if values and isinstance(values[0], int) else pyarrow.string())
        for values in columns.values()
    ]
    buffer = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_arrays(made, list(columns)), buffer, compression="zstd", store_schema=False)
    return buffer.getvalue()
