"""All findings of a round as tables, written a report at a time, so that no more than one report is held."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Final

from checker.audit.folder import RoundFolder
from checker.errors import Fault, UsageFault
from checker.finding import Report
from checker.render.spreadsheet import FindingsAsCsv, FindingsAsXlsx
from checker.render.table import cells, columns, rows
from checker.render.wording import Language
from checker.writers.parquet import RowsAsParquet

_CSV: Final = "findings.csv"
_XLSX: Final = "findings.xlsx"
_PARQUET: Final = "findings.parquet"
_NUMBERS: Final = frozenset({"explains"})


class Tables:
    """The tables while they are written; `names` are their files, `faults` say why one of them is not written."""

    def __init__(self, folder: RoundFolder, language: Language, stack: ExitStack) -> None:
        self.language: Language = language
        self.names = [_CSV, _XLSX]
        self.faults: tuple[Fault, ...] = ()
        csv = stack.enter_context(stack.enter_context(folder.instead_of(_CSV)).open("wb"))
        xlsx = stack.enter_context(stack.enter_context(folder.instead_of(_XLSX)).open("wb"))
        self._tables: list[FindingsAsCsv | FindingsAsXlsx | RowsAsParquet] = [
            stack.enter_context(FindingsAsCsv(csv, language)),
            stack.enter_context(FindingsAsXlsx(xlsx, language)),
        ]
        try:
            with ExitStack() as apart:
                parquet = apart.enter_context(apart.enter_context(folder.instead_of(_PARQUET)).open("wb"))
                keys = [column.key for column in columns(language)]
                self._tables.append(apart.enter_context(RowsAsParquet(parquet, keys, _NUMBERS)))
                stack.push(apart.pop_all())
            self.names.append(_PARQUET)
        except UsageFault as error:
            self.faults = error.faults

    def add(self, report: Report) -> None:
        """Writes the findings of one report."""
        for row in cells(rows(report), self.language):
            for table in self._tables:
                table.add(row)


@contextmanager
def tables(folder: RoundFolder, language: Language) -> Iterator[Tables]:
    """Tables to add reports to, which are in their places when this ends well. Raises UsageFault where they cannot be written."""
    with ExitStack() as stack:
        yield Tables(folder, language, stack)
