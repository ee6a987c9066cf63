"""Findings by the unit that answers for them: whoever filters for a unit sees all that names it."""

from __future__ import annotations

import re

import pytest

from checker.finding import Finding, NodeInReport, Report
from checker.render.html import html
from checker.render.table import columns, rows
from checker.render.units import named, units
from checker.render.wording import Language
from tests.render import reports
from tests.render.bad_report import long_report
from tests.render.test_html import LANGUAGES


def _of(*written: str | None) -> list[Finding]:
    """A finding for each cell of responsible units."""
    found = reports.simple(errors=len(written)).findings
    return [
        one.model_copy(update={"node": one.node.model_copy(update={"unit": unit})})
        for one, unit in zip(found, written, strict=True)
    ]


def _node(unit: str | None) -> NodeInReport:
    return NodeInReport(kind="project", level="local", code="P-1", name="ถนน", unit=unit)


def test_a_cell_that_names_several_units_counts_for_each() -> None:
    found = units(_of("กองช่าง", "กองช่าง/กองคลัง", "กองคลัง\nสำนักปลัด"))
    assert [(one.number, one.name, one.findings) for one in found.choices] == [
        (1, "กองคลัง", 2),
        (2, "กองช่าง", 2),
        (3, "สำนักปลัด", 1),
    ]
    assert found.numbers(_node("สำนักปลัด, กองคลัง")) == "3 1"


def test_spellings_that_are_forgiven_are_one_unit_under_its_usual_name() -> None:
    found = units(_of("กองช่าง", "กอง ช่าง", "กองช่าง", "กองช่าง", "กองช่าง / กอง ช่าง"))
    assert [(one.name, one.findings) for one in found.choices] == [("กองช่าง", 5)]


def test_findings_without_a_unit_are_counted_and_nothing_is_offered_where_it_would_leave_nothing_out() -> None:
    assert units(_of("กองช่าง", None, " / ")).none == 2
    assert units(_of("กองช่าง", None)).offered()
    assert not units(_of("กองช่าง", "กองช่าง")).offered()
    assert not units(_of(None, None)).offered()
    assert units(_of("กองช่าง")).numbers(_node("กองช่าง")) == ""


@pytest.mark.parametrize("report", [reports.bad(), long_report()], ids=["short", "long"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_filter_offers_each_unit_with_as_many_findings_as_bear_its_number(
    language: Language, report: Report
) -> None:
    text = html(report, language)
    form = text.split('<select id="unit"')[1].split("</select>")[0]
    offered = {
        value: int(count.replace(",", ""))
        for value, count in re.findall(r'<option value="(\w+)">.*? \(([\d,]+)\)', form)
    }
    listed = re.findall(r'<(?:li class="f [^>]*|tr )id="f-[^>]*>', text.split('id="waivers"')[0])
    borne = [number for tag in listed for number in "".join(re.findall(r'data-u="([\d ]+)"', tag) or ["none"]).split()]
    assert offered == {number: borne.count(number) for number in set(borne)}
    assert len(listed) == sum(one.waiver is None for one in report.findings)


@pytest.mark.parametrize("report", [reports.bad(), long_report()], ids=["short", "long"])
def test_every_unit_is_told_without_script(report: Report) -> None:
    text = html(report, "th").split('id="by-')[1:]
    told = "".join(text).split("<script>")[0].split('id="filter"')
    for unit in {one.node.unit for one in report.findings if one.node.unit}:
        assert unit in told[-1].split("</div>", 1)[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_of_findings_has_a_column_of_units(language: Language) -> None:
    (column,) = (one for one in columns(language) if one.key == "unit")
    report = reports.simple().model_copy(update={"findings": _of("กองช่าง", None)})
    assert [column.cell(row) for row in rows(report)] == ["กองช่าง", ""]


def test_a_cell_of_several_names_is_taken_apart_as_written() -> None:
    assert named(_node("กอง  ช่าง;สำนักปลัด")) == ["กอง ช่าง", "สำนักปลัด"]
    assert named(_node(None)) == []
