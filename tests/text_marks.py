"""Sentences and pairs of sentences marked by hand, and how often the text tests agree with the marks. All are made up.

Those of the part `tuned` were looked at while the tests were worked out; those of `held-back` changed nothing.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from checker.demand import Demand
from checker.pattern import RequiresField, Unique
from checker.rule import Rule
from checker.text import overlap
from checker.text_tests import TEXT_TESTS
from checker.thai import key, name_key

HERE: Final = Path(__file__).parent
ASKED_OF: Final = {
    "name": ("residue", "generic", "infrastructure", "place", "equipment-purchase"),
    "target": ("digit", "residue", "quantity"),
    "kpi": ("digit", "residue", "measurable"),
    "objective": ("residue", "measurable"),
    "result": ("residue", "measurable"),
    "indicator": ("residue", "activity"),
    "remark": ("moved-away",),
    "location": ("place",),
}


@dataclass(frozen=True, slots=True)
class Marked:
    """A text of a plan, and the names of the tests that it passes as a person reads it."""

    part: str
    sort: str
    text: str
    holds: frozenset[str]


class Score(NamedTuple):
    """How many were rightly told, wrongly told, and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """The share that is right of what was told; 1 where nothing was told."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share that was told of what there is; 1 where there is nothing."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def score(told_and_true: Iterable[tuple[bool, bool]]) -> Score:
    """The score of pairs of what was told and what is marked."""
    pairs = list(told_and_true)
    return Score(
        sum(told and true for told, true in pairs),
        sum(told and not true for told, true in pairs),
        sum(true and not told for told, true in pairs),
    )


@cache
def marked() -> tuple[Marked, ...]:
    """Every marked sentence, in the order of the file."""
    with (HERE / "text_marks.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(
            Marked(row["part"], row["sort"], row["text"], frozenset(row["holds"].split()))
            for row in csv.DictReader(lines)
        )


def of_test(name: str, part: str | None = None) -> Score:
    """How well a text test agrees with the marks of the sentences that it is asked of."""
    return score(
        (TEXT_TESTS[name](one.text), name in one.holds)
        for one in marked()
        if name in ASKED_OF[one.sort] and part in (None, one.part)
    )


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts, and what they are to each other as a person reads them.

    An objective and a result: `repeats`, `answers` or `strays`. Two names of projects: `twins` or `others`.
    """

    part: str
    sort: str
    first: str
    second: str
    marked: str


@cache
def pairs(sort: str) -> tuple[Pair, ...]:
    """The marked pairs of `meaning` or of `names`, in the order of the file."""
    with (HERE / "text_pairs.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(Pair(**row) for row in csv.DictReader(lines) if row["sort"] == sort)


def of_pairs(sort: str, word: str, told: Callable[[str, str], bool], part: str | None = None) -> Score:
    """How well `told` of two texts agrees with the mark `word`."""
    return score((told(one.first, one.second), one.marked == word) for one in pairs(sort) if part in (None, one.part))


SORTS: Final = {
    ("project", "name"): "name",
    ("project", "target"): "target",
    ("project", "indicator_text"): "kpi",
    ("project", "objective"): "objective",
    ("project", "expected_result"): "result",
    ("project", "remark"): "remark",
    ("project", "location"): "location",
    ("indicator", "name"): "indicator",
}


def of_rule(rule: Rule, part: str | None = None) -> Score | None:
    """How well the accusations of a rule agree with the marks; None where it asks no text test of a marked field."""
    if isinstance(rule.pattern, Unique) and {"name", "name_key"} & set(rule.pattern.key):
        fold = name_key if "name_key" in rule.pattern.key else key
        return of_pairs("names", "twins", lambda first, second: fold(first) == fold(second), part)
    demands = rule.pattern.demands if isinstance(rule.pattern, RequiresField) else ()
    found = [*_of_texts(rule, demands, part), *_of_meaning(demands, part)]
    return score(found) if found else None


def _of_texts(rule: Rule, demands: Iterable[Demand], part: str | None) -> Iterator[tuple[bool, bool]]:
    for (kind, field), sort in SORTS.items():
        if kind not in rule.pattern.source or (rule.scope.text and field not in rule.scope.text):
            continue
        scoped = [rule.scope.text[field]] if field in rule.scope.text else []
        asked = [
            (test, test == one.has) for one in demands if one.field == field for test in (one.has, one.lacks) if test
        ]
        if (not asked and not scoped) or not {*scoped, *(test for test, _ in asked)} <= set(ASKED_OF[sort]):
            continue
        every = isinstance(rule.pattern, RequiresField) and bool(rule.pattern.all_of)
        for one in marked():
            if one.sort == sort and part in (None, one.part):
                passed = {test for test in TEXT_TESTS if TEXT_TESTS[test](one.text)}
                yield _accused(scoped, asked, passed, every=every), _accused(scoped, asked, one.holds, every=every)


def _accused(scoped: list[str], asked: list[tuple[str, bool]], holds: Collection[str], *, every: bool) -> bool:
    met = [(test in holds) is wanted for test, wanted in asked]
    return set(scoped) <= set(holds) and not (met and (all(met) if every else any(met)))


def _of_meaning(demands: Iterable[Demand], part: str | None) -> Iterator[tuple[bool, bool]]:
    for asked in (demand.overlap for demand in demands if demand.overlap):
        wanted = {"repeats"} if asked.at_most is not None else set()
        wanted |= {"strays"} if asked.at_least is not None else set()
        for one in pairs("meaning"):
            if part in (None, one.part):
                yield not asked.allows(overlap(one.first, one.second)), one.marked in wanted
