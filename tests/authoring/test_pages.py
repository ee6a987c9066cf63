"""The pages say of every rule what its file says, and every demand of reviewers is answered or known to wait."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from checker.authoring.coverage import uncovered
from checker.authoring.pages import MARK
from checker.checklist import built_in_rows, load_checklist
from checker.cli import main
from checker.cli.authoring import written_pages
from checker.rule import Rule
from checker.rulebook import load_rulebook

PAGES = Path(__file__).parent.parent.parent / "docs" / "rules"
RULEBOOK = load_rulebook()
WRITTEN = written_pages(RULEBOOK)


def oneplan(*words: object) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def section(rule: Rule) -> str:
    """What the pages say of `rule`."""
    page = WRITTEN[f"{RULEBOOK.files[rule.id].partition('/')[0]}.md"]
    return page.partition(f'<a id="{rule.id.lower()}"></a>')[2].partition("<a id=")[0]


def test_the_pages_are_the_ones_written_down() -> None:
    found = {path.name: path.read_text(encoding="utf-8") for path in PAGES.glob("*.md")}
    assert found == WRITTEN, "run: oneplan rules docs --out docs/rules"


@pytest.mark.parametrize("rule", RULEBOOK.in_force, ids=lambda rule: rule.id)
def test_a_page_says_what_the_rule_says_in_both_languages(rule: Rule) -> None:
    text = section(rule)
    for sentence in (rule.title, rule.rationale, *(RULEBOOK.sources[one.source].title for one in rule.basis)):
        assert sentence.th in text
        assert sentence.en in text
    assert text.count("not confirmed") == sum(not one.confirmed for one in rule.basis)
    assert {"**หลีกเลี่ยง · Avoid**", "**ควรเป็น · Prefer**"} <= set(text.splitlines())
    assert ("Never waived" in text) == (rule.never_waived is not None)
    assert all(f"`{name}`" in text for name in rule.parameters)


def test_no_link_of_the_pages_leads_nowhere() -> None:
    anchors = {name: set(re.findall(r'<a id="([^"]+)"', text)) for name, text in WRITTEN.items()}
    for name, text in WRITTEN.items():
        for page, anchor in re.findall(r"\]\(([\w.-]*\.md)?(?:#([\w-]+))?\)", text):
            assert not page or page in WRITTEN
            assert not anchor or anchor in anchors[page or name]


def test_every_row_that_reviewers_asked_for_stands_in_the_coverage() -> None:
    assert [row.row for row in built_in_rows()] == list(range(1, 75))
    shown = re.findall(r"^\| (\d+) \|", WRITTEN["coverage.md"], re.MULTILINE)
    assert [int(row) for row in shown] == list(range(1, 75))


def test_no_row_is_answered_by_neither_rule_nor_question() -> None:
    assert list(uncovered(RULEBOOK, built_in_rows(), load_checklist(RULEBOOK))) == []


def test_every_row_has_a_rule() -> None:
    with_rule = {row for rule in RULEBOOK.in_force for row in rule.rows}
    assert {row.row for row in built_in_rows()} == with_rule


def test_a_row_that_nothing_answers_is_told() -> None:
    fewer = [one for one in load_checklist(RULEBOOK) if 62 not in one.rows]
    rules = {name: rule for name, rule in RULEBOOK.rules.items() if 62 not in rule.rows}
    found = uncovered(type(RULEBOOK)(rules, RULEBOOK.sources, RULEBOOK.profile, "0", "0"), built_in_rows(), fewer)
    assert 62 in found


def test_every_source_is_marked_confirmed_or_not() -> None:
    listed = re.findall(r"^\| ([✓○]) ([\w-]+) \|", WRITTEN["coverage.md"], re.MULTILINE)
    assert {name: mark == "✓" for mark, name in listed} == {
        name: source.confirmed for name, source in RULEBOOK.sources.items()
    }


def test_pages_that_no_rule_stands_on_are_taken_away_and_other_files_are_left(tmp_path: Path) -> None:
    (tmp_path / "gone.md").write_text(MARK, encoding="utf-8")
    (tmp_path / "notes.md").write_text("ours", encoding="utf-8")
    assert oneplan("rules", "docs", "--out", tmp_path).exit_code == 0
    assert {path.name for path in tmp_path.iterdir()} == {*WRITTEN, "notes.md"}


def test_the_rules_of_a_folder_have_their_page(tmp_path: Path) -> None:
    oneplan("rules", "new", "XYZ-901", "made-new", "--kind", "within", "--dir", tmp_path / "rules")
    assert oneplan("rules", "docs", "--out", tmp_path / "docs", "--rules", tmp_path / "rules").exit_code == 0
    assert "`CEILING` เพดานวงเงิน · the ceiling: `1000000`" in (tmp_path / "docs" / "xyz.md").read_text(encoding="utf-8")
