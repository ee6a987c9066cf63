"""What the sheets of a workbook have given so far, from one sheet to the next."""

from __future__ import annotations

from dataclasses import dataclass, field

from checker.place import Place
from checker.plan import Note
from checker.readers.draft import DraftNode
from checker.readers.excel.heading import TitleLines
from checker.readers.excel.projects import Numbering
from checker.readers.excel.sections import Sections
from checker.text import Sentence


@dataclass(slots=True)
class PlanSoFar:
    """The title lines, sections, projects and totals found up to now, and the notes made on the way."""

    titles: TitleLines = field(default_factory=TitleLines)
    sections: Sections = field(default_factory=Sections)
    numbering: Numbering = field(default_factory=Numbering)
    projects: list[DraftNode] = field(default_factory=list)
    totals: dict[str, DraftNode] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def note(self, place: Place, th: str, en: str) -> None:
        """Adds a note on reading."""
        self.notes.append(Note(place, Sentence(th=th, en=en)))

    def not_understood(self, shown: str, place: Place) -> None:
        """Adds a note that quotes words which were not used."""
        short = shown if len(shown) <= 120 else f"{shown[:117]}…"
        self.note(place, f"ไม่เข้าใจข้อความ “{short}” จึงไม่ได้ใช้", f"The text “{short}” was not understood and not used.")

    def total_code(self, stem: str) -> str:
        """`stem`, or `stem:2` and so on where it is taken."""
        code, count = stem, 1
        while code in self.totals:
            count += 1
            code = f"{stem}:{count}"
        return code
