"""What an audit has done so far, kept beside its results, so that one that was stopped can go on (docs/audit.md)."""

from __future__ import annotations

import hashlib
import os
import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import distributions
from pathlib import Path
from platform import python_version
from typing import Final

from checker import __version__
from checker.errors import Fault, UsageFault
from checker.folders import built_in
from checker.place import Place
from checker.text import Sentence

FOLDER: Final = ".audit"
READ, VERDICTS, DELIVERED = "read", "verdicts", "plans"
STAGES: Final = (READ, VERDICTS, DELIVERED)
ROUND: Final = f"{VERDICTS}/round"
_NEW: Final = "new"
_OURS: Final = re.compile(r"[0-9a-f]{32}(-[0-9]+)?")
_PACKAGE: Final = Path(__file__).resolve().parent.parent


def digest(*parts: str | bytes) -> str:
    """The SHA-256 of all `parts`, each told from the next, in hexadecimal."""
    found = hashlib.sha256()
    for part in parts:
        data = part.encode(errors="surrogatepass") if isinstance(part, str) else part
        found.update(f"{len(data)} ".encode())
        found.update(data)
    return found.hexdigest()


@cache
def program() -> str:
    """What this program is: the bytes of all its files, and the version of every package that it runs with."""
    files = [path for top in (_PACKAGE, built_in("rules"), built_in("templates")) for path in sorted(top.rglob("*"))]
    data = [
        part for path in files if path.suffix != ".pyc" and path.is_file() for part in (path.name, path.read_bytes())
    ]
    packages = sorted({f"{one.name} {one.version}" for one in distributions()})
    return digest(__version__, python_version(), *packages, *data)


@dataclass(frozen=True, slots=True)
class Kept:
    """A folder of what was worked out, each thing under its name with the key of all that it was worked out from.

    Nothing is taken from it that does not bear the very key that is asked for, or is not whole.
    """

    path: Path

    def get(self, name: str, key: str) -> bytes | None:
        """What was kept as `name` under `key`; None where that is something else, or not all of it."""
        try:
            said, _, packed = self._file(name).read_bytes().partition(b"\n")
            body = zlib.decompress(packed)
        except (OSError, zlib.error):
            return None
        return body if said.decode("ascii", "replace") == f"{key} {digest(body)}" else None

    def knows(self, name: str) -> bool:
        """Whether anything is kept as `name`."""
        return self._file(name).is_file()

    def put(self, name: str, key: str, body: bytes) -> None:
        """Keeps `body`. Whoever is stopped meanwhile leaves what was there before. Raises UsageFault where it cannot be written."""
        self.write(self._file(name), f"{key} {digest(body)}\n".encode() + zlib.compress(body, 1))

    def write(self, target: Path, data: bytes) -> None:
        """Writes a file whole or not at all. Raises UsageFault where that cannot be done."""
        with self.instead_of(target) as new:
            new.write_bytes(data)

    @contextmanager
    def instead_of(self, target: Path) -> Iterator[Path]:
        """A file to write, which takes the place of `target` once all of it is there. Raises UsageFault."""
        new = self.path / _NEW / f"{digest(str(target))[:32]}-{os.getpid()}"
        try:
            for folder in (new.parent, target.parent):
                folder.mkdir(parents=True, exist_ok=True)
            yield new
            os.replace(new, target)
        except OSError as error:
            raise not_written(target, error) from error

    def only(self, names: Iterable[str]) -> None:
        """Takes away what is half-written, and everything of ours but what is kept as one of `names`. Raises UsageFault."""
        wanted = {self._file(name) for name in names}
        try:
            for stage in (_NEW, *STAGES):
                folder = self.path / stage
                for path in sorted(folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else ():
                    if _OURS.fullmatch(path.name) and path not in wanted:
                        path.unlink()
        except OSError as error:
            raise not_written(self.path, error) from error

    def _file(self, name: str) -> Path:
        stage, _, rest = name.partition("/")
        return self.path / stage / digest(rest)[:32]


def not_written(path: Path, error: OSError) -> UsageFault:
    says = Sentence(
        th=f"เขียนไม่ได้ ({error.strerror}) ให้ --out ระบุที่อื่น",
        en=f"This cannot be written ({error.strerror}). Name another folder with --out.",
    )
    return UsageFault([Fault(Place(str(path)), says)])
