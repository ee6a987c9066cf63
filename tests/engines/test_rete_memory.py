"""How the rule engine's library is held: what it would lose, keep, swallow or die of, and that it does not."""

from __future__ import annotations

import itertools
import json
import random
import resource
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path

import durable_rules_engine
import pytest

from checker.chain import built_in_chain
from checker.engines import rete, rete_net
from checker.engines.rete_net import Fact, go, part, productions, short, stop
from checker.errors import EngineFault
from checker.fact import Facts, LinkFact, NodeFact, PlanFact
from checker.facts import facts_of
from tests.build import graph_of, rule
from tests.law_rules import LAW_RULES
from tests.oracle import judge
from tests.plans import sample

# Two facts whose contents have one 32-bit hash, found by trying the numbers from 0 on.
COLLIDING = [part("part", "R", f"P{number}", "fails") for number in (102652, 129886)]


@contextmanager
def listening() -> Iterator[tuple[rete.Memory, dict[str, set[str]]]]:
    """A working memory, and the nodes that its actions are called for, by the action's name."""
    heard: dict[str, set[str]] = {name: set() for name in ("fail", "undecided", "decide", "carry", "nothing", "judged")}

    def hearing(name: str) -> rete.Action:
        return lambda match: heard[name].add(match["it"]["n"] if "n" in match.get("it", {}) else "")

    memory = rete.Memory({name: hearing(name) for name in heard})
    try:
        yield memory, heard
    finally:
        memory.close()


def refusals(facts: Iterable[Fact]) -> list[int]:
    """What the library says to each fact, when nothing but the content tells them apart."""
    definitions = {"any": {"all": [{"it": {"t": "part"}}]}}
    handle = durable_rules_engine.create_ruleset("probe", json.dumps(definitions))
    said = [durable_rules_engine.assert_fact(handle, json.dumps(fact)) for fact in facts]
    durable_rules_engine.start_action_for_state(handle, said[0][1])
    durable_rules_engine.delete_state(handle, rete.STATE)
    durable_rules_engine.delete_ruleset(handle)
    return [refused for refused, _ in said]


def fnv(text: str) -> int:
    """The hash by which the library looks facts up."""
    value = 0x811C9DC5
    for byte in text.encode():
        value = (value ^ byte) * 16777619 % 2**32
    return value


def test_two_facts_that_collide_are_refused_by_the_library_and_both_kept_by_us() -> None:
    assert refusals(COLLIDING) == [0, 2]
    with listening() as (memory, heard):
        memory.put(COLLIDING)
        memory.put([go("R")])
        assert heard["fail"] == {"P102652", "P129886"}
        assert memory.count == 4


def test_the_numbers_that_tell_our_facts_apart_never_collide() -> None:
    taken = {fnv(f"sid-{rete.STATE}")}
    for number in range(400_000):
        hashed = fnv(str(number))
        assert hashed not in taken
        taken.add(hashed)


def test_a_number_that_collides_would_be_a_fault_and_not_a_lost_fact(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rete.Memory, "_numbered", lambda self, fact: {**fact, "id": "1"})
    with pytest.raises(EngineFault, match="collides"), listening() as (memory, _):
        memory.put(COLLIDING)


def test_the_names_of_properties_do_not_collide() -> None:
    written = json.dumps({name: antecedent for name, (antecedent, _) in productions().items()})
    names = {name for name in written.replace("{", '"').split('"') if name.isalpha()} | {"id", "sid"}
    assert len({fnv(name) for name in names}) == len(names)


def test_a_fact_that_no_production_mentions_is_a_fault_without_the_batch_in_its_text() -> None:
    with pytest.raises(EngineFault, match="matches no production") as fault, listening() as (memory, _):
        memory.put([part("part", "R", "secret", "fails"), {"t": "unheard-of", "n": "secret"}])
    assert "secret" not in str(fault.value)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_absence_is_judged_when_everything_else_is_in_whatever_its_order(order: tuple[int, ...]) -> None:
    facts = [short("R", "blocked", "q"), short("R", "free", "q"), stop("q", "blocked")]
    with listening() as (memory, heard):
        memory.put([facts[turn] for turn in order])
        assert heard["fail"] == heard["undecided"] == set()
        memory.put([go("R")])
        assert (heard["fail"], heard["undecided"]) == ({"free"}, {"blocked"})


def test_an_error_in_an_action_is_an_engine_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(rete._Sitting, "_fail", breaks)
    wanted = rule(kind="requires-link", source="project", relation="part_of")
    facts = facts_of(graph_of("plan: {code: LP, level: local}\nnodes: [{project: P1}]"), [wanted], ())
    with pytest.raises(EngineFault, match="ZeroDivisionError") as fault:
        rete.judge(facts, [wanted])
    assert str(fault.value.faults[0].place) == "rete"


def test_an_interruption_is_not_swallowed() -> None:
    def interrupted(_: rete.Match) -> None:
        raise KeyboardInterrupt

    with listening() as (memory, _):
        memory._actions["part: fail"] = interrupted
        with pytest.raises(KeyboardInterrupt):
            memory.put([*COLLIDING, go("R")])


def test_an_engine_that_does_not_answer_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    silent = {name: one for name, one in productions().items() if name != "judged"}
    monkeypatch.setattr(
        rete,
        "productions",
        lambda: {**silent, "open": ([{"it": {"t": "open"}}], "nothing"), "go": ([{"it": {"t": "go"}}], "nothing")},
    )
    unanswered = rule(kind="requires-field", source="project", all_of=[{"field": "name", "present": True}])
    with pytest.raises(EngineFault, match="no answer"):
        rete.judge(Facts(), [unanswered])


def test_no_thread_is_started() -> None:
    before = threading.active_count()
    rete.judge(Facts(), LAW_RULES[:5])
    assert threading.active_count() == before


def test_every_last_comparison_of_a_join_is_one_that_held_before() -> None:
    for antecedent, _ in productions().values():
        for one in antecedent:
            (said,) = one.values()
            joined = [each for each in said.get("$and", [])[1:] if isinstance(next(iter(each.values())), dict)]
            assert not joined or joined[-1] in joined[:-1]


def resident() -> int:
    """The kilobytes that this process holds now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() // 1024


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="tells what a process holds on Linux only")
def test_three_hundred_judgements_keep_nothing() -> None:
    facts = facts_of(sample(3).graph(), LAW_RULES, built_in_chain().kinds)
    for _ in range(30):
        rete.judge(facts, LAW_RULES[::5])
    before = resident()
    for _ in range(300):
        rete.judge(facts, LAW_RULES[::5])
    assert resident() - before < 20_000  # undeleted, 300 working memories would keep some 300,000 kB


def test_a_round_too_large_for_one_memory_gets_several_and_the_same_verdicts(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = sample(5).graph()
    facts = facts_of(graph, LAW_RULES, built_in_chain().kinds)
    for room in (0, 50, 10**6):
        monkeypatch.setattr(rete, "ROOM", room)
        assert rete.judge(facts, LAW_RULES).verdicts == judge(graph, LAW_RULES)


def test_the_order_of_facts_and_rules_changes_nothing() -> None:
    graph = sample(7).graph()
    facts = facts_of(graph, LAW_RULES, built_in_chain().kinds)
    wanted = rete.judge(facts, LAW_RULES).verdicts
    chance = random.Random(1)
    for _ in range(5):
        mixed = {
            one.name: chance.sample(getattr(facts, one.name), len(getattr(facts, one.name))) for one in fields(facts)
        }
        assert rete.judge(Facts(**mixed), chance.sample(LAW_RULES, len(LAW_RULES))).verdicts == wanted


def test_links_in_circles_and_to_oneself_come_to_an_end() -> None:
    links = [
        LinkFact("P1", "amends", "P2", ""),
        LinkFact("P2", "comes_from", "P1", ""),
        LinkFact("P3", "amends", "P3", ""),
        LinkFact("P2", "amends", "G", ""),
    ]
    nodes = [
        NodeFact(name, name, "LP", "local", "goal" if name == "G" else "project", "")
        for name in ("G", "P1", "P2", "P3")
    ]
    facts = Facts(plans=[PlanFact("LP", "local", True, None, None, "LP")], nodes=nodes, links=links)
    around = rule(kind="reaches", source="project", via="(amends|comes_from)+", to="goal")
    assert rete.judge(facts, [around]).verdicts[around.id] == {"P1": "pass", "P2": "pass", "P3": "fail"}
    itself = rule(kind="reaches", source="project", via="(amends|comes_from)+", to="project")
    assert rete.judge(facts, [itself]).verdicts[itself.id] == {"P1": "pass", "P2": "pass", "P3": "fail"}


def test_seconds_are_told_for_each_rule_where_a_clock_is_given() -> None:
    ticks = itertools.count()
    rules = LAW_RULES[:3]
    assert rete.judge(Facts(), rules, lambda: float(next(ticks))).seconds == {one.id: 2.0 for one in rules}
    assert rete.judge(Facts(), rules).seconds == {}


def test_all_values_of_facts_are_short_names_and_words() -> None:
    told: list[Fact] = []
    put = rete.Memory.put
    facts = facts_of(sample(11).graph(), LAW_RULES, built_in_chain().kinds)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rete.Memory, "put", lambda self, these: put(self, told_of(told, these)))
        rete.judge(facts, LAW_RULES)
    values = {value for fact in told for value in fact.values()}
    assert all(isinstance(value, str) and value and value.isascii() and len(value) < 40 for value in values)
    assert rete_net.ANY not in {rete_net.TO_SOURCE, rete_net.TO_TARGET}


def told_of(told: list[Fact], facts: Iterable[Fact]) -> list[Fact]:
    these = list(facts)
    told.extend(these)
    return these
