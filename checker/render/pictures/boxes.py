"""What the chain's picture is made of: boxes in columns, and the bands between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from checker.finding import ChainStrategy
from checker.render.pictures.cards import LINE, PADDING, WIDTH, Look, Told, reach_of

GUTTER: Final = 54
HEAD: Final = 44

Measure = Literal["budget", "projects", "links"]


@dataclass(slots=True, eq=False)
class Box:
    """One strategy drawn, or a whole plan with those of its strategies that are supported (`gathered`).

    `own` says that it stands in a submitted plan. `flow` is what runs through it, in the measure of the picture.
    """

    strategies: tuple[ChainStrategy, ...]
    own: bool
    gathered: bool
    column: int
    told: Told
    flow: float = 0.0
    x: int = 0
    y: int = 0
    height: int = 0
    targets: dict[int, tuple[Box, float]] = field(default_factory=dict)

    @property
    def strategy(self) -> ChainStrategy:
        return self.strategies[0]

    @property
    def supports(self) -> list[str]:
        """The names of everything that this box supports, each once."""
        return list(dict.fromkeys(name for one in self.strategies for name in one.supports))

    @property
    def short(self) -> bool:
        """Whether it is known to lead to no plan above."""
        return self.own and not reach_of(self.strategy) and not self.strategy.not_given

    @property
    def stubs(self) -> list[tuple[Look, int]]:
        """The stubs that leave it, each with its height."""
        first = self.y + self.height - PADDING - LINE * len(self.told.marked) + LINE // 2
        return [(look, first + LINE * at) for at, look in enumerate(self.told.marked)]


class Band(NamedTuple):
    """A link as a path of `thick` pixels, with the codes at its ends; `back` where it leads to the left or stays in its column."""

    path: str
    thick: float
    source: str
    target: str
    back: bool


class PlanHead(NamedTuple):
    """The plan whose strategies stand below."""

    plan: str
    x: int
    y: int


@dataclass(slots=True)
class Column:
    """A level in the picture, or the code lists (`lists`). `unlinked` counts boxes left out because nothing here supports
    them, `cut` those left out for want of room."""

    level: str
    own: bool
    lists: bool
    x: int
    unlinked: int
    cut: int
    bottom: int = HEAD
    lanes: float = 0.0


@dataclass(frozen=True, slots=True)
class Flow:
    """The whole picture."""

    width: int
    height: int
    measure: Measure
    columns: tuple[Column, ...]
    heads: tuple[PlanHead, ...]
    boxes: tuple[Box, ...]
    bands: tuple[Band, ...]

    @property
    def cut(self) -> int:
        """How many boxes were left out for want of room."""
        return sum(column.cut for column in self.columns)


def path_along(points: Sequence[tuple[float, float]]) -> str:
    """A line along `points`: curves over gutters, straight below boxes."""
    path = f"M{_at(*points[0])}"
    for number, ((x, y), (to_x, to_y)) in enumerate(pairwise(points)):
        middle = (x + to_x) / 2
        path += f"L{_at(to_x, to_y)}" if number % 2 else f"C{_at(middle, y)} {_at(middle, to_y)} {_at(to_x, to_y)}"
    return path


def path_back(box: Box, target: Box) -> str:
    """A line from the right edge of `box` to that of `target`, which stands no farther up the chain."""
    x, y, to_x, to_y = box.x + WIDTH, box.y + box.height / 2, target.x + WIDTH, target.y + target.height / 2
    out = x + GUTTER / 2
    return f"M{_at(x, y)}C{_at(out, y)} {_at(out, to_y)} {_at(to_x, to_y)}"


def _at(x: float, y: float) -> str:
    return f"{round(x, 1):g} {round(y, 1):g}"
