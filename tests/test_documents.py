"""What is written down agrees with what is built."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from hatchling.build import build_wheel

from checker.chain import built_in_chain
from checker.cli import main
from checker.compare.comparison import comparison_schema
from checker.finding import report_schema
from checker.overview import overview_schema
from checker.pattern import Pattern
from checker.readers.delimited import read_delimited
from checker.readers.structured import read_structured
from checker.rulebook import load_rulebook
from checker.tables_overview import tables_overview_schema
from tests.explain.every_kind import CASES, EXPECTED

TOP = Path(__file__).parent.parent
DOCS = TOP / "docs"


def test_the_schema_of_reports_is_the_one_written_down() -> None:
    written = json.loads((DOCS / "report.schema.json").read_text(encoding="utf-8"))
    assert written == report_schema(), "run: python -m tests.write_schema"


def test_the_schema_of_comparisons_is_the_one_written_down() -> None:
    written = json.loads((DOCS / "comparison.schema.json").read_text(encoding="utf-8"))
    assert written == comparison_schema(), "run: python -m tests.write_schema"


def test_the_schema_of_rounds_is_the_one_written_down() -> None:
    written = json.loads((DOCS / "round.schema.json").read_text(encoding="utf-8"))
    assert written == overview_schema(), "run: python -m tests.write_schema"


def test_the_schema_of_judged_tables_is_the_one_written_down() -> None:
    written = json.loads((DOCS / "judged.schema.json").read_text(encoding="utf-8"))
    assert written == tables_overview_schema(), "run: python -m tests.write_schema"


def test_the_plan_shown_in_the_documentation_is_read() -> None:
    text = (DOCS / "submission.md").read_text(encoding="utf-8")
    shown = re.findall(r"```(yaml|csv)\n(.*?)```", text, re.DOTALL)
    assert [kind for kind, _ in shown] == ["yaml", "csv"]
    assert len(read_structured(shown[0][1], "plan.yaml").plans[0].nodes) == 4
    assert len(read_delimited(shown[1][1], "plan.csv").plans[0].nodes) == 2


def test_every_pattern_kind_has_its_meaning_written_down() -> None:
    text = (DOCS / "patterns.md").read_text(encoding="utf-8")
    kinds = [model.model_fields["kind"].annotation.__args__[0] for model in Pattern.__origin__.__args__]  # type: ignore[attr-defined]
    assert len(kinds) == 13
    assert [kind for kind in kinds if f"**{kind}**" not in text] == []


def test_what_a_finding_of_each_kind_shows_is_written_down() -> None:
    rows = re.findall(
        r"^\| \*\*([a-z-]+)\*\* .*\| ((?:`[a-z-]+` ?)+)\|$",
        (DOCS / "evidence.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    stated = {kind: set(re.findall(r"`([a-z-]+)`", whats)) for kind, whats in rows}
    shown: dict[str, set[str]] = {kind: set() for kind in stated}
    for case, pieces in EXPECTED.items():
        shown[CASES[case][1]["kind"]] |= {what for what, *_ in pieces}
    assert len(stated) == 13
    assert {kind: whats - stated[kind] for kind, whats in shown.items() if whats - stated[kind]} == {}


def test_the_glossary_has_every_kind_and_relation() -> None:
    text = (DOCS / "glossary.md").read_text(encoding="utf-8")
    chain = built_in_chain()
    assert [word for word in (*chain.levels, *chain.kinds) if not re.search(rf"\b{word}\b", text)] == []
    assert [relation for relation in chain.relations if f"`{relation}`" not in text] == []


def test_every_rule_rests_on_a_source_and_cites_no_clause_that_nobody_confirmed() -> None:
    rulebook = load_rulebook()
    for rule in rulebook.in_force:
        for basis in rule.basis:
            assert not basis.confirmed or rulebook.sources[basis.source].confirmed, rule.id
            assert basis.clause is None or basis.confirmed, rule.id


def test_the_first_two_commands_of_the_readme_are_targets_of_the_makefile() -> None:
    readme = (TOP / "README.md").read_text(encoding="utf-8")
    first = re.findall(r"^make (\w+)", readme, re.MULTILINE)[:2]
    makefile = (TOP / "Makefile").read_text(encoding="utf-8")
    assert first == ["run", "test"]
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in first)


@pytest.mark.parametrize(
    "line", re.findall(r"^oneplan (.+?)\s+#", (TOP / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
)
def test_every_command_of_the_readme_exists(line: str) -> None:
    words = [word for word in line.split() if not word.startswith("-")]
    named = words[:2] if words[0] == "rules" else words[:1]
    assert CliRunner().invoke(main, [*named, "--help"]).exit_code == 0


def test_rules_and_templates_travel_in_the_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(TOP)
    wheel = build_wheel(str(tmp_path))
    names = set(zipfile.ZipFile(tmp_path / wheel).namelist())
    for folder in ("rules", "templates"):
        wanted = {f"checker/_built_in/{path.relative_to(TOP)}" for path in (TOP / folder).rglob("*") if path.is_file()}
        assert wanted <= names
