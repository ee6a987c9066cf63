"""What the laws of conversion do not see: that other programs read the same, and that rare nodes keep what they are."""

from __future__ import annotations

import json

import pytest
import yaml

from checker.place import Place
from checker.readers.draft import Cell, DraftNode, DraftPlan, Raw
from checker.writers.stratml import write_stratml
from checker.writers.structured import write_json, write_yaml
from tests.formats import FORMATS, converted

HERE = Place("plan.test")


def plan_of(*nodes: DraftNode) -> DraftPlan:
    return DraftPlan(DraftNode("plan", Cell("LP", HERE), HERE), "local", list(nodes))


def project(code: Raw = "P1", name: Raw = "ถนน", asked: frozenset[str] | None = None, **extra: str) -> DraftNode:
    cells = {heading: Cell(words, HERE) for heading, words in extra.items()}
    return DraftNode("project", Cell(code, HERE), HERE, {"name": Cell(name, HERE)}, asked=asked, extra=cells)


@pytest.mark.parametrize(
    "words", ["no", "Yes", "3.10", "01", "2566-01-01", "12:30", "1e3", "0x1F", "null", "~", "1_000", "=1"]
)
def test_another_program_reads_text_as_text(words: str) -> None:
    plan = plan_of(project(words, words))

    for data in (yaml.safe_load(write_yaml([plan]).data), json.loads(write_json([plan]).data)):
        assert data["nodes"] == [{"project": words, "name": words}]


@pytest.mark.parametrize("sign", ["1e3", "+5", "-a"])
def test_text_that_looks_like_a_number_or_a_sign_stands_in_quotation_marks(sign: str) -> None:
    assert f"name: '{sign}'" in write_yaml([plan_of(project(name=sign))]).data.decode()


@pytest.mark.parametrize(("raw", "number"), [(400000, 400000), (1.5, 1.5), (0, 0), (-2, -2)])
def test_a_number_stays_a_number(raw: Raw, number: float) -> None:
    plan = plan_of(project(name=raw))

    assert yaml.safe_load(write_yaml([plan]).data)["nodes"][0]["name"] == number
    assert json.loads(write_json([plan]).data)["nodes"][0]["name"] == number


@pytest.mark.parametrize("name", FORMATS)
def test_a_column_of_ones_own_stays_so_when_its_heading_is_a_fields(name: str) -> None:
    (node,) = converted([plan_of(project(objective="x", kind="y", หมายเหตุ="z"))], name).plans[0].nodes

    assert {heading: cell.raw for heading, cell in node.extra.items()} == {
        "objective": "x",
        "kind": "y",
        "หมายเหตุ": "z",
    }
    assert "objective" not in {field for field, cell in node.cells.items() if cell.raw}


@pytest.mark.parametrize("name", FORMATS)
def test_a_node_that_is_asked_for_more_or_less_than_others_of_its_kind_keeps_that(name: str) -> None:
    usual, less = frozenset({"name", "objective"}), frozenset[str]()
    plan = plan_of(project("P1", asked=usual), project("P2", asked=usual), project("P3"), project("P4", None, less))
    first, second, third, fourth = converted([plan], name).plans[0].nodes

    assert (first.asked, second.asked, fourth.asked) == (usual, usual, less)
    assert third.asked is not None
    assert {"budget", "status", "priority"} <= third.asked


def test_an_indicator_without_results_has_no_empty_measurement() -> None:
    indicator = DraftNode("indicator", Cell("K1", HERE), HERE)

    assert b"MeasurementInstance" not in write_stratml([plan_of(indicator)]).data
