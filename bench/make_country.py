"""A made-up province or country of plans of all levels, linked to each other, with a stated rate of each fault. All of it is fictional.

    python -m bench.make_country FOLDER --provinces 1 --as workbooks --seed 7
    python -m bench.make_country FOLDER --provinces 77 --as tables
    python -m bench.make_country FOLDER --projects 300000 --as tables --faults none

The first province is Phrae by its real names and numbers of places; all others do not exist. The same wish gives the same bytes.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from bench.country.chain import plans_of
from bench.country.faults import FAULTS, Spoiler, rates
from bench.country.levels import cluster
from bench.country.making import Making
from bench.country.places import MOST_PROVINCES, area_code, country, province_at, scaled
from bench.country.stamping import stamp
from bench.country.tables import write_province, write_shared
from bench.country.workbooks import write_context, write_workbook

Task = TypeVar("Task")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be made: the provinces by number and share, of which the first `distinct` are made and the others stamped."""

    folder: Path
    shares: Sequence[tuple[int, float]]
    seed: int = 7
    rates: dict[str, float] = field(default_factory=dict)
    distinct: int = MOST_PROVINCES
    jobs: int = 1

    @property
    def clusters(self) -> tuple[str, ...]:
        """The clusters of all provinces that are made."""
        return tuple(sorted({province_at(number, self.seed).cluster for number, _ in self.shares[: self.distinct]}))


@dataclass(slots=True)
class Made:
    """What was made."""

    plans: int = 0
    projects: int = 0
    nodes: int = 0
    losses: int = 0
    sites: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)

    def add(self, other: Made) -> None:
        """Counts `other` in."""
        self.plans, self.projects = self.plans + other.plans, self.projects + other.projects
        self.nodes, self.losses = self.nodes + other.nodes, self.losses + other.losses
        self.sites += other.sites
        self.faults += other.faults


def make_tables(wish: Wish) -> Made:
    """Makes the provinces as tables of facts in Parquet, a part a province, in so many processes."""
    write_shared(wish.folder, wish.clusters, wish.seed)
    made = list(_spread(partial(province_tables, wish), range(min(wish.distinct, len(wish.shares))), wish.jobs))
    stamped = range(wish.distinct, len(wish.shares))
    list(_spread(partial(stamped_tables, wish), stamped, wish.jobs))
    whole = Made()
    for number in range(len(wish.shares)):
        whole.add(made[number % wish.distinct])
    return whole


def province_tables(wish: Wish, at: int) -> Made:
    """Makes one province as tables."""
    plans, made = _province(wish, at)
    made.nodes = write_province(wish.folder, at + 1, plans, wish.clusters, wish.seed)
    return made


def stamped_tables(wish: Wish, at: int) -> None:
    """Stamps one province from one that was made."""
    number, like = wish.shares[at][0], wish.shares[at % wish.distinct][0]
    stamp(wish.folder, (at % wish.distinct + 1, area_code(like)), at + 1, area_code(number))


def make_workbooks(wish: Wish) -> Made:
    """Makes the provinces as workbooks, a file a plan."""
    write_context(wish.folder, [cluster(code, wish.seed) for code in wish.clusters])
    (wish.folder / "plans").mkdir()
    whole = Made()
    for at in range(len(wish.shares)):
        plans, made = _province(wish, at)
        drafts = [one.draft for one in plans]
        made.losses = sum(_spread(partial(write_workbook, wish.folder), drafts, wish.jobs))
        whole.add(made)
    return whole


def _province(wish: Wish, at: int) -> tuple[list[Making], Made]:
    number, share = wish.shares[at]
    faults = Spoiler(wish.seed, wish.rates)
    plans = plans_of(scaled(province_at(number, wish.seed), share), wish.seed, faults)
    projects = sum(node.kind == "project" for one in plans for node in one.draft.nodes)
    return plans, Made(len(plans), projects, 0, 0, faults.sites, faults.made)


def _spread(work: Callable[[Task], Result], tasks: Sequence[Task], jobs: int) -> Iterator[Result]:
    """The results of `tasks` in their order, worked in so many processes."""
    if jobs == 1 or len(tasks) < 2:
        yield from map(work, tasks)
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(work, tasks)


def main() -> None:
    """Makes what the command line asks for, and prints what was made, with every fault, its rate and the rule that finds it."""
    told = _arguments().parse_args()
    if told.folder.exists() and any(told.folder.iterdir()):
        sys.exit(f"{told.folder} is not empty; name a new folder")
    told.folder.mkdir(parents=True, exist_ok=True)
    shares = country(told.projects, told.provinces, told.seed, told.distinct)
    wish = Wish(told.folder, shares, told.seed, told.faults, told.distinct, told.jobs)
    began = time.perf_counter()
    made = make_tables(wish) if told.kind == "tables" else make_workbooks(wish)
    seconds = time.perf_counter() - began
    size = sum(path.stat().st_size for path in told.folder.rglob("*") if path.is_file())
    print(f"{len(shares)} provinces, {made.plans:,} plans, {made.projects:,} projects, {made.nodes:,} nodes")
    print(f"{seconds:.0f} s with {told.jobs} processes, {size:,} bytes, seed {told.seed}; all of it is fictional")
    if made.losses:
        print(f"{made.losses:,} things have no place on the forms and were left out")
    print(f"{'fault':<26}{'rule':<10}{'of 1000':>8}{'sites':>12}{'made':>10}  among")
    for one in FAULTS:
        rate = wish.rates.get(one.name, 0.0) * 1000
        print(
            f"{one.name:<26}{one.rule:<10}{rate:>8g}{made.sites[one.name]:>12,}{made.faults[one.name]:>10,}  {one.sites}"
        )


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.make_country", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="a new folder")
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--provinces", type=_provinces, default=1, help=f"up to {MOST_PROVINCES}")
    size.add_argument("--projects", type=_count, help="about so many projects, in as many provinces as hold them")
    parser.add_argument("--as", dest="kind", choices=["tables", "workbooks"], default="tables")
    parser.add_argument(
        "--faults", type=_rates, default="usual", help="usual, none, or NAME=RATE,… with rates from 0 to 1"
    )
    parser.add_argument(
        "--distinct", type=_count, default=MOST_PROVINCES, help="make so many provinces, stamp the others from them"
    )
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--jobs", type=_count, default=os.cpu_count() or 1)
    return parser


def _rates(wished: str) -> dict[str, float]:
    try:
        return rates(wished.split(","))
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _count(written: str) -> int:
    if not written.isdecimal() or int(written) < 1:
        raise argparse.ArgumentTypeError(f"{written} is no number from 1 on")
    return int(written)


def _provinces(written: str) -> int:
    if _count(written) > MOST_PROVINCES:
        raise argparse.ArgumentTypeError(f"the country has {MOST_PROVINCES} provinces")
    return int(written)


if __name__ == "__main__":
    main()
