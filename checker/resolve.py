"""What references name: codes and names looked up among the plans and code lists at hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from typing import Final

from checker.chain import Chain
from checker.directory import Aim, Directory
from checker.place import Place
from checker.plan import Node, Note, Reference, ReferenceStatus
from checker.readers.draft import DraftReference
from checker.second_opinion import SecondOpinion
from checker.text import Sentence
from checker.thai import key, readable, title_key

_ENOUGH_OF_A_TITLE: Final = 16


def resolve(
    node: Node, written: DraftReference, directory: Directory, opinion: SecondOpinion, notes: list[Note]
) -> Reference:
    """What became of the reference `written` in `node`. Cycles are marked later, by `mark_cycles`."""
    shown = readable(written.written)[0]
    kinds = directory.chain.target_kinds(written.relation, node.kind)
    aim = aim_of(node, written, kinds, directory)
    plain = Reference(
        written.relation, shown, written.place, "dangling", aim.toward, (), readable(aim.title)[0], title_key(aim.title)
    )
    plain = _saying_where(plain, node, aim, kinds, directory.chain)
    found: list[str] = []
    if not aim.plans:
        plain = replace(plain, status="not-given")
    else:
        found = [one for plan in aim.plans for one in _look_up(plan, aim, kinds, directory, written.place, notes)]
    if found:
        status = _status(node, found, written.relation, kinds, directory)
        full = _in_full(plain.title_key, {title_key(directory.nodes[one].name) for one in found})
        plain = replace(plain, status=status, targets=tuple(sorted(found)), title_key=full)
    return replace(plain, near=opinion.on(node, plain, aim), aimed=aim.plans)


def _in_full(written: str, titles: set[str]) -> str:
    """The folded title that `written` begins, where it says enough of one to be meant for it; else `written`."""
    begun = {one for one in titles if len(written) >= _ENOUGH_OF_A_TITLE and one.startswith(written)}
    return begun.pop() if len(begun) == 1 else written


def _status(node: Node, targets: list[str], relation: str, kinds: list[str], directory: Directory) -> ReferenceStatus:
    if node.id in targets:
        return "self"
    levels = directory.chain.target_levels(relation, node.level)
    word = directory.chain.relations[relation]
    for target in (directory.nodes[found] for found in targets):
        inside = target.plan == node.plan
        if target.kind not in kinds or (word.across and inside) or (word.levels is None and not inside):
            return "misplaced"
        if word.levels is not None and target.level not in levels:
            return "misplaced"
    return "resolved"


def _saying_where(plain: Reference, node: Node, aim: Aim, kinds: list[str], chain: Chain) -> Reference:
    """`plain` with the list or level that it says, where the relation may lead there from `node`."""
    if chain.relations[plain.relation].levels is None:
        return replace(plain, level=node.level)
    levels = chain.target_levels(plain.relation, node.level)
    if aim.list:
        word = chain.code_lists[aim.list]
        return replace(plain, list=aim.list) if word.kind in kinds and word.level in levels else plain
    return replace(plain, level=aim.level) if aim.level in levels else plain


def aim_of(node: Node, written: DraftReference, kinds: list[str], directory: Directory) -> Aim:
    """Where the reference `written` in `node` points before it is looked up; `kinds` are those it may lead to."""
    shown = readable(written.written)[0]
    if written.list is not None:
        return _list_aim(node, written.list, written.code or "", written.title, directory)
    if written.level is not None:
        plans = _plans_above(node, written.level, directory)
        return Aim("plan", plans, written.code or "", written.title, level=written.level)
    if kinds == ["plan"] or (node.kind == "total" and key(shown) == key(node.plan)):
        plan = directory.plan_by_key.get(key(shown))
        if plan is None:
            return Aim("plan", (), "", written.title, whole_plan=True)
        return _in_plan_aim(node, plan, "", written.title, directory, whole_plan=True)
    across = directory.chain.relations[written.relation].across
    if not across and directory.by_code.get((node.plan, key(shown))):
        return Aim("own", (node.plan,), shown, written.title)
    head, colon, rest = shown.partition(":")
    if colon and key(head) in directory.list_keys:
        return _list_aim(node, directory.list_keys[key(head)], rest, written.title, directory)
    if colon and key(head) in directory.chain.levels:
        plans = _plans_above(node, key(head), directory)
        return Aim("plan", plans, rest.strip(), written.title, level=key(head))
    return _plan_aim(node, shown, written, directory)


def _plan_aim(node: Node, shown: str, written: DraftReference, directory: Directory) -> Aim:
    parts = shown.split("/", directory.most_slashes + 1)
    for at in range(1, len(parts)):
        plan = directory.plan_by_key.get(key("/".join(parts[:at])))
        if plan is not None:
            return _in_plan_aim(node, plan, "/".join(parts[at:]), written.title, directory)
    if directory.chain.relations[written.relation].levels is not None and "/" in shown:
        return Aim("plan", (), shown, written.title)
    return Aim("own", (node.plan,), shown, written.title)


def _in_plan_aim(
    node: Node, plan: str, code: str, title: str, directory: Directory, *, whole_plan: bool = False
) -> Aim:
    """An aim at `plan`, which is at hand. A bare name of the own plan says nothing: it may as well stand for another."""
    if plan == node.plan:
        return Aim("own", (plan,), code, title, whole_plan)
    name, mark, _ = plan.partition("@")
    of_list = name if mark and name in directory.chain.code_lists else ""
    return Aim("plan", (plan,), code, title, whole_plan, of_list, directory.plans[plan].level)


def _list_aim(node: Node, name: str, code: str, title: str, directory: Directory) -> Aim:
    version = directory.versions.get(node.plan, {}).get(name)
    return Aim("list", (version,) if version else (), code.strip(), title, list=name)


def _plans_above(node: Node, level: str, directory: Directory) -> tuple[str, ...]:
    """The plans of `level` whose area holds that of the node's plan; all of that level where no area tells."""
    area = directory.plans[node.plan].area
    plans = [
        plan for plan in directory.plans.values() if plan.level == level and plan.code not in _list_plans(directory)
    ]
    holding = [plan.code for plan in plans if plan.area and area.startswith(plan.area)]
    return tuple(sorted(holding or [plan.code for plan in plans if not plan.area or not area]))


def _list_plans(directory: Directory) -> set[str]:
    return {code for versions in directory.versions.values() for code in versions.values()}


def _look_up(plan: str, aim: Aim, kinds: list[str], directory: Directory, place: Place, notes: list[Note]) -> list[str]:
    if aim.whole_plan:
        return [directory.plans[plan].heading]
    if aim.code:
        return directory.named(plan, aim.code, kinds)
    found = directory.titled(plan, aim.title, kinds)
    if found:
        code = directory.nodes[found[0]].code
        says = Sentence(
            th=f"“{aim.title}” ไม่มีเลขกำกับ จึงอ่านเป็นรหัส {code} ตามชื่อ",
            en=f"“{aim.title}” bears no number; it was read as {code} by its name.",
        )
        notes.append(Note(place, says))
    return found


def mark_cycles(nodes: Mapping[str, Node]) -> dict[str, Node]:
    """`nodes` with every reference that lies on a circle of its own relation marked `cyclic`."""
    marked = dict(nodes)
    edges: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for node in nodes.values():
        for one in node.references:
            if one.status == "resolved":
                edges[one.relation][node.id].update(one.targets)
    for relation in sorted(edges):
        for ring in rings_of(_leading_on(edges[relation])):
            for name in ring:
                marked[name] = _with_cycles(marked[name], relation, ring)
    return marked


def _leading_on(edges: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """The edges that end where others begin, without those that then no more do so: no others lie on a circle."""
    kept = {start: set(ends) for start, ends in edges.items()}
    while kept:
        on = {start: inner for start, ends in kept.items() if (inner := ends & kept.keys())}
        if len(on) == len(kept):
            return on
        kept = on
    return {}


def rings_of(edges: Mapping[str, set[str]]) -> list[set[str]]:
    """The groups of nodes that lie on a common circle."""
    try:
        TopologicalSorter(edges).prepare()
    except CycleError:
        import networkx  # only a faulty plan needs it, and it is slow to load

        graph: networkx.DiGraph[str] = networkx.DiGraph(
            [(start, end) for start, ends in edges.items() for end in sorted(ends)]
        )
        return [set(ring) for ring in networkx.strongly_connected_components(graph) if len(ring) > 1]
    return []


def _with_cycles(node: Node, relation: str, ring: set[str]) -> Node:
    references = tuple(
        replace(one, status="cyclic")
        if one.relation == relation and one.status == "resolved" and ring & set(one.targets)
        else one
        for one in node.references
    )
    return replace(node, references=references)
