"""`oneplan audit --replace`: what a draft of an upper plan does to the plans below."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from checker.audit.replace import replaced
from checker.compare.replacement import Replacement, replacement_schema
from checker.readers.structured import read_structured
from checker.render.replaced.page import replaced_page
from checker.render.replaced.text import replaced_text
from tests.audit.made import assessor, audit, read, written
from tests.build import rule, rulebook

LINKS = rule(
    "LNK-900",
    kind="links-resolve",
    source=["strategy", "project"],
    relation=["supports", "comes_from"],
    faults=["dangling"],
    toward=["plan"],
)
PATHS = rule(
    "PRJ-900",
    kind="reaches",
    source="project",
    via="(part_of|supports)+",
    to="strategy",
    level="national",
    levels=["local"],
)
TAKEN_UP = rule(
    "VIL-900",
    kind="is-supported",
    source="project",
    relation="comes_from+",
    by={"kind": "project", "level": ["tambon", "local"]},
    levels=["village"],
)
CARRIED = rule(
    "PRV-900",
    kind="is-supported",
    source="strategy",
    relation="supports",
    by={"kind": "strategy", "level": ["local"]},
    levels=["province"],
)
BOOK = rulebook(LINKS, PATHS, TAKEN_UP, CARRIED)
PROVINCE = """\
plan: {code: PP, level: province, title: แผนจังหวัด, owner: จังหวัดแพร่, years: 2566-2570}
nodes:
  - {strategy: "1", name: เกษตรปลอดภัย, supports: NP/N1}
  - {strategy: "2", name: ถนนและการเดินทาง, supports: NP/N1}
  - {goal: G2, name: เดินทางสะดวก, part_of: "2"}
"""
WITHOUT_2 = PROVINCE.replace('  - {strategy: "2", name: ถนนและการเดินทาง, supports: NP/N1}\n', "")
LOWER = {
    "np.yaml": "plan: {code: NP, level: national, title: ชาติ}\nnodes: [{strategy: N1, name: ชาติ}]\n",
    "lp.yaml": "plan: {code: LP, level: local, title: แผน LP, owner: อบต.ไทรย้อย}\n"
    "nodes: [{strategy: S1, name: ทาง, supports: PP/2}, {project: P1, name: ถนน, part_of: S1, comes_from: TP/T1}]\n",
    "lq.yaml": "plan: {code: LQ, level: local, title: แผน LQ, owner: อบต.ห้วยไร่}\n"
    "nodes: [{strategy: S1, name: ผัก, supports: PP/1}, {project: P1, name: ผัก, part_of: S1}]\n",
    "tp.yaml": "plan: {code: TP, level: tambon, title: แผน TP}\nnodes: [{project: T1, name: ถนน, comes_from: VP/V1}]\n",
    "vp.yaml": "plan: {code: VP, level: village, title: แผน VP}\nnodes: [{project: V1, name: ถนน}]\n",
}


def replacement(folder: Path, draft: str, context: str = "", **files: str) -> Replacement:
    """What `draft` does to the round of all plans, of which `files` take the place of some."""
    handed = LOWER | {f"{name}.yaml": text for name, text in files.items()}
    if not context:
        handed.setdefault("pp.yaml", PROVINCE)
    round_ = read(written(folder / "in", handed), context)
    return replaced(round_, read_structured(draft, "draft.yaml"), Path("draft.yaml"), assessor(BOOK))


def told(one: Replacement) -> dict[str, list[tuple[str, list[tuple[str, str]]]]]:
    """By plan, the upper change (`-` for none) and the findings, each as its turn, rule and node, that come from it."""
    return {
        plan.plan.code: [
            (
                "-" if group.change is None else f"{one.changes[group.change].what} {one.changes[group.change].code}",
                [(each.turn, f"{each.rule} {each.node.code}") for each in group.findings],
            )
            for group in plan.groups
        ]
        for plan in one.plans
    }


def test_a_plan_that_cites_a_dropped_strategy_breaks_and_the_others_are_only_counted(tmp_path: Path) -> None:
    found = replacement(tmp_path, WITHOUT_2)
    assert [(one.what, one.code, one.citing) for one in found.changes] == [("dropped", "2", 1)]
    assert told(found) == {"LP": [("dropped 2", [("new", "LNK-900 S1")])]}
    assert (found.untouched, found.broken, found.stood_in) == (4, 1, "round")


def test_one_title_under_another_code_is_a_renaming_whose_fix_is_the_new_code(tmp_path: Path) -> None:
    found = replacement(tmp_path, PROVINCE.replace('"2"', '"5"'))
    assert [(one.what, one.code, one.new_code, one.fields) for one in found.changes] == [("renamed", "2", "5", [])]
    assert told(found) == {"LP": [("renamed 2", [("new", "LNK-900 S1")])]}
    assert "Plans that cite PP/2 write PP/5 instead." in replaced_text(found, "en", width=200)


def test_a_code_that_another_strategy_takes_over_is_told_though_no_rule_notices(tmp_path: Path) -> None:
    swapped = PROVINCE.replace('"2"', '"x"').replace('"1"', '"2"').replace('"x"', '"1"')
    found = replacement(tmp_path, swapped)
    assert [(one.what, one.code, one.now_bears) for one in found.changes] == [
        ("renamed", "1", "ถนนและการเดินทาง"),
        ("renamed", "2", "เกษตรปลอดภัย"),
    ]
    assert (found.plans, found.untouched) == ([], 5)
    assert "In the draft, PP/2 is “เกษตรปลอดภัย”." in replaced_text(found, "en", width=200)


def test_a_code_that_is_taken_over_from_a_strategy_that_is_gone_is_told_of_both(tmp_path: Path) -> None:
    found = replacement(
        tmp_path, WITHOUT_2.replace("เกษตรปลอดภัย", "ถนนและการเดินทาง").replace('part_of: "2"', 'part_of: "1"')
    )
    assert [(one.what, one.code, one.new_code, one.now_bears) for one in found.changes] == [
        ("dropped", "1", "", "ถนนและการเดินทาง"),
        ("renamed", "2", "1", ""),
    ]


def test_a_finding_comes_from_the_change_that_is_nearest(tmp_path: Path) -> None:
    lower = LOWER["lp.yaml"].replace("part_of: S1,", "part_of: S1, supports: PP/9,")
    draft = PROVINCE.replace("ถนนและการเดินทาง", "ทางหลวง") + '  - {strategy: "9", name: น้ำ, supports: NP/N1}\n'
    found = replacement(tmp_path, draft, lp=lower)
    assert [(one.what, one.code or one.new_code) for one in found.changes] == [("retitled", "2"), ("added", "9")]
    assert told(found) == {"LP": [("added ", [("fixed", "LNK-900 P1")])]}


def test_a_path_that_breaks_further_up_is_told_at_the_change_that_breaks_it(tmp_path: Path) -> None:
    found = replacement(tmp_path, PROVINCE.replace("ถนนและการเดินทาง, supports: NP/N1", "ถนนและการเดินทาง"))
    assert [(one.what, one.code, [each.before for each in one.fields]) for one in found.changes] == [
        ("changed", "2", ["NP/N1"])
    ]
    assert told(found) == {"LP": [("changed 2", [("new", "PRJ-900 P1")])]}


def test_a_new_title_is_told_beside_the_old_one(tmp_path: Path) -> None:
    found = replacement(tmp_path, PROVINCE.replace("เกษตรปลอดภัย", "เกษตรมูลค่าสูง"))
    assert [(one.what, one.code, one.new_name) for one in found.changes] == [("retitled", "1", "เกษตรมูลค่าสูง")]


def test_what_the_draft_mends_falls_away(tmp_path: Path) -> None:
    found = replacement(tmp_path, PROVINCE, pp=WITHOUT_2)
    assert [(one.what, one.new_code) for one in found.changes] == [("added", "2")]
    assert told(found) == {"LP": [("added ", [("fixed", "LNK-900 S1")])]}


def test_a_plan_below_loses_what_the_draft_no_longer_takes_up(tmp_path: Path) -> None:
    found = replacement(tmp_path, "plan: {code: TP, level: tambon, title: แผน TP}\nnodes: []\n")
    assert told(found) == {
        "LP": [("dropped T1", [("new", "LNK-900 P1")])],
        "VP": [("dropped T1", [("new", "VIL-900 V1")])],
    }


def test_a_plan_of_the_context_gives_way_as_one_of_the_round_does(tmp_path: Path) -> None:
    found = replacement(tmp_path, PROVINCE.replace('"2"', '"5"').replace("PP,", "pp,"), context=PROVINCE)
    assert (found.stood_in, found.plan.code, list(told(found))) == ("context", "PP", ["LP"])


def test_the_same_plan_changes_nothing(tmp_path: Path) -> None:
    found = replacement(tmp_path, PROVINCE)
    assert (found.changes, found.plans, found.untouched) == ([], [], 5)
    assert "This draft changes the findings of no plan." in replaced_page(found, "en")


def test_the_page_shows_the_changes_then_the_plans_and_no_other_plan(tmp_path: Path) -> None:
    found = replacement(tmp_path, PROVINCE.replace('"2"', '"5"'))
    page = replaced_page(found, "th")
    assert page.index('id="changes"') < page.index('id="plans"')
    assert "อบต.ไทรย้อย" in page
    assert "อบต.ห้วยไร่" not in page
    assert Replacement.from_json(found.to_json()) == found


def test_plans_beyond_what_a_page_holds_are_listed_without_their_findings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("checker.render.replaced.page._MOST", 1)
    found = replacement(tmp_path, "plan: {code: TP, level: tambon, title: แผน TP}\nnodes: []\n")
    page = replaced_page(found, "en")
    assert [one.plan.code for one in found.plans] == ["LP", "VP"]
    assert "1 more plan; its findings stand in the JSON file" in page
    assert (page.count("LNK-900 ·"), page.count("VIL-900 ·")) == (1, 0)


@pytest.mark.parametrize(
    ("draft", "words", "says"),
    [
        (PROVINCE.replace("PP", "PX"), (), "There are: LP, LQ, NP, PP, TP, VP"),
        (PROVINCE + "---\n" + LOWER["tp.yaml"], (), "this holds 2"),
        (PROVINCE, ("--resume",), "does not go with --resume"),
    ],
    ids=["no such plan", "two plans", "resume"],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    tmp_path: Path, draft: str, words: tuple[str, ...], says: str
) -> None:
    written(
        tmp_path, {f"in/{name}": text for name, text in LOWER.items()} | {"in/pp.yaml": PROVINCE, "draft.yaml": draft}
    )
    done = audit(
        tmp_path / "in", "--replace", tmp_path / "draft.yaml", "--out", tmp_path / "out", "--lang", "en", *words
    )
    assert (done.exit_code, says in done.output) == (2, True)
    assert not (tmp_path / "out").exists()


def test_the_command_writes_a_page_and_json_and_ends_as_the_new_findings_say(tmp_path: Path) -> None:
    files = {f"in/{name}": text for name, text in LOWER.items()} | {"in/pp.yaml": PROVINCE}
    written(tmp_path, files | {"draft.yaml": PROVINCE.replace('"2"', '"5"'), "out/oneplan-round.txt": "ours"})
    words = (
        tmp_path / "in",
        "--replace",
        tmp_path / "draft.yaml",
        "--out",
        tmp_path / "out",
        "--lang",
        "en",
        "--jobs",
        1,
    )
    done = audit(*words)
    assert (done.exit_code, "New code: strategy 2" in done.output) == (1, True)
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "replaced-PP.html",
        "replaced-PP.json",
        "oneplan-round.txt",
    }
    data = (tmp_path / "out" / "replaced-PP.json").read_text(encoding="utf-8")
    jsonschema.validate(json.loads(data), replacement_schema())
    assert "LNK-103" in data
    assert audit(*words, "--fail-on", "never").exit_code == 0


def test_a_page_that_is_not_ours_is_left_as_it_is(tmp_path: Path) -> None:
    written(tmp_path, {"in/pp.yaml": PROVINCE, "draft.yaml": PROVINCE, "out/replaced-PP.html": "mine"})
    done = audit(tmp_path / "in", "--replace", tmp_path / "draft.yaml", "--out", tmp_path / "out")
    assert done.exit_code == 2
    assert (tmp_path / "out" / "replaced-PP.html").read_text(encoding="utf-8") == "mine"
