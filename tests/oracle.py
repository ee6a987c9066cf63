"""A plain reading of docs/patterns.md: slow, obvious, and what both engines are held against."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import assert_never

from checker.chain import built_in_chain
from checker.demand import Demand, Overlap
from checker.finding import Verdict
from checker.path import Path, Step, parse_path
from checker.pattern import (
    REFERENCE_TITLE,
    REFERENCE_VERSION,
    Agrees,
    IsSupported,
    LinksResolve,
    Matches,
    Pattern,
    Reaches,
    RequiresField,
    RequiresLink,
    Sequence,
    Series,
    SumsTo,
    Target,
    Typical,
    Unique,
    When,
    Within,
    own_kinds,
    path_of,
    second_path,
    target_of,
)
from checker.plan import Graph, Node, Reference, Value
from checker.rule import Rule, Scope
from checker.text import overlap
from checker.text_tests import TEXT_TESTS
from checker.thai import key, title_key, version_key

NOT_APPLICABLE: Verdict = "not-applicable"


def judge(graph: Graph, rules: Iterable[Rule], closed: int = 0) -> dict[str, dict[str, Verdict]]:
    """Rule id to node id to verdict, for every node that the rule examines; `closed` is the last fiscal year that ended."""
    return {
        rule.id: {node.id: verdict(graph, rule, node, closed) for node in graph.submitted(rule.sources)}
        for rule in rules
    }


def verdict(graph: Graph, rule: Rule, node: Node, closed: int = 0) -> Verdict:
    """The one verdict of `rule` on `node`."""
    if not (in_scope(rule.scope, node) and is_linked(graph, rule.scope, node) and of_plan(graph, rule.scope, node)):
        return NOT_APPLICABLE
    kinds = own_kinds(rule.pattern)
    if kinds and not any(graph.plans[node.plan].can_hold(kind) for kind in kinds):
        return NOT_APPLICABLE
    if not asks_for_link(rule.pattern, node):
        return NOT_APPLICABLE
    return by_pattern(graph, rule.pattern, node, closed)


def asks_for_link(pattern: Pattern, node: Node) -> bool:
    """Whether the form has a place for the one forward step that is required, in one of its relations at least."""
    path = parse_path(pattern.relation) if isinstance(pattern, RequiresLink) else ()
    return len(path) != 1 or path[0].inverse or not node.unasked.issuperset(path[0].relations)


def in_scope(scope: Scope, node: Node) -> bool:
    return (
        (not scope.levels or node.level in scope.levels)
        and all(not has_value(node, name) or is_one_of(node, name, words) for name, words in scope.when.items())
        and all(is_filled(node, name) and is_one_of(node, name, words) for name, words in scope.only.items())
        and not any(is_filled(node, name) and is_one_of(node, name, words) for name, words in scope.except_.items())
        and all(says_something(node, name) for name in scope.filled)
        and not any(says_something(node, name) for name in scope.blank)
        and all(
            is_filled(node, name) and TEXT_TESTS[test](node.values[name].written) for name, test in scope.text.items()
        )
    )


def is_linked(graph: Graph, scope: Scope, node: Node) -> bool:
    if scope.linked is None:
        return True
    ends, _ = walk(graph, parse_path(scope.linked), node, Target())
    return bool(ends - {node.id})


def of_plan(graph: Graph, scope: Scope, node: Node) -> bool:
    heading, window = graph.heading(node), graph.plans[node.plan].years
    years = scope.years
    begins_outside = (
        years is not None
        and window is not None
        and (window[0] < (years.from_ or window[0]) or window[0] > (years.until or window[0]))
    )
    return not begins_outside and all(
        is_filled(heading, name) and is_one_of(heading, name, words) for name, words in scope.plan.items()
    )


def by_pattern(graph: Graph, pattern: Pattern, node: Node, closed: int) -> Verdict:
    match pattern:
        case RequiresField():
            return requires_field(graph, pattern, node)
        case RequiresLink():
            return counted(graph, pattern, node, pattern.at_least, pattern.at_most)
        case IsSupported():
            return counted(graph, pattern, node, pattern.at_least, None)
        case Reaches():
            return counted(graph, pattern, node, 1, None)
        case LinksResolve():
            return links_resolve(pattern, node)
        case Matches():
            return matches(graph, pattern, node)
        case Agrees():
            return agrees(graph, pattern, node)
        case Within():
            return within(graph, pattern, node)
        case SumsTo():
            return sums_to(graph, pattern, node)
        case Unique():
            return unique(graph, pattern, node)
        case Sequence():
            return sequence(graph, pattern, node)
        case Series():
            return series(graph, pattern, node, closed)
        case Typical():
            return typical(graph, pattern, node)
        case _:
            assert_never(pattern)


def worst(parts: Iterable[Verdict]) -> Verdict:
    """The verdict of several parts that all have to hold."""
    found = set(parts)
    return next((one for one in ("fail", "undecided", "pass") if one in found), NOT_APPLICABLE)


def best(parts: Iterable[Verdict]) -> Verdict:
    """The verdict of several parts of which one has to hold."""
    found = set(parts)
    return next((one for one in ("pass", "undecided", "fail") if one in found), NOT_APPLICABLE)


def holds(condition: bool) -> Verdict:
    return "pass" if condition else "fail"


# Values


def has_value(node: Node, name: str) -> bool:
    return name in node.values and node.values[name].state != "empty"


def is_filled(node: Node, name: str) -> bool:
    return name in node.values and node.values[name].state == "filled"


def says_something(node: Node, name: str) -> bool:
    return has_value(node, name) or any(value.state != "empty" for value in node.yearly.get(name, {}).values())


def is_one_of(node: Node, name: str, words: Iterable[str]) -> bool:
    return node.values[name].key in {key(word) for word in words}


def numbers(node: Node, name: str) -> dict[int, Decimal]:
    """The filled years of a yearly field."""
    years = node.yearly.get(name, {})
    return {year: value.number for year, value in years.items() if value.state == "filled" and value.number is not None}


# Paths


def walk(graph: Graph, path: Path, start: Node, target: Target) -> tuple[set[str], bool]:
    """The ids of the nodes where `path` can end, and whether the walk to `target` was blocked."""
    here, blocked = {start.id}, False
    for turn, step in enumerate(path):
        reached = onward(graph, step, here)
        left = set(here)
        while step.closure and not onward(graph, step, reached) <= reached:
            reached |= onward(graph, step, reached)
        if step.closure:
            left |= reached
        blocked = blocked or any(is_blocked(graph.nodes[name], path[turn:], target) for name in left)
        here = reached
    return here, blocked


def onward(graph: Graph, step: Step, here: set[str]) -> set[str]:
    """The nodes one step away from those of `here`."""
    if not step.inverse:
        return {end for name in here for end in ends_of(graph, graph.nodes[name], step)}
    return {node.id for node in graph.nodes.values() if here & set(ends_of(graph, node, step))}


def ends_of(graph: Graph, node: Node, step: Step) -> Iterator[str]:
    if "in_plan" in step.relations and node.id != graph.plans[node.plan].heading:
        yield graph.plans[node.plan].heading
    for reference in node.references:
        if reference.relation in step.relations and reference.status == "resolved":
            yield from reference.targets


def is_blocked(node: Node, path: Path, target: Target) -> bool:
    """Whether a reference of `node` ends the walk of `path` here, and might have led on to `target`."""
    step = path[0]
    return not step.inverse and any(
        reference.relation in step.relations
        and reference.status != "resolved"
        and might_come_to(target, path, frozenset(might_lead(node, reference)))
        for reference in node.references
    )


# Where a reference that is not resolved might lead: kind, level and code list (none: "") of what it might be.

Sort = tuple[str, str, str]


def entries() -> list[Sort]:
    """The sorts of the entries of all code lists that links may lead to."""
    lists = built_in_chain().code_lists.items()
    return [(word.kind, word.level, name) for name, word in lists if word.kind and word.level]


def might_lead(node: Node, reference: Reference) -> Iterator[Sort]:
    chain = built_in_chain()
    kinds = chain.target_kinds(reference.relation, node.kind)
    crossing = chain.relations[reference.relation].levels
    allowed_levels = list(chain.levels) if crossing is None else crossing.get(node.level) or list(chain.levels)
    for kind in kinds:
        if reference.level:
            yield kind, reference.level, ""
        elif not reference.list:
            yield from ((kind, level, "") for level in allowed_levels)
    for kind, level, name in entries() if crossing is not None and not reference.level else ():
        if kind in kinds and level in allowed_levels and reference.list in ("", name):
            yield kind, level, name


@cache
def imagined(sort: Sort, relation: str) -> frozenset[Sort]:
    """Where a resolved link of `relation` from something of `sort` can lead at all."""
    kind, level, name = sort
    chain = built_in_chain()
    if relation == "in_plan":
        return frozenset([("plan", level, name)]) if kind != "plan" else frozenset()
    crossing = chain.relations[relation].levels
    if name or (crossing is not None and level not in crossing):
        return frozenset()
    to_kinds = chain.target_kinds(relation, kind)
    to_levels = [level] if crossing is None else crossing[level]
    listed = [one for one in entries() if crossing is not None and one[0] in to_kinds and one[1] in to_levels]
    return frozenset([*((one, other, "") for one in to_kinds for other in to_levels), *listed])


@cache
def imagined_step(step: Step, here: frozenset[Sort]) -> frozenset[Sort]:
    """Where one round of `step` can lead from `here` at all."""
    chain = built_in_chain()
    if not step.inverse:
        return frozenset(end for sort in here for relation in step.relations for end in imagined(sort, relation))
    everything = [(kind, level, "") for kind in chain.kinds for level in chain.levels]
    everything += [*entries(), *(("plan", level, name) for _, level, name in entries())]
    return frozenset(one for one in everything if any(here & imagined(one, relation) for relation in step.relations))


@cache
def imagined_ends(path: Path, here: frozenset[Sort]) -> frozenset[Sort]:
    """Where a walk can end at all that has just come `here` by the first step of `path`."""
    for turn, step in enumerate(path):
        if turn:
            here = imagined_step(step, here)
        while step.closure and not imagined_step(step, here) <= here:
            here |= imagined_step(step, here)
    return here


def might_come_to(target: Target, path: Path, here: frozenset[Sort]) -> bool:
    return any(
        (not target.kind or kind in target.kind)
        and (not target.level or level in target.level)
        and (target.list is None or name == target.list)
        and not (target.plan == "same" and name)
        for kind, level, name in imagined_ends(path, here)
    )


# What a form leaves unsaid


def unsaid(graph: Graph, path: Path, start: Node, target: Target, also: set[str] | None = None) -> bool:
    """Whether somebody whose form has no place to say so might lead back along `path` and from there on to the target."""
    here = {start.id}
    for turn, step in enumerate(path):
        ends = {end for name in here for end in walk(graph, (step,), graph.nodes[name], target)[0]}
        came = here | ends if step.closure else here
        rests = [path[turn + 1 :], path[turn:]] if step.closure else [path[turn + 1 :]]
        for silent in (node for node in graph.nodes.values() if cannot_say(step, node)):
            to = [graph.nodes[name] for name in came if might_step_back(step, silent, graph.nodes[name])]
            if not to or not is_silent(graph, step, silent.kind, silent.plan):
                continue
            if also is not None and rests[0] == () and silent.id in also and meets(silent, target, start):
                return True
            inside = any(leads_inside(step, silent, one) for one in to)
            if not inside and silent.plan != start.plan and tells(graph, step, silent, target, start):
                continue
            found = {end for rest in rests for end in walk(graph, rest, silent, target)[0]}
            if any(meets(graph.nodes[end], target, start) and (also is None or end in also) for end in found):
                return True
        here = ends
    return False


def cannot_say(step: Step, silent: Node) -> bool:
    """Whether the form of `silent` has no place for any of the relations by which it might be a step back."""
    relations = starting(step, silent.kind)
    return bool(relations) and silent.unasked.issuperset(relations)


def might_step_back(step: Step, silent: Node, to: Node) -> bool:
    """Whether the chain lets `silent` lead to a node."""
    chain = built_in_chain()
    return any(
        sort_of(to) in imagined(sort_of(silent), name)
        and (chain.relations[name].levels is not None or silent.plan == to.plan)
        for name in starting(step, silent.kind)
    )


def leads_inside(step: Step, silent: Node, to: Node) -> bool:
    """Whether a relation that stays inside a plan might be the one that `silent` could not state."""
    relations = [name for name in starting(step, silent.kind) if built_in_chain().relations[name].levels is None]
    return silent.plan == to.plan and any(sort_of(to) in imagined(sort_of(silent), name) for name in relations)


def starting(step: Step, kind: str) -> list[str]:
    """The relations of `step` that may start at a node of `kind`; none where the step leaves nothing unsaid."""
    if not step.inverse or "in_plan" in step.relations:
        return []
    return [name for name in step.relations if kind in built_in_chain().relations[name].ends]


def is_silent(graph: Graph, step: Step, kind: str, plan: str) -> bool:
    relations = starting(step, kind)
    nodes = [one for one in graph.nodes.values() if one.plan == plan and one.kind == kind]
    return bool(relations and nodes) and all(one.unasked.issuperset(relations) for one in nodes)


def tells(graph: Graph, step: Step, silent: Node, target: Target, start: Node) -> bool:
    """Whether a plan of the same level could have said what that of `silent` could not."""
    able = {
        one.plan
        for one in graph.nodes.values()
        if (one.kind, one.level) == (silent.kind, silent.level)
        and not sort_of(one)[2]
        and not is_silent(graph, step, one.kind, one.plan)
    }
    return bool(able - {start.plan} if target.plan == "other" else able)


def sort_of(node: Node) -> Sort:
    return node.kind, node.level, node.plan.partition("@")[0] if "@" in node.plan else ""


def targets(graph: Graph, pattern: Pattern, node: Node) -> tuple[list[Node], bool]:
    """The ends of the pattern's path that meet its target, and whether the walk was blocked."""
    path, target = path_of(pattern), target_of(pattern)
    assert path is not None
    ends, blocked = walk(graph, path, node, target)
    if target.also is None:
        blocked = blocked or unsaid(graph, path, node, target)
    else:
        second = second_path(pattern)
        assert second is not None
        also, also_blocked = walk(graph, second, node, target)
        blocked = blocked or also_blocked or unsaid(graph, path, node, target, also)
        blocked = blocked or unsaid(graph, second, node, target, ends)
        ends = ends & also
    return [graph.nodes[name] for name in sorted(ends) if meets(graph.nodes[name], target_of(pattern), node)], blocked


def meets(end: Node, target: Target, start: Node) -> bool:
    return (
        end.id != start.id
        and (not target.kind or end.kind in target.kind)
        and (not target.level or end.level in target.level)
        and (target.list is None or end.plan.startswith(f"{target.list}@"))
        and (target.plan == "any" or (target.plan == "same") == (end.plan == start.plan))
        and meets_when(end, target.when)
    )


def meets_when(end: Node, when: When) -> bool:
    return all(has_value(end, name) and is_one_of(end, name, words) for name, words in when.items())


# The kinds


def counted(graph: Graph, pattern: Pattern, node: Node, at_least: int, at_most: int | None) -> Verdict:
    found, blocked = targets(graph, pattern, node)
    count = len({end.ident for end in found})
    if at_most is not None and count > at_most:
        return "fail"
    if count < at_least:
        return "undecided" if blocked else "fail"
    return "pass"


def matches(graph: Graph, pattern: Matches, node: Node) -> Verdict:
    found, blocked = [], False
    for path in (pattern.relation, pattern.other):
        ends, stopped = walk(graph, parse_path(path), node, pattern.target)
        found.append({graph.nodes[end].ident for end in ends if meets(graph.nodes[end], pattern.target, node)})
        blocked = blocked or stopped or unsaid(graph, parse_path(path), node, pattern.target)
    if not found[0] or not found[1]:
        return NOT_APPLICABLE
    if found[0] == found[1]:
        return "pass"
    return "undecided" if blocked else "fail"


def links_resolve(pattern: LinksResolve, node: Node) -> Verdict:
    looked_at = [one for one in node.references if one.relation in pattern.relation and one.toward in pattern.toward]
    if not looked_at:
        return NOT_APPLICABLE
    if any(one.status in pattern.faults for one in looked_at):
        return "fail"
    return "undecided" if any(one.status == "not-given" for one in looked_at) else "pass"


def requires_field(graph: Graph, pattern: RequiresField, node: Node) -> Verdict:
    parts = [demanded(graph, demand, ask, node) for demand in pattern.demands for ask in demand.asks]
    return worst(parts) if pattern.all_of else best(parts)


def demanded(graph: Graph, demand: Demand, ask: str, node: Node) -> Verdict:
    if demand.field in node.yearly:
        years = [value for value in node.yearly[demand.field].values() if value.state != "empty"]
        if ask == "present":
            return holds(bool(years))
        return worst(of_value(graph, demand, ask, value, node) for value in years)
    if demand.field in node.values:
        return of_value(graph, demand, ask, node.values[demand.field], node)
    return NOT_APPLICABLE


def of_value(graph: Graph, demand: Demand, ask: str, value: Value, node: Node) -> Verdict:
    if ask == "present":
        return holds(value.state != "empty")
    if value.state == "empty":
        return NOT_APPLICABLE
    readable = value.state == "filled"
    match ask:
        case "is_":
            if demand.is_ == "words":
                return holds(not readable or value.number is None)
            return holds(readable and is_a(demand.is_, value.number))
        case "one_of":
            return holds(readable and value.key in allowed(graph, demand))
        case "has":
            return holds(TEXT_TESTS[demand.has or ""](value.written))
        case "lacks":
            return holds(not TEXT_TESTS[demand.lacks or ""](value.written))
        case "lacks_words":
            return holds(not any(key(word) in key(value.written) for word in demand.lacks_words or ()))
        case "min":
            return compared(readable, value.number, lambda number: number >= (demand.min or 0))
        case "max":
            return compared(readable, value.number, lambda number: number <= (demand.max or 0))
        case "more_than":
            return compared(readable, value.number, lambda number: number > (demand.more_than or 0))
        case "differs_from":
            other = node.values.get(demand.differs_from or "")
            return NOT_APPLICABLE if other is None or other.state == "empty" else holds(other.key != value.key)
        case "overlap":
            return overlaps(demand.overlap, value, node)
        case "shorter_than":
            return holds(len(value.written) < (demand.shorter_than or 0))
        case "longer_than":
            return holds(len(value.written) > (demand.longer_than or 0))
    raise AssertionError(ask)


def overlaps(asked: Overlap | None, value: Value, node: Node) -> Verdict:
    other = node.values.get(asked.with_) if asked else None
    if asked is None or other is None or value.state != "filled" or other.state != "filled":
        return NOT_APPLICABLE
    percent = overlap(value.written, other.written)
    return holds((asked.at_least or 0) <= percent and (asked.at_most is None or percent <= asked.at_most))


def is_a(wanted: str | None, number: Decimal | None) -> bool:
    match wanted:
        case "number":
            return number is not None
        case "integer":
            return number is not None and number == int(number)
        case "year":
            return number is not None and number == int(number) and 2400 <= number <= 2800
        case _:
            return True


def allowed(graph: Graph, demand: Demand) -> Iterable[str]:
    if isinstance(demand.one_of, str):
        return graph.registers.get(demand.one_of, frozenset())
    return {key(word) for word in demand.one_of or ()}


def compared(readable: bool, number: Decimal | None, test: Callable[[Decimal], bool]) -> Verdict:
    if not readable or number is None:
        return "undecided"
    return holds(test(number))


def agrees(graph: Graph, pattern: Agrees, node: Node) -> Verdict:
    found, _ = targets(graph, pattern, node)
    parts: list[Verdict] = []
    for end in found:
        for pair in pattern.fields:
            linked = end.values.get(pair.linked)
            if linked is None or linked.state != "filled":
                continue
            if pair.own == REFERENCE_VERSION:
                named = version_key(linked.written)
                versions = [version_key(one.title) for one in references_to(pattern, node, end)]
                parts += [holds(version == named) for version in versions if version and named]
            elif pair.own == REFERENCE_TITLE:
                named = title_key(linked.written)
                titles = [one.title_key for one in references_to(pattern, node, end) if one.title_key and named]
                parts += [holds(title == named) for title in titles]
            elif pair.own in node.values and node.values[pair.own].state == "filled":
                parts.append(holds(equal(node.values[pair.own], linked)))
    return worst(parts)


def references_to(pattern: Agrees, node: Node, end: Node) -> list[Reference]:
    path = path_of(pattern)
    assert path is not None
    return [
        one
        for one in node.references
        if one.status == "resolved" and one.relation in path[0].relations and end.id in one.targets
    ]


def equal(left: Value, right: Value) -> bool:
    both = left.number is not None and right.number is not None
    return (both and left.number == right.number) or left.key == right.key


def within(graph: Graph, pattern: Within, node: Node) -> Verdict:
    looked_at = [node] if pattern.relation is None else targets(graph, pattern, node)[0]
    return worst(part for end in looked_at for part in inside(pattern, node, end))


def inside(pattern: Within, node: Node, end: Node) -> Iterator[Verdict]:
    """The comparisons of the node's field with one bound."""
    bounds = pattern.bounds
    for year, value in years_or_one(node, pattern.field):
        if bounds.period is not None:
            for _, bound in years_or_one(end, bounds.period):
                yield from in_period(year, value, bound, bounds.early)
        elif bounds.prefix is not None:
            for _, bound in years_or_one(end, bounds.prefix):
                yield undecided_or(value, bound, value.key.startswith(bound.key))
        elif bounds.prefix_of is not None:
            for _, bound in years_or_one(end, bounds.prefix_of):
                yield undecided_or(value, bound, bound.key.startswith(value.key))
        elif bounds.max is not None or bounds.min is not None:
            for bound_year, bound in years_or_one(end, bounds.max or bounds.min or ""):
                if year is None or bound_year is None or year == bound_year:
                    yield ordered(value.number, bound.number, up=bounds.max is not None)
        elif bounds.at_most is not None:
            yield ordered(value.number, bounds.at_most, up=True)
        else:
            yield ordered(value.number, bounds.at_least, up=False)


def years_or_one(node: Node, name: str) -> list[tuple[int | None, Value]]:
    """The values of a field that are not empty, each with its year where the field is yearly."""
    if name in node.yearly:
        return [(year, value) for year, value in node.yearly[name].items() if value.state != "empty"]
    return [(None, node.values[name])] if has_value(node, name) else []


def in_period(year: int | None, value: Value, bound: Value, early: int) -> Iterator[Verdict]:
    if year is not None and value.number == 0:
        return
    years = (year, year) if year is not None else value.years
    if value.state == "unreadable" or bound.years is None or years is None:
        yield "undecided"
    else:
        yield holds(bound.years[0] - early <= years[0] and years[1] <= bound.years[1])


def undecided_or(value: Value, bound: Value, passes: bool) -> Verdict:
    return "undecided" if "unreadable" in (value.state, bound.state) else holds(passes)


def ordered(value: Decimal | None, bound: Decimal | None, *, up: bool) -> Verdict:
    if value is None or bound is None:
        return "undecided"
    return holds(value <= bound if up else value >= bound)


def sums_to(graph: Graph, pattern: SumsTo, node: Node) -> Verdict:
    if pattern.relation is None and not years_or_one(node, pattern.field or pattern.counts or ""):
        return NOT_APPLICABLE
    summands, blocked = ([node], False) if pattern.relation is None else targets(graph, pattern, node)
    totals = [(year, total.number) for year, total in years_or_one(node, pattern.total or "")]
    if pattern.at_most is not None:
        totals = [(None, pattern.at_most)]
    if pattern.of is not None:
        totals = [(None, share_of(graph, pattern, pattern.of, node))]
    return worst(sum_of(pattern, total, year, summands, blocked) for year, total in totals)


def share_of(graph: Graph, pattern: SumsTo, of: Target, node: Node) -> Decimal | None:
    """What the percentage allows of the sum over `of`; None where that sum is not known."""
    ends, blocked = walk(graph, parse_path(pattern.relation or ""), node, of)
    blocked = blocked or unsaid(graph, parse_path(pattern.relation or ""), node, of)
    found = [graph.nodes[name] for name in sorted(ends) if meets(graph.nodes[name], of, node)]
    name = pattern.field or pattern.counts or ""
    each = [[value for _, value in years_or_one(end, name)] for end in found]
    if blocked or any(value.state == "unreadable" for values in each for value in values):
        return None
    amounts = [[value.number or Decimal(0) for value in values] for values in each]
    whole = sum((sum(one) if pattern.field else Decimal(any(one)) for one in amounts), Decimal(0))
    return whole * (pattern.at_most_percent or Decimal(0)) / 100


def sum_of(pattern: SumsTo, total: Decimal | None, year: int | None, summands: list[Node], blocked: bool) -> Verdict:
    """The comparison of one total; a yearly one is compared with the values of its year."""
    name = pattern.field or pattern.counts or ""
    added = Decimal(0)
    unreadable = total is None
    for end in summands:
        values = [value for one, value in years_or_one(end, name) if year is None or one == year]
        unreadable = unreadable or any(value.state == "unreadable" for value in values)
        amounts = [value.number or Decimal(0) for value in values]
        added += sum(amounts) if pattern.field else Decimal(any(amounts))
    if unreadable or blocked or total is None:
        return "undecided"
    if pattern.total is None or pattern.compare == "at_most":
        return holds(added <= total + pattern.tolerance)
    if pattern.compare == "at_least":
        return holds(added >= total - pattern.tolerance)
    return holds(abs(total - added) <= pattern.tolerance)


def unique(graph: Graph, pattern: Unique, node: Node) -> Verdict:
    own = [key_part(node, name) for name in pattern.key]
    scope = scope_of(graph, pattern.inside, node)
    if "" in own or scope is None:
        return NOT_APPLICABLE
    names = (*pattern.key, *pattern.also)
    for other in graph.submitted(frozenset(pattern.source)):
        same_scope = scope_of(graph, pattern.inside, other) == scope
        same_keys = [key_part(other, name) for name in names] == [key_part(node, name) for name in names]
        if other.id != node.id and same_scope and same_keys and counts_as_twin(graph, pattern, node, other):
            return "fail"
    return "pass"


def counts_as_twin(graph: Graph, pattern: Unique, node: Node, other: Node) -> bool:
    """Whether a node of the same key is one too many."""
    if any(unlike_part(node, name) == unlike_part(other, name) for name in pattern.unlike):
        return False
    if pattern.unless is not None:
        path = parse_path(pattern.unless)
        if any(end.id in walk(graph, path, start, Target())[0] for start, end in ((node, other), (other, node))):
            return False
    if pattern.shares_year is None:
        return True
    mine, theirs = numbers(node, pattern.shares_year), numbers(other, pattern.shares_year)
    return any(mine[year] and theirs.get(year) for year in mine)


def unlike_part(node: Node, name: str) -> str:
    return {"plan": node.plan, "level": node.level}.get(name) or key_part(node, name)


def key_part(node: Node, name: str) -> str:
    """What is compared; an empty field and one that is not asked for are alike."""
    if name == "kind":
        return node.kind
    return node.values[name].key if has_value(node, name) else ""


def scope_of(graph: Graph, inside: str, node: Node) -> object:
    """What nodes of one scope share; None where the node stands in no scope."""
    match inside:
        case "plan":
            return node.plan
        case "level":
            return node.level
        case "parent":
            parents = ends_of(graph, node, Step(("part_of",)))
            return frozenset(graph.nodes[name].ident for name in parents) or None
        case _:
            return "round"


def sequence(graph: Graph, pattern: Sequence, node: Node) -> Verdict:
    if not has_value(node, pattern.field):
        return NOT_APPLICABLE
    number = node.values[pattern.field].number
    if number is None or number != int(number):
        return "undecided"
    scope = scope_of(graph, pattern.inside, node)
    if scope is None:
        return NOT_APPLICABLE
    others = [
        other.values[pattern.field].number
        for other in graph.submitted(frozenset(pattern.source))
        if other.id != node.id and has_value(other, pattern.field) and scope_of(graph, pattern.inside, other) == scope
    ]
    tie = pattern.ties == "forbidden" and number in others
    gap = pattern.gaps == "forbidden" and number > pattern.starts_at and number - 1 not in others
    return holds(not tie and not gap and number >= pattern.starts_at)


def series(graph: Graph, pattern: Series, node: Node, closed: int) -> Verdict:
    if pattern.field not in node.yearly:
        return NOT_APPLICABLE
    years = node.yearly[pattern.field]
    filled = [number for _, number in sorted(numbers(node, pattern.field).items())]
    compared_with = against(pattern, node, filled)
    parts = [
        covers(graph, pattern, node),
        direction(pattern, node, filled),
        compared_with,
        worst(holds(number >= pattern.min) for number in filled if pattern.min is not None),
        worst(holds(number <= pattern.max) for number in filled if pattern.max is not None),
        varies(pattern, [number for number in filled if number]),
    ]
    unreadable = any(value.state == "unreadable" for value in years.values())
    if compared_with != NOT_APPLICABLE:
        base = node.yearly[pattern.against or ""]
        unreadable = unreadable or any(value.state == "unreadable" for value in base.values())
    if unreadable and any(part != NOT_APPLICABLE for part in parts):
        parts.append("undecided")
    return worst([*parts, *follows(pattern, node, closed), meets_other(pattern, node, closed)])


def covers(graph: Graph, pattern: Series, node: Node) -> Verdict:
    window = graph.plans[node.plan].years
    if pattern.covers is None or window is None:
        return NOT_APPLICABLE
    states = {
        node.yearly[pattern.field][year].state if year in node.yearly[pattern.field] else "empty"
        for year in range(window[0], window[1] + 1)
    }
    return "fail" if "empty" in states else "undecided" if "unreadable" in states else "pass"


def declared(pattern: Series, node: Node) -> str:
    """`up`, `down` or `keep`; empty where the node declares nothing of the kind."""
    value = node.values.get(pattern.direction or "")
    return value.key if value is not None and value.key in {"up", "down", "keep"} else ""


def direction(pattern: Series, node: Node, filled: list[Decimal]) -> Verdict:
    pairs = list(pairwise(filled)) if pattern.meets is None else []
    match declared(pattern, node):
        case "up":
            return worst(holds(later >= earlier) for earlier, later in pairs)
        case "down":
            return worst(holds(later <= earlier) for earlier, later in pairs)
        case "keep":
            return worst(holds(later == earlier) for earlier, later in pairs)
    return NOT_APPLICABLE


def against(pattern: Series, node: Node, filled: list[Decimal]) -> Verdict:
    base = numbers(node, pattern.against or "")
    if not filled or not base:
        return NOT_APPLICABLE
    last, before = filled[-1], base[max(base)]
    match declared(pattern, node):
        case "up":
            return holds(last > before)
        case "down":
            return holds(last < before)
    return NOT_APPLICABLE


def varies(pattern: Series, amounts: list[Decimal]) -> Verdict:
    if pattern.varies is None or len(amounts) < pattern.varies:
        return NOT_APPLICABLE
    return holds(len(set(amounts)) > 1)


def follows(pattern: Series, node: Node, closed: int) -> Iterator[Verdict]:
    """One comparison for each year in which the other field holds an amount, or something that may be one."""
    own = node.yearly[pattern.field]
    for year, value in node.yearly.get(pattern.follows or "", {}).items():
        if (value.state == "unreadable" or value.number) and (year <= closed or not pattern.closed):
            state = own[year].state if year in own else "empty"
            if state == "filled":
                yield "pass"
            else:
                yield "undecided" if "unreadable" in (state, value.state) else "fail"


def meets_other(pattern: Series, node: Node, closed: int) -> Verdict:
    other = node.yearly.get(pattern.meets or "", {})
    way = declared(pattern, node)
    parts: list[Verdict] = []
    for year, value in node.yearly[pattern.field].items():
        if pattern.closed and year > closed:
            continue
        if way and year in other and "empty" not in (value.state, other[year].state):
            number, wanted = value.number, other[year].number
            if number is None or wanted is None:
                parts.append("undecided")
            else:
                parts.append(holds({"up": number >= wanted, "down": number <= wanted, "keep": number == wanted}[way]))
    excuse = node.values.get(pattern.excuse or "")
    return "pass" if parts and excuse is not None and excuse.state == "filled" else worst(parts)


def typical(graph: Graph, pattern: Typical, node: Node) -> Verdict:
    peers = [
        amount
        for other in graph.submitted(frozenset(pattern.source))
        if scope_of(graph, pattern.inside, other) == scope_of(graph, pattern.inside, node)
        for amount in amounts(other, pattern.field)
    ]
    own = amounts(node, pattern.field)
    if not own or len(peers) < pattern.peers:
        return NOT_APPLICABLE
    median = sorted(peers)[(len(peers) - 1) // 2]
    return holds(not any(one * pattern.factor <= median or one >= median * pattern.factor for one in own))


def amounts(node: Node, name: str) -> list[Decimal]:
    """The numbers above 0 in a field, of all its years where it is yearly."""
    values = [value for _, value in years_or_one(node, name)]
    return [
        value.number for value in values if value.state == "filled" and value.number is not None and value.number > 0
    ]
