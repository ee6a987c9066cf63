"""The rulebook: every rule file, the sources and a profile, loaded strictly or refused whole."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from pydantic import Field

from checker.chain import built_in_chain
from checker.errors import Fault, RulebookFault, UsageFault
from checker.folders import built_in
from checker.located import Listing, Located, NotPlainData, Scalar, line_of, read_yaml
from checker.located import Mapping as LocatedMapping
from checker.parameters import with_parameters
from checker.place import Place
from checker.rule import Rule, Severity
from checker.rule_checks import complaints
from checker.strict import Strict, validated
from checker.text import Sentence, nearest

DEFAULT_PROFILE: Final = "default"
_NOT_RULES: Final = frozenset({"profiles", "codes", "forms"})
_TRAP: Final = re.compile(r"(?i:y|n|yes|no|on|off|true|false)|[-+]?\d+\.\d*|0\d+|\d+(?::\d+)+|\d{4}-\d\d?-\d\d?")


class Source(Strict):
    """A law, regulation, form or practice that rules rest on."""

    title: Sentence
    confirmed: bool
    note: Sentence | None = None


class Version(Strict):
    """The rulebook's own version."""

    version: str


class Regrading(Strict):
    """A severity changed by a profile, and why."""

    severity: Severity
    reason: str = Field(min_length=10)


class Profile(Strict):
    """Which rules hold for a kind of body, how grave they are, and with which parameters."""

    name: str
    title: Sentence
    without: dict[str, str] = Field(default_factory=dict)
    severities: dict[str, Regrading] = Field(default_factory=dict)
    parameters: dict[str, dict[str, Any]] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Rules by id (those in force: neither retired nor left out by the profile), with what they rest on.

    `given` holds, for each rule, the submissions of its examples, located in their file; `unstated` the parameters of
    those rules that nobody gives a value: what stands in the pattern is then a trial value, for the examples only.
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

    @property
    def in_force(self) -> tuple[Rule, ...]:
        """The rules, sorted by id."""
        return tuple(self.rules[name] for name in sorted(self.rules))


def load_rulebook(profile: str = DEFAULT_PROFILE, extra: Path | None = None) -> Rulebook:
    """The built-in rulebook, with the rules of folder `extra` added to or put in place of its own.

    Raises RulebookFault with every fault of every file, or UsageFault where there is no such profile.
    """
    folders = [built_in("rules"), *([extra] if extra else [])]
    if extra is not None:
        _refuse_closed(extra)
    return _Loading().load(folders, profile)


def _refuse_closed(folder: Path) -> None:
    """Holds if `folder` and the folders in it can be listed: no rule is left out unsaid. Raises UsageFault."""
    try:
        for path in folder.iterdir():
            if path.is_dir():
                next(path.iterdir(), None)
    except (FileNotFoundError, NotADirectoryError) as error:
        says = Sentence(th="ไม่พบโฟลเดอร์กฎนี้", en="There is no such folder of rules.")
        raise UsageFault([Fault(Place(str(folder)), says)]) from error
    except OSError as error:
        said = error.strerror or "?"
        says = Sentence(
            th=f"เปิดโฟลเดอร์กฎไม่ได้ ({said}) ให้ตรวจชื่อและสิทธิ์",
            en=f"This folder of rules cannot be opened ({said}). Check its name and who may read it.",
        )
        raise UsageFault([Fault(Place(str(error.filename or folder)), says)]) from error


@dataclass(slots=True)
class _Loading:
    """Loads rule files and gathers every fault before it refuses."""

    faults: list[Fault] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    unstated: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def load(self, folders: list[Path], profile_name: str) -> Rulebook:
        sources: dict[str, Source] = {}
        documents: dict[str, tuple[str, LocatedMapping]] = {}
        version = "0"
        profiles: dict[str, tuple[str, Profile]] = {}
        for folder in folders:
            sources |= self.sources(folder / "sources.yaml")
            version = self.version(folder / "rulebook.yaml") or version
            documents |= self.documents(folder)
            profiles |= self.profiles(folder / "profiles")
        if profile_name not in profiles and not self.faults:
            raise UsageFault([_no_profile(profile_name, profiles)])
        profile_file, profile = profiles.get(
            profile_name, ("", Profile(name=profile_name, title=Sentence(th="–", en="–")))
        )
        rules, given = self.rules(documents, frozenset(sources), profile)
        self.check_profile(profile_file, profile, documents)
        if self.faults:
            raise RulebookFault(sorted(set(self.faults), key=lambda fault: fault.place.sort_key))
        in_force = {
            name: rule for name, rule in rules.items() if rule.status != "retired" and name not in profile.without
        }
        files = {name: documents[name][0] for name in in_force}
        unstated = {name: self.unstated[name] for name in in_force if self.unstated[name]}
        return Rulebook(in_force, sources, profile, version, self.hash(profile_name), given, files, unstated, rules)

    def hash(self, profile: str) -> str:
        digest = hashlib.sha256(f"profile {profile}\n".encode())
        for name in sorted(self.texts):
            digest.update(f"{name}\n{self.texts[name]}\n".encode())
        return digest.hexdigest()

    def read(self, path: Path, name: str) -> Located | None:
        """The one document of a rule file, or None with its faults noted."""
        try:
            text = path.read_text(encoding="utf-8")
            self.texts[name] = text
            documents = read_yaml(text, name)
        except OSError as error:
            said = error.strerror or "?"
            self.fault(
                name,
                1,
                f"เปิดไฟล์นี้ไม่ได้ ({said}) ให้ตรวจสิทธิ์หรือเอาออก",
                f"This file cannot be opened ({said}). Check who may read it, or take it away.",
            )
            return None
        except UnicodeDecodeError:
            self.fault(name, 1, "ไฟล์นี้ไม่ใช่ UTF-8", "This file is not UTF-8. Save it as UTF-8.")
            return None
        except NotPlainData as error:
            self.faults += error.faults
            return None
        if len(documents) != 1 or not isinstance(documents[0], LocatedMapping):
            self.fault(name, 1, "ไฟล์นี้ต้องมีกฎเดียว", "This file has to hold one table of keys.")
            return None
        return documents[0]

    def fault(self, file: str, line: int, th: str, en: str) -> None:
        self.faults.append(Fault(Place(file, line=line), Sentence(th=th, en=en)))

    def sources(self, path: Path) -> dict[str, Source]:
        document = self.read(path, path.name) if path.is_file() else None
        found: dict[str, Source] = {}
        if isinstance(document, LocatedMapping):
            for name, value in document.items.items():
                try:
                    found[name] = validated(Source, value, path.name)
                except NotPlainData as error:
                    self.faults += error.faults
        return found

    def version(self, path: Path) -> str | None:
        document = self.read(path, path.name) if path.is_file() else None
        try:
            return validated(Version, document, path.name).version if document else None
        except NotPlainData as error:
            self.faults += error.faults
            return None

    def profiles(self, folder: Path) -> dict[str, tuple[str, Profile]]:
        found = {}
        for path in sorted(folder.glob("*.yaml")):
            name = f"profiles/{path.name}"
            document = self.read(path, name)
            try:
                if document is not None:
                    found[path.stem] = (name, validated(Profile, document, name))
            except NotPlainData as error:
                self.faults += error.faults
        return found

    def documents(self, folder: Path) -> dict[str, tuple[str, LocatedMapping]]:
        """Rule id to file name and document, for every rule file under `folder`."""
        found: dict[str, tuple[str, LocatedMapping]] = {}
        for path in sorted(folder.glob("*/*.yaml")):
            if path.parent.name in _NOT_RULES:
                continue
            name = f"{path.parent.name}/{path.name}"
            document = self.read(path, name)
            if not isinstance(document, LocatedMapping):
                continue
            written = document.items.get("id")
            rule_id = written.text if isinstance(written, Scalar) else name
            if rule_id in found:
                self.fault(
                    name,
                    line_of(document, ("id",)),
                    f"รหัส {rule_id} ใช้แล้วใน {found[rule_id][0]} ให้ใช้รหัสใหม่",
                    f"Id {rule_id} is used in {found[rule_id][0]} already. Take a new one; an id is never used again.",
                )
            found[rule_id] = (name, document)
        return found

    def rules(
        self, documents: Mapping[str, tuple[str, LocatedMapping]], sources: frozenset[str], profile: Profile
    ) -> tuple[dict[str, Rule], dict[str, tuple[tuple[Located, ...], ...]]]:
        rules: dict[str, Rule] = {}
        given: dict[str, tuple[tuple[Located, ...], ...]] = {}
        for name, (file, document) in documents.items():
            self.faults += [
                _trap(file, scalar) for scalar in _scalars(document, skip=("examples",)) if _TRAP.fullmatch(scalar.text)
            ]
            filled = with_parameters(document, profile.parameters.get(name, {}))
            for parameter in filled.untried:
                self.fault(
                    file,
                    line_of(document, ("parameters", parameter)),
                    f"ไม่มีใครกำหนดค่า {parameter} ให้เขียนค่าทดลองสำหรับตัวอย่างไว้ที่ trial",
                    f"Nobody states a value of {parameter}. Write under trial the one by which the examples are judged.",
                )
            if filled.untried:
                continue
            try:
                rule = validated(Rule, filled.document, file)
            except NotPlainData as error:
                self.faults += error.faults
                continue
            if Path(file).name != f"{rule.id}-{rule.name}.yaml":
                self.fault(
                    file,
                    1,
                    f"ไฟล์นี้ต้องชื่อ {rule.id}-{rule.name}.yaml",
                    f"This file has to be called {rule.id}-{rule.name}.yaml.",
                )
            for path, th, en in complaints(rule, built_in_chain(), sources):
                self.fault(file, line_of(document, path), th, en)
            regraded = profile.severities.get(name)
            rules[name] = rule.model_copy(update={"severity": regraded.severity}) if regraded else rule
            given[name] = tuple(_given(document))
            self.unstated[name] = filled.unstated
        return rules, given

    def check_profile(self, file: str, profile: Profile, documents: Mapping[str, object]) -> None:
        for name in {*profile.without, *profile.severities, *profile.parameters}:
            if name not in documents:
                near = nearest(name, documents, most=1)
                hint = f" The nearest is {near[0]}." if near else ""
                self.fault(file, 1, f"ไม่มีกฎ {name}", f"There is no rule {name}.{hint}")


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
                if name not in {*skip, "confirmed", "present"}:
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
