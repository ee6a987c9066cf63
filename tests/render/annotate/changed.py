"""The sample that odd workbooks are made of, changed and handed back."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl

from checker.finding import Report, Severity
from tests.render.annotate.looking import (
    assert_only_marks_differ,
    found_at,
    handed_back,
    listed,
    places_of,
    sample,
    sheet_parts,
)
from tests.render.annotate.rich import rewritten

SHEET = "ผ.02 2.1(1)"
FOLDER = "header-without-province"
Change = Callable[[openpyxl.Workbook], object]


def saved(change: Change) -> bytes:
    """The sample, changed and saved by openpyxl."""
    book = openpyxl.load_workbook(io.BytesIO(sample(FOLDER)[0]))
    change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def report_at(*cells: str, severity: Severity = "error") -> Report:
    """A report with a finding in each of `cells`."""
    return found_at(sample(FOLDER)[1], {(SHEET, cell): severity for cell in cells})


def with_sheet(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """`data` with the part of `SHEET` changed."""
    part = sheet_parts(data)[SHEET]
    return rewritten(data, lambda parts: {part: change(parts[part])})


def marked(data: bytes, *cells: str) -> bytes:
    """`data` with a finding in each of `cells`, all else unchanged."""
    report = report_at(*cells)
    done = handed_back(data, report)
    assert_only_marks_differ(data, done, places_of(report))
    return done


def said_below(data: bytes) -> str:
    """All words of the first sheet."""
    return "\n".join(" | ".join(row) for row in listed(data))
