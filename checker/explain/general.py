"""How a fault is mended, said of a rule and not of a finding."""

from __future__ import annotations

from typing import Final

from checker.chain import Chain
from checker.explain.words import joined, kinds, levels
from checker.pattern import LinksResolve, RequiresField, path_of, target_of
from checker.rule import Rule
from checker.text import Sentence, in_general

_OF_EACH: Final = Sentence(th="ดูที่แต่ละรายการ", en="see each finding")
_OF_EVERY_NODE: Final = {
    "source.code": Sentence(th="รหัสของรายการนี้", en="its code"),
    "plan.code": Sentence(th="รหัสแผน", en="the plan's code"),
    "plan.years": Sentence(th="ปีของแผน", en="the plan's years"),
    "nearest": _OF_EACH,
    "choices": _OF_EACH,
    "walked": _OF_EACH,
    "breaks_at": _OF_EACH,
}


def fix_in_general(rule: Rule, chain: Chain) -> Sentence:
    """The rule's fix with whatever it says of every node in the same words; the rest is left open."""
    target = target_of(rule.pattern)
    known = _OF_EVERY_NODE | {"target.kind": kinds(chain, target.kind), "target.level": levels(chain, target.level)}
    if (fields := _fields(rule, chain)) is not None:
        known["field"] = fields
    if (relation := relation_word(rule, chain)) is not None:
        known["relation"] = relation
    return in_general(rule.fix, known)


def relation_word(rule: Rule, chain: Chain) -> Sentence | None:
    """What people call the relation by which the rule looks first; None where it walks none."""
    if isinstance(rule.pattern, LinksResolve):
        return chain.relations[rule.pattern.relation[0]].sentence
    path = path_of(rule.pattern)
    return chain.relations[path[0].relations[0]].sentence if path else None


def _fields(rule: Rule, chain: Chain) -> Sentence | None:
    """What people call the fields that the rule asks, each once."""
    if isinstance(rule.pattern, RequiresField):
        names = [demand.field for demand in rule.pattern.demands]
    else:
        names = [name for name in (getattr(rule.pattern, "field", None),) if isinstance(name, str)]
    words = [
        chain.field(kind, name).sentence
        for kind in sorted(rule.sources)
        for name in names
        if name in chain.fields(kind)
    ]
    return joined(words) if words else None
