"""Why two nodes that ought to say the same do not: both values, whose they are, and where each stands."""

from __future__ import annotations

from collections.abc import Iterator

from checker.chain import Chain
from checker.explain.links import add_nearest
from checker.explain.walk import Walker
from checker.explain.words import NONE_NEAR, NOTHING, Explanation, joined
from checker.pattern import BESIDE_REFERENCES, REFERENCE_TITLE, Agrees, path_of
from checker.place import Place
from checker.plan import Node, Value
from checker.text import Sentence, same
from checker.thai import title_key, version_key


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
                label = chain.field(other.kind, pair.linked).sentence
                own = _label(pair.own, node, other, chain)
                found.add("value", Sentence(th=f"{own.th}: {written}", en=f"{own.en}: {written}"), node, place)
                th, en = f"{label.th}: {theirs.written}", f"{label.en}: {theirs.written}"
                found.add("there", Sentence(th=th, en=en), other, theirs.place)
                for reference in node.references if pair.own == REFERENCE_TITLE else ():
                    if other.id in reference.targets and reference.title == written:
                        add_nearest(found, reference)
                        near += [same(label) for label in reference.near]
                labels.append(label)
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


def _label(own: str, node: Node, other: Node, chain: Chain) -> Sentence:
    """What the own side of a pair is called: a field, or what is written beside the reference to `other`."""
    if own not in BESIDE_REFERENCES:
        return chain.field(node.kind, own).sentence
    named = other.plan if other.kind == "plan" else other.code
    if own == REFERENCE_TITLE:
        return Sentence(th=f"ชื่อที่เขียนไว้กับ {named}", en=f"title beside {named}")
    return Sentence(th=f"ฉบับที่เขียนไว้กับ {named}", en=f"version beside {named}")


def _unequal(own: str, node: Node, other: Node, theirs: Value) -> Iterator[tuple[str, Place]]:
    """The own values that are filled and differ, with their places."""
    if own in BESIDE_REFERENCES:
        fold = title_key if own == REFERENCE_TITLE else version_key
        wanted = fold(theirs.written)
        for reference in node.references if wanted else ():
            named = reference.status == "resolved" and other.id in reference.targets
            written = reference.title_key if own == REFERENCE_TITLE else fold(reference.title)
            if named and written and written != wanted:
                yield reference.title, reference.place
    else:
        mine = node.values.get(own)
        same_number = mine is not None and mine.number is not None and mine.number == theirs.number
        if mine is not None and mine.state == "filled" and mine.key != theirs.key and not same_number:
            yield mine.written, mine.place
