"""Which plans might hold what a rule misses, and have no place on their forms to say so (docs/patterns.md, *What a form leaves unsaid*)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from checker.chain import Chain
from checker.explain.walk import Walker, meets
from checker.explain.words import either
from checker.path import Path, Step
from checker.pattern import Matches, Pattern, SumsTo, Target, path_of, second_path, target_of
from checker.plan import Node
from checker.prospects import Prospect, Prospects, hopes, leads_to, stays_inside, unsaid_by, unsaid_relations
from checker.text import Sentence

NAMED: Final = 3


class _Sort(NamedTuple):
    """What decides where the silent nodes that share it might lead, and the relations for which they have no place."""

    kind: str
    level: str
    plan: str
    relations: tuple[str, ...]


class _Ends(NamedTuple):
    """What comes of those who are silent at a step: the ends by sort, those who are ends themselves, and by sort which plans could tell."""

    ends: Mapping[_Sort, frozenset[str]]
    themselves: Mapping[_Sort, frozenset[str]]
    telling: Mapping[_Sort, frozenset[str]]


class _Silent(NamedTuple):
    """The nodes of silent plans by sort, and for each the plans of its level that could tell."""

    nodes: Mapping[_Sort, list[str]]
    telling: Mapping[_Sort, frozenset[str]]


def left_unsaid(pattern: Pattern, node: Node, walker: Walker, chain: Chain) -> Sentence | None:
    """Whose forms have no place to say that they lead to `node`, and for what; None where none of them might."""
    if not unsaid_relations(pattern):
        return None
    plans: dict[tuple[str, tuple[str, ...]], set[str]] = defaultdict(set)
    for path, target, beside in _walks(pattern):
        for sort in _silent(path, target, beside, node, walker):
            plans[sort.kind, sort.relations].add(sort.plan)
    if not plans:
        return None
    (kind, relations), named = min(plans.items(), key=lambda one: (-len(one[1]), one[0]))
    columns = either(_quoted(chain.relations[name].sentence) for name in relations)
    return _said(sorted(named), chain.kinds[kind].sentence, columns)


def _quoted(word: Sentence) -> Sentence:
    return Sentence(th=f"“{word.th}”", en=f"“{word.en}”")


def _said(plans: list[str], kind: Sentence, columns: Sentence) -> Sentence:
    names, more = ", ".join(plans[:NAMED]), len(plans) - NAMED
    th, en = (f"{names} และอีก {more} แผน", f"{names} and {more} more") if more > 0 else (names, names)
    plan = "plan" if len(plans) == 1 else "plans"
    return Sentence(
        th=f"ในแผน {th} ไม่มีแบบใดของ{kind.th}ที่มีช่อง {columns.th} จึงบอกไม่ได้ว่าเชื่อมมาที่รายการนี้หรือไม่",
        en=f"in {plan} {en} no {kind.en} stands on a form with a column for {columns.en},"
        " and so none could say that it leads here",
    )


def _walks(pattern: Pattern) -> Iterator[tuple[Path, Target, Path | None]]:
    """The paths that `pattern` walks, each with what it looks for and the path at whose end that has to lie, too."""
    path, second, target = path_of(pattern) or (), second_path(pattern), target_of(pattern)
    apart = second is None or isinstance(pattern, Matches)
    yield path, target, None if apart else second
    if second is not None:
        yield second, target, None if apart else path
    if isinstance(pattern, SumsTo) and pattern.of is not None:
        yield path, pattern.of, None


def _silent(path: Path, target: Target, beside: Path | None, node: Node, walker: Walker) -> Iterator[_Sort]:
    """The sorts of nodes that might lead to `node` by `path`, from an end that it means, and could not say so."""
    also = None if beside is None else walker.ends(beside, node.id)
    here = {node.id}
    for turn, step in enumerate(path):
        taken, after = walker.visited(here, step)
        if unsaid_by(step):
            found = _ends_once(path, turn, target, walker)
            for sort, inside in _leading(step, found.ends, taken, walker):
                ends = found.ends[sort] if also is None else found.ends[sort] & also
                own = {node.plan} if target.plan == "other" else frozenset()
                if not (inside or sort.plan == node.plan or found.telling[sort] <= own):
                    ends = ends & found.themselves[sort] if also is not None else frozenset()
                if any(_counts(end, target, node, walker) for end in ends):
                    yield sort
        here = after


def _counts(end: str, target: Target, node: Node, walker: Walker) -> bool:
    same = walker.graph.nodes[end].plan == node.plan
    return end != node.id and (target.plan == "any" or same == (target.plan == "same"))


def _ends_once(path: Path, turn: int, target: Target, walker: Walker) -> _Ends:
    return walker.once(("unsaid", path, turn, target.model_dump_json()), lambda: _ends(path, turn, target, walker))


def _ends(path: Path, turn: int, target: Target, walker: Walker) -> _Ends:
    """For each sort of nodes silent at a step of `path`, the ends that are meant, in whatever plan."""
    step, rest, found = path[turn], path[turn + 1 :], {}
    anywhere, hope = target.model_copy(update={"plan": "any"}), hopes(path, target)[turn]
    silent = walker.once(("silent", step, hope), lambda: _by_sort(step, hope, walker))
    for sort, nodes in silent.nodes.items():
        ends = _last(rest, nodes, walker)
        if step.closure:
            ends |= _last(path[turn:], nodes, walker)
        meant = frozenset(end for end in ends if meets(walker.graph.nodes[end], anywhere, ""))
        if meant:
            found[sort] = meant
    themselves = {sort: frozenset(() if rest else nodes) for sort, nodes in silent.nodes.items()}
    return _Ends(found, themselves, silent.telling)


def _by_sort(step: Step, hope: Prospects, walker: Walker) -> _Silent:
    held: dict[_Sort, list[str]] = defaultdict(list)
    able: set[_Sort] = set()
    relations, there = unsaid_by(step), [one for one in hope if not one.list]
    kinds, levels = {one.kind for one in there} & set(relations), {one.level for one in there}
    for one in walker.of_kinds(kinds, levels) if kinds else ():
        if "@" not in one.plan:
            sort = _Sort(one.kind, one.level, one.plan, relations[one.kind])
            held[sort].append(one.id)
            if not one.unasked.issuperset(sort.relations):
                able.add(sort)
    silent = {sort: nodes for sort, nodes in held.items() if sort not in able}
    telling: dict[tuple[str, str], set[str]] = defaultdict(set)
    for sort in able:
        telling[sort.kind, sort.level].add(sort.plan)
    return _Silent(silent, {sort: frozenset(telling[sort.kind, sort.level]) for sort in silent})


def _last(path: Path, starts: Iterable[str], walker: Walker) -> set[str]:
    here = set(starts)
    for step in path:
        _, here = walker.visited(here, step)
    return here


def _leading(step: Step, sorts: Iterable[_Sort], taken: Iterable[str], walker: Walker) -> Iterator[tuple[_Sort, bool]]:
    """Those of `sorts` of which the chain lets a node lead by `step` to one of the nodes `taken`, and whether inside its plan."""
    nodes = [walker.graph.nodes[name] for name in taken]
    there = {
        (Prospect(one.kind, one.level, one.plan.partition("@")[0] if "@" in one.plan else ""), one.plan)
        for one in nodes
    }
    anywhere = {prospect for prospect, _ in there}
    for sort in sorts:
        ends = {name: leads_to(name, Prospect(sort.kind, sort.level, "")) for name in sort.relations}
        inside = any((end, sort.plan) in there for name in ends if stays_inside(name) for end in ends[name])
        if inside or any(not ends[name].isdisjoint(anywhere) for name in ends if not stays_inside(name)):
            yield sort, inside
