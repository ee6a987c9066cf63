"""A replacement as plain text for a terminal: verdict, what changes above, then every plan that it bears on."""

from __future__ import annotations

from collections.abc import Iterator

from checker.compare.comparison import Change
from checker.compare.replacement import PlanTouched, Replacement, UpperChange
from checker.render.replaced import phrases
from checker.render.terminal import Paper
from checker.render.wording import Language, Words


def replaced_text(replacement: Replacement, language: Language, *, width: int = 100, colour: bool = False) -> str:
    """The whole replacement as text, wrapped to `width` columns; without `colour` it holds no escape sequence."""
    return "".join(_Text(replacement, Words(language), Paper(width, colour)).lines())


class _Text:
    def __init__(self, replacement: Replacement, words: Words, paper: Paper) -> None:
        self.one, self.words, self.para = replacement, words, paper.paragraph

    def lines(self) -> Iterator[str]:
        one, words = self.one, self.words
        yield self.para(words.say("replace.title"), 0, "quiet")
        yield self.para(
            " · ".join(filter(None, (one.draft.title or one.plan.code, one.draft.owner, one.plan.code))), 0, "strong"
        )
        yield self.para(phrases.verdict(one, words), 0, "error" if one.tally.new else "clean")
        yield self.para(phrases.how(one, words), 2, "quiet")
        yield from (self.para(f"! {said}", 2, "warning", 2) for said in phrases.cautions(one, words))
        yield "\n"
        yield self.para(words.say("replace.changes"), 0, "strong")
        if not one.changes:
            yield self.para(words.say("replace.no_changes"), 2)
        for change in one.changes:
            yield from self.change(change)
        for plan in one.plans:
            yield from self.plan(plan)
        if one.untouched:
            yield "\n"
            yield self.para(words.say("replace.untouched", count=one.untouched), 0, "quiet")

    def change(self, one: UpperChange) -> Iterator[str]:
        yield self.para(f"{phrases.what(one.what, self.words)}: {phrases.called(one, self.words)}", 2, "", 2)
        for field in phrases.told_fields(one, self.words):
            yield self.para(f"{field.label}: {field.before} → {field.after}", 4, "", 2)
        for said in (*phrases.fixes(one, self.one.plan.code, self.words), phrases.cited(one, self.words)):
            if said:
                yield self.para(said, 4, "", 2)

    def plan(self, one: PlanTouched) -> Iterator[str]:
        yield "\n"
        yield self.para(" · ".join(filter(None, (one.plan.owner or one.plan.title, one.plan.code))), 0, "strong")
        for group in one.groups:
            if group.change is None:
                because = self.words.say("replace.by_none")
            else:
                above = self.one.changes[group.change]
                because = f"{self.words.say('replace.by_change')} {phrases.what(above.what, self.words)}: {phrases.called(above, self.words)}"
            yield self.para(because, 2, "quiet", 2)
            for each in group.findings:
                yield from self.finding(each)

    def finding(self, one: Change) -> Iterator[str]:
        words = self.words
        comes = one.turn in {"new", "newly-judged"}
        told = f"{phrases.turn_word(one.turn, words)} · {words.severity(one.severity)}: {words.told(one.message)}"
        yield self.para(f"{'+' if comes else '−'} {told}", 4, one.severity if comes else "quiet", 2)
        if comes:
            yield self.para(f"{words.say('compare.fix')}: {words.told(one.fix)}", 6)
            yield self.para(words.place(one.place), 6, "strong")
        yield self.para(f"{one.rule} · {one.fingerprint}", 6, "quiet")
