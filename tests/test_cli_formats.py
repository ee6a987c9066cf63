"""`oneplan check --format`: what goes where, and that nothing of somebody else's is replaced."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree as Xml

import openpyxl
import pytest

from checker.cli.formats import FORMS
from checker.errors import UsageFault
from tests.test_cli import oneplan, plan

__all__ = ["plan"]
IN_FILES = ("html", "csv", "xlsx")
EVERYWHERE = [form for form in FORMS if form != "pdf"]  # which needs more of a machine: `make pdf`


def beside(path: Path, form: str) -> Path:
    return path.with_suffix(f".report.{form}")


@pytest.mark.parametrize("form", IN_FILES)
def test_a_report_that_people_open_stands_beside_the_plan(plan: Path, form: str) -> None:
    result = oneplan("check", plan, "--format", form)
    assert result.exit_code == 1
    assert str(beside(plan, form)) in result.stdout
    assert beside(plan, form).stat().st_size > 0


@pytest.mark.parametrize("form", ["text", "json", "sarif", "junit"])
def test_a_report_that_programs_read_goes_to_standard_output(plan: Path, form: str) -> None:
    result = oneplan("check", plan, "--format", form)
    assert result.exit_code == 1
    assert "LNK-" in result.stdout
    assert [path.name for path in plan.parent.iterdir()] == [plan.name]


@pytest.mark.parametrize("form", IN_FILES)
def test_an_earlier_report_of_the_same_form_is_replaced_and_that_is_said(plan: Path, form: str) -> None:
    assert "แทนที่" not in oneplan("check", plan, "--format", form).stdout
    assert "แทนที่" in oneplan("check", plan, "--format", form).stdout


def a_workbook() -> bytes:
    data = io.BytesIO()
    openpyxl.Workbook().save(data)
    return data.getvalue()


def a_zip_that_breaks() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as parts:
        parts.writestr("docProps/core.xml", "<cp:keywords>oneplan-findings</cp:keywords>")
    return data.getvalue().replace(b"oneplan", b"another", 1)


def a_zip_whose_compression_breaks() -> bytes:
    name = "docProps/core.xml"
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(name, "<cp:keywords>oneplan-findings</cp:keywords>")
    broken = bytearray(data.getvalue())
    broken[30 + len(name)] = 0xFF  # the first byte after the local header: no such kind of block
    return bytes(broken)


@pytest.mark.parametrize("form", IN_FILES)
@pytest.mark.parametrize(
    "theirs",
    [b"", b"my own notes", a_workbook(), a_zip_that_breaks(), a_zip_whose_compression_breaks()],
    ids=["empty", "notes", "workbook", "broken", "broken compression"],
)
def test_a_file_that_somebody_else_wrote_is_left_alone(plan: Path, form: str, theirs: bytes) -> None:
    beside(plan, form).write_bytes(theirs)
    result = oneplan("check", plan, "--format", form)
    assert result.exit_code == 2
    assert beside(plan, form).read_bytes() == theirs


@pytest.mark.parametrize("form", IN_FILES)
def test_a_file_that_the_user_names_is_written(plan: Path, form: str) -> None:
    target = plan.parent / "mine"
    target.write_bytes(b"my own notes")
    assert oneplan("check", plan, "--format", form, "--out", target).exit_code == 1
    assert target.read_bytes() != b"my own notes"


@pytest.mark.parametrize("form", EVERYWHERE)
def test_no_form_ever_takes_the_place_of_the_plan(plan: Path, form: str) -> None:
    before = plan.read_bytes()
    assert oneplan("check", plan, "--format", form, "--out", plan).exit_code == 2
    assert plan.read_bytes() == before


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_what_is_no_text_never_goes_to_a_terminal(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Terminal())
    assert FORMS["csv"].target("-", plan) == "-"
    assert FORMS["xlsx"].target(None, plan) == str(beside(plan, "xlsx"))
    with pytest.raises(UsageFault, match="--out"):
        FORMS["xlsx"].target("-", plan)


def test_what_is_no_text_goes_into_a_pipe_where_asked(plan: Path) -> None:
    result = oneplan("check", plan, "--format", "xlsx", "--out", "-")
    assert openpyxl.load_workbook(io.BytesIO(result.stdout_bytes)).sheetnames == ["รายการที่พบ", "เกี่ยวกับรายงานนี้"]


@pytest.mark.parametrize("fail_on", ["error", "warning", "advice", "never"])
def test_a_build_is_red_exactly_when_the_command_says_so(plan: Path, fail_on: str) -> None:
    result = oneplan("check", plan, "--format", "junit", "--fail-on", fail_on)
    root = Xml.fromstring(result.stdout)
    assert (root.get("failures") != "0") == (result.exit_code == 1)


@pytest.mark.parametrize("form", EVERYWHERE)
@pytest.mark.parametrize("language", ["th", "en"])
def test_the_same_plan_on_the_same_day_gives_the_same_bytes(plan: Path, form: str, language: str) -> None:
    words = ("check", plan, "--format", form, "--lang", language, "--as-of", "2026-01-01", "--out", "-")
    assert oneplan(*words).stdout_bytes == oneplan(*words).stdout_bytes


def test_the_workbook_tells_on_its_last_sheet_what_was_not_checked_and_why(plan: Path) -> None:
    oneplan("check", plan, "--format", "xlsx", "--lang", "en", "--as-of", "2026-01-01")
    report = json.loads(oneplan("check", plan, "--format", "json", "--as-of", "2026-01-01").stdout)
    missing = [one for one in report["rules"] if one["not_checked"] and one["concerns"]]
    sheet = openpyxl.load_workbook(beside(plan, "xlsx"))["About this report"]
    told = {str(row[0]): str(row[1]) for row in sheet.iter_rows(values_only=True)}
    assert missing
    for one in missing:
        assert told[f"Not checked: {one['id']} {one['title']['en']}"] == one["not_checked"]["en"]
    assert "As of 1 January 2569 BE" in told.values()
