"""How a text is written out before a test looks at it."""

from __future__ import annotations

import re
from typing import Final

from checker.thai import arabic_digits, key, readable

# A blank of a template that was filled in keeps its dots: `จำนวน......2......แห่ง`.
_FILLED_IN: Final = re.compile(r"(?:\.{2,}|…+)\s*(\d[\d,]*(?:\.\d+)?(?:/\d+)?)\s*(?:\.{2,}|…+)")


def spaced(words: str) -> str:
    """`words` as people see them, in small letters and Arabic digits, without the dots around a figure filled in."""
    return _FILLED_IN.sub(r" \1 ", arabic_digits(readable(words)[0]).casefold())


def bare(words: str) -> str:
    """The folded letters and digits of `words` alone, without spaces and punctuation."""
    return re.sub(r"[^\w฀-๿]+|ๆ", "", key(words))
