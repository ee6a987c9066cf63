"""Why a link rule fails: what was looked for, what is there instead, what is near or may be chosen."""

from __future__ import annotations

from typing import Final

from checker.chain import Chain
from checker.explain.choices import instead_of, targets_to_choose
from checker.explain.walk import Walker
from checker.explain.wanted import described, looked_for, may_lead_to
from checker.explain.words import NONE_NEAR, NOTHING, Explanation, and_more, called, joined, path_words
from checker.path import Path, parse_path
from checker.pattern import IsSupported, LinksResolve, RequiresLink, Target, path_of, target_of
from checker.place import Place
from checker.plan import Node, Reference
from checker.text import Sentence, same
from checker.thai import title_key

SHOWN: Final = 30
_STATUS: Final = {
    "dangling": Sentence(th="ไม่มีรายการที่ใช้รหัสหรือชื่อนี้", en="nothing bears this code or name"),
    "not-given": Sentence(th="ยังไม่ได้รับแผนหรือรายการรหัสนี้", en="this plan or code list was not handed in"),
    "misplaced": Sentence(
        th="มีอยู่ แต่ชนิดหรือระดับไม่ตรง", en="it exists, but is of another kind or level than may stand here"
    ),
    "self": Sentence(th="อ้างถึงตัวเอง", en="it names itself"),
    "cyclic": Sentence(th="อ้างวนเป็นวงกลม", en="it leads round in a circle"),
}


def explain_count(pattern: RequiresLink | IsSupported, node: Node, walker: Walker, chain: Chain) -> Explanation:
    """What was looked for, the targets that are there, what else is linked, where the path stops, and what may be chosen."""
    path, target = path_of(pattern) or (), target_of(pattern)
    there = walker.meeting(path, node, target)
    found = Explanation(_link_place(path, target, node))
    found.add("looked-for", looked_for(path, target, chain, pattern.at_least, getattr(pattern, "at_most", None)))
    for one in there[:SHOWN]:
        found.add("there", called(one), one, one.place)
    others = [] if there else _others(path, node, walker)
    for one in others[:SHOWN]:
        found.add("there", described(one, chain), one, one.place)
    _say_cut(found, len(there or others))
    at = found.place
    if not there:
        _add_broken(found, path, node, nothing_else=not others)
        at = _add_stop(found, path, node, walker, chain) or at
    beside = _add_second_ends(found, target, node, walker, chain) if target.also else None
    near = [] if there else (beside or [])[:3]
    for one in near:
        found.add("nearest", called(one), one, one.place)
    offered = targets_to_choose(path, node, target, walker, chain) if not there and beside is None else None
    if offered:
        found.add("choices", offered, place=at)
    distinct = len({one.ident for one in there})
    found.fills = {
        "there": joined([called(one) for one in there[:SHOWN]] or [called(one) for one in others[:3]]),
        "choices": offered or joined([called(one) for one in near]),
        "count": same(str(distinct)),
        "at_least": same(str(pattern.at_least)),
        "at_most": same(str(getattr(pattern, "at_most", None) or 0)),
    }
    return found


def _others(path: Path, node: Node, walker: Walker) -> list[Node]:
    """What the path leads to, and is not what was looked for."""
    ends = [walker.graph.nodes[end] for end in sorted(walker.ends(path, node.id)) if end != node.id]
    return [one for one in ends if one.kind != "plan"]


def _add_broken(found: Explanation, path: Path, node: Node, *, nothing_else: bool) -> None:
    """Adds the references of the node itself that lead nowhere; that there is nothing, where there are none of them either."""
    first = path[0].relations if path and not path[0].inverse else ()
    broken = [one for one in node.references if one.relation in first and one.status != "resolved"]
    for one in broken:
        found.add("there", with_status(one), place=one.place)
        add_nearest(found, one)
    written = any(one.relation in first for one in node.references)
    if nothing_else and not written:
        found.add("there", NOTHING, place=found.place)


def _add_stop(found: Explanation, path: Path, node: Node, walker: Walker, chain: Chain) -> Place | None:
    """Adds from where a path of several steps leads no further, and by which relation; gives the place where it is one node."""
    at, step = walker.stop(path, node.id)
    if step is None or at == [node]:
        return None
    way = path_words((step,), chain)
    for one in at[:SHOWN]:
        words = described(one, chain)
        th, en = f"{words.th}: ไม่มี “{way.th}”", f"{words.en}: no “{way.en}”"
        found.add("breaks-at", Sentence(th=th, en=en), one, one.place)
    _say_cut(found, len(at), "breaks-at")
    return at[0].place if len(at) == 1 else None


def _add_second_ends(found: Explanation, target: Target, node: Node, walker: Walker, chain: Chain) -> list[Node]:
    """Adds what lies at the end of the target's second path and would count if the first one led there too."""
    second = parse_path(target.also or "")
    ends = walker.meeting(second, node, target.model_copy(update={"also": None}))
    way = path_words(second, chain)
    for one in ends[:SHOWN]:
        words = called(one)
        found.add("there", Sentence(th=f"ทาง “{way.th}”: {words.th}", en=f"by “{way.en}”: {words.en}"), one, one.place)
    if not ends:
        found.add("there", Sentence(th=f"ทาง “{way.th}”: {NOTHING.th}", en=f"by “{way.en}”: {NOTHING.en}"))
    _say_cut(found, len(ends))
    return ends


def _link_place(path: Path, target: Target, node: Node) -> Place:
    """Where the link is written or ought to be: the form's own line for it, else the first reference, else the node."""
    for slot in (*filter(None, (target.list,)), *target.level):
        if slot in node.slots:
            return node.slots[slot]
    first = path[0] if path else None
    for reference in node.references:
        if first is not None and not first.inverse and reference.relation in first.relations:
            return reference.place
    return node.place


def _say_cut(found: Explanation, total: int, what: str = "there") -> None:
    if total > SHOWN:
        found.add(what, and_more(total - SHOWN))


def explain_references(pattern: LinksResolve, node: Node, walker: Walker, chain: Chain) -> Explanation:
    """Each reference with one of the faults, as written: what it names, what it may name, and what is nearest to it."""
    faulty = [
        one
        for one in node.references
        if one.relation in pattern.relation and one.toward in pattern.toward and one.status in pattern.faults
    ]
    found = Explanation(faulty[0].place if faulty else node.place)
    near: list[Sentence] = []
    for reference in faulty:
        found.add("looked-for", with_status(reference), place=reference.place)
        add_nearest(found, reference)
        near += [same(label) for label in reference.near] or _add_choices(found, reference, node, walker, chain)
        named = [walker.graph.nodes[target] for target in reference.targets]
        if reference.status == "misplaced":
            for other in named:
                found.add("there", described(other, chain), other, other.place)
            found.add("demanded", may_lead_to(reference.relation, node, chain), place=reference.place)
        elif reference.status in ("self", "cyclic"):
            _add_ring(found, reference, node, walker)
    relations = [chain.relations[one.relation].sentence for one in faulty]
    found.fills = {
        "reference": joined([same(shown(one)) for one in faulty]),
        "nearest": joined(near, NONE_NEAR),
        "relation": joined(relations),
    }
    return found


def _add_ring(found: Explanation, reference: Reference, node: Node, walker: Walker) -> None:
    """Adds the circle that `reference` closes, and each link of it where it is written."""
    ring = walker.ring(node.id, reference)
    found.add("walked", same(" → ".join(_code(one, node) for one, _ in (*ring, ring[0]))))
    for one, link in ring[:SHOWN]:
        found.add("there", same(f"{_code(one, node)} → {shown(link)}"), one, link.place)
    _say_cut(found, len(ring))


def _code(one: Node, node: Node) -> str:
    return one.code if one.plan == node.plan else f"{one.plan}/{one.code}"


def _add_choices(found: Explanation, reference: Reference, node: Node, walker: Walker, chain: Chain) -> list[Sentence]:
    """Adds what stands where `reference` names nothing, to which nothing is near; and gives it as what fills a sentence."""
    kinds_there = chain.target_kinds(reference.relation, node.kind) if reference.status == "dangling" else ()
    offered = instead_of(reference, node, kinds_there, walker)
    if offered is None:
        return []
    found.add("choices", offered, place=reference.place)
    return [Sentence(th=f"ไม่มี ที่เลือกได้: {offered.th}", en=f"none; to choose from: {offered.en}")]


def shown(reference: Reference) -> str:
    """The reference as its writer wrote it, with its title where that is written apart."""
    if reference.title and title_key(reference.title) not in title_key(reference.written):
        return f"{reference.written} {reference.title}"
    return reference.written or reference.title


def add_nearest(found: Explanation, reference: Reference) -> None:
    """Adds what the reference may have been meant for."""
    for label in reference.near:
        found.add("nearest", same(label), place=reference.place)


def with_status(reference: Reference) -> Sentence:
    """The reference as written, and what is wrong with it."""
    words, status = shown(reference), _STATUS[reference.status]
    return Sentence(th=f"{words}: {status.th}", en=f"{words}: {status.en}")
