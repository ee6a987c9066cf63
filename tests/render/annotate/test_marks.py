"""Marks in odd places and odd workbooks: each is made, or is said not to be."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping

import openpyxl
import pytest
from lxml import etree
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from checker.errors import OnePlanError, UnreadableSubmission, UsageFault
from checker.finding import Report, Severity, Waiver
from checker.render.annotate import annotate
from checker.render.annotate.cells import Cells
from checker.render.annotate.styles import DARK, LIGHT
from checker.text import Sentence, same
from tests.render.annotate.looking import (
    NAME,
    assert_only_marks_differ,
    comments,
    entries,
    essence,
    fills,
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

SHEET = "ผ.02 2.1(1)"
FOLDER = "header-without-province"
Change = Callable[[openpyxl.Workbook], object]


def rewritten_as_ods() -> bytes:
    """An archive that holds a spreadsheet, and no workbook of Excel."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("content.xml", "<a/>")
    return buffer.getvalue()


def saved(change: Change) -> bytes:
    """The sample, changed and saved by openpyxl."""
    book = openpyxl.load_workbook(io.BytesIO(sample(FOLDER)[0]))
    change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def report_at(*cells: str, severity: Severity = "error") -> Report:
    """A report with a finding in each of `cells`."""
    return found_at(sample(FOLDER)[1], {(SHEET, cell): severity for cell in cells})


def with_sheet(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """`data` with the part of `SHEET` changed."""
    part = sheet_parts(data)[SHEET]
    return rewritten(data, lambda parts: {part: change(parts[part])})


def marked(data: bytes, *cells: str) -> bytes:
    """`data` with a finding in each of `cells`, all else unchanged."""
    report = report_at(*cells)
    done = handed_back(data, report)
    assert_only_marks_differ(data, done, places_of(report))
    return done


def said_below(data: bytes) -> str:
    """All words of the first sheet."""
    return "\n".join(" | ".join(row) for row in listed(data))


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


def test_rows_and_cells_may_leave_out_their_names() -> None:
    def nameless(sheet: bytes) -> bytes:
        return re.sub(rb'(<(?:c|row)\b[^>]*?) r="[A-Z0-9]+"', rb"\1", sheet)

    data = with_sheet(saved(lambda book: _filled(book)), nameless)
    done = handed_back(data, report_at("B2", "E3"))
    assert [[cell.value for cell in row] for row in opened(done)[SHEET]["A1:D4"]] == [
        [cell.value for cell in row] for row in opened(data)[SHEET]["A1:D4"]
    ]
    assert ours(done) == {(SHEET, "B2"), (SHEET, "E3")}


def _filled(book: openpyxl.Workbook) -> None:
    number = book.index(book[SHEET])
    del book[SHEET]
    sheet = book.create_sheet(SHEET, number)
    for row in range(1, 5):
        sheet.append([row * column for column in range(1, 5)])


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


def test_findings_without_a_cell_here_are_listed_below_the_others() -> None:
    report = found_at(sample(FOLDER)[1], {(SHEET, None): "error", ("ไม่มีแผ่นนี้", "A1"): "warning"})
    elsewhere = found_at(report, {(SHEET, "B15"): "advice"}, file="อื่น.xlsx").findings
    done = handed_back(sample(FOLDER)[0], report.model_copy(update={"findings": [*report.findings, *elsewhere]}))
    assert ours(done) == set()
    words = said_below(done)
    assert "3 รายการที่ไม่มีเซลล์ในไฟล์นี้ให้ทำเครื่องหมาย" in words
    assert words.index("ไม่มีเซลล์ในไฟล์นี้") < words.index(f"| {SHEET} |") < words.index("ไม่มีแผ่นนี้ › A1")
    assert "อื่น.xlsx › ผ.02 2.1(1) › B15" in words


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


def test_words_of_a_comment_that_have_no_look_stay_too() -> None:
    data = saved(lambda book: setattr(book[SHEET]["B15"], "comment", Comment("ซ้ำกับข้อ 2", "กองแผน")))
    path = next(name for name in entries(data) if "comment" in name.lower() and name.endswith(".xml"))
    plain = re.sub(rb"<text>.*?</text>", "<text><t>ซ้ำกับข้อ 2</t></text>".encode(), entries(data)[path], flags=re.DOTALL)
    done = handed_back(rewritten(data, lambda _: {path: plain}), report_at("B15"))
    assert comments(done)[SHEET, "B15"].startswith("ซ้ำกับข้อ 2\noneplan-checker:\n")


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


def test_names_written_with_a_prefix_are_understood() -> None:
    data = with_sheet(sample(FOLDER)[0], prefixed)
    done = marked(data, "B15", "Z300")
    assert ours(done) == {(SHEET, "B15"), (SHEET, "Z300")}
    assert b"<x:legacyDrawing " in entries(done)[sheet_parts(done)[SHEET]]


def prefixed(sheet: bytes) -> bytes:
    """A sheet's part whose elements are all called `x:…`."""
    named = re.sub(rb"<(/?)([a-z])", rb"<\1x:\2", sheet)
    return named.replace(b"<x:worksheet xmlns=", b"<x:worksheet xmlns:x=", 1)


def test_a_workbook_in_the_strict_format_is_marked_in_its_own_namespaces() -> None:
    pairs = (
        (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
        (b"http://schemas.openxmlformats.org/officeDocument/2006/relationships", b"http://purl.oclc.org/ooxml/officeDocument/relationships"),
    )  # fmt: skip

    def strict(parts: Mapping[str, bytes]) -> dict[str, bytes]:
        changed = dict(parts)
        for old, new in pairs:
            changed = {name: part.replace(old, new) for name, part in changed.items()}
        return changed

    data = rewritten(sample(FOLDER)[0], strict)
    report = report_on(data)
    assert len(report.findings) == 4
    done = handed_back(data, report)
    assert all(old not in part for part in entries(done).values() for old, _ in pairs)
    back = rewritten(done, lambda parts: {n: _back(p, pairs) for n, p in parts.items()})
    assert ours(back) == places_of(report)
    assert essence(report_on(done)) == essence(report)


def _back(part: bytes, pairs: tuple[tuple[bytes, bytes], ...]) -> bytes:
    for old, new in pairs:
        part = part.replace(new, old)
    return part


def test_a_drawing_of_buttons_is_extended_and_what_stands_behind_it_stays_behind() -> None:
    drawing = (
        b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">'
        b'<v:shape id="_x0000_s1030"><br><x:ClientData ObjectType="Button"/></v:shape></xml>'
    )
    data = with_drawing(drawing)
    done = marked(data, "B15")
    (content,) = (part for name, part in entries(done).items() if name.endswith("buttons.vml"))
    assert content.startswith(drawing.removesuffix(b"</xml>"))
    assert b'id="_x0000_s1031"' in content
    assert b"xmlns:o=" in content
    assert sum(name.endswith(".vml") for name in entries(done)) == 1


def with_drawing(drawing: bytes) -> bytes:
    """The sample whose sheet has a legacy drawing already, named by an absolute path."""
    data = sample(FOLDER)[0]
    part = sheet_parts(data)[SHEET]
    namespace = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    element = b'<legacyDrawing xmlns:r="' + namespace + b'" r:id="rIdB"/></worksheet>'
    relation = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rIdB" Type="'
        + namespace
        + b'/vmlDrawing" Target="/xl/drawings/buttons.vml"/></Relationships>'
    )
    kind = b'<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/></Types>'
    return rewritten(
        data,
        lambda parts: {
            part: parts[part].replace(b"</worksheet>", element),
            f"xl/worksheets/_rels/{part.rpartition('/')[2]}.rels": relation,
            "xl/drawings/buttons.vml": drawing,
            "[Content_Types].xml": parts["[Content_Types].xml"].replace(b"</Types>", kind),
        },
    )


def test_the_place_of_the_drawing_is_before_what_the_schema_puts_behind_it() -> None:
    data = with_sheet(sample(FOLDER)[0], lambda sheet: sheet.replace(b"</worksheet>", b"<extLst/></worksheet>"))
    done = marked(data, "B15")
    assert entries(done)[sheet_parts(done)[SHEET]].index(b"<legacyDrawing") < entries(done)[
        sheet_parts(done)[SHEET]
    ].index(b"<extLst")


def test_a_signature_is_said_not_to_hold_for_the_copy() -> None:
    data = rewritten(sample(FOLDER)[0], lambda parts: {"_xmlsignatures/sig1.xml": b"<s/>"})
    assert "ลายเซ็นดิจิทัล | ลายเซ็นของไฟล์ต้นฉบับใช้กับสำเนานี้ไม่ได้" in said_below(handed_back(data, report_at("B15")))


@pytest.mark.parametrize(
    ("parts", "kind", "words"),
    [
        ({"xl/revisions/revisionHeaders.xml": b"<h/>"}, UsageFault, "Stop sharing it"),
        ({"xl/styles.xml": b"<styleSheet"}, UnreadableSubmission, "damaged"),
    ],
)
def test_what_cannot_be_marked_without_harm_is_refused_with_a_sentence(
    parts: dict[str, bytes], kind: type[OnePlanError], words: str
) -> None:
    data = rewritten(sample(FOLDER)[0], lambda _: parts)
    with pytest.raises(kind) as caught:
        handed_back(data, report_at("B15"))
    assert words in caught.value.faults[0].says.en


@pytest.mark.parametrize("data", [bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, rewritten_as_ods()])
def test_another_format_under_the_name_of_a_workbook_is_to_be_saved_as_one(data: bytes) -> None:
    with pytest.raises(UsageFault, match=r"Open it and save it as \.xlsx"):
        handed_back(data, report_at("B15"))


@pytest.mark.parametrize("drawing", [b" ", b"<xml", b"<!DOCTYPE xml><v/>"])
def test_a_broken_drawing_is_refused_with_its_name(drawing: bytes) -> None:
    with pytest.raises(UnreadableSubmission, match=r"damaged \(xl/drawings/buttons\.vml\)"):
        handed_back(with_drawing(drawing), report_at("B15"))


@pytest.mark.parametrize("content", [b"<!DOCTYPE c><c/>", b"<!DOCTYPE c [<!ENTITY a 'b'>]><c/>", b"<comments", b"\0"])
def test_comments_that_could_surprise_are_refused(content: bytes) -> None:
    data = saved(lambda book: setattr(book[SHEET]["B15"], "comment", Comment("a", "b")))
    path = next(name for name in entries(data) if "comment" in name.lower() and name.endswith(".xml"))
    with pytest.raises(UnreadableSubmission, match=f"damaged \\({path}"):
        handed_back(rewritten(data, lambda _: {path: content}), report_at("B15"))


def test_a_workbook_without_styles_gets_some() -> None:
    data = rewritten(
        sample(FOLDER)[0],
        lambda parts: {
            "xl/styles.xml": b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
        },
    )
    plain = with_sheet(data, lambda sheet: re.sub(rb' s="\d+"', b"", sheet))
    done = handed_back(plain, report_at("B15"))
    assert b'rgb="FFF8C9C4"' in entries(done)["xl/styles.xml"]


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
