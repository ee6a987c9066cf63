"""Why a path up the chain does not arrive: how far it comes, the level at which it breaks, and what is written there."""

from __future__ import annotations

from checker.chain import Chain
from checker.explain.choices import choices
from checker.explain.links import add_nearest, shown, with_status
from checker.explain.walk import Walker, meets
from checker.explain.wanted import described, wanted
from checker.explain.words import Explanation, called
from checker.pattern import Reaches, path_of, target_of
from checker.plan import Node
from checker.text import Sentence, same


def explain_path(pattern: Reaches, node: Node, walker: Walker, chain: Chain) -> Explanation:
    """What was to be reached, the path that comes farthest, and the node at which it breaks, with what that one names."""
    path = path_of(pattern) or ()
    walk = walker.highest(path, node.id, pattern.level)
    last = walk[-1]
    found = Explanation(node.place)
    found.add("looked-for", wanted(target_of(pattern), chain))
    steps = " → ".join(f"{one.plan}/{one.code}" if one.plan != node.plan else one.code for one in walk)
    found.add("walked", same(steps))
    found.add("breaks-at", described(last, chain), last, last.place)
    relations = sorted({name for step in path if not step.inverse for name in step.relations})
    usable = [name for name in relations if chain.target_kinds(name, last.kind) and not chain.relations[name].drawn]
    written = [one for one in last.references if one.relation in relations]
    for reference in written:
        if reference.status == "resolved":
            th, en = f"{shown(reference)}: เดินต่อจากนี้ไปไม่ถึง", f"{shown(reference)}: leads no further up to it"
            found.add("there", Sentence(th=th, en=en), last, reference.place)
        else:
            found.add("there", with_status(reference), last, reference.place)
            add_nearest(found, reference)
    if not written:
        _add_unwritten(found, usable, last, chain)
    offered = _offered(pattern, usable, last, walker, chain)
    if offered and all(one.status == "resolved" for one in written):
        found.add("choices", offered, last, last.place)
    found.fills = {"breaks_at": called(last), "walked": same(steps)}
    return found


def _add_unwritten(found: Explanation, usable: list[str], last: Node, chain: Chain) -> None:
    """Adds that nothing is written in the columns by which the path could go on."""
    labels = [chain.relations[name].sentence for name in usable]
    if not labels:
        kind = chain.kinds[last.kind].sentence
        nowhere = Sentence(th=f"{kind.th}เชื่อมต่อขึ้นไปอีกไม่ได้", en=f"a {kind.en} can lead no further up")
        found.add("there", nowhere, last, last.place)
        return
    th = " และ ".join(f"“{label.th}”" for label in labels)
    en = " and ".join(f"“{label.en}”" for label in labels)
    found.add("there", Sentence(th=f"ช่อง {th} ว่าง", en=f"nothing in {en}"), last, last.place)


def _offered(pattern: Reaches, usable: list[str], last: Node, walker: Walker, chain: Chain) -> Sentence | None:
    """What `last` may name in one step and so arrive, in words."""
    name = ("direct", pattern.model_dump_json(), tuple(usable), last.kind, last.level, last.plan)
    direct = walker.once(name, lambda: _direct(pattern, usable, last, walker, chain))
    if any(one.id == last.id for one in direct):
        return choices((one for one in direct if one.id != last.id), last.plan)
    return walker.once(("said", name), lambda: choices(direct, last.plan))


def _direct(pattern: Reaches, usable: list[str], last: Node, walker: Walker, chain: Chain) -> list[Node]:
    """What nodes like `last` may name in one step and so arrive; entries of code lists, of which there are many, are left out."""
    allowed = {
        (kind, level)
        for name in usable
        for kind in chain.target_kinds(name, last.kind)
        for level in chain.target_levels(name, last.level)
    }
    target = target_of(pattern)
    return [
        one
        for one in (walker.of_kinds({kind for kind, _ in allowed}, {level for _, level in allowed}) if allowed else ())
        if (one.kind, one.level) in allowed and "@" not in one.plan and meets(one, target, last.plan)
    ]
