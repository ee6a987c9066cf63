"""Files as one zip archive: the same files give the same bytes, whatever the day."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from typing import Final

BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)
"""What reading a broken archive raises; RuntimeError stands for a password and for a compression that nobody knows."""
_DAY: Final = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip archive can state


def packed(files: Mapping[str, bytes]) -> bytes:
    """An archive of `files` by name, in the order given."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3  # else the archive differs between Windows and Unix
            archive.writestr(entry, content)
    return buffer.getvalue()


def unpacked(archive: bytes) -> dict[str, bytes]:
    """The files of an `archive` that `packed` or a library of ours wrote, in its order."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {entry.filename: opened.read(entry) for entry in opened.infolist() if not entry.is_dir()}
