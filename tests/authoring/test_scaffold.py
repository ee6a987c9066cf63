"""A rule that was just begun loads, and its examples hold; what cannot be begun is refused with what can."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from checker.authoring.scaffold import new_rule, pattern_kinds
from checker.authoring.schema import rule_schema
from checker.cli import main
from checker.engines import rete, sets
from checker.located import plain, read_yaml
from checker.pattern import Pattern
from checker.rulebook import load_rulebook
from checker.selftest import self_test

KINDS = tuple(model.model_fields["kind"].annotation.__args__[0] for model in Pattern.__origin__.__args__)  # type: ignore[attr-defined]


def oneplan(*words: object) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def begun(folder: Path, kind: str, rule_id: str = "PRJ-901") -> Result:
    return oneplan("rules", "new", rule_id, "made-new", "--kind", kind, "--dir", folder, "--lang", "en")


def test_every_pattern_kind_can_be_begun() -> None:
    assert sorted(KINDS) == list(pattern_kinds()), "write templates/new-rule/KIND.yaml"


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_rule_loads_and_its_examples_hold(tmp_path: Path, kind: str) -> None:
    assert begun(tmp_path, kind).exit_code == 0
    rulebook = load_rulebook(extra=tmp_path)
    rule = rulebook.rules["PRJ-901"]
    assert (rule.status, rule.pattern.kind, [one.source for one in rule.basis]) == ("preview", kind, ["good-practice"])
    verdicts = {verdict for example in rule.examples for verdict in example.expect.values()}
    assert {"pass", "fail"} <= verdicts
    alone = replace(rulebook, rules={rule.id: rule})
    assert self_test(alone, {"rete": rete.judge, "sets": sets.judge}, rete.judge).faults == ()


@pytest.mark.parametrize("kind", KINDS)
def test_an_editor_finds_no_fault_in_a_new_rule(kind: str) -> None:
    text = new_rule("PRJ-901", "made-new", kind, "2026.1")
    (document,) = read_yaml(text, "rule.yaml")
    assert list(Draft202012Validator(rule_schema()).iter_errors(plain(document))) == []
    assert "@" not in text


def test_the_schema_that_a_new_rule_names_lies_where_it_names_it(tmp_path: Path) -> None:
    begun(tmp_path, "unique")
    (file,) = tmp_path.glob("*/*.yaml")
    first = file.read_text(encoding="utf-8").partition("\n")[0]
    assert first.startswith("# yaml-language-server: $schema=")
    assert (file.parent / first.partition("=")[2]).resolve().is_file()


def test_a_new_rule_stands_beside_the_built_in_ones_of_its_letters(tmp_path: Path) -> None:
    begun(tmp_path, "unique", "TXT-950")
    begun(tmp_path, "unique", "XYZ-950")
    assert {path.parent.name for path in tmp_path.glob("*/*.yaml")} == {"text", "xyz"}


@pytest.mark.parametrize(
    ("rule_id", "name", "kind", "says"),
    [
        ("PRJ-101", "made-new", "unique", "used already. Take another one, such as PRJ-901."),
        ("prj-901", "made-new", "unique", "three capitals"),
        ("PRJ-901", "Made New", "unique", "small letters"),
        ("PRJ-901", "../../made-new", "unique", "small letters"),
        ("PRJ-901", "made-new", "uniqe", "The nearest is unique."),
    ],
)
def test_what_cannot_be_begun_is_refused(tmp_path: Path, rule_id: str, name: str, kind: str, says: str) -> None:
    result = oneplan("rules", "new", rule_id, name, "--kind", kind, "--dir", tmp_path, "--lang", "en")
    assert result.exit_code == 2
    assert says in result.stderr
    assert list(tmp_path.rglob("*")) == []


def test_a_rule_that_is_there_already_is_not_written_over(tmp_path: Path) -> None:
    begun(tmp_path, "unique")
    assert begun(tmp_path, "series").exit_code == 2
    assert load_rulebook(extra=tmp_path).rules["PRJ-901"].pattern.kind == "unique"


@pytest.mark.parametrize("language", ["th", "en"])
def test_show_tells_everything_of_every_rule(language: str) -> None:
    rulebook = load_rulebook()
    for rule in rulebook.in_force[::9]:
        shown = oneplan("rules", "show", rule.id.lower(), "--lang", language)
        assert shown.exit_code == 0
        said = (rule.title, rule.rationale, *(rulebook.sources[one.source].title for one in rule.basis))
        assert all(one.in_language(language) in shown.stdout for one in said)
        assert all(
            f"{code}: {verdict}" in shown.stdout for one in rule.examples for code, verdict in one.expect.items()
        )
        assert f"kind: {rule.pattern.kind}" in shown.stdout


def test_show_says_what_is_not_confirmed_and_what_no_exception_is_granted_to() -> None:
    assert "not confirmed" in oneplan("rules", "show", "PRJ-107", "--lang", "en").stdout
    assert "never waived" in oneplan("rules", "show", "LNK-101", "--lang", "en").stdout


def test_show_marks_the_trial_value_of_a_parameter_that_nobody_states() -> None:
    shown = oneplan("rules", "show", "ANN-108", "--lang", "en").stdout
    assert "# with the trial value of ceiling, by which examples alone are judged" in shown
    assert "trial value" not in oneplan("rules", "show", "TOT-101", "--lang", "en").stdout


def test_show_names_the_nearest_where_there_is_no_such_rule() -> None:
    result = oneplan("rules", "show", "PRJ-10", "--lang", "en")
    assert result.exit_code == 2
    assert "The nearest is PRJ-1" in result.stderr


def listed(*words: str) -> set[str]:
    return {line.split()[0] for line in oneplan("rules", "list", *words).stdout.splitlines()}


@pytest.mark.parametrize(
    ("option", "word", "held", "left_out"),
    [
        ("--level", "village", "VIL-101", "TAM-101"),
        ("--severity", "warning", "PRJ-107", "PRJ-101"),
        ("--kind", "indicator", "IND-101", "PRJ-101"),
    ],
)
def test_list_is_narrowed(option: str, word: str, held: str, left_out: str) -> None:
    found = listed(option, word)
    assert held in found
    assert left_out not in found
    assert {held, left_out} <= listed()


def test_list_keeps_rules_for_every_level_under_each_level_and_tells_statuses_apart(tmp_path: Path) -> None:
    begun(tmp_path, "unique")
    assert "LNK-101" in listed("--level", "cluster")
    assert listed("--rules", str(tmp_path), "--status", "preview") == {"PRJ-901"}


def test_a_rule_can_be_tested_alone(tmp_path: Path) -> None:
    begun(tmp_path, "unique")
    result = oneplan("rules", "test", "prj-901", "--rules", tmp_path, "--lang", "en")
    assert (result.exit_code, result.stdout) == (0, "1 rules, 1 examples, 0 mutants: 0 faults\n")
    assert oneplan("rules", "test", "PRJ-998", "--rules", tmp_path).exit_code == 2
