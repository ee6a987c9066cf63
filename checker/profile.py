"""Profiles: which rules hold, how grave they are and with which parameters; each file may extend another one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from checker.chain import built_in_chain
from checker.errors import Fault
from checker.finding import ChangeInReport
from checker.located import Listing, Scalar, line_of
from checker.located import Mapping as LocatedMapping
from checker.misfit import Misfit
from checker.place import Place
from checker.rule import Rule, Severity
from checker.stated import Names
from checker.strict import Strict
from checker.text import Sentence, nearest

_SHORTEST_REASON = 10
Spot = tuple[str | int, ...]


def _reason(value: Any) -> Any:
    """A reason in one language stands in both; one of a few letters is none."""
    words = {"th": value, "en": value} if isinstance(value, str) else value
    if isinstance(words, dict) and any(isinstance(one, str) and len(one) < _SHORTEST_REASON for one in words.values()):
        raise Misfit(
            f"เหตุผลสั้นเกินไป ให้เขียนอย่างน้อย {_SHORTEST_REASON} ตัวอักษร",
            f"A reason of fewer than {_SHORTEST_REASON} letters says too little.",
        )
    return words


Reason = Annotated[Sentence, BeforeValidator(_reason, json_schema_input_type=str | Sentence)]


class Regrading(Strict):
    """A severity changed by a profile, and why."""

    severity: Severity
    reason: Reason


class Profile(Strict):
    """Which rules hold for a kind of body, how grave they are, and with which parameters.

    With `levels` it is for plans of those levels only, and rules of others are not in force. `extends` names the profile
    whose entries hold where this one says nothing; `with` puts a rule back that it leaves out.
    """

    name: str
    title: Sentence
    extends: str | None = None
    levels: Names = ()
    without: dict[str, Reason] = Field(default_factory=dict)
    with_: dict[str, Reason] = Field(default_factory=dict, alias="with")
    severities: dict[str, Regrading] = Field(default_factory=dict)
    parameters: dict[str, dict[str, Any]] = Field(default_factory=dict)

    @property
    def named(self) -> tuple[tuple[str, str], ...]:
        """Every rule that it names, after the entry that names it."""
        tables: dict[str, Mapping[str, object]] = {
            "without": self.without,
            "with": self.with_,
            "severities": self.severities,
            "parameters": self.parameters,
        }
        return tuple((entry, rule) for entry, table in tables.items() for rule in table)

    def concerns(self, rule: Rule) -> bool:
        """Whether `rule` examines plans that this profile is for."""
        return not self.levels or not rule.scope.levels or not {*self.levels}.isdisjoint(rule.scope.levels)

    def holds(self, rule: Rule) -> bool:
        """Whether `rule` is in force under this profile."""
        return rule.status != "retired" and rule.id not in self.without and self.concerns(rule)

    @model_validator(mode="after")
    def _not_both(self) -> Profile:
        if both := sorted({*self.without} & {*self.with_, *self.severities, *self.parameters}):
            raise Misfit(
                f"{', '.join(both)} อยู่ใน without แล้วยังเขียนไว้ที่อื่นอีก ให้เหลือที่เดียว",
                f"{', '.join(both)} is left out and named again. Keep one of the two.",
            )
        return self


@dataclass(frozen=True, slots=True)
class Written:
    """A profile as one file states it."""

    file: str
    document: LocatedMapping
    profile: Profile

    def fault(self, path: Spot, th: str, en: str) -> Fault:
        return Fault(Place(self.file, line=line_of(self.document, path)), Sentence(th=th, en=en))


Layers = Sequence[Mapping[str, Written]]


@dataclass(frozen=True, slots=True)
class Lineage:
    """A profile and those that it extends, itself first."""

    line: tuple[Written, ...]

    @property
    def profile(self) -> Profile:
        """All of them as one: what an entry nearer to the front says goes before."""
        joined = self.line[-1].profile
        for written in reversed(self.line[:-1]):
            joined = _over(joined, written.profile)
        return joined

    def written(self, path: tuple[str, ...]) -> Written:
        """The file nearest to the front that says something at `path`; the first one where none does."""
        return next((one for one in self.line if _stands(one.document, path)), self.line[0])


def _over(below: Profile, above: Profile) -> Profile:
    kept = {name: reason for name, reason in below.without.items() if name not in above.with_}
    left_out = {**kept, **above.without}
    parameters = {name: {**below.parameters.get(name, {}), **stated} for name, stated in above.parameters.items()}
    return above.model_copy(
        update={
            "levels": above.levels or below.levels,
            "without": left_out,
            "with_": {},
            "severities": _of_others({**below.severities, **above.severities}, left_out),
            "parameters": _of_others({**below.parameters, **parameters}, left_out),
        }
    )


def _of_others(table: Mapping[str, Any], left_out: Mapping[str, Any]) -> dict[str, Any]:
    return {name: entry for name, entry in table.items() if name not in left_out}


def _stands(document: LocatedMapping, path: tuple[str, ...]) -> bool:
    found: object = document
    for step in path:
        if not isinstance(found, LocatedMapping) or step not in found.items:
            return False
        found = found.items[step]
    return True


def lineage_of(name: str, layers: Layers, faults: list[Fault]) -> Lineage | None:
    """The profile `name` and those it extends, looked up in the last of `layers` first; None where there is none.

    One that extends its own name extends that of an earlier layer. A parent that is missing, or a circle, is a fault.
    """
    line: list[Written] = []
    wanted, depth = name, len(layers)
    while True:
        at = next((at for at in reversed(range(depth)) if wanted in layers[at]), None)
        if at is None:
            break
        written = layers[at][wanted]
        if written in line:
            said = f"Profile “{wanted}” extends itself by way of others. Take one “extends” away."
            faults.append(
                written.fault(("extends",), f"โปรไฟล์ “{wanted}” สืบทอดวนกลับมาหาตัวเอง ให้เอา extends ออกหนึ่งแห่ง", said)
            )
            return Lineage(tuple(line))
        line.append(written)
        parent = written.profile.extends
        if parent is None:
            return Lineage(tuple(line))
        wanted, depth = parent, at if parent == wanted else len(layers)
    if line:
        known = sorted({one for layer in layers for one in layer} - {line[-1].profile.name})
        faults.append(line[-1].fault(("extends",), *_unknown("profile", "โปรไฟล์", wanted, known)))
        return Lineage(tuple(line))
    return None


def complaints(written: Written, rules: Mapping[str, LocatedMapping]) -> Iterator[Fault]:
    """What is wrong with a profile on its own: rules, levels and parameters that are not known; its name."""
    profile = written.profile
    stem = written.file.rpartition("/")[2].removesuffix(".yaml")
    if profile.name != stem:
        said = f"This profile calls itself “{profile.name}” and its file “{stem}”. Give both one name."
        yield written.fault(("name",), f"โปรไฟล์ชื่อ “{profile.name}” แต่ไฟล์ชื่อ “{stem}” ให้ใช้ชื่อเดียวกัน", said)
    for at, level in enumerate(profile.levels):
        if level not in built_in_chain().levels:
            yield written.fault(("levels", at), *_unknown("level", "ระดับ", level, built_in_chain().levels))
    for entry, rule in profile.named:
        if rule not in rules:
            yield written.fault((entry, rule), *_unknown("rule", "กฎ", rule, rules))
    for rule, stated in profile.parameters.items():
        declared = _parameters(rules[rule]) if rule in rules else None
        for name in stated:
            if declared is not None and name not in declared:
                what, thai = f"parameter of {rule}", f"พารามิเตอร์ของ {rule} ชื่อ"
                yield written.fault(("parameters", rule, name), *_unknown(what, thai, name, declared))


def changes(
    profile: Profile, graded: Mapping[str, Rule], replaced: Mapping[str, bool], documents: Mapping[str, LocatedMapping]
) -> tuple[ChangeInReport, ...]:
    """What the rules in force differ in from the built-in ones, so that a report can say so.

    `graded` holds every rule as its file grades it; `replaced` those of another folder, and whether they take the place of
    a built-in one.
    """
    found = [
        ChangeInReport(what="replaced" if instead else "added", rule=name, title=graded[name].title)
        for name, instead in replaced.items()
        if profile.holds(graded[name])
    ]
    for name, regrading in profile.severities.items():
        rule = graded[name]
        if profile.holds(rule) and regrading.severity != rule.severity:
            found.append(
                ChangeInReport(
                    what="regraded", rule=name, title=rule.title, before=rule.severity, after=regrading.severity, reason=regrading.reason,
                )
            )  # fmt: skip
    found += [
        ChangeInReport(what="left-out", rule=name, title=graded[name].title, reason=reason)
        for name, reason in profile.without.items()
    ]
    for name, stated in profile.parameters.items():
        own = _parameters(documents[name])
        for parameter, value in stated.items() if profile.holds(graded[name]) else ():
            before, after = _shown(own.get(parameter)), _in_words(value)
            if before != after:
                found.append(
                    ChangeInReport(
                        what="set", rule=name, title=graded[name].title, parameter=parameter,
                        parameter_name=graded[name].called(parameter), before=before, after=after,
                    )
                )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.rule, one.what, one.parameter or "")))


def _parameters(document: LocatedMapping) -> Mapping[str, Any]:
    table = document.items.get("parameters")
    return table.items if isinstance(table, LocatedMapping) else {}


def _shown(value: Any) -> str | None:
    """A parameter as the file of its rule states it; None where it states none."""
    match value:
        case Scalar():
            return None if value.is_null else value.text
        case Listing():
            return ", ".join(_shown(item) or "" for item in value.items)
        case _:
            return None


def _in_words(value: Any) -> str | None:
    if isinstance(value, (list, tuple)):
        return ", ".join(str(item) for item in value)
    return None if value is None else str(value)


def _unknown(what: str, what_thai: str, name: str, known: Sequence[str] | Mapping[str, object]) -> tuple[str, str]:
    close = nearest(name, known, most=1)
    hint_th, hint = (f" ใกล้เคียงที่สุดคือ {close[0]}", f" The nearest is {close[0]}.") if close else ("", "")
    return f"ไม่มี{what_thai} {name}{hint_th}", f"There is no {what} {name}.{hint}"
