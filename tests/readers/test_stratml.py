"""StratML that this program did not write: read as far as its elements go, or refused with a line and a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.errors import Fault, UnreadableSubmission
from checker.readers.draft import Draft, DraftPlan
from checker.readers.open_file import read_bytes
from checker.readers.xml_tree import DEEPEST

PART_2 = """<?xml version="1.0" encoding="UTF-8"?>
<PerformancePlanOrReport xmlns="urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport" Type="Strategic_Plan">
<Name>A fictional plan</Name>
<StrategicPlanCore>
<Organization><Name>จังหวัดตัวอย่าง</Name></Organization>
<Vision><Description>Far away</Description></Vision>
<Goal><Name>Roads</Name><Description>All of them</Description><SequenceIndicator>1</SequenceIndicator>
<Objective><Name>Bridges</Name><SequenceIndicator>1</SequenceIndicator>
<PerformanceIndicator PerformanceIndicatorType="Quantitative">
<MeasurementDimension>Bridges built</MeasurementDimension><UnitOfMeasurement>bridge</UnitOfMeasurement>
<MeasurementInstance>
<TargetResult><StartDate>2022-10-01</StartDate><EndDate>2023-09-30</EndDate><NumberOfUnits>5</NumberOfUnits></TargetResult>
<ActualResult><EndDate>2023-10-01</EndDate><Descriptor><DescriptorValue>good</DescriptorValue></Descriptor></ActualResult>
<ActualResult><NumberOfUnits>9</NumberOfUnits></ActualResult>
</MeasurementInstance>
</PerformanceIndicator></Objective></Goal>
<Goal><Name>Rivers</Name><Description/><SequenceIndicator>1</SequenceIndicator><Objective><Description>Clean</Description></Objective></Goal>
</StrategicPlanCore>
<AdministrativeInformation><StartDate>2022-10-01</StartDate><EndDate>2027-09-30</EndDate></AdministrativeInformation>
<Submitter><GivenName>-</GivenName></Submitter>
</PerformancePlanOrReport>
"""
PART_1 = '<StrategicPlan xmlns="http://www.stratml.net"><Name>P</Name><StrategicPlanCore><Goal><Name>G</Name><Description/></Goal></StrategicPlanCore></StrategicPlan>'


def read(text: str) -> Draft:
    return read_bytes(text.encode(), "plan.xml")


def plan_of(text: str) -> DraftPlan:
    (plan,) = read(text).plans
    return plan


def refusal(text: str) -> str:
    with pytest.raises(UnreadableSubmission) as caught:
        read(text)
    (fault,) = caught.value.faults
    assert fault.says.th
    return fault.in_language("en")


def test_goals_objectives_and_indicators_become_strategies_goals_and_indicators() -> None:
    plan = plan_of(PART_2)

    assert (plan.level, plan.heading.cells["title"].raw, plan.heading.cells["years"].raw) == (
        "province",
        "A fictional plan",
        "2566-2570",
    )
    assert [(node.kind, node.code.raw, node.cells["name"].raw) for node in plan.nodes] == [
        ("strategy", "1", "Roads"),
        ("goal", "1", "Bridges"),
        ("indicator", "1-K1", "Bridges built"),
        ("strategy", "4", "Rivers"),
        ("goal", "4.1", "Clean"),
    ]
    assert [(one.relation, one.written) for node in plan.nodes for one in node.references] == [
        ("part_of", "1"),
        ("measures", "1"),
        ("part_of", "4"),
    ]
    indicator = plan.nodes[2]
    assert (indicator.cells["unit"].raw, indicator.cells["type"].raw) == ("bridge", "quantitative")
    assert {name: {year: cell.raw for year, cell in years.items()} for name, years in indicator.yearly.items()} == {
        "targets": {"2566": "5"},
        "actual": {"2567": "good"},
    }


def test_what_no_field_of_ours_is_for_is_carried_along() -> None:
    plan = plan_of(PART_2)

    assert {name: cell.raw for name, cell in plan.heading.extra.items()} == {"Vision": "Far away"}
    assert {name: cell.raw for name, cell in plan.nodes[0].extra.items()} == {"Description": "All of them"}


def test_what_stratml_does_not_say_and_what_was_not_read_is_noted() -> None:
    assert [f"{note.place}: {note.says.en}" for note in read(PART_2).notes] == [
        "plan.xml › line 2: StratML does not say a plan's code and level, so this one is called “plan” and read as level province.",
        "plan.xml › line 2: The days of beginning and end were read as the fiscal years 2566-2570.",
        "plan.xml › line 2: What it says of its submitter was not read.",
        "plan.xml › line 9: Sequence “” is empty or used before, so this is called 1-K1.",
        "plan.xml › line 14: This result (9) has no year, or its year has a value already; it was not read.",
        "plan.xml › line 17: Sequence “1” is empty or used before, so this is called 4.",
        "plan.xml › line 17: Sequence “” is empty or used before, so this is called 4.1.",
    ]


def test_a_document_is_not_accused_of_what_stratml_has_no_place_for() -> None:
    assert plan_of(PART_1).holds == frozenset({"plan", "strategy", "goal"})
    assert plan_of(PART_2).holds == frozenset({"plan", "strategy", "goal", "indicator"})
    assert plan_of(PART_1).nodes[0].asked == frozenset({"name", "responsible_unit"})
    assert {"measures" in (one.asked or ()) for one in plan_of(PART_2).nodes if one.kind == "indicator"} == {True}


def test_an_older_namespace_is_read_too() -> None:
    assert plan_of(PART_1).level == "agency"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("<html/>", "plan.xml › line 1: This XML begins with html. Only StratML is read"),
        ("<StrategicPlan/>", "plan.xml › line 1: This XML begins with StrategicPlan. Only StratML is read"),
        ("<a>\n<b></a>", "plan.xml › line 2: This is not XML (mismatched tag). Mend this line."),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "plan.xml › line 1: A DOCTYPE stands here"),
        ("<a>" * (DEEPEST + 1), "plan.xml › line 1: This document is larger or deeper than any plan"),
        ("<a>" + "x" * 200_000 + "</a>", "plan.xml › line 1: This text is longer than 131,072 letters."),
        ("<?xml version='1.0' encoding='klingon'?><a/>", "plan.xml › line 1: "),
        (PART_1.replace("<Description/>", "<Description/><OtherInformation># oneplan-checker\na: [</OtherInformation>"), "plan.xml › line "),
    ],
)  # fmt: skip
def test_what_is_no_stratml_is_refused_with_its_line(text: str, says: str) -> None:
    assert refusal(text).startswith(says)


PIECES = st.sampled_from(
    [
        *("<Goal>", "</Goal>", "<Objective>", "</Objective>", "<Name>", "</Name>", "<StrategicPlanCore>", "x"),
        *("<OtherInformation># oneplan-checker\n", "</OtherInformation>", "project: P1\n", "plan:\n"),
        *("&#1;", "&lt;", "<![CDATA[", "]]>"),
    ]
)


@settings(max_examples=300)
@given(st.lists(st.tuples(st.integers(0, len(PART_2)), st.integers(0, 9), PIECES), max_size=4))
def test_any_document_is_a_plan_or_is_refused(changes: list[tuple[int, int, str]]) -> None:
    text = PART_2
    for at, length, more in changes:
        text = text[:at] + more + text[at + length :]
    read = attempt(text)

    assert isinstance(read, Draft) or all(fault.says.th and fault.place.line for fault in read)


def attempt(text: str) -> Draft | tuple[Fault, ...]:
    try:
        return read(text)
    except UnreadableSubmission as refused:
        return refused.faults
