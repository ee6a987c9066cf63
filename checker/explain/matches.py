"""Why two paths that ought to end at the same nodes do not: what only one of them comes to, and where that is written."""

from __future__ import annotations

from typing import Final

from checker.chain import Chain
from checker.explain.walk import Walker
from checker.explain.words import Explanation, and_more, called, joined, path_words
from checker.path import Path, parse_path
from checker.pattern import Matches
from checker.place import Place
from checker.plan import Node
from checker.text import Sentence, same

SHOWN: Final = 30


def explain_matches(pattern: Matches, node: Node, walker: Walker, chain: Chain) -> Explanation:
    """What each path alone comes to, with the place of the reference that leads there, and what both come to."""
    found = Explanation(node.place)
    paths = (parse_path(pattern.relation), parse_path(pattern.other))
    ends = [walker.meeting(path, node, pattern.target) for path in paths]
    idents = [{one.ident for one in there} for there in ends]
    ways = [path_words(path, chain) for path in paths]
    th, en = (" = ".join(f"“{way.in_language(language)}”" for way in ways) for language in ("th", "en"))
    found.add("looked-for", Sentence(th=th, en=en))
    lone: dict[str, list[Sentence]] = {"first": [], "second": []}
    for number, side in enumerate(lone):
        path, way = paths[number], ways[number]
        label = Sentence(th=f"มีเฉพาะใน “{way.th}”", en=f"Only in “{way.en}”")
        alone = [one for one in ends[number] if one.ident not in idents[1 - number]]
        for one in alone[:SHOWN]:
            place = _written_at(path, node, one)
            if not any(lone.values()):
                found.place = place or node.place
            lone[side].append(_named(one, node))
            found.add(f"only-{side}", _named(one, node), one, place or one.place, label)
        if len(alone) > SHOWN:
            found.add(f"only-{side}", and_more(len(alone) - SHOWN), label=label)
    for one in ends[0][:SHOWN]:
        if one.ident in idents[1]:
            found.add("there", _named(one, node), one, _written_at(paths[0], node, one) or one.place)
    found.fills = {"only_first": joined(lone["first"]), "only_second": joined(lone["second"])}
    return found


def _named(one: Node, node: Node) -> Sentence:
    """Code and name; a plan by its own code, a node of another plan with that plan's."""
    if one.kind == "plan":
        return same(f"{one.plan} {one.name}".strip())
    return called(one) if one.plan == node.plan else same(f"{one.plan}/{called(one).en}")


def _written_at(path: Path, node: Node, end: Node) -> Place | None:
    """Where the node itself writes a reference to `end` by which the path begins; None where it writes none."""
    written = (
        one.place
        for one in node.references
        if not path[0].inverse and one.relation in path[0].relations and end.id in one.targets
    )
    return next(written, None)
