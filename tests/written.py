"""Small submissions as their authors would write them, and what becomes of them."""

from __future__ import annotations

from collections.abc import Sequence

from checker.assemble import assemble
from checker.codes import CodeLists
from checker.plan import Graph, Node, Reference, Value
from checker.readers.draft import Draft
from checker.readers.structured import read_structured

LOCAL = "plan: {code: LP, level: local, area: '540503', years: 2566-2570}"
PROVINCE = "plan: {code: PP-54, level: province, area: '54', years: 2566-2570}"
TAMBON = "plan: {code: TP, level: tambon, area: '540503', years: 2566-2570}"


def plan(heading: str, *nodes: str) -> str:
    """The YAML of one plan; each node is the inside of a flow mapping."""
    return "\n".join([heading, "nodes:", *(f"- {{{node}}}" for node in nodes)])


def drafts(*texts: str, lists: CodeLists | None = None) -> Draft:
    """What is read from several files, `0.yaml`, `1.yaml`, …"""
    whole = Draft(code_lists=lists or CodeLists())
    for number, text in enumerate(texts):
        whole.extend(read_structured(text, f"{number}.yaml"))
    return whole


def graph(*submitted: str, context: Sequence[str] = (), lists: CodeLists | None = None) -> Graph:
    """The graph of submitted plans and their context."""
    around = Draft(code_lists=lists or CodeLists())
    for number, text in enumerate(context):
        around.extend(read_structured(text, f"context-{number}.yaml"))
    return assemble(drafts(*submitted), around)


def node(found: Graph, ident: str) -> Node:
    """The one node whose id is `ident`."""
    return found.nodes[ident]


def reference(found: Graph, ident: str, relation: str) -> Reference:
    """The one reference of `relation` in a node."""
    (one,) = [one for one in found.nodes[ident].references if one.relation == relation]
    return one


def value(found: Graph, ident: str, name: str) -> Value:
    return found.nodes[ident].values[name]


def notes(found: Graph) -> list[str]:
    """The notes on reading, in English, each after its place."""
    return [f"{note.place}: {note.says.en}" for note in found.notes]
