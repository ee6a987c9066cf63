"""What rules see of the plan scores: worked out of their tallies, never called official, and silent where nothing was judged."""

from __future__ import annotations

from typing import Any

import pytest

from checker.finding import Report
from checker.rulebook import load_rulebook
from checker.scores import Item, Sheet, complaints, load_scores, with_scores
from checker.sheet import ScoreSheet
from checker.text import Sentence
from tests.build import graph_of, report_of, rule

WORDS = Sentence(th="คำ", en="words")
RULEBOOK = load_rulebook()
HAS_OBJECTIVE = rule(
    "PRJ-901", source="project", kind="requires-field", all_of=[{"field": "objective", "present": True}]
)
HAS_TARGET = rule("PRJ-902", source="project", kind="requires-field", all_of=[{"field": "target", "present": True}])
PLAN = """\
plan: {code: LP, level: local}
nodes:
  - {project: P1, objective: ก, target: ก}
  - {project: P2, objective: ก}
  - {project: P3, objective: ก}
  - {project: P4}
"""


def item(name: str, points: int, *rules: str) -> Item:
    return Item(id=name, points=points, title=WORDS, rules=list(rules))


def sheet(*items: Item) -> Sheet:
    return Sheet(id="projects", title=WORDS, items=list(items))


def scored(*items: Item, plan: str = PLAN, **changed: Any) -> ScoreSheet:
    report = report_of(graph_of(plan), HAS_OBJECTIVE, HAS_TARGET)
    tallies = [one.model_copy(update=changed) if one.id == "PRJ-902" else one for one in report.rules]
    (found,) = with_scores(report.model_copy(update={"rules": tallies}), [sheet(*items)]).scores
    return found


def test_an_item_is_worth_its_points_times_the_share_of_passes() -> None:
    assert [one.score for one in scored(item("a", 60, "PRJ-901"), item("b", 40, "PRJ-902")).items] == ["45.0", "10.0"]


def test_the_rules_of_one_item_weigh_alike() -> None:
    (one,) = scored(item("a", 100, "PRJ-901", "PRJ-902")).items
    assert one.score == "50.0"


def test_a_sheet_says_how_much_of_it_was_seen_and_worked_out() -> None:
    found = scored(item("a", 30, "PRJ-901"), item("b", 20, "PRJ-999"), item("c", 50))
    assert (found.points, found.seen, found.computed, found.score) == (100, 50, 30, "22.5")
    assert not found.official


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"not_checked": WORDS}, "PRJ-902 was not checked: words"),
        ({"passed": 0, "fail": 0}, "PRJ-902 had nothing that could be judged."),
        ({"passed": 0, "fail": 4, "waived": 4}, "PRJ-902 had nothing that could be judged."),
    ],
)
def test_an_item_has_no_figure_where_one_of_its_rules_judged_nothing(changed: dict[str, Any], why: str) -> None:
    (one,) = scored(item("a", 100, "PRJ-901", "PRJ-902"), **changed).items
    assert one.score is None
    assert one.why is not None
    assert one.why.en == why


def test_an_item_that_no_rule_sees_and_one_whose_rule_the_profile_leaves_out_have_no_figure() -> None:
    found = scored(item("a", 50), item("b", 50, "PRJ-999"))
    assert [one.why.en if one.why else "" for one in found.items] == [
        "No machine can tell; the reviewer scores it.",
        "This profile leaves PRJ-999 out.",
    ]


def test_what_an_exception_was_granted_for_counts_neither_way() -> None:
    (one,) = scored(item("a", 100, "PRJ-902"), waived=3).items
    assert one.score == "100.0"


@pytest.mark.parametrize("level", ["village", "tambon", "district", "province", "agency"])
def test_plans_of_other_levels_are_not_scored(level: str) -> None:
    report = report_of(graph_of(PLAN.replace("level: local", f"level: {level}")), HAS_OBJECTIVE)
    assert with_scores(report, load_scores(RULEBOOK.known)).scores == []


def test_two_plans_at_once_are_not_scored_as_their_tallies_are_of_both() -> None:
    report = report_of(graph_of(PLAN + "---\nplan: {code: L2, level: local}\nnodes: []\n"), HAS_OBJECTIVE)
    assert with_scores(report, load_scores(RULEBOOK.known)).scores == []


def test_the_sheets_are_of_a_hundred_points_and_name_rules_there_are() -> None:
    sheets = load_scores(RULEBOOK.known)
    assert [sum(one.points for one in each.items) for each in sheets] == [100, 100]
    assert complaints(sheets, RULEBOOK.known) == []
    assert all(any(not one.rules for one in each.items) for each in sheets)


def test_a_sheet_that_is_at_fault_is_told() -> None:
    wrong = sheet(item("a", 50, "PRJ-1011"), item("a", 51))
    assert [says.en for says in complaints([wrong], RULEBOOK.known)] == [
        "projects adds up to 101, not 100.",
        "projects: a stands twice.",
        "There is no rule PRJ-1011. The nearest is PRJ-101.",
    ]


def test_scores_go_to_json_and_back() -> None:
    report = with_scores(report_of(graph_of(PLAN), HAS_OBJECTIVE), load_scores(RULEBOOK.known))
    assert report.scores
    assert Report.from_json(report.to_json()) == report
    assert '"official": false' in report.to_json()
