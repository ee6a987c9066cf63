"""The set engine beside SQL written by hand, clingo, CLIPS and pySHACL: the same facts, the same findings, one run.

    python -m bench.peers FOLDER
    python -m bench.peers FOLDER --against clingo --runs 3
    python -m bench.peers FOLDER --against shacl --rules PRJ-115

FOLDER holds tables of facts, as `python -m bench.make_country` makes them. Every peer is a process of its own. Nothing is
timed before both have found the same; then they are asked in turn. A peer whose memory keeps what a rule adds is started anew
for every repetition, and loads anew.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bench.machine import machine
from bench.peers import RULES
from bench.peers.asking import TOGETHER, Asked, Taken, asked

AGAIN: Final = frozenset({"sets", "sql", "shacl"})
"""Peers that can judge by a rule twice."""
AIMS: Final = {"sql": "at most 1.5 times the peer", "clingo": "5 times as fast", "shacl": "300 times as fast"}


def main() -> None:
    """Prints a table for each peer."""
    told = _arguments().parse_args()
    print(machine())
    for peer in told.against.split(","):
        _beside(peer, told.folder, told.rules.split(",") if told.rules else RULES, told.runs)


def _beside(peer: str, folder: Path, rules: Sequence[str], runs: int) -> None:
    ours, theirs = Taken(), Taken()
    with asked("sets", folder, ours) as product:
        with asked(peer, folder, theirs) as other:
            both = [rule for rule in rules if rule in other.rules]
            _same(product, other, both, counts=peer not in AGAIN, peer=peer)
            for _ in range(runs if peer in AGAIN else 1):
                _in_turn(product, other, both, again=peer in AGAIN)
        for _ in range(0 if peer in AGAIN else runs - 1):
            with asked(peer, folder, theirs) as other:
                for rule in both:
                    other.judge([rule], rule)
                _in_turn(product, other, both, again=False)
    _print(peer, folder, both, ours, theirs)


def _same(product: Asked, other: Asked, rules: Sequence[str], *, counts: bool, peer: str) -> None:
    """Ends the program where the two do not find the same by a rule. The peer's seconds are noted where this is its only time."""
    for rule in rules:
        product.judge([rule], rule, counts=False)
        other.judge([rule], rule, counts=counts)
        ours, theirs = product.found(rule), other.found(rule)
        if any(ours[sort] != theirs[sort] for sort in theirs):
            sys.exit(f"{rule}: the set engine and {peer} differ: {ours} and {theirs}")


def _in_turn(product: Asked, other: Asked, rules: Sequence[str], *, again: bool) -> None:
    """Each rule by both, one after the other, then all together."""
    for rule in rules:
        product.judge([rule], rule)
        if again:
            other.judge([rule], rule)
    product.judge(rules, TOGETHER)
    if again:
        other.judge(rules, TOGETHER)


def _print(peer: str, folder: Path, rules: Sequence[str], ours: Taken, theirs: Taken) -> None:
    for taken in (theirs.seconds, theirs.processor):
        taken.setdefault(TOGETHER, [sum(each) for each in zip(*(taken[rule] for rule in rules), strict=True)])
    runs = len(theirs.seconds[TOGETHER])
    print(f"\n{folder.name}: findings equal in both; medians of {runs}. Aim: {AIMS.get(peer, 'none stated')}.\n")
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
    parser.add_argument("folder", type=Path, help="tables of facts")
    parser.add_argument("--against", default="sql", help="of sql, clingo, clips and shacl, with commas between them")
    parser.add_argument("--rules", help="some of the ten rules, with commas between them")
    parser.add_argument("--runs", type=int, default=3)
    return parser


if __name__ == "__main__":
    main()
