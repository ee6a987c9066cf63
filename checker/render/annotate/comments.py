"""The comments of a sheet: ours are added, below what somebody else wrote in the same cell, and taken out again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from lxml import etree

from checker.readers.excel.ours import AUTHOR, is_our_comment, without_ours
from checker.render.annotate.cells import Cells, Spot, name, spot
from checker.render.annotate.parts import Parts
from checker.render.annotate.remark import Run, box_for
from checker.render.annotate.shapes import Shapes
from checker.render.annotate.xml import Tree, child, document, elements, first, in_order, literal, local

_COMMENTS: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


class Comments:
    """The comments of the sheet in `part`, by cell."""

    def __init__(self, parts: Parts, part: str) -> None:
        self._parts = parts
        self._part = part
        relation = parts.related(part, "comments")
        self._path = relation.target if relation else None
        self._threaded = {spot(one.get("ref", "")) for one in _threads(parts, part)}

    def threaded(self, cell: Spot) -> bool:
        """Whether people talk to each other in this cell; Excel then shows their words and no comment of ours."""
        return cell in self._threaded

    def take_out_ours(self) -> list[Spot]:
        """Removes what we wrote; the cells where we had written."""
        if self._path is None or AUTHOR.encode() not in self._parts.content(self._path):
            return []
        found = []
        for comment in [one for one in self._all() if without_ours(_words(one)) != _words(one)]:
            found.append(spot(comment.get("ref", "")))
            self._parts.edit(self._path)
            if is_our_comment(_words(comment)):
                parent = comment.getparent()
                if parent is not None:
                    parent.remove(comment)
            else:
                _shortened(comment, len(without_ours(_words(comment))))
        ours_alone = {*found} - {spot(one.get("ref", "")) for one in self._all()}
        if ours_alone:
            shapes = Shapes(self._parts, self._part)
            shapes.take_out(ours_alone)
            shapes.put()
        return found

    def write(self, remarks: Mapping[Spot, Sequence[Run]], cells: Cells) -> None:
        """Writes a comment into every cell of `remarks`."""
        if not remarks:
            return
        shapes = Shapes(self._parts, self._part)
        path = self._path or self._new_part()
        root = self._parts.edit(path)
        author = _author(root)
        there = {spot(one.get("ref", "")): one for one in self._all()}
        for cell, said in sorted(remarks.items()):
            if cell in there:
                _add(there[cell], (Run("\n"), *said))
                shapes.enlarge(cell, box_for(_words(there[cell])), cells)
            else:
                made = child(in_order(root, "commentList", ("authors", "commentList", "extLst")), "comment")
                made.attrib.update({"ref": name(*cell), "authorId": author, "shapeId": "0"})
                child(made, "text")
                _add(made, said)
                shapes.add(cell, box_for(_words(made)), cells)
        shapes.put()

    def _all(self) -> list[Tree]:
        if self._path is None:
            return []
        lists = elements(self._parts.tree(self._path), "commentList")
        return [comment for one in lists for comment in elements(one, "comment")]

    def _new_part(self) -> str:
        self._path = self._parts.unused("xl/comments{}.xml")
        root = document(self._parts.main, "comments")
        child(root, "authors")
        child(root, "commentList")
        self._parts.put(self._path, etree.tostring(root), _COMMENTS)
        self._parts.relate(self._part, "comments", self._path)
        return self._path


def _threads(parts: Parts, part: str) -> Iterator[Tree]:
    for relation in parts.relations(part):
        if relation.type.endswith("/threadedComment") and relation.target in parts:
            yield from elements(parts.tree(relation.target), "threadedComment")


def _author(root: Tree) -> str:
    """The number of our name in the list of authors, where it is put if need be."""
    authors = in_order(root, "authors", ("authors", "commentList", "extLst"))
    names = [one.text or "" for one in elements(authors, "author")]
    if AUTHOR not in names:
        child(authors, "author", text=AUTHOR)
        names.append(AUTHOR)
    return str(names.index(AUTHOR))


def _texts(comment: Tree) -> Iterator[Tree]:
    """The pieces of a comment's words, without the reading aids of other scripts."""
    for text in elements(comment, "text"):
        for piece in elements(text, "t", "r"):
            yield from elements(piece, "t") if local(piece) == "r" else [piece]


def _words(comment: Tree) -> str:
    return "".join(piece.text or "" for piece in _texts(comment))


def _shortened(comment: Tree, length: int) -> None:
    """Cuts the words of a comment off behind `length` letters."""
    for piece in list(_texts(comment)):
        kept = (piece.text or "")[:length]
        length -= len(kept)
        run = piece.getparent()
        if kept:
            piece.text = kept
        elif run is not None and (owner := run.getparent()) is not None:
            owner.remove(run) if local(run) == "r" else run.remove(piece)


def _add(comment: Tree, runs: Sequence[Run]) -> None:
    """Adds `runs` below the words of a comment; words without a look become a run, for one comment has no two kinds."""
    text = in_order(comment, "text", ("text", "commentPr", "extLst"))
    plain = first(text, "t")
    if plain is not None:
        run = child(text, "r")
        plain.addprevious(run)
        run.append(plain)
        plain.set(_SPACE, "preserve")
    behind = next(elements(text, "rPh", "phoneticPr"), None)
    for one in runs:
        run = child(text, "r")
        look = child(run, "rPr")
        if one.bold:
            child(look, "b")
        child(look, "sz", {"val": "9"})
        child(look, "color", {"rgb": one.colour})
        child(look, "rFont", {"val": "Tahoma"})
        child(look, "family", {"val": "2"})
        child(run, "t", {_SPACE: "preserve"}, literal(one.text))
        if behind is not None:
            behind.addprevious(run)
