"""Reports are read strictly, alone or from the folder of a round; what is no report is told what it is and what to do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from checker.compare.compared import compare
from checker.compare.reading import read_side
from checker.errors import UnreadableSubmission
from checker.finding import Report
from tests.compare.made import finding, report
from tests.handed_in import written
from tests.render.bad_report import bad_report


def refused(path: Path) -> list[tuple[str, str]]:
    with pytest.raises(UnreadableSubmission) as caught:
        read_side(path)
    assert caught.value.exit_code == 3
    return [(fault.place.file, fault.says.en) for fault in caught.value.faults]


def plain(one: Report) -> Report:
    """`one` with the title of each rule for its reason and fix, which are not compared."""
    rules = [rule.model_copy(update={"rationale": rule.title, "fix": rule.title, "basis": []}) for rule in one.rules]
    return one.model_copy(update={"rules": rules})


def changed(one: Report, **keys: object) -> str:
    return json.dumps(json.loads(one.to_json()) | keys, ensure_ascii=False)


def test_a_report_is_read_as_it_was_written(tmp_path: Path) -> None:
    one = plain(report([("R-1", "P1")]))
    assert read_side(written(tmp_path, "a.json", one.to_json())) == [one]
    assert read_side(written(tmp_path, "b.json", b"\xef\xbb\xbf" + one.to_json().encode())) == [one]


def test_what_is_not_compared_is_not_kept(tmp_path: Path) -> None:
    (one,) = read_side(written(tmp_path, "a.json", bad_report().to_json()))
    assert not any(finding.evidence or finding.extra or finding.remarks for finding in one.findings)
    assert (one.chain, one.notes, one.not_read) == ([], [], [])
    assert compare([one], [bad_report()]).nothing_changed


def test_the_reports_of_a_round_lie_in_its_folder_plans(tmp_path: Path) -> None:
    a, b = plain(report(plan="LA")), plain(report(plan="LB"))
    written(tmp_path, "out/plans/LB.json", b.to_json())
    written(tmp_path, "out/plans/LA.json", a.to_json())
    written(tmp_path, "out/plans/LA.html", "<!doctype html>")
    written(tmp_path, "out/plans/._LA.json", b"\x00\x05\x16\x07")
    written(tmp_path, "out/round.json", '{"schema": "oneplan-round/1"}')
    assert read_side(tmp_path / "out") == [a, b]
    assert read_side(tmp_path / "out" / "plans") == [a, b]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("<!doctype html><title>x</title>", "This is HTML, for people to read"),
        (b"\xef\xbb\xbf\n<html>", "This is HTML, for people to read"),
        (b"%PDF-1.7\x00\xff", "This is PDF, for people to read"),
        (b"PK\x03\x04\xff\xfe", "This is a workbook"),
        (b"\xd0\xcf\x11\xe0\xa1", "This is a workbook"),
        (b"\xff\xfe\x00", "This is no JSON report"),
        ("", "This is no JSON report"),
        ("{", "This is no JSON report"),
        ("[1]", "This is no JSON report"),
        ('{"plan": {}}', "This is no JSON report"),
        ("[" * 100_000, "This is no JSON report"),
        ('{"schema": "oneplan-comparison/1"}', "This file is oneplan-comparison/1"),
        ('{"schema": "oneplan-report/2"}', "This report is oneplan-report/2, newer than this program reads"),
        ('{"schema": "oneplan-report/1"}', "What stands at “tool” cannot be read"),
        (changed(report(), novel=1), "What stands at “novel” cannot be read"),
        (changed(report([("R-1", "P1")]), rules=[]), "This report contradicts itself at “R-1”"),
        (changed(report([("R-1", "P1")]), submissions=[]), "This report contradicts itself at “LP”"),
    ],
    ids=lambda one: one[:30] if isinstance(one, str) else one[:4].hex(),
)
def test_what_is_no_report_is_refused_with_what_to_do(tmp_path: Path, content: str | bytes, says: str) -> None:
    ((file, said),) = refused(written(tmp_path, "a.json", content))
    assert file == "a.json"
    assert said.startswith(says)
    assert "oneplan check" in said or "newer" in said


def test_a_finding_that_stands_twice_is_refused(tmp_path: Path) -> None:
    twice = report([("R-1", "P1"), ("R-1", "P1")])
    fingerprint = finding(("R-1", "P1")).fingerprint
    assert f"contradicts itself at “{fingerprint}”" in refused(written(tmp_path, "a.json", twice.to_json()))[0][1]


def test_every_file_of_a_folder_that_is_no_report_is_told(tmp_path: Path) -> None:
    written(tmp_path, "a.json", report().to_json())
    written(tmp_path, "b.json", "<html>")
    written(tmp_path, "c.json", "{}")
    assert [file for file, _ in refused(tmp_path)] == ["b.json", "c.json"]


def test_a_plan_with_two_reports_in_a_folder_is_refused(tmp_path: Path) -> None:
    for name in ("a.json", "b.json"):
        written(tmp_path, name, report().to_json())
    assert refused(tmp_path) == [("b.json", "Plan LP stands in report a.json already. Leave one report of it.")]


def test_a_folder_without_reports_and_a_file_that_is_not_there_are_refused(tmp_path: Path) -> None:
    assert "No JSON report lies in this folder" in refused(tmp_path)[0][1]
    assert "cannot be opened" in refused(tmp_path / "none.json")[0][1]
