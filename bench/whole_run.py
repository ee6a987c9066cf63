"""One check from bytes to page, stage by stage, in this process: `python -m bench.whole_run WORKBOOK RUNS`."""

from __future__ import annotations

import resource
import statistics
import sys
import time
from datetime import date
from pathlib import Path

from checker.assemble import assemble
from checker.engine import check
from checker.readers.open_file import read_bytes, read_context
from checker.render.html import html
from checker.rulebook import load_rulebook

CONTEXT = Path(__file__).parent.parent / "samples" / "good" / "context"
AS_OF = date(2026, 1, 1)


def whole_run(data: bytes, runs: int) -> None:
    """Prints the median seconds of each stage, its share, and the peak memory of this process."""
    stages: dict[str, list[float]] = {"rules": [], "read": [], "judge": [], "render": []}
    wholes: list[float] = []
    peaks: list[float] = []
    for _ in range(runs):
        start = time.perf_counter()
        rulebook = load_rulebook()
        loaded = time.perf_counter()
        graph = assemble(read_bytes(data, "plan.xlsx"), read_context(CONTEXT))
        read = time.perf_counter()
        report = check(graph, rulebook, AS_OF).report
        judged = time.perf_counter()
        page = html(report, "th")
        done = time.perf_counter()
        wholes.append(done - start)
        peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        for name, seconds in zip(stages, (loaded - start, read - loaded, judged - read, done - judged), strict=True):
            stages[name].append(seconds)
    medians = {name: statistics.median(seconds) for name, seconds in stages.items()}
    projects = sum(1 for _ in graph.submitted(frozenset({"project"})))
    ran = sum(rule.not_checked is None for rule in report.rules)
    print(
        f"{projects} projects, {ran} of {len(report.rules)} rules ran, {len(report.findings)} findings, {len(page):,} characters"
    )
    for name, seconds in medians.items():
        print(f"  {name:<7} {seconds:7.3f} s  {seconds / sum(medians.values()):5.0%}")
    print(f"  whole   {statistics.median(wholes):7.3f} s  median of {runs}; the first {wholes[0]:.3f} s (aim: 3 s)")
    print(
        f"  peak memory of the process {peaks[0]:.0f} MB after one run (aim: 300 MB), {peaks[-1]:.0f} MB after {runs}"
    )


if __name__ == "__main__":
    whole_run(Path(sys.argv[1]).read_bytes(), int(sys.argv[2]))
