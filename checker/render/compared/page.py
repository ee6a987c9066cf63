"""A comparison as one HTML page."""

from __future__ import annotations

from typing import Final

from checker.compare.comparison import Comparison, Tally, Turn
from checker.render.compared import phrases
from checker.render.compared.reading_order import sections
from checker.render.pages import Page, style
from checker.render.wording import Language

# Beyond this many findings of one turn a page would be no overview: the rest is counted and said.
_MOST: Final = 300
# More remaining findings than this start folded, so that the tables stay in reach.
_OPEN: Final = 60
_FOLDED: Final[frozenset[Turn]] = frozenset({"fixed", "waived", "covered"})


def compared_page(comparison: Comparison, language: Language) -> str:
    """The comparison as a page in `language`; the same comparison gives the same bytes.

    Every finding that the page has room for stands in it with its fingerprint as an anchor (`#f-…`).
    """
    page = _ComparisonPage(comparison, language)
    return page.render("compare.html.j2", page.names())


class _ComparisonPage(Page):
    """What the templates ask for, in one language."""

    def __init__(self, comparison: Comparison, language: Language) -> None:
        super().__init__(language)
        self.comparison = comparison
        self.changes = {one.fingerprint: one for one in comparison.changes}
        self.plans = {one.plan.code: one.plan for one in comparison.plans}

    def names(self) -> dict[str, object]:
        """Every name that the templates use, beside those of all pages."""
        comparison, words = self.comparison, self.words
        told, moved = sections(comparison, _MOST), phrases.moved_plans(comparison)
        return {
            "comparison": comparison,
            "css": style("base", "compare"),
            "sections": told,
            "severities": {one.turn: one.severities for one in told},
            "several": len(comparison.plans) > 1,
            "verdict": phrases.verdict(comparison, words),
            "tone": "still"
            if comparison.tally.new or (not comparison.tally.moved and comparison.tally.now)
            else "clean",
            "cards": [
                ("new", comparison.tally.new),
                ("remaining", comparison.tally.remaining),
                ("fixed", comparison.tally.fixed),
            ],
            "besides": phrases.besides(comparison.tally),
            "cautions": phrases.cautions(comparison, words),
            "differing": phrases.differing(comparison, words),
            "provenance": phrases.provenance(comparison, words),
            "title": phrases.title(comparison, words),
            "days": phrases.days(comparison, words),
            "turn_word": lambda turn: phrases.turn_word(turn, words),
            "turn_says": lambda turn: phrases.turn_says(turn, words),
            "why": lambda turn, reason, said: phrases.why(turn, reason, said, words),
            "notes": lambda change: phrases.notes(change, words),
            "perhaps": lambda other: phrases.perhaps(self.changes[other], words),
            "shown": {one.fingerprint for section in told for one in section.shown},
            "renamed": [phrases.renamed(one, words) for one in comparison.renamed],
            "others": self.others,
            "starts_folded": lambda section: (
                section.turn in _FOLDED or (section.turn == "remaining" and section.count > _OPEN)
            ),
            "plan_rows": moved,
            "unmoved": len(comparison.plans) - len(moved),
            "plan_of": lambda code: self.plans[code],
        }

    def others(self, tally: Tally) -> str:
        """The turns of a row beside new, remaining and mended."""
        told = phrases.besides(tally)
        return " · ".join(f"{phrases.turn_word(turn, self.words)} {self.words.number(count)}" for turn, count in told)
