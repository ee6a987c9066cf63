"""The matrix, the money and the targets show what the figures say, all of it, and say what they leave out."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from checker.figures import Coverage, PlanFigures
from checker.finding import Report
from checker.render.html import html
from checker.render.pictures.budget import MOST as MOST_ROWS
from checker.render.pictures.budget import budget
from checker.render.pictures.drawn import MOST_PLANS, pictures
from checker.render.pictures.matrix import MOST_GAPS, MOST_PARTS, Matrix, matrix
from checker.render.pictures.targets import MOST, MOST_TOLD, targets
from checker.render.wording import Language, Words
from tests.render import reports
from tests.render.figures import YEARS, counted, covered, every_state, figures, indicator, part
from tests.render.test_html import Page

WORDS = Words("en")
LANGUAGES: tuple[Language, ...] = ("th", "en")


def page(plan: PlanFigures, language: Language = "en") -> str:
    return html(reports.good().model_copy(update={"figures": [plan]}), language)


def drawn(plan: PlanFigures) -> Matrix:
    found = matrix(plan, 1, lambda kind, code: "", lambda print_: True)
    assert found is not None
    return found


def test_the_matrix_names_what_is_served_by_nothing_and_measured_by_nothing() -> None:
    found = drawn(every_state("LP", "f" * 16))
    assert (found.strategies, found.unserved, found.unmeasured) == (3, 1, 1)
    (bare,) = [row for row in found.rows if row.unserved and not row.under]
    assert {share.name: share.state for share in bare.shares} == {
        "goals": "none", "indicators": "none", "projects": "none", "measured": "unasked", "funded": "unasked",
    }  # fmt: skip
    text = Page(page(every_state("LP", "f" * 16))).text
    assert "Strategies: 3. Served by no project: 1. Measured by nothing: 1. Projects under no strategy: 2." in text


def test_every_strategy_stands_in_the_matrix_and_in_the_table_of_money() -> None:
    plan = figures("LP", [covered(f"S-{n}", f"ยุทธศาสตร์ที่ {n}", n, money={2566: str(n)}) for n in range(40)])
    assert [row.code for row in drawn(plan).rows] == [f"S-{n}" for n in range(40)]
    text = page(plan)
    money = text[text.index('class="amounts"') :]
    assert all(f'<b class="code">S-{n}</b>' in money for n in range(40))


def test_under_a_strategy_stand_the_parts_that_lack_something() -> None:
    found = drawn(every_state("LP", "f" * 16))
    assert [(row.kind, row.code) for row in found.rows if row.under] == [("programme", "1.1"), ("goal", "G-1")]
    assert len(found.parts) == 3


def test_a_programme_is_not_said_to_lack_an_indicator_nor_a_goal_a_project() -> None:
    parts = [part("programme", "1.1", "ก", 2, indicators=0, goals=0, funded=2), part("goal", "G", "ข", 0)]
    found = drawn(figures("LP", [covered("S", "ค", 2, parts)]))
    assert [share.state for row in found.parts if row.under for share in row.shares if share.state == "none"] == []
    (goal,) = [row for row in found.parts if row.kind == "goal"]
    assert [(share.name, share.state) for share in goal.shares if share.state != "unasked"] == [("indicators", "count")]


def test_a_cell_leads_to_its_finding_where_the_page_holds_it() -> None:
    print_ = reports.bad().findings[0].fingerprint
    text = html(reports.bad(), "en")
    assert f'<td class="is-none"><a href="#f-{print_}"><b>✕ 0 of 3</b></a>' in text
    lost = figures("LP", [covered("S", "ก", 1, gaps={"measured": "0" * 16}, findings=["0" * 16], measured=0)])
    assert "#f-0000" not in page(lost)


def test_what_the_matrix_leaves_out_is_counted() -> None:
    bare = [part("programme", f"P-{n}", "แผนงาน", 0) for n in range(MOST_PARTS + 50)]
    found = drawn(figures("LP", [covered("S", "ก", 1, bare)]))
    assert (len(found.rows), found.hidden_gaps) == (MOST_GAPS + 1, MOST_PARTS + 50 - MOST_GAPS)
    assert (len(found.parts), found.hidden_parts) == (MOST_PARTS, 51)
    text = Page(page(figures("LP", [covered("S", "ก", 1, bare)]))).text
    assert f"{MOST_PARTS + 50 - MOST_GAPS} more goals, tactics or programmes that lack something" in text
    assert "51 more rows are in the report as JSON." in text


def test_bars_are_as_long_as_their_amounts_and_nothing_is_left_out_of_the_total() -> None:
    plan = figures("LP", [covered("A", "ก", 1, money={2566: "400", 2567: "100"}), covered("B", "ข", 0)])
    found = budget(plan, WORDS)
    assert found is not None
    first, bare, whole = found.rows
    assert first.cells[0].bar == pytest.approx(first.cells[1].bar * 4, abs=0.3)
    assert [cell.amount for cell in bare.cells] == ["0"] * 5
    assert [cell.bar for cell in bare.cells] == [0.0] * 5
    assert ([cell.amount for cell in whole.cells], whole.total) == (["400", "100", "0", "0", "0"], "500")


def test_strategies_beyond_the_picture_are_summed_in_one_row() -> None:
    plan = figures("LP", [covered(f"S-{n}", "ก", 1, money={2566: "10"}) for n in range(MOST_ROWS + 3)])
    found = budget(plan, WORDS)
    assert found is not None
    assert [(row.full, row.total) for row in found.rows if row.kind == "rest"] == [("3 more strategies together", "30")]
    assert sum(int(row.total) for row in found.rows if row.kind != "whole") == int(found.rows[-1].total)
    assert [row.cells[0].amount for row in found.rows if row.kind == "rest"] == ["30"]


def test_the_sentence_on_money_tells_what_has_none_and_what_is_not_in_it() -> None:
    whole = Coverage(**counted(4, {2566: "12"}, funded=1, unreadable=2, equipment=3, equipment_budget="7000"))
    plan = figures("LP", [covered("A", "ก", 2, money={2566: "7"}), covered("B", "ข", 2)], whole=whole)
    text = Page(page(plan)).text
    assert "12 baht in 4 projects; most of it under strategy A (7 baht). 3 projects have no money in any year." in text
    assert "Strategies without any money: B. 2 amounts cannot be read and are in no sum." in text
    assert "3 items of equipment (7,000 baht) are not in this picture." in text
    assert "A project under several strategies counts for each of them, and once in the total." in text


def test_a_plan_without_strategies_still_shows_its_money() -> None:
    loose = Coverage(**counted(2, {2566: "30"}))
    village = PlanFigures(plan="VP", level="village", whole=loose, strategies=[], loose=loose)
    found = budget(village, WORDS)
    assert found is not None
    assert [(row.full, row.total) for row in found.rows] == [("Under no strategy", "30"), ("The whole plan", "30")]
    assert "30 baht in 2 projects. 1 project has no money in any year." in Page(page(village)).text


def test_forms_without_a_place_for_money_have_no_picture_of_it() -> None:
    bare = figures("LP", [covered("A", "ก", 2)], whole=Coverage(**counted(2, funded=None)))
    assert budget(bare, WORDS) is None
    assert 'id="budget"' not in page(bare)


def test_a_line_of_targets_begins_at_its_baseline_and_is_broken_where_a_year_is_missing() -> None:
    plan = figures("LP", [], indicators=[
        indicator("K", baseline={2565: "1"}, targets={2566: "2", 2567: "3", 2569: "5", 2570: "6"}, actual={2566: "2.5"})
    ])  # fmt: skip
    found = targets(plan, WORDS, lambda code: "")
    assert found is not None
    (one,) = found.drawn
    assert (len(one.lines), [year for _, year in one.missing], len(one.actual)) == (2, [2568], 1)
    heights = [dot.y for dot in [*one.base, *one.dots]]
    assert heights == sorted(heights, reverse=True)
    assert (
        one.says
        == "baseline 1 (2565) · targets 2 (2566) to 6 (2570) · reached 2.5 (2566) · no target in numbers for 2568"
    )


def test_a_year_of_the_plan_whose_target_cannot_be_read_is_told_like_one_that_is_missing() -> None:
    plan = figures(
        "LP", [covered("S", "ก", 1)], indicators=[indicator("K", targets={2566: "1", 2567: "2", 2568: "มาก"})]
    )
    found = targets(plan, WORDS, lambda code: "")
    assert found is not None
    assert (
        found.told[0].says == "no baseline · targets 1 (2566) to 2 (2567) · no target in numbers for 2568, 2569, 2570"
    )
    assert [year for _, year in found.told[0].years] == [2566, 2570]


def test_an_indicator_without_numbers_is_told_in_words() -> None:
    plan = figures(
        "LP", [], indicators=[indicator("K", milestones={2566: "ร่าง"}), indicator("L", targets={2566: "มาก"})]
    )
    found = targets(plan, WORDS, lambda code: "")
    assert found is not None
    assert [one.says for one in found.told] == [
        "no baseline · milestone of 1 year, in the table", "no baseline · no target in numbers"
    ]  # fmt: skip
    assert "ร่าง" in page(plan)
    assert "มาก" in page(plan)


def test_indicators_with_findings_are_drawn_first_and_the_rest_is_counted() -> None:
    plan = figures("LP", [], indicators=[indicator(f"K-{n}", targets={2566: "1"}) for n in range(MOST_TOLD + 9)])
    found = targets(plan, WORDS, lambda code: "f" if code == "K-300" else "")
    assert found is not None
    assert (len(found.drawn), len(found.told), found.count) == (MOST, MOST_TOLD, MOST_TOLD + 9)
    assert "K-300" in [one.figures.code for one in found.drawn]
    text = Page(page(plan)).text
    assert f"{MOST_TOLD + 9 - MOST} more are in the table below." in text
    assert "9 more are in the report as JSON." in text


@pytest.mark.parametrize(
    ("years", "says"),
    [
        (range(2560, 2590), ""),
        (range(2560, 2591), "1 more year has no column in this table"),
        (range(2560, 2594), "4 more years have no column in this table"),
    ],
)
def test_years_for_which_the_table_of_targets_has_no_column_are_counted(years: range, says: str) -> None:
    text = Page(page(figures("LP", [], indicators=[indicator("K-1", targets=dict.fromkeys(years, "1"))]))).text
    assert says in text
    assert ("no column in this table" in text) == bool(says)


def test_plans_beyond_the_first_ones_are_counted() -> None:
    plans = [figures(f"LP-{n}", [covered("S", "ก", 1)]) for n in range(MOST_PLANS + 2)]
    found = pictures(reports.good().model_copy(update={"figures": plans}), WORDS, str)
    assert (len(found.plans), found.hidden) == (MOST_PLANS, 2)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "report", [reports.bad(), reports.hostile(), reports.several()], ids=["bad", "hostile", "several"]
)
def test_every_picture_is_well_formed_and_named(report: Report, language: Language) -> None:
    text = html(report, language)
    found = [
        ElementTree.fromstring(part.partition("</svg>")[0].join(["<svg", "</svg>"])) for part in text.split("<svg")[1:]
    ]
    assert found
    ids = set(Page(text).ids)
    for one in found:
        assert one.get("role") in ("img", "group")
        assert set((one.get("aria-labelledby") or "").split()) <= ids
        assert one.get("aria-labelledby")


def test_every_region_of_a_page_has_a_name_of_its_own() -> None:
    plans = [every_state(code, "f" * 16) for code in ("LP-1", "LP-2")]
    text = html(reports.several().model_copy(update={"figures": plans}), "en")
    names = re.findall(r'role="region" aria-label="([^"]+)"', text)
    assert len(names) == len(set(names)) >= 11


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_without_anything_has_no_pictures(language: Language) -> None:
    empty = PlanFigures(
        plan="LP", level="local", whole=Coverage(**counted()), strategies=[], loose=Coverage(**counted())
    )
    text = html(reports.good().model_copy(update={"figures": [empty], "chain": []}), language)
    assert "<svg" not in text
    assert not {"chain", "coverage", "budget", "targets"} & set(Page(text).ids)


def test_the_pictures_of_a_huge_plan_stay_small() -> None:
    """5,000 projects in 20 strategies of 12 programmes: pictures grow with strategies, not with projects."""
    programmes = [
        part("programme", f"1.{n}", "แผนงานการโยธา", 20, money=dict.fromkeys(YEARS, "1000000")) for n in range(12)
    ]
    tops = [
        covered(f"S-{n}", "พัฒนาโครงสร้างพื้นฐาน", 250, programmes, money=dict.fromkeys(YEARS, "9" * 9)) for n in range(20)
    ]
    bare = reports.good()
    text = html(bare.model_copy(update={"figures": [figures("LP", tops)]}), "th")
    assert len(text.encode()) - len(html(bare, "th").encode()) < 400_000
