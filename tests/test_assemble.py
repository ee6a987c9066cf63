from __future__ import annotations

from decimal import Decimal

import pytest

from checker.assemble import assemble
from checker.plan import Graph
from checker.readers.draft import Cell, Draft
from checker.readers.structured import read_structured
from tests.written import LOCAL, PROVINCE, drafts, graph, node, notes, plan, reference, value

P1 = "LP|project|p1"


def project(fields: str) -> Graph:
    return graph(plan(LOCAL, f"project: P1, {fields}"))


def test_every_field_that_the_form_asks_for_has_a_value_even_if_nothing_is_written() -> None:
    assert value(graph(plan(LOCAL, "project: P1")), P1, "objective").state == "empty"


def test_a_field_that_the_form_does_not_ask_for_has_no_value_but_its_default() -> None:
    draft = drafts(plan(LOCAL, "project: P1, objective: ก, budget: {2566: 1}"))
    draft.plans[0].nodes[0].asked = frozenset({"objective"})
    found = node(assemble(draft), P1)
    assert (set(found.values), dict(found.yearly)) == ({"code", "listed_as", "objective", "ordinal"}, {})


def test_an_empty_year_is_no_zero_and_a_year_without_a_cell_has_no_value() -> None:
    found = node(project("budget: {2566: 100, 2567: , 2568: 0, 2569: '-'}"), P1).yearly["budget"]
    assert {year: (one.state, one.number) for year, one in found.items()} == {
        2566: ("filled", 100),
        2567: ("empty", None),
        2568: ("filled", 0),
        2569: ("filled", 0),
    }


@pytest.mark.parametrize(
    ("budget", "total", "years"),
    [
        ("{2566: 100, 2568: '๕๐', 2569: 0}", "150", "2566,2568"),
        ("{2566: 0}", "0", ""),
        ("{2566: 1.5 ล้านบาท}", "1500000", "2566"),
    ],
)
def test_the_total_of_all_years_and_the_years_with_money_are_worked_out(budget: str, total: str, years: str) -> None:
    found = project(f"budget: {budget}")
    assert (value(found, P1, "budget_total").number, value(found, P1, "budget_years").key) == (Decimal(total), years)


@pytest.mark.parametrize("budget", ["{}", "{2566: }"])
def test_a_project_without_any_amount_has_an_empty_total_and_not_zero(budget: str) -> None:
    assert value(project(f"budget: {budget}"), P1, "budget_total").state == "empty"


def test_a_total_over_an_unreadable_year_is_unreadable_and_shows_that_year() -> None:
    total = value(project("budget: {2566: 100, 2567: ตามจริง}"), P1, "budget_total")
    assert (total.state, total.written, total.number) == ("unreadable", "ตามจริง", None)


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ("'1.12'", 12),
        ("PP-07", 7),
        ("1.1(1)-3~2", 3),
        ("1.1(1)-3+1", 3),
        ("1.1(3)", 3),
        ("๒", 2),
        ("P0", 0),
        ("A", None),
        ("P1x", None),
        ("1234567890", None),
    ],
)
def test_the_number_at_the_end_of_a_code_is_worked_out(code: str, number: int | None) -> None:
    (found,) = [
        one
        for one in graph(plan(LOCAL, f"strategy: {code}")).nodes.values()
        if one.plan == "LP" and one.kind == "strategy"
    ]
    assert (found.values["ordinal"].number if "ordinal" in found.values else None) == number


def test_the_number_of_plan_years_is_worked_out_where_the_years_can_be_read() -> None:
    assert value(graph(plan(LOCAL)), "LP|plan", "years_length").number == 5
    assert "years_length" not in node(graph(plan("plan: {code: LP, level: local, years: soon}")), "LP|plan").values


@pytest.mark.parametrize("years", ["2566-2570", "๒๕๖๖ – ๒๕๗๐", "66-70", "2023-2027", "พ.ศ. 2566 ถึง 2570"])
def test_the_window_of_a_plan_is_read_in_every_era(years: str) -> None:
    assert graph(plan(f"plan: {{code: LP, level: local, years: {years}}}")).plans["LP"].years == (2566, 2570)


@pytest.mark.parametrize("year", ["2566", "'๒๕๖๖'", "2023", "66", "พ.ศ. 2566"])
def test_a_year_is_the_same_year_in_every_era(year: str) -> None:
    assert list(node(project(f"budget: {{{year}: 1}}"), P1).yearly["budget"]) == [2566]


@pytest.mark.parametrize(
    ("fields", "note"),
    [
        ("name: น\u0e4d\u0e32", "0.yaml › line 3: “นำ”: a split sara am was joined"),
        ("name: เเผน", "0.yaml › line 3: “แผน”: two sara e were read as sara ae"),
        ("name: ก่่อ", "0.yaml › line 3: “ก่อ”: a doubled tone mark was counted once"),
        ("name: แผน\u200b", "0.yaml › line 3: “แผน”: characters that cannot be seen were left out"),
        ("number: ๓", "0.yaml › line 3: “๓”: Thai digits were read as Arabic ones"),
        ("number: 0.12345678", "0.yaml › line 3: “0.12345678”: more than six decimals were rounded"),
        ("budget: {66: 1}", "0.yaml: Year “66” was read as 2566."),
        ("budget: {2023: 1}", "0.yaml: Year “2023” was read as 2566."),
        ("budget: {soon: 1}", "0.yaml › line 3: “soon” is no year; its value of budget was not read."),
        ("budget: {2566: 1, '๒๕๖๖': 2}", "0.yaml › line 3: budget of 2566 stands twice; the first value was used."),
    ],
)
def test_every_silent_repair_becomes_a_note_on_reading(fields: str, note: str) -> None:
    assert notes(project(fields)) == [note]


def test_a_plan_that_is_written_as_it_is_read_gets_no_note() -> None:
    assert notes(project("name: ถนน ๓ สาย, number: 1, budget: {2566: '1,000.00', 2567: '-'}")) == []


def test_a_year_in_another_era_is_told_once_a_sheet() -> None:
    found = graph(plan(LOCAL, "project: P1, budget: {66: 1}", "project: P2, budget: {66: 2}"))
    assert notes(found) == ["0.yaml: Year “66” was read as 2566."]


def test_the_years_of_the_plan_in_two_digits_are_told() -> None:
    assert notes(graph(plan("plan: {code: LP, level: local, years: 66-70}"))) == [
        "0.yaml › line 1: “66-70”: a year of another era or of two digits was read in the Buddhist era"
    ]


def test_parts_of_one_plan_from_two_files_are_one_plan() -> None:
    found = graph(
        plan(LOCAL, "strategy: '1'"),
        plan("plan: {code: lp, level: local, owner: อบต.ไทรย้อย}", "project: P1, part_of: '1'"),
    )
    assert [code for code, one in found.plans.items() if one.submitted] == ["LP"]
    assert reference(found, P1, "part_of").status == "resolved"
    assert (value(found, "LP|plan", "owner").written, value(found, "LP|plan", "area").key) == ("อบต.ไทรย้อย", "540503")
    assert notes(found) == []


def test_what_two_files_say_differently_of_one_plan_is_told() -> None:
    found = graph(plan("plan: {code: LP, level: local, title: ก}"), plan("plan: {code: LP, level: local, title: ข}"))
    assert value(found, "LP|plan", "title").written == "ก"
    assert notes(found) == [
        "1.yaml › line 1: “title” of this plan is written in several ways in its files; “ก” was used."
    ]


def test_a_level_that_two_files_say_differently_is_told() -> None:
    found = graph(plan("plan: {code: LP, level: local}"), plan("plan: {code: LP, level: tambon}"))
    assert found.plans["LP"].level == "local"
    assert notes(found) == [
        "1.yaml › line 1: “level” of this plan is written in several ways in its files; “local” was used."
    ]


def test_a_filled_heading_wins_over_an_empty_one_whichever_file_comes_first() -> None:
    empty, filled = plan("plan: {code: LP, level: local, years: }"), plan(LOCAL)
    for found in (graph(empty, filled), graph(filled, empty)):
        assert found.plans["LP"].years == (2566, 2570)
        assert notes(found) == []


def test_forms_of_two_files_together_hold_what_either_holds() -> None:
    draft = drafts(plan(LOCAL), plan(LOCAL))
    draft.plans[0].holds, draft.plans[1].holds = frozenset({"project"}), frozenset({"strategy"})
    one = assemble(draft).plans["LP"]
    assert [kind for kind in ("project", "strategy", "goal") if one.can_hold(kind)] == ["project", "strategy"]


def test_a_plan_without_a_form_can_hold_every_kind() -> None:
    assert graph(plan(LOCAL)).plans["LP"].can_hold("goal")


def test_the_context_copy_of_a_submitted_plan_is_left_out_and_that_is_told() -> None:
    found = graph(plan(LOCAL, "project: P1"), context=[plan("plan: {code: L P, level: local}", "project: P9")])
    assert [one.id for one in found.submitted(frozenset({"project"}))] == [P1]
    assert "LP|project|p9" not in found.nodes
    assert notes(found) == [
        "context-0.yaml › line 1: This plan is itself being checked; its copy in the context was left out."
    ]


def test_only_submitted_nodes_are_examined() -> None:
    found = graph(plan(LOCAL, "strategy: '1'"), context=[plan(PROVINCE, "strategy: '1'")])
    assert {one.plan for one in found.submitted()} == {"LP"}
    assert "PP-54|strategy|1" in found.nodes


def test_twins_are_two_nodes_of_one_ident_whatever_their_order() -> None:
    one, other = "project: P1, name: ก", "project: p 1, name: ข"
    names = [
        {node_id: found.name for node_id, found in assembled.nodes.items() if found.ident == P1}
        for assembled in (graph(plan(LOCAL, one, other)), graph(plan(LOCAL, other, one)))
    ]
    assert names[0] == names[1]
    assert sorted(names[0].values()) == ["ก", "ข"]


def test_a_code_that_looks_like_a_twin_of_another_hides_nobody() -> None:
    found = graph(plan(LOCAL, "project: P1", "project: P1", "project: P1~1"))
    assert len(list(found.submitted(frozenset({"project"})))) == 3


def test_projects_without_a_code_are_told_apart_by_their_names() -> None:
    found = graph(plan(LOCAL, "project: , name: ถนน", "project: '-', name: น้ำ"))
    assert {one.ident for one in found.submitted(frozenset({"project"}))} == {"LP|project|ถนน", "LP|project|น้ำ"}
    assert {one.values["code"].state for one in found.submitted(frozenset({"project"}))} == {"empty"}


def test_columns_that_no_form_knows_are_carried_along() -> None:
    draft = drafts(plan(LOCAL, "project: P1"))
    first = draft.plans[0].nodes[0]
    first.extra["ผู้ประสานงาน"] = Cell("น.ส. ก", first.place)
    assert node(assemble(draft), P1).extra["ผู้ประสานงาน"].written == "น.ส. ก"


def test_the_code_lists_of_a_plans_years_stand_in_the_graph_as_context() -> None:
    found = graph(plan(LOCAL))
    assert {"nesdp@2566-2570", "sdg@2559-2573", "national-strategy@2561-2580"} <= set(found.plans)
    assert "nesdp@2560-2564" not in found.plans
    assert not found.plans["nesdp@2566-2570"].submitted


def test_a_register_holds_codes_names_and_aliases_by_their_keys() -> None:
    registers = graph(plan(LOCAL)).registers
    assert "local-programme" in registers
    assert "9" in registers["nesdp"]


def test_a_register_of_other_years_is_not_at_hand() -> None:
    assert "nesdp" not in graph(plan("plan: {code: LP, level: local, years: 2540-2544}")).registers


def test_a_graph_is_the_same_whichever_file_is_read_first() -> None:
    first, second = drafts(plan(LOCAL, "strategy: '1'")), drafts(plan(PROVINCE, "strategy: '1'"))
    forwards, backwards = Draft(), Draft()
    for whole, parts in ((forwards, (first, second)), (backwards, (second, first))):
        for part in parts:
            whole.extend(part)
    assert assemble(forwards) == assemble(backwards)


@pytest.mark.parametrize(
    ("years", "actual", "term", "results"),
    [
        ("2568", "{2568: 3}", "annual", "yes"),
        ("2566-2570", "{2566: x}", "multi-year", "yes"),
        ("2566-2570", "{}", "multi-year", "no"),
    ],
)
def test_a_plan_knows_its_term_and_whether_results_were_handed_in(
    years: str, actual: str, term: str, results: str
) -> None:
    text = f"plan: {{code: LP, level: local, years: {years}}}\nnodes:\n- {{indicator: K1, actual: {actual}}}\n"
    assembled = assemble(read_structured(text, "plan.yaml"))
    heading = assembled.nodes[assembled.plans["LP"].heading]
    assert (heading.values["term"].key, heading.values["has_results"].key) == (term, results)


def test_the_years_of_words_are_those_that_are_filled() -> None:
    text = (
        "plan: {code: LP, level: local}\nnodes:\n- {indicator: K1, milestones: {2566: มีแผน, 2567: null, 2568: เปิดใช้}}\n"
    )
    indicator = assemble(read_structured(text, "plan.yaml")).nodes["LP|indicator|k1"]
    assert indicator.values["milestones_years"].written == "2566,2568"
    assert "milestones_total" not in indicator.values
