"""What a draft does to the plan that it replaces: what is dropped, renamed, retitled, changed and added, and who cites it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from checker.chain import built_in_chain
from checker.compare.replacement import WHATS, CitedBy, FieldChanged, UpperChange, What
from checker.explain.words import place_in_report
from checker.plan import Graph, Node, Value
from checker.text import Sentence
from checker.thai import key, natural, title_key

# What of a node bears on the plans below, beside its code and title.
_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "plan": ("version", "years", "area"),
    "indicator": ("type", "unit", "direction", "targets"),
}
_UPWARD: Final = ("supports", "contributes_to", "part_of", "measures", "comes_from")
_ALWAYS: Final = ("plan", "strategy", "goal", "indicator")


@dataclass(frozen=True, slots=True)
class Moved:
    """An upper change with the idents of its node in the old and in the new plan."""

    told: UpperChange
    old: str | None
    new: str | None


def moved(before: Graph, now: Graph, code: str) -> list[Moved]:
    """What became of each node of plan `code`, in reading order.

    Strategies, goals, indicators and the heading are told always; other nodes where somebody cites them.
    Nodes are the same where one title of their kind stands once on either side, else where their code does.
    """
    old, new = _nodes(before, code), _nodes(now, code)
    citing = _citing(before, code)
    pairs = _paired(old, new)
    matched = set(pairs.values())
    names = {(node.kind, key(node.code)): node.name for node in new.values()}
    sides = _Sides(before, now, pairs, citing, names)
    found = [_told(old[was], new[to] if to else None, sides) for was, to in pairs.items()]
    found += [_told(None, node, sides) for ident, node in new.items() if ident not in matched]
    kept = [one for one in found if one is not None and (one.told.kind in _ALWAYS or one.told.cited)]
    return sorted(kept, key=_order)


def _order(one: Moved) -> tuple[object, ...]:
    told = one.told
    kinds = list(built_in_chain().kinds)
    return kinds.index(told.kind), WHATS.index(told.what), natural(told.code or told.new_code), told.code


def _nodes(graph: Graph, plan: str) -> dict[str, Node]:
    """The nodes of one plan, of twins the first."""
    return {node.ident: node for node in graph.nodes.values() if node.plan == plan and node.id == node.ident}


def _citing(graph: Graph, plan: str) -> Mapping[str, Counter[str]]:
    """For each node of `plan` that others cite, how many nodes of which other plans do."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for node in graph.nodes.values():
        if node.plan == plan:
            continue
        cited = {graph.nodes[name].ident for one in node.references for name in one.targets}
        for ident in cited:
            if graph.nodes[ident].plan == plan:
                found[ident][node.plan] += 1
    return found


def _paired(old: Mapping[str, Node], new: Mapping[str, Node]) -> dict[str, str | None]:
    """For each old node, the new one that it became."""
    by_title = [_by_title(side.values()) for side in (old, new)]
    pairs: dict[str, str | None] = {}
    for said, was in by_title[0].items():
        if (to := by_title[1].get(said)) is not None:
            pairs[was] = to
    taken = set(pairs.values())
    for ident in old:
        if ident not in pairs:
            pairs[ident] = ident if ident in new and ident not in taken else None
    return pairs


def _by_title(nodes: Iterable[Node]) -> dict[tuple[str, str], str]:
    """The ident of each title that stands once among the nodes of its kind. A heading is itself whatever its title."""
    listed: dict[tuple[str, str], list[str]] = defaultdict(list)
    for node in nodes:
        said = "" if node.kind == "plan" else title_key(node.name)
        if said or node.kind == "plan":
            listed[node.kind, said].append(node.ident)
    return {said: idents[0] for said, idents in listed.items() if len(idents) == 1}


@dataclass(frozen=True, slots=True)
class _Sides:
    """The plan before and now: which node became which, who cites it, and what title each code bears now."""

    before: Graph
    now: Graph
    pairs: Mapping[str, str | None]
    citing: Mapping[str, Counter[str]]
    names: Mapping[tuple[str, str], str]

    def links(self, was: Node, to: Node, relation: str) -> FieldChanged | None:
        """What one relation of a node names before and now; None where that is the same, or written the same."""
        known = {name: became or name for name, became in self.pairs.items()}
        before = {known.get(one, one): written for one, written in _named(self.before, was, relation).items()}
        after = _named(self.now, to, relation)
        was_told, is_told = (", ".join(sorted(side.values(), key=natural)) for side in (before, after))
        if before.keys() == after.keys() or was_told == is_told:
            return None
        word = built_in_chain().relations[relation]
        return FieldChanged(label=Sentence(th=word.th, en=word.en), before=was_told, after=is_told)


def _named(graph: Graph, node: Node, relation: str) -> dict[str, str]:
    """What the references of one relation name, or are written as where they name nothing, with how they are written."""
    found = {}
    for one in node.references:
        if one.relation == relation:
            idents = sorted({graph.nodes[name].ident for name in one.targets}) or [key(one.written)]
            found.update(dict.fromkeys(idents, one.written))
    return found


def _told(was: Node | None, to: Node | None, sides: _Sides) -> Moved | None:
    """What became of one node; None where nothing did."""
    node = to or was
    assert node is not None
    fields = list(_fields(was, to, sides)) if was and to else []
    what = _what(was, to, bool(fields))
    if what is None:
        return None
    counts = sides.citing.get(was.ident, Counter[str]()) if was else Counter[str]()
    told = UpperChange(
        what=what,
        kind=node.kind,
        code=was.code if was else "",
        name=was.name if was else "",
        new_code=to.code if to else "",
        new_name=to.name if to else "",
        now_bears=sides.names.get((was.kind, key(was.code)), "") if was and what in {"renamed", "dropped"} else "",
        fields=fields,
        place=place_in_report(node.place),
        cited=[CitedBy(plan=plan, nodes=counts[plan]) for plan in sorted(counts, key=lambda one: (natural(one), one))],
    )
    return Moved(told, was.ident if was else None, to.ident if to else None)


def _what(was: Node | None, to: Node | None, otherwise: bool) -> What | None:
    if was is None:
        return "added"
    if to is None:
        return "dropped"
    if key(was.code) != key(to.code):
        return "renamed"
    if title_key(was.name) != title_key(to.name) and was.kind != "plan":
        return "retitled"
    return "changed" if otherwise else None


def _fields(was: Node, to: Node, sides: _Sides) -> Iterator[FieldChanged]:
    """What of two nodes that are one bears on lower plans, and is not the same."""
    for name in _FIELDS.get(was.kind, ()):
        before, after = (_said(node, name) for node in (was, to))
        if key(before) != key(after):
            word = built_in_chain().kinds[was.kind].fields[name]
            yield FieldChanged(label=Sentence(th=word.th, en=word.en), before=before, after=after)
    for relation in _UPWARD:
        if (told := sides.links(was, to, relation)) is not None:
            yield told


def _said(node: Node, field: str) -> str:
    """What a node says in a field, year by year where it is a yearly one."""
    if field in node.yearly:
        return ", ".join(
            f"{year}: {value.written}" for year, value in sorted(node.yearly[field].items()) if _filled(value)
        )
    value = node.values.get(field)
    return value.written if value is not None and _filled(value) else ""


def _filled(value: Value) -> bool:
    return value.state != "empty"
