"""The fewest changes that mend the most: answer set programming with clingo, each knot of changes by itself.

What is weighed, the weightiest first: what stays broken, how many changes, how far their codes lie from each other, how many places
are to be written anew, nodes that are to bear another code. Of several best sets the first in the order of the changes is taken, whatever
order the solver finds them in. The search is bounded by size and by conflicts, never by time, so that it ends alike on every machine.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from checker.errors import Fault, UsageFault
from checker.place import Place
from checker.propose.offers import Change, Offers, Rename, Rewrite
from checker.text import Sentence
from checker.thai import key

if TYPE_CHECKING:
    from clingo import Control

MOST_CHOICES: Final = 20_000
MOST_CONFLICTS: Final = 200_000

_PROGRAM: Final = """
{ by(I,C) : mends(C,I) } 1 :- item(I,_).
mended(I) :- by(I,_).
used(C) :- by(_,C).
renamed(N) :- used(C), renames(C,N).
:- group(G,_), 2 { used(C) : group(G,C) }.
:- renamed(N), used(C), aims(C,N).
#minimize { W@6,I : item(I,W), not mended(I) }.
#minimize { 1@5,C : used(C) }.
#minimize { D@4,C : used(C), far(C,D) }.
"""
_FINER: Final = """
#minimize { W@3,I : by(I,C), item(I,W), not rename(C); 1@3,r,C : used(C), rename(C) }.
#minimize { 1@2,C : used(C), rename(C) }.
"""
_SHOWN: Final = "#show used/1."


@dataclass(frozen=True, slots=True)
class Chosen:
    """For one knot: which change mends which broken thing, what else is in some other best set, and what was given up."""

    by: Mapping[int, Change]
    others: tuple[Change, ...] = ()
    given_up: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Knot:
    """Broken things and changes that hang together. `classes` puts things with the same changes together."""

    changes: tuple[Change, ...]
    classes: Mapping[tuple[int, ...], list[int]]

    @property
    def size(self) -> int:
        return sum(len(numbers) for numbers in self.classes)


def need_clingo() -> None:
    """Holds where clingo is installed. Raises UsageFault, saying how to install it, where it is not."""
    _control([])


def fewest(offers: Offers, *, most_conflicts: int = MOST_CONFLICTS) -> list[Chosen]:
    """The choice in each knot of `offers`, in the order of their changes."""
    return [_solved(knot, offers, most_conflicts) for knot in _knots(offers)]


def _control(arguments: Sequence[str]) -> Control:
    try:
        from clingo import Control  # optional
    except ImportError as error:
        says = Sentence(
            th="--propose ต้องติดตั้งเพิ่มก่อน: pip install 'oneplan-checker[propose]' หรือตรวจโดยไม่ใช้ --propose",
            en="--propose needs one more package. Install it: pip install 'oneplan-checker[propose]', or check without --propose.",
        )
        raise UsageFault([Fault(Place("clingo"), says)]) from error
    return Control(["--seed=1", *arguments])


def order_of(change: Change) -> tuple[Any, ...]:
    """Orders changes: references before nodes, then by plan and codes."""
    match change:
        case Rewrite(plan, old, aimed, new, target):
            return (0, plan, old, new, target, aimed)
        case Rename(plan, kind, old, new, node, _, turn):
            return (1, plan, old, new, turn, node, kind)


def _knots(offers: Offers) -> list[_Knot]:
    """What is broken, in parts that have no change, node or new code in common."""
    parts = _Parts()
    for changes in offers.mends.values():
        parts.join([("change", change) for change in changes])
    for change in offers.distance:
        parts.join([("change", change), *_holds(change)])
    members: dict[object, list[Change]] = defaultdict(list)
    for change in sorted(offers.distance, key=order_of):
        members[parts.root(("change", change))].append(change)
    things: dict[object, list[int]] = defaultdict(list)
    for at, changes in sorted(offers.mends.items()):
        things[parts.root(("change", next(iter(changes))))].append(at)
    knots = []
    for root, changes_here in members.items():
        number = {change: at for at, change in enumerate(changes_here)}
        classes: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for at in things[root]:
            classes[tuple(sorted(number[change] for change in offers.mends[at]))].append(at)
        knots.append(_Knot(tuple(changes_here), classes))
    return knots


def _holds(change: Change) -> list[tuple[str, object]]:
    """What no other change may touch at the same time."""
    match change:
        case Rewrite():
            return [("node", change.target)]
        case Rename():
            return [("node", change.node), ("code", (change.plan, change.kind, key(change.new)))]


class _Parts:
    """Which things hang together."""

    def __init__(self) -> None:
        self._up: dict[object, object] = {}

    def root(self, one: object) -> object:
        while (above := self._up.setdefault(one, one)) != one:
            self._up[one] = self._up.setdefault(above, above)
            one = above
        return one

    def join(self, many: Iterable[object]) -> None:
        first, *rest = many
        for one in rest:
            self._up[self.root(one)] = self.root(first)


def _solved(knot: _Knot, offers: Offers, most_conflicts: int) -> Chosen:
    everything = frozenset(at for things in knot.classes.values() for at in things)
    if knot.size > MOST_CHOICES:
        return Chosen({}, given_up=everything)
    facts = _facts(knot, offers)
    best = _best(facts + _PROGRAM + _FINER + _SHOWN, len(knot.changes), most_conflicts)
    union = _in_some_best(facts + _PROGRAM + _SHOWN, most_conflicts)
    if best is None or union is None:
        return Chosen({}, given_up=everything)
    by = {}
    for numbers, things in knot.classes.items():
        fit = [number for number in numbers if number in best]
        if fit:
            fit.sort(
                key=lambda number: (isinstance(knot.changes[number], Rewrite), offers.distance[knot.changes[number]])
            )
            by.update(dict.fromkeys(things, knot.changes[fit[0]]))
    return Chosen(by, tuple(knot.changes[number] for number in sorted(union - best)))


def _facts(knot: _Knot, offers: Offers) -> str:
    lines = []
    for item, (numbers, things) in enumerate(knot.classes.items()):
        lines.append(f"item({item},{len(things)}).")
        lines += [f"mends({number},{item})." for number in numbers]
    names: dict[object, int] = {}
    for number, change in enumerate(knot.changes):
        lines.append(f"far({number},{offers.distance[change]}).")
        held = [names.setdefault(one, len(names)) for one in _holds(change)]
        if isinstance(change, Rename):
            lines += [f"rename({number}).", f"renames({number},{held[0]})."]
            lines += [f"group({one},{number})." for one in held]
        else:
            lines.append(f"aims({number},{held[0]}).")
    return "\n".join(lines) + "\nrename(-1). renames(-1,-1). aims(-1,-1). group(-1,-1). mends(-1,-1). far(-1,0).\n"


def _grounded(program: str, arguments: Sequence[str], most_conflicts: int) -> Control:
    control = _control(arguments)
    control.add("base", [], program)
    control.ground([("base", [])])
    _limit(control, most_conflicts)
    return control


def _limit(control: Control, most_conflicts: int) -> None:
    configuration: Any = control.configuration
    configuration.solve.solve_limit = f"{most_conflicts},umax"


def _used(symbols: Iterable[Any]) -> set[int]:
    return {symbol.arguments[0].number for symbol in symbols}


def _best(program: str, changes: int, most_conflicts: int) -> set[int] | None:
    """The first best set in the order of the changes; None where the search reached its limit."""
    control = _grounded(program, ["--opt-mode=opt", "0"], most_conflicts)
    cost: list[int] = []
    with control.solve(yield_=True) as handle:
        for model in handle:
            cost = list(model.cost)
        if not handle.get().exhausted:
            return None
    finer = _grounded(program, [f"--opt-mode=enum,{','.join(map(str, cost))}", "1"], most_conflicts)
    from clingo import Function, Number

    settled: list[tuple[Any, bool]] = []
    known: set[int] = set()
    for number in range(changes):
        atom = Function("used", [Number(number)])
        if number not in known:
            with finer.solve(assumptions=[*settled, (atom, True)], yield_=True) as handle:
                model = handle.model()
                if model is None and not handle.get().exhausted:
                    return None
                known = _used(model.symbols(shown=True)) if model is not None else known
        settled.append((atom, number in known))
    return known


def _in_some_best(program: str, most_conflicts: int) -> set[int] | None:
    """The changes of all best sets, as far as number and likeness of codes say what is best; None at the limit."""
    control = _grounded(program, ["--opt-mode=optN", "--enum-mode=brave", "0"], most_conflicts)
    found: set[int] = set()
    with control.solve(yield_=True) as handle:
        for model in handle:
            if model.optimality_proven:
                found = _used(model.symbols(shown=True))
        if not handle.get().exhausted:
            return None
    return found
