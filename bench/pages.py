"""How large the largest pages are, how soon a browser has them ready, and what memory they take: `make bench-pages`.

    python -m bench.pages [--runs N] [--findings N]

Each page is measured beside a peer with the same findings in the same run: one plain HTML table without style or script.
Ready is from asking for the page until it is drawn and has answered; a browser of its own for each run, pages in turn.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from dataclasses import dataclass, field
from html import escape
from itertools import chain
from pathlib import Path
from typing import Final

from bench.big_reports import big_report, big_round, overview
from checker.finding import Report
from checker.render.html import html
from checker.render.round import page as round_page
from tests.browser.chromium import launched

# Two frames drawn, and the main thread free again.
DRAWN: Final = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"


@dataclass
class Measured:
    """A page, with what each run took: seconds until it was ready, and MB of script heap and of its process."""

    name: str
    path: Path
    ready: list[float] = field(default_factory=list)
    heap: list[float] = field(default_factory=list)
    process: list[float] = field(default_factory=list)

    @property
    def megabytes(self) -> float:
        """The size of the file."""
        return self.path.stat().st_size / 1e6

    def run(self) -> None:
        """Opens the page in a browser of its own and notes what that took."""
        with launched() as browser:
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            start = time.perf_counter()
            page.goto(self.path.as_uri(), timeout=300_000)
            page.evaluate(DRAWN)
            self.ready.append(time.perf_counter() - start)
            session = page.context.new_cdp_session(page)
            session.send("Performance.enable")
            told = session.send("Performance.getMetrics")
            self.heap.append(next(one["value"] for one in told["metrics"] if one["name"] == "JSHeapUsedSize") / 1e6)
            told = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
            self.process.append(max(_resident(one["id"]) for one in told["processInfo"] if one["type"] == "renderer"))


def table(*reports: Report) -> str:
    """The peer: every finding of the reports as a row of one plain table."""
    rows = "".join(
        f"<tr><td>{escape(one.rule)}<td>{escape(one.node.code)}<td>{escape(one.node.name)}<td>{escape(one.message.th)}"
        f"<td>{escape(one.fix.th)}<td>{escape(one.place.cell or '')}<td>{one.fingerprint}"
        for report in reports
        for one in report.findings
    )
    return f'<!doctype html><html lang="th"><meta charset="utf-8"><title>peer</title><table>{rows}</table>'


def _resident(process: int) -> float:
    """The memory of a process, in MB."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1e3


def main() -> None:
    """Draws the pages, opens each as often as asked, and prints medians and ratios."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--findings", type=int, default=5_000, help="findings of the plan page")
    parser.add_argument("--plans", type=int, default=900, help="plans of the round")
    parser.add_argument("--all", type=int, default=100_000, help="findings of the round")
    arguments = parser.parse_args()
    report, reports = big_report(arguments.findings), big_round(arguments.plans, arguments.all)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        pairs = [
            (
                _written(place, f"plan page, {arguments.findings:,} findings", html(report, "th")),
                _written(place, "its findings as one plain table", table(report)),
            ),
            (
                _written(place, f"round, {arguments.all:,} findings", round_page(overview(reports), "th")),
                _written(place, "its findings in a plain table", table(*reports)),
            ),
        ]
        del report, reports
        for _ in range(arguments.runs):
            for page in chain.from_iterable(pairs):
                page.run()
        print(f"{'':32} {'MB':>7} {'ready s':>8} {'heap MB':>8} {'process MB':>11}   medians of {arguments.runs}")
        for page, peer in pairs:
            print(f"{page.name:32} {page.megabytes:7.2f} {_figures(page)}")
            print(f"{peer.name:32} {peer.megabytes:7.2f} {_figures(peer)}")
            ratio = statistics.median(page.ready) / statistics.median(peer.ready)
            print(f"ready: {ratio:.2f} times the peer (aim: under 2 s; a round's index under 2 MB)")


def _written(folder: Path, name: str, text: str) -> Measured:
    path = folder / f"{name.replace(' ', '-')}.html"
    path.write_text(text, encoding="utf-8")
    return Measured(name, path)


def _figures(page: Measured) -> str:
    ready, heap, process = (statistics.median(one) for one in (page.ready, page.heap, page.process))
    return f"{ready:8.2f} {heap:8.1f} {process:11.0f}"


if __name__ == "__main__":
    main()
