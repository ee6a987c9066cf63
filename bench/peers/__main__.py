"""The set engine beside SQL written by hand, clingo, CLIPS and pySHACL: the same facts, the same findings, one run.

    python -m bench.peers FOLDER
    python -m bench.peers FOLDER --against clingo --runs 3
    python -m bench.peers SMALL LARGER LARGEST --against shacl --runs 1 --limit 600

A FOLDER holds tables of facts, as `python -m bench.make_country` makes them. Every peer is a process of its own. Nothing is
timed before both have found the same. SQL by hand and the set engine are then asked in turn; of the other peers each repetition
is a process that loads anew, because what a rule adds to their memory stays there.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bench.machine import machine
from bench.peers import RULES
from bench.peers.asking import TOGETHER, Asked, NotFinished, Taken, asked

AGAIN: Final = frozenset({"sql"})
"""Peers that can judge by a rule twice."""
AIMS: Final = {"sql": "at most 1.5 times the peer", "clingo": "5 times as fast", "shacl": "300 times as fast"}
AT_LEAST: Final = 3
"""How often the set engine judges where the peer is repeated less often."""


def main() -> None:
    """Prints a table for each peer and folder."""
    told = _arguments().parse_args()
    print(machine())
    for peer in told.against.split(","):
        for folder in told.folders:
            try:
                _beside(peer, folder, told.rules.split(",") if told.rules else RULES, told.runs, told.limit)
            except NotFinished:
                print(f"\n{folder.name}: {peer} has not finished within {told.limit} seconds.")
                break


def _beside(peer: str, folder: Path, rules: Sequence[str], runs: int, limit: float | None) -> None:
    ours, theirs = Taken(), Taken()
    with asked("sets", folder, ours) as product:
        with asked(peer, folder, theirs, limit) as other:
            both = [rule for rule in rules if rule in other.rules]
            _same(product, other, both, peer)
            for _ in range(runs if peer in AGAIN else 0):
                for rule in both:
                    product.judge([rule], rule)
                    other.judge([rule], rule)
                product.judge(both, TOGETHER)
                other.judge(both, TOGETHER)
        if peer not in AGAIN:
            _repeat(peer, folder, both, runs - 1, theirs)
            for _ in range(max(runs, AT_LEAST)):
                for rule in both:
                    product.judge([rule], rule)
                product.judge(both, TOGETHER)
    _print(peer, folder, both, ours, theirs)


def _same(product: Asked, other: Asked, rules: Sequence[str], peer: str) -> None:
    """Ends the program where the two do not find the same by a rule. The peer's seconds are noted where it cannot be asked again."""
    for rule in rules:
        product.judge([rule], rule, counts=False)
        other.judge([rule], rule, counts=peer not in AGAIN)
        ours, theirs = product.found(rule), other.found(rule)
        if any(ours[sort] != theirs[sort] for sort in theirs):
            raise SystemExit(f"{rule}: the set engine and {peer} differ: {ours} and {theirs}")


def _repeat(peer: str, folder: Path, rules: Sequence[str], runs: int, theirs: Taken) -> None:
    for _ in range(runs):
        with asked(peer, folder, theirs) as other:
            for rule in rules:
                other.judge([rule], rule)


def _print(peer: str, folder: Path, rules: Sequence[str], ours: Taken, theirs: Taken) -> None:
    for taken in (theirs.seconds, theirs.processor):
        taken.setdefault(TOGETHER, [sum(each) for each in zip(*(taken[rule] for rule in rules), strict=True)])
    runs = len(theirs.seconds[TOGETHER])
    projects = f"{folder.name}, {theirs.projects:,} projects"
    print(f"\n{projects}: findings equal in both; medians of {runs}. Aim: {AIMS.get(peer, 'none stated')}.\n")
    ratio = "sets ÷ sql" if peer == "sql" else f"{peer} ÷ sets"
    print(f"| rule | sets, s | {peer}, s | {ratio} | by processor seconds |\n|---|---|---|---|---|")
    for name in (*rules, TOGETHER):
        worked = _ratio(peer, ours.worked(name), theirs.worked(name))
        _row(peer, name, ours.median(name), theirs.median(name), worked)
    load, peers_load = min(ours.load), min(theirs.load)
    _row(peer, "loading", load, peers_load)
    _row(peer, "loading, then together", load + ours.median(TOGETHER), peers_load + theirs.median(TOGETHER))
    print(f"| peak memory, MB | {ours.megabytes:,.0f} | {theirs.megabytes:,.0f} | | |", flush=True)


def _row(peer: str, name: str, mine: float, other: float, worked: str = "") -> None:
    print(f"| {name} | {mine:.3f} | {other:.3f} | {_ratio(peer, mine, other)} | {worked} |")


def _ratio(peer: str, mine: float, other: float) -> str:
    return f"{mine / other:.2f}" if peer == "sql" else f"{other / mine:.1f}"


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.peers", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path, help="tables of facts, small ones first")
    parser.add_argument("--against", default="sql", help="of sql, clingo, clips and shacl, with commas between them")
    parser.add_argument("--rules", help="some of the ten rules, with commas between them")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--limit", type=float, help="seconds after which a peer that loads and judges is given up")
    return parser


if __name__ == "__main__":
    main()
