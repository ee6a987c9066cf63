"""The report as one HTML page that needs nothing but itself: no network, no script."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from checker.finding import ChainStrategy, PlaceInReport, Report
from checker.folders import built_in
from checker.render.chain_picture import WIDTH, name_of, picture, reach_of
from checker.render.grouping import Sorted, sorted_report
from checker.render.wording import Language, Words, visible
from checker.text import Sentence

# A reason that holds for more findings than this is told once, under its rule, and linked to.
_TOLD_AT_EACH: Final = 6
# Pages with more findings open with their groups folded, so that they stay an index.
_NODES_OPEN: Final = 80
_KINDS_OPEN: Final = 300
_THAI: Final = re.compile(r"[฀-๿]+(?:[ .·/()0-9–-]*[฀-๿]+)*")


def html(report: Report, language: Language) -> str:
    """The whole report as a page in `language`; the same report gives the same bytes.

    Every finding of the report stands in the page with its fingerprint as an anchor (`#f-…`), in either language.
    """
    page = _Page(report, language)
    return _environment().get_template("report.html.j2").render(page.context())


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(built_in("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_safe,
    )
    environment.filters["opening"] = _opening
    return environment


def _safe(value: object) -> object:
    """What a template prints, without characters that a page cannot hold."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _opening(words: str) -> str:
    """`words` with a capital first letter, as a heading opens."""
    return words[:1].upper() + words[1:]


class _Page:
    """What the template asks for, in one language."""

    def __init__(self, report: Report, language: Language) -> None:
        self.report = report
        self.words = Words(language)
        self.sorted: Sorted = sorted_report(report)
        self.errors = Counter(
            (one.plan, one.node.kind, one.node.code)
            for one in report.findings
            if one.severity == "error" and not one.waiver
        )
        self.strategies = {name_of(one): one for one in [*report.above, *report.chain]}

    def context(self) -> dict[str, object]:
        """Every name that the templates use."""
        css = (built_in("templates") / "report.css").read_text(encoding="utf-8")
        findings = len(self.report.findings)
        return {
            "report": self.report,
            "sorted": self.sorted,
            "words": self.words,
            "say": self.words.say,
            "t": lambda sentence: self.marked(self.words.told(sentence)),
            "both": self.both,
            "u": self.marked,
            "at": self.place,
            "css": Markup(css),
            "picture": picture(self.report),
            "width": WIDTH,
            "reach_of": reach_of,
            "strategy_name": self.strategy_name,
            "errors_of": lambda one: (
                self.errors[one.plan, "strategy", one.code] + self.errors[one.plan, "goal", one.code]
            ),
            "plan_name": self.plan_name,
            "several": len(self.report.submissions) > 1,
            "told_at_each": {group.rule.id for group in self.sorted.by_rule if len(group.findings) <= _TOLD_AT_EACH},
            "rules_shown": {group.rule.id for group in self.sorted.by_rule},
            "nodes_open": findings <= _NODES_OPEN,
            "kinds_open": findings <= _KINDS_OPEN,
        }

    def marked(self, words: str) -> Markup:
        """`words` escaped; on an English page, Thai in them is marked as Thai, so that it is read aloud as Thai."""
        safe = escape(visible(words))
        if self.words.language == "th":
            return safe
        return Markup(_THAI.sub(lambda run: f'<span lang="th">{run[0]}</span>', str(safe)))

    def both(self, sentence: Sentence) -> Markup:
        """A source's title in this language, and in the other one behind it where it differs."""
        first, second = self.words.told(sentence), self.words.other(sentence)
        if first == second:
            return self.marked(first)
        other = "en" if self.words.language == "th" else "th"
        return Markup('{} <span class="other" lang="{}">({})</span>').format(self.marked(first), other, second)

    def place(self, place: PlaceInReport) -> Markup:
        """File › sheet › **cell**."""
        steps = [self.marked(step) for step in (place.file, place.sheet) if step]
        if spot := self.words.spot(place):
            steps.append(Markup("<b>{}</b>").format(self.marked(spot)))
        return Markup(" › ").join(steps)

    def plan_name(self, code: str) -> str:
        """The title of a plan or code list; its code where nothing else is known."""
        plan = self.sorted.plans.get(code)
        return (plan.title if plan else None) or self.words.code_list(code) or code

    def strategy_name(self, name: str) -> ChainStrategy | None:
        """The strategy that PLAN/CODE names."""
        return self.strategies.get(name)
