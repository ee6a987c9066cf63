"""The gate: examples hold by both engines, and no mutant of a stable rule survives them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from checker.chain import built_in_chain
from checker.engines import rete, sets
from checker.fact import Facts
from checker.facts import facts_of
from checker.rule import Rule
from checker.rulebook import Rulebook, load_rulebook
from checker.selftest import examples, mutants, self_test, surviving
from checker.verdicts import Judgement
from tests.rules.folder import FILE, changed, line_with, loaded, rules_in

RULEBOOK = load_rulebook()
EVERY_RULE = pytest.mark.parametrize("rule", RULEBOOK.in_force, ids=lambda rule: rule.id)


def alone(rulebook: Rulebook, rule: str) -> Rulebook:
    """A rulebook of one rule."""
    return replace(rulebook, rules={rule: rulebook.rules[rule]})


def survivors(folder: Path, text: str) -> list[str]:
    """What the examples of the rule `text` do not notice."""
    rulebook = alone(loaded(rules_in(folder, text)), "PRJ-901")
    return [found.mutant.says.en for found in surviving(rulebook, rete.judge)]


@EVERY_RULE
def test_the_examples_of_a_rule_notice_each_of_its_mutants(rule: Rule) -> None:
    assert [found.fault.in_language("en") for found in surviving(alone(RULEBOOK, rule.id), rete.judge)] == []


def test_both_engines_judge_every_mutant_alike() -> None:
    kinds = built_in_chain().kinds
    for rule in RULEBOOK.in_force:
        changed_rules = [
            mutant.rule.model_copy(update={"id": f"{rule.id}~{number}"}) for number, mutant in enumerate(mutants(rule))
        ]
        for trial in examples.trials(RULEBOOK, rule):
            facts = facts_of(trial.graph, changed_rules, kinds)
            assert rete.judge(facts, changed_rules).verdicts == sets.judge(facts, changed_rules).verdicts


def test_the_whole_self_test_passes_and_counts_what_it_tried() -> None:
    rulebook = replace(RULEBOOK, rules={name: RULEBOOK.rules[name] for name in ("LNK-108", "PRJ-101", "TOT-101")})
    result = self_test(rulebook, {"rete": rete.judge, "sets": sets.judge}, rete.judge)
    assert result.passed
    assert (result.rules, result.examples) == (3, 3)
    assert result.mutants == sum(len(mutants(rule)) for rule in rulebook.in_force)


def test_a_whole_example_set_leaves_no_mutant(tmp_path: Path) -> None:
    assert survivors(tmp_path, changed("{project: P2,", "{project: P2,")) == []


def test_an_example_set_without_another_level_does_not_notice_the_scope(tmp_path: Path) -> None:
    text = changed("      - {project: P3, level: district}\n", "").replace(", P3: not-applicable", "")
    rulebook = alone(loaded(rules_in(tmp_path, text)), "PRJ-901")
    (found,) = surviving(rulebook, rete.judge)
    assert found.mutant.says.en == "every level in scope"
    assert (found.fault.place.file, found.fault.place.line) == (FILE, line_with("project: P1", text))
    assert (
        found.fault.says.en
        == "No example notices the rule with every level in scope. Add one that tells the two apart."
    )
    assert "ทุกระดับ" in found.fault.says.th


def test_an_example_set_with_the_other_columns_filled_does_not_notice_the_field(tmp_path: Path) -> None:
    text = changed("level: local, objective: เพื่อให้มีน้ำใช้", "level: local, objective: เพื่อ, target: 1 แห่ง").replace(
        ", name: ขุดบ่อ", ""
    )
    assert survivors(tmp_path, text) == ["demand 1: target asked in place of objective"]


def test_mutants_of_a_rule_in_preview_may_survive(tmp_path: Path) -> None:
    text = changed("      - {project: P3, level: district}\n", "").replace(", P3: not-applicable", "")
    assert survivors(tmp_path, text.replace("status: stable", "status: preview")) == []


def test_faults_of_examples_and_surviving_mutants_are_told_in_one_list(tmp_path: Path) -> None:
    text = changed("P1: pass", "P1: fail")
    rulebook = alone(loaded(rules_in(tmp_path, text)), "PRJ-901")
    one = self_test(rulebook, {"sets": sets.judge}, rete.judge)
    assert not one.passed
    assert one.faults[0].says.en.endswith("expects fail for P1; the verdict is pass.")
    two = self_test(rulebook, {"rete": rete.judge, "sets": sets.judge}, rete.judge)
    assert two.faults == one.faults, "what both engines find is said once"


def test_what_one_engine_alone_finds_names_that_engine(tmp_path: Path) -> None:
    def wrong(facts: Facts, rules: Sequence[Rule]) -> Judgement:
        verdicts = sets.judge(facts, rules).verdicts
        return Judgement({rule: dict.fromkeys(found, "pass") for rule, found in verdicts.items()})

    rulebook = alone(loaded(rules_in(tmp_path)), "PRJ-901")
    result = self_test(rulebook, {"sets": sets.judge, "wrong": wrong}, sets.judge)
    assert result.faults
    assert all(fault.says.en.endswith("(engine: wrong)") for fault in result.faults)
