"""Covering memos: what they say, what they count, and what an office may put in place of ours."""

from __future__ import annotations

import dataclasses
import datetime
import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from checker.errors import EngineFault, TemplateFault, UsageFault
from checker.finding import Engines, Finding, Report, Waiver
from checker.folders import built_in
from checker.packed import unpacked
from checker.render.letter import MOST_FAULTS, Blocking, Letter, letters
from checker.render.letter_docx import word_file
from checker.render.letter_page import BODY, LETTERHEAD, REPLACEABLE, LetterTemplates, names
from checker.render.wording import Language
from tests.render import reports
from tests.render.test_html import LANGUAGES, Page

DUE = datetime.date(2026, 12, 15)
DAY = datetime.date(2026, 11, 22)
GUIDE = (Path(__file__).parents[2] / "docs" / "letters.md").read_text(encoding="utf-8")


def letter_of(report: Report, language: Language = "th", sender: str = "") -> Letter:
    (letter,) = letters(report, DUE, language, sender).values()
    return letter


def page_of(report: Report, language: Language = "th") -> str:
    return LetterTemplates().page(letter_of(report, language), language)


def word_of(report: Report, language: Language = "th", letterhead: Path | None = None) -> bytes:
    letter = letter_of(report, language)
    body = LetterTemplates().body(letter, language)
    return word_file(body, subject=letter.subject, day=DAY, letterhead=letterhead)


def kinds(count: int, each: int = 1) -> Report:
    """A report with errors of `count` rules, `each` of every one."""
    rules = [reports.rule(f"PRJ-{101 + n}", "error", f"เรื่องที่ {n}", f"Kind {n}", **{"pass": 1}) for n in range(count)]
    found: list[Finding] = []
    for n, of in enumerate(rules):
        for at in range(each):
            says = reports.words(f"พบ {n} ที่ {at}", f"Found {n} at {at}.")
            fix = reports.words(f"แก้ {n}", f"Mend {n}.")
            node = reports.node("project", f"P-{n}-{at}", "ถนน")
            found.append(reports.finding(of, node, reports.place("ผ.02", "D", 14 + at), says, fix))
    return reports.report(reports.counted(rules, found), found)


def own(folder: Path, name: str, text: str) -> LetterTemplates:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return LetterTemplates(folder)


def test_every_error_is_listed_counted_as_unlisted_or_follows_from_another() -> None:
    for report in (reports.bad(), reports.huge(), reports.good(), kinds(11, 3)):
        letter = letter_of(report)
        errors = sum(one.severity == "error" and one.waiver is None for one in report.findings)
        assert letter.errors == errors
        assert sum(fault.count for fault in letter.faults) + letter.unlisted + letter.follows == errors


def test_what_finds_no_room_is_said_with_its_number() -> None:
    letter = letter_of(kinds(MOST_FAULTS + 2, 3))
    assert len(letter.faults) == MOST_FAULTS
    assert (letter.unlisted, letter.unlisted_kinds) == (6, 2)
    assert "ยังมีอีก 6 รายการ (2 เรื่อง)" in page_of(kinds(MOST_FAULTS + 2, 3))


def test_places_that_find_no_room_are_counted() -> None:
    (fault,) = letter_of(kinds(1, 40)).faults
    assert len(fault.places) + fault.more == fault.count == 40
    assert f"และอีก {fault.more} แห่ง" in page_of(kinds(1, 40))


def test_one_finding_of_a_kind_is_told_in_its_own_words_and_several_by_the_title_of_the_check() -> None:
    assert letter_of(kinds(1)).faults == (Blocking("พบ 0 ที่ 0", "แก้ 0", ("P-0-0 · ผ.02 › D14",), 1, 0),)
    assert letter_of(kinds(1, 2)).faults[0].says == "เรื่องที่ 0 (2 แห่ง)"


def test_fixes_that_differ_are_told_as_the_check_tells_them_in_general() -> None:
    report = kinds(1, 2)
    other = report.findings[1].model_copy(update={"fix": reports.words("อย่างอื่น", "Otherwise.")})
    differing = report.model_copy(update={"findings": [report.findings[0], other]})
    assert letter_of(differing).faults[0].fix == report.rules[0].fix.th


def test_a_plan_without_errors_is_not_approved_and_has_no_date_to_hand_in_again() -> None:
    for report in (reports.good(), reports.simple(warnings=3)):
        page = page_of(report)
        assert "ไม่พบรายการที่ต้องแก้ไขก่อนรับแผน" in page
        assert "ไม่ใช่การเห็นชอบหรืออนุมัติแผน" in page
        assert "15 ธันวาคม 2569" not in page


def test_warnings_are_counted_and_said_not_to_block() -> None:
    assert "รายการที่ควรแก้ไข 3 รายการ และข้อแนะนำ 2 ข้อ ซึ่งไม่ห้ามการรับแผน" in page_of(reports.simple(1, 3, 2))


def test_a_plan_of_which_nothing_could_be_checked_has_no_result() -> None:
    rules = [one.model_copy(update={"passed": 0, "examined": 0}) for one in reports.good().rules]
    assert "จึงยังไม่มีผล" in letter_of(reports.good().model_copy(update={"rules": rules})).result


def test_engines_that_disagree_give_no_letter() -> None:
    with pytest.raises(EngineFault, match="LP-549901"):
        letters(reports.report([], [], engines=Engines(ran=["rete", "sets"], agreed=False)), DUE, "th")


def test_a_report_of_several_plans_gives_a_letter_each_with_its_own_findings() -> None:
    both = letters(reports.several(), DUE, "th")
    assert {code: (one.errors, one.warnings) for code, one in both.items()} == {"LP-549901": (2, 0), "VP-1": (0, 1)}
    assert both["VP-1"].office == "คณะกรรมการหมู่บ้าน"


def test_a_waived_error_is_counted_apart_and_not_listed() -> None:
    report = reports.simple(errors=2)
    granted = Waiver(reason="r", granted_by="o", until="2570-09-30")
    first = report.findings[0].model_copy(update={"waiver": granted})
    letter = letter_of(report.model_copy(update={"findings": [first, report.findings[1]]}))
    assert ([fault.count for fault in letter.faults], letter.errors, letter.waived) == ([1], 1, 1)


def test_an_error_that_follows_from_a_warning_stands_by_itself() -> None:
    report = reports.simple(errors=1, warnings=1)
    error, warning = report.findings
    caused = report.model_copy(update={"findings": [error.model_copy(update={"cause": warning.fingerprint}), warning]})
    assert (len(letter_of(caused).faults), letter_of(caused).follows) == (1, 0)


def test_a_plan_without_an_owner_goes_to_the_office_that_owns_it() -> None:
    one = reports.good().submissions[0]
    nobody = one.model_copy(update={"plan": one.plan.model_copy(update={"owner": " "})})
    assert letter_of(reports.good().model_copy(update={"submissions": [nobody]})).office == "หน่วยงานเจ้าของแผน LP-549901"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", [reports.good, reports.bad, reports.huge, reports.hostile])
def test_the_page_is_whole_needs_no_network_and_names_its_language(
    make: Callable[[], Report], language: Language
) -> None:
    text = page_of(make(), language)
    page = Page(text)
    assert (page.faults, page.sources, page.hrefs) == ([], [], [])
    assert f'<html lang="{language}">' in text
    assert "<script>alert" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_word_file_says_what_the_page_says(language: Language) -> None:
    document = Document(io.BytesIO(word_of(reports.bad(), language)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    body = LetterTemplates().body(letter_of(reports.bad(), language), language)
    assert letters_in(one.text for one in document.paragraphs) + letters_in(cells) == letters_in(Page(body).words)


def letters_in(words: Iterable[str]) -> Counter[str]:
    return Counter("".join("".join(words).split()))


def test_the_same_report_gives_the_same_word_file_byte_for_byte() -> None:
    first = word_of(reports.bad())
    assert first == word_of(reports.bad())
    assert {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(first)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_thai_in_word_has_a_font_size_weight_and_language_of_its_own() -> None:
    parts = unpacked(word_of(reports.bad()))
    styles, body = parts["word/styles.xml"].decode(), parts["word/document.xml"].decode()
    assert 'w:cs="TH Sarabun New"' in styles
    assert 'w:bidi="th-TH"' in styles
    sizes = re.findall(r'<w:sz w:val="(\d+)"/><w:szCs w:val="(\d+)"/>', body)
    assert sizes
    assert all(latin == thai for latin, thai in sizes)
    assert body.count("<w:sz ") == len(sizes)
    assert body.count("<w:b/>") == body.count("<w:bCs/>") > 0


def test_rows_of_the_word_file_stay_whole_and_its_head_stands_on_every_page() -> None:
    (table,) = Document(io.BytesIO(word_of(reports.bad()))).tables
    marks = [[one.tag for one in row._tr.get_or_add_trPr()] for row in table.rows]
    assert all(qn("w:cantSplit") in one for one in marks)
    assert [qn("w:tblHeader") in one for one in marks] == [True] + [False] * (len(marks) - 1)


def test_the_signature_in_word_has_room_and_stays_on_the_page_of_the_line_before_it() -> None:
    lines = Document(io.BytesIO(word_of(reports.bad(), "en"))).paragraphs
    signed = next(at for at, one in enumerate(lines) if one.text.startswith("Signed"))
    assert [one.paragraph_format.keep_with_next for one in lines[signed - 2 : signed + 2]] == [None, True, True, None]
    assert lines[signed].paragraph_format.space_before > lines[signed + 1].paragraph_format.space_before


def test_a_letterhead_stands_before_the_memo_and_keeps_its_fonts(tmp_path: Path) -> None:
    path = tmp_path / "letter.docx"
    head = Document()
    head.add_paragraph("สำนักงานตัวอย่าง")
    head.core_properties.author = "สำนักงานตัวอย่าง"
    head.save(str(path))
    made = Document(io.BytesIO(word_of(reports.bad(), letterhead=path)))
    assert [one.text for one in made.paragraphs[:2]] == ["สำนักงานตัวอย่าง", "บันทึกข้อความ"]
    assert made.core_properties.author == "สำนักงานตัวอย่าง"
    assert "Sarabun" not in unpacked(word_of(reports.bad(), letterhead=path))["word/styles.xml"].decode()


def test_a_letterhead_that_is_no_word_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "letter.docx"
    path.write_bytes(b"no Word file")
    with pytest.raises(TemplateFault, match=r"letter\.docx: This cannot be opened as a Word file"):
        word_of(reports.good(), letterhead=path)


def test_a_picture_in_a_template_is_not_dropped_unseen_from_the_word_file() -> None:
    for body in ("<img src='crest.png'>", "<p>a <img src='crest.png'></p>"):
        with pytest.raises(TemplateFault, match="no place for <img>"):
            word_file(body, subject="s", day=DAY)
    with pytest.raises(TemplateFault, match="words outside a paragraph"):
        word_file("<div>loose</div>", subject="s", day=DAY)


def test_a_template_of_an_office_takes_the_place_of_ours_in_page_and_word_file(tmp_path: Path) -> None:
    templates = own(tmp_path, BODY, "<p>ถึง {{ letter.office }} ภายใน {{ letter.due }}</p>")
    letter = letter_of(reports.bad())
    assert "<p>ถึง องค์การบริหารส่วนตำบลตัวอย่าง ภายใน 15 ธันวาคม 2569</p>" in templates.page(letter, "th")
    (line,) = Document(io.BytesIO(word_file(templates.body(letter, "th"), subject="s", day=DAY))).paragraphs
    assert line.text == "ถึง องค์การบริหารส่วนตำบลตัวอย่าง ภายใน 15 ธันวาคม 2569"


def test_a_style_of_an_office_takes_the_place_of_ours(tmp_path: Path) -> None:
    assert "p{#x{}color:red}" in own(tmp_path, "style/letter.css", "p{#x{}color:red}").page(
        letter_of(reports.good()), "th"
    )


@pytest.mark.parametrize(
    ("template", "line", "says"),
    [
        ("<p>\n{% if %}</p>", 2, "cannot be read here"),
        ("<p>\n\n{{ letter.nobody }}</p>", 3, "has no attribute 'nobody'"),
        ("{{ nothing }}", 1, "'nothing' is undefined"),
        ("\n{{ 1 // 0 }}", 2, "ZeroDivisionError"),
        ("\n{{ say('letter.nothing') }}", 2, "letter.nothing"),
        ("{{ say('letter.due') }}", 1, "KeyError: 'date'"),
        ("{{ letter.errors + 'x' }}", 1, "TypeError"),
        ("\n{{ say.__func__.__globals__ }}", 2, "unsafe"),
        ("{{ letter.__class__.__mro__ }}", 1, "unsafe"),
        ("{% include 'letter/gone.j2' %}", 1, "no template “letter/gone.j2”"),
        ("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", 1, "RecursionError"),
    ],
)
def test_a_fault_of_an_offices_template_is_told_with_its_line(
    tmp_path: Path, template: str, line: int, says: str
) -> None:
    templates = own(tmp_path, BODY, template)
    with pytest.raises(TemplateFault) as raised:
        templates.page(letter_of(reports.bad()), "th")
    (fault,) = raised.value.faults
    assert (fault.place.file, fault.place.line) == (str(tmp_path / BODY), line)
    assert says in fault.says.en


def test_a_template_that_is_no_utf_8_is_told(tmp_path: Path) -> None:
    (tmp_path / "letter").mkdir()
    (tmp_path / BODY).write_bytes("บันทึก".encode("cp874"))
    with pytest.raises(TemplateFault, match="not UTF-8"):
        LetterTemplates(tmp_path).page(letter_of(reports.bad()), "th")


def test_a_folder_that_is_missing_or_replaces_nothing_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageFault, match="no such folder of templates"):
        LetterTemplates(tmp_path / "gone")
    with pytest.raises(UsageFault, match=r"letter/body\.html\.j2"):
        LetterTemplates(tmp_path)


def test_the_guide_lists_every_name_that_a_template_may_use_and_no_other() -> None:
    given = names(letter_of(reports.good()), "th", LetterTemplates()._style())
    wanted = {name for name in given if name != "letter"} | {f"letter.{one.name}" for one in dataclasses.fields(Letter)}
    assert set(re.findall(r"^\| `([a-z_.]+)(?:\(.*\))?` \|", GUIDE, re.MULTILINE)) == wanted
    (parts,) = re.findall(r"แต่ละเรื่องมี ((?:`\w+` ?)+)·", GUIDE)
    assert re.findall(r"`(\w+)`", parts) == [one.name for one in dataclasses.fields(Blocking)]


def test_the_guide_lists_every_file_that_an_office_may_replace() -> None:
    assert set(re.findall(r"^\| `([a-z/.0-9]+/[a-z/.0-9]+)` \|", GUIDE, re.MULTILINE)) == set(REPLACEABLE)
    assert all((built_in("templates") / name).is_file() for name in REPLACEABLE if name != LETTERHEAD)
