"""Which demands on which fields a node does not meet, and what was demanded in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from checker.chain import Chain
from checker.demand import Demand
from checker.explain.words import EMPTY, NONE_NEAR, Explanation, figure, joined
from checker.pattern import RequiresField
from checker.plan import Graph, Node, Value
from checker.second_opinion import near_in_register
from checker.text import Sentence, overlap, same
from checker.text_tests import TEXT_TESTS
from checker.thai import key

_IS: Final = {
    "number": Sentence(th="ต้องเป็นตัวเลข", en="a number"),
    "integer": Sentence(th="ต้องเป็นจำนวนเต็ม", en="a whole number"),
    "year": Sentence(th="ต้องเป็นปีงบประมาณ", en="a fiscal year"),
    "date": Sentence(th="ต้องเป็นวันที่", en="a date"),
    "code": Sentence(th="ต้องเป็นรหัส", en="a code"),
    "words": Sentence(th="ต้องเป็นข้อความ ไม่ใช่ตัวเลข", en="words and not a number"),
}
_HAS: Final = {
    "digit": Sentence(th="ต้องมีตัวเลข", en="a digit"),
    "measurable": Sentence(
        th="ต้องวัดได้ เช่น มีจำนวนหรือร้อยละ", en="something measurable, such as a number or a percentage"
    ),
    "quantity": Sentence(th="ต้องมีจำนวนและหน่วยนับ", en="a number with its unit"),
    "residue": Sentence(th="ต้องมีที่ว่างให้เติม", en="a blank to fill in"),
    "activity": Sentence(th="ต้องเป็นการนับกิจกรรม", en="a count of activities"),
}
_LACKS: Final = {
    "digit": Sentence(th="ต้องไม่มีตัวเลข", en="no digit"),
    "measurable": Sentence(th="ต้องไม่ระบุจำนวน", en="no quantity"),
    "quantity": Sentence(th="ต้องไม่ระบุจำนวน", en="no quantity"),
    "residue": Sentence(th="ต้องไม่มีข้อความที่เหลือจากแบบฟอร์ม เช่น ..... หรือ (ระบุ)", en="nothing left over from a template, such as ….. or (ระบุ)"),
    "activity": Sentence(th="ต้องเป็นผลที่เกิดขึ้น ไม่ใช่การนับกิจกรรม", en="a result, not a count of activities"),
}  # fmt: skip
PRESENT: Final = Sentence(th="ต้องมีข้อมูล", en="something written")


def explain_fields(pattern: RequiresField, node: Node, graph: Graph, chain: Chain) -> Explanation:
    """Every demand that `node` does not meet, with its value."""
    found = Explanation(node.place)
    labels: list[Sentence] = []
    values: list[Sentence] = []
    demanded: list[Sentence] = []
    near: list[Sentence] = []
    for demand, ask, value in unmet(pattern, node, graph):
        label = chain.field(node.kind, demand.field).sentence
        shown = same(value.written) if value and value.written else EMPTY
        if not labels:
            found.place = value.place if value else node.place
        labels.append(label)
        values.append(shown)
        barred = words_in(demand, value) if ask == "lacks_words" and value else ()
        demanded.append(_without(barred) if barred else wording(demand, ask, chain, node.kind))
        found.add(
            "value",
            Sentence(th=f"{label.th}: {shown.th}", en=f"{label.en}: {shown.en}"),
            place=value.place if value else None,
        )
        found.add("demanded", demanded[-1])
        if ask == "one_of" and isinstance(demand.one_of, str) and value:
            for like in near_in_register(graph.entries.get(demand.one_of, ()), value.written):
                found.add("nearest", same(like))
                near.append(same(like))
    found.fills = {
        "field": joined(labels),
        "value": joined(values),
        "demanded": joined(demanded),
        "nearest": joined(near, NONE_NEAR),
    }
    return found


def unmet(pattern: RequiresField, node: Node, graph: Graph) -> Iterator[tuple[Demand, str, Value | None]]:
    """Each demand that fails, what of it is asked, and the value that it fails on (None where there is none)."""
    for demand in pattern.demands:
        if demand.field in node.yearly:
            years = [value for value in node.yearly[demand.field].values() if value.state != "empty"]
            empty = next(iter(node.yearly[demand.field].values()), None)
        elif demand.field in node.values:
            value = node.values[demand.field]
            years, empty = ([value], value) if value.state != "empty" else ([], value)
        else:
            continue
        for ask in demand.asks:
            if ask == "present" and not years:
                yield demand, ask, empty
            for value in years:
                if not _holds(demand, ask, value, node, graph):
                    yield demand, ask, value


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


def wording(demand: Demand, ask: str, chain: Chain, kind: str) -> Sentence:
    """What `demand` asks, in words."""
    match ask:
        case "is_":
            return _IS[demand.is_ or "number"]
        case "one_of" if isinstance(demand.one_of, str):
            word = chain.code_lists[demand.one_of]
            return Sentence(th=f"ต้องอยู่ใน{word.th}", en=f"one that stands in the {word.en}")
        case "one_of":
            words = ", ".join(demand.one_of or ())
            return Sentence(th=f"ต้องเป็นหนึ่งใน {words}", en=f"one of {words}")
        case "has":
            return _HAS[demand.has or ""]
        case "lacks":
            return _LACKS[demand.lacks or ""]
        case "lacks_words":
            return _without(demand.lacks_words or ())
        case "min" if demand.min is not None:
            return Sentence(th=f"ต้องไม่น้อยกว่า {figure(demand.min)}", en=f"{figure(demand.min)} or more")
        case "max" if demand.max is not None:
            return Sentence(th=f"ต้องไม่เกิน {figure(demand.max)}", en=f"{figure(demand.max)} or less")
        case "more_than" if demand.more_than is not None:
            return Sentence(th=f"ต้องมากกว่า {figure(demand.more_than)}", en=f"more than {figure(demand.more_than)}")
        case "differs_from":
            other = chain.field(kind, demand.differs_from or "")
            return Sentence(th=f"ต้องไม่ซ้ำกับ “{other.th}”", en=f"something else than in “{other.en}”")
        case "overlap" if demand.overlap:
            other = chain.field(kind, demand.overlap.with_)
            low, high = demand.overlap.at_least or 0, 100 if demand.overlap.at_most is None else demand.overlap.at_most
            return Sentence(
                th=f"ต้องเหมือน “{other.th}” ร้อยละ {low} ถึง {high} ของข้อความ",
                en=f"{low} to {high} percent of the words of “{other.en}”",
            )
        case "shorter_than":
            return Sentence(
                th=f"ต้องสั้นกว่า {demand.shorter_than} ตัวอักษร", en=f"fewer than {demand.shorter_than} characters"
            )
        case "longer_than":
            return Sentence(
                th=f"ต้องยาวกว่า {demand.longer_than} ตัวอักษร", en=f"more than {demand.longer_than} characters"
            )
        case _:
            return PRESENT


def _without(words: Iterable[str]) -> Sentence:
    quoted = ", ".join(f"“{word}”" for word in words)
    return Sentence(th=f"ต้องไม่มีคำว่า {quoted}", en=f"nothing with the words {quoted}")
