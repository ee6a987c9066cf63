from __future__ import annotations

import pytest

from checker.path import Step, parse_path, path_text
from checker.pattern import inverted


@pytest.mark.parametrize(
    ("written", "steps"),
    [
        ("part_of", (Step(("part_of",)),)),
        ("^measures", (Step(("measures",), inverse=True),)),
        ("part_of+/supports", (Step(("part_of",), closure=True), Step(("supports",)))),
        ("^(part_of|supports)+", (Step(("part_of", "supports"), inverse=True, closure=True),)),
    ],
)
def test_a_path_is_read_as_its_steps_and_written_back(written: str, steps: tuple[Step, ...]) -> None:
    assert parse_path(written) == steps
    assert path_text(steps) == written


def test_the_order_of_alternatives_does_not_count() -> None:
    assert parse_path("(supports|part_of)") == parse_path("(part_of|supports)")


@pytest.mark.parametrize(
    "written",
    [
        "",
        "/",
        "part_of/",
        "part of",
        "^",
        "+",
        "part_of*",
        "part_of++",
        "(part_of)",
        "(part_of|)",
        "part_of^",
        "Part_of",
    ],
)
def test_what_is_no_path_is_refused_and_shown(written: str) -> None:
    with pytest.raises(ValueError, match=r"is no path\. A path reads like"):
        parse_path(written)


def test_a_path_walked_from_its_other_end_turns_each_step_and_their_order() -> None:
    assert path_text(inverted(parse_path("part_of+/^measures"))) == "measures/^part_of+"
    assert inverted(inverted(parse_path("part_of+/^measures"))) == parse_path("part_of+/^measures")
