"""The folder that a round is written to: ours alone, so that nothing else is ever replaced or taken away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from checker.audit.kept import FOLDER, Kept, not_written
from checker.errors import Fault, UsageFault
from checker.place import Place
from checker.text import Sentence

MARK: Final = "oneplan-round.txt"
PLANS: Final = "plans"
_SAYS: Final = (
    "โฟลเดอร์นี้เขียนโดย oneplan audit การตรวจครั้งต่อไปเขียนทับไฟล์ในนี้ และลบหน้าของแผนที่ไม่มีแล้ว\n"
    "oneplan audit wrote this folder. Its next run replaces these files, and removes the pages of plans that are gone.\n"
)


@dataclass(slots=True)
class RoundFolder:
    """A folder that a round is written to; `written` are the names of the files in it that this round wrote."""

    path: Path
    written: set[str] = field(default_factory=set)

    @property
    def kept(self) -> Kept:
        """What is kept in it for an audit that is stopped to go on."""
        return Kept(self.path / FOLDER)

    def write(self, name: str, data: bytes) -> None:
        """Writes one file, whole or not at all. Raises UsageFault where that cannot be done."""
        with self.instead_of(name) as new:
            new.write_bytes(data)

    @contextmanager
    def instead_of(self, name: str) -> Iterator[Path]:
        """A file to write, which becomes `name` once all of it is there. Raises UsageFault where it cannot be written."""
        with self.kept.instead_of(self.path / name) as new:
            yield new
        self.written.add(name)

    def expect(self, names: Iterable[str]) -> None:
        """Lists `names` as ours beside what is there of an earlier round, before any of them is written."""
        self._list({*_listed(self.path / MARK), *names})

    def without_the_gone(self) -> list[str]:
        """Removes the pages and reports in `plans`, and the tables, that an earlier round wrote and this one did not; their names."""
        gone = [name for name in _listed(self.path / MARK) if name not in self.written]
        there = [name for name in gone if (self.path / name).is_file()]
        try:
            for name in there:
                (self.path / name).unlink()
        except OSError as error:
            raise not_written(self.path, error) from error
        self._list(self.written)
        return there

    def _list(self, names: Iterable[str]) -> None:
        lines = "".join(f"{name}\n" for name in sorted(names))
        self.kept.write(self.path / MARK, (_SAYS + lines).encode())


def opened(path: Path, apart_from: Iterable[Path], *, resume: bool = False) -> RoundFolder:
    """The folder `path`, marked as ours. Without `resume` nothing is kept in it of what an earlier audit worked out.

    Raises UsageFault where it holds what is not ours or lies among the plans themselves.
    """
    try:
        for other in apart_from:
            here, there = path.resolve(), other.resolve()
            if here == there or there in here.parents or here in there.parents:
                raise _among(path)
        if path.exists() and not path.is_dir():
            raise _not_ours(path)
        if path.is_dir() and not (path / MARK).is_file() and any(path.iterdir()):
            raise _not_ours(path)
        (path / PLANS).mkdir(parents=True, exist_ok=True)
        if not (path / MARK).is_file():
            (path / MARK).write_text(_SAYS, encoding="utf-8")
    except OSError as error:
        raise not_written(path, error) from error
    folder = RoundFolder(path)
    if not resume:
        folder.kept.only(())
    return folder


def _listed(mark: Path) -> list[str]:
    """The files that the mark says are ours, none of them outside its folder."""
    lines = mark.read_text(encoding="utf-8").splitlines()[len(_SAYS.splitlines()) :]
    inside = [line for line in lines if line and ".." not in line and not Path(line).is_absolute()]
    return [line for line in inside if len(Path(line).parts) == 1 or line.startswith(f"{PLANS}/")]


def _among(path: Path) -> UsageFault:
    says = Sentence(
        th="โฟลเดอร์ผลตรวจต้องอยู่แยกจากโฟลเดอร์แผนและ --context ให้ --out ระบุที่อื่น",
        en="The results go apart from the folder of plans and from --context. Name another folder with --out.",
    )
    return UsageFault([Fault(Place(str(path)), says)])


def _not_ours(path: Path) -> UsageFault:
    says = Sentence(
        th="ที่นี่มีสิ่งที่ไม่ใช่ผลตรวจของ oneplan audit อยู่แล้ว ให้ --out ระบุโฟลเดอร์ใหม่หรือโฟลเดอร์ว่าง",
        en="Something that oneplan audit did not write is here already. Name a new or an empty folder with --out.",
    )
    return UsageFault([Fault(Place(str(path)), says)])
