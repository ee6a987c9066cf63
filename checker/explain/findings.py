"""Findings from verdicts: sentences filled in, places looked up, and what follows from what folded under its cause."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import assert_never

from checker.chain import Chain, built_in_chain
from checker.explain.agreement import explain_agreement
from checker.explain.bounds import explain_bounds
from checker.explain.demands import explain_fields
from checker.explain.general import relation_word
from checker.explain.links import add_nearest, explain_count, explain_references, shown
from checker.explain.matches import explain_matches
from checker.explain.paths import explain_path
from checker.explain.same_fault import same_fault
from checker.explain.sequence import explain_sequence
from checker.explain.series import explain_series
from checker.explain.sums import explain_sum
from checker.explain.twins import explain_twins
from checker.explain.typical import explain_typical
from checker.explain.unsaid import left_unsaid
from checker.explain.walk import Walker
from checker.explain.words import Explanation, kinds, levels, node_in_report, place_in_report
from checker.finding import Finding, Undecided, Verdict, fingerprint
from checker.pattern import (
    Agrees,
    IsSupported,
    LinksResolve,
    Matches,
    Reaches,
    RequiresField,
    RequiresLink,
    Sequence,
    Series,
    SumsTo,
    Typical,
    Unique,
    Within,
    path_of,
    second_path,
    target_of,
)
from checker.plan import Graph, Node, Reference
from checker.rule import Rule
from checker.text import Sentence, same
from checker.thai import key

_UNREADABLE = Sentence(th="มีค่าที่อ่านไม่ได้", en="a value cannot be read")
_BROKEN = Sentence(th="ความเชื่อมโยงขาด", en="a link is broken")


@dataclass(slots=True)
class Findings:
    """All findings and undecided verdicts of one check, sorted; `prints` holds the fingerprints on each node, by its id."""

    findings: list[Finding] = field(default_factory=list)
    undecided: list[Undecided] = field(default_factory=list)
    prints: Mapping[str, list[str]] = field(default_factory=dict)


def findings_of(walker: Walker, rules: Iterable[Rule], verdicts: Mapping[str, Mapping[str, Verdict]]) -> Findings:
    """The findings and undecided verdicts among `verdicts`, each explained and those that follow from others folded."""
    graph = walker.graph
    work = _Explaining(graph, built_in_chain(), walker)
    by_id = {rule.id: rule for rule in rules}
    for name in sorted(by_id):
        for failed in sorted(node for node, verdict in verdicts[name].items() if verdict == "fail"):
            work.add(by_id[name], graph.nodes[failed])
    work.fold()
    undecided = [
        work.undecided(by_id[name], graph.nodes[node])
        for name in sorted(by_id)
        for node in sorted(node for node, verdict in verdicts[name].items() if verdict == "undecided")
    ]
    causes = [*(one.cause for one in work.found), *(one.cause for one in undecided)]
    explained = Counter(cause for cause in causes if cause)
    findings = [one.model_copy(update={"explains": explained[one.fingerprint]}) for one in work.found]
    findings.sort(key=lambda one: (one.plan, one.node.kind, key(one.node.code), one.rule, one.fingerprint))
    undecided.sort(key=lambda one: (one.rule, one.plan, one.node.kind, key(one.node.code)))
    prints: dict[str, list[str]] = defaultdict(list)
    for (_, node), one in zip(work.of, work.found, strict=True):
        prints[node.id].append(one.fingerprint)
    return Findings(findings, undecided, prints)


@dataclass(slots=True)
class _Explaining:
    """Findings while they are gathered; `by_node` finds those that can be causes."""

    graph: Graph
    chain: Chain
    walker: Walker
    found: list[Finding] = field(default_factory=list)
    of: list[tuple[Rule, Node]] = field(default_factory=list)
    by_node: dict[str, list[tuple[Rule, Finding]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, rule: Rule, node: Node) -> None:
        explained = self.explain(rule, node)
        fills = self.common(rule, node) | explained.fills
        finding = Finding(
            rule=rule.id,
            severity=rule.severity,
            fingerprint=fingerprint(rule.id, node.plan, node.kind, key(node.code), _twin(node)),
            plan=node.plan,
            node=node_in_report(node, self.graph),
            place=place_in_report(explained.place),
            message=_fill(rule.message, fills),
            fix=_fill(rule.fix, fills),
            evidence=explained.evidence,
            extra={heading: value.written for heading, value in sorted(node.extra.items()) if value.written},
            remarks=list(node.remarks),
        )
        self.found.append(finding)
        self.of.append((rule, node))
        self.by_node[node.id].append((rule, finding))

    def explain(self, rule: Rule, node: Node) -> Explanation:
        match rule.pattern:
            case RequiresField() as pattern:
                return explain_fields(pattern, node, self.graph, self.chain)
            case RequiresLink() | IsSupported() as pattern:
                return explain_count(pattern, node, self.walker, self.chain)
            case LinksResolve() as pattern:
                return explain_references(pattern, node, self.walker, self.chain)
            case Reaches() as pattern:
                return explain_path(pattern, node, self.walker, self.chain)
            case Matches() as pattern:
                return explain_matches(pattern, node, self.walker, self.chain)
            case Agrees() as pattern:
                return explain_agreement(pattern, node, self.walker, self.chain)
            case Within() as pattern:
                return explain_bounds(pattern, node, self.walker, self.chain)
            case SumsTo() as pattern:
                return explain_sum(pattern, node, self.walker, self.chain)
            case Unique() as pattern:
                return explain_twins(pattern, node, self.walker, self.chain)
            case Sequence() as pattern:
                return explain_sequence(pattern, node, self.walker, self.chain)
            case Series() as pattern:
                return explain_series(pattern, node, self.walker, self.chain)
            case Typical() as pattern:
                return explain_typical(pattern, node, self.walker, self.chain)
            case _:
                assert_never(rule.pattern)

    def common(self, rule: Rule, node: Node) -> dict[str, Sentence]:
        """What fills the placeholders that every rule may use."""
        plan = self.graph.plans[node.plan]
        heading = self.graph.nodes[plan.heading]
        target = target_of(rule.pattern)
        return {
            "source.kind": self.chain.kinds[node.kind].sentence,
            "source.code": same(node.code),
            "source.name": same(node.name),
            "source.level": self.chain.levels[node.level].sentence,
            "plan.code": same(plan.code),
            "plan.title": same(heading.name or plan.code),
            "plan.years": same(f"{plan.years[0]}-{plan.years[1]}" if plan.years else ""),
            "relation": relation_word(rule, self.chain) or same("–"),
            "target.kind": kinds(self.chain, target.kind),
            "target.level": levels(self.chain, target.level),
        }

    def fold(self) -> None:
        """Gives each finding that follows from another one that one as its cause.

        What several rules say of one fault follows from one of them, a broken path from the finding nearest to where it breaks.
        """
        for at, (rule, node) in enumerate(self.of):
            cause = same_fault(rule, self.found[at], self.by_node[node.id]) or self.breaks_path(rule, node)
            if cause is not None:
                self.found[at] = self.found[at].model_copy(update={"cause": cause.fingerprint})

    def breaks_path(self, rule: Rule, node: Node) -> Finding | None:
        """The finding nearest to where the path of `rule` breaks."""
        if not isinstance(rule.pattern, Reaches):
            return None
        relations = {name for step in path_of(rule.pattern) or () for name in step.relations}
        for below in reversed(self.walker.highest(path_of(rule.pattern) or (), node.id, rule.pattern.level)):
            if (cause := self.cause_at(below, relations, rule.pattern.level)) is not None:
                return cause
        return None

    def cause_at(self, node: Node, relations: set[str], wanted: tuple[str, ...] = ()) -> Finding | None:
        """The finding of a link rule on `node` that speaks of one of `relations` and of the level `wanted`."""
        for rule, finding in self.by_node.get(node.id, ()):
            if isinstance(rule.pattern, LinksResolve) and relations & set(rule.pattern.relation):
                return finding
        for rule, finding in self.by_node.get(node.id, ()):
            if isinstance(rule.pattern, RequiresLink) and relations & _relations(rule) and _lacks(rule.pattern, wanted):
                return finding
        return None

    def undecided(self, rule: Rule, node: Node) -> Undecided:
        cause, why, waits_for = self.why_undecided(rule, node)
        found = Explanation(node.place)
        if waits_for is not None and cause is None:
            add_nearest(found, waits_for)
        return Undecided(
            rule=rule.id,
            plan=node.plan,
            node=node_in_report(node, self.graph),
            place=place_in_report(node.place),
            cause=cause.fingerprint if cause else None,
            why=why,
            evidence=found.evidence,
        )

    def why_undecided(self, rule: Rule, node: Node) -> tuple[Finding | None, Sentence, Reference | None]:
        """The finding that explains it, why, and the reference that it waits for; as far as there are such."""
        if isinstance(rule.pattern, LinksResolve):
            relations = set(rule.pattern.relation)
            broken = [(node, one) for one in node.references if one.relation in relations and one.status == "not-given"]
        elif isinstance(rule.pattern, Within):  # no comparison waits for a link
            broken = []
        else:
            target = target_of(rule.pattern)
            broken = self.walker.blockers(path_of(rule.pattern) or (), node.id, target)
            broken += self.walker.blockers(second_path(rule.pattern) or (), node.id, target)
        for at, reference in broken:
            if reference.status != "not-given":
                cause = self.cause_at(at, {reference.relation})
                words = shown(reference)
                why = Sentence(th=f"{_BROKEN.th}ที่ {at.code}: {words}", en=f"{_BROKEN.en} at {at.code}: {words}")
                return cause, why, reference
        for _, reference in broken:
            words = shown(reference)
            why = Sentence(
                th=f"ยังไม่ได้รับแผนหรือรายการรหัสของ “{words}”", en=f"the plan or code list of “{words}” was not handed in"
            )
            return None, why, reference
        cause, why = self.unreadable_cause(rule, node)
        unsaid = left_unsaid(rule.pattern, node, self.walker, self.chain) if cause is None else None
        return cause, unsaid or why, None

    def unreadable_cause(self, rule: Rule, node: Node) -> tuple[Finding | None, Sentence]:
        """The finding on a value that could not be read, on the node itself or on one linked to it."""
        path = path_of(rule.pattern)
        linked = self.walker.meeting(path, node, target_of(rule.pattern)) if path else []
        for one in (node, *linked):
            values = [*one.values.values(), *(value for years in one.yearly.values() for value in years.values())]
            for value in (value for value in values if value.state == "unreadable"):
                for other, finding in self.by_node.get(one.id, ()):
                    if isinstance(other.pattern, RequiresField) and finding.place == place_in_report(value.place):
                        return finding, Sentence(
                            th=f"{_UNREADABLE.th}: {value.written}", en=f"{_UNREADABLE.en}: {value.written}"
                        )
        return None, _UNREADABLE


def _lacks(pattern: RequiresLink, wanted: tuple[str, ...]) -> bool:
    """Whether a node that fails `pattern` lacks a link by which a path could go on to a level `wanted`."""
    target = pattern.target
    ranks = list(built_in_chain().levels)
    top = max((ranks.index(level) for level in wanted), default=len(ranks))
    leads_on = not target.level or any(ranks.index(level) <= top for level in target.level)
    return pattern.at_most is None and leads_on and (target.list is None or "national" in wanted)


def _relations(rule: Rule) -> set[str]:
    return {name for step in path_of(rule.pattern) or () for name in step.relations}


def _twin(node: Node) -> int:
    _, mark, turn = node.id.removeprefix(node.ident).partition("~")
    return int(turn) if mark else 0


def _fill(sentence: Sentence, fills: Mapping[str, Sentence]) -> Sentence:
    """`sentence` with every placeholder replaced; the words that fill it are never read as placeholders."""

    def in_language(words: str, language: str) -> str:
        return re.sub(r"\{([^{}]*)\}", lambda match: fills[match[1]].in_language(language), words)

    return Sentence(th=in_language(sentence.th, "th"), en=in_language(sentence.en, "en"))
