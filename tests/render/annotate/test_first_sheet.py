"""The first sheet of an annotated workbook: what it lists, in which words, and that there is one."""

from __future__ import annotations

import io

import openpyxl
import pytest

from checker.render.annotate import annotate
from checker.text import Sentence, same
from tests.render.annotate.changed import FOLDER, SHEET, report_at, said_below, saved
from tests.render.annotate.looking import (
    NAME,
    comments,
    entries,
    essence,
    found_at,
    handed_back,
    listed,
    opened,
    ours,
    places_of,
    report_on,
    sample,
    sheet_parts,
)
from tests.render.annotate.rich import rewritten


def test_findings_without_a_cell_here_are_listed_below_the_others() -> None:
    report = found_at(sample(FOLDER)[1], {(SHEET, None): "error", ("ไม่มีแผ่นนี้", "A1"): "warning"})
    elsewhere = found_at(report, {(SHEET, "B15"): "advice"}, file="อื่น.xlsx").findings
    done = handed_back(sample(FOLDER)[0], report.model_copy(update={"findings": [*report.findings, *elsewhere]}))
    assert ours(done) == set()
    words = said_below(done)
    assert "3 รายการที่ไม่มีเซลล์ในไฟล์นี้ให้ทำเครื่องหมาย" in words
    assert words.index("ไม่มีเซลล์ในไฟล์นี้") < words.index(f"| {SHEET} |") < words.index("ไม่มีแผ่นนี้ › A1")
    assert "อื่น.xlsx › ผ.02 2.1(1) › B15" in words


def test_only_findings_of_this_file_have_a_link() -> None:
    report = report_at("B15")
    elsewhere = found_at(report, {(SHEET, "B16"): "error"}, file="อื่น.xlsx").findings
    done = handed_back(sample(FOLDER)[0], report.model_copy(update={"findings": [*report.findings, *elsewhere]}))
    column = [row[1] for row in opened(done).worksheets[0].iter_rows(max_col=2)]
    links = {cell.value: cell.hyperlink.location for cell in column if cell.hyperlink}
    assert f"อื่น.xlsx › {SHEET} › B16" in {cell.value for cell in column}
    assert links == {f"{SHEET} › B15": f"'{SHEET}'!B15"}


def test_a_sheet_that_is_called_like_ours_keeps_its_name() -> None:
    done = handed_back(saved(lambda book: book.create_sheet("ผลตรวจ ONEPLAN")), report_at("B15"))
    names = opened(done).sheetnames
    assert (names[0], names[-1]) == ("ผลตรวจ oneplan (2)", "ผลตรวจ ONEPLAN")


def test_words_that_spreadsheets_would_read_otherwise_are_shown_as_they_are() -> None:
    report = report_at("B15")
    odd = report.findings[0].model_copy(update={"message": same("=1+1 _x0041_ \x07 <b>&amp;")})
    done = handed_back(sample(FOLDER)[0], report.model_copy(update={"findings": [odd]}))
    parts = entries(done)
    shown = "=1+1 _x005F_x0041_ � &lt;b&gt;&amp;amp;".encode()
    comment = next(content for name, content in parts.items() if "comments" in name)
    assert shown in comment
    assert shown in parts[sheet_parts(done)["ผลตรวจ oneplan"]]
    assert any("=1+1" in cell for row in listed(done) for cell in row)


@pytest.mark.parametrize("letter", ["\x00", "\x0b", "\x1f", "\ufffe"])
def test_letters_that_no_sheet_can_hold_are_shown_as_a_mark_wherever_they_come_from(letter: str) -> None:
    report, name, odd = report_at("B15"), f"plan{letter}.xlsx", f"odd{letter}words"
    (finding,) = report.findings
    changes = {
        "place": finding.place.model_copy(update={"file": name}),
        "node": finding.node.model_copy(update={"name": odd}),
        "message": same(odd),
        "fix": same(odd),
    }
    here = finding.model_copy(update=changes)
    elsewhere = here.model_copy(update={"place": here.place.model_copy(update={"file": odd})})
    rulebook = report.rulebook.model_copy(update={"version": odd})
    done = annotate(
        sample(FOLDER)[0],
        name,
        report.model_copy(update={"findings": [here, elsewhere], "rulebook": rulebook}),
        "th",
    )
    assert said_below(done).count("odd�words") == 8
    assert "plan�.xlsx" in said_below(done)
    assert "odd�words" in comments(done)[SHEET, "B15"]


def test_the_chosen_language_stands_first() -> None:
    data, report = sample(FOLDER)
    done = annotate(data, NAME, report, "en")
    assert opened(done).sheetnames[0] == "oneplan findings"
    finding = report.findings[0]
    text = comments(done)[finding.place.sheet or "", finding.place.cell or ""]
    assert 0 < text.index(finding.message.en) < text.index(finding.message.th)
    assert essence(report_on(done)) == essence(report)


@pytest.mark.parametrize("title", ["ผลตรวจ oneplan", "เปลี่ยนชื่อ"])
def test_our_sheet_is_replaced_after_another_program_saved_it_under_whatever_name(title: str) -> None:
    data, report = sample(FOLDER)
    book = openpyxl.load_workbook(io.BytesIO(handed_back(data, report)))
    book.worksheets[0].title = title
    book.move_sheet(book.worksheets[0], 2)
    buffer = io.BytesIO()
    book.save(buffer)
    again = handed_back(buffer.getvalue(), report)
    assert opened(again).sheetnames == ["ผลตรวจ oneplan", *opened(data).sheetnames]
    assert ours(again) == places_of(report)
    assert all(text.count("oneplan-checker:") == 1 for text in comments(again).values())
    areas = {sheet.title: sheet.print_area for sheet in opened(data).worksheets}
    assert {sheet.title: sheet.print_area for sheet in opened(again).worksheets[1:]} == areas


def test_a_signature_is_said_not_to_hold_for_the_copy() -> None:
    data = rewritten(sample(FOLDER)[0], lambda parts: {"_xmlsignatures/sig1.xml": b"<s/>"})
    assert "ลายเซ็นดิจิทัล | ลายเซ็นของไฟล์ต้นฉบับใช้กับสำเนานี้ไม่ได้" in said_below(handed_back(data, report_at("B15")))


def test_an_empty_list_says_so() -> None:
    data, report = sample(FOLDER)
    done = handed_back(data, report.model_copy(update={"findings": []}))
    assert "ไม่มีรายการให้ทำเครื่องหมายในเซลล์" in said_below(done)
    assert ours(done) == set()


def test_the_first_sheet_names_file_rulebook_date_verdict_and_colours() -> None:
    data, report = sample(FOLDER)
    rows = listed(handed_back(data, report))
    assert rows[0] == ["oneplan-checker · ผลการตรวจแผน"]
    sheet = opened(handed_back(data, report)).worksheets[0]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A6", "A5:F9")
    assert rows[1][0].startswith("พบ 4 รายการที่ต้องแก้ไข · ตรวจได้")
    assert rows[2] == [f"ไฟล์ plan.xlsx · ชุดข้อตรวจรุ่น {report.rulebook.version} · ตรวจ ณ วันที่ 1 มกราคม 2569"]
    assert rows[3][:3] == ["ต้องแก้ไข 4", "ควรแก้ไข 0", "ข้อแนะนำ 0"]
    assert rows[4] == ["ความสำคัญ", "ตำแหน่ง", "สิ่งที่ตรวจ", "สิ่งที่พบ", "วิธีแก้", "ข้อตรวจ"]


def test_findings_are_listed_by_gravity_and_then_as_they_stand_in_the_workbook() -> None:
    report = found_at(
        sample(FOLDER)[1],
        {(SHEET, "B16"): "warning", (SHEET, "C15"): "error", (SHEET, "B15"): "error", ("ผ.01", "M17"): "error"},
    )
    rows = listed(handed_back(sample(FOLDER)[0], report))[5:9]
    assert [row[1] for row in rows] == ["ผ.01 › M17", f"{SHEET} › B15", f"{SHEET} › C15", f"{SHEET} › B16"]


def test_long_words_are_cut_only_where_a_cell_holds_no_more() -> None:
    report = report_at("B15")
    words = Sentence(th="ก" * 40_000, en="short")
    long = report.findings[0].model_copy(update={"message": words})
    rows = listed(handed_back(sample(FOLDER)[0], report.model_copy(update={"findings": [long]})))
    assert max(len(cell) for row in rows for cell in row) == 32_002
