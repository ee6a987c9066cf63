"""Reads, judges and renders a 548-project workbook in one process, and runs its link rules against SHACL shapes.

    python bench/one_plan.py [--runs N] [WORKBOOK]

Prints seconds (medians) and the share of each stage, peak memory, and the ratio to pySHACL on the same data in the same run,
after making sure that both found the same faults.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).parent.parent


def main() -> None:
    """Makes the workbook, then runs each part in a process of its own, so that one's memory is not counted to the other."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "workbook", nargs="?", type=Path, help="a workbook of your own (default: one of 548 projects is made)"
    )
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        workbook = arguments.workbook or Path(folder) / "plan.xlsx"
        if arguments.workbook is None:
            made = "import sys, pathlib, tests.layouts as made; pathlib.Path(sys.argv[1]).write_bytes(made.real_size_workbook())"
            _run("-c", made, str(workbook))
        _run("-m", "bench.whole_run", str(workbook), str(arguments.runs))
        _run("-m", "bench.link_rules", str(workbook), str(arguments.runs))


def _run(*words: str) -> None:
    subprocess.run([sys.executable, *words], cwd=TOP, check=True, env={**os.environ, "PYTHONPATH": str(TOP)})


if __name__ == "__main__":
    main()
