"""Money by strategy and year: a bar in each cell, all on one scale, so that length tells what hue would not in print.

A picture shows at most `MOST` strategies and `MOST_YEARS` years; what is beyond is summed in one row, or left to the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from checker.figures import Coverage, PlanFigures
from checker.render.pictures.lettering import Lines, fitted, width_of
from checker.render.pictures.scale import number_of
from checker.render.wording import Words, visible

MOST: Final = 24
MOST_YEARS: Final = 10
LABEL: Final = 206
WITHOUT: Final = 108
HEAD: Final = 40
ROW: Final = 46
BAR: Final = 10
_SIZE: Final = 13.0
_NUMBER: Final = 12.0


class Cell(NamedTuple):
    """An amount as it is written, and the length of its bar."""

    x: int
    amount: str
    bar: float
    projects: int


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """A strategy (or what else is told in a row) with its amounts; `kind` is `strategy`, `rest`, `loose` or `whole`."""

    kind: str
    label: Lines
    full: str
    y: int
    cells: tuple[Cell, ...]
    total: str
    projects: int
    without: int | None
    unreadable: int


@dataclass(frozen=True, slots=True)
class Budget:
    """The picture; `hidden_years` counts years that only the table tells, `most` the largest amount of a bar."""

    width: int
    height: int
    column: int
    years: tuple[tuple[int, int], ...]
    total_x: int
    rows: tuple[MoneyRow, ...]
    hidden_years: int
    gathered: int
    twice: bool


def budget(plan: PlanFigures, words: Words) -> Budget | None:
    """The picture of the plan's money; None where its forms have no place for money, or no project stands in it."""
    if plan.whole.funded is None or not plan.whole.projects:
        return None
    every = [one.year for one in plan.whole.years]
    years = every[:MOST_YEARS]
    rows: list[tuple[str, str, Sequence[Coverage]]] = [
        ("strategy", f"{one.code} {one.name}", [one]) for one in plan.strategies[:MOST]
    ]
    rest = plan.strategies[MOST:]
    if rest:
        rows.append(("rest", words.say("money.rest", count=len(rest)), rest))
    if plan.loose.projects:
        rows.append(("loose", words.say("money.loose"), [plan.loose]))
    whole = ("whole", words.say("money.whole"), [plan.whole])
    most = max((_of(year, parts) for _, _, parts in rows for year in years), default=Decimal(0))
    longest = max((width_of(words.money(one.budget), _NUMBER) for one in [plan.whole, *plan.strategies]), default=0.0)
    column = max(82, round(longest) + 14)
    xs = [LABEL + column * at for at in range(len(years))]
    drawn = [
        _row(kind, name, parts, HEAD + ROW * at, list(zip(years, xs, strict=True)), column, most, words)
        for at, (kind, name, parts) in enumerate([*rows, whole])
    ]
    total_x = LABEL + column * len(years)
    summed = sum((_sum(parts) for _, _, parts in rows), Decimal(0))
    return Budget(
        width=total_x + column + WITHOUT,
        height=HEAD + ROW * len(drawn) - 18,
        column=column,
        years=tuple(zip(years, xs, strict=True)),
        total_x=total_x,
        rows=tuple(drawn),
        hidden_years=len(every) - len(years),
        gathered=len(rest),
        twice=summed != number_of(plan.whole.budget),
    )


def _row(
    kind: str,
    name: str,
    parts: Sequence[Coverage],
    y: int,
    years: Sequence[tuple[int, int]],
    column: int,
    most: Decimal,
    words: Words,
) -> MoneyRow:
    cells = []
    for year, x in years:
        amount = _of(year, parts)
        length = float(amount / most) * (column - 14) if kind != "whole" and most > 0 and amount > 0 else 0.0
        projects = sum(one.projects for part in parts for one in part.years if one.year == year)
        cells.append(Cell(x, words.money(f"{amount:f}"), round(max(length, 1.5 if length else 0.0), 1), projects))
    projects = sum(one.projects for one in parts)
    return MoneyRow(
        kind=kind,
        label=fitted(visible(name), LABEL - 12, _SIZE, 2),
        full=visible(name),
        y=y,
        cells=tuple(cells),
        total=words.money(f"{_sum(parts):f}"),
        projects=projects,
        without=projects - sum(one.funded or 0 for one in parts),
        unreadable=sum(one.unreadable for one in parts),
    )


def _of(year: int, parts: Sequence[Coverage]) -> Decimal:
    return sum((number_of(one.budget) for part in parts for one in part.years if one.year == year), Decimal(0))


def _sum(parts: Sequence[Coverage]) -> Decimal:
    return sum((number_of(part.budget) for part in parts), Decimal(0))


def money_says(plan: PlanFigures, words: Words, *, twice: bool) -> list[str]:
    """What the picture of a plan's money shows, and what it leaves out."""
    whole = plan.whole
    most = max(plan.strategies, key=lambda one: number_of(one.budget), default=None)
    if most is not None and number_of(most.budget) > 0:
        given = {"total": words.money(whole.budget), "code": most.code, "amount": words.money(most.budget)}
        said = [words.say("money.says", count=whole.projects, **given)]
    elif number_of(whole.budget) > 0:
        said = [words.say("money.says_whole", count=whole.projects, total=words.money(whole.budget))]
    else:
        said = [words.say("money.says_nothing", count=whole.projects)]
    if without := whole.projects - (whole.funded or 0):
        said.append(words.say("money.without", count=without))
    if idle := [one.code for one in plan.strategies if number_of(one.budget) == 0]:
        said.append(words.say("money.zero", codes=", ".join(idle[:20]) + ("…" if len(idle) > 20 else "")))
    if whole.unreadable:
        said.append(words.say("money.unreadable", count=whole.unreadable))
    if whole.equipment:
        amount = words.money(whole.equipment_budget)
        said.append(words.say("money.equipment", count=whole.equipment, amount=amount))
    if twice:
        said.append(words.say("money.twice"))
    return said
