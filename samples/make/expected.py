"""Writes samples/bad/*/expected.json: what the checker says of each of those plans.

python samples/make/expected.py                 writes them all anew; read the difference before it is kept
python samples/make/expected.py NAME …          writes those of the folders named
python samples/make/expected.py --check [NAME …]    writes nothing, and tells which no longer hold
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from click.testing import CliRunner

from checker.cli import main as command

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
BAD = HERE.parent / "bad"
AS_OF = "2026-01-01"


def arguments(folder: Path) -> list[str]:
    """The command that checks the plan of `folder`, with those handed in beside it, against its own context where it has one."""
    plans = [next(folder.glob("plan.*")), *sorted(folder.glob("plan-*"))]
    own = folder / "context"
    context = own if own.is_dir() else HERE.parent / "good" / "context"
    *shown, around = [path.relative_to(ROOT).as_posix() for path in (*plans, context)]
    return ["check", *shown, "--context", around, "--as-of", AS_OF, "--format", "json"]


def run(args: list[str]) -> tuple[int, dict]:
    """The exit code, and the report, that the command line gives."""
    done = CliRunner().invoke(command, args)
    if not done.stdout:
        raise SystemExit(f"{' '.join(args)}\n{done.stderr}")
    return done.exit_code, json.loads(done.stdout)


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


def chosen(names: list[str]) -> list[Path]:
    """The folders of samples/bad that are named, or all of them where none is."""
    there = {path.name: path for path in sorted(BAD.iterdir()) if path.is_dir()}
    if unknown := [name for name in names if name not in there]:
        raise SystemExit(f"no folder of samples/bad: {', '.join(unknown)}")
    return [path for name, path in there.items() if not names or name in names]


def main(names: list[str], *, check: bool) -> int:
    """Writes the expected.json of each folder that is named, or of all; with `check`, tells how many differ."""
    differ = 0
    os.chdir(ROOT)
    for folder in chosen(names):
        path = folder / "expected.json"
        text = json.dumps(expected(folder), ensure_ascii=False, indent=2) + "\n"
        if check and (not path.exists() or path.read_text(encoding="utf-8") != text):
            differ += 1
            print(folder.name)
        elif not check:
            path.write_text(text, encoding="utf-8")
    return 1 if differ else 0


if __name__ == "__main__":
    words = sys.argv[1:]
    sys.exit(main([word for word in words if word != "--check"], check="--check" in words))
