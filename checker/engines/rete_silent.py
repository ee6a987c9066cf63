"""Who is not accused of missing a link, because a form has no place to say it (docs/patterns.md, *What a form leaves unsaid*). Plain Python."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from checker.engines.rete_index import Index
from checker.engines.rete_walks import trail_of
from checker.path import Path, Step
from checker.pattern import Target
from checker.prospects import Prospect, leads_to, stays_inside, unsaid_by


class _Sort(NamedTuple):
    """What decides where the silent nodes that share it might lead."""

    prospect: Prospect
    plan: str


def silenced(index: Index, path: Path, target: Target, starts: Collection[str], beside: Path | None = None) -> set[str]:
    """Those of `starts` from which the walk of `path` is blocked by what forms leave unsaid; ends lie at the end of `beside`, too."""
    turns = [(turn, ends) for turn, step in enumerate(path) if (ends := _ends(index, path, turn, step, target))]
    return {start for start in starts if turns and _blocked(index, path, turns, target, start, beside)}


def _ends(index: Index, path: Path, turn: int, step: Step, target: Target) -> dict[_Sort, list[str]]:
    """For each sort of nodes that are silent at `step`, the ends of `path` to which some of them lead and which the target means."""
    rest, found = path[turn + 1 :], {}
    for sort, nodes in _silent(index, step).items():
        ends = set(_last(index, rest, nodes))
        if step.closure:
            ends |= _last(index, path[turn:], nodes)
        if meeting := index.meeting(sorted(ends), target):
            found[sort] = meeting
    return found


def _silent(index: Index, step: Step) -> dict[_Sort, list[str]]:
    found: dict[_Sort, list[str]] = defaultdict(list)
    for kind, relations in unsaid_by(step).items():
        for name in index.unasking.get(relations[0], ()):
            node = index.nodes[name]
            if node.kind == kind and all((name, one) in index.unasked for one in relations):
                found[_Sort(Prospect(node.kind, node.level, node.list), node.plan)].append(name)
    return found


def _last(index: Index, path: Path, starts: Iterable[str]) -> set[str]:
    return trail_of("", path, set(starts), index).reached[len(path)]


def _blocked(
    index: Index,
    path: Path,
    turns: Iterable[tuple[int, dict[_Sort, list[str]]]],
    target: Target,
    start: str,
    beside: Path | None,
) -> bool:
    reached = trail_of("", path, {start}, index).reached
    also = None if beside is None else _last(index, beside, {start})
    return any(
        (also is None or end in also) and index.counts(end, start, target)
        for turn, ends in turns
        for sort in _leading(index, path[turn], ends, reached[turn])
        for end in ends[sort]
    )


def _leading(index: Index, step: Step, sorts: Iterable[_Sort], here: Iterable[str]) -> Iterator[_Sort]:
    """Those of `sorts` of which a node might lead by `step` to one of the nodes `here`."""
    there = {_Sort(Prospect(one.kind, one.level, one.list), one.plan) for one in map(index.nodes.__getitem__, here)}
    prospects = {one.prospect for one in there}
    for sort in sorts:
        relations = unsaid_by(step)[sort.prospect.kind]
        across = {end for name in relations if not stays_inside(name) for end in leads_to(name, sort.prospect)}
        inside = {end for name in relations if stays_inside(name) for end in leads_to(name, sort.prospect)}
        if not across.isdisjoint(prospects) or any(_Sort(end, sort.plan) in there for end in inside):
            yield sort
