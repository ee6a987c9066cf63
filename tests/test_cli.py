"""The command as it is called: what goes where, which exit code says what, and never a traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from checker.cli import main
from checker.finding import Report

GOOD = (
    "plan: {code: PP-54, level: province, title: แผน, owner: จังหวัด, area: '54', years: 2566-2570,"
    " consulted_on: 2565-05-20, consulted_groups: ส่วนราชการและประชาชน}\nnodes: []\n"
)
BAD = GOOD + "---\nplan: {code: LP, level: local, years: 2566-2570}\nnodes:\n  - {project: P1, part_of: S9}\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(BAD, encoding="utf-8")
    return path


def oneplan(*words: object) -> Result:
    """What the command does in this process. A check that names no engine is by rules alone, which takes half the time of both."""
    one = ["--engine", "rete"] if words[0] == "check" and "--engine" not in words else []
    result = CliRunner().invoke(main, [str(word) for word in [words[0], *one, *words[1:]]])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_a_faulty_plan_exits_1_and_the_page_stands_beside_it(plan: Path) -> None:
    result = oneplan("check", plan)
    page = plan.with_suffix(".report.html")
    assert result.exit_code == 1
    assert str(page) in result.stdout
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("words", "th", "en"),
    [
        (["check"], "ยังไม่ได้ระบุ FILES... ให้ระบุด้วย", "Missing argument 'FILES...'"),
        (["form", "local", "--out", "x.xlsx"], "ยังไม่ได้ระบุ --years ให้ระบุด้วย", "Missing option '--years'"),
        (["form"], "ให้ใช้คำใดคำหนึ่ง: village, tambon", "Missing argument"),
        (["check", "x", "--fail-on", "eror"], "--fail-on ไม่รับ “eror” ให้ใช้คำใดคำหนึ่ง: error, ", "'eror' is not one of"),
        (["check", "x", "--as-of", "1/2/69"], "--as-of รับวันที่เช่น 2026-01-31 ไม่รับ “1/2/69”", "does not match the format"),
        (["check", "x", "--contxt", "y"], "ไม่มีตัวเลือก --contxt ใกล้เคียงที่สุด: --context", "No such option"),
        (["check", "x", "--out"], "ตัวเลือก --out ต้องมีค่าตามหลัง", "requires an argument"),
        (["check", "x", "--times=3"], "ตัวเลือก --times ไม่รับค่า", "does not take a value"),
        (["chek"], "ไม่มีคำสั่ง chek", "No such command 'chek'"),
        (["rules", "shw"], "ไม่มีคำสั่ง shw", "No such command 'shw'"),
        (["--lange"], "ไม่มีตัวเลือก --lange", "No such option"),
        (["form", "local", "แผน", "ของเรา", "--years", "2566", "--out", "x"], "มีคำเกินมา: แผน ของเรา", "unexpected extra arguments"),
    ],
)  # fmt: skip
def test_a_command_called_wrongly_is_told_in_thai_with_the_english_beside(words: list[str], th: str, en: str) -> None:
    result = oneplan(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert th in result.stderr.partition(" · ")[0]
    assert en in result.stderr.partition(" · ")[2]


def test_an_earlier_page_is_not_replaced_without_saying_so(plan: Path) -> None:
    assert "แทนที่" not in oneplan("check", plan).stdout
    assert "แทนที่" in oneplan("check", plan).stdout


def test_a_page_that_somebody_else_wrote_is_left_alone(plan: Path) -> None:
    page = plan.with_suffix(".report.html")
    page.write_text("my own notes", encoding="utf-8")
    result = oneplan("check", plan)
    assert result.exit_code == 2
    assert page.read_text(encoding="utf-8") == "my own notes"


@pytest.mark.parametrize(("fail_on", "code"), [("error", 1), ("never", 0)])
def test_the_exit_code_follows_fail_on(plan: Path, fail_on: str, code: int) -> None:
    assert oneplan("check", plan, "--format", "json", "--fail-on", fail_on).exit_code == code


def test_json_on_stdout_is_the_report_and_nothing_else(plan: Path) -> None:
    result = oneplan("check", plan, "--format", "json", "--as-of", "2026-01-01")
    report = Report.from_json(result.stdout)
    assert report.to_json() == result.stdout
    assert (report.as_of, json.loads(result.stdout)["schema"]) == ("2026-01-01", "oneplan-report/1")


def test_html_goes_to_stdout_when_asked(plan: Path) -> None:
    result = oneplan("check", plan, "--out", "-", "--lang", "en")
    assert result.stdout.startswith("<!doctype html>")
    assert not plan.with_suffix(".report.html").exists()


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_terminal_report_speaks_the_language_asked_for(plan: Path, language: str) -> None:
    result = oneplan("check", plan, "--format", "text", "--lang", language)
    assert {"th": "โครงการ", "en": "Project"}[language] in result.stdout
    assert "P1" in result.stdout
    assert "\x1b[" not in result.stdout


def test_times_are_told_on_stderr(plan: Path) -> None:
    result = oneplan("check", plan, "--format", "json", "--times")
    assert " ms  LNK-" in result.stderr
    assert result.stdout.startswith("{")


def test_a_submission_that_cannot_be_read_exits_3_and_says_where(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("plan:\n  code: LP\n  levle: local\n", encoding="utf-8")
    result = oneplan("check", path, "--lang", "en")
    assert result.exit_code == 3
    assert "plan.yaml › line 3: Key “levle” is not known. The nearest is “level”." in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("name", ["missing.yaml", "folder"])
def test_a_path_that_is_no_file_exits_3(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    assert oneplan("check", tmp_path / name).exit_code == 3


def test_a_missing_context_exits_3(plan: Path) -> None:
    assert oneplan("check", plan, "--context", plan.parent / "nowhere").exit_code == 3


@pytest.mark.parametrize(
    "words",
    [
        ("--profile", "nobody"),
        ("--format", "docx"),
        ("--as-of", "yesterday"),
        ("--rules", "nowhere"),
        ("--out", "/proc/x/y.html"),
    ],
)
def test_a_command_that_cannot_be_done_exits_2(plan: Path, words: tuple[str, str]) -> None:
    assert oneplan("check", plan, *words).exit_code == 2


def test_faulty_rules_exit_4_with_every_fault_and_nothing_is_judged(plan: Path, tmp_path: Path) -> None:
    folder = tmp_path / "rules" / "project"
    folder.mkdir(parents=True)
    (folder / "PRJ-990-one.yaml").write_text("id: PRJ-990\nnmae: one\n", encoding="utf-8")
    (folder / "PRJ-991-two.yaml").write_text("id: [\n", encoding="utf-8")
    result = oneplan("check", plan, "--rules", folder.parent, "--format", "json", "--lang", "en")
    assert result.exit_code == 4
    assert result.stdout == ""
    assert "PRJ-990-one.yaml › line 2: Key “nmae” is not known. The nearest known key is “name”." in result.stderr
    assert "PRJ-991-two.yaml › line 2" in result.stderr


def test_a_province_can_put_its_own_rule_in_place_of_a_built_in_one(plan: Path, tmp_path: Path) -> None:
    folder = tmp_path / "rules" / "project"
    folder.mkdir(parents=True)
    own = next((Path(__file__).parent.parent / "rules" / "project").glob("PRJ-101-*.yaml"))
    text = own.read_text(encoding="utf-8").replace("en: Project stands", "en: In our province a project stands")
    (folder / own.name).write_text(text, encoding="utf-8")
    shown = oneplan("rules", "show", "PRJ-101", "--rules", folder.parent, "--lang", "en")
    assert "In our province" in shown.stdout


def test_a_rule_that_does_not_exist_names_the_nearest() -> None:
    result = oneplan("rules", "show", "PRJ-999", "--lang", "en")
    assert result.exit_code == 2
    assert "The nearest is PRJ-" in result.stderr


@pytest.mark.parametrize("words", [(), ("check",), ("rules",), ("rules", "list"), ("rules", "show"), ("rules", "test")])
def test_every_help_opens_with_an_example(words: tuple[str, ...]) -> None:
    said = oneplan(*words, "--help").stdout
    assert "Example:" in said
    assert said.index("Example:") < said.index("Options:")


def test_the_same_input_gives_the_same_bytes(plan: Path) -> None:
    words = ("check", plan, "--as-of", "2026-01-01", "--out", "-")
    assert oneplan(*words).stdout_bytes == oneplan(*words).stdout_bytes
