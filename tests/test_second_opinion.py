"""Every way in which a reference can lead nowhere, and what is suggested for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker.chain import built_in_chain
from checker.codes import CodeList, CodeLists, Entry
from checker.engine import check
from checker.facts import facts_of
from checker.finding import Report
from checker.plan import Graph
from checker.render.html import html
from checker.render.terminal import terminal
from checker.rulebook import load_rulebook
from tests.build import AS_OF, report_of, rule
from tests.written import LOCAL, PROVINCE, graph, plan, reference

ABOVE = plan(
    PROVINCE,
    "strategy: '1', name: การพัฒนาเกษตรปลอดภัย",
    "strategy: '2', name: การท่องเที่ยวเชิงวัฒนธรรม",
    "strategy: '10', name: การบริหารจัดการน้ำ",
    "goal: G1, name: รายได้ของเกษตรกรเพิ่มขึ้น",
    "project: P7, name: ตลาดเกษตรปลอดภัย",
)
OTHER = plan("plan: {code: PQ-55, level: province, area: '55'}", "strategy: '7', name: การค้าชายแดน")
DISTRICT = plan("plan: {code: DP-5405, level: district, area: '5405'}", "strategy: '8', name: สุขภาพดีทุกวัย")
FARM, TRIP = "การพัฒนาเกษตรปลอดภัย", "การท่องเที่ยวเชิงวัฒนธรรม"


def near(
    written: str, *context: str, relation: str = "supports", status: str = "dangling", kind: str = "strategy"
) -> tuple[str, ...]:
    """What is suggested for the reference `written` of a local `kind` X1, whose status is held to be `status`."""
    own = plan(
        LOCAL,
        f"{kind}: X1, name: งานหลัก, {relation}: {written}",
        "strategy: S1, name: ถนนและทางระบายน้ำ",
        "strategy: '1.10', name: การศึกษาในตำบล",
        "tactic: T5, name: ถนนในหมู่บ้าน",
    )  # fmt: skip
    one = reference(graph(own, context=context or [ABOVE]), f"LP|{kind}|x1", relation)
    assert one.status == status
    return one.near


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("S01", "S1 ถนนและทางระบายน้ำ"),
        ("s๑", ""),
        ("S-2", "S1 ถนนและทางระบายน้ำ"),
        ("'1.1'", "1.10 การศึกษาในตำบล"),
        ("๑.๑", "1.10 การศึกษาในตำบล"),
        ("'110'", "1.10 การศึกษาในตำบล"),
        ("'9'", ""),
        ("'2566'", ""),
        ("ถนนและทางระบายนำ้", "S1 ถนนและทางระบายน้ำ"),
        ("การศึกษาตำบล", "1.10 การศึกษาในตำบล"),
        ("{to: S9, title: การศึกษาของตำบล}", "1.10 การศึกษาในตำบล"),
        ("ยาเสพติด", ""),
    ],
)
def test_in_the_own_plan_by_code_and_by_title(written: str, found: str) -> None:
    expected = "resolved" if written == "s๑" else "dangling"
    assert near(written, relation="part_of", kind="goal", status=expected) == ((found,) if found else ())


def test_only_kinds_that_the_relation_may_lead_to_are_suggested() -> None:
    assert near("T05", relation="part_of", kind="project") == ("T5 ถนนในหมู่บ้าน",)
    assert near("T05", relation="part_of", kind="goal") == ()


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("PP-54/20", ("2 การท่องเที่ยวเชิงวัฒนธรรม",)),
        ("PP-54/๐๒", ("2 การท่องเที่ยวเชิงวัฒนธรรม",)),
        ("PP-54/ท่องเที่ยววัฒนธรรม", ("2 การท่องเที่ยวเชิงวัฒนธรรม",)),
        ("PP-54/ยุทธศาสตร์ที่ 2", ("2 การท่องเที่ยวเชิงวัฒนธรรม",)),
        ("{to: PP-54/5, title: เกษตรปลอดภัย}", ("1 การพัฒนาเกษตรปลอดภัย",)),
        ("PP-54/8", ()),
    ],
)
def test_in_another_plan_by_code_and_by_title(written: str, found: tuple[str, ...]) -> None:
    assert near(written) == found


def test_a_code_that_another_plan_of_that_level_has_is_suggested_with_that_plan() -> None:
    assert near("PP-54/7", ABOVE, OTHER) == ("PQ-55/7 การค้าชายแดน",)
    assert near("PP-54/8", ABOVE, DISTRICT) == ()


def test_a_code_that_the_title_beside_it_denies_is_not_looked_for_in_other_plans() -> None:
    assert near("{to: PP-54/7, title: ป้องกันยาเสพติด}", ABOVE, OTHER) == ()
    assert near("{to: PP-54/7, title: ค้าชายแดน}", ABOVE, OTHER) == ("PQ-55/7 การค้าชายแดน",)


def test_a_bare_code_or_title_that_a_plan_above_has_is_suggested_with_that_plan() -> None:
    assert near("'2'") == ("PP-54/2 การท่องเที่ยวเชิงวัฒนธรรม",)
    assert near("ท่องเที่ยวเชิงวัฒนธรรม") == ("PP-54/2 การท่องเที่ยวเชิงวัฒนธรรม",)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("nesdp:99", "9 "),
        ("nesdp:เศรษฐกิจหมุนเวียนสังคมคาร์บอนต่ำ", "10 "),
        ("{list: sdg, title: ขจัดความยากจนทุกรูปแบบ}", "1 ขจัดความยากจน"),
        ("nesdp:การเติบโตที่เป็นมิตรกับสิ่งแวดล้อม", "4 การเติบโตที่เป็นมิตรกับสิ่งแวดล้อมเพื่อการพัฒนาอย่างยั่งยืน (nesdp@2560-2564)"),
        ("nesdb:9", "nesdp:9 ไทยมีความยากจนข้ามรุ่นลดลง"),
        ("provinc:2", "PP-54/2 การท่องเที่ยวเชิงวัฒนธรรม"),
    ],
)
def test_in_a_code_list_by_code_title_and_period(written: str, found: str) -> None:
    assert near(written)[0].startswith(found)


def test_a_number_beyond_the_list_is_near_to_none_of_it() -> None:
    assert near("nesdp:14") == near("sdg:18") == near("master-plan:24") == ()


def test_a_list_that_no_version_holds_for_is_looked_up_in_other_periods() -> None:
    found = graph(plan("plan: {code: LP, level: local, years: 2540-2544}", "strategy: '1', supports: 'nesdp:10'"))
    one = reference(found, "LP|strategy|1", "supports")
    assert one.status == "not-given"
    assert [label[-16:] for label in one.near] == ["(nesdp@2560-2564)"[-16:], "(nesdp@2566-2570)"[-16:]]


def test_a_level_is_searched_by_title_and_where_it_is_not_at_hand_the_other_levels_are() -> None:
    assert near("{level: province, title: ท่องเที่ยวทางวัฒนธรรม}") == ("2 การท่องเที่ยวเชิงวัฒนธรรม",)
    assert near("{level: province, to: '02'}")[0] == "2 การท่องเที่ยวเชิงวัฒนธรรม"
    titled = near("{level: district, title: ท่องเที่ยวเชิงวัฒนธรรม}", status="not-given")
    assert titled == ("PP-54/2 การท่องเที่ยวเชิงวัฒนธรรม",)
    assert near("district:2", status="not-given") == ()


def test_a_plan_that_was_not_handed_in_suggests_one_with_a_code_or_title_like_it() -> None:
    assert near("PP-45/2", status="not-given") == ("PP-54/2 การท่องเที่ยวเชิงวัฒนธรรม",)
    assert near("PP54/99", status="not-given") == ("PP-54",)
    assert near("XY-1/2", status="not-given") == ()
    titled = graph(
        plan("plan: {code: LP, level: local, written_against: PP-55}"),
        context=[plan("plan: {code: PP-54, level: province, title: แผนพัฒนาจังหวัดแพร่}")],
    )
    one = reference(titled, "LP|plan", "written_against")
    assert (one.status, one.near) == ("not-given", ("PP-54 แผนพัฒนาจังหวัดแพร่",))


def test_what_is_misplaced_suggests_what_fits_and_is_called_like_it() -> None:
    assert near("PP-54/P7", status="misplaced") == ("1 การพัฒนาเกษตรปลอดภัย",)
    assert near("{to: PP-54/P7, title: ท่องเที่ยววัฒนธรรม}", status="misplaced") == ("2 การท่องเที่ยวเชิงวัฒนธรรม",)
    assert near("'1.10'", relation="supports", status="misplaced") == ("sdg:4 การศึกษาที่มีคุณภาพ",)
    assert near("T5", relation="part_of", kind="goal", status="misplaced") == ()


def test_a_strategy_that_names_its_own_number_suggests_that_number_in_the_plan_above() -> None:
    found = graph(plan(LOCAL, "strategy: '2', name: งานหลัก, supports: '2'"), context=[ABOVE])
    one = reference(found, "LP|strategy|2", "supports")
    assert (one.status, one.near) == ("self", ("PP-54/2 การท่องเที่ยวเชิงวัฒนธรรม",))


def test_a_title_beside_the_code_of_something_else_suggests_what_bears_it() -> None:
    assert near(f"{{to: PP-54/2, title: {FARM}}}", status="resolved") == ("1 การพัฒนาเกษตรปลอดภัย",)
    assert near(f"{{to: PP-54/2, title: {TRIP}}}", status="resolved") == ()
    assert near("{to: PP-54/2, title: ท่องเที่ยววัฒนธรรม}", status="resolved") == ()
    assert near("{to: PP-54/2, title: ปราบยาเสพติด}", status="resolved") == ()
    by_period = near("{to: 'nesdp:4', title: การเติบโตที่เป็นมิตรกับสิ่งแวดล้อม}", status="resolved")
    assert by_period[0].endswith("(nesdp@2560-2564)")


def test_a_title_that_is_nearer_to_the_code_given_than_to_others_suggests_none() -> None:
    twins = plan(
        PROVINCE, "strategy: '2', name: การท่องเที่ยวเชิงวัฒนธรรม", "strategy: '3', name: การท่องเที่ยวเชิงวัฒนธรรมล้านนา"
    )
    same_elsewhere = plan("plan: {code: PQ-55, level: province}", "strategy: '9', name: การท่องเที่ยวเชิงวัฒนธรรมล้านนา")
    typed = "ท่องเที่ยวเชิงวัฒนธรรมล้านา"
    assert near(f"{{to: PP-54/3, title: {typed}}}", twins, same_elsewhere, status="resolved") == ()
    assert near(f"{{to: PP-54/2, title: {typed}}}", twins, status="resolved") == ("3 การท่องเที่ยวเชิงวัฒนธรรมล้านนา",)


def test_a_link_that_leaves_the_plan_suggests_nothing_of_the_own_plan() -> None:
    assert near("ถนนทางระบายน้ำ") == ()


def test_a_bare_title_suggests_no_code_list_of_other_years() -> None:
    before = plan("plan: {code: PQ-50, level: province, years: 2561-2564}", "strategy: '1'")
    found = near("การเติบโตที่เป็นมิตรกับสิ่งแวดล้อมเพื่อการพัฒนาอย่างยั่งยืน", before)
    assert not [label for label in found if label.startswith("nesdp")]


def test_nothing_suggests_itself() -> None:
    found = graph(plan(LOCAL, "project: P1, name: ถนนบ้านดอน, amends: P1", "project: P2, name: อาหารกลางวัน"))
    one = reference(found, "LP|project|p1", "amends")
    assert (one.status, one.near) == ("self", ())


def test_a_code_that_more_than_three_plans_have_suggests_none_of_them() -> None:
    others = [plan(f"plan: {{code: PQ-6{at}, level: province}}", "strategy: '7', name: งาน") for at in range(4)]
    assert len(near("PP-54/7", ABOVE, *others[:3])) == 3
    assert near("PP-54/7", ABOVE, *others) == ()


def test_a_title_that_denies_the_code_leaves_the_plan_alone_to_suggest() -> None:
    assert near("{to: PP-45/2, title: ป้องกันยาเสพติด}", status="not-given") == ("PP-54",)


UNITS = CodeLists(
    (CodeList("responsible-unit", 2561, 2580, (Entry("1", "กองช่าง", ""), Entry("2", "สำนักปลัด", "", ("งานธุรการกลาง",)))),)
)  # fmt: skip


def units(written: str) -> Report:
    return report_of(
        graph(plan(LOCAL, f"project: P1, responsible_unit: {written}"), lists=UNITS),
        rule(kind="requires-field", source="project", all_of=[{"field": "responsible_unit", "one_of": "responsible-unit"}]),
    )  # fmt: skip


def nearest(report: Report) -> list[str]:
    (found,) = report.findings
    return [one.value.th for one in found.evidence if one.what == "nearest"]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("กองชาง", ["1 กองช่าง"]),
        ("กองช่าง อบต.ห้วยไร่", ["1 กองช่าง"]),
        ("สป.", ["2 สำนักปลัด"]),
        ("ธุรการกลาง", ["2 สำนักปลัด"]),
        ("กองคลัง", []),
        ("'9'", []),
    ],
)
def test_a_unit_that_the_register_lacks_is_shown_with_the_entry_most_like_it(written: str, found: list[str]) -> None:
    assert nearest(units(written)) == found


def test_a_programme_that_the_standard_list_lacks_is_shown_with_the_entry_most_like_it() -> None:
    asked = rule(kind="requires-field", source="programme", all_of=[{"field": "name", "one_of": "local-programme"}])
    assert nearest(report_of(graph(plan(LOCAL, "programme: R1, name: แผนงานเคหะชุมชน")), asked)) == [
        "6 แผนงานเคหะและชุมชน"
    ]
    assert nearest(report_of(graph(plan(LOCAL, "programme: R1, name: แผนงานพัฒนาผู้ประกอบการ")), asked)) == []


RESOLVES = {"kind": "links-resolve", "source": "strategy", "relation": "supports", "faults": ["dangling", "misplaced"]}
TITLES = {"kind": "agrees", "source": "strategy", "relation": "supports", "fields": [{"own": "reference.title", "linked": "name"}]}  # fmt: skip
RULES = (
    rule("LNK-901", **RESOLVES),
    rule("LNK-902", **TITLES),
    rule("LNK-903", kind="requires-link", source="strategy", relation="supports", target={"level": "province"}),
    rule("LNK-904", kind="reaches", source="strategy", via="supports+", level="province"),
    rule("LNK-905", kind="requires-field", source="project", all_of=[{"field": "responsible_unit", "one_of": "responsible-unit"}]),
)  # fmt: skip


def everything_wrong() -> Graph:
    """A plan with a suggestion of every sort."""
    own = plan(
        LOCAL,
        "strategy: S1, supports: PP-54/20",
        f"strategy: S2, supports: {{to: PP-54/2, title: {FARM}}}",
        "strategy: S3, supports: PP-45/2",
        "strategy: S4, supports: PP-54/P7",
        "strategy: S5, supports: '2'",
        "project: P1, responsible_unit: กองชาง",
    )
    return graph(own, context=[ABOVE], lists=UNITS)


def without_suggestions(found: Graph) -> Graph:
    nodes = {
        name: replace(node, references=tuple(replace(one, near=()) for one in node.references))
        for name, node in found.nodes.items()
    }
    return replace(found, nodes=nodes, entries={})


def test_a_suggestion_changes_no_fact_and_no_verdict() -> None:
    found, bare = everything_wrong(), without_suggestions(everything_wrong())
    kinds = built_in_chain().kinds
    assert facts_of(found, RULES, kinds) == facts_of(bare, RULES, kinds)
    with_them, without = report_of(found, *RULES), report_of(bare, *RULES)
    assert with_them.rules == without.rules
    assert [one.fingerprint for one in with_them.findings] == [one.fingerprint for one in without.findings]
    assert [(one.rule, one.node) for one in with_them.undecided] == [(one.rule, one.node) for one in without.undecided]
    assert nearest_of(with_them) > nearest_of(without)


def nearest_of(report: Report) -> int:
    evidence = [*(one.evidence for one in report.findings), *(one.evidence for one in report.undecided)]
    return sum(one.what == "nearest" for told in evidence for one in told)


def test_a_reference_with_a_suggestion_is_followed_no_further() -> None:
    one = reference(everything_wrong(), "LP|strategy|s1", "supports")
    assert (one.status, one.targets, one.near) == ("dangling", (), ("2 การท่องเที่ยวเชิงวัฒนธรรม",))


@pytest.mark.parametrize(
    ("code", "rule_id", "label"),
    [
        ("S1", "LNK-901", "2 การท่องเที่ยวเชิงวัฒนธรรม"),
        ("S2", "LNK-902", "1 การพัฒนาเกษตรปลอดภัย"),
        ("S4", "LNK-901", "1 การพัฒนาเกษตรปลอดภัย"),
        ("P1", "LNK-905", "1 กองช่าง"),
    ],
)
def test_a_finding_tells_the_nearest_in_every_format(code: str, rule_id: str, label: str) -> None:
    report = report_of(everything_wrong(), *(one for one in RULES if one.id == rule_id))
    (found,) = [one for one in report.findings if one.node.code == code]
    assert label in [one.value.th for one in found.evidence if one.what == "nearest"]
    assert label in report.to_json()
    assert f"ที่ใกล้เคียงที่สุด: {label}" in " ".join(terminal(report, "th", width=200).split())
    assert label in html(report, "th")


def test_an_undecided_verdict_that_nothing_explains_tells_the_nearest_in_every_format() -> None:
    report = report_of(everything_wrong(), *(one for one in RULES if one.id == "LNK-901"))
    label = "PP-54/2 การท่องเที่ยวเชิงวัฒนธรรม"
    (one,) = report.undecided
    assert (one.cause, [told.value.th for told in one.evidence if told.what == "nearest"]) == (None, [label])
    assert Report.from_json(report.to_json()) == report
    assert f"ที่ใกล้เคียงที่สุด: {label}" in " ".join(terminal(report, "th", width=200).split())
    assert label in html(report, "th")


BUILT_IN = load_rulebook()


@pytest.mark.parametrize(
    ("rule_id", "node", "label"),
    [
        ("LNK-103", "strategy: S1, supports: PP-54/20", "2 การท่องเที่ยวเชิงวัฒนธรรม"),
        ("LNK-107", "strategy: S1, supports: PP-54/P7", "1 การพัฒนาเกษตรปลอดภัย"),
        ("LNK-108", f"strategy: S1, supports: {{to: PP-54/2, title: {FARM}}}", "1 การพัฒนาเกษตรปลอดภัย"),
        ("LNK-108", "strategy: S1, supports: {to: PP-54/2, title: การกีฬา}", "ไม่มี"),
        ("LNK-109", "strategy: S1, supports: {to: 'sdg:1', title: ขจัดความหิวโหย}", "2 ขจัดความหิวโหย"),
        ("PRJ-109", "project: P1, responsible_unit: กองชาง", "1 กองช่าง"),
        ("PRJ-109", "project: P1, responsible_unit: กองคลัง", "ไม่มี"),
        ("TAC-103", "programme: R1, name: แผนงานเคหะชุมชน", "6 แผนงานเคหะและชุมชน"),
    ],
)
def test_the_fix_names_the_nearest_so_that_a_comment_in_a_cell_does(rule_id: str, node: str, label: str) -> None:
    report = check(graph(plan(LOCAL, node), context=[ABOVE], lists=UNITS), BUILT_IN, AS_OF, engine="sets").report
    (found,) = [one for one in report.findings if one.rule == rule_id]
    assert found.fix.th.endswith(f": {label}")
    assert found.fix.en.endswith(f": {'none' if label == 'ไม่มี' else label}.")
