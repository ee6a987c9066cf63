"""The files of a kit: the same wish gives the same bytes."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Final

from checker.authoring.in_words import basis_in_words, parameters_of, scope_in_words
from checker.bodies import Body
from checker.chain import built_in_chain
from checker.explain.general import fix_in_general
from checker.readers.draft import Draft
from checker.render.pages import Page, style
from checker.render.wording import Words
from checker.rule import SEVERITIES, Rule
from checker.rulebook import Rulebook
from checker.text import Sentence
from checker.writers.excel import blank_form

README: Final = "README.html"
RULES: Final = "rules.html"
FORM: Final = "plan-form.xlsx"
FILES: Final = (README, FORM, RULES)


@dataclass(frozen=True, slots=True)
class RuleShown:
    """One rule as its page tells it: what it rests on and whom it examines in both languages, its parameters as stated."""

    rule: Rule
    fix: Sentence
    scope: tuple[Sentence, ...]
    basis: tuple[Sentence, ...]
    parameters: tuple[tuple[Sentence, str | None], ...]


@dataclass(frozen=True)
class Wish:
    """What all kits of one call have in common. `context` fills the lists of the form, `sender` is the office to ask."""

    level: str
    years: tuple[int, int]
    due: datetime.date
    rulebook: Rulebook
    sender: str = ""
    context: Draft = field(default_factory=Draft)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules in force that a plan of this level is checked by."""
        return tuple(one for one in self.rulebook.in_force if not one.scope.levels or self.level in one.scope.levels)

    @cached_property
    def rules_page(self) -> bytes:
        """The page on these rules, by what they examine, Thai first."""
        return self._page("kit/rules.html.j2", {"groups": list(self._groups()), "count": len(self.rules)})

    def files(self, body: Body) -> dict[str, bytes]:
        """The files of the kit of `body`, by name."""
        card = {"owner": body.in_full, "area": body.area}
        form = blank_form(self.level, self.years, self.context, self.rulebook.version, card)
        return {README: self._readme(body), FORM: form, RULES: self.rules_page}

    def _readme(self, body: Body) -> bytes:
        return self._page(
            "kit/readme.html.j2", {"body": body, "form": FORM, "rules_file": RULES, "count": len(self.rules)}
        )

    def _page(self, template: str, names: dict[str, object]) -> bytes:
        span = "-".join(str(year) for year in dict.fromkeys(self.years))
        shared = {
            "languages": (Page("th"), Page("en")),
            "en": Words("en"),
            "level": self.level,
            "years": span,
            "due": self.due.isoformat(),
            "sender": self.sender,
            "rulebook": self.rulebook,
            "css": style("base", "kit"),
        }
        return Page("th").render(template, {**shared, **names}).encode()

    def _groups(self) -> Iterator[tuple[str, list[RuleShown]]]:
        """The rules by the kind of node that they examine first, the gravest first."""
        kinds = list(built_in_chain().kinds)

        def rank(rule: Rule) -> int:
            return min(kinds.index(kind) for kind in rule.sources)

        ordered = sorted(self.rules, key=lambda rule: (rank(rule), SEVERITIES.index(rule.severity), rule.id))
        for at, rules in groupby(ordered, key=rank):
            yield kinds[at], [self._shown(rule) for rule in rules]

    def _shown(self, rule: Rule) -> RuleShown:
        return RuleShown(
            rule,
            fix_in_general(rule, built_in_chain()),
            tuple(scope_in_words(rule)),
            tuple(basis_in_words(basis, self.rulebook) for basis in rule.basis),
            tuple((rule.called(name), value) for name, value in parameters_of(rule, self.rulebook).items()),
        )
