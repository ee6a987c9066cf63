"""`unique` and `sequence`: nodes compared with the others of the same scope, as docs/patterns.md fixes it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from sqlglot import exp

from checker.engines.sets_queries import (
    Named,
    all_true,
    any_true,
    column,
    decided,
    equals,
    is_missing,
    number,
    query,
)
from checker.engines.sets_walks import walked
from checker.path import parse_path
from checker.pattern import Inside, Sequence, Unique


def scoped(inside: Inside) -> list[Named]:
    """`scoped`: every examined node with what the nodes of its scope share; one that stands in no scope is left out."""
    match inside:
        case "plan" | "level":
            shared = "examined.plan" if inside == "plan" else "examined.level"
            select = query(
                "SELECT examined.node, examined.plan, examined.level, examined.kind, :shared AS scope FROM examined",
                shared=column(shared),
            )
            return [Named("scoped", select)]
        case "round":
            select = query(
                "SELECT examined.node, examined.plan, examined.level, examined.kind, 'round' AS scope FROM examined"
            )
            return [Named("scoped", select)]
        case "parent":
            parents = query(
                """SELECT link.source AS node, ARRAY_SORT(ARRAY_UNIQUE_AGG(node.ident)) AS idents
                FROM link JOIN node ON node.node = link.target WHERE link.relation = 'part_of' GROUP BY link.source"""
            )
            select = query(
                """SELECT examined.node, examined.plan, examined.level, examined.kind, parents.idents AS scope FROM examined
                JOIN parents ON parents.node = examined.node"""
            )
            return [Named("parents", parents), Named("scoped", select)]
        case _:
            assert_never(inside)


def unique(pattern: Unique) -> list[Named]:
    """`part`: whether another examined node of the scope has the same key, for the nodes that have a key.

    Only nodes whose key stands in the scope more than once are compared one by one, and by a label of the key: keys are long, and
    to look them up anew costs less than to keep them for the while.
    """
    sides = _sides("key", pattern.key)
    keys = {"scope": column("scoped.scope"), **{side: _said(side, name) for side, name in sides.items()}}
    several = exp.GT(this=exp.Count(this=exp.Star()), expression=number(1))
    repeated = _keyed(query(_LABELLED), pattern).group_by(*keys.values()).having(several)
    doubtful = query("SELECT scoped.node, repeated.label FROM scoped")
    for side, name in sides.items():
        doubtful = _told(doubtful, side, name, join_type="", shown=False)
    same = [exp.EQ(this=column(f"repeated.{side}"), expression=key.copy()) for side, key in keys.items()]
    doubtful = doubtful.join("repeated", on=all_true(same), copy=False)
    for role, names in (("also", pattern.also), ("unlike", pattern.unlike)):
        for side, name in _sides(role, names).items():
            doubtful = _told(doubtful, side, name, join_type="left")
    return [
        *scoped(pattern.inside),
        Named("repeated", repeated),
        Named("doubtful", doubtful),
        *_twins(pattern),
        Named("keyed", _keyed(query(_IN_PARENT if pattern.inside == "parent" else _APPLICABLE), pattern)),
        Named("part", query(_TWINNED), once=True),
    ]


_IN_PARENT = "SELECT scoped.node FROM applicable JOIN scoped ON scoped.node = applicable.node"
_APPLICABLE = "SELECT scoped.node FROM applicable AS scoped"
"""Every node stands in a scope, but for one that has no parent."""
_LABELLED = "SELECT scoped.scope, MIN(scoped.node) AS label FROM scoped"
_TWINNED = """SELECT keyed.node, CASE WHEN twin.node IS NULL THEN :pass ELSE :fail END AS outcome
    FROM keyed LEFT JOIN twin ON twin.node = keyed.node"""


def _keyed(select: exp.Select, pattern: Unique) -> exp.Select:
    """`select` with the key of the nodes in `scoped`, without those that have no whole key."""
    for side, name in _sides("key", pattern.key).items():
        select = _told(select, side, name, join_type="")
    return select


def _sides(role: str, names: Iterable[str]) -> dict[str, str]:
    """The columns of `keyed` for fields of one role, and the field of each."""
    return {f"{role}_{turn}": name for turn, name in enumerate(names)}


def _told(select: exp.Select, side: str, name: str, *, join_type: str, shown: bool = True) -> exp.Select:
    """`select` joined with what the nodes in `scoped` say of `name`, which it gives where that is to be `shown`."""
    if name not in _OWN:
        value = exp.alias_(exp.to_table("value"), side, table=True)
        select = select.join(value, on=_has(side, name), join_type=join_type, copy=False)
    return select.select(exp.alias_(_said(side, name), side), copy=False) if shown else select


def _said(side: str, name: str) -> exp.Column:
    return column(f"scoped.{name}" if name in _OWN else f"{side}.key")


_OWN = frozenset({"kind", "plan", "level"})


def _twins(pattern: Unique) -> list[Named]:
    """`twin`: the nodes of `doubtful` that another one counts as a twin of."""
    twin = query(
        """SELECT DISTINCT one.node FROM doubtful AS one
        JOIN doubtful AS other ON other.label = one.label AND other.node <> one.node AND :alike""",
        alike=all_true(
            [
                *(_compared(exp.NullSafeEQ, side) for side in _sides("also", pattern.also)),
                *(_compared(exp.NullSafeNEQ, side) for side in _sides("unlike", pattern.unlike)),
            ]
        ),
    )
    before: list[Named] = []
    if pattern.shares_year:
        busy = query(
            """SELECT yearly.node, yearly.year FROM yearly
            WHERE yearly.state = 'filled' AND yearly.number <> 0 AND :field""",
            field=equals("yearly.field", pattern.shares_year),
        )
        before.append(Named("busy", busy))
        twin = twin.join(_as("busy", "mine"), on="mine.node = one.node", copy=False)
        twin = twin.join(_as("busy", "theirs"), on="theirs.node = other.node AND theirs.year = mine.year", copy=False)
    if pattern.unless:
        before += walked("joined", parse_path(pattern.unless), once=True, starts="doubtful")
        for side, start, end in (("ahead", "one", "other"), ("behind", "other", "one")):
            there = f"{side}.start = {start}.node AND {side}.here = {end}.node"
            twin = twin.join(_as(before[-1].name, side), on=there, join_type="left", copy=False)
            twin = twin.where(is_missing(f"{side}.start"), copy=False)
    return [*before, Named("twin", twin)]


def _compared(how: type[exp.Binary], side: str) -> exp.Expr:
    return how(this=column(f"one.{side}"), expression=column(f"other.{side}"))


def _as(table: str, name: str) -> exp.Expr:
    return exp.alias_(exp.to_table(table), name, table=True)


def _has(side: str, field: str) -> exp.Expr:
    """Whether the row `side` is the value of `field` of the node, and has something to compare."""
    return all_true([
        exp.EQ(this=column(f"{side}.node"), expression=column("scoped.node")),
        equals(f"{side}.field", field),
        exp.not_(equals(f"{side}.state", "empty")),
        exp.not_(equals(f"{side}.key", "")),
    ])  # fmt: skip


def sequence(pattern: Sequence) -> list[Named]:
    """`part`: whether the node's number begins no earlier than allowed, has no twin and leaves no gap before it."""
    starts_at = number(pattern.starts_at)
    faults: list[exp.Expr] = [exp.LT(this=column("own.number"), expression=starts_at)]
    if pattern.ties == "forbidden":
        faults.append(exp.GT(this=column("taken.times"), expression=number(1)))
    if pattern.gaps == "forbidden":
        later = exp.GT(this=column("own.number"), expression=starts_at.copy())
        faults.append(exp.and_(later, is_missing("before.number")))
    not_whole = exp.NEQ(this=column("own.number"), expression=exp.Floor(this=column("own.number")))
    cases = [
        (any_true([is_missing("own.number"), not_whole]), "undecided"),
        (is_missing("scoped.scope"), "not-applicable"),
    ]
    field = equals("own.field", pattern.field)
    taken = query(
        """SELECT scoped.scope, own.number, COUNT(*) AS times FROM scoped JOIN value AS own ON own.node = scoped.node
        WHERE own.state <> 'empty' AND :field GROUP BY scoped.scope, own.number""",
        field=field,
    )
    part = query(
        """SELECT applicable.node, :outcome AS outcome FROM applicable
        JOIN value AS own ON own.node = applicable.node LEFT JOIN scoped ON scoped.node = applicable.node
        LEFT JOIN taken ON taken.scope = scoped.scope AND taken.number = own.number
        LEFT JOIN taken AS before ON before.scope = scoped.scope AND before.number = own.number - 1
        WHERE own.state <> 'empty' AND :field""",
        outcome=decided(cases, exp.not_(any_true(faults))),
        field=field.copy(),
    )
    return [*scoped(pattern.inside), Named("taken", taken), Named("part", part, once=True)]
