"""The parts of an OOXML workbook (.xlsx, .xlsm): its sheets in order, and what each part points to."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import fromstring

from checker.errors import UnreadableSubmission
from checker.place import Place
from checker.readers.excel.blank import without_blank_cells
from checker.readers.excel.guard import broken_part, well_formed

_ERROR: Final = re.compile(rb"\bt\s*=\s*[\"']e[\"']")
_ERROR_CELL: Final = re.compile(rb"(<(?:\w+:)?c\s[^>]*?)\bt\s*=\s*[\"']e[\"']")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet as the workbook lists it: its name, whether it is hidden, and the part that holds it."""

    name: str
    hidden: bool
    part: str


@dataclass(frozen=True, slots=True)
class Package:
    """The XML parts of a workbook by path, and its sheets in the order of the workbook.

    Blank cells are left out of the parts; `blank` tells of each part how many.
    """

    file: str
    parts: Mapping[str, bytes]
    sheets: tuple[SheetPart, ...]
    blank: Mapping[str, int]

    def repacked(self) -> bytes:
        """The parts that hold values, as a new archive without compression; error cells (`#REF!`) become text."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
            for path, data in sorted(self.parts.items()):
                if _holds_values(path):
                    archive.writestr(zipfile.ZipInfo(path), _errors_as_text(data))
        return buffer.getvalue()

    def related(self, part: str) -> list[str]:
        """The paths of the parts that `part` points to, in order of path."""
        return sorted(target for _, target in _relations(self.parts, part, self.file).values())


def package(parts: dict[str, bytes], file: str) -> Package:
    """The workbook made of `parts`, each of which that holds values is well-formed; they become its own, so that no
    sheet is in memory twice. Raises UnreadableSubmission where one is broken."""
    blank: dict[str, int] = {}
    for path, content in parts.items():
        if _holds_values(path):
            parts[path], blank[path] = _checked(content, path, Place(file))
    return Package(file, parts, _sheets(parts, file), blank)


def _checked(content: bytes, path: str, place: Place) -> tuple[bytes, int]:
    """A well-formed part without its blank cells, and how many they were."""
    left, blank = without_blank_cells(content)
    try:
        well_formed(left, path, place)
    except UnreadableSubmission:
        well_formed(content, path, place)  # so that the line and the column are those of the file
        raise
    return left, blank


def _errors_as_text(content: bytes) -> bytes:
    """A sheet whose error cells hold their error as text: programs know other errors than the reader of values does."""
    may_hold_errors = b'"e"' in content or b"'e'" in content
    return _ERROR_CELL.sub(rb'\1t="str"', content) if may_hold_errors and _ERROR.search(content) else content


def _holds_values(path: str) -> bool:
    """Whether a part matters for the values in cells; only these are checked and handed on."""
    return not re.search(r"drawing|comment|chart|theme|customXml|docProps|printerSettings", path, re.IGNORECASE)


def _tree(parts: Mapping[str, bytes], path: str, file: str) -> Element:
    try:
        root: Element = fromstring(parts[path].decode("utf-8-sig"))
    except (UnicodeDecodeError, ParseError, ValueError) as error:
        raise broken_part(path, Place(file), "") from error
    return root


def _relations(parts: Mapping[str, bytes], part: str, file: str) -> dict[str, tuple[str, str]]:
    """Type and path of every part that `part` points to, by the id of the relation."""
    folder, base = posixpath.split(part)
    path = f"{folder}/_rels/{base}.rels"
    if path not in parts:
        return {}
    found = {}
    for relation in _tree(parts, path, file):
        target = relation.get("Target", "")
        if relation.get("TargetMode") != "External" and target:
            whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[relation.get("Id", "")] = (relation.get("Type", ""), whole)
    return found


def _sheets(parts: Mapping[str, bytes], file: str) -> tuple[SheetPart, ...]:
    relations = _relations(parts, "xl/workbook.xml", file)
    sheets = []
    for element in _tree(parts, "xl/workbook.xml", file).iter():
        if element.tag.rpartition("}")[2] != "sheet":
            continue
        relation = next((value for name, value in element.attrib.items() if name.rpartition("}")[2] == "id"), "")
        kind, path = relations.get(relation, ("", ""))
        if kind.endswith("/worksheet") and path in parts:
            hidden = element.get("state", "visible") != "visible"
            sheets.append(SheetPart(element.get("name", ""), hidden, path))
    return tuple(sheets)
