"""The chain as a flow: columns of strategies, and bands that run from each to what it supports.

The strategies of the submitted plans stand in the columns on the left, those above them to the right, a column a level;
code lists share the last column. A band is as wide as the money behind the strategy that it leaves (its projects where no
plan states money), shared evenly among the strategies that it names in the nearest column; what it names beyond is counted
in its box. The picture stays bounded: above the submitted plans, a column of more than `SINGLY` strategies draws each plan
as one box; no column shows more than `MOST` boxes, and the rest is counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from checker.chain import built_in_chain
from checker.finding import ChainStrategy, Report
from checker.render.pictures.boxes import (
    GUTTER,
    HEAD,
    Band,
    Box,
    Column,
    Flow,
    Measure,
    PlanHead,
    path_along,
    path_back,
)
from checker.render.pictures.cards import LINE, PADDING, WIDTH, Cards, Told, name_of, rank_of, reach_of
from checker.render.pictures.scale import number_of
from checker.thai import natural

MOST: Final = 16
SINGLY: Final = 8
SPACE: Final = 14
PLAN_HEAD: Final = 40
FOOT: Final = 24
STUB: Final = 36
# The widest band that leaves a box, the most that may meet at one, and the least that is still seen.
_WIDEST: Final = 44.0
_TOGETHER: Final = 100.0
_THINNEST: Final = 2.5

Key = tuple[int, int, str]


def flow(report: Report, cards: Cards) -> Flow | None:
    """The picture of the report's chain; None where there is no strategy to draw."""
    return _Drawing(report, cards).drawn() if report.chain else None


def measure_of(report: Report) -> Measure:
    """What the bands are as wide as: money where any is stated, else projects, else each alike."""
    if any(number_of(one.budget) > 0 for one in report.chain):
        return "budget"
    return "projects" if any(one.projects > 0 for one in report.chain) else "links"


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


def _key(strategy: ChainStrategy, own: bool) -> Key:
    if own:
        return 0, rank_of(strategy.level), strategy.level
    if strategy.plan.partition("@")[0] in built_in_chain().code_lists:
        return 2, 0, "national"
    return 1, rank_of(strategy.level), strategy.level


class _Drawing:
    """Chooses the boxes, then where each band runs, then places the boxes: those above near what leads to them."""

    def __init__(self, report: Report, cards: Cards) -> None:
        self.report = report
        self.cards = cards
        self.measure = measure_of(report)
        self.columns: list[Column] = []
        self.boxes: list[Box] = []
        self.by_name: dict[str, Box] = {}
        self.heads: list[PlanHead] = []

    def drawn(self) -> Flow:
        chosen: dict[Key, list[ChainStrategy]] = defaultdict(list)
        for own, strategies in ((True, self.report.chain), (False, self.report.above)):
            for strategy in strategies:
                chosen[_key(strategy, own)].append(strategy)
        linked = _linked(self.report)
        for key in sorted(chosen):
            kept = [one for one in chosen[key] if key[0] == 0 or name_of(one) in linked]
            if kept or key[0] == 0:
                self.column(key, kept, unlinked=len(chosen[key]) - len(kept))
        self.route()
        self.tell()
        scale = self.scale()
        for number in range(len(self.columns)):
            self.place(number, scale)
        bands = self.bands(scale)
        bottom = max(column.bottom + int(column.lanes) for column in self.columns) + FOOT
        width = self.columns[-1].x + WIDTH + STUB
        return Flow(width, bottom, self.measure, tuple(self.columns), tuple(self.heads), tuple(self.boxes), bands)

    def column(self, key: Key, strategies: Sequence[ChainStrategy], unlinked: int) -> None:
        """Adds a column with the boxes that it has room for."""
        own = key[0] == 0
        gathered = not own and len(strategies) > SINGLY
        if gathered:
            plans: dict[str, list[ChainStrategy]] = defaultdict(list)
            for one in strategies:
                plans[one.plan].append(one)
            tiles = [tuple(sorted(plans[plan], key=lambda one: natural(one.code))) for plan in sorted(plans)][:MOST]
        else:
            tiles = [(one,) for one in _fewest(strategies)]
        drawn = sum(map(len, tiles))
        number = len(self.columns)
        x = number * (WIDTH + GUTTER)
        self.columns.append(Column(key[2], own, key[0] == 2, x, unlinked, len(strategies) - drawn))
        for tile in tiles:
            box = Box(tile, own, gathered, number, Told((), "", "", ()), x=x)
            self.boxes.append(box)
            for one in tile:
                self.by_name.setdefault(name_of(one), box)

    def route(self) -> None:
        """Decides to which boxes the bands of each box run, and how much flows in them."""
        carried = {id(box): 0.0 for box in self.boxes}
        for box in self.boxes:
            box.flow = carried[id(box)] + (self.weight(box.strategy) if box.own else 0.0)
            met = [self.by_name[name] for name in box.supports if name in self.by_name]
            ahead = [one for one in met if one.column > box.column]
            nearest = min((one.column for one in ahead), default=None)
            named = [one for one in ahead if one.column == nearest]
            for one in named:
                share = box.targets.get(id(one), (one, 0.0))[1] + box.flow / len(named)
                box.targets[id(one)] = one, share
                carried[id(one)] += box.flow / len(named)

    def weight(self, one: ChainStrategy) -> float:
        match self.measure:
            case "budget":
                return max(float(number_of(one.budget)), 0.0)
            case "projects":
                return float(max(one.projects, 0))
            case "links":
                return 1.0

    def tell(self) -> None:
        """Sets the words of every box."""
        named: dict[str, set[int]] = defaultdict(set)
        for number, strategy in enumerate(self.report.chain):
            for name in strategy.supports:
                named[name].add(number)
        for box in self.boxes:
            if box.gathered:
                direct = set().union(*(named[name_of(one)] for one in box.strategies))
                box.told = self.cards.gathered(box.strategies, len(direct))
            elif box.own:
                shown = sum(id(self.by_name[name]) in box.targets for name in box.supports if name in self.by_name)
                box.told = self.cards.own(box.strategy, len(box.supports) - shown)
            else:
                box.told = self.cards.upper(box.strategy, len(named[name_of(box.strategy)]))

    def scale(self) -> float:
        """Pixels for one of what is measured."""
        largest = max((box.flow for box in self.boxes if box.own), default=0.0)
        together = max((box.flow for box in self.boxes), default=0.0)
        return min(_WIDEST / largest, _TOGETHER / together) if largest else 0.0

    def place(self, number: int, scale: float) -> None:
        """Places the boxes of a column under the names of their plans; those above stand near what leads to them."""
        column = self.columns[number]
        inside = [box for box in self.boxes if box.column == number]
        near = {id(box): 0.0 if column.own else self.middle(box) for box in inside}
        plans: dict[str, list[Box]] = defaultdict(list)
        for box in inside:
            plans[box.strategy.plan].append(box)

        def mean(plan: str) -> tuple[float, str]:
            return sum(near[id(box)] for box in plans[plan]) / len(plans[plan]), plan

        y = HEAD
        for plan in sorted(plans, key=mean):
            boxes = sorted(plans[plan], key=lambda box: (near[id(box)], natural(box.strategy.code)))
            if not boxes[0].gathered:
                self.heads.append(PlanHead(plan, column.x, y))
                y += PLAN_HEAD
            for box in boxes:
                bands = max(sum(_thick(share, scale) for _, share in box.targets.values()), self.arriving(box, scale))
                rows = LINE * len(box.told.rows)
                box.height = max(rows, round(bands) + LINE * len(box.told.marked)) + 2 * PADDING
                box.y = y
                y += box.height + SPACE
        column.bottom = y
        # A short column stands in the middle of the tallest one on its left.
        tallest = max(one.bottom for one in self.columns[: number + 1])
        down = (tallest - column.bottom) // 2
        for box in inside:
            box.y += down
        self.heads = [PlanHead(*one[:2], one.y + down) if one.x == column.x else one for one in self.heads]
        column.bottom += down

    def arriving(self, box: Box, scale: float) -> float:
        return sum(_thick(one.targets[id(box)][1], scale) for one in self.boxes if id(box) in one.targets)

    def middle(self, box: Box) -> float:
        """The mean height of the boxes from which bands come."""
        heights = [one.y + one.height / 2 for one in self.boxes if id(box) in one.targets]
        return sum(heights) / len(heights) if heights else 0.0

    def bands(self, scale: float) -> tuple[Band, ...]:
        """Every link as a band; where it passes a column, it runs below the boxes of that column."""
        found: list[Band] = []
        into = {id(box): float(box.y + PADDING) for box in self.boxes}
        for box in self.boxes:
            out = float(box.y + PADDING)
            for target, share in sorted(box.targets.values(), key=lambda one: (one[0].column, one[0].y)):
                thick = _thick(share, scale)
                points = [(float(box.x + WIDTH), out + thick / 2)]
                for column in self.columns[box.column + 1 : target.column]:
                    lane = column.bottom + FOOT * bool(column.unlinked or column.cut) + column.lanes + thick / 2
                    column.lanes += thick + 3
                    points += [(float(column.x), lane), (float(column.x + WIDTH), lane)]
                points.append((float(target.x), into[id(target)] + thick / 2))
                found.append(Band(path_along(points), round(thick, 1), _codes(box), _codes(target), back=False))
                out += thick
                into[id(target)] += thick
            for name in box.supports:
                back = self.by_name.get(name)
                if back is not None and back.column <= box.column and back is not box:
                    found.append(Band(path_back(box, back), 1.5, _codes(box), _codes(back), back=True))
        return tuple(found)


def _codes(box: Box) -> str:
    return ", ".join(one.code for one in box.strategies)


def _thick(share: float, scale: float) -> float:
    return max(share * scale, _THINNEST)


def _fewest(strategies: Sequence[ChainStrategy]) -> list[ChainStrategy]:
    """At most `MOST` of `strategies`, in their order; those with something broken stay before all others."""
    if len(strategies) <= MOST:
        return list(strategies)
    ranked = sorted(range(len(strategies)), key=lambda i: (not strategies[i].broken, bool(reach_of(strategies[i])), i))
    return [strategies[i] for i in sorted(ranked[:MOST])]
