"""One fault that several rules find is told once: the others are folded under it, and two faults are never made one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker.engine import check
from checker.rulebook import Rulebook, load_rulebook
from tests.build import AS_OF, graph_of, rule, rulebook

BUILT_IN = load_rulebook()
JUDGED = (
    *("AGE-105", "AGE-110", "AMD-105", "IND-102", "IND-105", "PRJ-105", "PRJ-107", "PRJ-110", "PRJ-111", "PRJ-123"),
    *("PRJ-124", "PRJ-125", "TAC-103", "TOT-101", "TOT-103", "TOT-104", "TOT-105", "TXT-101", "TXT-102"),
)
RULEBOOK = replace(BUILT_IN, rules={name: BUILT_IN.rules[name] for name in JUDGED})
PLAN = "plan: {code: LP, level: local, years: 2566-2568}\nnodes:\n"
SUMMARY = "- {strategy: S1}\n- {project: P1, part_of: S1, budget: {2566: 100, 2567: 200}}\n"


def folded(nodes: str, book: Rulebook = RULEBOOK) -> set[tuple[str, str]]:
    """Each rule with a finding that is folded, and the rule under whose finding it is."""
    findings = check(graph_of(PLAN + nodes), book, AS_OF, engine="sets").report.findings
    rules = {one.fingerprint: one.rule for one in findings}
    return {(one.rule, rules[one.cause]) for one in findings if one.cause}


def found(nodes: str, book: Rulebook = RULEBOOK) -> set[str]:
    return {one.rule for one in check(graph_of(PLAN + nodes), book, AS_OF, engine="sets").report.findings}


@pytest.mark.parametrize(
    ("field", "rule"), [("target", "PRJ-105"), ("indicator_text", "PRJ-107")]
)  # fmt: skip
def test_what_a_blank_of_the_template_does_not_tell_is_folded_under_the_blank(field: str, rule: str) -> None:
    assert (rule, "TXT-102") in folded(f'- {{project: P1, {field}: "................"}}\n')


def test_a_name_that_is_a_blank_of_the_template_is_told_once() -> None:
    assert folded("- {project: P1, name: xxx}\n") == {("PRJ-124", "TXT-101")}
    assert folded('- {programme: M1, name: "................"}\n') == {("TAC-103", "TXT-101")}


def test_a_blank_in_one_field_explains_nothing_of_another_on_the_same_line() -> None:
    nodes = '- {project: P1, expected_result: "................", target: ถนนในหมู่บ้าน}\n'
    assert {"TXT-102", "PRJ-105"} <= found(nodes)
    assert folded(nodes) == set()


def test_a_name_that_tells_nothing_tells_no_place_either() -> None:
    assert folded("- {project: P1, name: ก่อสร้างถนน}\n") == {("PRJ-125", "PRJ-124")}


def test_a_budget_below_zero_is_not_told_again_as_none_above_zero() -> None:
    assert folded("- {project: P1, budget: {2566: -5}}\n") == {("PRJ-110", "PRJ-111")}


def test_a_row_that_should_hold_no_money_is_not_told_that_its_amounts_are_alike() -> None:
    assert folded("- {project: P1, remark: ย้ายไปแผนงานอื่น, budget: {2566: 5, 2567: 5, 2568: 5}}\n") == {
        ("PRJ-123", "AMD-105")
    }
    assert ("PRJ-123", "PRJ-110") not in folded("- {project: P1, budget: {2566: 5, 2567: 5, 2568: 5}}\n")


def total(written: str) -> str:
    return f"{SUMMARY}- {{total: สรุป, table: summary, sums: S1, {written}}}\n"


def test_all_years_together_differ_from_the_projects_by_what_the_years_differ_by() -> None:
    nodes = total("budget: {2566: 110, 2567: 230}, budget_all: 340")
    assert folded(nodes) == {("TOT-104", "TOT-103")}


def test_all_years_together_that_differ_by_something_else_are_told_beside_the_years() -> None:
    nodes = total("budget: {2566: 110, 2567: 230}, budget_all: 350")
    assert {"TOT-101", "TOT-103", "TOT-104"} <= found(nodes)
    assert folded(nodes) == set()


def test_a_year_that_is_misprinted_is_told_with_the_total_of_its_row() -> None:
    assert folded(total("budget: {2566: 110, 2567: 200}, budget_all: 300")) == {("TOT-103", "TOT-101")}


def test_a_total_that_is_misprinted_is_told_with_its_years() -> None:
    assert folded(total("budget: {2566: 100, 2567: 200}, budget_all: 310")) == {("TOT-104", "TOT-101")}


DETAILS = "sums/^part_of"
OWN_YEARS = {"field": "budget", "total": "budget_all"}
ALL_YEARS = {"relation": DETAILS, "field": "budget", "total": "budget_all"}
EACH_YEAR = {"relation": DETAILS, "field": "budget", "total": "budget"}


@pytest.mark.parametrize(
    ("one", "other", "row"),
    [
        pytest.param(OWN_YEARS, OWN_YEARS, "budget: {2566: 300}, budget_all: 310", id="one check twice, of a row"),
        pytest.param(EACH_YEAR, EACH_YEAR, "budget: {2566: 110, 2567: 200}", id="one check twice, of the details"),
        pytest.param(
            ALL_YEARS, {"field": "count", "total": "budget_all"}, "count: {2566: 300}, budget_all: 310", id="other fields"
        ),
        pytest.param(
            {**ALL_YEARS, "total": "count_all"}, OWN_YEARS, "budget: {2566: 5}, budget_all: 15, count_all: 290",
            id="another total",
        ),
        pytest.param(
            ALL_YEARS, {**EACH_YEAR, "relation": "sums/^(in_plan|part_of)"},
            "budget: {2566: 110, 2567: 200}, budget_all: 310", id="another way to the details",
        ),
        pytest.param(
            ALL_YEARS, {**EACH_YEAR, "target": {"kind": "project"}},
            "budget: {2566: 110, 2567: 200}, budget_all: 310", id="other details",
        ),
        pytest.param(
            {"relation": DETAILS, "counts": "budget", "total": "count_all"},
            {"relation": DETAILS, "counts": "budget", "at_most": 0}, "count_all: 0", id="a number that is wrong and one that is too great",
        ),
    ],
)  # fmt: skip
def test_two_findings_on_one_row_that_tell_two_things_are_both_told(
    one: dict[str, object], other: dict[str, object], row: str
) -> None:
    book = rulebook(
        *(rule(f"TOT-90{at}", kind="sums-to", source="total", **each) for at, each in enumerate((one, other)))
    )
    assert found(total(row), book) == {"TOT-900", "TOT-901"}
    assert folded(total(row), book) == set()


def test_amounts_and_numbers_of_projects_are_two_figures() -> None:
    nodes = total("budget: {2566: 101, 2567: 200}, count: {2566: 2, 2567: 1}")
    assert {"TOT-103", "TOT-105"} <= found(nodes)
    assert folded(nodes) == set()


def test_an_agency_s_indicator_is_told_once_that_it_has_no_unit() -> None:
    text = (
        "plan: {code: AG, level: agency, years: 2566-2566}\nnodes: [{indicator: K1, name: จุดความร้อน, type: เชิงคุณภาพ}]"
    )
    findings = check(graph_of(text), RULEBOOK, AS_OF, engine="sets").report.findings
    assert [one.rule for one in findings if "หน่วยนับ" in one.message.th] == ["AGE-105"]
    assert not [one.rule for one in findings if "ค่าเป้าหมาย" in one.message.th], "a qualitative one has milestones"
