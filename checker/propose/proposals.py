"""The one verb: proposals for a submission, tried before they are made. Nothing is changed, and no verdict hangs on them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
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
    chosen = fewest(offers, most_conflicts=most_conflicts)
    kept, refused, trial = _held(chosen, broken, offers, work, submitted, context)
    by = {at: change for one in kept for at, change in one.by.items()}
    gone, new = _differences(report, recheck(trial.graph)) if by else ([], 0)
    given_up = {at for one in chosen for at in one.given_up}
    shown = _changes(by, broken, offers, work, gone, {change: one for one in kept for change in one.by.values()})
    return Proposals(
        changes=shown,
        unmended=[
            Unmended(
                plan=one.node.plan,
                node=node_in_report(one.node),
                place=place_in_report(one.place),
                written=one.written,
                why=why_left(one, offered=at in offers.mends, gave_up=at in given_up, refused=at in refused),
            )
            for at, one in enumerate(broken)
            if at not in by
        ],
        broken=len(broken),
        mended=len(by),
        findings_gone=len(gone),
        findings_new=new,
        unique=not any(one.others for one in kept),
        gave_up=bool(given_up),
    )


def _held(
    chosen: list[Chosen], broken: list[Broken], offers: Offers, work: Assembled, submitted: Draft, context: Draft
) -> tuple[list[Chosen], set[int], Trial]:
    """Those knots whose changes hold when they are tried together; what the others would have mended is refused."""

    def trial(knots: list[Chosen]) -> Trial:
        by: Mending = {at: change for one in knots for at, change in one.by.items()}
        return tried(by, broken, offers, work, submitted, context)

    whole = trial(chosen) if any(one.by for one in chosen) else Trial(work.graph, True)
    if whole.holds:
        return chosen, set(), whole
    kept: list[Chosen] = []
    best = Trial(work.graph, True)
    for one in chosen[:MOST_TRIALS]:
        if (found := trial([*kept, one])).holds:
            kept, best = [*kept, one], found
    return kept, {at for one in chosen if one not in kept for at in one.by}, best


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
