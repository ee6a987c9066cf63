"""Reads, judges and renders a 548-project workbook in one process, and runs its link rules against SHACL shapes.

    python bench/one_plan.py [--runs N] [WORKBOOK]

Prints seconds (medians) and the share of each stage, peak memory, and the ratio to pySHACL on the same data in the same run,
after making sure that both found the same faults.
"""

from __future__ import annotations

import argparse
import datetime
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyshacl
from rdflib import RDF
from rdflib import Graph as Triples

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.shapes import SH, can_be_shapes, data_graph, shapes_graph, term
from checker.assemble import assemble
from checker.chain import built_in_chain
from checker.engine import check
from checker.engines import rete, sets
from checker.facts import facts_of
from checker.plan import Graph
from checker.readers.open_file import read_bytes, read_context
from checker.render.html import html
from checker.rule import Rule
from checker.rulebook import load_rulebook

CONTEXT = Path(__file__).parent.parent / "samples" / "good" / "context"
AS_OF = datetime.date(2026, 1, 1)


def main() -> None:
    """Runs both parts and prints their figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "workbook", nargs="?", type=Path, help="a workbook of your own (default: one of 548 projects is made)"
    )
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    data = arguments.workbook.read_bytes() if arguments.workbook else _made()
    graph, ran = whole_run(data, arguments.runs)
    link_rules(
        graph, [rule for rule in load_rulebook().in_force if rule.id in ran and can_be_shapes(rule)], arguments.runs
    )


def _made() -> bytes:
    from tests.layouts import real_size_workbook  # writing it needs openpyxl and memory that a check does not

    return real_size_workbook()


def whole_run(data: bytes, runs: int) -> tuple[Graph, set[str]]:
    """Times the stages from bytes to page; prints medians, shares and peak memory; returns the graph and the rules that ran."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    stages: dict[str, list[float]] = {"rules": [], "read": [], "judge": [], "render": []}
    for _ in range(runs):
        start = time.perf_counter()
        rulebook = load_rulebook()
        loaded = time.perf_counter()
        graph = assemble(read_bytes(data, "plan.xlsx"), read_context(CONTEXT))
        read = time.perf_counter()
        report = check(graph, rulebook, AS_OF).report
        judged = time.perf_counter()
        page = html(report, "th")
        done = time.perf_counter()
        for name, seconds in zip(stages, (loaded - start, read - loaded, judged - read, done - judged), strict=True):
            stages[name].append(seconds)
    medians = {name: statistics.median(seconds) for name, seconds in stages.items()}
    total = sum(medians.values())
    projects = sum(1 for node in graph.submitted(frozenset({"project"})))
    ran = {rule.id for rule in report.rules if rule.not_checked is None}
    print(
        f"{projects} projects, {len(ran)} of {len(report.rules)} rules ran, {len(report.findings)} findings, page of {len(page):,} characters"
    )
    for name, seconds in medians.items():
        print(f"  {name:<7} {seconds:7.3f} s  {seconds / total:5.0%}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"  whole   {total:7.3f} s  (median of {runs}; aim: 3 s)")
    print(
        f"  peak memory of the process {peak / 1024:.0f} MB, {before / 1024:.0f} MB of it before the first run (aim: 300 MB)"
    )
    return graph, ran


def link_rules(graph: Graph, rules: list[Rule], runs: int) -> None:
    """Times the link rules in both engines and as SHACL shapes, after equal answers; prints the ratios."""
    kinds = built_in_chain().kinds
    facts = facts_of(graph, rules, kinds)
    shapes, triples = shapes_graph(rules, built_in_chain().levels), data_graph(graph)
    found = _violations(triples, shapes, graph)
    for name, judge in (("sets", sets.judge), ("rete", rete.judge)):
        answer = judge(facts, rules).verdicts
        ours = {
            (rule, node)
            for rule, nodes in answer.items()
            for node, verdict in nodes.items()
            if verdict in ("fail", "undecided")
        }
        _equal(ours, found, name)
    peer = _median(lambda: _violations(triples, shapes, graph), runs)
    print(f"{len(rules)} link rules, {len(found)} faults, {len(triples):,} triples: pySHACL {peer:.3f} s")
    for name, judge in (("sets", sets.judge), ("rete", rete.judge)):
        ours_seconds = _median(lambda judge=judge: judge(facts_of(graph, rules, kinds), rules), runs)  # type: ignore[misc]
        print(f"  {name:<5} {ours_seconds:.3f} s, facts made anew: {peer / ours_seconds:.1f} times as fast (aim: 10)")


def _equal(ours: set[tuple[str, str]], found: set[tuple[str, str]], name: str) -> None:
    if ours != found:
        sys.exit(f"{name} and SHACL differ: {sorted(ours ^ found)[:5]}")


def _violations(triples: Triples, shapes: Triples, graph: Graph) -> set[tuple[str, str]]:
    """(rule, node) of every violation that pySHACL reports."""
    _, results, _ = pyshacl.validate(triples, shacl_graph=shapes, advanced=False, meta_shacl=False)
    names = {term(node): node for node in graph.nodes}
    owner = {constraint: str(shape).rpartition(":")[2] for shape, constraint in shapes.subject_objects(SH.property)}
    return {
        (owner[results.value(result, SH.sourceShape)], names[results.value(result, SH.focusNode)])
        for result in results.subjects(RDF.type, SH.ValidationResult)
    }


def _median(work: Callable[[], object], runs: int) -> float:
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


if __name__ == "__main__":
    main()
