"""Headings as they are compared."""

from __future__ import annotations

import re

from checker.thai import key


def heading_key(words: str) -> str:
    """The folded form of a heading: letters and digits only, units of money left out."""
    bare = re.sub(r"[^\w฀-๿/]+", "", key(words))
    return re.sub(r"(?:พัน|ล้าน)?บาท", "", bare)
