"""What serves and what measures each strategy of the submitted plans, and the money of each year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from checker.explain.walk import Walker
from checker.figures import Coverage, PartCoverage, PlanFigures, StrategyCoverage, YearFigures
from checker.path import parse_path
from checker.pictures.indicators import indicator_figures
from checker.plan import Node, Plan, Value
from checker.thai import natural

_UNDER: Final = parse_path("^part_of+")
_MEASURED_BY: Final = parse_path("^measures")
_PARTS: Final = ("goal", "tactic", "programme")
# A window of more years is a slip of the pen: its years without an amount are not counted out.
_LONGEST_WINDOW: Final = 20


def figures(walker: Walker, prints: Mapping[str, Sequence[str]]) -> list[PlanFigures]:
    """The figures of every submitted plan; `prints` holds the fingerprints of the findings on each node, by its id."""
    return [
        _Counting(walker, plan, walker.of_plan(plan.code), prints).figures()
        for plan in walker.graph.plans.values()
        if plan.submitted
    ]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the plan's forms have a place for, and the years that its figures are told of."""

    goals: bool
    indicators: bool
    measures: bool
    money: bool
    years: tuple[int, ...]


class _Counting:
    """Counts what stands under the strategies of one plan, each node once."""

    def __init__(self, walker: Walker, plan: Plan, nodes: Sequence[Node], prints: Mapping[str, Sequence[str]]) -> None:
        self.walker = walker
        self.plan = plan
        self.nodes = nodes
        self.prints = prints
        self.asked = _asked(walker, plan, nodes)

    def figures(self) -> PlanFigures:
        tops = self.tops()
        strategies = [self.strategy(top) for top in tops]
        held = {one.id for top in tops for one in self.inside(top)}
        return PlanFigures(
            plan=self.plan.code,
            level=self.plan.level,
            whole=self.coverage(self.nodes),
            strategies=strategies,
            loose=self.coverage([one for one in self.nodes if one.id not in held]),
            indicators=indicator_figures(
                [one for one in self.nodes if one.kind == "indicator"], self.codes_of_measured(tops)
            ),
        )

    def tops(self) -> list[Node]:
        """The strategies, then the goals that stand under none, by code."""
        strategies = [one for one in self.nodes if one.kind == "strategy"]
        under = {name for one in strategies for name in self.walker.ends(_UNDER, one.id)}
        goals = [one for one in self.nodes if one.kind == "goal" and one.id not in under]
        return [*sorted(strategies, key=_by_code), *sorted(goals, key=_by_code)]

    def inside(self, top: Node) -> list[Node]:
        """`top`, what stands under it, and the indicators of all that."""
        names = {top.id} | self.walker.ends(_UNDER, top.id)
        names |= {one for name in names for one in self.walker.ends(_MEASURED_BY, name)}
        return [self.walker.graph.nodes[name] for name in sorted(names)]

    def strategy(self, top: Node) -> StrategyCoverage:
        inside = self.inside(top)
        parts = [one for one in inside if one.kind in _PARTS and one.id != top.id]
        parts.sort(key=lambda one: (_PARTS.index(one.kind), *_by_code(one)))
        return StrategyCoverage(
            **dict(self.coverage(inside)),
            kind=top.kind,
            code=top.code,
            name=top.name,
            parts=[self.part(one) for one in parts],
            findings=sorted({each for one in inside for each in self.prints.get(one.id, ())}),
            gaps=self.gaps(top, inside),
        )

    def gaps(self, top: Node, inside: Sequence[Node]) -> dict[str, str]:
        """The first finding on a node of each kind that lacks what a count of the strategy counts."""
        projects = [one for one in inside if one.kind == "project"]
        bare = [one for one in inside if one.kind == "goal" and not self.is_measured(one)]
        lacking = {
            "goals": [] if any(one.kind == "goal" for one in inside) else [top],
            "goals_measured": bare,
            "indicators": [] if any(one.kind == "indicator" for one in inside) else [*bare, top],
            "projects": [] if projects else [top],
            "measured": [one for one in projects if not self.has_indicator(one)],
            "funded": [one for one in projects if not any(_amounts(one).values())],
        }
        found = {
            name: [each for one in nodes for each in self.prints.get(one.id, ())] for name, nodes in lacking.items()
        }
        return {name: prints[0] for name, prints in found.items() if prints}

    def part(self, node: Node) -> PartCoverage:
        return PartCoverage(**dict(self.coverage(self.inside(node))), kind=node.kind, code=node.code, name=node.name)

    def coverage(self, inside: Sequence[Node]) -> Coverage:
        projects = [one for one in inside if one.kind == "project"]
        goals = [one for one in inside if one.kind == "goal"]
        equipment = [one for one in inside if one.kind == "equipment"]
        indicators = [one for one in inside if one.kind == "indicator" and not self.only_of_projects(one)]
        amounts = [_amounts(one) for one in projects]
        asked = self.asked
        years = [_year(year, amounts) for year in asked.years]
        return Coverage(
            goals=len(goals) if asked.goals else None,
            goals_measured=sum(map(self.is_measured, goals)) if asked.goals and asked.indicators else None,
            indicators=len(indicators) if asked.indicators else None,
            projects=len(projects),
            measured=sum(map(self.has_indicator, projects)) if asked.measures else None,
            funded=sum(any(one.values()) for one in amounts) if asked.money else None,
            budget=_written(amount for one in amounts for amount in one.values()),
            years=years,
            unreadable=sum(value.state == "unreadable" for one in projects for value in _cells(one)),
            equipment=len(equipment),
            equipment_budget=_written(amount for one in equipment for amount in _amounts(one).values()),
        )

    def is_measured(self, node: Node) -> bool:
        return bool(self.walker.ends(_MEASURED_BY, node.id))

    def has_indicator(self, project: Node) -> bool:
        """Whether the KPI of its row is filled, or an indicator measures it."""
        value = project.values.get("indicator_text")
        return (value is not None and value.state != "empty") or self.is_measured(project)

    def only_of_projects(self, indicator: Node) -> bool:
        """Whether `indicator` measures projects and nothing else: it then counts with them."""
        kinds = {
            self.walker.graph.nodes[target].kind
            for one in indicator.references
            if one.relation == "measures" and one.status == "resolved"
            for target in one.targets
        }
        return kinds == {"project"}

    def codes_of_measured(self, tops: Sequence[Node]) -> Mapping[str, str]:
        """The code of the first of `tops` that each indicator measures, by the indicator's id."""
        found: dict[str, str] = {}
        for top in tops:
            for one in self.inside(top):
                if one.kind == "indicator":
                    found.setdefault(one.id, top.code)
        return found


def _asked(walker: Walker, plan: Plan, nodes: Sequence[Node]) -> _Asked:
    """A count of what no form asks for would accuse the plan of what it had no place to say."""
    projects = [one for one in nodes if one.kind == "project"]
    indicators = any(one.kind == "indicator" for one in nodes)
    years = {year for one in projects for year, amount in _amounts(one).items() if amount}
    if plan.years is not None and plan.years[1] - plan.years[0] < _LONGEST_WINDOW:
        years |= set(range(plan.years[0], plan.years[1] + 1))
    return _Asked(
        goals=plan.can_hold("goal"),
        indicators=indicators or plan.can_hold("indicator"),
        measures=any("indicator_text" in one.values or walker.ends(_MEASURED_BY, one.id) for one in projects),
        money=any("budget" in one.yearly for one in projects),
        years=tuple(sorted(years)),
    )


def _cells(node: Node) -> list[Value]:
    return list(node.yearly.get("budget", {}).values())


def _amounts(node: Node) -> dict[int, Decimal]:
    """The amounts of `node` by year, those that are empty or cannot be read left out."""
    return {year: value.number for year, value in node.yearly.get("budget", {}).items() if value.number is not None}


def _year(year: int, amounts: Sequence[Mapping[int, Decimal]]) -> YearFigures:
    there = [one[year] for one in amounts if one.get(year)]
    return YearFigures(year=year, projects=len(there), budget=_written(there))


def _written(amounts: Iterable[Decimal]) -> str:
    return f"{sum(amounts, Decimal(0)):f}"


def _by_code(node: Node) -> tuple[object, str]:
    return natural(node.code), node.id
