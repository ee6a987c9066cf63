"""What an engine answers: for every rule, the verdict of every node it examined."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from checker.finding import Verdict

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Judgement:
    """Rule id to node id to verdict, for every examined node; and the seconds that each rule took, where measured."""

    verdicts: Mapping[str, Mapping[str, Verdict]]
    seconds: Mapping[str, float] = field(default_factory=dict)
