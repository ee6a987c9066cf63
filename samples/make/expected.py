"""Writes samples/bad/*/expected.json: what the checker says of each of those plans.

python samples/make/expected.py            writes them all anew; read the difference before it is kept
python samples/make/expected.py --check    writes nothing, and tells which no longer hold
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
BAD = HERE.parent / "bad"
AS_OF = "2026-01-01"


def arguments(folder: Path) -> list[str]:
    """The command that checks the plan of `folder`, against its own context where it has one."""
    plan = next(folder.glob("plan.*"))
    own = folder / "context"
    context = own if own.is_dir() else HERE.parent / "good" / "context"
    shown = [path.relative_to(ROOT).as_posix() for path in (plan, context)]
    return ["check", shown[0], "--context", shown[1], "--as-of", AS_OF, "--format", "json"]


def run(args: list[str]) -> tuple[int, dict]:
    """The exit code, and the report, that the command line gives."""
    done = subprocess.run(
        [sys.executable, "-c", "import sys; from checker.cli import main; main(sys.argv[1:])", *args],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if not done.stdout:
        raise SystemExit(f"{' '.join(args)}\n{done.stderr}")
    return done.returncode, json.loads(done.stdout)


def said(finding: dict, report: dict) -> dict:
    """A finding by its rule, its node as PLAN/CODE, its place, and the finding that it is folded under, if there is one."""
    node, place = finding["node"], finding["place"]
    code = finding["plan"] if node["kind"] == "plan" else f"{finding['plan']}/{node['code']}"
    brief = {"rule": finding["rule"], "severity": finding["severity"], "node": code, "kind": node["kind"]}
    brief |= {name: place[name] for name in ("sheet", "cell", "line") if place[name] is not None}
    if finding["cause"]:
        cause = next(one for one in report["findings"] if one["fingerprint"] == finding["cause"])
        brief["folded_under"] = cause["rule"]
    return brief


def expected(folder: Path) -> dict:
    """What the checker says of the plan in `folder`."""
    args = arguments(folder)
    code, report = run(args)
    rules = [rule for rule in report["rules"] if rule["concerns"]]
    return {
        "command_args": args,
        "exit_code": code,
        "findings": [said(finding, report) for finding in report["findings"]],
        "not_checked": [rule["id"] for rule in rules if rule["not_checked"]],
    }


def main(check: bool) -> int:
    """Writes every expected.json; with `check`, tells how many differ."""
    differ = 0
    for folder in sorted(path for path in BAD.iterdir() if path.is_dir()):
        path = folder / "expected.json"
        text = json.dumps(expected(folder), ensure_ascii=False, indent=2) + "\n"
        if check and (not path.exists() or path.read_text(encoding="utf-8") != text):
            differ += 1
            print(folder.name)
        elif not check:
            path.write_text(text, encoding="utf-8")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
