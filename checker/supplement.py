"""Nodes that tell more of others: results of an indicator, the brief of a project that stands in a list."""

from __future__ import annotations

from dataclasses import replace

from checker.plan import Note
from checker.readers.draft import Cell, DraftNode, DraftPlan, written_text
from checker.text import Sentence
from checker.thai import key


def supplemented(plan: DraftPlan, notes: list[Note]) -> DraftPlan:
    """`plan` with what its `adds` nodes say put into the nodes of the same kind and code.

    Where both say something else the node holds, and a note tells. An `adds` node without such a node stays as it is.
    """
    own = {(one.kind, _code(one)): place for place, one in enumerate(plan.nodes) if not one.adds}
    nodes: list[DraftNode | None] = list(plan.nodes)
    for place, node in enumerate(plan.nodes):
        at = own.get((node.kind, _code(node))) if node.adds else None
        if at is not None:
            known = nodes[at]
            assert known is not None
            nodes[at], nodes[place] = _joined(known, node, notes), None
    return replace(plan, nodes=[one for one in nodes if one is not None])


def _code(node: DraftNode) -> str:
    return key(written_text(node.code.raw))


def _joined(node: DraftNode, more: DraftNode, notes: list[Note]) -> DraftNode:
    cells = dict(node.cells)
    for name, cell in more.cells.items():
        here, there = (key(written_text(one.raw)) if one else "" for one in (cells.get(name), cell))
        if not here:
            cells[name] = cell
        elif there and there != here:
            notes.append(_differs(node, cells[name], cell))
    yearly = {name: dict(years) for name, years in node.yearly.items()}
    for name, years in more.yearly.items():
        for year, cell in years.items():
            known = yearly.setdefault(name, {}).get(year)
            if known is None or known.raw is None:
                yearly[name][year] = cell
            elif cell.raw is not None and key(written_text(cell.raw)) != key(written_text(known.raw)):
                notes.append(_differs(node, known, cell))
    asked = None if node.asked is None or more.asked is None else node.asked | more.asked
    known_links = {(one.relation, one.written, one.list, one.level) for one in node.references}
    links = [one for one in more.references if (one.relation, one.written, one.list, one.level) not in known_links]
    return replace(
        node,
        cells=cells,
        yearly=yearly,
        asked=asked,
        references=[*node.references, *links],
        extra={**more.extra, **node.extra},
        slots={**more.slots, **node.slots},
    )


def _differs(node: DraftNode, first: Cell, second: Cell) -> Note:
    mine, other = written_text(first.raw), written_text(second.raw)
    return Note(
        second.place,
        Sentence(
            th=f"“{other}” ของ {node.code.raw} ต่างจาก “{mine}” ที่เขียนไว้ก่อน จึงใช้อย่างหลัง",
            en=f"“{other}” of {node.code.raw} differs from “{mine}”, which stands first and was used.",
        ),
    )
