"""Findings to the cells of a workbook."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from checker.errors import Fault, UsageFault
from checker.finding import Finding, Report, Severity
from checker.place import Place
from checker.readers.excel.guard import is_archive, unpacked
from checker.readers.excel.package import package
from checker.render.annotate.book import Book, Listed
from checker.render.annotate.cells import Cells, Spot, merged, name, spot
from checker.render.annotate.comments import Comments
from checker.render.annotate.page import Listing, Unmarked, page, quoted_sheet
from checker.render.annotate.parts import WORKBOOK, Parts
from checker.render.annotate.remark import remark
from checker.render.annotate.styles import Styles
from checker.render.annotate.xml import Tree
from checker.render.grouping import SEVERITIES
from checker.render.wording import Language, Words, sentence, visible
from checker.text import Sentence

SUFFIXES: Final = (".xlsx", ".xlsm")

InCells = Mapping[Spot, Sequence[Finding]]


def annotate(data: bytes, file: str, report: Report, lang: Language) -> bytes:
    """The workbook in `data`, called `file` in the places of `report`, with its findings marked; all else is as it was.

    Our marks of an earlier time are replaced. The same workbook and report give the same bytes. Raises UnreadableSubmission
    where `data` is no sound workbook and UsageFault where it is of another format, or cannot be marked without harm.
    """
    parts = _opened(data, file)
    book = Book(parts)
    book.take_out_ours()
    styles = Styles(parts)
    sheets = {sheet.name: sheet for sheet in book.sheets() if sheet.has_cells}
    words, others = Words(lang), Words("en" if lang == "th" else "th")
    found = _by_sheet([one for one in report.findings if one.place.file == file], sheets)
    unmarked = [*_beside(parts, words)]
    for sheet in sheets.values():
        unmarked += _mark(parts, sheet, styles, found.get(sheet.name, {}), (words, others))
    marked = [one for at in sheets for cell in found.get(at, {}).values() for one in cell]
    held = {id(one) for one in marked}
    without = [one for one in report.findings if id(one) not in held]
    listing = Listing(sorted(marked, key=_gravity), sorted(without, key=_gravity), unmarked)
    called = book.free_name(words.say("annotate.sheet"))
    content, names = page(listing, report, file, words, parts.main, styles, called)
    book.put_first(called, content, names)
    return parts.packed()


def _by_sheet(findings: Sequence[Finding], sheets: Mapping[str, Listed]) -> dict[str, dict[Spot, list[Finding]]]:
    """The findings by sheet and cell, in the order of rows and the gravest of a cell first; those without a cell left out."""
    found: dict[str, dict[Spot, list[Finding]]] = defaultdict(lambda: defaultdict(list))
    for one in sorted(findings, key=lambda one: (spot(one.place.cell or ""), _gravity(one), one.rule, one.fingerprint)):
        sheet, cell = one.place.sheet, one.place.cell
        if sheet in sheets and sheet is not None and cell is not None:
            found[sheet][spot(cell)].append(one)
    return found


def _gravity(finding: Finding) -> tuple[bool, int]:
    return finding.waiver is not None, SEVERITIES.index(finding.severity)


def _mark(
    parts: Parts, sheet: Listed, styles: Styles, findings: InCells, languages: tuple[Words, Words]
) -> list[Unmarked]:
    """Marks `findings` on one sheet; what of it nobody will see there, or will see elsewhere."""
    comments = Comments(parts, sheet.part)
    earlier = comments.take_out_ours()
    if not findings and not earlier:
        return []
    tree = parts.edit(sheet.part)
    cells = Cells(tree)
    covered = _covered(tree, findings)
    seen = _where_they_are_seen(findings, covered)
    for cell in earlier:
        if cell not in seen and cells.find(*cell) is not None:
            cells.restyle(*cell, styles.emptied(cells.style(*cell)))
    for cell, found in seen.items():
        gravest = _gravest(found)
        style = cells.style(*cell)
        if gravest is not None or cells.find(*cell) is not None:
            cells.restyle(*cell, styles.emptied(style) if gravest is None else styles.filled(style, gravest))
    said = {cell: remark(found, *languages) for cell, found in seen.items() if not comments.threaded(cell)}
    comments.write(said, cells)
    return list(_about(sheet, cells, comments, findings, covered, languages[0]))


def _covered(sheet: Tree, findings: InCells) -> dict[Spot, Spot]:
    """Cells that lie under a merged one, and the first cell of it, which is the one that programs show."""
    areas = [(start, end) for start, end in merged(sheet) if start != end]
    return {
        cell: (top, left)
        for cell in findings
        for (top, left), (bottom, right) in areas
        if top <= cell[0] <= bottom and left <= cell[1] <= right and cell != (top, left)
    }


def _where_they_are_seen(findings: InCells, covered: Mapping[Spot, Spot]) -> InCells:
    seen: dict[Spot, list[Finding]] = defaultdict(list)
    for cell, found in findings.items():
        seen[covered.get(cell, cell)] += found
    return {cell: sorted(found, key=_gravity) for cell, found in sorted(seen.items())}


def _gravest(found: Sequence[Finding]) -> Severity | None:
    """The gravest severity of a cell; None where all its findings are waived."""
    return next((one.severity for one in found if one.waiver is None), None)


def _about(
    sheet: Listed, cells: Cells, comments: Comments, findings: InCells, covered: Mapping[Spot, Spot], words: Words
) -> Iterator[Unmarked]:
    """What is to be said of marks that are not seen in the cell of their finding."""
    for cell in findings:
        where, link = f"{visible(sheet.name)} › {name(*cell)}", f"{quoted_sheet(sheet.name)}!{name(*cell)}"
        if comments.threaded(covered.get(cell, cell)):
            yield Unmarked(where, words.say("annotate.threaded"), link)
        if cells.hidden(*cell):
            yield Unmarked(where, words.say("annotate.hidden"), link)
        if cell in covered:
            yield Unmarked(where, words.say("annotate.covered", cell=name(*covered[cell])), link)


def _beside(parts: Parts, words: Words) -> Iterator[Unmarked]:
    """What of the whole file the copy cannot keep in force."""
    if any(path.startswith("_xmlsignatures/") for path in parts.paths()):
        yield Unmarked(words.say("annotate.signature"), words.say("annotate.signature_why"))


def _opened(data: bytes, file: str) -> Parts:
    """The parts of a sound `.xlsx` or `.xlsm`, whatever the file is called."""
    place = Place(file)
    if not is_archive(data, place) or WORKBOOK not in (found := unpacked(data, place)):
        raise _refused(
            place,
            sentence("workbook_fault.other_kind"),
        )
    package(found, file)
    if any(path.startswith("xl/revisions/") for path in found):
        raise _refused(
            place,
            sentence("workbook_fault.shared"),
        )
    return Parts(data, file)


def _refused(place: Place, says: Sentence) -> UsageFault:
    return UsageFault([Fault(place, says)])
