"""A rule file to begin from: of one pattern kind, loadable as it is, with comments that say what to change."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

from checker.authoring.schema import rule_schema
from checker.errors import Fault, UsageFault
from checker.folders import built_in
from checker.place import Place
from checker.rulebook import Rulebook
from checker.text import Sentence, nearest

SCHEMA_FILE: Final = "rule.schema.json"
_TEMPLATES: Final = "new-rule"
_PARTS: Final = frozenset({"head", "basis"})
_SPLIT: Final = "# ----\n"
_ID: Final = re.compile(r"[A-Z]{3}-[0-9]{3}")
_BAD_ID: Final = (
    "รหัสกฎต้องเป็นอักษรใหญ่สามตัว ขีด และเลขสามตัว เช่น PRV-901",
    "An id is three capitals, a hyphen and three digits, such as PRV-901.",
)
_BAD_NAME: Final = (
    "ชื่อใช้อักษรอังกฤษตัวเล็ก ตัวเลข และขีด เช่น project-without-place",
    "A name is of small letters, digits and hyphens, such as project-without-place.",
)
_NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def pattern_kinds() -> tuple[str, ...]:
    """The pattern kinds that a file can be begun with."""
    found = {path.stem for path in (built_in("templates") / _TEMPLATES).glob("*.yaml")}
    return tuple(sorted(found - _PARTS))


def new_rule(rule_id: str, name: str, kind: str, version: str) -> str:
    """The text of a rule file `ID-name.yaml` of pattern `kind`, which loads at once and whose examples hold."""
    said, _, asked = _template(kind).partition(_SPLIT)
    text = _template("head") + said + _template("basis") + asked
    filled = {"@SCHEMA@": f"../{SCHEMA_FILE}", "@ID@": rule_id, "@NAME@": name, "@KIND@": kind, "@SINCE@": version}
    for mark, words in filled.items():
        text = text.replace(mark, words)
    return text


def schema_text() -> str:
    """The JSON Schema that the first line of such a file names, as it is written beside the folder of the group."""
    return json.dumps(rule_schema(), ensure_ascii=False, indent=1) + "\n"


def place_for(rule_id: str, name: str, folder: Path, rulebook: Rulebook) -> Path:
    """Where in `folder` the new rule belongs: beside the built-in rules of its letters, or in a folder of their own.

    Raises UsageFault where the id or the name cannot be one, or the id is used already.
    """
    faults = [_fault(rule_id, *_BAD_ID)] if not _ID.fullmatch(rule_id) else []
    faults += [_fault(name, *_BAD_NAME)] if not _NAME.fullmatch(name) else []
    if rule_id in rulebook.known:
        letters = rule_id[:3]
        free = next(free for number in range(901, 1999) if (free := f"{letters}-{number}") not in rulebook.known)
        th, en = f"รหัสนี้ใช้แล้ว ให้ใช้รหัสอื่น เช่น {free}", f"This id is used already. Take another one, such as {free}."
        faults.append(_fault(rule_id, th, en))
    if faults:
        raise UsageFault(faults)
    groups = {file.partition("/")[0] for known, file in rulebook.files.items() if known[:3] == rule_id[:3]}
    return folder / (min(groups) if groups else rule_id[:3].lower()) / f"{rule_id}-{name}.yaml"


def no_such_kind(kind: str) -> UsageFault:
    """What is said where no pattern kind is called `kind`."""
    known = ", ".join(pattern_kinds())
    close = nearest(kind, pattern_kinds(), most=1)
    hint_th, hint_en = (f"ใกล้เคียงที่สุดคือ {close[0]} ", f" The nearest is {close[0]}.") if close else ("", "")
    th, en = f"ไม่มีแบบแผนนี้ {hint_th}มี: {known}", f"There is no such pattern kind.{hint_en} There are: {known}."
    return UsageFault([_fault(kind, th, en)])


def _template(name: str) -> str:
    return (built_in("templates") / _TEMPLATES / f"{name}.yaml").read_text(encoding="utf-8")


def _fault(what: str, th: str, en: str) -> Fault:
    return Fault(Place(what), Sentence(th=th, en=en))
