"""The parts of an OOXML workbook (.xlsx, .xlsm): its sheets in order, and what each part points to.

Parts are called alike whatever the case of their letters, and `\\` parts folders like `/`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import fromstring

from checker.errors import UnreadableSubmission
from checker.place import Place
from checker.readers.excel.blank import without_blank_cells
from checker.readers.excel.guard import broken_part, damaged, refuse, well_formed
from checker.text import Sentence

WORKBOOK: Final = "xl/workbook.xml"
_LOST: Final = Sentence(
    th="สมุดงานมีชื่อแผ่นงานนี้ แต่ไม่มีเนื้อหาของแผ่นงานในไฟล์ ให้เปิดใน Excel ตรวจแผ่นงานนี้ แล้วบันทึกใหม่ หรือส่งไฟล์ต้นฉบับอีกครั้ง",
    en="The workbook lists it, but the file lacks what stands on it. Open it in Excel, look at this sheet, and save it again, "
    "or hand in the original once more.",
)
_NO_CELLS: Final = Sentence(
    th="แผ่นงานนี้เป็นแผนภูมิ กล่องโต้ตอบ หรือมาโคร ไม่มีเซลล์ให้อ่าน ถ้ามีผลต่อแผนให้ย้ายมาเขียนไว้ในเซลล์ของแผ่นงานอื่น",
    en="It is a chart, a dialog or a macro sheet and has no cells to read. What matters for the plan belongs in a cell of another sheet.",
)


class Paths:
    """The paths of parts as the archive writes them. Raises UnreadableSubmission where two are those of one part."""

    def __init__(self, parts: Mapping[str, bytes], file: str) -> None:
        self._parts = parts
        self._file = file
        self._written: dict[str, str] = {}
        for path in parts:
            other = self._written.setdefault(_alike(path), path)
            if other != path:
                raise refuse(
                    Place(file),
                    f"ในไฟล์มีสองส่วนที่ใช้ชื่อเดียวกัน ({other}, {path}) จึงไม่รู้ว่าส่วนใดเป็นของแผน ให้เปิดใน Excel แล้วบันทึกใหม่",
                    f"Two parts of the file have one name ({other}, {path}), so nobody can tell which is the plan's. "
                    "Open it in Excel and save it again.",
                )

    def actual(self, path: str) -> str:
        """The path as the archive writes it; as it is where there is no such part."""
        return self._written.get(_alike(path), path)

    def relations_of(self, part: str) -> str:
        """The path of the part that says what `part` points to."""
        folder, base = posixpath.split(part.replace("\\", "/"))
        return self.actual(f"{folder}/_rels/{base}.rels")

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Type and path of every part that `part` points to, by the id of the relation."""
        path = self.relations_of(part)
        if path not in self._parts:
            return {}
        folder = posixpath.dirname(part.replace("\\", "/"))
        found = {}
        for relation in _tree(self._parts, path, self._file):
            target = relation.get("Target", "").replace("\\", "/")
            if relation.get("TargetMode") != "External" and target:
                whole = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                found[relation.get("Id", "")] = (relation.get("Type", ""), self.actual(whole))
        return found


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet as the workbook lists it: its name, whether it is hidden, and the part that holds it."""

    name: str
    hidden: bool
    part: str


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a workbook by path, and its sheets in the order of the workbook; no two are one part.

    Sheets that are not hidden, `strings` and `styles` are well-formed. Blank cells are left out of sheets; `blank` tells
    of each part how many. `lost` names the sheets that are listed and cannot be read, each with the reason.
    """

    file: str
    parts: Mapping[str, bytes]
    paths: Paths
    sheets: tuple[SheetPart, ...]
    lost: tuple[tuple[str, Sentence], ...]
    strings: bytes
    styles: bytes
    since_1904: bool
    blank: Mapping[str, int]

    def related(self, part: str) -> list[str]:
        """The paths of the parts that `part` points to, in order of path."""
        return sorted(target for _, target in self.paths.relations(part).values())


def has_workbook(parts: Mapping[str, bytes]) -> bool:
    """Whether the archive of `parts` is an OOXML workbook."""
    return any(_alike(path) == WORKBOOK for path in parts)


def package(parts: dict[str, bytes], file: str) -> Package:
    """The workbook made of `parts`, which become its own, so that no sheet is in memory twice.

    Raises UnreadableSubmission where a part that is read is broken.
    """
    paths = Paths(parts, file)
    book = paths.actual(WORKBOOK)
    _all_well_formed(parts, (book, paths.relations_of(book)), file)
    relations = paths.relations(book)
    tree = _tree(parts, book, file)
    sheets, lost = _sheets(tree, relations, parts, file)
    blank: dict[str, int] = {}
    for sheet in sheets:
        if not sheet.hidden:
            parts[sheet.part], blank[sheet.part] = _checked(parts[sheet.part], sheet.part, Place(file))
    of_kind = {_kind(written): target for written, target in relations.values()}
    strings, styles = (of_kind.get(one.lower(), paths.actual(f"xl/{one}.xml")) for one in ("sharedStrings", "styles"))
    _all_well_formed(parts, (strings, styles), file)
    since_1904 = [one.get("date1904") in ("1", "true") for one in tree.iter() if _own(one.tag) == "workbookPr"]
    return Package(
        file,
        parts,
        paths,
        tuple(sheets),
        tuple(lost),
        parts.get(strings, b""),
        parts.get(styles, b""),
        since_1904[-1:] == [True],
        blank,
    )


def _all_well_formed(parts: Mapping[str, bytes], paths: Iterable[str], file: str) -> None:
    for path in paths:
        if path in parts:
            well_formed(parts[path], path, Place(file))


def _checked(content: bytes, path: str, place: Place) -> tuple[bytes, int]:
    """A well-formed part without its blank cells, and how many they were."""
    left, blank = without_blank_cells(content)
    try:
        well_formed(left, path, place)
    except UnreadableSubmission:
        well_formed(content, path, place)  # so that the line and the column are those of the file
        raise
    return left, blank


def _tree(parts: Mapping[str, bytes], path: str, file: str) -> Element:
    try:
        root: Element = fromstring(parts[path].decode("utf-8-sig"))
    except (UnicodeDecodeError, ParseError, ValueError) as error:
        raise broken_part(path, Place(file), "") from error
    return root


def _kind(written: str) -> str:
    """What a part is to the one that points to it, such as `worksheet`."""
    return written.rpartition("/")[2].lower()


def _own(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition("}")[2]


def _alike(path: str) -> str:
    """What the paths of one part have in common, however they are written."""
    return path.replace("\\", "/").lower()


def _sheets(
    workbook: Element, relations: Mapping[str, tuple[str, str]], parts: Mapping[str, bytes], file: str
) -> tuple[list[SheetPart], list[tuple[str, Sentence]]]:
    """The sheets that the workbook lists, and the names of those that hold no cells or are not in the file."""
    sheets: list[SheetPart] = []
    lost: list[tuple[str, Sentence]] = []
    for element in workbook.iter():
        if _own(element.tag) != "sheet":
            continue
        relation = next((value for name, value in element.attrib.items() if _own(name) == "id"), "")
        kind, path = relations.get(relation, ("", ""))
        name, hidden = element.get("name", ""), element.get("state", "visible") != "visible"
        is_of_cells = _kind(kind) == "worksheet"
        if hidden or (is_of_cells and path in parts):
            sheets.append(SheetPart(name, hidden, path))
            continue
        lost.append((name, _NO_CELLS if kind and not is_of_cells else _LOST))
    read = [sheet.part for sheet in sheets if not sheet.hidden]
    if len(read) != len({*read}):
        raise damaged(Place(file))
    return sheets, lost
