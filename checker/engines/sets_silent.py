"""Where a walk is blocked because a form has no place to say who leads there (docs/patterns.md, *What a form leaves unsaid*).

No pair of a node and one that might lead to it is ever made: those that could not say so are grouped by what decides where they
might lead (their kind and level, and their plan where only nodes of it are looked at), and only the groups are joined.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from sqlglot import exp

from checker.engines.sets_queries import Named, all_true, among, any_true, column, is_missing, number, query, text
from checker.engines.sets_walks import walk_step
from checker.path import Path, Step
from checker.pattern import Target
from checker.prospects import Prospect, Prospects, comings, hopes, leads_to, stays_inside, unsaid_by

Leads = Mapping[Prospect, Prospects]


class Lacking(NamedTuple):
    """A kind at a level where some plan is silent on a relation, and how many plans of the level could tell; 2: or more."""

    kind: str
    level: str
    relation: str
    telling: int = 0


Unasked = frozenset[Lacking] | None
_HELD: Final = """SELECT node.plan, node.level, node.kind, COUNT(*) AS nodes FROM node
    WHERE node.list = '' GROUP BY node.plan, node.level, node.kind"""
_SILENT: Final = """SELECT held.plan, held.level, held.kind, unasked.relation FROM unasked
    JOIN node ON node.node = unasked.node JOIN held ON held.plan = node.plan AND held.kind = node.kind
    GROUP BY held.plan, held.level, held.kind, held.nodes, unasked.relation HAVING COUNT(*) = held.nodes"""
LACKING: Final = f"""WITH held AS ({_HELD}), silent AS ({_SILENT}),
    level AS (SELECT held.kind, held.level, COUNT(*) AS plans FROM held GROUP BY held.kind, held.level)
    SELECT silent.kind, silent.level, silent.relation, LEAST(MIN(level.plans) - COUNT(*), 2) FROM silent
    JOIN level ON level.kind = silent.kind AND level.level = silent.level
    GROUP BY silent.kind, silent.level, silent.relation"""
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
        for near in (False, True):
            if leads := _leads(walk, step, hope, here, near=near):
                group = _Group(walk, turn, leads, near)
                named += group.named()
                blocked += group.blocked()
    return [*(_PLANS if named else ()), *named], blocked


def _leads(walk: Walk, step: Step, hope: Prospects, here: Prospects, *, near: bool) -> Leads:
    """Where nodes of plans that may be silent lead back by `step`, of each sort: to nodes of the same plan (`near`) or of any.

    Where a second path names the plan, all of them that may leave a plan are of any.
    """
    relations = unsaid_by(step)
    silent = [
        (one, relations[one.kind])
        for one in sorted(hope)
        if one.kind in relations and not one.list and _may_lack(walk, one, relations[one.kind], near=near)
    ]
    found = {
        one: frozenset(end for name in _names(walk, names, near) for end in leads_to(name, one))
        for one, names in silent
    }
    return {one: ends & here for one, ends in found.items() if ends & here}


def _names(walk: Walk, relations: Iterable[str], near: bool) -> list[str]:
    return [name for name in relations if near == stays_inside(name) or (near and walk.beside is None)]


def _may_lack(walk: Walk, one: Prospect, relations: Iterable[str], *, near: bool) -> bool:
    if walk.unasked is None:
        return True
    known = {name: telling for kind, level, name, telling in walk.unasked if (kind, level) == (one.kind, one.level)}
    most = 2 if near or walk.beside is not None else 1 if walk.target.plan == "other" else 0
    return all(known.get(name, most + 1) <= most for name in relations)


_PLANS: Final = (Named("held", query(_HELD)), Named("silent", query(_SILENT)))
_HUSH = "SELECT silent.plan, silent.level, silent.kind FROM silent WHERE :lacking"
_TOLD = """SELECT held.kind, held.level, MIN(held.plan) AS first, MAX(held.plan) AS last FROM held
    LEFT JOIN hushed AS hush ON hush.plan = held.plan AND hush.kind = held.kind WHERE hush.plan IS NULL GROUP BY held.kind, held.level"""
_ALONE = """SELECT hush.plan, hush.kind FROM hushed AS hush
    LEFT JOIN telling AS told ON told.kind = hush.kind AND told.level = hush.level WHERE :nobody"""
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
    """Those who are silent at one step, and where they might lead: to nodes of the same plan (`near`), or to any."""

    walk: Walk
    turn: int
    leads: Leads
    near: bool

    @property
    def step(self) -> Step:
        return self.walk.path[self.turn - 1]

    @property
    def name(self) -> str:
        return f"{self.walk.name}{self.walk.apart}_{self.turn}_{'near' if self.near else 'far'}"

    @property
    def rest(self) -> list[Step]:
        """The steps that are walked from a silent node; a closure first, of which it may take any number of rounds."""
        return [*([self.step] if self.step.closure else []), *self.walk.path[self.turn :]]

    @property
    def alone(self) -> bool:
        """Whether a silent plan blocks only where no plan of its level could tell."""
        return not self.near and self.walk.beside is None

    def named(self) -> list[Named]:
        """`…_leads`, which sort might lead to which, and `…_might`, the ends to which silent nodes of a sort lead, as far as it matters."""
        ended = [*self.walked(), Named(f"{self.name}_ended", self.ended())]
        leads, might = Named(f"{self.name}_leads", self.values()), Named(f"{self.name}_might", self.might())
        return [leads, *self.hushed(), Named(f"{self.name}_mute", self.mute()), *ended, might]

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

    def hushed(self) -> Iterator[Named]:
        """`…_hush`: the plans that are silent for a kind; where they have to be `alone`, `…_told`, who else of their level could tell."""
        yield Named(f"{self.name}_hush", self.hush())
        if self.alone:
            tables = {"hushed": f"{self.name}_hush", "telling": f"{self.name}_told"}
            nobody = is_missing("told.first")
            if self.walk.target.plan == "other":
                nobody = exp.or_(nobody, exp.EQ(this=column("told.first"), expression=column("told.last")))
            yield Named(f"{self.name}_told", query(_TOLD, tables))
            yield Named(f"{self.name}_alone", query(_ALONE, tables, nobody=nobody))

    def hush(self) -> exp.Query:
        """The plans where no node of a kind stands on a form that asks for a relation by which it might lead back."""
        kinds: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for kind in {one.kind for one in self.leads}:
            kinds[unsaid_by(self.step)[kind]].add(kind)
        silent = any_true(
            exp.and_(among("silent.kind", found), among("silent.relation", names))
            for names, found in sorted(kinds.items())
        )
        hush = query(_HUSH, lacking=exp.and_(among("silent.level", {one.level for one in self.leads}), silent))
        if all(len(names) == 1 for names in kinds):
            return hush
        wanted = exp.Case(default=number(1))
        for names, found in sorted(kinds.items()):
            wanted = wanted.when(among("silent.kind", found), number(len(names)), copy=False)
        hush = hush.group_by("silent.plan", "silent.level", "silent.kind", copy=False)
        return hush.having(exp.EQ(this=exp.Count(this=exp.Star()), expression=wanted), copy=False)

    def mute(self) -> exp.Query:
        """The nodes of the plans that could not say so."""
        return query(_MUTE, {"hushed": f"{self.name}_{'alone' if self.alone else 'hush'}"})

    def walked(self) -> Iterator[Named]:
        """The walks from all silent nodes of a sort together, each sort under the name of one of them."""
        if not self.rest:
            return
        here = {"silent": f"{self.name}_mute", "sorts": f"{self.name}_label"}
        label, begun = query(_LABEL, here), query(_BEGUN, here)
        if self.near:
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
        if self.near:
            ended = ended.select(column(plan), copy=False)
        if not self.walk.target.when:
            return ended
        same = exp.EQ(this=column(f"{self.walk.fits}.node"), expression=column(end))
        return ended.join(self.walk.fits, on=same, copy=False)

    def might(self) -> exp.Query:
        """The ends by all that decides whether they count for a node, first and last of each."""
        might = query(_MIGHT, {"ends": f"{self.name}_ended"})
        apart = ["ended.plan"] if self.near else []
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
            if self.near:
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
        """Those whose ends lie in the plan that the target means, seen from the examined node, and of whose level no other plan could tell."""
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
        return (
            self._told_by_itself(blocked.where(others, copy=False)) if self.alone else blocked.where(others, copy=False)
        )

    def _told_by_itself(self, blocked: exp.Select) -> exp.Select:
        """Those of whose sort nobody could tell, but the plan of the examined node, which is not meant."""
        told = exp.alias_(exp.to_table(f"{self.name}_told"), "told", table=True)
        level = exp.and_(
            *(exp.EQ(this=column(f"told.{name}"), expression=column(f"might.{name}")) for name in ("kind", "level"))
        )
        own = exp.EQ(this=column("told.first"), expression=column("applicable.plan"))
        blocked = blocked.join(told, on=level, join_type="left", copy=False)
        return blocked.where(exp.or_(is_missing("told.first"), own), copy=False)
