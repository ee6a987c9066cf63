"""`oneplan convert` as a user calls it: results on standard output or in a file, talk on standard error, nothing overwritten."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from openpyxl.comments import Comment

from checker.cli import main
from checker.readers.open_file import read_file

PLAN = (
    "plan: {code: LP, level: local, years: 2566-2570}\n"
    "nodes:\n- {project: '001', name: 'no', budget: {2566: 1, soon: 2}, extra: {หมายเหตุ: x}}\n"
)
SAMPLE = Path(__file__).parents[1] / "samples" / "good" / "sai-yoi.xlsx"
OTHER = "plan: {code: LQ, level: local}\nnodes: []\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def convert(*words: object) -> Result:
    return CliRunner().invoke(main, ["convert", *map(str, words), "--lang", "en"], catch_exceptions=False)


def test_the_help_opens_with_an_example() -> None:
    shown = CliRunner().invoke(main, ["convert", "--help"]).stdout
    assert "Example:\n    oneplan convert plan.xlsx --to yaml" in shown


def test_the_plan_stands_on_standard_output_and_the_talk_on_standard_error(plan: Path) -> None:
    done = convert(plan, "--to", "json")

    assert done.exit_code == 0
    assert json.loads(done.stdout)["nodes"][0] == {
        "project": "001",
        "name": "no",
        "budget": {"2566": "1", "soon": "2"},
        "extra": {"หมายเหตุ": "x"},
    }
    assert done.stderr == "Everything that was read was carried over\n"


def test_what_a_format_does_not_hold_is_said_with_its_place_and_counted(plan: Path) -> None:
    done = convert(plan, "--to", "csv")

    assert done.exit_code == 0
    assert done.stderr.splitlines() == [
        "plan.yaml › line 3: “soon” is no year, so its value was not written. Write the year in digits.",
        "1 not carried over",
    ]


@pytest.mark.parametrize("form", ["yaml", "json", "csv", "parquet", "stratml"])
def test_a_file_is_written_where_out_says_and_can_be_read(plan: Path, form: str) -> None:
    out = plan.parent / "deep" / f"out.{form}"

    assert convert(plan, "--to", form, "--out", out).exit_code == 0
    assert read_file(out, out.name).plans[0].nodes[0].code.raw == "001"
    assert plan.read_text(encoding="utf-8") == PLAN


def test_the_same_plan_gives_the_same_bytes(plan: Path) -> None:
    once, again = (convert(plan, "--to", "parquet").stdout_bytes for _ in range(2))

    assert once == again


def test_the_plan_itself_is_never_overwritten(plan: Path) -> None:
    done = convert(plan, "--to", "yaml", "--out", plan)

    assert (done.exit_code, plan.read_text(encoding="utf-8")) == (2, PLAN)
    assert "your file is never changed" in done.stderr


def test_several_files_of_several_plans_become_one_file(plan: Path) -> None:
    other = plan.with_name("other.yaml")
    other.write_text(OTHER, encoding="utf-8")

    assert [one["plan"]["code"] for one in json.loads(convert(plan, other, "--to", "json").stdout)] == ["LP", "LQ"]


def test_a_list_of_codes_is_no_plan(plan: Path) -> None:
    lists = plan.with_name("units.csv")
    lists.write_text("list,period,code,name_th,basis\nresponsible-unit,2566-2570,U1,กองช่าง,\n", encoding="utf-8")

    done = convert(lists, "--to", "yaml")

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "units.csv: There is no plan here; code lists are not converted. Name the plan's file.\n"


def test_a_plan_without_a_code_is_refused_where_it_has_none(plan: Path) -> None:
    nameless = plan.with_name("nameless.csv")
    nameless.write_text("kind,code,level\nplan,,local\n", encoding="utf-8")

    done = convert(nameless, "--to", "yaml")

    assert (done.exit_code, done.stderr) == (3, "nameless.csv › B2: This plan has no code. Write one.\n")


def test_a_table_too_wide_to_be_read_again_is_not_written(plan: Path) -> None:
    wide = plan.with_name("wide.yaml")
    headings = ", ".join(f"h{number}: x" for number in range(300))
    wide.write_text(f"plan: {{code: LP, level: local, extra: {{{headings}}}}}\n", encoding="utf-8")

    done = convert(wide, "--to", "csv")

    assert (done.exit_code, done.stdout) == (2, "")
    assert "The plan does not fit this format: This table has 303 columns" in done.stderr


def test_a_file_that_cannot_be_read_is_said_as_everywhere(plan: Path) -> None:
    assert convert(plan.with_name("none.yaml"), "--to", "csv").exit_code == 3


def test_without_pyarrow_parquet_says_what_to_install(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    done = convert(plan, "--to", "parquet")

    assert done.exit_code == 2
    assert "pip install 'oneplan-checker[parquet]'" in done.stderr


def test_a_format_of_one_plan_a_file_names_the_plans_when_there_are_several(plan: Path) -> None:
    other = plan.with_name("other.yaml")
    other.write_text(OTHER, encoding="utf-8")

    done = convert(plan, other, "--to", "stratml")

    assert (done.exit_code, done.stdout) == (2, "")
    assert "These are 2 plans (LP, LQ), and a file of stratml holds one." in done.stderr


def test_a_comment_that_does_not_come_along_is_said(plan: Path) -> None:
    book = openpyxl.load_workbook(SAMPLE)
    sheet = next(
        one for one in book.worksheets if any(cell.value == "โครงการ" for row in one.iter_rows() for cell in row)
    )
    cell = next(
        cell for row in sheet.iter_rows(min_row=12) for cell in row if str(cell.value or "").startswith("โครงการ")
    )
    cell.comment = Comment("ย้ายไปแผนอื่น", "-")
    path = plan.with_name("book.xlsx")
    book.save(path)

    done = convert(path, "--to", "yaml", "--out", plan.with_name("out.yaml"))

    assert done.exit_code == 0
    assert "“ย้ายไปแผนอื่น”" in done.stderr
