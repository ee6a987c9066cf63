"""How a sheet that holds a form is told by its titles and headings, in whatever spelling they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from checker.forms.description import Column, Form, form, forms
from checker.forms.folded import heading_key
from checker.thai import key

_EXACT, _BEGINS, _HOLDS, _PART = 4, 3, 2, 1
_SHORT: Final = 4
_LONG: Final = 8
_LONGEST_HEADING: Final = 90


def likeness(heading: str, column: Column) -> tuple[int, int]:
    """How well a folded `heading` fits `column`; (0, 0) is not at all. Higher is better, so candidates can be compared."""
    if not heading or len(heading) > _LONGEST_HEADING:
        return (0, 0)
    best = (0, 0)
    for known in column.headings:
        if heading == known:
            return (_EXACT, len(known))
        if len(known) >= _SHORT and heading.startswith(known):
            best = max(best, (_BEGINS, len(known)))
        elif len(known) >= _LONG and known in heading:
            best = max(best, (_HOLDS, len(known)))
    return best


def is_part_of_heading(heading: str, columns: Iterable[Column]) -> bool:
    """Whether a folded `heading` can be a piece of one that is written over several rows, such as `จะได้รับ`."""
    return len(heading) >= _SHORT - 1 and any(heading in known for column in columns for known in column.headings)


@dataclass(frozen=True, slots=True)
class _Known:
    """The headings of a form, laid out for one quick look at a cell."""

    whole: Mapping[str, str]
    beginnings: Mapping[str, str]
    begins: re.Pattern[str]
    holds: re.Pattern[str]


@cache
def _known(wanted: str) -> _Known:
    whole = {known: column.key for column in form(wanted).columns for known in column.headings}
    parts = {known[:end]: field for known, field in whole.items() for end in range(_SHORT + 1, len(known) + 1)}
    longest = sorted(whole, key=len, reverse=True)
    begins = "|".join(re.escape(known) for known in longest if len(known) >= _SHORT)
    holds = "|".join(re.escape(known) for known in longest if len(known) >= _LONG)
    return _Known(whole, parts, re.compile(begins), re.compile(holds))


def field_headed(written: str, wanted: str) -> str | None:
    """The field of a form whose heading is `written`, or begins with it and goes on in the next row; None where none is."""
    if len(written) > _LONGEST_HEADING * 2:
        return None
    heading, known = heading_key(written), _known(wanted)
    if heading in known.whole:
        return known.whole[heading]
    if len(heading) <= _LONGEST_HEADING:
        found = known.begins.match(heading) or known.holds.search(heading)
        if found:
            return known.whole[found[0]]
    return known.beginnings.get(heading)


def fitting(headings: Mapping[int, str], columns: Iterable[Column]) -> dict[str, int]:
    """The field of each column number in `headings` (folded), best fit first; a field and a column are used once."""
    offers = [
        (likeness(heading, column), -number, number, column.key)
        for number, heading in headings.items()
        for column in columns
        if likeness(heading, column) > (0, 0)
    ]
    chosen: dict[str, int] = {}
    for _, _, number, field in sorted(offers, reverse=True):
        if field not in chosen and number not in chosen.values():
            chosen[field] = number
    return chosen


def form_titled(words: str) -> Form | None:
    """The form whose title stands in `words`; of several, the one with the longest title. None where there is none."""
    folded = key(words)
    found = [(len(title), form.key, form) for form in forms() for title in form.titles if title in folded]
    return max(found, key=lambda hit: hit[:2])[2] if found else None
