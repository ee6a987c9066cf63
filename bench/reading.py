"""Reading time per thousand rows of a 548-project plan in every format, beside plain readers of values on the same file.

    python -m bench.reading [--runs N]

Each reader of each file runs in a process of its own: median seconds of N runs after one that warms up, and peak memory.
The .xls and .ods files are made by LibreOffice (`soffice`); without it they are not measured.
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

TOP = Path(__file__).parent.parent
FORMATS = ("xlsx", "xlsm", "xls", "ods", "csv", "yaml", "json")
READERS = {
    "grids": ("xlsx", "xlsm", "xls", "ods"),
    "draft": FORMATS,
    "calamine": ("xlsx", "xlsm", "xls", "ods"),
    "openpyxl": ("xlsx", "xlsm"),
}


def main() -> None:
    """Makes the files, then times every reader on every file that it reads."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--make", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--one", nargs=2, metavar=("READER", "FILE"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        _time_one(arguments.one[0], Path(arguments.one[1]), arguments.runs)
        return
    if arguments.make:
        print(_make(arguments.make))
        return
    with tempfile.TemporaryDirectory() as folder:
        rows = int(_in_a_process_of_its_own("--make", folder))
        print(
            f"{rows:,} filled rows; median of {arguments.runs}; seconds per thousand rows, times plain calamine, peak MB"
        )
        for name in FORMATS:
            path = Path(folder) / f"plan.{name}"
            if not path.exists():
                print(f"{name:<5} not measured: soffice is not here")
                continue
            found = {reader: _run(reader, path, arguments.runs) for reader, reads in READERS.items() if name in reads}
            _print(name, found, rows)


def _print(name: str, found: dict[str, tuple[float, float]], rows: int) -> None:
    plain = found.get("calamine", (0.0, 0.0))[0]
    for reader, (seconds, memory) in found.items():
        times = f"{seconds / plain:6.1f}" if plain else "     –"
        print(f"{name:<5} {reader:<9} {seconds / rows * 1000:8.4f} s {times} {memory:6.0f} MB")


def _run(reader: str, path: Path, runs: int) -> tuple[float, float]:
    seconds, memory = _in_a_process_of_its_own("--runs", str(runs), "--one", reader, str(path)).split()
    return float(seconds), float(memory)


def _in_a_process_of_its_own(*words: str) -> str:
    """What this module prints when it is called so; memory that one part takes is then not counted to another."""
    environment = {**os.environ, "PYTHONPATH": str(TOP)}
    command = [sys.executable, "-m", "bench.reading", *words]
    return subprocess.run(command, cwd=TOP, check=True, capture_output=True, text=True, env=environment).stdout


def _time_one(reader: str, path: Path, runs: int) -> None:
    """Prints the median seconds of reading and the peak memory of this process in MB."""
    data, read = path.read_bytes(), _reader(reader)
    read(data, path.name)
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        read(data, path.name)
        taken.append(time.perf_counter() - start)
    print(statistics.median(taken), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _reader(name: str) -> Callable[[bytes, str], object]:
    if name == "grids":
        from checker.readers.excel.book import open_book

        return open_book
    if name == "draft":
        from checker.readers.open_file import read_bytes

        return read_bytes
    return {"calamine": _calamine, "openpyxl": _openpyxl}[name]


def _calamine(data: bytes, name: str) -> object:
    from python_calamine import CalamineWorkbook

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [workbook.get_sheet_by_name(sheet).to_python() for sheet in workbook.sheet_names]


def _openpyxl(data: bytes, name: str) -> object:
    import openpyxl

    workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    return [[list(row) for row in sheet.iter_rows(values_only=True)] for sheet in workbook.worksheets]


def _make(folder: Path) -> int:
    """The plan in every format; the number of its filled rows."""
    from checker.readers.excel.book import open_book
    from checker.readers.open_file import read_bytes
    from checker.writers.structured import write_json, write_yaml
    from tests.layouts import real_size_workbook

    data = real_size_workbook()
    for name in ("plan.xlsx", "plan.xlsm"):
        (folder / name).write_bytes(data)
    (plan,) = read_bytes(data, "plan.xlsx").plans
    (folder / "plan.yaml").write_bytes(write_yaml([plan]).data)
    (folder / "plan.json").write_bytes(write_json([plan]).data)
    grids = open_book(data, "plan.xlsx").grids
    with (folder / "plan.csv").open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file)
        for grid in grids:
            for row in range(1, max(grid.rows) + 1):
                cells = grid.rows.get(row, {})
                lines.writerow([cells.get(column, "") for column in range(1, 21)])
    if soffice := shutil.which("soffice"):
        home = f"-env:UserInstallation=file://{folder / 'home'}"
        for kind in ("xls", "ods"):
            words = [
                soffice,
                home,
                "--headless",
                "--convert-to",
                kind,
                "--outdir",
                str(folder),
                str(folder / "plan.xlsx"),
            ]
            subprocess.run(words, check=True, capture_output=True)
    return sum(len(grid.rows) for grid in grids)


if __name__ == "__main__":
    main()
