"""Where a path can end at all, by the chain: what tells a mutant from a rule that says the same in other words."""

from __future__ import annotations

from collections.abc import Iterable

from checker.chain import Chain
from checker.path import Path, Step
from checker.pattern import Target
from checker.rule import Rule

Spot = tuple[str, str]  # a kind at a level


def spots_of(rule: Rule, chain: Chain) -> frozenset[Spot]:
    """The spots that `rule` examines."""
    return frozenset((kind, level) for kind in rule.sources for level in rule.scope.levels or chain.levels)


def spots_after(path: Path, start: Iterable[Spot], chain: Chain) -> frozenset[Spot]:
    """The spots at which `path` from one of `start` can end."""
    here = frozenset(start)
    for step in path:
        here = _walked(step, here, chain)
    return here


def counted(target: Target, ends: Iterable[Spot]) -> frozenset[Spot]:
    """Those of `ends` that `target` counts, as far as kind and level tell."""
    return frozenset(
        (kind, level)
        for kind, level in ends
        if (not target.kind or kind in target.kind) and (not target.level or level in target.level)
    )


def walks_twice(step: Step, start: Iterable[Spot], chain: Chain) -> bool:
    """Whether `step` can be taken a second time after it was taken from `start`."""
    once = Step(step.relations, step.inverse)
    return bool(spots_after((once, once), start, chain))


def relations_from(start: Iterable[Spot], inverse: bool, chain: Chain) -> list[str]:
    """The relations that can be walked from one of `start`, in the chain's order."""
    spots = frozenset(start)
    return [name for name in chain.relations if _walked(Step((name,), inverse), spots, chain)]


def _walked(step: Step, start: frozenset[Spot], chain: Chain) -> frozenset[Spot]:
    found: frozenset[Spot] = frozenset()
    fresh = start
    while fresh:
        ahead = {spot for name in step.relations for spot in _once(name, step.inverse, fresh, chain)}
        fresh = frozenset(ahead) - found if step.closure else frozenset()
        found |= frozenset(ahead)
    return found


def _once(relation: str, inverse: bool, start: frozenset[Spot], chain: Chain) -> set[Spot]:
    if not inverse:
        return {end for spot in start for end in _ends(relation, spot, chain)}
    everywhere = [(kind, level) for kind in chain.kinds for level in chain.levels]
    return {spot for spot in everywhere if start & _ends(relation, spot, chain)}


def _ends(relation: str, spot: Spot, chain: Chain) -> frozenset[Spot]:
    kind, level = spot
    if chain.relations[relation].drawn:
        return frozenset() if kind == "plan" else frozenset({("plan", level)})
    levels = chain.target_levels(relation, level)
    return frozenset((end, reached) for end in chain.target_kinds(relation, kind) for reached in levels)
