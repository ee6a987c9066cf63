"""A plan written as StratML is valid, and read again it is the same plan but for the losses that were listed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree

from checker.assemble import assemble, merged
from checker.chain import built_in_chain
from checker.readers.draft import Cell, Draft, DraftNode, DraftPlan
from checker.readers.open_file import read_bytes, read_file
from checker.writers.stratml import write_stratml
from checker.writers.written import Written
from tests.laws.test_conversion import (
    GOOD,
    HERE,
    PLANS_OF_SAMPLES,
    SAMPLES,
    context,
    everything,
    plan_of,
    report_on,
    verdicts,
)
from tests.plans import Submission, submissions
from tests.sameness import content, without_places

SCHEMAS = Path(__file__).parents[3] / "shared" / "reference" / "stratml"
NO_PLACE = frozenset({"problem", "equipment", "total"})


def without_lost_kinds(plan: DraftPlan) -> DraftPlan:
    return DraftPlan(plan.heading, plan.level, [node for node in plan.nodes if node.kind not in NO_PLACE], plan.holds)


def again(plan: DraftPlan) -> Draft:
    return read_bytes(write_stratml([plan]).data, "plan.stratml")


@pytest.mark.parametrize("path", PLANS_OF_SAMPLES, ids=lambda path: path.relative_to(SAMPLES).as_posix())
def test_a_sample_loses_only_the_nodes_that_are_listed(path: Path) -> None:
    around = context(GOOD / "context")
    for plan in merged(read_file(path, path.name).plans, []):
        lost = [node.place for node in plan.nodes if node.kind in NO_PLACE]

        assert sorted({loss.place.sort_key for loss in write_stratml([plan]).losses}) == sorted(
            {place.sort_key for place in lost}
        )
        assert content(assemble(again(plan), around)) == content(
            assemble(Draft(plans=[without_lost_kinds(plan)]), around)
        )


def test_the_good_sample_without_its_printed_totals_has_the_same_report() -> None:
    around = context(GOOD / "context")
    (plan,) = merged(read_file(GOOD / "sai-yoi.yaml", "sai-yoi.yaml").plans, [])

    expected = without_places(report_on(Draft(plans=[without_lost_kinds(plan)]), around))
    assert without_places(report_on(again(plan), around)) == expected


@settings(max_examples=10)
@given(submissions(brief=True))
def test_a_random_plan_is_the_same_graph_with_the_same_verdicts(submission: Submission) -> None:
    for written in submission.plans:
        for plan in merged(written.draft().plans, []):
            graph = assemble(Draft(plans=[without_lost_kinds(plan)]))
            back = assemble(again(plan))
            assert content(back) == content(graph)
            assert verdicts(back) == verdicts(graph)


@pytest.mark.parametrize("level", built_in_chain().levels)
def test_every_field_and_relation_has_its_place_on_every_level(level: str) -> None:
    plan = everything("XP", level)

    assert content(assemble(again(plan))) == content(assemble(Draft(plans=[without_lost_kinds(plan)])))


def test_what_is_lost_is_listed_and_nothing_else_is_lost() -> None:
    plan = plan_of(
        DraftNode("problem", Cell("N1", HERE), HERE),
        DraftNode("strategy", Cell("1", HERE), HERE, {"name": Cell("ถนน\x01", HERE)}),
        DraftNode(
            "indicator",
            Cell("K1", HERE),
            HERE,
            {"name": Cell(" ร้อยละ\r\nของ ", HERE)},
            {
                "targets": {"2566": Cell("๑,๐๐๐", HERE), "soon": Cell(1, HERE), "66": Cell(2, HERE)},
                "baseline": {"soon": Cell(3, HERE)},
            },
        ),
    )
    written = write_stratml([plan])
    strategy, indicator = read_bytes(written.data, "plan.stratml").plans[0].nodes

    assert [loss.says.en for loss in written.losses] == [
        "Name: characters that XML cannot hold were left out.",
        "The problem “N1” has no place in StratML.",
        "Year “66” has a value already, so the second was not written. Keep one.",
        "“soon” is no year, so its value was not written. Write the year in digits.",
    ]
    assert strategy.cells["name"].raw == "ถนน"
    assert indicator.cells["name"].raw == " ร้อยละ\r\nของ "
    assert {year: cell.raw for year, cell in indicator.yearly["targets"].items()} == {"2566": "๑,๐๐๐"}
    assert {year: cell.raw for year, cell in indicator.yearly["baseline"].items()} == {"soon": "3"}


if SCHEMAS.is_dir():  # the public schemas are no part of this repository

    @cache
    def schema(root: str) -> etree.XMLSchema:
        return etree.XMLSchema(file=str(SCHEMAS / f"{root}.xsd"))

    def faults(written: Written) -> str:
        document = etree.fromstring(written.data)
        of_its_kind = schema(etree.QName(document).localname)
        return "" if of_its_kind.validate(document) else str(of_its_kind.error_log)

    @pytest.mark.parametrize("path", PLANS_OF_SAMPLES, ids=lambda path: path.relative_to(SAMPLES).as_posix())
    def test_a_sample_is_valid_by_the_public_schema(path: Path) -> None:
        for plan in merged(read_file(path, path.name).plans, []):
            assert faults(write_stratml([plan])) == ""

    @settings(max_examples=10)
    @given(submissions(brief=True))
    def test_a_random_plan_is_valid_by_the_public_schema(submission: Submission) -> None:
        for written in submission.plans:
            for plan in merged(written.draft().plans, []):
                assert faults(write_stratml([plan])) == ""

    @pytest.mark.parametrize("level", built_in_chain().levels)
    def test_every_level_is_valid_by_the_public_schema(level: str) -> None:
        assert faults(write_stratml([everything("XP", level)])) == ""

    def test_a_plan_of_nothing_is_valid_by_the_public_schema() -> None:
        assert faults(write_stratml([plan_of()])) == ""
