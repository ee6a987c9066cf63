"""Trees of XML as they are read and changed: children by name, in whatever namespace, and new ones in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

Tree = etree._Element


def elements(parent: Tree, *names: str) -> Iterator[Tree]:
    """The children of `parent` that are elements, in order; with `names`, only those so called in whatever namespace."""
    for child in parent:
        if isinstance(child.tag, str) and (not names or local(child) in names):
            yield child


def first(parent: Tree, name: str) -> Tree | None:
    """The first child called `name`; None where there is none."""
    return next(elements(parent, name), None)


def local(element: Tree) -> str:
    """An element's name without its namespace."""
    return etree.QName(element).localname


def namespace(element: Tree) -> str:
    """The namespace of an element; empty where it has none."""
    return etree.QName(element).namespace or ""


def child(parent: Tree, name: str, attributes: dict[str, str] | None = None, text: str | None = None) -> Tree:
    """A new last child of `parent`, in the namespace of `parent`."""
    made = etree.SubElement(parent, etree.QName(namespace(parent) or None, name), attributes or {})
    if text is not None:
        made.text = text
    return made


def document(namespace: str, name: str) -> Tree:
    """The root of a new part, all of it in one namespace."""
    nsmap: dict[Any, str] = {None: namespace}
    return etree.Element(etree.QName(namespace, name), nsmap=nsmap)


def without(element: Tree, *names: str) -> None:
    """Takes attributes away where they are there."""
    for name in names:
        if name in element.attrib:
            del element.attrib[name]


def in_order(parent: Tree, name: str, order: tuple[str, ...]) -> Tree:
    """The child called `name`; where there is none, a new one at its place in `order`, the order of the schema."""
    found = first(parent, name)
    if found is not None:
        return found
    after = order[order.index(name) + 1 :]
    made = child(parent, name)
    following = next((one for one in elements(parent) if one is not made and _stands_for(one) & {*after}), None)
    if following is not None:
        following.addprevious(made)
    return made


def _stands_for(element: Tree) -> set[str]:
    """The name of an element; of an `mc:AlternateContent`, the names of what it can stand for."""
    if local(element) != "AlternateContent":
        return {local(element)}
    return {local(inner) for choice in elements(element) for inner in elements(choice)}


_UNSAFE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def literal(words: str) -> str:
    """`words` so that a spreadsheet shows them letter for letter, `_x0041_` too, which it would read as A."""
    return _UNSAFE.sub("_x005F_", words)
