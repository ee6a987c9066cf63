"""Why an amount is out of the ordinary: the amount, the middle one of all, how many there are, and how far apart."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal
from typing import Final, NamedTuple

from checker.chain import Chain
from checker.explain.twins import scope_of
from checker.explain.walk import Walker
from checker.explain.words import Explanation, figure, joined
from checker.pattern import Typical
from checker.plan import Node, Value
from checker.text import Sentence, same

_MEDIAN: Final = Sentence(th="ค่ากลาง", en="Typical amount")
_PEERS: Final = Sentence(th="เทียบกับ", en="Compared with")
_ALL_YEARS: Final = Sentence(th="ไม่แยกปี", en="no year in particular")


class _Amount(NamedTuple):
    """A number other than 0, in the order in which the middle one is found."""

    number: Decimal
    node: str
    year: int
    value: Value


def explain_typical(pattern: Typical, node: Node, walker: Walker, chain: Chain) -> Explanation:
    """Every amount of the node that is too far off, then the middle one where it stands, and how many it was found among."""
    label = chain.field(node.kind, pattern.field).sentence
    own = list(_amounts(node, pattern.field))
    peers = _peers(pattern, node, walker)
    median = peers[(len(peers) - 1) // 2]
    off = [one for one in own if _is_far(one.number, median.number, pattern.factor)]
    found = Explanation(off[0].value.place)
    apart = [_times(one.number, median.number) for one in off]
    for one, times in zip(off, apart, strict=True):
        found.add("value", _said(label, one), place=one.value.place)
        found.add("difference", times, place=one.value.place)
    owner = walker.graph.nodes[median.node]
    found.add("there", _said(label, median), owner, median.value.place, _MEDIAN)
    counted = Sentence(
        th=f"{len(peers)} จำนวนใน{_inside(pattern).th}", en=f"{len(peers)} amounts in the {pattern.inside}"
    )
    found.add("there", counted, label=_PEERS)
    years = [same(str(one.year)) for one in off if one.year]
    found.fills = {
        "field": label,
        "value": joined([same(one.value.written) for one in off]),
        "years": joined(years, _ALL_YEARS),
        "median": same(figure(median.number)),
        "peers": same(str(len(peers))),
        "times": joined(apart),
    }
    return found


def _peers(pattern: Typical, node: Node, walker: Walker) -> list[_Amount]:
    """The amounts among which those of `node` are, in their order; the same for all nodes of its scope."""

    def sorted_amounts() -> list[_Amount]:
        amounts = (one for other in (node, *scope_of(pattern, node, walker)) for one in _amounts(other, pattern.field))
        return sorted(amounts, key=lambda one: one[:3])

    scope = node.plan if pattern.inside == "plan" else node.level
    return walker.once(("peers", pattern.model_dump_json(), scope), sorted_amounts)


def _amounts(node: Node, name: str) -> Iterator[_Amount]:
    """The amounts of a field, by year where it has one a year; the year is else 0."""
    single = {0: node.values[name]} if name in node.values else {}
    for year, value in sorted(node.yearly.get(name, single).items()):
        if value.state == "filled" and value.number is not None and value.number > 0:
            yield _Amount(value.number, node.id, year, value)


def _is_far(amount: Decimal, median: Decimal, factor: Decimal) -> bool:
    return amount * factor <= median or amount >= median * factor


def _said(label: Sentence, one: _Amount) -> Sentence:
    year = f" {one.year}" if one.year else ""
    return Sentence(th=f"{label.th}{year}: {one.value.written}", en=f"{label.en}{year}: {one.value.written}")


def _times(amount: Decimal, median: Decimal) -> Sentence:
    """How many times the one is the other, in whole numbers."""
    more = amount >= median
    quotient = amount / median if more else median / amount
    shown = figure(quotient.to_integral_value(ROUND_DOWN))
    if more:
        return Sentence(th=f"มากกว่าค่ากลาง {shown} เท่า", en=f"{shown} times the typical amount")
    return Sentence(th=f"น้อยกว่าค่ากลาง {shown} เท่า", en=f"{shown} times smaller than the typical amount")


def _inside(pattern: Typical) -> Sentence:
    return Sentence(th="แผน", en="plan") if pattern.inside == "plan" else Sentence(th="แผนระดับเดียวกัน", en="level")
