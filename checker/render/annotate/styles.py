"""The styles of a workbook, with ours added behind its own: none of those that are there is changed."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from checker.finding import Severity
from checker.render.annotate.parts import WORKBOOK, Parts
from checker.render.annotate.xml import Tree, child, document, elements, first, in_order, local

LIGHT: Final[Mapping[Severity, str]] = {"error": "FFF8C9C4", "warning": "FFFFE699", "advice": "FFCFE2F3"}
DARK: Final[Mapping[Severity, str]] = {"error": "FF9C0006", "warning": "FF7F6000", "advice": "FF1F4E79"}
_OURS: Final = frozenset({*LIGHT.values(), *DARK.values()})
_SECTIONS: Final = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors", "extLst",
)  # fmt: skip
_FONT: Final = ("b", "u", "sz", "color", "name", "family", "charset", "scheme")
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_LIGHT_INDEXED: Final = frozenset(
    {"1", "5", "7", "9", "11", "13", "15", "34", "35", "41", "42", "43", "44", "47", "65"}
)
_LIGHT_THEMES: Final = frozenset({"0", "2"})


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell of our own sheet looks. `scale` multiplies the size of the workbook's own letters."""

    bold: bool = False
    underlined: bool = False
    scale: float = 1.0
    colour: str | None = None
    fill: str | None = None
    bordered: bool = False
    wrapped: bool = False
    centred: bool = False


class Section:
    """One list of a workbook's styles (`fonts`, `cellXfs`); entries are known by their number and never changed."""

    def __init__(self, root: Tree, name: str) -> None:
        self.tree = in_order(root, name, _SECTIONS)
        self.entries = list(elements(self.tree))
        self._numbers = {_written(one): number for number, one in reversed(list(enumerate(self.entries)))}

    def __getitem__(self, number: int) -> Tree:
        """The entry with a number; the first one where there is none, as spreadsheet programs do it."""
        return self.entries[number] if 0 <= number < len(self.entries) else self.entries[0]

    def settle(self, made: Tree) -> int:
        """The number of `made`, the last entry; where an equal one is there already, that one's, and `made` is dropped."""
        written = _written(made)
        if written in self._numbers:
            self.tree.remove(made)
            return self._numbers[written]
        self.entries.append(made)
        self._numbers[written] = len(self.entries) - 1
        self.tree.set("count", str(len(self.entries)))
        return len(self.entries) - 1


class Styles:
    """The cell styles by number: copies of them in a severity's colour, and styles of our own."""

    def __init__(self, parts: Parts) -> None:
        relation = parts.related(WORKBOOK, "styles")
        path = relation.target if relation else _put_empty(parts)
        root = parts.edit(path)
        self._xfs, self._fonts = Section(root, "cellXfs"), Section(root, "fonts")
        self._fills, self._borders = Section(root, "fills"), Section(root, "borders")
        _at_least_the_usual(self._fonts, self._fills, self._borders, self._xfs)
        self._looks: dict[Look, int] = {}
        size = first(self._fonts[0], "sz")
        self.letters = _size(size.get("val", "")) if size is not None else 11.0

    def filled(self, style: int, severity: Severity) -> int:
        """The number of a style that is as `style` but for its fill, which is that of `severity` and keeps letters readable."""
        font = self._fonts[_number(self._xfs[style].get("fontId"))]
        colour = first(font, "color")
        return self._with_fill(style, (DARK if colour is not None and _is_light(colour) else LIGHT)[severity])

    def emptied(self, style: int) -> int:
        """The number of a style that is as `style`, without its fill where that is one of ours."""
        fill = self._fills[_number(self._xfs[style].get("fillId"))]
        return self._with_fill(style, "") if _colour(fill) in _OURS else style

    def look(self, wanted: Look) -> int:
        """The number of a style that looks as `wanted`."""
        if wanted not in self._looks:
            font, fill, border = (
                self._font(wanted),
                self._fill(wanted.fill or ""),
                self._border() if wanted.bordered else 0,
            )
            parts = {"numFmtId": "49", "fontId": str(font), "fillId": str(fill), "borderId": str(border)}
            applied = {f"apply{what}": "1" for what in ("NumberFormat", "Font", "Fill", "Border", "Alignment")}
            xf = child(self._xfs.tree, "xf", parts | applied)
            alignment = {"vertical": "center" if wanted.centred else "top"}
            alignment |= {"wrapText": "1"} if wanted.wrapped else {}
            across = (
                {"horizontal": "center"}
                if wanted.centred
                else {"horizontal": "left", "indent": str(int(wanted.bordered))}
            )
            child(xf, "alignment", alignment | across)
            self._looks[wanted] = self._xfs.settle(xf)
        return self._looks[wanted]

    def _with_fill(self, style: int, colour: str) -> int:
        made = copy.deepcopy(self._xfs[style])
        made.set("fillId", str(self._fill(colour)))
        made.set("applyFill", "1")
        self._xfs.tree.append(made)
        return self._xfs.settle(made)

    def _fill(self, colour: str) -> int:
        if not colour:
            return 0
        made = child(self._fills.tree, "fill")
        pattern = child(made, "patternFill", {"patternType": "solid"})
        child(pattern, "fgColor", {"rgb": colour})
        child(pattern, "bgColor", {"indexed": "64"})
        return self._fills.settle(made)

    def _font(self, wanted: Look) -> int:
        """A font like the workbook's own, as bold, large and coloured as wanted."""
        usual = {local(one): one for one in elements(self._fonts[0])}
        made = child(self._fonts.tree, "font")
        for name in _FONT:
            if (name == "b" and wanted.bold) or (name == "u" and wanted.underlined):
                child(made, name)
            elif name == "color" and wanted.colour:
                child(made, name, {"rgb": wanted.colour})
            elif name == "sz" and name in usual:
                child(made, name, {"val": f"{self.letters * wanted.scale:.0f}"})
            elif name not in ("b", "u", "color") and name in usual:
                made.append(copy.deepcopy(usual[name]))
        return self._fonts.settle(made)

    def _border(self) -> int:
        made = child(self._borders.tree, "border")
        for side in ("left", "right", "top", "bottom"):
            child(child(made, side, {"style": "thin"}), "color", {"rgb": "FFBFBFBF"})
        child(made, "diagonal")
        return self._borders.settle(made)


def _written(element: Tree) -> bytes:
    return etree.tostring(element, with_tail=False)


def _colour(fill: Tree) -> str:
    """The colour of a solid fill; empty where there is no fill, `?` where it is another one."""
    pattern = first(fill, "patternFill")
    if pattern is not None and pattern.get("patternType", "none") == "none":
        return ""
    foreground = first(pattern, "fgColor") if pattern is not None and pattern.get("patternType") == "solid" else None
    return "?" if foreground is None else foreground.get("rgb", "?")


def _number(written: str | None) -> int:
    return int(written) if written and written.isascii() and written.isdigit() else 0


def _size(written: str) -> float:
    """The size of letters in points."""
    try:
        return min(max(float(written), 6.0), 40.0)
    except ValueError:
        return 11.0


def _is_light(colour: Tree) -> bool:
    """Whether letters of this colour are read on a dark ground."""
    if colour.get("rgb"):
        red, green, blue = (_hex(colour.get("rgb", "")[-6:][n : n + 2]) for n in (0, 2, 4))
        return 0.299 * red + 0.587 * green + 0.114 * blue > 150
    if colour.get("theme"):
        return colour.get("theme") in _LIGHT_THEMES and not colour.get("tint", "").startswith("-0.")
    return colour.get("indexed") in _LIGHT_INDEXED


def _hex(digits: str) -> int:
    return int(digits, 16) if digits and all(digit in "0123456789abcdefABCDEF" for digit in digits) else 0


def _at_least_the_usual(fonts: Section, fills: Section, borders: Section, xfs: Section) -> None:
    """The entries with number 0 that every workbook counts on, where a program left them out."""
    if not fonts.entries:
        font = child(fonts.tree, "font")
        child(font, "sz", {"val": "11"})
        child(font, "name", {"val": "Tahoma"})
        fonts.settle(font)
    for number, pattern in enumerate(("none", "gray125")):
        if len(fills.entries) == number:
            fill = child(fills.tree, "fill")
            child(fill, "patternFill", {"patternType": pattern})
            fills.settle(fill)
    if not borders.entries:
        border = child(borders.tree, "border")
        for side in ("left", "right", "top", "bottom", "diagonal"):
            child(border, side)
        borders.settle(border)
    if not xfs.entries:
        xfs.settle(child(xfs.tree, "xf", {"numFmtId": "0", "fontId": "0", "fillId": "0", "borderId": "0"}))


def _put_empty(parts: Parts) -> str:
    """A part of styles for a workbook that has none; its path."""
    path = parts.unused("xl/styles{}.xml") if "xl/styles.xml" in parts else "xl/styles.xml"
    root = document(parts.main, "styleSheet")
    parts.put(path, etree.tostring(root), _TYPE)
    parts.relate(WORKBOOK, "styles", path)
    return path
