"""Findings as a table: every one once, in words that stay words in every spreadsheet program."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import Any

import openpyxl
import pytest

from checker.finding import Finding, Report
from checker.render import spreadsheet
from checker.render.spreadsheet import csv_bytes, harmless, xlsx_bytes
from checker.render.table import Row, columns, rows
from checker.render.wording import Language
from tests.render.reports import bad, hostile, report, rule, several, simple, words

BOTH: tuple[Language, ...] = ("th", "en")


def read_csv(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def sheets_of(data: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def heading(key: str, language: Language = "th") -> str:
    return next(column.heading for column in columns(language) if column.key == key)


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("given", [bad(), several(), hostile(), simple()], ids=["bad", "several", "hostile", "clean"])
def test_every_finding_is_one_row_in_csv_and_in_xlsx(given: Report, language: Language) -> None:
    wanted = sorted(one.fingerprint for one in given.findings)
    name = heading("fingerprint", language)
    assert sorted(row[name] for row in read_csv(csv_bytes(rows(given), language))) == wanted
    (head, *body) = next(iter(sheets_of(xlsx_bytes(rows(given), language)).values()))
    assert sorted(row[head.index(name)] for row in body) == wanted


def test_keys_and_headings_are_each_used_once() -> None:
    for language in BOTH:
        assert len({column.heading for column in columns(language)}) == len(columns(language))
    assert [column.key for column in columns("th")] == [column.key for column in columns("en")]
    assert len({column.key for column in columns("th")}) == len(columns("th"))


def cells_of(found: Finding, language: Language) -> dict[str, str | int]:
    (row,) = (row for row in rows(bad()) if row.fingerprint == found.fingerprint)
    return {column.key: column.cell(row) for column in columns(language)}


def test_a_row_tells_fault_fix_place_basis_evidence_and_whose_plan_it_is() -> None:
    cause = next(one for one in bad().findings if one.explains)
    told = cells_of(cause, "en")
    assert (told["severity"], told["rule"], told["plan"], told["level"]) == (
        "Error",
        "LNK-001",
        "LP-549901",
        "local development plan",
    )
    assert (told["owner"], told["kind"], told["code"]) == ("องค์การบริหารส่วนตำบลตัวอย่าง", "tactic", "S-3/T-2")
    assert (told["sheet"], told["spot"], told["explains"]) == ("ยุทธศาสตร์", "C21", 31)
    assert (told["message"], told["fix"]) == (cause.message.en, cause.fix.en)
    assert "looked for: G-9 · nearest: G-6" in str(told["evidence"])
    assert "Form ผ.02, project details, clause 7" in str(told["basis"])
    assert "(source and clause not confirmed)" in str(told["basis"])


def test_what_another_explains_names_it_and_what_is_waived_says_until_when() -> None:
    by_cause = {one.cause for one in bad().findings if one.cause}
    assert {row.cause for row in rows(bad()) if row.cause} == by_cause
    waived = next(one for one in bad().findings if one.waiver)
    assert cells_of(waived, "th")["waived_until"] == "31 มีนาคม 2570"


def test_the_gravest_come_first_whatever_their_checks_are_called() -> None:
    told = simple(1, 1, 1)
    names = {"PRJ-101": "ZZZ-999", "PRJ-102": "MMM-555", "PRJ-103": "AAA-111"}
    renamed = told.model_copy(
        update={
            "rules": [one.model_copy(update={"id": names[one.id]}) for one in told.rules],
            "findings": [one.model_copy(update={"rule": names[one.rule]}) for one in reversed(told.findings)],
        }
    )
    assert [row.severity for row in rows(renamed)] == ["error", "warning", "advice"]


def test_excel_is_told_that_a_csv_is_utf_8_and_every_cell_is_quoted() -> None:
    data = csv_bytes(rows(bad()), "th")
    assert data.startswith(b"\xef\xbb\xbf")
    lines = data.decode("utf-8-sig").splitlines()
    assert all(line.startswith('"') and line.endswith('"') for line in lines)
    assert lines[0].count('"') == 2 * len(columns("th"))


def test_rows_stand_plan_by_plan_the_gravest_first() -> None:
    order = [(row.plan, row.severity) for row in rows(several())]
    assert order == [("LP-549901", "error"), ("LP-549901", "error"), ("VP-1", "warning")]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "\n=HYPERLINK('x')"])
def test_a_text_that_a_spreadsheet_would_work_out_is_shown_instead(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "โครงการ", "a=b", "1-2", "'x", "ผ.02 - แผนงาน"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


def formulas() -> Report:
    """A report of which every text that a submitter writes looks like a formula."""
    of = rule("PRJ-101", "error", "โครงการ", "Project", fail=1)
    given = simple(errors=1)
    bait = "=cmd|' /C calc'!A0"
    (one,) = given.findings
    node = one.node.model_copy(update={"code": bait, "name": bait})
    place = one.place.model_copy(update={"file": bait, "sheet": bait})
    found = one.model_copy(
        update={"node": node, "place": place, "message": words(bait, bait), "fix": words(bait, bait)}
    )
    return report([of], [found])


def test_no_cell_of_a_csv_opens_like_a_formula() -> None:
    table = list(csv.reader(io.StringIO(csv_bytes(rows(formulas()), "th").decode("utf-8-sig"))))
    assert sum(cell.startswith("'=cmd") for cell in table[1]) == 6
    assert not [cell for row in table for cell in row if cell[:1] in ("=", "+", "-", "@")]


def test_no_cell_of_a_workbook_is_a_formula_or_a_link() -> None:
    data = xlsx_bytes(rows(formulas()), "th")
    book = openpyxl.load_workbook(io.BytesIO(data))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert kinds == {"s", "inlineStr", "n"} & kinds
    shown = [cell.value for sheet in book for row in sheet.iter_rows(min_row=2) for cell in row]
    assert shown.count("=cmd|' /C calc'!A0") == 6
    parts = zipfile.ZipFile(io.BytesIO(data))
    assert not [name for name in parts.namelist() if b"<f>" in parts.read(name) or b"hyperlink" in parts.read(name)]


def test_the_heading_stays_in_sight_and_filters_and_words_wrap() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(rows(bad()), "th"))).worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:W{len(bad().findings) + 1}"
    assert sheet["O2"].alignment.wrap_text
    assert sheet.column_dimensions["O"].width > sheet.column_dimensions["A"].width


def test_rows_that_a_sheet_does_not_hold_go_on_on_the_next_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "MOST_ROWS", 4)
    found = rows(simple(errors=9))
    sheets = sheets_of(xlsx_bytes(found, "en"))
    assert {name: len(table) - 1 for name, table in sheets.items()} == {"Findings": 4, "Findings 2": 4, "Findings 3": 1}
    told = [row[-1] for table in sheets.values() for row in table[1:]]
    assert told == [row.fingerprint for row in found]


def test_a_text_that_no_cell_holds_says_that_it_was_cut() -> None:
    (one,) = simple(errors=1).findings
    long = one.model_copy(update={"message": words("ก" * 40_000, "x" * 40_000)})
    given = simple(errors=1).model_copy(update={"findings": [long]})
    (head, body) = next(iter(sheets_of(xlsx_bytes(rows(given), "en")).values()))
    text = body[head.index(heading("message", "en"))]
    assert len(text) == 32_767
    assert text.endswith("x … (cut here; the whole text has 40,000 letters)")


def test_what_is_said_of_the_report_stands_on_a_sheet_of_its_own() -> None:
    sheets = sheets_of(xlsx_bytes(rows(simple(errors=1)), "en", [("As of", "=today")]))
    assert sheets["About this report"] == [("As of", "=today")]


def test_rows_of_several_reports_make_one_table() -> None:
    both: list[Row] = [*rows(simple(errors=2)), *rows(several())]
    assert len(read_csv(csv_bytes(both, "th"))) == 5


@pytest.mark.parametrize("language", BOTH)
def test_the_same_report_gives_the_same_bytes(language: Language) -> None:
    assert csv_bytes(rows(bad()), language) == csv_bytes(rows(bad()), language)
    assert xlsx_bytes(rows(bad()), language) == xlsx_bytes(rows(bad()), language)
