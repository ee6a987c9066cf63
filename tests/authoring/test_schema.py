"""The schemas for editors take what the loader takes, and help where it would refuse."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from checker.authoring.schema import rule_schema, schemas
from checker.folders import built_in
from checker.located import plain, read_yaml
from checker.rulebook import load_rulebook
from tests.rules.folder import GOOD, changed
from tests.write_schema import written

DOCS = Path(__file__).parent.parent.parent / "docs"
OF_A_RULE = Draft202012Validator(rule_schema())


def document(text: str) -> Any:
    (only,) = read_yaml(text, "rule.yaml")
    return plain(only)


def faults(text: str) -> list[str]:
    return [error.json_path for error in OF_A_RULE.iter_errors(document(text))]


def test_the_schemas_are_the_ones_written_down() -> None:
    found = {name: json.loads((DOCS / name).read_text(encoding="utf-8")) for name in written()}
    assert found == written(), "run: python -m tests.write_schema"


@pytest.mark.parametrize("name", sorted(schemas()))
def test_a_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(schemas()[name])


@pytest.mark.parametrize("file", load_rulebook().files.values())
def test_an_editor_finds_no_fault_in_a_rule_that_is_in_force(file: str) -> None:
    assert faults((built_in("rules") / file).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", sorted((built_in("rules") / "profiles").glob("*.yaml")), ids=lambda path: path.stem)
def test_an_editor_finds_no_fault_in_a_profile(path: Path) -> None:
    validator = Draft202012Validator(schemas()["profile.schema.json"])
    assert [error.message for error in validator.iter_errors(document(path.read_text(encoding="utf-8")))] == []


def test_an_editor_finds_no_fault_in_waivers() -> None:
    text = (DOCS / "waivers.md").read_text(encoding="utf-8").partition("```yaml\n")[2].partition("```")[0]
    validator = Draft202012Validator(schemas()["waivers.schema.json"])
    assert [error.message for error in validator.iter_errors(document(text))] == []
    assert [error.message for error in validator.iter_errors({"waivers": [{"rule": "PRJ-107"}]})] != []


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ("status: stable", "status: finished", "$.status"),
        ("  kind: requires-field", "  kind: requires-fields", "$.pattern"),
        ("  source: project", "  source: projekt", "$.pattern"),
        ("levels: [local]", "levels: [lokal]", "$.scope.levels"),
        ("{field: objective, present: true}", "{field: objective, has: numbers}", "$.pattern"),
        ("severity: error", "severity: error\nsevrity: error", "$"),
        ("id: PRJ-901", "id: PROJECT", "$.id"),
    ],
)
def test_an_editor_shows_where_a_rule_is_mistyped(old: str, new: str, at: str) -> None:
    assert [path.startswith(at) for path in faults(changed(old, new))] == [True]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("levels: [local]", "levels: local"),
        ("  source: project", "  source: {parameter: KINDS}"),
        ("present: true", "more_than: 5"),
        ("present: true", "more_than: '0.5'"),
        ("present: true", "longer_than: {parameter: LETTERS}"),
    ],
)
def test_an_editor_takes_every_way_of_writing_that_the_loader_takes(old: str, new: str) -> None:
    assert faults(GOOD) == []
    assert faults(changed(old, new)) == []


def test_every_key_of_a_rule_is_explained() -> None:
    properties = rule_schema()["properties"]
    assert [key for key, says in properties.items() if "description" not in says] == []
