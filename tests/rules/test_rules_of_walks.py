"""What a rule may not say beside its first path is refused."""

from __future__ import annotations

from typing import Any

import pytest

from checker.chain import built_in_chain
from checker.rule_checks import complaints
from tests.build import rule


def refusals(**pattern: Any) -> list[str]:
    """What the loader has against the pattern of a rule."""
    found = complaints(rule(**pattern), built_in_chain(), frozenset({"law"}))
    return [en for path, _, en in found if path[0] == "pattern"]


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        (
            {"kind": "requires-link", "relation": "part_of", "target": {"also": "part_off"}},
            "The relation “part_off” is not known. The nearest is “part_of”.",
        ),
        (
            {"kind": "within", "relation": "in_plan", "target": {"also": "in_plan"}, "field": "number", "bounds": {"at_most": 1}},
            "A second path (also) belongs to requires-link and is-supported only.",
        ),
        (
            {"kind": "unique", "key": "name", "unless": "comes_form"},
            "The relation “comes_form” is not known. The nearest is “comes_from”.",
        ),
        ({"kind": "unique", "key": "name", "unlike": "aera"}, "The field of project “aera” is not known. The nearest is “area”."),
        ({"kind": "unique", "key": "name", "unlike": "budget"}, "“budget” has one value a year and tells no two nodes apart."),
        (
            {"kind": "matches", "relation": "part_of", "other": "part_off"},
            "The relation “part_off” is not known. The nearest is “part_of”.",
        ),
        (
            {"kind": "matches", "relation": "part_of", "other": "part_of"},
            "A path always ends where it ends itself. State another one.",
        ),
        ({"kind": "typical", "field": "name", "factor": 10, "peers": 8}, "“name” holds no amounts, so no one of them is typical."),
        ({"kind": "unique", "key": "name", "shares_year": "area"}, "“area” has no values by year."),
    ],
)  # fmt: skip
def test_a_pattern_is_refused_with_the_reason(pattern: dict[str, Any], says: str) -> None:
    assert refusals(source="project", **pattern) == [says]
