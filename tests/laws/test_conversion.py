"""Law 2 for conversion: a plan that is written in another format and read again is the same plan, with the same findings.

`tests/formats.py` lists the formats; each law here holds for every one of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.assemble import assemble, merged
from checker.chain import built_in_chain
from checker.engine import check
from checker.finding import Report
from checker.place import Place
from checker.plan import Graph
from checker.readers.draft import Cell, Draft, DraftNode, DraftPlan, DraftReference
from checker.readers.open_file import read_bytes, read_context, read_file
from checker.rulebook import Rulebook, load_rulebook
from tests.books_drawn import BOOKS
from tests.build import AS_OF
from tests.formats import FORMATS, converted
from tests.law_rules import LAW_RULES
from tests.layouts import Book, workbook
from tests.oracle import judge
from tests.plans import PLANS, Submission, submissions
from tests.sameness import content, without_places

SAMPLES = Path(__file__).parents[2] / "samples"
GOOD = SAMPLES / "good"
PLANS_OF_SAMPLES = sorted(
    path
    for path in (*GOOD.glob("*.*"), *(GOOD / "context").glob("*.yaml"), *SAMPLES.glob("bad/*/plan.*"))
    if path.suffix != ".md"
)
HERE = Place("plan.test")
EACH_FORMAT = pytest.mark.parametrize("name", FORMATS)
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.sampled_from(
        [
            *(
                "no",
                "3.10",
                "01",
                "2566-01-01",
                "12:30",
                "1e3",
                "~",
                "null",
                "-",
                "=1+1",
                "'",
                '"',
                "a: b",
                "# a",
                " a ",
            ),
            *(
                "๒๕๖๖",
                "นํ้า",
                "ก\u200bข",
                "a\nb",
                "a\r\nb",
                "a\rb",
                "\n",
                "a; b | c",
                '"a"; b',
                "\x85",
                "\u2028",
                "\ufeff",
            ),
            *(
                "\x01",
                "\x00",
                "\ufffe",
                "{a}",
                "[a]",
                "& a",
                "* a",
                "! a",
                "% a",
                "@ a",
                "` a",
                "? a",
                "- a",
                "---",
                "...",
            ),
        ]
    ),
)


@cache
def context(folder: Path) -> Draft:
    return read_context(folder)


@cache
def rulebook() -> Rulebook:
    return load_rulebook()


@EACH_FORMAT
@settings(max_examples=10)
@given(submissions(brief=True))
def test_a_random_plan_is_the_same_graph_with_the_same_verdicts(name: str, submission: Submission) -> None:
    graph, again = submission.graph(), assembled(submission, name)

    assert content(again) == content(graph)
    assert verdicts(again) == verdicts(graph)


@EACH_FORMAT
@settings(max_examples=8)
@given(submissions(brief=True))
def test_several_plans_in_one_file_stay_several_plans(name: str, submission: Submission) -> None:
    plans = merged([plan for one in submission.plans for plan in one.draft().plans], [])

    assert content(assemble(converted(plans, name))) == content(assemble(Draft(plans=list(plans))))


@EACH_FORMAT
@settings(max_examples=3)
@given(BOOKS)
def test_a_workbook_has_the_same_graph_and_the_same_report(name: str, book: Book) -> None:
    draft = read_bytes(workbook(book).data, "plan.xlsx")
    again = converted(draft.plans, name)
    around = context(GOOD / "context")

    assert content(assemble(again, around)) == content(assemble(draft, around))
    assert without_places(report_on(again, around)) == without_places(report_on(draft, around))


@pytest.mark.parametrize("path", PLANS_OF_SAMPLES, ids=lambda path: path.relative_to(SAMPLES).as_posix())
def test_a_sample_is_the_same_graph_in_every_format_and_has_the_same_report(path: Path) -> None:
    """Good plans are held against their context, and have their reports compared too. Equal graphs have equal reports."""
    around = context(GOOD / "context") if path.parent == GOOD else None
    draft = read_file(path, path.name)
    graph = assemble(draft, around)
    report = without_places(report_on(draft, around)) if around else None

    for name in FORMATS:
        again = converted(draft.plans, name)
        assert content(assemble(again, around)) == content(graph), name
        assert around is None or without_places(report_on(again, around)) == report, name


@EACH_FORMAT
@settings(max_examples=150)
@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_any_text_comes_back_as_it_was(name: str, words: str, code: str, heading: str, title: str) -> None:
    plan = plan_of(
        DraftNode(
            "project",
            Cell(code, HERE),
            HERE,
            {"name": Cell(words, HERE)},
            extra={f"{heading.strip()}!": Cell(f"{words}!", HERE)},
        )
    )
    (node,) = converted([plan], name).plans[0].nodes

    assert (node.code.raw, node.cells["name"].raw) == (code, words)
    assert {name: cell.raw for name, cell in node.extra.items()} == {f"{heading.strip()}!": f"{words}!"}


@EACH_FORMAT
@pytest.mark.parametrize("level", built_in_chain().levels)
def test_every_field_and_relation_of_every_kind_has_its_place_in_every_format(name: str, level: str) -> None:
    code = next(code for of_level, code in PLANS if of_level == level)
    graph = assemble(Draft(plans=[everything(code, level)]))

    assert content(assemble(converted([everything(code, level)], name))) == content(graph)


def everything(code: str, level: str) -> DraftPlan:
    """A plan of `level` with one node a kind, each field of it filled and one reference of each relation that it may have."""
    chain = built_in_chain()
    heading = DraftNode("plan", Cell(code, HERE), HERE)
    nodes = [DraftNode(kind, Cell(f"{kind}-1", HERE), HERE) for kind in chain.kinds if kind != "plan"]
    for node in (heading, *nodes):
        fill(node)
    return DraftPlan(heading, level, nodes)


def fill(node: DraftNode) -> None:
    chain = built_in_chain()
    for name, word in chain.kinds[node.kind].fields.items():
        if word.yearly:
            node.yearly[name] = {"2566": Cell(1, HERE), "2567": Cell("-", HERE), "2568": Cell(None, HERE)}
        elif not word.derived:
            words = {"period": "2566-2570", "number": 3, "area": "540503"}.get(word.type, f"{name} ของ {node.kind}")
            node.cells[name] = Cell(words, HERE)  # type: ignore[arg-type]
    for relation, ends in chain.relations.items():
        if node.kind in ends.ends:
            node.references += [
                DraftReference(relation, f"{ends.ends[node.kind][0]}-1", HERE, title="ชื่อ; กับ | เครื่องหมาย"),
                DraftReference(relation, "หมุดหมายที่ 8", HERE, "nesdp", None, "8", ""),
                DraftReference(relation, "ชื่อเท่านั้น", HERE, None, "province", None, "ชื่อเท่านั้น"),
                DraftReference(relation, "8", HERE, "nesdp", None, "8", ""),
            ]


def plan_of(*nodes: DraftNode) -> DraftPlan:
    return DraftPlan(DraftNode("plan", Cell("LP", HERE), HERE), "local", list(nodes))


def assembled(submission: Submission, name: str) -> Graph:
    """The graph of `submission`, each of its files written in the format of the file `name` and read again."""
    submitted, around = Draft(), Draft(code_lists=submission.lists)
    for number, plan in enumerate(submission.plans):
        (submitted if plan.submitted else around).extend(converted(plan.draft().plans, name, f"{number}/"))
    return assemble(submitted, around)


def report_on(draft: Draft, around: Draft) -> Report:
    return check(assemble(draft, around), rulebook(), AS_OF, engine="rete").report


def verdicts(graph: Graph) -> Mapping[tuple[str, str], Sequence[str]]:
    """Rule and ident to the verdicts of its nodes: twins may have changed places."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for rule, by_node in judge(graph, LAW_RULES).items():
        for node, verdict in by_node.items():
            found[rule, graph.nodes[node].ident].append(verdict)
    return {name: sorted(several) for name, several in found.items()}
