"""The set engine takes facts in any order, leaves nothing behind, and owns up to what its database cannot do."""

from __future__ import annotations

import random
from dataclasses import fields

import duckdb
import pytest

from checker.chain import built_in_chain
from checker.engines import sets
from checker.errors import EngineFault
from checker.fact import Facts, NodeFact, PlanFact
from checker.facts import facts_of
from tests.build import graph_of, rule
from tests.engines.judged import PLAN, UPPER
from tests.law_rules import LAW_RULES

EACH_KIND = tuple({one.pattern.kind: one for one in LAW_RULES}.values())


def law_facts() -> Facts:
    lines = """strategy: S1, name: ก, supports: PP/9
        project: P1, part_of: S1, name: ถนน, number: 1, budget: {2566: 5, 2567: 6}
        project: P1, part_of: S1, name: ถนน, number: 2
        total: T1, sums: S1, budget: {2566: 5}, budget_all: 11
        indicator: K1, measures: S1, direction: up, baseline: {2565: 1}, targets: {2566: 1, 2567: 2, 2568: 3}"""
    written = PLAN + "".join(f"  - {{{line.strip()}}}\n" for line in lines.splitlines())
    return facts_of(graph_of(written, UPPER), EACH_KIND, built_in_chain().kinds)


def test_the_order_of_facts_changes_nothing() -> None:
    facts = law_facts()
    chance = random.Random(1)
    mixed = {one.name: chance.sample(getattr(facts, one.name), len(getattr(facts, one.name))) for one in fields(facts)}
    assert sets.judge(Facts(**mixed), EACH_KIND) == sets.judge(facts, EACH_KIND)


def test_a_judgement_leaves_nothing_for_the_next_one() -> None:
    facts = law_facts()
    first = sets.judge(facts, EACH_KIND)
    assert sets.judge(Facts(), EACH_KIND).verdicts == {one.id: {} for one in EACH_KIND}
    assert sets.judge(facts, EACH_KIND) == first


def test_seconds_are_given_where_a_clock_is() -> None:
    ticks = iter(range(1000))
    judgement = sets.judge(law_facts(), EACH_KIND, lambda: float(next(ticks)))
    assert judgement.seconds == {one.id: 1.0 for one in EACH_KIND}
    assert sets.judge(Facts(), EACH_KIND).seconds == {}


def test_quotation_marks_in_codes_and_words_are_only_letters() -> None:
    nasty = "S'1; drop table node; --"
    graph = graph_of(
        f'plan: {{code: "L\'P", level: local}}\nnodes:\n  - strategy: "{nasty}"\n    name: "it\'s ก\\\\"\n'
    )
    words = {"field": "name", "one_of": ["it's ก\\", "';"]}
    wanted = rule(kind="requires-field", source="strategy", when={"name": ["it's ก\\"]}, all_of=[words])
    assert list(sets.judge(facts_of(graph, [wanted], ()), [wanted]).verdicts[wanted.id].values()) == ["pass"]


def test_what_the_database_cannot_do_is_our_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(connection: duckdb.DuckDBPyConnection, facts: Facts) -> None:
        connection.execute("select nothing from nowhere")

    monkeypatch.setattr(sets, "load", broken)
    with pytest.raises(EngineFault) as caught:
        sets.judge(Facts(), [])
    assert caught.value.faults[0].place.file == "sets"


def test_a_plan_without_facts_of_a_table_is_judged_all_the_same() -> None:
    bare = Facts(
        plans=[PlanFact("LP", "local", True, None, None, "LP")],
        nodes=[NodeFact("n", "n", "LP", "local", "project", "")],
    )
    found = sets.judge(bare, EACH_KIND).verdicts
    assert {node for verdict in found.values() for node in verdict} == {"n"}
