"""What a reader of the report on a plan can rely on: references, places, indexes, first steps, and all of it without script."""

from __future__ import annotations

import re

import pytest

from checker.finding import Finding, Report, RuleTally
from checker.render.first import MOST_RULES, steps
from checker.render.grouping import sorted_report
from checker.render.html import html
from checker.render.sources import by_source, quiet_sources
from checker.render.wording import Language
from tests.render import reports

LANGUAGES: tuple[Language, ...] = ("th", "en")


def _block(text: str, fingerprint: str) -> str:
    """The finding from its anchor to the next one."""
    return re.split(r'<li class="f ', text.split(f'id="f-{fingerprint}"')[1])[0]


def _part(text: str, ident: str) -> str:
    """The page from the element `ident` to the next heading of a part."""
    return text.split(f'id="{ident}"')[1].split("<h3")[1]


def _active(report: Report) -> list[Finding]:
    return [one for one in report.findings if one.waiver is None]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_carries_a_reference_of_plan_rule_cell_and_fingerprint(language: Language) -> None:
    report = reports.bad()
    text = html(report, language)
    for one in report.findings:
        (reference,) = re.findall(r'<p class="ref"><code>(.*?)</code></p>', _block(text, one.fingerprint))
        shown = re.sub(r"<[^>]+>", "", reference)
        assert shown == f"{one.plan} · {one.rule} · {one.place.cell} · {one.fingerprint}"


def test_the_cell_comes_first_and_the_only_file_is_named_once_above_all() -> None:
    report = reports.bad()
    text = html(report, "th")
    findings = text.split('id="by-node"')[1].split("</section>")[0]
    assert findings.count(reports.FILE) == 1
    one = _active(report)[0]
    assert f'<p class="at"><b>{one.place.cell}</b> {one.place.sheet}</p>' in _block(text, one.fingerprint)


def test_where_findings_lie_in_several_files_each_names_its_own() -> None:
    report = reports.simple(errors=2)
    moved = report.findings[1].place.model_copy(update={"file": "เพิ่มเติม.xlsx"})
    findings = [report.findings[0], report.findings[1].model_copy(update={"place": moved})]
    text = html(report.model_copy(update={"findings": findings}), "th")
    for one in findings:
        assert one.place.file in _block(text, one.fingerprint)
    assert sorted(re.findall(r' data-s="(\d)"', text)) == ["1", "2"]
    assert '<select id="sheet"' in text


@pytest.mark.parametrize(
    "report", [reports.bad(), reports.several(), reports.huge(300)], ids=["bad", "several", "huge"]
)
def test_the_index_by_source_holds_each_finding_under_each_of_its_sources(report: Report) -> None:
    bases = {rule.id: rule.basis for rule in report.rules}
    wanted = {
        (basis.source, basis.clause, basis.confirmed, one.fingerprint)
        for one in _active(report)
        for basis in bases[one.rule]
    }
    found = [
        (group.source, clause.clause, clause.confirmed, one.fingerprint)
        for group in by_source(sorted_report(report).by_rule)
        for clause in group.clauses
        for rule in clause.rules
        for one in rule.findings
    ]
    assert sorted(map(str, found)) == sorted(map(str, wanted))


@pytest.mark.parametrize("report", [reports.bad(), reports.huge(300)], ids=["few a rule", "many a rule"])
def test_each_finding_is_linked_from_its_source_or_the_source_says_where_the_list_stands(report: Report) -> None:
    text = html(report, "en")
    sources, checks = _part(text, "by-source"), _part(text, "by-rule")
    for one in _active(report):
        assert f'href="#f-{one.fingerprint}"' in checks
        assert f'href="#r-{one.rule}"' in sources
        listed = sum(other.rule == one.rule for other in _active(report))
        if listed <= 40:
            assert f'href="#f-{one.fingerprint}"' in sources
        else:
            assert f"All {listed} are listed under this check" in sources


def test_a_source_counts_each_finding_once_and_says_whether_it_is_confirmed() -> None:
    groups = by_source(sorted_report(reports.bad()).by_rule)
    assert [(one.source, one.counts) for one in groups] == [
        ("local-plan-regulation-2548", (("error", 9), ("warning", 25), ("advice", 1))),
        ("form-02", (("error", 9),)),
    ]
    assert [(clause.clause, clause.confirmed) for one in groups for clause in one.clauses] == [
        (None, False),
        ("7", True),
    ]
    part = _part(html(reports.bad(), "en"), "by-source")
    assert part.count("source and clause not confirmed") == 1
    assert "Clause 7</h4>" in part


def test_sources_without_a_finding_are_counted() -> None:
    assert quiet_sources(reports.good().rules, sorted_report(reports.good()).by_rule) == 2
    assert quiet_sources(reports.bad().rules, sorted_report(reports.bad()).by_rule) == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_findings_come_right_after_the_summary_and_the_chain_and_the_contents_keep_that_order(
    language: Language,
) -> None:
    text = html(reports.bad(), language)
    parts = re.findall(r'<section id="([\w-]+)"', text)
    assert parts[:3] == ["summary", "chain", "findings"]
    assert {"coverage", "budget", "targets"} <= set(parts)
    contents = text.split('<nav class="contents"')[1].split("</nav>")[0]
    assert [one for one in re.findall(r'href="#([\w-]+)"', contents) if one in parts] == parts


def test_what_causes_other_findings_is_to_be_mended_first_and_then_the_gravest() -> None:
    first = steps(sorted_report(reports.bad()))
    assert [told.explains for told in first.causes] == [31]
    assert [(one.rule.id, one.findings) for one in first.rules] == [("PRJ-101", 1), ("STR-401", 1), ("SUM-301", 1)]
    assert [(tally.severity, tally.findings) for tally in first.later] == [("warning", 25), ("advice", 1)]


def test_where_nothing_is_grave_the_first_steps_are_the_gravest_there_is() -> None:
    first = steps(sorted_report(reports.simple(advice=3)))
    assert [(one.rule.id, one.findings) for one in first.rules] == [("PRJ-103", 3)]
    assert first.later == ()
    assert not steps(sorted_report(reports.good()))


def _many_rules(count: int) -> Report:
    """A report in which `count` rules of one severity have a finding each."""
    report = reports.simple(errors=1)
    rules: list[RuleTally] = [report.rules[0].model_copy(update={"id": f"PRJ-{n}"}) for n in range(100, 100 + count)]
    findings = [
        report.findings[0].model_copy(update={"rule": rule.id, "fingerprint": f"{n:016x}"})
        for n, rule in enumerate(rules)
    ]
    return report.model_copy(update={"rules": rules, "findings": findings})


def test_first_steps_that_are_cut_say_how_many_more_there_are() -> None:
    report = _many_rules(MOST_RULES + 9)
    assert steps(sorted_report(report)).more_rules == 9
    text = html(report, "en")
    assert "9 more checks of the same severity" in text
    assert "4 more checks follow on the next pages." in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_script_every_finding_is_there_and_no_control_that_would_do_nothing(language: Language) -> None:
    text = html(reports.bad(), language)
    assert re.findall(r'<(li|details|ul|div) class="(?:f |node|kind|rule|source)[^>]* hidden', text) == []
    controls = re.findall(r"<(?:button|select|input)[^>]*>", text.split('id="filter"')[0])
    assert [one for one in controls if "hidden" not in one and "checkbox" not in one] == []
    assert re.search(r'<div class="filter" id="filter"[^>]* hidden', text)
    assert 'class="copy"' not in text.split("<script>")[0]


def test_the_filter_offers_every_severity_check_and_sheet_that_has_a_finding() -> None:
    report = reports.bad()
    form = html(report, "en").split('id="filter"')[1].split('<details class="kind"')[0]
    assert re.findall(r'name="severity" value="(\w+)"', form) == ["error", "warning", "advice"]
    offered = set(re.findall(r'<option value="([^"]+)"', form))
    assert {one.rule for one in _active(report)} <= offered
    sheets = re.findall(r'<option value="(\d+)">(.*?) \((\d+)\)', form.split('id="sheet"')[1].split("</select>")[0])
    assert [(name, int(count)) for _, name, count in sheets] == [("ผ.01", 1), ("ผ.02", 30), ("ยุทธศาสตร์", 4)]
    assert 'id="plan"' not in form


def test_several_plans_can_be_told_apart_in_the_filter() -> None:
    text = html(reports.several(), "th")
    assert '<select id="plan"' in text
    assert set(re.findall(r' data-p="(\d+)"', text)) == {"1", "2"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_on_paper_stands_alone(language: Language) -> None:
    report = reports.bad()
    summary = html(report, language).split('id="summary"')[1].split("</section>")[0]
    assert report.rulebook.hash in summary
    assert all(file.sha256 in summary for one in report.submissions for file in one.files)
    assert "2569" in summary
    assert all(rule in summary for rule in {one.rule for one in _active(report)})


def test_a_finding_with_nothing_more_to_tell_has_nothing_to_unfold() -> None:
    report = reports.simple(errors=7)
    assert "<details><summary>" not in _block(html(report, "en"), report.findings[0].fingerprint)
    few = reports.simple(errors=6)
    assert "Why it matters" in _block(html(few, "en"), few.findings[0].fingerprint)


def test_many_undecided_verdicts_are_folded_and_none_is_left_out() -> None:
    text = html(reports.bad(), "en")
    fold = text.split("All 26 of them</summary>")[1].split("</details>")[0]
    assert len(re.findall(r'<b class="code">P-2\d\d</b>', fold)) == 26
