"""The kinds of pattern that look at links or at one field, and the choice among all kinds, as docs/patterns.md fixes them.

Each gives named queries, the last of them `part`: any number of outcomes for each applicable node, of which the greatest
is the verdict of the pattern. A node without any outcome is not applicable.
"""

from __future__ import annotations

from typing import assert_never

from sqlglot import exp

from checker.engines.sets_amounts import sums_to, within
from checker.engines.sets_backwards import can_go_backwards, leading_to
from checker.engines.sets_fields import requires_field
from checker.engines.sets_groups import sequence, unique
from checker.engines.sets_paths import ends, ends_of_two
from checker.engines.sets_queries import (
    Named,
    all_true,
    among,
    any_true,
    column,
    decided,
    equals,
    holds,
    is_missing,
    number,
    query,
    together,
)
from checker.engines.sets_series import series
from checker.engines.sets_silent import Unasked
from checker.engines.sets_typical import typical
from checker.path import Path, parse_path
from checker.pattern import (
    BESIDE_REFERENCES,
    REFERENCE_TITLE,
    Agrees,
    IsSupported,
    LinksResolve,
    Matches,
    Pair,
    Reaches,
    RequiresField,
    RequiresLink,
    Sequence,
    Series,
    SumsTo,
    Typical,
    Unique,
    Within,
    path_of,
    second_path,
    target_of,
)
from checker.rule import Rule


def parts(rule: Rule, unasked: Unasked = None) -> list[Named]:
    """The named queries of the rule's pattern, which select from `examined` and `applicable`; the last is `part`.

    `unasked` holds all that forms lack; None: anything.
    """
    match rule.pattern:
        case RequiresLink() as pattern:
            return _counted(rule, unasked, pattern.at_least, pattern.at_most)
        case IsSupported() as pattern:
            return _counted(rule, unasked, pattern.at_least, None)
        case Reaches():
            return _counted(rule, unasked, 1, None)
        case LinksResolve() as pattern:
            return _links_resolve(pattern)
        case RequiresField() as pattern:
            return requires_field(pattern)
        case Matches() as pattern:
            return _matches(rule, pattern, unasked)
        case Agrees() as pattern:
            return _agrees(rule, pattern)
        case Within() as pattern:
            return within(rule, pattern)
        case SumsTo() as pattern:
            return sums_to(rule, pattern, unasked)
        case Unique() as pattern:
            return unique(pattern)
        case Sequence() as pattern:
            return sequence(pattern)
        case Series() as pattern:
            return series(pattern)
        case Typical() as pattern:
            return typical(pattern)
        case _:
            assert_never(rule.pattern)


_FOUND = "SELECT DISTINCT reached.node, 1 AS found FROM reached"
_COUNTED = "SELECT reached.node, COUNT(DISTINCT reached.ident) AS found FROM reached GROUP BY reached.node"


def _counted(rule: Rule, unasked: Unasked, at_least: int, at_most: int | None) -> list[Named]:
    found = exp.Coalesce(this=column("counted.found"), expressions=[number(0)])
    enough = exp.GTE(this=found, expression=number(at_least))
    cases: list[tuple[exp.Expr, str]] = []
    if at_most is not None:
        cases.append((exp.GT(this=found.copy(), expression=number(at_most)), "fail"))
    part = query(_OF_FOUND if at_least == 0 else _OF_FOUND_OR_BLOCKED)
    if at_least > 0:
        is_blocked = exp.not_(is_missing("blocked.node"))
        cases.append((exp.and_(exp.not_(enough.copy()), is_blocked), "undecided"))
    part = part.select(exp.alias_(decided(cases, enough), "outcome"), copy=False)
    return [*_found(rule, unasked, at_least, at_most), Named("part", part, once=True)]


_OF_FOUND = "SELECT applicable.node FROM applicable LEFT JOIN counted ON counted.node = applicable.node"
_OF_FOUND_OR_BLOCKED = f"{_OF_FOUND} LEFT JOIN blocked ON blocked.node = applicable.node"


def _found(rule: Rule, unasked: Unasked, at_least: int, at_most: int | None) -> list[Named]:
    """`counted`: how many ends the paths of the rule have, of each node that has one, or 1 where that will do.

    And `blocked`, but where none are enough: then nothing that might be missing matters.
    """
    any_will_do = at_least == 1 and at_most is None
    path, target = path_of(rule.pattern), target_of(rule.pattern)
    assert path is not None
    if any_will_do and second_path(rule.pattern) is None and can_go_backwards(rule, path, target):
        return leading_to(path, target)
    counted = query(_FOUND if any_will_do else _COUNTED)
    return [*ends(rule, blocks=at_least > 0, unasked=unasked), Named("counted", counted)]


_SIDE = "SELECT there.node, there.ident, :side AS side FROM reached AS there"
_PAIRED = """SELECT sides.node, MIN(sides.side) AS first, MAX(sides.side) AS last FROM sides
    GROUP BY sides.node, sides.ident"""
_MATCHED = """SELECT paired.node, MAX(paired.first) AS least, MIN(paired.last) AS greatest FROM paired
    GROUP BY paired.node HAVING MIN(paired.first) = 1 AND MAX(paired.last) = 2"""


def _matches(rule: Rule, pattern: Matches, unasked: Unasked) -> list[Named]:
    """Whether every end of either path is an end of both, for the nodes from which both end somewhere."""
    even = exp.and_(
        exp.EQ(this=column("matched.least"), expression=number(1)),
        exp.EQ(this=column("matched.greatest"), expression=number(2)),
    )
    waits = exp.and_(exp.not_(even), exp.not_(is_missing("blocked.node")))
    part = query(
        """SELECT applicable.node, :outcome AS outcome FROM applicable
        JOIN matched ON matched.node = applicable.node LEFT JOIN blocked ON blocked.node = applicable.node""",
        outcome=decided([(waits, "undecided")], even.copy()),
    )
    return [
        *ends_of_two(rule, parse_path(pattern.relation), parse_path(pattern.other), pattern.target, unasked),
        Named(
            "sides", together(query(_SIDE, side=number(1)), query(_SIDE, {"reached": "reached_beside"}, side=number(2)))
        ),
        Named("paired", query(_PAIRED)),
        Named("matched", query(_MATCHED)),
        Named("part", part, once=True),
    ]


def _links_resolve(pattern: LinksResolve) -> list[Named]:
    faulty = among("reference.status", pattern.faults)
    not_given = (
        exp.and_(exp.not_(faulty.copy()), equals("reference.status", "not-given")),
        "undecided",
    )
    looked_at = [among("reference.relation", pattern.relation), among("reference.toward", pattern.toward)]
    part = query(
        """SELECT applicable.node, :outcome AS outcome FROM applicable
        JOIN reference ON reference.node = applicable.node WHERE :looked_at""",
        outcome=decided([not_given], exp.not_(faulty)),
        looked_at=all_true(looked_at),
    )
    return [Named("part", part)]


def _agrees(rule: Rule, pattern: Agrees) -> list[Named]:
    path = path_of(pattern)
    assert path is not None
    compared = [
        _beside_agrees(pair, path) if pair.own in BESIDE_REFERENCES else _field_agrees(pair) for pair in pattern.fields
    ]
    return [*ends(rule), Named("part", together(*compared))]


def _field_agrees(pair: Pair) -> exp.Select:
    """One outcome for each end where both sides are filled."""
    same = any_true(
        exp.EQ(this=column(f"own.{side}"), expression=column(f"linked.{side}")) for side in ("key", "number")
    )
    return query(
        """SELECT reached.node, :outcome AS outcome FROM reached
        JOIN value AS own ON own.node = reached.node JOIN value AS linked ON linked.node = reached.other
        WHERE own.state = 'filled' AND linked.state = 'filled' AND :own AND :linked""",
        outcome=holds(same),
        own=equals("own.field", pair.own),
        linked=equals("linked.field", pair.linked),
    )


def _beside_agrees(pair: Pair, path: Path) -> exp.Select:
    """One outcome for each title or version written beside a reference to an end that has the field."""
    folded = "title_key" if pair.own == REFERENCE_TITLE else "version_key"
    same = exp.EQ(this=column(f"link.{folded}"), expression=column(f"linked.{folded}"))
    return query(
        """SELECT reached.node, :outcome AS outcome FROM reached
        JOIN link ON link.source = reached.node AND link.target = reached.other
        JOIN value AS linked ON linked.node = reached.other
        WHERE :written AND :known AND linked.state = 'filled' AND :relations AND :linked""",
        written=exp.not_(equals(f"link.{folded}", "")),
        known=exp.not_(equals(f"linked.{folded}", "")),
        outcome=holds(same),
        relations=among("link.relation", path[0].relations),
        linked=equals("linked.field", pair.linked),
    )
