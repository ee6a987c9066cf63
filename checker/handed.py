"""The submissions of a folder: which files belong to one plan, and against which context it is judged."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from checker.errors import Fault, UsageFault
from checker.place import Place
from checker.readers.open_file import READ
from checker.text import Sentence

CONTEXT: Final = "context"
PLAN: Final = "plan"


@dataclass(frozen=True, slots=True)
class Handed:
    """One submission: what it is called, its files, and the folder of its own context, where it has one."""

    name: str
    files: tuple[Path, ...]
    context: Path | None = None


def handed_in(folder: Path) -> list[Handed]:
    """The submissions in `folder`, sorted by name: each file that can hold a plan, and each folder of such files.

    A folder that holds a file called `plan` (plan.xlsx, …) is a submission of just that; another one of all its files;
    `context` inside it is its own context. A folder that holds none but folders is looked into. Raises UsageFault.
    """
    try:
        if folder.is_file():
            return [Handed(folder.name, (folder,))]
        return sorted(_inside(folder, folder), key=lambda one: one.name)
    except OSError as error:
        said = error.strerror or "?"
        says = Sentence(
            th=f"เปิดโฟลเดอร์แผนนี้ไม่ได้ ({said}) ให้ตรวจชื่อและสิทธิ์",
            en=f"This folder of plans cannot be opened ({said}). Check its name and who may read it.",
        )
        raise UsageFault([Fault(Place(str(error.filename or folder)), says)]) from error


def _inside(folder: Path, top: Path) -> list[Handed]:
    found = [Handed(path.relative_to(top).as_posix(), (path,)) for path in _readable(folder)]
    for path in sorted(folder.iterdir()):
        if not path.is_dir() or path.is_symlink() or path.name == CONTEXT or path.name.startswith("."):
            continue
        files = _readable(path)
        named = [one for one in files if one.stem == PLAN]
        own = path / CONTEXT
        if files:
            context = own if own.is_dir() else None
            found.append(Handed(path.relative_to(top).as_posix(), tuple(named or files), context))
        else:
            found += _inside(path, top)
    return found


def _readable(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.iterdir()
        if path.is_file() and path.suffix.lower() in READ and not path.name.startswith((".", "~$"))
    )
