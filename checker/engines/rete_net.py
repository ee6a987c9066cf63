"""The net: each clause of docs/patterns.md that the rule engine decides is one production here; the rules themselves are facts.

A ruleset made anew for every rulebook would outgrow the library (at most 256 productions on one sentinel, 511 kinds of fact);
this one is the same for every rulebook and compiles in a millisecond. All values are non-empty strings.

What is derived while facts go in (no absence is asked for, so no sentinel is needed):

    mark     a walk that stands at state `q` of the path can be finished (or was begun) from node `n`; `l` and `p` are carried along:
             the node at the walk's other end and its plan, or ANY where the rule does not ask
    stop     a walk from node `n`, in state `q`, comes to a reference that is not resolved and might lead to the target; or somebody
             whose form has no place to say so might lead to where it comes (such a stop is told, and carried nowhere)
    part     one thing that rule `k` asks of node `n` fails, is undecided, or (where one of several is enough) passes

What is judged after `go`, the sentinel of rule `k`, which is asserted when all other facts of that rule are in:

    wants    node `n` has to have a mark at `q` from another node than itself, of plan `p` (`wants-other`: of another plan than `p`)
    short    node `n` fails, unless its walk is blocked, which a `stop` at `b` says; `doubt`: it passes, unless its walk is blocked
    own      what node `n` says in comparison `c`, and `linked`, what the other side says
"""

from __future__ import annotations

from typing import Any, Final, Literal

Fact = dict[str, str]
Definition = dict[str, Any]
Outcome = Literal["passes", "fails", "undecided"]

ANY: Final = "*"
TO_SOURCE: Final = "to-source"
TO_TARGET: Final = "to-target"


def mark(state: str, node: str, carried: str = ANY, plan: str = ANY) -> Fact:
    """Node `node` stands in `state` of a walk that carries `carried`, a node of `plan`."""
    return {"t": "mark", "q": state, "n": node, "l": carried, "p": plan}


def stop(state: str, node: str) -> Fact:
    """A walk that stands at `node`, in `state`, comes to a reference that is not resolved and might lead to the target."""
    return {"t": "stop", "q": state, "n": node, "l": ANY, "p": ANY}


def move(state: str, to: str, relation: str, way: str) -> Fact:
    """A mark in `state` is carried into state `to` along a link of `relation`, the `way` that is named."""
    return {"t": "move", "q": state, "f": to, "r": relation, "w": way}


def link(relation: str, source: str, target: str) -> Fact:
    """A link that can be walked."""
    return {"t": "link", "r": relation, "a": source, "b": target}


def holds(condition: str, node: str) -> Fact:
    """Something that is so of a node: a field is empty, a reference dangles, a text has a digit."""
    return {"t": "holds", "c": condition, "n": node}


def reads(condition: str, rule: str, kind: str, outcome: Outcome) -> Fact:
    """What a condition means to a rule; `kind` is that of the parts it makes: `part` or `choice`."""
    return {"t": "reads", "c": condition, "k": rule, "d": kind, "is": outcome}


def part(kind: str, rule: str, node: str, outcome: str) -> Fact:
    """One outcome of a rule on a node: of a `part`, all of which have to pass, or of a `choice`, of which one has to."""
    return {"t": kind, "k": rule, "n": node, "is": outcome}


def wants(rule: str, node: str, state: str, blocked: str, plan: str, *, other: bool) -> Fact:
    """The rule fails on the node unless it is marked in `state`; `blocked` is the state of walks that could not go on."""
    return {"t": "wants-other" if other else "wants", "k": rule, "n": node, "q": state, "b": blocked, "p": plan}


def short(rule: str, node: str, blocked: str) -> Fact:
    """The rule fails on the node unless its walk is blocked."""
    return {"t": "short", "k": rule, "n": node, "b": blocked}


def doubt(rule: str, node: str, blocked: str) -> Fact:
    """The rule passes on the node unless its walk is blocked."""
    return {"t": "doubt", "k": rule, "n": node, "b": blocked}


def own(rule: str, node: str, comparison: str, value: str) -> Fact:
    """What the examined node says in a comparison."""
    return {"t": "own", "k": rule, "n": node, "c": comparison, "v": value}


def linked(comparison: str, value: str) -> Fact:
    """What the linked node says in a comparison."""
    return {"t": "linked", "c": comparison, "v": value}


def go(rule: str) -> Fact:
    """The sentinel: all facts of the rule are in."""
    return {"t": "go", "k": rule}


OPEN: Final[Fact] = {"t": "open"}


def productions() -> dict[str, tuple[list[Definition], str]]:
    """The ruleset: for each production its antecedent, in the engine's own form, and the name of its action.

    The actions are `nothing`, `carry`, `decide`, `fail`, `undecided` and `judged`.
    """
    made: dict[str, tuple[list[Definition], str]] = {
        "open": ([{"it": _is("open")}], "nothing"),
        "judged": ([{"go": _is("go")}], "judged"),
        "read": ([{"it": _is("holds")}, {"reads": _is("reads", c=("it", "c"))}], "decide"),
    }
    for kind in ("mark", "stop"):
        for way, end in ((TO_SOURCE, "b"), (TO_TARGET, "a")):
            along = _is("link", r=("move", "r"), **{end: ("mark", "n")})
            moved = _is("move", q=("mark", "q"), w=way)
            made[f"{kind} {way}"] = ([{"mark": _is(kind)}, {"move": moved}, {"link": along}], "carry")
    for name, alternatives in _JUDGING.items():
        for verdict, antecedent in alternatives.items():
            made[f"{name}: {verdict}"] = ([{"go": _is("go")}, *antecedent], verdict)
    return made


def _is(kind: str, *more: Definition, **equal: str | tuple[str, str]) -> Definition:
    """A fact of `kind` whose properties equal a constant or (alias, property) of a fact matched before it, and `more`.

    The first comparison stands at the end once more: where the last one of several fails, the engine reads on behind the end
    of its expression through whatever memory is there, and has died of it. One that held before cannot fail.
    """
    compared = [{name: {value[0]: value[1]} if isinstance(value, tuple) else value} for name, value in equal.items()]
    joined = [one for one, value in zip(compared, equal.values(), strict=True) if isinstance(value, tuple)]
    return {"$and": [{"t": kind}, *compared, *more, *joined[:1]]} if compared else {"t": kind}


def _differs(name: str, alias: str, other: str) -> Definition:
    return {"$neq": {name: {alias: other}}}


_RULE: Final = {"k": ("go", "k")}
_BLOCKED: Final = _is("stop", q=("it", "b"), n=("it", "n"))


def _found(*more: Definition, **equal: str | tuple[str, str]) -> Definition:
    """A mark that brings what the node wants: from another node than itself, of the plan meant."""
    return _is("mark", _differs("l", "it", "n"), *more, q=("it", "q"), n=("it", "n"), **equal)


def _outcome(kind: str, outcome: Outcome) -> Definition:
    return _is(kind, k=("go", "k"), n=("it", "n"), **{"is": outcome})


def _wanting(kind: str, found: Definition) -> dict[str, list[Definition]]:
    """Nothing is found: undecided where the walk is blocked, else a fault."""
    it = {"it": _is(kind, **_RULE)}
    return {
        "fail": [it, {"found$not": found}, {"blocked$not": _BLOCKED}],
        "undecided": [it, {"blocked": _BLOCKED}, {"found$not": found}],
    }


_JUDGING: Final[dict[str, dict[str, list[Definition]]]] = {
    "part": {
        "fail": [{"it": _is("part", **_RULE, **{"is": "fails"})}],
        "undecided": [{"it": _is("part", **_RULE, **{"is": "undecided"})}, {"no$not": _outcome("part", "fails")}],
    },
    "choice": {
        "fail": [
            {"it": _is("choice", **_RULE, **{"is": "fails"})},
            {"no$not": _outcome("choice", "passes")},
            {"nor$not": _outcome("choice", "undecided")},
        ],
        "undecided": [{"it": _is("choice", **_RULE, **{"is": "undecided"})}, {"no$not": _outcome("choice", "passes")}],
    },
    "wants": _wanting("wants", _found(p=("it", "p"))),
    "wants-other": _wanting("wants-other", _found(_differs("p", "it", "p"))),
    "short": {
        "fail": [{"it": _is("short", **_RULE)}, {"blocked$not": _BLOCKED}],
        "undecided": [{"it": _is("short", **_RULE)}, {"blocked": _BLOCKED}],
    },
    "doubt": {"undecided": [{"it": _is("doubt", **_RULE)}, {"blocked": _BLOCKED}]},
    "agrees": {
        "fail": [
            {"it": _is("own", **_RULE)},
            {"linked": _is("linked", _differs("v", "it", "v"), c=("it", "c"))},
        ],
    },
}
