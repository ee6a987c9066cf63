"""What the lines above the tables say of the plan itself: its title, its owner, its years, its level."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from checker.place import Place
from checker.readers.draft import Cell
from checker.readers.excel.grid import Grid
from checker.readers.excel.lines import owner, plan_title, plan_years
from checker.thai import key, period

_OTHERS: Final = (
    ("cluster", r"แผน(?:พัฒนา|ปฏิบัติราชการ\S*ของ)กลุ่มจังหวัด"),
    ("province", r"แผน(?:พัฒนา|ปฏิบัติราชการ(?:ประจำปี)?\S*)จังหวัด"),
    ("district", r"แผนพัฒนาอำเภอ"),
    ("tambon", r"แผนพัฒนาตำบล"),
    ("village", r"แผนพัฒนาหมู่บ้าน|แผนชุมชน"),
    ("agency", r"เป้าหมายเชิงยุทธศาสตร์.*p-stm|p-stm"),
)


@dataclass(slots=True)
class TitleLines:
    """The titles, owners and years that stand above the tables, in the order of their finding.

    `other` is the level and the title of a plan that is not a local one, where a sheet of this project's own forms tells.
    """

    titles: list[Cell] = field(default_factory=list)
    owners: list[Cell] = field(default_factory=list)
    years: list[Cell] = field(default_factory=list)
    other: tuple[str, Cell] | None = None

    def see(self, written: str, place: Place) -> bool:
        """Takes up what a line of words says of the plan; whether it says anything."""
        is_title = plan_title(written)
        if is_title:
            self.titles.append(Cell(" ".join(written.split()), place))
            years = plan_years(written)
            if years and period(years):
                self.years.append(Cell(years, place))
        named = owner(written)
        if named:
            self.owners.append(Cell(named, place))
        return is_title or named is not None

    def see_other(self, written: str, place: Place) -> bool:
        """Takes up the title of a plan of another level than `local`; whether `written` is one, with its years."""
        shown = " ".join(written.split())
        years = plan_years(shown) or next(iter(re.findall(r"(?<![0-9๐-๙])[0-9๐-๙]{4}(?![0-9๐-๙])", shown)), None)
        level = next((name for name, title in _OTHERS if re.search(title, key(shown))), None)
        if level is None or years is None or not period(years):
            return False
        self.years.append(Cell(years, place))
        self.other = self.other or (level, Cell(shown, place))
        return True

    def see_above(self, grid: Grid, before: int) -> None:
        """Takes up every line above row `before` of a sheet that holds one of this project's own forms."""
        for row in grid.rows:
            for column in grid.rows[row] if row < before else ():
                written, place = grid.text(row, column), grid.place(row, column)
                if not self.see(written, place):
                    self.see_other(written, place)
