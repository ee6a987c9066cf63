"""Workbooks written in odd ways: each is marked in its own way, or refused with a sentence."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

import openpyxl
import pytest
from lxml import etree
from openpyxl.comments import Comment

from checker.errors import OnePlanError, UnreadableSubmission, UsageFault
from tests.render.annotate.changed import FOLDER, SHEET, marked, report_at, saved, with_sheet
from tests.render.annotate.looking import (
    assert_only_marks_differ,
    comments,
    entries,
    essence,
    handed_back,
    opened,
    ours,
    places_of,
    report_on,
    sample,
    sheet_parts,
)
from tests.render.annotate.rich import rewritten


def rewritten_as_ods() -> bytes:
    """An archive that holds a spreadsheet, and no workbook of Excel."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("content.xml", "<a/>")
    return buffer.getvalue()


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


def renamed(data: bytes, old: str, new: str) -> bytes:
    """The package with one part under another name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in entries(data).items():
            archive.writestr(zipfile.ZipInfo(new if name == old else name), content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("[Content_Types].xml", "[content_types].xml"),
        ("xl/styles.xml", "xl/Styles.xml"),
        ("xl/_rels/workbook.xml.rels", "xl/_rels/Workbook.xml.rels"),
        ("xl/worksheets/sheet6.xml", "xl/Worksheets/Sheet6.xml"),
        ("xl/worksheets/_rels/sheet6.xml.rels", "xl/worksheets/_rels/Sheet6.xml.rels"),
        ("xl/comments/comment1.xml", "xl/comments/Comment1.xml"),
    ],
)
def test_a_part_is_found_by_its_name_in_other_letters(path: str, written: str) -> None:
    data = saved(lambda book: setattr(book[SHEET]["B15"], "comment", Comment("ซ้ำกับข้อ 2", "กองแผน")))
    report = report_at("B15")
    done = renamed(handed_back(renamed(data, path, written), report), written, path)
    assert_only_marks_differ(data, done, places_of(report))
    assert comments(done)[SHEET, "B15"].startswith("ซ้ำกับข้อ 2\noneplan-checker:\n")
    assert set(entries(done)) == set(entries(handed_back(data, report)))


def test_a_new_part_has_a_name_of_its_own_in_whatever_letters() -> None:
    done = handed_back(rewritten(sample(FOLDER)[0], lambda _: {"xl/Comments1.xml": b"<comments/>"}), report_at("B15"))
    assert {"xl/Comments1.xml", "xl/comments2.xml"} <= set(entries(done))


def test_our_earlier_sheet_goes_with_its_content_type_in_whatever_letters() -> None:
    once = handed_back(sample(FOLDER)[0], report_at("B15"))
    types = entries(once)["[Content_Types].xml"]
    other = types.replace(b"/xl/worksheets/sheet7.xml", b"/xl/Worksheets/Sheet7.xml").replace(
        b"<Override", b"<!-- --><Override", 1
    )
    again = handed_back(rewritten(once, lambda _: {"[Content_Types].xml": other}), report_at("B15"))
    assert other != types
    assert entered(entries(again)["[Content_Types].xml"]) == entered(types)


def entered(types: bytes) -> list[bytes]:
    """The parts that are entered among the content types, in small letters."""
    found = re.findall(rb'PartName="([^"]+)"', types)
    assert found
    return sorted(name.lower() for name in found)


def test_a_package_that_does_not_say_what_its_parts_are_is_refused() -> None:
    data = renamed(sample(FOLDER)[0], "[Content_Types].xml", "types.xml")
    with pytest.raises(UnreadableSubmission, match=r"damaged \(\[Content_Types\]\.xml\)"):
        handed_back(data, report_at("B15"))


FONT = [
    "b",
    "i",
    "strike",
    "condense",
    "extend",
    "outline",
    "shadow",
    "u",
    "vertAlign",
    "sz",
    "color",
    "name",
    "family",
    "charset",
    "scheme",
]


def test_our_fonts_are_like_that_of_the_workbook_and_written_in_the_order_of_excel() -> None:
    usual = b'<font><scheme val="minor"/><charset val="222"/><family val="2"/><name val="TH Sarabun New"/><sz val="16"/></font>'
    data = rewritten(
        sample(FOLDER)[0],
        lambda parts: {
            "xl/styles.xml": re.sub(rb"<font>.*?</font>", usual, parts["xl/styles.xml"], count=1, flags=re.S)
        },
    )
    before, after = (
        etree.fromstring(entries(one)["xl/styles.xml"]) for one in (data, handed_back(data, report_at("B15")))
    )
    added = [*after.iterfind("{*}fonts/{*}font")][len(before.findall("{*}fonts/{*}font")) :]
    written = [[etree.QName(part).localname for part in font] for font in added]
    assert [sorted(names, key=FONT.index) for names in written] == written
    assert {name for names in written for name in names} == {
        "b",
        "u",
        "sz",
        "color",
        "name",
        "family",
        "charset",
        "scheme",
    }
    assert all({"sz", "name", "family", "charset", "scheme"} <= {*names} for names in written)
