"""How the scopes and targets of two rules lie to each other."""

from __future__ import annotations

from collections.abc import Mapping

from checker.pattern import Target
from checker.rule import Rule, Scope, Years
from checker.stated import Names
from checker.thai import key


def covers(one: Rule, other: Rule) -> bool:
    """Whether `one` examines, and does not leave out, every node that `other` does, as far as their words tell."""
    mine, theirs = one.scope, other.scope
    if not other.sources <= one.sources:
        return False
    if mine.levels and not (theirs.levels and {*theirs.levels} <= {*mine.levels}):
        return False
    return all(
        _unset(getattr(mine, name)) or getattr(mine, name) == getattr(theirs, name)
        for name in Scope.model_fields
        if name != "levels"
    )


def overlap(one: Rule, other: Rule) -> bool:
    """Whether both can examine the same node; in doubt they can, save where their scopes ask for what no text tells apart."""
    mine, theirs = one.scope, other.scope
    if one.sources.isdisjoint(other.sources):
        return False
    if mine.levels and theirs.levels and {*mine.levels}.isdisjoint(theirs.levels):
        return False
    pairs = [(mine.only, theirs.only), (mine.when, theirs.when), (mine.plan, theirs.plan)]
    pairs += [(mine.only, theirs.when), (mine.when, theirs.only)]
    if any(_apart(left, right) for left, right in pairs):
        return False
    if _excluded(mine.only, theirs.except_) or _excluded(theirs.only, mine.except_):
        return False
    return not _years_apart(mine.years, theirs.years)


def narrower(one: Target, other: Target) -> bool:
    """Whether everything that counts for `one` counts for `other`."""
    for name in Target.model_fields:
        mine, theirs = getattr(one, name), getattr(other, name)
        if _unset(theirs) or theirs == "any" or mine == theirs:
            continue
        if name in ("kind", "level") and mine and {*mine} <= {*theirs}:
            continue
        if name == "when" and all(field in mine and _words(mine[field]) <= _words(theirs[field]) for field in theirs):
            continue
        return False
    return True


def _unset(value: object) -> bool:
    return value is None or value == () or value == {}


def _words(words: Names) -> frozenset[str]:
    return frozenset(map(key, words))


def _apart(one: Mapping[str, Names], other: Mapping[str, Names]) -> bool:
    """Whether some field has no word in both."""
    return any(_words(one[name]).isdisjoint(_words(other[name])) for name in one if name in other)


def _excluded(only: Mapping[str, Names], left_out: Mapping[str, Names]) -> bool:
    return any(_words(only[name]) <= _words(left_out[name]) for name in only if name in left_out)


def _years_apart(one: Years | None, other: Years | None) -> bool:
    if one is None or other is None:
        return False
    first = max(years.from_ for years in (one, other) if years.from_ is not None) if one.from_ or other.from_ else None
    last = min(years.until for years in (one, other) if years.until is not None) if one.until or other.until else None
    return first is not None and last is not None and first > last
