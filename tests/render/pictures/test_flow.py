"""The chain's picture stays inside its frame, stays bounded, keeps what flows, and says what it leaves out."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from checker.finding import Report
from checker.render.html import html
from checker.render.pictures.boxes import Box, Flow
from checker.render.pictures.cards import WIDTH, Cards, reach_of
from checker.render.pictures.flow import MOST, flow, measure_of
from checker.render.wording import Words
from tests.render import reports
from tests.render.reports import ABOVE, CHAIN, PLAN, strategy


def picture(report: Report) -> Flow:
    """The picture of `report` in English."""
    drawn = flow(report, Cards(Words("en"), lambda code: code, {}, {}))
    assert drawn is not None
    return drawn


def box_of(drawn: Flow, code: str) -> Box:
    """The box of the submitted strategy `code`."""
    (found,) = [box for box in drawn.boxes if box.own and box.strategy.code == code]
    return found


def _with(chain: int, above: int = 0) -> Report:
    upper = [strategy(str(n), "ประเด็น", 0, "0", plan="PP-99", level="province") for n in range(above)]
    own = [
        strategy(
            f"S-{n}",
            "ยุทธศาสตร์",
            1,
            "1",
            supports=[f"PP-99/{n % above}"] if above else [],
            reaches=["local", "province"],
        )
        for n in range(chain)
    ]
    return reports.good().model_copy(update={"chain": own, "above": upper})


def test_boxes_of_a_column_never_overlap_and_stay_inside() -> None:
    for report in (reports.bad(), reports.several(), reports.hostile(), _with(60, 40), _with(3, 5)):
        drawn = picture(report)
        spans = sorted((box.x, box.y, box.y + box.height) for box in drawn.boxes)
        assert all(a[0] != b[0] or a[2] < b[1] for a, b in pairwise(spans))
        assert max(box.x + WIDTH for box in drawn.boxes) <= drawn.width
        assert max(box.y + box.height for box in drawn.boxes) <= drawn.height


def test_a_band_passes_a_column_below_its_boxes() -> None:
    upper = [strategy("9", "ประเด็น", 0, "0", plan="CP-1", level="cluster")]
    middle = [strategy(str(n), "ประเด็น", 0, "0", plan="PP-1", level="province") for n in range(3)]
    own = [
        strategy("A", "ก", 1, "5", supports=[f"PP-1/{n}" for n in range(3)]),
        strategy("B", "ข", 1, "5", supports=["CP-1/9"]),
    ]
    drawn = picture(reports.good().model_copy(update={"chain": own, "above": [*upper, *middle]}))
    (passing,) = [band for band in drawn.bands if (band.source, band.target) == ("B", "9")]
    ((x, y),) = [(float(x), float(y)) for x, y in re.findall(r"L([\d.]+) ([\d.]+)", passing.path)]
    below = max(box.y + box.height for box in drawn.boxes if box.x == x - WIDTH)
    assert below < y - passing.thick / 2
    assert y + passing.thick / 2 <= drawn.height


def test_a_strategy_is_as_wide_as_its_money_and_shares_it_evenly() -> None:
    report = _with(2, 2).model_copy(
        update={
            "chain": [
                strategy("A", "ก", 1, "300", supports=["PP-99/0", "PP-99/1"]),
                strategy("B", "ข", 9, "600", supports=["PP-99/1"]),
            ]
        }
    )
    drawn = picture(report)
    wide = {(band.source, band.target): band.thick for band in drawn.bands}
    assert wide["A", "0"] == wide["A", "1"] == wide["B", "1"] / 4
    flows = {box.strategy.code: box.flow for box in drawn.boxes}
    assert flows == {"A": 300, "B": 600, "0": 150, "1": 750}


@pytest.mark.parametrize(
    ("projects", "budget", "measure"),
    [(3, "5", "budget"), (3, "0", "projects"), (0, "0", "links"), (3, "มาก", "projects")],
)
def test_bands_measure_money_then_projects_then_nothing(projects: int, budget: str, measure: str) -> None:
    report = reports.good().model_copy(update={"chain": [strategy("A", "ก", projects, budget, supports=["PP-99/1"])]})
    assert measure_of(report) == measure
    assert picture(report).bands[0].thick > 0


def test_what_a_strategy_names_beyond_its_bands_is_counted_in_its_box() -> None:
    drawn = picture(reports.bad())
    assert "+ 1 named elsewhere" in [row.text for row in box_of(drawn, "S-4").told.rows]
    assert not [row for row in box_of(drawn, "S-1").told.rows if row.text.startswith("+")]


def test_code_lists_share_the_last_column() -> None:
    lists = [strategy("1", "ก", 0, "0", plan="joint-local@2566-2570", level="local")]
    chain = [strategy("A", "ก", 1, "1", supports=["joint-local@2566-2570/1", "PP-99/1"])]
    drawn = picture(reports.good().model_copy(update={"chain": chain, "above": [*ABOVE[:1], *lists]}))
    assert [(column.level, column.lists) for column in drawn.columns] == [
        ("local", False), ("province", False), ("national", True)
    ]  # fmt: skip


def test_every_submitted_strategy_stands_in_the_picture_with_its_full_words() -> None:
    drawn = picture(reports.bad())
    for one in CHAIN:
        assert box_of(drawn, one.code).told.title.startswith(f"{one.code} {one.name} · ")


def test_the_picture_stays_bounded_and_says_what_it_leaves_to_the_table() -> None:
    report = _with(60, 40)
    drawn = picture(report)
    assert (len(drawn.boxes), drawn.cut) == (MOST + 1, 60 - MOST)
    text = html(report, "en")
    assert f"The picture leaves out {60 - MOST} strategies" in text
    assert all(f">S-{n}</b>" in text for n in range(60))


def test_what_is_broken_is_drawn_before_what_is_whole() -> None:
    report = _with(60, 40)
    broken = report.chain[59].model_copy(update={"broken": ["X"]})
    drawn = picture(report.model_copy(update={"chain": [*report.chain[:59], broken]}))
    assert broken in [box.strategy for box in drawn.boxes]


def test_strategies_above_that_nobody_supports_are_counted_and_not_drawn() -> None:
    drawn = picture(reports.bad())
    assert {column.level: column.unlinked for column in drawn.columns} == {"local": 0, "province": 1, "national": 4}
    assert len([box for box in drawn.boxes if not box.own]) + 5 == len(ABOVE)


def test_a_broken_link_has_a_sign_and_a_word_besides_its_colour() -> None:
    text = html(reports.bad(), "th")
    assert text.count('class="stub broken"') == text.count('class="cross"') == sum(bool(one.broken) for one in CHAIN)
    assert "✕ ไม่พบปลายทาง: PP-99/7" in text


def test_without_strategies_there_is_no_picture() -> None:
    report = reports.good().model_copy(update={"chain": []})
    assert flow(report, Cards(Words("th"), str, {}, {})) is None
    assert "<svg" not in html(report, "th")


def test_two_strategies_of_one_code_are_both_drawn() -> None:
    drawn = picture(reports.good().model_copy(update={"chain": [CHAIN[0], CHAIN[0]]}))
    assert len([box for box in drawn.boxes if box.own]) == 2


def test_the_reach_is_the_farthest_level_above_its_own() -> None:
    assert reach_of(strategy("S", "ก", 1, "1", reaches=["local", "national", "province"])) == "national"
    assert reach_of(strategy("S", "ก", 1, "1", plan=PLAN, reaches=["local"])) is None


def test_the_sign_of_a_broken_link_stays_inside_the_picture() -> None:
    drawn = picture(reports.hostile())
    assert [box.x + WIDTH + 34 < drawn.width for box in drawn.boxes if box.stubs] == [True]


def test_a_long_column_above_draws_each_plan_once_with_its_codes() -> None:
    drawn = picture(_with(12, 9))
    (gathered,) = [box for box in drawn.boxes if not box.own]
    assert [one.code for one in gathered.strategies] == [str(n) for n in range(9)]
    assert len(drawn.bands) == 12
    assert gathered.told.title.startswith("PP-99 · 9 supported: 0, 1, 2, 3, 4, 5, 6, 7, 8 · 0 ประเด็น")


def test_a_plan_that_was_not_given_accuses_nobody() -> None:
    waiting = strategy("S-1", "ก", 1, "1", not_given=["PP-99/2"])
    text = html(reports.good().model_copy(update={"chain": [waiting]}), "en")
    assert "○ not given: PP-99/2" in text
    assert 'class="stub open"' in text
    assert 'class="cross"' not in text
    assert "leads to no plan" not in text
