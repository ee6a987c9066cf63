"""The figures of a round are those of its reports, and every body of a level handed in is told of."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from checker.audit.folder import PLANS
from checker.bodies import Body, BodyRegister
from checker.finding import Report
from checker.overview import CarriedBy, Overview
from checker.waivers import read_waivers
from tests.audit.made import BOOK, PROVINCE, assessor, counted, good_of_the_sample_round, plan, written

DISTRICT = (
    "plan: {code: DP, level: district, title: แผน, owner: อำเภอลอง, years: 2566-2570}\n"
    "nodes:\n- {strategy: D1, name: ถนน, supports: [PP/S1]}\n- {project: P1, name: ถนน, part_of: D1}\n- {project: P2, name: น้ำ, part_of: D1}\n"
)
VILLAGE = plan("VP-54030101", "คณะกรรมการหมู่บ้าน", "P1>DP/D1", level="village")


def reports(folder: Path) -> list[Report]:
    return [Report.from_json(path.read_text(encoding="utf-8")) for path in sorted((folder / PLANS).glob("*.json"))]


def test_the_figures_of_the_round_are_the_sums_over_its_reports(audited: Path) -> None:
    overview = Overview.from_json((audited / "round.json").read_text(encoding="utf-8"))
    written_reports = reports(audited)
    active = [one for report in written_reports for one in report.findings if one.waiver is None]
    by_plan = Counter((one.plan, one.severity) for one in active)
    assert {one.code for one in overview.plans} == {
        one.plan.code for report in written_reports for one in report.submissions
    }
    for one in overview.plans:
        assert (one.error, one.warning, one.advice) == tuple(
            by_plan[one.code, severity] for severity in ("error", "warning", "advice")
        )
    for rule in overview.rules:
        tallies = [each for report in written_reports for each in report.rules if each.id == rule.id]
        assert rule.findings == sum(one.rule == rule.id for one in active)
        assert rule.failing == sum(any(one.rule == rule.id for one in report.findings) for report in written_reports)
        assert rule.judged == sum(each.passed + each.fail > 0 for each in tallies)
        assert rule.passed == sum(each.passed for each in tallies)
    assert sum(rule.findings for rule in overview.rules) == len(active) > 0


def test_every_plan_of_the_round_has_a_page_and_a_report_under_its_code(audited: Path) -> None:
    overview = Overview.from_json((audited / "round.json").read_text(encoding="utf-8"))
    pages = {one.page for one in overview.plans}
    assert {path.stem for path in (audited / PLANS).glob("*.html")} == pages
    assert {path.stem for path in (audited / PLANS).glob("*.json")} == pages
    assert {"LP-540503", "PP-54"} <= pages


def test_good_samples_are_without_a_finding_among_the_plans_of_the_sample_round_too(audited: Path) -> None:
    overview = Overview.from_json((audited / "round.json").read_text(encoding="utf-8"))
    faulty = {one.submission for one in overview.plans if one.standing != "clean"}
    assert good_of_the_sample_round() == {one.submission for one in overview.plans} - faulty
    assert len(faulty) == 3


def test_the_round_goes_to_json_and_back(audited: Path) -> None:
    text = (audited / "round.json").read_text(encoding="utf-8")
    assert Overview.from_json(text).to_json() == text
    assert json.loads(text)["schema"] == "oneplan-round/1"


def test_bodies_of_the_levels_handed_in_are_told_of_whether_they_handed_in_or_not(tmp_path: Path) -> None:
    overview = counted(written(tmp_path, {"a.yaml": plan("LP-540503", "อบต.ไทรย้อย", "P1!"), "ทต.ช่อแฮ.xlsx": b"PK"}))
    assert {one.level for one in overview.bodies} == {"local"}
    assert len(overview.bodies) == 84
    told = {one.name: (one.plans, one.not_judged) for one in overview.bodies if one.plans or one.not_judged}
    assert told == {"อบต.ไทรย้อย": (["LP-540503"], []), "ทต.ช่อแฮ": ([], ["ทต.ช่อแฮ.xlsx"])}
    (found,) = overview.plans
    assert (found.district, found.standing, found.error) == ("เด่นชัย", "error", 1)
    assert found.body is not None
    assert overview.bodies[found.body].name == "อบต.ไทรย้อย"


def test_an_owner_in_no_register_is_told_apart(tmp_path: Path) -> None:
    overview = counted(written(tmp_path, {"a.yaml": plan("LP", "อบต.ไม่มีที่ไหน", "P1")}))
    assert [(one.code, one.body, one.standing) for one in overview.plans] == [("LP", None, "clean")]
    assert not any(one.plans for one in overview.bodies)


def test_of_villages_the_number_alone_is_known(tmp_path: Path) -> None:
    overview = counted(written(tmp_path, {"a.yaml": VILLAGE}))
    assert [(one.district, one.plans, one.number) for one in overview.quotas if one.plans] == [("ลอง", 1, 90)]
    assert sum(one.number for one in overview.quotas) == 708
    assert overview.bodies == []


def test_a_register_from_a_file_tells_all_of_its_bodies_whatever_was_handed_in(tmp_path: Path) -> None:
    own = BodyRegister((Body("K", "กองก", "agency", ""), Body("X", "อบต.ข", "local", "ลอง")), (), "own.csv")
    overview = counted(written(tmp_path, {"a.yaml": plan("LP", "อบต.ข", "P1")}), register=own)
    assert [(one.name, one.plans) for one in overview.bodies] == [("กองก", []), ("อบต.ข", ["LP"])]
    assert (overview.bodies_from, overview.quotas) == ("own.csv", [])


def test_a_provincial_strategy_is_carried_by_what_leads_to_it_in_however_many_steps(tmp_path: Path) -> None:
    files = {
        "d.yaml": DISTRICT,
        "l.yaml": plan("LP", "อบต.", "P1>DP/D1", "P2>PP/S1", "P3"),
        "v.yaml": VILLAGE,
    }
    first, second = counted(written(tmp_path, files), PROVINCE + "- {project: Q1, name: งาน, part_of: S2}\n").strategies
    assert (first.plan, first.code, first.own) == ("PP", "S1", 0)
    assert first.carried == [
        CarriedBy(level="village", plans=1, projects=1),
        CarriedBy(level="local", plans=1, projects=2),
        CarriedBy(level="district", plans=1, projects=2),
    ]
    assert (second.code, second.own, second.carried) == ("S2", 1, [])


def test_a_plan_of_the_context_carries_nothing_of_the_round(tmp_path: Path) -> None:
    overview = counted(written(tmp_path, {"v.yaml": VILLAGE}), f"{PROVINCE}---\n{DISTRICT}")
    assert [[by.level for by in one.carried] for one in overview.strategies] == [["village"], []]


def test_codes_that_no_file_can_be_called_by_get_names_of_their_own(tmp_path: Path) -> None:
    files = {
        name: plan(f'"{code}"', "อบต.", "P1")
        for name, code in (("a.yaml", "L/P"), ("b.yaml", "L-P"), ("c.yaml", "../.."))
    }
    overview = counted(written(tmp_path, files))
    assert {one.code: one.page for one in overview.plans} == {"L/P": "L-P", "L-P": "L-P-2", "../..": "plan"}


def test_what_is_waived_is_counted_apart(tmp_path: Path) -> None:
    grant = "{rule: PRJ-900, plan: LP, kind: project, code: P1, reason: อนุมัติแล้วตามมติ, granted_by: ก.บ.จ., until: 2027-01-01}"
    waivers = read_waivers(f"waivers: [{grant}]", "waivers.yaml", BOOK)
    folder = written(tmp_path, {"a.yaml": plan("LP", "อบต.", "P1!"), "b.yaml": plan("LQ", "อบต.", "P1!")})
    overview = counted(folder, who=assessor(BOOK, waivers))
    assert [(one.standing, one.error, one.waived) for one in overview.plans] == [("clean", 0, 1), ("error", 1, 0)]
    assert [(one.failing, one.findings, one.judged) for one in overview.rules if one.failing] == [(1, 1, 2)]
