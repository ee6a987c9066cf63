"""Where the paths of a rule end, and where they are blocked, as named queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain

from sqlglot import exp

from checker.chain import built_in_chain
from checker.engines.sets_queries import (
    Named,
    all_true,
    among,
    any_true,
    column,
    differ,
    equals,
    fitting,
    query,
    together,
)
from checker.engines.sets_silent import Beside, Unasked, Walk, silenced
from checker.engines.sets_walks import walked
from checker.path import Path, Step
from checker.pattern import (
    SumsTo,
    Target,
    path_of,
    second_path,
    target_of,
)
from checker.prospects import Prospect, Prospects, hopes
from checker.rule import Rule


def ends(rule: Rule, *, blocks: bool = False, unasked: Unasked = None) -> list[Named]:
    """`reached`: for each applicable node, the other nodes where the path ends and that meet the target, with their idents.

    With `blocks` also `blocked`: the nodes from which the walk is blocked somewhere. Where a share is taken of the sum over other
    ends, `reached_of` is these. `unasked` holds all that forms lack; None: anything.
    """
    path, second = path_of(rule.pattern), second_path(rule.pattern)
    assert path is not None
    walks = walked("walk", path, once=isinstance(rule.pattern, SumsTo))
    beside, closing = _almost(second) if second else ([], None)
    target = target_of(rule.pattern)
    counted = not isinstance(rule.pattern, SumsTo)
    reached = lying_at(walks[-1].name, target, counted=counted)
    if beside:
        reached = _also_at(reached, beside[-1].name, closing)
    named = [*walks, *beside, *fitting_target(target), Named("reached", reached)]
    blocked = [_blocked("walk", path, target), *([_blocked("beside", second, target)] if second else [])]
    silent = [
        _silenced(rule, "walk", path, target, unasked, beside=Beside(beside[-1].name, closing) if beside else None)
    ]
    if second:
        silent.append(_silenced(rule, "beside", second, target, unasked, beside=Beside(walks[-1].name, None)))
    of = rule.pattern.of if isinstance(rule.pattern, SumsTo) else None
    if of is not None:
        named += [
            *fitting_target(of, "fitting_of"),
            Named("reached_of", lying_at(walks[-1].name, of, fits="fitting_of", counted=counted)),
        ]
        blocked.append(_blocked("walk", path, of))
        silent.append(_silenced(rule, "walk", path, of, unasked, fits="fitting_of", apart="of"))
    return [*named, *_all_blocked(blocked, silent)] if blocks else named


def _all_blocked(blocked: list[exp.Query], silent: Iterable[tuple[list[Named], list[exp.Query]]]) -> list[Named]:
    """`blocked`: the nodes of `blocked` and those that are so by what forms leave unsaid, with what these select from, once each."""
    named, more = zip(*silent, strict=True)
    apart = {one.name: one for one in chain(*named)}
    return [*apart.values(), _once("blocked", [*blocked, *chain(*more)])]


def _silenced(
    rule: Rule,
    walk: str,
    path: Path,
    target: Target,
    unasked: Unasked,
    *,
    beside: Beside | None = None,
    fits: str = "fitting",
    apart: str = "",
) -> tuple[list[Named], list[exp.Query]]:
    levels = rule.scope.levels or built_in_chain().levels
    starts = frozenset(Prospect(kind, level, "") for kind in rule.sources for level in levels)
    return silenced(Walk(walk, path, starts, target, all_true(meeting(target)), fits, beside, apart, unasked))


def _almost(path: Path) -> tuple[list[Named], Step | None]:
    """The walk of `path` up to its last step, and that step: whether it leads to a known end costs less than where all it leads to.

    A last step that is a closure is walked too.
    """
    *before, last = path
    if last.closure:
        return walked("beside", path, once=True), None
    return walked("beside", tuple(before), once=True), last


def _also_at(reached: exp.Select, beside: str, closing: Step | None) -> exp.Select:
    """Those of `reached` at which the walk `beside` arrives too, after a last step where there is one left."""
    also = exp.alias_(exp.to_table(beside), "also", table=True)
    start = exp.EQ(this=column("also.start"), expression=column("walked.start"))
    if closing is None:
        here = exp.EQ(this=column("also.here"), expression=column("walked.here"))
        return reached.join(also, on=exp.and_(start, here), copy=False)
    left, right = ("target", "source") if closing.inverse else ("source", "target")
    arriving = all_true(
        [
            exp.EQ(this=column(f"closing.{left}"), expression=column("also.here")),
            exp.EQ(this=column(f"closing.{right}"), expression=column("walked.here")),
            among("closing.relation", closing.relations),
        ]
    )
    link = exp.alias_(exp.to_table("link"), "closing", table=True)
    return reached.join(also, on=start, copy=False).join(link, on=arriving, copy=False)


def ends_of_two(rule: Rule, path: Path, other: Path, target: Target, unasked: Unasked = None) -> list[Named]:
    """`reached` and `reached_beside`: the ends of both paths that meet the target; `blocked`: where one of the walks is so."""
    walks, beside = walked("walk", path, once=False), walked("beside", other, once=False)
    return [
        *walks,
        *beside,
        *fitting_target(target),
        Named("reached", lying_at(walks[-1].name, target)),
        Named("reached_beside", lying_at(beside[-1].name, target)),
        *_all_blocked(
            [_blocked("walk", path, target), _blocked("beside", other, target)],
            [_silenced(rule, name, one, target, unasked) for name, one in (("walk", path), ("beside", other))],
        ),
    ]


def _once(name: str, nodes: list[exp.Query]) -> Named:
    """The nodes of all these queries, each once."""
    found = exp.select("found.node").from_(together(*nodes).subquery("found", copy=False), copy=False)
    return Named(name, found.distinct(copy=False))


def lying_at(last: str, target: Target, fits: str = "fitting", *, counted: bool = True) -> exp.Select:
    """The pairs of `last` whose end meets the target and is another node than the start; with its ident where ends are `counted`."""
    conditions, end = meeting(target), "node.node"
    if conditions or counted or target.plan != "any":
        template = """SELECT walked.start AS node, node.node AS other, node.ident
            FROM last AS walked JOIN node ON node.node = walked.here WHERE :apart AND :meets"""
    else:
        template, end = (
            "SELECT walked.start AS node, walked.here AS other FROM last AS walked WHERE :apart",
            "walked.here",
        )
    reached = query(template, {"last": last}, apart=differ(end, "walked.start"), meets=all_true(conditions))
    if target.plan != "any":
        start = exp.EQ(this=column("applicable.node"), expression=column("walked.start"))
        plans: exp.Expr = exp.EQ(this=column("node.plan"), expression=column("applicable.plan"))
        if target.plan == "other":
            plans = differ("node.plan", "applicable.plan")
        reached = reached.join("applicable", on=exp.and_(start, plans), copy=False)
    if not target.when:
        return reached
    same_node = exp.EQ(this=column(f"{fits}.node"), expression=column(end))
    return reached.join(fits, on=same_node, copy=False)


def meeting(target: Target) -> list[exp.Expr]:
    """What `target` asks of a row of `node` by itself."""
    conditions = []
    if target.kind:
        conditions.append(among("node.kind", target.kind))
    if target.level:
        conditions.append(among("node.level", target.level))
    if target.list is not None:
        conditions.append(equals("node.list", target.list))
    return conditions


def fitting_target(target: Target, name: str = "fitting") -> list[Named]:
    """`name`: the nodes that have one of the listed values in every field of `when`, where the target lists any."""
    return [Named(name, fitting(target.when))] if target.when else []


def _blocked(walk: str, path: Path, target: Target) -> exp.Query:
    """The applicable nodes from which some forward step meets a reference that is not resolved and might lead to the target.

    One may stand there several times.
    """
    blocks = [
        query(
            """SELECT walked.start AS node FROM walk AS walked JOIN prospect ON prospect.node = walked.here
            WHERE :relations AND :hope""",
            {"walk": f"{walk}_{left}"},
            relations=among("prospect.relation", step.relations),
            hope=hoped(hope),
        )
        for turn, (step, hope) in enumerate(zip(path, hopes(path, target), strict=True), 1)
        if not step.inverse
        for left in ((turn - 1, turn) if step.closure else (turn - 1,))
    ]
    return together(*blocks) if blocks else query("SELECT applicable.node FROM applicable WHERE FALSE")


def hoped(hope: Prospects) -> exp.Expr:
    """Whether a row of `prospect` is among `hope`: for each list, or none, the kinds that are so at the same levels."""
    levels: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in hope:
        levels[one.list, one.kind].add(one.level)
    kinds: dict[tuple[str, tuple[str, ...]], set[str]] = defaultdict(set)
    for (name, kind), found in levels.items():
        kinds[name, tuple(sorted(found))].add(kind)
    return any_true(
        exp.and_(
            equals("prospect.list", name), among("prospect.kind", kinds[name, found]), among("prospect.level", found)
        )
        for name, found in sorted(kinds)
    )
