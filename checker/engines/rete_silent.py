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


class _Turn(NamedTuple):
    """A step of a path at which some are silent.

    By sort: the ends to which these lead, the plans of its level that could tell, and those who are ends themselves.
    """

    number: int
    ends: dict[_Sort, list[str]]
    telling: dict[_Sort, frozenset[str]]
    themselves: dict[_Sort, frozenset[str]]


def silenced(index: Index, path: Path, target: Target, starts: Collection[str], beside: Path | None = None) -> set[str]:
    """Those of `starts` from which the walk of `path` is blocked by what forms leave unsaid; ends lie at the end of `beside`, too."""
    turns = [turn for number in range(len(path)) if (turn := _turn(index, path, number, target)).ends]
    return {start for start in starts if turns and _blocked(index, path, turns, target, start, beside)}


def _turn(index: Index, path: Path, number: int, target: Target) -> _Turn:
    """Who is silent at a step and leads on to ends of `path` that the target means."""
    step, rest = path[number], path[number + 1 :]
    turn = _Turn(number, {}, {}, {})
    for kind, silent in _silent(index, step):
        able = index.holding[kind].keys() - silent.keys()
        for plan, nodes in silent.items():
            ends = set(_last(index, rest, nodes))
            if step.closure:
                ends |= _last(index, path[number:], nodes)
            if meeting := index.meeting(sorted(ends), target):
                level = index.plans[plan].level
                sort = _Sort(Prospect(kind, level, ""), plan)
                turn.ends[sort] = meeting
                turn.telling[sort] = frozenset(one for one in able if index.plans[one].level == level)
                turn.themselves[sort] = frozenset(() if rest else nodes)
    return turn


def _silent(index: Index, step: Step) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """For each kind of which plans are silent at `step`, these plans with all their nodes of the kind."""
    for kind, relations in unsaid_by(step).items():
        found: dict[str, list[str]] = defaultdict(list)
        for name in index.unasking.get(relations[0], ()):
            node = index.nodes[name]
            if node.kind == kind and all((name, one) in index.unasked for one in relations):
                found[node.plan].append(name)
        held = index.holding[kind]
        yield kind, {plan: nodes for plan, nodes in found.items() if len(nodes) == held[plan]}


def _last(index: Index, path: Path, starts: Iterable[str]) -> set[str]:
    return trail_of("", path, set(starts), index).reached[len(path)]


def _blocked(index: Index, path: Path, turns: Iterable[_Turn], target: Target, start: str, beside: Path | None) -> bool:
    reached = trail_of("", path, {start}, index).reached
    also = None if beside is None else _last(index, beside, {start})
    plan = index.nodes[start].plan
    meant = {plan} if target.plan == "other" else set()
    return any(
        (also is None or end in also) and index.counts(end, start, target)
        for turn in turns
        for sort, inside in _leading(index, path[turn.number], turn.ends, reached[turn.number])
        for end in turn.ends[sort]
        if inside
        or sort.plan == plan
        or turn.telling[sort] <= meant
        or (also is not None and end in turn.themselves[sort])
    )


def _leading(index: Index, step: Step, sorts: Iterable[_Sort], here: Iterable[str]) -> Iterator[tuple[_Sort, bool]]:
    """Those of `sorts` of which a node might lead by `step` to one of the nodes `here`, and whether by one that stays inside its plan."""
    there = {_Sort(Prospect(one.kind, one.level, one.list), one.plan) for one in map(index.nodes.__getitem__, here)}
    prospects = {one.prospect for one in there}
    for sort in sorts:
        relations = unsaid_by(step)[sort.prospect.kind]
        across = {end for name in relations if not stays_inside(name) for end in leads_to(name, sort.prospect)}
        inside = {end for name in relations if stays_inside(name) for end in leads_to(name, sort.prospect)}
        within = any(_Sort(end, sort.plan) in there for end in inside)
        if within or not across.isdisjoint(prospects):
            yield sort, within
