"""What this program writes into a workbook it hands back, so that reading one again knows it from the submitter's own words."""

from __future__ import annotations

import re
from typing import Final

AUTHOR: Final = "oneplan-checker"
SHEET_MARK: Final = f"{AUTHOR} · "
COMMENT_MARK: Final = f"{AUTHOR}:"
LISTS_SHEET: Final = f"รายการ ({AUTHOR})"
_OUR_PART: Final = re.compile(rf"(?:^|[\r\n]+)[^\S\r\n]*{re.escape(COMMENT_MARK)}.*\Z", re.DOTALL)


def is_our_sheet(first_cell: str) -> bool:
    """Whether a sheet with these words in its first cell (A1) is our list of findings, whatever it is called."""
    return first_cell.lstrip().startswith(SHEET_MARK)


def is_our_lists(name: str) -> bool:
    """Whether a hidden sheet called `name` holds the lists to choose from that our blank forms come with."""
    return name == LISTS_SHEET


def is_our_comment(text: str) -> bool:
    """Whether nobody but this program wrote in a comment."""
    return text.lstrip().startswith(COMMENT_MARK)


def without_ours(text: str) -> str:
    """The words of a comment that others wrote: ours stand below them, from a line that begins with `COMMENT_MARK`."""
    return _OUR_PART.sub("", text)
