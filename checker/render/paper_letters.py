"""What Thai letters need of WeasyPrint (70) beyond what it does: both faults are its own, and fall away when it mends them.

It sets the words of pictures letter by letter, which tears vowels and tone marks from their consonants. And it tells readers of
the file what a glyph means by the first syllable that it met it in, so that words copied from it or searched for are others.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

_ONE_BY_ONE: Final = frozenset({"rotate", "textLength", "letter-spacing"})
_THAI: Final = re.compile("[\u0e00-\u0e7f]+")


@contextmanager
def thai_letters_whole_and_known() -> Iterator[None]:
    """Within it, WeasyPrint sets the words of a picture whole, unless the picture itself places their letters, and tells of
    each Thai glyph the letter that its font has it for.
    """
    from weasyprint.pdf.fonts import Font
    from weasyprint.svg import Node

    text, opened = Node.text, Font.__init__

    def whole(node: Any) -> Any:
        words = text.fget(node)
        apart = _ONE_BY_ONE & node.attrib.keys() or any(
            " " in node.get(at, "").strip() for at in ("x", "y", "dx", "dy")
        )
        return words if words is None or apart else _Whole(words)

    def known(font: Any, *given: Any) -> None:
        opened(font, *given)
        font.to_unicode = _Known(_letters(font.file_content, font.index))

    Node.text, Font.__init__ = property(whole), known
    try:
        yield
    finally:
        Node.text, Font.__init__ = text, opened


class _Whole(str):
    """Words that are one piece to whoever goes through their letters."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        if self:
            yield str(self)


class _Known(dict[int, str]):
    """What each glyph means: what the font says, where it does, else what somebody found."""

    def __init__(self, letters: Mapping[int, str]) -> None:
        super().__init__()
        self._letters = letters

    def __setitem__(self, glyph: int, found: str) -> None:
        super().__setitem__(glyph, self._letters.get(glyph, found))


def _letters(font: bytes, index: int) -> dict[int, str]:
    """The Thai letters of a font by their glyphs: those that it maps, and the variants named after them (`uni0E48.small`)."""
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(font), fontNumber=index, lazy=True) as opened:
        mapped = {name: chr(code) for code, name in (opened.getBestCmap() or {}).items()}
        found = {}
        for glyph, name in enumerate(opened.getGlyphOrder()):
            parts = [mapped.get(part, "") for part in name.partition(".")[0].split("_")]
            if name in mapped or all(parts):
                letters = mapped.get(name) or "".join(parts)
                if _THAI.fullmatch(letters):
                    found[glyph] = letters
    return found
