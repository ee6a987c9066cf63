"""Why a number stands wrong in its row: who bears the same, who stands beside it, and which number would be right."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from checker.chain import Chain
from checker.explain.twins import scope_of
from checker.explain.walk import Walker
from checker.explain.words import Explanation, and_more, called, figure
from checker.pattern import Sequence
from checker.plan import Node
from checker.text import Sentence, same

SHOWN: Final = 30
_BEFORE: Final = Sentence(th="รายการก่อนหน้า", en="Before it")
_AFTER: Final = Sentence(th="รายการถัดไป", en="After it")


def explain_sequence(pattern: Sequence, node: Node, walker: Walker, chain: Chain) -> Explanation:
    """The number as written, the nodes that bear the same, the neighbours before and after, and the number that is missing."""
    value = node.values[pattern.field]
    found = Explanation(value.place)
    number = value.number or Decimal(0)
    label = chain.field(node.kind, pattern.field).sentence
    numbered = _numbered(pattern, node, walker)
    found.add("value", same(value.written), place=value.place)
    ties = [one for at, one in numbered if at == number] if pattern.ties == "forbidden" else []
    for tie in ties[:SHOWN]:
        found.add("twin", called(tie), tie, tie.values[pattern.field].place)
    if len(ties) > SHOWN:
        found.add("twin", and_more(len(ties) - SHOWN))
    wanted = _wanted(pattern, number, {at for at, _ in numbered}, tied=bool(ties))
    found.add("looked-for", same(figure(wanted)), place=value.place)
    before = max((at for at, _ in numbered if at < number), default=None)
    after = min((at for at, _ in numbered if at > number), default=None)
    for beside, word in ((before, _BEFORE), (after, _AFTER)):
        for at, one in [each for each in numbered if each[0] == beside][:1]:
            named = called(one)
            th, en = f"{label.th} {figure(at)}: {named.th}", f"{label.en} {figure(at)}: {named.en}"
            found.add("there", Sentence(th=th, en=en), one, one.values[pattern.field].place, word)
    found.fills = {"field": label, "value": same(value.written), "wanted": same(figure(wanted))}
    return found


def _numbered(pattern: Sequence, node: Node, walker: Walker) -> list[tuple[Decimal, Node]]:
    """The other nodes of the scope that have a number, by that number."""
    found = []
    for one in scope_of(pattern, node, walker):
        value = one.values.get(pattern.field)
        if value is not None and value.number is not None:
            found.append((value.number, one))
    return sorted(found, key=lambda each: each[0])


def _wanted(pattern: Sequence, number: Decimal, others: set[Decimal], *, tied: bool) -> Decimal:
    """The number that is missing just before this one; else the first that is free."""
    start = Decimal(pattern.starts_at)
    if not tied and pattern.gaps == "forbidden" and number > start and number - 1 not in others:
        return number - 1
    wanted = start
    while wanted in others or wanted == number:
        wanted += 1
    return wanted
