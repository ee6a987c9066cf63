"""A replacement as one HTML page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from checker.compare.comparison import Change, Turn
from checker.compare.replacement import PlanTouched, Replacement, Touched
from checker.render.compared import phrases as compared
from checker.render.compared.reading_order import Item, folded
from checker.render.pages import Page, style
from checker.render.replaced import phrases
from checker.render.wording import Language

# Beyond this many findings a page would be no overview: the rest is counted and said.
_MOST: Final = 300
_COMES: Final[tuple[Turn, ...]] = ("new", "newly-judged")


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of a plan that come and go with one upper change; `left_out` counts those for which there was no room."""

    change: int | None
    comes: tuple[Item, ...]
    goes: tuple[Item, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Section:
    """A plan with its groups."""

    of: PlanTouched
    groups: tuple[Group, ...]


def replaced_page(replacement: Replacement, language: Language) -> str:
    """The replacement as a page in `language`; the same replacement gives the same bytes."""
    page = _ReplacementPage(replacement, language)
    return page.render("replace.html.j2", page.names())


class _ReplacementPage(Page):
    """What the templates ask for, in one language."""

    def __init__(self, replacement: Replacement, language: Language) -> None:
        super().__init__(language)
        self.replacement = replacement
        self.room = _MOST

    def names(self) -> dict[str, object]:
        """Every name that the templates use, beside those of all pages."""
        one, words = self.replacement, self.words
        told = list(self.sections())
        return {
            "it": one,
            "css": style("base", "compare", "replace"),
            "verdict": phrases.verdict(one, words),
            "how": phrases.how(one, words),
            "cautions": phrases.cautions(one, words),
            "made": phrases.made(one, words),
            "sections": told,
            "rest": one.plans[len(told) :],
            "what": lambda which: phrases.what(which, words),
            "called": lambda number: phrases.called(one.changes[number], words),
            "fields": lambda change: phrases.told_fields(change, words),
            "fixes": lambda change: phrases.fixes(change, one.plan.code, words),
            "cited": lambda change: phrases.cited(change, words),
            "turn_word": lambda turn: phrases.turn_word(turn, words),
            "notes": lambda change: compared.notes(change, words),
            "perhaps": lambda _: "",
            "shown": frozenset[str](),
            "several": False,
        }

    def sections(self) -> Iterator[Section]:
        """The plans, as far as there is room."""
        for plan in self.replacement.plans:
            if self.room <= 0:
                return
            yield Section(plan, tuple(self.group(one) for one in plan.groups))

    def group(self, one: Touched) -> Group:
        """One group, as far as there is room."""
        comes = self.items([each for each in one.findings if each.turn in _COMES])
        goes = self.items([each for each in one.findings if each.turn not in _COMES])
        shown = sum(1 + len(item.follows) for item in (*comes, *goes))
        return Group(one.change, comes, goes, len(one.findings) - shown)

    def items(self, changes: list[Change]) -> tuple[Item, ...]:
        """As many of the findings, each with what follows from it, as there is room for."""
        shown = []
        for item in folded(changes):
            if self.room <= 0:
                break
            self.room -= 1 + len(item.follows)
            shown.append(item)
        return tuple(shown)
