"""Paths of relations as rules write them: `part_of`, `^part_of+`, `part_of+/supports`, `(part_of|supports)+`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from checker.misfit import Misfit

_STEP: Final = re.compile(r"(\^?)(?:([a-z_]+)|\(([a-z_]+(?:\|[a-z_]+)+)\))(\+?)")


@dataclass(frozen=True, slots=True)
class Step:
    """One step: any of `relations`, walked backwards where `inverse`, once or (`closure`) one or more times."""

    relations: tuple[str, ...]
    inverse: bool = False
    closure: bool = False

    def __str__(self) -> str:
        names = self.relations[0] if len(self.relations) == 1 else f"({'|'.join(self.relations)})"
        return f"{'^' if self.inverse else ''}{names}{'+' if self.closure else ''}"


Path = tuple[Step, ...]


def parse_path(written: str) -> Path:
    """The steps of `written`. Raises Misfit, which says what a path looks like."""
    steps = []
    for part in written.split("/"):
        match = _STEP.fullmatch(part)
        if match is None:
            raise Misfit(
                f"“{written}” ไม่ใช่เส้นทาง เส้นทางเขียนเช่น part_of, ^measures หรือ part_of+/supports",
                f"“{written}” is no path. A path reads like part_of, ^measures or part_of+/supports.",
            )
        relations = (match[2],) if match[2] else tuple(sorted(match[3].split("|")))
        steps.append(Step(relations, inverse=bool(match[1]), closure=bool(match[4])))
    return tuple(steps)


def path_text(path: Path) -> str:
    """`path` as rules write it."""
    return "/".join(str(step) for step in path)
