"""A long report lists its findings by check, says once what they share, and loses nothing by that."""

from __future__ import annotations

import re
from functools import cache

import pytest

from checker.finding import Evidence, Finding, Report
from checker.render.grouping import sorted_report
from checker.render.html import html
from checker.render.listing import OPEN, Line, Table, as_labels, listed
from checker.render.wording import Language, Words
from checker.text import Sentence, same
from tests.render import reports
from tests.render.bad_report import long_report
from tests.render.test_html import LANGUAGES

REPORTS = {"bad": reports.bad(), "several": reports.several(), "huge": reports.huge(60), "long": long_report()}
every_report = pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)


def _tables(report: Report, language: Language = "en") -> list[Table]:
    return [table for one in listed(sorted_report(report), Words(language)) for table in one.tables]


def _active(report: Report) -> list[Finding]:
    return [one for one in report.findings if one.waiver is None]


def _said(*messages: str, value: str = "", label: str = "value found") -> Report:
    """A report with a finding of one check for each message, and in each the value that was found."""
    report = reports.simple(errors=len(messages))
    proof = [Evidence(what="value", label=same(label), value=same(value))] if value else []
    found = [
        one.model_copy(update={"message": same(message), "evidence": proof})
        for one, message in zip(report.findings, messages, strict=True)
    ]
    return report.model_copy(update={"findings": found})


def _row(line: Line, table: Table) -> str:
    """All that stands in a row, in the head of its table and above it."""
    it = line.told.finding
    values = [value.text for found in (*line.found, *table.common) for value in found.values]
    return "\n".join([it.node.code, it.node.name, it.place.cell or "", *values, *table.heads])


@every_report
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_that_is_not_waived_stands_in_one_table(report: Report, language: Language) -> None:
    found = [line.told.finding.fingerprint for table in _tables(report, language) for line in table.lines]
    assert sorted(found) == sorted(one.fingerprint for one in _active(report))


@every_report
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_shared_sentence_leaves_open_stands_in_each_row(report: Report, language: Language) -> None:
    words = Words(language)
    for table in _tables(report, language):
        for line in table.lines:
            it = line.told.finding
            shared = table.message or line.message
            filled = re.fullmatch(re.escape(shared).replace(OPEN, "(.+?)"), words.told(it.message))
            assert filled is not None
            assert [one for one in filled.groups() if one not in _row(line, table)] == []


@every_report
def test_evidence_is_in_the_row_or_above_it(report: Report) -> None:
    for table in _tables(report):
        for line in table.lines:
            for one in line.told.finding.evidence:
                label, value = one.label.en, one.value.en
                heads = "\n".join((*table.heads, *(found.label for found in (*line.found, *table.common))))
                assert label in heads
                assert value.rpartition(": ")[2] in _row(line, table)


def test_five_that_say_the_same_share_a_table_and_four_say_it_each() -> None:
    five = [f"Project P-{n} lacks something." for n in range(1, 6)]
    (shared,) = _tables(_said(*five))
    assert shared.message == f"Project {OPEN} lacks something."
    assert {line.message for line in shared.lines} == {""}
    (alone,) = _tables(_said(*five[:4]))
    assert alone.message == ""
    assert [line.message for line in alone.lines] == five[:4]


def test_a_code_within_a_longer_word_is_not_left_open() -> None:
    (shared,) = _tables(_said(*["AP-1, P-12 and แผนP-1 lack something."] * 5))
    assert shared.message == "AP-1, P-12 and แผนP-1 lack something."


def test_numbers_are_left_open_only_where_findings_would_share_nothing_else() -> None:
    differing = [f"There are {n} of 7." for n in range(1, 6)]
    report = _said(*differing)
    assert [table.message for table in _tables(report)] == [""]
    proof = [Evidence(what="value", label=same("counted"), value=same(f"at most {n} in 2566")) for n in range(1, 6)]
    counted = [one.model_copy(update={"evidence": [each]}) for one, each in zip(report.findings, proof, strict=True)]
    assert [table.message for table in _tables(report.model_copy(update={"findings": counted}))] == [
        f"There are {OPEN} of 7."
    ]


def test_a_number_that_all_share_is_left_in_the_sentence() -> None:
    proof = [Evidence(what="value", label=same("counted"), value=same("12 of 12"))]
    report = _said(*["There are 12."] * 5)
    found = [one.model_copy(update={"evidence": proof}) for one in report.findings]
    assert [table.message for table in _tables(report.model_copy(update={"findings": found}))] == ["There are 12."]


def test_findings_of_two_causes_do_not_share_a_table() -> None:
    report = _said(*["Something."] * 12)
    first, second = report.findings[0].fingerprint, report.findings[1].fingerprint
    found = [
        one if at < 2 else one.model_copy(update={"cause": (first, second)[at % 2]})
        for at, one in enumerate(report.findings)
    ]
    tables = _tables(report.model_copy(update={"findings": found}))
    assert [(table.cause and table.cause.fingerprint, len(table.lines)) for table in tables] == [
        *sorted([(first, 5), (second, 5)]),
        (None, 2),
    ]


def test_what_stands_elsewhere_says_where_in_each_row() -> None:
    elsewhere = reports.place("ผ.02", "H", 3)
    proof = [Evidence(what="bound", label=same("bound"), value=same("at most 5"), place=elsewhere)]
    report = _said(*["Something."] * 5)
    (table,) = _tables(
        report.model_copy(update={"findings": [one.model_copy(update={"evidence": proof}) for one in report.findings]})
    )
    assert table.common == ()
    assert {value.place for line in table.lines for one in line.found for value in one.values} == {elsewhere}


def test_what_holds_of_all_rows_stands_above_them_and_a_field_in_the_head() -> None:
    proofs = [
        [
            Evidence(what="value", label=same("written"), value=same(f"KPI: number {n}")),
            Evidence(what="demanded", label=same("demanded"), value=same("a number")),
            Evidence(what="there", label=same("unit"), value=same("none")),
            Evidence(what="demanded", label=same("demanded"), value=same("a number")),
        ]
        for n in range(5)
    ]
    report = _said(*["Something."] * 5)
    found = [one.model_copy(update={"evidence": each}) for one, each in zip(report.findings, proofs, strict=True)]
    (table,) = _tables(report.model_copy(update={"findings": found}))
    assert table.heads == ("written: KPI",)
    assert [one.label for one in table.common] == ["demanded", "unit"]
    assert [value.text for line in table.lines for one in line.found for value in one.values] == [
        f"number {n}" for n in range(5)
    ]


def test_plans_do_not_share_a_table() -> None:
    report = _said(*["Something."] * 10)
    found = [one.model_copy(update={"plan": f"VP-{at % 2}"}) for at, one in enumerate(report.findings)]
    tables = _tables(report.model_copy(update={"findings": found}))
    assert [(table.plan, len(table.lines)) for table in tables] == [("VP-0", 5), ("VP-1", 5)]


def test_a_mend_that_differs_from_that_of_the_check_is_said_once() -> None:
    report = _said(*["Something."] * 5)
    (table,) = _tables(report)
    fix = Sentence(th="เติม", en="Fill it in.")
    rules = [one.model_copy(update={"fix": fix}) for one in report.rules]
    findings = [one.model_copy(update={"fix": fix}) for one in report.findings]
    (same_fix,) = _tables(report.model_copy(update={"rules": rules, "findings": findings}))
    assert table.fix == f"Project {OPEN} lacks something."
    assert same_fix.fix == ""


def test_labels_for_a_stylesheet_end_no_string_of_it() -> None:
    assert as_labels(["ค่าที่พบ", '"};</style>\\']) == '--1:"ค่าที่พบ";--2:"\\22 };\\3c /style\\3e \\5c "'


@cache
def _page(language: Language) -> str:
    return html(long_report(), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_a_long_report_gives_each_finding_its_reference(language: Language) -> None:
    """What the head of its table begins, its row ends: plan, check, cell, fingerprint."""
    text = _page(language).split('id="by-rule"')[1].split('id="by-source"')[0]
    found = [
        f"{start} · {cell} · {fingerprint}"
        for start, body in re.findall(r'data-ref="([^"]+)"(.*?)</table>', text, re.DOTALL)
        for row in re.split(r"<tr id=", body)[1:]
        for cell, fingerprint in [(re.findall(r"<td><b>(.*?)</b>", row)[0], re.findall(r"<code>(.*?)</code>", row)[-1])]
    ]
    assert sorted(found) == sorted(
        f"{one.plan} · {one.rule} · {one.place.cell} · {one.fingerprint}" for one in _active(long_report())
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_a_long_report_leads_from_a_cause_to_what_follows_and_back(language: Language) -> None:
    text = _page(language).split('id="by-rule"')[1].split('id="by-source"')[0]
    caused = [one for one in _active(long_report()) if one.cause]
    assert caused
    for one in caused:
        assert f'href="#x-{one.cause}"' in text.split(f'id="f-{one.cause}"')[1].split("</tr>")[0]
        assert f'href="#f-{one.fingerprint}"' in text.split(f'id="x-{one.cause}"')[1].split("</details>\n</div>")[0]
        part = text.split(f'id="f-{one.fingerprint}"')[0].rpartition('<div class="part"')[2]
        row = text.split(f'id="f-{one.fingerprint}"')[1].split("</tr>")[0]
        assert f'href="#f-{one.cause}"' in part.split("<table")[0] + row


def test_a_long_page_keeps_remarks_and_the_submitters_own_columns() -> None:
    text = _page("th").split('id="by-rule"')[1]
    assert "รอยืนยันกับกองการศึกษา" in text
    assert "หมายเหตุของกอง" in text
