"""Rules judged before any plan: every kind of oddity is found in a made rulebook, and the built-in one has none."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from checker.cli import main
from checker.errors import Fault
from checker.lint import lint
from checker.lint.unused import unexamined
from checker.rule import Rule
from checker.rulebook import load_rulebook
from tests.build import rule
from tests.rules.folder import FILE, GOOD, line_with, rules_in

TOP = Path(__file__).parents[2]
PATTERN = GOOD[GOOD.index("pattern:\n") : GOOD.index("examples:\n")]
SCOPE = "scope:\n  levels: [local]\n"
OTHER = FILE.replace("901", "902")


def made(scope: str = "", pattern: str | None = None, rule_id: str = "PRJ-901", head: str = "") -> str:
    """The good rule with another scope (of all levels where none is given), pattern and id."""
    text = GOOD.replace(SCOPE, f"scope:\n  {scope}\n" if scope else "").replace("PRJ-901", rule_id)
    return text.replace(PATTERN, head + (f"pattern: {pattern}\n" if pattern else PATTERN))


def link(rest: str, source: str = "project") -> str:
    """A pattern that requires a link; `rest` begins with the relation."""
    return f"{{kind: requires-link, source: {source}, relation: {rest}}}"


def asks(demand: str, source: str = "project") -> str:
    """A pattern that asks this much of a field."""
    return f"{{kind: requires-field, source: {source}, all_of: [{{field: {demand}}}]}}"


def found(folder: Path) -> list[Fault]:
    return lint(load_rulebook(extra=folder))


def only(folder: Path, text: str, words: str, file: str = FILE) -> str:
    """The English sentence of the only oddity, which has to lie on the line of `file` with `words`."""
    (fault,) = found(rules_in(folder, text, file))
    assert (fault.place.file, fault.place.line) == (file, line_with(words, text))
    assert fault.says.th != fault.says.en
    return fault.says.en


@pytest.mark.parametrize("name", sorted(path.stem for path in (TOP / "rules" / "profiles").glob("*.yaml")))
def test_the_built_in_rulebook_has_nothing_odd(name: str) -> None:
    assert [fault.in_language("en") for fault in lint(load_rulebook(name))] == []


@pytest.mark.parametrize(
    ("scope", "pattern", "line", "says"),
    [
        (
            "levels: [national]",
            link("comes_from, target: {kind: problem}"),
            "pattern:",
            "No link may lead along comes_from",
        ),
        ("", link("measures"), "pattern:", "No link may lead along measures"),
        (
            "levels: [cluster, national]",
            link("comes_from, target: {kind: problem, plan: other}"),
            "levels:",
            "From level national no link may lead along comes_from",
        ),
        (
            "",
            link("^measures", "[project, indicator]"),
            "pattern:",
            "From kind indicator no link may lead along ^measures",
        ),
        (
            "levels: [village]",
            link("forwarded_to, target: {level: [tambon, national]}"),
            "pattern:",
            "forwarded_to can reach no level national",
        ),
        ("", link("part_of, target: {kind: [tactic, indicator]}"), "pattern:", "part_of can reach no kind indicator"),
        (
            "",
            "{kind: matches, source: strategy, relation: supports, other: measures}",
            "pattern:",
            "No link may lead along measures",
        ),
        (
            "",
            "{kind: links-resolve, source: project, relation: [part_of, measures]}",
            "pattern:",
            "can bear a reference of measures",
        ),
        (
            "linked: ^supports",
            "{kind: unique, source: project, key: [name, area]}",
            "linked:",
            "No link may lead along ^supports",
        ),
        (
            "",
            "{kind: unique, source: project, key: [name, area], unless: measures}",
            "pattern:",
            "No link may lead along measures",
        ),
        (
            "",
            link("measures, target: {kind: goal, when: {status: done}}", "indicator"),
            "pattern:",
            "has a field status",
        ),
        (
            "",
            link("measures, target: {kind: project, when: {status: [done, finished]}}", "indicator"),
            "pattern:",
            "“finished” is no choice of status",
        ),
    ],
)
def test_a_path_that_the_chain_does_not_allow_is_found(
    tmp_path: Path, scope: str, pattern: str, line: str, says: str
) -> None:
    assert says in only(tmp_path, made(scope, pattern), line)


ODD = "{kind: within, source: project, field: ordinance, bounds: {at_least: 77}}"


@pytest.mark.parametrize(
    ("scope", "line", "says"),
    [
        ("{only: {status: [done]}, except: {status: [done, moved]}}", "scope:", "leave no word of status over"),
        ("{only: {status: [done]}, when: {status: moved}}", "scope:", "leave no word of status over"),
        ("{only: {status: [done]}, except: {status: moved}}", "scope:", "only leaves “moved” out of status already"),
    ],
)
def test_a_scope_that_leaves_nothing_over_is_found(tmp_path: Path, scope: str, line: str, says: str) -> None:
    text = made("XX", ODD).replace("scope:\n  XX\n", f"scope: {scope}\n")
    assert says in " ".join(fault.says.en for fault in found(rules_in(tmp_path, text)))
    assert {fault.place.line for fault in found(tmp_path)} == {line_with(line, text)}


ANY = "{kind: requires-field, source: project, any_of: [{field: period, has: digit}, {field: location, has: digit}]}"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (ODD, ODD),
        (asks("ordinance, min: 6"), asks("ordinance, min: 5")),
        (asks("ordinance, more_than: 5"), asks("ordinance, min: 5")),
        (asks("budget, max: 5", "[project, activity]"), asks("budget, max: 6")),
        (asks("location, longer_than: 6"), asks("location, longer_than: 5")),
        (asks("location, shorter_than: 5"), asks("location, shorter_than: 6")),
        (asks("period, is: year"), asks("period, is: number")),
        (asks("period, one_of: [a]"), asks("period, one_of: [A, b]")),
        (asks("period, lacks_words: [a, b]"), asks("period, lacks_words: [b]")),
        (asks("period, has: digit"), ANY),
        (link("supports, target: {level: local}, at_least: 2"), link("supports")),
    ],
)
def test_a_rule_that_another_one_implies_is_found(tmp_path: Path, first: str, second: str) -> None:
    rules_in(tmp_path, made("levels: [village, tambon]", first))
    text = made("levels: [village]", second, "PRJ-902")
    assert "PRJ-901 asks this already of everything that PRJ-902 examines" in only(tmp_path, text, "pattern:", OTHER)


@pytest.mark.parametrize(
    ("scope", "second"),
    [
        ("levels: [local]", ODD),
        ("levels: [village]", ODD.replace("77", "78")),
        ("levels: [village]", ODD.replace("ordinance", "priority")),
    ],
)
def test_rules_that_examine_or_ask_something_else_are_not_called_alike(tmp_path: Path, scope: str, second: str) -> None:
    rules_in(tmp_path, made("levels: [village]", ODD))
    assert found(rules_in(tmp_path, made(scope, second, "PRJ-902"), OTHER)) == []


@pytest.mark.parametrize("scope", ["only: {status: done}", "levels: [local]"])
def test_a_rule_that_leaves_nodes_out_does_not_imply_one_that_does_not(tmp_path: Path, scope: str) -> None:
    rules_in(tmp_path, made(scope, ODD))
    rules_in(tmp_path, made("", ODD, "PRJ-902"), OTHER)
    assert {fault.place.file for fault in found(tmp_path)} == {FILE}


def test_two_equal_rules_are_told_of_once(tmp_path: Path) -> None:
    rules_in(tmp_path, made("levels: [village]", ODD))
    assert "PRJ-901" in only(tmp_path, made("levels: [village]", ODD, "PRJ-902"), "pattern:", OTHER)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("location, has: digit", "location, lacks: digit"),
        ("ordinance, max: 5", "ordinance, min: 6"),
        ("ordinance, max: 5", "ordinance, more_than: 5"),
        ("period, is: words", "period, is: integer"),
        ("period, is: words", "period, min: 1"),
        ("location, shorter_than: 5", "location, longer_than: 4"),
        ("location, one_of: [a]", "location, one_of: [b, c]"),
    ],
)
def test_demands_that_contradict_each_other_are_found(tmp_path: Path, first: str, second: str) -> None:
    rules_in(tmp_path, made("levels: [village, local]", asks(first)))
    text = made("levels: [local]", asks(second), "PRJ-902")
    assert "PRJ-901 demands the contrary of the same items" in only(tmp_path, text, "pattern:", OTHER)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("levels: [village]", "levels: [local]"),
        ("only: {status: done}", "only: {status: moved}"),
        ("only: {status: done}", "except: {status: done}"),
        ("plan: {term: annual}", "plan: {term: multi-year}"),
        ("years: {until: 2565}", "years: {from: 2566}"),
    ],
)
def test_demands_on_nodes_that_no_two_rules_examine_do_not_contradict(tmp_path: Path, one: str, other: str) -> None:
    rules_in(tmp_path, made(one, asks("ordinance, max: 5")))
    assert found(rules_in(tmp_path, made(other, asks("ordinance, min: 6"), "PRJ-902"), OTHER)) == []


def test_years_that_meet_do_contradict(tmp_path: Path) -> None:
    rules_in(tmp_path, made("years: {until: 2566}", asks("ordinance, max: 5")))
    assert len(found(rules_in(tmp_path, made("years: {from: 2566}", asks("ordinance, min: 6"), "PRJ-902"), OTHER))) == 1


def test_links_that_are_demanded_and_forbidden_are_found(tmp_path: Path) -> None:
    rules_in(tmp_path, made("levels: [village, local]", link("forwarded_to, at_least: 0, at_most: 0")))
    text = made("levels: [village]", link("forwarded_to, target: {level: tambon}"), "PRJ-902")
    assert "PRJ-901 demands the contrary" in only(tmp_path, text, "pattern:", OTHER)


def test_a_rule_that_contradicts_itself_is_found(tmp_path: Path) -> None:
    pattern = "{kind: requires-field, source: project, all_of: [{field: ordinance, max: 5, min: 6}]}"
    assert "Two demands of this rule contradict" in only(tmp_path, made("", pattern), "pattern:")


def test_a_level_and_a_kind_that_nobody_examines_are_found() -> None:
    rules: list[Rule] = [rule(kind="unique", source="project", key="name", levels=["local"])]
    said = [fault.says.en for fault in unexamined(rules)]
    assert "No rule names the level village." in said
    assert "No rule examines the kind equipment." in said
    assert not any("local" in one or "kind project" in one for one in said)


def test_a_source_that_nobody_cites_is_found(tmp_path: Path) -> None:
    rules_in(tmp_path, "own-letter: {title: {th: หนังสือ, en: Letter}, confirmed: true}\n", "sources.yaml")
    (fault,) = found(tmp_path)
    assert fault.says.en == "No rule cites own-letter. Cite it or take it away."


@pytest.mark.parametrize("table", ["parameters", "trial"])
def test_a_parameter_that_nobody_uses_is_found(tmp_path: Path, table: str) -> None:
    text = made("levels: [village]", ODD, head=f"{table}: {{most: 5}}\n")
    assert "The pattern uses most nowhere" in only(tmp_path, text, f"{table}:")


REASON = "as the committee of the example province settled"


@pytest.mark.parametrize(
    ("entries", "line", "says"),
    [
        ("", "name:", "Profile ours changes nothing."),
        (f"severities: {{PRJ-107: {{severity: warning, reason: {REASON}}}}}\n", "severities", "“severities” of PRJ-107 changes nothing"),
        (f"extends: strict\nseverities: {{PRJ-107: {{severity: error, reason: {REASON}}}}}\n", "severities", "“severities” of PRJ-107"),
        (f"levels: [village]\nwithout: {{STR-111: {REASON}}}\n", "without", "“without” of STR-111 changes nothing"),
        (f"with: {{PRJ-107: {REASON}}}\n", "with:", "“with” of PRJ-107 changes nothing"),
        ("parameters: {TOT-101: {tolerance: 0}}\n", "parameters", "tolerance of TOT-101 changes nothing"),
        ("extends: village\nlevels: [village]\n", "name:", "Profile ours changes nothing."),
    ],
)  # fmt: skip
def test_a_profile_that_changes_nothing_is_found(tmp_path: Path, entries: str, line: str, says: str) -> None:
    text = f"name: ours\ntitle: {{th: ทดสอบ, en: Test}}\n{entries}"
    assert says in only(tmp_path, text, line, "profiles/ours.yaml")


@pytest.mark.parametrize(
    "entries",
    [
        f"extends: strict\nseverities: {{PRJ-107: {{severity: warning, reason: {REASON}}}}}\n",
        "levels: [village]\n",
        f"without: {{STR-111: {REASON}}}\n",
        "parameters: {TOT-101: {tolerance: 1}}\n",
    ],
)
def test_a_profile_that_changes_something_is_left_alone(tmp_path: Path, entries: str) -> None:
    text = f"name: ours\ntitle: {{th: ทดสอบ, en: Test}}\n{entries}"
    assert found(rules_in(tmp_path, text, "profiles/ours.yaml")) == []


def test_a_retired_rule_is_not_judged(tmp_path: Path) -> None:
    rules_in(tmp_path, made("levels: [village]", ODD))
    text = made("levels: [village]", ODD, "PRJ-902").replace("status: stable", "status: retired")
    assert found(rules_in(tmp_path, text, OTHER)) == []


def test_the_command_tells_what_is_odd_and_how_much(tmp_path: Path) -> None:
    rules_in(tmp_path, made("levels: [village]", ODD))
    rules_in(tmp_path, made("levels: [village]", ODD, "PRJ-902"), OTHER)
    done = CliRunner().invoke(main, ["rules", "lint", "--rules", str(tmp_path), "--lang", "en"])
    assert done.exit_code == 1
    assert done.stdout.splitlines()[0].startswith(f"{OTHER} › line ")
    assert done.stdout.splitlines()[-1].endswith("profiles: 1 found")
    assert CliRunner().invoke(main, ["rules", "lint"]).exit_code == 0
