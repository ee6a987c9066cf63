"""Audits killed at random moments, each gone on with until it ends, against one that nobody disturbed.

    make campaign-kills                                   a small made-up province, 12 audits killed
    ONEPLAN_ROUND=FOLDER ONEPLAN_KILLS=50 make campaign-kills

FOLDER holds `plans` and `context`, as bench/make_country.py lays them out. An audit may be killed several times before it ends.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import Final

from tests.audit.made import everything

TOP: Final = Path(__file__).parent.parent.parent
KILLS: Final = int(os.environ.get("ONEPLAN_KILLS", "12"))
SEED: Final = int(os.environ.get("ONEPLAN_SEED", "7"))
ENV: Final = {**os.environ, "PYTHONPATH": str(TOP)}


def test_audits_killed_at_random_moments_end_with_the_bytes_of_an_undisturbed_one(tmp_path: Path) -> None:
    round_ = Path(os.environ["ONEPLAN_ROUND"]) if "ONEPLAN_ROUND" in os.environ else _made(tmp_path / "round")
    began = time.monotonic()
    code = _audit(round_, tmp_path / "undisturbed").wait()
    whole = time.monotonic() - began
    wanted = everything(tmp_path / "undisturbed")
    print(f"\nundisturbed: {len(wanted)} files, {whole:.1f} s")
    chance, killed, rounds = Random(SEED), 0, 0
    while killed < KILLS:
        out, rounds, moments = tmp_path / f"killed-{rounds}", rounds + 1, []
        while killed < KILLS and _killed(_audit(round_, out, *_resume(out)), at := chance.uniform(0, whole)):
            killed += 1
            moments.append(f"{at:.2f}")
        began = time.monotonic()
        assert _audit(round_, out, *_resume(out)).wait() == code
        print(
            f"audit {rounds}: killed after {', '.join(moments) or '–'} s; its last run took {time.monotonic() - began:.1f} s"
        )
        found = everything(out)
        assert found.keys() == wanted.keys()
        assert [name for name in wanted if found[name] != wanted[name]] == []
    print(f"{killed} kills of {rounds} audits: every one ended with the same bytes")


def _resume(out: Path) -> tuple[str, ...]:
    return ("--resume",) if out.exists() else ()


def _audit(round_: Path, out: Path, *words: str) -> subprocess.Popen[bytes]:
    """An audit that has begun, with all its processes in a group of their own."""
    said = [round_ / "plans", "--context", round_ / "context", "--out", out, "--as-of", "2026-01-01", "--jobs", "2"]
    return subprocess.Popen(
        [sys.executable, "-c", "from checker.cli import main; main()", "audit", *map(str, said), *words],
        env=ENV,
        cwd=TOP,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )


def _killed(audit: subprocess.Popen[bytes], at: float) -> bool:
    """Whether the audit and all its processes were killed `at` seconds after they began; False where it had ended by then."""
    try:
        audit.wait(at)
    except subprocess.TimeoutExpired:
        os.killpg(audit.pid, signal.SIGKILL)
        audit.wait()
        return True
    return False


def _made(folder: Path) -> Path:
    words = ("--projects", "2000", "--as", "workbooks", "--seed", str(SEED))
    subprocess.run([sys.executable, "-m", "bench.make_country", str(folder), *words], env=ENV, cwd=TOP, check=True)
    return folder
