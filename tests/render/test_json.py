"""The report for programs is the report."""

from __future__ import annotations

from checker.finding import Report
from checker.render.json import json_text
from tests.render import reports


def test_a_report_goes_to_json_and_back_without_loss() -> None:
    for report in (reports.good(), reports.bad(), reports.hostile()):
        assert Report.from_json(json_text(report)) == report
