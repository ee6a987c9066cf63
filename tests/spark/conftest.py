"""One session of Spark for all tests of `make spark`. Plain `pytest` reads this file too, and has no pyspark and maybe no Java."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from checker.engines.spark_session import session
from checker.errors import UsageFault


@pytest.fixture(scope="session")
def running() -> Iterator[Any]:
    """A session on this machine alone."""
    try:
        with session() as begun:
            yield begun
    except UsageFault as fault:
        pytest.exit(str(fault), returncode=2)
