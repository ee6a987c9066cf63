"""Files handed in to the command, as a user does it."""

from __future__ import annotations

import sys
from pathlib import Path

from click.testing import CliRunner, Result

from checker.cli import main

ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-c", "from checker.cli import main; main()"]
LONGEST_WAIT = 120
GOOD = (
    "plan: {code: PP-54, level: province, title: แผน, owner: จังหวัด, area: '54', years: 2566-2570,"
    " consulted_on: 2565-05-20, consulted_groups: ส่วนราชการและประชาชน}\nnodes: []\n"
)
LOCAL = "plan: {code: LP, level: local, title: แผน, owner: อบต., years: 2566-2570}\nnodes:\n"


def oneplan(*words: object) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path
