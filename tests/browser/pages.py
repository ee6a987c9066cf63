"""Every page that the browser opens. A new page is one line in `PAGES`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from click.testing import CliRunner

from checker.cli import main
from checker.compare.compared import compare
from checker.render.compared.page import compared_page
from checker.render.html import html
from checker.render.wording import Language
from tests.render import reports
from tests.render.bad_report import long_report
from tests.render.test_compared import every_turn
from tests.render.test_letter import page_of as letter_page

TOP: Final = Path(__file__).parents[2]
SAMPLES: Final = TOP / "samples"
LANGUAGES: Final[tuple[Language, ...]] = ("th", "en")

# Writes a page, with what it links to, into a folder of its own; gives the file to open.
Draw = Callable[[Path, Language], Path]


def _page(made: Callable[[Language], str]) -> Draw:
    """A page that stands by itself."""

    def draw(folder: Path, language: Language) -> Path:
        path = folder / "page.html"
        path.write_text(made(language), encoding="utf-8")
        return path

    return draw


def _compared(language: Language) -> str:
    """Two rounds of the bad report: half of it mended, the mended half come back."""
    report = reports.bad()
    halves = [report.model_copy(update={"findings": report.findings[at::2]}) for at in (0, 1)]
    return compared_page(compare(halves[:1], halves[1:]), language)


def _checked(sample: str, *options: str) -> Draw:
    """The page that `oneplan check` writes about a bad sample, with everything a report can hold."""

    def draw(folder: Path, language: Language) -> Path:
        path = folder / "report.html"
        around = ["--context", str(SAMPLES / "good" / "context"), "--as-of", "2026-01-01", "--engine", "sets"]
        words = ["check", str(SAMPLES / "bad" / sample / "plan.yaml"), *around, "--lang", language, "--out", str(path)]
        done = CliRunner().invoke(main, [*words, *options])
        assert path.exists(), done.output
        return path

    return draw


def _round(folder: Path, language: Language) -> Path:
    """The page that `oneplan audit` writes of the fictional round, with a page a plan beside it."""
    subprocess.run([sys.executable, str(SAMPLES / "make" / "make_round.py"), str(folder)], check=True)
    words = ["audit", folder / "handed-in", "--context", folder / "context", "--out", folder / "out"]
    done = CliRunner().invoke(main, [*map(str, words), "--as-of", "2026-01-01", "--lang", language, "--jobs", "1"])
    path = folder / "out" / "index.html"
    assert path.exists(), done.output
    return path


def _judged(folder: Path, language: Language) -> Path:
    """The page that `oneplan audit` writes of the fictional round as tables."""
    subprocess.run([sys.executable, str(SAMPLES / "make" / "make_round.py"), str(folder)], check=True)
    plans = [folder / "handed-in", "--context", folder / "context", "--as-of", "2026-01-01", "--jobs", "1"]
    CliRunner().invoke(main, ["convert", *map(str, plans), "--to", "tables", "--out", str(folder / "tables")])
    words = ["audit", str(folder / "tables"), "--out", str(folder / "out"), "--lang", language]
    done = CliRunner().invoke(main, words)
    path = folder / "out" / "index.html"
    assert path.exists(), done.output
    return path


def _replaced(folder: Path, language: Language) -> Path:
    """The page about a draft of the province's plan in which one strategy has another code, and another one has the code it had."""
    subprocess.run([sys.executable, str(SAMPLES / "make" / "make_round.py"), str(folder)], check=True)
    text = (SAMPLES / "good" / "context" / "province.yaml").read_text(encoding="utf-8")
    draft = folder / "draft.yaml"
    draft.write_text(
        text.replace('strategy: "3"', 'strategy: "7"').replace('strategy: "4"', 'strategy: "3"'), encoding="utf-8"
    )
    words = [
        "audit",
        folder / "handed-in",
        "--context",
        folder / "context",
        "--replace",
        draft,
        "--out",
        folder / "out",
    ]
    done = CliRunner().invoke(main, [*map(str, words), "--as-of", "2026-01-01", "--lang", language, "--jobs", "1"])
    path = folder / "out" / "replaced-PP-54.html"
    assert path.exists(), done.output
    return path


def _kit(page: str) -> Draw:
    """A page of the kit of a local authority, with the rest of the kit beside it; it is in both languages at once."""

    def draw(folder: Path, language: Language) -> Path:
        words = ["kit", "local", "--owner", "อบต.ไทรย้อย", "--years", "2566-2570", "--due", "2569-12-15"]
        done = CliRunner().invoke(main, [*words, "--out", str(folder), "--lang", language])
        assert (folder / page).exists(), done.output
        return folder / page

    return draw


PAGES: Final[dict[str, Draw]] = {
    "report-clean": _page(lambda language: html(reports.good(), language)),
    "report-bad": _page(lambda language: html(reports.bad(), language)),
    "report-hostile": _page(lambda language: html(reports.hostile(), language)),
    "report-several": _page(lambda language: html(reports.several(), language)),
    "report-many": _page(lambda language: html(reports.huge(150), language)),
    "report-long": _page(lambda language: html(long_report(), language)),
    "report-judged": _checked("broken-path", "--propose"),
    "compare": _page(_compared),
    "compare-turns": _page(lambda language: compared_page(every_turn(), language)),
    "round": _round,
    "judged": _judged,
    "replaced": _replaced,
    "kit": _kit("README.html"),
    "kit-rules": _kit("rules.html"),
    "letter": _page(lambda language: letter_page(reports.bad(), language)),
}
# A page of a kit is in both languages at once, and need not be opened twice.
_BOTH_AT_ONCE: Final = ("kit-en", "kit-rules-en")
NAMES: Final = [name for page in PAGES for language in LANGUAGES if (name := f"{page}-{language}") not in _BOTH_AT_ONCE]
# A letter is one sheet without parts to go to, and the first page of a kit leads to files.
IN_PARTS: Final = [name for name in NAMES if not name.startswith(("letter-", "kit-"))]
FILTERED: Final = [
    f"{page}-{language}" for page in ("report-bad", "report-many", "report-long") for language in LANGUAGES
]
