"""Builders that hide the noise: a graph from YAML text, a rulebook of a few compact rules, a report."""

from __future__ import annotations

import datetime
from typing import Any

from checker.assemble import assemble
from checker.engine import EngineChoice, check
from checker.finding import Report
from checker.plan import Graph
from checker.profile import Profile
from checker.readers.draft import Draft
from checker.readers.structured import read_structured
from checker.rule import Rule, Scope
from checker.rule_files import Source
from checker.rulebook import Rulebook
from checker.text import Sentence

AS_OF = datetime.date(2026, 1, 1)
_SCOPE = tuple(field.alias or name for name, field in Scope.model_fields.items())
_WORDS = {"th": "คำ", "en": "words"}


def graph_of(text: str, context: str | None = None) -> Graph:
    """The graph of YAML `text`, judged against the YAML `context`."""
    around = read_structured(context, "context.yaml") if context else Draft()
    return assemble(read_structured(text, "plan.yaml"), around)


def rule(rule_id: str = "PRJ-900", **parts: Any) -> Rule:
    """A rule with the pattern `parts`; keys of a scope, `message`, `fix` and `severity` go where they belong."""
    scope = {name: parts.pop(name) for name in _SCOPE if name in parts}
    message = parts.pop("message", "words")
    fix = parts.pop("fix", "words")
    severity = parts.pop("severity", "error")
    return Rule.model_validate(
        {
            "id": rule_id,
            "name": "made-for-a-test",
            "status": "stable",
            "since": "2026.1",
            "title": _WORDS,
            "message": {"th": message, "en": message},
            "fix": {"th": fix, "en": fix},
            "rationale": _WORDS,
            "severity": severity,
            "basis": [{"source": "law", "verb": "must", "confirmed": False}],
            "scope": scope,
            "pattern": parts,
            "examples": [{"name": "none", "given": [], "expect": {}}],
        }
    )


def rulebook(*rules: Rule) -> Rulebook:
    """A rulebook of just these rules."""
    sources = {"law": Source(title=Sentence(th="กฎหมาย", en="Law"), confirmed=False)}
    profile = Profile(name="test", title=Sentence(th="ทดสอบ", en="Test"))
    return Rulebook({one.id: one for one in rules}, sources, profile, "0", "0")


def report_of(graph: Graph, *rules: Rule, engine: EngineChoice = "both") -> Report:
    """The report on `graph` by `rules`."""
    return check(graph, rulebook(*rules), AS_OF, engine=engine).report
