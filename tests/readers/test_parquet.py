"""Parquet submissions: the table of a CSV, tables of other programs with numbers in them, and bytes that are no Parquet."""

from __future__ import annotations

import io
from typing import Any

import pyarrow
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from checker.errors import Fault, UnreadableSubmission
from checker.place import Place
from checker.readers.draft import Draft
from checker.readers.open_file import read_bytes
from checker.readers.parquet import MAGIC

COLUMNS: dict[str, list[Any]] = {
    "kind": ["plan", "project"],
    "code": ["LP", "P1"],
    "level": ["local", None],
    "name": [None, "น้ำ"],
    "budget 2566": [None, 1500.0],
}


def parquet_of(columns: dict[str, Any]) -> bytes:
    buffer = io.BytesIO()
    parquet.write_table(pyarrow.table(columns), buffer)
    return buffer.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableSubmission) as caught:
        read_bytes(data, "plan.parquet")
    (fault,) = caught.value.faults
    assert fault.says.th
    return fault.in_language("en")


def test_a_row_is_a_node_whose_cells_know_their_row_and_column() -> None:
    (plan,) = read_bytes(parquet_of(COLUMNS), "plan.parquet").plans
    (node,) = plan.nodes

    assert node.cells["name"].raw == "น้ำ"
    assert node.cells["name"].place == Place("plan.parquet", row=3, column=4)


def test_a_number_is_read_as_a_person_writes_it_and_what_is_none_is_empty() -> None:
    (plan,) = read_bytes(parquet_of({**COLUMNS, "budget 2567": [None, float("nan")]}), "plan.parquet").plans

    assert {year: cell.raw for year, cell in plan.nodes[0].yearly["budget"].items()} == {"2566": "1500", "2567": ""}


def test_parquet_is_known_by_its_first_bytes_whatever_its_name() -> None:
    assert read_bytes(parquet_of(COLUMNS), "plan.dat").plans


def test_lists_in_a_column_are_refused_by_its_name() -> None:
    assert refusal(parquet_of({**COLUMNS, "name": [["ก"], []]})) == (
        "plan.parquet: Column “name” holds lists or tables. Keep text or numbers in it."
    )


def test_too_many_rows_are_refused() -> None:
    assert "60,000 rows; at most 50,000" in refusal(parquet_of({"kind": ["project"] * 60_000, "code": ["1"] * 60_000}))


def test_a_cell_longer_than_any_text_is_refused() -> None:
    assert "larger than any plan" in refusal(parquet_of({**COLUMNS, "name": ["x", "x" * 200_000]}))


GOOD = parquet_of(COLUMNS)


@settings(max_examples=150)
@given(st.lists(st.tuples(st.integers(0, len(GOOD)), st.binary(max_size=6)), min_size=1, max_size=4), st.booleans())
def test_any_bytes_are_a_plan_or_are_refused(changes: list[tuple[int, bytes]], cut: bool) -> None:
    data = GOOD
    for at, more in changes:
        data = data[:at] + more + data[at + len(more) :]
    data = MAGIC + data[4 : changes[0][0]] if cut else data
    read = attempt(data)
    assert isinstance(read, Draft) or all(fault.says.th and fault.says.en for fault in read)


def attempt(data: bytes) -> Draft | tuple[Fault, ...]:
    try:
        return read_bytes(data, "plan.parquet")
    except UnreadableSubmission as refused:
        return refused.faults
