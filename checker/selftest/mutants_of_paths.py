"""Mutants of what a rule looks for: the steps of its path, and the target at its end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from checker.chain import Chain
from checker.path import Path, Step, parse_path, path_text
from checker.pattern import (
    IsSupported,
    LinksResolve,
    Matches,
    Reaches,
    SumsTo,
    Target,
    Unique,
    Within,
    inverted,
    path_of,
    target_of,
)
from checker.rule import Rule
from checker.selftest.change import Change, change, left_out, other_field, shifted
from checker.selftest.reach import Spot, counted, relations_from, spots_after, spots_of, walks_twice
from checker.text import Sentence

_BIG = Decimal(10) ** 12
_FAULTS_ANYWHERE = ("dangling", "misplaced")


def of_path(rule: Rule, chain: Chain) -> Iterator[Change]:
    """Each step of the rule's path without its closure, the other way round, without one of several relations, or by another."""
    for walked in other_paths(path_of(rule.pattern) or (), spots_of(rule, chain), chain):
        yield _with_path(rule, walked)


def other_paths(path: Path, start: frozenset[Spot], chain: Chain) -> Iterator[Path]:
    """`path` with one step without its closure, the other way round, without one of several relations, or by another."""
    for at, step in enumerate(path):
        before = spots_after(path[:at], start, chain)
        for other in _other_steps(step, before, chain):
            yield (*path[:at], other, *path[at + 1 :])


def _other_steps(step: Step, start: frozenset[Spot], chain: Chain) -> Iterator[Step]:
    if step.closure and walks_twice(step, start, chain):
        yield replace(step, closure=False)
    yield replace(step, inverse=not step.inverse)
    if len(step.relations) > 1:
        for name in step.relations:
            yield replace(step, relations=tuple(one for one in step.relations if one != name))
    others = [name for name in relations_from(start, step.inverse, chain) if name not in step.relations]
    if others:
        for name in step.relations:
            swapped = tuple(sorted({*step.relations, others[0]} - {name}))
            yield replace(step, relations=swapped)


def _with_path(rule: Rule, path: Path) -> Change:
    match rule.pattern:
        case IsSupported():
            written = path_text(inverted(path))
        case _:
            written = path_text(path)
    key = "via" if isinstance(rule.pattern, Reaches) else "relation"
    return change(f"{key} เป็น {written}", f"{key} {written}", **{key: written})


def of_target(rule: Rule, chain: Chain) -> Iterator[Change]:
    """The target without each thing that restricts it, with another kind, or in another plan.

    Kinds and levels are changed only where the chain lets a path end at a spot that tells the two apart.
    """
    pattern = rule.pattern
    target = target_of(pattern)
    ends = spots_after(path_of(pattern) or (), spots_of(rule, chain), chain)
    key = "by" if isinstance(pattern, IsSupported) else "target"
    for says, restricted in [*_other_kinds(target, ends, chain), *_other_levels(target)]:
        if counted(restricted, ends) != counted(target, ends):
            keys = {"level": restricted.level, "to": restricted.kind}
            stated: dict[str, Any] = keys if isinstance(pattern, Reaches) else {key: restricted.model_dump()}
            yield Change(Sentence(th=says[0], en=says[1]), stated)
    if isinstance(pattern, Reaches):
        return
    for says, restricted in [*_elsewhere(target, path_of(pattern) or (), chain), *_other_second_path(rule, chain)]:
        yield Change(Sentence(th=says[0], en=says[1]), {key: restricted.model_dump()})


def _other_second_path(rule: Rule, chain: Chain) -> Iterator[tuple[tuple[str, str], Target]]:
    """The target without its second path, or with one step of that changed."""
    target = target_of(rule.pattern)
    if target.also is None:
        return
    yield ("ไม่มี also", "no also"), _with(target, also=None)
    for path in other_paths(parse_path(target.also), spots_of(rule, chain), chain):
        written = path_text(path)
        yield (f"also เป็น {written}", f"also {written}"), _with(target, also=written)


def _other_kinds(target: Target, ends: frozenset[Spot], chain: Chain) -> Iterator[tuple[tuple[str, str], Target]]:
    if not target.kind:
        return
    yield ("ปลายทางเป็นชนิดใดก็ได้", "a target of any kind"), _with(target, kind=())
    for one in left_out("kind", target.kind):
        yield (one.says.th, one.says.en), _with(target, **one.keys)
    reached = {kind for kind, level in ends if not target.level or level in target.level}
    other = next((kind for kind in chain.kinds if kind in reached and kind not in target.kind), None)
    if other is not None:
        yield (f"ปลายทางเป็น {other}", f"a target of kind {other}"), _with(target, kind=(other,))


def _other_levels(target: Target) -> Iterator[tuple[tuple[str, str], Target]]:
    if not target.level:
        return
    yield ("ปลายทางอยู่ระดับใดก็ได้", "a target at any level"), _with(target, level=())
    for one in left_out("level", target.level):
        yield (one.says.th, one.says.en), _with(target, **one.keys)


def _elsewhere(target: Target, path: Path, chain: Chain) -> Iterator[tuple[tuple[str, str], Target]]:
    if target.plan != "any":
        yield ("ปลายทางอยู่แผนใดก็ได้", "a target in any plan"), _with(target, plan="any")
    elif any(chain.relations[name].across for step in path for name in step.relations):
        yield ("ปลายทางอยู่ในแผนเดียวกัน", "a target in the same plan"), _with(target, plan="same")
    if target.list is not None:
        yield ("ปลายทางไม่ต้องอยู่ในรายการรหัส", "a target of no particular list"), _with(target, list=None)
    for name, words in target.when.items():
        rest = {field: words for field, words in target.when.items() if field != name}
        yield (f"ปลายทางมี {name} ใดก็ได้", f"a target of any {name}"), _with(target, when=rest)
        for one in left_out(name, words):
            yield (one.says.th, one.says.en), _with(target, when={**rest, **one.keys})


def of_matches(rule: Rule, pattern: Matches, chain: Chain) -> Iterator[Change]:
    """Each step of the other path changed, as of the first one."""
    for path in other_paths(parse_path(pattern.other), spots_of(rule, chain), chain):
        yield change(f"other เป็น {path_text(path)}", f"other {path_text(path)}", other=path_text(path))


def of_unless(rule: Rule, pattern: Unique, chain: Chain) -> Iterator[Change]:
    """No path that excuses twins, or one with a step changed."""
    if pattern.unless is None:
        return
    yield change("ไม่มี unless", "no unless", unless=None)
    for path in other_paths(parse_path(pattern.unless), spots_of(rule, chain), chain):
        # Which of two twins leads to the other makes no difference.
        if path != inverted(parse_path(pattern.unless)):
            yield change(f"unless เป็น {path_text(path)}", f"unless {path_text(path)}", unless=path_text(path))


def _with(target: Target, **keys: object) -> Target:
    return target.model_copy(update=keys)


def of_links_resolve(pattern: LinksResolve, chain: Chain) -> Iterator[Change]:
    """Each relation, fault and direction left out; a fault and a direction more, where links can have them."""
    yield from left_out("relation", pattern.relation)
    yield from left_out("faults", pattern.faults)
    # The entries of code lists cite nothing, so no circle runs through a list.
    circles_only = not set(pattern.faults) & set(_FAULTS_ANYWHERE)
    for one in left_out("toward", pattern.toward):
        if not circles_only or "list" in one.keys["toward"]:
            yield one
    # Links that lead to plans alone never dangle: a plan that is not at hand is not given.
    named = [name for name in pattern.relation if set().union(*chain.relations[name].ends.values()) != {"plan"}]
    for fault in _FAULTS_ANYWHERE:
        if fault not in pattern.faults and (fault == "misplaced" or named):
            yield change(f"นับ {fault} ด้วย", f"{fault} among the faults", faults=(*pattern.faults, fault))
    # A circle of links that stay inside one plan cannot run through another.
    if not circles_only:
        for toward in ("own", "plan", "list"):
            if toward not in pattern.toward:
                yield change(f"ดู {toward} ด้วย", f"“{toward}” in toward", toward=(*pattern.toward, toward))


def of_within(pattern: Within, chain: Chain) -> Iterator[Change]:
    """A ceiling read as a floor and a floor as a ceiling, a stated bound moved by one, another field."""
    switched = {
        "max": "min", "min": "max", "at_most": "at_least", "at_least": "at_most", "prefix": "prefix_of", "prefix_of": "prefix",
    }  # fmt: skip
    (stated,) = pattern.bounds.given
    bound = getattr(pattern.bounds, stated)
    if stated in switched:
        yield change(
            f"{switched[stated]} แทน {stated}",
            f"{switched[stated]} in place of {stated}",
            bounds={switched[stated]: bound},
        )
    if stated in ("at_most", "at_least"):
        for one in shifted(stated, bound):
            yield change(one.says.th, one.says.en, bounds=one.keys)
    if pattern.bounds.period is not None and pattern.bounds.early:
        for one in shifted("early", pattern.bounds.early, floor=0):
            yield change(one.says.th, one.says.en, bounds={"period": bound, **one.keys})
    field = other_field(pattern.field, pattern.source, chain)
    if field is not None:
        yield change(f"ใช้ {field} แทน {pattern.field}", f"{field} in place of {pattern.field}", field=field)


def of_share(rule: Rule, pattern: SumsTo, chain: Chain) -> Iterator[Change]:
    """The nodes of whose sum a share is taken without each thing that restricts them, or others."""
    path = path_of(pattern) or ()
    ends = spots_after(path, spots_of(rule, chain), chain)
    of = pattern.of
    if of is None:
        return
    others = [*_other_kinds(of, ends, chain), *_other_levels(of), *_elsewhere(of, path, chain)]
    for (th, en), restricted in others:
        yield change(f"of: {th}", f"of: {en}", of=restricted.model_dump())


def of_sums_to(pattern: SumsTo, chain: Chain) -> Iterator[Change]:
    """A wider tolerance, another comparison or bound, amounts in place of counts and the other way round, another total."""
    for more in (Decimal(1), _BIG):
        wider = pattern.tolerance + more
        yield change(f"tolerance เป็น {wider}", f"tolerance {wider}", tolerance=wider)
    if pattern.relation is not None:
        yield change(
            "นับแทนยอดเงินหรือกลับกัน",
            "amounts for counts or the other way round",
            field=pattern.counts,
            counts=pattern.field,
        )
    for compare in ("equal", "at_least", "at_most") if pattern.compare != "equal" else ():
        yield change(f"compare เป็น {compare}", f"compare {compare}", compare=compare)
    yield from shifted("at_most", pattern.at_most)
    yield from shifted("at_most_percent", pattern.at_most_percent, floor=0)
    total = other_field(pattern.total, pattern.source, chain) if pattern.total else None
    if total is not None:
        yield change(f"ยอดรวมเป็น {total}", f"the total {total}", total=total)
