"""The yearly targets of each indicator as a small line with its baseline, and what was reached where that is told.

The page draws at most `MOST` indicators of a plan, those with findings before all others; its table holds them all up to
`MOST_TOLD`, and both say how many are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from checker.figures import IndicatorFigures, PlanFigures, YearValue
from checker.render.pictures.lettering import Lines, fitted
from checker.render.pictures.scale import number_of
from checker.render.wording import Words, visible

MOST: Final = 24
MOST_TOLD: Final = 400
WIDTH: Final = 236
HEIGHT: Final = 104
_LEFT: Final = 26.0
_RIGHT: Final = 26.0
_TOP: Final = 24.0
_BOTTOM: Final = 32.0
# More years than these between the first and the last value are a slip of the pen.
_LONGEST: Final = 30

ARROWS: Final = {"up": "↗", "down": "↘", "keep": "→"}


class Dot(NamedTuple):
    """A value in the picture."""

    x: float
    y: float
    year: int
    text: str


@dataclass(frozen=True, slots=True)
class Small:
    """One indicator. Without `dots` and `base` there is nothing to draw a line of, and `says` tells why.

    `lines` are the paths of targets between which no year is missing, `trails` those of what was
    reached; `missing` where a year of the plan has no target.
    """

    figures: IndicatorFigures
    name: Lines
    arrow: str
    anchor: str
    says: str
    base: tuple[Dot, ...]
    dots: tuple[Dot, ...]
    actual: tuple[Dot, ...]
    lines: tuple[str, ...]
    lead: str
    trails: tuple[str, ...]
    missing: tuple[tuple[float, int], ...]
    labels: tuple[Dot, ...]
    years: tuple[tuple[float, int], ...]


@dataclass(frozen=True, slots=True)
class Targets:
    """The indicators of a plan: `drawn` in the picture, `told` in the table.

    `years` are the columns of that, `hidden_years` counts the years for which it has none.
    """

    drawn: tuple[Small, ...]
    told: tuple[Small, ...]
    count: int
    years: tuple[int, ...]
    hidden_years: int


def targets(plan: PlanFigures, words: Words, anchor: Callable[[str], str]) -> Targets | None:
    """The pictures of the plan's indicators; None where it has none. `anchor` gives the finding on an indicator by its code."""
    if not plan.indicators:
        return None
    window = [one.year for one in plan.whole.years]
    told = [_small(one, window, words, anchor(one.code)) for one in plan.indicators[:MOST_TOLD]]
    ranked = sorted(range(len(told)), key=lambda at: (not told[at].anchor, not told[at].dots, at))
    values = [value for one in plan.indicators[:MOST_TOLD] for value in [*one.targets, *one.actual, *one.milestones]]
    years = sorted({value.year for value in values})
    return Targets(
        drawn=tuple(told[at] for at in sorted(ranked[:MOST])),
        told=tuple(told),
        count=len(plan.indicators),
        years=tuple(years[:_LONGEST]),
        hidden_years=len(years[_LONGEST:]),
    )


def _small(one: IndicatorFigures, window: Sequence[int], words: Words, anchor: str) -> Small:
    base, goal, reached = (_numbers(values) for values in (one.baseline, one.targets, one.actual))
    known = sorted({year for year, _ in [*base, *goal, *reached]})
    if known and known[-1] - known[0] > _LONGEST:
        base, goal, reached, known = [], [], [], []
    gaps = [year for year in window if goal and year not in dict(goal)]
    known = sorted({*known, *gaps})
    x = _across(known)
    y = _upright([number for _, number in [*base, *goal, *reached]])

    def dots(values: Sequence[tuple[int, float]], written: Sequence[YearValue]) -> tuple[Dot, ...]:
        says = {value.year: f"{number_of(value.number):,f}" for value in written}
        return tuple(Dot(x(year), y(number), year, says[year]) for year, number in values)

    at_base, at_goal, at_reached = dots(base, one.baseline), dots(goal, one.targets), dots(reached, one.actual)
    ends = [known[0], known[-1]] if len(known) > 1 else known
    return Small(
        figures=one,
        name=fitted(visible(f"{one.code} {one.name}"), WIDTH, 14.0, 2),
        arrow=ARROWS.get(one.direction, ""),
        anchor=anchor,
        says=_says(one, at_base, at_goal, at_reached, gaps, words),
        base=at_base,
        dots=at_goal,
        actual=at_reached,
        lines=tuple(_runs(at_goal)),
        lead=_path([at_base[-1], at_goal[0]]) if at_base and at_goal else "",
        trails=tuple(_runs(at_reached)),
        missing=tuple((x(year), year) for year in gaps),
        labels=tuple(dict.fromkeys([*at_base[:1], *(at_goal[:1] if not at_base else ()), *at_goal[-1:]])),
        years=tuple((x(year), year) for year in ends),
    )


def _says(
    one: IndicatorFigures,
    base: Sequence[Dot],
    goal: Sequence[Dot],
    reached: Sequence[Dot],
    gaps: Sequence[int],
    words: Words,
) -> str:
    """What the picture shows, in a sentence or a few."""
    parts = []
    if base:
        parts.append(words.say("targets.base", value=base[-1].text, year=str(base[-1].year)))
    else:
        parts.append(words.say("targets.no_base"))
    if len(goal) > 1:
        first, last = goal[0], goal[-1]
        given = {"first": first.text, "from_year": str(first.year), "last": last.text, "to_year": str(last.year)}
        parts.append(words.say("targets.from_to", **given))
    elif goal:
        parts.append(words.say("targets.one", value=goal[0].text, year=str(goal[0].year)))
    elif one.milestones:
        parts.append(words.say("targets.milestones", count=len(one.milestones)))
    else:
        parts.append(words.say("targets.none"))
    if reached:
        parts.append(words.say("targets.reached", value=reached[-1].text, year=str(reached[-1].year)))
    if gaps:
        parts.append(words.say("targets.missing", years=", ".join(map(str, gaps))))
    return " · ".join(parts)


def _numbers(values: Sequence[YearValue]) -> list[tuple[int, float]]:
    return [(one.year, float(number_of(one.number))) for one in values if one.number is not None]


def _across(years: Sequence[int]) -> Callable[[int], float]:
    first, last = (years[0], years[-1]) if years else (0, 0)
    step = (WIDTH - _LEFT - _RIGHT) / (last - first) if last > first else 0.0
    start = _LEFT if step else WIDTH / 2
    return lambda year: round(start + (year - first) * step, 1)


def _upright(numbers: Sequence[float]) -> Callable[[float], float]:
    low, high = (min(numbers), max(numbers)) if numbers else (0.0, 0.0)
    room = HEIGHT - _TOP - _BOTTOM
    return lambda number: round(_TOP + (room * (high - number) / (high - low) if high > low else room / 2), 1)


def _runs(dots: Sequence[Dot]) -> list[str]:
    """The paths of runs of years without a gap."""
    runs: list[list[Dot]] = []
    for dot in dots:
        if runs and dot.year == runs[-1][-1].year + 1:
            runs[-1].append(dot)
        else:
            runs.append([dot])
    return [_path(run) for run in runs if len(run) > 1]


def _path(dots: Sequence[Dot]) -> str:
    if len(dots) < 2:
        return ""
    return "M" + "L".join(f"{dot.x:g} {dot.y:g}" for dot in dots)
