"""What holds of every comparison: nothing against itself, each finding in one class, and the mirror image."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from checker.compare.compared import compare
from checker.compare.comparison import Comparison, Standing, Tally, Turn, turn_of
from checker.finding import Report
from tests.compare.made import report

RULES, CODES, PLANS = ("R-1", "R-2", "R-3"), ("P1", "P2", "P3", "P4"), ("LP", "LQ")
MIRRORED: dict[Turn, Turn] = {
    "new": "fixed",
    "reopened": "waived",
    "newly-judged": "no-longer-judged",
    "remaining": "remaining",
    "fixed": "new",
    "waived": "reopened",
    "no-longer-judged": "newly-judged",
    "covered": "covered",
}


@st.composite
def reports(draw: st.DrawFn, plan: str) -> Report:
    """Any report of one plan: rules that ran, could not or are not there, and what they say of projects that are there."""
    rules = draw(st.lists(st.sampled_from(RULES), min_size=1, unique=True))
    ran = [rule for rule in rules if draw(st.booleans())]
    codes = draw(st.lists(st.sampled_from(CODES), min_size=1, unique=True))
    said = {
        (rule, code): draw(st.sampled_from(["open", "waived", "undecided", "clear"])) for rule in ran for code in codes
    }
    return report(
        [at for at, word in said.items() if word == "open"],
        plan=plan,
        codes=codes if draw(st.booleans()) else None,
        rules=rules,
        not_checked=[rule for rule in rules if rule not in ran],
        waived=[at for at, word in said.items() if word == "waived"],
        undecided=[at for at, word in said.items() if word == "undecided"],
        severity={rule: draw(st.sampled_from(["error", "warning", "advice"])) for rule in rules},
        idle=draw(st.lists(st.sampled_from(RULES), max_size=2)),
        names={code: draw(st.sampled_from(["ถนน", "ฝาย", code])) for code in CODES},
        as_of=draw(st.sampled_from(["2026-01-01", "2026-02-01"])),
    )


SIDES = st.lists(st.sampled_from(PLANS), min_size=1, unique=True).flatmap(
    lambda plans: st.tuples(*(reports(plan) for plan in plans)).map(list)
)


@settings(max_examples=150)
@given(SIDES)
def test_what_is_compared_with_itself_has_not_changed(side: list[Report]) -> None:
    found = compare(side, side)
    assert found.nothing_changed
    assert (found.tally.moved, found.differs, found.renamed) == (0, [], [])
    assert {one.turn for one in found.changes} <= {"remaining", "covered"}


@settings(max_examples=150)
@given(SIDES, SIDES)
def test_each_finding_of_either_side_is_in_exactly_one_class(old: list[Report], new: list[Report]) -> None:
    found = compare(old, new)
    told = [one.fingerprint for one in found.changes]
    held = {one.fingerprint for report in (*old, *new) for one in report.findings}
    assert (len(told), set(told)) == (len(held), held)
    assert found.tally.before == _open(old)
    assert found.tally.now == _open(new)
    for rows in (found.rules, found.plans):
        assert _sum(row.tally for row in rows) == found.tally


@settings(max_examples=150)
@given(SIDES, SIDES)
def test_the_other_way_round_is_the_mirror_image(old: list[Report], new: list[Report]) -> None:
    there, back = compare(old, new), compare(new, old)
    assert _turned({one.fingerprint: one for one in there.changes}) == {
        one.fingerprint: (one.turn, one.now, one.before, one.perhaps) for one in back.changes
    }
    assert (there.old, there.new, there.differs) == (back.new, back.old, back.differs)
    assert there.nothing_changed == back.nothing_changed
    assert sorted((one.before, one.now, one.by) for one in there.renamed) == sorted(
        (one.now, one.before, one.by) for one in back.renamed
    )


@settings(max_examples=100)
@given(SIDES, SIDES, st.integers(0, 99))
def test_the_order_of_reports_and_findings_changes_nothing(old: list[Report], new: list[Report], seed: int) -> None:
    shuffled = Random(seed)
    assert compare(_mixed(old, shuffled), _mixed(new, shuffled)).to_json() == compare(old, new).to_json()


@settings(max_examples=60)
@given(SIDES, SIDES)
def test_a_comparison_goes_to_json_and_back_unchanged(old: list[Report], new: list[Report]) -> None:
    found = compare(old, new)
    assert Comparison.from_json(found.to_json()) == found


def _turned(changes: dict[str, Any]) -> dict[str, Any]:
    return {
        name: (_mirrored(one.turn, one.before, one.now), one.before, one.now, one.perhaps)
        for name, one in changes.items()
    }


def _mirrored(turn: Turn, before: Standing, now: Standing) -> Turn:
    """The turn the other way round: what was taken out with its node comes as new, and what is new at a new node is gone."""
    if turn == "no-longer-judged" and now.reason in {"node-absent", "not-applicable"}:
        return "new"
    if turn == "new" and before.reason in {"node-absent", "not-applicable"}:
        return "no-longer-judged"
    return MIRRORED[turn]


def _open(side: list[Report]) -> int:
    return sum(one.waiver is None for report in side for one in report.findings)


def _sum(tallies: Any) -> Tally:
    added: dict[str, int] = {}
    for tally in tallies:
        for name, count in tally.model_dump().items():
            added[name] = added.get(name, 0) + count
    return Tally(**added)


def _mixed(side: list[Report], shuffled: Random) -> list[Report]:
    mixed = []
    for one in side:
        lists = {name: list(getattr(one, name)) for name in ("findings", "undecided", "rules")}
        for items in lists.values():
            shuffled.shuffle(items)
        mixed.append(one.model_copy(update=lists))
    shuffled.shuffle(mixed)
    return mixed


def test_every_pair_of_standings_has_a_turn() -> None:
    seen = {
        turn_of(Standing(stands=a), Standing(stands=b))
        for a in ("open", "waived", "clear", "unjudged")
        for b in ("open", "waived", "clear", "unjudged")
    }
    assert seen == set(MIRRORED)
