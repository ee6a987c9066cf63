"""`oneplan form` and `oneplan convert --to xlsx` as they are called."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

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
    ("years", "says"),
    [
        ("soon", "ไม่ใช่ช่วงปี"),
        ("2570-2566", "ไม่ใช่ช่วงปี"),
        ("2551-2570", "ไม่เกิน 10 ปี"),
        ("25", "อ่านเป็นปี 2525 แต่"),
        ("25-29", "อ่านเป็นปี 2525-2529 แต่"),
        ("2566-2610", "อ่านเป็นปี 2566-2610 แต่"),
        ("1986-1990", "อ่านเป็นปี 2529-2533 แต่"),
    ],
)
def test_years_that_no_form_can_have_are_refused_with_a_sentence(tmp_path: Path, years: str, says: str) -> None:
    result = oneplan("form", "local", "--years", years, "--out", tmp_path / "form.xlsx")
    assert result.exit_code == 2
    assert says in result.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("years", ["66-70", "2023-2027", "๒๕๖๖-๒๕๗๐"])
def test_years_may_be_short_or_of_either_era(tmp_path: Path, years: str) -> None:
    target = tmp_path / "form.xlsx"
    assert oneplan("form", "village", "--years", years, "--out", target).exit_code == 0
    assert read_file(target, target.name).plans[0].heading.cells["years"].raw == "2566-2570"


def test_a_form_that_may_have_been_filled_in_is_never_replaced(tmp_path: Path) -> None:
    target = tmp_path / "form.xlsx"
    target.write_bytes(b"filled in")
    result = oneplan("form", "local", "--years", "2566-2570", "--out", target)
    assert result.exit_code == 2
    assert "อาจกรอกไว้แล้ว" in result.stderr
    assert target.read_bytes() == b"filled in"


def test_the_longest_title_of_the_instructions_has_room_for_its_second_line(tmp_path: Path) -> None:
    first = _form(tmp_path, "village")["คำแนะนำ"]
    assert str(first["A1"].value).endswith("2566-2570")
    assert (first.row_dimensions[1].height or 0) > 52


def test_a_blank_list_of_projects_ends_before_libreoffice_would_leave_its_rows_unprinted(tmp_path: Path) -> None:
    sheet = _form(tmp_path, "province")["บัญชีโครงการ"]
    frozen = str(sheet.freeze_panes)
    first = int("".join(letter for letter in frozen if letter.isdecimal()))
    assert 50 < sheet.max_row - first + 1 <= 84


def _form(folder: Path, level: str) -> Workbook:
    target = folder / "form.xlsx"
    assert oneplan("form", level, "--years", "2566-2570", "--out", target).exit_code == 0
    return load_workbook(target)


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
