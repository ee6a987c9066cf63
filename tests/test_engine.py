"""The report: what was not checked, what follows from what, and what happens when the engines disagree."""

from __future__ import annotations

from typing import Any

import pytest

from checker.engine import compare
from checker.errors import EngineFault
from checker.finding import Report, Verdict
from checker.rule import Rule
from checker.verdicts import Judgement
from tests.build import graph_of, report_of, rule

LOCAL = "plan: {code: LP, level: local, years: 2566-2570, area: '540503'}\nnodes:\n"
PROVINCE = "plan: {code: PP, level: province, years: 2566-2570, area: '54'}\nnodes:\n"
CARRIED = {"kind": "requires-link", "source": "strategy", "relation": "supports"}


def reaches() -> Rule:
    return rule("PRJ-901", kind="reaches", source="project", via="(part_of|supports)+", level="province")


def test_a_rule_that_needs_a_plan_which_was_not_given_is_not_checked() -> None:
    (tally,) = report_of(graph_of(LOCAL + "  - {strategy: S1}"), rule(**CARRIED, target={"level": "province"})).rules
    assert tally.not_checked is not None
    assert tally.not_checked.en == "needs a provincial plan, which was not given"
    assert (tally.examined, tally.passed, tally.fail) == (0, 0, 0)


def test_the_same_rule_runs_once_the_plan_is_given() -> None:
    graph = graph_of(LOCAL + "  - {strategy: S1}", PROVINCE + "  - {strategy: '1'}")
    (tally,) = report_of(graph, rule(**CARRIED, target={"level": "province"})).rules
    assert (tally.not_checked, tally.examined, tally.fail) == (None, 1, 1)


def test_a_rule_that_needs_another_plan_is_not_checked_on_the_only_one() -> None:
    wanted = rule(
        kind="requires-link", source="project", relation="comes_from", target={"level": "local", "plan": "other"}
    )
    own, other = LOCAL + "  - {project: P1}", LOCAL.replace("LP", "LQ") + "  - {project: P1}"
    (alone,) = report_of(graph_of(own), wanted).rules
    (with_another,) = report_of(graph_of(own, context=other), wanted).rules
    assert alone.not_checked is not None
    assert alone.not_checked.en == "needs another local development plan, which was not given"
    assert (with_another.not_checked, with_another.fail) == (None, 1)


def test_a_rule_that_needs_a_code_list_which_was_not_given_is_not_checked() -> None:
    (tally,) = report_of(graph_of(LOCAL + "  - {strategy: S1}"), rule(**CARRIED, target={"list": "joint-local"})).rules
    assert tally.not_checked is not None
    assert "joint strategy" in tally.not_checked.en


def test_a_rule_that_needs_a_register_which_was_not_given_is_not_checked() -> None:
    wanted = rule(
        kind="requires-field", source="project", all_of=[{"field": "responsible_unit", "one_of": "responsible-unit"}]
    )
    (tally,) = report_of(graph_of(LOCAL + "  - {project: P1, responsible_unit: กองช่าง}"), wanted).rules
    assert tally.not_checked is not None


def test_a_rule_for_another_level_does_not_concern_the_plan() -> None:
    (tally,) = report_of(graph_of(LOCAL + "  - {strategy: S1}"), rule(**CARRIED, levels=["province"])).rules
    assert (tally.concerns, tally.not_applicable) == (False, 1)


@pytest.mark.parametrize(
    ("scope", "concerns"),
    [
        ({"years": {"from": 2566}}, True),
        ({"years": {"from": 2567}}, False),
        ({"plan": {"area": ["540503"]}}, True),
        ({"plan": {"area": ["54"]}}, False),
        ({"plan": {"owner": ["x"]}}, False),
    ],
)
def test_a_rule_for_plans_of_other_years_or_other_words_does_not_concern_the_plan(
    scope: dict[str, Any], concerns: bool
) -> None:
    (tally,) = report_of(graph_of(LOCAL + "  - {strategy: S1}"), rule(**CARRIED, **scope)).rules
    assert (tally.concerns, tally.fail, tally.not_applicable) == (concerns, int(concerns), int(not concerns))


def test_a_reference_to_nothing_is_the_cause_of_what_it_leaves_undecided() -> None:
    graph = graph_of(LOCAL + "  - {project: P1, part_of: S9}\n  - {project: P2, part_of: S9}")
    resolve = rule("LNK-900", kind="links-resolve", source="project", relation="part_of")
    stands = rule("PRJ-900", kind="requires-link", source="project", relation="part_of+", target={"kind": "strategy"})
    report = report_of(graph, resolve, stands)
    assert [(one.rule, one.node.code, one.explains) for one in report.findings] == [
        ("LNK-900", "P1", 1),
        ("LNK-900", "P2", 1),
    ]
    assert [one.cause for one in report.undecided] == [one.fingerprint for one in report.findings]


def test_what_hangs_on_a_plan_that_was_not_handed_in_is_undecided_and_says_so() -> None:
    graph = graph_of(LOCAL + "  - {strategy: S1, supports: DP/1}", PROVINCE + "  - {strategy: '1'}")
    report = report_of(graph, rule(**CARRIED, target={"level": "province"}))
    assert report.findings == []
    assert [(one.cause, one.why.en) for one in report.undecided] == [
        (None, "the plan or code list of “DP/1” was not handed in")
    ]


def test_a_missing_upper_link_explains_every_project_that_hangs_on_it() -> None:
    graph = graph_of(
        LOCAL + "  - {strategy: S1}\n  - {project: P1, part_of: S1}\n  - {project: P2, part_of: S1}",
        PROVINCE + "  - {strategy: '1'}",
    )
    report = report_of(graph, reaches(), rule("STR-900", **CARRIED, target={"level": "province"}))
    cause = next(one for one in report.findings if one.rule == "STR-900")
    assert cause.explains == 2
    assert {one.cause for one in report.findings if one.rule == "PRJ-901"} == {cause.fingerprint}


def test_an_unreadable_value_is_the_cause_of_the_sum_it_leaves_undecided() -> None:
    graph = graph_of(
        LOCAL
        + "  - {strategy: S1}\n  - {project: P1, part_of: S1, budget: {2566: มาก}}\n"
        + "  - {total: T1, sums: S1, budget_all: 5}"
    )
    number = rule("PRJ-900", kind="requires-field", source="project", all_of=[{"field": "budget", "is": "number"}])
    total = rule(
        "TOT-900", kind="sums-to", source="total", relation="sums/^part_of+", field="budget", total="budget_all"
    )
    report = report_of(graph, number, total)
    assert [(one.rule, one.explains) for one in report.findings] == [("PRJ-900", 1)]
    assert report.undecided[0].cause == report.findings[0].fingerprint


def test_a_report_says_that_both_engines_agreed() -> None:
    report = report_of(graph_of(LOCAL + "  - {strategy: S1}"), rule(**CARRIED))
    assert (report.engines.ran, report.engines.agreed) == (["rete", "sets"], True)


def test_one_engine_alone_does_not_claim_agreement() -> None:
    report = report_of(graph_of(LOCAL + "  - {strategy: S1}"), rule(**CARRIED), engine="rete")
    assert (report.engines.ran, report.engines.agreed) == (["rete"], None)


@pytest.mark.parametrize(("first", "second"), [("pass", "fail"), ("undecided", "fail"), ("pass", None)])
def test_a_disagreement_is_our_fault_and_shows_both_answers(first: Verdict, second: Verdict | None) -> None:
    graph = graph_of(LOCAL + "  - {strategy: S1}")
    theirs: dict[str, Verdict] = {} if second is None else {"LP|strategy|s1": second}
    with pytest.raises(EngineFault) as caught:
        compare(Judgement({"STR-900": {"LP|strategy|s1": first}}), Judgement({"STR-900": theirs}), graph)
    said = caught.value.faults[0].says.en
    assert str(first) in said
    assert str(second) in said
    assert caught.value.exit_code == 4


def test_a_report_goes_to_json_and_back_unchanged() -> None:
    graph = graph_of(LOCAL + "  - {strategy: S1, supports: 'nesdp:99'}\n  - {project: P1, part_of: S9}")
    report = report_of(graph, rule(**CARRIED), reaches())
    assert Report.from_json(report.to_json()) == report


def test_the_chain_shows_what_carries_a_strategy_and_how_far_it_reaches() -> None:
    graph = graph_of(
        LOCAL
        + "  - {strategy: S1, supports: [PP/1, PP/9, DP/1]}\n  - {project: P1, part_of: S1, budget: {2566: 100, 2567: 50}}",
        PROVINCE + "  - {strategy: '1', supports: 'sdg:1'}",
    )
    report = report_of(graph, rule(**CARRIED))
    (drawn,) = report.chain
    assert (drawn.projects, drawn.budget, drawn.supports) == (1, "150", ["PP/1"])
    assert (drawn.broken, drawn.not_given) == (["PP/9"], ["DP/1"])
    assert drawn.reaches == ["local", "province", "national"]
    assert [one.code for one in report.above] == ["1", "1"]


def test_a_fingerprint_does_not_depend_on_the_row() -> None:
    text = LOCAL + "  - {strategy: S1}"
    first = report_of(graph_of(text), rule(**CARRIED)).findings[0]
    second = report_of(graph_of("\n\n" + text), rule(**CARRIED)).findings[0]
    assert first.place != second.place
    assert first.fingerprint == second.fingerprint


def test_a_total_whose_own_years_are_all_empty_is_not_compared() -> None:
    graph = graph_of(LOCAL + "  - {total: T1, count_all: 9}\n  - {total: T2, count_all: 9, count: {2566: 8}}")
    report = report_of(graph, rule("TOT-900", kind="sums-to", source="total", field="count", total="count_all"))
    assert [one.node.code for one in report.findings] == ["T2"]
    assert report.rules[0].not_applicable == 1


def test_a_path_breaks_at_the_strategy_that_passes_the_province_by() -> None:
    graph = graph_of(
        LOCAL + "  - {strategy: S1, supports: 'sdg:1'}\n  - {project: P1, part_of: S1}",
        PROVINCE + "  - {strategy: '1'}",
    )
    (found,) = report_of(graph, reaches()).findings
    assert [one.value.en for one in found.evidence if one.what == "breaks-at"] == [
        "S1 (strategy · local development plan)"
    ]


def test_a_missing_link_to_something_else_explains_no_broken_path() -> None:
    graph = graph_of(LOCAL + "  - {strategy: S1}\n  - {project: P1, part_of: S1}", PROVINCE + "  - {strategy: '1'}")
    report = report_of(graph, reaches(), rule("STR-900", **CARRIED, target={"list": "sdg"}))
    assert {one.rule: one.cause for one in report.findings} == {"PRJ-901": None, "STR-900": None}


def test_what_a_project_lacks_itself_explains_its_own_broken_path() -> None:
    graph = graph_of(LOCAL + "  - {programme: G1}\n  - {project: P1, part_of: G1}", PROVINCE + "  - {strategy: '1'}")
    stands = rule("PRJ-900", kind="requires-link", source="project", relation="part_of+", target={"kind": "strategy"})
    report = report_of(graph, reaches(), stands)
    assert [one.cause is not None for one in report.findings if one.rule == "PRJ-901"] == [True]


def test_a_report_lists_the_codes_of_each_kind_in_the_order_people_count_in() -> None:
    graph = graph_of(LOCAL + "  - {project: P-10}\n  - {project: P-2}\n  - {project: P-2}\n  - {strategy: S1}")
    (submission,) = report_of(graph, rule(**CARRIED)).submissions
    assert submission.codes == {"project": ["P-2", "P-2", "P-10"], "strategy": ["S1"]}
    assert submission.counts == {"project": 3, "strategy": 1}
