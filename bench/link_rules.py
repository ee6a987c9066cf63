"""The link rules of one plan in both engines and as SHACL shapes: `python -m bench.link_rules WORKBOOK RUNS`."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pyshacl
from rdflib import RDF, Graph, URIRef

from bench.shapes import SH, can_be_shapes, data_graph, shapes_graph, term
from bench.whole_run import AS_OF, CONTEXT
from checker.assemble import assemble
from checker.chain import built_in_chain
from checker.engine import check
from checker.engines import rete, sets
from checker.fact import Facts
from checker.facts import facts_of
from checker.plan import Graph as Plans
from checker.readers.open_file import read_bytes, read_context
from checker.rule import Rule
from checker.rulebook import load_rulebook
from checker.verdicts import Judgement

Faults = set[tuple[str, str]]
Judge = Callable[[Facts, Sequence[Rule]], Judgement]
ENGINES: tuple[tuple[str, Judge], ...] = (("sets", sets.judge), ("rete", rete.judge))


def link_rules(data: bytes, runs: int) -> None:
    """Prints the medians of engines and peer in turn, after equal answers; each makes its own tables or triples anew."""
    plans = assemble(read_bytes(data, "plan.xlsx"), read_context(CONTEXT))
    rulebook = load_rulebook()
    ran = {rule.id for rule in check(plans, rulebook, AS_OF).report.rules if rule.not_checked is None}
    rules = [rule for rule in rulebook.in_force if rule.id in ran and can_be_shapes(rule)]
    shapes = shapes_graph(rules, built_in_chain().levels)
    names = {term(node): node for node in plans.nodes}
    found = _violations(data_graph(plans, rules), shapes, names)
    work: dict[str, Callable[[], object]] = {"pySHACL": lambda: _violations(data_graph(plans, rules), shapes, names)}
    for name, judge in ENGINES:
        answer = _judged(judge, plans, rules).verdicts
        ours = {
            (rule, node)
            for rule, nodes in answer.items()
            for node, verdict in nodes.items()
            if verdict in ("fail", "undecided")
        }
        if ours != found:
            sys.exit(f"{name} and SHACL differ: {sorted(ours ^ found)[:5]}")
        work[name] = partial(_judged, judge, plans, rules)
    seconds: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(runs):
        for name, run in work.items():
            start = time.perf_counter()
            run()
            seconds[name].append(time.perf_counter() - start)
    peer = statistics.median(seconds["pySHACL"])
    print(
        f"{len(rules)} link rules, {len(plans.nodes)} nodes, {len(found)} faults, equal in all three; medians of {runs}:"
    )
    print(f"  pySHACL {peer:.3f} s")
    for name, _ in ENGINES:
        ours_median = statistics.median(seconds[name])
        print(f"  {name:<7} {ours_median:.3f} s, {peer / ours_median:.1f} times as fast (aim: 10)")


def _judged(judge: Judge, plans: Plans, rules: Sequence[Rule]) -> Judgement:
    return judge(facts_of(plans, rules, built_in_chain().kinds), rules)


def _violations(triples: Graph, shapes: Graph, names: dict[URIRef, str]) -> Faults:
    """(rule, node) of every violation that pySHACL reports."""
    _, results, _ = pyshacl.validate(triples, shacl_graph=shapes, inplace=True)
    owner = {constraint: str(shape).rpartition(":")[2] for shape, constraint in shapes.subject_objects(SH.property)}
    return {
        (owner[results.value(result, SH.sourceShape)], names[results.value(result, SH.focusNode)])
        for result in results.subjects(RDF.type, SH.ValidationResult)
    }


if __name__ == "__main__":
    link_rules(Path(sys.argv[1]).read_bytes(), int(sys.argv[2]))
