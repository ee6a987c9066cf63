"""The one verb: proposals for a submission, tried before they are made. Nothing is changed, and no verdict hangs on them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from checker.assemble import Assembled, assembled
from checker.explain.words import node_in_report, place_in_report
from checker.finding import Finding, PlaceInReport, Proposals, ProposedChange, Report, Unmended
from checker.plan import Graph
from checker.propose.broken import Broken, broken_in
from checker.propose.fewest import MOST_CONFLICTS, Chosen, fewest, order_of
from checker.propose.offers import Change, Offers, Rename, Rewrite, offers_for
from checker.propose.sayings import says_change, why_change, why_left
from checker.propose.trial import Mending, Trial, tried
from checker.readers.draft import Draft
from checker.text import Sentence

MOST_TRIALS: Final = 50
Recheck = Callable[[Graph], Report]


def propose(
    submitted: Draft, context: Draft, report: Report, recheck: Recheck, *, most_conflicts: int = MOST_CONFLICTS
) -> Proposals:
    """The fewest changes of codes that mend what is broken in `submitted`, with what `report` would lose and gain.

    `recheck` judges a graph as the report was judged. Raises UsageFault where clingo is not installed.
    """
    work = assembled(submitted, context)
    broken = broken_in(work)
    offers = offers_for(broken, work)
    search = _Search(work, broken, submitted, context, most_conflicts)
    kept, trial = search.held(offers)
    by = _all_of(kept)
    gone, new = _differences(report, recheck(trial.graph)) if by else ([], 0)
    shown = _changes(by, broken, offers, work, gone, {change: one for one in kept for change in one.by.values()})
    return Proposals(
        changes=shown,
        unmended=[
            Unmended(
                plan=one.node.plan,
                node=node_in_report(one.node, work.graph),
                place=place_in_report(one.place),
                written=one.written,
                why=why_left(
                    one, offered=at in offers.mends, gave_up=at in search.given_up, refused=at in search.refused
                ),
            )
            for at, one in enumerate(broken)
            if at not in by
        ],
        broken=len(broken),
        mended=len(by),
        findings_gone=len(gone),
        findings_new=new,
        unique=not any(one.others for one in kept),
        gave_up=bool(search.given_up),
    )


@dataclass(slots=True)
class _Search:
    """The search for changes that hold when they are tried: what does not is barred, and the fewest of the others sought."""

    work: Assembled
    broken: list[Broken]
    submitted: Draft
    context: Draft
    most_conflicts: int
    trials: int = 0
    given_up: set[int] = field(default_factory=set)
    refused: set[int] = field(default_factory=set)

    def held(self, offers: Offers) -> tuple[list[Chosen], Trial]:
        """The choice in each knot, as far as all of them hold together, and what came of it."""
        while True:
            chosen = fewest(offers, most_conflicts=self.most_conflicts)
            self.given_up = {at for one in chosen for at in one.given_up}
            whole = self.trial(_all_of(chosen), offers)
            if whole.holds:
                return chosen, whole
            barred = self._barred(chosen, offers)
            if not barred:
                return self._one_by_one(chosen, offers)
            self.refused |= {at for at, changes in offers.mends.items() if barred & set(changes)}
            offers = offers.without(barred)

    def trial(self, by: Mending, offers: Offers) -> Trial:
        if not by:
            return Trial(self.work.graph, True)
        self.trials += 1
        return tried(by, self.broken, offers, self.work, self.submitted, self.context)

    def _barred(self, chosen: list[Chosen], offers: Offers) -> set[Change]:
        """Those of the chosen changes that do not hold even alone, as far as there are trials left."""
        barred = set()
        for one in chosen:
            for change in sorted(set(one.by.values()), key=order_of):
                alone = {at: other for at, other in one.by.items() if other == change}
                if self.trials < MOST_TRIALS and not self.trial(alone, offers).holds:
                    barred.add(change)
        return barred

    def _one_by_one(self, chosen: list[Chosen], offers: Offers) -> tuple[list[Chosen], Trial]:
        """Knot after knot, as far as they hold together with those before and there are trials left."""
        kept: list[Chosen] = []
        best = Trial(self.work.graph, True)
        for one in chosen:
            if self.trials < 2 * MOST_TRIALS and (found := self.trial(_all_of([*kept, one]), offers)).holds:
                kept, best = [*kept, one], found
            else:
                self.refused |= set(one.by)
        return kept, best


def _all_of(chosen: list[Chosen]) -> dict[int, Change]:
    return {at: change for one in chosen for at, change in one.by.items()}


def _changes(
    by: Mending,
    broken: list[Broken],
    offers: Offers,
    work: Assembled,
    gone: list[Finding],
    knots: Mapping[Change, Chosen],
) -> list[ProposedChange]:
    """The changes as a report shows them, the one that mends most first."""
    things: dict[Change, list[int]] = defaultdict(list)
    for at, change in sorted(by.items()):
        things[change].append(at)
    shares = _shares(things, broken, work.graph, gone)
    shown = []
    for change, mended in things.items():
        here = [broken[at] for at in mended]
        others = [
            one for one in knots[change].others if any(one in offers.mends[at] for at in mended) and one not in things
        ]
        node = work.graph.nodes[change.node if isinstance(change, Rename) else change.target]
        places = _places(change, mended, broken, offers, work.graph)
        shown.append(
            ProposedChange(
                what="reference" if isinstance(change, Rewrite) else "twin" if change.twin else "node",
                plan=change.plan,
                kind=node.kind,
                old=change.old,
                new=change.new,
                name=node.name,
                places=places,
                links=sum(len(one.links[:1]) for one in here),
                mends=shares[change],
                says=says_change(change, node, len(places)),
                why=why_change(change, node, here),
                alternatives=[_alternative(one, offers, work.graph) for one in sorted(others, key=order_of)],
            )
        )
    return sorted(shown, key=lambda one: (-len(one.mends), -one.links, one.plan, one.old, one.new, one.kind))


def _alternative(change: Change, offers: Offers, graph: Graph) -> Sentence:
    node = graph.nodes[change.node if isinstance(change, Rename) else change.target]
    return says_change(change, node, sum(change in changes for changes in offers.mends.values()))


def _places(
    change: Change, mended: list[int], broken: list[Broken], offers: Offers, graph: Graph
) -> list[PlaceInReport]:
    if isinstance(change, Rename):
        return [place_in_report(graph.nodes[change.node].values["code"].place)]
    made = [offers.mends[at][change] for at in mended]
    found = sorted({one[0].drafted.place for one in made if one is not None}, key=lambda place: place.sort_key)
    return [place_in_report(place) for place in found]


def _differences(before: Report, after: Report) -> tuple[list[Finding], int]:
    """The findings of `before` that `after` does not have, and how many it has anew. Places tell them apart: codes change."""

    def name(one: Finding) -> tuple[object, ...]:
        return one.rule, one.plan, one.node.kind, one.place.model_dump_json()

    left = Counter(name(one) for one in after.findings)
    gone = []
    for one in before.findings:
        if left[name(one)]:
            left[name(one)] -= 1
        else:
            gone.append(one)
    return gone, left.total()


def _shares(
    things: Mapping[Change, list[int]], broken: list[Broken], graph: Graph, gone: list[Finding]
) -> dict[Change, list[str]]:
    """For each change the findings that fall away with it: at what it mends, at what it leads to, or explained by such a one."""
    touched: dict[tuple[str, str, str], Change] = {}
    ends: dict[tuple[str, str, str], Change] = {}
    for change, mended in things.items():
        target = graph.nodes[change.node if isinstance(change, Rename) else change.target]
        ends.setdefault((target.plan, target.kind, target.code), change)
        for one in (broken[at] for at in mended):
            for node in (one.node, *one.twins):
                touched.setdefault((node.plan, node.kind, node.code), change)
    by_print = {one.fingerprint: one for one in gone}
    shares: dict[Change, list[str]] = {change: [] for change in things}
    for finding in gone:
        for named in (finding, by_print.get(finding.cause or "")):
            at = (named.plan, named.node.kind, named.node.code) if named else ("", "", "")
            change_here = touched.get(at) or ends.get(at)
            if change_here is not None:
                shares[change_here].append(finding.fingerprint)
                break
    return {change: sorted(found) for change, found in shares.items()}
