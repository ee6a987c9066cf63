"""The named tests that rules may ask of a text. What each asks, and how often it errs: docs/text-tests.md."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from checker.text_tests.amounts import has_digit, is_measurable, is_quantified
from checker.text_tests.names import buys_equipment, is_generic, is_infrastructure
from checker.text_tests.places import names_place
from checker.text_tests.wording import (
    activity_in,
    has_residue,
    is_activity,
    moved_away_in,
    residue_in,
    says_moved_away,
)

TEXT_TESTS: Final[Mapping[str, Callable[[str], bool]]] = {
    "digit": has_digit,
    "residue": has_residue,
    "measurable": is_measurable,
    "quantity": is_quantified,
    "activity": is_activity,
    "generic": is_generic,
    "infrastructure": is_infrastructure,
    "place": names_place,
    "moved-away": says_moved_away,
    "equipment-purchase": buys_equipment,
}
_PASSAGES: Final[Mapping[str, Callable[[str], str]]] = {
    "residue": residue_in,
    "activity": activity_in,
    "moved-away": moved_away_in,
}


def passage(test: str, words: str) -> str:
    """The very passage by which `words` pass `test`; empty where the test looks at them as a whole, or they do not pass."""
    found = _PASSAGES.get(test)
    return found(words).strip() if found else ""
