"""Mutants: a rule with one thing changed, which its own examples have to notice.

An operator makes no mutant that judges every plan as the rule does; where that depends on the chain (a level that no path
reaches, a step that cannot be taken twice), `checker.selftest.reach` tells. What the loader would refuse is no mutant.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, assert_never

from pydantic import ValidationError

from checker.chain import Chain, built_in_chain
from checker.pattern import (
    Agrees,
    IsSupported,
    LinksResolve,
    Matches,
    Reaches,
    RequiresField,
    RequiresLink,
    Sequence,
    Series,
    SumsTo,
    Typical,
    Unique,
    Within,
)
from checker.rule import Rule
from checker.rule_checks import complaints
from checker.selftest.change import Change, change, left_out, shifted
from checker.selftest.mutants_of_fields import (
    of_agrees,
    of_requires_field,
    of_sequence,
    of_series,
    of_typical,
    of_unique,
)
from checker.selftest.mutants_of_paths import (
    of_links_resolve,
    of_matches,
    of_path,
    of_share,
    of_sums_to,
    of_target,
    of_unless,
    of_within,
)
from checker.selftest.mutants_of_scope import of_scope
from checker.text import Sentence


class Mutant(NamedTuple):
    """A rule changed in one thing, and what was changed, to be read after “the rule with”."""

    says: Sentence
    rule: Rule


def mutants(rule: Rule) -> list[Mutant]:
    """The mutants of `rule`, in a fixed order; each differs from the rule and from the others."""
    chain = built_in_chain()
    shapes = {_shape(rule)}
    found: list[Mutant] = []
    candidates = [*_of_scope(rule, chain), *_of_pattern(rule, chain)]
    for says, mutant in candidates:
        if mutant is not None and _shape(mutant) not in shapes and _is_accepted(mutant, chain):
            shapes.add(_shape(mutant))
            found.append(Mutant(says, mutant))
    return found


def _shape(rule: Rule) -> str:
    return rule.scope.model_dump_json() + rule.pattern.model_dump_json()


def _is_accepted(rule: Rule, chain: Chain) -> bool:
    """Whether the loader would take the pattern and scope; the rest of the rule is as it was."""
    sources = frozenset(basis.source for basis in rule.basis)
    return not any(path[0] in ("pattern", "scope") for path, _, _ in complaints(rule, chain, sources))


def _of_scope(rule: Rule, chain: Chain) -> Iterator[tuple[Sentence, Rule | None]]:
    scope = rule.scope
    changes = [*left_out("levels", scope.levels)]
    if scope.levels:
        changes.append(change("ทุกระดับ", "every level in scope", levels=()))
    changes += of_scope(rule, chain)
    for says, keys in changes:
        yield says, rule.model_copy(update={"scope": scope.model_copy(update=keys)})


def _of_pattern(rule: Rule, chain: Chain) -> Iterator[tuple[Sentence, Rule | None]]:
    for says, keys in [*left_out("source", rule.pattern.source), *_by_kind(rule, chain)]:
        stated = {**rule.pattern.model_dump(by_alias=True), **keys}
        try:
            pattern = type(rule.pattern).model_validate(stated)
        except ValidationError:
            yield says, None
            continue
        yield says, rule.model_copy(update={"pattern": pattern})


def _by_kind(rule: Rule, chain: Chain) -> Iterator[Change]:
    pattern = rule.pattern
    yield from of_path(rule, chain)
    yield from of_target(rule, chain)
    match pattern:
        case RequiresLink():
            yield from shifted("at_least", pattern.at_least, floor=0)
            yield from shifted("at_most", pattern.at_most, floor=0)
            if pattern.at_most is not None:
                yield change("ไม่มี at_most", "no at_most", at_most=None)
        case IsSupported():
            yield from shifted("at_least", pattern.at_least, floor=0)
        case Reaches():
            pass
        case LinksResolve():
            yield from of_links_resolve(pattern, chain)
        case RequiresField():
            yield from of_requires_field(pattern, chain)
        case Matches():
            yield from of_matches(rule, pattern, chain)
        case Agrees():
            yield from of_agrees(pattern)
        case Within():
            yield from of_within(pattern, chain)
        case SumsTo():
            yield from of_sums_to(pattern, chain)
            yield from of_share(rule, pattern, chain)
        case Unique():
            yield from of_unique(pattern, chain)
            yield from of_unless(rule, pattern, chain)
        case Sequence():
            yield from of_sequence(pattern, chain)
        case Series():
            yield from of_series(pattern, chain)
        case Typical():
            yield from of_typical(pattern, chain)
        case _:
            assert_never(pattern)
