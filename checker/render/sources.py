"""Findings under the sources that demand them: an index for whoever reads a report beside the law.

source → clause → rules → findings. A finding stands under every source of its rule; waived ones stand among the waivers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checker.finding import RuleTally, Severity
from checker.render.grouping import SEVERITIES, RuleGroup
from checker.text import Sentence
from checker.thai import natural


@dataclass(frozen=True, slots=True)
class ClauseGroup:
    """One clause of a source (None: the source as a whole) with the rules that rest on it and found something."""

    clause: str | None
    confirmed: bool
    rules: tuple[RuleGroup, ...]


@dataclass(frozen=True, slots=True)
class SourceGroup:
    """One source. `counts` holds its findings by severity, gravest first, zeros left out, each finding once."""

    source: str
    title: Sentence
    clauses: tuple[ClauseGroup, ...]
    counts: tuple[tuple[Severity, int], ...]


def by_source(groups: Sequence[RuleGroup]) -> tuple[SourceGroup, ...]:
    """`groups` under each of their sources; the source with the gravest findings first, the clauses in their order."""
    titles: dict[str, Sentence] = {}
    clauses: dict[str, dict[tuple[str | None, bool], list[RuleGroup]]] = defaultdict(lambda: defaultdict(list))
    for group in groups:
        for basis in group.rule.basis:
            titles.setdefault(basis.source, basis.title)
            under = clauses[basis.source][basis.clause, basis.confirmed]
            if group not in under:
                under.append(group)
    found = [SourceGroup(source, titles[source], _clauses(kept), _counts(kept)) for source, kept in clauses.items()]
    return tuple(sorted(found, key=_gravest))


def quiet_sources(rules: Iterable[RuleTally], groups: Sequence[RuleGroup]) -> int:
    """How many sources of rules that ran have no finding."""
    ran = {basis.source for rule in rules if rule.concerns and rule.not_checked is None for basis in rule.basis}
    return len(ran - {basis.source for group in groups for basis in group.rule.basis})


def _clauses(kept: dict[tuple[str | None, bool], list[RuleGroup]]) -> tuple[ClauseGroup, ...]:
    order = sorted(kept, key=lambda key: (key[0] is None, natural(key[0] or ""), not key[1]))
    return tuple(ClauseGroup(clause, confirmed, tuple(kept[clause, confirmed])) for clause, confirmed in order)


def _counts(kept: dict[tuple[str | None, bool], list[RuleGroup]]) -> tuple[tuple[Severity, int], ...]:
    once = {group.rule.id: group for groups in kept.values() for group in groups}
    found = {
        severity: sum(len(group.findings) for group in once.values() if group.rule.severity == severity)
        for severity in SEVERITIES
    }
    return tuple((severity, count) for severity, count in found.items() if count)


def _gravest(group: SourceGroup) -> tuple[int, int, int, str]:
    counts = dict(group.counts)
    errors, warnings, advice = (-counts.get(severity, 0) for severity in SEVERITIES)
    return (errors, warnings, advice, group.source)
