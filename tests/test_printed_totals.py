"""ผ.01 of a workbook: wrong printed totals are found with the printed and the right figure, and right ones are left alone."""

from __future__ import annotations

import datetime

import pytest

from checker.assemble import assemble
from checker.engine import check
from checker.finding import Finding
from checker.readers.open_file import read_bytes
from checker.rulebook import load_rulebook
from tests.layouts import Book, Project, strategy, workbook

GRAND = "สรุป:รวมทั้งสิ้น"
ALL_YEARS = 0
STRATEGIES = tuple(
    strategy(
        number, [Project(f"โครงการก่อสร้างถนน สาย {number}.{n}", (1000 * n, 200, 30 * n, None, 5)) for n in (1, 2, 3)]
    )
    for number in ("1", "2", "3")
)
RIGHT = 3 * (6000 + 600 + 180 + 15)
OMITTED = 6000 + 600 + 15


def findings(wrong: dict[tuple[str, int], int]) -> list[Finding]:
    """What is said of printed totals in a workbook whose ผ.01 prints `wrong`."""
    data = workbook(Book(STRATEGIES, summary=True, wrong=wrong)).data
    report = check(assemble(read_bytes(data, "plan.xlsx")), load_rulebook(), datetime.date(2026, 1, 1)).report
    return [one for one in report.findings if one.rule.startswith("TOT-")]


def told(finding: Finding, what: str) -> str:
    return next(one.value.en for one in finding.evidence if one.what == what)


def test_right_totals_are_not_accused() -> None:
    assert findings({}) == []


def test_a_total_that_omits_a_year_and_the_grand_total_that_inherits_it_are_both_found() -> None:
    found = findings({("สรุป:2", ALL_YEARS): OMITTED, (GRAND, ALL_YEARS): RIGHT - 180})
    errors = [one for one in found if one.severity == "error"]
    assert [(one.node.code, told(one, "printed"), told(one, "summed"), told(one, "difference")) for one in errors] == [
        ("สรุป:2", "6,615", "6,795", "-180"),
        (GRAND, "20,205", "20,385", "-180"),
    ]
    assert {one.place.cell for one in errors} == {"M14", "M19"}


def test_what_the_details_say_of_the_same_misprint_is_folded_under_it() -> None:
    found = findings({("สรุป:2", ALL_YEARS): OMITTED})
    (error,) = [one for one in found if one.severity == "error"]
    assert {one.cause for one in found if one is not error} == {error.fingerprint}
    assert error.explains == len(found) - 1


@pytest.mark.parametrize("year", [2566, 2567, 2568, 2570])
def test_a_wrong_year_is_found_in_its_own_cell_and_with_its_own_figure(year: int) -> None:
    found = findings({("สรุป:3", year): 77})
    by_year = [one for one in found if told(one, "year") == str(year)]
    assert [(one.node.code, told(one, "printed")) for one in by_year] == [("สรุป:3", "77")]
