"""What is proposed for broken links, and what is not."""

from __future__ import annotations

from dataclasses import replace

from checker.assemble import assembled
from checker.propose.broken import broken_in
from checker.propose.offers import Rename, Rewrite, offers_for
from checker.propose.trial import tried
from checker.readers.draft import Draft
from checker.readers.structured import read_structured
from tests.propose.mending import faults, made, plan, proposals, told

TREE = ('strategy: "1", name: น้ำ', 'tactic: "1.1", name: บ่อน้ำ, part_of: "1"')


def test_a_node_nobody_names_takes_the_code_that_twenty_name() -> None:
    projects = [f'project: "P{n}", name: โครงการ {n}, part_of: "1.2"' for n in range(20)]
    text = plan(*TREE, 'tactic: "1.3", name: ถนน, part_of: "1"', 'project: "X", name: ก, part_of: "1.1"', *projects)
    found = proposals(text)
    assert told(found) == [("node", "1.3", "1.2", [5])]
    assert (found.changes[0].links, found.broken, found.mended, found.findings_gone) == (20, 20, 20, 20)
    assert len(found.changes[0].mends) == 20
    assert [one.en for one in found.changes[0].alternatives] == [
        "Write “1.1” (tactic บ่อน้ำ) instead of “1.2” in 20 places.",
        "Write “1.3” (tactic ถนน) instead of “1.2” in 20 places.",
    ]
    assert not found.unique
    assert faults(made(text, found)) == []


def test_a_node_that_somebody_names_keeps_its_code() -> None:
    text = plan(
        *TREE,
        *(f'project: "P{n}", name: โครงการ {n}, part_of: "{code}"' for n, code in enumerate(["1.1", "01.1", "01.1"])),
    )
    found = proposals(text)
    assert told(found) == [("reference", "01.1", "1.1", [6, 7])]
    assert found.unique
    assert found.unmended == []


def test_one_misspelt_code_is_one_change_wherever_it_is_written() -> None:
    wrong = [f'project: "P{n}", name: โครงการ {n}, part_of: "1..1"' for n in range(3)]
    found = proposals(plan(*TREE, 'project: "X", name: ก, part_of: "1.1"', *wrong))
    assert told(found) == [("reference", "1..1", "1.1", [6, 7, 8])]
    assert (found.changes[0].links, found.unique) == (3, True)


def test_a_title_beside_the_code_tells_which_node_is_meant() -> None:
    other = 'tactic: "1.2", name: ถนนสู่ชุมชน, part_of: "1"'
    named = 'project: "P1", name: ก, part_of: {to: "1.9", title: ถนนสู่ชุมชน}'
    assert told(proposals(plan(*TREE, other, 'project: "X", name: ข, part_of: "1.2"', named))) == [
        ("reference", "1.9", "1.2", [7])
    ]


def test_the_code_goes_into_the_plan_and_column_that_the_reference_names() -> None:
    above = 'plan: {code: PP-54, level: province, years: 2566-2570}\nnodes:\n  - {strategy: "S-3", name: น้ำ}\n'
    for reference in ('"PP-54/S..3"', "{to: PP-54/S-9, title: น้ำ}"):
        found = proposals(plan(f'strategy: "1", name: ก, supports: {reference}'), above)
        assert [(one.old, one.new, one.links) for one in found.changes] == [
            ("S..3" if "S..3" in reference else "S-9", "S-3", 1)
        ]


def test_a_link_to_the_wrong_plan_is_written_with_the_plan_that_has_the_title() -> None:
    above = 'plan: {code: PP-54, level: province, years: 2566-2570}\nnodes:\n  - {strategy: "3", name: แหล่งน้ำชุมชน}\n'
    found = proposals(plan('strategy: "1", name: แหล่งน้ำชุมชน, supports: "1"'), above)
    assert [(one.old, one.new) for one in found.changes] == []
    found = proposals(plan('strategy: "1", name: ก, supports: {to: "9", title: แหล่งน้ำชุมชน}'), above)
    assert [(one.old, one.new) for one in found.changes] == [("9", "PP-54/3")]


def test_one_of_two_twins_takes_the_code_that_is_named_and_nobody_bears() -> None:
    text = plan(
        *TREE,
        'project: "P1", name: ก, part_of: "1.1"',
        'project: "P1", name: ข, part_of: "1.1"',
        'indicator: "K", name: ค, measures: "P2"',
    )
    found = proposals(text)
    assert told(found) == [("twin", "P1", "P2", [6])]
    assert (found.broken, found.mended, found.changes[0].links) == (2, 2, 1)
    assert [one.en for one in found.changes[0].alternatives] == ["Change the code of the project ก from “P1” to “P2”."]
    assert faults(made(text, found)) == []


def test_a_twin_takes_the_next_number_that_nobody_bears() -> None:
    rows = [
        f'project: "{code}", name: โครงการ {n}, part_of: "1.1"'
        for n, code in enumerate(["ก-๐๙", "ก-๐๙", "ก-๐๘", "ก-๐๙"])
    ]
    found = proposals(plan(*TREE, *rows))
    assert sorted(told(found)) == [("twin", "ก-๐๙", "ก-๑๐", [6]), ("twin", "ก-๐๙", "ก-๑๑", [8])]
    assert faults(made(plan(*TREE, *rows), found)) == []


def test_the_twin_that_titles_name_keeps_its_code() -> None:
    twins = [f'tactic: "1.2", name: {name}, part_of: "1"' for name in ("ถนนสู่ชุมชน", "ไฟฟ้าสาธารณะ")]
    named = 'project: "P1", name: ก, part_of: {to: "1.2", title: ไฟฟ้าสาธารณะ}'
    assert told(proposals(plan(*TREE, *twins, named))) == [("twin", "1.2", "1.3", [5])]


def test_a_row_written_twice_is_to_be_deleted_and_gets_no_code() -> None:
    found = proposals(plan(*TREE, *['project: "P1", name: ก, part_of: "1.1"'] * 2))
    assert told(found) == []
    assert [one.why.en.split(":")[0] for one in found.unmended] == ["Two rows bear “P1” and the same name"]


def test_a_circle_is_opened_by_the_link_whose_code_is_near_to_another() -> None:
    rows = (
        'strategy: "1", name: ก',
        'indicator: "K-1.1", name: หนึ่ง, measures: "1", contributes_to: "K-1.2"',
        'indicator: "K-1.2", name: สอง, measures: "1", contributes_to: "K-1.1"',
        'indicator: "K-2.2", name: สาม, measures: "1"',
    )
    found = proposals(plan(*rows))
    assert told(found) == [("reference", "K-1.2", "K-2.2", [4])]
    assert (found.mended, found.unmended, found.findings_gone) == (1, [], 2)
    left = proposals(plan(*rows[:3]))
    assert [(one.written, one.why.en) for one in left.unmended] == [
        ("K-1.1 → K-1.2", "The codes do not tell which link of the circle is wrong. Delete or change one of them.")
    ]


def test_a_link_to_itself_is_written_as_a_near_code() -> None:
    rows = ('strategy: "1", name: ก', 'indicator: "K-1.1", name: หนึ่ง, measures: "1", contributes_to: "K-1.1"')
    assert told(proposals(plan(*rows, 'indicator: "K-1.2", name: สอง, measures: "1"'))) == [
        ("reference", "K-1.1", "K-1.2", [4])
    ]


def test_what_is_near_to_nothing_is_said_to_be_left() -> None:
    found = proposals(plan(*TREE, 'project: "P1", name: ก, part_of: "9.9.9"'))
    assert [(one.written, one.node.code, one.place.line) for one in found.unmended] == [("9.9.9", "P1", 5)]
    assert "near enough" in found.unmended[0].why.en
    assert (found.broken, found.mended, found.unique, found.gave_up) == (1, 0, True, False)


def test_a_plan_without_broken_links_gets_nothing_proposed() -> None:
    found = proposals(plan(*TREE))
    assert (found.broken, found.changes, found.unmended) == (0, [], [])


def test_a_plan_that_was_not_handed_in_is_no_broken_link() -> None:
    assert proposals(plan('strategy: "1", name: ก, supports: "PP-54/1"')).broken == 0


def test_a_search_at_its_limit_says_so_and_proposes_nothing() -> None:
    rows = [f'project: "P{n}", name: โครงการ {n}, part_of: "1.{n % 3 + 6}"' for n in range(9)]
    tactics = [f'tactic: "1.{n}", name: กลยุทธ์ {n}, part_of: "1"' for n in (2, 3)]
    text = plan(*TREE, *tactics, *rows)
    assert proposals(text).mended == 9
    found = proposals(text, most_conflicts=0)
    assert (found.gave_up, found.mended, {one.why.en.split(" before")[0] for one in found.unmended}) == (
        True,
        0,
        {"The search reached its limit"},
    )


def test_the_order_of_the_rows_changes_nothing_but_the_places() -> None:
    rows = [
        *TREE,
        'tactic: "1.3", name: ถนน, part_of: "1"',
        'tactic: "1.4", name: ไฟฟ้า, part_of: "1"',
        *(f'project: "P{n}", name: โครงการ {n}, part_of: "1.2"' for n in range(3)),
        'project: "P9", name: ก, part_of: "1.5"',
    ]
    forward, backward = proposals(plan(*rows)), proposals(plan(*rows[::-1]))
    assert [(one.says, one.why, one.alternatives) for one in forward.changes] == [
        (one.says, one.why, one.alternatives) for one in backward.changes
    ]
    assert len(forward.changes) == 2


def test_a_change_that_moves_another_link_does_not_hold() -> None:
    text = plan(*TREE, 'project: "P1", name: ก, part_of: "1..1"')
    submitted = read_structured(text, "plan.yaml")
    work = assembled(submitted)
    broken = broken_in(work)
    offers = offers_for(broken, work)
    (change,) = offers.mends[0]
    assert isinstance(change, Rewrite)
    assert tried({0: change}, broken, offers, work, submitted, Draft()).holds
    found = offers.mends[0].pop(change)
    assert found is not None
    link, drafted = found
    elsewhere = replace(change, target=link.node.id)
    offers.mends[0][elsewhere] = (link, drafted)
    assert not tried({0: elsewhere}, broken, offers, work, submitted, Draft()).holds
    offers.mends[0][change] = (link, replace(drafted, written="1"))
    assert not tried({0: change}, broken, offers, work, submitted, Draft()).holds


def test_a_change_that_would_lead_other_links_astray_gives_way_to_one_that_does_not() -> None:
    rows = (
        *TREE,
        'goal: "1.2", name: น้ำสะอาด, part_of: "1"',
        'programme: "1.3", name: แผนงานน้ำ, part_of: "1.1"',
        'equipment: "E1", name: ปั๊ม, part_of: "1.2"',
        'equipment: "E2", name: ท่อ, part_of: "1.2"',
    )
    assert told(proposals(plan(*rows))) == [("node", "1.3", "1.2", [6])]
    of_goal = 'project: "P1", name: ก, part_of: "1.2"'
    found = proposals(plan(*rows, of_goal))
    assert told(found) == [("reference", "1.2", "1.3", [7, 8])]
    assert found.unmended == []


def test_what_only_a_change_that_does_not_hold_would_mend_is_said_to_be_left() -> None:
    rows = (
        'strategy: "1", name: ก',
        'indicator: "K-1.1", name: หนึ่ง, measures: "1", contributes_to: "K-1.1"',
        'indicator: "K-1.2", name: สอง, measures: "1", contributes_to: "K-1.1"',
    )
    found = proposals(plan(*rows))
    assert told(found) == []
    assert [one.why.en.split(",")[0] for one in found.unmended] == ["The nearest changes were tried"]


def test_of_two_twins_the_later_row_gives_way_whatever_they_are_called() -> None:
    for names in ("กข", "ขก"):
        rows = [f'project: "P1", name: {name}, part_of: "1.1"' for name in names]
        found = proposals(plan(*TREE, *rows))
        assert told(found) == [("twin", "P1", "P2", [6])]
        assert (found.changes[0].links, len(found.changes[0].alternatives)) == (0, 1)


def test_a_circle_is_not_led_back_into_itself() -> None:
    rows = [
        f'indicator: "K-1.{n}", name: ตัวชี้วัด {n}, contributes_to: {to}'
        for n, to in enumerate(['"K-1.1"', '"K-1.0"', '"K-1.0"'])
    ]
    assert [one.why.en[:21] for one in proposals(plan(*rows)).unmended] == ["The codes do not tell"]


def test_two_circles_through_one_node_are_not_opened_by_one_change() -> None:
    rows = [
        f'indicator: "K-1.{n}", name: ตัวชี้วัด {n}, contributes_to: {to}'
        for n, to in enumerate(['["K-1.1", "K-1.2"]', '"K-1.0"', '"K-1.0"'])
    ]
    found = proposals(plan(*rows, 'indicator: "K-1.3", name: ตัวชี้วัดสุดท้าย'))
    assert [one.why.en[:21] for one in found.unmended] == ["The codes do not tell"]


def test_findings_that_stay_are_not_counted_as_gone() -> None:
    found = proposals(
        plan(*TREE, *(f'project: "P{code}", name: ก{code}, part_of: "{code}"' for code in ("1..1", "9.9.9")))
    )
    assert (found.broken, found.mended, found.findings_gone, found.findings_new) == (2, 1, 1, 0)


def test_a_change_that_doubles_a_code_does_not_hold() -> None:
    rows = [
        f'project: "{code}", name: {name}, part_of: "1.1"' for code, name in (("P1", "ก"), ("P1", "ข"), ("P7", "ค"))
    ]
    submitted = read_structured(plan(*TREE, *rows), "plan.yaml")
    work = assembled(submitted)
    broken = broken_in(work)
    offers = offers_for(broken, work)
    change = min(offers.mends[0], key=str)
    assert isinstance(change, Rename)
    assert tried({0: change}, broken, offers, work, submitted, Draft()).holds
    taken = replace(change, new="P7")
    offers.mends[0][taken] = None
    assert not tried({0: taken}, broken, offers, work, submitted, Draft()).holds
