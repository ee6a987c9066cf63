"""How paragraphs, runs and tables of a Word letter look, Thai and Latin alike."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from checker import __version__

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import Table
    from docx.text.paragraph import Paragraph

Align = Literal["left", "center", "right"]

_FONT: Final = "TH Sarabun New"
_A4: Final = (21.0, 29.7)
_MARGINS: Final = (1.5, 1.5, 2.0, 1.5)  # top, bottom, left, right in centimetres
_BORDERS: Final = ("top", "left", "bottom", "right", "insideH", "insideV")


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks; `size` in points, None where the document's own styles say it."""

    bold: bool = False
    italic: bool = False
    underlined: bool = False
    size: float | None = None

    def of(self, tag: str) -> Look:
        """This look inside an element `tag`."""
        match tag:
            case "b" | "strong":
                return replace(self, bold=True)
            case "i" | "em":
                return replace(self, italic=True)
            case "u":
                return replace(self, underlined=True)
            case _:
                return self


def set_base(document: Document, size: float) -> None:
    """Sets paper, margins, font and languages of a document that is ours from the start."""
    from docx.shared import Cm

    section = document.sections[0]
    section.page_width, section.page_height = Cm(_A4[0]), Cm(_A4[1])
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (Cm(n) for n in _MARGINS)
    styles = document.styles.element
    for found in (
        styles.find(f".//{_q('rPrDefault')}/{_q('rPr')}"),
        document.styles["Normal"].element.get_or_add_rPr(),
    ):
        assert found is not None
        _set_font(found, size)


def _set_font(properties: BaseOxmlElement, size: float) -> None:
    """The font by name for every script, its size for both kinds of script, and the language of each."""
    for name in ("rFonts", "sz", "szCs", "lang"):
        for old in properties.findall(_q(name)):
            properties.remove(old)
    half = str(round(size * 2))
    properties.append(_element("rFonts", ascii=_FONT, hAnsi=_FONT, cs=_FONT, eastAsia=_FONT))
    properties.append(_element("sz", val=half))
    properties.append(_element("szCs", val=half))
    properties.append(_element("lang", val="en-US", eastAsia="th-TH", bidi="th-TH"))


def take_end(document: Document) -> None:
    """Takes away the empty paragraph that every Word file ends with, so that the letter follows the letterhead."""
    last = document.paragraphs[-1] if document.paragraphs else None
    if last is not None and not last.text.strip() and len(last._p) <= 1 and last._p.getnext() is not None:
        parent = last._p.getparent()
        assert parent is not None
        parent.remove(last._p)


def set_paragraph(
    paragraph: Paragraph,
    *,
    align: Align = "left",
    indent: bool = False,
    sign: bool = False,
    tight: bool = False,
    apart: float = 0,
    keep: bool = False,
    level: int | None = None,
    rule: bool = False,
) -> None:
    """Sets a paragraph: `sign` stands in the right half, `tight` in a table, `rule` is a line across, `level` for the outline.

    `apart` is the space above it in points; with `keep` it stays on the page of the next one.
    """
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    form = paragraph.paragraph_format
    alignments = {
        "left": WD_ALIGN_PARAGRAPH.LEFT,
        "center": WD_ALIGN_PARAGRAPH.CENTER,
        "right": WD_ALIGN_PARAGRAPH.RIGHT,
    }
    form.alignment = alignments[align]
    form.space_before, form.space_after, form.line_spacing = Pt(apart), Pt(0 if tight else 2), 1.0
    if indent:
        form.first_line_indent = Cm(1.25)
    if sign:
        form.left_indent = Cm(8)
        form.keep_together = True
    if keep:
        form.keep_with_next = True
    properties = paragraph._p.get_or_add_pPr()
    if rule:
        borders = _element("pBdr")
        borders.append(_element("bottom", val="single", sz="6", space="1", color="8A949D"))
        properties.insert_element_before(borders, *_AFTER_BORDERS)
        form.line_spacing = Pt(6)
    if level is not None:
        properties.insert_element_before(_element("outlineLvl", val=str(level - 1)), "w:divId", "w:rPr", "w:sectPr")


# What may follow w:pBdr in w:pPr: Word refuses a file whose properties stand in another order.
_AFTER_BORDERS: Final = (
    "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct", "w:topLinePunct",
    "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind",
    "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment",
    "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip


def set_run(paragraph: Paragraph, words: str, look: Look) -> None:
    """Adds `words` (a `\\n` breaks the line), bold, italic and sized in both kinds of script."""
    from docx.shared import Pt

    run = paragraph.add_run(words)
    if look.bold:
        run.bold = True
        run.font.cs_bold = True
    if look.italic:
        run.italic = True
        run.font.cs_italic = True
    if look.underlined:
        run.underline = True
    if look.size is not None:
        run.font.size = Pt(look.size)
        size = run._r.get_or_add_rPr().find(_q("sz"))
        assert size is not None
        size.addnext(_element("szCs", val=str(round(look.size * 2))))


def set_table(table: Table, shares: Sequence[float], heads: int) -> None:
    """Sets borders, the shares of the columns, and that rows stay whole and the first `heads` stand on every page."""
    from docx.enum.table import WD_TABLE_ALIGNMENT

    section = table.part.document.sections[-1]  # type: ignore[attr-defined]
    assert section.page_width is not None
    room = section.page_width - (section.left_margin or 0) - (section.right_margin or 0)
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table.autofit = False
    borders = _element("tblBorders")
    for side in _BORDERS:
        borders.append(_element(side, val="single", sz="4", space="0", color="8A949D"))
    table._tbl.tblPr.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    for column, share in zip(table.columns, shares, strict=True):
        column.width = int(room * share)
        for cell in column.cells:
            cell.width = int(room * share)
    for number, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(_element("cantSplit"))
        if number < heads:
            properties.append(_element("tblHeader"))


def mark_document(document: Document, subject: str, day: datetime.date, *, ours: bool) -> None:
    """Sets what the file says of itself, without a clock; of a letterhead, its author stays."""
    about = document.core_properties
    when = datetime.datetime.combine(day, datetime.time())
    about.title = subject[:255]
    about.modified = when
    about.last_modified_by = f"oneplan-checker {__version__}"
    about.revision = 1
    if ours:
        about.author, about.created, about.comments = "oneplan-checker", when, ""


def _q(name: str) -> str:
    from docx.oxml.ns import qn

    return qn(f"w:{name}")


def _element(name: str, **attributes: str) -> BaseOxmlElement:
    from docx.oxml import OxmlElement

    made: BaseOxmlElement = OxmlElement(f"w:{name}")  # type: ignore[assignment]
    for key, value in attributes.items():
        made.set(_q(key), value)
    return made
