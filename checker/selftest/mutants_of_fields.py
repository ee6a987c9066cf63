"""Mutants of the patterns that look at the values of one node, or of its twins."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.chain import Chain
from checker.demand import Demand
from checker.pattern import (
    Agrees,
    RequiresField,
    Sequence,
    Series,
    Typical,
    Unique,
)
from checker.selftest.change import Change, change, left_out, other_field, shifted

_OTHER_NUMBER = {"number": "integer", "integer": "number", "words": "number"}


def of_requires_field(pattern: RequiresField, chain: Chain) -> Iterator[Change]:
    """Each demand left out, each thing that one asks left out or turned, `all_of` read as `any_of`, another field asked."""
    key, other = ("all_of", "any_of") if pattern.all_of else ("any_of", "all_of")
    asked = [demand.model_dump(by_alias=True, exclude_none=True) for demand in pattern.demands]
    if sum(len(demand.asks) for demand in pattern.demands) > 1:
        yield change(f"{other} แทน {key}", f"{other} in place of {key}", **{key: (), other: asked})
    for at, demand in enumerate(pattern.demands):
        if len(asked) > 1:
            rest = asked[:at] + asked[at + 1 :]
            yield change(
                f"ไม่ถาม {demand.field} ข้อที่ {at + 1}", f"demand {at + 1}, of {demand.field}, left out", **{key: rest}
            )
        for th, en, one in _of_demand(demand, asked[at], pattern, chain):
            changed = [*asked[:at], one, *asked[at + 1 :]]
            yield change(f"ข้อที่ {at + 1}: {th}", f"demand {at + 1}: {en}", **{key: changed})


def _of_demand(
    demand: Demand, asked: dict[str, Any], pattern: RequiresField, chain: Chain
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for name in (name.rstrip("_") for name in demand.asks):
        if len(demand.asks) > 1:
            rest = {key: value for key, value in asked.items() if key != name}
            yield f"ไม่ถาม {name}", f"“{name}” left out", rest
    for key, number in (("min", demand.min), ("max", demand.max), ("more_than", demand.more_than)):
        for one in shifted(key, number):
            yield one.says.th, one.says.en, {**asked, **one.keys}
    for key in ("shorter_than", "longer_than"):
        for one in shifted(key, asked.get(key), floor=0):
            yield one.says.th, one.says.en, {**asked, **one.keys}
    for key, other in (("has", "lacks"), ("lacks", "has")):
        if key in asked:
            rest = {name: value for name, value in asked.items() if name != key}
            yield f"{other} แทน {key}", f"{other} in place of {key}", {**rest, other: asked[key]}
    if isinstance(demand.one_of, tuple):
        for one in left_out("one_of", demand.one_of):
            yield one.says.th, one.says.en, {**asked, **one.keys}
    if demand.overlap:
        bounds = asked["overlap"]
        for key in ("at_least", "at_most"):
            for one in shifted(key, bounds.get(key), floor=0):
                yield f"overlap {one.says.th}", f"overlap {one.says.en}", {**asked, "overlap": {**bounds, **one.keys}}
            if len(bounds) == 3:
                rest = {name: value for name, value in bounds.items() if name != key}
                yield f"overlap ไม่มี {key}", f"overlap without {key}", {**asked, "overlap": rest}
    for one in left_out("lacks_words", demand.lacks_words or ()):
        yield one.says.th, one.says.en, {**asked, **one.keys}
    # A year is a whole number by the way it is read, so `year` and `number` tell nothing apart in fields of years.
    if demand.is_ in _OTHER_NUMBER:
        yield (
            f"is เป็น {_OTHER_NUMBER[demand.is_]}",
            f"is {_OTHER_NUMBER[demand.is_]}",
            {**asked, "is": _OTHER_NUMBER[demand.is_]},
        )
    field = other_field(demand.field, pattern.source, chain)
    if field is not None and field not in {demand.differs_from, *(one.field for one in pattern.demands)}:
        yield f"ถาม {field} แทน {demand.field}", f"{field} asked in place of {demand.field}", {**asked, "field": field}


def of_agrees(pattern: Agrees) -> Iterator[Change]:
    """Each of several pairs left out."""
    pairs = [pair.model_dump() for pair in pattern.fields]
    if len(pairs) > 1:
        for at, pair in enumerate(pattern.fields):
            yield change(f"ไม่เทียบ {pair.own}", f"pair of {pair.own} left out", fields=pairs[:at] + pairs[at + 1 :])


def of_unique(pattern: Unique, chain: Chain) -> Iterator[Change]:
    """Each field of the key or beside it, or excuse, left out; the plan in place of the round, and the other way round."""
    yield from left_out("key", pattern.key)
    yield from left_out("also", pattern.also, last=True)
    yield from left_out("unlike", pattern.unlike, last=True)
    if pattern.shares_year is not None:
        yield change("ไม่มี shares_year", "no shares_year", shares_year=None)
        field = other_field(pattern.shares_year, pattern.source, chain)
        if field is not None:
            yield change(f"shares_year เป็น {field}", f"shares_year {field}", shares_year=field)
    inside = {"plan": "round", "round": "plan", "parent": "plan", "level": "plan"}[pattern.inside]
    yield change(f"inside เป็น {inside}", f"inside {inside}", inside=inside)


def of_sequence(pattern: Sequence, chain: Chain) -> Iterator[Change]:
    """Gaps or ties judged the other way, another start, the parent in place of the plan and the other way round."""
    for key, stated in (("gaps", pattern.gaps), ("ties", pattern.ties)):
        other = "allowed" if stated == "forbidden" else "forbidden"
        yield change(f"{key} เป็น {other}", f"{key} {other}", **{key: other})
    yield from shifted("starts_at", pattern.starts_at, floor=0)
    inside = "parent" if pattern.inside == "plan" else "plan"
    yield change(f"inside เป็น {inside}", f"inside {inside}", inside=inside)
    yield from _another_field(pattern, chain)


def of_series(pattern: Series, chain: Chain) -> Iterator[Change]:
    """Each part left out, each bound moved by one."""
    for key in ("covers", "against", "min", "max", "varies", "follows", "excuse", "closed"):
        if getattr(pattern, key) is not None:
            yield change(f"ไม่มี {key}", f"{key} left out", **{key: None})
    if pattern.direction is not None:
        yield change("ไม่มี direction", "direction left out", direction=None, against=None, meets=None, excuse=None)
    if pattern.meets is not None:
        yield change("ไม่มี meets", "meets left out", meets=None, excuse=None)
    yield from shifted("varies", pattern.varies, floor=2)
    for key, name in (("follows", pattern.follows), ("meets", pattern.meets)):
        other = other_field(name, pattern.source, chain) if name else None
        if other == pattern.field:
            other = other_field(other, pattern.source, chain)
        if other is not None:
            yield change(f"{key} เป็น {other}", f"{key} {other}", **{key: other})
    yield from shifted("min", pattern.min)
    yield from shifted("max", pattern.max)
    yield from _another_field(pattern, chain)


def of_typical(pattern: Typical, chain: Chain) -> Iterator[Change]:
    """The factor and the fewest peers moved by one, the level in place of the plan and the other way round."""
    yield from shifted("factor", pattern.factor, floor=2)
    yield from shifted("peers", pattern.peers, floor=2)
    inside = "level" if pattern.inside == "plan" else "plan"
    yield change(f"inside เป็น {inside}", f"inside {inside}", inside=inside)
    yield from _another_field(pattern, chain)


def _another_field(pattern: Sequence | Series | Typical, chain: Chain) -> Iterator[Change]:
    field = other_field(pattern.field, pattern.source, chain)
    if field is not None:
        yield change(f"ใช้ {field} แทน {pattern.field}", f"{field} in place of {pattern.field}", field=field)
