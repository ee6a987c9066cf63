"""What there is to choose from, where nothing was written that anything could be near to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from checker.chain import Chain
from checker.explain.walk import Walker
from checker.explain.words import called, joined, reference_to
from checker.path import Path
from checker.pattern import Target
from checker.plan import Graph, Node, Reference
from checker.text import Sentence, same
from checker.thai import natural

_ALL: Final = 8
_FEW: Final = 5


def choices(nodes: Iterable[Node], plan: str) -> Sentence | None:
    """Codes and names in the order of the codes: all of a few, else the first and how many there are; None of none.

    Those of another plan than `plan` are called as references call them, entries of code lists by their code.
    """
    found = sorted(nodes, key=lambda one: (one.plan != plan, one.plan, natural(one.code), one.id))
    if not found:
        return None
    return shortened([_called(one, plan) for one in found])


def shortened(named: Sequence[Sentence]) -> Sentence:
    """All of a few names, else the first and how many there are."""
    if len(named) <= _ALL:
        return joined(named)
    shown = joined(named[:_FEW])
    return Sentence(th=f"{shown.th} … (ทั้งหมด {len(named)} รายการ)", en=f"{shown.en} … ({len(named)} in all)")


def targets_to_choose(path: Path, node: Node, target: Target, walker: Walker, chain: Chain) -> Sentence | None:
    """What a link of `node` along `path` may name so that `target` is met; None where the link is written elsewhere."""
    if any(step.inverse for step in path) or not (target.kind or target.level or target.list):
        return None
    kinds = tuple(chain.target_kinds(path[0].relations[0], node.kind))
    if _accepts(node, target, node.plan):
        return _accepted(node, kinds, target, walker)
    name = ("targets", kinds, target.model_dump_json(), node.plan)
    return walker.once(name, lambda: _accepted(node, kinds, target, walker))


def _accepted(node: Node, kinds: Sequence[str], target: Target, walker: Walker) -> Sentence | None:
    """What there is that meets `target`, but for `node`; the same for all nodes of its plan that do not meet it themselves."""
    if target.list is not None:
        versions = {plan for plan in walker.whole.plans if plan.partition("@")[0] == target.list}
        version = _version(versions, walker.graph.plans[node.plan].years, walker.whole)
        there: Iterable[Node] = walker.of_plan(version) if version else ()
    else:
        there = walker.of_kinds(target.kind, target.level)
    accepted = [one for one in there if one.kind != "plan" and one.id != node.id and _accepts(one, target, node.plan)]
    return choices(_likeliest(accepted, kinds), node.plan)


def instead_of(reference: Reference, node: Node, kinds: Sequence[str], walker: Walker) -> Sentence | None:
    """What the plan or list holds in which `reference` names nothing, of the `kinds` to which it may lead."""
    aimed = (one for plan in reference.aimed for one in walker.of_plan(plan))
    there = [one for one in aimed if one.kind in kinds and one.id != node.id]
    return choices(_likeliest(there, kinds), node.plan)


def _likeliest(nodes: list[Node], kinds: Sequence[str]) -> list[Node]:
    """Those of the first of `kinds` that any of them is of; all where they are of no such kind."""
    first = next((kind for kind in kinds if any(one.kind == kind for one in nodes)), None)
    return [one for one in nodes if first in (None, one.kind)]


def _version(lists: set[str], years: tuple[int, int] | None, graph: Graph) -> str | None:
    """Of the versions of a code list the one that covers most of `years`; the newest where no years are known."""

    def covers(plan: str) -> tuple[int, int]:
        first, last = graph.plans[plan].years or (0, 0)
        return (min(last, years[1]) - max(first, years[0]) if years else 0), first

    return max(sorted(lists), key=covers, default=None)


def _called(one: Node, plan: str) -> Sentence:
    return called(one) if one.plan == plan or "@" in one.plan else same(f"{reference_to(one)} {one.name}".strip())


def _accepts(one: Node, target: Target, plan: str) -> bool:
    if target.kind and one.kind not in target.kind:
        return False
    if target.list is not None:
        return one.plan.partition("@")[0] == target.list
    if "@" in one.plan and not target.level:
        return False
    if target.level and one.level not in target.level:
        return False
    return target.plan == "any" or (one.plan == plan) == (target.plan == "same")
