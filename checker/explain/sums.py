"""Why a total is off: what is printed, what the summands come to, the greatest of them, and the one that may be the cause."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from checker.chain import Chain
from checker.explain.bounds import filled, limit_word, year_word
from checker.explain.walk import Walker
from checker.explain.words import NOTHING, Explanation, called, figure, joined
from checker.pattern import SumsTo, path_of
from checker.place import Place
from checker.plan import Node
from checker.text import Sentence, same

SHOWN: Final = 10
_FEW: Final = 3


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
        found.add("year", years[-1], place=place)
        if place is None:
            found.add("bound", limit_word(_told(pattern, total), upper=True))
        else:
            found.add("printed", printed[-1], place=place)
        found.add("summed", summed[-1])
        found.add("difference", _difference(pattern, gaps[-1]))
        summands = _summands(pattern, node, others, name, year)
        _add_summands(found, summands)
        if pattern.counts is None and pattern.comparison == "equal":
            _add_suspects(found, summands, abs(total - amount))
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
    for year, value in filled(node, pattern.total or ""):
        if value.number is not None:
            yield year, value.number, value.place


def _part(pattern: SumsTo, node: Node, name: str, year: int | None) -> Decimal | None:
    """What `node` adds to the sum of `year` (None: of all years); None where it adds nothing."""
    numbers = [
        value.number
        for at, value in filled(node, name)
        if value.number is not None and (year is None or at in (year, None))
    ]
    if pattern.counts is not None:
        return Decimal(1) if any(numbers) else None
    return sum(numbers, Decimal(0)) if numbers else None


Summand = tuple[Decimal, Sentence, Node | None, Place]


def _summands(pattern: SumsTo, node: Node, others: list[Node], name: str, year: int | None) -> list[Summand]:
    """What was added, the greatest first, or the node's own years in order: amount, name, the node and the place of the amount."""
    if pattern.relation is None:
        years = [(value.number, same(str(at)), value.place) for at, value in filled(node, name)]
        return [(number, said, None, place) for number, said, place in years if number is not None]
    found: list[Summand] = []
    for other in others:
        part = _part(pattern, other, name, year)
        if part:
            found.append((part, same(_named(other, node)), other, _place(other, name, year)))
    return sorted(found, key=lambda one: -one[0])


def _named(other: Node, node: Node) -> str:
    words = called(other).th
    return words if other.plan == node.plan else f"{other.plan}/{words}"


def _place(other: Node, name: str, year: int | None) -> Place:
    """The one cell of the amount where there is but one, else the node's."""
    cells = [value.place for at, value in filled(other, name) if value.number and (year is None or at in (year, None))]
    return cells[0] if len(cells) == 1 else other.place


def _add_summands(found: Explanation, summands: list[Summand]) -> None:
    """Adds the greatest summands, and how many more there are and what these come to; that there is none, where there is none."""
    for part, name, node, place in summands[:SHOWN]:
        found.add("summand", same(f"{name.th}: {figure(part)}"), node, place)
    rest = summands[SHOWN:]
    if rest:
        total = figure(sum((part for part, *_ in rest), Decimal(0)))
        th, en = f"และอีก {len(rest)} รายการ รวม {total}", f"and {len(rest)} more, {total} in all"
        found.add("summand", Sentence(th=th, en=en))
    if not summands:
        found.add("summand", NOTHING)


def _add_suspects(found: Explanation, summands: list[Summand], gap: Decimal) -> None:
    """Adds the summands that are just what is missing or too much, where they are few."""
    just = [one for one in summands if one[0] == gap]
    for part, name, node, place in just if 0 < len(just) <= _FEW else ():
        th, en = f"{name.th}: {figure(part)} เท่ากับผลต่างพอดี", f"{name.en}: {figure(part)}, just the difference"
        found.add("nearest", Sentence(th=th, en=en), node, place)


def _difference(pattern: SumsTo, gap: Sentence) -> Sentence:
    if not pattern.tolerance:
        return gap
    allowed = figure(pattern.tolerance)
    return Sentence(th=f"{gap.th} (ยอมให้ต่างได้ {allowed})", en=f"{gap.en} ({allowed} is allowed)")
