"""Every bad sample handed back: a comment at exactly the cells of its findings, everything else as it was."""

from __future__ import annotations

import warnings

import pytest
from hypothesis import HealthCheck, given, settings

from checker.finding import Finding
from tests.books_drawn import BOOKS
from tests.layouts import Book, workbook
from tests.render.annotate.looking import (
    BAD,
    assert_only_marks_differ,
    comments,
    essence,
    handed_back,
    listed,
    opened,
    ours,
    places_of,
    report_on,
    sample,
    seen_places,
)

FOLDERS = [path.parent.name for path in BAD]


def test_there_are_bad_workbooks_to_hand_back() -> None:
    assert len(FOLDERS) >= 6


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_bad_sample_gets_comments_at_exactly_the_cells_of_its_findings(folder: str) -> None:
    data, report = sample(folder)
    assert ours(handed_back(data, report)) == places_of(report)


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_comment_says_fault_fix_and_rule_of_each_finding_the_chosen_language_first(folder: str) -> None:
    data, report = sample(folder)
    said = comments(handed_back(data, report))
    for finding in report.findings:
        text = said[finding.place.sheet or "", finding.place.cell or ""]
        steps = [finding.message.th, finding.fix.th, finding.rule, finding.message.en, finding.fix.en]
        assert [text.find(step) for step in steps] == sorted(text.find(step) for step in steps)
        assert min(text.find(step) for step in steps) > 0


@pytest.mark.parametrize("folder", FOLDERS)
def test_all_other_cells_formats_merges_and_settings_are_as_they_were(folder: str) -> None:
    data, report = sample(folder)
    assert_only_marks_differ(data, handed_back(data, report), places_of(report))


@pytest.mark.parametrize("folder", FOLDERS)
def test_checking_the_annotated_sample_gives_what_checking_the_original_gave(folder: str) -> None:
    data, report = sample(folder)
    assert essence(report_on(handed_back(data, report))) == essence(report)


@pytest.mark.parametrize("folder", FOLDERS)
def test_annotating_an_annotated_sample_gives_the_same_bytes(folder: str) -> None:
    data, report = sample(folder)
    once = handed_back(data, report)
    assert handed_back(once, report_on(once)) == once


@pytest.mark.parametrize("folder", FOLDERS)
def test_an_annotated_sample_opens_without_a_warning_on_its_list_of_findings(folder: str) -> None:
    data, report = sample(folder)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        book = opened(handed_back(data, report))
    assert book.active is book.worksheets[0]
    assert [sheet.sheet_view.tabSelected for sheet in book.worksheets] == [True] + [None] * (len(book.worksheets) - 1)
    assert book.worksheets[0].title == "ผลตรวจ oneplan"


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_first_sheet_lists_every_finding_with_a_link_to_its_cell(folder: str) -> None:
    data, report = sample(folder)
    done = handed_back(data, report)
    rows = listed(done)
    column = [row[1] for row in opened(done).worksheets[0].iter_rows(max_col=2)]
    links = {cell.coordinate: cell.hyperlink.location for cell in column if cell.hyperlink}
    assert len(links) == len(report.findings)
    for finding in report.findings:
        (row,) = (number for number, cells in enumerate(rows, start=1) if is_of(finding, cells))
        assert links[f"B{row}"] == f"'{finding.place.sheet}'!{finding.place.cell}"


def is_of(finding: Finding, cells: list[str]) -> bool:
    """Whether a row of the first sheet is that of `finding`."""
    where = f"{finding.place.sheet} › {finding.place.cell}"
    return cells[1:2] == [where] and cells[3:] == [finding.message.th, finding.fix.th, finding.rule]


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(BOOKS)
def test_any_workbook_keeps_all_but_its_marks_and_is_judged_alike(book: Book) -> None:
    data = workbook(book).data
    report = report_on(data)
    done = handed_back(data, report)

    assert ours(done) == seen_places(data, report)
    assert_only_marks_differ(data, done, seen_places(data, report))
    again = report_on(done)
    assert essence(again) == essence(report)
    assert handed_back(done, again) == done


def test_the_same_workbook_and_report_give_the_same_bytes() -> None:
    data, report = sample(FOLDERS[0])
    assert handed_back(data, report) == handed_back(data, report)
