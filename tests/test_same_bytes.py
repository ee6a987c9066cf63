"""The same files give the same bytes in every form, whatever the machine's language, time zone and order of hashing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from checker.cli.formats import FORMS

TOP = Path(__file__).parent.parent
SAID = [form for form in FORMS if form != "pdf"]  # a page on paper is the page, drawn; tests of its own hold its bytes
WRITE = """
import sys
from pathlib import Path
from click.testing import CliRunner
from checker.cli import main
from checker.cli.formats import FORMS, How
from checker.finding import Report
plan = ["samples/bad/dangling-reference/plan.yaml", "--context", "samples/good/context", "--as-of", "2026-01-01"]
done = CliRunner().invoke(main, ["check", *plan, "--engine", "sets", "--propose", "--format", "json"])
report = Report.from_json(done.stdout)
for form in sys.argv[2:]:
    for language in ("th", "en"):
        (Path(sys.argv[1]) / f"{language}.{form}").write_bytes(FORMS[form].write(report, How(language, ("error",))))
"""
HERE = {"LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "0"}
ELSEWHERE = {"LC_ALL": "th_TH.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "77"}


def _written(folder: Path, surroundings: Mapping[str, str]) -> dict[str, bytes]:
    folder.mkdir()
    env = {**os.environ, "PYTHONPATH": str(TOP), **surroundings}
    subprocess.run([sys.executable, "-c", WRITE, str(folder), *SAID], cwd=TOP, env=env, check=True)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_language_time_zone_and_hashing_change_no_byte_of_any_form(tmp_path: Path) -> None:
    here, elsewhere = _written(tmp_path / "here", HERE), _written(tmp_path / "elsewhere", ELSEWHERE)
    assert len(here) == 2 * len(SAID)
    assert {name for name in here | elsewhere if here.get(name) != elsewhere.get(name)} == set()
