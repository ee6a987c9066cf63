"""A sheet on which reviewers score a plan, as far as rules see: a part of the report."""

from __future__ import annotations

from typing import Literal

from checker.strict import Strict
from checker.text import Sentence


class ScoredItem(Strict):
    """One item of a score sheet: `score` is of `points`, to one decimal; null where it was not worked out, and `why`."""

    id: str
    title: Sentence
    points: int
    rules: list[str]
    score: str | None
    why: Sentence | None


class ScoreSheet(Strict):
    """A sheet that reviewers fill in, as far as the rules see: never the official score.

    Of its `points`, `seen` belong to items of which rules see something at all, and `computed` to those that were worked out here;
    `score` is the sum of those.
    """

    id: str
    title: Sentence
    points: int
    seen: int
    computed: int
    score: str
    official: Literal[False] = False
    items: list[ScoredItem]
