"""Sentences in two languages, and which words are like others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from pydantic import BaseModel, ConfigDict, Field
from rapidfuzz import fuzz, process

from checker.thai import key

_PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")


class Sentence(BaseModel):
    """The same words in Thai and in English."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    th: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def in_language(self, language: str) -> str:
        """The words in `language`, which is `th` or `en`."""
        return self.th if language == "th" else self.en


def in_general(sentence: Sentence, known: Mapping[str, Sentence]) -> Sentence:
    """A sentence of a rule without a case: `known` placeholders are filled, what else a finding would fill in is left open."""

    def in_language(words: str, language: str) -> str:
        def word(name: str) -> str:
            return known[name].in_language(language) if name in known else "…"

        return _PLACEHOLDER.sub(lambda found: word(found[1]), words).replace("“…”", "…")

    return Sentence(th=in_language(sentence.th, "th"), en=in_language(sentence.en, "en"))


def same(words: str) -> Sentence:
    """A sentence that reads alike in both languages: a code, a figure, the user's own words."""
    return Sentence(th=words or "–", en=words or "–")


def nearest(wanted: str, candidates: Iterable[str], *, at_least: float = 60.0, most: int = 3) -> list[str]:
    """The `candidates` most like `wanted`, best first, compared by characters after folding.

    `at_least` is a similarity from 0 to 100. Ties are broken by the candidate's own text, so that the
    answer does not depend on the order of `candidates`.
    """
    folded = {candidate: key(candidate) for candidate in sorted(set(candidates))}
    found = process.extract(key(wanted), folded, scorer=fuzz.WRatio, score_cutoff=at_least, limit=None)
    ranked = sorted(found, key=lambda hit: (-hit[1], abs(len(hit[0]) - len(wanted)), hit[2]))
    return [str(candidate) for _, _, candidate in ranked[:most]]


_OPENING: Final = re.compile(r"^(?:เพื่อให้|เพื่อ|ทำให้|สามารถ|ประชาชน|ได้รับ|มี)+")


def overlap(first: str, second: str) -> int:
    """How far two texts say the same, from 0 to 100: what their pairs of neighbouring characters have in common (Dice).

    Compared after folding, without spaces, punctuation and the words that open most objectives and results.
    """
    ours, theirs = _pairs(first), _pairs(second)
    both = ours.total() + theirs.total()
    return 200 * (ours & theirs).total() // both if both else 0


def _pairs(words: str) -> Counter[str]:
    bare = _OPENING.sub("", re.sub(r"[^\w฀-๿]+", "", key(words)))
    return Counter(bare[at : at + 2] for at in range(len(bare) - 1))
