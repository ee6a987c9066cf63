"""The words around a report's own sentences, in one language, from the files of `templates/wording`.

Numbers, dates, years and places are written here too, so that every page writes them alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Final, Literal

from pydantic import RootModel, model_validator

from checker.chain import built_in_chain
from checker.errors import EngineFault
from checker.finding import ChangeInReport, NodeInReport, PlaceInReport, Severity, WaiverInReport, WaiverStatus
from checker.folders import built_in
from checker.located import NotPlainData, read_yaml
from checker.strict import Strict, validated
from checker.text import Sentence

Language = Literal["th", "en"]

_ERA: Final = 543
# Control characters break terminals and are not allowed in HTML; bidirectional overrides make a code look like another.
_UNSEEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")


class Phrase(Strict):
    """A phrase in both languages; `en_one` is the English of one. All name the same placeholders."""

    th: str
    en: str
    en_one: str | None = None

    def in_language(self, language: Language, *, one: bool = False) -> str:
        """The phrase in `language`, of one thing or of any other number."""
        if language == "th":
            return self.th
        return self.en_one if one and self.en_one is not None else self.en

    @model_validator(mode="after")
    def _alike(self) -> Phrase:
        if placeholders(self.th) != placeholders(self.en):
            raise ValueError(f"th and en name different placeholders: {self.th} / {self.en}")
        if self.en_one is not None and not placeholders(self.en_one) <= placeholders(self.en):
            raise ValueError(f"en_one names a placeholder that en does not: {self.en_one}")
        return self


class Wording(RootModel[dict[str, dict[str, Phrase]]]):
    """Every phrase, by section and name."""

    @property
    def phrases(self) -> dict[str, Phrase]:
        """The phrases by `section.name`."""
        return {f"{section}.{name}": phrase for section, names in self.root.items() for name, phrase in names.items()}


def placeholders(phrase: str) -> set[str]:
    """The names in braces in `phrase`."""
    return {name for _, name, _, _ in Formatter().parse(phrase) if name}


def read_wording(path: Path) -> Wording:
    """The wording in the file `path`. Raises EngineFault with every fault: the words are ours."""
    try:
        (document,) = read_yaml(path.read_text(encoding="utf-8"), path.name)
        return validated(Wording, document, path.name)
    except NotPlainData as error:
        raise EngineFault(error.faults) from error


def merged(wordings: Iterable[Wording]) -> Wording:
    """All sections of `wordings`. Raises ValueError where two of them hold a section of one name."""
    sections: dict[str, dict[str, Phrase]] = {}
    for wording in wordings:
        if twice := sections.keys() & wording.root.keys():
            raise ValueError(f"two files of wording hold a section of this name: {', '.join(sorted(twice))}")
        sections |= wording.root
    return Wording(sections)


@cache
def built_in_wording() -> Wording:
    """The wording that travels with the program."""
    return merged(read_wording(path) for path in sorted((built_in("templates") / "wording").glob("*.yaml")))


def sentence(name: str, /, **values: str | int | Sentence) -> Sentence:
    """The phrase `name` in both languages, for what is told before a language is chosen. KeyError as `Words.say` does."""

    def told(language: Language) -> str:
        known = {key: one.in_language(language) if isinstance(one, Sentence) else one for key, one in values.items()}
        return Words(language).say(name, **known)

    return Sentence(th=told("th"), en=told("en"))


def visible(words: str) -> str:
    """`words` with a mark in place of every character that cannot be shown safely."""
    return _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", words)


class Words:
    """What a page says in one language."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self._phrases = built_in_wording().phrases

    def say(self, name: str, /, **values: str | int) -> str:
        """The phrase `name` (`section.name`); numbers get thousands separators, `count` chooses singular or plural.

        KeyError where the phrase, or a value that it needs, is missing.
        """
        phrase = self._phrases[name]
        words = phrase.in_language(self.language, one=values.get("count") == 1)
        return words.format(**{key: self.number(value) for key, value in values.items()})

    def number(self, value: str | int) -> str:
        """A count with thousands separators; text stays as it is."""
        return f"{value:,}" if isinstance(value, int) else value

    def told(self, sentence: Sentence) -> str:
        """The sentence in this language."""
        return visible(sentence.in_language(self.language))

    def other(self, sentence: Sentence) -> str:
        """The sentence in the other language."""
        return visible(sentence.in_language("en" if self.language == "th" else "th"))

    def money(self, written: str) -> str:
        """An amount in baht with thousands separators; satang only where there are some."""
        try:
            amount = Decimal(written)
        except InvalidOperation:
            return visible(written)
        if not amount.is_finite():
            return visible(written)
        return f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"

    def date(self, written: str) -> str:
        """`2026-11-22` as `22 พฤศจิกายน 2569` or `22 November 2569 BE`; what is no date stays as it is."""
        try:
            day = date.fromisoformat(written)
        except ValueError:
            return visible(written)
        month = self.say("date.months").split()[day.month - 1]
        return self.say("date.day", day=str(day.day), month=month, year=str(day.year + _ERA))

    def years(self, written: str) -> str:
        """The years of a plan, `2566-2570`, as people print them; of `2568-2568` the one year."""
        first, _, last = visible(written).partition("-")
        period = f"{first}–{last}" if last and last != first else first
        return self.say("date.years", period=period)

    def level(self, key: str) -> str:
        """The name of a level; its key where the chain does not know it."""
        word = built_in_chain().levels.get(key)
        return visible(key) if word is None else self.told(word.sentence)

    def kind(self, key: str) -> str:
        """The name of a kind of node; its key where the chain does not know it."""
        word = built_in_chain().kinds.get(key)
        return visible(key) if word is None else self.told(word.sentence)

    def code_list(self, key: str) -> str | None:
        """The name of a code list; None where there is no such list."""
        word = built_in_chain().code_lists.get(key)
        return None if word is None else self.told(word.sentence)

    def severity(self, key: Severity) -> str:
        """The word for a severity."""
        match key:
            case "error":
                return self.say("severity.error")
            case "warning":
                return self.say("severity.warning")
            case "advice":
                return self.say("severity.advice")

    def node(self, node: NodeInReport) -> str:
        """Kind, code and name of a node."""
        name = "" if node.name == node.code else node.name
        known = " ".join(part for part in (node.code, name) if part) or self.say("finding.nameless")
        return visible(f"{self.kind(node.kind)} {known}")

    def waiver(self, one: WaiverInReport) -> str:
        """What a waiver covers: one node, or every node of a kind in its plan."""
        kind = self.kind(one.kind)
        if one.code == "*":
            return visible(self.say("waivers.every", kind=kind, plan=one.plan))
        return visible(self.say("waivers.one", kind=kind, code=one.code, plan=one.plan))

    def waivers(self, status: WaiverStatus) -> str:
        """What is to be said of the waivers of one status."""
        match status:
            case "in-force":
                return self.say("waivers.in_force")
            case "ends-soon":
                return self.say("waivers.ends_soon")
            case "expired":
                return self.say("waivers.expired")
            case "unmatched":
                return self.say("waivers.unmatched")
            case "not-yet":
                return self.say("waivers.not_yet")
            case "not-checked":
                return self.say("waivers.not_checked")
            case "elsewhere":
                return self.say("waivers.elsewhere")

    def levels_only(self, levels: Sequence[str]) -> str:
        """That a profile is for these levels only."""
        return self.say("provenance.levels_only", levels=", ".join(self.level(one) for one in levels))

    def change(self, one: ChangeInReport) -> str:
        """What differs from the built-in rules, and why."""
        known = {"rule": one.rule, "title": self.told(one.title)}
        match one.what:
            case "added":
                said = self.say("provenance.added", **known)
            case "replaced":
                said = self.say("provenance.replaced", **known)
            case "left-out":
                said = self.say("provenance.left_out", **known)
            case "regraded":
                words = {
                    name: self.say(f"severity.{grade}")
                    for name, grade in (("before", one.before), ("after", one.after))
                }
                said = self.say("provenance.regraded", **known, **words)
            case "set":
                before, after = (visible(value or self.say("provenance.nothing")) for value in (one.before, one.after))
                name = self.told(one.parameter_name) if one.parameter_name else one.parameter or ""
                said = self.say("provenance.set", **known, parameter=name, before=before, after=after)
        return said if one.reason is None else f"{said} – {self.told(one.reason)}"

    def spot(self, place: PlaceInReport) -> str:
        """The last step to a place: its cell, row or line; empty where only the file is known."""
        if place.cell is not None:
            return place.cell
        if place.row is not None:
            return self.say("place.row", number=str(place.row))
        if place.line is not None:
            return self.say("place.line", number=str(place.line))
        return ""

    def places(self, places: Sequence[PlaceInReport]) -> str:
        """`plan.xlsx › โครงการ › D14, D15`, one sheet after another."""
        sheets: dict[tuple[str, ...], list[str]] = {}
        for place in places:
            sheets.setdefault(tuple(step for step in (place.file, place.sheet) if step), []).append(self.spot(place))
        told = [" › ".join([*steps, ", ".join(filter(None, spots))]) for steps, spots in sheets.items()]
        return visible(" · ".join(told))

    def place(self, place: PlaceInReport) -> str:
        """`plan.xlsx › โครงการ › D14`."""
        return visible(" › ".join(step for step in (place.file, place.sheet, self.spot(place)) if step))
