"""A rulebook run over many submissions: how many nodes each rule passed, failed and left open, plan by plan and in all."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from checker.assemble import assemble
from checker.engine import judged
from checker.errors import Fault, UnreadableSubmission, UsageFault
from checker.finding import Verdict
from checker.handed import Handed
from checker.plan import Graph
from checker.readers.draft import Draft
from checker.readers.open_file import read_context, read_files
from checker.rule import Rule
from checker.rulebook import Rulebook
from checker.text import Sentence

FEWEST: Final = 6
"""Of fewer judged nodes no third is told: one fault in a plan with two projects says nothing of the rule."""


class Count(NamedTuple):
    """How the verdicts of one rule fell."""

    passed: int = 0
    failed: int = 0
    undecided: int = 0
    not_applicable: int = 0

    @property
    def judged(self) -> int:
        """The nodes that were given a verdict of which one can say a share."""
        return self.passed + self.failed

    @property
    def share(self) -> float | None:
        """The failed ones among the judged; None where nothing was judged."""
        return self.failed / self.judged if self.judged else None

    @property
    def too_many(self) -> bool:
        """Whether more than a third of what was judged failed, where enough was."""
        return self.judged >= FEWEST and 3 * self.failed > self.judged

    def plus(self, other: Count) -> Count:
        return Count(*(one + more for one, more in zip(self, other, strict=True)))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one rulebook says of one submission: the verdict of every node by rule, and why whole rules could not run.

    A node reads `PLAN/CODE (kind) place`. Rules that concern no plan of the submission are left out.
    """

    verdicts: Mapping[str, Mapping[str, Verdict]]
    not_checked: Mapping[str, Sentence]

    @property
    def counts(self) -> dict[str, Count]:
        """The counts of every rule that ran."""
        found = {}
        for rule, verdicts in self.verdicts.items():
            tally = Counter(verdicts.values())
            found[rule] = Count(tally["pass"], tally["fail"], tally["undecided"], tally["not-applicable"])
        return found


@dataclass(frozen=True, slots=True)
class Measured:
    """One submission under the rulebook, and under the one that it is compared with."""

    name: str
    now: Outcome
    before: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Impact:
    """Every submission that could be read, those that could not and why, and the rules of both rulebooks."""

    plans: tuple[Measured, ...]
    unread: tuple[tuple[str, tuple[Fault, ...]], ...]
    rules: Mapping[str, Rule]
    before: Mapping[str, Rule] | None = None

    def total(self, rule: str) -> Count:
        """The counts of `rule` over all plans."""
        total = Count()
        for plan in self.plans:
            total = total.plus(plan.now.counts.get(rule, Count()))
        return total

    def marked(self) -> Iterator[tuple[Rule, str, Count]]:
        """The rules that fail as an error more than a third of what they judged in a plan, with the plan; justified ones too."""
        for name in sorted(self.rules):
            rule = self.rules[name]
            for plan in self.plans:
                count = plan.now.counts.get(name, Count())
                if rule.severity == "error" and count.too_many:
                    yield rule, plan.name, count

    @property
    def to_regrade(self) -> tuple[str, ...]:
        """The rules so marked whose files do not justify it."""
        return tuple(sorted({rule.id for rule, _, _ in self.marked() if rule.strict_because is None}))


def measure(
    handed: Iterable[Handed],
    context: Path | None,
    rulebook: Rulebook,
    as_of: datetime.date,
    old: Rulebook | None = None,
) -> Impact:
    """The impact of `rulebook` (and of `old`) on every submission; `context` holds for those that have none of their own.

    One that cannot be read, or that the profile is not for, is told of and passed over. Raises UnreadableSubmission
    where the shared context cannot be read.
    """
    shared = read_context(context) if context else Draft()
    plans: list[Measured] = []
    unread: list[tuple[str, tuple[Fault, ...]]] = []
    for one in handed:
        try:
            around = read_context(one.context) if one.context else shared
            graph = assemble(read_files(one.files), around)
            before = outcome(graph, old, as_of) if old else None
            plans.append(Measured(one.name, outcome(graph, rulebook, as_of), before))
        except (UnreadableSubmission, UsageFault) as error:
            unread.append((one.name, error.faults))
    return Impact(tuple(plans), tuple(unread), rulebook.rules, old.rules if old else None)


def outcome(graph: Graph, rulebook: Rulebook, as_of: datetime.date) -> Outcome:
    """What `rulebook` says of `graph`. Raises UsageFault where its profile is not for a plan.

    By the rule engine alone, which begins at once where the set engine prepares a query for every rule.
    """
    found = judged(graph, rulebook, as_of, "rete", concerned_only=True)
    names = {node.id: f"{_code(graph, node.id)} ({node.kind}) {node.place}" for node in graph.nodes.values()}
    return Outcome(
        {
            rule: {names[node]: verdict for node, verdict in verdicts.items()}
            for rule, verdicts in found.judgement.verdicts.items()
        },
        dict(found.missing),
    )


def _code(graph: Graph, name: str) -> str:
    node = graph.nodes[name]
    return node.plan if node.kind == "plan" else f"{node.plan}/{node.code}"
