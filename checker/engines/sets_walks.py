"""Paths walked from some nodes, as named queries: one a step."""

from __future__ import annotations

from sqlglot import exp

from checker.engines.sets_queries import Named, among, query
from checker.path import Path, Step
from checker.prospects import again


def walked(name: str, path: Path, *, once: bool, starts: str = "applicable") -> list[Named]:
    """`NAME_0` to `NAME_n`: the pairs of a node of `starts` and a node where it comes to after so many steps of `path`.

    The pairs of the last step are distinct where `once`.
    """
    start = query("SELECT begun.node AS start, begun.node AS here FROM starts AS begun", {"starts": starts})
    steps = [walk_step(name, turn, step, once=once or turn > 1) for turn, step in enumerate(path, 1)]
    return [Named(f"{name}_0", start), *steps]


_FORWARDS = """SELECT walked.start, link.target AS here
    FROM before AS walked JOIN link ON link.source = walked.here WHERE :relations"""
_BACKWARDS = """SELECT walked.start, link.source AS here
    FROM before AS walked JOIN link ON link.target = walked.here WHERE :relations"""

_STAYING = "SELECT walked.start, walked.here FROM before AS walked"


def walk_step(walk: str, turn: int, step: Step, *, once: bool, stays: bool = False) -> Named:
    """`WALK_TURN`: the pairs of an applicable node and a node where the path can be after `turn` steps.

    A pair that several references draw stands there several times in the first step, unless `once`: only sums would count it
    twice, and to tell pairs apart costs as much as the step. A closure that `stays` may take no round at all.
    """
    template = _BACKWARDS if step.inverse else _FORWARDS
    relations = among("link.relation", step.relations)
    name = f"{walk}_{turn}"
    first = query(template, {"before": f"{walk}_{turn - 1}"}, relations=relations)
    if not step.closure:
        return Named(name, first.distinct(copy=False) if once else first)
    if stays:
        first = query(_STAYING, {"before": f"{walk}_{turn - 1}"})
    onward = query(
        template, {"before": name}, relations=among("link.relation", step.relations if stays else again(step))
    )
    return Named(name, exp.union(first, onward, distinct=True, copy=False), recursive=True)
