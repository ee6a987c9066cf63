from __future__ import annotations

import pytest

from checker.codes import CodeList, CodeLists, Entry
from checker.plan import Graph
from checker.thai import title_key
from tests.written import LOCAL, PROVINCE, TAMBON, graph, notes, plan, reference

ABOVE = plan(PROVINCE, "strategy: '1', name: เกษตรปลอดภัย", "strategy: '2', name: ท่องเที่ยว", "goal: G1, name: รายได้")
HELD_IN_COMMON = CodeLists((CodeList("joint-local", 2566, 2570, (Entry("1", "โครงสร้างพื้นฐาน", ""),)),))


def supports(written: str, *context: str, lists: CodeLists | None = None, more: tuple[str, ...] = ()) -> Graph:
    """A local strategy `1` that supports what is `written`."""
    return graph(plan(LOCAL, f"strategy: '1', supports: [{written}]", *more), context=context, lists=lists)


def status(found: Graph, ident: str = "LP|strategy|1", relation: str = "supports") -> str:
    return reference(found, ident, relation).status


@pytest.mark.parametrize(
    "written",
    [
        "PP-54/2",
        "pp-54 / ๒",
        "PP–54/2",
        "{to: PP-54/2}",
        "{level: province, to: '2'}",
        "{level: province, title: ท่องเที่ยว}",
    ],
)
def test_a_code_of_a_plan_at_hand_is_resolved_in_every_written_form(written: str) -> None:
    one = reference(supports(written, ABOVE), "LP|strategy|1", "supports")
    assert (one.status, one.toward, one.targets) == ("resolved", "plan", ("PP-54|strategy|2",))


def test_a_code_that_the_plan_does_not_have_is_dangling_and_the_nearest_is_named() -> None:
    one = reference(supports("PP-54/20", ABOVE), "LP|strategy|1", "supports")
    assert (one.status, one.toward, one.near) == ("dangling", "plan", ("2 ท่องเที่ยว",))


def test_a_plan_that_was_not_handed_in_is_not_given_and_the_nearest_is_named() -> None:
    one = reference(supports("PP-55/2", ABOVE), "LP|strategy|1", "supports")
    assert (one.status, one.toward, one.near) == ("not-given", "plan", ("PP-54/2 ท่องเที่ยว",))


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("PP-54/2", ("", "province")),
        ("PP-54/20", ("", "province")),
        ("{level: district, to: '1'}", ("", "district")),
        ("district:1", ("", "district")),
        ("nesdp:9", ("nesdp", "")),
        ("{list: sdg, to: '99'}", ("sdg", "")),
        ("nesdp@2566-2570/9", ("nesdp", "")),
        ("PP-55/2", ("", "")),
        ("village:1", ("", "")),
        ("LP/2", ("", "")),
        ("'2'", ("", "")),
    ],
)
def test_a_reference_says_its_list_or_level_as_far_as_the_relation_may_lead_there(
    written: str, says: tuple[str, str]
) -> None:
    one = reference(supports(written, ABOVE), "LP|strategy|1", "supports")
    assert (one.list, one.level) == says


def test_a_reference_inside_a_plan_says_the_level_of_the_plan() -> None:
    found = graph(plan(LOCAL, "project: P1, part_of: 'sdg:1'"), context=[ABOVE])
    one = reference(found, "LP|project|p1", "part_of")
    assert (one.list, one.level) == ("", "local")


def test_a_list_whose_entries_are_of_no_fitting_kind_is_not_said() -> None:
    found = graph(plan(LOCAL, "indicator: K1, contributes_to: 'nesdp:9'"))
    one = reference(found, "LP|indicator|k1", "contributes_to")
    assert (one.status, one.list, one.level) == ("misplaced", "", "")


def test_a_level_of_which_no_plan_was_handed_in_is_not_given() -> None:
    assert status(supports("{level: district, to: '1'}", ABOVE)) == "not-given"


def test_a_kind_that_the_relation_may_not_lead_to_is_misplaced() -> None:
    assert status(supports("PP-54/P1", plan(PROVINCE, "project: P1"))) == "misplaced"
    assert status(supports("PP-54/G1", ABOVE)) == "resolved"


def test_a_level_that_the_relation_may_not_lead_to_is_misplaced() -> None:
    village = plan("plan: {code: VP, level: village}", "strategy: '1'")
    assert status(supports("VP/1", village)) == "misplaced"


def test_a_relation_that_leads_out_of_the_plan_is_misplaced_inside_it() -> None:
    assert status(supports("'2'", more=("strategy: '2'",))) == "misplaced"
    assert status(supports("LP/2", more=("strategy: '2'",))) == "misplaced"


def test_a_node_that_names_itself_is_self() -> None:
    found = graph(plan(LOCAL, "project: P1, amends: p 1", "project: P2, amends: P1"))
    assert (status(found, "LP|project|p1", "amends"), status(found, "LP|project|p2", "amends")) == ("self", "resolved")


def test_every_link_of_a_circle_is_cyclic_and_those_that_only_lead_to_it_are_not() -> None:
    found = graph(
        plan(
            LOCAL,
            "project: P1, amends: P2",
            "project: P2, amends: P3",
            "project: P3, amends: P1",
            "project: P4, amends: P1",
        )
    )
    by_node = {f"P{turn}": status(found, f"LP|project|p{turn}", "amends") for turn in (1, 2, 3, 4)}
    assert by_node == {"P1": "cyclic", "P2": "cyclic", "P3": "cyclic", "P4": "resolved"}


def test_a_circle_is_one_of_a_single_relation() -> None:
    found = graph(
        plan(LOCAL, "strategy: '1', supports: TP/G1", "goal: G1, part_of: '1'"),
        plan(TAMBON, "goal: G1, supports: LP/G1"),
    )
    assert (status(found), status(found, "TP|goal|g1")) == ("resolved", "resolved")
    assert status(found, "LP|goal|g1", "part_of") == "resolved"


def test_a_node_on_a_circle_keeps_its_other_links() -> None:
    found = graph(plan(LOCAL, "project: P1, amends: [P2, P3]", "project: P2, amends: P1", "project: P3"))
    statuses = {one.written: one.status for one in found.nodes["LP|project|p1"].references}
    assert statuses == {"P2": "cyclic", "P3": "resolved"}


def test_a_circle_keeps_its_targets_for_the_report() -> None:
    found = graph(plan(LOCAL, "project: P1, amends: P2", "project: P2, amends: P1"))
    one = reference(found, "LP|project|p1", "amends")
    assert (one.status, one.targets) == ("cyclic", ("LP|project|p2",))


def test_a_code_used_twice_resolves_to_both_twins() -> None:
    found = graph(plan(LOCAL, "strategy: S1, name: ก", "strategy: s 1, name: ข", "project: P1, part_of: S1"))
    one = reference(found, "LP|project|p1", "part_of")
    assert (one.status, {found.nodes[name].ident for name in one.targets}, len(one.targets)) == (
        "resolved",
        {"LP|strategy|s1"},
        2,
    )


def test_a_code_of_two_kinds_means_the_kind_that_the_relation_names_first() -> None:
    found = graph(plan(LOCAL, "strategy: '1'", "programme: '1'", "project: P1, part_of: '1'"))
    assert reference(found, "LP|project|p1", "part_of").targets == ("LP|programme|1",)


def test_a_code_of_another_kind_alone_is_misplaced_rather_than_dangling() -> None:
    found = graph(plan(LOCAL, "indicator: K1", "project: P1, part_of: K1"))
    assert status(found, "LP|project|p1", "part_of") == "misplaced"


def test_an_own_code_with_a_slash_or_a_colon_is_an_own_code_before_all() -> None:
    found = graph(
        plan(
            LOCAL,
            "strategy: PP-54/1",
            "strategy: 'nesdp:9'",
            "project: P1, part_of: PP-54/1",
            "project: P2, part_of: 'nesdp:9'",
        ),
        context=[ABOVE],
    )
    assert reference(found, "LP|project|p1", "part_of").targets == ("LP|strategy|pp-54/1",)
    assert reference(found, "LP|project|p2", "part_of").targets == ("LP|strategy|nesdp:9",)


def test_a_plan_code_with_a_slash_in_it_is_found_at_its_own_end() -> None:
    found = supports("PP/54/2", plan("plan: {code: PP/54, level: province}", "strategy: '2'"))
    assert reference(found, "LP|strategy|1", "supports").targets == ("PP/54|strategy|2",)


def test_a_title_alone_is_read_as_the_code_that_bears_it_and_a_note_says_so() -> None:
    found = supports("{level: province, title: ยุทธศาสตร์ที่ 2 ท่อง เที่ยว}", ABOVE)
    assert reference(found, "LP|strategy|1", "supports").targets == ("PP-54|strategy|2",)
    assert notes(found) == ["0.yaml › line 3: “ยุทธศาสตร์ที่ 2 ท่อง เที่ยว” bears no number; it was read as 2 by its name."]


def test_a_title_that_nothing_bears_is_dangling_and_the_nearest_is_named() -> None:
    one = reference(supports("{level: province, title: การท่องเที่ยว}", ABOVE), "LP|strategy|1", "supports")
    assert (one.status, one.near[:1]) == ("dangling", ("2 ท่องเที่ยว",))


def test_a_title_of_a_number_alone_names_nothing_not_even_what_has_no_name() -> None:
    found = supports("{level: province, title: ยุทธศาสตร์ที่ 1}", plan(PROVINCE, "strategy: '1'"))
    assert status(found) == "dangling"


def test_the_nearest_code_is_the_same_whichever_twin_is_written_first() -> None:
    twins = ("strategy: S112, name: ก", "strategy: S112, name: ข")
    near = [
        reference(graph(plan(LOCAL, *several, "project: P1, part_of: S113")), "LP|project|p1", "part_of").near
        for several in (twins, twins[::-1])
    ]
    assert near[0] == near[1] != ()


def test_the_title_beside_a_code_is_kept_and_does_not_decide() -> None:
    one = reference(supports("{to: PP-54/1, title: ประเด็นที่ 2 ท่องเที่ยว}", ABOVE), "LP|strategy|1", "supports")
    assert (one.targets, one.title, one.title_key) == (("PP-54|strategy|1",), "ประเด็นที่ 2 ท่องเที่ยว", "ท่องเที่ยว")


def test_a_title_cut_short_counts_as_the_whole_one_where_it_says_enough() -> None:
    whole = "การยกระดับคุณภาพชีวิต ความปลอดภัย และการบริการภาครัฐ"
    above = plan(PROVINCE, f"strategy: '1', name: {whole}")
    keys = {
        title: reference(supports(f"{{to: PP-54/1, title: {title}}}", above), "LP|strategy|1", "supports").title_key
        for title in ("ด้านการยกระดับคุณภาพชีวิต", "การยกระดับ", "การยกระดับรายได้ของเกษตรกร")
    }
    assert keys == {
        "ด้านการยกระดับคุณภาพชีวิต": title_key(whole),
        "การยกระดับ": "การยกระดับ",
        "การยกระดับรายได้ของเกษตรกร": "การยกระดับรายได้ของเกษตรกร",
    }


@pytest.mark.parametrize("written", ["nesdp:9", "'NESDP: 9'", "nesdp:๙", "{list: nesdp, to: '9'}"])
def test_an_entry_of_a_code_list_is_resolved_in_the_version_of_the_plans_years(written: str) -> None:
    one = reference(supports(written), "LP|strategy|1", "supports")
    assert (one.status, one.toward, one.targets) == ("resolved", "list", ("nesdp@2566-2570|strategy|9",))


def test_a_plan_of_other_years_is_judged_by_the_list_of_its_own() -> None:
    found = graph(plan("plan: {code: LP, level: local, years: 2561-2565}", "strategy: '1', supports: 'nesdp:9'"))
    assert reference(found, "LP|strategy|1", "supports").targets == ("nesdp@2560-2564|strategy|9",)


def test_a_code_of_another_periods_list_is_dangling_and_the_period_is_named() -> None:
    found = graph(plan("plan: {code: LP, level: local, years: 2561-2565}", "strategy: '1', supports: 'nesdp:13'"))
    one = reference(found, "LP|strategy|1", "supports")
    assert (one.status, one.toward) == ("dangling", "list")
    assert one.near[0].startswith("13 ")
    assert one.near[0].endswith("(nesdp@2566-2570)")


def test_a_list_that_no_version_holds_for_is_not_given() -> None:
    found = graph(plan("plan: {code: LP, level: local, years: 2540-2544}", "strategy: '1', supports: 'nesdp:1'"))
    assert (status(found), reference(found, "LP|strategy|1", "supports").toward) == ("not-given", "list")


def test_a_list_that_was_handed_in_is_found_and_else_not_given() -> None:
    assert status(supports("joint-local:1", lists=HELD_IN_COMMON)) == "resolved"
    assert status(supports("joint-local:1")) == "not-given"


def test_a_level_looks_in_the_plans_that_hold_the_area_and_in_no_other() -> None:
    here = plan("plan: {code: DP-5405, level: district, area: '5405'}", "strategy: '1'")
    elsewhere = plan("plan: {code: DP-5406, level: district, area: '5406'}", "strategy: '1'")
    one = reference(supports("{level: district, to: '1'}", here, elsewhere), "LP|strategy|1", "supports")
    assert one.targets == ("DP-5405|strategy|1",)


def test_a_level_looks_in_plans_without_an_area_where_none_holds_it() -> None:
    anywhere = plan("plan: {code: DP, level: district}", "strategy: '1'")
    elsewhere = plan("plan: {code: DP-5406, level: district, area: '5406'}", "strategy: '1'")
    assert reference(
        supports("{level: district, to: '1'}", anywhere, elsewhere), "LP|strategy|1", "supports"
    ).targets == ("DP|strategy|1",)


def test_a_plan_is_named_by_its_code_alone_where_the_relation_leads_to_plans() -> None:
    found = graph(plan(LOCAL, "project: P1, forwarded_to: ag"), context=[plan("plan: {code: AG, level: agency}")])
    assert reference(found, "LP|project|p1", "forwarded_to").targets == ("AG|plan",)


def test_a_plan_that_is_not_there_is_not_given_where_the_relation_leads_to_plans() -> None:
    assert status(graph(plan(LOCAL, "project: P1, forwarded_to: AG")), "LP|project|p1", "forwarded_to") == "not-given"


def test_a_total_names_its_whole_plan_by_the_plans_code_and_a_strategy_by_its_own() -> None:
    found = graph(plan(LOCAL, "strategy: '1'", "total: T1, sums: LP", "total: T2, sums: '1'"))
    assert reference(found, "LP|total|t1", "sums").targets == ("LP|plan",)
    assert reference(found, "LP|total|t2", "sums").targets == ("LP|strategy|1",)


def test_several_references_of_one_relation_are_told_apart() -> None:
    found = supports("PP-54/1, PP-54/9, 'nesdp:9'", ABOVE)
    assert [(one.written, one.status) for one in found.nodes["LP|strategy|1"].references] == [
        ("PP-54/1", "resolved"),
        ("PP-54/9", "dangling"),
        ("nesdp:9", "resolved"),
    ]


@pytest.mark.parametrize(
    ("written", "status_of_it"), [("S1", "resolved"), ("PP-54/1", "misplaced"), ("'sdg:1'", "misplaced")]
)
def test_part_of_does_not_lead_out_of_its_plan(written: str, status_of_it: str) -> None:
    found = graph(plan(LOCAL, "strategy: S1", f"project: P1, part_of: {written}"), context=[ABOVE])
    assert status(found, "LP|project|p1", "part_of") == status_of_it
