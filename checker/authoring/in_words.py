"""What a rule says, in words for people: whom it examines, what it rests on, which values a profile may set."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import yaml

from checker.chain import FieldWord, built_in_chain
from checker.rule import Basis, Rule, Scope
from checker.rulebook import Rulebook
from checker.text import Sentence


def scope_in_words(rule: Rule) -> list[Sentence]:
    """Which plans and nodes the rule examines, one sentence a condition."""
    scope, chain = rule.scope, built_in_chain()
    levels = [chain.levels[level].sentence for level in scope.levels]
    kinds = [chain.kinds[kind].sentence for kind in rule.pattern.source]
    said = [
        _joined("ตรวจ: {}", "Examines: {}", kinds),
        _joined("แผน: {}", "Plans: {}", levels or [Sentence(th="ทุกระดับ", en="of every level")]),
    ]
    return [*said, *_conditions(rule, scope)]


def _conditions(rule: Rule, scope: Scope) -> list[Sentence]:
    said = [
        _of_field(rule, name, words, "{} เป็น {} (หรือไม่ได้เขียน)", "{} is {} (or is not written)")
        for name, words in scope.when.items()
    ]
    said += [_of_field(rule, name, words, "{} เป็น {}", "{} is {}") for name, words in scope.only.items()]
    said += [_of_field(rule, name, words, "{} ไม่ใช่ {}", "{} is not {}") for name, words in scope.except_.items()]
    said += [_of_field(rule, name, (), "มี{}", "{} is written") for name in scope.filled]
    said += [
        _of_field(rule, name, (test,), "ข้อความใน{}เป็นแบบ {}", "the text of {} passes the test {}")
        for name, test in scope.text.items()
    ]
    said += [
        _of_field(rule, name, words, "{}ของแผนเป็น {}", "the plan's {} is {}", kinds=("plan",))
        for name, words in scope.plan.items()
    ]
    if scope.linked:
        said.append(
            Sentence(th=f"มีความเชื่อมโยงตามทาง {scope.linked}", en=f"something stands at the end of {scope.linked}")
        )
    if scope.years:
        first, last = scope.years.from_ or "…", scope.years.until or "…"
        said.append(Sentence(th=f"แผนที่เริ่มปี {first} ถึง {last}", en=f"plans that begin in {first} to {last}"))
    return said


def _of_field(
    rule: Rule, name: str, words: Sequence[str], th: str, en: str, kinds: Iterable[str] | None = None
) -> Sentence:
    word = _field(name, kinds or rule.pattern.source)
    shown_th = [_choice(one, word) for one in words]
    return Sentence(
        th=th.format(word.th if word else name, " หรือ ".join(shown_th)),
        en=en.format(word.en if word else name, " or ".join(words)),
    )


def _field(name: str, kinds: Iterable[str]) -> FieldWord | None:
    chain = built_in_chain()
    return next((fields[name] for kind in kinds if name in (fields := chain.fields(kind))), None)


def _choice(key: str, word: FieldWord | None) -> str:
    """A choice as a form writes it."""
    spelled = (word.choices or {}).get(key) if word else None
    return spelled[0] if spelled else key


def _joined(th: str, en: str, parts: Sequence[Sentence]) -> Sentence:
    return Sentence(
        th=th.format(" · ".join(part.th for part in parts)), en=en.format(", ".join(part.en for part in parts))
    )


def basis_in_words(basis: Basis, rulebook: Rulebook) -> Sentence:
    """The title of a source, its verb, and whether somebody has confirmed it."""
    title = rulebook.sources[basis.source].title
    verbs = {"must": "ต้อง", "should": "ควร", "may": "อาจ"}
    clause_th, clause_en = (f" ข้อ {basis.clause}", f", clause {basis.clause}") if basis.clause else ("", "")
    sure_th, sure_en = ("ยืนยันแล้ว", "confirmed") if basis.confirmed else ("ยังไม่มีผู้ยืนยัน", "not confirmed")
    return Sentence(
        th=f"{title.th}{clause_th} ({verbs[basis.verb]} · {sure_th})",
        en=f"{title.en}{clause_en} ({basis.verb} · {sure_en})",
    )


def parameters_of(rule: Rule, rulebook: Rulebook) -> dict[str, str | None]:
    """The parameters of the rule and their values under the profile; None where nobody states one."""
    stated = {**rule.parameters, **rulebook.profile.parameters.get(rule.id, {})}
    return {name: _written(stated[name]) if stated[name] is not None else None for name in sorted(rule.parameters)}


def pattern_in_yaml(rule: Rule) -> str:
    """The pattern as a rule file writes it, parameters filled in."""
    stated = rule.pattern.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return yaml.safe_dump(
        {"kind": rule.pattern.kind, **stated}, allow_unicode=True, sort_keys=False, default_flow_style=None, width=100
    )


def record_in_yaml(record: Mapping[str, Any]) -> str:
    """One record of an example on one line, as it may stand in a plan file."""
    return "{" + ", ".join(f"{key}: {_written(value)}" for key, value in record.items()) + "}"


def _written(value: Any) -> str:
    match value:
        case Mapping():
            return record_in_yaml(value)
        case list() | tuple():
            return "[" + ", ".join(_written(one) for one in value) + "]"
        case str():
            return _text(value)
        case _:
            return json.dumps(value, default=str)


def _text(words: str) -> str:
    """`words` as YAML reads them back: in quotes only where they need some."""
    return yaml.safe_dump([words], allow_unicode=True, default_flow_style=True, width=10**9).strip()[1:-1]
