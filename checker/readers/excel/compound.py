"""The streams of a compound file, the container of old Office documents: followed sector by sector, never trusted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from struct import Struct, unpack_from
from typing import Final

_FREE: Final = 0xFFFFFFF0
_HEADER: Final = 512
_ENTRY: Final = 128
_STREAM: Final = 2
_ROOT: Final = 5


class BrokenFile(ValueError):
    """What was read does not hold together: a chain that never ends, a spot beyond the end."""


@dataclass(frozen=True, slots=True)
class Compound:
    """The streams of a compound file by name, the first of each name."""

    names: frozenset[str]
    streams: Mapping[str, bytes]


def read_compound(data: bytes, wanted: frozenset[str]) -> Compound:
    """The names of all streams and storages, and the content of those `wanted`. Raises BrokenFile or struct.error."""
    shift, small_shift = unpack_from("<HH", data, 30)
    if shift not in (9, 12) or small_shift != 6:
        raise BrokenFile
    count_of_tables, directory_start = unpack_from("<I", data, 44)[0], unpack_from("<I", data, 48)[0]
    cutoff, small_start = unpack_from("<II", data, 56)
    sectors = _Sectors(data, 1 << shift)
    table = sectors.table(count_of_tables)
    entries = list(_entries(b"".join(sectors.chain(directory_start, table))))
    root = next((entry for entry in entries if entry.kind == _ROOT), None)
    if root is None:
        raise BrokenFile
    small_table = _numbers(b"".join(sectors.chain(small_start, table)))
    small = _Sectors(b"".join(sectors.chain(root.start, table)), 64, first=0)
    streams: dict[str, bytes] = {}
    for entry in entries:
        if entry.kind == _STREAM and entry.name in wanted and entry.name not in streams:
            is_small = entry.size < cutoff
            pieces = small.chain(entry.start, small_table) if is_small else sectors.chain(entry.start, table)
            streams[entry.name] = b"".join(pieces)[: entry.size]
    return Compound(frozenset(entry.name for entry in entries), streams)


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    start: int
    size: int


def _entries(directory: bytes) -> Iterator[_Entry]:
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        letters, kind = unpack_from("<HB", directory, at + 64)
        start, size = unpack_from("<II", directory, at + 116)
        if kind:
            name = directory[at : at + max(min(letters, 64) - 2, 0)].decode("utf-16-le", "replace")
            yield _Entry(name, kind, start, size)


def _numbers(data: bytes) -> tuple[int, ...]:
    count = len(data) // 4
    numbers: tuple[int, ...] = Struct(f"<{count}I").unpack_from(data)
    return numbers


@dataclass(frozen=True, slots=True)
class _Sectors:
    """Data cut into sectors of one size; sector 0 begins at `first`, by default after the file's header."""

    data: bytes
    size: int
    first: int | None = None

    def one(self, number: int) -> bytes:
        start = number * self.size + (max(self.size, _HEADER) if self.first is None else self.first)
        if start >= len(self.data):
            raise BrokenFile
        return self.data[start : start + self.size]

    def chain(self, number: int, table: tuple[int, ...]) -> Iterator[bytes]:
        """The sectors from `number` on, as `table` links them."""
        left = len(self.data) // self.size + 1
        while number < _FREE:
            left -= 1
            if left < 0 or number >= len(table):
                raise BrokenFile
            yield self.one(number)
            number = table[number]

    def table(self, count: int) -> tuple[int, ...]:
        """The table that links sectors, which the header and the sectors it names list piece by piece."""
        if count > len(self.data) // self.size + 1:
            raise BrokenFile
        places = list(_numbers(self.data[76:_HEADER]))
        following, left = unpack_from("<I", self.data, 68)[0], len(self.data) // self.size + 1
        while following < _FREE and left > 0:
            listed = _numbers(self.one(following))
            places += listed[:-1]
            following, left = listed[-1], left - 1
        return _numbers(b"".join(self.one(place) for place in places[:count] if place < _FREE))
