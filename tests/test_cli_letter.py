"""`oneplan letter` as it is called."""

from __future__ import annotations

import builtins
from pathlib import Path
from typing import Any

import pytest

from tests.render import reports
from tests.test_cli import BAD, oneplan

DUE = ("--due", "2569-12-15")


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.json"
    path.write_text(reports.bad().to_json(), encoding="utf-8")
    return path


@pytest.fixture
def a_round(tmp_path: Path) -> Path:
    folder = tmp_path / "round"
    (folder / "plans").mkdir(parents=True)
    (folder / "plans" / "one.json").write_text(reports.bad().to_json(), encoding="utf-8")
    other = reports.good()
    plan = other.submissions[0].plan.model_copy(update={"code": "LP/549902"})
    handed_in = [other.submissions[0].model_copy(update={"plan": plan})]
    (folder / "plans" / "two.json").write_text(other.model_copy(update={"submissions": handed_in}).to_json(), "utf-8")
    return folder


def test_a_memo_stands_beside_its_report_and_is_written_anew_next_time(report: Path) -> None:
    for _ in range(2):
        result = oneplan("letter", report, *DUE)
        assert (result.exit_code, result.stdout) == (0, f"บันทึก: {report.with_name('report.letter.html')}\n")
    assert "15 ธันวาคม 2569" in report.with_name("report.letter.html").read_text(encoding="utf-8")


def test_a_memo_in_word_is_never_replaced(report: Path) -> None:
    target = report.with_name("memo.docx")
    assert oneplan("letter", report, *DUE, "--format", "docx", "--out", target).exit_code == 0
    target.write_bytes(b"signed")
    again = oneplan("letter", report, *DUE, "--format", "docx", "--out", target)
    assert again.exit_code == 2
    assert "อาจแก้ไขหรือลงนามแล้ว" in again.stderr
    assert target.read_bytes() == b"signed"


@pytest.mark.parametrize(("name", "begins"), [("memo.docx", b"PK"), ("memo.DOCX", b"PK"), ("memo.html", b"<!doctype")])
def test_the_name_of_the_memo_tells_its_form(report: Path, name: str, begins: bytes) -> None:
    target = report.with_name(name)
    assert oneplan("letter", report, *DUE, "--out", target).exit_code == 0
    assert target.read_bytes().startswith(begins)


def test_a_page_that_somebody_else_wrote_is_not_replaced_unasked(report: Path) -> None:
    report.with_name("report.letter.html").write_text("<p>", encoding="utf-8")
    assert oneplan("letter", report, *DUE).exit_code == 2


def test_plans_are_checked_on_the_spot_and_get_a_memo_each(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(BAD, encoding="utf-8")
    folder = tmp_path / "memos"
    words = ("--as-of", "2026-11-22", "--engine", "rete", "--lang", "en")
    result = oneplan("letter", plan, *DUE, *words, "--out", folder)
    assert (result.exit_code, result.stdout) == (0, f"Wrote 2 memos in {folder}.\n")
    assert [path.name for path in sorted(folder.iterdir())] == ["LP.letter.html", "PP-54.letter.html"]


def test_a_round_gives_a_memo_a_plan_under_names_that_files_can_have(a_round: Path) -> None:
    folder = a_round.parent / "memos"
    assert oneplan("letter", a_round, *DUE, "--out", folder).exit_code == 0
    assert [path.name for path in sorted(folder.iterdir())] == ["LP-549901.letter.html", "LP_549902.letter.html"]


def test_a_round_with_a_report_that_cannot_be_read_gives_the_other_memos_and_tells_of_that_one(a_round: Path) -> None:
    (a_round / "plans" / "one.json").write_text("{", encoding="utf-8")
    folder = a_round.parent / "memos"
    result = oneplan("letter", a_round, *DUE, "--out", folder, "--lang", "en")
    assert (result.exit_code, result.stdout) == (3, f"Wrote 1 memo in {folder}.\n")
    assert result.stderr.startswith("one.json: This is no JSON report on a plan.")
    assert [path.name for path in folder.iterdir()] == ["LP_549902.letter.html"]


def test_a_plan_with_two_reports_in_a_round_gets_no_memo_and_is_told(a_round: Path) -> None:
    one = a_round / "plans" / "one.json"
    one.with_name("other.json").write_bytes(one.read_bytes())
    result = oneplan("letter", a_round, *DUE, "--out", a_round.parent / "memos", "--lang", "en")
    assert (result.exit_code, result.stderr) == (
        3,
        "other.json: Plan LP-549901 stands in report one.json already. Leave one report of it.\n",
    )
    assert [path.name for path in (a_round.parent / "memos").iterdir()] == ["LP_549902.letter.html"]


def test_a_plan_whose_engines_disagree_gets_no_memo_and_the_others_do(a_round: Path) -> None:
    one = reports.bad()
    split = one.model_copy(update={"engines": one.engines.model_copy(update={"agreed": False})})
    (a_round / "plans" / "one.json").write_text(split.to_json(), encoding="utf-8")
    result = oneplan("letter", a_round, *DUE, "--out", a_round.parent / "memos")
    assert (result.exit_code, "ให้ผลไม่ตรงกัน" in result.stderr) == (4, True)
    assert [path.name for path in (a_round.parent / "memos").iterdir()] == ["LP_549902.letter.html"]


@pytest.mark.parametrize("name", ["report.json", "empty"])
def test_where_nothing_can_be_read_nothing_is_written(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "report.json").write_text('{"schema": "oneplan-report/1"}', encoding="utf-8")
    result = oneplan("letter", tmp_path / name, *DUE)
    assert (result.exit_code, result.stdout) == (3, "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "report.json"]


def test_a_memo_of_a_report_is_that_of_its_plan_checked_on_the_spot(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    nodes = [f"- {{programme: {at}.1(1), name: แผนงาน {at}}}\n" for at in (1, 2)]
    nodes += [f"- {{project: P{at}, name: งาน {at}, part_of: {at}.1(7)}}\n" for at in (1, 2)]
    head = "plan: {code: LP, level: local, owner: อบต., years: 2566-2570}\nnodes:\n"
    plan.write_text(head + "".join(nodes), encoding="utf-8")
    words = ("--as-of", "2026-11-22", "--engine", "rete")
    oneplan("check", plan, *words, "--format", "json", "--out", tmp_path / "report.json")
    oneplan("letter", tmp_path / "report.json", *DUE, "--out", tmp_path / "a.html")
    oneplan("letter", plan, *DUE, *words, "--out", tmp_path / "b.html")
    assert "รหัสที่อ้างถึงไม่มีในแผน (2 แห่ง)" in (tmp_path / "a.html").read_text(encoding="utf-8")
    assert (tmp_path / "a.html").read_text(encoding="utf-8") == (tmp_path / "b.html").read_text(encoding="utf-8")


def test_nothing_of_a_round_is_written_where_one_memo_in_word_is_there_already(a_round: Path) -> None:
    folder = a_round.parent / "memos"
    folder.mkdir()
    (folder / "LP_549902.letter.docx").write_bytes(b"signed")
    assert oneplan("letter", a_round, *DUE, "--format", "docx", "--out", folder).exit_code == 2
    assert [path.name for path in folder.iterdir()] == ["LP_549902.letter.docx"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--due", "soon"], "--due soon: ไม่ใช่วันที่"),
        (["--due", "2569-02-30"], "ไม่ใช่วันที่"),
        (["--due", "2569-11-21"], "กำหนดส่งอยู่ก่อนวันตรวจ 22 พฤศจิกายน 2569"),
        ([*DUE, "--format", "docx", "--out", "memo.html"], "ลงท้ายด้วย .docx"),
        ([*DUE, "--templates", "nowhere"], "nowhere: ไม่พบโฟลเดอร์แม่แบบนี้"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(report: Path, words: list[str], says: str) -> None:
    result = oneplan("letter", report, *words)
    assert result.exit_code == 2
    assert says in result.stderr
    assert [path.name for path in report.parent.iterdir()] == ["report.json"]


def test_a_round_needs_a_folder_for_its_memos(a_round: Path) -> None:
    assert "ให้ใช้ --out ระบุโฟลเดอร์" in oneplan("letter", a_round, *DUE).stderr
    there = a_round.parent / "file"
    there.write_text("x", encoding="utf-8")
    assert "ที่นี่เป็นไฟล์" in oneplan("letter", a_round, *DUE, "--out", there).stderr


def test_reports_and_plans_or_folders_and_files_are_not_mixed(report: Path, a_round: Path) -> None:
    plan = report.with_name("plan.yaml")
    plan.write_text(BAD, encoding="utf-8")
    assert "ให้สั่งแยกกันคนละครั้ง" in oneplan("letter", report, plan, *DUE).stderr
    assert "ครั้งละหนึ่งโฟลเดอร์" in oneplan("letter", a_round, report, *DUE).stderr


def test_a_faulty_template_exits_4_with_file_and_line(report: Path) -> None:
    own = report.parent / "own" / "letter" / "body.html.j2"
    own.parent.mkdir(parents=True)
    own.write_text("<p>\n{{ letter.nobody }}</p>", encoding="utf-8")
    result = oneplan("letter", report, *DUE, "--templates", report.parent / "own")
    assert result.exit_code == 4
    assert f"{own} › line 2: แม่แบบใช้สิ่งที่ไม่มี" in result.stderr


def test_without_python_docx_a_sentence_says_how_to_install_it(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> object:
        if name.partition(".")[0] == "docx":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    result = oneplan("letter", report, *DUE, "--format", "docx")
    assert result.exit_code == 2
    assert "pip install 'oneplan-checker[letters]'" in result.stderr
