"""Where a reference that is not resolved might lead, as far as the chain goes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from checker.chain import built_in_chain
from checker.path import Path, Step
from checker.pattern import Target
from checker.plan import Node, Reference

Sort = tuple[str, str, str]
"""Of what something might be: its kind, its level and its code list (none: "")."""


def sort_of(node: Node) -> Sort:
    return node.kind, node.level, node.plan.partition("@")[0] if "@" in node.plan else ""


def entries() -> list[Sort]:
    """The sorts of the entries of all code lists that links may lead to."""
    lists = built_in_chain().code_lists.items()
    return [(word.kind, word.level, name) for name, word in lists if word.kind and word.level]


def might_lead(node: Node, reference: Reference) -> Iterator[Sort]:
    chain = built_in_chain()
    kinds = chain.target_kinds(reference.relation, node.kind)
    crossing = chain.relations[reference.relation].levels
    allowed_levels = list(chain.levels) if crossing is None else crossing.get(node.level) or list(chain.levels)
    for kind in kinds:
        if reference.level:
            yield kind, reference.level, ""
        elif not reference.list:
            yield from ((kind, level, "") for level in allowed_levels)
    for kind, level, name in entries() if crossing is not None and not reference.level else ():
        if kind in kinds and level in allowed_levels and reference.list in ("", name):
            yield kind, level, name


@cache
def imagined(sort: Sort, relation: str) -> frozenset[Sort]:
    """Where a resolved link of `relation` from something of `sort` can lead at all."""
    kind, level, name = sort
    chain = built_in_chain()
    if relation == "in_plan":
        return frozenset([("plan", level, name)]) if kind != "plan" else frozenset()
    crossing = chain.relations[relation].levels
    if name or (crossing is not None and level not in crossing):
        return frozenset()
    to_kinds = chain.target_kinds(relation, kind)
    to_levels = [level] if crossing is None else crossing[level]
    listed = [one for one in entries() if crossing is not None and one[0] in to_kinds and one[1] in to_levels]
    return frozenset([*((one, other, "") for one in to_kinds for other in to_levels), *listed])


@cache
def imagined_step(step: Step, here: frozenset[Sort]) -> frozenset[Sort]:
    """Where one round of `step` can lead from `here` at all."""
    chain = built_in_chain()
    if not step.inverse:
        return frozenset(end for sort in here for relation in step.relations for end in imagined(sort, relation))
    everything = [(kind, level, "") for kind in chain.kinds for level in chain.levels]
    everything += [*entries(), *(("plan", level, name) for _, level, name in entries())]
    return frozenset(one for one in everything if any(here & imagined(one, relation) for relation in step.relations))


@cache
def imagined_ends(path: Path, here: frozenset[Sort]) -> frozenset[Sort]:
    """Where a walk can end at all that has just come `here` by the first step of `path`."""
    for turn, step in enumerate(path):
        if turn:
            here = imagined_step(step, here)
        while step.closure and not imagined_step(step, here) <= here:
            here |= imagined_step(step, here)
    return here


def might_come_to(target: Target, path: Path, here: frozenset[Sort]) -> bool:
    return any(
        (not target.kind or kind in target.kind)
        and (not target.level or level in target.level)
        and (target.list is None or name == target.list)
        and not (target.plan == "same" and name)
        for kind, level, name in imagined_ends(path, here)
    )
