"""Rules that say what another one says already, and rules that no node can meet at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, permutations

from checker.demand import Demand
from checker.errors import Fault
from checker.lint.lines import Lines
from checker.lint.scopes import covers, narrower, overlap
from checker.pattern import IsSupported, RequiresField, RequiresLink, target_of
from checker.rule import Rule
from checker.thai import key

_NUMBERS = frozenset({"number", "integer", "year"})
_STRONGER = {"year": {"number", "integer"}, "integer": {"number"}}


def repeated(rules: Sequence[Rule], lines: Lines) -> Iterator[Fault]:
    """Rules that another one says already: wherever they examine a node, it does too, and asks as much."""
    for one, other in permutations(rules, 2):
        if not covers(one, other) or (covers(other, one) and one.pattern == other.pattern and one.id > other.id):
            continue
        if one.pattern == other.pattern or _implied(one, other):
            said = f"{one.id} asks this already of everything that {other.id} examines. Keep one, or narrow one of the scopes."
            th = f"{one.id} ถามเรื่องนี้กับทุกรายการที่ {other.id} ตรวจอยู่แล้ว ให้เหลือกฎเดียวหรือแยกขอบเขต"
            yield lines.fault(other.id, ("pattern",), th, said)


def in_conflict(rules: Sequence[Rule], lines: Lines) -> Iterator[Fault]:
    """Rules that contradict one another, or themselves, at nodes that both examine."""
    for rule in rules:
        if any(_clash(one, other) for one, other in combinations(_all(rule), 2)):
            said = "Two demands of this rule contradict each other, so that it always fails."
            yield lines.fault(rule.id, ("pattern",), "ข้อกำหนดสองข้อของกฎนี้ขัดกัน จึงไม่มีทางผ่าน", said)
    for one, other in combinations(rules, 2):
        if overlap(one, other) and _contradict(one, other):
            said = f"{one.id} demands the contrary of the same items, so that one of the two always fails."
            yield lines.fault(other.id, ("pattern",), f"{one.id} กำหนดตรงข้ามกับรายการเดียวกัน กฎหนึ่งจึงไม่ผ่านเสมอ", said)


def _all(rule: Rule) -> tuple[Demand, ...]:
    """What a node has to meet altogether, one thing a demand."""
    if not isinstance(rule.pattern, RequiresField) or (rule.pattern.any_of and len(rule.pattern.any_of) > 1):
        return ()
    return tuple(atom for demand in rule.pattern.demands for atom in _atoms(demand))


def _atoms(demand: Demand) -> list[Demand]:
    """`demand` as one demand for each thing it states."""
    blank = dict.fromkeys(demand.asks)
    return [demand.model_copy(update={**blank, name: getattr(demand, name)}) for name in demand.asks]


def _implied(one: Rule, other: Rule) -> bool:
    """Whether a node that meets `one` meets `other`, both examining it."""
    if isinstance(one.pattern, RequiresField) and isinstance(other.pattern, RequiresField):
        firm = _all(one)
        if other.pattern.any_of:
            return any(
                all(any(_stronger(mine, atom) for mine in firm) for atom in _atoms(demand))
                for demand in other.pattern.any_of
            )
        return all(any(_stronger(mine, atom) for mine in firm) for atom in _all(other))
    counts = (RequiresLink, IsSupported)
    if not isinstance(one.pattern, counts) or type(one.pattern) is not type(other.pattern):
        return False
    assert isinstance(other.pattern, counts)
    most = getattr(other.pattern, "at_most", None)
    own = getattr(one.pattern, "at_most", None)
    same_path = one.pattern.relation == other.pattern.relation
    as_many = one.pattern.at_least >= other.pattern.at_least and (most is None or (own is not None and own <= most))
    target = narrower if most is None else _equal
    return same_path and as_many and target(target_of(one.pattern), target_of(other.pattern))


def _equal(one: object, other: object) -> bool:
    return one == other


def _stronger(one: Demand, other: Demand) -> bool:
    """Whether what meets `one` meets `other`; each states one thing."""
    if one.field != other.field:
        return False
    (asks,), (asked,) = one.asks, other.asks
    mine, theirs = getattr(one, asks), getattr(other, asked)
    if (asks, asked) in {("more_than", "min")}:
        return bool(mine >= theirs)
    if asks != asked:
        return False
    match asks:
        case "min" | "more_than" | "longer_than":
            return bool(mine >= theirs)
        case "max" | "shorter_than":
            return bool(mine <= theirs)
        case "one_of" if not isinstance(mine, str) and not isinstance(theirs, str):
            return {key(word) for word in mine} <= {key(word) for word in theirs}
        case "lacks_words":
            return {key(word) for word in mine} >= {key(word) for word in theirs}
        case "is_":
            return mine == theirs or theirs in _STRONGER.get(mine, ())
        case _:
            return bool(mine == theirs)


def _contradict(one: Rule, other: Rule) -> bool:
    if any(_clash(mine, theirs) for mine in _all(one) for theirs in _all(other)):
        return True
    return _too_few(one, other) or _too_few(other, one)


def _too_few(one: Rule, other: Rule) -> bool:
    """Whether `one` allows fewer links than `other` demands."""
    mine, theirs = one.pattern, other.pattern
    if not isinstance(mine, RequiresLink) or not isinstance(theirs, RequiresLink) or mine.at_most is None:
        return False
    return mine.relation == theirs.relation and mine.at_most < theirs.at_least and narrower(theirs.target, mine.target)


def _clash(one: Demand, other: Demand) -> bool:
    """Whether no filled value meets both; each states one thing."""
    if one.field != other.field:
        return False
    return _clashes(one, other) or _clashes(other, one)


def _clashes(one: Demand, other: Demand) -> bool:
    if one.is_ == "words":
        return other.is_ in _NUMBERS or any(getattr(other, name) is not None for name in ("min", "max", "more_than"))
    if one.has is not None and other.lacks is not None:
        return one.has == other.lacks
    if one.max is not None:
        low, least = other.min, other.more_than
        return (low is not None and low > one.max) or (least is not None and least >= one.max)
    if one.shorter_than is not None and other.longer_than is not None:
        return one.shorter_than <= other.longer_than + 1
    if one.one_of is not None and other.one_of is not None and not isinstance(one.one_of, str):
        theirs = other.one_of
        return not isinstance(theirs, str) and {key(word) for word in one.one_of}.isdisjoint(map(key, theirs))
    return False
