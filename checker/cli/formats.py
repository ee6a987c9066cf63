"""The forms of a report: how each is written, where it goes, and how one of an earlier check is known as ours."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from checker.cli.writing import STDOUT
from checker.errors import Fault, UsageFault
from checker.finding import Report, Severity
from checker.packed import BROKEN
from checker.place import Place
from checker.render.grouping import sorted_report
from checker.render.html import html
from checker.render.json import json_text
from checker.render.junit import junit
from checker.render.pdf import is_ours as is_our_pdf
from checker.render.pdf import need_weasyprint, pdf
from checker.render.plain import about
from checker.render.sarif import sarif
from checker.render.spreadsheet import MARK as XLSX_MARK
from checker.render.spreadsheet import csv_bytes, csv_opening, xlsx_bytes
from checker.render.table import rows
from checker.render.terminal import terminal
from checker.render.wording import Language, Words, sentence

GENERATOR: Final = b'<meta name="generator" content="oneplan-checker'
_OPENING: Final = 4096


@dataclass(frozen=True, slots=True)
class How:
    """In which language a report is asked for, which severities make the command exit with 1, and whether colours show."""

    language: Language
    failing: Collection[Severity]
    colour: bool = False


@dataclass(frozen=True, slots=True)
class ReportForm:
    """A form of the report, and `write` that makes it.

    Without --out it goes to standard output, or into a file beside the plan where it has a `suffix`; such a file is replaced
    only where `is_ours` tells that an earlier check wrote it. `need` raises UsageFault where the form cannot be made here.
    """

    write: Callable[[Report, How], bytes]
    suffix: str | None = None
    is_text: bool = True
    is_ours: Callable[[Path], bool] = lambda _: False
    need: Callable[[], object] = lambda: None

    def target(self, out: str | None, plan: Path) -> str:
        """Where the report goes. Raises UsageFault where that is a terminal and it is no text."""
        target = out or (STDOUT if self.suffix is None else str(plan.with_suffix(self.suffix)))
        if target == STDOUT and not self.is_text and sys.stdout is not None and sys.stdout.isatty():
            says = sentence("cli_report.no_text")
            raise UsageFault([Fault(Place(target), says)])
        return target


def _xlsx(report: Report, how: How) -> bytes:
    return xlsx_bytes(rows(report), how.language, about(report, sorted_report(report), Words(how.language)))


def _opens_with(*openings: bytes) -> Callable[[Path], bool]:
    """Whether a file opens with one of `openings`."""

    def is_ours(path: Path) -> bool:
        return any(_read(path, len(opening)) == opening for opening in openings)

    return is_ours


def holds(mark: bytes) -> Callable[[Path], bool]:
    """Whether `mark` stands near the beginning of a file."""
    return lambda path: mark in _read(path, _OPENING)


def _read(path: Path, size: int) -> bytes:
    """The first bytes of a file; none where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(size)
    except OSError:
        return b""


def _is_our_workbook(path: Path) -> bool:
    """Whether the workbook at `path` says of itself that it is a table of findings."""
    try:
        with zipfile.ZipFile(path) as parts, parts.open("docProps/core.xml") as properties:
            return f"<cp:keywords>{XLSX_MARK}</cp:keywords>".encode() in properties.read(_OPENING)
    except (*BROKEN, KeyError):
        return False


FORMS: Final[Mapping[str, ReportForm]] = {  # another form is one more line here
    "html": ReportForm(
        lambda report, how: html(report, how.language).encode(), ".report.html", is_ours=holds(GENERATOR)
    ),
    "text": ReportForm(lambda report, how: terminal(report, how.language, colour=how.colour).encode()),
    "json": ReportForm(lambda report, _: json_text(report).encode()),
    "sarif": ReportForm(lambda report, how: sarif(report, how.language).encode()),
    "junit": ReportForm(lambda report, how: junit(report, how.language, how.failing).encode()),
    "csv": ReportForm(
        lambda report, how: csv_bytes(rows(report), how.language),
        ".report.csv",
        is_ours=_opens_with(csv_opening("th"), csv_opening("en")),
    ),
    "xlsx": ReportForm(_xlsx, ".report.xlsx", is_text=False, is_ours=_is_our_workbook),
    "pdf": ReportForm(
        lambda report, how: pdf(report, how.language),
        ".report.pdf",
        is_text=False,
        is_ours=is_our_pdf,
        need=need_weasyprint,
    ),
}
