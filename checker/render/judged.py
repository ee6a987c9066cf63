"""Tables that were judged as one page: how the plans of each level stand, the plans with most errors, what every check said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from checker.chain import built_in_chain
from checker.collation import ranks
from checker.overview import Standing
from checker.render.pages import Page, script, style
from checker.render.spreadsheet import MOST_ROWS, csv_line
from checker.render.wording import Language, Words
from checker.rule import SEVERITIES
from checker.tables_overview import RuleJudged, TablesOverview

STANDINGS: Final[tuple[Standing, ...]] = ("error", "warning", "advice", "idle", "clean")


def page(overview: TablesOverview, language: Language) -> str:
    """The page of judged tables; the same figures give the same bytes. It holds no finding: these stand in files beside it."""
    return _JudgedPage(overview, language).written()


def verdict_line(overview: TablesOverview, language: Language) -> str:
    """What was judged in one line."""
    return _verdict(overview, Words(language))


def names_in_words(language: Language) -> dict[str, str]:
    """How severities, levels, kinds and standings are said, by `level.local` and the like."""
    words, chain = Words(language), built_in_chain()
    return {
        **{f"severity.{one}": words.severity(one) for one in SEVERITIES},
        **{f"level.{one}": words.level(one) for one in chain.levels},
        **{f"kind.{one}": words.kind(one) for one in chain.kinds},
        **{f"standing.{one}": _standing(one, words) for one in STANDINGS},
    }


def csv_opening(columns: Sequence[str], language: Language) -> bytes:
    """The heading of a CSV for spreadsheet programs with these columns of findings or plans."""
    words = Words(language)
    headings: dict[str, str] = {
        "severity": words.say("table.severity"),
        "rule": words.say("table.rule"),
        "title_th": words.say("table.title"),
        "title_en": words.say("table.title"),
        "plan": words.say("table.plan"),
        "level": words.say("table.level"),
        "owner": words.say("table.owner"),
        "kind": words.say("table.kind"),
        "code": words.say("table.code"),
        "name": words.say("table.name"),
        "file": words.say("table.file"),
        "sheet": words.say("table.sheet"),
        "spot": words.say("table.spot"),
        "standing": words.say("bodies.standing"),
        "projects": words.say("column.projects"),
        "undecided": words.say("column.undecided"),
    }
    for severity in SEVERITIES:
        headings[severity] = words.severity(severity)
    return csv_line([headings[one] for one in columns])


def _standing(standing: Standing, words: Words) -> str:
    """The word for how a plan stands."""
    match standing:
        case "error":
            return words.say("standing.error")
        case "warning":
            return words.say("standing.warning")
        case "advice":
            return words.say("standing.advice")
        case "clean":
            return words.say("standing.clean")
        case "idle":
            return words.say("standing.idle")


def _verdict(overview: TablesOverview, words: Words) -> str:
    faulty = sum(one.standings.get("error", 0) for one in overview.levels)
    return words.say("judged.verdict", count=overview.plans, faulty=faulty, findings=overview.findings)


class _JudgedPage(Page):
    """What the template asks for, in one language."""

    def __init__(self, overview: TablesOverview, language: Language) -> None:
        super().__init__(language)
        self.overview = overview
        self.levels = list(built_in_chain().levels)

    def written(self) -> str:
        overview = self.overview
        counts: Counter[Standing] = Counter()
        for one in overview.levels:
            counts.update(one.standings)
        names = ranks(one.owner or one.code for one in overview.worst)
        return self.render(
            "judged.html.j2",
            {
                "judged": overview,
                "css": style("base", "round", "judged"),
                "js": script("round"),
                "verdict": _verdict(overview, self.words),
                "gravest": next((one for one in STANDINGS if counts[one]), "idle"),
                "standings": [(one, counts[one]) for one in STANDINGS if counts[one]],
                "standing": lambda key: _standing(key, self.words),
                "all_standings": [one for one in STANDINGS if counts[one]],
                "lines": [(one, names[one.owner or one.code], STANDINGS.index(one.standing)) for one in overview.worst],
                "line_levels": [one for one in self.levels if any(plan.level == one for plan in overview.worst)],
                "line_standings": [one for one in STANDINGS if any(plan.standing == one for plan in overview.worst)],
                "most_rows": MOST_ROWS,
                "failing": self.failing(),
                "others": self.others(),
                "elsewhere": sum(not one.concerns for one in overview.rules),
                "unchecked": [one for one in overview.rules if one.not_checked is not None],
            },
        )

    def failing(self) -> list[RuleJudged]:
        """The rules that failed somewhere, the one that failed in most plans first."""
        found = [one for one in self.overview.rules if one.fail]
        return sorted(found, key=lambda one: (-one.failing, -one.fail, one.id))

    def others(self) -> list[RuleJudged]:
        """The rules that ran and failed nowhere."""
        ran = (one for one in self.overview.rules if not one.fail and one.idle < one.concerns)
        return sorted(ran, key=lambda one: one.id)
