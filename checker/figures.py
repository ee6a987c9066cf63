"""Figures of a submitted plan that pages draw: what serves and what measures each strategy, money and targets by year.

They are part of the report. Money is baht, written in decimal; years are fiscal years of the Buddhist era.
"""

from __future__ import annotations

from pydantic import Field

from checker.strict import Strict


class YearFigures(Strict):
    """One fiscal year: how many projects have an amount other than zero in it, and the sum of those amounts."""

    year: int
    projects: int
    budget: str


class Coverage(Strict):
    """What stands under one part of a plan, each node counted once however many ways lead to it.

    `goals_measured` counts the goals that an indicator measures, `indicators` those that measure it or a goal under it.
    Of its `projects`, `measured` have an indicator and `funded` an amount other than zero in some year. A count is null
    where the plan's forms have no place for what it counts. `budget` is the sum of `years`, which holds every year of the
    plan (where it lasts no more than twenty) and
    every further one with an amount. `unreadable` counts cells of money that could not be read. `equipment` and
    its `equipment_budget` are beside all other figures.
    """

    goals: int | None
    goals_measured: int | None
    indicators: int | None
    projects: int
    measured: int | None
    funded: int | None
    budget: str
    years: list[YearFigures]
    unreadable: int = 0
    equipment: int = 0
    equipment_budget: str = "0"


class PartCoverage(Coverage):
    """A goal, tactic or programme under a strategy."""

    kind: str
    code: str
    name: str


class StrategyCoverage(PartCoverage):
    """A strategy, or a goal that stands under none; `parts` lists the goals, tactics and programmes under it by kind and code.

    `findings` holds the fingerprints of the findings on it and on all that stands under it or measures it. `gaps` names, of
    the counts that are not full, one of these findings on a node that lacks what is counted, where there is one.
    """

    parts: list[PartCoverage]
    findings: list[str]
    gaps: dict[str, str] = Field(default_factory=dict)


class YearValue(Strict):
    """A value of one fiscal year as it is written; `number` is what it says, null where it is no number."""

    year: int
    written: str
    number: str | None


class IndicatorFigures(Strict):
    """An indicator with its values by year, the empty ones left out.

    `direction` is `up`, `down`, `keep` or empty where it is not stated or is none of these. `milestones` hold words.
    `strategy` is the code of the strategy it measures, itself or by a goal or project; empty where it measures none.
    """

    code: str
    name: str
    unit: str
    direction: str
    strategy: str
    baseline: list[YearValue]
    targets: list[YearValue]
    actual: list[YearValue]
    milestones: list[YearValue]


class PlanFigures(Strict):
    """The figures of one submitted plan: of the `whole`, of each strategy, and of what stands under no strategy (`loose`)."""

    plan: str
    level: str
    whole: Coverage
    strategies: list[StrategyCoverage]
    loose: Coverage
    indicators: list[IndicatorFigures] = Field(default_factory=list)
