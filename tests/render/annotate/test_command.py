"""`oneplan check --annotate`: where copies go, and that no other file gives way to them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from checker.cli import main
from tests.render.annotate.looking import SAMPLES, comments, entries, ours

PLAN = SAMPLES / "bad" / "summary-grand-total" / "plan.xlsx"
CONTEXT = SAMPLES / "good" / "context"


def check(*words: str | Path, lang: str = "en") -> Result:
    fixed = ["--as-of", "2026-01-01", "--engine", "rete", "--fail-on", "never", "--lang", lang]
    return CliRunner().invoke(main, ["check", *map(str, words), *fixed])


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A submitted workbook."""
    (tmp_path / "in").mkdir()
    return Path(shutil.copy(PLAN, tmp_path / "in" / "plan.xlsx"))


def test_the_copy_is_written_and_named_and_the_original_is_untouched(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "copy.xlsx"
    done = check(plan, "--context", CONTEXT, "--annotate", out, "--out", tmp_path / "r.html")
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines()[-1] == f"Copy with comments: {out}"
    assert ours(out.read_bytes()) == {("ผ.01", "M17")}
    assert plan.read_bytes() == PLAN.read_bytes()
    assert [path.name for path in out.parent.iterdir()] == ["copy.xlsx"]
    assert entries(out.read_bytes())
    again = check(plan, "--context", CONTEXT, "--annotate", out, "--out", tmp_path / "r.html")
    assert again.stdout.splitlines()[-1] == f"Copy with comments: {out} (an earlier file was replaced)"


def test_where_the_report_stands_on_standard_output_the_copy_is_named_beside_it(plan: Path, tmp_path: Path) -> None:
    done = check(plan, "--format", "json", "--annotate", tmp_path / "copy.xlsx", lang="th")
    assert done.stdout.startswith("{")
    assert done.stdout.rstrip().endswith("}")
    assert done.stderr == f"สำเนาพร้อมความเห็น: {tmp_path / 'copy.xlsx'}\n"


def test_a_folder_gets_a_copy_of_each_workbook_under_its_own_name_and_says_what_gets_none(
    plan: Path, tmp_path: Path
) -> None:
    other = Path(shutil.copy(SAMPLES / "good" / "sai-yoi.xlsx", tmp_path / "in" / "other.xlsm"))
    text = Path(shutil.copy(CONTEXT / "district.yaml", tmp_path / "in"))
    folder = tmp_path / "copies"
    done = check(plan, other, text, "--format", "text", "--annotate", f"{folder}/")
    assert sorted(path.name for path in folder.iterdir()) == ["other.xlsm", "plan.xlsx"]
    assert done.stderr.splitlines() == [
        f"Copy with comments: {folder / 'other.xlsm'}",
        f"Copy with comments: {folder / 'plan.xlsx'}",
        "district.yaml: no copy with comments, as it is none of .xlsx .xlsm",
    ]
    assert all(text for text in comments((folder / "plan.xlsx").read_bytes()).values())


def refused(*words: str | Path) -> str:
    """What is said on stderr of a call that cannot be done; nothing is written."""
    done = check(*words, "--format", "text")
    assert done.exit_code == 2, done.output
    assert done.stdout == ""
    return done.stderr


def test_a_copy_never_takes_the_place_of_the_plan_the_report_or_the_context(plan: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.xlsx"
    link.symlink_to(plan)
    hard = tmp_path / "hard.xlsx"
    hard.hardlink_to(plan)
    for out in (plan, plan.parent, link, hard, plan.parent / ".." / "in" / "plan.xlsx"):
        assert "your file is never changed" in refused(plan, "--annotate", out)
    context = tmp_path / "context"
    shutil.copytree(CONTEXT, context)
    places: tuple[str | Path, ...] = (context / "new.xlsx", f"{context}/")
    for place in places:
        assert "are kept here" in refused(plan, "--context", context, "--annotate", place)
    report = tmp_path / "report.xlsx"
    assert "or the report" in refused(plan, "--out", report, "--annotate", report)
    assert plan.read_bytes() == PLAN.read_bytes()


def test_a_copy_is_of_the_same_kind_as_its_original(plan: Path, tmp_path: Path) -> None:
    assert "of the same kind as its original (.xlsx)" in refused(plan, "--annotate", tmp_path / "copy.xlsm")
    assert "of the same kind" in refused(plan, "--annotate", tmp_path / "nowhere")


def test_other_formats_are_to_be_saved_as_a_workbook_first(tmp_path: Path) -> None:
    for name in ("plan.csv", "plan.ods", "plan.xls", "plan.yaml"):
        (tmp_path / name).write_bytes(b"x")
        said = refused(tmp_path / name, "--annotate", tmp_path / "copy.xlsx")
        assert (
            said
            == f"{tmp_path / name}: --annotate makes copies of .xlsx .xlsm only. Open this file and save it as .xlsx first.\n"
        )


def test_several_workbooks_need_a_folder_and_names_of_their_own(plan: Path, tmp_path: Path) -> None:
    second = Path(shutil.copy(PLAN, tmp_path / "plan.xlsx"))
    assert "2 workbooks were handed in" in refused(plan, second, "--annotate", tmp_path / "copy.xlsx")
    assert "called alike" in refused(plan, second, "--annotate", f"{tmp_path / 'copies'}/")


def test_a_place_that_takes_no_file_is_named(plan: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    done = check(plan, "--format", "text", "--annotate", tmp_path / "file" / "copy.xlsx")
    assert done.exit_code == 2
    assert "The copy cannot be written here" in done.stderr
