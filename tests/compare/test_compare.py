"""What became of a finding: mended, new, still there, or no longer judged, and why."""

from __future__ import annotations

from typing import Any

import pytest

from checker.compare.compared import compare
from checker.compare.comparison import Comparison
from checker.finding import ChangeInReport, Report
from checker.text import Sentence
from tests.compare.made import NOT_GIVEN, WAITS, At, change, report, turns

ONE: list[At] = [("R-1", "P1")]
RAISED = ChangeInReport(
    what="set", rule="R-1", title=Sentence(th="ข้อตรวจ", en="Check"), parameter="most", before="1", after="9"
)


def compared(old: Report, new: Report) -> Comparison:
    return compare([old], [new])


def test_a_finding_is_fixed_new_or_remains() -> None:
    found = compared(report([("R-1", "P1"), ("R-1", "P2")]), report([("R-1", "P2"), ("R-2", "P3")]))
    assert turns(found) == {"R-2 P3": "new", "R-1 P2": "remaining", "R-1 P1": "fixed"}
    assert (found.tally.fixed, found.tally.new, found.tally.remaining) == (1, 1, 1)
    assert (found.tally.before, found.tally.now) == (2, 2)


@pytest.mark.parametrize(
    ("newer", "reason", "why"),
    [
        (report(not_checked=["R-1"]), "not-checked", NOT_GIVEN),
        (report(rules=["R-2"]), "rule-absent", None),
        (report(elsewhere=["R-1"]), "not-concerned", None),
        (report(codes=["P2", "P3"]), "node-absent", None),
        (report(undecided=ONE), "undecided", WAITS),
        (report(idle=["R-1"]), "not-applicable", None),
        (report(plan="LQ"), "plan-absent", None),
        (report(changes=[RAISED]), "rule-changed", None),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_nobody_judged_again_is_not_fixed(newer: Report, reason: str, why: Sentence | None) -> None:
    found = change(compared(report(ONE), newer), "R-1 P1")
    assert (found.turn, found.now.reason, found.now.why) == ("no-longer-judged", reason, why)


@pytest.mark.parametrize(
    "other", [{"what": "regraded", "parameter": None}, {"rule": "R-2"}], ids=["regraded", "of another rule"]
)
def test_a_check_that_asks_for_the_same_as_before_is_judged_again(other: dict[str, Any]) -> None:
    newer = report(changes=[RAISED.model_copy(update=other)])
    assert turns(compared(report(ONE), newer)) == {"R-1 P1": "fixed"}


def test_a_fault_of_the_plan_itself_is_fixed_though_no_list_of_codes_holds_the_plan() -> None:
    (one,) = report(ONE).findings
    heading = one.model_copy(update={"node": one.node.model_copy(update={"kind": "plan", "code": "LP"})})
    assert turns(compared(report(findings=[heading]), report())) == {"R-1 LP": "fixed"}


@pytest.mark.parametrize(
    ("older", "reason"),
    [
        (report(not_checked=["R-1"]), "not-checked"),
        (report(rules=["R-2"]), "rule-absent"),
        (report(undecided=ONE), "undecided"),
        (report(plan="LQ"), "plan-absent"),
        (report(changes=[RAISED]), "rule-changed"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_nobody_could_judge_before_is_told_apart_from_new_faults(older: Report, reason: str) -> None:
    found = change(compared(older, report(ONE)), "R-1 P1")
    assert (found.turn, found.before.reason) == ("newly-judged", reason)


@pytest.mark.parametrize(
    ("older", "reason"),
    [(report(codes=["P2"]), "node-absent"), (report(idle=["R-1"]), "not-applicable")],
    ids=["no project", "nothing to judge"],
)
def test_a_fault_of_what_was_not_there_before_is_new(older: Report, reason: str) -> None:
    found = change(compared(older, report(ONE)), "R-1 P1")
    assert (found.turn, found.before.reason) == ("new", reason)


def test_what_a_check_says_of_one_project_less_is_fixed_where_it_still_fails_another() -> None:
    found = compared(report([*ONE, ("R-1", "P2")], idle=["R-1"]), report([("R-1", "P2")], idle=["R-1"]))
    assert turns(found) == {"R-1 P2": "remaining", "R-1 P1": "fixed"}


def test_a_code_spelt_otherwise_in_the_list_is_the_same_code() -> None:
    assert turns(compared(report(ONE), report(codes=["p 1"]))) == {"R-1 P1": "fixed"}


def test_a_report_that_lists_no_codes_cannot_tell_what_was_taken_out_and_says_so() -> None:
    found = compared(report(ONE), report(codes=None))
    assert turns(found) == {"R-1 P1": "fixed"}
    assert (found.codes_known, compared(report(ONE), report()).codes_known) == (False, True)


def test_a_plan_that_holds_nothing_any_more_is_known_to_hold_nothing() -> None:
    empty = report().submissions[0].model_copy(update={"counts": {}, "codes": {}})
    found = compared(report(ONE), report(submissions=[empty]))
    assert (change(found, "R-1 P1").now.reason, found.codes_known) == ("node-absent", True)


def test_a_waived_finding_is_neither_fixed_nor_new_and_one_whose_waiver_ended_is_open_again() -> None:
    assert turns(compared(report(ONE), report(waived=ONE))) == {"R-1 P1": "waived"}
    assert turns(compared(report(waived=ONE), report(ONE))) == {"R-1 P1": "reopened"}


@pytest.mark.parametrize(
    ("older", "newer"),
    [(report(waived=ONE), report(waived=ONE)), (report(waived=ONE), report()), (report(), report(waived=ONE))],
    ids=["stays waived", "mended under its waiver", "waived from the start"],
)
def test_what_is_open_in_neither_report_is_covered(older: Report, newer: Report) -> None:
    found = compared(older, newer)
    assert turns(found) == {"R-1 P1": "covered"}
    assert (found.tally.before, found.tally.now, found.tally.covered) == (0, 0, 1)


def test_a_regraded_finding_remains_with_both_severities() -> None:
    found = compared(report(ONE, severity={"R-1": "warning"}), report(ONE))
    (one,), (rule,) = found.changes, found.rules
    assert (one.turn, one.regraded, one.before.severity, one.now.severity) == ("remaining", True, "warning", "error")
    assert (rule.severity_before, rule.severity_now) == ("warning", "error")
    assert not found.nothing_changed


def test_what_follows_from_a_cause_moves_with_it() -> None:
    links: list[At] = [("R-1", "P1"), ("R-2", "P2"), ("R-2", "P3")]
    broken = report(links, causes={links[1]: links[0], links[2]: links[0]})
    found = compared(broken, report())
    assert set(turns(found).values()) == {"fixed"}
    cause = change(found, "R-1 P1").fingerprint
    assert {one.cause for one in found.changes if one.rule == "R-2"} == {cause}
    assert {one.cause for one in compared(report(), broken).changes if one.rule == "R-2"} == {cause}


def test_a_node_of_the_same_name_under_another_code_is_suggested_and_not_counted() -> None:
    old = report(ONE, codes=["P1"], names={"P1": "ก่อสร้างถนนสายใหม่"})
    new = report([("R-1", "P7")], codes=["P7"], names={"P7": "โครงการก่อสร้างถนน สายใหม่"})
    found = compared(old, new)
    assert turns(found) == {"R-1 P7": "new", "R-1 P1": "no-longer-judged"}
    assert change(found, "R-1 P7").perhaps == change(found, "R-1 P1").fingerprint
    assert change(found, "R-1 P1").perhaps == change(found, "R-1 P7").fingerprint
    (renamed,) = found.renamed
    assert (renamed.before, renamed.now, renamed.by, renamed.findings) == ("P1", "P7", "name", 1)


def test_another_name_in_the_same_cell_is_suggested_by_its_place() -> None:
    new = report([("R-1", "P7")], codes=["P7"], rows={"P7": 11})
    (renamed,) = compared(report(ONE, codes=["P1"]), new).renamed
    assert (renamed.before, renamed.now, renamed.by) == ("P1", "P7", "place")


@pytest.mark.parametrize(
    ("new", "codes"),
    [
        ([("R-1", "P7"), ("R-1", "P8")], ["P7", "P8"]),
        ([("R-2", "P7")], ["P7"]),
        ([("R-1", "P7")], ["P1", "P7"]),
    ],
    ids=["two of that name", "of another rule", "the old one is still there"],
)
def test_nothing_is_suggested_where_it_would_be_a_guess(new: list[At], codes: list[str]) -> None:
    same = dict.fromkeys(("P1", "P7", "P8"), "ก่อสร้างถนน")
    found = compared(report(ONE, codes=["P1"], names=same), report(new, codes=codes, names=same))
    assert found.renamed == []
    assert {one.perhaps for one in found.changes} == {None}


def test_a_name_tells_more_than_a_place() -> None:
    old = report(ONE, codes=["P1"], names={"P1": "ก่อสร้างถนน"})
    new = report(
        [("R-1", "P7"), ("R-1", "P8")],
        codes=["P7", "P8"],
        names={"P7": "ก่อสร้างถนน", "P8": "ขุดลอกคลอง"},
        rows={"P7": 50, "P8": 11},
    )
    found = compared(old, new)
    assert [(one.before, one.now, one.by) for one in found.renamed] == [("P1", "P7", "name")]
    assert change(found, "R-1 P8").perhaps is None


def test_a_node_of_the_same_name_in_another_plan_or_of_another_kind_is_no_suggestion() -> None:
    old, new = report(ONE, codes=[]), report([("R-1", "P7")], codes=[], names={"P7": "โครงการที่ P1"}, rows={"P7": 11})
    elsewhere = report([("R-1", "P7")], plan="LQ", codes=[], names={"P7": "โครงการที่ P1"}, rows={"P7": 11})
    (one,) = new.findings
    strategy = new.model_copy(
        update={"findings": [one.model_copy(update={"node": one.node.model_copy(update={"kind": "strategy"})})]}
    )
    assert len(compared(old, new).renamed) == 1
    assert compare([old, report(plan="LQ", codes=[])], [report(codes=[]), elsewhere]).renamed == []
    assert compared(old, strategy).renamed == []


def test_a_twin_is_no_other_code() -> None:
    old = report(ONE, codes=None)
    (one,) = old.findings
    twin = old.model_copy(update={"findings": [one.model_copy(update={"fingerprint": "0" * 16})]})
    assert compared(old, twin).renamed == []


def test_what_both_reports_hold_is_told_as_the_newer_one_tells_it() -> None:
    old = report(ONE, severity={"R-1": "warning"}, rows={"P1": 30}, names={"P1": "เดิม"}, owner="อบต.เดิม")
    new = report(ONE, names={"P1": "ใหม่"})
    title = Sentence(th="ข้อตรวจใหม่", en="Check anew")
    new = new.model_copy(update={"rules": [rule.model_copy(update={"title": title}) for rule in new.rules]})
    found = compared(old, new)
    (one,), (rule,), (plan,) = found.changes, found.rules, found.plans
    assert (one.node.name, one.place.cell, one.severity) == ("ใหม่", "D11", "error")
    assert (one.before.place, one.now.place) == (old.findings[0].place, new.findings[0].place)
    assert (rule.title, plan.plan.owner) == (title, "อบต.ตัวอย่าง")


def test_a_plan_under_another_code_is_suggested_by_its_code_or_by_title_and_owner() -> None:
    plan = report().submissions[0].plan
    submission = report().submissions[0].model_copy(update={"plan": plan.model_copy(update={"code": "LQ"})})
    by_title = compared(report(), report(submissions=[submission])).renamed
    by_code = compared(report(plan="LP-1"), report(plan="lp-1", owner="อื่น")).renamed
    assert [(one.kind, one.before, one.now) for one in by_title] == [("plan", "LP", "LQ")]
    assert [(one.kind, one.before, one.now) for one in by_code] == [("plan", "LP-1", "lp-1")]


def test_plans_are_not_suggested_where_several_share_a_title_or_none_has_one() -> None:
    def titled(code: str, title: str) -> Report:
        one = report().submissions[0]
        plan = one.plan.model_copy(update={"code": code, "title": title, "owner": title})
        return report(submissions=[one.model_copy(update={"plan": plan})])

    assert compared(titled("LA", ""), titled("LB", "")).renamed == []
    assert compare([titled("LA", "แผน")], [titled("LB", "แผน"), titled("LC", "แผน")]).renamed == []
    assert len(compare([titled("LA", "แผน")], [titled("LB", "แผน"), titled("LC", "อื่น")]).renamed) == 1


def test_a_plan_of_one_round_only_is_listed_as_such() -> None:
    found = compare([report(ONE), report(plan="LB")], [report(), report(plan="LC")])
    assert [(one.plan.code, one.handed_in) for one in found.plans] == [
        ("LB", "only-old"),
        ("LC", "only-new"),
        ("LP", "both"),
    ]
    assert [one.tally.fixed for one in found.plans] == [0, 0, 1]
    assert not found.nothing_changed


def test_files_that_are_equal_byte_for_byte_are_told() -> None:
    assert compared(report(), report()).plans[0].same_files
    assert not compared(report(), report(sha256="1" * 64)).plans[0].same_files


@pytest.mark.parametrize(
    ("other", "differs"),
    [
        ({"as_of": "2027-01-01"}, ["as-of"]),
        ({"rulebook": report().rulebook.model_copy(update={"hash": "b" * 64})}, ["rulebook"]),
        ({"rulebook": report().rulebook.model_copy(update={"profile": "strict"})}, ["profile"]),
        ({"engines": report().engines.model_copy(update={"ran": ["sets"], "agreed": None})}, ["engines"]),
        ({"tool": report().tool.model_copy(update={"version": "0.2.0"})}, ["program"]),
        ({"context": [report(plan="PP").submissions[0].plan]}, ["context"]),
        ({}, []),
    ],
    ids=lambda one: str(one[0] if isinstance(one, list) and one else ""),
)
def test_what_was_done_otherwise_in_the_two_checks_is_told(other: dict[str, Any], differs: list[str]) -> None:
    assert compared(report(), report(**other)).differs == differs


def test_the_plans_of_a_round_are_none_that_it_was_judged_against() -> None:
    one, other, third = (report(plan=code) for code in ("LA", "LB", "LC"))
    beside = report(plan="LA", context=[other.submissions[0].plan, third.submissions[0].plan])
    found = compare([one, other], [beside, other])
    assert (found.old.context, found.new.context, found.differs) == ([], ["LC"], ["context"])


def test_rules_stand_in_order_of_how_much_they_moved() -> None:
    old = report([("R-1", "P1"), ("R-2", "P1"), ("R-2", "P2")])
    found = compared(old, report([("R-1", "P1")]))
    assert [(one.id, one.tally.fixed, one.tally.remaining) for one in found.rules] == [("R-2", 2, 0), ("R-1", 0, 1)]
