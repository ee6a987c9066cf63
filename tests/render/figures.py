"""Figures of plans to draw: every state of every cell, amounts that are zero, indicators of each direction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from checker.figures import (
    Coverage,
    IndicatorFigures,
    PartCoverage,
    PlanFigures,
    StrategyCoverage,
    YearFigures,
    YearValue,
)

YEARS = range(2566, 2571)


def counted(projects: int = 0, money: Mapping[int, str] | None = None, **given: Any) -> dict[str, Any]:
    """The counts of a row: one project has money in each year of `money`."""
    amounts = money or {}
    years = [YearFigures(year=year, projects=int(year in amounts), budget=amounts.get(year, "0")) for year in YEARS]
    total = str(sum(int(one) for one in amounts.values()))
    usual = {
        "goals": 1,
        "goals_measured": 1,
        "indicators": 2,
        "measured": projects,
        "funded": min(projects, len(amounts)),
    }
    return {"projects": projects, "budget": total, "years": years, **usual, **given}


def part(kind: str, code: str, name: str, projects: int = 1, **given: Any) -> PartCoverage:
    return PartCoverage(kind=kind, code=code, name=name, **counted(projects, **given))


def covered(code: str, name: str, projects: int, parts: Sequence[PartCoverage] = (), **given: Any) -> StrategyCoverage:
    findings, gaps = given.pop("findings", []), given.pop("gaps", {})
    return StrategyCoverage(
        kind="strategy",
        code=code,
        name=name,
        parts=list(parts),
        findings=findings,
        gaps=gaps,
        **counted(projects, **given),
    )


def values(given: Mapping[int, str]) -> list[YearValue]:
    return [
        YearValue(year=year, written=said, number=said if said.replace(".", "").isdigit() else None)
        for year, said in given.items()
    ]


def indicator(code: str, **given: Any) -> IndicatorFigures:
    yearly: dict[str, Any] = {
        name: values(given.pop(name, {})) for name in ("baseline", "targets", "actual", "milestones")
    }
    told = {"name": "ร้อยละของถนนที่ได้มาตรฐาน", "unit": "ร้อยละ", "direction": "up", "strategy": "S-1", **given}
    return IndicatorFigures(code=code, **told, **yearly)


def figures(plan: str, strategies: Sequence[StrategyCoverage], **given: Any) -> PlanFigures:
    """The figures of a plan whose projects all stand under one strategy each."""
    money: dict[int, str] = {}
    for one in strategies:
        for year in one.years:
            money[year.year] = str(int(money.get(year.year, 0)) + int(year.budget))
    projects = sum(one.projects for one in strategies)
    whole = given.pop("whole", Coverage(**counted(projects, money)))
    loose = given.pop("loose", Coverage(**counted()))
    return PlanFigures(plan=plan, level="local", whole=whole, strategies=list(strategies), loose=loose, **given)


def every_state(plan: str, print_: str) -> PlanFigures:
    """A plan in which something is full, something half and something missing; `print_` is a finding of the report."""
    roads = [
        part("programme", "1.1", "แผนงานการโยธา", 0),
        part("goal", "G-1", "เดินทางสะดวก", 0, goals_measured=0, indicators=0),
    ]
    return figures(
        plan,
        [
            covered("S-1", "พัฒนาโครงสร้างพื้นฐาน", 14, roads, money={2566: "1000", 2568: "250"}, measured=9, findings=[print_]),
            covered("S-2", "คุณภาพชีวิต", 3, money={2566: "10"}, gaps={"measured": print_}, measured=0),
            covered("S-3", "เศรษฐกิจชุมชน", 0, goals=0, goals_measured=0, indicators=0),
        ],
        loose=Coverage(**counted(2)),
        indicators=[
            indicator("K-1", baseline={2565: "40"}, targets={y: str(y - 2520) for y in YEARS}, actual={2566: "44"}),
            indicator("K-2", direction="down", targets={2566: "9", 2568: "7", 2569: "มาก"}),
            indicator("K-3", direction="", unit="", milestones={2566: "ร่างแผน", 2567: "ประกาศใช้"}),
        ],
    )  # fmt: skip
