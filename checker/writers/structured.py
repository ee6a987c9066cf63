"""Plans as YAML and as JSON, in the form that docs/submission.md shows; nothing is lost in either."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

import yaml

from checker.readers.draft import Cell, DraftNode, DraftPlan, DraftReference
from checker.writers.written import Figure, Written, asks_of, in_chain_order, kinds_held, own_asks, shown

_DUMPER: Final = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_STR: Final = "tag:yaml.org,2002:str"
_NEVER_FOLDED: Final = 1 << 30
_LOOKS_LIKE_A_VALUE: Final = frozenset("0123456789+-.~=<")
_LOOKS_LIKE_A_WORD: Final = frozenset({"yes", "no", "y", "n", "on", "off", "true", "false", "null"})
_ONE_LINE: Final = (
    4  # how deep a reference of several words stands; a value of its own has a line of its own, and so a place
)


def write_yaml(plans: Sequence[DraftPlan]) -> Written:
    """The plans as YAML: a document a plan, a line a value."""
    return Written("---\n".join(yaml_text(document(plan)) for plan in plans).encode())


def write_json(plans: Sequence[DraftPlan]) -> Written:
    """The plans as JSON: one plan as an object, several as a list of them."""
    documents = [document(plan) for plan in plans]
    return Written((_json(documents[0] if len(documents) == 1 else documents, 0) + "\n").encode())


def document(plan: DraftPlan) -> dict[str, Any]:
    """The plan as `plan` and `nodes`, as a submission writes them."""
    usual = asks_of(plan)
    heading = {"code": shown(plan.heading.code.raw), "level": plan.level, **_items(plan.heading)}
    if (held := kinds_held(plan)) is not None:
        heading["holds"] = tuple(held)
    if usual:
        heading["asks"] = {kind: tuple(in_chain_order(kind, fields)) for kind, fields in usual.items()}
    return {"plan": heading, "nodes": [node_items(node, usual) for node in plan.nodes]}


def node_items(node: DraftNode, usual: Mapping[str, frozenset[str]]) -> dict[str, Any]:
    """One node: its kind and code, its values, its references; `asks` where that is not what is `usual` for its kind."""
    items = {node.kind: shown(node.code.raw), **_items(node)}
    if (own := own_asks(node, usual)) is not None:
        items["asks"] = tuple(in_chain_order(node.kind, own))
    return items


def _items(node: DraftNode) -> dict[str, Any]:
    items: dict[str, Any] = {name: shown(cell.raw) for name, cell in node.cells.items()}
    items |= {name: _shown(years) for name, years in node.yearly.items()}
    references: dict[str, list[str | dict[str, str]]] = {}
    for one in node.references:
        references.setdefault(one.relation, []).append(_reference(one))
    items |= {name: several[0] if len(several) == 1 else several for name, several in references.items()}
    if node.extra:
        items["extra"] = _shown(node.extra)
    return items


def _shown(cells: Mapping[str, Cell]) -> dict[str, str | Figure | None]:
    return {name: shown(cell.raw) for name, cell in cells.items()}


def _reference(one: DraftReference) -> str | dict[str, str]:
    where = {"list": one.list, "level": one.level, "to": one.code, "title": one.title}
    if one.list is None and one.level is None:
        where |= {"to": one.written}
    elif one.written != (one.code or one.title):
        where |= {"written": one.written}
    said = {name: words for name, words in where.items() if words}
    return one.written if list(said) == ["to"] else said


def yaml_text(data: Mapping[str, Any]) -> str:
    """`data` as one YAML document. Text that another program could take for a number, a date or a yes stands in quotes."""
    text: str = yaml.serialize(_node(data, 0), Dumper=_DUMPER, allow_unicode=True, width=_NEVER_FOLDED)
    return text


def _node(value: Any, depth: int) -> yaml.Node:
    match value:
        case Mapping():
            pairs = [(_text(name), _node(one, depth + 1)) for name, one in value.items()]
            return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=depth >= _ONE_LINE or not pairs)
        case list() | tuple():
            items = [_node(one, depth + 1) for one in value]
            return yaml.SequenceNode("tag:yaml.org,2002:seq", items, flow_style=isinstance(value, tuple) or not items)
        case None:
            return yaml.ScalarNode("tag:yaml.org,2002:null", "null")
        case Figure():
            return yaml.ScalarNode(f"tag:yaml.org,2002:{'float' if '.' in value else 'int'}", str(value))
        case _:
            return _text(value)


def _text(words: str) -> yaml.ScalarNode:
    risky = words[:1] in _LOOKS_LIKE_A_VALUE or words.casefold() in _LOOKS_LIKE_A_WORD
    return yaml.ScalarNode(_STR, words, style="'" if risky else None)


def _json(value: Any, depth: int) -> str:
    """`value` as JSON, a line a value; what lies deeper than a node's own values stands in one line."""
    deep = depth >= _ONE_LINE or isinstance(value, tuple)
    lead, end = ("", "") if deep else ("\n" + " " * (depth + 1), "\n" + " " * depth)
    gap = ", " if deep else ","
    match value:
        case Mapping() if value:
            items = (f"{json.dumps(name, ensure_ascii=False)}: {_json(one, depth + 1)}" for name, one in value.items())
            return "{" + gap.join(lead + item for item in items) + end + "}"
        case list() | tuple() if value:
            return "[" + gap.join(lead + _json(one, depth + 1) for one in value) + end + "]"
        case Figure():
            return str(value)
        case _:
            return json.dumps(value, ensure_ascii=False)
