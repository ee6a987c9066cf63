"""A comparison as plain text for a terminal: verdict, what differs, then every finding under the turn it took."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from checker.compare.comparison import Change, Comparison, PlanInComparison, Tally, Turn
from checker.render.compared import phrases
from checker.render.compared.reading_order import Group, NodeItems, Section, sections
from checker.render.terminal import Paper, Style
from checker.render.wording import Language, Words

_SIGNS: Final[Mapping[Turn, str]] = {
    "new": "+",
    "reopened": "+",
    "newly-judged": "+",
    "remaining": "=",
    "fixed": "✓",
    "waived": "○",
    "no-longer-judged": "?",
    "covered": "○",
}
_STYLES: Final[Mapping[Turn, Style]] = {
    "new": "error",
    "reopened": "error",
    "newly-judged": "warning",
    "fixed": "clean",
}


def compared_text(comparison: Comparison, language: Language, *, width: int = 100, colour: bool = False) -> str:
    """The whole comparison as text, wrapped to `width` columns; without `colour` it holds no escape sequence."""
    return "".join(_Text(comparison, Words(language), Paper(width, colour)).lines())


class _Text:
    def __init__(self, comparison: Comparison, words: Words, paper: Paper) -> None:
        self.comparison = comparison
        self.words = words
        self.para = paper.paragraph
        self.changes = {one.fingerprint: one for one in comparison.changes}

    def lines(self) -> Iterator[str]:
        comparison, words = self.comparison, self.words
        several = len(comparison.plans) > 1
        yield self.para(f"{phrases.title(comparison, words)} · {phrases.days(comparison, words)}", 0, "quiet")
        if several:
            yield self.para(words.say("compare.plans", count=len(comparison.plans)), 0, "strong")
        else:
            yield from (self.para(_plan(one), 0, "strong") for one in comparison.plans)
        yield "\n"
        yield self.para(phrases.verdict(comparison, words), 0, "error" if comparison.tally.new else "clean")
        if not comparison.nothing_changed:
            open_ones = words.say("compare.open", before=comparison.tally.before, now=comparison.tally.now)
            yield self.para(open_ones, 2)
        if besides := self.others(comparison.tally):
            yield self.para(f"{words.say('compare.besides')} {besides}", 2)
        yield from (self.para(f"! {said}", 2, "warning", 2) for said in phrases.cautions(comparison, words))
        yield from self.differing()
        if several:
            yield from self.plans()
        for section in sections(comparison):
            yield from self.section(section)
        yield from self.renamed()
        yield from self.rules()

    def others(self, tally: Tally) -> str:
        told = phrases.besides(tally)
        return " · ".join(f"{phrases.turn_word(turn, self.words)} {self.words.number(count)}" for turn, count in told)

    def differing(self) -> Iterator[str]:
        told = phrases.differing(self.comparison, self.words)
        if told:
            yield "\n"
            yield self.para(self.words.say("differs.title"), 0, "strong")
            yield self.para(self.words.say("differs.says"), 2)
        for one in told:
            yield self.para(f"{one.what}: {one.before} → {one.now}", 2, "", 2)

    def section(self, section: Section) -> Iterator[str]:
        word = f"{phrases.turn_word(section.turn, self.words)} {self.words.number(section.count)}"
        yield "\n"
        yield self.para(f"{_SIGNS[section.turn]} {word}", 0, _STYLES.get(section.turn, "strong"))
        yield self.para(phrases.turn_says(section.turn, self.words), 2, "quiet")
        for group in section.groups:
            yield from self.group(group, section.turn)

    def group(self, group: Group, turn: Turn) -> Iterator[str]:
        if group.reason is not None:
            yield self.para(phrases.why(turn, group.reason, group.why, self.words), 2, "strong")
        for node in group.nodes:
            yield from self.node(node)

    def node(self, node: NodeItems) -> Iterator[str]:
        of = f" · {node.plan}" if len(self.comparison.plans) > 1 else ""
        yield self.para(f"{self.words.node(node.node)}{of}", 2, "strong", 2)
        for item in node.items:
            yield from self.change(item.change, 4)
            if item.follows:
                yield self.para(self.words.say("compare.follows", count=len(item.follows)), 6, "strong")
            for one in item.follows:
                yield from self.change(one, 8)

    def change(self, one: Change, indent: int) -> Iterator[str]:
        style = one.severity if one.now.stands == "open" else "quiet"
        grade = self.words.severity(one.severity)
        yield self.para(f"{grade}: {self.words.told(one.message)}", indent, style, 2)
        if one.now.found:
            yield self.para(f"{self.words.say('compare.fix')}: {self.words.told(one.fix)}", indent + 2)
            yield self.para(self.words.place(one.place), indent + 2, "strong")
        maybe = [phrases.perhaps(self.changes[one.perhaps], self.words)] if one.perhaps else []
        for note in (*phrases.notes(one, self.words), *maybe):
            yield self.para(f"→ {note}", indent + 2, "", 2)
        yield self.para(f"{one.rule} · {one.fingerprint}", indent + 2, "quiet")

    def plans(self) -> Iterator[str]:
        moved = phrases.moved_plans(self.comparison)
        yield "\n"
        yield self.para(self.words.say("compare.by_plan"), 0, "strong")
        for one in moved:
            told = f"{one.plan.owner or one.plan.title} · {one.plan.code} · {self.counts(one.tally)}"
            if one.handed_in != "both":
                said = (
                    self.words.say("compare.only_new")
                    if one.handed_in == "only-new"
                    else self.words.say("compare.only_old")
                )
                told = f"{told} · {said}"
            yield self.para(told, 2, "", 4)
        if rest := len(self.comparison.plans) - len(moved):
            yield self.para(self.words.say("compare.still", count=rest), 2, "quiet")

    def rules(self) -> Iterator[str]:
        if self.comparison.rules:
            yield "\n"
            yield self.para(self.words.say("compare.by_rule"), 0, "strong")
        for one in self.comparison.rules:
            yield self.para(f"{one.id} {self.words.told(one.title)} · {self.counts(one.tally)}", 2, "", 4)

    def renamed(self) -> Iterator[str]:
        if self.comparison.renamed:
            yield "\n"
            yield self.para(self.words.say("compare.renamed"), 0, "strong")
            yield self.para(self.words.say("compare.renamed_says"), 2, "quiet")
        for one in self.comparison.renamed:
            yield self.para(phrases.renamed(one, self.words), 2, "", 2)

    def counts(self, tally: Tally) -> str:
        """`12 → 5: 8 mended, 1 new, 4 remain.`, and what else there is."""
        words = self.words
        said = words.say("compare.verdict", fixed=tally.fixed, new=tally.new, remaining=tally.remaining)
        others = self.others(tally)
        return f"{words.number(tally.before)} → {words.number(tally.now)}: {said}" + (f" {others}" if others else "")


def _plan(one: PlanInComparison) -> str:
    return " · ".join(filter(None, (one.plan.title or one.plan.code, one.plan.owner, one.plan.code)))
