"""What lies beside the cells of a workbook comes back with it."""

from __future__ import annotations

import re
from functools import cache

from checker.finding import Report
from tests.render.annotate.looking import (
    assert_only_marks_differ,
    changed_parts,
    comments,
    entries,
    essence,
    fills,
    handed_back,
    opened,
    ours,
    places_of,
    report_on,
    sheet_parts,
)
from tests.render.annotate.rich import NOTE, NOTED, SHEET, rewritten, rich_workbook


@cache
def rich() -> tuple[bytes, Report, bytes]:
    """The workbook, its report and the annotated workbook."""
    data = rich_workbook()
    report = report_on(data)
    return data, report, handed_back(data, report)


def test_only_marks_differ_and_the_findings_stay() -> None:
    data, report, done = rich()
    assert len(report.findings) >= 4
    assert ours(done) == places_of(report)
    assert_only_marks_differ(data, done, places_of(report))
    assert essence(report_on(done)) == essence(report)
    assert handed_back(done, report_on(done)) == done


def test_charts_boxes_pictures_texts_and_results_are_the_same_bytes() -> None:
    data, _, done = rich()
    kept = {
        name for name in entries(data) if any(word in name for word in ("chart", "drawing", "media", "sharedStrings"))
    }
    assert {"xl/charts/chart1.xml", "xl/drawings/drawing1.xml", "xl/media/image1.png", "xl/sharedStrings.xml"} <= kept
    assert {name for name in changed_parts(data, done) & kept if not name.endswith(".vml")} == set()
    before, after = (opened(one, data_only=True)[SHEET] for one in (data, done))
    assert [after.cell(row, 16).value for row in (51, 52, 53)] == [before.cell(row, 16).value for row in (51, 52, 53)]
    assert after["P52"].value == 76.5
    assert b'<f t="shared" ref="P51:P53" si="0">E51*2</f>' in entries(done)[part_of(SHEET, done)]


def test_a_comment_that_is_there_keeps_its_words_and_ours_stand_below() -> None:
    _, report, done = rich()
    said = comments(done)
    text = said[SHEET, NOTED]
    theirs, _, rest = text.partition("\n")
    assert theirs == NOTE
    assert rest.startswith("oneplan-checker:\n")
    assert report.findings[0].rule in "".join(said[one] for one in places_of(report))
    assert said[SHEET, "M15"] == "ตรวจแล้ว"
    assert opened(done)[SHEET][NOTED].comment.author == "กองแผน"


def test_mended_findings_lose_comment_and_colour_and_leave_the_words_of_others() -> None:
    data, report, done = rich()
    mended = handed_back(done, report.model_copy(update={"findings": []}))
    assert ours(mended) == set()
    assert comments(mended) == comments(data)
    assert set(fills(mended, places_of(report)).values()) == {"00000000"}
    assert len(opened(mended).worksheets) == len(opened(data).worksheets) + 1


def test_names_of_one_sheet_follow_it_and_print_settings_stay() -> None:
    data, _, done = rich()
    before, after = opened(data), opened(done)
    assert before.active is before.worksheets[2]
    assert after.active is after.worksheets[0]
    for sheet in before.worksheets:
        twin = after[sheet.title]
        assert (twin.print_area, twin.print_title_rows) == (sheet.print_area, sheet.print_title_rows)
        assert twin.page_setup.orientation == sheet.page_setup.orientation
        assert twin.sheet_state == sheet.sheet_state
        assert sheet.merged_cells.ranges == twin.merged_cells.ranges
    assert after.defined_names["อัตรา"].attr_text == before.defined_names["อัตรา"].attr_text


def test_one_sheet_is_selected_and_every_sheet_has_a_number_of_its_own() -> None:
    _, _, done = rich()
    parts = entries(done)
    selected = [name for name, part in parts.items() if b'tabSelected="1"' in part]
    assert selected == [part_of("ผลตรวจ oneplan", done)]
    idents = re.findall(rb'sheetId="(\d+)"', parts["xl/workbook.xml"])
    assert len(idents) == len({*idents}) == len(sheet_parts(done))


def test_cells_keep_font_border_number_format_and_alignment_under_their_new_fill() -> None:
    data, report, done = rich()
    before, after = opened(data), opened(done)
    for sheet, cell in places_of(report):
        was, now = before[sheet][cell], after[sheet][cell]
        for kept in ("value", "font", "border", "number_format", "alignment", "protection"):
            assert repr(getattr(now, kept)) == repr(getattr(was, kept))
        assert repr(now.fill) != repr(was.fill)


def test_macros_stay_and_are_the_same_bytes() -> None:
    data = rich_workbook(macros=True)
    report = report_on(data, "plan.xlsm")
    renamed = [
        one.model_copy(update={"place": one.place.model_copy(update={"file": "plan.xlsx"})}) for one in report.findings
    ]
    done = handed_back(data, report.model_copy(update={"findings": renamed}))
    assert entries(done)["xl/vbaProject.bin"] == b"not run, not read"
    assert b"sheet.macroEnabled.main+xml" in entries(done)["[Content_Types].xml"]
    assert ours(done) == places_of(report)


def test_boxes_are_drawn_for_every_comment_and_large_enough_for_both_writers() -> None:
    _, report, done = rich()
    drawings = [content for name, content in entries(done).items() if name.endswith(".vml")]
    boxes = sum(content.count(b'ObjectType="Note"') for content in drawings)
    assert boxes == len(comments(done)) == len(places_of(report) | {(SHEET, "M15")})
    idents = [one for content in drawings for one in content.split(b' id="')[1:]]
    assert len({one.split(b'"')[0] for one in idents}) == len(idents)


def test_a_box_of_somebody_else_grows_until_the_words_fit() -> None:
    data, _, done = rich()
    lines = len(comments(done)[SHEET, NOTED].splitlines())
    assert (width(box(data)), height(box(data))) == (128, 74)
    assert width(box(done)) >= 400
    assert height(box(done)) >= 16 * lines
    assert box(done)[:4] == box(data)[:4]


def test_a_box_that_is_large_enough_stays_as_somebody_drew_it() -> None:
    large = b"2, 15, 13, 10, 12, 5, 39, 5"
    data, report, _ = rich()
    drawn = ", ".join(map(str, box(data))).encode()
    data = rewritten(
        data, lambda parts: {name: part.replace(drawn, large) for name, part in parts.items() if name.endswith(".vml")}
    )
    assert ", ".join(map(str, box(handed_back(data, report)))).encode() == large


def test_a_box_that_says_no_place_grows_until_the_words_fit() -> None:
    data, report, _ = rich()
    without = re.compile(rb"<x:Anchor>[^<]+</x:Anchor>")
    data = rewritten(
        data,
        lambda parts: {name: without.sub(b"", part) for name, part in parts.items() if name.endswith(".vml")},
    )
    done = handed_back(data, report)
    assert width(box(done)) >= 400
    assert height(box(done)) >= 16 * len(comments(done)[SHEET, NOTED].splitlines())
    assert handed_back(done, report) == done


def box(data: bytes) -> list[int]:
    """Where the box beside `NOTED` begins and ends: column, pixels into it, row, pixels into it, twice."""
    drawing = b"".join(content for name, content in entries(data).items() if name.endswith(".vml"))
    (shape,) = (
        one for one in drawing.split(b"<v:shape ") if b"<x:Row>14</x:Row><x:Column>1<" in re.sub(rb"\s", b"", one)
    )
    (anchor,) = re.findall(rb"<x:Anchor>([^<]+)<", shape)
    return [int(number) for number in anchor.split(b",")]


def width(anchor: list[int]) -> int:
    """How wide a box is, in pixels: column C has 238, the others 64."""
    left, into, _, _, right, before, _, _ = anchor
    return sum(238 if number == 2 else 64 for number in range(left, right)) - into + before


def height(anchor: list[int]) -> int:
    """How tall a box is, in pixels, above the row that is hidden: each row has 20."""
    _, _, top, above, _, _, bottom, below = anchor
    return (bottom - top) * 20 - above + below


def part_of(sheet: str, data: bytes) -> str:
    """The part of a sheet."""
    return sheet_parts(data)[sheet]
