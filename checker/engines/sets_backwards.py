"""Paths walked backwards from all the nodes where they may end at once, for rules that only ask whether a path ends there.

The nodes on the way are then told once each, and not once for each node that leads there.
"""

from __future__ import annotations

from sqlglot import exp

from checker.engines.sets_paths import fitting_target, hoped, meeting
from checker.engines.sets_queries import Named, all_true, among, query, together
from checker.path import Path, Step
from checker.pattern import Target
from checker.prospects import hopes, stays_inside
from checker.rule import Rule


def can_go_backwards(rule: Rule, path: Path, target: Target) -> bool:
    """Whether the end of `path` may be told without knowing where it began.

    So it is where all steps lead forwards, into the plan that is meant whatever that is, and no node can be a beginning and an end.
    """
    forwards = not any(step.inverse for step in path)
    inside = all(stays_inside(relation) for step in path for relation in step.relations)
    return forwards and (target.plan == "any" or (target.plan == "same" and inside)) and _never_both(rule, target)


def _never_both(rule: Rule, target: Target) -> bool:
    """Whether no node that `rule` applies to can meet `target`."""
    sorts = ((rule.sources, target.kind), (rule.scope.levels, target.level))
    return bool(target.list) or any(here and there and set(here).isdisjoint(there) for here, there in sorts)


def leading_to(path: Path, target: Target) -> list[Named]:
    """`counted`: the nodes from which `path` ends at one that meets `target`; `blocked`: those from which it is blocked somewhere.

    Of the nodes from which it can, whatever rule asks; each once.
    """
    ended = query("SELECT node.node AS here FROM node WHERE :meets", meets=all_true(meeting(target)))
    if target.when:
        ended = ended.join("fitting", on="fitting.node = node.node", copy=False)
    named = [*fitting_target(target), Named(f"led_{len(path)}", ended)]
    waiting: str | None = None
    for turn, (step, hope) in reversed(list(enumerate(zip(path, hopes(path, target), strict=True), 1))):
        named += _before(f"led_{turn - 1}", [], f"led_{turn}", step)
        waits = query(
            "SELECT prospect.node AS here FROM prospect WHERE :relations AND :hope",
            relations=among("prospect.relation", step.relations),
            hope=hoped(hope),
        )
        named += _before(f"waits_{turn - 1}", [waits], waiting, step)
        waiting = f"waits_{turn - 1}"
    counted = query("SELECT DISTINCT led.here AS node, 1 AS found FROM led_0 AS led")
    blocked = query("SELECT DISTINCT waits.here AS node FROM waits_0 AS waits")
    return [*named, Named("counted", counted), Named("blocked", blocked)]


_BACK = "SELECT link.source AS here FROM after AS walked JOIN link ON link.target = walked.here WHERE :relations"
_THERE = "SELECT walked.here FROM there AS walked"


def _before(name: str, there: list[exp.Query], after: str | None, step: Step) -> list[Named]:
    """`name`: the nodes of `there`, those from which `step` leads to `after`, and where it is a closure, those that lead to any of these."""
    relations = among("link.relation", step.relations)
    first = together(*there, *([query(_BACK, {"after": after}, relations=relations)] if after else []))
    if not step.closure:
        return [Named(name, first)]
    begun = f"{name}_begun"
    onward = query(_BACK, {"after": name}, relations=relations.copy())
    closure = exp.union(query(_THERE, {"there": begun}), onward, distinct=True, copy=False)
    return [Named(begun, first), Named(name, closure, recursive=True)]
