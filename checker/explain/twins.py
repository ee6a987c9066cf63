"""Why a node is not the only one of its scope: its twins, with the places of both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from checker.chain import Chain
from checker.explain.walk import Walker
from checker.explain.words import Explanation, and_more, called, joined, path_words
from checker.path import parse_path
from checker.pattern import Sequence, Typical, Unique
from checker.plan import Node, Value
from checker.text import Sentence, same

SHOWN: Final = 30
_NAMED: Final = 3


def explain_twins(pattern: Unique, node: Node, walker: Walker, chain: Chain) -> Explanation:
    """The nodes with the same key, and where they stand."""
    found = Explanation(node.place)
    fields = [name for name in pattern.key if name != "kind"]
    twins = [other for other in _alike(pattern, node, walker) if _counts(pattern, node, other, walker)]
    for name in (*fields, *pattern.also):
        value = node.values.get(name)
        if value is None or value.state == "empty":
            continue
        label = chain.field(node.kind, name).sentence
        th, en = f"{label.th}: {value.written}", f"{label.en}: {value.written}"
        found.add("value", Sentence(th=th, en=en), place=value.place)
    for twin in twins[:SHOWN]:
        found.add("twin", _told_apart(pattern, twin, chain), twin, twin.place)
        for year, mine, theirs in _years_of_both(pattern, node, twin):
            th = f"{year}: {mine.written} ที่นี่ {theirs.written} ที่ {_code(twin, node)}"
            en = f"{year}: {mine.written} here, {theirs.written} at {_code(twin, node)}"
            found.add("year", Sentence(th=th, en=en), twin, theirs.place)
    if pattern.unless:
        way = path_words(parse_path(pattern.unless), chain)
        none = Sentence(th=f"“{way.th}” ระหว่างรายการที่ซ้ำกัน: ไม่มี", en=f"“{way.en}” between the twins: none")
        found.add("looked-for", none)
    if len(twins) > SHOWN:
        found.add("twin", and_more(len(twins) - SHOWN))
    shown = [_spot(one, node) for one in twins[:_NAMED]]
    more = [and_more(len(twins) - _NAMED)] if len(twins) > _NAMED else []
    values = [same(node.values[name].written) for name in fields]
    found.fills = {
        "field": joined([chain.field(node.kind, name).sentence for name in fields]),
        "value": joined(values),
        "twins": joined([*shown, *more]),
    }
    return found


def _code(one: Node, node: Node) -> str:
    return one.code if one.plan == node.plan else f"{one.plan}/{one.code}"


def _spot(one: Node, node: Node) -> Sentence:
    """A twin by its code and where to find it: the cell, or the line and, where it is another one, the file."""
    place, code = one.place, _code(one, node)
    sheet = f"{place.sheet} " if place.sheet else ""
    file = f"{place.file} " if place.file != node.place.file else ""
    if place.cell:
        return same(f"{code} ({file}{sheet}{place.cell})")
    if place.line:
        return Sentence(th=f"{code} ({file}บรรทัด {place.line})", en=f"{code} ({file}line {place.line})")
    return same(f"{code} ({file}{sheet})".replace(" ()", ""))


def _counts(pattern: Unique, node: Node, other: Node, walker: Walker) -> bool:
    """Whether nothing tells the two apart that the rule takes for an excuse."""
    if any(_said(node, name) == _said(other, name) for name in pattern.unlike):
        return False
    path = parse_path(pattern.unless) if pattern.unless else ()
    if path and (other.id in walker.ends(path, node.id) or node.id in walker.ends(path, other.id)):
        return False
    return pattern.shares_year is None or any(_years_of_both(pattern, node, other))


def _said(node: Node, name: str) -> str:
    if name in ("kind", "plan", "level"):
        return str(getattr(node, name))
    return node.values[name].key if name in node.values else ""


def _told_apart(pattern: Unique, twin: Node, chain: Chain) -> Sentence:
    """The twin, and what it says where it has to differ."""
    words = called(twin)
    said = [
        chain.kinds[twin.kind].sentence
        if name == "kind"
        else chain.levels[twin.level].sentence
        if name == "level"
        else same(twin.plan if name == "plan" else twin.values[name].written if name in twin.values else "–")
        for name in pattern.unlike
    ]
    if not said:
        return words
    apart = joined(said)
    return Sentence(th=f"{words.th} ({apart.th})", en=f"{words.en} ({apart.en})")


def _years_of_both(pattern: Unique, node: Node, twin: Node) -> Iterator[tuple[int, Value, Value]]:
    """The fiscal years in which both hold an amount, with both amounts."""
    theirs = twin.yearly.get(pattern.shares_year or "", {})
    for year, value in node.yearly.get(pattern.shares_year or "", {}).items():
        if value.number and year in theirs and theirs[year].number:
            yield year, value, theirs[year]


def _key_of(pattern: Unique, node: Node) -> tuple[str, ...] | None:
    parts = [
        node.kind if name == "kind" else (node.values[name].key if name in node.values else "") for name in pattern.key
    ]
    if not all(parts):
        return None
    return (*parts, *(node.values[name].key if name in node.values else "" for name in pattern.also))


def _parents(node: Node, walker: Walker) -> frozenset[str]:
    found = (
        target
        for one in node.references
        if one.relation == "part_of" and one.status == "resolved"
        for target in one.targets
    )
    return frozenset(walker.graph.nodes[target].ident for target in found)


def scope_of(pattern: Unique | Sequence | Typical, node: Node, walker: Walker) -> Iterator[Node]:
    """The other nodes with which `node` is compared, by id."""
    plans = walker.graph.plans
    for other in near(pattern, node, walker):
        if other.id != node.id and plans[other.plan].submitted and _inside(pattern.inside, node, other, walker):
            yield other


def near(pattern: Unique | Sequence | Typical, node: Node, walker: Walker) -> Iterator[Node]:
    """The nodes of the kinds of `pattern` among which those are with which `node` is compared, by id."""
    if pattern.inside in ("plan", "parent"):
        return (one for one in walker.of_plan(node.plan) if one.kind in pattern.source)
    return walker.of_kinds(pattern.source, (node.level,) if pattern.inside == "level" else ())


def _inside(inside: str, node: Node, other: Node, walker: Walker) -> bool:
    match inside:
        case "plan":
            return other.plan == node.plan
        case "parent":
            return other.plan == node.plan and _parents(other, walker) == _parents(node, walker)
        case "level":
            return other.level == node.level
        case _:
            return True


def _alike(pattern: Unique, node: Node, walker: Walker) -> list[Node]:
    """The nodes of the scope with the key of `node`, by id."""
    by_key = walker.once(("by key", pattern.model_dump_json()), lambda: _by_key(pattern, walker))
    same_key = by_key.get(_key_of(pattern, node), [])
    return [one for one in same_key if one.id != node.id and _inside(pattern.inside, node, one, walker)]


def _by_key(pattern: Unique, walker: Walker) -> dict[tuple[str, ...] | None, list[Node]]:
    found: dict[tuple[str, ...] | None, list[Node]] = defaultdict(list)
    for one in walker.of_kinds(pattern.source):
        if walker.graph.plans[one.plan].submitted:
            found[_key_of(pattern, one)].append(one)
    return dict(found)
