"""What a workbook does not hold of a plan: found by reading it again and comparing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from checker.chain import built_in_chain
from checker.plan import Note
from checker.readers.draft import Cell, DraftNode, DraftPlan, DraftReference, written_text
from checker.thai import key, readable
from checker.writers.excel.columns import Window
from checker.writers.excel.said import meaning
from checker.writers.written import by_year, in_order, lost, window_of


def losses(plan: DraftPlan, again: DraftPlan) -> tuple[Note, ...]:
    """One note for each thing of `plan` that does not stand in `again`, and for each that stands there and not in `plan`."""
    found: list[Note] = []
    window = window_of(plan)
    if key(_code(plan.heading)) != key(_code(again.heading)) or plan.level != again.level:
        found.append(_not_held(plan.heading, "รหัสหรือระดับของแผน", "the plan's code or level"))
    found += _of_node(plan.heading, again.heading, window)
    known = _by_code(again.nodes)
    for name, nodes in _by_code(plan.nodes).items():
        others = known.pop(name, [])
        for node, other in _matched(nodes, others, window):
            found += _of_node(node, other, window) if other is not None else [_no_place(node)]
    found += [_new(node) for nodes in known.values() for node in nodes]
    return in_order(found)


def _by_code(nodes: Iterable[DraftNode]) -> dict[tuple[str, str], list[DraftNode]]:
    found: dict[tuple[str, str], list[DraftNode]] = {}
    for node in nodes:
        found.setdefault((node.kind, key(_code(node))), []).append(node)
    return found


def _matched(
    nodes: list[DraftNode], others: list[DraftNode], window: Window
) -> Iterator[tuple[DraftNode, DraftNode | None]]:
    """Each node with the one that says the same, or else with one that is left over."""
    free = list(others)
    waiting = []
    for node in nodes:
        same = next((one for one in free if not list(_of_node(node, one, window))), None)
        if same is None:
            waiting.append(node)
        else:
            free.remove(same)
            yield node, same
    for node in waiting:
        yield node, free.pop(0) if free else None


def _of_node(node: DraftNode, other: DraftNode, window: Window) -> Iterator[Note]:
    words = built_in_chain().fields(node.kind)
    for name, cell in node.cells.items():
        if name in words and not _same(cell, other.cells.get(name)):
            default = words[name].default
            if default is None or key(written_text(cell.raw)) not in _spellings(node.kind, name, default):
                yield _not_held(node, f"“{words[name].th}”", f"“{words[name].en}”", cell)
    notes: list[Note] = []
    mine = {(name, year): cell for name, year, _, cell in by_year(node, window, notes)}
    theirs = {(name, year): cell for name, year, _, cell in by_year(other, window, [])}
    yield from notes
    for (name, year), cell in mine.items():
        if not _same(cell, theirs.get((name, year))):
            yield _not_held(node, f"“{words[name].th}” ปี {year}", f"“{words[name].en}” of {year}", cell)
    for heading, cell in node.extra.items():
        if not _same(cell, other.extra.get(heading)):
            yield _not_held(node, f"คอลัมน์ “{heading}”", f"column “{heading}”", cell)
    yield from _of_references(node, node.references, other.references)


def _of_references(node: DraftNode, mine: Iterable[DraftReference], theirs: Iterable[DraftReference]) -> Iterator[Note]:
    relations: Mapping[str, object] = built_in_chain().relations
    left = [meaning(one) for one in theirs]
    for one in mine:
        if meaning(one) in left:
            left.remove(meaning(one))
        elif one.relation in relations:
            word = built_in_chain().relations[one.relation]
            yield lost(
                one.place,
                f"{_called(node)}: “{word.th}” {one.written} ไม่มีที่ในแบบ จึงไม่ได้เขียน",
                f"{_called(node)}: “{word.en}” {one.written} has no place in the forms and was not written.",
            )


def _spellings(kind: str, name: str, choice: str) -> set[str]:
    """Every folded word for a choice."""
    choices = built_in_chain().field(kind, name).choices or {}
    return {key(choice), *(key(one) for one in choices.get(choice, ()))}


def _same(cell: Cell, other: Cell | None) -> bool:
    mine, theirs = (readable(written_text(one.raw))[0].strip() if one is not None else "" for one in (cell, other))
    return mine == theirs


def _code(node: DraftNode) -> str:
    return written_text(node.code.raw)


def _called(node: DraftNode) -> str:
    return f"{built_in_chain().kinds[node.kind].th} {_code(node) or '–'}"


def _no_place(node: DraftNode) -> Note:
    word = built_in_chain().kinds[node.kind]
    return lost(
        node.place,
        f"{word.th} {_code(node) or '–'} ไม่มีที่ในแบบของระดับนี้ จึงไม่ได้เขียน",
        f"{word.en} {_code(node) or '–'} has no place in the forms of this level and was not written.",
    )


def _new(node: DraftNode) -> Note:
    word = built_in_chain().kinds[node.kind]
    return lost(
        node.place,
        f"แบบทำให้เกิด{word.th} {_code(node)} ซึ่งแผนเดิมไม่มี",
        f"The forms make a {word.en} {_code(node)} that the plan does not have.",
    )


def _not_held(node: DraftNode, th: str, en: str, cell: Cell | None = None) -> Note:
    word = built_in_chain().kinds[node.kind]
    return lost(
        cell.place if cell is not None else node.place,
        f"{_called(node)}: {th} ไม่มีที่ในแบบ จึงไม่ได้เขียนตามเดิม",
        f"{word.en} {_code(node) or '–'}: {en} has no place in the forms and was not written as it stood.",
    )
