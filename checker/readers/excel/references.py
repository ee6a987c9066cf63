"""What a cell of references names: codes that were picked from a list, or words such as ยุทธศาสตร์จังหวัดที่ 2."""

from __future__ import annotations

import re
from typing import Final

from checker.chain import built_in_chain
from checker.forms import Column
from checker.readers.draft import Cell, DraftReference
from checker.readers.excel.alignment import items
from checker.readers.excel.grid import words
from checker.thai import arabic_digits

_CODE: Final = re.compile(r"[^\s|;]+")
_PLAN_AND_VERSION: Final = re.compile(
    r"(?P<plan>[^\s()ก-๎]*\d[^\s()ก-๎]*)\s*(?P<open>\()?\s*(?P<version>ฉบับ[^()]+?)\s*(?(open)\))"
)
_NOTHING: Final = re.compile(r"[\s\-–—.…]*")


def references(column: Column, cell: Cell) -> list[DraftReference]:
    """The references in `cell`, of the relation, code list and level that `column` asks for.

    Several are parted by `;` or a new line. Each reads `CODE`, `CODE | title`, or `PLAN/CODE` for another plan; where a plan
    is asked for, also `PP-54 ฉบับ 2566`, which is `PP-54 | ฉบับ 2566`.
    """
    assert column.relation is not None
    found: list[DraftReference] = []
    for part in re.split(r"[;\n]", words(cell.raw)):
        if not _NOTHING.fullmatch(part):
            found += _references(column, column.relation, part.strip(), cell)
    return found


def _references(column: Column, relation: str, part: str, cell: Cell) -> list[DraftReference]:
    code, _, title = (one.strip() for one in part.partition("|"))
    code = arabic_digits(code)
    if "|" not in part and "plan" in built_in_chain().target_kinds(relation, column.of):
        code, title = _plan_and_version(code)
    if column.list is None and column.level is None:
        return [DraftReference(relation, code, cell.place, title=title)]
    if "|" in part or _CODE.fullmatch(part):
        if "/" in code or ":" in code:
            return [DraftReference(relation, code, cell.place, title=title)]
        return [DraftReference(relation, code, cell.place, column.list, column.level, code, title)]
    return [
        DraftReference(relation, one.written, cell.place, column.list, column.level, one.code, one.title)
        for one in items(part)
    ]


def _plan_and_version(words: str) -> tuple[str, str]:
    """The code of a plan, in Latin letters and figures, and the version that follows it; no version where none is named."""
    found = _PLAN_AND_VERSION.fullmatch(words)
    return (found["plan"], found["version"]) if found else (words, "")
