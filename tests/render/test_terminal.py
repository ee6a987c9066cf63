"""What holds of the text for a terminal."""

from __future__ import annotations

import pytest

from checker.render.terminal import columns, terminal
from checker.render.wording import Language
from tests.render import reports

LANGUAGES: tuple[Language, ...] = ("th", "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", [reports.good, reports.bad, reports.hostile, reports.several])
def test_without_colour_there_is_no_escape_sequence(make: object, language: Language) -> None:
    assert callable(make)
    assert "\x1b" not in terminal(make(), language)


def test_with_colour_every_line_closes_what_it_opens() -> None:
    text = terminal(reports.bad(), "th", colour=True)
    assert "\x1b[1;31m" in text
    assert all(line.count("\x1b[") % 2 == 0 for line in text.splitlines())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_is_told_once_with_its_cell(language: Language) -> None:
    report = reports.bad()
    text = terminal(report, language, width=200)
    assert all(text.count(one.fingerprint) == 1 for one in report.findings)
    assert all(f"› {one.place.cell}\n" in text for one in report.findings)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [40, 80, 132])
def test_no_line_is_wider_than_the_terminal(language: Language, width: int) -> None:
    assert max(columns(line) for line in terminal(reports.bad(), language, width=width).splitlines()) <= width


def test_thai_marks_take_no_column() -> None:
    assert columns("ที่นี้") == 2


def test_a_long_word_breaks_between_letters_and_never_before_a_mark() -> None:
    broken = terminal(reports.bad(), "th", width=40).splitlines()
    assert all(columns(line.strip()[:1]) == 1 for line in broken if line.strip())


def test_the_verdict_comes_first_and_the_denominators_follow() -> None:
    text = terminal(reports.bad(), "en")
    assert text.index("There are 9 errors to mend.") < text.index("8 of 11 checks ran") < text.index("of 816 verdicts")
    assert text.index("of 816 verdicts") < text.index("\nFindings") < text.index("\nNot checked")


def test_nothing_is_cut_from_a_long_list() -> None:
    report = reports.huge(500)
    text = terminal(report, "en")
    assert all(one.fingerprint in text for one in report.findings)


def test_the_same_report_gives_the_same_text() -> None:
    assert terminal(reports.bad(), "th") == terminal(reports.bad(), "th")
