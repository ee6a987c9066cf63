"""YAML and JSON text as values that know their line.

Only plain data is read: no tags, no anchors, no merge keys, and no key twice in one mapping.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

import yaml

from checker.errors import Fault, enough
from checker.misfit import UNCOMMA, is_left_by_comma
from checker.place import Place
from checker.text import Sentence

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST: Final = 60
MOST_VALUES: Final = 600_000
LONGEST_VALUE: Final = 131_072
_LONGEST_FIGURE: Final = 40
_JSON_STRING: Final = r'"(?:[^"\\]++|\\.)*+"'


@dataclass(frozen=True, slots=True)
class Scalar:
    """A written value; `text` is as it stands, `quoted` whether quotation marks say that it is text."""

    text: str
    quoted: bool
    line: int

    @property
    def is_null(self) -> bool:
        """Whether nothing, `~` or `null` is written here."""
        return not self.quoted and self.text in {"", "~", "null", "Null", "NULL"}


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, in its order."""

    items: list[Located]
    line: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values and the line on which each key stands."""

    items: dict[str, Located]
    key_lines: dict[str, int]
    line: int


Located = Scalar | Listing | Mapping


@dataclass
class NotPlainData(Exception):
    """The text is not YAML or JSON, or holds what plain data does not; `faults` says where."""

    faults: list[Fault] = field(default_factory=list)


def read_yaml(text: str, file: str, form: str = "YAML") -> list[Located]:
    """The documents of `text`, each as a located value. Raises NotPlainData with every fault found."""
    stray = re.search("[\ud800-\udfff]", text)
    if stray is not None:
        raise NotPlainData([_not_text(file, text.count("\n", 0, stray.start()) + 1)])
    builder = _Builder(text, file)
    try:
        documents = builder.documents()
    except yaml.YAMLError as error:
        raise NotPlainData([*builder.faults, _syntax_fault(error, file, form)]) from error
    if builder.faults:
        raise NotPlainData(builder.faults)
    return documents


def read_json(text: str, file: str) -> list[Located]:
    """The one value of the JSON `text`, located. Raises NotPlainData."""
    text = text.removeprefix("\ufeff")
    before_a_value = (mark for mark in re.finditer(_JSON_STRING + r"|[,:]", text) if not mark[0].startswith('"'))
    if (last := next(islice(before_a_value, MOST_VALUES, None), None)) is not None:
        raise NotPlainData([_too_many(file, text.count("\n", 0, last.start()) + 1)])
    try:
        json.loads(text, parse_int=str, parse_float=str)
    except json.JSONDecodeError as error:
        place = Place(file, line=error.lineno)
        says = Sentence(
            th=f"ไม่ใช่ JSON ที่ถูกต้อง ({error.msg}) ให้แก้ที่บรรทัดนี้", en=f"This is not JSON ({error.msg}). Mend this line."
        )
        raise NotPlainData([Fault(place, says)]) from error
    except RecursionError as error:
        raise NotPlainData([_too_deep(file, 1)]) from error
    return read_yaml(_json_as_yaml(text), file, "JSON")


def plain(value: Located) -> object:
    """`value` as Python data. Unquoted `true`, `false`, `null` and numbers become what they say."""
    match value:
        case Mapping():
            return {name: plain(item) for name, item in value.items.items()}
        case Listing():
            return [plain(item) for item in value.items]
        case Scalar():
            return _scalar(value)


def line_of(value: Located, path: tuple[str | int, ...]) -> int:
    """The line on which the item at `path` stands, or that of its nearest container that exists."""
    line = value.line
    for step in path:
        if isinstance(value, Mapping) and isinstance(step, str) and step in value.items:
            line, value = value.key_lines[step], value.items[step]
        elif isinstance(value, Listing) and isinstance(step, int) and step < len(value.items):
            value = value.items[step]
            line = value.line
    return line


def _scalar(value: Scalar) -> object:
    if value.quoted:
        return value.text
    if value.is_null:
        return None
    if value.text in {"true", "false"}:
        return value.text == "true"
    if len(value.text) <= _LONGEST_FIGURE and re.fullmatch(r"-?(?:0|[1-9][0-9]*)", value.text):
        return int(value.text)
    return value.text


class _Builder:
    """Builds located values from the events of one text; nothing recurses deeper than `_DEEPEST`."""

    def __init__(self, text: str, file: str) -> None:
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=_LOADER)
        self.file = file
        self.faults: list[Fault] = []
        self.values = 0

    def documents(self) -> list[Located]:
        built = []
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                built.append(self.value(next(self.events), 0))
        return built

    def value(self, event: yaml.Event, depth: int) -> Located:
        line = event.start_mark.line + 1 if event.start_mark else 1
        if depth > _DEEPEST:
            raise NotPlainData([_too_deep(self.file, line)])
        self.values += 1
        if self.values > MOST_VALUES:
            raise NotPlainData([_too_many(self.file, line)])
        if any(getattr(event, mark, None) is not None for mark in ("anchor", "tag")):
            self.fault(
                line, "ใช้ & * และ ! ไม่ได้ ให้เขียนค่าเต็ม", "“&”, “*” and “!” are not read here. Write the value out."
            )
        if isinstance(event, yaml.ScalarEvent):
            if len(event.value) > LONGEST_VALUE:
                raise NotPlainData([_too_long(self.file, line, len(event.value))])
            return Scalar(event.value, event.style in {"'", '"', "|", ">"}, line)
        if isinstance(event, yaml.SequenceStartEvent):
            return Listing(list(self.items(depth)), line)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(line, depth)
        return Scalar("", True, line)

    def items(self, depth: int) -> Iterator[Located]:
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            yield self.value(event, depth + 1)

    def mapping(self, line: int, depth: int) -> Mapping:
        items: dict[str, Located] = {}
        key_lines: dict[str, int] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            name = self.value(event, depth + 1)
            value = self.value(next(self.events), depth + 1)
            if not isinstance(name, Scalar):
                self.fault(name.line, "หัวข้อต้องเป็นคำเดียว", "A key has to be one word.")
            elif name.text in items and is_left_by_comma(name.text, plain(value)):
                self.fault(name.line, UNCOMMA.th, UNCOMMA.en)
            elif name.text in items:
                first = key_lines[name.text]
                self.fault(
                    name.line,
                    f"หัวข้อ “{name.text}” มีสองครั้ง (ครั้งแรกบรรทัดที่ {first}) ให้เหลือครั้งเดียว",
                    f"Key “{name.text}” stands twice (first on line {first}). Keep one.",
                )
            else:
                items[name.text] = value
                key_lines[name.text] = name.line
        return Mapping(items, key_lines, line)

    def fault(self, line: int, th: str, en: str) -> None:
        self.faults.append(Fault(Place(self.file, line=line), Sentence(th=th, en=en)))
        if enough(self.faults):
            raise NotPlainData(self.faults)


def _syntax_fault(error: yaml.YAMLError, file: str, form: str) -> Fault:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "a character that cannot stand in a text file"
    says = Sentence(
        th=f"อ่านเป็น {form} ไม่ได้ ({problem}) ให้แก้ที่บรรทัดนี้",
        en=f"This cannot be read as {form} ({problem}). Mend this line.",
    )
    return Fault(Place(file, line=mark.line + 1 if mark else 1), says)


def _not_text(file: str, line: int) -> Fault:
    says = Sentence(
        th="มีอักขระที่ไม่ใช่ข้อความ ให้บันทึกไฟล์เป็น UTF-8", en="This line holds what is no character. Save the file as UTF-8."
    )
    return Fault(Place(file, line=line), says)


def _too_deep(file: str, line: int) -> Fault:
    says = Sentence(th=f"ซ้อนลึกเกิน {_DEEPEST} ชั้น", en=f"This is nested more than {_DEEPEST} deep.")
    return Fault(Place(file, line=line), says)


def _too_many(file: str, line: int) -> Fault:
    says = Sentence(
        th=f"ไฟล์นี้มีค่ามากกว่า {MOST_VALUES:,} ค่า ซึ่งมากกว่าแผนใด ๆ ให้แยกไฟล์ หรือลบส่วนที่ไม่ใช่แผน",
        en=f"This file holds more than {MOST_VALUES:,} values, more than any plan. Split it, or delete what is not the plan.",
    )
    return Fault(Place(file, line=line), says)


def _too_long(file: str, line: int, letters: int) -> Fault:
    says = Sentence(
        th=f"ค่านี้ยาว {letters:,} ตัวอักษร อ่านได้ไม่เกิน {LONGEST_VALUE:,} ให้ตัดให้สั้นลง",
        en=f"This value is {letters:,} letters long; at most {LONGEST_VALUE:,} are read. Shorten it.",
    )
    return Fault(Place(file, line=line), says)


def _json_as_yaml(text: str) -> str:
    """The JSON `text` in the part of JSON that YAML reads alike, line for line."""

    def string(match: re.Match[str]) -> str:
        written = json.dumps(json.loads(match[0], strict=False))
        pair = re.compile(r"\\ud([89ab][0-9a-f]{2})\\ud([c-f][0-9a-f]{2})")
        return pair.sub(lambda m: f"\\U{_astral(m[1], m[2]):08x}", written)

    return re.sub(_JSON_STRING + r"|\t", lambda m: " " if m[0] == "\t" else string(m), text)


def _astral(high: str, low: str) -> int:
    return 0x10000 + ((int("d" + high, 16) - 0xD800) << 10) + (int("d" + low, 16) - 0xDC00)
