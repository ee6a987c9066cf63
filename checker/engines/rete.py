"""The rule engine: rules judged by forward chaining on durable-rules, one plan's facts in one working memory.

How the library has to be held was measured; every reason stands where it is heeded. Two that shape the whole:

* absence (`none`) is true as soon as it is asked for, so a rule's sentinel goes in after everything else of that rule;
* the library's host dispatches the same actions from timer threads too and loses findings, keeps errors of actions to itself,
  and spends 20 microseconds on an action where its engine needs 4: so the engine is driven here, from one thread, without it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final

import durable_rules_engine

from checker.engines.rete_index import index_of
from checker.engines.rete_net import OPEN, TO_SOURCE, Fact, go, part, productions
from checker.engines.rete_prepare import Question, ask
from checker.engines.rete_walks import Symbols
from checker.errors import EngineFault, Fault
from checker.fact import Facts
from checker.finding import Verdict
from checker.place import Place
from checker.rule import Rule
from checker.text import Sentence
from checker.verdicts import Clock, Judgement

ROOM: Final = 4_000  # facts in one working memory, at about 10 kB each: four times as many take half as long again
STATE: Final = "0"  # the library's name for the working memory of facts that name no other
NAME: Final = "oneplan"
NOT_HANDLED: Final = 1  # the engine's answer for a fact that no production mentions; 2 where it takes it for another

Match = Mapping[str, Fact]  # the facts that an antecedent matched, by their aliases there
Action = Callable[[Match], None]


def judge(facts: Facts, rules: Sequence[Rule], clock: Clock | None = None) -> Judgement:
    """The verdict of every node that each rule examines; with a `clock`, also the seconds that each rule took.

    Raises EngineFault where the library refuses a fact or breaks.
    """
    index = index_of(facts)
    symbols = Symbols()
    verdicts: dict[str, dict[str, Verdict]] = {}
    seconds: dict[str, float] = {}
    tell = clock or (lambda: 0.0)
    waiting = list(rules)
    while waiting:
        sitting = _Sitting(symbols)
        try:
            for rule in _taken(waiting, sitting):
                start = tell()
                verdicts[rule.id] = {node.node: "not-applicable" for node in index.examined(rule)}
                sitting.prepare(ask(rule, index, symbols))
                seconds[rule.id] = tell() - start
            for question in sitting.questions.values():
                start = tell()
                verdicts[question.rule.id].update(sitting.decide(question))
                seconds[question.rule.id] += tell() - start
        finally:
            sitting.close()
    return Judgement(verdicts, seconds if clock else {})


def _taken(waiting: list[Rule], sitting: _Sitting) -> Iterable[Rule]:
    """Takes rules off the list as long as the working memory has room; at least one."""
    while waiting:
        yield waiting.pop(0)
        if sitting.memory.count > ROOM:
            return


class _Sitting:
    """Some rules judged on one working memory: first all of them are prepared, then each is decided."""

    def __init__(self, symbols: Symbols) -> None:
        self.symbols = symbols
        self.questions: dict[str, Question] = {}
        self.found: dict[str, Verdict] = {}
        self.judged: set[str] = set()
        self.marks: dict[str, dict[str, set[tuple[str, str]]]] = {}
        self.reached: dict[str, set[str]] = {}
        actions: dict[str, Action] = {
            "nothing": lambda c: None,
            "carry": self._carry,
            "decide": self._decide,
            "fail": self._fail,
            "undecided": self._undecided,
            "judged": self._judged,
        }
        self.memory = Memory(actions)

    def prepare(self, question: Question) -> None:
        """Puts all facts of a rule in but its sentinel; when this returns everything is derived and measured."""
        self.questions[question.rule.id] = question
        for trail in question.trails:
            for number, nodes in enumerate(trail.reached):
                self.reached[trail.state(number)] = self.reached[trail.state(number, stop=True)] = nodes
        for fact in question.facts:
            if fact["t"] in ("mark", "stop"):
                self._marked(fact)
        self.memory.put(question.facts)
        if question.measure is not None:
            self.memory.put(question.measure(self.marks))

    def decide(self, question: Question) -> dict[str, Verdict]:
        """Puts the rule's sentinel in and takes its verdicts: what neither fails nor is undecided passes."""
        self.found = {}
        self.memory.put([go(question.rule.id)])
        if question.rule.id not in self.judged:
            raise _fault("กลไกตัดสินไม่ตอบสำหรับกฎหนึ่งข้อ", f"the rule engine gave no answer for rule {question.rule.id}")
        return {node: self.found.get(node, "pass") for node in question.nodes}

    def close(self) -> None:
        """Gives the working memory back."""
        self.memory.close()

    def _carry(self, c: Match) -> None:
        """A mark or a stop goes one link further, if the walks of the rule come there and it is not there yet."""
        node = c["link"]["a" if c["move"]["w"] == TO_SOURCE else "b"]
        state, carried = c["move"]["f"], c["mark"]
        fact = {"t": carried["t"], "q": state, "n": node, "l": carried["l"], "p": carried["p"]}
        if self.symbols.text(node) in self.reached[state] and self._marked(fact):
            self.memory.derive(fact)

    def _marked(self, fact: Fact) -> bool:
        """Keeps a mark; false where it is known."""
        there = self.marks.setdefault(fact["q"], {}).setdefault(fact["n"], set())
        carried = (fact["l"], fact["p"])
        if carried in there:
            return False
        there.add(carried)
        return True

    def _decide(self, c: Match) -> None:
        """A condition becomes a part of the rule that reads it, if the rule applies to the node."""
        if self.symbols.text(c["it"]["n"]) in self.questions[c["reads"]["k"]].nodes:
            self.memory.derive(part(c["reads"]["d"], c["reads"]["k"], c["it"]["n"], c["reads"]["is"]))

    def _fail(self, c: Match) -> None:
        self.found[self.symbols.text(c["it"]["n"])] = "fail"

    def _undecided(self, c: Match) -> None:
        self.found[self.symbols.text(c["it"]["n"])] = "undecided"

    def _judged(self, c: Match) -> None:
        self.judged.add(c["go"]["k"])


class Memory:
    """A working memory of the library's engine. Facts are told apart by numbers of our own, and none goes in twice.

    The engine tells facts apart by a 32-bit hash of their content, or of their `id` where they have one, and refuses the
    second of two that collide: in about one of 1,000 plans of 3,000 facts. The decimal numbers below 400,000 do not collide.
    """

    def __init__(self, actions: Mapping[str, Action]) -> None:
        """An empty memory. Raises EngineFault where the engine does not take the productions."""
        self.count = 0
        self._known: set[tuple[str, ...]] = set()
        self._derived: list[Fact] = []
        self._actions: dict[str, Action] = {}
        definitions = {}
        for name, (antecedent, action) in productions().items():
            definitions[name] = {"all": antecedent}
            self._actions[name] = actions[action]
        with _our_fault():
            self._handle: int = durable_rules_engine.create_ruleset(NAME, json.dumps(definitions))
        # Until some action has run, delete_state frees memory that was never set, and the process dies.
        self.put([OPEN])

    def put(self, facts: Iterable[Fact]) -> None:
        """Asserts `facts` and what is derived from them, until nothing more is; when it returns, all actions have run.

        Raises EngineFault where the engine refuses a fact, or where an action raises.
        """
        waiting = list(facts)
        while waiting:
            batch = [self._numbered(fact) for fact in waiting if self._new(fact)]
            self._derived = []
            if batch:
                with _our_fault():
                    self._run(self._assert(batch))
            waiting = self._derived

    def derive(self, fact: Fact) -> None:
        """Asserts `fact` when the actions that are running have run."""
        self._derived.append(fact)

    def close(self) -> None:
        """Gives back what the engine would keep, about 10 kB a fact."""
        durable_rules_engine.delete_state(self._handle, STATE)
        durable_rules_engine.delete_ruleset(self._handle)

    def _new(self, fact: Fact) -> bool:
        content = tuple(fact.values())
        if content in self._known:
            return False
        self._known.add(content)
        return True

    def _numbered(self, fact: Fact) -> Fact:
        self.count += 1
        return {**fact, "id": str(self.count)}

    def _assert(self, batch: list[Fact]) -> int:
        """The number of the state that the facts are in. One fact that is refused is a fault: absence would be judged without it."""
        refused, state = durable_rules_engine.assert_facts(self._handle, json.dumps(batch))
        if refused:
            why = "that matches no production" if refused == NOT_HANDLED else "whose number collides with another"
            raise _fault("กลไกตัดสินไม่รับข้อเท็จจริงข้อหนึ่ง", f"the rule engine refused a fact {why}")
        return int(state)

    def _run(self, state: int) -> None:
        """Runs the actions that are due, one after the other, in this thread."""
        started = durable_rules_engine.start_action_for_state(self._handle, state)
        due = started[1] if started else None
        while due:
            ((name, matched),) = json.loads(due).items()
            self._actions[name](matched)
            due = durable_rules_engine.complete_and_start_action(self._handle, state)


@contextmanager
def _our_fault() -> Iterator[None]:
    """Errors of the engine and of actions become an EngineFault; the engine's texts hold whole batches and are left out."""
    try:
        yield
    except EngineFault:
        raise
    except durable_rules_engine.error as error:
        raise _fault("กลไกตัดสินขัดข้อง", "the rule engine broke") from error
    except Exception as error:
        says = f"an action of the rule engine raised {type(error).__name__}"
        raise _fault("กลไกตัดสินขัดข้องระหว่างทำงาน", says) from error


def _fault(th: str, en: str) -> EngineFault:
    says = Sentence(
        th=f"{th} นี่เป็นความผิดพลาดของโปรแกรม ไม่ใช่ของแผน",
        en=f"{en[0].upper()}{en[1:]}. This is our fault, not the plan's.",
    )
    return EngineFault([Fault(Place("rete"), says)])
