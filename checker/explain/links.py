"""Why a link rule fails: what was looked for, what is there, what is near or may be chosen, and where a path breaks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checker.chain import Chain
from checker.explain.choices import instead_of, targets_to_choose
from checker.explain.walk import Walker
from checker.explain.words import NONE_NEAR, NOTHING, Explanation, called, joined, kinds, levels, path_words
from checker.path import Path, parse_path
from checker.pattern import (
    BESIDE_REFERENCES,
    REFERENCE_TITLE,
    Agrees,
    LinksResolve,
    Reaches,
    Target,
    path_of,
    target_of,
)
from checker.place import Place
from checker.plan import Node, Reference, Value
from checker.text import Sentence, same
from checker.thai import title_key, version_key

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


def explain_count(pattern: object, node: Node, walker: Walker, chain: Chain) -> Explanation:
    """For requires-link and is-supported: the targets that are there, what else is linked, and what may be chosen."""
    path, target = path_of(pattern) or (), target_of(pattern)
    there = walker.meeting(path, node, target)
    found = Explanation(_link_place(path, target, node))
    found.add("looked-for", _wanted(target, chain))
    for one in there[:SHOWN]:
        found.add("there", called(one), one, one.place)
    others = [walker.graph.nodes[end] for end in sorted(walker.ends(path, node.id)) if end != node.id]
    others = [one for one in others if one not in there and one.kind != "plan"]
    if not there:
        for one in others[:SHOWN]:
            found.add("there", called(one), one, one.place)
    _say_cut(found, max(len(there), len(others) if not there else 0))
    beside = _add_second_ends(found, target, node, walker, chain) if target.also else None
    near = [] if there else (beside or [])[:3]
    for one in near:
        found.add("nearest", called(one), one)
    offered = targets_to_choose(path, node, target, walker.graph, chain) if not there and beside is None else None
    if offered:
        found.add("choices", offered)
    distinct = len({one.ident for one in there})
    found.fills = {
        "there": joined([called(one) for one in there[:SHOWN]] or [called(one) for one in others[:3]]),
        "choices": offered or joined([called(one) for one in near]),
        "count": same(str(distinct)),
        "at_least": same(str(getattr(pattern, "at_least", 1))),
        "at_most": same(str(getattr(pattern, "at_most", None) or 0)),
    }
    return found


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


def _wanted(target: Target, chain: Chain) -> Sentence:
    wanted = _wanted_sort(target, chain)
    if target.also:
        way = path_words(parse_path(target.also), chain)
        return Sentence(th=f"{wanted.th} ที่ไปถึงทาง “{way.th}” ด้วย", en=f"{wanted.en} that “{way.en}” leads to as well")
    return wanted


def _wanted_sort(target: Target, chain: Chain) -> Sentence:
    kind = kinds(chain, target.kind)
    if target.list is not None:
        word = chain.code_lists[target.list]
        return Sentence(th=f"{kind.th} ใน{word.th}", en=f"{kind.en} of the {word.en}")
    if target.level:
        level = levels(chain, target.level)
        return Sentence(th=f"{kind.th}ใน{level.th}", en=f"{kind.en} in a {level.en}")
    return kind


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


def _say_cut(found: Explanation, total: int) -> None:
    if total > SHOWN:
        more = total - SHOWN
        found.add("there", Sentence(th=f"และอีก {more} รายการ", en=f"and {more} more"))


def explain_references(pattern: LinksResolve, node: Node, walker: Walker, chain: Chain) -> Explanation:
    """Each reference with one of the faults, as written, and what is nearest to it."""
    faulty = [
        one
        for one in node.references
        if one.relation in pattern.relation and one.toward in pattern.toward and one.status in pattern.faults
    ]
    found = Explanation(faulty[0].place if faulty else node.place)
    near: list[Sentence] = []
    for reference in faulty:
        status = _STATUS[reference.status]
        written = shown(reference)
        found.add(
            "looked-for", Sentence(th=f"{written}: {status.th}", en=f"{written}: {status.en}"), place=reference.place
        )
        add_nearest(found, reference)
        near += [same(label) for label in reference.near] or _add_choices(found, reference, node, walker, chain)
        for target in reference.targets if reference.status != "dangling" else ():
            other = walker.graph.nodes[target]
            found.add("there", called(other), other, other.place)
    relations = [chain.relations[one.relation].sentence for one in faulty]
    found.fills = {
        "reference": joined([same(shown(one)) for one in faulty]),
        "nearest": joined(near, NONE_NEAR),
        "relation": joined(relations),
    }
    return found


def _add_choices(found: Explanation, reference: Reference, node: Node, walker: Walker, chain: Chain) -> list[Sentence]:
    """Adds what stands where `reference` names nothing, to which nothing is near; and gives it as what fills a sentence."""
    kinds_there = chain.target_kinds(reference.relation, node.kind) if reference.status == "dangling" else ()
    offered = instead_of(reference, node, kinds_there, walker.graph)
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


def explain_path(pattern: Reaches, node: Node, walker: Walker) -> Explanation:
    """The path that comes farthest, and the node at which it breaks."""
    path = path_of(pattern) or ()
    walk = walker.highest(path, node.id, pattern.level)
    last = walk[-1]
    found = Explanation(node.place)
    steps = " → ".join(f"{one.plan}/{one.code}" if one.plan != node.plan else one.code for one in walk)
    found.add("walked", same(steps))
    found.add("breaks-at", called(last), last, last.place)
    relations = {name for step in path for name in step.relations}
    for reference in last.references:
        if reference.relation in relations and reference.status != "resolved":
            status = _STATUS[reference.status]
            words = shown(reference)
            found.add("there", Sentence(th=f"{words}: {status.th}", en=f"{words}: {status.en}"), place=reference.place)
            add_nearest(found, reference)
    found.fills = {"breaks_at": called(last), "walked": same(steps)}
    return found


def explain_agreement(pattern: Agrees, node: Node, walker: Walker, chain: Chain) -> Explanation:
    """Both values of each pair that differs, and where each stands."""
    found = Explanation(node.place)
    path = path_of(pattern) or ()
    labels: list[Sentence] = []
    own_values: list[Sentence] = []
    linked_values: list[Sentence] = []
    codes: list[Sentence] = []
    near: list[Sentence] = []
    for other in walker.meeting(path, node, pattern.target):
        for pair in pattern.fields:
            theirs = other.values.get(pair.linked)
            if theirs is None or theirs.state != "filled":
                continue
            for written, place in _unequal(pair.own, node, other, theirs):
                if not labels:
                    found.place = place
                found.add("value", same(written), node, place)
                found.add("there", same(theirs.written), other, theirs.place)
                for reference in node.references if pair.own == REFERENCE_TITLE else ():
                    if other.id in reference.targets and reference.title == written:
                        add_nearest(found, reference)
                        near += [same(label) for label in reference.near]
                labels.append(chain.field(other.kind, pair.linked).sentence)
                own_values.append(same(written))
                linked_values.append(same(theirs.written))
                codes.append(same(other.code if other.kind != "plan" else other.plan))
    found.fills = {
        "field": joined(labels),
        "value": joined(own_values),
        "linked.value": joined(linked_values),
        "linked.code": joined(codes, NOTHING),
        "nearest": joined(near, NONE_NEAR),
    }
    return found


def _unequal(own: str, node: Node, other: Node, theirs: Value) -> Iterator[tuple[str, Place]]:
    """The own values that are filled and differ, with their places."""
    if own in BESIDE_REFERENCES:
        fold = title_key if own == REFERENCE_TITLE else version_key
        wanted = fold(theirs.written)
        for reference in node.references if wanted else ():
            named = reference.status == "resolved" and other.id in reference.targets
            if named and fold(reference.title) and fold(reference.title) != wanted:
                yield reference.title, reference.place
    else:
        mine = node.values.get(own)
        same_number = mine is not None and mine.number is not None and mine.number == theirs.number
        if mine is not None and mine.state == "filled" and mine.key != theirs.key and not same_number:
            yield mine.written, mine.place
