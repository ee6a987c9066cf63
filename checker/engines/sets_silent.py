"""Where a walk is blocked because a form has no place to say who leads there (docs/patterns.md, *What a form leaves unsaid*).

No pair of a node and one that might lead to it is ever made: those that could not say so are grouped by what decides where they
might lead (their kind and level, and their plan for a relation that stays inside it), and only the groups are joined.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from sqlglot import exp

from checker.engines.sets_queries import Named, all_true, among, any_true, column, number, query, text
from checker.engines.sets_walks import walk_step
from checker.path import Path, Step
from checker.pattern import Target
from checker.prospects import Prospect, Prospects, comings, hopes, leads_to, stays_inside, unsaid_by

Leads = Mapping[Prospect, Prospects]


class Lacking(NamedTuple):
    """Nodes of a kind at a level of which some stand on a form that has no place for a relation."""

    kind: str
    level: str
    relation: str


Unasked = frozenset[Lacking] | None
LACKING: Final = """SELECT DISTINCT node.kind, node.level, unasked.relation
    FROM unasked JOIN node ON node.node = unasked.node"""
"""All that is `Lacking`: what queries need not ask about is left out of them."""


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
        for inside in (False, True):
            if leads := _leads(step, hope, here, walk.unasked, inside=inside):
                group = _Group(walk, turn, leads, inside)
                named += group.named()
                blocked += group.blocked()
    return named, blocked


def _leads(step: Step, hope: Prospects, here: Prospects, unasked: Unasked, *, inside: bool) -> Leads:
    """Where silent nodes of each sort might lead back by `step`, by the relations that stay `inside` a plan or by all others."""
    relations = unsaid_by(step)
    silent = [
        (one, relations[one.kind])
        for one in sorted(hope)
        if one.kind in relations and not one.list and _may_lack(one, relations[one.kind], unasked)
    ]
    found = {
        one: frozenset(end for name in names if stays_inside(name) == inside for end in leads_to(name, one))
        for one, names in silent
    }
    return {one: ends & here for one, ends in found.items() if ends & here}


def _may_lack(one: Prospect, relations: Iterable[str], unasked: Unasked) -> bool:
    return unasked is None or all(Lacking(one.kind, one.level, name) in unasked for name in relations)


_MUTE = """SELECT node.node, node.kind, node.level, node.plan FROM node JOIN unasked ON unasked.node = node.node
    WHERE :silent"""
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
    """Those who are silent at one step, by relations that stay `inside` a plan or by others, and where they might lead."""

    walk: Walk
    turn: int
    leads: Leads
    inside: bool

    @property
    def step(self) -> Step:
        return self.walk.path[self.turn - 1]

    @property
    def name(self) -> str:
        return f"{self.walk.name}{self.walk.apart}_{self.turn}_{'inside' if self.inside else 'across'}"

    @property
    def rest(self) -> list[Step]:
        """The steps that are walked from a silent node; a closure first, of which it may take any number of rounds."""
        return [*([self.step] if self.step.closure else []), *self.walk.path[self.turn :]]

    def named(self) -> list[Named]:
        """`…_leads`, which sort might lead to which, and `…_might`, the ends to which silent nodes of a sort lead, as far as it matters."""
        mute = Named(f"{self.name}_mute", self.mute())
        ended = [*self.walked(), Named(f"{self.name}_ended", self.ended())]
        return [Named(f"{self.name}_leads", self.values()), mute, *ended, Named(f"{self.name}_might", self.might())]

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
        """The nodes whose form asks for none of the relations by which they might lead back."""
        kinds: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for kind in {one.kind for one in self.leads}:
            kinds[unsaid_by(self.step)[kind]].add(kind)
        silent = any_true(
            exp.and_(among("node.kind", found), among("unasked.relation", names))
            for names, found in sorted(kinds.items())
        )
        levels = among("node.level", {one.level for one in self.leads})
        mute = query(_MUTE, silent=exp.and_(levels, silent))
        if all(len(names) == 1 for names in kinds):
            return mute
        wanted = exp.Case(default=number(1))
        for names, found in sorted(kinds.items()):
            wanted = wanted.when(among("node.kind", found), number(len(names)), copy=False)
        mute = mute.group_by("node.node", "node.kind", "node.level", "node.plan", copy=False)
        return mute.having(exp.EQ(this=exp.Count(this=exp.Star()), expression=wanted), copy=False)

    def walked(self) -> Iterator[Named]:
        """The walks from all silent nodes of a sort together, each sort under the name of one of them."""
        if not self.rest:
            return
        here = {"silent": f"{self.name}_mute", "sorts": f"{self.name}_label"}
        label, begun = query(_LABEL, here), query(_BEGUN, here)
        if self.inside:
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
        if self.inside:
            ended = ended.select(column(plan), copy=False)
        if not self.walk.target.when:
            return ended
        same = exp.EQ(this=column(f"{self.walk.fits}.node"), expression=column(end))
        return ended.join(self.walk.fits, on=same, copy=False)

    def might(self) -> exp.Query:
        """The ends by all that decides whether they count for a node, first and last of each."""
        might = query(_MIGHT, {"ends": f"{self.name}_ended"})
        apart = ["ended.plan"] if self.inside else []
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
            if self.inside:
                same = exp.EQ(this=column("might.plan"), expression=column("there.plan"))
                blocked = blocked.where(same, copy=False)
            if self.walk.beside is not None:
                blocked = self._beside(blocked, self.walk.beside)
            yield self._of_plan(blocked)

    def _beside(self, blocked: exp.Select, beside: Beside) -> exp.Select:
        also = exp.alias_(exp.to_table(beside.name), "also", table=True)
        start = exp.EQ(this=column("also.start"), expression=column("walked.start"))
        here = exp.EQ(this=column("also.here"), expression=column("might.at"))
        return blocked.join(also, on=exp.and_(start, here), copy=False)

    def _of_plan(self, blocked: exp.Select) -> exp.Select:
        """Those whose ends lie in the plan that the target means, seen from the examined node."""
        if self.walk.target.plan == "any":
            return blocked
        start = exp.EQ(this=column("applicable.node"), expression=column("walked.start"))
        blocked = blocked.join("applicable", on=start, copy=False)
        if self.walk.target.plan == "same":
            same = exp.EQ(this=column("might.other_plan"), expression=column("applicable.plan"))
            return blocked.where(same, copy=False)
        others = any_true(
            exp.NEQ(this=column(f"might.{one}_plan"), expression=column("applicable.plan")) for one in ("first", "last")
        )
        return blocked.where(others, copy=False)
