"""The impact of a rulebook on a folder of plans: what is measured, marked, compared and passed over."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from checker.cli import main
from checker.errors import UsageFault
from checker.handed import handed_in
from checker.impact.compare import differences
from checker.impact.measure import Count, Impact, measure
from checker.impact.written import MOST_LISTED, as_json, as_table, as_text
from checker.rule import Rule
from checker.rulebook import Rulebook
from checker.text import Sentence
from tests.build import AS_OF, rule, rulebook
from tests.rules.folder import FILE, GOOD, changed, refusal, rules_in


def asks(field: str, rule_id: str = "PRJ-900", **parts: Any) -> Rule:
    """A rule that asks projects for `field`."""
    return rule(rule_id, kind="requires-field", source="project", all_of=[{"field": field, "present": True}], **parts)


def plans(folder: Path, **missing: int) -> Path:
    """`folder` with a local plan of ten projects for each name, the first `missing` of them without an objective."""
    for name, count in missing.items():
        projects = [f"  - {{project: P{n}, name: x{', objective: y' if n >= count else ''}}}\n" for n in range(10)]
        text = f"plan: {{code: {name}, level: local}}\nnodes:\n" + "".join(projects)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def impact(folder: Path, rules: Rulebook, old: Rulebook | None = None) -> Impact:
    return measure(handed_in(folder), None, rules, AS_OF, old)


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["rules", "impact", *map(str, words), "--as-of", "2026-01-01", "--lang", "en"])


def test_every_file_and_every_folder_of_files_is_one_submission(tmp_path: Path) -> None:
    names = ["one.yaml", "two/a.csv", "two/b.csv", "three/plan.yaml", "three/expected.json", "three/context/up.yaml"]
    for name in [*names, "deep/four/plan.xlsx", "notes.md", "context/up.yaml", ".hidden.yaml", "~$one.xlsx"]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    found = handed_in(tmp_path)
    assert {one.name: [path.name for path in one.files] for one in found} == {
        "deep/four": ["plan.xlsx"],
        "one.yaml": ["one.yaml"],
        "three": ["plan.yaml"],
        "two": ["a.csv", "b.csv"],
    }
    assert {one.name: one.context for one in found if one.context} == {"three": tmp_path / "three" / "context"}


def test_a_file_is_a_folder_of_one_and_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    plans(tmp_path, LP=0)
    assert [one.name for one in handed_in(tmp_path / "LP.yaml")] == ["LP.yaml"]
    with pytest.raises(UsageFault, match="cannot be opened"):
        handed_in(tmp_path / "nowhere")


def test_verdicts_are_counted_plan_by_plan_and_in_all(tmp_path: Path) -> None:
    found = impact(plans(tmp_path, LA=1, LB=3), rulebook(asks("objective", only={"name": ["x"]})))
    assert [plan.now.counts["PRJ-900"] for plan in found.plans] == [Count(9, 1), Count(7, 3)]
    assert found.total("PRJ-900") == Count(16, 4)
    assert found.total("PRJ-900").share == 0.2


def test_a_rule_that_concerns_no_plan_is_not_counted_for_it(tmp_path: Path) -> None:
    found = impact(plans(tmp_path, LP=1), rulebook(asks("objective", levels=["village"])))
    assert found.plans[0].now.verdicts == {}
    assert found.total("PRJ-900") == Count()


@pytest.mark.parametrize(("missing", "marked"), [(3, False), (4, True)])
def test_an_error_that_fails_more_than_a_third_is_marked(tmp_path: Path, missing: int, marked: bool) -> None:
    found = impact(plans(tmp_path, LP=missing), rulebook(asks("objective")))
    assert (found.to_regrade == ("PRJ-900",)) == marked
    assert ("regrade it or justify it" in as_text(found, "en")) == marked


def test_a_warning_is_not_marked_and_a_justified_error_says_why(tmp_path: Path) -> None:
    plans(tmp_path, LP=9)
    assert list(impact(tmp_path, rulebook(asks("objective", severity="warning"))).marked()) == []
    why = Sentence(th="เหตุผล", en="a law wants it")
    found = impact(tmp_path, rulebook(asks("objective").model_copy(update={"strict_because": why})))
    assert (found.to_regrade, "justified: a law wants it" in as_text(found, "en")) == ((), True)


@pytest.mark.parametrize(("judged", "marked"), [(5, False), (6, True)])
def test_of_a_few_nodes_no_third_is_told(judged: int, marked: bool) -> None:
    assert Count(0, judged).too_many == marked


@pytest.mark.parametrize(("failed", "marked"), [(2, False), (3, True)])
def test_a_third_is_not_more_than_a_third(failed: int, marked: bool) -> None:
    assert Count(6 - failed, failed).too_many == marked


def test_a_plan_that_cannot_be_read_is_told_and_passed_over(tmp_path: Path) -> None:
    plans(tmp_path, LP=1)
    (tmp_path / "broken.yaml").write_text("plan: [", encoding="utf-8")
    found = impact(tmp_path, rulebook(asks("objective")))
    assert [plan.name for plan in found.plans] == ["LP.yaml"]
    assert "Passed over, broken.yaml:" in as_text(found, "en")
    assert [one["plan"] for one in json.loads(as_json(found))["unread"]] == ["broken.yaml"]


def test_a_plan_that_the_profile_is_not_for_is_passed_over(tmp_path: Path) -> None:
    rules = rulebook(asks("objective"))
    rules = replace(rules, profile=rules.profile.model_copy(update={"levels": ("village",)}))
    found = impact(plans(tmp_path, LP=1), rules)
    assert (found.plans, found.unread[0][0]) == ((), "LP.yaml")


def test_a_rule_that_could_not_run_is_told_with_the_reason(tmp_path: Path) -> None:
    rules = replace(rulebook(asks("objective")), unstated={"PRJ-900": ("most",)})
    found = impact(plans(tmp_path, LP=1), rules)
    (row,) = (row for row in csv.DictReader(io.StringIO(as_table(found))) if row["plan"] == "LP.yaml")
    assert row["not_checked"].startswith("nobody has stated most; write in a profile file")


def test_a_table_has_a_line_over_all_plans_and_one_for_each(tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(as_table(impact(plans(tmp_path, LA=0, LB=4), rulebook(asks("objective")))))))
    assert [(row["plan"], row["judged"], row["failed"], row["share"], row["too_many"]) for row in rows] == [
        ("*", "20", "4", "0.2", "false"),
        ("LA.yaml", "10", "0", "0.0", "false"),
        ("LB.yaml", "10", "4", "0.4", "true"),
    ]


def test_a_change_of_rules_shows_what_it_adds_and_takes_away(tmp_path: Path) -> None:
    plans(tmp_path, LP=2)
    old, new = rulebook(asks("objective"), asks("name", "PRJ-901")), rulebook(asks("target"), asks("name", "PRJ-901"))
    (one,) = differences(impact(tmp_path, new, old))
    assert (one.rule, one.added, one.removed, len(one.moved)) == ("PRJ-900", 8, 0, 8)
    assert (one.moved[0].node, one.moved[0].before, one.moved[0].now) == (
        "LP/P2 (project) LP.yaml › line 5",
        "pass",
        "fail",
    )
    (back,) = differences(impact(tmp_path, old, new))
    assert (back.added, back.removed) == (0, 8)


def test_a_new_rule_an_old_one_and_a_regraded_one_are_told(tmp_path: Path) -> None:
    plans(tmp_path, LP=1)
    old = rulebook(asks("objective"), asks("name", "PRJ-901"))
    new = rulebook(asks("name", "PRJ-901", severity="warning"), asks("target", "PRJ-902"))
    found = impact(tmp_path, new, old)
    grades = {one.rule: (one.before, one.now, one.added, one.removed) for one in differences(found)}
    assert grades == {
        "PRJ-900": ("error", None, 0, 1),
        "PRJ-901": ("error", "warning", 0, 0),
        "PRJ-902": (None, "error", 10, 0),
    }
    said = as_text(found, "en")
    assert "Against the older rules: 3 differ, 10 failures added, 1 removed" in said
    assert "PRJ-900  +0 -1 (10)  error → none" in said


def test_a_long_list_is_cut_and_says_so(tmp_path: Path) -> None:
    plans(tmp_path, LA=0, LB=0, LC=0)
    found = impact(tmp_path, rulebook(asks("target")), rulebook(asks("objective")))
    said = as_text(found, "en")
    assert said.count("pass → fail") == MOST_LISTED
    assert f"and {30 - MOST_LISTED} more" in said
    assert len(json.loads(as_json(found))["differences"][0]["moved"]) == 30


def test_the_command_compares_a_province_s_folder_with_its_older_one(tmp_path: Path) -> None:
    new = rules_in(tmp_path / "new")
    old = rules_in(tmp_path / "old", changed("objective, present: true}", "name, present: true}"))
    folder = tmp_path / "plans"
    folder.mkdir()
    done = run(plans(folder, LP=2), "--rules", new, "--against", old, "--format", "json")
    moved = json.loads(done.stdout)["differences"]
    assert [(one["rule"], one["added"]) for one in moved] == [("PRJ-901", 2)]
    assert done.exit_code == 1
    assert json.loads(done.stdout)["to_regrade"] != []


def test_the_command_compares_with_a_whole_older_rulebook(tmp_path: Path) -> None:
    old = rules_in(tmp_path / "old", GOOD)
    (old / "rulebook.yaml").write_text('version: "1"\n', encoding="utf-8")
    (old / "sources.yaml").write_text(
        "official-form: {title: {th: แบบ, en: Form}, confirmed: true}\n", encoding="utf-8"
    )
    rules_in(old, "name: default\ntitle: {th: เดิม, en: Old}\n", "profiles/default.yaml")
    folder = tmp_path / "plans"
    folder.mkdir()
    done = run(plans(folder, LP=0), "--against", old, "--format", "json")
    grades = {
        one["rule"]: (one["severity_before"], one["severity_now"]) for one in json.loads(done.stdout)["differences"]
    }
    assert grades["PRJ-901"] == ("error", None)
    assert grades["PRJ-101"] == (None, "error")


def test_only_an_error_can_be_justified(tmp_path: Path) -> None:
    text = changed("severity: error", "severity: warning\nstrict_because: {th: เหตุ, en: because}")
    text = text.replace("verb: must", "verb: should")
    (fault,) = refusal(rules_in(tmp_path, text, FILE))
    assert fault.says.en == "Only an error needs to be justified. Take strict_because away."
