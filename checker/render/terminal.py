"""The report as plain text for a terminal: verdict, completeness, counts, then what to mend and where."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final, Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from checker.finding import Report, Undecided
from checker.folders import built_in
from checker.render.grouping import sorted_report
from checker.render.wording import Language, Words, visible

Style = Literal["error", "warning", "advice", "clean", "strong", "quiet", ""]

_ANSI: Final[Mapping[Style, str]] = {
    "error": "\x1b[1;31m",
    "warning": "\x1b[1;33m",
    "advice": "\x1b[1;34m",
    "clean": "\x1b[1;32m",
    "strong": "\x1b[1m",
    "quiet": "\x1b[2m",
}
_RESET: Final = "\x1b[0m"
_SIGNS: Final[Mapping[str, str]] = {
    "error": "■",
    "warning": "▲",
    "advice": "●",
    "clean": "✓",
    "idle": "○",
    "disagreed": "■",
}
_VERDICT_STYLES: Final[Mapping[str, Style]] = {"disagreed": "error", "idle": "quiet"}
_NARROWEST: Final = 40
# Thai vowels that stand before their consonant, and letters that never open a line.
_LEADING: Final = frozenset("เแโใไ")
_FOLLOWING: Final = frozenset("ะาำๅๆฯ")


def terminal(report: Report, language: Language, *, width: int = 100, colour: bool = False) -> str:
    """The whole report as text, wrapped to `width` columns; without `colour` it holds no escape sequence."""
    paper = Paper(width, colour)
    words = Words(language)
    return _environment().get_template("report.txt.j2").render(
        report=report,
        sorted=sorted_report(report),
        words=words,
        say=words.say,
        t=words.told,
        para=paper.paragraph,
        node=words.node,
        sign=lambda key: _SIGNS[key],
        severity=words.severity,
        verdict_style=lambda kind: _VERDICT_STYLES.get(kind, kind),
        several=len(report.submissions) > 1,
    )  # fmt: skip


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(built_in("templates")),
        autoescape=False,  # plain text: `paragraph` takes out control characters
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["spot"] = lambda place, words: words.spot(place)
    environment.filters["named_spot"] = _named_spot
    return environment


def _named_spot(one: Undecided, words: Words) -> str:
    """`P-14 (ผ.02 › D14)`, for a list on one line."""
    where = " › ".join(step for step in (one.place.sheet, words.spot(one.place)) if step) or one.place.file
    return f"{one.node.code or one.node.name} ({where})"


class Paper:
    """Text of a given width (40 columns at least), painted or not."""

    def __init__(self, width: int, colour: bool) -> None:
        self.width = max(width, _NARROWEST)
        self.colour = colour

    def paragraph(self, text: str, indent: int = 0, style: Style = "", hang: int = 0) -> str:
        """`text` wrapped and indented, further lines by `hang` more; ends with a line break."""
        lines = []
        for number, line in enumerate(_wrapped(visible(text), self.width - indent - hang)):
            margin = " " * (indent + (hang if number else 0))
            lines.append(margin + self.painted(line, style))
        return "\n".join(lines) + "\n"

    def painted(self, text: str, style: Style) -> str:
        return f"{_ANSI[style]}{text}{_RESET}" if self.colour and style else text


def columns(text: str) -> int:
    """How many columns of a terminal `text` takes: Thai vowel and tone marks take none."""
    return sum(_columns(letter) for letter in text)


def _columns(letter: str) -> int:
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1


def _wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        candidate = f"{lines[-1]} {word}" if lines[-1] else word
        if columns(candidate) <= width:
            lines[-1] = candidate
            continue
        pieces = list(_pieces(word, width))
        if lines[-1]:
            lines.append("")
        lines[-1:] = pieces
    return lines


def _pieces(word: str, width: int) -> Iterator[str]:
    """`word` cut into pieces no wider than `width`, never between a letter and its marks."""
    piece = ""
    for cluster in _clusters(word):
        if piece and columns(piece + cluster) > width:
            yield piece
            piece = ""
        piece += cluster
    yield piece


def _clusters(word: str) -> Iterator[str]:
    cluster = ""
    for letter in word:
        opens = _columns(letter) > 0 and letter not in _FOLLOWING and cluster[-1:] not in _LEADING
        if cluster and opens:
            yield cluster
            cluster = ""
        cluster += letter
    if cluster:
        yield cluster
