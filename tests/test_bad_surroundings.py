"""Folders, contexts, rules, outputs and terminals that are not as they should be: each is said, and never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.handed_in import COMMAND, GOOD, LONGEST_WAIT, ROOT, oneplan, written


def test_a_folder_or_a_pipe_is_no_plan(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    for path, said in ((tmp_path, "This is a folder"), (tmp_path / "pipe.yaml", "no ordinary file")):
        result = oneplan("check", path, "--lang", "en")
        assert result.exit_code == 3
        assert said in result.stderr
    assert oneplan("check", tmp_path / "nothing.yaml").exit_code == 3
    assert oneplan("check", "x" * 5_000 + ".yaml").exit_code == 3


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return written(tmp_path, "plan.yaml", GOOD)


def test_a_file_that_may_not_be_read_is_refused_with_the_reason(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", closed)
    result = oneplan("check", plan, "--lang", "en")
    assert (result.exit_code, result.stderr) == (
        3,
        "plan.yaml: This cannot be opened (Permission denied). Check its name and who may read it.\n",
    )


def test_a_folder_that_may_not_be_listed_is_never_taken_for_an_empty_one(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shut = tmp_path / "shut"
    shut.mkdir()
    assert oneplan("check", plan, "--context", shut, "--rules", shut, "--out", "-").exit_code == 0

    listed, listed_by_path = os.scandir, Path.iterdir

    def allowed(path: Path) -> bool:
        if path == shut:
            raise PermissionError(13, "Permission denied", str(path))
        return True

    monkeypatch.setattr(os, "scandir", lambda path: listed(path) if allowed(Path(path)) else None)
    monkeypatch.setattr(Path, "iterdir", lambda path: listed_by_path(path) if allowed(path) else None)
    assert oneplan("check", plan, "--context", shut).exit_code == 3
    assert oneplan("check", plan, "--rules", shut).exit_code == 2


def test_every_broken_file_of_the_context_is_named(plan: Path, tmp_path: Path) -> None:
    written(tmp_path, "context/a.yaml", "a: [")
    written(tmp_path, "context/deep/b.json", "{")
    written(tmp_path, "context/c.csv", "")
    result = oneplan("check", plan, "--context", tmp_path / "context")
    assert result.exit_code == 3
    assert [line.partition(" ")[0].rstrip(":") for line in result.stderr.splitlines()] == [
        "a.yaml",
        "c.csv",
        "deep/b.json",
    ]


@pytest.mark.parametrize("content", ["<?xml version='1.0'?><rss/>", "<!DOCTYPE html><html/>", "<rss>"])
def test_other_xml_in_a_folder_of_context_is_passed_over_and_said(plan: Path, tmp_path: Path, content: str) -> None:
    stray = written(tmp_path, "context/deep/feed.xml", content)
    passed = oneplan("check", plan, "--context", tmp_path / "context", "--format", "json", "--engine", "sets")
    notes = json.loads(passed.stdout)["notes"]
    assert [(one["place"]["file"], one["says"]["en"]) for one in notes] == [
        ("deep/feed.xml", "This XML file was not read, for it is no plan in StratML.")
    ]
    assert oneplan("check", plan, "--context", stray).exit_code == 3
    assert oneplan("check", stray).exit_code == 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_broken_stratml_plan_in_a_folder_of_context_stops_the_check(
    plan: Path, tmp_path: Path, encoding: str
) -> None:
    written(tmp_path, "context/a.xml", "<StrategicPlan><Name>".encode(encoding))
    result = oneplan("check", plan, "--context", tmp_path / "context")
    assert (result.exit_code, result.stderr.partition(" ")[0]) == (3, "a.xml")


def test_a_name_that_no_report_can_hold_is_shown_with_marks_in_its_place(tmp_path: Path) -> None:
    for name in ("a\nb.yaml", "a\x1bb.yaml", os.fsdecode(b"a\xffb.yaml")):
        path = written(tmp_path, name, GOOD)
        assert "a�b.yaml" in oneplan("check", path, "--format", "json", "--engine", "sets").stdout


def test_every_fault_of_every_rule_file_is_listed_with_its_line_and_nothing_is_judged(
    plan: Path, tmp_path: Path
) -> None:
    written(tmp_path, "rules/project/PRJ-901-broken.yaml", "id: PRJ-901\nname: [")
    written(tmp_path, "rules/project/PRJ-902-empty.yaml", "")
    written(tmp_path, "rules/project/PRJ-903-binary.yaml", bytes(range(256)))
    written(tmp_path, "rules/project/PRJ-904-figure.yaml", f"id: {'9' * 9_999}\nbogus: 1\n")
    written(tmp_path, "rules/project/PRJ-905-twice.yaml", "id: PRJ-905\nid: PRJ-905\n")
    (tmp_path / "rules/project/PRJ-906-folder.yaml").mkdir()
    written(tmp_path, "rules/profiles/default.yaml", "name: 1\n")
    result = oneplan("check", plan, "--rules", tmp_path / "rules", "--lang", "en")
    assert (result.exit_code, result.stdout) == (4, "")
    assert not plan.with_suffix(".report.html").exists()
    for said in (
        "PRJ-901-broken.yaml › line 3: This cannot be read as YAML",
        "PRJ-902-empty.yaml › line 1: This file has to hold",
        "PRJ-903-binary.yaml › line 1: This file is not UTF-8",
        "PRJ-904-figure.yaml › line 2: Key “bogus” is not known",
        "PRJ-905-twice.yaml › line 2: Key “id” stands twice",
        "PRJ-906-folder.yaml › line 1: This file cannot be opened",
        "profiles/default.yaml › line 1: “name” does not fit",
    ):
        assert said in result.stderr


@pytest.mark.parametrize("target", ["", "plan.yaml/report.html", "x" * 5_000])
def test_a_report_that_cannot_be_written_exits_2_and_says_so(plan: Path, target: str) -> None:
    result = oneplan("check", plan, "--out", plan.parent / target, "--lang", "en")
    assert result.exit_code == 2
    assert "The file cannot be written here" in result.stderr


def test_a_report_makes_the_folder_that_it_is_to_stand_in(plan: Path) -> None:
    assert oneplan("check", plan, "--out", plan.parent / "new/folder/report.html").exit_code == 0
    assert (plan.parent / "new/folder/report.html").is_file()


def test_the_plan_itself_is_never_replaced_by_its_report(plan: Path) -> None:
    result = oneplan("check", plan, "--out", plan, "--lang", "en")
    assert (result.exit_code, plan.read_text(encoding="utf-8")) == (2, GOOD)
    assert "your file is never changed" in result.stderr


@pytest.mark.parametrize(
    "around", [{"LC_ALL": "C", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "cp1252", "HOME": "/nowhere"}]
)
def test_a_terminal_without_thai_letters_and_no_home_are_no_reason_to_fail(around: dict[str, str], plan: Path) -> None:
    process = subprocess.run(
        [*COMMAND, "check", str(plan)],
        env={"PYTHONPATH": str(ROOT), **around},
        capture_output=True,
        timeout=LONGEST_WAIT,
        check=False,
    )
    assert (process.returncode, process.stderr) == (0, b"")


@pytest.mark.parametrize("form", ["html", "json"])
def test_a_reader_who_stops_reading_gets_no_traceback(form: str, plan: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = subprocess.run(
        [*COMMAND, "check", str(plan), "--format", form, "--out", "-"],
        env={"PYTHONPATH": str(ROOT)},
        stdout=writing,
        stderr=subprocess.PIPE,
        timeout=LONGEST_WAIT,
        check=False,
    )
    os.close(writing)
    assert process.stderr == b""


def test_standard_output_that_takes_no_more_is_said(plan: Path) -> None:
    for words in (["check", str(plan), "--format", "json"], ["rules", "list"]):
        with Path("/dev/full").open("wb") as full:
            process = subprocess.run(
                [*COMMAND, *words, "--lang", "en"],
                env={"PYTHONPATH": str(ROOT)},
                stdout=full,
                stderr=subprocess.PIPE,
                encoding="utf-8",
                timeout=LONGEST_WAIT,
                check=False,
            )
        assert process.returncode == 2
        assert process.stderr.startswith("-: The file cannot be written here (No space left on device).")
