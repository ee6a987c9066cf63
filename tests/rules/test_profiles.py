"""Profiles: what they extend, what they may change, how they are refused, and that a report says what they changed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from checker.cli import main
from checker.engine import check
from checker.errors import UsageFault
from checker.finding import ChangeInReport, Report
from checker.render.html import html
from checker.render.terminal import terminal
from checker.rulebook import Rulebook, load_rulebook
from tests.build import AS_OF, graph_of
from tests.rules.folder import GOOD, changed, line_with, refusal, rules_in

TOP = Path(__file__).parents[2]
HEAD = "name: {name}\ntitle: {{th: ทดสอบ, en: Test}}\n"
REASON = "most plans of this province are written in words"
BUILT_IN = sorted(path.stem for path in (TOP / "rules" / "profiles").glob("*.yaml"))


def profile(folder: Path, name: str, text: str) -> Path:
    return rules_in(folder, HEAD.format(name=name) + text, f"profiles/{name}.yaml")


def with_profile(folder: Path, name: str = "ours") -> Rulebook:
    return load_rulebook(name, folder)


def report(rulebook: Rulebook, level: str = "local") -> Report:
    return check(graph_of(f"plan: {{code: LP, level: {level}}}\nnodes: []"), rulebook, AS_OF, engine="sets").report


def only_fault(folder: Path, words: str) -> str:
    """The English sentence of the only fault of the profile `ours`, which has to lie on the line with `words`."""
    text = (folder / "profiles" / "ours.yaml").read_text(encoding="utf-8")
    (fault,) = refusal(folder)
    assert (fault.place.file, fault.place.line) == ("profiles/ours.yaml", line_with(words, text))
    assert fault.says.th != fault.says.en
    return fault.says.en


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_built_in_profile_loads_and_all_but_the_default_change_something(name: str) -> None:
    rulebook = load_rulebook(name)
    assert rulebook.profile.name == name
    assert (name != "default") == bool(rulebook.changes or rulebook.profile.levels)


@pytest.mark.parametrize("name", ["strict", "lenient"])
def test_strict_regrades_upwards_and_lenient_downwards(name: str) -> None:
    order = ["advice", "warning", "error"]
    moves = {
        order.index(one.after or "") > order.index(one.before or "")
        for one in load_rulebook(name).changes
        if one.what == "regraded"
    }
    assert moves == {name == "strict"}


def test_a_profile_adds_to_the_one_that_it_extends(tmp_path: Path) -> None:
    profile(tmp_path, "ours", f"extends: theirs\nseverities: {{PRJ-107: {{severity: error, reason: {REASON}}}}}\n")
    profile(
        tmp_path,
        "theirs",
        f"without: {{PRJ-104: {REASON}}}\nseverities:\n  PRJ-105: {{severity: advice, reason: {REASON}}}\n"
        f"  PRJ-107: {{severity: advice, reason: {REASON}}}\n",
    )
    rules = with_profile(tmp_path).rules
    assert "PRJ-104" not in rules
    assert [rules[name].severity for name in ("PRJ-105", "PRJ-107")] == ["advice", "error"]


def test_a_profile_puts_back_what_the_extended_one_leaves_out(tmp_path: Path) -> None:
    profile(tmp_path, "ours", f"extends: theirs\nwith: {{PRJ-104: {REASON}}}\n")
    profile(tmp_path, "theirs", f"without: {{PRJ-104: {REASON}, PRJ-105: {REASON}}}\n")
    rules = with_profile(tmp_path).rules
    assert ("PRJ-104" in rules, "PRJ-105" in rules) == (True, False)


def test_a_profile_of_a_built_in_name_extends_the_built_in_one(tmp_path: Path) -> None:
    profile(tmp_path, "strict", f"extends: strict\nwithout: {{PRJ-104: {REASON}}}\n")
    rules = with_profile(tmp_path, "strict").rules
    assert "PRJ-104" not in rules
    assert rules["PRJ-107"].severity == "error"


def test_profiles_that_extend_each_other_are_refused(tmp_path: Path) -> None:
    profile(tmp_path, "ours", "extends: theirs\n")
    profile(tmp_path, "theirs", "extends: ours\n")
    assert {fault.place.file for fault in refusal(tmp_path)} == {"profiles/ours.yaml", "profiles/theirs.yaml"}
    assert all("extends itself by way of others" in fault.says.en for fault in refusal(tmp_path))


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("extends: strickt\n", "extends", "There is no profile strickt. The nearest is strict."),
        ("levels: [locale]\n", "locale", "The nearest is local."),
        (f"severities: {{PRJ-999: {{severity: error, reason: {REASON}}}}}\n", "PRJ-999", "There is no rule PRJ-999."),
        ("without: {PRJ-104: short}\n", "without", "says too little"),
        (f"without: {{PRJ-104: {REASON}}}\nparameters: {{PRJ-104: {{}}}}\n", "name:", "PRJ-104 is left out and named again"),
        ("parameters: {TOT-101: {tolerence: 5}}\n", "tolerence", "The nearest is tolerance."),
        ("parameters: {PRJ-101: {most: 5}}\n", "most", "There is no parameter of PRJ-101 most."),
    ],
)  # fmt: skip
def test_a_profile_with_one_fault_is_refused_at_its_line(tmp_path: Path, text: str, line: str, says: str) -> None:
    profile(tmp_path, "ours", text)
    with pytest.raises(Exception, match=re.escape(says)):
        with_profile(tmp_path)
    assert says in only_fault(tmp_path, line)


def test_a_parameter_of_another_kind_is_a_fault_of_the_profile_and_its_line(tmp_path: Path) -> None:
    profile(tmp_path, "default", "parameters:\n  TOT-101:\n    tolerance: five\n")
    (fault,) = refusal(tmp_path)
    assert (fault.place.file, fault.place.line) == ("profiles/default.yaml", 5)
    assert "“five” is no number" in fault.says.en


def test_a_profile_is_called_as_its_file_is(tmp_path: Path) -> None:
    rules_in(tmp_path, HEAD.format(name="others"), "profiles/ours.yaml")
    assert "Give both one name." in only_fault(tmp_path, "name:")


def test_a_profile_of_a_level_holds_its_rules_only_and_refuses_other_plans() -> None:
    rulebook = load_rulebook("village")
    assert {level for rule in rulebook.in_force for level in rule.scope.levels} >= {"village"}
    assert [rule.id for rule in rulebook.in_force if rule.scope.levels and "village" not in rule.scope.levels] == []
    assert report(rulebook, "village").rulebook.levels == ["village"]
    with pytest.raises(UsageFault, match=r"Profile village is not for a local development plan \(LP\)"):
        report(rulebook, "local")


def test_examples_are_judged_by_the_values_of_their_own_file(tmp_path: Path) -> None:
    profile(tmp_path, "ours", "parameters: {TOT-101: {tolerance: 5}}\n")
    rulebook = with_profile(tmp_path)
    found = [getattr(book.rules["TOT-101"].pattern, "tolerance", None) for book in (rulebook, rulebook.to_test)]
    assert found == [5, 0]


def test_a_report_says_what_the_profile_and_the_folder_changed_and_why(tmp_path: Path) -> None:
    profile(
        tmp_path,
        "ours",
        f"without: {{PRJ-104: {REASON}}}\nseverities: {{PRJ-105: {{severity: advice, reason: {REASON}}}}}\n"
        "parameters: {TOT-101: {tolerance: 5}}\n",
    )
    rules_in(tmp_path)
    rules_in(tmp_path, changed("PRJ-901", "PRJ-103"), "project/PRJ-103-project-without-objective-in-test.yaml")
    said = report(with_profile(tmp_path))
    assert [_brief(one) for one in said.rulebook.changes] == [
        ("PRJ-103", "replaced", None, None, None),
        ("PRJ-104", "left-out", None, None, REASON),
        ("PRJ-105", "regraded", "warning", "advice", REASON),
        ("PRJ-901", "added", None, None, None),
        ("TOT-101", "set", "0", "5", None),
    ]
    for page in (terminal(said, "en", width=200), html(said, "en")):
        for words in (
            "left out: PRJ-104",
            "regraded: PRJ-105",
            "added: PRJ-901",
            "replaced: PRJ-103",
            "the difference in baht that is accepted = 5 (was 0)",
            REASON,
        ):
            assert words in page, words


def _brief(one: ChangeInReport) -> tuple[str, str, str | None, str | None, str | None]:
    return one.rule, one.what, one.before, one.after, one.reason.en if one.reason else None


def test_the_default_profile_changes_nothing() -> None:
    assert report(load_rulebook()).rulebook.changes == []


def our_province(folder: Path) -> Path:
    """The folder that docs/profiles.md shows."""
    text = (TOP / "docs" / "profiles.md").read_text(encoding="utf-8")
    for block in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL):
        name = re.match(r"# (our-province/\S+)", block)
        assert name is not None
        rules_in(folder, block, name[1])
    return folder / "our-province"


def test_the_province_of_the_documentation_works_as_it_says(tmp_path: Path) -> None:
    rules = str(our_province(tmp_path))
    plan = tmp_path / "plan.yaml"
    plan.write_text(
        "plan: {code: LP, level: local}\nnodes:\n  - {project: P1, name: ศึกษาดูงานต่างประเทศ}\n", encoding="utf-8"
    )
    ours = ["--rules", rules, "--profile", "our-drafts"]
    done = CliRunner().invoke(main, ["check", str(plan), *ours, "--format", "json"])
    said = Report.from_json(done.stdout)
    assert "PRJ-901" in {one.rule for one in said.findings}
    changes = {(one.what, one.rule) for one in said.rulebook.changes}
    assert changes >= {("added", "PRJ-901"), ("left-out", "PRJ-117"), ("regraded", "PRJ-103"), ("regraded", "PRJ-110")}
    assert changes >= {("set", "TOT-101"), ("set", "PRJ-901")}


def test_the_rules_in_force_of_a_replaced_file_are_the_folder_s(tmp_path: Path) -> None:
    rules_in(tmp_path, GOOD)
    assert load_rulebook(extra=tmp_path).changes[0].what == "added"
