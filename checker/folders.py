"""Where the rules and templates that travel with the program lie."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parent


def built_in(name: str) -> Path:
    """The folder `rules` or `templates`: inside the installed package, or beside it in a checkout."""
    installed = _PACKAGE / "_built_in" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name
