"""JUnit XML: red exactly when the command says so, and nothing passes that nobody looked at."""

from __future__ import annotations

import re
from xml.etree import ElementTree as Xml

import pytest
from hypothesis import given

from checker.finding import Report, Severity, Undecided
from checker.render.junit import junit
from checker.render.wording import Language
from tests.render.reports import bad, good, hostile, report, rule, several, simple, words
from tests.render.test_sarif import reports

BOTH: tuple[Language, ...] = ("th", "en")
_FINGERPRINT = re.compile(r"^[0-9a-f]{16}$", re.MULTILINE)


def suites_of(told: Report, *failing: Severity, language: Language = "en") -> list[Xml.Element]:
    root = Xml.fromstring(junit(told, language, failing or ("error",)))
    assert root.tag == "testsuites"
    return list(root)


def case_of(told: Report, ident: str, *failing: Severity, language: Language = "en") -> Xml.Element:
    (suite,) = suites_of(told, *failing, language=language)
    (case,) = [one for one in suite.iter("testcase") if str(one.get("name")).startswith(f"{ident} ")]
    return case


def outcome(case: Xml.Element) -> list[str]:
    return [one.tag for one in case]


@given(reports())
def test_every_finding_of_any_report_stands_in_one_test_case(told: Report) -> None:
    texts = [one.text or "" for suite in suites_of(told) for case in suite.iter("testcase") for one in case]
    assert sorted(_FINGERPRINT.findall("\n".join(texts))) == sorted(one.fingerprint for one in told.findings)


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("told", [good(), bad(), several(), hostile()], ids=["good", "bad", "several", "hostile"])
def test_counts_are_those_of_the_cases_that_are_there(told: Report, language: Language) -> None:
    root = Xml.fromstring(junit(told, language))
    for suite in root:
        cases = list(suite.iter("testcase"))
        assert suite.get("tests") == str(len(cases))
        for count, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert suite.get(count) == str(sum(case.find(tag) is not None for case in cases))
    assert root.get("failures") == str(sum(int(str(suite.get("failures"))) for suite in root))


def test_a_rule_with_errors_fails_and_tells_each_with_its_place_and_its_fix() -> None:
    case = case_of(simple(errors=2), "PRJ-101")
    (failure,) = case
    assert (failure.tag, failure.get("type")) == ("failure", "error")
    assert failure.get("message") == "2 findings: Project P-1 lacks something."
    first, second = str(failure.text).split("\n\n")
    assert "ผ.02 › D14" in first
    assert "To mend: Project P-2 lacks something." in second


def test_a_warning_below_the_bar_is_told_in_a_case_that_passes() -> None:
    assert outcome(case_of(simple(warnings=1), "PRJ-102")) == ["system-out"]
    assert "Warning: Project P-1" in str(case_of(simple(warnings=1), "PRJ-102")[0].text)


def test_a_warning_at_the_bar_fails() -> None:
    assert outcome(case_of(simple(warnings=1), "PRJ-102", "error", "warning")) == ["failure"]
    assert case_of(simple(warnings=1), "PRJ-102", "error", "warning")[0].get("type") == "warning"


def test_nothing_fails_where_nothing_is_to_fail() -> None:
    root = Xml.fromstring(junit(simple(errors=3), "th", ()))
    assert (root.get("failures"), root.get("errors")) == ("0", "0")


def test_a_rule_that_could_not_run_is_skipped_with_its_reason() -> None:
    (skipped,) = case_of(bad(), "DST-701")
    assert (skipped.tag, skipped.get("message")) == ("skipped", "the district plan was not given.")


def test_a_rule_with_nothing_to_look_at_does_not_pass() -> None:
    (skipped,) = case_of(bad(), "ACT-601")
    assert (skipped.tag, skipped.get("message")) == ("skipped", "The plan holds nothing for this check to look at.")


def test_a_rule_that_passes_has_nothing_to_say() -> None:
    assert outcome(case_of(good(), "PRJ-101")) == []


def test_a_rule_whose_verdicts_stay_open_does_not_pass() -> None:
    told = simple()
    found = simple(errors=1).findings[0]
    open_ = Undecided(
        rule="PRJ-101", plan=found.plan, node=found.node, place=found.place, why=words("ก", "nobody knows")
    )
    (skipped,) = case_of(told.model_copy(update={"undecided": [open_, open_]}), "PRJ-101")
    assert (skipped.tag, skipped.get("message")) == ("skipped", "Undecided 2: nobody knows")


def test_a_rule_for_plans_of_other_levels_is_no_case() -> None:
    (suite,) = suites_of(bad())
    assert not [case for case in suite.iter("testcase") if "PRV-901" in str(case.get("name"))]


def test_a_waived_finding_fails_nothing_and_is_told_with_its_waiver() -> None:
    (waived,) = [one for one in bad().findings if one.waiver]
    alone = report([rule(waived.rule, waived.severity, "ก", "a", fail=1)], [waived])
    case = case_of(alone, waived.rule, "error", "warning", "advice")
    assert outcome(case) == ["system-out"]
    assert "Waived until 31 March 2570 BE by สำนักงานจังหวัดตัวอย่าง" in str(case[0].text)


def test_a_plan_is_a_suite_and_holds_only_the_rules_that_are_there_to_look_at_it() -> None:
    told = several()
    rules = [one.model_copy(update={"plans": ["VP-1"] if one.id == "PRJ-102" else ["LP-549901"]}) for one in told.rules]
    local, village = suites_of(told.model_copy(update={"rules": rules}))
    assert str(village.get("name")).startswith("VP-1 ")
    assert [str(case.get("name"))[:7] for case in village.iter("testcase")] == ["PRJ-102"]
    assert {case.get("classname") for case in village.iter("testcase")} == {"oneplan.village"}
    assert [str(case.get("name"))[:7] for case in local.iter("testcase")] == ["PRJ-101", "PRJ-103"]


def test_a_finding_of_a_plan_that_was_not_submitted_is_not_lost() -> None:
    told = simple(errors=1)
    elsewhere = told.findings[0].model_copy(update={"plan": "X-9"})
    _, other = suites_of(told.model_copy(update={"findings": [elsewhere]}))
    assert (other.get("name"), other.get("failures")) == ("X-9", "1")


def test_what_was_not_read_stands_with_the_plan_whose_file_it_is() -> None:
    told = several()
    lost = bad().not_read[0].model_copy(update={"file": "หมู่ 1.xlsx"})
    local, village = suites_of(told.model_copy(update={"not_read": [lost]}))
    assert local.find("system-err") is None
    assert "หมู่ 1.xlsx: " in str(village.findtext("system-err"))


def test_engines_that_disagree_are_an_error_of_ours() -> None:
    told = good().model_copy(update={"engines": good().engines.model_copy(update={"agreed": False})})
    _, ours = suites_of(told)
    assert (ours.get("errors"), ours.get("name")) == ("1", "oneplan-checker")


def test_the_same_report_gives_the_same_bytes_and_the_date_is_that_of_the_check() -> None:
    assert junit(bad(), "th") == junit(bad(), "th")
    assert {suite.get("timestamp") for suite in suites_of(bad())} == {"2026-11-22T00:00:00"}
