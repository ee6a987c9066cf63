"""Which demands on which fields a node does not meet, what stands there instead, and where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checker.chain import Chain
from checker.demand import Demand
from checker.explain.choices import shortened
from checker.explain.demanded import demanded, spellings, without
from checker.explain.words import EMPTY, NONE_NEAR, Explanation, joined
from checker.pattern import RequiresField
from checker.plan import Graph, Node, Value
from checker.second_opinion import near_in_register
from checker.text import Sentence, nearest, overlap, same
from checker.text_tests import TEXT_TESTS, passage
from checker.thai import key

_LIKE: Final = 75.0
_FOUND: Final = Sentence(th="ข้อความที่พบ", en="The very words")
_ONE_OF: Final = Sentence(th="อย่างใดอย่างหนึ่งก็พอ", en="One of these will do")


def explain_fields(pattern: RequiresField, node: Node, graph: Graph, chain: Chain) -> Explanation:
    """Every demand that `node` does not meet, with the value, and with the very words or the other field that it fails by."""
    found = Explanation(node.place)
    fills: dict[str, list[Sentence]] = {name: [] for name in ("field", "value", "said", "demanded", "nearest")}
    for demand, ask, year, value in _unmet(pattern, node, graph):
        label = chain.field(node.kind, demand.field).sentence
        shown = same(value.written) if value and value.written else EMPTY
        if not fills["field"]:
            found.place = value.place if value else node.place
        barred = words_in(demand, value) if ask == "lacks_words" and value else ()
        asked = without(barred) if barred else demanded(demand, ask, chain, node.kind)
        spoken = f" {year}" if year else ""
        found.add(
            "value",
            Sentence(th=f"{label.th}{spoken}: {shown.th}", en=f"{label.en}{spoken}: {shown.en}"),
            place=value.place if value else node.place,
        )
        if value:
            _add_what_it_fails_by(found, demand, ask, value, node, chain)
        found.add("demanded", asked, label=_ONE_OF if len(pattern.any_of) > 1 else None)
        near = _add_near(found, demand, value, node, graph, chain) if ask == "one_of" and value else []
        for name, said in (("field", label), ("value", shown), ("said", _said(shown)), ("demanded", asked)):
            fills[name].append(said)
        fills["nearest"] += near
    found.fills = {name: joined(said, NONE_NEAR) for name, said in fills.items()}
    return found


def _said(shown: Sentence) -> Sentence:
    """What the value is, as the end of a sentence about its field."""
    if shown == EMPTY:
        return Sentence(th=shown.th, en=f"is {shown.en}")
    return Sentence(th=f"เขียนว่า “{shown.th}”", en=f"says “{shown.en}”")


def _add_what_it_fails_by(found: Explanation, demand: Demand, ask: str, value: Value, node: Node, chain: Chain) -> None:
    """Adds the passage that may not stand there, the field that it repeats, or how long it is."""
    match ask:
        case "lacks":
            if words := passage(demand.lacks or "", value.written):
                found.add("there", same(f"“{words}”"), place=value.place, label=_FOUND)
        case "lacks_words":
            for word in words_in(demand, value):
                found.add("there", same(f"“{word}”"), place=value.place, label=_FOUND)
        case "differs_from" | "overlap":
            name = demand.differs_from or (demand.overlap.with_ if demand.overlap else "")
            other, label = node.values[name], chain.field(node.kind, name)
            alike = overlap(value.written, other.written)
            th, en = f"{label.th}: {other.written}", f"{label.en}: {other.written}"
            if ask == "overlap":
                th, en = f"{th} (เหมือนกันร้อยละ {alike})", f"{en} ({alike} percent alike)"
            found.add("there", Sentence(th=th, en=en), place=other.place)
        case "shorter_than" | "longer_than":
            count = len(value.written)
            found.add("there", Sentence(th=f"{count} ตัวอักษร", en=f"{count} characters"), place=value.place)


def _add_near(
    found: Explanation, demand: Demand, value: Value, node: Node, graph: Graph, chain: Chain
) -> list[Sentence]:
    """Adds which of the listed words may have been meant, or of a register what there is to choose from; gives what is near."""
    if isinstance(demand.one_of, str):
        entries = graph.entries.get(demand.one_of, ())
        near = near_in_register(entries, value.written)
        if not near and entries:
            found.add(
                "choices", shortened([same(f"{entry.code} {entry.name}") for entry in entries]), place=value.place
            )
    elif value.number is None and value.years is None:
        near = nearest(value.written, spellings(demand, chain, node.kind), at_least=_LIKE)
    else:
        near = []
    for like in near:
        found.add("nearest", same(like), place=value.place)
    return [same(like) for like in near]


def _unmet(pattern: RequiresField, node: Node, graph: Graph) -> Iterator[tuple[Demand, str, int | None, Value | None]]:
    """Each demand that fails, what of it is asked, and year and value that it fails on (None where there is none)."""
    for demand in pattern.demands:
        years: list[tuple[int | None, Value]]
        if demand.field in node.yearly:
            yearly = node.yearly[demand.field]
            years = [(year, value) for year, value in yearly.items() if value.state != "empty"]
            empty = next(iter(yearly.values()), None)
        elif demand.field in node.values:
            empty = node.values[demand.field]
            years = [(None, empty)] if empty.state != "empty" else []
        else:
            continue
        for ask in demand.asks:
            if ask == "present" and not years:
                yield demand, ask, None, empty
            for year, value in years:
                if not _holds(demand, ask, value, node, graph):
                    yield demand, ask, year, value


def _holds(demand: Demand, ask: str, value: Value, node: Node, graph: Graph) -> bool:
    """Whether a value that is not empty meets what is asked, as docs/patterns.md has it; undecided counts as met."""
    number = value.number
    match ask:
        case "is_":
            return _is(demand.is_ or "", value)
        case "one_of":
            listed = demand.one_of or ()
            words = (
                graph.registers.get(listed, frozenset()) if isinstance(listed, str) else {key(word) for word in listed}
            )
            return value.state == "filled" and value.key in words
        case "has":
            return TEXT_TESTS[demand.has or ""](value.written)
        case "lacks":
            return not TEXT_TESTS[demand.lacks or ""](value.written)
        case "lacks_words":
            return not words_in(demand, value)
        case "min":
            return number is None or demand.min is None or number >= demand.min
        case "max":
            return number is None or demand.max is None or number <= demand.max
        case "more_than":
            return number is None or demand.more_than is None or number > demand.more_than
        case "differs_from":
            other = node.values.get(demand.differs_from or "")
            return other is None or other.state == "empty" or other.key != value.key
        case "overlap" if demand.overlap:
            other = node.values.get(demand.overlap.with_)
            both = other is not None and value.state == other.state == "filled"
            return other is None or not both or demand.overlap.allows(overlap(value.written, other.written))
        case "shorter_than":
            return len(value.written) < (demand.shorter_than or 0)
        case "longer_than":
            return len(value.written) > (demand.longer_than or 0)
        case _:
            return True


def words_in(demand: Demand, value: Value) -> list[str]:
    """Those words of `lacks_words` that stand in the text."""
    return [word for word in demand.lacks_words or () if key(word) in key(value.written)]


def _is(what: str, value: Value) -> bool:
    number = value.number if value.state == "filled" else None
    match what:
        case "number":
            return number is not None
        case "integer":
            return number is not None and number == number.to_integral_value()
        case "year":
            return number is not None and number == number.to_integral_value() and 2400 <= number <= 2800
        case "words":
            return number is None
        case _:
            return value.state == "filled"
