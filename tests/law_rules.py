"""A rulebook that together asks everything that a rule can ask: each pattern kind, each option, each target restriction."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import yaml

from checker.rule import Rule, Scope

_WORDS: Final = {"th": "ก", "en": "a"}
_SCOPE: Final = tuple(field.alias or name for name, field in Scope.model_fields.items())
_PATTERNS: Final = Path(__file__).with_suffix(".yaml")


def law(number: int, pattern: dict[str, Any]) -> Rule:
    """A rule with this pattern; the keys of a scope beside the pattern are its scope."""
    prefix = "".join(part[0] for part in (*pattern["kind"].split("-"), "x", "x"))[:3].upper()
    scope = {name: pattern.pop(name) for name in _SCOPE if name in pattern}
    return Rule.model_validate(
        {
            "id": f"{prefix}-{number:03}",
            "name": f"law-{number}",
            "status": "stable",
            "since": "2026.1",
            "title": _WORDS,
            "message": _WORDS,
            "fix": _WORDS,
            "rationale": _WORDS,
            "severity": "error",
            "basis": [{"source": "law", "verb": "must", "confirmed": False}],
            "scope": scope,
            "pattern": pattern,
            "examples": [{"name": "fails", "given": [], "expect": {"P1": "fail"}}],
        }
    )


def _read() -> tuple[Rule, ...]:
    patterns = yaml.safe_load(_PATTERNS.read_text(encoding="utf-8"))
    return tuple(law(number, pattern) for number, pattern in enumerate(patterns, start=1))


LAW_RULES: Final = _read()
