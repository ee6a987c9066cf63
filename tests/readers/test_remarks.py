"""Comments and text boxes come with the row they lie over, and stand beside its project in the report."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Final

import openpyxl
import pytest
from openpyxl.comments import Comment

from checker.assemble import assemble
from checker.engine import check
from checker.finding import Report
from checker.readers.draft import Draft
from checker.readers.excel import read_excel
from checker.readers.excel.book import open_book
from checker.readers.excel.unread import middle_row
from checker.render.html import html
from checker.render.terminal import terminal
from checker.rulebook import load_rulebook
from tests.build import AS_OF
from tests.layouts import Project, book, workbook
from tests.readers.excel_looking import codes, node

FILES: Final = Path(__file__).parent / "files"
BOXES: Final = (
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
HEIGHTS: Final = {1: 15.0, 2: 15.0, 3: 120.0, 4: 15.0}


@pytest.mark.parametrize(
    ("top", "bottom", "row"),
    [
        ((3, 0.0), (4, 0.0), 3),
        ((2, 10.0), (3, 60.0), 3),
        ((3, 100.0), (4, 15.0), 3),
        ((1, 0.0), (2, 14.0), 1),
        ((2, 5.0), (2, 5.0), 2),
        ((4, 0.0), (2, 0.0), 4),
        ((1, 999.0), (1, 9.0), 1),
        ((1, 0.0), (9_999_999, 0.0), 1),
    ],
)
def test_a_box_belongs_to_the_row_in_which_its_middle_lies(
    top: tuple[int, float], bottom: tuple[int, float], row: int
) -> None:
    assert middle_row(top, bottom, lambda number: HEIGHTS.get(number, 15.0)) == row


def with_parts(data: bytes, related: dict[str, tuple[str, str]]) -> bytes:
    """The workbook with further parts of its first sheet: path → (type of relation, content)."""
    buffer = io.BytesIO()
    path = "xl/worksheets/_rels/sheet1.xml.rels"
    links = "".join(
        f'<Relationship Id="x{n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="/{part}"/>'
        for n, (part, (kind, _)) in enumerate(related.items())
    )
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for entry in old.infolist():
            new.writestr(entry, old.read(entry))
        new.writestr(path, f'<Relationships xmlns="x">{links}</Relationships>')
        for part, (_, content) in related.items():
            new.writestr(part, content)
    return buffer.getvalue()


def two_projects() -> bytes:
    return workbook(book(Project("โครงการ ก", more=({"target": "และท่อ"},)), Project("โครงการ ข"))).data


def anchor(first: int, last: int, inside: str) -> str:
    edges = (f"<xdr:{edge}><xdr:col>1</xdr:col><xdr:row>{row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:{edge}>"
             for edge, row in (("from", first), ("to", last)))  # fmt: skip
    return f"<xdr:twoCellAnchor>{''.join(edges)}{inside}</xdr:twoCellAnchor>"


def shape(*lines: str) -> str:
    text = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in lines)
    return f"<xdr:sp><xdr:txBody>{text}</xdr:txBody></xdr:sp>"


def drawing(*anchors: str) -> dict[str, tuple[str, str]]:
    return {"xl/drawings/drawing1.xml": ("drawing", f"<xdr:wsDr {BOXES}>{''.join(anchors)}</xdr:wsDr>")}


def remarks(draft: Draft) -> dict[str, list[str]]:
    return {code: [str(one.raw) for one in node(draft, code).remarks] for code in codes(draft, "project")}


def left(draft: Draft) -> list[str]:
    return [one.what.en for one in draft.not_read]


def test_a_text_box_over_a_project_or_its_continuation_is_the_projects_and_others_are_counted() -> None:
    parts = drawing(
        anchor(14, 15, shape("ย้ายไปลำดับที่ 5", "หน้า 2")),
        anchor(15, 16, shape("ก &amp; ข")),
        anchor(16, 17, f"<xdr:grpSp>{shape('ซ้ำ')}{shape('ลำดับที่ 1')}</xdr:grpSp>"),
        anchor(1, 2, shape("ฉบับร่าง")),
        anchor(1, 2, shape("")) + anchor(3, 4, "<xdr:pic/>"),
        anchor(16, 17, f"<mc:Fallback>{shape('เก่า')}</mc:Fallback>"),
    )
    draft = read_excel(with_parts(two_projects(), parts), "แผน.xlsx")
    assert remarks(draft) == {
        "1.1(1)-1": ["ย้ายไปลำดับที่ 5\nหน้า 2", "ก & ข"],
        "1.1(1)-2": ["ซ้ำ", "ลำดับที่ 1"],
    }
    assert left(draft) == [
        "Sheet “Sheet1”: 2 pictures, charts or shapes",
        "Sheet “Sheet1”: 1 text box, such as “ฉบับร่าง”",
    ]


def test_a_box_that_hangs_from_one_cell_belongs_to_the_row_of_its_middle() -> None:
    start = "<xdr:from><xdr:col>1</xdr:col><xdr:row>14</xdr:row><xdr:rowOff>127000</xdr:rowOff></xdr:from>"
    box = f'<xdr:oneCellAnchor>{start}<xdr:ext cx="9" cy="508000"/>{shape("รวมกับลำดับที่ 1")}</xdr:oneCellAnchor>'
    assert remarks(read_excel(with_parts(two_projects(), drawing(box)), "x.xlsx"))["1.1(1)-2"] == ["รวมกับลำดับที่ 1"]


def test_a_broken_drawing_costs_its_own_words_only() -> None:
    parts = drawing(anchor(14, 15, shape("ก")), "<xdr:twoCellAnchor><xdr:from><xdr:row>x</xdr:row><xdr:sp><a:t>" * 3)
    assert remarks(read_excel(with_parts(two_projects(), parts), "x.xlsx"))["1.1(1)-1"] == ["ก"]


def test_a_thread_is_read_once_with_its_answers_and_its_old_copy_is_left_out() -> None:
    answers = "".join(
        f'<threadedComment ref="B15"><text>{said}</text></threadedComment>' for said in ("ย้ายแล้ว", "ตกลง")
    )
    copy = (
        "<comments><authors><author>tc={1}</author><author>ก</author></authors><commentList>"
        '<comment ref="B15" authorId="0"><text><t>[Threaded comment]</t></text></comment>'
        '<comment ref="B17" authorId="1"><text><r><t>เก่</t></r><r><t>า</t></r></text></comment></commentList></comments>'
    )
    thread = f"<ThreadedComments>{answers}</ThreadedComments>"
    parts = {
        "xl/threadedComments/threadedComment1.xml": ("threadedComment", thread),
        "xl/comments1.xml": ("comments", copy),
    }
    draft = read_excel(with_parts(two_projects(), parts), "x.xlsx")
    assert remarks(draft) == {"1.1(1)-1": ["ย้ายแล้ว", "ตกลง"], "1.1(1)-2": ["เก่า"]}


def test_a_text_box_of_an_old_drawing_is_read_and_the_boxes_of_comments_are_not() -> None:
    def old(kind: str, words: str) -> str:
        box = f"<v:textbox><div>{words}<br></div></v:textbox>"
        return f'<v:shape id="a">{box}<x:ClientData ObjectType="{kind}"><x:Anchor>1, 0, 14, 2, 3, 0, 15, 2</x:Anchor></x:ClientData></v:shape>'

    parts = {
        "xl/drawings/vmlDrawing1.vml": ("vmlDrawing", f"<xml>{old('Note', 'ของความเห็น')}{old('Rect', 'ซ้ำ')}</xml>")
    }
    draft = read_excel(with_parts(two_projects(), parts), "x.xlsx")
    assert remarks(draft) == {"1.1(1)-1": ["ซ้ำ"], "1.1(1)-2": []}


@pytest.mark.parametrize("name", ["plan.xlsx", "plan.xls", "plan.ods"])
def test_comments_and_text_boxes_of_every_format_stand_at_their_rows(name: str) -> None:
    grid = open_book((FILES / name).read_bytes(), name).grids[1]
    found = {row: [(str(one.raw), one.box, one.place.cell) for one in remarks] for row, remarks in grid.remarks.items()}
    assert found == {
        2: [("ฉบับร่าง", True, "B2")],
        4: [("ตรวจแล้ว", False, "A4")],
        15: [("ย้ายไปแผนงานอื่น", False, "B15")],
        19: [("รวมกับลำดับที่ 2", True, "B19")],
    }


def commented(cell: str, words: str) -> Report:
    file = openpyxl.load_workbook(io.BytesIO(workbook(book(Project("โครงการ ก", indicator_text=None))).data))
    if words:
        file.worksheets[0][cell].comment = Comment(words, "ก")
    buffer = io.BytesIO()
    file.save(buffer)
    return check(assemble(read_excel(buffer.getvalue(), "แผน.xlsx")), load_rulebook(), AS_OF, engine="sets").report


def test_a_remark_stands_beside_every_finding_of_its_project_and_changes_no_verdict() -> None:
    report, without = commented("C15", "ดูเอกสารแนบท้าย"), commented("C15", "")
    mine = [one for one in report.findings if one.node.kind == "project"]
    assert mine
    assert {tuple(one.remarks) for one in mine} == {("ดูเอกสารแนบท้าย",)}
    assert [one.model_copy(update={"remarks": []}) for one in report.findings] == without.findings
    assert report.rules == without.rules
    assert [(one.place.cell, one.says.en) for one in report.notes if "beside the row" in one.says.en] == [
        ("C15", "“ดูเอกสารแนบท้าย” was read as words beside the row.")
    ]


def test_the_words_beside_a_row_are_a_value_of_its_project() -> None:
    file = openpyxl.load_workbook(io.BytesIO(workbook(book(Project("โครงการ ก"), Project("โครงการ ข"))).data))
    file.worksheets[0]["C15"].comment = Comment("ย้ายไป", "ก")
    file.worksheets[0]["B15"].comment = Comment("รวมกับลำดับที่ 2", "ก")
    buffer = io.BytesIO()
    file.save(buffer)
    draft = read_excel(buffer.getvalue(), "แผน.xlsx")
    first, second = node(draft, "1.1(1)-1"), node(draft, "1.1(1)-2")
    assert (first.cells["remark"].raw, first.cells["remark"].place.cell) == ("รวมกับลำดับที่ 2; ย้ายไป", "B15")
    assert "remark" in (first.asked or set())
    assert "remark" not in second.cells


def test_a_remark_is_shown_on_the_page_and_in_the_terminal() -> None:
    report = commented("C15", "ย้ายไป <5>")
    assert "“ย้ายไป &lt;5&gt;”" in html(report, "th")
    assert "Notes beside this row: “ย้ายไป <5>”" in terminal(report, "en")
