"""Why a value lies outside its bounds: which value, the bound and whose it is, and by how much."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from checker.chain import Chain
from checker.explain.walk import Walker
from checker.explain.words import Explanation, figure, joined
from checker.pattern import Bounds, Within, path_of
from checker.place import Place
from checker.plan import Node, Value
from checker.text import Sentence, same

ALL_YEARS: Final = Sentence(th="ทุกปี", en="all years")


@dataclass(frozen=True, slots=True)
class _Off:
    """A bound that a value oversteps: the bound alone, the same as a demand on the value, how far, and where it stands."""

    bound: Sentence
    asked: Sentence
    by: Sentence
    place: Place | None = None


def year_word(year: int | None) -> Sentence:
    """A fiscal year, or all of them."""
    return ALL_YEARS if year is None else same(str(year))


def filled(node: Node, name: str) -> Iterator[tuple[int | None, Value]]:
    """The filled values of a field, each with its year where it is a yearly one."""
    if name in node.yearly:
        yield from ((year, value) for year, value in node.yearly[name].items() if value.state == "filled")
    elif name in node.values and node.values[name].state == "filled":
        yield None, node.values[name]


def explain_bounds(pattern: Within, node: Node, walker: Walker, chain: Chain) -> Explanation:
    """Each value that lies outside, the bound with the node that states it, and by how much."""
    found = Explanation(node.place)
    path = path_of(pattern)
    others = [node] if path is None else walker.meeting(path, node, pattern.target)
    label = chain.field(node.kind, pattern.field).sentence
    fills: dict[str, list[Sentence]] = {name: [] for name in ("value", "bound", "difference", "years")}
    for other in others:
        for year, value in filled(node, pattern.field):
            for off in _outside(pattern.bounds, year, value, other, chain):
                if not fills["value"]:
                    found.place = value.place
                spoken = f" {year}" if year else ""
                th, en = f"{label.th}{spoken}: {value.written}", f"{label.en}{spoken}: {value.written}"
                found.add("value", Sentence(th=th, en=en), place=value.place)
                found.add("bound", off.asked, other if other is not node else None, off.place)
                found.add("difference", off.by)
                told = (same(value.written), off.bound, off.by, year_word(year))
                for name, said in zip(fills, told, strict=True):
                    fills[name].append(said)
    found.fills = {"field": label} | {name: joined(said) for name, said in fills.items()}
    return found


def _outside(bounds: Bounds, year: int | None, value: Value, other: Node, chain: Chain) -> Iterator[_Off]:
    """The bounds of `other` that `value` of `year` oversteps."""
    if bounds.period is not None:
        yield from _beyond_years(bounds, bounds.period, year, value, other, chain)
    elif bounds.prefix is not None or bounds.prefix_of is not None:
        yield from _elsewhere(bounds, value, other, chain)
    elif value.number is not None:
        yield from _beyond_amount(bounds, year, value.number, other, chain)


def _beyond_years(
    bounds: Bounds, name: str, year: int | None, value: Value, other: Node, chain: Chain
) -> Iterator[_Off]:
    window = other.values.get(name)
    first, last = (year, year) if year is not None else value.years or (None, None)
    if window is None or window.years is None or first is None or last is None:
        return
    if year is not None and not value.number:
        return
    opens, closes = window.years[0] - bounds.early, window.years[1]
    off = max(opens - first, last - closes)
    if off > 0:
        word = chain.field(other.kind, name)
        th, en = f"{word.th}: {window.written}", f"{word.en}: {window.written}"
        if bounds.early:
            th, en = f"{th} เริ่มก่อนได้ {bounds.early} ปี", f"{en}, and {_years(bounds.early)} before"
        by = Sentence(th=f"{off} ปี", en=_years(off))
        yield _Off(same(f"{opens}-{closes}"), Sentence(th=th, en=en), by, window.place)


def _years(count: int) -> str:
    return f"{count} year{'s' if count != 1 else ''}"


def _elsewhere(bounds: Bounds, value: Value, other: Node, chain: Chain) -> Iterator[_Off]:
    name = bounds.prefix or bounds.prefix_of or ""
    area = other.values.get(name)
    if area is None or area.state != "filled":
        return
    longer, shorter = (value, area) if bounds.prefix is not None else (area, value)
    if not longer.key.startswith(shorter.key):
        word = chain.field(other.kind, name)
        by = Sentence(
            th=f"{longer.written} ไม่ได้ขึ้นต้นด้วย {shorter.written}",
            en=f"{longer.written} does not begin with {shorter.written}",
        )
        asked = Sentence(th=f"{word.th}: {area.written}", en=f"{word.en}: {area.written}")
        yield _Off(same(area.written), asked, by, area.place)


def _beyond_amount(bounds: Bounds, year: int | None, number: Decimal, other: Node, chain: Chain) -> Iterator[_Off]:
    for limit, upper in ((bounds.max, True), (bounds.min, False)):
        for at, theirs in filled(other, limit or ""):
            if theirs.number is None or (year is not None and at is not None and at != year):
                continue
            off = number - theirs.number if upper else theirs.number - number
            if off > 0:
                word, spoken = chain.field(other.kind, limit or ""), f" {at}" if at else ""
                th, en = f"{theirs.written} ({word.th}{spoken})", f"{theirs.written} ({word.en}{spoken})"
                named = Sentence(th=th, en=en)
                yield _Off(same(theirs.written), limit_word(named, upper=upper), same(figure(off)), theirs.place)
    fixed, upper = (bounds.at_most, True) if bounds.at_most is not None else (bounds.at_least, False)
    if fixed is not None:
        off = number - fixed if upper else fixed - number
        if off > 0:
            yield _Off(same(figure(fixed)), limit_word(same(figure(fixed)), upper=upper), same(figure(off)))


def limit_word(limit: Sentence, *, upper: bool) -> Sentence:
    """That a value may go up or down to `limit` and no further."""
    if upper:
        return Sentence(th=f"ไม่เกิน {limit.th}", en=f"at most {limit.en}")
    return Sentence(th=f"ไม่น้อยกว่า {limit.th}", en=f"at least {limit.en}")
