"""`oneplan form` and `oneplan convert --to xlsx` as they are called."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.readers.open_file import read_file
from tests.test_cli import oneplan

SAMPLES = Path(__file__).parents[1] / "samples"


def test_a_blank_form_is_written_where_it_was_asked_for(tmp_path: Path) -> None:
    target = tmp_path / "new" / "form.xlsx"
    result = oneplan("form", "village", "--years", "๒๕๖๖-๒๕๗๐", "--out", target)
    assert result.exit_code == 0
    assert str(target) in result.stdout
    assert read_file(target, target.name).plans[0].level == "village"


@pytest.mark.parametrize(
    ("years", "says"), [("soon", "ไม่ใช่ช่วงปี"), ("2570-2566", "ไม่ใช่ช่วงปี"), ("2501-2570", "ไม่เกิน 10 ปี")]
)
def test_years_that_no_form_can_have_are_refused_with_a_sentence(tmp_path: Path, years: str, says: str) -> None:
    result = oneplan("form", "local", "--years", years, "--out", tmp_path / "form.xlsx")
    assert result.exit_code == 2
    assert says in result.stderr
    assert not list(tmp_path.iterdir())


def test_a_form_that_may_have_been_filled_in_is_never_replaced(tmp_path: Path) -> None:
    target = tmp_path / "form.xlsx"
    target.write_bytes(b"filled in")
    result = oneplan("form", "local", "--years", "2566-2570", "--out", target)
    assert result.exit_code == 2
    assert "อาจกรอกไว้แล้ว" in result.stderr
    assert target.read_bytes() == b"filled in"


def test_a_form_is_no_other_kind_of_file(tmp_path: Path) -> None:
    result = oneplan("form", "local", "--years", "2566-2570", "--out", tmp_path / "form.ods", "--lang", "en")
    assert result.exit_code == 2
    assert "Choose a name that ends in .xlsx." in result.stderr


def test_a_plan_is_converted_to_its_forms_and_checks_like_before(tmp_path: Path) -> None:
    target = tmp_path / "plan.xlsx"
    result = oneplan("convert", SAMPLES / "good" / "context" / "province.yaml", "--to", "xlsx", "--out", target)
    assert result.exit_code == 0
    assert "เขียนทุกอย่างที่อ่านได้" in result.stderr
    checked = oneplan(
        "check", target, "--context", SAMPLES / "good" / "context", "--format", "text", "--engine", "sets"
    )
    assert checked.exit_code == 0
