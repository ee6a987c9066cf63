"""The parts of a workbook while it is edited: trees of those that change, the bytes of all others as they were."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from checker.errors import Fault, UnreadableSubmission, UsageFault
from checker.packed import BROKEN
from checker.place import Place
from checker.readers.excel.guard import broken_part
from checker.render.annotate.xml import Tree, elements, namespace
from checker.render.wording import sentence

WORKBOOK: Final = "xl/workbook.xml"
CONTENT_TYPES: Final = "[Content_Types].xml"
LARGEST_UNPACKED: Final = 400 * 1024 * 1024
LARGEST_EDITED: Final = 32 * 1024 * 1024
_TRANSITIONAL: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT: Final = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_RELATIONS: Final = {
    _TRANSITIONAL: "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    _STRICT: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
_NO_RELATIONS: Final = f'<Relationships xmlns="{_PACKAGE}/relationships"/>'.encode()


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part points to: the id and the type of the relation, and the path of the other part."""

    id: str
    type: str
    target: str


class Parts:
    """A workbook's parts by path. Only what `edit` or `put` was called for differs in `packed` from what was given.

    Large and small letters make no different names of parts (ECMA-376 part 2, M1.12): a path is found however it is written.
    Raises UnreadableSubmission or UsageFault where the package is more than can be kept, or is not laid out like a workbook.
    """

    def __init__(self, data: bytes, file: str) -> None:
        self.file = file
        self._entries: dict[str, zipfile.ZipInfo] = {}
        self._contents: dict[str, bytes] = {}
        self._trees: dict[str, Tree] = {}
        self._edited: set[str] = set()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = {entry.filename: entry for entry in archive.infolist()}
            if sum(entry.file_size for entry in entries.values()) > LARGEST_UNPACKED:
                raise self._too_large()
            try:
                for path, entry in entries.items():
                    self._entries[path], self._contents[path] = entry, archive.read(entry)
            except BROKEN as error:
                raise self.broken(path) from error
        self._by_folded_path = {path.casefold(): path for path in self._contents}
        self.main = self._namespace()
        self.relations_namespace = _RELATIONS[self.main]

    def __contains__(self, path: str) -> bool:
        return self._named(path) in self._contents

    def paths(self) -> list[str]:
        """Every path, in the order of the archive."""
        return [*self._contents]

    def content(self, path: str) -> bytes:
        """The bytes of a part as they were given, or were put."""
        return self._contents[self._named(path)]

    def tree(self, path: str) -> Tree:
        """The tree of a part, to be looked at only. Raises UnreadableSubmission where it is missing or no plain XML."""
        named = self._named(path)
        if named not in self._trees:
            self._trees[named] = self._parsed(named)
        return self._trees[named]

    def edit(self, path: str) -> Tree:
        """The tree of a part; what is changed in it will stand in the result."""
        self._edited.add(self._named(path))
        return self.tree(path)

    def put(self, path: str, content: bytes, content_type: str = "") -> None:
        """Holds `content` at `path`, in place of what was there; a new part is entered among the content types."""
        named = self._named(path)
        self._contents[named] = content
        self._trees.pop(named, None)
        self._edited.discard(named)
        if path.casefold() not in self._by_folded_path:
            self._by_folded_path[path.casefold()] = path
            if content_type:
                self._enter(path, content_type)

    def remove(self, path: str) -> None:
        """Takes a part out, with its relations and its content type."""
        for gone in (self._named(path), self._named(_relations_path(path))):
            self._contents.pop(gone, None)
            self._entries.pop(gone, None)
            self._by_folded_path.pop(gone.casefold(), None)
            self._trees.pop(gone, None)
            self._edited.discard(gone)
        types = self.edit(CONTENT_TYPES)
        for entry in [*elements(types, "Override")]:
            if entry.get("PartName", "").lstrip("/").casefold() == path.casefold():
                types.remove(entry)

    def unused(self, pattern: str) -> str:
        """The first path `pattern` makes with a number (`xl/comments{}.xml`) that no part has."""
        numbers = iter(range(1, len(self._contents) + 2))
        return next(path for n in numbers if (path := pattern.format(n)).casefold() not in self._by_folded_path)

    def relations(self, part: str) -> Iterator[Relation]:
        """What a part points to inside the package."""
        path = _relations_path(part)
        if path not in self:
            return
        folder = posixpath.dirname(part)
        for one in elements(self.tree(path)):
            target = one.get("Target", "")
            if one.get("TargetMode") != "External" and target:
                whole = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                yield Relation(one.get("Id", ""), one.get("Type", ""), self._named(posixpath.normpath(whole)))

    def related(self, part: str, kind: str) -> Relation | None:
        """The first relation of `kind` (`comments`) that leads to a part which is there; None where there is none."""
        return next((one for one in self.relations(part) if one.type.endswith(f"/{kind}") and one.target in self), None)

    def relate(self, part: str, kind: str, target: str) -> str:
        """Makes `part` point to `target`; the id of the relation."""
        path = _relations_path(part)
        if path not in self:
            self.put(path, _NO_RELATIONS)
        root = self.edit(path)
        used = {one.get("Id") for one in elements(root)}
        ident = next(name for n in range(1, len(used) + 2) if (name := f"rId{n}") not in used)
        whole = f"{self.relations_namespace}/{kind}"
        etree.SubElement(
            root,
            f"{{{_PACKAGE}/relationships}}Relationship",
            {"Id": ident, "Type": whole, "Target": posixpath.relpath(target, posixpath.dirname(part))},
        )
        return ident

    def unrelate(self, part: str, ident: str) -> None:
        """Takes one relation of `part` away."""
        root = self.edit(_relations_path(part))
        for one in [one for one in elements(root) if one.get("Id") == ident]:
            root.remove(one)

    def relation_id(self, element: Tree) -> str:
        """The id of the relation that `element` names; empty where it names none."""
        return element.get(f"{{{self.relations_namespace}}}id", "")

    def packed(self) -> bytes:
        """The workbook as an archive; the same parts give the same bytes."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, content in self._contents.items():
                changed = self._serialised(path) if path in self._edited else content
                archive.writestr(_like(self._entries.get(path), path), changed)
        return buffer.getvalue()

    def broken(self, path: str) -> UnreadableSubmission:
        """The error that says that a part cannot be read; to be raised by the caller."""
        return broken_part(path, Place(self.file), "")

    def _named(self, path: str) -> str:
        """`path` as the package writes it."""
        return path if path in self._contents else self._by_folded_path.get(path.casefold(), path)

    def _too_large(self) -> UsageFault:
        size = LARGEST_UNPACKED // 1024 // 1024
        says = sentence("annotate_fault.too_large", size=size)
        return UsageFault([Fault(Place(self.file), says)])

    def _namespace(self) -> str:
        found = namespace(self.tree(WORKBOOK))
        if found not in _RELATIONS:
            says = sentence("annotate_fault.other_writer")
            raise UsageFault([Fault(Place(self.file), says)])
        return found

    def _parsed(self, path: str) -> Tree:
        content = self._contents.get(path)
        if content is None or len(content) > LARGEST_EDITED:
            raise self.broken(path)
        if b"\0" in content or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise self.broken(path)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
        try:
            return etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            raise self.broken(path) from error

    def _serialised(self, path: str) -> bytes:
        return etree.tostring(
            self._trees[path].getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True
        )  # the whole tree, with what stands before and after its root

    def _enter(self, path: str, content_type: str) -> None:
        """Gives a part its content type; a drawing of comments gets it by its suffix, as Excel does it."""
        root = self.edit(CONTENT_TYPES)
        suffix = posixpath.splitext(path)[1].lstrip(".").lower()
        defaults = {one.get("Extension", "").lower(): one.get("ContentType") for one in elements(root, "Default")}
        if defaults.get(suffix) == content_type:
            return
        if suffix != "xml" and suffix not in defaults:
            root.insert(
                0, etree.Element(f"{{{_PACKAGE}/content-types}}Default", Extension=suffix, ContentType=content_type)
            )
            return
        name = etree.QName(f"{_PACKAGE}/content-types", "Override")
        etree.SubElement(root, name, {"PartName": f"/{path}", "ContentType": content_type})


def _relations_path(part: str) -> str:
    folder, base = posixpath.split(part)
    return f"{folder}/_rels/{base}.rels"


def _like(entry: zipfile.ZipInfo | None, path: str) -> zipfile.ZipInfo:
    """The heading of an entry as it was, or a plain one for a new part."""
    made = zipfile.ZipInfo(path, _EARLIEST if entry is None else max(entry.date_time, _EARLIEST))
    made.compress_type = zipfile.ZIP_DEFLATED
    if entry is not None:
        made.compress_type = zipfile.ZIP_STORED if entry.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
        made.external_attr, made.create_system, made.comment = entry.external_attr, entry.create_system, entry.comment
    else:
        made.create_system = 0
    return made
