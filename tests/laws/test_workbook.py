"""Laws 1 and 2 for workbooks: the order of sheets changes nothing, and a plan is the same plan in xlsx, yaml, json and csv.

What a workbook cannot say is part of the law. Its forms ask for some fields and hold some kinds; YAML, JSON and CSV ask for
all. A rule that names a field or kind without a place in the forms is not applicable, or not checked, for the workbook only.
And a report quotes a reference as its file writes it: `หมุดหมายที่ 8` here, `nesdp:8` there.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

from hypothesis import given, settings
from hypothesis import strategies as st

from checker.assemble import assemble
from checker.chain import built_in_chain
from checker.engine import check
from checker.finding import Finding, Report
from checker.plan import Graph, Node, Value
from checker.readers.draft import Draft, DraftReference
from checker.readers.open_file import read_bytes, read_context, read_file
from checker.rule import Rule
from checker.rulebook import Rulebook, load_rulebook
from checker.text import Sentence
from tests.books_drawn import BOOKS, described, with_numbers
from tests.build import AS_OF
from tests.layouts import ALIGNMENT, Book, workbook
from tests.layouts_tables import BookWriter
from tests.plans import Dice
from tests.rewritten import as_csv, as_json, as_yaml, written_reference

GOOD: Final = Path(__file__).parents[2] / "samples" / "good"
REWRITTEN: Final = {"plan.yaml": as_yaml, "plan.json": as_json, "plan.csv": as_csv}


@cache
def context() -> Draft:
    """The plans around the good sample."""
    return read_context(GOOD / "context")


@cache
def rulebook() -> Rulebook:
    """The built-in rules."""
    return load_rulebook()


@settings(max_examples=30)
@given(BOOKS)
def test_a_workbook_and_its_rewriting_give_nodes_with_equal_values_and_references(book: Book) -> None:
    draft = read_bytes(workbook(book).data, "plan.xlsx")
    from_workbook = assemble(draft, context())

    for name, rewrite in REWRITTEN.items():
        rewritten = assemble(read_bytes(rewrite(draft.plans[0]).encode(), name), context())

        assert list(rewritten.nodes) == list(from_workbook.nodes)
        assert plans_of(rewritten) == plans_of(from_workbook)
        for node in from_workbook.submitted():
            twin = rewritten.nodes[node.id]
            assert said(twin, asked=node) == said(node, asked=node)
            assert columns_of_its_own(twin) == (columns_of_its_own(node) if name == "plan.csv" else {})


@settings(max_examples=20)
@given(BOOKS)
def test_where_all_formats_ask_for_the_same_their_reports_are_equal_save_for_places(book: Book) -> None:
    draft = with_references_rewritten(read_bytes(workbook(book).data, "plan.xlsx"))
    expected = without_places(report_on(draft))

    for name, rewrite in REWRITTEN.items():
        rewritten = asking_like(draft, read_bytes(rewrite(draft.plans[0]).encode(), name))

        assert without_places(report_on(rewritten)) == expected


@settings(max_examples=15)
@given(BOOKS)
def test_a_rewriting_adds_findings_only_where_the_workbook_has_no_place_for_a_field_or_kind(book: Book) -> None:
    draft = read_bytes(workbook(book).data, "plan.xlsx")
    from_workbook = report_on(draft)
    asked = fields_asked(assemble(draft, context()))

    for name, rewrite in REWRITTEN.items():
        rewritten = report_on(read_bytes(rewrite(draft.plans[0]).encode(), name))

        assert findings_of(from_workbook) <= findings_of(rewritten)
        for finding in added(rewritten, to=from_workbook):
            assert has_no_place(finding, from_workbook, asked), finding


@settings(max_examples=20)
@given(BOOKS, st.integers(0, 99))
def test_the_order_of_sheets_changes_nothing_but_places(book: Book, seed: int) -> None:
    """Of books that number their sections: those without a number are counted on in the order of the sheets."""
    book = with_numbers(book)
    in_order = read_bytes(workbook(book).data, "plan.xlsx")
    shuffled = read_bytes(with_sheets_in_another_order(book, Random(seed)), "plan.xlsx")

    assert without_places(report_on(shuffled)) == without_places(report_on(in_order))


def test_a_report_quotes_a_reference_as_its_file_writes_it() -> None:
    book = described(Dice(b""))
    book = replace(
        book,
        strategies=(replace(book.strategies[0], alignment={**ALIGNMENT, "ข": "แผนพัฒนาเศรษฐกิจฯ ฉบับที่ 13 หมุดหมายที่ 99"}),),
    )
    draft = read_bytes(workbook(book).data, "plan.xlsx")
    rewritten = read_bytes(as_yaml(draft.plans[0]).encode(), "plan.yaml")
    rule = "LNK-104"

    (one,) = (finding for finding in report_on(draft).findings if finding.rule == rule)
    (other,) = (finding for finding in report_on(rewritten).findings if finding.rule == rule)

    assert "หมุดหมายที่ 99" in one.message.th
    assert other.message.th == one.message.th.replace("หมุดหมายที่ 99", "nesdp:99")
    assert other.fix == one.fix


def test_the_good_sample_is_the_same_plan_as_a_workbook_and_as_yaml() -> None:
    from_workbook, from_yaml = (
        assemble(read_file(GOOD / name, name), context()) for name in ("sai-yoi.xlsx", "sai-yoi.yaml")
    )
    nodes = list(from_workbook.submitted())

    assert {node.kind for node in nodes} == {"plan", "strategy", "tactic", "programme", "project", "total"}
    for node in nodes:
        twin = from_yaml.nodes[node.id]
        assert said(twin, asked=node)[:3] == said(node, asked=node)[:3]
        assert links_of(twin) == links_of(node)
    assert not findings_of(report_on(read_file(GOOD / "sai-yoi.xlsx", "sai-yoi.xlsx")))
    assert not findings_of(report_on(read_file(GOOD / "sai-yoi.yaml", "sai-yoi.yaml")))


def plans_of(graph: Graph) -> list[tuple[object, ...]]:
    """The plans, save for the kinds that their forms can hold."""
    return [(one.code, one.level, one.heading, one.submitted, one.years, one.area) for one in graph.plans.values()]


def links_of(node: Node) -> set[tuple[object, ...]]:
    """What `node` names by the relations that a workbook's form has a place for, whether or not a title stands beside it."""
    written = {"part_of", "supports", "sums"}
    return {(one.relation, one.status, one.toward, one.targets) for one in node.references if one.relation in written}


def said(node: Node, asked: Node) -> tuple[object, ...]:
    """What `node` says in the fields that the form of `asked` asks for, and what its references name."""
    values = {name: value_of(node.values[name]) for name in asked.values}
    yearly = {
        name: {year: value_of(value) for year, value in node.yearly[name].items() if value.state != "empty"}
        for name in asked.yearly
    }
    references = sorted((one.relation, one.status, one.toward, one.targets, one.title_key) for one in node.references)
    return (node.ident, node.level, node.kind, node.code), values, yearly, references


def columns_of_its_own(node: Node) -> dict[str, str]:
    """The columns that no form knows, which a table can carry along and YAML and JSON cannot."""
    return {heading: value.written for heading, value in node.extra.items()}


def value_of(value: Value) -> tuple[object, ...]:
    return value.state, value.written, value.key, value.number, value.years


def report_on(draft: Draft) -> Report:
    return check(assemble(draft, context()), rulebook(), AS_OF, engine="rete").report


def without_places(report: Report) -> Any:
    """All that `report` says of the plan, wherever it was written: no files, no notes on reading, no columns of one's own."""
    findings = [one.model_copy(update={"message": placeless(one)}) for one in report.findings]
    return stripped(json.loads(report.model_copy(update={"findings": findings}).to_json()))


def placeless(one: Finding) -> Sentence:
    """The message of a finding without the cells or lines of its twins."""
    th, en = one.message.th, one.message.en
    for twin in one.evidence:
        if twin.what == "twin" and twin.place is not None and twin.node is not None:
            code = twin.node.partition("/")[2]
            where = " ".join(filter(None, (twin.place.sheet, twin.place.cell or str(twin.place.line))))
            th, en = th.replace(f"{where} {code}", code), en.replace(f"{where} {code}", code)
    return Sentence(th=th, en=en)


def stripped(data: Any) -> Any:
    if isinstance(data, dict):
        left_out = {"place", "files", "notes", "not_read", "extra"}
        return {name: stripped(value) for name, value in data.items() if name not in left_out}
    return [stripped(one) for one in data] if isinstance(data, list) else data


def with_references_rewritten(draft: Draft) -> Draft:
    """`draft` with its references as YAML writes them, so that reports quote them alike."""
    (plan,) = draft.plans
    nodes = [replace(node, references=[rewritten(one) for one in node.references]) for node in plan.nodes]
    return replace(draft, plans=[replace(plan, nodes=nodes)])


def rewritten(reference: DraftReference) -> DraftReference:
    return replace(reference, written=written_reference(reference))


def asking_like(workbook: Draft, draft: Draft) -> Draft:
    """`draft` as if its form had a place for what the form of `workbook` has a place for, and for no more."""
    (model,), (plan,) = workbook.plans, draft.plans
    nodes = [replace(one, asked=like.asked) for one, like in zip(plan.nodes, model.nodes, strict=True)]
    heading = replace(plan.heading, asked=model.heading.asked)
    return replace(draft, plans=[replace(plan, heading=heading, nodes=nodes, holds=model.holds)])


def findings_of(report: Report) -> set[tuple[str, ...]]:
    """Rule, node, severity, message and fix of each finding; without the words where they quote a reference as written."""
    return {brief(one) for one in report.findings}


def brief(one: Finding) -> tuple[str, ...]:
    message = placeless(one)
    words = (message.th, message.en, one.fix.th, one.fix.en) if one.rule not in quoting() else ()
    return (one.rule, one.plan, one.node.kind, one.node.code, one.severity, *words)


@cache
def quoting() -> frozenset[str]:
    """The rules whose sentences quote references."""
    return frozenset(rule.id for rule in rulebook().in_force if "{reference}" in rule.message.en + rule.fix.en)


def added(report: Report, to: Report) -> list[Finding]:
    known = findings_of(to)
    return [one for one in report.findings if brief(one) not in known]


def fields_asked(graph: Graph) -> dict[tuple[str, str], set[str]]:
    """Kind and code of every submitted node to the fields that its form asks for."""
    return {(node.kind, node.code): {*node.values, *node.yearly} for node in graph.submitted()}


def has_no_place(finding: Finding, workbook: Report, asked: dict[tuple[str, str], set[str]]) -> bool:
    """Whether the workbook's forms hold no node that the rule looks for, or do not ask the node for a field it names."""
    (tally,) = (one for one in workbook.rules if one.id == finding.rule)
    if tally.not_checked is not None:
        return "no place" in tally.not_checked.en
    kind, code = finding.node.kind, finding.node.code
    return bool(fields_named(rulebook().rules[finding.rule], kind) - asked[kind, code])


def fields_named(rule: Rule, kind: str) -> set[str]:
    """The fields of `kind` that `rule` names, in its pattern or in its scope."""
    named = {*rule.scope.when, *words_in(rule.pattern.model_dump())}
    return named & set(built_in_chain().fields(kind))


def words_in(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        data = [*data.values()]
    if isinstance(data, (list, tuple)):
        for one in data:
            yield from words_in(one)
    elif isinstance(data, str):
        yield data


def with_sheets_in_another_order(book: Book, shuffled: Random) -> bytes:
    writer = BookWriter(book)
    writer.write()
    for sheet in writer.file.worksheets:
        writer.file.move_sheet(sheet, shuffled.randrange(len(writer.file.worksheets)) - writer.file.index(sheet))
    buffer = io.BytesIO()
    writer.file.save(buffer)
    return buffer.getvalue()
