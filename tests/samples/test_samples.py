"""Every sample says through the command what it is there to say; one of each kind through the installed command."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from checker.cli import main

TOP = Path(__file__).parents[2]
ONEPLAN = Path(sys.executable).parent / "oneplan"
BAD = sorted(path.parent for path in (TOP / "samples" / "bad").glob("*/expected.json"))
GOOD = sorted((TOP / "samples" / "good").glob("*.*")) + sorted((TOP / "samples" / "good" / "context").glob("*.yaml"))

BY_ONE = "rete"
"""Law 9 and the examples of every rule hold that both engines say the same; two samples are judged by both, as the command does."""


@pytest.fixture(autouse=True)
def at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    """The samples are named from the top of the project."""
    monkeypatch.chdir(TOP)


@pytest.mark.parametrize("folder", BAD, ids=lambda folder: folder.name)
def test_a_bad_sample_gives_exactly_what_is_expected(folder: Path) -> None:
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    done = CliRunner().invoke(main, [*expected["command_args"], "--engine", BY_ONE])
    report = json.loads(done.stdout)
    assert done.exit_code == expected["exit_code"], done.stderr
    assert [_brief(finding, report) for finding in report["findings"]] == expected["findings"]
    not_checked = [rule["id"] for rule in report["rules"] if rule["concerns"] and rule["not_checked"]]
    assert not_checked == expected["not_checked"]


@pytest.mark.parametrize("folder", [BAD[0], BAD[-1]], ids=lambda folder: folder.name)
def test_the_installed_command_prints_the_same(folder: Path) -> None:
    words = json.loads((folder / "expected.json").read_text(encoding="utf-8"))["command_args"]
    installed = subprocess.run([ONEPLAN, *words], capture_output=True, text=True, encoding="utf-8", check=False)
    here = CliRunner().invoke(main, words)
    assert (installed.returncode, installed.stdout) == (here.exit_code, here.stdout)


def test_there_are_enough_single_faults() -> None:
    assert len(BAD) >= 70


def test_the_bad_samples_are_those_that_are_made(tmp_path: Path) -> None:
    for part in ("samples/make", "samples/good", "rules/codes"):
        shutil.copytree(TOP / part, tmp_path / part)
    subprocess.run([sys.executable, str(tmp_path / "samples" / "make" / "make_faults.py")], check=True)
    assert _plans(tmp_path / "samples" / "bad") == _plans(TOP / "samples" / "bad")


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_a_good_sample_has_no_finding(path: Path) -> None:
    words = ["check", str(path), "--context", "samples/good/context", "--format", "json", "--fail-on", "advice"]
    words += ["--engine", BY_ONE]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.stdout[:2000] + done.stderr


def _plans(bad: Path) -> dict[str, object]:
    """Everything below `bad` but what is expected; a workbook by its parts, which zlibs compress differently."""
    found: dict[str, object] = {}
    for path in bad.rglob("*.*"):
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                found[path.relative_to(bad).as_posix()] = {name: book.read(name) for name in book.namelist()}
        elif path.name != "expected.json":
            found[path.relative_to(bad).as_posix()] = path.read_bytes()
    return found


def _brief(finding: dict[str, Any], report: dict[str, Any]) -> dict[str, Any]:
    """A finding as expected.json writes it."""
    node, place = finding["node"], finding["place"]
    code = finding["plan"] if node["kind"] == "plan" else f"{finding['plan']}/{node['code']}"
    brief = {"rule": finding["rule"], "severity": finding["severity"], "node": code, "kind": node["kind"]}
    brief |= {name: place[name] for name in ("sheet", "cell", "line") if place[name] is not None}
    if finding["cause"]:
        brief["folded_under"] = next(
            one["rule"] for one in report["findings"] if one["fingerprint"] == finding["cause"]
        )
    return brief


def test_a_workbook_in_place_of_yaml_accuses_no_tambon_of_what_its_form_cannot_say() -> None:
    """The workbook has no column for where projects come from, which the YAML of the same plan states."""
    around = [str(path) for path in GOOD if path.parent.name == "context"]
    said = {}
    for name in ("sai-yoi.yaml", "sai-yoi.xlsx"):
        words = ["check", f"samples/good/{name}", *around, "--context", "samples/good/context", "--format", "json"]
        report = json.loads(CliRunner().invoke(main, words).stdout)
        assert "TAM-103" not in {one["rule"] for one in report["findings"]}
        said[name] = [
            (one["node"]["code"], one["why"]["en"]) for one in report["undecided"] if one["rule"] == "TAM-103"
        ]
    why = "in plan LP-540503 no project stands on a form with a column for “comes from”, and so none could say that it leads here"
    assert said == {"sai-yoi.yaml": [], "sai-yoi.xlsx": [("1.1-2", why)]}
