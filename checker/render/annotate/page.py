"""The first sheet of an annotated workbook: verdict, colours, the findings with a link to each cell, and what has none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from checker.finding import Finding, PlaceInReport, Report, Severity
from checker.place import column_letters
from checker.readers.excel.ours import SHEET_MARK
from checker.render.annotate.book import FILTERED
from checker.render.annotate.styles import DARK, LIGHT, Look, Styles
from checker.render.annotate.xml import child, document, literal
from checker.render.grouping import SEVERITIES, sorted_report
from checker.render.terminal import columns
from checker.render.wording import Words, visible

MOST_LISTED: Final = 20_000
_LONGEST_TEXT: Final = 32_000
_WIDTHS: Final = (13, 22, 34, 46, 46, 11)
_LINE: Final = 1.45
_FROZEN: Final = 5
_TITLES: Final = "_xlnm.Print_Titles"

_TITLE: Final = Look(bold=True, scale=1.4)
_VERDICT: Final = Look(bold=True, scale=1.15)
_QUIET: Final = Look(colour="FF595959")
_HEADING: Final = Look(bold=True, colour="FFFFFFFF", fill="FF3B4B5E", bordered=True, wrapped=True, centred=True)
_SECTION: Final = Look(bold=True, scale=1.15)
_CELL: Final = Look(bordered=True, wrapped=True)
_LINK: Final = Look(bordered=True, wrapped=True, underlined=True, colour="FF0B5394")
_LEGEND: Final[Mapping[Severity, Look]] = {
    key: Look(bold=True, fill=LIGHT[key], colour=DARK[key], bordered=True, centred=True) for key in SEVERITIES
}
_SEVERITY: Final[Mapping[Severity, Look]] = {
    key: Look(bold=True, fill=LIGHT[key], colour=DARK[key], bordered=True, wrapped=True) for key in SEVERITIES
}


@dataclass(frozen=True, slots=True)
class Unmarked:
    """Something that is not to be seen in the cells: where it is (or would be), and why."""

    where: str
    why: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """What the sheet holds: the findings marked in a cell (gravest first), those without a cell here, and what else to say."""

    marked: Sequence[Finding]
    without_cell: Sequence[Finding]
    unmarked: Sequence[Unmarked] = field(default_factory=tuple)


class Page:
    """A sheet while it is written, row by row."""

    def __init__(self, namespace: str, styles: Styles) -> None:
        self.root = document(namespace, "worksheet")
        self._styles = styles
        setup = child(self.root, "sheetPr")
        child(setup, "tabColor", {"rgb": DARK["error"]})
        child(setup, "pageSetUpPr", {"fitToPage": "1"})
        view = child(
            child(self.root, "sheetViews"),
            "sheetView",
            {"showGridLines": "0", "tabSelected": "1", "workbookViewId": "0"},
        )
        below = f"A{_FROZEN + 1}"
        child(
            view, "pane", {"ySplit": str(_FROZEN), "topLeftCell": below, "activePane": "bottomLeft", "state": "frozen"}
        )
        child(view, "selection", {"pane": "bottomLeft", "activeCell": below, "sqref": below})
        columns = child(self.root, "cols")
        for number, width in enumerate(_WIDTHS, start=1):
            child(columns, "col", {"min": str(number), "max": str(number), "width": f"{width}.7", "customWidth": "1"})
        self._data = child(self.root, "sheetData")
        self._links: list[tuple[str, str]] = []
        self.row = 0

    def write(self, cells: Iterable[tuple[str, Look]], link: str = "") -> None:
        """Writes the next row; `link` leads from its second cell to another cell of the workbook."""
        self.row += 1
        written = list(cells)
        height = {"ht": f"{self._height(written):.0f}", "customHeight": "1"} if written else {}
        row = child(self._data, "row", {"r": str(self.row)} | height)
        for number, (words, look) in enumerate(written, start=1):
            attributes = {"r": f"{column_letters(number)}{self.row}", "s": str(self._styles.look(look))}
            if not words:
                child(row, "c", attributes)
                continue
            text = child(child(row, "c", attributes | {"t": "inlineStr"}), "is")
            child(text, "t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}, _written(words))
        if link:
            self._links.append((f"B{self.row}", link))

    def _height(self, cells: Sequence[tuple[str, Look]]) -> float:
        """How tall a row has to be, in points: not every program fits rows to wrapped words when it opens a workbook."""
        return max(
            _lines(words, width if look.wrapped else 0) * self._styles.letters * look.scale * _LINE + 4
            for (words, look), width in zip(cells, _WIDTHS, strict=False)
        )

    def finish(self, filtered: str) -> None:
        """Writes what stands behind the rows: the filter over the table, links, and how the sheet is printed."""
        child(self.root, "autoFilter", {"ref": filtered})
        if self._links:
            links = child(self.root, "hyperlinks")
            for cell, target in self._links:
                child(links, "hyperlink", {"ref": cell, "location": target})
        margins = {"left": "0.4", "right": "0.4", "top": "0.5", "bottom": "0.5", "header": "0.3", "footer": "0.3"}
        child(self.root, "pageMargins", margins)
        child(
            self.root,
            "pageSetup",
            {"paperSize": "9", "orientation": "landscape", "fitToWidth": "1", "fitToHeight": "0"},
        )
        child(child(self.root, "headerFooter"), "oddFooter", text="&C&P / &N")


def page(
    listing: Listing, report: Report, name: str, words: Words, namespace: str, styles: Styles, sheet: str
) -> tuple[bytes, dict[str, str]]:
    """The sheet's part, and the defined names that belong to the sheet called `sheet`."""
    made = Page(namespace, styles)
    _heading(made, report, name, words)
    _table_heading(made, words)
    for finding in listing.marked[:MOST_LISTED]:
        _finding(made, finding, name, words)
    filtered = f"$A${_FROZEN}:${column_letters(len(_WIDTHS))}${max(made.row, _FROZEN + 1)}"
    if not listing.marked:
        made.write([(words.say("annotate.none"), _QUIET)])
    _below(made, listing, name, words)
    made.finish(filtered.replace("$", ""))
    quoted = quoted_sheet(sheet)
    names = {FILTERED: f"{quoted}!{filtered}", _TITLES: f"{quoted}!${_FROZEN}:${_FROZEN}"}
    return etree.tostring(made.root, xml_declaration=True, encoding="UTF-8", standalone=True), names


def _lines(words: str, width: int) -> int:
    """How many lines words take in a column of `width` letters, some of which its edges take; 0 is endlessly wide."""
    lines = words.splitlines() or [""]
    return sum(-(-max(columns(line), 1) // (width - 2)) for line in lines) if width else len(lines)


def quoted_sheet(name: str) -> str:
    """A sheet's name as formulas and links write it."""
    return "'" + name.replace("'", "''") + "'"


def _heading(made: Page, report: Report, name: str, words: Words) -> None:
    found = sorted_report(report)
    made.write([(f"{SHEET_MARK}{words.say('annotate.title')}", _TITLE)])
    ran = words.say("annotate.ran", ran=found.completeness.ran, checks=found.completeness.checks)
    made.write([(f"{verdict(report, words)} · {ran}", _VERDICT)])
    day = words.date(report.as_of)
    told = words.say("annotate.about", file=name, version=report.rulebook.version, date=day)
    made.write([(visible(told), _QUIET)])
    counts = {tally.severity: tally.findings for tally in found.tallies}
    legend = [(f"{words.severity(key)} {words.number(counts[key])}", _LEGEND[key]) for key in SEVERITIES]
    made.write([*legend, (words.say("annotate.legend"), _QUIET)])


def verdict(report: Report, words: Words) -> str:
    """The verdict in one line."""
    found = sorted_report(report).verdict
    match found.kind:
        case "error":
            return words.say("verdict.error", count=found.count)
        case "warning":
            return words.say("verdict.warning", count=found.count)
        case "advice":
            return words.say("verdict.advice", count=found.count)
        case "clean":
            return words.say("verdict.clean")
        case "idle":
            return words.say("verdict.idle")
        case "disagreed":
            return words.say("verdict.disagreed")


def _table_heading(made: Page, words: Words) -> None:
    headings = (
        words.say("annotate.severity"), words.say("annotate.where"), words.say("annotate.what"), words.say("annotate.message"),
        words.say("finding.fix"), words.say("column.rule"),
    )  # fmt: skip
    made.write([(heading, _HEADING) for heading in headings])


def _finding(made: Page, finding: Finding, name: str, words: Words) -> None:
    waived = f" ({words.say('annotate.waived')})" if finding.waiver is not None else ""
    look = _CELL if waived else _SEVERITY[finding.severity]
    link = link_to(finding.place) if finding.place.file == name else ""
    made.write(
        [
            (f"{words.severity(finding.severity)}{waived}", look),
            (_where(finding.place, name, words), _LINK if link else _CELL),
            (words.node(finding.node), _CELL),
            (words.told(finding.message), _CELL),
            (words.told(finding.fix), _CELL),
            (finding.rule, _CELL),
        ],
        link,
    )


def link_to(place: PlaceInReport) -> str:
    """Where a link to `place` leads inside its workbook; empty where it is no place on a sheet."""
    if place.sheet is None:
        return ""
    return f"{quoted_sheet(place.sheet)}!{place.cell or f'A{place.row or 1}'}"


def _where(place: PlaceInReport, name: str, words: Words) -> str:
    if place.file != name:
        return words.place(place)
    return visible(" › ".join(step for step in (place.sheet, words.spot(place)) if step) or name)


def _below(made: Page, listing: Listing, name: str, words: Words) -> None:
    cut = len(listing.marked) - MOST_LISTED
    if cut > 0:
        made.write([(words.say("annotate.cut", count=cut), _QUIET)])
    if listing.without_cell:
        made.write([])
        made.write([(words.say("annotate.without_cell", count=len(listing.without_cell)), _SECTION)])
        _table_heading(made, words)
        for finding in listing.without_cell[:MOST_LISTED]:
            _finding(made, finding, name, words)
    if listing.unmarked:
        made.write([])
        made.write([(words.say("annotate.unmarked"), _SECTION)])
        for one in listing.unmarked:
            blank = [("", _CELL)] * 2
            made.write(
                [("–", _CELL), (one.where, _LINK if one.link else _CELL), *blank[:1], (one.why, _CELL)], one.link
            )
    made.write([])
    made.write([(words.say("annotate.copy"), _QUIET)])


def _written(words: str) -> str:
    """Words as a cell can hold them; what is longer than a cell is cut, and says so."""
    shown = words if len(words) <= _LONGEST_TEXT else f"{words[:_LONGEST_TEXT]} …"
    return literal(shown)
