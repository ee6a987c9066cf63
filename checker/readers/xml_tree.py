"""XML from strangers as plain elements that know their line: no document type, no entities, bounded in size and depth."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from checker.errors import Fault, UnreadableSubmission
from checker.located import LONGEST_VALUE
from checker.place import Place
from checker.text import Sentence

MOST_ELEMENTS: Final = 200_000
DEEPEST: Final = 60


@dataclass(slots=True)
class Element:
    """An element by its local name, with its attributes, its own text and its children."""

    name: str
    line: int
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element] = field(default_factory=list)
    text: str = ""

    def child(self, name: str) -> Element | None:
        """The first child called `name`."""
        return next((one for one in self.children if one.name == name), None)

    def all(self, name: str) -> list[Element]:
        """The children called `name`."""
        return [one for one in self.children if one.name == name]

    def words(self, name: str) -> str:
        """The text of the child called `name`; empty where there is none."""
        found = self.child(name)
        return found.text if found is not None else ""


def read_xml(data: bytes, file: str) -> Element:
    """The root element of `data`. Raises UnreadableSubmission with the line where it is no XML, or not harmless."""
    builder = _Builder(file)
    try:
        builder.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise _refused(
            file,
            error.lineno,
            f"อ่านเป็น XML ไม่ได้ ({expat.ErrorString(error.code)}) ให้แก้ที่บรรทัดนี้",
            f"This is not XML ({expat.ErrorString(error.code)}). Mend this line.",
        ) from error
    except (LookupError, ValueError) as error:
        raise _refused(
            file,
            1,
            "ไม่รู้จักรหัสอักขระของไฟล์นี้ ให้บันทึกเป็น UTF-8",
            "The letters of this file are of no known kind. Save it as UTF-8.",
        ) from error
    return builder.stack[0].children[0]


class _Builder:
    """Builds the elements while expat reads."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.count = 0
        self.stack = [Element("", 1)]
        self.pieces: list[list[str]] = [[]]
        self.lengths = [0]
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.letters

    def doctype(self, *_: object) -> None:
        raise self.refused(
            "มี DOCTYPE ซึ่งไม่อ่าน ให้ลบบรรทัดนี้", "A DOCTYPE stands here, which is not read. Delete this line."
        )

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > MOST_ELEMENTS or len(self.stack) > DEEPEST:
            raise self.refused(
                f"เอกสารนี้ใหญ่หรือซ้อนลึกกว่าแผนใด ๆ (ไม่เกิน {MOST_ELEMENTS:,} ส่วน ซ้อน {DEEPEST} ชั้น)",
                f"This document is larger or deeper than any plan (at most {MOST_ELEMENTS:,} elements, {DEEPEST} deep).",
            )
        line = self.parser.CurrentLineNumber
        plain = {one.rpartition(" ")[2]: value for one, value in attributes.items()}
        element = Element(name.rpartition(" ")[2], line, plain)
        self.stack[-1].children.append(element)
        self.stack.append(element)
        self.pieces.append([])
        self.lengths.append(0)

    def end(self, _: str) -> None:
        self.stack.pop().text = "".join(self.pieces.pop())
        self.lengths.pop()

    def letters(self, text: str) -> None:
        self.lengths[-1] += len(text)
        if self.lengths[-1] > LONGEST_VALUE:
            raise self.refused(
                f"ข้อความนี้ยาวเกิน {LONGEST_VALUE:,} ตัวอักษร ให้ตัดให้สั้นลง",
                f"This text is longer than {LONGEST_VALUE:,} letters. Shorten it.",
            )
        self.pieces[-1].append(text)

    def refused(self, th: str, en: str) -> UnreadableSubmission:
        return _refused(self.file, self.parser.CurrentLineNumber, th, en)


def _refused(file: str, line: int, th: str, en: str) -> UnreadableSubmission:
    return UnreadableSubmission([Fault(Place(file, line=line), Sentence(th=th, en=en))])
