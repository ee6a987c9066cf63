"""A page as Chromium printed it: which table, row and text came to stand on which sheet of paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from typing import Any, Final

import pdfplumber
from pdfminer.pdftypes import PDFObjRef, resolve1

A4: Final = (595, 842)
SIDES: Final = 28  # points, 10 mm
EDGES: Final = 14  # points, 5 mm: what any printer leaves; the number of the sheet stands within the lower margin


@dataclass
class Element:
    """An element of the page by its kind (Table, TR, TH …), and the marks of its own text: (sheet, number)."""

    kind: str
    children: list[Element] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """This element and all within it."""
        yield self
        for child in self.children:
            yield from child.walk()

    def sheets(self) -> set[int]:
        """The sheets on which something of it stands."""
        return {sheet for one in self.walk() for sheet, _ in one.marks}


class Paper:
    """A tagged PDF. pdfplumber's own reading of the tags puts all marks of an element on one sheet, so they are read here."""

    def __init__(self, path: Path) -> None:
        with pdfplumber.open(path) as book:
            self.chars: dict[int, list[Any]] = {page.page_number: list(page.chars) for page in book.pages}
            self.sizes = {page.page_number: (round(page.width), round(page.height)) for page in book.pages}
            numbers: dict[Any, int] = {page.page_obj.pageid: page.page_number for page in book.pages}
            self._root = _element(book.doc.catalog["StructTreeRoot"], numbers, None)
        self.text = "".join(char["text"] for chars in self.chars.values() for char in chars)

    @property
    def largest_type(self) -> float:
        """The size of the largest character, in points."""
        return max(float(char["size"]) for chars in self.chars.values() for char in chars)

    def rows_in_two(self) -> list[str]:
        """The rows of tables, but for repeated headings, that stand on more than one sheet."""
        rows = [row for table in self._all("Table") for row in _rows(table)[len(_head(table)) :]]
        return [f"sheets {sorted(row.sheets())}: {self._said(row)}" for row in rows if len(row.sheets()) > 1]

    def tables_without_headings(self) -> list[str]:
        """The rows of headings of tables that go on to sheets where they are not said again."""
        return [
            f"sheets {sorted(missing)}: {self._said(head)}"
            for table in self._all("Table")
            for head in _head(table)
            if (missing := {sheet for row in _rows(table) for sheet in row.sheets()} - head.sheets())
        ]

    def beyond_the_margins(self) -> list[str]:
        """The characters that stand too near to the edge of a sheet, or beyond it."""
        wide, high = A4
        return [
            f"sheet {sheet}: {char['text']} at {char['x0']:.0f}, {char['top']:.0f}"
            for sheet, chars in self.chars.items()
            for char in chars
            if char["text"].strip()
            and (
                char["x0"] < SIDES or char["x1"] > wide - SIDES or char["top"] < EDGES or char["bottom"] > high - EDGES
            )
        ]

    def _all(self, kind: str) -> list[Element]:
        return [one for one in self._root.walk() if one.kind == kind]

    def _said(self, element: Element) -> str:
        marks = {mark for one in element.walk() for mark in one.marks}
        found = (
            char["text"] for sheet, chars in self.chars.items() for char in chars if (sheet, char["mcid"]) in marks
        )
        return "".join(found)[:80]


def _rows(table: Element) -> list[Element]:
    return [one for one in table.walk() if one.kind == "TR"]


def _head(table: Element) -> list[Element]:
    """The rows at the top that are all headings."""
    return list(takewhile(lambda row: {cell.kind for cell in row.children} == {"TH"}, _rows(table)))


def _element(given: object, numbers: dict[Any, int], sheet: int | None) -> Element:
    """The element of a PDF's structure tree (ISO 32000-1, 14.7); `sheet` is that of the element around it."""
    told: dict[str, Any] = resolve1(given)
    sheet = _sheet(told, numbers, sheet)
    made = Element(str(getattr(told.get("S"), "name", "")))
    kids = resolve1(told.get("K", []))
    for kid in kids if isinstance(kids, list) else [kids]:
        within = resolve1(kid)
        if isinstance(within, int):
            made.marks += [(sheet, within)] if sheet else []
        elif "MCID" in within:
            at = _sheet(within, numbers, sheet)
            made.marks += [(at, within["MCID"])] if at else []
        elif "S" in within:
            made.children.append(_element(within, numbers, sheet))
    return made


def _sheet(told: dict[str, Any], numbers: dict[Any, int], around: int | None) -> int | None:
    page = told.get("Pg")
    return numbers[page.objid] if isinstance(page, PDFObjRef) else around
