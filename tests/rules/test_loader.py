"""The loader takes a rule that is whole, and refuses a rulebook with every fault, its file and its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.engine import check
from checker.errors import UsageFault
from checker.rulebook import load_rulebook
from tests.build import AS_OF, graph_of
from tests.rules.folder import FILE, GOOD, changed, line_with, loaded, refusal, rules_in


def only_fault(folder: Path, text: str, words: str) -> str:
    """The English sentence of the only fault of `text`, which has to lie on the line with `words`."""
    (fault,) = refusal(rules_in(folder, text))
    assert (fault.place.file, fault.place.line) == (FILE, line_with(words, text))
    assert fault.says.th != fault.says.en
    return fault.says.en


def test_a_whole_rule_is_added_to_the_built_in_ones(tmp_path: Path) -> None:
    rulebook = loaded(rules_in(tmp_path))
    assert rulebook.files["PRJ-901"] == FILE
    assert "PRJ-101" in rulebook.rules


def test_a_rule_of_the_same_id_takes_the_place_of_the_built_in_one(tmp_path: Path) -> None:
    text = changed("PRJ-901", "PRJ-101")
    file = FILE.replace("PRJ-901", "PRJ-101")
    assert loaded(rules_in(tmp_path, text, file)).rules["PRJ-101"].name == "project-without-objective-in-test"


def test_a_retired_rule_is_not_in_force(tmp_path: Path) -> None:
    assert "PRJ-901" not in loaded(rules_in(tmp_path, changed("status: stable", "status: retired"))).rules


def test_another_rule_gives_the_rulebook_another_hash(tmp_path: Path) -> None:
    assert loaded(rules_in(tmp_path)).hash != load_rulebook().hash


def test_an_unknown_key_is_refused_with_the_nearest_one(tmp_path: Path) -> None:
    text = changed("    - {field: objective, present: true}", "    - {field: objective, presnt: true}")
    said = refusal(rules_in(tmp_path, text))
    assert any("presnt" in fault.says.en and "“present”" in fault.says.en for fault in said)
    assert {fault.place.line for fault in said} == {line_with("presnt", text)}


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("rationale: {th: เพื่อทดสอบ, en: For a test.}", "rationale: {en: For a test.}", "rationale", "is missing"),
        ("severity: error", "severity: warning", "severity", "contradicts the verb “must”"),
        ("levels: [local]", "levels: [locale]", "locale", "The level “locale” is not known. The nearest is “local”."),
        ("levels: [local]", "only: {statuz: [done]}", "only", "The nearest is “status”."),
        ("levels: [local]", "except: {status: [don]}", "except", "The choice of status “don” is not known. The nearest is “done”."),
        ("levels: [local]", "when: {budget: [x]}", "when", "“budget” has one value a year"),
        ("levels: [local]", "filled: [budgett]", "filled", "The nearest is “budget”."),
        ("levels: [local]", "text: {name: digits}", "text", "There is no text test “digits”."),
        ("levels: [local]", "plan: {aria: [x]}", "plan:", "The nearest is “area”."),
        ("levels: [local]", "linked: part_off+", "linked", "The nearest is “part_of”."),
        ("levels: [local]", "years: {from: 2570, until: 2566}", "years", "ends before it begins"),
        ("levels: [local]", "years: {}", "years", "It needs from or until."),
        ("source: official-form", "source: official-from", "official-from", "The nearest is “official-form”."),
        ("  source: project", "  source: projekt", "projekt", "The nearest is “project”."),
        ("{field: objective,", "{field: objectiv,", "all_of", "The nearest is “objective”."),
        ("objective, present: true", "objective, lacks_words: [ไม่, ' ']", "objective, lacks", "it stands in every text"),
        ("clause: null, verb: must, confirmed: true", 'clause: "7", verb: must, confirmed: false', "clause", "confirm"),
        ("P2: fail, ", "P2: pass, ", "examples:", "No example fails."),
        ("en: Project {source.code} has", "en: Project {source.cod} has", "message", "“source.cod” is not known"),
        ("id: PRJ-901", "id: PRJ-1", "id:", "does not fit"),
        ("status: stable", "status: stabil", "status", "“status” does not fit"),
        ("objective, present: true}", "objective}", "field: objective", "“pattern.all_of.0” does not fit"),
        ("objective, present: true}", "budget, min: much}", "much", "“much” is no number"),
    ],
)  # fmt: skip
def test_a_rule_with_one_fault_is_refused_at_its_line(tmp_path: Path, old: str, new: str, line: str, says: str) -> None:
    text = changed(old, new)
    said = refusal(rules_in(tmp_path, text))
    assert any(
        says in fault.says.en and fault.place.file == FILE and fault.place.line == line_with(line, text)
        for fault in said
    ), said


def test_placeholders_that_differ_between_the_languages_are_refused(tmp_path: Path) -> None:
    text = changed("th: โครงการ {source.code} ไม่มีวัตถุประสงค์", "th: โครงการ {source.name} ไม่มีวัตถุประสงค์")
    assert "source.code, source.name" in only_fault(tmp_path, text, "message:")


def test_a_relation_that_is_not_known_is_refused(tmp_path: Path) -> None:
    text = changed("  kind: requires-field\n", "  kind: requires-link\n  relation: part_off\n").replace(
        "  all_of:\n    - {field: objective, present: true}\n", ""
    )
    assert "The nearest is “part_of”." in only_fault(tmp_path, text, "relation:")


def test_a_key_that_stands_twice_is_refused(tmp_path: Path) -> None:
    text = changed("severity: error\n", "severity: error\nseverity: error\n")
    (fault,) = refusal(rules_in(tmp_path, text))
    first = line_with("severity", text)
    assert (fault.place.file, fault.place.line) == (FILE, first + 1)
    assert f"first on line {first}" in fault.says.en


def test_an_id_that_two_files_bear_is_refused(tmp_path: Path) -> None:
    rules_in(tmp_path)
    said = refusal(rules_in(tmp_path, GOOD, FILE.replace("project/", "strategy/")))
    assert any("PRJ-901 is used in" in fault.says.en and fault.place.line == 1 for fault in said)


def test_a_file_of_another_name_is_refused(tmp_path: Path) -> None:
    (fault,) = refusal(rules_in(tmp_path, GOOD, "project/objective.yaml"))
    assert fault.says.en == f"This file has to be called {Path(FILE).name}."


@pytest.mark.parametrize("trap", ["no", "Yes", "3.10", "01", "12:30", "2566-10-1"])
def test_what_yaml_reads_in_two_ways_has_to_be_in_quotes(tmp_path: Path, trap: str) -> None:
    text = changed("{th: เพื่อทดสอบ, en: For a test.}", f"{{th: เพื่อทดสอบ, en: {trap}}}")
    assert only_fault(tmp_path, text, "rationale") == f"YAML reads “{trap}” in more than one way. Put it in quotes."


def test_the_same_words_in_quotes_are_taken(tmp_path: Path) -> None:
    text = changed("{th: เพื่อทดสอบ, en: For a test.}", '{th: เพื่อทดสอบ, en: "3.10"}')
    assert refusal(rules_in(tmp_path, text)) == ()


def test_all_faults_of_all_files_are_told_at_once_in_their_order(tmp_path: Path) -> None:
    several = (
        changed("levels: [local]", "levels: [locale]")
        .replace("severity: error", "severity: advice")
        .replace("source: official-form", "source: official-from")
        .replace("{field: objective,", "{field: objectiv,")
    )
    rules_in(tmp_path, several)
    rules_in(tmp_path, changed("id: PRJ-901", "id: PRJ-902"), FILE.replace("PRJ-901", "PRJ-903"))
    said = refusal(tmp_path)
    assert [fault.place.sort_key for fault in said] == sorted(fault.place.sort_key for fault in said)
    assert {fault.place.file for fault in said} == {FILE, FILE.replace("PRJ-901", "PRJ-903")}
    assert len(said) == 5


def test_a_file_that_is_not_yaml_is_refused_with_the_others(tmp_path: Path) -> None:
    rules_in(tmp_path, "id: [", "project/PRJ-902-broken.yaml")
    said = refusal(rules_in(tmp_path, changed("levels: [local]", "levels: [locale]")))
    assert {fault.place.file for fault in said} == {FILE, "project/PRJ-902-broken.yaml"}


def test_a_folder_that_is_not_there_is_the_caller_s_fault(tmp_path: Path) -> None:
    with pytest.raises(UsageFault, match="no such folder"):
        load_rulebook(extra=tmp_path / "nowhere")


def test_a_profile_that_is_not_there_is_the_caller_s_fault() -> None:
    with pytest.raises(UsageFault, match="There are: agency, default"):
        load_rulebook(profile="nowhere")


def test_a_profile_regrades_leaves_out_and_sets_parameters(tmp_path: Path) -> None:
    profile = """\
name: default
title: {th: ทดสอบ, en: Test}
without: {PRJ-104: the form of this province has no such column}
severities:
  PRJ-105: {severity: advice, reason: most plans of this province are written in words}
parameters:
  TOT-101: {tolerance: 5}
"""
    rulebook = loaded(rules_in(tmp_path, profile, "profiles/default.yaml"))
    assert "PRJ-104" not in rulebook.rules
    assert rulebook.rules["PRJ-105"].severity == "advice"
    assert getattr(rulebook.rules["TOT-101"].pattern, "tolerance", None) == 5


WITH_PARAMETER = changed("objective, present: true}", "name, lacks_words: {parameter: barred}}").replace(
    "pattern:\n", "parameters: {barred: null}\ntrial: {barred: [ขุดบ่อ]}\npattern:\n"
)


def test_a_parameter_that_nobody_states_leaves_the_rule_unchecked_and_its_examples_judged_by_a_trial(
    tmp_path: Path,
) -> None:
    rulebook = loaded(rules_in(tmp_path, WITH_PARAMETER))
    assert rulebook.unstated["PRJ-901"] == ("barred",)
    assert "ขุดบ่อ" in rulebook.rules["PRJ-901"].pattern.model_dump_json()
    graph = graph_of("plan: {code: LP, level: local}\nnodes: [{project: P1, name: ขุดบ่อ}]")
    (tally,) = (one for one in check(graph, rulebook, AS_OF, engine="sets").report.rules if one.id == "PRJ-901")
    assert tally.not_checked is not None
    assert tally.not_checked.en == (
        "nobody has stated barred; write in a profile file parameters: {PRJ-901: {barred: …}} (docs/profiles.md)"
    )
    assert tally.fail == 0


def test_a_sentence_on_a_parameter_calls_it_by_its_name_in_words(tmp_path: Path) -> None:
    text = WITH_PARAMETER.replace("trial:", "parameter_names: {barred: {th: คำต้องห้าม, en: the barred words}}\ntrial:")
    rulebook = loaded(rules_in(tmp_path, text))
    graph = graph_of("plan: {code: LP, level: local}\nnodes: [{project: P1, name: ขุดบ่อ}]")
    (tally,) = (one for one in check(graph, rulebook, AS_OF, engine="sets").report.rules if one.id == "PRJ-901")
    assert tally.not_checked is not None
    assert tally.not_checked.th.startswith("ยังไม่มีใครกำหนดคำต้องห้าม ให้เขียนในไฟล์โปรไฟล์ว่า parameters: {PRJ-901:")
    assert tally.not_checked.en.startswith(
        "nobody has stated the barred words; write in a profile file parameters: {PRJ-901:"
    )


def test_a_name_of_a_parameter_that_the_rule_does_not_have_is_refused(tmp_path: Path) -> None:
    text = WITH_PARAMETER.replace("trial:", "parameter_names: {bared: {th: คำต้องห้าม, en: the barred words}}\ntrial:")
    assert only_fault(tmp_path, text, "bared:") == "The parameter “bared” is not known. The nearest is “barred”."


@pytest.mark.parametrize(("stated", "unstated"), [("[ถนน, คลอง]", ()), ("ถนน", ()), ("null", ("barred",))])
def test_a_profile_states_a_parameter_as_a_list_or_a_word_or_not_at_all(
    tmp_path: Path, stated: str, unstated: tuple[str, ...]
) -> None:
    profile = f"name: default\ntitle: {{th: ทดสอบ, en: Test}}\nparameters: {{PRJ-901: {{barred: {stated}}}}}\n"
    rules_in(tmp_path, profile, "profiles/default.yaml")
    rulebook = loaded(rules_in(tmp_path, WITH_PARAMETER))
    assert rulebook.unstated.get("PRJ-901", ()) == unstated
    assert ("ถนน" in rulebook.rules["PRJ-901"].pattern.model_dump_json()) == (not unstated)


def test_a_parameter_that_nobody_states_needs_a_trial_value(tmp_path: Path) -> None:
    text = WITH_PARAMETER.replace("trial: {barred: [ขุดบ่อ]}\n", "")
    assert "Write under trial" in only_fault(tmp_path, text, "parameters:")


def test_a_profile_that_names_no_rule_is_refused(tmp_path: Path) -> None:
    profile = "name: default\ntitle: {th: ทดสอบ, en: Test}\nwithout: {PRJ-999: for a reason}\n"
    (fault,) = refusal(rules_in(tmp_path, profile, "profiles/default.yaml"))
    assert fault.says.en.startswith("There is no rule PRJ-999.")
