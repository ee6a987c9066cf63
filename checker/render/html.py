"""The report on a plan as one HTML page."""

from __future__ import annotations

from collections import Counter
from typing import Final

from markupsafe import Markup

from checker.finding import ChainStrategy, PlaceInReport, Report
from checker.render.first import steps
from checker.render.grouping import Sorted, sorted_report
from checker.render.listing import as_labels, listed
from checker.render.pages import Page, script, style
from checker.render.pictures.cards import name_of, reach_of
from checker.render.pictures.drawn import pictures
from checker.render.sources import by_source, quiet_sources
from checker.render.units import units
from checker.render.wording import Language
from checker.thai import natural

# A reason that holds for more findings than this is told once, under its rule, and linked to.
_TOLD_AT_EACH: Final = 6
# A rule with more findings is listed once, by check; the index by source leads there.
_LISTED_BY_SOURCE: Final = 40
# Pages with more findings open with their groups folded, so that they stay an index.
_NODES_OPEN: Final = 80
_KINDS_OPEN: Final = 300
# Longer pages list their findings by check in tables, and say once what findings have in common.
_BY_NODE: Final = 500
# The first page on paper holds so many checks with findings; how many more there are is said.
_RULES_ON_FIRST_PAGE: Final = 10


def html(report: Report, language: Language) -> str:
    """The whole report as a page in `language`; the same report gives the same bytes.

    Every finding of the report stands in the page with its fingerprint as an anchor (`#f-…`), in either language, with or
    without script.
    """
    page = _ReportPage(report, language)
    return page.render("report.html.j2", page.names())


class _ReportPage(Page):
    """What the template asks for, in one language."""

    def __init__(self, report: Report, language: Language) -> None:
        super().__init__(language)
        self.report = report
        self.sorted: Sorted = sorted_report(report)
        self.strategies = {name_of(one): one for one in [*report.above, *report.chain]}
        active = [one for one in report.findings if one.waiver is None]
        self.sheets = _numbered(Counter((one.place.file, one.place.sheet or "") for one in active))
        self.plans = _numbered(Counter((one.plan,) for one in active))
        self.units = units(active)
        files = {one.place.file for one in report.findings}
        self.only_file = min(files) if len(files) == 1 else None

    def names(self) -> dict[str, object]:
        """Every name that the templates use, beside those of all pages."""
        findings = len(self.report.findings)
        long = findings > _BY_NODE
        return {
            "report": self.report,
            "sorted": self.sorted,
            "css": style("base", "report", *(["listed"] if long else []), "pictures"),
            "js": script("report"),
            "pictures": pictures(self.report, self.words, self.plan_name),
            "reach_of": reach_of,
            "strategy_name": self.strategy_name,
            "plan_name": self.plan_name,
            "several": len(self.report.submissions) > 1,
            "told_at_each": {group.rule.id for group in self.sorted.by_rule if len(group.findings) <= _TOLD_AT_EACH},
            "rules_shown": {group.rule.id for group in self.sorted.by_rule},
            "nodes_open": findings <= _NODES_OPEN,
            "kinds_open": findings <= _KINDS_OPEN,
            "checks": listed(self.sorted, self.words) if long else (),
            "steps": steps(self.sorted),
            "by_source": by_source(self.sorted.by_rule),
            "quiet_sources": quiet_sources(self.report.rules, self.sorted.by_rule),
            "listed_by_source": _LISTED_BY_SOURCE,
            "first_page": _RULES_ON_FIRST_PAGE,
            "sheets": self.sheets,
            "plans": self.plans,
            "units": self.units,
            "only_file": self.only_file,
            "here": self.here,
            "listed_at": self.listed_at,
            "as_labels": as_labels,
            "spot": self.spot,
        }

    def plan_name(self, code: str) -> str:
        """The title of a plan or code list; its code where nothing else is known."""
        plan = self.sorted.plans.get(code)
        return (plan.title if plan else None) or self.words.code_list(code) or code

    def strategy_name(self, name: str) -> ChainStrategy | None:
        """The strategy that PLAN/CODE names."""
        return self.strategies.get(name)

    def spot(self, place: PlaceInReport) -> str:
        """The nearest that is known of a place: its cell, row or line, else its sheet, else its file."""
        return self.words.spot(place) or place.sheet or place.file

    def here(self, place: PlaceInReport) -> Markup:
        """Where to mend: the cell first, then its sheet, and its file where findings lie in several."""
        around = [
            self.marked(step) for step in (place.sheet, None if place.file == self.only_file else place.file) if step
        ]
        known = self.words.spot(place)
        first = Markup("<b>{}</b> ").format(self.marked(known)) if known else Markup()
        return first + Markup(" · ").join(around)

    def listed_at(self, place: PlaceInReport) -> Markup:
        """Where to mend, in a row of a table: what its reference says, then what tells it from other sheets and files."""
        spot = self.spot(place)
        steps = (place.sheet if len(self.sheets) > 1 else None, None if place.file == self.only_file else place.file)
        around = [self.marked(step) for step in steps if step and step != spot]
        return Markup("<b>{}</b>").format(self.marked(spot)) + Markup("").join(
            Markup(" {}").format(one) for one in around
        )

    def place(self, place: PlaceInReport) -> Markup:
        """File › sheet › **cell**; the file is left out where all findings lie in that one."""
        nearer = place.sheet is not None or self.words.spot(place)
        if place.file == self.only_file and nearer:
            place = place.model_copy(update={"file": ""})
        return super().place(place)


def _numbered(found: Counter[tuple[str, ...]]) -> dict[tuple[str, ...], tuple[int, int]]:
    """For each of `found`, as people count, its number from 1 and how often it was found."""
    order = sorted(found, key=lambda steps: [natural(step) for step in steps])
    return {one: (number, found[one]) for number, one in enumerate(order, 1)}
