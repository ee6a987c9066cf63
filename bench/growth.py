"""How the seconds and the memory of the set engine grow with the country: all rules over tables of several sizes.

    python -m bench.growth FOLDER FOLDER…

Every size is judged in a process of its own, from Parquet, as `oneplan audit` judges tables. Prints a table and, of two sizes or more,
the exponent that fits best: the slope of the seconds over the projects where both are told by their logarithms.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.machine import machine
from bench.peers.facts import THREADS
from checker.engines.sets_many import opened
from checker.rulebook import load_rulebook

BESIDE_FACTS = frozenset({"label", "owner"})
"""Tables for people who read the result. Nothing is judged on them."""


def judged(folder: Path) -> dict[str, float]:
    """Judges the tables by all rules in force; the seconds to open them and to judge, and what this process took."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as aside, opened(folder, threads=THREADS, aside=Path(aside)) as tables:
        open_ = time.perf_counter()
        tallies = tables.judge(load_rulebook().in_force)
        done = time.perf_counter()
        ((projects,),) = tables.connection.execute("SELECT count(*) FROM node WHERE kind = 'project'").fetchall()
    return {
        "projects": projects,
        "rules": len(tallies),
        "failed": sum(tally.failed for tally in tallies),
        "opened": open_ - began,
        "judged": done - open_,
        "processor": time.process_time(),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def exponent(sizes: list[float], seconds: list[float]) -> float:
    """The power of the size by which the seconds grow, by least squares over logarithms."""
    return statistics.linear_regression([math.log(one) for one in sizes], [math.log(one) for one in seconds]).slope


def main() -> None:
    """Judges each folder so many times, or one of them once where this is the process for it."""
    parser = argparse.ArgumentParser(prog="python -m bench.growth", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path, help="tables of facts, of several sizes")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--once", action="store_true", help="judge one folder in this process")
    told = parser.parse_args()
    if told.once:
        print(json.dumps(judged(told.folders[0])))
        return
    print(machine())
    medians = sorted((_median(folder, told.runs) for folder in told.folders), key=lambda one: one["projects"])
    print(f"\nAll {medians[0]['rules']:.0f} rules from Parquet, {THREADS} threads; medians of {told.runs}.\n")
    print("| projects | findings | open, s | judge, s | both, s | processor, s | peak memory, MB | MB of Parquet |")
    print("|---|---|---|---|---|---|---|---|")
    for one in medians:
        shown = [f"{one[name]:,.0f}" for name in ("projects", "failed")]
        shown += [f"{one[name]:.2f}" for name in ("opened", "judged", "whole", "processor")]
        shown += [f"{one[name]:,.0f}" for name in ("megabytes", "size")]
        print(f"| {' | '.join(shown)} |")
    projects = [one["projects"] for one in medians]
    if len(set(projects)) < 2:
        return
    for name, words in (("whole", "seconds"), ("processor", "processor seconds"), ("megabytes", "memory")):
        print(f"Exponent of {words}: {exponent(projects, [one[name] for one in medians]):.2f}")


def _median(folder: Path, runs: int) -> dict[str, float]:
    found = [_once(folder) for _ in range(runs)]
    medians = {name: statistics.median([one[name] for one in found]) for name in found[0]}
    medians["whole"] = medians["opened"] + medians["judged"]
    files = (path for path in folder.rglob("*.parquet") if path.is_file())
    medians["size"] = sum(path.stat().st_size for path in files if not _is_beside(path, folder)) / 2**20
    return medians


def _is_beside(path: Path, folder: Path) -> bool:
    return path.relative_to(folder).parts[0].removesuffix(".parquet") in BESIDE_FACTS


def _once(folder: Path) -> dict[str, float]:
    words = [sys.executable, "-m", "bench.growth", str(folder), "--once"]
    done = subprocess.run(words, check=True, capture_output=True, text=True, env=dict(os.environ))
    found: dict[str, Any] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    main()
