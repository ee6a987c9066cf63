"""What the tests of the Excel reader look at in a draft."""

from __future__ import annotations

from typing import Any

from checker.readers.draft import Draft, DraftNode
from checker.readers.excel import read_excel
from tests.layouts import Book, Built, workbook

FILE = "แผน.xlsx"


def read(described: Book) -> Draft:
    """The draft of the workbook that `described` describes."""
    return read_excel(workbook(described).data, FILE)


def read_built(built: Built) -> Draft:
    """The draft of a workbook that was built before."""
    return read_excel(built.data, FILE)


def nodes(draft: Draft, kind: str) -> list[DraftNode]:
    """The nodes of `kind` in the draft's one plan, in their order."""
    (plan,) = draft.plans
    return [node for node in plan.nodes if node.kind == kind]


def codes(draft: Draft, kind: str) -> list[str]:
    """The codes of the nodes of `kind`."""
    return [str(node.code.raw) for node in nodes(draft, kind)]


def node(draft: Draft, code: str) -> DraftNode:
    """The one node with `code`."""
    (found,) = [one for one in draft.plans[0].nodes if one.code.raw == code]
    return found


def said(draft: Draft) -> str:
    """Every note, in English, one a line."""
    return "\n".join(f"{note.place}: {note.says.en}" for note in draft.notes)


def left_out(draft: Draft) -> str:
    """Everything that was not read and why, in English, one a line."""
    return "\n".join(f"{entry.what.en} | {entry.why.en}" for entry in draft.not_read)


def found_projects(draft: Draft) -> list[tuple[str, str | None, str | None]]:
    """Code, sheet and cell of the name of every project."""
    return [
        (str(one.code.raw), one.cells["name"].place.sheet, one.cells["name"].place.cell)
        for one in nodes(draft, "project")
    ]


def expected_projects(built: Built) -> list[tuple[str, str, str]]:
    """The same, as it must be."""
    return [(one.code, one.sheet, one.cell) for one in built.expected.projects]


def yearly_cells(draft: Draft, field: str) -> dict[tuple[str | None, str | None], Any]:
    """Sheet and cell of every filled yearly value of the projects, with the value."""
    return {
        (cell.place.sheet, cell.place.cell): cell.raw
        for one in nodes(draft, "project")
        for cell in one.yearly.get(field, {}).values()
        if cell.raw is not None
    }


def printed(draft: Draft, field: str = "budget") -> dict[str, dict[int, Any]]:
    """The printed totals by code and year."""
    return {
        str(one.code.raw): {int(year): cell.raw for year, cell in one.yearly[field].items()}
        for one in nodes(draft, "total")
        if field in one.yearly
    }


def supports(draft: Draft, code: str) -> list[tuple[str | None, str | None, str]]:
    """List or level, number and title of what the strategy `code` serves."""
    return [
        (one.list or one.level, one.code, one.title)
        for one in node(draft, code).references
        if one.relation == "supports"
    ]
