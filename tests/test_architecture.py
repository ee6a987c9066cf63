"""The rows of docs/architecture.md hold in the code."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).parent.parent
MOST_LINES = 400


def test_modules_import_downwards_only() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_no_module_outgrows_its_reader() -> None:
    long = {
        path.relative_to(TOP): len(path.read_text(encoding="utf-8").splitlines())
        for path in (TOP / "checker").rglob("*.py")
    }
    assert {path: lines for path, lines in long.items() if lines > MOST_LINES} == {}


def test_every_dependency_has_its_reason_written_down() -> None:
    import tomllib

    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    reasons = (TOP / "docs" / "decisions" / "dependencies.md").read_text(encoding="utf-8").lower()
    named = {requirement.partition(">")[0].lower() for requirement in project["dependencies"]}
    assert {name for name in named if f"| {name} |" not in reasons} == set()
