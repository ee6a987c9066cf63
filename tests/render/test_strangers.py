"""The renderers do not know one another, so that one can go without the others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checker.render import wording

_RENDERERS = {"html", "terminal", "json"}


@pytest.mark.parametrize("name", sorted(_RENDERERS))
def test_a_renderer_imports_no_other(name: str) -> None:
    text = (Path(wording.__file__).parent / f"{name}.py").read_text(encoding="utf-8")
    imported = set(re.findall(r"from checker\.render\.(\w+)", text))
    assert imported & _RENDERERS == set()
