"""The report for programs."""

from __future__ import annotations

from checker.finding import Report


def json_text(report: Report) -> str:
    """The report as JSON, as its schema describes it; `Report.from_json` reads it back without loss."""
    return report.to_json()
