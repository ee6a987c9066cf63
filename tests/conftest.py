"""Random tests draw the same examples in every run and keep nothing between runs; what all tests read is read once."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import HealthCheck, settings

from checker.located import read_yaml

settings.register_profile(
    "repeatable", derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
)
settings.load_profile("repeatable")
gc.set_threshold(100_000, 50, 50)  # as the command does: rules and plans stay for the whole run


@pytest.fixture(scope="session", autouse=True)
def rule_files_parsed_once() -> Iterator[None]:
    """A rule file of the same text is parsed once a process: most tests load the built-in rulebook, and nothing changes a located value."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("checker.rule_files.read_yaml", cache(read_yaml))
        yield
