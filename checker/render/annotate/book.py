"""The list of sheets of a workbook: one is put in front of the others, and ours of an earlier time is taken out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from checker.readers.excel.ours import AUTHOR, is_our_sheet
from checker.render.annotate.cells import Cells
from checker.render.annotate.parts import WORKBOOK, Parts
from checker.render.annotate.xml import Tree, child, elements, first, in_order, local, without

_SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
FILTERED: Final = "_xlnm._FilterDatabase"
_LONGEST_NAME: Final = 31
_ORDER: Final = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups", "externalReferences",
    "definedNames", "calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing",
    "fileRecoveryPr", "webPublishObjects", "extLst",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listed:
    """A sheet as the workbook lists it: its name, its place among all sheets (from 0), its part and whether that holds cells."""

    name: str
    at: int
    part: str
    has_cells: bool


class Book:
    """The sheets of a workbook, in order."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def sheets(self) -> list[Listed]:
        """Every sheet whose part is there."""
        relations = {one.id: one for one in self._parts.relations(WORKBOOK)}
        listed = []
        for at, element in enumerate(elements(self._list(), "sheet")):
            relation = relations.get(self._parts.relation_id(element))
            if relation is not None and relation.target in self._parts:
                has_cells = relation.type.endswith("/worksheet")
                listed.append(Listed(element.get("name", ""), at, relation.target, has_cells))
        return listed

    def take_out_ours(self) -> None:
        """Removes the sheets that this program put in at another time."""
        while ours := next((one for one in self.sheets() if one.has_cells and self._is_ours(one)), None):
            entry = list(elements(self._list(), "sheet"))[ours.at]
            self._parts.unrelate(WORKBOOK, self._parts.relation_id(entry))
            self._parts.edit(WORKBOOK)
            self._list().remove(entry)
            self._parts.remove(ours.part)
            self._local_names_moved(_behind(ours.at))

    def free_name(self, wanted: str) -> str:
        """`wanted`, or with a number behind it where a sheet is called so."""
        taken = {element.get("name", "").casefold() for element in elements(self._list(), "sheet")}
        names = (wanted, *(f"{wanted[: _LONGEST_NAME - 5]} ({n})" for n in range(2, len(taken) + 3)))
        return next(name for name in names if name.casefold() not in taken)

    def put_first(self, name: str, content: bytes, names: Mapping[str, str]) -> None:
        """Puts a sheet in front, opened when the workbook is; `names` are defined names of this sheet alone."""
        path = self._parts.unused("xl/worksheets/sheet{}.xml")
        for sheet in self.sheets():
            self._unselect(sheet.part)
        self._parts.put(path, content, _SHEET)
        root = self._parts.edit(WORKBOOK)
        idents = [_whole(one.get("sheetId")) for one in elements(self._list(), "sheet")]
        entry = child(self._list(), "sheet", {"name": name, "sheetId": str(max(idents, default=0) + 1)})
        entry.set(f"{{{self._parts.relations_namespace}}}id", self._parts.relate(WORKBOOK, "worksheet", path))
        self._list().insert(0, entry)
        self._local_names_moved(lambda at: at + 1)
        for views in elements(root, "bookViews"):
            for view in elements(views, "workbookView"):
                without(view, "activeTab", "firstSheet")
        defined = in_order(root, "definedNames", _ORDER)
        for number, (called, means) in enumerate(sorted(names.items())):
            hidden = {"hidden": "1"} if called == FILTERED else {}
            defined.insert(
                number, child(defined, "definedName", {"name": called, "localSheetId": "0", **hidden}, means)
            )

    def _list(self) -> Tree:
        found = first(self._parts.tree(WORKBOOK), "sheets")
        if found is None:
            raise self._parts.broken(WORKBOOK)
        return found

    def _local_names_moved(self, moved: Callable[[int], int | None]) -> None:
        """Gives the names that belong to one sheet the new place of that sheet; None takes a name out."""
        for names in elements(self._parts.edit(WORKBOOK), "definedNames"):
            for name in [one for one in elements(names) if one.get("localSheetId") is not None]:
                now = moved(_whole(name.get("localSheetId")))
                if now is None:
                    names.remove(name)
                else:
                    name.set("localSheetId", str(now))

    def _unselect(self, part: str) -> None:
        if b"tabSelected" not in self._parts.content(part):
            return
        for views in elements(self._parts.edit(part), "sheetViews"):
            for view in elements(views, "sheetView"):
                without(view, "tabSelected")

    def _is_ours(self, sheet: Listed) -> bool:
        shared = self._our_shared_texts()
        if not shared and AUTHOR.encode() not in self._parts.content(sheet.part):
            return False
        cell = Cells(self._parts.tree(sheet.part)).find(1, 1)
        if cell is None:
            return False
        if cell.get("t") == "s":
            value = first(cell, "v")
            return value is not None and (value.text or "").strip() in shared
        return is_our_sheet(_words(cell))

    def _our_shared_texts(self) -> set[str]:
        """The numbers of the workbook's shared texts that stand in the first cell of a sheet of ours."""
        relation = self._parts.related(WORKBOOK, "sharedStrings")
        if relation is None or AUTHOR.encode() not in self._parts.content(relation.target):
            return set()
        texts = elements(self._parts.tree(relation.target), "si")
        return {str(number) for number, text in enumerate(texts) if is_our_sheet(_words(text))}


def _behind(gone: int) -> Callable[[int], int | None]:
    """Where a sheet is found after the one at `gone` was taken out; None for that one."""
    return lambda at: None if at == gone else at - (at > gone)


def _words(element: Tree) -> str:
    return "".join(one.text or "" for one in element.iter() if isinstance(one.tag, str) and local(one) in {"t", "v"})


def _whole(written: str | None) -> int:
    return int(written) if written and written.isascii() and written.isdigit() else 0
