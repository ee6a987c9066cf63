"""What a rule file may say beyond its shape: known words only, sentences that can be filled in, an example that fails."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from checker.chain import Chain, FieldWord
from checker.path import Path as Steps
from checker.path import parse_path
from checker.pattern import (
    BESIDE_REFERENCES,
    Agrees,
    IsSupported,
    LinksResolve,
    Matches,
    RequiresField,
    RequiresLink,
    Sequence,
    Series,
    SumsTo,
    Target,
    Typical,
    Unique,
    Within,
    path_of,
    second_path,
    target_of,
)
from checker.rule import VERB_OF_SEVERITY, Rule, Scope
from checker.stated import Names
from checker.text import nearest
from checker.thai import key

Path = tuple[str | int, ...]
Complaint = tuple[Path, str, str]

_COMMON: Final = frozenset(
    {
        "source.kind",
        "source.code",
        "source.name",
        "source.level",
        "plan.code",
        "plan.title",
        "plan.years",
        "relation",
        "target.kind",
        "target.level",
    }
)
_NO_LABELS: Final[Mapping[str, FieldWord]] = {}
PLACEHOLDERS: Final[Mapping[str, frozenset[str]]] = {
    "requires-field": frozenset({"field", "value", "said", "demanded", "nearest"}),
    "requires-link": frozenset({"there", "choices", "count", "at_least", "at_most"}),
    "links-resolve": frozenset({"reference", "nearest"}),
    "is-supported": frozenset({"count", "at_least"}),
    "reaches": frozenset({"breaks_at", "walked"}),
    "matches": frozenset({"only_first", "only_second"}),
    "agrees": frozenset({"field", "value", "linked.code", "linked.value", "nearest"}),
    "within": frozenset({"field", "value", "bound", "difference", "years"}),
    "sums-to": frozenset({"field", "years", "printed", "summed", "difference"}),
    "unique": frozenset({"field", "value", "twins"}),
    "sequence": frozenset({"field", "value", "wanted"}),
    "series": frozenset({"field", "years"}),
    "typical": frozenset({"field", "value", "years", "median", "peers", "times"}),
}


def placeholders_of(kind: str) -> frozenset[str]:
    """The placeholders that a sentence of a rule of this pattern kind may hold."""
    return _COMMON | PLACEHOLDERS[kind]


def placeholders_in(words: str) -> frozenset[str]:
    """The placeholders that stand in `words`."""
    return frozenset(re.findall(r"\{([^{}]*)\}", words))


def complaints(rule: Rule, chain: Chain, sources: frozenset[str]) -> Iterator[Complaint]:
    """What is wrong with `rule`: the path of keys to the spot, and the sentence in Thai and in English."""
    yield from _authority(rule, sources)
    yield from _sentences(rule)
    yield from _parameter_names(rule)
    yield from _scope(rule, chain)
    yield from _target(target_of(rule.pattern), "by" if isinstance(rule.pattern, IsSupported) else "target", chain)
    if isinstance(rule.pattern, SumsTo) and rule.pattern.of:
        yield from _target(rule.pattern.of, "of", chain)
    yield from _walk(rule, chain)
    yield from _second_path(rule, chain)
    yield from _fields(rule, chain)
    if not any("fail" in example.expect.values() for example in rule.examples):
        yield ("examples",), "ไม่มีตัวอย่างที่ไม่ผ่าน ให้เพิ่ม", "No example fails. Add one in which the rule finds the fault."


def _authority(rule: Rule, sources: frozenset[str]) -> Iterator[Complaint]:
    for at, basis in enumerate(rule.basis):
        if basis.source not in sources:
            yield ("basis", at, "source"), *_unknown("source", "แหล่งอ้างอิง", basis.source, sources)
        if basis.clause is not None and not basis.confirmed:
            said = "A clause that nobody has confirmed is not printed. Write null, or confirm it."
            yield ("basis", at, "clause"), "ข้อกฎหมายที่ยังไม่มีใครยืนยัน ให้เขียน null หรือยืนยันก่อน", said
    verbs = {basis.verb for basis in rule.basis}
    strongest = next(verb for verb in ("must", "should", "may") if verb in verbs)
    if rule.strict_because is not None and rule.severity != "error":
        said = "Only an error needs to be justified. Take strict_because away."
        yield ("strict_because",), "เฉพาะระดับ error จึงต้องให้เหตุผล ให้เอา strict_because ออก", said
    if strongest != VERB_OF_SEVERITY[rule.severity]:
        said = f"Severity “{rule.severity}” contradicts the verb “{strongest}”: error goes with must, warning with should, advice with may."
        yield ("severity",), f"ระดับ “{rule.severity}” ขัดกับคำว่า “{strongest}” ของแหล่งอ้างอิง", said


def _sentences(rule: Rule) -> Iterator[Complaint]:
    allowed = placeholders_of(rule.pattern.kind)
    for name in ("message", "fix"):
        sentence = getattr(rule, name)
        thai, english = placeholders_in(sentence.th), placeholders_in(sentence.en)
        for word in sorted((thai | english) - allowed):
            yield (name,), *_unknown("placeholder", "ช่องเติมคำ", word, allowed)
        if thai != english:
            only = ", ".join(sorted(thai ^ english))
            yield (
                (name,),
                f"ภาษาไทยและอังกฤษใช้ช่องเติมคำไม่ตรงกัน: {only}",
                f"Thai and English differ in their placeholders: {only}.",
            )


def _parameter_names(rule: Rule) -> Iterator[Complaint]:
    known = frozenset(rule.parameters)
    for name in sorted({*rule.parameter_names} - known):
        yield ("parameter_names", name), *_unknown("parameter", "พารามิเตอร์", name, known)


def _scope(rule: Rule, chain: Chain) -> Iterator[Complaint]:
    for at, level in enumerate(rule.scope.levels):
        if level not in chain.levels:
            yield ("scope", "levels", at), *_unknown("level", "ระดับ", level, frozenset(chain.levels))
    yield from _scope_of_plan(rule.scope, chain)
    for kind in sorted(rule.sources):
        if kind not in chain.kinds:
            yield ("pattern", "source"), *_unknown("kind", "ชนิด", kind, frozenset(chain.kinds))
            continue
        yield from _scope_fields(rule.scope, kind, chain)


def _scope_of_plan(scope: Scope, chain: Chain) -> Iterator[Complaint]:
    """What `scope` asks of a plan: fields that plans have, with one value each, and their choices; relations there are."""
    fields = chain.fields("plan")
    for name in scope.plan:
        if name not in fields:
            yield ("scope", "plan", name), *_unknown("field of plan", "ช่องของ plan", name, frozenset(fields))
    yield from _choices(("scope", "plan"), scope.plan, fields)
    steps = parse_path(scope.linked) if scope.linked else ()
    for name in sorted({name for step in steps for name in step.relations} - set(chain.relations)):
        yield ("scope", "linked"), *_unknown("relation", "ความเชื่อมโยง", name, frozenset(chain.relations))


def _scope_fields(scope: Scope, kind: str, chain: Chain) -> Iterator[Complaint]:
    """What `scope` asks of nodes of `kind`: fields they have, with one value each save under `filled`, and choices there are."""
    fields = chain.fields(kind)
    named: dict[str, Mapping[str, Names]] = {"when": scope.when, "only": scope.only, "except": scope.except_}
    asked = [(entry, name) for entry, words in named.items() for name in words]
    asked += [("text", name) for name in scope.text] + [("filled", name) for name in scope.filled]
    asked += [("blank", name) for name in scope.blank]
    for entry, name in asked:
        if name not in fields:
            yield ("scope", entry, name), *_unknown(f"field of {kind}", f"ช่องของ {kind}", name, frozenset(fields))
        elif entry not in ("filled", "blank") and fields[name].yearly:
            said = f"“{name}” has one value a year; a scope can only ask whether it is filled or blank."
            yield ("scope", entry, name), f"“{name}” เป็นค่ารายปี ขอบเขตถามได้เพียงว่ากรอกแล้วหรือไม่ (filled หรือ blank)", said
    for entry, words in named.items():
        yield from _choices(("scope", entry), words, fields)


def _choices(spot: Path, words: Mapping[str, Names], fields: Mapping[str, FieldWord]) -> Iterator[Complaint]:
    """The words listed for a field of choices that are none of them."""
    for name, listed in words.items():
        choices = fields[name].choices if name in fields else None
        for word in listed if choices else ():
            if key(word) not in {key(choice) for choice in choices or ()}:
                yield (*spot, name), *_unknown(f"choice of {name}", f"ตัวเลือกของ {name}", word, frozenset(choices or ()))


def _target(target: Target, spot: str, chain: Chain) -> Iterator[Complaint]:
    for kind in target.kind:
        if kind not in chain.kinds:
            yield ("pattern", spot), *_unknown("kind", "ชนิด", kind, frozenset(chain.kinds))
    for level in target.level:
        if level not in chain.levels:
            yield ("pattern", spot), *_unknown("level", "ระดับ", level, frozenset(chain.levels))
    if target.list is not None and target.list not in chain.code_lists:
        yield ("pattern", spot, "list"), *_unknown("code list", "รายการรหัส", target.list, frozenset(chain.code_lists))


def _second_path(rule: Rule, chain: Chain) -> Iterator[Complaint]:
    spot = "by" if isinstance(rule.pattern, IsSupported) else "target"
    of = rule.pattern.of if isinstance(rule.pattern, SumsTo) else None
    if (target_of(rule.pattern).also or (of and of.also)) and not isinstance(rule.pattern, RequiresLink | IsSupported):
        said = "A second path (also) belongs to requires-link and is-supported only."
        yield ("pattern", spot, "also"), "เส้นทางที่สอง (also) ใช้ได้กับ requires-link และ is-supported เท่านั้น", said
    second = ("pattern", "other") if isinstance(rule.pattern, Matches) else ("pattern", spot, "also")
    named: list[tuple[tuple[str, ...], Steps]] = [(second, second_path(rule.pattern) or ())]
    if isinstance(rule.pattern, Unique) and rule.pattern.unless:
        named.append((("pattern", "unless"), parse_path(rule.pattern.unless)))
    for place, path in named:
        for name in sorted({name for step in path for name in step.relations} - set(chain.relations)):
            yield place, *_unknown("relation", "ความเชื่อมโยง", name, frozenset(chain.relations))
    if isinstance(rule.pattern, Matches) and path_of(rule.pattern) == second_path(rule.pattern):
        said = "A path always ends where it ends itself. State another one."
        yield ("pattern", "other"), "เส้นทางเดียวกันย่อมถึงที่เดียวกันเสมอ ให้ใส่เส้นทางอื่น", said


def _walk(rule: Rule, chain: Chain) -> Iterator[Complaint]:
    path = path_of(rule.pattern)
    names = {name for step in path or () for name in step.relations}
    if isinstance(rule.pattern, LinksResolve):
        names |= set(rule.pattern.relation)
    for name in sorted(names - set(chain.relations)):
        yield ("pattern", "relation"), *_unknown("relation", "ความเชื่อมโยง", name, frozenset(chain.relations))
    if isinstance(rule.pattern, Agrees) and any(pair.own in BESIDE_REFERENCES for pair in rule.pattern.fields):
        steps = parse_path(rule.pattern.relation)
        if len(steps) != 1 or steps[0].inverse or steps[0].closure:
            said = f"{' and '.join(BESIDE_REFERENCES)} can be compared along one forward step only."
            yield ("pattern", "relation"), f"{' และ '.join(BESIDE_REFERENCES)} ใช้ได้กับความเชื่อมโยงขั้นเดียวเท่านั้น", said


def _fields(rule: Rule, chain: Chain) -> Iterator[Complaint]:
    known = [kind for kind in sorted(rule.sources) if kind in chain.kinds]
    for name, spot in _own_fields(rule):
        for kind in known:
            if name not in chain.fields(kind) and name != "kind":
                yield (
                    ("pattern", spot),
                    *_unknown(
                        f"field of {kind}", f"ช่องของ {kind}", name, frozenset(chain.fields(kind)), chain.fields(kind)
                    ),
                )
    if isinstance(rule.pattern, RequiresField):
        for demand in rule.pattern.demands:
            yearly = any(
                demand.field in chain.kinds[kind].fields and chain.kinds[kind].fields[demand.field].yearly
                for kind in known
            )
            barred = set(demand.asks) - {"present", "is_", "min", "max", "more_than"}
            if yearly and barred:
                said = f"“{demand.field}” has one value a year; {', '.join(sorted(barred))} cannot be asked of it."
                yield ("pattern",), f"“{demand.field}” เป็นค่ารายปี จึงถาม {', '.join(sorted(barred))} ไม่ได้", said
            if isinstance(demand.one_of, str) and demand.one_of not in chain.code_lists:
                yield ("pattern",), *_unknown("code list", "รายการรหัส", demand.one_of, frozenset(chain.code_lists))
    if isinstance(rule.pattern, Unique):
        yield from _yearly_or_not(rule.pattern, known, chain)
    if isinstance(rule.pattern, Within) and (rule.pattern.bounds.prefix or rule.pattern.bounds.prefix_of):
        name = rule.pattern.field
        if any(name in chain.fields(kind) and chain.fields(kind)[name].yearly for kind in known):
            said = "Values by year have no prefix."
            yield ("pattern", "bounds"), "ค่ารายปีไม่มีส่วนต้นให้เทียบ", said
    if isinstance(rule.pattern, Series):
        for spot in ("follows", "meets"):
            name = getattr(rule.pattern, spot)
            if any(name in chain.fields(kind) and not chain.fields(kind)[name].yearly for kind in known):
                said = f"“{name}” has one value and not one a year, so no year can be compared with it."
                yield ("pattern", spot), f"“{name}” มีค่าเดียว ไม่ใช่รายปี จึงเทียบรายปีไม่ได้", said
    if isinstance(rule.pattern, Typical):
        name = rule.pattern.field
        if any(name in chain.fields(kind) and not chain.fields(kind)[name].adds_up for kind in known):
            said = f"“{name}” holds no amounts, so no one of them is typical."
            yield ("pattern", "field"), f"“{name}” ไม่ใช่ช่องจำนวน จึงไม่มีค่ากลาง", said
    if isinstance(rule.pattern, SumsTo) and known:
        pattern = rule.pattern
        own = chain.fields(known[0])
        summed = pattern.field or pattern.counts or ""
        kinds = pattern.target.kind or tuple(known)
        single = any(
            summed in chain.fields(kind) and not chain.fields(kind)[summed].yearly
            for kind in kinds
            if kind in chain.kinds
        )
        if single and pattern.total and pattern.total in own and own[pattern.total].yearly:
            said = "A total by year cannot be compared with a single value."
            yield ("pattern", "total"), "ยอดรวมรายปีเทียบกับค่าเดียวไม่ได้", said


def _yearly_or_not(pattern: Unique, kinds: list[str], chain: Chain) -> Iterator[Complaint]:
    """`shares_year` names values by year; nothing else of a key does."""
    for spot, names in (("unlike", pattern.unlike), ("shares_year", filter(None, [pattern.shares_year]))):
        for name in names:
            found = {chain.fields(kind)[name].yearly for kind in kinds if name in chain.fields(kind)}
            if spot == "unlike" and True in found:
                said = f"“{name}” has one value a year and tells no two nodes apart."
                yield ("pattern", spot), f"“{name}” เป็นค่ารายปี จึงใช้แยกรายการไม่ได้", said
            if spot == "shares_year" and False in found:
                said = f"“{name}” has no values by year."
                yield ("pattern", spot), f"“{name}” ไม่ใช่ค่ารายปี", said


def _own_fields(rule: Rule) -> Iterator[tuple[str, str]]:
    match rule.pattern:
        case RequiresField() as pattern:
            for demand in pattern.demands:
                spot = "all_of" if pattern.all_of else "any_of"
                yield demand.field, spot
                for other in (demand.differs_from, demand.overlap.with_ if demand.overlap else None):
                    if other:
                        yield other, spot
        case Agrees() as pattern:
            yield from ((pair.own, "fields") for pair in pattern.fields if pair.own not in BESIDE_REFERENCES)
        case Within() as pattern:
            yield pattern.field, "field"
        case SumsTo() as pattern:
            if pattern.total:
                yield pattern.total, "total"
        case Unique() as pattern:
            yield from ((name, "key") for name in (*pattern.key, *pattern.also))
            yield from ((name, "unlike") for name in pattern.unlike if name not in ("kind", "plan", "level"))
            if pattern.shares_year:
                yield pattern.shares_year, "shares_year"
        case Sequence() | Typical() as pattern:
            yield pattern.field, "field"
        case Series() as pattern:
            yield pattern.field, "field"
            for spot in ("direction", "against", "follows", "meets", "excuse"):
                if getattr(pattern, spot):
                    yield getattr(pattern, spot), spot


def _unknown(
    what: str, what_thai: str, name: str, known: frozenset[str], labels: Mapping[str, FieldWord] = _NO_LABELS
) -> tuple[str, str]:
    """That `name` is not known, and the word that is meant: by its heading on the forms, or the nearest; else all there are."""
    headed = (field for field, word in labels.items() if key(name) in {key(word.th), *map(key, word.also)})
    close = [*headed, *nearest(name, known, at_least=75, most=1)]
    words = ", ".join(sorted(known))
    return (
        f"ไม่รู้จัก{what_thai} “{name}” " + (f"ใกล้เคียงที่สุดคือ “{close[0]}”" if close else f"มี: {words}"),
        f"The {what} “{name}” is not known. " + (f"The nearest is “{close[0]}”." if close else f"There are: {words}."),
    )
