"""The chain's picture stays inside its frame, stays bounded, and says what it leaves out."""

from __future__ import annotations

import re
from itertools import pairwise

from checker.finding import Report
from checker.render.chain_picture import GROUP_HEAD, MOST, WIDTH, picture, reach_of
from checker.render.html import html
from tests.render import reports
from tests.render.reports import ABOVE, CHAIN, PLAN, strategy


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
    for report in (reports.bad(), reports.several(), _with(60, 40)):
        drawn = picture(report)
        assert drawn is not None
        spans = sorted((box.x, box.y, box.y + box.height) for box in drawn.boxes)
        assert all(a[0] != b[0] or a[2] < b[1] for a, b in pairwise(spans))
        assert max(box.x + WIDTH for box in drawn.boxes) <= drawn.width
        assert max(box.y + box.height for box in drawn.boxes) <= drawn.height


def test_a_line_never_runs_behind_a_box() -> None:
    drawn = picture(reports.bad())
    assert drawn is not None
    passing = [(int(x), int(y)) for line in drawn.lines for y, x in re.findall(r" (\d+)H(\d+)", line.path)]
    assert passing
    for right, y in passing:
        assert not [box for box in drawn.boxes if box.x + WIDTH == right and box.y <= y <= box.y + box.height]
        assert not [head for head in drawn.heads if head.x + WIDTH == right and head.y <= y <= head.y + GROUP_HEAD]


def test_the_picture_stays_bounded_and_says_what_it_leaves_to_the_table() -> None:
    report = _with(60, 40)
    drawn = picture(report)
    assert drawn is not None
    assert (len(drawn.boxes), drawn.cut) == (MOST + 1, 60 - MOST)
    text = html(report, "en")
    assert f"The picture leaves out {60 - MOST} strategies" in text
    assert all(f">S-{n}</b>" in text for n in range(60))


def test_what_is_broken_is_drawn_before_what_is_whole() -> None:
    report = _with(60, 40)
    broken = report.chain[59].model_copy(update={"broken": ["X"]})
    drawn = picture(report.model_copy(update={"chain": [*report.chain[:59], broken]}))
    assert drawn is not None
    assert broken in [box.strategy for box in drawn.boxes]


def test_strategies_above_that_nobody_supports_are_counted_and_not_drawn() -> None:
    drawn = picture(reports.bad())
    assert drawn is not None
    assert {column.level: column.unlinked for column in drawn.columns} == {"local": 0, "province": 1, "national": 4}
    assert len([box for box in drawn.boxes if not box.own]) + 5 == len(ABOVE)


def test_a_broken_link_has_a_sign_besides_its_colour() -> None:
    text = html(reports.bad(), "th")
    assert text.count('class="stub"') == sum(bool(one.broken) for one in CHAIN)
    assert "✕ PP-99/7 – ไม่พบปลายทาง" in text


def test_without_strategies_there_is_no_picture() -> None:
    report = reports.good().model_copy(update={"chain": []})
    assert picture(report) is None
    assert "<svg" not in html(report, "th")


def test_two_strategies_of_one_code_are_both_drawn() -> None:
    drawn = picture(reports.good().model_copy(update={"chain": [CHAIN[0], CHAIN[0]]}))
    assert drawn is not None
    assert len([box for box in drawn.boxes if box.own]) == 2


def test_the_reach_is_the_farthest_level_above_its_own() -> None:
    assert reach_of(strategy("S", "ก", 1, "1", reaches=["local", "national", "province"])) == "national"
    assert reach_of(strategy("S", "ก", 1, "1", plan=PLAN, reaches=["local"])) is None


def test_the_sign_of_a_broken_link_stays_inside_the_picture() -> None:
    drawn = picture(reports.hostile())
    assert drawn is not None
    assert all(box.x + WIDTH + 34 < drawn.width for box in drawn.boxes if box.strategy.broken)


def test_a_long_column_above_draws_each_plan_once_with_its_codes() -> None:
    drawn = picture(_with(12, 9))
    assert drawn is not None
    (gathered,) = [box for box in drawn.boxes if not box.own]
    assert [one.code for one in gathered.strategies] == [str(n) for n in range(9)]
    assert len(drawn.lines) == 12
    assert "9 supported: 0, 1, 2, 3, 4, 5, 6, 7, 8" in html(_with(12, 9), "en")


def test_a_plan_that_was_not_given_accuses_nobody() -> None:
    waiting = strategy("S-1", "ก", 1, "1", not_given=["PP-99/2"])
    text = html(reports.good().model_copy(update={"chain": [waiting]}), "en")
    assert "○ PP-99/2 – that plan was not given" in text
    assert 'class="stub"' not in text
    assert "reaches no plan above" not in text
