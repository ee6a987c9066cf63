"""Values of single fields: which conditions hold of a node, what they mean to a demand, and what two nodes say. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from checker.demand import Demand
from checker.engines.rete_index import Index
from checker.engines.rete_net import Outcome
from checker.fact import ValueFact, YearlyFact
from checker.facts import folded, word_test
from checker.path import parse_path
from checker.pattern import REFERENCE_TITLE, REFERENCE_VERSION, Agrees, RequiresField

EARLIEST, LATEST = 2400, 2800
BOUNDS = ("min", "max", "more_than")


def meanings_of(pattern: RequiresField) -> dict[str, Outcome]:
    """What each condition means to the rule. Passes count only where one of several demands is enough."""
    wanted: tuple[Outcome, ...] = ("fails", "undecided") if pattern.all_of else ("passes", "undecided", "fails")
    meanings: dict[str, Outcome] = {}
    for outcome in wanted:
        for demand in pattern.demands:
            for ask in demand.asks:
                if outcome != "undecided" or ask in BOUNDS:
                    meanings.setdefault(_condition(demand, ask, outcome), outcome)
    return meanings


def conditions_of(index: Index, demands: Iterable[Demand], node: str) -> set[str]:
    """The conditions that hold of `node`, one for each thing that is asked of it; none where nothing applies."""
    found = ((demand, ask, _outcome(index, demand, ask, node)) for demand in demands for ask in demand.asks)
    return {_condition(demand, ask, outcome) for demand, ask, outcome in found if outcome is not None}


def _condition(demand: Demand, ask: str, outcome: Outcome) -> str:
    """The name of a condition; equal conditions of different rules have one name."""
    match ask:
        case "present":
            return f"{demand.field} {'shown' if outcome == 'passes' else 'empty'}"
        case "has" | "lacks":
            so = (ask == "has") == (outcome == "passes")
            return f"{demand.field} {'has' if so else 'lacks'} {getattr(demand, ask)}"
        case "overlap" if demand.overlap:
            return f"{demand.field} {demand.overlap.test} {outcome}"
        case _:
            return f"{demand.field} {ask} {getattr(demand, ask)} {outcome}"


def _outcome(index: Index, demand: Demand, ask: str, node: str) -> Outcome | None:
    if (node, demand.field) in index.years:
        return _yearly(index, demand, ask, node)
    value = index.values.get((node, demand.field))
    if value is None:
        return None
    if ask == "present":
        return _so(value.state != "empty")
    return None if value.state == "empty" else _single(index, demand, ask, value)


def _single(index: Index, demand: Demand, ask: str, value: ValueFact) -> Outcome | None:
    readable = value.state == "filled"
    match ask:
        case "is_":
            return _is(demand.is_, value)
        case "one_of":
            return _so(readable and value.key in _words(index, demand))
        case "has" | "lacks":
            said = (value.node, value.field, getattr(demand, ask)) in index.flags
            return _so(said == (ask == "has"))
        case "lacks_words":
            tests = (word_test(word) for word in demand.lacks_words or ())
            return _so(not any((value.node, value.field, test) in index.flags for test in tests))
        case "differs_from":
            other = index.filled(value.node, demand.differs_from or "")
            return None if other is None else _so(value.key != other.key)
        case "overlap" if demand.overlap:
            other = index.values.get((value.node, demand.overlap.with_))
            if not readable or other is None or other.state != "filled":
                return None
            return _so((value.node, value.field, demand.overlap.test) in index.flags)
        case "shorter_than":
            return _so(demand.shorter_than is not None and value.length < demand.shorter_than)
        case "longer_than":
            return _so(demand.longer_than is not None and value.length > demand.longer_than)
        case _:
            return _bounded(demand, ask, value.number if readable else None)


def _yearly(index: Index, demand: Demand, ask: str, node: str) -> Outcome | None:
    """Of every year that is not empty; only numbers can be asked of a year."""
    years = [year for year in index.years[node, demand.field].values() if year.state != "empty"]
    if ask == "present":
        return _so(bool(years))
    found: set[Outcome] = set()
    for year in years:
        number = year.number if year.state == "filled" else None
        if ask == "is_":
            found.add(_is(demand.is_, year))
        elif ask in BOUNDS:
            found.add(_bounded(demand, ask, number))
    return gravest(found)


def gravest(outcomes: set[Outcome]) -> Outcome | None:
    """A failure before what is undecided before a pass; None where there is nothing."""
    ranked: tuple[Outcome, ...] = ("fails", "undecided", "passes")
    return next((outcome for outcome in ranked if outcome in outcomes), None)


def _bounded(demand: Demand, ask: str, number: Decimal | None) -> Outcome:
    bound: Decimal = getattr(demand, ask)
    if number is None:
        return "undecided"
    match ask:
        case "min":
            return _so(number >= bound)
        case "max":
            return _so(number <= bound)
        case _:
            return _so(number > bound)


def _is(what: str | None, value: ValueFact | YearlyFact) -> Outcome:
    """Of a value that is not empty; one that cannot be read is words and nothing else."""
    number = value.number if value.state == "filled" else None
    match what:
        case "number":
            return _so(number is not None)
        case "integer":
            return _so(number is not None and whole(number))
        case "year":
            return _so(number is not None and whole(number) and EARLIEST <= number <= LATEST)
        case "words":
            return _so(number is None)
        case _:
            return _so(value.state == "filled")


def _words(index: Index, demand: Demand) -> Iterable[str]:
    if isinstance(demand.one_of, str):
        return index.registers[demand.one_of]
    return folded(demand.one_of or ())


def whole(number: Decimal) -> bool:
    """Whether `number` has no part behind the decimal point."""
    return number == number.to_integral_value()


def _so(holds: bool) -> Outcome:
    return "passes" if holds else "fails"


def agreement(index: Index, pattern: Agrees, node: str, ends: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What `node` and each of `ends` say, pair by pair, where both say something; equal numbers are given as equal texts."""
    relations = parse_path(pattern.relation)[0].relations
    for end in ends:
        for pair in pattern.fields:
            theirs = index.values.get((end, pair.linked))
            if theirs is None or theirs.state != "filled":
                continue
            if pair.own == REFERENCE_TITLE:
                for title in _titles(index, node, relations, end) if theirs.title_key else ():
                    yield title, theirs.title_key
                continue
            if pair.own == REFERENCE_VERSION:
                for version in _versions(index, node, relations, end) if theirs.version_key else ():
                    yield version, theirs.version_key
                continue
            mine = index.values.get((node, pair.own))
            if mine is not None and mine.state == "filled":
                same = mine.number is not None and mine.number == theirs.number
                yield mine.key, mine.key if same else theirs.key


def _titles(index: Index, node: str, relations: Iterable[str], end: str) -> set[str]:
    """The titles written beside the references from `node` to `end`."""
    links = [link for relation in relations for link in index.links_from.get((relation, node), ())]
    return {link.title_key for link in links if link.target == end and link.title_key}


def _versions(index: Index, node: str, relations: Iterable[str], end: str) -> set[str]:
    """The versions written beside the references from `node` to `end`."""
    links = [link for relation in relations for link in index.links_from.get((relation, node), ())]
    return {link.version_key for link in links if link.target == end and link.version_key}
