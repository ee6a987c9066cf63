"""The words, numbers and dates of old Excel workbooks, as their records write them (BIFF8, Excel 97 to 2003)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from struct import unpack_from
from typing import Final

from checker.readers.draft import Raw
from checker.readers.excel.compound import BrokenFile

ERRORS: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_DATES: Final = frozenset(
    {14, 15, 16, 17, 18, 19, 20, 21, 22, *range(27, 37), 45, 46, 47, *range(50, 59), *range(71, 82)}
)
_NO_LETTERS: Final = re.compile(r"\"[^\"]*\"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]", re.IGNORECASE | re.DOTALL)
_MOST_TEXTS: Final = 1_000_000
_LAST_DAY: Final = 2_958_466
_NO_SUCH_DAY: Final = 60


def is_date(number: int, pattern: str | None) -> bool:
    """Whether the number format shows dates or times."""
    if pattern is None:
        return number in _DATES
    return re.search("[dmyhs]", _NO_LETTERS.sub("", pattern).split(";")[0], re.IGNORECASE) is not None


def date_or_time(serial: float, since_1904: bool) -> Raw:
    """The day, or for less than a day the time, that a number stands for; the number where no calendar holds it."""
    if 0 <= serial < 1:
        seconds = round(serial * 86_400)
        return f"{seconds // 3600 % 24:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if not 1 <= serial < _LAST_DAY:
        return serial
    start = datetime.date(1904, 1, 1) if since_1904 else datetime.date(1899, 12, 30)
    early = not since_1904 and serial < _NO_SUCH_DAY
    try:
        return start + datetime.timedelta(days=int(serial) + early)
    except OverflowError:
        return serial


def packed_number(packed: int) -> float:
    """A number that was packed into four bytes."""
    if packed & 2:
        value = float((packed >> 2) - (1 << 30) if packed & 0x80000000 else packed >> 2)
    else:
        value = float(unpack_from("<d", b"\0\0\0\0" + (packed & 0xFFFFFFFC).to_bytes(4, "little"))[0])
    return value / 100 if packed & 1 else value


def short_text(record: bytes, at: int, letters: int) -> str:
    """The text of so many letters at `at`, where a byte says how wide its letters are."""
    wide = record[at] & 1
    return record[at + 1 : at + 1 + (letters << wide)].decode("utf-16-le" if wide else "latin-1", "replace")


def parted_text(pieces: Sequence[bytes], letters: int) -> str:
    """A text that goes on over several records, each of which says anew how wide its letters are."""
    found: list[str] = []
    for piece in pieces:
        if letters <= 0 or not piece:
            break
        shown = short_text(piece, 0, letters)
        found.append(shown)
        letters -= len(shown.encode("utf-16-le")) // 2
    return "".join(found)


@dataclass(slots=True)
class _Texts:
    """The shared texts while they are read, over a record and those that continue it."""

    pieces: Sequence[bytes]
    piece: int = 0
    at: int = 8
    found: list[str] = field(default_factory=list)

    def skip(self, size: int) -> None:
        while size > 0:
            step = min(size, len(self.pieces[self.piece]) - self.at)
            size, self.at = size - step, self.at + step
            if size:
                self.piece, self.at = self.piece + 1, 0

    def read(self, size: int) -> bytes:
        if self.at >= len(self.pieces[self.piece]):
            self.piece, self.at = self.piece + 1, 0
        found = self.pieces[self.piece][self.at : self.at + size]
        if len(found) < size:
            raise BrokenFile
        self.at += size
        return found

    def text(self) -> str:
        letters, flags = unpack_from("<HB", self.read(3))
        runs = unpack_from("<H", self.read(2))[0] if flags & 8 else 0
        more = unpack_from("<I", self.read(4))[0] if flags & 4 else 0
        shown: list[str] = []
        wide = flags & 1
        while letters:
            piece = self.pieces[self.piece]
            if self.at >= len(piece):
                self.piece += 1
                wide, self.at = self.pieces[self.piece][0] & 1, 1
                continue
            size = min(letters << wide, len(piece) - self.at)
            size -= size & wide
            if not size:
                raise BrokenFile
            shown.append(piece[self.at : self.at + size].decode("utf-16-le" if wide else "latin-1", "replace"))
            letters, self.at = letters - (size >> wide), self.at + size
        self.skip(4 * runs + more)
        return "".join(shown)


def shared_texts(pieces: Sequence[bytes]) -> list[str]:
    """The texts that cells share, from the record of them and those that continue it. Raises BrokenFile or IndexError."""
    (count,) = unpack_from("<I", pieces[0], 4)
    if count > _MOST_TEXTS:
        raise BrokenFile
    texts = _Texts(pieces)
    return [texts.text() for _ in range(count)]
