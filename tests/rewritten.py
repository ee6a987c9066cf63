"""A plan that was read, written again as YAML, JSON or CSV in the form that docs/submission.md shows.

A table has a place for columns that no form knows; YAML and JSON have none, so `extra` is left out there.
"""

from __future__ import annotations

import csv
import io
import json
from typing import Any, Final

import yaml

from checker.readers.draft import Cell, DraftNode, DraftPlan, DraftReference
from checker.values import written_text

_DUMPER: Final = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def as_yaml(plan: DraftPlan) -> str:
    """The plan as YAML, a line a value."""
    text: str = yaml.dump(
        _document(plan), Dumper=_DUMPER, allow_unicode=True, sort_keys=False, default_flow_style=False
    )
    return text


def as_json(plan: DraftPlan) -> str:
    """The plan as JSON, a line a value."""
    return json.dumps(_document(plan), ensure_ascii=False, indent=1)


def as_csv(plan: DraftPlan) -> str:
    """The plan as a table: a row a node, a column a field or a year of one."""
    rows = [{"kind": "plan", "code": _shown(plan.heading.code), "level": plan.level, **_row(plan.heading)}]
    rows += [{"kind": node.kind, "code": _shown(node.code), **_row(node)} for node in plan.nodes]
    text = io.StringIO()
    table = csv.DictWriter(text, list(dict.fromkeys(heading for row in rows for heading in row)))
    table.writeheader()
    table.writerows(rows)
    return text.getvalue()


def written_reference(reference: DraftReference) -> str:
    """`CODE` or `PLAN/CODE` as it stands; `LIST:CODE` or `LEVEL:CODE` where a form says so, `LIST:` where it knows no code."""
    where = reference.list or reference.level
    return reference.written if where is None else f"{where}:{reference.code or ''}"


def _document(plan: DraftPlan) -> dict[str, Any]:
    heading = {"code": _shown(plan.heading.code), "level": plan.level, **_items(plan.heading)}
    return {"plan": heading, "nodes": [{node.kind: _shown(node.code), **_items(node)} for node in plan.nodes]}


def _items(node: DraftNode) -> dict[str, Any]:
    items: dict[str, Any] = {name: _shown(cell) for name, cell in node.cells.items()}
    for name, years in node.yearly.items():
        items[name] = {year: _shown(cell) for year, cell in years.items()}
    for one in node.references:
        to = written_reference(one)
        items.setdefault(one.relation, []).append({"to": to, "title": one.title} if one.title else to)
    return items


def _row(node: DraftNode) -> dict[str, str | None]:
    row = {name: _shown(cell) for name, cell in node.cells.items()}
    for name, years in node.yearly.items():
        row |= {f"{name} {year}": _shown(cell) for year, cell in years.items()}
    for one in node.references:
        said = written_reference(one) + (f" | {one.title}" if one.title else "")
        row[one.relation] = f"{row[one.relation]}; {said}" if one.relation in row else said
    return row | {heading: _shown(cell) for heading, cell in node.extra.items()}


def _shown(cell: Cell) -> str | None:
    """What a person sees in the cell; None where it is empty."""
    return None if cell.raw is None else written_text(cell.raw)
