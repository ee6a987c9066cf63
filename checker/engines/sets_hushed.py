"""Which plans are silent, and which of their level could tell, as named queries (docs/patterns.md, *What a form leaves unsaid*)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Final

from sqlglot import exp

from checker.engines.sets_queries import Named, all_true, among, any_true, column, is_missing, number, query
from checker.path import Step
from checker.prospects import Prospect, unsaid_by

HELD: Final = """SELECT node.plan, node.level, node.kind, COUNT(*) AS nodes FROM node
    WHERE node.list = '' GROUP BY node.plan, node.level, node.kind"""
"""How many nodes of each kind a plan holds."""

SILENT: Final = """SELECT held.plan, held.level, held.kind, unasked.relation FROM unasked
    JOIN node ON node.node = unasked.node JOIN held ON held.plan = node.plan AND held.kind = node.kind
    GROUP BY held.plan, held.level, held.kind, held.nodes, unasked.relation HAVING COUNT(*) = held.nodes"""
"""The plans where no node of a kind stands on a form that asks for a relation."""

PLANS: Final = (Named("held", query(HELD)), Named("silent", query(SILENT)))
"""What all queries for silent plans select from."""

_HUSH: Final = "SELECT silent.plan, silent.level, silent.kind FROM silent WHERE :lacking"
_TOLD: Final = """SELECT held.kind, held.level, MIN(held.plan) AS first, MAX(held.plan) AS last FROM held
    LEFT JOIN hushed AS hush ON hush.plan = held.plan AND hush.kind = held.kind
    WHERE hush.plan IS NULL AND :kinds GROUP BY held.kind, held.level"""
_LONE: Final = """SELECT hush.plan, hush.kind FROM hushed AS hush
    LEFT JOIN telling AS told ON told.kind = hush.kind AND told.level = hush.level WHERE :nobody"""


def silent_at(name: str, step: Step, sorts: Collection[Prospect]) -> Named:
    """`NAME_hush`: the plans that are silent at `step` for the kind of one of `sorts`, and the kind."""
    kinds: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for kind in {one.kind for one in sorts}:
        kinds[unsaid_by(step)[kind]].add(kind)
    silent = any_true(
        exp.and_(among("silent.kind", found), among("silent.relation", names)) for names, found in sorted(kinds.items())
    )
    hush = query(_HUSH, lacking=exp.and_(among("silent.level", {one.level for one in sorts}), silent))
    if all(len(names) == 1 for names in kinds):
        return Named(f"{name}_hush", hush)
    wanted = exp.Case(default=number(1))
    for names, found in sorted(kinds.items()):
        wanted = wanted.when(among("silent.kind", found), number(len(names)), copy=False)
    hush = hush.group_by("silent.plan", "silent.level", "silent.kind", copy=False)
    return Named(f"{name}_hush", hush.having(exp.EQ(this=exp.Count(this=exp.Star()), expression=wanted), copy=False))


def told_by_none(name: str, sorts: Collection[Prospect], *, but_one: bool) -> Iterator[Named]:
    """`NAME_lone`: those of `NAME_hush` of whose level no plan could tell, or `but_one`. `NAME_told`: the first and last that could."""
    tables = {"hushed": f"{name}_hush", "telling": f"{name}_told"}
    kinds = all_true(among(f"held.{word}", {getattr(one, word) for one in sorts}) for word in ("kind", "level"))
    nobody = is_missing("told.first")
    if but_one:
        nobody = exp.or_(nobody, exp.EQ(this=column("told.first"), expression=column("told.last")))
    yield Named(f"{name}_told", query(_TOLD, tables, kinds=kinds))
    yield Named(f"{name}_lone", query(_LONE, tables, nobody=nobody))
