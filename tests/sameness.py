"""What two graphs or two reports have to share when they come from one plan in two formats: all but the places."""

from __future__ import annotations

import json
import re
from typing import Any

from checker.finding import Finding, Report
from checker.plan import Graph, Node, Value
from checker.text import Sentence


def without_places(report: Report) -> Any:
    """All that `report` says of the plan, wherever it was written: no files and no notes on reading."""
    findings = [one.model_copy(update={"message": placeless(one)}) for one in report.findings]
    return stripped(json.loads(report.model_copy(update={"findings": findings}).to_json()))


def placeless(one: Finding) -> Sentence:
    """The message of a finding without the cells or lines of its twins."""
    th, en = one.message.th, one.message.en
    for twin in one.evidence:
        if twin.what == "twin" and twin.place is not None and twin.node is not None:
            where = rf"(?<={re.escape(twin.node.partition('/')[2])}) \([^()]*\)"
            th, en = re.sub(where, "", th), re.sub(where, "", en)
    return Sentence(th=th, en=en)


def stripped(data: Any) -> Any:
    if isinstance(data, dict):
        left_out = {"place", "files", "notes", "not_read"}
        return {name: stripped(value) for name, value in data.items() if name not in left_out}
    return [stripped(one) for one in data] if isinstance(data, list) else data


def content(graph: Graph) -> object:
    """What `graph` says, wherever it was written. Twins may have changed places, and an empty year is no year."""
    plans = [(one.code, one.level, one.submitted, one.years, one.area, one.holds) for one in graph.plans.values()]
    return plans, sorted(repr(_node(node, graph)) for node in graph.nodes.values())


def _node(node: Node, graph: Graph) -> tuple[object, ...]:
    yearly = {
        name: {year: _value(value) for year, value in years.items() if value.state != "empty"}
        for name, years in sorted(node.yearly.items())
    }
    references = sorted(
        (
            one.relation,
            one.written,
            one.level,
            one.list,
            one.status,
            one.toward,
            one.title,
            one.near,
            _idents(one.targets, graph),
        )
        for one in node.references
    )
    extra = sorted((heading, value.written) for heading, value in node.extra.items() if value.written)
    values = {name: _value(value) for name, value in sorted(node.values.items())}
    return node.ident, node.level, node.kind, node.code, values, yearly, references, extra


def _idents(names: tuple[str, ...], graph: Graph) -> list[str]:
    return sorted(graph.nodes[name].ident for name in names)


def _value(value: Value) -> tuple[object, ...]:
    return value.state, value.written, value.key, value.number, value.years
