"""The faults that the plans of a made-up country hold, each at a stated rate of the nodes that could have it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Final, Literal

from bench.country import spoiling as do
from bench.country.making import Making
from bench.country.spoiling import links, written
from checker.readers.draft import DraftNode

Stage = Literal["way", "plan", "total"]
Fits = Callable[[DraftNode], bool]
Spoils = Callable[[DraftNode, Making, Random], None]
_ALL: Final = ("village", "tambon", "local", "district", "province", "agency")


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault: how many in a thousand of its sites have it, the rule that finds it, and rules that find what follows from it.

    `stage` says when it is made: on the way of an offer from plan to plan, in a finished plan, or in the totals it prints.
    """

    name: str
    rule: str
    per_mille: float
    sites: str
    also: tuple[str, ...] = ()
    stage: Stage = "plan"
    levels: tuple[str, ...] = _ALL
    kind: str = "project"
    fits: Fits = lambda node: True
    spoils: Spoils = lambda node, made, chance: None


def _no_field(name: str) -> Spoils:
    return lambda node, made, chance: do.without_field(node, name)


def _vague(name: str) -> Spoils:
    return lambda node, made, chance: do.in_vague_words(node, name)


def _own(node: DraftNode) -> bool:
    return written(node, "listed_as") in ("", "own") and not links(node, "comes_from")


def _counted(node: DraftNode) -> bool:
    return written(node, "type") == "quantitative"


def _listed(as_: str) -> Fits:
    return lambda node: written(node, "listed_as") == as_


FAULTS: Final = (
    Fault("vanished-request", "VIL-105", 30, "village projects that ask for support", stage="way"),
    Fault("lost-on-the-way", "TAM-103", 20, "tambon projects", also=("VIL-108",), stage="way"),
    Fault("taken-up-nowhere", "LOC-105", 50, "projects on ผ.02/2", stage="way"),
    Fault("funded-twice", "PRJ-128", 20, "joint village projects that no plan takes up", stage="way"),
    Fault("missing-indicator", "PRJ-106", 10, "local and provincial projects", levels=("local", "province"), spoils=_no_field("indicator_text")),
    Fault("vague-indicator", "PRJ-107", 80, "local projects", levels=("local",), spoils=_vague("indicator_text")),
    Fault("vague-target", "PRJ-105", 30, "village and local projects", levels=("village", "local"), spoils=_vague("target")),
    Fault("missing-unit", "PRJ-108", 10, "projects", spoils=_no_field("responsible_unit")),
    Fault("unknown-unit", "PRJ-109", 40, "local projects", levels=("local",), spoils=_vague("responsible_unit")),
    Fault("missing-objective", "PRJ-103", 3, "projects", spoils=_no_field("objective")),
    Fault(
        "no-budget", "PRJ-110", 5, "local projects of the authority's own without an ordinance",
        levels=("local",), fits=lambda node: _own(node) and "ordinance" not in node.yearly,
        spoils=lambda node, made, chance: do.without_years(node, "budget"),
    ),
    Fault(
        "budget-after-the-plan", "PRJ-113", 2, "local projects of the authority's own", also=("TOT-104",),
        levels=("local",), fits=_own, spoils=lambda node, made, chance: do.budget_after_the_plan(node),
    ),
    Fault(
        "budget-in-millions", "PRJ-121", 0.5, "local projects of the authority's own without an ordinance",
        levels=("local",), fits=lambda node: _own(node) and "ordinance" not in node.yearly,
        spoils=lambda node, made, chance: do.budget_in_millions(node),
    ),
    Fault(
        "ordinance-above-plan", "PRJ-119", 60, "local projects with an ordinance",
        levels=("local",), fits=lambda node: "ordinance" in node.yearly,
        spoils=lambda node, made, chance: do.ordinance_above_plan(node),
    ),
    Fault(
        "doubled-project", "PRJ-114", 3, "local projects of the authority's own", levels=("local",), fits=_own,
        spoils=lambda node, made, chance: do.doubled(node, made),
    ),
    Fault(
        "code-used-twice", "LNK-101", 1, "local projects of the authority's own but the first of a section",
        also=("TOT-110",),  # where that first one has lost its section, and the foot of the table counts it all the same
        levels=("local",), fits=lambda node: _own(node) and not str(node.code.raw).endswith("-1"),
        spoils=lambda node, made, chance: do.code_of_the_one_before(node, made),
    ),
    Fault(
        "orphaned-project", "PRJ-101", 3, "local, district and provincial projects of their own",
        also=("PRJ-115", "PRJ-116"), levels=("local", "district", "province"), fits=_own,
        spoils=lambda node, made, chance: do.without_links(node, "part_of"),
    ),
    Fault(
        "unknown-programme", "LNK-102", 2, "local projects of the authority's own", levels=("local",), fits=_own,
        spoils=lambda node, made, chance: do.with_another_end(node, ["part_of"], "", "9.9(9)"),
    ),
    Fault(
        "unknown-origin", "LNK-103", 5, "projects that say what project of another plan they come from",
        also=("LOC-105", "PRJ-128", "TAM-103", "VIL-105", "VIL-108"),
        levels=("tambon", "local", "district", "province", "agency"), fits=lambda node: bool(links(node, "comes_from")),
        spoils=lambda node, made, chance: do.with_another_end(node, ["comes_from"], "", "999"),
    ),
    Fault(
        "missing-origin", "LOC-101", 10, "projects on ผ.02/1", also=("VIL-105", "VIL-108", "TAM-103", "PRJ-128"),
        levels=("local",), fits=_listed("from-villages"), spoils=lambda node, made, chance: do.without_links(node, "comes_from"),
    ),
    Fault(
        "asks-nobody", "LOC-106", 20, "projects on ผ.02/2", levels=("local",),
        fits=_listed("beyond-capacity"), spoils=_no_field("coordinate_with"),
    ),
    Fault(
        "village-class-missing", "VIL-101", 10, "village projects", also=("VIL-105",), levels=("village",),
        spoils=_no_field("class"),
    ),
    Fault(
        "priorities-tied", "VIL-104", 5, "village projects but the first", levels=("village",),
        fits=lambda node: written(node, "priority") != "1",
        spoils=lambda node, made, chance: do.put(node, "priority", 1),
    ),
    Fault(
        "unknown-national-code", "LNK-104", 10, "local strategies", levels=("local",), kind="strategy",
        spoils=lambda node, made, chance: do.with_another_end(node, ["supports"], "nesdp:", "14"),
    ),
    Fault(
        "no-provincial-strategy", "STR-114", 5, "local strategies", also=("PRJ-115",), levels=("local",), kind="strategy",
        spoils=lambda node, made, chance: do.without_links(node, "supports", "PP-"),
    ),
    Fault(
        "title-differs", "LNK-108", 10, "local strategies", levels=("local",), kind="strategy",
        spoils=lambda node, made, chance: do.with_another_title(node, "supports", "PP-", "ยุทธศาสตร์ของแผนจังหวัดฉบับก่อน"),
    ),
    Fault(
        "overview-differs", "STR-116", 10, "local strategies", levels=("local",), kind="strategy",
        spoils=lambda node, made, chance: do.mapped_to_another(node),
    ),
    Fault(
        "no-baseline", "IND-101", 10, "indicators in figures", kind="indicator", fits=_counted,
        spoils=lambda node, made, chance: do.without_year(node, "baseline", chance),
    ),
    Fault(
        "target-year-missing", "IND-102", 10, "indicators in figures", kind="indicator", fits=_counted,
        spoils=lambda node, made, chance: do.without_year(node, "targets", chance),
    ),
    Fault("no-data-source", "IND-105", 10, "indicators but those of agencies", levels=_ALL[:-1], kind="indicator", spoils=_no_field("data_source")),
    Fault(
        "targets-turned-round", "IND-104", 5, "indicators in figures but those of agencies", levels=_ALL[:-1], kind="indicator", fits=_counted,
        spoils=lambda node, made, chance: do.targets_turned_round(node),
    ),
    Fault(
        "more-than-all", "IND-107", 5, "indicators in per cent that rise", kind="indicator",
        fits=lambda node: written(node, "unit") == "ร้อยละ" and written(node, "direction") == "up",
        spoils=lambda node, made, chance: do.target_above_hundred(node),
    ),
    Fault(
        "no-milestones", "IND-108", 20, "indicators in words", kind="indicator",
        fits=lambda node: written(node, "type") == "qualitative",
        spoils=lambda node, made, chance: do.without_years(node, "milestones"),
    ),
    Fault(
        "unnumbered-amendment", "AMD-101", 20, "local projects that an amendment added", levels=("local",),
        fits=lambda node: "amendment" in node.cells, spoils=_no_field("amendment_number"),
    ),
    Fault(
        "brief-incomplete", "ANN-104", 20, "projects of annual plans", levels=("province",),
        fits=lambda node: "rationale" in node.cells, spoils=_no_field("rationale"),
    ),
    Fault(
        "activities-above-project", "ANN-106", 20, "activities", levels=("province",), kind="activity",
        spoils=lambda node, made, chance: do.more_money(node),
    ),
    Fault(
        "drawn-from-nothing", "AGE-102", 20, "targets of agencies", levels=("agency",), kind="goal",
        spoils=_no_field("drawn_from"),
    ),
    Fault("not-endorsed", "VIL-106", 10, "village plans", levels=("village",), kind="plan", spoils=_no_field("endorsed_by")),
    Fault("no-resolution", "DIS-103", 20, "district plans", levels=("district",), kind="plan", spoils=_no_field("endorsed_on")),
    Fault(
        "other-version", "PLN-106", 10, "tambon and local plans", levels=("tambon", "local"), kind="plan",
        spoils=lambda node, made, chance: do.with_another_title(node, "written_against", "PP-", "2561"),
    ),
    Fault(
        "wrong-total", "TOT-103", 15, "printed totals", also=("TOT-101", "TOT-107"), stage="total", levels=("local",), kind="total",
        spoils=lambda node, made, chance: do.wrong_total(node, chance),
    ),
)  # fmt: skip
"""The table of rates: of a thousand sites, `per_mille` have the fault, each drawn by itself."""


@dataclass(slots=True)
class Spoiler:
    """Makes faults in plans; counts how many sites each fault had, and in how many it was made.

    One number is drawn for a node and decides which fault it has: never two, and each as often as its rate says.
    """

    seed: int
    rates: Mapping[str, float] = field(default_factory=lambda: {one.name: one.per_mille / 1000 for one in FAULTS})
    sites: Counter[str] = field(default_factory=Counter)
    made: Counter[str] = field(default_factory=Counter)

    def strikes(self, name: str, chance: Random) -> bool:
        """Whether one site of fault `name` has it."""
        self.sites[name] += 1
        struck = chance.random() < self.rates.get(name, 0.0)
        self.made[name] += struck
        return struck

    def spoil(self, made: Making, stage: Stage) -> None:
        """Makes the faults of `stage` in a plan."""
        chance = Random(f"{self.seed}|faults|{stage}|{made.code}")
        mine = [one for one in FAULTS if one.stage == stage and made.level in one.levels]
        for node in [made.draft.heading, *made.draft.nodes]:
            drawn = chance.random()
            for one in mine:
                if one.kind == node.kind and one.fits(node):
                    self.sites[one.name] += 1
                    rate = self.rates.get(one.name, 0.0)
                    if 0 <= drawn < rate:
                        self.made[one.name] += 1
                        one.spoils(node, made, chance)
                    drawn -= rate


def rates(wished: Iterable[str]) -> dict[str, float]:
    """The rates that `--faults` asks for: `usual`, `none`, or `NAME=RATE` of some, all others none."""
    found: dict[str, float] = {}
    for one in wished:
        if one == "usual":
            found |= {fault.name: fault.per_mille / 1000 for fault in FAULTS}
        elif one != "none":
            name, _, rate = one.partition("=")
            if name not in {fault.name for fault in FAULTS}:
                raise ValueError(f"no fault is called {name}")
            found[name] = float(rate)
            if not 0 <= found[name] <= 1:
                raise ValueError(f"{rate} is no rate from 0 to 1")
    return found
