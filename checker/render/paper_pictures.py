"""How the page wants its SVG pictures to look, told to WeasyPrint (70), which does not apply a page's styles to them.

The styles that hold on paper are written into the pictures as attributes. A page in a browser needs none of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

_SVG: Final = "{http://www.w3.org/2000/svg}"
_SAID: Final = frozenset({
    "color", "display", "dominant-baseline", "fill", "fill-opacity", "font-family", "font-size", "font-style", "font-weight",
    "opacity", "stroke", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-opacity", "stroke-width", "text-anchor",
    "visibility",
})  # fmt: skip
_VARIABLE: Final = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)")
_FONT: Final = re.compile(r"(?:(?P<weight>[1-9]00|bold|normal)\s+)?(?P<size>[\d.]+(?:px|pt|em|rem))")
_AT_SCREENS: Final = re.compile(r"\(|\bscreen\b|\bnot\b")


class _Said(NamedTuple):
    """A property of a picture and its value; an important one holds whatever others say."""

    name: str
    value: str
    important: bool


def with_styles_as_attributes(page: Any) -> None:
    """Writes into every picture of `page` (an HTML of WeasyPrint) how the page's own styles want it to look on paper."""
    root = page.etree_element
    matcher, variables = _styles(root)
    for element in page.wrapper_element.iter_subtree():
        node = element.etree_element
        if not isinstance(node.tag, str) or not node.tag.startswith(_SVG):
            continue
        held = [one for _, _, pseudo, declared in matcher.match(element) if pseudo is None for one in declared]
        for one in sorted(held, key=lambda one: one.important):
            node.set(one.name, _filled(one.value, variables))


def _styles(root: Any) -> tuple[Any, dict[str, str]]:
    """The page's styles for pictures, and the values that its styles have names for."""
    import cssselect2
    import tinycss2

    matcher, variables = cssselect2.Matcher(), dict[str, str]()
    for sheet in root.iter("style"):
        for rule in _rules(sheet.text or ""):
            found = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            declared = [one for one in found if one.type == "declaration"]
            variables |= {
                one.name: tinycss2.serialize(one.value).strip() for one in declared if one.name.startswith("--")
            }
            for selector in _selectors(cssselect2, rule.prelude):
                matcher.add_selector(selector, [said for one in declared for said in _said(one)])
    return matcher, variables


def _selectors(cssselect2: Any, prelude: Any) -> list[Any]:
    """The selectors of a rule; none where one of them is of a kind that only a browser knows."""
    try:
        return list(cssselect2.compile_selector_list(prelude))
    except cssselect2.SelectorError:
        return []


def _rules(sheet: str) -> Iterator[Any]:
    """The rules of a stylesheet that hold on paper."""
    import tinycss2

    for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule":
            yield rule
        elif _on_paper(rule):
            yield from _rules(tinycss2.serialize(rule.content))


def _on_paper(rule: Any) -> bool:
    """Whether this is a block of rules for paper, or for whatever shows the page."""
    import tinycss2

    if rule.type != "at-rule" or rule.lower_at_keyword != "media":
        return False
    return not _AT_SCREENS.search(tinycss2.serialize(rule.prelude))


def _said(one: Any) -> Iterator[_Said]:
    """What a declaration says of a picture, in attributes of SVG."""
    import tinycss2

    value = tinycss2.serialize(one.value).strip()
    if one.name == "font" and (found := _FONT.search(value)):
        yield _Said("font-size", found["size"], one.important)
        yield _Said("font-weight", found["weight"] or "normal", one.important)
    elif one.name == "font-family":
        yield _Said(one.name, ",".join(family.strip().strip("\"'") for family in value.split(",")), one.important)
    elif one.name in _SAID:
        yield _Said(one.name, value, one.important)


def _filled(value: str, variables: dict[str, str]) -> str:
    """`value` with what its names stand for; a name that stands for nothing leaves its fallback, or nothing."""
    for _ in range(len(variables) + 1):
        if not _VARIABLE.search(value):
            break
        value = _VARIABLE.sub(lambda found: variables.get(found[1], (found[2] or "").strip()), value)
    return value
