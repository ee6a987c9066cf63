"""Annotated workbooks looked at: what is written in their cells' comments, and that nothing else of them changed."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import openpyxl
from lxml import etree

from checker.assemble import assemble
from checker.engine import check
from checker.finding import Finding, PlaceInReport, Report, Severity
from checker.readers.draft import Draft
from checker.readers.excel.ours import is_our_comment
from checker.readers.open_file import read_bytes, read_context
from checker.render.annotate import annotate
from checker.render.annotate.shapes import SHEET_ORDER
from checker.rulebook import Rulebook, load_rulebook

SAMPLES: Final = Path(__file__).parents[3] / "samples"
BAD: Final = sorted((SAMPLES / "bad").glob("*/plan.xlsx"))
AS_OF: Final = datetime.date(2026, 1, 1)
NAME: Final = "plan.xlsx"
Places = set[tuple[str, str]]


@cache
def context() -> Draft:
    """The plans around the samples."""
    return read_context(SAMPLES / "good" / "context")


@cache
def rulebook() -> Rulebook:
    """The built-in rules."""
    return load_rulebook()


def report_on(data: bytes, name: str = NAME) -> Report:
    """The report on a workbook."""
    return check(assemble(read_bytes(data, name), context()), rulebook(), AS_OF, engine="rete").report


@cache
def sample(folder: str) -> tuple[bytes, Report]:
    """A bad sample and its report."""
    data = (SAMPLES / "bad" / folder / NAME).read_bytes()
    return data, report_on(data)


def found_at(report: Report, places: Mapping[tuple[str, str | None], Severity], file: str = NAME) -> Report:
    """`report` with its first finding said of other places (sheet and cell, or sheet alone), in their severities."""
    model = report.findings[0]

    def moved(number: int, sheet: str, cell: str | None, severity: Severity) -> Finding:
        place = PlaceInReport(file=file, sheet=sheet, cell=cell, **_row_and_column(cell))
        return model.model_copy(update={"place": place, "severity": severity, "fingerprint": f"{number:016x}"})

    findings = [moved(n, sheet, cell, severity) for n, ((sheet, cell), severity) in enumerate(places.items())]
    return report.model_copy(update={"findings": findings})


def _row_and_column(cell: str | None) -> dict[str, Any]:
    if cell is None:
        return {}
    letters = cell.rstrip("0123456789")
    return {"row": int(cell[len(letters) :]), "column": letters}


def places_of(report: Report) -> Places:
    """Sheet and cell of every finding that has a cell."""
    places = [one.place for one in report.findings]
    return {(one.sheet, one.cell) for one in places if one.sheet is not None and one.cell is not None}


def seen_places(data: bytes, report: Report) -> Places:
    """The same, but of a merged area the first cell, which is the one that programs show."""
    return {(sheet, _first_of_merged(sheet, cell, data)) for sheet, cell in places_of(report)}


def _first_of_merged(sheet: str, cell: str, data: bytes) -> str:
    areas = opened(data)[sheet].merged_cells.ranges
    return next((area.coord.partition(":")[0] for area in areas if cell in area), cell)


def opened(data: bytes, **how: Any) -> openpyxl.Workbook:
    """The workbook as openpyxl sees it."""
    return openpyxl.load_workbook(io.BytesIO(data), rich_text=True, **how)


def comments(data: bytes) -> dict[tuple[str, str], str]:
    """Sheet and cell of every comment, and what it says."""
    cells = [cell for sheet in opened(data).worksheets for row in sheet.iter_rows() for cell in row]
    return {(cell.parent.title, cell.coordinate): cell.comment.text for cell in cells if cell.comment is not None}


def ours(data: bytes) -> Places:
    """Sheet and cell of every comment that has words of ours."""
    return {place for place, text in comments(data).items() if any(is_our_comment(rest) for rest in endings(text))}


def endings(text: str) -> list[str]:
    """The text from each of its lines on."""
    lines = text.split("\n")
    return ["\n".join(lines[n:]) for n in range(len(lines))]


def listed(data: bytes) -> list[list[str]]:
    """The filled cells of the first sheet, row by row."""
    rows = opened(data).worksheets[0].iter_rows(values_only=True)
    return [[str(value) for value in row if value is not None] for row in rows]


def fills(data: bytes, places: Places) -> dict[tuple[str, str], str]:
    """The colour of the fill of each cell."""
    book = opened(data)
    return {(sheet, cell): book[sheet][cell].fill.fgColor.rgb for sheet, cell in places}


def entries(data: bytes) -> dict[str, bytes]:
    """The parts of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def sheet_parts(data: bytes) -> dict[str, str]:
    """The part of every sheet, by name."""
    parts = entries(data)
    relations = {one.get("Id"): one.get("Target", "") for one in etree.fromstring(parts["xl/_rels/workbook.xml.rels"])}
    sheets = list(etree.fromstring(parts["xl/workbook.xml"]).iter("{*}sheet"))
    ident = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    return {one.get("name", ""): _whole_path(relations[one.get(ident)]) for one in sheets}


def _whole_path(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def changed_parts(before: bytes, after: bytes) -> set[str]:
    """The parts that were there and are not the same any more."""
    old, new = entries(before), entries(after)
    assert set(old) <= set(new)
    return {name for name, content in old.items() if new[name] != content}


def assert_only_marks_differ(before: bytes, after: bytes, marked: Places) -> None:
    """No part but those that marking touches has changed, and in the sheets nothing but what marking adds."""
    old, new = entries(before), entries(after)
    parts, parts_now = sheet_parts(before), sheet_parts(after)
    assert [*parts_now][1:] == [*parts]
    assert {name: parts_now[name] for name in parts} == parts
    touched = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
    for name, part in parts.items():
        cells = {cell for sheet, cell in marked if sheet == name}
        assert unmarked(new[part], cells) == unmarked(old[part], cells), name
        relations = f"xl/worksheets/_rels/{part.rpartition('/')[2]}.rels"
        touched |= {part} if cells or b"tabSelected" in old[part] else set()
        touched |= {relations} if cells else set()
    beside = {name for name in changed_parts(before, after) if "comment" in name.lower() or name.endswith(".vml")}
    assert changed_parts(before, after) <= touched | beside
    assert_styles_kept(old["xl/styles.xml"], new["xl/styles.xml"])


def unmarked(sheet: bytes, cells: Iterable[str]) -> bytes:
    """A sheet's part in canonical form, without what marking `cells` may change in it."""
    root = etree.fromstring(sheet)
    ordered = [SHEET_ORDER.index(name) for one in root if (name := etree.QName(one).localname) in SHEET_ORDER]
    assert ordered == sorted(ordered)
    for element in [*root.iter("{*}legacyDrawing")]:
        root.remove(element)
    for element in root.iter("{*}sheetView"):
        element.attrib.pop("tabSelected", "")
    wanted = {*cells}
    for row in [*root.iter("{*}row")]:
        names = [one.get("r", "") for one in row]
        assert names == sorted(names, key=lambda name: (len(name), name))
        for cell in [one for one in row if one.get("r") in wanted]:
            cell.attrib.pop("s", "")
            if len(cell) == 0 and cell.text is None:
                row.remove(cell)
        if len(row) == 0 and set(row.attrib) == {"r"} and row.getparent() is not None:
            row.getparent().remove(row)  # type: ignore[union-attr]
        row.attrib.pop("spans", "")
    etree.cleanup_namespaces(root)
    return etree.tostring(root, method="c14n")


def assert_styles_kept(before: bytes, after: bytes) -> None:
    """Every list of styles begins with the entries that it had, and only those that marking needs have more."""
    old, new = etree.fromstring(before), etree.fromstring(after)
    assert [one.tag for one in old] == [one.tag for one in new]
    for was, now in zip(old, new, strict=True):
        entries_then = [etree.tostring(one, method="c14n") for one in was]
        entries_now = [etree.tostring(one, method="c14n") for one in now]
        assert entries_now[: len(entries_then)] == entries_then
        may_grow = etree.QName(was).localname in {"fonts", "fills", "borders", "cellXfs"}
        assert may_grow or entries_now == entries_then
        assert not may_grow or now.get("count") == str(len(now))


def essence(report: Report) -> tuple[object, ...]:
    """What a report says, but for the hash of the file."""
    return report.findings, report.undecided, report.notes, report.not_read, report.chain, report.rules


def handed_back(data: bytes, report: Report) -> bytes:
    """The annotated workbook, in Thai."""
    return annotate(data, NAME, report, "th")
