"""Waivers: what they cover, until when, and what is said of those that cover nothing."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from checker.cli import main
from checker.engine import check
from checker.errors import UsageFault
from checker.finding import Report
from checker.rulebook import Rulebook
from checker.text import Sentence
from checker.waivers import load_waivers, read_waivers, waived
from tests.build import graph_of, rule, rulebook
from tests.rules.folder import rules_in

PLAN = "plan: {code: LP-1, level: local, years: 2566-2570}\nnodes:\n"
TODAY = datetime.date(2026, 11, 22)


def grant(**parts: str) -> str:
    """One entry of a waiver file; parts that are not given are those of project P1 without an objective."""
    entry = {
        "rule": "PRJ-900",
        "plan": "LP-1",
        "kind": "project",
        "code": "P1",
        "reason": "ตามหนังสือสั่งการของจังหวัด",
        "granted_by": "สำนักงานจังหวัด",
        "until": "2027-09-30",
    } | parts
    return "  - {" + ", ".join(f'{name}: "{value}"' for name, value in entry.items()) + "}\n"


def book() -> Rulebook:
    named = rule("PRJ-900", kind="requires-field", source="project", all_of=[{"field": "objective", "present": True}])
    firm = rule("PRJ-901", kind="requires-field", source="project", all_of=[{"field": "target", "present": True}])
    firm = firm.model_copy(update={"never_waived": Sentence(th="เหตุ", en="because")})
    made = rulebook(named, firm)
    return replace(made, known=made.rules)


def report(*grants: str, as_of: datetime.date = TODAY) -> Report:
    """The report on two projects without objective, with these waivers."""
    rules = book()
    checked = check(
        graph_of(PLAN + "  - {project: P1, target: 1}\n  - {project: p2, target: 1}\n"), rules, as_of
    ).report
    return waived(checked, read_waivers("waivers:\n" + "".join(grants), "w.yaml", rules), rules)


def waived_codes(found: Report) -> list[str]:
    return [one.node.code for one in found.findings if one.waiver is not None]


def refused(*grants: str) -> list[str]:
    with pytest.raises(UsageFault) as error:
        read_waivers("waivers:\n" + "".join(grants), "w.yaml", book())
    return [f"{fault.place.line}: {fault.says.en}" for fault in error.value.faults]


def test_a_waived_finding_stays_in_the_report_and_is_tallied_apart() -> None:
    found = report(grant())
    assert len(found.findings) == 2
    assert waived_codes(found) == ["P1"]
    (tally,) = [one for one in found.rules if one.id == "PRJ-900"]
    assert (tally.fail, tally.waived) == (2, 1)
    assert [(one.status, one.findings) for one in found.waivers] == [("in-force", 1)]
    assert Report.from_json(found.to_json()) == found


def test_a_star_covers_every_node_of_the_kind_and_a_code_is_compared_folded() -> None:
    assert waived_codes(report(grant(code="*"))) == ["P1", "p2"]
    assert waived_codes(report(grant(code="P2", plan="lp-1"))) == ["p2"]


@pytest.mark.parametrize(
    ("parts", "status"),
    [
        ({"until": "2026-11-22"}, "ends-soon"),
        ({"until": "2026-11-21"}, "expired"),
        ({"until": "2027-01-21"}, "ends-soon"),
        ({"until": "2027-01-22"}, "in-force"),
        ({"until": "2570-09-30"}, "in-force"),
        ({"granted_on": "2026-11-22"}, "in-force"),
        ({"granted_on": "2026-11-23"}, "not-yet"),
        ({"code": "P3"}, "unmatched"),
        ({"plan": "LP-2"}, "elsewhere"),
    ],
)
def test_a_waiver_holds_from_its_first_day_to_its_last(parts: dict[str, str], status: str) -> None:
    found = report(grant(**parts))
    assert [one.status for one in found.waivers] == [status]
    assert bool(waived_codes(found)) is (status in ("in-force", "ends-soon"))


def test_an_expired_waiver_does_not_hide_one_in_force_for_the_same_finding() -> None:
    found = report(grant(until="2026-01-01", code="*"), grant())
    assert waived_codes(found) == ["P1"]
    assert {one.status for one in found.waivers} == {"expired", "in-force"}


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"plan": "*"}, "2: A waiver is never wider than one plan. Write “plan” out."),
        ({"rule": "*"}, "2: A waiver is never wider than one plan. Write “rule” out."),
        ({"kind": "*"}, "2: A waiver is never wider than one plan. Write “kind” out."),
        ({"rule": "PRJ-90"}, "2: There is no rule “PRJ-90”. The nearest is PRJ-900."),
        ({"rule": "PRJ-901"}, "2: Rule PRJ-901 cannot be waived: because"),
        ({"kind": "projekt"}, "2: There is no kind of node “projekt”. The nearest is project."),
        ({"granted_on": "2027-10-01"}, "2: It ends before it was granted. Mend “until”."),
    ],
)
def test_a_file_with_a_fault_is_refused_with_the_line(parts: dict[str, str], says: str) -> None:
    assert says in refused(grant(**parts))


def test_every_fault_of_the_file_is_told_at_once() -> None:
    assert [line[0] for line in refused(grant(rule="PRJ-1"), grant(), grant())] == ["2", "4"]
    assert refused(grant(until="soon"), grant(cause="x"))[1].startswith("3: Key “waivers.1.cause” is not known.")


@pytest.mark.parametrize("text", ["waivers: 3", "", "- a", "waivers: []\n---\nwaivers: []", "waivers: [}", "\x00"])
def test_what_is_no_list_of_waivers_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "w.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageFault):
        load_waivers(path, book())


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "w.yaml").write_bytes(b"waivers: \xb5")
    for name in ("none.yaml", ".", "w.yaml"):
        with pytest.raises(UsageFault):
            load_waivers(tmp_path / name, book())


def test_a_waiver_written_from_a_finding_silences_just_that_finding(tmp_path: Path) -> None:
    plan, found, waivers = tmp_path / "plan.yaml", tmp_path / "r.json", tmp_path / "w.yaml"
    plan.write_text(PLAN + "  - {project: P1, name: โครงการหนึ่ง}\n", encoding="utf-8")
    run = CliRunner()
    assert run.invoke(main, ["check", str(plan), "--format", "json", "--out", str(found)]).exit_code == 1
    one, *rest = Report.from_json(found.read_text(encoding="utf-8")).findings
    new = ["waivers", "new", one.fingerprint, "--report", str(found), "--granted-by", "สำนักงานจังหวัด"]
    new += ["--reason", "ตามหนังสือสั่งการของจังหวัด", "--until", "2570-09-30", "--add-to", str(waivers)]
    assert run.invoke(main, new).exit_code == 0
    assert run.invoke(main, new).exit_code == 2  # it stands in the file already
    assert waivers.read_text(encoding="utf-8").count("rule:") == 1
    check_again = ["check", str(plan), "--waivers", str(waivers), "--as-of", "2027-09-30", "--format", "json"]
    after = Report.from_json(run.invoke(main, check_again).stdout)
    assert [finding.fingerprint for finding in after.findings if finding.waiver] == [one.fingerprint]
    assert len(after.findings) == 1 + len(rest)


def test_a_waiver_of_a_rule_of_one_s_own_names_the_options_that_the_check_needs(tmp_path: Path) -> None:
    rules_in(tmp_path / "ours")
    rules_in(tmp_path / "ours", "name: drafts\ntitle: {th: ร่าง, en: Drafts}\n", "profiles/drafts.yaml")
    plan, found, grants = tmp_path / "plan.yaml", tmp_path / "plan.json", tmp_path / "w.yaml"
    plan.write_text("plan: {code: LP, level: local}\nnodes: [{project: P1, name: ขุดบ่อ}]", encoding="utf-8")
    own = ["--rules", str(tmp_path / "ours"), "--profile", "drafts"]
    CliRunner().invoke(main, ["check", str(plan), "--format", "json", "--out", str(found), *own])
    one = next(one for one in Report.from_json(found.read_text(encoding="utf-8")).findings if one.rule == "PRJ-901")
    new = ["waivers", "new", one.fingerprint, "--report", str(found), "--granted-by", "สำนักงานจังหวัด", "--lang", "en"]
    new += ["--reason", "ตามมติที่ประชุมของจังหวัด", "--until", "2570-09-30", "--add-to", str(grants)]
    without = CliRunner().invoke(main, new)
    assert without.exit_code == 2
    assert (
        "this report was made with rules of your own. Add --rules … --profile drafts as in that check."
        in without.stderr
    )
    given = CliRunner().invoke(main, [*new, *own])
    assert given.exit_code == 0
    assert given.stdout.strip().endswith(f"Check again with oneplan check … --waivers {grants} {' '.join(own)}")


def test_a_fingerprint_or_report_that_does_not_exist_is_said(tmp_path: Path) -> None:
    (tmp_path / "r.json").write_text("{}", encoding="utf-8")
    rest = ["--granted-by", "สำนักงาน", "--reason", "ตามหนังสือสั่งการ", "--until", "2570-09-30", "--lang", "en"]
    for name, says in (("r.json", "This is no JSON report"), ("none.json", "cannot be opened")):
        result = CliRunner().invoke(main, ["waivers", "new", "0" * 16, "--report", str(tmp_path / name), *rest])
        assert (result.exit_code, says in result.stderr) == (3, True)
