from __future__ import annotations

import json

import pytest

from checker.errors import UnreadableSubmission
from checker.place import Place
from checker.readers.draft import Draft, DraftNode, DraftReference
from checker.readers.structured import read_structured

PLAN = "plan: {code: LP, level: local}\n"


def read(text: str) -> Draft:
    return read_structured(text, "plan.yaml")


def faults(text: str, *, as_json: bool = False) -> list[str]:
    with pytest.raises(UnreadableSubmission) as caught:
        read_structured(text, "plan.yaml", json=as_json)
    assert all(fault.says.th for fault in caught.value.faults)
    return [fault.in_language("en").removeprefix("plan.yaml › ") for fault in caught.value.faults]


def only_node(text: str) -> DraftNode:
    (plan,) = read(text).plans
    (node,) = plan.nodes
    return node


def only_reference(written: str) -> DraftReference:
    (one,) = only_node(f"{PLAN}nodes:\n- strategy: S1\n  supports: {written}\n").references
    return one


def test_a_plan_is_read_with_its_heading_and_its_nodes() -> None:
    (plan,) = read("plan:\n  code: LP\n  level: local\n  title: แผน\nnodes:\n- project: P1\n  name: ถนน\n").plans
    assert (plan.heading.code.raw, plan.level, plan.heading.cells["title"].raw, plan.holds) == (
        "LP",
        "local",
        "แผน",
        None,
    )
    assert [(node.kind, node.code.raw, node.cells["name"].raw) for node in plan.nodes] == [("project", "P1", "ถนน")]


def test_every_value_knows_its_line() -> None:
    node = only_node(
        f"{PLAN}nodes:\n- project: P1\n  name: ถนน\n  budget:\n    2566: 1\n    2567: 2\n  part_of: [A,\n    B]\n"
    )
    assert (node.code.place, node.cells["name"].place.line) == (Place("plan.yaml", line=3), 4)
    assert {year: cell.place.line for year, cell in node.yearly["budget"].items()} == {"2566": 6, "2567": 7}
    assert [one.place.line for one in node.references] == [8, 9]


@pytest.mark.parametrize("written", ["", "~", "null"])
def test_nothing_written_is_an_empty_cell(written: str) -> None:
    assert only_node(f"{PLAN}nodes:\n- project: P1\n  name: {written}\n").cells["name"].raw is None


@pytest.mark.parametrize("code", ["001", "1.10", "no", "1e3", "2566-01-01", "0x1F", "1_000", "yes", "12:30"])
def test_a_code_is_what_is_written_and_not_what_yaml_makes_of_it(code: str) -> None:
    assert only_node(f"{PLAN}nodes:\n- project: {code}\n").code.raw == code


def test_an_unknown_key_is_refused_with_its_line_and_the_nearest_known_one() -> None:
    assert faults(f"{PLAN}nodes:\n- project: P1\n  objectiv: ก\n") == [
        "line 4: Key “objectiv” is not known. The nearest is “objective”."
    ]
    assert faults("plan: {code: LP, level: local, titel: ก}") == [
        "line 1: Key “titel” is not known. The nearest is “title”."
    ]
    assert faults(f"{PLAN}node: []") == ["line 2: Key “node” is not known. The nearest is “nodes”."]


def test_a_key_of_another_kind_is_not_known_to_this_one() -> None:
    assert faults(f"{PLAN}nodes:\n- strategy: S1\n  budget: {{2566: 1}}\n")[0].startswith(
        "line 4: Key “budget” is not known."
    )


def test_a_worked_out_field_is_never_written() -> None:
    assert faults(f"{PLAN}nodes:\n- project: P1\n  budget_total: 1\n")[0].startswith(
        "line 4: Key “budget_total” is not known."
    )


def test_a_relation_that_is_drawn_by_the_checker_is_never_written() -> None:
    assert faults(f"{PLAN}nodes:\n- project: P1\n  in_plan: LP\n")[0].startswith("line 4: Key “in_plan” is not known.")


def test_a_relation_of_another_kind_is_not_known_to_this_one() -> None:
    assert faults(f"{PLAN}nodes:\n- project: P1\n  measures: S1\n")[0].startswith(
        "line 4: Key “measures” is not known."
    )


def test_a_key_that_stands_twice_is_refused() -> None:
    assert faults(f"{PLAN}nodes:\n- project: P1\n  name: ก\n  name: ข\n") == [
        "line 5: Key “name” stands twice (first on line 4). Keep one."
    ]


def test_every_fault_of_a_file_is_told_at_once() -> None:
    text = "plan: {code: LP, level: lokal}\nnodes:\n- projct: P1\n- project: P2\n  nam: ก\n"
    assert faults(text.replace("lokal", "local")) == [
        "line 3: This item has to name one kind (strategy, goal, tactic, programme, project, activity, indicator, problem, equipment, total), "
        "such as project: P1. The nearest kind is “project”.",
        "line 5: Key “nam” is not known. The nearest is “name”.",
    ]
    assert faults(text)[0] == "line 1: Level “lokal” is not known. Write local."


def test_a_level_far_from_any_gets_the_list_of_them() -> None:
    assert faults("plan: {code: LP, level: galaxy}")[0].startswith(
        "line 1: Level “galaxy” is not known. Write one of village, tambon,"
    )


@pytest.mark.parametrize("code", ["", "''", "' '", "[a]", "{a: b}"])
def test_a_plan_without_a_code_is_refused(code: str) -> None:
    assert "line 1: The plan has no code. Write one under “code”." in faults(f"plan: {{code: {code}, level: local}}")


def test_a_plan_that_stands_twice_in_one_file_is_refused() -> None:
    assert faults(f"{PLAN}---\n{PLAN}") == ["line 3: Plan “LP” stands twice in this file."]


def test_nodes_without_a_plan_are_refused() -> None:
    assert faults("nodes: []") == ["line 1: Key “plan” is missing. Write the plan's code, level and years under it."]


@pytest.mark.parametrize("text", ["", "---\n", "~\n", "# nothing\n"])
def test_a_file_without_a_plan_says_so(text: str) -> None:
    assert faults(text) == ["line 1: This file holds no plan. Write one under the keys plan and nodes."]


@pytest.mark.parametrize("nodes", ["x", "{project: P1}"])
def test_nodes_that_are_no_list_are_refused(nodes: str) -> None:
    assert faults(f"{PLAN}nodes: {nodes}") == ["line 2: “nodes” has to be a list."]


def test_an_item_of_two_kinds_is_refused() -> None:
    assert faults(f"{PLAN}nodes:\n- {{project: P1, strategy: S1}}")[0].startswith(
        "line 3: This item has to name one kind"
    )


@pytest.mark.parametrize("value", ["[a]", "{a: b}"])
def test_a_list_where_one_value_belongs_is_refused(value: str) -> None:
    assert faults(f"{PLAN}nodes:\n- project: P1\n  name: {value}\n") == [
        "line 4: One value has to stand here, not a list or a table."
    ]


@pytest.mark.parametrize("value", ["100", "[100]"])
def test_a_yearly_field_that_is_not_written_by_year_is_refused(value: str) -> None:
    assert faults(f"{PLAN}nodes:\n- project: P1\n  budget: {value}\n") == [
        "line 4: “budget” is written by year, such as {2566: 1000}."
    ]


@pytest.mark.parametrize(
    ("written", "reference"),
    [
        ("PP-54/2", ("PP-54/2", None, None, None, "")),
        ("'nesdp:9'", ("nesdp:9", None, None, None, "")),
        ("{to: PP-54/2, title: ท่องเที่ยว}", ("PP-54/2", None, None, None, "ท่องเที่ยว")),
        ("{plan: PP-54, version: 2566}", ("PP-54", None, None, None, "2566")),
        ("{list: nesdp, to: 9}", ("9", "nesdp", None, "9", "")),
        ("{list: nesdp, title: ท่องเที่ยว}", ("ท่องเที่ยว", "nesdp", None, None, "ท่องเที่ยว")),
        ("{level: province, to: 2, title: ท่องเที่ยว}", ("2", None, "province", "2", "ท่องเที่ยว")),
    ],
)
def test_a_reference_says_where_to_look_in_every_written_form(written: str, reference: tuple[str | None, ...]) -> None:
    one = only_reference(written)
    assert (one.written, one.list, one.level, one.code, one.title) == reference


@pytest.mark.parametrize("written", ["", "~", "''", "[]", "[~, '']"])
def test_a_reference_to_nothing_is_none(written: str) -> None:
    assert only_node(f"{PLAN}nodes:\n- strategy: S1\n  supports: {written}\n").references == []


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("{title: ก}", "“supports” is a code, such as PP-54/2, or {to: PP-54/2, title: …}."),
        ("{list: nesdp}", "“supports” is a code, such as PP-54/2, or {to: PP-54/2, title: …}."),
        ("[[a]]", "“supports” is a code, such as PP-54/2, or {to: PP-54/2, title: …}."),
        ("{to: [a], list: nesdp, title: ก}", "One value has to stand here, not a list or a table."),
        ("{too: PP-54/2, to: PP-54/2}", "Key “too” is not known. The nearest is “to”."),
        ("{list: nesdb, to: 9}", "“nesdb” is no list that is known. The nearest is “nesdp”."),
        ("{level: provinc, to: 9}", "“provinc” is no level that is known. The nearest is “province”."),
        ("{plan: PP-54, to: 9}", "Write “to” or “plan”, not both; a code of another plan is written PP-54/2."),
        (
            "{list: nesdp, level: national, to: 9}",
            "Write “list” or “level”, not both; a code of another plan is written PP-54/2.",
        ),
    ],
)
def test_a_reference_that_nobody_could_follow_is_refused_and_never_dropped(written: str, fault: str) -> None:
    assert faults(f"{PLAN}nodes:\n- strategy: S1\n  supports: {written}\n") == [f"line 4: {fault}"]


def test_loose_nodes_stand_in_the_plan_of_their_level() -> None:
    plans = read(
        "- {strategy: S1, level: local}\n- {project: P1, level: local}\n- {strategy: S1, level: province}\n"
    ).plans
    assert [(plan.heading.code.raw, plan.level, len(plan.nodes)) for plan in plans] == [
        ("local", "local", 2),
        ("province", "province", 1),
    ]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_loose_plan_gives_its_level_a_heading_wherever_it_stands(order: tuple[int, int]) -> None:
    items = ["- {plan: LP, level: local, years: 2566-2570}", "- {project: P1, level: local}"]
    (plan,) = read("\n".join(items[at] for at in order)).plans
    assert (plan.heading.code.raw, plan.heading.cells["years"].raw, len(plan.nodes)) == ("LP", "2566-2570", 1)


def test_a_second_loose_plan_of_one_level_is_refused_and_never_dropped() -> None:
    assert faults("- {plan: LP, level: local}\n- {plan: LQ, level: local}\n") == [
        "line 2: Level “local” has a plan already in this list of nodes. "
        "Write a second one whole: {plan: {code: …, level: local}, nodes: […]}."
    ]


def test_a_second_plan_of_one_level_is_taken_as_its_refusal_tells_to_write_it() -> None:
    text = "- {plan: LP, level: local}\n- {project: P1, level: local}\n"
    text += "- {plan: {code: LQ, level: local}, nodes: [{project: P2}]}\n"
    plans = read(text).plans
    assert [(plan.heading.code.raw, [node.code.raw for node in plan.nodes]) for plan in plans] == [
        ("LP", ["P1"]),
        ("LQ", ["P2"]),
    ]


def test_an_item_of_two_kinds_is_told_which_two_it_names() -> None:
    assert faults(f"{PLAN}nodes:\n- {{project: P1, activity: A1}}\n")[0].endswith(
        "This one names project and activity."
    )
    assert faults(f"{PLAN}nodes:\n- {{projct: P1}}\n")[0].endswith("The nearest kind is “project”.")


@pytest.mark.parametrize("written", ["budget: {2566: 5,000}", "budget_all: 5,000", "budget_all: 5,000,000"])
def test_a_comma_inside_a_number_is_told_and_never_read_as_a_smaller_number(written: str) -> None:
    assert set(faults(f"{PLAN}nodes:\n- {{total: T1, {written}}}\n")) == {
        "line 3: A comma inside a number begins a new key. Write the number without commas, such as 5000000."
    }


def test_a_loose_node_without_a_level_is_refused() -> None:
    assert faults("- {project: P1}")[0].startswith("line 1: Level “” is not known.")


def test_json_holds_one_plan_or_a_list_of_them() -> None:
    first, second = ({"plan": {"code": code, "level": "local"}, "nodes": [{"project": "P1"}]} for code in ("LP", "LQ"))
    assert len(read_structured(json.dumps(first), "plan.json", json=True).plans) == 1
    assert len(read_structured(json.dumps([first, second]), "plan.json", json=True).plans) == 2


def test_the_lines_of_json_are_kept() -> None:
    text = json.dumps(
        {"plan": {"code": "LP", "level": "local"}, "nodes": [{"project": "P1", "nam": "ก"}]},
        indent=1,
        ensure_ascii=False,
    )
    assert faults(text, as_json=True) == ["line 9: Key “nam” is not known. The nearest is “name”."]


ROOM = (
    "plan: {code: LP, level: local, holds: [plan, project], asks: {plan: [title], project: [name, budget]}}\nnodes:\n"
)


def test_a_plan_can_say_which_kinds_its_forms_hold_and_which_fields_they_ask_for() -> None:
    (plan,) = read(f"{ROOM}- project: P1\n- {{project: P2, asks: [name]}}\n- strategy: S1\n").plans

    assert plan.holds == frozenset({"plan", "project"})
    assert [node.asked for node in (plan.heading, *plan.nodes)] == [{"title"}, {"name", "budget"}, {"name"}, None]


def test_an_unknown_kind_or_field_in_holds_and_asks_is_refused_with_the_nearest() -> None:
    assert faults("plan: {code: LP, level: local, holds: [projects], asks: {project: [budgets], gaol: [name]}}") == [
        "line 1: Kind “gaol” is not known. The nearest is “goal”.",
        "line 1: Field “budgets” is not known. The nearest is “budget”.",
        "line 1: Kind “projects” is not known. The nearest is “project”.",
    ]
    assert faults(f"{PLAN}nodes:\n- {{project: P1, asks: name}}\n") == [
        "line 3: “asks” is a list, such as [name, budget]."
    ]
    assert faults("plan: {code: LP, level: local, asks: [name]}") == [
        "line 1: “asks” of a plan is written by kind, such as {project: [name, budget]}."
    ]


def test_a_filled_field_that_asks_does_not_name_is_kept_and_said() -> None:
    draft = read(f"{ROOM}- {{project: P1, objective: ก, ordinance: {{2566: 1}}, target: }}\n")

    assert draft.plans[0].nodes[0].cells["objective"].raw == "ก"
    assert [note.says.en for note in draft.notes] == [
        f"“{name}” is filled, but “asks” does not name it, so it is not judged. Add it to “asks”."
        for name in ("objective", "ordinance")
    ]


def test_columns_that_no_form_knows_stand_under_extra() -> None:
    node = only_node(f"{PLAN}nodes:\n- {{project: P1, extra: {{หมายเหตุ: x, no: }}}}\n")

    assert {heading: cell.raw for heading, cell in node.extra.items()} == {"หมายเหตุ": "x", "no": None}
    assert faults(f"{PLAN}nodes:\n- {{project: P1, extra: x}}\n")[0].startswith(
        "line 3: “extra” is written as headings"
    )


def test_a_reference_can_keep_the_words_that_stand_on_its_form() -> None:
    one = only_reference("{list: nesdp, to: '8', written: หมุดหมายที่ 8}")

    assert (one.written, one.list, one.code, one.title) == ("หมุดหมายที่ 8", "nesdp", "8", "")
    assert faults(f"{PLAN}nodes:\n- {{strategy: S1, supports: {{to: A, written: B}}}}\n") == [
        "line 3: “written” stands beside “list” or “level” only; elsewhere “to” is what is written."
    ]
