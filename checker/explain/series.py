"""Why a rule on yearly values fails: year by year what is there, and what was wanted where it fails."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final

from checker.chain import Chain
from checker.explain.bounds import limit_word
from checker.explain.walk import Walker
from checker.explain.words import Explanation, figure, joined
from checker.pattern import Series
from checker.place import Place
from checker.plan import Node, Value
from checker.text import Sentence, same

_MISSING: Final = Sentence(th="ไม่มีค่า", en="no value")
_TO_MEND: Final = Sentence(th="ปีที่ต้องดู", en="Year to look at")
_AS_IT_IS: Final = Sentence(th="ปีอื่น", en="Other year")
_NO_FALL: Final = Sentence(th="ต้องไม่ลดลงจาก", en="not less than")
_NO_RISE: Final = Sentence(th="ต้องไม่เพิ่มขึ้นจาก", en="not more than")
_LEVEL: Final = Sentence(th="ต้องเท่ากับ", en="the same as")
_RUNS: Final = {"up": _NO_FALL, "down": _NO_RISE, "keep": _LEVEL}
_BETTER: Final = {"up": Sentence(th="ต้องมากกว่า", en="more than"), "down": Sentence(th="ต้องน้อยกว่า", en="less than")}
_MEETS: Final = {
    "up": Sentence(th="ต้องไม่น้อยกว่า", en="not less than"),
    "down": Sentence(th="ต้องไม่เกิน", en="not more than"),
    "keep": _LEVEL,
}


@dataclass(frozen=True, slots=True)
class _Off:
    """A year that is at fault: its own cell, if it has one, what was wanted, and the cell of that, if it has one."""

    year: int
    value: Value | None
    wanted: Sentence
    beside: tuple[Sentence, Place] | None = None


def explain_series(pattern: Series, node: Node, walker: Walker, chain: Chain) -> Explanation:
    """The years at fault with what was wanted, the values that they are held against, and the other years."""
    found = Explanation(node.place)
    years = node.yearly.get(pattern.field, {})
    filled = [(year, value) for year, value in years.items() if value.state == "filled" and value.number is not None]
    off = [
        *_missing(pattern, node, walker),
        *_not_followed(pattern, node, chain, walker.closed),
        *_turning(pattern, node, filled, chain),
        *_alike(pattern, filled),
        *_missed(pattern, node, chain, walker.closed),
    ]
    if off:
        found.place = _place(off[0], node)
    told = {year: value for year, value in years.items() if value.state != "empty"}
    for year in sorted({*told, *(one.year for one in off)}):
        faults = [one for one in off if one.year == year]
        for one in faults:
            _add_fault(found, one, node)
        if not faults:
            found.add("there", same(f"{year}: {told[year].written}"), place=told[year].place, label=_AS_IT_IS)
    found.fills = {
        "field": chain.field(node.kind, pattern.field).sentence,
        "years": joined([same(str(one.year)) for one in off]),
    }
    return found


def _place(one: _Off, node: Node) -> Place:
    """The cell of the year, else that of the value beside it, else the row."""
    return one.value.place if one.value else one.beside[1] if one.beside else node.place


def _add_fault(found: Explanation, one: _Off, node: Node) -> None:
    shown = same(one.value.written) if one.value and one.value.state != "empty" else _MISSING
    th, en = f"{one.year}: {shown.th} ({one.wanted.th})", f"{one.year}: {shown.en} ({one.wanted.en})"
    found.add("year", Sentence(th=th, en=en), place=_place(one, node), label=_TO_MEND)
    if one.beside:
        found.add("bound", one.beside[0], place=one.beside[1])


def _than(word: Sentence, name: Sentence, value: Value) -> Sentence:
    return Sentence(th=f"{word.th} {value.written} ของ{name.th}", en=f"{word.en} {value.written} of {name.en}")


def _of_year(year: int) -> Sentence:
    return Sentence(th=f"ปี {year}", en=str(year))


def _missing(pattern: Series, node: Node, walker: Walker) -> Iterator[_Off]:
    """The years of the plan that have no value at all."""
    window = walker.graph.plans[node.plan].years
    years = node.yearly.get(pattern.field, {})
    if pattern.covers is None or window is None:
        return
    wanted = Sentence(th=f"ต้องมีทุกปี {window[0]}-{window[1]}", en=f"every year of {window[0]}-{window[1]} needs one")
    for year in range(window[0], window[1] + 1):
        if year not in years or years[year].state == "empty":
            yield _Off(year, years.get(year), wanted)


def _turning(pattern: Series, node: Node, filled: list[tuple[int, Value]], chain: Chain) -> Iterator[_Off]:
    """The years that go the wrong way, end no better than the base, or leave the bounds."""
    way = _declared(pattern, node)
    for (before, earlier), (year, later) in pairwise(filled) if pattern.runs else ():
        change = (later.number or Decimal(0)) - (earlier.number or Decimal(0))
        if (way == "up" and change < 0) or (way == "down" and change > 0) or (way == "keep" and change != 0):
            yield _Off(year, later, _than(_RUNS[way], _of_year(before), earlier))
    base = [pair for pair in sorted(node.yearly.get(pattern.against or "", {}).items()) if pair[1].number is not None]
    if base and filled and way in _BETTER:
        (year, last), (at, start) = filled[-1], base[-1]
        gain = (last.number or Decimal(0)) - (start.number or Decimal(0))
        if (gain if way == "up" else -gain) <= 0:
            label = _label(chain, node, pattern.against, at)
            yield _Off(year, last, _than(_BETTER[way], label, start), (_said(label, start), start.place))
    for year, value in filled:
        number = value.number or Decimal(0)
        if pattern.min is not None and number < pattern.min:
            yield _Off(year, value, limit_word(same(figure(pattern.min)), upper=False))
        if pattern.max is not None and number > pattern.max:
            yield _Off(year, value, limit_word(same(figure(pattern.max)), upper=True))


def _label(chain: Chain, node: Node, name: str | None, year: int) -> Sentence:
    word = chain.field(node.kind, name or "")
    return Sentence(th=f"{word.th} {year}", en=f"{word.en} {year}")


def _said(label: Sentence, value: Value) -> Sentence:
    return Sentence(th=f"{label.th}: {value.written}", en=f"{label.en}: {value.written}")


def _declared(pattern: Series, node: Node) -> str:
    declared = node.values.get(pattern.direction or "")
    return declared.key if declared and declared.state == "filled" else ""


def _alike(pattern: Series, filled: list[tuple[int, Value]]) -> Iterator[_Off]:
    """The years with an amount, where there are enough of them and all are alike."""
    amounts = [(year, value) for year, value in filled if value.number]
    if pattern.varies and len(amounts) >= pattern.varies and len({value.number for _, value in amounts}) == 1:
        wanted = Sentence(th="เท่ากันทุกปี", en="the same in every year")
        yield from (_Off(year, value, wanted) for year, value in amounts)


def _not_followed(pattern: Series, node: Node, chain: Chain, closed: int) -> Iterator[_Off]:
    """The years in which the field that is to be followed has an amount and this one is empty."""
    own = node.yearly.get(pattern.field, {})
    for year, other in sorted(node.yearly.get(pattern.follows or "", {}).items()):
        cell = own.get(year)
        if (
            _counts(pattern, year, closed)
            and other.state == "filled"
            and other.number
            and (cell is None or cell.state == "empty")
        ):
            label = _label(chain, node, pattern.follows, year)
            wanted = Sentence(
                th=f"ต้องมี เพราะ {label.th} มี {other.written}", en=f"needed, for {label.en} has {other.written}"
            )
            yield _Off(year, cell, wanted, (_said(label, other), other.place))


def _counts(pattern: Series, year: int, closed: int) -> bool:
    return not pattern.closed or year <= closed


def _missed(pattern: Series, node: Node, chain: Chain, closed: int) -> Iterator[_Off]:
    """The years in which the value is not as good as the one it has to meet, where nothing excuses it."""
    excuse = node.values.get(pattern.excuse or "")
    way = _declared(pattern, node)
    if way not in _MEETS or (excuse is not None and excuse.state == "filled"):
        return
    others = node.yearly.get(pattern.meets or "", {})
    for year, value in sorted(node.yearly.get(pattern.field, {}).items()):
        wanted = others[year].number if year in others else None
        if value.number is None or wanted is None or not _counts(pattern, year, closed):
            continue
        if {"up": value.number < wanted, "down": value.number > wanted, "keep": value.number != wanted}[way]:
            label = _label(chain, node, pattern.meets, year)
            yield _Off(
                year, value, _than(_MEETS[way], label, others[year]), (_said(label, others[year]), others[year].place)
            )
