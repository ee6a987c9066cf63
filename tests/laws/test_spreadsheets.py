"""Law 2 for spreadsheets: the same sheets as .xlsx, .xls, .ods and as CSV, one file a sheet, give the same plan and findings."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import assume, given, settings

from checker.assemble import assemble
from checker.engine import check
from checker.errors import UnreadableSubmission
from checker.finding import Report
from checker.place import Place
from checker.readers.delimited import rows_of_form
from checker.readers.draft import Cell, Draft, DraftNode, written_text
from checker.readers.excel import books, grid_of_rows, read_book
from checker.readers.excel.book import open_book
from checker.readers.excel.grid import Grid
from checker.readers.open_file import read_bytes, read_context, read_files
from checker.rulebook import load_rulebook
from tests.books_drawn import BOOKS
from tests.build import AS_OF
from tests.layouts import Book, workbook

FILES: Final = Path(__file__).parent.parent / "readers" / "files"
CONTEXT: Final = Path(__file__).parents[2] / "samples" / "good" / "context"
FORMATS: Final = ("plan.xlsx", "plan.xls", "plan.ods")


def data(name: str) -> bytes:
    return (FILES / name).read_bytes()


@cache
def report(name: str) -> Report:
    """The report on one of the files, which all say that they are called `plan`."""
    return report_on(read_bytes(data(name), "plan.xlsx"))


def report_on(draft: Draft) -> Report:
    return check(assemble(draft, read_context(CONTEXT)), load_rulebook(), AS_OF, engine="sets").report


@pytest.mark.parametrize("name", FORMATS)
def test_a_workbook_in_another_format_gives_the_same_draft_to_the_last_place(name: str) -> None:
    there, here = read_bytes(data("plan.xlsx"), "plan.xlsx"), read_bytes(data(name), "plan.xlsx")
    assert here.plans == there.plans
    assert here.notes == there.notes
    assert here.not_read == there.not_read


@pytest.mark.parametrize("name", FORMATS)
def test_a_workbook_in_another_format_gives_the_same_findings(name: str) -> None:
    assert report(name).findings
    assert report(name).findings == report("plan.xlsx").findings
    assert report(name).rules == report("plan.xlsx").rules


def as_csv(grid: Grid, delimiter: str = ",") -> str:
    """The sheet as a spreadsheet program saves it: every row as wide as the widest."""
    wide = max(column for cells in grid.rows.values() for column in cells)
    text = io.StringIO()
    lines = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    for row in range(1, max(grid.rows) + 1):
        cells = grid.rows.get(row, {})
        lines.writerow([written_text(cells.get(column)) for column in range(1, wide + 1)])
    return text.getvalue()


def saved_as_csv(folder: Path, book: bytes, encoding: str = "utf-8-sig", delimiter: str = ",") -> list[Path]:
    paths = []
    for number, grid in enumerate(open_book(book, "plan.xlsx").grids):
        path = folder / f"{number:02}-{grid.sheet}.csv"
        path.write_bytes(as_csv(grid, delimiter).encode(encoding))
        paths.append(path)
    return paths


def said(draft: Draft) -> list[Any]:
    """The plan without the names of files and sheets, without the lines of CSV files, and without the comments and text
    boxes beside rows, for which CSV has no place."""

    def cell(one: Cell) -> tuple[Any, str | None]:
        return written_text(one.raw), one.place.cell

    def node(one: DraftNode) -> tuple[Any, ...]:
        cells = {name: cell(value) for name, value in (one.cells | one.extra).items() if name != "remark"}
        yearly = {name: {year: cell(value) for year, value in years.items()} for name, years in one.yearly.items()}
        references = [(each.relation, each.written, each.title, each.place.cell) for each in one.references]
        return (one.kind, str(one.code.raw), cells, yearly, references, (one.asked or frozenset()) - {"remark"})

    (plan,) = draft.plans
    return [node(plan.heading), plan.level, plan.holds, [node(one) for one in plan.nodes]]


def found(one: Report) -> list[tuple[str, str, str | None, str]]:
    return [(each.rule, each.fingerprint, each.place.cell, each.message.th) for each in one.findings]


@pytest.mark.parametrize(("encoding", "delimiter"), [("utf-8-sig", ","), ("cp874", ";"), ("utf-16", "\t")])
def test_a_workbook_saved_as_csv_sheet_by_sheet_gives_the_same_plan_and_findings(
    encoding: str, delimiter: str, tmp_path: Path
) -> None:
    draft = read_files(saved_as_csv(tmp_path, data("plan.xlsx"), encoding, delimiter))
    assert said(draft) == said(read_bytes(data("plan.xlsx"), "plan.xlsx"))
    of_comments = "AMD-105"  # CSV has no place for the comments that this rule reads
    assert found(report_on(draft)) == [one for one in found(report("plan.xlsx")) if one[0] != of_comments]
    assert len(draft.files) == 3


@settings(max_examples=25, deadline=None)
@given(BOOKS)
def test_any_layout_without_merged_cells_is_the_same_plan_as_csv(book: Book) -> None:
    data = workbook(replace(book, layout=replace(book.layout, merged=False))).data
    sheets = [
        grid_of_rows(rows_of_form(as_csv(grid), f"{number:02}.csv") or [], f"{number:02}.csv")
        for number, grid in enumerate(open_book(data, "plan.xlsx").grids)
    ]
    together, whole = books(sheets), read_bytes(data, "plan.xlsx")
    assume(len(together) == 1)  # sheets of several authorities are several plans
    assume(whole.plans[0].heading.cells["owner"].raw is not None)  # else the plan goes by the name of its file
    assert said(read_book(together[0])) == said(whole)


SHEET: Final = (
    "รายละเอียดโครงการพัฒนา,,,\n"
    "แผนพัฒนาท้องถิ่น (พ.ศ. 2566-2570),,,\n"
    "องค์การบริหารส่วนตำบลไทรย้อย อำเภอเด่นชัย จังหวัดแพร่,,,\n"
    "1. ยุทธศาสตร์ที่ 1 การพัฒนาด้านโครงสร้างพื้นฐาน,,,\n"
    ",,,\n"
    'ที่,โครงการ,วัตถุประสงค์,"งบประมาณ\n2566"\n'
    "1,{name},เพื่อสัญจร,500000\n"
)


def written(folder: Path, **texts: str) -> list[Path]:
    paths = [folder / f"{name}.csv" for name in texts]
    for path, text in zip(paths, texts.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def test_a_csv_of_a_form_tells_the_cell_and_the_line_of_what_it_says(tmp_path: Path) -> None:
    draft = read_files(written(tmp_path, ถนน=SHEET.format(name="ถนน")))
    (project,) = (node for node in draft.plans[0].nodes if node.kind == "project")
    assert project.cells["name"] == Cell("ถนน", Place("ถนน.csv", None, 7, 2, 8))
    assert project.yearly["budget"]["2566"] == Cell(500_000, Place("ถนน.csv", None, 7, 4, 8))


def test_a_strategy_that_every_csv_repeats_is_one_strategy(tmp_path: Path) -> None:
    draft = read_files(written(tmp_path, ก=SHEET.format(name="ถนน"), ข=SHEET.format(name="สะพาน")))
    (plan,) = draft.plans
    assert sorted(node.kind for node in plan.nodes) == ["project", "project", "strategy"]
    assert "LNK-101" not in {one.rule for one in report_on(draft).findings}


def test_csv_files_of_two_authorities_are_two_plans(tmp_path: Path) -> None:
    other = SHEET.replace("องค์การบริหารส่วนตำบลไทรย้อย อำเภอเด่นชัย", "เทศบาลตำบลช่อแฮ อำเภอเมืองแพร่")
    draft = read_files(written(tmp_path, ก=SHEET.format(name="ถนน"), ข=other.format(name="สะพาน")))
    assert len({str(plan.heading.code.raw) for plan in draft.plans}) == 2


def test_a_csv_that_is_no_form_is_named_beside_one_that_is(tmp_path: Path) -> None:
    draft = read_files(written(tmp_path, ก=SHEET.format(name="ถนน"), ปก="แผนพัฒนา,\nฉบับร่าง,\n"))
    assert [(one.file, one.what.en) for one in draft.not_read] == [("ปก.csv", "Sheet “ปก”")]


def test_a_csv_that_fits_neither_layout_names_both_and_the_nearest(tmp_path: Path) -> None:
    text = "รายชื่อ,,\nที่,โครงการ,วัตถุประสงค์,หน่วยงานที่รับผิดชอบหลัก\n1,ก,ข,ค\n"
    with pytest.raises(UnreadableSubmission) as caught:
        read_files(written(tmp_path, ก=text))
    (fault,) = caught.value.faults
    assert fault.place == Place("ก.csv", line=1)
    assert "no columns “kind” and “code”" in fault.says.en
    assert "most like form ผ.02, project details, but lacks the column “the budget of each year”" in fault.says.en
