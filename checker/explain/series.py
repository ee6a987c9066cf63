"""Why a rule on yearly values fails: the years that are missing, that turn, or that fall short of another field."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Final

from checker.chain import Chain
from checker.explain.walk import Walker
from checker.explain.words import Explanation, figure, joined
from checker.pattern import Series
from checker.plan import Node, Value
from checker.text import Sentence, same

_MISSING: Final = Sentence(th="ไม่มีค่า", en="no value")


def explain_series(pattern: Series, node: Node, walker: Walker, chain: Chain) -> Explanation:
    """The years without a value, and those that turn against the declared direction, leave the bounds or fall short."""
    found = Explanation(node.place)
    years = node.yearly.get(pattern.field, {})
    filled = [(year, value) for year, value in years.items() if value.state == "filled" and value.number is not None]
    off: list[Sentence] = []
    window = walker.graph.plans[node.plan].years
    if pattern.covers and window:
        have = {year for year, _ in filled}
        for year in range(window[0], window[1] + 1):
            if year not in have and (year not in years or years[year].state == "empty"):
                off.append(same(str(year)))
                place = years[year].place if year in years else None
                found.add("year", Sentence(th=f"{year}: {_MISSING.th}", en=f"{year}: {_MISSING.en}"), place=place)
                found.place = place or found.place
    for year, cell, said in _not_followed(pattern, node, chain, walker.closed):
        off.append(same(str(year)))
        found.add("year", said, place=cell.place)
        found.place = cell.place if len(off) == 1 else found.place
    turning = [*_turning(pattern, node, filled), *_alike(pattern, filled), *_missed(pattern, node, walker.closed)]
    for at, (year, value, other) in enumerate(turning):
        if at == 0 and not off:
            found.place = value.place
        off.append(same(str(year)))
        found.add("year", same(f"{year}: {value.written} ({other})"), place=value.place)
    found.fills = {"field": chain.field(node.kind, pattern.field).sentence, "years": joined(off)}
    return found


def _turning(pattern: Series, node: Node, filled: list[tuple[int, Value]]) -> Iterator[tuple[int, Value, str]]:
    way = _declared(pattern, node)
    for (_, earlier), (year, later) in pairwise(filled) if pattern.runs else ():
        change = (later.number or Decimal(0)) - (earlier.number or Decimal(0))
        if (way == "up" and change < 0) or (way == "down" and change > 0) or (way == "keep" and change != 0):
            yield year, later, f"← {earlier.written}"
    base = [value for value in node.yearly.get(pattern.against or "", {}).values() if value.number is not None]
    if base and filled and way in ("up", "down"):
        year, last = filled[-1]
        gain = (last.number or Decimal(0)) - (base[-1].number or Decimal(0))
        if (gain if way == "up" else -gain) <= 0:
            yield year, last, f"← {base[-1].written}"
    for year, value in filled:
        number = value.number or Decimal(0)
        if pattern.min is not None and number < pattern.min:
            yield year, value, f"≥ {figure(pattern.min)}"
        if pattern.max is not None and number > pattern.max:
            yield year, value, f"≤ {figure(pattern.max)}"


def _declared(pattern: Series, node: Node) -> str:
    declared = node.values.get(pattern.direction or "")
    return declared.key if declared and declared.state == "filled" else ""


def _alike(pattern: Series, filled: list[tuple[int, Value]]) -> Iterator[tuple[int, Value, str]]:
    """The years with an amount, where there are enough of them and all are alike."""
    amounts = [(year, value) for year, value in filled if value.number]
    if pattern.varies and len(amounts) >= pattern.varies and len({value.number for _, value in amounts}) == 1:
        yield from ((year, value, f"= {figure(value.number or Decimal(0))}") for year, value in amounts)


def _not_followed(pattern: Series, node: Node, chain: Chain, closed: int) -> Iterator[tuple[int, Value, Sentence]]:
    """The years in which the field that is to be followed has an amount and this one is empty: its cell, or else the other's."""
    if pattern.follows is None:
        return
    own, label = node.yearly.get(pattern.field, {}), chain.field(node.kind, pattern.follows).sentence
    for year, other in sorted(node.yearly.get(pattern.follows, {}).items()):
        cell = own.get(year, other)
        if (
            _counts(pattern, year, closed)
            and other.state == "filled"
            and other.number
            and (cell is other or cell.state == "empty")
        ):
            th = f"{year}: {_MISSING.th} ({label.th} {other.written})"
            yield year, cell, Sentence(th=th, en=f"{year}: {_MISSING.en} ({label.en} {other.written})")


def _counts(pattern: Series, year: int, closed: int) -> bool:
    return not pattern.closed or year <= closed


_SIGNS: Final = {"up": "≥", "down": "≤", "keep": "="}


def _missed(pattern: Series, node: Node, closed: int) -> Iterator[tuple[int, Value, str]]:
    """The years in which the value is not as good as the one it has to meet, where nothing excuses it."""
    excuse = node.values.get(pattern.excuse or "")
    way = _declared(pattern, node)
    if way not in _SIGNS or (excuse is not None and excuse.state == "filled"):
        return
    others = node.yearly.get(pattern.meets or "", {})
    for year, value in sorted(node.yearly.get(pattern.field, {}).items()):
        wanted = others[year].number if year in others else None
        if value.number is None or wanted is None or not _counts(pattern, year, closed):
            continue
        if {"up": value.number < wanted, "down": value.number > wanted, "keep": value.number != wanted}[way]:
            yield year, value, f"{_SIGNS[way]} {others[year].written}"
