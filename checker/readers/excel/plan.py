"""What the sheets of a workbook have given so far, from one sheet to the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from checker.place import Place
from checker.plan import Note
from checker.readers.draft import Cell, DraftNode
from checker.readers.excel.grid import words
from checker.readers.excel.projects import Numbering
from checker.readers.excel.sections import Sections, name_key
from checker.readers.excel.titles import TitleLines
from checker.text import Sentence
from checker.thai import key, legible

_LETTERS: Final = {
    "strategy": "S",
    "goal": "G",
    "tactic": "T",
    "programme": "M",
    "project": "P",
    "indicator": "K",
    "activity": "A",
    "problem": "N",
    "equipment": "E",
}


@dataclass(slots=True)
class PlanSoFar:
    """The title lines, sections, projects, totals and records found up to now, and the notes made on the way.

    `known` finds a record by its kind, folded code and folded name, or by one of the two alone. `card` is the plan's own node
    where a sheet of the workbook gives it, and `level` what the card says of its level.
    """

    titles: TitleLines = field(default_factory=TitleLines)
    sections: Sections = field(default_factory=Sections)
    numbering: Numbering = field(default_factory=Numbering)
    projects: list[DraftNode] = field(default_factory=list)
    totals: dict[str, DraftNode] = field(default_factory=dict)
    records: list[DraftNode] = field(default_factory=list)
    known: dict[tuple[str, str, str], DraftNode] = field(default_factory=dict)
    card: DraftNode | None = None
    level: Cell | None = None
    notes: list[Note] = field(default_factory=list)

    def note(self, place: Place, th: str, en: str) -> None:
        """Adds a note on reading."""
        self.notes.append(Note(place, Sentence(th=th, en=en)))

    def not_understood(self, shown: str, place: Place) -> None:
        """Adds a note that quotes words which were not used."""
        short = shown if len(shown) <= 120 else f"{shown[:117]}…"
        self.note(place, f"ไม่เข้าใจข้อความ “{short}” จึงไม่ได้ใช้", f"The text “{short}” was not understood and not used.")

    def note_unclear(self, written: str, place: Place) -> None:
        """Adds a note where words hold split letters or characters that nobody sees."""
        seen = legible(written)
        if seen != written:
            short = " ".join(seen.split())[:60]
            self.note(
                place,
                f"“{short}”: มีอักขระที่มองไม่เห็นหรือสระที่พิมพ์แยก จึงอ่านตามที่ตาเห็น",
                f"“{short}”: unseen characters or split letters were read as they look.",
            )

    def total_code(self, stem: str) -> str:
        """`stem`, or `stem:2` and so on where it is taken."""
        code, count = stem, 1
        while code in self.totals:
            count += 1
            code = f"{stem}:{count}"
        return code

    def next_code(self, kind: str) -> str:
        """A code for a record that has none: `G+1` is the first goal without one."""
        letter, number = _LETTERS[kind], 1
        while (kind, key(f"{letter}+{number}"), "") in self.known:
            number += 1
        return f"{letter}+{number}"

    def remember(self, node: DraftNode) -> None:
        """Adds the record `node`, to be found again by its code and its name."""
        code, name = key(words(node.code.raw)), key(words(node.cells["name"].raw)) if "name" in node.cells else ""
        for half in ((code, name), (code, ""), ("", name)):
            self.known.setdefault((node.kind, *half), node)
        if not self.sections.adopt(node):
            self.records.append(node)

    def code_of(self, kind: str, name: str) -> str | None:
        """The code of the first section or record of `kind` that is called `name`, with or without the word for its kind."""
        wanted = _bare(name)
        for node in (*self.sections.nodes.values(), *self.records):
            if node.kind == kind and "name" in node.cells and _bare(words(node.cells["name"].raw)) == wanted:
                return words(node.code.raw)
        return None


def _bare(name: str) -> str:
    return name_key(name).removeprefix(key("แผนงาน"))
