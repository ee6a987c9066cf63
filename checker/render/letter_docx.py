"""A letter as a Word file, made of the same HTML as the page, onto the office's own letterhead where it has one.

Only this module knows python-docx, which is optional. Thai is a complex script to Word: its font, size and weight are
attributes of their own, and without them Word sets Thai in another font and size than the Latin beside it.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lxml import etree, html

from checker.errors import Fault, TemplateFault, UsageFault
from checker.packed import packed, unpacked
from checker.place import Place
from checker.render.docx_format import Align, Look, mark_document, set_base, set_paragraph, set_run, set_table, take_end
from checker.render.wording import sentence
from checker.text import same

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

_BLOCKS: Final = frozenset({"div", "section", "header", "footer", "main", "article", "thead", "tbody", "body"})
_LINES: Final = frozenset({"p", "h1", "h2", "h3", "li", "caption"})
_INLINE: Final = frozenset({"b", "strong", "i", "em", "u", "span", "a", "small", "code"})
_TEXT_SIZE: Final = 14.0
_SIZES: Final[Mapping[str, float]] = {"h1": 20, "h2": 17, "h3": 15, "td": 12, "th": 12, "caption": 14, "small": 10}
_TO_SIGN: Final = 28.0
_APART: Final = 6.0
_BROKEN: Final = (zipfile.BadZipFile, KeyError, ValueError, OSError, etree.XMLSyntaxError)


def need_docx() -> None:
    """Holds where python-docx is installed. Raises UsageFault, saying how to install it, where it is not."""
    try:
        import docx  # noqa: F401
    except ImportError as error:
        says = sentence("word_fault.not_installed")
        raise UsageFault([Fault(Place("python-docx"), says)]) from error


def word_file(body: str, *, subject: str, day: datetime.date, letterhead: Path | None = None) -> bytes:
    """The HTML `body` as a Word file behind whatever `letterhead` holds; the same words give the same bytes.

    Raises TemplateFault where the letterhead is no Word file, or `body` holds an element that a letter has no place for.
    """
    document = _opened(letterhead)
    writing = _Writing(document, sized=letterhead is None)
    for element in html.fragments_fromstring(body):
        if not isinstance(element, str):
            writing.block(element)
        elif element.strip():
            raise _no_place("text", "p")
    mark_document(document, subject, day, ours=letterhead is None)
    return _saved(document)


def _opened(letterhead: Path | None) -> Document:
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    if letterhead is None:
        document = docx.Document()
        set_base(document, _TEXT_SIZE)
        return document
    try:
        document = docx.Document(str(letterhead))
    except (*_BROKEN, PackageNotFoundError) as error:
        says = sentence("word_fault.letterhead")
        raise TemplateFault([Fault(Place(str(letterhead)), says)]) from error
    take_end(document)
    return document


def _saved(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return packed(unpacked(buffer.getvalue()))


class _Writing:
    """HTML elements one after another into a document; `sized` where nobody else's styles say how large letters are."""

    def __init__(self, document: Document, *, sized: bool) -> None:
        self.document = document
        self.sized = sized

    def block(self, element: html.HtmlElement) -> None:
        """Writes one element that stands by itself. Raises TemplateFault where a letter has no place for it."""
        match element.tag:
            case tag if tag in _LINES:
                self.line(element, self.document.add_paragraph())
            case tag if tag in _BLOCKS:
                self._stray(element)
                for inner in element:
                    self.block(inner)
            case "ul" | "ol":
                for number, item in enumerate(element.iterchildren("li"), start=1):
                    mark = f"{number}. " if element.tag == "ol" else "• "
                    self.line(item, self.document.add_paragraph(), mark)
            case "table":
                self.table(element)
            case "hr":
                set_paragraph(self.document.add_paragraph(), rule=True)
            case etree.Comment:
                pass
            case tag:
                raise _no_place(str(tag), ", ".join(sorted({"table", "ul", "ol", "hr", *_LINES, *_BLOCKS})))

    def line(self, element: html.HtmlElement, paragraph: Paragraph, opening: str = "") -> None:
        """Writes a line of text with its bold, italic and small parts."""
        tag, names = str(element.tag), element.get("class", "").split()
        head = tag in {"h1", "h2", "h3", "th", "caption"}
        size = next((_SIZES[name] for name in (*names, tag) if name in _SIZES), _TEXT_SIZE)
        look = Look(bold=head, size=size if self.sized or size < _TEXT_SIZE or tag == "h1" else None)
        before, after = element.getprevious(), element.getnext()
        align: Align = "center" if "center" in names else "right" if "right" in names else "left"
        set_paragraph(
            paragraph,
            align=align,
            indent="indent" in names,
            sign="sign" in names,
            tight=tag in {"td", "th"},
            apart=_apart(names, before),
            keep=head or (after is not None and _signs(after)),
            level=1 if tag == "h1" else None,
        )
        runs = [(opening, look), *_runs(element, look)] if opening else list(_runs(element, look))
        for words, how in _trimmed(runs):
            set_run(paragraph, words, how)

    def table(self, element: html.HtmlElement) -> None:
        """Writes a table; its rows are not cut by a page, and its head stands on every page."""
        for caption in element.iterchildren("caption"):
            self.line(caption, self.document.add_paragraph())
        rows = list(element.iter("tr"))
        widest = max((len(_cells(row)) for row in rows), default=0)
        if not widest:
            return
        made: Table = self.document.add_table(rows=len(rows), cols=widest)
        heads = sum(row.getparent() is not None and row.getparent().tag == "thead" for row in rows)
        set_table(made, _widths(element, widest), heads)
        for row, out in zip(rows, made.rows, strict=True):
            for cell, place in zip(_cells(row), out.cells, strict=False):
                self._cell(cell, place)

    def _cell(self, cell: html.HtmlElement, place: _Cell) -> None:
        self.line(cell, place.paragraphs[0])

    def _stray(self, element: html.HtmlElement) -> None:
        loose = [element.text, *(inner.tail for inner in element)]
        if any(words and words.strip() for words in loose):
            raise _no_place("text", "p")


def _signs(element: html.HtmlElement) -> bool:
    return "sign" in element.get("class", "").split()


def _apart(names: Sequence[str], before: html.HtmlElement | None) -> float:
    """The space above a line in points: room to sign, and a little behind a table and before small print."""
    if "sign" in names:
        return _APART if before is not None and _signs(before) else _TO_SIGN
    return _APART if "small" in names or (before is not None and before.tag == "table") else 0


def _cells(row: html.HtmlElement) -> list[html.HtmlElement]:
    return [cell for cell in row if cell.tag in {"td", "th"}]


def _widths(table: html.HtmlElement, columns: int) -> list[float]:
    """The share of each column, from `<col style="width:6%">`; equal shares where these do not say it of every one."""
    said = []
    for col in table.iter("col"):
        percent = col.get("style", "").replace(" ", "").partition("width:")[2].partition("%")[0]
        said.append(float(percent) / 100 if percent.replace(".", "", 1).isdigit() else 0.0)
    return said if len(said) == columns and all(said) else [1 / columns] * columns


def _runs(element: html.HtmlElement, look: Look) -> Iterator[tuple[str, Look]]:
    """The words of `element` with how they look; a line break is `\\n`."""
    if element.text:
        yield " ".join(element.text.split("\n")), look
    for inner in element:
        if inner.tag == "br":
            yield "\n", look
        elif inner.tag in _INLINE:
            yield from _runs(inner, look.of(str(inner.tag)))
        elif inner.tag in {"p", "div"} and element.tag in {"td", "th", "li"}:
            yield from _runs(inner, look)
            yield "\n", look
        elif inner.tag is not etree.Comment:
            raise _no_place(str(inner.tag), ", ".join(sorted({"br", *_INLINE})))
        if inner.tail:
            yield " ".join(inner.tail.split("\n")), look


def _trimmed(runs: list[tuple[str, Look]]) -> Iterator[tuple[str, Look]]:
    """`runs` without blank space at the beginning and end of the line."""
    kept = [(words, look) for words, look in runs if words]
    while kept and not kept[-1][0].strip():
        kept.pop()
    for number, (words, look) in enumerate(kept):
        words = words.lstrip(" ") if number == 0 else words
        words = words.rstrip(" ") if number == len(kept) - 1 else words
        if words:
            yield words, look


def _no_place(tag: str, instead: str) -> TemplateFault:
    what = sentence("word_fault.loose_words") if tag == "text" else same(f"<{tag}>")
    says = sentence("word_fault.no_place", what=what, instead=instead)
    return TemplateFault([Fault(Place("letter/body.html.j2"), says)])
