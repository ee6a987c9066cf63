"""Every submission is judged among all the others, and what goes wrong with one leaves the rest as they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from checker.assessment import Assessor
from checker.audit.gathering import gathered
from checker.audit.judging import judged, put_together
from checker.engine import Judged, Part
from checker.errors import EngineFault, Fault
from checker.explain.walk import Walker
from checker.finding import Report
from checker.handed import handed_in
from checker.place import Place
from checker.plan import Graph
from checker.profile import Profile
from checker.readers.draft import Draft
from checker.readers.open_file import read_context
from checker.rulebook import load_rulebook
from checker.text import Sentence, same
from checker.waivers import Waivers, read_waivers
from tests.audit.made import BOOK, PROVINCE, assessor, outcomes, plan, sample_round, written
from tests.build import rule, rulebook

Failed = set[tuple[str, str, str]]


def failed(report: Report | None) -> Failed:
    assert report is not None
    return {(one.rule, one.plan, one.node.code) for one in report.findings}


def test_a_plan_is_carried_by_another_one_of_the_round(tmp_path: Path) -> None:
    folder = written(tmp_path, {"a.yaml": plan("LP", "อบต.", "P1>PP/S1"), "b.yaml": PROVINCE})
    assert [failed(one.report) for one in outcomes(folder)] == [set(), {("STR-900", "PP", "S2")}]


def test_what_is_handed_in_takes_the_place_of_its_copy_in_the_context(tmp_path: Path) -> None:
    folder = written(tmp_path, {"a.yaml": PROVINCE})
    older = PROVINCE.replace("S1", "S9") + "---\n" + plan("LP", "อบต.", "P1>PP/S1")
    (one,) = outcomes(folder, older)
    assert failed(one.report) == {("STR-900", "PP", "S2")}


def test_a_name_that_is_to_be_unique_in_the_round_is_looked_for_in_all_of_it(tmp_path: Path) -> None:
    files = {"a.yaml": plan("A", "อบต.", "P1"), "b.yaml": plan("B", "อบต.", "P1"), "c.yaml": plan("C", "อบต.", "P2")}
    book = rulebook(rule("PRJ-901", kind="unique", source="project", key=["name"], inside="round"))
    found = [one.report for one in outcomes(written(tmp_path, files), who=assessor(book))]
    assert [failed(one) for one in found] == [{("PRJ-901", "A", "P1")}, {("PRJ-901", "B", "P1")}, set()]
    assert found[0] is not None
    assert "B/P1" in {one.node for one in found[0].findings[0].evidence}


def test_every_report_holds_its_own_plans_files_notes_and_waivers_and_no_others(tmp_path: Path) -> None:
    files = {
        "a/x.yaml": plan("A", "อบต.", "P1>PP/S1!").replace("2566", "๒๕๖๖"),
        "b/x.yaml": plan("B", "อบต.", "P1!"),
        "c.yaml": PROVINCE,
    }
    grant = (
        "{rule: PRJ-900, plan: a, kind: project, code: P1, reason: อนุมัติแล้วตามมติ, granted_by: ก.บ.จ., until: 2027-01-01}"
    )
    waivers = read_waivers(f"waivers: [{grant}]", "waivers.yaml", BOOK)
    first, second, _ = (one.report for one in outcomes(written(tmp_path, files), who=assessor(BOOK, waivers)))
    assert first is not None
    assert second is not None
    assert [one.plan.code for one in first.submissions] == ["A"]
    assert [file.name for one in first.submissions for file in one.files] == ["a/x.yaml"]
    assert [(one.code) for one in first.context if "@" not in one.code] == ["PP"]
    assert [one.name for one in first.context_files] == ["c.yaml"]
    assert {one.place.file for one in first.notes} == {"a/x.yaml"}
    assert [one.waiver is not None for one in first.findings] == [True]
    assert [one.code for one in second.context if "@" not in one.code] == []
    assert (second.notes, second.waivers) == ([], [])
    assert [one.waiver for one in second.findings] == [None]


def test_a_plan_that_the_profile_is_not_for_is_refused_and_still_stands_around_the_others(tmp_path: Path) -> None:
    local = replace(BOOK, profile=Profile(name="p", title=same("p"), levels=("province",)))
    folder = written(tmp_path, {"a.yaml": plan("LP", "อบต.", "P1>PP/S1!"), "b.yaml": PROVINCE})
    refused, allowed = outcomes(folder, who=assessor(local))
    assert refused.trouble is not None
    assert (refused.report, refused.trouble.trouble, refused.page) == (None, "refused", "")
    assert failed(allowed.report) == {("STR-900", "PP", "S2")}


@pytest.mark.parametrize("at", ["judge", "report_on"])
def test_a_fault_of_ours_on_one_submission_leaves_the_others_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    names = ["A", "B", "C", "D", "E"]
    folder = written(tmp_path, {f"{name}.yaml": plan(name, "อบต.", "P1!") for name in names})
    judge, report_on = Assessor.judge, Assessor.report_on

    def fault() -> EngineFault:
        return EngineFault([Fault(Place("D.yaml"), Sentence(th="เครื่องเสีย", en="broken"))])

    def breaks(own: Assessor, graph: Graph) -> Judged:
        if graph.plans["D"].submitted:
            raise fault()
        return judge(own, graph)

    def cannot(own: Assessor, only: Part, walker: Walker, found: Judged) -> Report:
        if "D" in only.plans:
            raise fault()
        return report_on(own, only, walker, found)

    monkeypatch.setattr(Assessor, at, breaks if at == "judge" else cannot)
    found = outcomes(folder)
    assert [one.name for one in found] == [f"{name}.yaml" for name in names]
    assert [one.trouble.trouble if one.trouble else failed(one.report) for one in found] == [
        "program" if name == "D" else {("PRJ-900", name, "P1")} for name in names
    ]


def _alone(folder: Path, who: Assessor) -> Iterator[tuple[str, Report]]:
    """One submission of each level of the sample round, checked by itself with all others around it."""
    read = gathered(handed_in(folder / "handed-in"), read_context(folder / "context"))
    of_levels = {tuple(plan.level for plan in one.draft.plans): one for one in read.submissions}
    for one in of_levels.values():
        around = Draft()
        around.extend(read.context)
        for other in read.submissions:
            if other is not one:
                around.extend(other.draft)
        yield one.name, who.assess(one.draft, around).report


def test_a_submission_of_the_round_is_told_what_a_check_among_the_others_tells_it(tmp_path: Path) -> None:
    folder = sample_round(tmp_path)
    who = Assessor(load_rulebook(), (), (), Waivers(), assessor().as_of, "rete")
    read = gathered(handed_in(folder / "handed-in"), read_context(folder / "context"))
    together = {one.name: one.report for one in judged(put_together(read, who), "th")}
    alone = dict(_alone(folder, who))
    assert len(alone) >= 6
    for name, apart in alone.items():
        report = together[name]
        assert report is not None
        assert report.findings == apart.findings
        assert report.undecided == apart.undecided
        assert report.chain == apart.chain
        assert report.figures == apart.figures
        assert [one.model_copy(update={"examined": 0, "not_applicable": 0}) for one in report.rules] == [
            one.model_copy(update={"examined": 0, "not_applicable": 0}) for one in apart.rules
        ]
        assert report.submissions == apart.submissions
