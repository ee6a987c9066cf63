"""Verdicts made of the verdicts of parts."""

from __future__ import annotations

from collections.abc import Iterable

from checker.finding import Verdict

NOT_APPLICABLE: Verdict = "not-applicable"


def worst(parts: Iterable[Verdict]) -> Verdict:
    """The verdict of several parts that all have to hold."""
    found = set(parts)
    return next((one for one in ("fail", "undecided", "pass") if one in found), NOT_APPLICABLE)


def best(parts: Iterable[Verdict]) -> Verdict:
    """The verdict of several parts of which one has to hold."""
    found = set(parts)
    return next((one for one in ("pass", "undecided", "fail") if one in found), NOT_APPLICABLE)


def holds(condition: bool) -> Verdict:
    return "pass" if condition else "fail"
