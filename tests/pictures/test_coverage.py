"""The figures of a plan are those that anybody counts out of its rows, each node once."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from random import Random

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.explain.walk import Walker
from checker.figures import PlanFigures, StrategyCoverage
from checker.pictures.coverage import figures
from tests.build import graph_of, report_of, rule
from tests.plans import Submission, submissions

SAMPLE = Path(__file__).parents[2] / "samples" / "good" / "sai-yoi.yaml"
LOCAL = "plan: {code: LP, level: local, years: 2566-2567, area: '540503'}\nnodes:\n"
TREE = """
  - {strategy: S1, name: ถนน}
  - {goal: G1, part_of: S1}
  - {goal: G2, part_of: S1}
  - {indicator: K1, measures: G1}
  - {programme: M1, part_of: S1, name: การโยธา}
  - {project: P1, part_of: M1, indicator_text: 3 สาย, budget: {2566: 100, 2567: 50.25}}
  - {project: P2, part_of: M1, budget: {2566: 0, 2567: มาก}}
  - {project: P3, part_of: S1, budget: {2570: 7}}
  - {indicator: K2, measures: P3}
  - {strategy: S2, name: น้ำ}
  - {project: P4, budget: {2566: 1}}
  - {equipment: E1, part_of: M1, budget: {2566: 900}}
"""


def plan(text: str) -> PlanFigures:
    """The figures of the only plan of YAML `text`."""
    (found,) = figures(Walker(graph_of(text)), {})
    return found


def under(code: str, text: str = LOCAL + TREE) -> StrategyCoverage:
    """The figures of the strategy `code`."""
    (found,) = [one for one in plan(text).strategies if one.code == code]
    return found


def test_what_stands_under_a_strategy_is_counted_through_its_programmes() -> None:
    one = under("S1")
    assert (one.projects, one.goals, one.goals_measured, one.indicators) == (3, 2, 1, 1)
    assert [(part.kind, part.code, part.projects) for part in one.parts] == [
        ("goal", "G1", 0), ("goal", "G2", 0), ("programme", "M1", 2)
    ]  # fmt: skip


def test_a_project_is_measured_by_its_kpi_or_by_an_indicator() -> None:
    assert under("S1").measured == 2


def test_a_zero_and_an_amount_that_cannot_be_read_are_no_money_and_the_latter_is_counted() -> None:
    one = under("S1")
    assert (one.funded, one.unreadable, one.budget) == (2, 1, "157.25")


def test_each_year_of_the_plan_is_told_and_every_further_one_with_an_amount() -> None:
    told = [(one.year, one.projects, one.budget) for one in under("S1").years]
    assert told == [(2566, 1, "100"), (2567, 1, "50.25"), (2570, 1, "7")]


def test_equipment_is_counted_beside_the_projects() -> None:
    one = under("S1")
    assert (one.equipment, one.equipment_budget) == (1, "900")


def test_a_strategy_without_anything_is_told_with_zeros() -> None:
    one = under("S2")
    assert (one.projects, one.indicators, one.funded, one.budget) == (0, 0, 0, "0")
    assert [(year.year, year.budget) for year in one.years] == [(2566, "0"), (2567, "0"), (2570, "0")]


def test_what_stands_under_no_strategy_is_counted_apart() -> None:
    found = plan(LOCAL + TREE)
    assert (found.loose.projects, found.loose.budget) == (1, "1")
    assert found.whole.projects == 4
    assert found.whole.budget == "158.25"


def test_a_project_under_two_strategies_counts_for_both_and_once_in_the_whole() -> None:
    both = LOCAL + "  - {strategy: S1}\n  - {strategy: S2}\n  - {project: P, part_of: [S1, S2], budget: {2566: 5}}"
    found = plan(both)
    assert [one.budget for one in found.strategies] == ["5", "5"]
    assert (found.whole.budget, found.loose.projects) == ("5", 0)


def test_a_goal_that_stands_under_no_strategy_is_told_like_one() -> None:
    found = plan(
        "plan: {code: AG, level: agency, years: 2566-2566}\nnodes:\n  - {goal: G1}\n  - {indicator: K, measures: G1}"
    )
    assert [(one.kind, one.code, one.indicators) for one in found.strategies] == [("goal", "G1", 1)]


def test_two_strategies_of_one_code_are_told_apart() -> None:
    twins = LOCAL + "  - {strategy: S1, name: ก}\n  - {strategy: S1, name: ข}\n  - {project: P, part_of: S1}"
    assert sorted(one.name for one in plan(twins).strategies) == ["ก", "ข"]


def test_a_form_without_a_place_for_something_is_not_said_to_lack_it() -> None:
    form = "years: 2566-2567, holds: [strategy, project], asks: {project: [name, part_of]}, "
    whole = plan(LOCAL.replace("years: 2566-2567, ", form) + "  - {strategy: S1}\n  - {project: P1, part_of: S1}").whole
    assert (whole.goals, whole.goals_measured, whole.indicators) == (None, None, None)
    assert (whole.measured, whole.funded) == (None, None)


def test_the_findings_of_a_strategy_are_those_on_all_that_stands_under_it() -> None:
    wanted = rule(kind="requires-field", source="project", all_of=[{"field": "indicator_text", "present": True}])
    report = report_of(graph_of(LOCAL + TREE.replace("indicator_text: 3 สาย", "indicator_text: ''")), wanted)
    (one,) = [one for one in report.figures[0].strategies if one.code == "S1"]
    assert one.findings == sorted(one.fingerprint for one in report.findings if one.node.code != "P4")
    assert len(one.findings) == len(report.findings) - 1 == 3


def test_a_count_that_is_not_full_leads_to_a_finding_on_what_lacks_it() -> None:
    wanted = rule(kind="requires-field", source="project", all_of=[{"field": "objective", "present": True}])
    report = report_of(graph_of(LOCAL + TREE), wanted)
    prints = {one.node.code: one.fingerprint for one in report.findings}
    (one,) = [one for one in report.figures[0].strategies if one.code == "S1"]
    assert one.gaps == {"measured": prints["P2"], "funded": prints["P2"]}


def test_a_window_of_more_than_twenty_years_is_not_counted_out() -> None:
    assert [year.year for year in plan(LOCAL.replace("2566-2567", "2566-2600") + TREE).whole.years] == [
        2566,
        2567,
        2570,
    ]


def test_the_values_of_an_indicator_are_told_by_year_with_what_cannot_be_read() -> None:
    text = LOCAL + (
        "  - {strategy: S1}\n  - {goal: G1, part_of: S1}\n"
        "  - {indicator: K1, measures: G1, unit: ร้อยละ, direction: เพิ่มขึ้น, baseline: {2565: 40},"
        " targets: {2567: มาก, 2566: 45.5, 2568: ''}, actual: {2566: 44}}"
    )
    (one,) = plan(text).indicators
    assert (one.strategy, one.unit, one.direction) == ("S1", "ร้อยละ", "up")
    assert [(value.year, value.number) for value in one.baseline + one.actual] == [(2565, "40"), (2566, "44")]
    assert [(value.year, value.written, value.number) for value in one.targets] == [
        (2566, "45.5", "45.5"), (2567, "มาก", None)
    ]  # fmt: skip


def test_the_figures_of_the_sample_are_those_of_its_rows() -> None:
    """Worked out from the file itself, by following `part_of` in its rows."""
    rows = yaml.safe_load(SAMPLE.read_text(encoding="utf-8"))["nodes"]
    kinds = ("strategy", "goal", "tactic", "programme", "project")
    above = {str(row[kind]): str(row.get("part_of", "")) for row in rows for kind in kinds if kind in row}
    money: dict[str, dict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    count: dict[str, int] = defaultdict(int)
    for row in rows:
        if "project" in row:
            top = str(row["project"])
            while above[top]:
                top = above[top]
            count[top] += 1
            for year, amount in row["budget"].items():
                money[top][int(year)] += Decimal(str(amount))
    draft = SAMPLE.read_text(encoding="utf-8")
    (found,) = figures(Walker(graph_of(draft)), {})
    assert {one.code: one.projects for one in found.strategies} == count
    told = {one.code: {year.year: Decimal(year.budget) for year in one.years} for one in found.strategies}
    assert told == money
    assert found.whole.projects == sum(count.values())
    assert Decimal(found.whole.budget) == sum(sum(one.values()) for one in money.values())


@settings(max_examples=60)
@given(submissions(), st.integers(0, 99))
def test_the_figures_of_any_plan_add_up_whatever_the_order_of_its_rows(submission: Submission, seed: int) -> None:
    graph = submission.graph()
    found = figures(Walker(graph), {})
    assert figures(Walker(submission.graph(Random(seed))), {}) == found
    for one in found:
        nodes = [node for node in graph.submitted() if node.plan == one.plan]
        cells = [cell for node in nodes if node.kind == "project" for cell in node.yearly.get("budget", {}).values()]
        assert Decimal(one.whole.budget) == sum(cell.number for cell in cells if cell.number is not None)
        assert one.whole.projects == sum(node.kind == "project" for node in nodes)
        strategies = [node.code for node in nodes if node.kind == "strategy"]
        assert sorted(top.code for top in one.strategies if top.kind == "strategy") == sorted(strategies)
        for row in (one.whole, one.loose, *one.strategies):
            assert Decimal(row.budget) == sum(Decimal(year.budget) for year in row.years)
            assert max((year.projects for year in row.years), default=0) <= (row.funded or 0) <= row.projects
