"""`unique` and `sequence`: nodes compared with the others of the same scope, as docs/patterns.md fixes it."""

from __future__ import annotations

from typing import assert_never

from sqlglot import exp

from checker.engines.sets_queries import (
    Named,
    all_true,
    any_true,
    column,
    decided,
    equals,
    holds,
    is_missing,
    number,
    query,
)
from checker.pattern import Inside, Sequence, Unique


def _scoped(inside: Inside) -> list[Named]:
    """`scoped`: every examined node with what the nodes of its scope share; one that stands in no scope is left out."""
    match inside:
        case "plan" | "level":
            shared = "examined.plan" if inside == "plan" else "examined.level"
            select = query("SELECT examined.node, examined.kind, :shared AS scope FROM examined", shared=column(shared))
            return [Named("scoped", select)]
        case "round":
            return [Named("scoped", query("SELECT examined.node, examined.kind, 'round' AS scope FROM examined"))]
        case "parent":
            parents = query(
                """SELECT link.source AS node, ARRAY_SORT(ARRAY_UNIQUE_AGG(node.ident)) AS idents
                FROM link JOIN node ON node.node = link.target WHERE link.relation = 'part_of' GROUP BY link.source"""
            )
            select = query(
                """SELECT examined.node, examined.kind, parents.idents AS scope FROM examined
                JOIN parents ON parents.node = examined.node"""
            )
            return [Named("parents", parents), Named("scoped", select)]
        case _:
            assert_never(inside)


def unique(pattern: Unique) -> list[Named]:
    """`part`: whether another examined node of the scope has the same key, for the nodes that have a key."""
    keyed = exp.select(column("scoped.node")).from_("scoped")
    alike = [column("scoped.scope")]
    for names, role in ((pattern.key, "key"), (pattern.also, "also")):
        for turn, name in enumerate(names):
            if name == "kind":
                alike.append(column("scoped.kind"))
                continue
            side = f"{role}_{turn}"
            value = exp.alias_(exp.to_table("value"), side, table=True)
            join_type = "" if role == "key" else "left"
            keyed = keyed.join(value, on=_has(side, name), join_type=join_type, copy=False)
            alike.append(column(f"{side}.key"))
    together = exp.Window(this=exp.Count(this=exp.Star()), partition_by=alike)
    keyed = keyed.select(exp.alias_(together, "twins"), copy=False)
    part = query(
        "SELECT applicable.node, :outcome AS outcome FROM applicable JOIN keyed ON keyed.node = applicable.node",
        outcome=holds(exp.EQ(this=column("keyed.twins"), expression=number(1))),
    )
    return [*_scoped(pattern.inside), Named("keyed", keyed), Named("part", part)]


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
    return [*_scoped(pattern.inside), Named("taken", taken), Named("part", part)]
