"""The folded words by which lists are judged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from checker.codes import Entry
from checker.plan import Node
from checker.thai import key

_UNITS: Final = "responsible-unit"
_BETWEEN_UNITS: Final = re.compile(r"[/,;\n]")
_BETWEEN_NAMES: Final = re.compile(r"\s+|และ")


def registers(lists: Mapping[str, tuple[Entry, ...]], nodes: Iterable[Node]) -> dict[str, frozenset[str]]:
    """The folded codes, names and aliases of each list; with the units, every cell that names several of them and nothing else."""
    found = {name: _folded(entries) for name, entries in lists.items()}
    if _UNITS in found:
        units = found[_UNITS]
        written = (node.values["responsible_unit"] for node in nodes if "responsible_unit" in node.values)
        several = {value.key for value in written if value.state == "filled" and _names_several(value.written, units)}
        found[_UNITS] = units | several
    return found


def _folded(entries: Iterable[Entry]) -> frozenset[str]:
    return frozenset(key(word) for entry in entries for word in (entry.code, entry.name, *entry.aliases))


def _names_several(written: str, units: frozenset[str]) -> bool:
    parts = [part for part in _BETWEEN_UNITS.split(written) if key(part)]
    return bool(parts) and all(_all_in(part, units) for part in parts)


def _all_in(part: str, units: frozenset[str]) -> bool:
    names = [name for name in _BETWEEN_NAMES.split(part) if key(name)]
    return key(part) in units or (bool(names) and all(key(name) in units for name in names))
