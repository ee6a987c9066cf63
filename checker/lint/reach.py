"""Rules that can never apply: paths that the chain does not allow, and scopes that leave out every node."""

from __future__ import annotations

from collections.abc import Iterator

from checker.chain import built_in_chain
from checker.errors import Fault
from checker.lint.lines import Lines
from checker.path import Path, parse_path, path_text
from checker.pattern import LinksResolve, Target, Unique, path_of, second_path, target_of
from checker.prospects import Prospect, Prospects, starts
from checker.rule import Rule
from checker.thai import key


def out_of_reach(rule: Rule, lines: Lines) -> Iterator[Fault]:
    """What of `rule` can never apply, by its own words and by the chain."""
    yield from _scope(rule, lines)
    yield from _relations(rule, lines)
    target = target_of(rule.pattern)
    for path in (path_of(rule.pattern), second_path(rule.pattern)):
        if path is not None:
            yield from _path(rule, path, target, lines)
    beside = rule.pattern.unless if isinstance(rule.pattern, Unique) else None
    for spot, written in ((("scope", "linked"), rule.scope.linked), (("pattern", "unless"), beside)):
        if written and not _examined(rule) & starts(parse_path(written), Target()):
            said = f"No link may lead along {written} from what the rule examines, so that it never applies."
            yield lines.fault(rule.id, spot, f"ไม่มีความเชื่อมโยงใดไปตาม {written} ได้จากรายการที่กฎตรวจ กฎจึงไม่มีผล", said)
    yield from _target_words(rule, target, lines)


def _examined(rule: Rule) -> Prospects:
    levels = rule.scope.levels or built_in_chain().levels
    return frozenset(Prospect(kind, level, "") for kind in rule.sources for level in levels)


def _scope(rule: Rule, lines: Lines) -> Iterator[Fault]:
    """Words of one field that leave nothing between them."""
    scope = rule.scope
    only = {name: {key(word) for word in words} for name, words in scope.only.items()}
    for name, words in only.items():
        left_out = {key(word) for word in scope.except_.get(name, ())}
        asked = {key(word) for word in scope.when[name]} if name in scope.when else words
        if not (words & asked) - left_out:
            said = f"only, when and except leave no word of {name} over, so that the rule never applies."
            yield lines.fault(
                rule.id, ("scope", "only", name), f"only, when และ except ไม่เหลือคำใดของ {name} กฎจึงไม่มีผล", said
            )
        for word in sorted(left_out - words):
            said = f"only leaves “{word}” out of {name} already. Take it out of except."
            yield lines.fault(
                rule.id, ("scope", "except", name), f"only ไม่รวม “{word}” ของ {name} อยู่แล้ว ให้เอาออกจาก except", said
            )


def _relations(rule: Rule, lines: Lines) -> Iterator[Fault]:
    if not isinstance(rule.pattern, LinksResolve):
        return
    for at, relation in enumerate(rule.pattern.relation):
        if not _examined(rule) & starts(parse_path(relation), Target()):
            said = f"Nothing that the rule examines can bear a reference of {relation}."
            yield lines.fault(rule.id, ("pattern", "relation", at), f"ไม่มีรายการที่กฎตรวจมีความเชื่อมโยง {relation} ได้", said)


def _path(rule: Rule, path: Path, target: Target, lines: Lines) -> Iterator[Fault]:
    """Levels and kinds from which `path` can lead to nothing that counts, and words of the target that it cannot reach."""
    examined, walked = _examined(rule), path_text(path)
    found = examined & starts(path, target)
    if not found:
        said = f"No link may lead along {walked} from what the rule examines to what counts for it."
        yield lines.fault(rule.id, ("pattern",), f"ไม่มีความเชื่อมโยงใดไปตาม {walked} จากรายการที่กฎตรวจถึงสิ่งที่กฎนับ", said)
        return
    for name, at, spot in (("kind", 0, ("pattern", "source")), ("level", 1, ("scope", "levels"))):
        for word in sorted({one[at] for one in examined} - {one[at] for one in found}):
            if name == "kind" or rule.scope.levels:
                said = f"From {name} {word} no link may lead along {walked} to what counts for the rule."
                thai = "ชนิด" if name == "kind" else "ระดับ"
                yield lines.fault(rule.id, spot, f"จาก{thai} {word} ไม่มีความเชื่อมโยงใดไปตาม {walked} ถึงสิ่งที่กฎนับ", said)
    for name in ("kind", "level"):
        for word in getattr(target, name):
            if not examined & starts(path, target.model_copy(update={name: (word,)})):
                said = f"{walked} can reach no {name} {word} from what the rule examines."
                yield lines.fault(rule.id, ("pattern",), f"{walked} ไปถึง {word} ไม่ได้จากรายการที่กฎตรวจ", said)


def _target_words(rule: Rule, target: Target, lines: Lines) -> Iterator[Fault]:
    """Fields and choices that `target.when` names and no node at the end of the path has."""
    chain = built_in_chain()
    spot = ("pattern", "by" if rule.pattern.kind == "is-supported" else "target", "when")
    for name, words in target.when.items():
        fields = [chain.fields(kind)[name] for kind in target.kind or chain.kinds if name in chain.fields(kind)]
        if not fields:
            said = f"Nothing that counts for the rule has a field {name}."
            yield lines.fault(rule.id, (*spot, name), f"สิ่งที่กฎนับไม่มีช่อง {name}", said)
        choices = {key(choice) for field in fields for choice in field.choices or ()}
        for word in words if fields and all(field.choices for field in fields) else ():
            if key(word) not in choices:
                said = f"“{word}” is no choice of {name}."
                yield lines.fault(rule.id, (*spot, name), f"“{word}” ไม่ใช่ตัวเลือกของ {name}", said)
