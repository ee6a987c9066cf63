"""Where a link might lead that is not there: docs/patterns.md, *What blocks* and *What a form leaves unsaid*."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from checker.chain import built_in_chain
from checker.path import Path, Step
from checker.pattern import (
    IsSupported,
    Matches,
    Pattern,
    Reaches,
    RequiresLink,
    SumsTo,
    Target,
    path_of,
    second_path,
)
from checker.plan import Node, Reference


class Prospect(NamedTuple):
    """A sort of node that a walk might come to; `list` is the code list that it stands in, empty in a plan."""

    kind: str
    level: str
    list: str


Prospects = frozenset[Prospect]


def prospects_of(node: Node, reference: Reference) -> Prospects:
    """Where `reference` of `node`, which is not resolved, might lead if it were."""
    return _might_lead(reference.relation, node.kind, node.level, reference.list, reference.level)


def starts(path: Path, target: Target) -> Prospects:
    """From where a walk of `path` might come to `target` at all."""
    wanted = hopes(path, target)
    return _before(path[0], wanted[0])


def hopes(path: Path, target: Target) -> tuple[Prospects, ...]:
    """For each step of `path`, the prospects from which the walk might come to `target` once the step has led there."""
    found: list[Prospects] = []
    wanted = frozenset(one for one in _everything() if _fits(one, target))
    for step in reversed(path):
        if step.closure:
            wanted = _before_any_round(step, wanted)
        found.append(wanted)
        wanted = _before(step, wanted)
    return tuple(reversed(found))


def comings(path: Path, starts: Prospects) -> tuple[Prospects, ...]:
    """For each step of `path`, the prospects from which a walk from one of `starts` may take it; rounds inside a closure among them."""
    found: list[Prospects] = []
    here = starts
    for step in path:
        back = Step(step.relations, not step.inverse, step.closure)
        after = _before(back, here)
        if step.closure:
            after = _before_any_round(back, after)
            here |= after
        found.append(here)
        here = after
    return tuple(found)


def unsaid_by(step: Step) -> dict[str, tuple[str, ...]]:
    """For each kind, the relations that a form has to ask a node of it for one of, or it could not say that it leads here by `step`."""
    relations = built_in_chain().relations
    if not step.inverse or any(relations[name].drawn for name in step.relations):
        return {}
    kinds = sorted({kind for name in step.relations for kind in relations[name].ends})
    return {kind: tuple(name for name in step.relations if kind in relations[name].ends) for kind in kinds}


def unsaid_relations(pattern: Pattern) -> frozenset[str]:
    """The relations by which others might lead to the examined node that have no place to say so, as far as that changes its verdict."""
    match pattern:
        case RequiresLink() | IsSupported() | Reaches() | Matches() | SumsTo():
            steps = (*(path_of(pattern) or ()), *(second_path(pattern) or ()))
            return frozenset(name for step in steps for names in unsaid_by(step).values() for name in names)
        case _:
            return frozenset()


def stays_inside(relation: str) -> bool:
    """Whether `relation` leads to nodes of the same plan only."""
    return built_in_chain().relations[relation].levels is None


def leads_to(relation: str, one: Prospect) -> Prospects:
    """Where a link of `relation` might lead from a node like `one`; one that stays inside a plan, only in the plan of that node."""
    return _onward(relation)[one]


@cache
def again(step: Step) -> tuple[str, ...]:
    """The relations of a closure by which a round can follow another: what stands in a plan is no plan, so that nothing stands in it."""
    there = {end for one in step.relations for ends in _walked(one, inverse=step.inverse).values() for end in ends}
    return tuple(name for name in step.relations if any(_walked(name, inverse=step.inverse)[one] for one in there))


@cache
def _walked(relation: str, *, inverse: bool) -> dict[Prospect, Prospects]:
    """Where one link of `relation` might lead from each prospect, or back from it."""
    onward = _onward(relation)
    if not inverse:
        return onward
    back: dict[Prospect, set[Prospect]] = {one: set() for one in _everything()}
    for start, ends in onward.items():
        for end in ends:
            back[end].add(start)
    return {end: frozenset(starts) for end, starts in back.items()}


def _fits(one: Prospect, target: Target) -> bool:
    if (target.kind and one.kind not in target.kind) or (target.level and one.level not in target.level):
        return False
    if target.list is not None:
        return one.list == target.list
    return target.plan != "same" or not one.list


def _before(step: Step, ends: Prospects) -> Prospects:
    """Where `step` might lead from to one of `ends`."""
    if step.inverse:
        return frozenset(end for one in ends for relation in step.relations for end in _onward(relation)[one])
    return frozenset(
        one for one in _everything() if any(not ends.isdisjoint(_onward(relation)[one]) for relation in step.relations)
    )


def _before_any_round(step: Step, ends: Prospects) -> Prospects:
    """`ends` and where rounds of `step` might lead from to them."""
    while not (more := _before(step, ends)) <= ends:
        ends |= more
    return ends


@cache
def _everything() -> Prospects:
    chain = built_in_chain()
    in_plans = {Prospect(kind, level, "") for kind in chain.kinds for level in chain.levels}
    return frozenset(in_plans | _in_lists() | {one._replace(kind="plan") for one in _in_lists()})


@cache
def _in_lists() -> Prospects:
    lists = built_in_chain().code_lists.items()
    return frozenset(Prospect(word.kind, word.level, name) for name, word in lists if word.kind and word.level)


@cache
def _onward(relation: str) -> dict[Prospect, Prospects]:
    """Where one link of `relation` might lead from each prospect."""
    if relation == "in_plan":
        return {one: frozenset({one._replace(kind="plan")} - {one}) for one in _everything()}
    crosses = built_in_chain().relations[relation].levels or {}
    return {
        one: _might_lead(relation, one.kind, one.level, "", "")
        if not one.list and (not crosses or one.level in crosses)
        else frozenset()
        for one in _everything()
    }


@cache
def _might_lead(relation: str, kind: str, level: str, to_list: str, to_level: str) -> Prospects:
    """Where `relation` might lead from a node of a plan, if it says the list `to_list` or the level `to_level`, or nothing."""
    chain = built_in_chain()
    kinds = chain.target_kinds(relation, kind)
    levels = chain.target_levels(relation, level) or list(chain.levels)
    entries = {one for one in _in_lists() if one.kind in kinds and one.level in levels}
    if to_list:
        return frozenset(one for one in entries if one.list == to_list)
    if to_level:
        return frozenset(Prospect(one, to_level, "") for one in kinds)
    in_plans = {Prospect(one, other, "") for one in kinds for other in levels}
    return frozenset(in_plans if chain.relations[relation].levels is None else in_plans | entries)
