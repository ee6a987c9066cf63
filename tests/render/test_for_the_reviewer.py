"""The questions and the scores on the page and in the terminal: there where they concern the plan, and labelled for what they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from checker.cli import main
from checker.finding import Report
from checker.render.html import html
from checker.render.terminal import terminal
from checker.render.wording import Language
from tests.render import reports

SAMPLES = Path(__file__).parent.parent.parent / "samples" / "good"


@pytest.fixture(scope="module")
def report() -> Report:
    words = ["check", str(SAMPLES / "sai-yoi.xlsx"), "--context", str(SAMPLES / "context"), "--format", "json"]
    return Report.from_json(CliRunner().invoke(main, [*words, "--as-of", "2026-01-01", "--engine", "sets"]).stdout)


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_question_stands_on_the_page_with_a_box_to_tick_and_its_reason(
    report: Report, language: Language
) -> None:
    page = html(report, language)
    assert report.checklist
    assert page.count('<input type="checkbox">') == len(report.checklist)
    assert page.count('href="#checklist"') == 1
    for one in report.checklist:
        assert one.id in page
    assert html(reports.bad(), language).count('id="checklist"') == 0


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_question_stands_in_the_terminal(report: Report, language: Language) -> None:
    text = terminal(report, language, width=400)
    assert text.count("☐ ") == len(report.checklist)
    assert all(one.question.in_language(language) in text for one in report.checklist)


@pytest.mark.parametrize(("language", "label"), [("th", "ไม่ใช่คะแนนทางการ"), ("en", "not the official score")])
def test_scores_are_never_shown_without_saying_that_they_are_not_official(
    report: Report, language: Language, label: str
) -> None:
    assert len(report.scores) == 2
    for text in (html(report, language), terminal(report, language, width=400)):
        assert label in text
        for sheet in report.scores:
            assert sheet.title.in_language(language) in text
            assert all(one.title.in_language(language) in text for one in sheet.items if one.score)
    assert label not in html(reports.bad(), language)
