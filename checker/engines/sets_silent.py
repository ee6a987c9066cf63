"""Where a walk is blocked because a form has no place to say who leads there (docs/patterns.md, *What a form leaves unsaid*).

No pair of a node and one that might lead to it is ever made: those that could not say so are grouped by what decides where they
might lead (their kind and level, and their plan where only nodes of it are looked at), and only the groups are joined.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, assert_never, get_args

from sqlglot import exp

from checker.engines.sets_hushed import PLANS, silent_at, told_by_none
from checker.engines.sets_queries import Named, all_true, among, any_true, column, is_missing, query, text
from checker.engines.sets_walks import walk_step
from checker.path import Path, Step
from checker.pattern import Target
from checker.prospects import Prospect, Prospects, comings, hopes, leads_to, stays_inside, unsaid_by

Leads = Mapping[Prospect, Prospects]
_Manner = Literal["inside", "own", "named", "alone"]
"""Why it is a plan that would have had to say so: the relation stays inside it; it is the examined node's own; its node is the end at
which a second path arrives; or no plan of its level could tell."""
_MANNERS: Final[tuple[_Manner, ...]] = get_args(_Manner)


class Lacking(NamedTuple):
    """A kind at a level where some plan is silent on a relation, and how many plans of the level could tell; 2: or more."""

    kind: str
    level: str
    relation: str
    telling: int = 0


Unasked = frozenset[Lacking] | None
LACKING: Final = """WITH level AS (SELECT held.kind, held.level, COUNT(*) AS plans FROM held GROUP BY held.kind, held.level)
    SELECT silent.kind, silent.level, silent.relation, LEAST(MIN(level.plans) - COUNT(*), 2) FROM silent
    JOIN level ON level.kind = silent.kind AND level.level = silent.level
    GROUP BY silent.kind, silent.level, silent.relation"""
"""All that is `Lacking`, out of the tables PLANS: what queries need not ask about is left out of them."""


@dataclass(frozen=True, slots=True)
class Beside:
    """The second walk at whose end a node has to lie too: its last query, and the step that is still to be taken there, if any."""

    name: str
    closing: Step | None


@dataclass(frozen=True, slots=True)
class Walk:
    """The walk of `path` from nodes like `starts` to `target` by the queries `NAME_0` to `NAME_n`.

    `meets` is what the target asks of a row of `node`; `fits` names the query of those that meet its `when`, where it has one;
    `apart` tells the queries made for it apart from those made for another target of the same walk;
    `unasked` holds all that forms lack (None: anything), and nothing is asked about the rest.
    """

    name: str
    path: Path
    starts: Prospects
    target: Target
    meets: exp.Expr
    fits: str
    beside: Beside | None = None
    apart: str = ""
    unasked: Unasked = None


def silenced(walk: Walk) -> tuple[list[Named], list[exp.Query]]:
    """Queries for the applicable nodes from which `walk` is blocked, and those they select from. A node may stand there several times."""
    named: list[Named] = []
    blocked: list[exp.Query] = []
    hoped, came = hopes(walk.path, walk.target), comings(walk.path, walk.starts)
    for turn, (step, hope, here) in enumerate(zip(walk.path, hoped, came, strict=True), 1):
        for manner in _MANNERS:
            if not _is_idle(walk, turn, manner) and (leads := _leads(walk, step, hope, here, manner)):
                group = _Group(walk, turn, leads, manner)
                named += group.named()
                blocked += group.blocked()
    return [*(PLANS if named else ()), *named], blocked


def _is_idle(walk: Walk, turn: int, manner: _Manner) -> bool:
    """Whether nobody is silent at a step in this manner who would count."""
    last = turn == len(walk.path)
    if manner == "own":
        return last and not walk.path[-1].closure and walk.target.plan == "other"
    return manner == "named" and (walk.beside is None or not last)


def _leads(walk: Walk, step: Step, hope: Prospects, here: Prospects, manner: _Manner) -> Leads:
    """Where nodes of plans that may be silent lead back by `step`, of each sort."""
    relations = unsaid_by(step)
    found: dict[Prospect, Prospects] = {}
    for one in sorted(hope):
        if one.kind in relations and not one.list and _may_lack(walk, one, relations[one.kind], manner):
            names = (name for name in relations[one.kind] if stays_inside(name) == (manner == "inside"))
            found[one] = frozenset(end for name in names for end in leads_to(name, one)) & here
    return {one: ends for one, ends in found.items() if ends}


def _may_lack(walk: Walk, one: Prospect, relations: Iterable[str], manner: _Manner) -> bool:
    if manner == "own" and one.level not in {start.level for start in walk.starts}:
        return False
    if walk.unasked is None:
        return True
    known = {name: telling for kind, level, name, telling in walk.unasked if (kind, level) == (one.kind, one.level)}
    most = 2 if manner != "alone" else 1 if walk.target.plan == "other" else 0
    return all(known.get(name, most + 1) <= most for name in relations)


_MUTE = """SELECT node.node, node.kind, node.level, node.plan FROM node
    JOIN hushed AS hush ON hush.plan = node.plan AND hush.kind = node.kind"""
_LABEL = "SELECT MIN(mute.node) AS label, mute.kind, mute.level FROM silent AS mute GROUP BY mute.kind, mute.level"
_BEGUN = """SELECT label.label AS start, mute.node AS here FROM silent AS mute
    JOIN sorts AS label ON label.kind = mute.kind AND label.level = mute.level"""
_ENDED = """SELECT label.kind, label.level, node.node AS other, node.plan AS other_plan FROM last AS walked
    JOIN node ON node.node = walked.here JOIN sorts AS label ON label.label = walked.start WHERE :meets"""
_ENDED_AT_ONCE = "SELECT mute.kind, mute.level, mute.node AS other, mute.plan AS other_plan FROM silent AS mute"
_MIGHT = """SELECT ended.kind, ended.level, MIN(ended.other) AS first, MAX(ended.other) AS last,
    MIN(ended.other_plan) AS first_plan, MAX(ended.other_plan) AS last_plan FROM ends AS ended GROUP BY ended.kind, ended.level"""
_BLOCKED = """SELECT walked.start AS node FROM walk AS walked JOIN node AS there ON there.node = walked.here
    JOIN leading AS leads ON leads.to_kind = there.kind AND leads.to_level = there.level AND leads.to_list = there.list
    JOIN reaching AS might ON might.kind = leads.kind AND might.level = leads.level
    WHERE (might.first <> walked.start OR might.last <> walked.start)"""


@dataclass(frozen=True, slots=True)
class _Group:
    """Those who are silent at one step, and where they might lead."""

    walk: Walk
    turn: int
    leads: Leads
    manner: _Manner

    @property
    def step(self) -> Step:
        return self.walk.path[self.turn - 1]

    @property
    def name(self) -> str:
        return f"{self.walk.name}{self.walk.apart}_{self.turn}_{self.manner}"

    @property
    def rest(self) -> list[Step]:
        """The steps that are walked from a silent node; a closure first, of which it may take any number of rounds."""
        if self.manner == "named":
            return []
        return [*([self.step] if self.step.closure else []), *self.walk.path[self.turn :]]

    @property
    def plan(self) -> str:
        """What has to be the plan of the silent; empty where it may be any."""
        return {"inside": "there.plan", "own": "applicable.plan"}.get(self.manner, "")

    def named(self) -> list[Named]:
        """`…_leads`, which sort might lead to which, and `…_might`, the ends to which silent nodes of a sort lead, as far as it matters."""
        ended = [*self.walked(), Named(f"{self.name}_ended", self.ended())]
        leads, might = Named(f"{self.name}_leads", self.values()), Named(f"{self.name}_might", self.might())
        hushed = [silent_at(self.name, self.step, self.leads)]
        if self.manner == "alone":
            hushed += told_by_none(self.name, self.leads, but_one=self.walk.target.plan == "other")
        return [leads, *hushed, Named(f"{self.name}_mute", self.mute()), *ended, might]

    def values(self) -> exp.Query:
        rows = [
            tuple(text(word) for word in (one.kind, one.level, *end))
            for one, ends in sorted(self.leads.items())
            for end in sorted(ends)
        ]
        names = ("kind", "level", "to_kind", "to_level", "to_list")
        values = exp.Values(
            expressions=[exp.Tuple(expressions=list(row)) for row in rows],
            alias=exp.TableAlias(this=exp.to_identifier("lead"), columns=[exp.to_identifier(name) for name in names]),
        )
        return exp.select(*(column(f"lead.{name}") for name in names)).from_(values, copy=False)

    def mute(self) -> exp.Query:
        """The nodes of the plans that could not say so."""
        return query(_MUTE, {"hushed": f"{self.name}_{'lone' if self.manner == 'alone' else 'hush'}"})

    def walked(self) -> Iterator[Named]:
        """The walks from all silent nodes of a sort together, each sort under the name of one of them."""
        if not self.rest:
            return
        here = {"silent": f"{self.name}_mute", "sorts": f"{self.name}_label"}
        label, begun = query(_LABEL, here), query(_BEGUN, here)
        if self.plan:
            label = label.select(column("mute.plan"), copy=False).group_by(column("mute.plan"), copy=False)
            begun = begun.where(exp.EQ(this=column("label.plan"), expression=column("mute.plan")), copy=False)
        yield Named(f"{self.name}_label", label)
        yield Named(f"{self.name}_0", begun)
        for turn, step in enumerate(self.rest, 1):
            stays = turn == 1 and self.step.closure
            yield walk_step(self.name, turn, step, once=True, stays=stays)

    def ended(self) -> exp.Query:
        """The ends that the target means, by the sort of silent nodes from which a walk comes to them."""
        if self.rest:
            tables = {"last": f"{self.name}_{len(self.rest)}", "sorts": f"{self.name}_label"}
            ended, plan, end = query(_ENDED, tables, meets=self.walk.meets.copy()), "label.plan", "node.node"
        else:
            ended, plan, end = query(_ENDED_AT_ONCE, {"silent": f"{self.name}_mute"}), "mute.plan", "mute.node"
        if self.plan:
            ended = ended.select(column(plan), copy=False)
        if not self.walk.target.when:
            return ended
        same = exp.EQ(this=column(f"{self.walk.fits}.node"), expression=column(end))
        return ended.join(self.walk.fits, on=same, copy=False)

    def might(self) -> exp.Query:
        """The ends by all that decides whether they count for a node, first and last of each."""
        might = query(_MIGHT, {"ends": f"{self.name}_ended"})
        apart = ["ended.plan"] if self.plan else []
        if self.walk.target.plan == "same":
            apart.append("ended.other_plan")
        for name in apart:
            might = might.select(column(name), copy=False).group_by(column(name), copy=False)
        beside = self.walk.beside
        if beside is None:
            return might
        at = column("ended.other")
        if beside.closing is not None:
            left, right = ("target", "source") if beside.closing.inverse else ("source", "target")
            arriving = all_true(
                [
                    exp.EQ(this=column(f"closing.{right}"), expression=column("ended.other")),
                    among("closing.relation", beside.closing.relations),
                ]
            )
            link = exp.alias_(exp.to_table("link"), "closing", table=True)
            might, at = might.join(link, on=arriving, copy=False), column(f"closing.{left}")
        return might.select(exp.alias_(at, "at"), copy=False).group_by(at.copy(), copy=False)

    def blocked(self) -> Iterator[exp.Query]:
        tables = {"leading": f"{self.name}_leads", "reaching": f"{self.name}_might"}
        for left in (self.turn - 1, self.turn) if self.step.closure else (self.turn - 1,):
            blocked = query(_BLOCKED, {"walk": f"{self.walk.name}_{left}", **tables})
            if self.plan:
                same = exp.EQ(this=column("might.plan"), expression=column(self.plan))
                blocked = blocked.where(same, copy=False)
            if self.walk.beside is not None:
                self._beside(blocked, self.walk.beside)
            yield self._of_plan(blocked)

    def _beside(self, blocked: exp.Select, beside: Beside) -> None:
        """Joins the second walk to `blocked` first of all, before all that might lead anywhere: few nodes lie beside a walk."""
        also = exp.alias_(exp.to_table(beside.name), "also", table=True)
        start = exp.EQ(this=column("also.start"), expression=column("walked.start"))
        here = exp.EQ(this=column("also.here"), expression=column("might.at"))
        *others, might = blocked.args["joins"]
        might.set("on", exp.and_(might.args["on"], here))
        blocked.set("joins", [exp.Join(this=also, on=start), *others, might])

    def _of_plan(self, blocked: exp.Select) -> exp.Select:
        """Those whose ends lie in the plan that the target means, seen from the examined node, and of whose level no other plan could tell."""
        if self.walk.target.plan == "any" and self.manner != "own":
            return blocked
        start = exp.EQ(this=column("applicable.node"), expression=column("walked.start"))
        blocked = blocked.join("applicable", on=start, copy=False)
        match self.walk.target.plan:
            case "any":
                return blocked
            case "same":
                same = exp.EQ(this=column("might.other_plan"), expression=column("applicable.plan"))
                return blocked.where(same, copy=False)
            case "other":
                others = any_true(
                    exp.NEQ(this=column(f"might.{one}_plan"), expression=column("applicable.plan"))
                    for one in ("first", "last")
                )
                blocked = blocked.where(others, copy=False)
                return self._told_by_itself(blocked) if self.manner == "alone" else blocked
            case _:
                assert_never(self.walk.target.plan)

    def _told_by_itself(self, blocked: exp.Select) -> exp.Select:
        """Those of whose sort nobody could tell, but the plan of the examined node, which is not meant."""
        told = exp.alias_(exp.to_table(f"{self.name}_told"), "told", table=True)
        level = exp.and_(
            *(exp.EQ(this=column(f"told.{name}"), expression=column(f"might.{name}")) for name in ("kind", "level"))
        )
        own = exp.EQ(this=column("told.first"), expression=column("applicable.plan"))
        blocked = blocked.join(told, on=level, join_type="left", copy=False)
        return blocked.where(exp.or_(is_missing("told.first"), own), copy=False)
