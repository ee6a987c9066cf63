"""Lists to choose from: fixed ones on a hidden sheet, and ones that grow with the codes filled in elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from xlsxwriter.utility import xl_col_to_name

from checker.readers.excel.ours import LISTS_SHEET

_FIRST: Final = 2


@dataclass(slots=True)
class Lists:
    """The hidden sheet of lists while it grows: a column a list, its heading in the first row."""

    sheet: Any
    taken: dict[tuple[str, ...], str] = field(default_factory=dict)
    columns: int = 0

    def fixed(self, heading: str, entries: Sequence[str]) -> str | None:
        """The range, as a formula, of a list with these entries; None where there are none."""
        if not entries:
            return None
        wanted = (heading, *entries)
        if wanted not in self.taken:
            column = self._begin(heading)
            for row, entry in enumerate(entries, start=1):
                self.sheet.write_string(row, column, entry)
            letters = xl_col_to_name(column)
            self.taken[wanted] = f"='{LISTS_SHEET}'!${letters}${_FIRST}:${letters}${len(entries) + 1}"
        return self.taken[wanted]

    def growing(self, heading: str, sheet: str, code: str, name: str | None, rows: tuple[int, int]) -> str:
        """The range of the codes, with the names beside them, that stand in columns `code` and `name` of `sheet`.

        `rows` are the first and the last one, counted from 1. The list ends where the codes end.
        """
        wanted = ("growing", heading, sheet, code, name or "", *map(str, rows))
        if wanted not in self.taken:
            column = self._begin(heading)
            for number, row in enumerate(range(rows[0], rows[1] + 1), start=1):
                own = f"'{sheet}'!{code}{row}"
                whole = f"{own}&\" | \"&'{sheet}'!{name}{row}" if name else own
                self.sheet.write_formula(number, column, f'=IF({own}="","",{whole})', None, "")
            letters = xl_col_to_name(column)
            last = rows[1] - rows[0] + _FIRST
            area = f"'{LISTS_SHEET}'!${letters}${_FIRST}:${letters}${last}"
            first = f"'{LISTS_SHEET}'!${letters}${_FIRST}"
            self.taken[wanted] = f'=OFFSET({first},0,0,MAX(1,COUNTIF({area},"?*")),1)'
        return self.taken[wanted]

    def _begin(self, heading: str) -> int:
        column = self.columns
        self.columns += 1
        self.sheet.write_string(0, column, heading)
        return column
