"""A plan written as a workbook of its level's forms is the same plan when it is read again, but for the losses that are told."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.assemble import assemble, merged
from checker.chain import built_in_chain
from checker.engine import check
from checker.forms import forms
from checker.place import Place
from checker.plan import Graph
from checker.readers.draft import Cell, Draft, DraftNode, DraftPlan, DraftReference, Raw
from checker.readers.excel import read_excel
from checker.readers.open_file import read_context, read_file
from checker.rulebook import load_rulebook
from checker.writers.excel import write_xlsx
from checker.writers.excel.rows import form_of_node
from tests.plans import Submission, submissions

SAMPLES = Path(__file__).parents[2] / "samples"
CONTEXT = SAMPLES / "good" / "context"
GOOD = sorted([*(SAMPLES / "good").glob("*.*"), *CONTEXT.glob("*.yaml")])
BAD = sorted(SAMPLES.glob("bad/*/plan.*"))
HERE = Place("plan.test")


def told(graph: Graph, *, spelling: bool = True) -> Any:
    """What stands in a graph, wherever it was written and whether or not a form has a place for more.

    Without `spelling`, links that mean the same are the same: `nesdp:5` and 5 in a column of that list.
    """
    return sorted(
        repr(
            (
                node.ident,
                {name: value.key for name, value in sorted(node.values.items()) if value.state != "empty"},
                {
                    (name, year): one.key
                    for name, years in sorted(node.yearly.items())
                    for year, one in years.items()
                    if one.state != "empty"
                },
                sorted(
                    (one.relation, one.written if spelling else "", one.status, one.title, one.targets)
                    for one in node.references
                ),
                {heading: value.written for heading, value in sorted(node.extra.items()) if value.written},
            )
        )
        for node in graph.nodes.values()
    )


def again(plan: DraftPlan) -> Draft:
    """The plan written and read again, which takes no note."""
    draft = read_excel(write_xlsx([plan]).data, "plan.xlsx")
    assert (draft.notes, draft.not_read) == ([], [])
    return draft


def plan_in(path: Path) -> DraftPlan:
    (plan,) = merged(read_file(path, path.name).plans, [])
    return plan


@pytest.mark.parametrize("path", [*GOOD, *BAD], ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_sample_is_the_same_plan_in_a_workbook_and_nothing_is_lost(path: Path) -> None:
    plan = plan_in(path)
    written = write_xlsx([plan])
    assert written.losses == ()
    draft = read_excel(written.data, "plan.xlsx")
    assert (draft.notes, draft.not_read) == ([], [])
    context = read_context(CONTEXT)
    assert told(assemble(draft, context)) == told(assemble(Draft([plan]), context))


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_a_sample_has_the_same_findings_in_a_workbook(path: Path) -> None:
    plan, context = plan_in(path), read_context(CONTEXT)
    day, rulebook = datetime.date(2026, 1, 1), load_rulebook()
    found = [
        check(assemble(draft, context), rulebook, day, engine="rete").report.findings
        for draft in (Draft([plan]), again(plan))
    ]
    mine, theirs = (sorted((one.rule, one.severity, str(one.node)) for one in findings) for findings in found)
    assert mine == theirs


CODES = st.sampled_from(["1", "1.1", "1.10", "01", "S-1", "ก1", "A(1)", "X_9"])
WORDS: st.SearchStrategy[Raw] = st.sampled_from(
    [
        "ถนน คสล.",
        "น้ำประปา 3 แห่ง",
        "road 3 km",
        "=1+1",
        "'a",
        "01",
        "3.10",
        "-",
        "ร้อยละ ๘๐",
        "กองช่าง",
        "1e3",
        "ก  ข",
        "a;b",
    ]
)
FIGURES: st.SearchStrategy[Raw] = st.sampled_from(["1", "2500000", "0", "3.5", "-", "1,000", "๕๐๐", 7, 12.25, "x"])
YEARS = st.sampled_from(["2566", "2567", "2570"])


def fields_of(kind: str, level: str) -> dict[str, Any]:
    """The fields of a kind for which a form that holds it has a column, by name."""
    wanted = form_of_node(DraftNode(kind, Cell("1", HERE), HERE), level)
    chain = built_in_chain()
    (found,) = (one for one in forms() if one.key == wanted)
    return {
        c.field: chain.field(kind, c.field) for c in found.of(kind) if c.field and c.field not in ("code", "number")
    }


@st.composite
def plans(draw: st.DrawFn) -> DraftPlan:
    """A plan of what the forms of its level hold: codes are unique and names stand everywhere.

    Local plans have official sheets; P-STM of agencies has no column for what an indicator measures.
    """
    level = draw(st.sampled_from(["village", "tambon", "district", "province", "cluster"]))
    kinds = ["strategy", "goal", "indicator", "tactic", "programme", "project", "problem", "activity"]
    nodes = []
    for kind in kinds:
        for code in draw(st.lists(CODES, max_size=3, unique=True)):
            nodes.append(draw(drawn(kind, code, level)))
    cells = {"title": Cell("แผน", HERE), "years": Cell("2566-2570", HERE), "owner": Cell(draw(WORDS), HERE)}
    return DraftPlan(DraftNode("plan", Cell("XP-1", HERE), HERE, cells), level, nodes)


@st.composite
def drawn(draw: st.DrawFn, kind: str, code: str, level: str) -> DraftNode:
    node = DraftNode(kind, Cell(code, HERE), HERE, {"name": Cell(f"ชื่อ {code} {draw(WORDS)}", HERE)})
    for name, word in fields_of(kind, level).items():
        if name == "name" or not draw(st.booleans()):
            continue
        values = FIGURES if word.type in ("number", "money") else WORDS
        if name == "baseline":
            node.yearly[name] = {"2565": Cell(draw(FIGURES), HERE)}
        elif word.yearly:
            node.yearly[name] = {year: Cell(draw(values), HERE) for year in draw(st.sets(YEARS))}
        else:
            node.cells[name] = Cell(draw(values), HERE)
    node.references = [link for relation in ("part_of", "measures", "supports") for link in draw(links(relation, kind))]
    return node


@st.composite
def links(draw: st.DrawFn, relation: str, kind: str) -> Sequence[DraftReference]:
    if kind not in built_in_chain().relations[relation].ends or (kind == "project" and relation == "supports"):
        return []
    inside = [DraftReference(relation, code, HERE) for code in draw(st.lists(CODES, max_size=1))]
    outside = st.sampled_from(
        [
            DraftReference(relation, "PP-54/2", HERE, title="ชื่อ"),
            DraftReference(relation, "sdg:4", HERE),
            DraftReference(relation, "national-strategy:2", HERE, title="ด้าน"),
            DraftReference(relation, "5", HERE, "nesdp", None, "5", "หมุดหมาย"),
            DraftReference(relation, "ด้านที่ 4 โอกาส", HERE, "national-strategy", None, "4", "โอกาส"),
            DraftReference(relation, "2", HERE, None, "cluster", "2", ""),
        ]
    )
    return inside if relation != "supports" else draw(st.lists(outside, max_size=3, unique=True))


@settings(max_examples=60, deadline=None)
@given(plans())
def test_any_plan_that_the_forms_hold_is_read_again_as_it_was(plan: DraftPlan) -> None:
    written = write_xlsx([plan])
    assert [note.says.en for note in written.losses] == []
    read = assemble(read_excel(written.data, "plan.xlsx"))
    assert told(read, spelling=False) == told(assemble(Draft([plan])), spelling=False)


@settings(max_examples=30, deadline=None)
@given(submissions())
def test_every_plan_is_written_and_what_is_not_found_again_is_told(submission: Submission) -> None:
    for one in submission.plans:
        for plan in merged(one.draft().plans, []):
            written = write_xlsx([plan])
            read = read_excel(written.data, "plan.xlsx")
            if not written.losses:
                assert {node.kind for node in read.plans[0].nodes} == {node.kind for node in plan.nodes}


def small(**more: Any) -> DraftPlan:
    """A local plan with one project."""
    node = DraftNode("project", Cell("P1", HERE), HERE, {"name": Cell("ถนน", HERE)}, **more)
    return DraftPlan(DraftNode("plan", Cell("LP-1", HERE), HERE, {"years": Cell("2566-2570", HERE)}), "local", [node])


def test_a_total_that_no_form_of_the_level_prints_is_told_as_lost() -> None:
    plan = small()
    plan.level = "tambon"
    plan.nodes.append(DraftNode("total", Cell("T1", HERE), HERE))
    assert [note.says.en for note in write_xlsx([plan]).losses] == [
        "printed total T1 has no place in the forms of this level and was not written."
    ]


def test_a_second_baseline_and_a_value_of_no_year_are_told_as_lost() -> None:
    plan = small(yearly={"budget": {"soon": Cell("5", HERE)}})
    years = {"2564": Cell("1", HERE), "2565": Cell("2", HERE)}
    plan.nodes.append(
        DraftNode("indicator", Cell("K1", HERE), HERE, {"name": Cell("รายได้", HERE)}, {"baseline": years})
    )
    said = " ".join(note.says.en for note in write_xlsx([plan]).losses)
    assert "“soon” is no year" in said
    assert "“baseline” of 2565 has no place" in said


def test_a_column_that_no_form_knows_is_written_under_its_heading() -> None:
    plan = small(extra={"หมายเหตุ": Cell("เดิม", HERE)})
    (found,) = read_excel(write_xlsx([plan]).data, "plan.xlsx").plans[0].nodes
    assert found.extra["หมายเหตุ"].raw == "เดิม"


def test_a_field_that_the_plan_was_not_asked_for_gets_no_column() -> None:
    plan = small(asked=frozenset({"name", "budget"}))
    (found,) = read_excel(write_xlsx([plan]).data, "plan.xlsx").plans[0].nodes
    assert found.asked is not None
    assert "indicator_text" not in found.asked


@pytest.mark.parametrize("above", ["strategy", "tactic", "programme", "goal"])
def test_a_list_has_a_column_for_what_a_project_is_part_of_only_where_the_plan_holds_it(above: str) -> None:
    def has_column(*kinds: str) -> bool:
        plan = small()
        plan.level, plan.holds = "province", frozenset({"plan", "project", *kinds})
        return "รหัสแผนงาน/กลยุทธ์ที่สังกัด" in everything_in(write_xlsx([plan]).data)

    assert (has_column(), has_column("activity"), has_column(above)) == (False, False, True)


def test_a_plan_that_holds_no_strategies_is_read_again_as_one_that_holds_none() -> None:
    plan = small()
    plan.level, plan.holds = "province", frozenset({"plan", "project"})
    assert again(plan).plans[0].holds == frozenset({"plan", "project", "total"})


def test_a_link_that_its_plan_does_not_hold_keeps_its_column() -> None:
    plan = small(references=[DraftReference("part_of", "S1", HERE)])
    plan.level, plan.holds = "province", frozenset({"plan", "project"})
    assert [one.written for one in again(plan).plans[0].nodes[0].references] == ["S1"]


def test_a_code_with_words_like_a_version_is_written_so_that_it_is_read_as_a_code() -> None:
    plan = small()
    plan.heading.references = [DraftReference("written_against", one, HERE) for one in ("PP-54 ฉบับ 2566", "CP-N2")]
    assert write_xlsx([plan]).losses == ()


def everything_in(data: bytes) -> set[object]:
    """Every value in the workbook."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}


def test_the_card_has_no_line_for_what_the_plan_was_not_asked_for_but_for_what_it_says() -> None:
    plan = small()
    plan.level = "province"
    plan.heading.asked = frozenset({"title", "owner"})
    card = again(plan).plans[0].heading
    assert card.asked == frozenset({"code", "title", "owner", "years"})


def test_money_that_stands_as_digits_becomes_a_number_and_a_code_stays_text() -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(write_xlsx([small(yearly={"budget": {"2566": Cell("400000", HERE)}})]).data)
    )
    values = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert 400000 in values
    assert "400000" not in values


def test_the_same_plan_gives_the_same_bytes() -> None:
    plan = plan_in(SAMPLES / "good" / "sai-yoi.yaml")
    assert write_xlsx([plan]).data == write_xlsx([plan]).data


def test_a_local_plan_has_a_sheet_of_the_official_form_for_each_programme() -> None:
    plan = plan_in(SAMPLES / "good" / "sai-yoi.yaml")
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx([plan]).data))
    sheets = [sheet for sheet in book if sheet.title.startswith("ผ.02")]
    assert len(sheets) == sum(node.kind == "programme" for node in plan.nodes)
    assert all(sheet["A1"].value == "รายละเอียดโครงการพัฒนา" for sheet in sheets)
