"""A page as PDF, for printing and for filing: the same HTML, laid out on A4 by WeasyPrint with the fonts of this machine.

WeasyPrint is optional, and so are the system's libraries that it needs. Letters are embedded, so that the file looks and prints
alike everywhere. Nothing is fetched: a page of ours holds all that it shows.
"""

from __future__ import annotations

import hashlib
import io
import re
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from checker.errors import Fault, UsageFault
from checker.finding import Report
from checker.place import Place
from checker.render.html import html
from checker.render.pages import style
from checker.render.paper_letters import thai_letters_whole_and_known
from checker.render.paper_pictures import with_styles_as_attributes
from checker.render.wording import Language, sentence
from checker.text import Sentence

if TYPE_CHECKING:
    from types import ModuleType

_MARK: Final = b"oneplan-report"  # the identifier of our files opens with it
_END: Final = re.compile(rb"startxref\s+(\d{1,15})\s+%%EOF\s*$")
_MOST: Final = 1024
_THAI: Final = "กำ"


def pdf(report: Report, language: Language) -> bytes:
    """The report's page as PDF; the same report gives the same bytes on one machine with the same fonts and libraries.

    Raises UsageFault where WeasyPrint, a library that it needs or a Thai font is missing.
    """
    return pdf_of(html(report, language))


def pdf_of(page: str) -> bytes:
    """Any page of ours as PDF, everything that a click would open opened. Raises UsageFault as `pdf` does."""
    weasyprint = need_weasyprint()
    paper = page.replace("</head>", f"<style>\n{style('pdf')}</style>\n</head>", 1)
    identifier = _MARK + b" " + hashlib.sha256(paper.encode()).hexdigest()[:32].encode()
    parsed = _parsed(weasyprint, paper)
    with_styles_as_attributes(parsed)
    with thai_letters_whole_and_known():
        written: bytes = parsed.render().write_pdf(pdf_identifier=identifier, pdf_tags=True)
    return written


def is_ours(path: Path) -> bool:
    """Whether the PDF at `path` bears an identifier of ours, in the list of objects to which its end leads."""
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - _MOST))
            end = _END.search(file.read())
            file.seek(int(end[1]) if end else 0)
            return end is not None and _MARK in file.read(_MOST)
    except OSError:
        return False


def need_weasyprint() -> ModuleType:
    """WeasyPrint, where it, its libraries and a Thai font are there. Raises UsageFault, saying what to install, where not."""
    try:
        with redirect_stdout(io.StringIO()):  # it prints advice of its own where a library is missing
            import weasyprint  # optional, and slow to load
    except ImportError as error:
        raise _missing(
            sentence("pdf_fault.not_installed"),
        ) from error
    except OSError as error:
        raise _missing(
            sentence("pdf_fault.no_pango"),
        ) from error
    if not _has_thai_letters(weasyprint):
        raise _missing(
            sentence("pdf_fault.no_letters"),
        )
    found: ModuleType = weasyprint
    return found


def _has_thai_letters(weasyprint: Any) -> bool:
    """Whether the fonts of this machine hold Thai letters: a page of them is drawn, and none is left out."""
    probe = _parsed(weasyprint, f'<html lang="th"><p>{_THAI}').render()
    probe.write_pdf()
    return not any(font.missing for font in probe.fonts.values())


def _parsed(weasyprint: Any, page: str) -> Any:
    """The page, ready to be laid out; whatever it would fetch is refused."""
    return weasyprint.HTML(string=page, url_fetcher=weasyprint.URLFetcher(allowed_protocols=["data"]))


def _missing(says: Sentence) -> UsageFault:
    """That there can be no PDF, why, and what to do instead."""
    return UsageFault([Fault(Place("PDF"), sentence("pdf_fault.instead", why=says))])
