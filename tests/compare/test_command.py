"""`oneplan compare` as a user calls it: what it prints, where it writes, and how it ends."""

from __future__ import annotations

import json
import os
from pathlib import Path

import jsonschema
import pytest

from checker.compare.comparison import Comparison, comparison_schema
from checker.finding import Report
from tests.compare.made import report
from tests.handed_in import ROOT, oneplan, written

SAMPLES = ("kpi-without-number", "broken-path", "unknown-unit")


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The reports of three samples of one plan with one fault each, by name."""
    folder = tmp_path_factory.mktemp("checked")
    context = (
        "--context",
        ROOT / "samples/good/context",
        "--as-of",
        "2026-01-01",
        "--engine",
        "rete",
        "--format",
        "json",
    )
    for name in SAMPLES:
        oneplan("check", ROOT / "samples/bad" / name / "plan.yaml", *context, "--out", folder / f"{name}.json")
    return {name: folder / f"{name}.json" for name in SAMPLES}


def found_in(path: Path) -> set[str]:
    return {one.fingerprint for one in Report.from_json(path.read_text(encoding="utf-8")).findings}


def pair(folder: Path, old: Report, new: Report) -> tuple[Path, Path]:
    return written(folder, "old.json", old.to_json()), written(folder, "new.json", new.to_json())


@pytest.mark.parametrize(("old", "new"), [SAMPLES[:2], SAMPLES[1:], SAMPLES[::-2]], ids=lambda name: name)
def test_mending_one_sample_and_spoiling_it_otherwise_is_fixed_and_new(
    checked: dict[str, Path], old: str, new: str
) -> None:
    comparison = Comparison.from_json(oneplan("compare", checked[old], checked[new], "--format", "json").stdout)
    assert {one.fingerprint for one in comparison.changes if one.turn == "fixed"} == found_in(checked[old])
    assert {one.fingerprint for one in comparison.changes if one.turn == "new"} == found_in(checked[new])
    assert comparison.tally.remaining == 0
    assert comparison.differs == []


def test_a_sample_compared_with_itself_is_one_sentence(checked: dict[str, Path]) -> None:
    path = checked["broken-path"]
    said = oneplan("compare", path, path, "--format", "text", "--lang", "en", "--fail-on", "advice")
    assert "Nothing changed; 3 findings remain." in said.stdout
    assert said.exit_code == 0


def test_what_the_command_writes_follows_its_schema(checked: dict[str, Path]) -> None:
    done = oneplan("compare", checked["broken-path"], checked["unknown-unit"], "--format", "json")
    jsonschema.validate(json.loads(done.stdout), comparison_schema())
    assert json.loads(done.stdout)["schema"] == "oneplan-comparison/1"


@pytest.mark.parametrize(
    ("severity", "fail_on", "code"),
    [("error", "error", 1), ("warning", "error", 0), ("warning", "warning", 1), ("advice", "advice", 1), ("error", "never", 0)],
)  # fmt: skip
def test_it_ends_with_1_where_something_new_is_grave_enough(
    tmp_path: Path, severity: str, fail_on: str, code: int
) -> None:
    new = report([("R-1", "P1")], severity={"R-1": severity})  # type: ignore[dict-item]
    files = pair(tmp_path, report(), new)
    assert oneplan("compare", *files, "--format", "text", "--fail-on", fail_on).exit_code == code


@pytest.mark.parametrize(
    "older",
    [report([("R-1", "P1")]), report(waived=[("R-1", "P1")]), report(not_checked=["R-1"])],
    ids=["remaining", "open again", "newly judged"],
)
def test_it_ends_with_0_where_nothing_is_new(tmp_path: Path, older: Report) -> None:
    files = pair(tmp_path, older, report([("R-1", "P1")]))
    assert oneplan("compare", *files, "--format", "text").exit_code == 0


def test_the_page_is_written_beside_the_newer_report_and_its_verdict_is_said(tmp_path: Path) -> None:
    old, new = pair(tmp_path, report([("R-1", "P1")]), report())
    said = oneplan("compare", old, new, "--lang", "en").stdout
    assert said.splitlines() == ["1 mended, 0 new, 0 remaining.", f"Comparison: {tmp_path / 'new.comparison.html'}"]
    assert "an earlier file was replaced" in oneplan("compare", old, new, "--lang", "en").stdout


def test_the_page_of_two_rounds_is_written_beside_the_newer_one(tmp_path: Path) -> None:
    for name in ("r1", "r2"):
        written(tmp_path, f"{name}/plans/LP.json", report().to_json())
    oneplan("compare", tmp_path / "r1", tmp_path / "r2")
    assert (tmp_path / "r2.comparison.html").is_file()


def test_a_bar_shows_on_a_terminal_how_far_many_reports_have_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(25):
        written(tmp_path, f"r/plans/L{n}.json", report(plan=f"L{n}").to_json())
    quiet = oneplan("compare", tmp_path / "r", tmp_path / "r", "--format", "text")
    monkeypatch.setattr(
        "click.testing._NamedTextIOWrapper.isatty", lambda stream: stream.name == "<stderr>", raising=False
    )
    shown = oneplan("compare", tmp_path / "r", tmp_path / "r", "--format", "text")
    assert (quiet.stderr, "100%" in shown.stderr) == ("", True)
    assert shown.stdout == quiet.stdout


def test_a_page_that_is_not_ours_is_not_replaced_unasked(tmp_path: Path) -> None:
    old, new = pair(tmp_path, report(), report())
    page = written(tmp_path, "new.comparison.html", "mine")
    assert oneplan("compare", old, new).exit_code == 2
    assert page.read_text() == "mine"
    assert oneplan("compare", old, new, "--out", page).exit_code == 0


def test_a_report_is_never_written_over(tmp_path: Path) -> None:
    old, new = pair(tmp_path, report(), report())
    done = oneplan("compare", old, new, "--format", "json", "--out", new, "--lang", "en")
    assert done.exit_code == 2
    assert "one of the reports that are compared" in done.stderr
    assert Report.from_json(new.read_text(encoding="utf-8")) == report()


def test_standard_output_takes_any_form(tmp_path: Path) -> None:
    old, new = pair(tmp_path, report(), report())
    assert oneplan("compare", old, new, "--out", "-").stdout.startswith("<!doctype html>")
    assert "oneplan-comparison/1" in oneplan("compare", old, new, "--format", "json", "--out", "-").stdout


def test_a_page_handed_in_for_a_report_is_refused_with_how_to_write_one(tmp_path: Path) -> None:
    page = written(tmp_path, "plan.report.html", "<!doctype html>")
    done = oneplan("compare", page, page, "--lang", "en")
    assert done.exit_code == 3
    assert done.stderr.startswith("plan.report.html: This is HTML, for people to read")
    assert "--format json" in done.stderr


def test_the_same_reports_give_the_same_bytes_whatever_the_surroundings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = pair(tmp_path, report([("R-1", "P1")]), report([("R-2", "P2")]))
    forms = ("html", "text", "json")
    first = [oneplan("compare", *files, "--format", form, "--out", "-").stdout for form in forms]
    for name, value in (("TZ", "Pacific/Kiritimati"), ("LANG", "C"), ("LC_ALL", "C")):
        monkeypatch.setitem(os.environ, name, value)
    assert [oneplan("compare", *files, "--format", form, "--out", "-").stdout for form in forms] == first
