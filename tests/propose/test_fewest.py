"""The solver's choice is the one that trying every set of changes finds."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from checker.propose.fewest import MOST_CHOICES, fewest, order_of
from checker.propose.offers import Change, Offers, Rename, Rewrite

REWRITES: list[Change] = [Rewrite("LP", f"old{n}", ("LP",), f"new{n % 2}", f"target{n % 2}") for n in range(4)]
RENAMES: list[Change] = [Rename("LP", "tactic", f"t{n}", f"c{n % 2}", f"target{n}", False) for n in range(3)]
CHANGES = sorted([*REWRITES, *RENAMES], key=order_of)

links = st.lists(st.sets(st.integers(0, len(CHANGES) - 1), min_size=1, max_size=4), min_size=1, max_size=6)
distances = st.lists(st.sampled_from([0, 10, 25]), min_size=len(CHANGES), max_size=len(CHANGES))


def offered(mends: list[set[int]], far: list[int]) -> Offers:
    offers = Offers()
    for at, numbers in enumerate(mends):
        for number in sorted(numbers):
            offers.add(at, CHANGES[number], 100 - far[number])
    return offers


def stands(used: tuple[int, ...]) -> bool:
    """Whether no two of these changes stand against each other."""
    renames = [one for one in (CHANGES[number] for number in used) if isinstance(one, Rename)]
    aims = {one.target for one in (CHANGES[number] for number in used) if isinstance(one, Rewrite)}
    return len({one.new for one in renames}) == len(renames) and not aims & {one.node for one in renames}


def weight(used: tuple[int, ...], mends: list[set[int]], far: list[int]) -> tuple[int, ...]:
    left = sum(not numbers & set(used) for numbers in mends)
    renames = {number for number in used if isinstance(CHANGES[number], Rename)}
    places = sum(bool(numbers & set(used)) and not numbers & renames for numbers in mends) + len(renames)
    return left, len(used), sum(far[number] for number in used), places, len(renames)


@settings(max_examples=60, deadline=None)
@given(links, distances)
def test_no_set_of_changes_is_better_and_the_first_of_equals_is_taken(mends: list[set[int]], far: list[int]) -> None:
    everything = range(len(CHANGES))
    sets = [one for size in range(len(CHANGES) + 1) for one in combinations(everything, size) if stands(one)]
    least = min(weight(one, mends, far) for one in sets)
    best = min(one for one in sets if weight(one, mends, far) == least)
    as_good = {number for one in sets if weight(one, mends, far)[:3] == least[:3] for number in one}
    chosen = fewest(offered(mends, far))
    used = {change for one in chosen for change in one.by.values()}
    assert used == {CHANGES[number] for number in best}
    assert {change for one in chosen for change in one.others} == {CHANGES[number] for number in as_good - set(best)}
    assert sum(len(one.by) for one in chosen) == len(mends) - least[0]


def test_what_is_too_large_to_ground_is_given_up() -> None:
    offers = Offers()
    for number in range(MOST_CHOICES + 1):
        offers.add(0, Rewrite("LP", "old", ("LP",), f"{number}", f"{number}"), 50)
    (one,) = fewest(offers)
    assert (dict(one.by), set(one.given_up)) == ({}, {0})
