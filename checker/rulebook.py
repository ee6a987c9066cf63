"""The rulebook: every rule file, the sources and a profile, loaded strictly or refused whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from checker.chain import built_in_chain
from checker.errors import Fault, RulebookFault, UsageFault
from checker.finding import BasisInReport, ChangeInReport
from checker.folders import built_in
from checker.located import Listing, Located, NotPlainData, Scalar, line_of
from checker.located import Mapping as LocatedMapping
from checker.parameters import declared_parameters, undeclared, with_parameters
from checker.place import Place
from checker.profile import Lineage, Profile, Written, changes, lineage_of
from checker.profile import complaints as complaints_of_profile
from checker.rule import Basis, Rule
from checker.rule_checks import complaints
from checker.rule_files import RuleFiles, Source, refuse_closed
from checker.strict import validated
from checker.text import Sentence, nearest

DEFAULT_PROFILE: Final = "default"
_TRAP: Final = re.compile(r"(?i:y|n|yes|no|on|off|true|false)|[-+]?\d+\.\d*|0\d+|\d+(?::\d+)+|\d{4}-\d\d?-\d\d?")


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Rules by id (those in force: neither retired nor left out by the profile), with what they rest on.

    `given` holds, for each rule, the submissions of its examples, located in their file; `unstated` the parameters of
    those rules that nobody gives a value: what stands in the pattern is then a trial value, for the examples only. `known`
    holds every rule, retired and left out ones too; `documents` their files; `profiles` every profile there is; `changes`
    what differs from the built-in rules; `as_written` the rules in force whose parameters a profile states, as their own
    files do; `as_files_grade` every rule with the severity that its own file states.
    """

    rules: Mapping[str, Rule]
    sources: Mapping[str, Source]
    profile: Profile
    version: str
    hash: str
    given: Mapping[str, tuple[tuple[Located, ...], ...]] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    unstated: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    known: Mapping[str, Rule] = field(default_factory=dict)
    documents: Mapping[str, tuple[str, LocatedMapping]] = field(default_factory=dict)
    profiles: Mapping[str, Lineage] = field(default_factory=dict)
    changes: tuple[ChangeInReport, ...] = ()
    as_written: Mapping[str, Rule] = field(default_factory=dict)
    as_files_grade: Mapping[str, Rule] = field(default_factory=dict)

    def told(self, basis: Sequence[Basis]) -> list[BasisInReport]:
        """What a report says of `basis`: each source by its title, and whether anybody has confirmed it."""
        return [
            BasisInReport(
                source=one.source,
                title=self.sources[one.source].title,
                clause=one.clause,
                verb=one.verb,
                confirmed=one.confirmed,
            )
            for one in basis
        ]

    @property
    def in_force(self) -> tuple[Rule, ...]:
        """The rules, sorted by id."""
        return tuple(self.rules[name] for name in sorted(self.rules))

    @property
    def to_test(self) -> Rulebook:
        """The same rules with the parameters that their own files state: examples are judged by those, whatever a profile says."""
        return replace(self, rules={**self.rules, **self.as_written})


def load_rulebook(profile: str = DEFAULT_PROFILE, extra: Path | None = None, base: Path | None = None) -> Rulebook:
    """The rulebook of folder `base` (the built-in one), with the rules of folder `extra` added to or put in place of its own.

    Raises RulebookFault with every fault of every file, or UsageFault where there is no such profile.
    """
    for folder in (base, extra):
        if folder is not None:
            refuse_closed(folder)
    return _Loading().load([base or built_in("rules"), *([extra] if extra else [])], profile)


@dataclass(slots=True)
class _Loading:
    """Loads rule files and gathers every fault before it refuses."""

    files: RuleFiles = field(default_factory=RuleFiles)
    unstated: dict[str, tuple[str, ...]] = field(default_factory=dict)
    as_written: dict[str, Rule] = field(default_factory=dict)

    @property
    def faults(self) -> list[Fault]:
        return self.files.faults

    def load(self, folders: list[Path], profile_name: str) -> Rulebook:
        sources: dict[str, Source] = {}
        documents: dict[str, tuple[str, LocatedMapping]] = {}
        replaced: dict[str, bool] = {}
        version = "0"
        layers: list[dict[str, Written]] = []
        for folder in folders:
            sources |= self.files.sources(folder / "sources.yaml")
            version = self.files.version(folder / "rulebook.yaml") or version
            found = self.files.documents(folder)
            replaced = {name: name in documents for name in found} if layers else {}
            documents |= found
            self.files.hold(folder, f"{len(layers)}")
            layers.append(self.files.profiles(folder / "profiles"))
        profiles = self.lineages(layers, {name: document for name, (_, document) in documents.items()})
        if profile_name not in profiles and not self.faults:
            raise UsageFault([_no_profile(profile_name, profiles)])
        lineage = profiles.get(profile_name)
        profile = lineage.profile if lineage else Profile(name=profile_name, title=Sentence(th="–", en="–"))
        known, given = self.rules(documents, frozenset(sources), lineage)
        if self.faults:
            raise RulebookFault(sorted(set(self.faults), key=lambda fault: fault.place.sort_key))
        changed = changes(profile, known, replaced, {name: document for name, (_, document) in documents.items()})
        graded = {name: _graded(rule, profile) for name, rule in known.items()}
        in_force = {name: rule for name, rule in graded.items() if profile.holds(rule)}
        return Rulebook(
            in_force,
            sources,
            profile,
            version,
            self.files.hash(profile_name),
            given,
            files={name: documents[name][0] for name in in_force},
            unstated={name: self.unstated[name] for name in in_force if self.unstated[name]},
            known=graded,
            documents=documents,
            profiles=profiles,
            changes=changed,
            as_files_grade=known,
            as_written={name: self.as_written[name] for name in in_force if name in self.as_written},
        )

    def lineages(self, layers: list[dict[str, Written]], documents: Mapping[str, LocatedMapping]) -> dict[str, Lineage]:
        """Every profile with those that it extends, a later folder's before an earlier one's of the same name."""
        for layer in layers:
            for written in layer.values():
                self.files.faults += complaints_of_profile(written, documents)
        found = {name: lineage_of(name, layers, self.faults) for layer in layers for name in layer}
        return {name: lineage for name, lineage in sorted(found.items()) if lineage is not None}

    def rules(
        self, documents: Mapping[str, tuple[str, LocatedMapping]], sources: frozenset[str], lineage: Lineage | None
    ) -> tuple[dict[str, Rule], dict[str, tuple[tuple[Located, ...], ...]]]:
        rules: dict[str, Rule] = {}
        given: dict[str, tuple[tuple[Located, ...], ...]] = {}
        parameters = lineage.profile.parameters if lineage else {}
        for name, (file, document) in documents.items():
            self.files.faults += [
                _trap(file, scalar) for scalar in _scalars(document, skip=("examples",)) if _TRAP.fullmatch(scalar.text)
            ]
            stated = parameters.get(name, {})
            if lineage is not None and (faults := list(_misfits(file, document, name, stated, lineage))):
                self.files.faults += faults
                stated = {}
            filled = with_parameters(document, stated)
            for parameter in filled.untried:
                self.files.fault(
                    file,
                    line_of(document, ("parameters", parameter)),
                    f"ไม่มีใครกำหนดค่า {parameter} ให้เขียนค่าทดลองสำหรับตัวอย่างไว้ที่ trial",
                    f"Nobody states a value of {parameter}. Write under trial the one by which the examples are judged.",
                )
            for used in undeclared(document):
                self.files.fault(file, used.line, *_undeclared(used.text, document))
            if filled.untried or undeclared(document):
                continue
            try:
                rule = validated(Rule, filled.document, file)
            except NotPlainData as error:
                self.files.faults += error.faults
                continue
            if Path(file).name != f"{rule.id}-{rule.name}.yaml":
                self.files.fault(
                    file,
                    1,
                    f"ไฟล์นี้ต้องชื่อ {rule.id}-{rule.name}.yaml",
                    f"This file has to be called {rule.id}-{rule.name}.yaml.",
                )
            for path, th, en in complaints(rule, built_in_chain(), sources):
                self.files.fault(file, line_of(document, path), th, en)
            rules[name] = rule
            if stated:
                self.as_written[name] = validated(Rule, with_parameters(document, {}).document, file)
            given[name] = tuple(_given(document))
            self.unstated[name] = filled.unstated
        return rules, given


def _graded(rule: Rule, profile: Profile) -> Rule:
    regrading = profile.severities.get(rule.id)
    return rule.model_copy(update={"severity": regrading.severity}) if regrading else rule


def _undeclared(name: str, document: LocatedMapping) -> tuple[str, str]:
    """That the pattern uses parameter `name`, which the file does not state, in both languages."""
    close = nearest(name, declared_parameters(document), most=1)
    hint_th, hint = (f" ใกล้เคียงที่สุดคือ “{close[0]}”", f" The nearest is “{close[0]}”.") if close else ("", "")
    return (
        f"pattern ใช้พารามิเตอร์ “{name}” แต่ parameters ของกฎนี้ไม่มี ให้เพิ่มที่ parameters หรือแก้ชื่อ{hint_th}",
        f"The pattern uses parameter “{name}”, which the rule does not state. Add it under parameters, or mend its name.{hint}",
    )


def _misfits(
    file: str, document: LocatedMapping, rule: str, stated: Mapping[str, Any], lineage: Lineage
) -> Iterator[Fault]:
    """The parameters of a profile with which the rule, sound without them, is none any more."""
    if not stated or _refusals(file, document, {}):
        return
    for name, value in stated.items():
        if refusals := _refusals(file, document, {name: value}):
            path = ("parameters", rule, name)
            said = refusals[0].says
            yield lineage.written(path).fault(
                path, f"ค่าที่กำหนดให้ {name} ใช้ไม่ได้: {said.th}", f"What is stated for {name} does not fit: {said.en}"
            )


def _refusals(file: str, document: LocatedMapping, stated: Mapping[str, Any]) -> list[Fault]:
    try:
        validated(Rule, with_parameters(document, stated).document, file)
    except NotPlainData as error:
        return error.faults
    return []


def _given(document: LocatedMapping) -> Iterator[tuple[Located, ...]]:
    examples = document.items.get("examples")
    for example in examples.items if isinstance(examples, Listing) else []:
        if isinstance(example, LocatedMapping) and isinstance(example.items.get("given"), Listing):
            listing = example.items["given"]
            assert isinstance(listing, Listing)
            yield tuple(listing.items)


def _scalars(value: Located, skip: tuple[str, ...] = ()) -> Iterator[Scalar]:
    """Every unquoted scalar that stands where a text is meant."""
    match value:
        case Scalar() if not value.quoted:
            yield value
        case Listing():
            for item in value.items:
                yield from _scalars(item)
        case LocatedMapping():
            for name, item in value.items.items():
                if name not in {*skip, "confirmed", "present", "closed"}:
                    yield from _scalars(item)


def _trap(file: str, scalar: Scalar) -> Fault:
    says = Sentence(
        th=f"“{scalar.text}” อ่านได้หลายอย่างใน YAML ให้ใส่เครื่องหมายคำพูด",
        en=f"YAML reads “{scalar.text}” in more than one way. Put it in quotes.",
    )
    return Fault(Place(file, line=scalar.line), says)


def _no_profile(name: str, profiles: Iterable[str]) -> Fault:
    known = ", ".join(sorted(profiles))
    return Fault(
        Place("profiles"),
        Sentence(th=f"ไม่มีโปรไฟล์ “{name}” มี: {known}", en=f"There is no profile “{name}”. There are: {known}."),
    )
