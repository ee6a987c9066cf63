"""The files of a rulebook, folder by folder: read strictly, every fault gathered, nothing judged yet."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from checker.errors import Fault, UsageFault
from checker.located import Located, NotPlainData, Scalar, line_of, read_yaml
from checker.located import Mapping as LocatedMapping
from checker.place import Place
from checker.profile import Profile, Written
from checker.strict import Strict, validated
from checker.text import Sentence

BESIDE_RULES: Final = ("checklist.yaml", "scores.yaml")
_NOT_RULES: Final = frozenset({"profiles", "codes", "forms"})


class Source(Strict):
    """A law, regulation, form or practice that rules rest on."""

    title: Sentence
    confirmed: bool
    note: Sentence | None = None


class Version(Strict):
    """The rulebook's own version."""

    version: str


@dataclass(slots=True)
class RuleFiles:
    """Reads the files of rules and gathers every fault; `texts` holds what was read, by file name."""

    faults: list[Fault] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)

    def hash(self, profile: str) -> str:
        digest = hashlib.sha256(f"profile {profile}\n".encode())
        for name in sorted(self.texts):
            digest.update(f"{name}\n{self.texts[name]}\n".encode())
        return digest.hexdigest()

    def hold(self, folder: Path, name: str) -> None:
        """What reports show beside verdicts (the checklist, the score sheets) becomes part of the hash, as it lies in `folder`."""
        for file in BESIDE_RULES:
            if (folder / file).is_file():
                self.read(folder / file, f"{name}/{file}")

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

    def profiles(self, folder: Path) -> dict[str, Written]:
        found = {}
        for path in sorted(folder.glob("*.yaml")):
            name = f"profiles/{path.name}"
            document = self.read(path, name)
            try:
                if isinstance(document, LocatedMapping):
                    found[path.stem] = Written(name, document, validated(Profile, document, name))
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


def refuse_closed(folder: Path) -> None:
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
