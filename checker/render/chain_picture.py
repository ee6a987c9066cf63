"""Where the boxes and lines of the chain's picture stand, in pixels; the template draws them.

The strategies of the submitted plans stand in the columns on the left, those above them to the right, a column a level.
The picture stays bounded: above the submitted plans, a column of more than `SINGLY` strategies draws each plan as one box
with the codes that are supported; no column shows more than `MOST` boxes, and what is left to the table is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from checker.chain import built_in_chain
from checker.finding import ChainStrategy, Report
from checker.thai import natural

MOST: Final = 16
SINGLY: Final = 8
WIDTH: Final = 190
GUTTER: Final = 48
SPACE: Final = 14
HEAD: Final = 46
GROUP_HEAD: Final = 24
OWN_HEIGHT: Final = 146
UPPER_HEIGHT: Final = 82
GATHERED_HEIGHT: Final = 104
FOOT: Final = 28
STUB: Final = 38


@dataclass(frozen=True, slots=True)
class Box:
    """One strategy drawn, or a whole plan with those of its strategies that are supported (`gathered`).

    `own` says that it stands in a submitted plan.
    """

    strategies: tuple[ChainStrategy, ...]
    own: bool
    gathered: bool
    x: int
    y: int
    height: int

    @property
    def strategy(self) -> ChainStrategy:
        return self.strategies[0]

    @property
    def supports(self) -> list[str]:
        """The names of everything that this box supports, each once."""
        return list(dict.fromkeys(name for one in self.strategies for name in one.supports))


@dataclass(frozen=True, slots=True)
class Line:
    """A link from one box to another, as the `d` of a path."""

    path: str


@dataclass(frozen=True, slots=True)
class Head:
    """The plan whose strategies stand below, where a column holds more than one plan."""

    plan: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Column:
    """A level in the picture. `unlinked` boxes are left out because nothing here supports them, `cut` for want of room."""

    level: str
    own: bool
    x: int
    bottom: int
    unlinked: int
    cut: int


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole picture; `cut` counts boxes left out for want of room."""

    width: int
    height: int
    columns: tuple[Column, ...]
    heads: tuple[Head, ...]
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]

    @property
    def cut(self) -> int:
        return sum(column.cut for column in self.columns)


def name_of(strategy: ChainStrategy) -> str:
    """The name by which other strategies refer to this one."""
    return f"{strategy.plan}/{strategy.code}"


def reach_of(strategy: ChainStrategy) -> str | None:
    """The farthest level above its own that a path from `strategy` leads to; None where there is none."""
    above = [level for level in strategy.reaches if level != strategy.level]
    return max(above, key=_rank) if above else None


def picture(report: Report) -> Picture | None:
    """The picture of the report's chain; None where there is no strategy to draw."""
    if not report.chain:
        return None
    linked = _linked(report)
    columns: dict[tuple[int, bool, str], list[ChainStrategy]] = defaultdict(list)
    for own, strategies in ((True, report.chain), (False, report.above)):
        for strategy in strategies:
            columns[_rank(strategy.level), not own, strategy.level].append(strategy)
    return _Drawing(linked).drawn({key: columns[key] for key in sorted(columns)})


def _rank(level: str) -> int:
    levels = list(built_in_chain().levels)
    return levels.index(level) if level in levels else len(levels)


def _linked(report: Report) -> set[str]:
    """The names of all strategies that a submitted one leads to, directly or over others."""
    everything = {name_of(strategy): strategy for strategy in [*report.above, *report.chain]}
    reached: set[str] = set()
    waiting = [name for strategy in report.chain for name in strategy.supports]
    while waiting:
        name = waiting.pop()
        if name not in reached and name in everything:
            reached.add(name)
            waiting.extend(everything[name].supports)
    return reached


class _Drawing:
    """Places boxes column by column: the submitted ones in the order of their codes, those above near what leads to them."""

    def __init__(self, linked: set[str]) -> None:
        self.linked = linked
        self.boxes: list[Box] = []
        self.by_name: dict[str, Box] = {}
        self.heads: list[Head] = []
        self.columns: list[Column] = []

    def drawn(self, columns: dict[tuple[int, bool, str], list[ChainStrategy]]) -> Picture:
        x = 0
        for (_, upper, level), strategies in columns.items():
            kept = [one for one in strategies if not upper or name_of(one) in self.linked]
            if kept or not upper:
                self.column(x, level, not upper, kept, unlinked=len(strategies) - len(kept))
                x += WIDTH + GUTTER
        bottom = max(column.bottom for column in self.columns) + FOOT
        lines = tuple(Line(path) for box in self.boxes for path in self.paths(box))
        return Picture(x - GUTTER + STUB, bottom, tuple(self.columns), tuple(self.heads), tuple(self.boxes), lines)

    def column(self, x: int, level: str, own: bool, strategies: Sequence[ChainStrategy], unlinked: int) -> None:
        gathered = not own and len(strategies) > SINGLY
        near = (lambda _: 0.0) if own else self.middle
        plans: dict[str, list[ChainStrategy]] = defaultdict(list)
        for strategy in strategies if gathered else _fewest(strategies):
            plans[strategy.plan].append(strategy)
        order = sorted(plans, key=lambda plan: (near(plans[plan]), plan))[:MOST]
        y = HEAD
        for plan in order:
            if gathered:
                tiles = [tuple(sorted(plans[plan], key=lambda one: natural(one.code)))]
            else:
                tiles = [(one,) for one in sorted(plans[plan], key=lambda one: (near([one]), natural(one.code)))]
                y = max(y, int(near(tiles[0])) - GROUP_HEAD - UPPER_HEIGHT // 2)
                self.heads.append(Head(plan, x, y))
                y += GROUP_HEAD
            for tile in tiles:
                y = self.place(tile, own, gathered, x, y, near(tile))
        drawn = sum(len(plans[plan]) for plan in order)
        self.columns.append(Column(level, own, x, y, unlinked, len(strategies) - drawn))

    def place(self, tile: tuple[ChainStrategy, ...], own: bool, gathered: bool, x: int, y: int, middle: float) -> int:
        """Draws `tile` at `y` or lower, its middle at `middle` where there is room; gives the next free height."""
        height = OWN_HEIGHT if own else GATHERED_HEIGHT if gathered else UPPER_HEIGHT
        box = Box(tile, own, gathered, x, max(y, int(middle) - height // 2), height)
        self.boxes.append(box)
        for strategy in tile:
            self.by_name.setdefault(name_of(strategy), box)
        return box.y + height + SPACE

    def middle(self, strategies: Iterable[ChainStrategy]) -> float:
        """The mean height of the boxes drawn so far that support any of `strategies`; 0 where none does."""
        names = {name_of(strategy) for strategy in strategies}
        heights = [box.y + box.height / 2 for box in self.boxes if names & set(box.supports)]
        return sum(heights) / len(heights) if heights else 0.0

    def paths(self, box: Box) -> Iterable[str]:
        """A curve from the right edge of `box` to each drawn box that it supports, never behind a box between them."""
        start_x, start_y = box.x + WIDTH, box.y + box.height // 2
        met = (self.by_name[name] for name in box.supports if name in self.by_name)
        targets = {(target.x, target.y): target for target in met}
        for target in targets.values():
            end_y = target.y + target.height // 2
            if target.x <= box.x:
                out = start_x + GUTTER // 2
                yield f"M{start_x} {start_y}C{out} {start_y} {out} {end_y} {target.x + WIDTH} {end_y}"
                continue
            path, y = f"M{start_x} {start_y}", start_y
            for column in self.columns:
                if box.x < column.x < target.x:
                    lane = self.lane(column.x, y + (end_y - y) * (column.x - box.x) // (target.x - box.x))
                    path += f"{_bend(column.x, y, lane)}H{column.x + WIDTH}"
                    y = lane
            yield path + _bend(target.x, y, end_y)

    def lane(self, x: int, wanted: int) -> int:
        """The height nearest to `wanted` at which a line crosses the column at `x` without touching a box or a heading."""
        boxes = [(box.y, box.y + box.height) for box in self.boxes if box.x == x]
        heads = [(head.y, head.y + GROUP_HEAD) for head in self.heads if head.x == x]
        if all(not top - 4 < wanted < bottom + 4 for top, bottom in [*boxes, *heads]):
            return wanted
        return min((bottom + SPACE // 2 for _, bottom in boxes), key=lambda y: (abs(y - wanted), y))


def _bend(x: int, from_y: int, to_y: int) -> str:
    """The curve over the gutter on the left of `x`."""
    middle = x - GUTTER // 2
    return f"C{middle} {from_y} {middle} {to_y} {x} {to_y}"


def _fewest(strategies: Sequence[ChainStrategy]) -> list[ChainStrategy]:
    """At most `MOST` of `strategies`, in their order; those with something broken stay before all others."""
    if len(strategies) <= MOST:
        return list(strategies)
    ranked = sorted(range(len(strategies)), key=lambda i: (not strategies[i].broken, bool(reach_of(strategies[i])), i))
    return [strategies[i] for i in sorted(ranked[:MOST])]
