"""Nodes and plans that may have got another code: told by their names and places, suggested and never counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Literal, NamedTuple

from checker.compare.comparison import Change, Renamed, Standing
from checker.compare.side import Side
from checker.thai import key, name_key, natural

_By = Literal["name", "place"]


class _Pair(NamedTuple):
    gone: Change
    come: Change
    by: _By


def with_renamed(changes: Sequence[Change], before: Side, now: Side) -> tuple[list[Change], list[Renamed]]:
    """`changes` with those marked that may be one finding under two codes, and the codes that may have changed.

    Paired are findings of one rule, plan and kind whose node is not (known to be) in the other plan, where the folded
    name, or else the sheet and cell, is the same and no third one has it.
    """
    gone = [one for one in changes if one.before.found and _may_be_gone(one.now, now, one.plan)]
    come = [one for one in changes if one.now.found and _may_be_gone(one.before, before, one.plan)]
    pairs = _paired(gone, come, "name", _name)
    matched = {one.fingerprint for pair in pairs for one in (pair.gone, pair.come)}
    gone, come = ([one for one in side if one.fingerprint not in matched] for side in (gone, come))
    pairs += _paired(gone, come, "place", _place)
    other = {a.fingerprint: b.fingerprint for pair in pairs for a, b in (pair[:2], pair[1::-1])}
    told = [
        one.model_copy(update={"perhaps": other[one.fingerprint]}) if one.fingerprint in other else one
        for one in changes
    ]
    return told, [*_plans(before, now), *_nodes(pairs)]


def _may_be_gone(standing: Standing, side: Side, plan: str) -> bool:
    """Whether the node is not in the plan of this side, as far as anybody knows."""
    if standing.reason == "node-absent":
        return True
    judged = side.plans.get(plan)
    return standing.stands == "clear" and judged is not None and judged.codes is None


def _name(one: Change) -> str | None:
    return name_key(one.node.name) or None


def _place(one: Change) -> Hashable | None:
    place = one.place
    spot = (place.sheet, place.cell, place.row, place.line)
    return spot if any(part is not None for part in spot[1:]) else None


def _paired(
    gone: Iterable[Change], come: Iterable[Change], by: _By, mark: Callable[[Change], Hashable | None]
) -> list[_Pair]:
    """The pairs that share rule, plan, kind and `mark`, where on neither side another one has it too."""
    sides: list[dict[Hashable, list[Change]]] = []
    for side in (gone, come):
        marked: dict[Hashable, list[Change]] = defaultdict(list)
        for one in side:
            if (said := mark(one)) is not None:
                marked[one.rule, one.plan, one.node.kind, said].append(one)
        sides.append(marked)
    first, second = sides
    return [
        _Pair(first[same][0], second[same][0], by)
        for same in first
        if len(first[same]) == len(second.get(same, ())) == 1
    ]


def _nodes(pairs: Iterable[_Pair]) -> list[Renamed]:
    """The codes behind the pairs, each once with the number of its pairs."""
    found = Counter(
        (pair.come.plan, pair.come.node.kind, pair.gone.node.code, pair.come.node.code, pair.come.node.name, pair.by)
        for pair in pairs
        if key(pair.gone.node.code) != key(pair.come.node.code)
    )
    listed = [
        Renamed(plan=plan, kind=kind, before=before, now=now, name=name, by=by, findings=count)
        for (plan, kind, before, now, name, by), count in found.items()
    ]
    return sorted(listed, key=lambda one: (natural(one.plan), one.kind, natural(one.before), one.now, one.by))


def _plans(before: Side, now: Side) -> list[Renamed]:
    """Plans of only one side whose code differs in spelling alone, or that share title and owner with one other."""
    found: list[Renamed] = []
    for mark in (_code, _title):
        gone, come = (_marked(one, other, mark) for one, other in ((before, now), (now, before)))
        for said in sorted(gone.keys() & come.keys()):
            (was, *more), (stands, *others) = gone[said], come[said]
            if not (more or others) and not any(one.before == was or one.now == stands for one in found):
                title = now.plans[stands].submission.plan.title
                found.append(
                    Renamed(plan=stands, kind="plan", before=was, now=stands, name=title, by="name", findings=0)
                )
    return sorted(found, key=lambda one: (natural(one.before), one.now))


def _marked(side: Side, other: Side, mark: Callable[[Side, str], str]) -> dict[str, list[str]]:
    marked: dict[str, list[str]] = defaultdict(list)
    for code in sorted(side.plans.keys() - other.plans.keys()):
        if said := mark(side, code):
            marked[said].append(code)
    return marked


def _code(side: Side, code: str) -> str:
    return key(code)


def _title(side: Side, code: str) -> str:
    plan = side.plans[code].submission.plan
    return f"{key(plan.title)}|{key(plan.owner)}" if plan.title and plan.owner else ""
