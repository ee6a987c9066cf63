"""Why a rule on figures fails: the bound and the value, the summands of a total."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from checker.chain import Chain
from checker.explain.walk import Walker
from checker.explain.words import Explanation, called, figure, joined
from checker.pattern import (
    SumsTo,
    Within,
    path_of,
)
from checker.place import Place
from checker.plan import Node, Value
from checker.text import Sentence, same

SHOWN: Final = 30
ALL_YEARS: Final = Sentence(th="ทุกปี", en="all years")


def year_word(year: int | None) -> Sentence:
    """A fiscal year, or all of them."""
    return ALL_YEARS if year is None else same(str(year))


def explain_bounds(pattern: Within, node: Node, walker: Walker, chain: Chain) -> Explanation:
    """Each value that lies outside, the bound, and by how much."""
    found = Explanation(node.place)
    path = path_of(pattern)
    others = [node] if path is None else walker.meeting(path, node, pattern.target)
    values: list[Sentence] = []
    bounds: list[Sentence] = []
    years: list[Sentence] = []
    gaps: list[Sentence] = []
    for other in others:
        for year, value in _values(node, pattern.field):
            outside = _outside(pattern, year, value, other)
            if outside is None:
                continue
            if not values:
                found.place = value.place
            bound, gap, place = outside
            values.append(same(value.written))
            bounds.append(bound)
            years.append(year_word(year))
            gaps.append(gap)
            spoken = f"{year}: {value.written}" if year else value.written
            found.add("value", same(spoken), place=value.place)
            found.add("bound", bound, other if other is not node else None, place)
            found.add("difference", gap)
    label = chain.field(node.kind, pattern.field).sentence
    found.fills = {
        "field": label,
        "value": joined(values),
        "bound": joined(bounds),
        "difference": joined(gaps),
        "years": joined(years),
    }
    return found


def _values(node: Node, name: str) -> Iterator[tuple[int | None, Value]]:
    if name in node.yearly:
        yield from ((year, value) for year, value in node.yearly[name].items() if value.state == "filled")
    elif name in node.values and node.values[name].state == "filled":
        yield None, node.values[name]


def _outside(
    pattern: Within, year: int | None, value: Value, other: Node
) -> tuple[Sentence, Sentence, Place | None] | None:
    """The bound, the difference and the bound's place, where `value` lies outside; None where it does not."""
    bounds = pattern.bounds
    if bounds.period is not None:
        window = other.values.get(bounds.period)
        if window is None or window.years is None:
            return None
        first, last = (year, year) if year is not None else value.years or (None, None)
        if first is None or last is None or (year is not None and not value.number):
            return None
        opens = window.years[0] - bounds.early
        off = max(opens - first, last - window.years[1])
        gap = Sentence(th=f"{off} ปี", en=f"{off} year{'s' if off != 1 else ''}")
        return (same(f"{opens}-{window.years[1]}"), gap, window.place) if off > 0 else None
    if bounds.prefix is not None or bounds.prefix_of is not None:
        area = other.values.get(bounds.prefix or bounds.prefix_of or "")
        if area is None or area.state != "filled":
            return None
        longer, shorter = (value, area) if bounds.prefix is not None else (area, value)
        if longer.key.startswith(shorter.key):
            return None
        return same(area.written), same(f"{longer.written} ≠ {shorter.written}…"), area.place
    if value.number is None:
        return None
    for limit, upper in ((bounds.max, True), (bounds.min, False)):
        if limit is None:
            continue
        for at, theirs in _values(other, limit):
            if theirs.number is None or (year is not None and at is not None and at != year):
                continue
            off_by = value.number - theirs.number if upper else theirs.number - value.number
            if off_by > 0:
                return same(theirs.written), same(figure(off_by)), theirs.place
    fixed = bounds.at_most if bounds.at_most is not None else bounds.at_least
    if fixed is not None:
        off_by = value.number - fixed if bounds.at_most is not None else fixed - value.number
        if off_by > 0:
            return same(figure(fixed)), same(figure(off_by)), None
    return None


def explain_sum(pattern: SumsTo, node: Node, walker: Walker, chain: Chain) -> Explanation:
    """For each total that is off: printed, summed, difference; then the summands."""
    found = Explanation(node.place)
    path = path_of(pattern)
    others = [node] if path is None else walker.meeting(path, node, pattern.target)
    name = pattern.field or pattern.counts or ""
    years: list[Sentence] = []
    printed: list[Sentence] = []
    summed: list[Sentence] = []
    gaps: list[Sentence] = []
    for year, total, place in [*_totals(pattern, node), *_share(pattern, node, walker)]:
        amount = sum((_part(pattern, other, name, year) or Decimal(0) for other in others), Decimal(0))
        beyond = {"equal": abs(amount - total), "at_most": amount - total, "at_least": total - amount}
        if beyond[pattern.comparison] <= pattern.tolerance:
            continue
        if not years:
            found.place = place or found.place
        years.append(year_word(year))
        printed.append(same(figure(total)))
        summed.append(same(figure(amount)))
        gaps.append(same(figure(total - amount)))
        found.add("year", years[-1])
        found.add("printed" if place else "bound", _told(pattern, total), place=place)
        found.add("summed", summed[-1])
        found.add("difference", gaps[-1])
        _add_summands(found, pattern, node, others, name, year)
    labelled = node.kind if pattern.total or not others else others[0].kind
    label = chain.field(labelled, pattern.total or name).sentence if pattern.total or others else same(name)
    found.fills = {
        "field": label,
        "years": joined(years),
        "printed": joined(printed),
        "summed": joined(summed),
        "difference": joined(gaps),
    }
    return found


def _share(pattern: SumsTo, node: Node, walker: Walker) -> Iterator[tuple[None, Decimal, None]]:
    """What the rule allows of the sum over `of`."""
    path = path_of(pattern)
    if pattern.of is not None and path is not None:
        name = pattern.field or pattern.counts or ""
        parts = (_part(pattern, other, name, None) for other in walker.meeting(path, node, pattern.of))
        yield None, pattern.share(sum((part or Decimal(0) for part in parts), Decimal(0))), None


def _told(pattern: SumsTo, total: Decimal) -> Sentence:
    """The total; of a share also what it is a share of."""
    percent = pattern.at_most_percent
    return same(figure(total) if not percent else f"{figure(total)} = {percent}% × {figure(total * 100 / percent)}")


def _totals(pattern: SumsTo, node: Node) -> Iterator[tuple[int | None, Decimal, Place | None]]:
    """The totals with a number and where they stand, or the number that the rule states in place of one."""
    if pattern.at_most is not None:
        yield None, pattern.at_most, None
    for year, value in _values(node, pattern.total or ""):
        if value.number is not None:
            yield year, value.number, value.place


def _part(pattern: SumsTo, node: Node, name: str, year: int | None) -> Decimal | None:
    """What `node` adds to the sum of `year` (None: of all years); None where it adds nothing."""
    numbers = [
        value.number
        for at, value in _values(node, name)
        if value.number is not None and (year is None or at in (year, None))
    ]
    if pattern.counts is not None:
        return Decimal(1) if any(numbers) else None
    return sum(numbers, Decimal(0)) if numbers else None


def _add_summands(
    found: Explanation, pattern: SumsTo, node: Node, others: list[Node], name: str, year: int | None
) -> None:
    if others == [node]:
        for at, value in _values(node, name):
            found.add("summand", same(f"{at}: {value.written}"), place=value.place)
        return
    adding = [(other, part) for other in others if (part := _part(pattern, other, name, year))]
    for other, part in adding[:SHOWN]:
        found.add("summand", same(f"{called(other).en}: {figure(part)}"), other, other.place)
    if len(adding) > SHOWN:
        more = len(adding) - SHOWN
        found.add("summand", Sentence(th=f"และอีก {more} รายการ", en=f"and {more} more"))
