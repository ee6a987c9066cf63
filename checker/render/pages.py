"""What every HTML page shares: how templates are read, styles and scripts put into the page, words and places shown.

A page needs nothing but itself: no network, and no script to be read. The same input gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from checker.finding import PlaceInReport
from checker.folders import built_in
from checker.render.wording import Language, Words, visible
from checker.text import Sentence

_THAI: Final = re.compile(r"[฀-๿]+(?:[ .·/()0-9–-]*[฀-๿]+)*")


@cache
def environment() -> Environment:
    """The templates that travel with the program; whatever they print is escaped, a name nobody gave is an error."""
    return _prepared(Environment, FileSystemLoader(built_in("templates")))


def overlaid(folder: Path) -> Environment:
    """The same templates, of which `folder` may replace any by a file of its path; these can reach nothing but what they are given."""
    loaders = ChoiceLoader([FileSystemLoader(folder), FileSystemLoader(built_in("templates"))])
    return _prepared(ImmutableSandboxedEnvironment, loaders)


def _prepared(kind: type[Environment], loader: BaseLoader) -> Environment:
    made = kind(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_safe,
    )
    made.filters["opening"] = _opening
    return made


def style(*names: str) -> Markup:
    """The stylesheets `templates/style/NAME.css`, one after another."""
    return _inlined("style", "css", names)


def script(*names: str) -> Markup:
    """The scripts `templates/script/NAME.js`, one after another."""
    return _inlined("script", "js", names)


def _inlined(folder: str, ending: str, names: tuple[str, ...]) -> Markup:
    paths = [built_in("templates") / folder / f"{name}.{ending}" for name in names]
    return Markup("\n".join(path.read_text(encoding="utf-8") for path in paths))


def _safe(value: object) -> object:
    """What a template prints, without characters that a page cannot hold."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _opening(words: str) -> str:
    """`words` with a capital first letter, as a heading opens."""
    return words[:1].upper() + words[1:]


class Page:
    """One page in one language: a template, and the names that every template may use."""

    def __init__(self, language: Language) -> None:
        self.words = Words(language)

    def render(self, template: str, names: Mapping[str, object]) -> str:
        """The page that `template` makes of `names` and of those that every page has."""
        return (
            environment()
            .get_template(template)
            .render(
                {
                    "words": self.words,
                    "say": self.words.say,
                    "t": self.told,
                    "both": self.both,
                    "u": self.marked,
                    "at": self.place,
                    **names,
                }
            )
        )

    def told(self, sentence: Sentence) -> Markup:
        """The sentence in the language of the page."""
        return self.marked(self.words.told(sentence))

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
