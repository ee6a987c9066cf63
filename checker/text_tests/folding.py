"""How a text is written out before a test looks at it."""

from __future__ import annotations

import re

from checker.thai import arabic_digits, key, readable


def spaced(words: str) -> str:
    """`words` as people see them, in small letters and Arabic digits, with their spaces and punctuation."""
    return arabic_digits(readable(words)[0]).casefold()


def bare(words: str) -> str:
    """The folded letters and digits of `words` alone, without spaces and punctuation."""
    return re.sub(r"[^\w฀-๿]+|ๆ", "", key(words))
