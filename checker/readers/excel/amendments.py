"""What an amendment marker (“เพิ่มเติม ครั้งที่ 1/2566”) says of the projects below it."""

from __future__ import annotations

from checker.place import Place
from checker.readers.draft import Cell, DraftNode


def say_amendment(project: DraftNode, label: str, place: Place) -> None:
    """Gives `project` what the marker of this label, which stands at `place`, says, where its own columns say nothing."""
    said = dict(zip(("amendment", "amendment_number"), _kind_and_number(label), strict=True))
    for name, words in said.items():
        if words and (name not in project.cells or project.cells[name].raw is None):
            project.cells[name] = Cell(words, place)
    project.asked = (project.asked or frozenset()) | frozenset(said)


def _kind_and_number(label: str) -> tuple[str, str]:
    """What was done to the plan, and the number of the amendment: `เพิ่มเติม`, `1/2566`."""
    kind = label.rstrip("0123456789-")
    return kind, label[len(kind) :].replace("-", "/")
