"""The report on a plan as one HTML page."""

from __future__ import annotations

from typing import Final

from checker.finding import ChainStrategy, Report
from checker.render.grouping import Sorted, sorted_report
from checker.render.pages import Page, style
from checker.render.pictures.cards import name_of, reach_of
from checker.render.pictures.drawn import pictures
from checker.render.wording import Language

# A reason that holds for more findings than this is told once, under its rule, and linked to.
_TOLD_AT_EACH: Final = 6
# Pages with more findings open with their groups folded, so that they stay an index.
_NODES_OPEN: Final = 80
_KINDS_OPEN: Final = 300


def html(report: Report, language: Language) -> str:
    """The whole report as a page in `language`; the same report gives the same bytes.

    Every finding of the report stands in the page with its fingerprint as an anchor (`#f-…`), in either language.
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

    def names(self) -> dict[str, object]:
        """Every name that the templates use, beside those of all pages."""
        findings = len(self.report.findings)
        return {
            "report": self.report,
            "sorted": self.sorted,
            "css": style("base", "report", "pictures"),
            "pictures": pictures(self.report, self.words, self.plan_name),
            "reach_of": reach_of,
            "strategy_name": self.strategy_name,
            "plan_name": self.plan_name,
            "several": len(self.report.submissions) > 1,
            "told_at_each": {group.rule.id for group in self.sorted.by_rule if len(group.findings) <= _TOLD_AT_EACH},
            "rules_shown": {group.rule.id for group in self.sorted.by_rule},
            "nodes_open": findings <= _NODES_OPEN,
            "kinds_open": findings <= _KINDS_OPEN,
        }

    def plan_name(self, code: str) -> str:
        """The title of a plan or code list; its code where nothing else is known."""
        plan = self.sorted.plans.get(code)
        return (plan.title if plan else None) or self.words.code_list(code) or code

    def strategy_name(self, name: str) -> ChainStrategy | None:
        """The strategy that PLAN/CODE names."""
        return self.strategies.get(name)
