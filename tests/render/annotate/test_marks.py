"""Marks in odd places: each is made, or is said not to be."""

from __future__ import annotations

import re

import openpyxl
import pytest
from lxml import etree
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from checker.finding import Severity, Waiver
from checker.render.annotate.cells import Cells
from checker.render.annotate.styles import DARK, LIGHT
from checker.text import same
from tests.render.annotate.changed import FOLDER, SHEET, marked, report_at, said_below, saved
from tests.render.annotate.looking import (
    comments,
    entries,
    fills,
    found_at,
    handed_back,
    listed,
    opened,
    ours,
    sample,
    sheet_parts,
)
from tests.render.annotate.rich import rewritten


def test_cells_and_rows_that_are_not_written_are_put_in_in_order() -> None:
    data = sample(FOLDER)[0]
    cells = ("Z15", "AA15", "P15", "B300", "B200", "A200", "B250")
    done = marked(data, *cells)
    assert ours(done) == {(SHEET, cell) for cell in cells}
    assert set(fills(done, ours(done)).values()) == {LIGHT["error"]}


def test_rows_and_cells_stand_in_order_in_whatever_order_they_are_put_in() -> None:
    sheet = etree.fromstring('<worksheet><sheetData><row r="9"/></sheetData></worksheet>')
    cells = Cells(sheet)
    for row, column in ((5, 4), (3, 2), (4, 1), (5, 2), (5, 3), (12, 1)):
        cells.restyle(row, column, 7)
    assert [row.get("r") for row in sheet.iter("row")] == ["3", "4", "5", "9", "12"]
    assert [cell.get("r") for cell in sheet.iter("c")] == ["B3", "A4", "B5", "C5", "D5", "A12"]


def test_a_cell_that_is_not_written_takes_the_format_of_its_row_or_else_of_its_column() -> None:
    def change(book: openpyxl.Workbook) -> None:
        book[SHEET].row_dimensions[200].font = Font(name="Tahoma", size=33)
        book[SHEET].column_dimensions["Z"].font = Font(name="Tahoma", size=22)

    done = opened(marked(saved(change), "Z200", "Z201", "Y201"))[SHEET]
    assert [done[cell].font.size for cell in ("Z200", "Z201", "Y201")] == [
        33,
        22,
        opened(sample(FOLDER)[0])[SHEET]["Y201"].font.size,
    ]


@pytest.mark.parametrize("severity", ["error", "warning", "advice"])
def test_the_fill_shows_the_severity_and_light_letters_stay_readable(severity: Severity) -> None:
    def white(book: openpyxl.Workbook) -> None:
        book[SHEET]["B15"].font = Font(color="FFFFFFFF")
        book[SHEET]["B15"].fill = PatternFill("solid", fgColor="FF000000")

    done = handed_back(saved(white), report_at("B15", "B16", severity=severity))
    assert fills(done, {(SHEET, "B15"), (SHEET, "B16")}) == {
        (SHEET, "B15"): DARK[severity],
        (SHEET, "B16"): LIGHT[severity],
    }


def test_the_gravest_finding_of_a_cell_gives_the_colour_and_all_stand_in_one_comment() -> None:
    report = found_at(sample(FOLDER)[1], {(SHEET, "B15"): "advice", (SHEET, "B16"): "error"})
    advice, error = report.findings
    error = error.model_copy(update={"place": advice.place, "message": same("ข้อที่สอง")})
    done = handed_back(sample(FOLDER)[0], report.model_copy(update={"findings": [advice, error]}))
    text = comments(done)[SHEET, "B15"]
    assert text.index("ข้อที่สอง") < text.index(advice.message.th)
    assert text.count("oneplan-checker:") == 1
    assert fills(done, {(SHEET, "B15")}) == {(SHEET, "B15"): LIGHT["error"]}


def test_what_is_too_much_for_one_comment_is_said_to_stand_on_the_first_sheet() -> None:
    report = report_at("B15")
    many = [report.findings[0].model_copy(update={"fingerprint": f"{n:016x}"}) for n in range(20)]
    done = handed_back(sample(FOLDER)[0], report.model_copy(update={"findings": many}))
    assert "อีก 8 รายการของเซลล์นี้อยู่ในแผ่นแรก" in comments(done)[SHEET, "B15"]
    assert sum(row[1:2] == [f"{SHEET} › B15"] for row in listed(done)) == 20


def test_a_waived_finding_is_told_and_listed_but_gives_no_colour() -> None:
    report = report_at("B15")
    waiver = Waiver(reason="ภัยพิบัติ", granted_by="นายอำเภอ", until="2026-12-31")
    waived = report.model_copy(update={"findings": [report.findings[0].model_copy(update={"waiver": waiver})]})
    data = sample(FOLDER)[0]
    done = handed_back(data, waived)
    assert "ได้รับยกเว้น" in comments(done)[SHEET, "B15"]
    assert fills(done, {(SHEET, "B15")}) == fills(data, {(SHEET, "B15")})
    assert "ต้องแก้ไข (ได้รับยกเว้น)" in said_below(done)


def test_a_hidden_cell_is_marked_and_said_to_be_unseen() -> None:
    def hide(book: openpyxl.Workbook) -> None:
        book[SHEET].row_dimensions[15].hidden = True

    done = handed_back(saved(hide), report_at("B15"))
    assert ours(done) == {(SHEET, "B15")}
    assert f"{SHEET} › B15 | แถวหรือคอลัมน์ของเซลล์นี้ถูกซ่อนไว้" in said_below(done)


def test_a_cell_under_a_merged_one_is_marked_where_it_is_seen() -> None:
    done = handed_back(sample(FOLDER)[0], report_at("C7", "A7"))
    assert ours(done) == {(SHEET, "A7")}
    assert comments(done)[SHEET, "A7"].count("ต้องแก้ไข") == 2
    words = said_below(done)
    assert f"{SHEET} › C7 | เซลล์นี้อยู่ใต้เซลล์ที่ผสาน สีและความเห็นจึงอยู่ที่ A7" in words
    assert words.count(f"ต้องแก้ไข | {SHEET} › C7") == 1


def test_a_cell_in_which_people_talk_keeps_their_words_alone_and_gets_its_colour() -> None:
    data = saved(lambda book: setattr(book[SHEET]["B15"], "comment", Comment("[Threaded comment] เห็นด้วย", "tc={1}")))
    part = sheet_parts(data)[SHEET]
    relations = f"xl/worksheets/_rels/{part.rpartition('/')[2]}.rels"
    thread = b'<ThreadedComments xmlns="urn:t"><threadedComment ref="B15" id="{1}"><text>a</text></threadedComment></ThreadedComments>'
    link = b'<Relationship Id="rIdT" Target="/xl/threadedComments/threadedComment1.xml" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"/></Relationships>'
    data = rewritten(
        data,
        lambda parts: {
            "xl/threadedComments/threadedComment1.xml": thread,
            relations: parts[relations].replace(b"</Relationships>", link),
        },
    )
    done = handed_back(data, report_at("B15", "B16"))
    assert comments(done)[SHEET, "B15"] == "[Threaded comment] เห็นด้วย"
    assert ours(done) == {(SHEET, "B16")}
    assert fills(done, {(SHEET, "B15")}) == {(SHEET, "B15"): LIGHT["error"]}
    assert f"{SHEET} › B15 | เซลล์นี้มีการสนทนาอยู่แล้ว" in said_below(done)


def test_words_of_a_comment_that_have_no_look_stay_too() -> None:
    data = saved(lambda book: setattr(book[SHEET]["B15"], "comment", Comment("ซ้ำกับข้อ 2", "กองแผน")))
    path = next(name for name in entries(data) if "comment" in name.lower() and name.endswith(".xml"))
    plain = re.sub(rb"<text>.*?</text>", "<text><t>ซ้ำกับข้อ 2</t></text>".encode(), entries(data)[path], flags=re.DOTALL)
    done = handed_back(rewritten(data, lambda _: {path: plain}), report_at("B15"))
    assert comments(done)[SHEET, "B15"].startswith("ซ้ำกับข้อ 2\noneplan-checker:\n")
