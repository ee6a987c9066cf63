"""Everything of a report stands somewhere, once."""

from __future__ import annotations

import pytest

from checker.finding import Finding, Report, Waiver
from checker.render.folding import Told
from checker.render.grouping import sorted_report
from checker.thai import natural
from tests.render import reports


def _everything(told: tuple[Told, ...]) -> list[str]:
    return [one.finding.fingerprint for top in told for one in (top, *top.folded)]


def _shown(report: Report) -> list[str]:
    sorted_ = sorted_report(report)
    nodes = tuple(told for kind in sorted_.by_node for node in kind.nodes for told in node.told)
    return sorted([*_everything(nodes), *_everything(sorted_.waived)])


@pytest.mark.parametrize(
    "report", [reports.bad(), reports.huge(200), reports.several()], ids=["bad", "huge", "several"]
)
def test_every_finding_stands_once(report: Report) -> None:
    assert _shown(report) == sorted(one.fingerprint for one in report.findings)


def _with_causes(causes: dict[int, int], waived: int | None = None) -> Report:
    """Three findings, each explained by the one that `causes` names."""
    report = reports.simple(errors=3)
    prints = [one.fingerprint for one in report.findings]
    waiver = Waiver(reason="มติ", granted_by="สำนักงานจังหวัด", until="2027-01-01")
    findings: list[Finding] = [
        one.model_copy(
            update={"cause": prints[causes[n]] if n in causes else None, "waiver": waiver if n == waived else None}
        )
        for n, one in enumerate(report.findings)
    ]
    return report.model_copy(update={"findings": findings})


@pytest.mark.parametrize("causes", [{1: 0, 2: 1}, {0: 1, 1: 0}, {0: 1, 1: 0, 2: 0}, {0: 0}, {0: 1, 1: 2, 2: 0}])
def test_chains_and_cycles_of_causes_lose_nothing(causes: dict[int, int]) -> None:
    report = _with_causes(causes)
    assert _shown(report) == sorted(one.fingerprint for one in report.findings)


def test_a_cause_of_a_cause_holds_everything_below_it() -> None:
    (top,) = [
        told for kind in sorted_report(_with_causes({1: 0, 2: 1})).by_node for node in kind.nodes for told in node.told
    ]
    assert len(top.folded) == 2


def test_a_waiver_hides_nothing_but_itself() -> None:
    sorted_ = sorted_report(_with_causes({1: 0, 2: 0}, waived=0))
    assert len(sorted_.waived) == 1
    assert sorted_.tallies[0].findings == 2
    assert sum(kind.size for kind in sorted_.by_node) == 2


def test_a_cause_that_is_not_in_the_report_hides_nothing() -> None:
    report = reports.simple(errors=1)
    lost = report.model_copy(update={"findings": [report.findings[0].model_copy(update={"cause": "0" * 16})]})
    assert _shown(lost) == [report.findings[0].fingerprint]


def test_undecided_verdicts_without_a_cause_stand_among_what_was_not_checked() -> None:
    sorted_ = sorted_report(reports.bad())
    assert [len(group.items) for group in sorted_.undecided] == [1]
    assert [told.explains for told in sorted_.causes] == [31]


def test_verdicts_that_the_report_counts_but_does_not_hold_are_said() -> None:
    report = reports.simple(errors=1)
    counted = report.model_copy(update={"findings": [report.findings[0].model_copy(update={"explains": 9})]})
    assert [told.unlisted for told in sorted_report(counted).causes] == [9]


def test_codes_are_sorted_as_people_count() -> None:
    assert sorted(["P-10", "P-2", "๓", "P-1.10", "P-1.9"], key=natural) == ["๓", "P-1.9", "P-1.10", "P-2", "P-10"]


def test_kinds_stand_in_the_order_of_the_chain() -> None:
    assert [kind.kind for kind in sorted_report(reports.bad()).by_node] == ["strategy", "tactic", "project", "total"]


def test_a_note_said_of_many_cells_is_told_once() -> None:
    assert [len(note.places) for note in sorted_report(reports.bad()).notes] == [40, 1]


def test_when_no_rule_examined_anything_there_is_no_verdict() -> None:
    assert sorted_report(reports.report([], [])).verdict.kind == "idle"
