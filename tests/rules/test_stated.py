"""A pattern that contradicts itself is refused for what it is."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from tests.build import rule


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ({"kind": "within", "field": "budget", "bounds": {"at_most": 1, "early": 1}}, "early goes with period only"),
        ({"kind": "series", "field": "budget", "meets": "ordinance"}, "meets needs a direction"),
        ({"kind": "series", "field": "budget", "varies": 2, "excuse": "name"}, "excuse goes with meets only"),
        ({"kind": "series", "field": "budget"}, "asks nothing of the series"),
        ({"kind": "typical", "field": "budget", "factor": 1, "peers": 8}, "greater than 1"),
        ({"kind": "typical", "field": "budget", "factor": 1000, "peers": 1}, "greater than or equal to 2"),
        ({"kind": "sums-to", "field": "budget"}, "needs either total, at_most or at_most_percent"),
        ({"kind": "sums-to", "field": "budget", "at_most": 1, "compare": "at_least"}, "compare goes with total only"),
        ({"kind": "series", "field": "budget", "varies": 2, "closed": True}, "closed goes with follows or meets only"),
    ],
)
def test_a_pattern_that_contradicts_itself_is_refused(pattern: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        rule(source="project", **pattern)
