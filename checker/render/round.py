"""A round of plans as one page: who has handed in, how each plan stands, what carries the province's strategies, which rules fail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import quote

from checker.chain import built_in_chain
from checker.collation import ranks
from checker.overview import BodyInRound, Overview, PlanInRound, QuotaInRound, RuleInRound
from checker.render.pages import Page, script, style
from checker.render.wording import Language, Words

Standing = Literal["error", "warning", "advice", "clean", "idle", "not-judged", "absent"]
STANDINGS: Final[tuple[Standing, ...]] = ("error", "not-judged", "absent", "warning", "advice", "idle", "clean")
_MOST_NOTES: Final = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A body and one of its plans; `plan` is None where none of its plans was judged. `rank` tells its place by name."""

    name: str
    district: str
    level: str
    standing: Standing
    plan: PlanInRound | None
    district_rank: int
    rank: int

    @property
    def order(self) -> int:
        """The worst first."""
        return STANDINGS.index(self.standing)


def page(overview: Overview, language: Language, tables: Sequence[str] = ()) -> str:
    """The page of a round; the same round gives the same bytes. `tables` are the files of findings that lie beside it.

    It holds every body and every plan, and no finding: each plan's line leads to its report in the folder `plans`.
    """
    return _RoundPage(overview, language, tables).written()


def verdict_line(overview: Overview, language: Language) -> str:
    """The round in one line."""
    return _verdict(overview, Words(language))


def _verdict(overview: Overview, words: Words) -> str:
    if not overview.plans:
        return words.say("round.verdict_none")
    faulty = sum(plan.standing == "error" for plan in overview.plans)
    said = [words.say("round.verdict", count=len(overview.plans), faulty=faulty)]
    if waiting := sum(_standing(body) == "absent" for body in overview.bodies):
        said.append(words.say("round.verdict_absent", count=waiting))
    if unjudged := len(overview.not_judged):
        said.append(words.say("round.verdict_unjudged", count=unjudged))
    return " ".join(said)


def _standing(body: BodyInRound) -> Standing | None:
    """How a body stands none of whose plans was judged; None where one was."""
    if body.plans:
        return None
    return "not-judged" if body.not_judged else "absent"


class _RoundPage(Page):
    """What the template asks for, in one language."""

    def __init__(self, overview: Overview, language: Language, tables: Sequence[str]) -> None:
        super().__init__(language)
        self.overview = overview
        self.tables = tables
        self.levels = list(built_in_chain().levels)

    def written(self) -> str:
        lines, others = self.lines()
        counts = Counter(one.standing for one in [*lines, *others])
        strategies = self.overview.strategies
        return self.render(
            "round.html.j2",
            {
                "round": self.overview,
                "css": style("base", "round"),
                "js": script("round"),
                "verdict": _verdict(self.overview, self.words),
                "worst": next((one for one in STANDINGS if counts[one]), "idle"),
                "lines": lines,
                "others": others,
                "standings": [(one, counts[one]) for one in STANDINGS if counts[one]],
                "in_lines": [one for one in STANDINGS if any(line.standing == one for line in lines)],
                "districts": sorted({(one.district, one.district_rank) for one in lines}, key=lambda one: one[1]),
                "quotas": self.quotas(),
                "line_levels": self.by_rank({one.level for one in lines}),
                "registered": ", ".join(
                    self.words.level(one) for one in self.by_rank({one.level for one in self.overview.bodies})
                ),
                "carrying": self.by_rank({one.level for each in strategies for one in each.carried}),
                "rules": self.failing(),
                "silent": sum(one.judged > 0 and not one.failing for one in self.overview.rules),
                "never": sum(not one.judged for one in self.overview.rules),
                "standing": self.standing,
                "district": self.district,
                "href": lambda name: quote(name),
                "tables": self.tables,
                "most_notes": _MOST_NOTES,
            },
        )

    def lines(self) -> tuple[list[Line], list[Line]]:
        """The lines of registered bodies, and of villages, of which the number alone is known; and of all other plans."""
        overview = self.overview
        plans = {plan.code: plan for plan in overview.plans}
        known = {(one.level, one.district) for one in overview.quotas}
        bare: list[tuple[str, str, str, Standing, PlanInRound | None]] = []
        rest: list[tuple[str, str, str, Standing, PlanInRound | None]] = []
        for body in overview.bodies:
            standing = _standing(body)
            if standing is not None:
                bare.append((body.name, body.district, body.level, standing, None))
            bare += [(body.name, body.district, body.level, plans[code].standing, plans[code]) for code in body.plans]
        for plan in (one for one in overview.plans if one.body is None):
            told = (plan.owner or plan.title or plan.code, plan.district, plan.level, plan.standing, plan)
            (bare if (plan.level, plan.district) in known else rest).append(told)
        names = ranks(name for name, *_ in [*bare, *rest])
        districts = ranks(district for _, district, *_ in [*bare, *rest])

        def sorted_lines(found: Iterable[tuple[str, str, str, Standing, PlanInRound | None]]) -> list[Line]:
            made = [Line(*one, districts[one[1]], names[one[0]]) for one in found]
            return sorted(
                made,
                key=lambda one: (
                    one.district_rank,
                    -self.levels.index(one.level),
                    one.rank,
                    one.plan.code if one.plan else "",
                ),
            )

        return sorted_lines(bare), sorted_lines(rest)

    def failing(self) -> list[RuleInRound]:
        """The rules that failed somewhere, the one that failed in most plans first."""
        found = [one for one in self.overview.rules if one.failing]
        return sorted(found, key=lambda one: (-one.failing, -one.findings, one.id))

    def quotas(self) -> list[tuple[str, list[QuotaInRound]]]:
        """How many of each district, level by level, in the order of the dictionary."""
        order = ranks(one.district for one in self.overview.quotas)
        found = sorted(self.overview.quotas, key=lambda one: order[one.district])
        return [
            (level, [one for one in found if one.level == level]) for level in self.by_rank({q.level for q in found})
        ]

    def by_rank(self, levels: Iterable[str]) -> list[str]:
        """`levels` from the village upward."""
        return sorted(levels, key=self.levels.index)

    def district(self, name: str) -> str:
        """The name of a district, or what stands in its place where a body is of the whole province."""
        return name or self.words.say("round.whole_province")

    def standing(self, standing: Standing) -> str:
        """The word for how a body or plan stands."""
        match standing:
            case "error":
                return self.words.say("standing.error")
            case "warning":
                return self.words.say("standing.warning")
            case "advice":
                return self.words.say("standing.advice")
            case "clean":
                return self.words.say("standing.clean")
            case "idle":
                return self.words.say("standing.idle")
            case "not-judged":
                return self.words.say("standing.not_judged")
            case "absent":
                return self.words.say("standing.absent")
