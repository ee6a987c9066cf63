"""Laws 2 and 6: a plan is the same plan in every format, and any bytes are a plan or are refused."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.assemble import assemble
from checker.errors import Fault, UnreadableSubmission
from checker.plan import Graph
from checker.readers.delimited import read_delimited
from checker.readers.draft import Draft
from checker.readers.open_file import read_bytes
from checker.readers.structured import read_structured
from checker.thai import readable
from tests.law_rules import LAW_RULES
from tests.oracle import judge
from tests.plans import YEARS, Submission, submissions

Document = dict[str, Any]
GOOD = "plan: {code: LP, level: local, years: 2566-2570}\nnodes:\n- {project: P1, name: น้ำ, budget: {2566: 1}, part_of: S1}\n- {strategy: S1}\n"
GOOD_CSV = "ชนิด,รหัส,ระดับ,name,part_of,budget 2566\nplan,LP,local,,,\nproject,P1,,น้ำ,S1,1\nstrategy,S1,,,,\n"


@settings(max_examples=60)
@given(submissions())
def test_yaml_and_json_of_one_plan_give_equal_graphs(submission: Submission) -> None:
    from_yaml = graph(submission, lambda document, name: read_structured(as_yaml(document), name))
    from_json = graph(submission, lambda document, name: read_structured(as_json(document), name, json=True))

    assert without_places(from_json) == without_places(from_yaml)


@settings(max_examples=60)
@given(submissions())
def test_yaml_and_csv_of_one_plan_give_equal_verdicts(submission: Submission) -> None:
    from_yaml = graph(submission, lambda document, name: read_structured(as_yaml(as_a_table_can(document)), name))
    from_csv = graph(submission, lambda document, name: read_delimited(as_csv(as_a_table_can(document)), name))

    assert verdicts(from_csv) == verdicts(from_yaml)


def spoilt(good: bytes) -> st.SearchStrategy[bytes]:
    """A good file with a few bytes replaced, cut off or put in."""
    change = st.tuples(st.integers(0, len(good)), st.integers(0, 8), st.binary(max_size=8))

    def spoil(changes: list[tuple[int, int, bytes]]) -> bytes:
        data = good
        for at, length, more in changes:
            data = data[:at] + more + data[at + length :]
        return data

    return st.lists(change, max_size=4).map(spoil)


YAML_PIECES = st.sampled_from(
    [
        *(
            "plan:",
            "nodes:",
            "- ",
            "\n",
            "  ",
            "{",
            "}",
            "[",
            "]",
            "code",
            "level: local",
            "project: P1",
            ": ",
            ",",
            "&a ",
            "*a",
            "!!",
        ),
        *(
            "|",
            ">",
            "'",
            '"',
            "#",
            "---\n",
            "? ",
            "\t",
            "น้ำ",
            "๑",
            "2566",
            "budget:",
            "part_of:",
            "to:",
            "list:",
            "null",
        ),
    ]
)
BYTES = st.one_of(
    st.binary(max_size=60),
    st.text(max_size=40).map(str.encode),
    st.lists(YAML_PIECES, max_size=25).map(lambda pieces: "".join(pieces).encode()),
    spoilt(GOOD.encode()),
    spoilt(GOOD_CSV.encode()),
    spoilt(GOOD_CSV.encode("cp874")),
    spoilt(GOOD.encode("utf-16")),
    st.binary(max_size=60).map(lambda data: b"PK\x03\x04" + data),
    st.binary(max_size=60).map(lambda data: b"\xd0\xcf\x11\xe0" + data),
)


@settings(max_examples=600)
@given(
    BYTES,
    st.sampled_from(["plan.yaml", "plan.json", "plan.csv", "plan.txt", "plan.xlsx", "plan.xls", "plan", "plan.pdf"]),
)
def test_any_bytes_are_a_plan_or_are_refused_with_a_place_and_a_sentence(data: bytes, name: str) -> None:
    read_or_refused(data, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[" * 1_000_000, "plan.yaml"),
        ("{a: " * 300_000, "plan.yaml"),
        ("- " * 300_000, "plan.yaml"),
        ("[" * 1_000_000, "plan.json"),
        ('{"a":' * 300_000, "plan.json"),
        ("a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a,*a,*a,*a]\n" for n in range(200)), "plan.yaml"),
        ('{"plan":{"code":' + "9" * 1_000_000 + ',"level":"local"}}', "plan.json"),
        (GOOD.replace("P1", "9" * 1_000_000), "plan.yaml"),
        (GOOD.replace("2566: 1", "2566: " + "9" * 1_000_000), "plan.yaml"),
        (GOOD.replace("2566: 1", "2566: 1e999999999"), "plan.yaml"),
        (GOOD.replace("2566-2570", "0001-9999"), "plan.yaml"),
        (GOOD.replace("2566-2570", "'" + "-" * 100_000 + "'"), "plan.yaml"),
        (GOOD.replace("น้ำ", "ประเด็นการพัฒนา" * 10_000), "plan.yaml"),
        (GOOD.replace("part_of: S1", "part_of: '" + "/" * 10_000 + "'"), "plan.yaml"),
        (GOOD.replace("part_of: S1", "part_of: P1"), "plan.yaml"),
        ("plan:\x00", "plan.yaml"),
        ("\ufeff" + GOOD, "plan.yaml"),
        ("\ufeff" * 3 + GOOD, "plan.yaml"),
        (GOOD.replace("\n", "\n\t"), "plan.yaml"),
        ("%YAML 9.9\n---\n" + GOOD, "plan.yaml"),
        ("!!python/object/apply:os.system [exit]", "plan.yaml"),
        ("plan: {code: !!binary aGk=, level: local}", "plan.yaml"),
        ('{"plan":{"code":"\\ud800","level":"local"}}', "plan.json"),
        ('{"plan":{"code":NaN,"level":"local"}}', "plan.json"),
        ('"' * 99_999, "plan.csv"),
        ("," * 100_000, "plan.csv"),
        ("a\n" * 60_000, "plan.csv"),
        ("kind,code\nplan," + "x" * 200_000, "plan.csv"),
    ],
    ids=lambda value: str(value)[:20].encode("unicode-escape").decode(),
)
def test_a_file_made_to_do_harm_is_read_or_refused(text: str, name: str) -> None:
    read_or_refused(text.encode("utf-8", "surrogatepass"), name)


def test_half_a_character_in_text_is_refused() -> None:
    with pytest.raises(UnreadableSubmission):
        read_structured(GOOD.replace("P1", "\udc80"), "plan.yaml")


def read_or_refused(data: bytes, name: str) -> None:
    read = attempt(data, name)
    if isinstance(read, Draft):
        assert set(assemble(read).plans) >= {readable(str(plan.heading.code.raw))[0] for plan in read.plans}
    else:
        assert read
        assert all(fault.place.file == name and fault.says.en and fault.says.th for fault in read)


def attempt(data: bytes, name: str) -> Draft | tuple[Fault, ...]:
    try:
        return read_bytes(data, name)
    except UnreadableSubmission as refused:
        return refused.faults


def graph(submission: Submission, read: Callable[[Document, str], Draft]) -> Graph:
    """The graph of the submission's documents as `read` reads them, each a file of its own."""
    submitted, context = Draft(), Draft(code_lists=submission.lists)
    for plan in submission.plans:
        (submitted if plan.submitted else context).extend(read(plan.document, plan.file))
    return assemble(submitted, context)


def as_yaml(document: Document) -> str:
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False)


def as_json(document: Document) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1)


def as_a_table_can(document: Document) -> Document:
    """The same without what a table has no cells for: references by level or list, and amounts of no year."""
    heading, nodes = document["plan"], document["nodes"]
    return {"plan": _plainly(heading), "nodes": [_plainly(node) for node in nodes]}


def _plainly(node: Document) -> Document:
    plainly: Document = {}
    for name, value in node.items():
        if isinstance(value, list):
            plainly[name] = [one for one in value if isinstance(one, str) or not {"list", "level"} & set(one)]
        elif isinstance(value, dict):
            plainly[name] = {year: value[year] for year in YEARS[:-1] if year in value}
        else:
            plainly[name] = value
    return plainly


def as_csv(document: Document) -> str:
    """The document as a table: a row a node, a column a field."""
    rows = [{"kind": "plan", **_cells(document["plan"])}]
    rows += [
        {"kind": kind, "code": node[kind], **_cells(node)} for node in document["nodes"] for kind in [next(iter(node))]
    ]
    headings = dict.fromkeys(name for row in rows for name in row)
    kinds = {row["kind"] for row in rows}
    text = io.StringIO()
    table = csv.DictWriter(text, [name for name in headings if name == "kind" or name not in kinds])
    table.writeheader()
    table.writerows(
        [{name: value for name, value in row.items() if name == "kind" or name not in kinds} for row in rows]
    )
    return text.getvalue()


def _cells(node: Document) -> dict[str, str | None]:
    cells: dict[str, str | None] = {}
    for name, value in node.items():
        if isinstance(value, list):
            said = [one if isinstance(one, str) else f"{one['to']} | {one['title']}" for one in value]
            cells[name] = "; ".join(said)
        elif isinstance(value, dict):
            cells.update(
                {
                    f"{name} {year}": amount
                    for year, amount in sorted(value.items(), key=lambda one: YEARS.index(one[0]))
                }
            )
        else:
            cells[name] = value
    return cells


def verdicts(graph: Graph) -> Mapping[tuple[str, str], list[str]]:
    """Rule and ident to the verdicts of its nodes: twins may have changed places."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for rule, by_node in judge(graph, LAW_RULES).items():
        for node, verdict in by_node.items():
            found[rule, graph.nodes[node].ident].append(verdict)
    return {name: sorted(several) for name, several in found.items()}


def without_places(graph: Graph) -> object:
    """What `graph` says, wherever it was written."""
    nodes = [
        (
            node.ident,
            node.level,
            {name: (value.state, value.written, value.number, value.years) for name, value in node.values.items()},
            {
                name: {year: (one.state, one.written) for year, one in years.items()}
                for name, years in node.yearly.items()
            },
            [(one.relation, one.written, one.status, one.targets, one.title, one.near) for one in node.references],
        )
        for node in graph.nodes.values()
    ]
    return nodes, [(plan.code, plan.level, plan.submitted, plan.years, plan.area) for plan in graph.plans.values()]
