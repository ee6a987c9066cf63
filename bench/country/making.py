"""A plan while it is written: drafts as the readers give them, each node at a line of its own."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from random import Random
from typing import Final

from bench.country.words import AGENCY_YEAR, THEMES, WINDOW, YEARS, Idea, Measure
from checker.forms import form
from checker.place import Place
from checker.readers.draft import Cell, DraftNode, DraftPlan, DraftReference, Raw

VERSION: Final = "2566"
FICTIONAL: Final = "ตัวอย่างสมมติ"
Link = tuple[str, str, str]
"""A relation, what is written, and the title or version beside it."""
_FORMS: Final = {"own": "details", "from-villages": "from-villages", "beyond-capacity": "beyond-capacity"}


@dataclass(slots=True)
class Making:
    """A plan of `level` under way; `chance` is its own, so that no other plan bears on it."""

    code: str
    level: str
    seed: int
    draft: DraftPlan = field(init=False)
    chance: Random = field(init=False)
    numbers: dict[str, int] = field(default_factory=dict)
    lines: int = 0

    def __post_init__(self) -> None:
        self.chance = Random(f"{self.seed}|plan|{self.code}")
        self.draft = DraftPlan(self.node("plan", self.code, {}), self.level)

    def heading(self, cells: Mapping[str, Raw], links: Iterable[Link] = ()) -> None:
        """What the heading of the plan says."""
        place = self.draft.heading.place
        self.draft.heading = replace(
            self.draft.heading,
            cells={name: Cell(raw, place) for name, raw in cells.items()},
            references=[DraftReference(relation, to, place, title=title) for relation, to, title in links],
        )

    def node(
        self,
        kind: str,
        code: str,
        cells: Mapping[str, Raw],
        links: Iterable[Link] = (),
        yearly: Mapping[str, Mapping[int, Raw]] | None = None,
        asked: frozenset[str] | None = None,
    ) -> DraftNode:
        """A node that stands in no plan yet."""
        self.lines += 1
        place = Place(f"{self.code}.yaml", line=self.lines)
        return DraftNode(
            kind,
            Cell(code, place),
            place,
            {name: Cell(raw, place) for name, raw in cells.items()},
            {
                name: {str(year): Cell(raw, place) for year, raw in years.items()}
                for name, years in (yearly or {}).items()
            },
            [DraftReference(relation, to, place, title=title) for relation, to, title in links],
            asked=asked,
        )

    def add(
        self,
        kind: str,
        code: str,
        cells: Mapping[str, Raw],
        links: Iterable[Link] = (),
        yearly: Mapping[str, Mapping[int, Raw]] | None = None,
        asked: frozenset[str] | None = None,
    ) -> None:
        """Adds a node to the plan."""
        self.draft.nodes.append(self.node(kind, code, cells, links, yearly, asked))

    def next(self, of: str) -> int:
        """The next number of `of`, from 1 on."""
        self.numbers[of] = self.numbers.get(of, 0) + 1
        return self.numbers[of]

    def project(self, code: str, idea: Idea, links: Iterable[Link], **cells: Raw) -> None:
        """Adds the project that `idea` is; it is asked for what the form of its level has a column for."""
        links = list(links)
        told = {
            "name": idea.name,
            "objective": idea.objective,
            "target": idea.target,
            "indicator_text": idea.indicator,
            "expected_result": idea.result,
            **cells,
        }
        listed = str(cells.get("listed_as", "own"))
        asked = columns(self.level, _FORMS[listed]) | set(told) | {relation for relation, _, _ in links}
        self.add("project", code, told, links, {"budget": idea.budget}, asked)

    def indicator(self, code: str, goal: str, measure: Measure, of: str, source: str, upper: str = "") -> None:
        """Adds an indicator of `goal`, with its baseline and a target for every year of the plan."""
        window = YEARS if self.level != "agency" else range(AGENCY_YEAR, AGENCY_YEAR + 1)
        value = self.chance.randint(*measure.base)
        baseline = {window[0] - 1: value}
        targets: dict[int, Raw] = {}
        for year in window:
            step = self.chance.randint(*measure.step)
            value += step if measure.direction == "up" else -step
            targets[year] = value
        cells: dict[str, Raw] = {
            "name": measure.name.format(of=of),
            "type": "quantitative",
            "unit": measure.unit,
            "direction": measure.direction,
            "data_source": source,
        }
        links = [("measures", goal, ""), *([("contributes_to", upper, "")] if upper else [])]
        self.add("indicator", code, cells, links, {"baseline": baseline, "targets": targets})


@cache
def columns(level: str, key: str) -> frozenset[str]:
    """The fields and relations of a project that its form has a column for at `level`."""
    wanted = form(key if level == "local" else "project-list")
    shown = (one for one in wanted.of("project") if one.shown_at(level) and one.field != "code")
    return frozenset(name for one in shown if (name := one.field or one.relation)) | {"part_of"}


def day(chance: Random, year: int, month: int) -> str:
    """A day of that month of a year of the Buddhist era, as a plan writes it."""
    return datetime.date(year - 543, month, chance.randint(1, 28)).isoformat().replace(str(year - 543), str(year))


def theme_links(theme: int, *upper: str, lists: Iterable[str]) -> list[Link]:
    """What the strategy of `theme` serves: entries of these national `lists`, and `upper` plans by the same number."""
    national = [("supports", one, "") for one in THEMES[theme].serves if one.partition(":")[0] in set(lists)]
    return [*national, *(("supports", f"{plan}/{theme}", "") for plan in upper)]


def window_cells(title: str, owner: str, area: str, chance: Random, month: int = 6) -> dict[str, Raw]:
    """What every five-year plan says of itself."""
    return {
        "title": f"{title} (พ.ศ. {WINDOW}) {FICTIONAL}",
        "owner": owner,
        "years": WINDOW,
        "version": VERSION,
        "endorsed_by": owner,
        "endorsed_on": day(chance, 2565, month + 1),
        "announced_on": day(chance, 2565, month + 2),
        **({"area": area} if area else {}),
    }
