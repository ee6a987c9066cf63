"""The rule engine: rules judged by forward chaining on durable-rules, one plan's facts in one working memory.

How the library has to be held was measured; every reason stands where it is heeded. Two that shape the whole:

* absence (`none`) is true as soon as it is asked for, so a rule's sentinel goes in after everything else of that rule;
* the library's timers would dispatch the same actions from other threads and lose findings, so its host is not started.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

import durable_rules_engine
from durable import engine

from checker.engines.rete_index import index_of
from checker.engines.rete_net import OPEN, TO_SOURCE, Fact, go, mark, part, productions
from checker.engines.rete_prepare import Question, ask
from checker.engines.rete_walks import Symbols
from checker.errors import EngineFault, Fault
from checker.facts import Facts
from checker.finding import Verdict
from checker.place import Place
from checker.rule import Rule
from checker.text import Sentence
from checker.verdicts import Clock, Judgement

ROOM: Final = 30_000  # facts in one working memory, at about 10 kB each; a larger round of rules gets several memories
STATE: Final = "0"  # the library's name for the working memory of facts that name no other
NAME: Final = "oneplan"


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
        actions: dict[str, Callable[[Any], None]] = {
            "ready": lambda c: None,
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
        if question.trail is not None:
            for number, nodes in enumerate(question.trail.reached):
                self.reached[question.trail.state(number)] = self.reached[question.trail.state(number, stop=True)] = (
                    nodes
                )
        for fact in question.facts:
            if fact["t"] == "mark":
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

    def _carry(self, c: Any) -> None:
        """A mark goes one link further, if the walks of the rule come there and it is not there yet."""
        node = c.link.a if c.move.w == TO_SOURCE else c.link.b
        fact = mark(c.move.f, node, c.mark.l, c.mark.p)
        if self.symbols.text(node) in self.reached[c.move.f] and self._marked(fact):
            self.memory.derive(fact)

    def _marked(self, fact: Fact) -> bool:
        """Keeps a mark; false where it is known."""
        there = self.marks.setdefault(fact["q"], {}).setdefault(fact["n"], set())
        carried = (fact["l"], fact["p"])
        if carried in there:
            return False
        there.add(carried)
        return True

    def _decide(self, c: Any) -> None:
        """A condition becomes a part of the rule that reads it, if the rule applies to the node."""
        if self.symbols.text(c.it.n) in self.questions[c.reads.k].nodes:
            self.memory.derive(part(c.reads.d, c.reads.k, c.it.n, c.reads["is"]))

    def _fail(self, c: Any) -> None:
        self.found[self.symbols.text(c.it.n)] = "fail"

    def _undecided(self, c: Any) -> None:
        self.found[self.symbols.text(c.it.n)] = "undecided"

    def _judged(self, c: Any) -> None:
        self.judged.add(c.go.k)


class _Host(engine.Host):  # type: ignore[misc] # the library has no types
    def _run(self) -> None:
        """Starts no timers: they would dispatch from other threads, and most findings would be missing."""


class Memory:
    """A working memory of the engine. Facts are told apart by numbers of our own, and none goes in twice.

    The library tells facts apart by a 32-bit hash of their content, or of their `id` where they have one, and refuses the
    second of two that collide: in about one of 1,000 plans of 3,000 facts. The decimal numbers below 400,000 do not collide.
    """

    def __init__(self, actions: Mapping[str, Callable[[Any], None]]) -> None:
        """An empty memory. Raises EngineFault where the library does not take the productions."""
        self.count = 0
        self._known: set[tuple[str, ...]] = set()
        self._derived: list[Fact] = []
        self._error: BaseException | None = None
        run = {name: self._kept(action) for name, action in actions.items()}
        self._host = _guarded(lambda: _Host({NAME: productions(run)}))
        self._handle: int = self._host.get_ruleset(NAME)._handle
        # Until some action has run, delete_state frees memory that was never set, and the process dies.
        self.put([OPEN])

    def put(self, facts: Iterable[Fact]) -> None:
        """Asserts `facts` and what is derived from them, until nothing more is; when it returns, all actions have run.

        Raises EngineFault where the library refuses one, or where an action raised.
        """
        waiting = list(facts)
        while waiting:
            batch = [self._numbered(fact) for fact in waiting if self._new(fact)]
            self._derived = []
            if batch:
                state = _guarded(lambda: self._host.assert_facts(NAME, batch))  # noqa: B023 # called at once
                self._check(state)
            waiting = self._derived

    def derive(self, fact: Fact) -> None:
        """Asserts `fact` when the actions that are running have run: an action that asserts loses a refused fact unseen."""
        self._derived.append(fact)

    def close(self) -> None:
        """Gives back what the library would keep, about 10 kB a fact."""
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

    def _kept(self, action: Callable[[Any], None]) -> Callable[[Any], None]:
        """`action`, whose error is kept: the library writes it into its state and goes on."""

        def run(c: Any) -> None:
            try:
                action(c)
            except BaseException as error:
                self._error = self._error or error
                raise

        return run

    def _check(self, state: Any) -> None:
        error, self._error = self._error, None
        if error is not None and not isinstance(error, Exception):
            raise error
        if error is not None or (state and "exception" in state):
            says = f"an action of the rule engine raised {type(error).__name__}"
            raise _fault("กลไกตัดสินขัดข้องระหว่างทำงาน", says) from error


def _guarded(call: Callable[[], Any]) -> Any:
    """What `call` returns. Raises EngineFault for the library's own errors, whose texts hold whole batches of facts."""
    try:
        return call()
    except (engine.MessageNotHandledException, engine.MessageObservedException, durable_rules_engine.error) as error:
        name = type(error).__name__
        raise _fault(f"กลไกตัดสินไม่รับข้อเท็จจริง ({name})", f"the rule engine refused a fact ({name})") from None


def _fault(th: str, en: str) -> EngineFault:
    says = Sentence(
        th=f"{th} นี่เป็นความผิดพลาดของโปรแกรม ไม่ใช่ของแผน",
        en=f"{en[0].upper()}{en[1:]}. This is our fault, not the plan's.",
    )
    return EngineFault([Fault(Place("rete"), says)])
