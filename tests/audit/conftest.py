"""The sample round, judged once for all tests that look at what is written of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.audit.made import audit, sample_round


@pytest.fixture(scope="session")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the command writes of the sample round, beside those of the round itself."""
    folder = sample_round(tmp_path_factory.mktemp("round"))
    result = audit(folder / "handed-in", "--context", folder / "context", "--out", folder / "out", "--jobs", 1)
    assert result.exit_code == 3
    return folder / "out"
