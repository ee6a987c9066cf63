"""Every kind of failure names what was looked for, what is there, and where."""

from __future__ import annotations

from typing import Any

import pytest

from checker.assemble import assemble
from checker.finding import Finding
from checker.readers.open_file import read_bytes
from checker.readers.structured import read_structured
from tests.build import graph_of, report_of, rule
from tests.layouts import ALIGNMENT, Book, strategy, workbook

PLAN = "plan: {code: LP, level: local, years: 2566-2570, area: '540503'}\nnodes:\n"


def finding(nodes: str, **pattern: Any) -> Finding:
    """The one finding of a rule with `pattern` on a local plan with `nodes`."""
    (found,) = report_of(graph_of(PLAN + nodes), rule(**pattern)).findings
    return found


def told(found: Finding, what: str) -> list[str]:
    return [one.value.en for one in found.evidence if one.what == what]


def test_a_field_shows_its_value_and_what_was_demanded() -> None:
    found = finding(
        "  - {project: P1, target: ทั่วไป}",
        kind="requires-field", source="project", all_of=[{"field": "target", "has": "digit"}],
        message="{field}: {value} ({demanded})",
    )  # fmt: skip
    assert found.message.en == "target (output): ทั่วไป (a digit)"
    assert found.place.line == 3


def test_barred_words_are_named_and_no_others() -> None:
    found = finding(
        "  - {project: P1, name: จัดซื้อ รถ ประจำ ตำแหน่ง}",
        kind="requires-field", source="project", all_of=[{"field": "name", "lacks_words": ["รถประจำตำแหน่ง", "เรือ"]}],
        message="{value}: {demanded}",
    )  # fmt: skip
    assert found.message.en == "จัดซื้อ รถ ประจำ ตำแหน่ง: nothing with the words “รถประจำตำแหน่ง”"


def test_a_number_where_words_are_asked_for_is_shown_in_its_year() -> None:
    found = finding(
        "  - indicator: K1\n    targets:\n      2566: สะอาด\n      2567: 3",
        kind="requires-field", source="indicator", all_of=[{"field": "targets", "is": "words"}], message="{value}: {demanded}",
    )  # fmt: skip
    assert (found.message.en, found.place.line) == ("3: words and not a number", 6)


def test_a_year_before_an_early_bound_names_the_widened_bound() -> None:
    found = finding(
        "  - {project: P1, budget: {2565: 1, 2564: 1}}",
        kind="within", source="project", relation="in_plan", field="budget", bounds={"period": "years", "early": 1},
        message="{bound} {difference} {years}",
    )  # fmt: skip
    assert found.message.en == "2565-2570 1 year 2564"


def test_amounts_that_never_change_are_shown_with_their_years() -> None:
    found = finding(
        "  - project: P1\n    budget:\n      2566: 5\n      2567: 5\n      2568: 0",
        kind="series", source="project", field="budget", varies=2, message="{years}",
    )  # fmt: skip
    assert (found.message.en, found.place.line, told(found, "year")) == (
        "2566, 2567",
        5,
        ["2566: 5 (the same in every year)", "2567: 5 (the same in every year)"],
    )


def test_a_year_that_does_not_follow_shows_what_it_should_have_followed() -> None:
    found = finding(
        "  - indicator: K1\n    targets:\n      2566: 5\n      2567: 6\n    actual: {2566: 5}",
        kind="series", source="indicator", field="actual", follows="targets", message="{field} {years}",
    )  # fmt: skip
    assert (found.place.line, told(found, "year")) == (6, ["2567: no value (needed, for targets 2567 has 6)"])


def test_a_year_that_falls_short_shows_what_it_had_to_meet() -> None:
    found = finding(
        "  - indicator: K1\n    direction: down\n    targets: {2566: 5, 2567: 6}\n    actual: {2566: 5, 2567: 7}",
        kind="series", source="indicator", field="actual", direction="direction", meets="targets", message="{years}",
    )  # fmt: skip
    assert (found.message.en, told(found, "year")) == ("2567", ["2567: 7 (not more than 6 of targets 2567)"])


def test_a_sum_above_a_stated_number_shows_the_bound_and_the_summands() -> None:
    found = finding(
        "  - {project: P1}\n  - {activity: A1, part_of: P1, budget: {2566: 6}}",
        kind="sums-to", source="project", relation="^part_of", field="budget", at_most=5,
        message="{field} {printed} {summed} {difference}",
    )  # fmt: skip
    assert (told(found, "bound"), told(found, "summand")) == (["at most 5"], ["A1: 6"])
    assert found.message.en.endswith("5 6 -1")


def test_years_that_have_not_ended_are_not_shown_where_only_closed_ones_count() -> None:
    found = finding(
        "  - indicator: K1\n    targets: {2568: 5, 2569: 6}",
        kind="series", source="indicator", field="actual", follows="targets", closed=True, message="{years}",
    )  # fmt: skip
    assert found.message.en == "2568"


def test_an_overlap_names_the_other_field_and_the_bounds() -> None:
    found = finding(
        "  - {project: P1, objective: ถนนดี, expected_result: ถนนดี}",
        kind="requires-field", source="project", all_of=[{"field": "objective", "overlap": {"with": "expected_result", "at_most": 80}}],
        message="{demanded}",
    )  # fmt: skip
    assert found.message.en == "at most 80 percent of the words of “expected result”"


@pytest.mark.parametrize(
    ("written", "th", "en"),
    [("", "ยังไม่ได้กรอก", "is left empty"), (", target: ถนน", "เขียนว่า “ถนน”", "says “ถนน”")],
)
def test_a_sentence_ends_with_what_a_field_says_or_that_it_is_left_empty(written: str, th: str, en: str) -> None:
    found = finding(
        f"  - {{project: P1{written}}}",
        kind="requires-field",
        source="project",
        all_of=[{"field": "target", "present": True, "has": "quantity"}],
        message="{said}",
    )
    assert (found.message.th, found.message.en) == (th, en)


def test_an_empty_field_is_said_to_be_left_empty() -> None:
    found = finding(
        "  - {project: P1}",
        kind="requires-field",
        source="project",
        all_of=[{"field": "target", "present": True}],
        message="{value}",
    )
    assert found.message.en == "left empty"


def test_a_bad_year_is_shown_in_its_own_cell() -> None:
    found = finding(
        "  - project: P1\n    budget:\n      2566: 5\n      2567: -1",
        kind="requires-field", source="project", all_of=[{"field": "budget", "min": 0}], message="{value}",
    )  # fmt: skip
    assert (found.message.en, found.place.line) == ("-1", 6)


def test_a_link_shows_what_is_there_and_what_may_be_chosen() -> None:
    found = finding(
        "  - {strategy: S1, name: ถนน}\n  - {tactic: T1}\n  - {project: P1, part_of: T1}",
        kind="requires-link", source="project", relation="part_of+", target={"kind": "strategy"}, fix="{choices}",
    )  # fmt: skip
    assert told(found, "there") == ["T1 (tactic · local development plan)"]
    assert (found.fix.en, told(found, "choices"), told(found, "nearest")) == ("S1 ถนน", ["S1 ถนน"], [])


def test_many_to_choose_from_are_told_in_the_order_of_their_codes_and_counted() -> None:
    found = finding(
        "  - {strategy: S1}",
        kind="requires-link", source="strategy", relation="supports", target={"list": "sdg"}, fix="{choices}",
    )  # fmt: skip
    assert found.fix.en.startswith("1 ขจัดความยากจน, 2 ")
    assert found.fix.en.endswith(" … (17 in all)")
    assert found.fix.th.endswith(" … (ทั้งหมด 17 รายการ)")
    assert found.fix.en.count(", ") == 4


def test_only_the_list_of_the_years_of_the_plan_is_offered() -> None:
    found = finding(
        "  - {strategy: S1}",
        kind="requires-link", source="strategy", relation="supports", target={"list": "nesdp"}, fix="{choices}",
    )  # fmt: skip
    assert found.fix.en.endswith(" … (13 in all)")


def test_what_others_have_to_link_is_nothing_to_choose_from() -> None:
    found = finding(
        "  - {tactic: T1}\n  - {tactic: T2}\n  - {project: P1, part_of: T2}",
        kind="requires-link", source="tactic", relation="^part_of", target={"kind": "project"}, message="{choices}",
    )  # fmt: skip
    assert (found.message.en, told(found, "choices"), told(found, "nearest")) == ("none", [], [])


def test_a_code_to_which_nothing_is_near_is_told_what_there_is_in_that_plan() -> None:
    nodes = "  - {strategy: ก, name: ถนน}\n  - {strategy: ข, name: น้ำ}\n  - {project: P1, part_of: '99'}"
    found = finding(nodes, kind="links-resolve", source="project", relation="part_of", fix="{nearest}")
    assert told(found, "nearest") == []
    assert told(found, "choices") == ["ก ถนน, ข น้ำ"]
    assert found.fix.en == "none; to choose from: ก ถนน, ข น้ำ"


def test_too_many_links_are_all_shown() -> None:
    found = finding(
        "  - {tactic: T1}\n  - {tactic: T2}\n  - {project: P1, part_of: [T1, T2]}",
        kind="requires-link", source="project", relation="part_of", at_most=1, message="{count} {there}",
    )  # fmt: skip
    assert found.message.en == "2 T1, T2"


def test_a_reference_to_nothing_names_the_nearest_code() -> None:
    found = finding(
        "  - {strategy: S-1}\n  - {project: P1, part_of: S-9}",
        kind="links-resolve", source="project", relation="part_of", message="{reference}", fix="{nearest}",
    )  # fmt: skip
    assert (found.message.en, found.fix.en) == ("S-9", "S-1")


def test_a_code_of_another_period_names_that_period() -> None:
    found = finding(
        "  - {strategy: S1, supports: 'nesdp:99'}\n",
        kind="links-resolve",
        source="strategy",
        relation="supports",
        fix="{nearest}",
    )
    assert "9" in found.fix.en


def test_a_broken_path_names_the_node_at_which_it_breaks() -> None:
    found = finding(
        "  - {strategy: S1}\n  - {tactic: T1, part_of: S1}\n  - {project: P1, part_of: T1}",
        kind="reaches", source="project", via="(part_of|supports)+", level="national", message="{walked}; {breaks_at}",
    )  # fmt: skip
    assert found.message.en == "P1 → T1 → S1; S1"


def test_a_title_that_differs_shows_both_titles() -> None:
    found = finding(
        "  - strategy: S1\n    supports: {to: 'sdg:1', title: ขจัดความหิวโหย}",
        kind="agrees", source="strategy", relation="supports", fields=[{"own": "reference.title", "linked": "name"}],
        message="{value} / {linked.code} {linked.value}",
    )  # fmt: skip
    assert found.message.en == "ขจัดความหิวโหย / 1 ขจัดความยากจน"


def test_a_budget_outside_the_window_shows_window_and_distance() -> None:
    found = finding(
        "  - {project: P1, budget: {2566: 1, 2572: 5}}",
        kind="within", source="project", relation="in_plan", field="budget", bounds={"period": "years"},
        message="{years} {bound} {difference}",
    )  # fmt: skip
    assert found.message.en == "2572 2566-2570 2 years"


def test_a_wrong_total_shows_printed_summed_difference_and_summands() -> None:
    found = finding(
        "  - {strategy: S1}\n  - {project: P1, part_of: S1, budget: {2566: 1000}}\n"
        "  - {project: P2, part_of: S1, budget: {2566: 500}}\n  - {total: T1, sums: S1, budget: {2566: 1600}}",
        kind="sums-to", source="total", relation="sums/^part_of+", field="budget", total="budget",
        message="{years}: {printed} {summed} {difference}",
    )  # fmt: skip
    assert found.message.en == "2566: 1,600 1,500 100"
    assert told(found, "summand") == ["P1: 1,000", "P2: 500"]


def test_a_duplicate_names_its_twin_and_where_it_stands() -> None:
    report = report_of(
        graph_of(PLAN + "  - {project: P1, name: ถนน}\n  - {project: P2, name: ถ นน}"),
        rule(kind="unique", source="project", key="name", message="{twins}"),
    )
    assert [one.message.en for one in report.findings] == ["P2 (line 4)", "P1 (line 3)"]


def test_a_gap_names_the_number_that_is_missing() -> None:
    found = finding(
        "  - {project: P1, number: 1}\n  - {project: P3, number: 3}",
        kind="sequence", source="project", field="number", message="{value} {wanted}",
    )  # fmt: skip
    assert found.message.en == "3 2"


def test_a_series_names_the_years_without_a_value() -> None:
    found = finding(
        "  - {indicator: K1, targets: {2566: 1, 2567: 2, 2569: 4}}",
        kind="series", source="indicator", field="targets", covers="window", message="{years}",
    )  # fmt: skip
    assert found.message.en == "2568, 2570"


def test_a_series_names_the_year_that_turns() -> None:
    found = finding(
        "  - {indicator: K1, direction: up, targets: {2566: 3, 2567: 2}}",
        kind="series", source="indicator", field="targets", direction="direction", message="{years}",
    )  # fmt: skip
    assert found.message.en == "2567"


def test_words_that_look_like_placeholders_are_left_as_written() -> None:
    found = finding(
        "  - {project: '{value}'}", kind="requires-field", source="project", all_of=[{"field": "name", "present": True}],
        message="{source.code}",
    )  # fmt: skip
    assert found.message.en == "{value}"


def test_a_link_that_a_form_leaves_empty_is_shown_at_the_line_meant_for_it() -> None:
    lines = {letter: ALIGNMENT[letter] for letter in ("ก", "ข", "ค")}
    unfilled = strategy("1", alignment={**lines, "ง": "ยุทธศาสตร์จังหวัดที่ ......"})
    context = read_structured(
        "plan: {code: PP, level: province}\nnodes:\n  - {strategy: '2', name: คน}", "province.yaml"
    )
    graph = assemble(read_bytes(workbook(Book((unfilled,))).data, "plan.xlsx"), context)
    cites = rule("STR-900", kind="requires-link", source="strategy", relation="supports", target={"level": "province"})
    (found,) = report_of(graph, cites).findings
    assert found.place.cell == "A7"


def test_what_is_left_open_names_the_reference_that_might_lead_to_the_target_and_no_other() -> None:
    report = report_of(
        graph_of(
            PLAN + "  - {strategy: S1, supports: ['nesdp:99', 'joint-local:1', 'province:9']}",
            "plan: {code: PP, level: province}\nnodes: []",
        ),
        rule(kind="requires-link", source="strategy", relation="supports", target={"level": "province"}),
    )
    (found,) = report.undecided
    assert found.why.en == "a link is broken at S1: province:9"


def test_a_bound_that_cannot_be_read_is_left_open_for_that_and_not_for_a_broken_link() -> None:
    report = report_of(
        graph_of(PLAN + "  - {project: P2, number: 3}\n  - {project: P1, number: x, amends: [P2, P404]}"),
        rule(kind="within", source="project", relation="amends", field="number", bounds={"max": "number"}),
    )
    (found,) = report.undecided
    assert found.why.en == "a value cannot be read"
