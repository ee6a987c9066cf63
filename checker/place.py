"""Where a value stands, in the words a person would use to find it."""

from __future__ import annotations

from dataclasses import dataclass


def column_letters(number: int) -> str:
    """The letters a spreadsheet shows above column `number` (1 is A, 27 is AA)."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Place:
    """A spot in a submitted file: a cell of a sheet, or a line of a text file.

    `row`, `column` and `line` count from 1, as the program that opens the file shows them.
    """

    file: str
    sheet: str | None = None
    row: int | None = None
    column: int | None = None
    line: int | None = None

    @property
    def cell(self) -> str | None:
        """The cell's name, such as `D14`; None where the file has no cells."""
        if self.row is None or self.column is None:
            return None
        return f"{column_letters(self.column)}{self.row}"

    @property
    def sort_key(self) -> tuple[str, str, int, int, int]:
        """Orders places by file, sheet, row, column, line."""
        return (self.file, self.sheet or "", self.row or 0, self.column or 0, self.line or 0)

    def __str__(self) -> str:
        parts = [self.file]
        if self.sheet is not None:
            parts.append(self.sheet)
        if self.cell is not None:
            parts.append(self.cell)
        elif self.row is not None:
            parts.append(f"row {self.row}")
        elif self.line is not None:
            parts.append(f"line {self.line}")
        return " › ".join(parts)
