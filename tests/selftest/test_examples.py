"""Examples are judged as any submission is, and what they expect in vain is told."""

from __future__ import annotations

from pathlib import Path

from checker.engines import sets
from checker.errors import Fault
from checker.rulebook import load_rulebook
from checker.selftest import examples
from tests.rules.folder import FILE, changed, line_with, loaded, rules_in


def faults_of(folder: Path, text: str) -> tuple[Fault, ...]:
    """What the examples of the rule `text` get wrong."""
    rulebook = loaded(rules_in(folder, text))
    (trial,) = examples.trials(rulebook, rulebook.rules["PRJ-901"])
    return examples.tried(trial, sets.judge).faults


def test_every_example_of_every_built_in_rule_holds() -> None:
    results = examples.test_rules(load_rulebook(), sets.judge)
    assert [fault.in_language("en") for result in results for fault in result.faults] == []
    assert all(result.passed and result.examined for result in results)
    assert [result.rule for result in results] == sorted(result.rule for result in results)


def test_a_wrong_expectation_is_told_with_file_line_and_both_verdicts(tmp_path: Path) -> None:
    text = changed("P1: pass", "P1: fail")
    (fault,) = faults_of(tmp_path, text)
    assert (fault.place.file, fault.place.line) == (FILE, line_with("project: P1", text))
    assert (
        fault.says.en == "Example “passes with an objective, fails without” expects fail for P1; the verdict is pass."
    )
    assert "คาดว่า P1" in fault.says.th


def test_a_node_that_the_example_says_nothing_of_is_told(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path, changed(", P3: not-applicable", ""))
    assert "does not state one verdict for P3" in fault.says.en


def test_a_name_that_the_rule_does_not_examine_is_told(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path, changed("P1: pass", "P1: pass, P9: pass"))
    assert "states a verdict for P9" in fault.says.en


def test_one_code_in_two_plans_is_told_apart_by_its_plan(tmp_path: Path) -> None:
    two = changed("{project: P3, level: district}", "{project: P1, level: district}")
    assert len(faults_of(tmp_path, two.replace("P3: not-applicable", "district/P1: not-applicable"))) == 1
    both = two.replace("P1: pass", "local/P1: pass").replace("P3: not-applicable", "district/P1: not-applicable")
    assert faults_of(tmp_path, both) == ()


def test_an_example_that_cannot_be_read_is_told_at_its_line(tmp_path: Path) -> None:
    text = changed("name: ขุดบ่อ", "nmae: ขุดบ่อ")
    (fault,) = faults_of(tmp_path, text)
    assert (fault.place.file, fault.place.line) == (FILE, line_with("nmae", text))
    assert "The nearest is “name”." in fault.says.en


def test_examples_may_name_the_lists_that_come_with_a_submission(tmp_path: Path) -> None:
    text = (
        changed("field: objective, present: true", "field: responsible_unit, one_of: responsible-unit")
        .replace("objective: เพื่อให้มีน้ำใช้", "responsible_unit: ส่วนโยธา")
        .replace("name: ขุดบ่อ", "responsible_unit: กองบ่อ")
    )
    assert faults_of(tmp_path, text) == ()
