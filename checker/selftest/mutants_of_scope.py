"""Mutants of whom a rule examines, by what a node says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from checker.chain import Chain
from checker.path import parse_path, path_text
from checker.pattern import When
from checker.rule import Rule, Years
from checker.selftest.change import Change, change, left_out, shifted
from checker.selftest.mutants_of_paths import other_paths
from checker.selftest.reach import spots_of

Entry = TypeVar("Entry")


def of_scope(rule: Rule, chain: Chain) -> Iterator[Change]:
    """Each entry left out and each of its words; `only` read as `when` and the other way round; a test as `filled`."""
    scope = rule.scope
    yield from _of_words("when", scope.when)
    yield from _of_words("only", scope.only)
    yield from _of_words("except_", scope.except_)
    yield from _strictness(rule, chain)
    yield from _of_words("plan", scope.plan)
    yield from _of_years(scope.years)
    yield from _of_linked(rule, chain)
    yield from left_out("filled", scope.filled, last=True)
    yield from left_out("blank", scope.blank, last=True)
    for name in scope.text:
        rest = _without(scope.text, name)
        yield change(f"{name} เขียนอย่างไรก็ได้", f"{name} in any words", text=rest)
        filled = tuple(sorted({*scope.filled, name}))
        yield change(f"{name} กรอกแล้วก็พอ", f"{name} filled in any words", text=rest, filled=filled)


def _of_words(entry: str, words: When) -> Iterator[Change]:
    for name, listed in words.items():
        rest = _without(words, name)
        if entry == "except_":
            yield change(f"ไม่ยกเว้นตาม {name}", f"no {name} excepted", except_=rest)
            changes = left_out(name, listed)
        else:
            yield change(f"{name} ใดก็ได้", f"any {name} in scope", **{entry: rest})
            changes = left_out(name, listed, last=True)
        for one in changes:
            yield Change(one.says, {entry: {**rest, **one.keys}})


def _of_years(years: Years | None) -> Iterator[Change]:
    """Each bound left out, and one year earlier and later."""
    stated = years.model_dump(by_alias=True, exclude_none=True) if years else {}
    for name, year in stated.items():
        rest = _without(stated, name)
        yield change(f"years ไม่มี {name}", f"no {name} of years", years=Years.model_validate(rest) if rest else None)
        for one in shifted(name, year):
            moved = {**rest, **one.keys}
            if moved.get("from", year) <= moved.get("until", year + 1):
                yield Change(one.says, {"years": Years.model_validate(moved)})


def _of_linked(rule: Rule, chain: Chain) -> Iterator[Change]:
    """The path left out, or with one step walked otherwise. Walked once, the last step comes to an end where it did."""
    if rule.scope.linked is None:
        return
    yield change("ไม่ต้องมี linked", "linked left out of scope", linked=None)
    path = parse_path(rule.scope.linked)
    for walked in other_paths(path, spots_of(rule, chain), chain):
        if walked != (*path[:-1], replace(path[-1], closure=False)):
            yield change(f"linked เป็น {path_text(walked)}", f"linked {path_text(walked)}", linked=path_text(walked))


def _strictness(rule: Rule, chain: Chain) -> Iterator[Change]:
    """Words of `when` asked by `only`, and the other way round, of fields that can be empty."""
    for entry, other in (("when", "only"), ("only", "when")):
        words: When = getattr(rule.scope, entry)
        others: When = getattr(rule.scope, other)
        for name, listed in words.items():
            if name not in others and not _has_default(name, rule.pattern.source, chain):
                keys = {entry: _without(words, name), other: {**others, name: listed}}
                yield change(f"{name} อยู่ใน {other}", f"{name} under {other} in place of {entry}", **keys)


def _has_default(name: str, kinds: Sequence[str], chain: Chain) -> bool:
    """Whether the field is never empty on any of `kinds`."""
    return all(name in chain.fields(kind) and chain.field(kind, name).default is not None for kind in kinds)


def _without(entries: Mapping[str, Entry], name: str) -> dict[str, Entry]:
    return {field: one for field, one in entries.items() if field != name}
