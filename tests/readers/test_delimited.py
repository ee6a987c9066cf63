"""CSV submissions: the same plan as YAML, columns nobody knows, and tables that are no plan."""

from __future__ import annotations

import pytest

from checker.assemble import assemble
from checker.errors import UnreadableSubmission
from checker.readers.delimited import read_delimited
from checker.readers.table import MOST_COLUMNS, MOST_ROWS
from tests.build import graph_of

PLAN = "kind,code,level,title,years,name,part_of,supports,budget 2566,งบประมาณ 2567\n"
ROWS = 'plan,LP,local,แผน,2566-2570,,,,,\nstrategy,1,,,,ถนน,,"sdg:11; nesdp:8 | เมือง",,\nproject,P1,,,,สะพาน,1,,"1,200",-\n'


def test_a_plan_in_csv_says_what_it_says_in_yaml() -> None:
    from_csv = assemble(read_delimited(PLAN + ROWS, "plan.csv"))
    from_yaml = graph_of("""
plan: {code: LP, level: local, title: แผน, years: 2566-2570}
nodes:
  - {strategy: "1", name: ถนน, supports: ["sdg:11", {to: "nesdp:8", title: เมือง}]}
  - {project: P1, name: สะพาน, part_of: "1", budget: {2566: "1,200", 2567: "-"}}
""")
    for one in from_yaml.submitted():
        other = from_csv.nodes[one.id]
        assert {name: value.key for name, value in other.values.items()} == {
            name: value.key for name, value in one.values.items()
        }
        assert {
            name: {year: value.key for year, value in years.items()} for name, years in other.yearly.items() if years
        } == {name: {year: value.key for year, value in years.items()} for name, years in one.yearly.items() if years}
        assert [(r.relation, r.status, r.targets, r.title) for r in other.references] == [
            (r.relation, r.status, r.targets, r.title) for r in one.references
        ]


def test_a_value_stands_in_the_cell_that_a_spreadsheet_shows() -> None:
    graph = assemble(read_delimited(PLAN + ROWS, "plan.csv"))
    budget = graph.nodes["LP|project|p1"].yearly["budget"][2566]
    assert (budget.place.cell, budget.place.line) == ("I4", 4)


def test_a_line_break_inside_a_cell_moves_the_line_but_not_the_row() -> None:
    text = (
        PLAN.strip()
        + "\nplan,LP,local,แผน,2566-2570,,,,,\n"
        + 'strategy,1,,,,"ถนน\nใหญ่",,,,\nproject,P1,,,,สะพาน,1,,5,-\n'
    )
    budget = assemble(read_delimited(text, "plan.csv")).nodes["LP|project|p1"].yearly["budget"][2566]
    assert (budget.place.cell, budget.place.line) == ("I4", 5)


def test_thai_headings_and_kinds_are_read_like_english_ones() -> None:
    text = "ชนิด;รหัส;ระดับ;ช่วงปีของแผน;โครงการ;วัตถุประสงค์\nแผน;LP;local;2566-2570;;\nโครงการ;P1;;;สะพาน;ข้ามน้ำ\n"
    project = assemble(read_delimited(text, "plan.csv")).nodes["LP|project|p1"]
    assert (project.name, project.values["objective"].written) == ("สะพาน", "ข้ามน้ำ")


def test_a_column_nobody_knows_is_carried_along() -> None:
    text = "kind,code,level,name,เลขที่หนังสือ\nplan,LP,local,,\nproject,P1,,สะพาน,พร 0023/1\n"
    project = assemble(read_delimited(text, "plan.csv")).nodes["LP|project|p1"]
    assert {heading: value.written for heading, value in project.extra.items()} == {"เลขที่หนังสือ": "พร 0023/1"}


def test_the_row_of_the_plan_may_stand_last() -> None:
    text = "kind,code,level,name\nproject,P1,,สะพาน\nplan,LP,local,\n"
    assert "LP|project|p1" in assemble(read_delimited(text, "plan.csv")).nodes


def test_a_cell_beyond_the_headings_is_carried_along_under_its_letter() -> None:
    text = "kind,code,level,name\nplan,LP,local,\nproject,P1,,สะพาน,รอแบบ\n"
    project = assemble(read_delimited(text, "plan.csv")).nodes["LP|project|p1"]
    assert {heading: value.written for heading, value in project.extra.items()} == {"E": "รอแบบ"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n1,2\n", "no columns “kind” and “code”"),
        ("kind,code,level\nprojct,P1,\nplan,LP,local\n", "Kind “projct” is not known. Write project."),
        ("kind,code,level\nplan,LP,locl\n", "Level “locl” is not known. Write local."),
        ("kind,code,level\nproject,P1,\n", "not said in which plan"),
        ("kind,code,level\nplan,LP,local\nplan,lp,local\n", "Plan “lp” has two rows"),
        ("kind,code,level\n", "no row of kind “plan”"),
        ("\n\n", "empty"),
        ("kind,code" + ",x" * MOST_COLUMNS + "\n", "columns"),
        ("kind,code,level\n" + "plan,LP,local\n" * (MOST_ROWS + 1), "rows"),
        ('kind,code\n"' + "x" * 200_000, "line 2: The row that begins here has a cell of more than"),
        (
            'kind,code,level\nplan,LP,local\nproject,"P1,\nproject,P2,\n',
            "line 3: A quotation mark that opens in this row",
        ),
    ],
)
def test_a_table_that_is_no_plan_is_refused_with_the_reason(text: str, said: str) -> None:
    with pytest.raises(UnreadableSubmission) as caught:
        read_delimited(text, "plan.csv")
    assert said in caught.value.faults[0].in_language("en")


HEADINGS = "kind,code,level,holds,asks,name,supports,extra: name\n"


def test_a_table_can_say_which_kinds_its_forms_hold_and_which_fields_they_ask_for() -> None:
    rows = 'plan,LP,local,plan; project,"project: name, budget; plan: -",,,\nproject,P1,,,,,,\nproject,P2,,,name,,,\n'
    (plan,) = read_delimited(HEADINGS + rows, "plan.csv").plans

    assert plan.holds == frozenset({"plan", "project"})
    assert [sorted(node.asked or ()) for node in (plan.heading, *plan.nodes)] == [[], ["budget", "name"], ["name"]]


def test_an_unknown_word_in_holds_or_asks_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnreadableSubmission) as caught:
        read_delimited(f"{HEADINGS}plan,LP,local,projects,project: nam,,,\n", "plan.csv")

    assert [fault.says.en for fault in caught.value.faults] == [
        "Kind “projects” is not known. The nearest is “project”.",
        "Field “nam” is not known. The nearest is “name”.",
    ]


def test_a_column_named_extra_is_carried_along_whatever_its_heading_means_elsewhere() -> None:
    (plan,) = read_delimited(f"{HEADINGS}plan,LP,local,,,,,\nproject,P1,,,,ถนน,,สะพาน\n", "plan.csv").plans

    assert plan.nodes[0].cells["name"].raw == "ถนน"
    assert plan.nodes[0].extra["name"].raw == "สะพาน"


def test_a_part_of_a_reference_in_quotation_marks_may_hold_what_else_divides() -> None:
    cell = '"""a;b"" | ""c | d ""; nesdp:8 |  | หมุดหมายที่ 8; X | y | z; ""open"'
    (plan,) = read_delimited(f"{HEADINGS}plan,LP,local,,,,,\nstrategy,1,,,,,{cell},\n", "plan.csv").plans

    assert [(one.written, one.list, one.code, one.title) for one in plan.nodes[0].references] == [
        ("a;b", None, None, "c | d "),
        ("หมุดหมายที่ 8", "nesdp", "8", ""),
        ("X", None, None, "y | z"),
        ('"open', None, None, ""),
    ]


def test_marks_inside_quotation_marks_do_not_decide_what_divides_the_columns() -> None:
    (plan,) = read_delimited('kind,code,level,"a;b;c;d;e;f"\nplan,LP,local,x\n', "plan.csv").plans

    assert plan.heading.extra["a;b;c;d;e;f"].raw == "x"
