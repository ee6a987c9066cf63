"""The link rules as SHACL shapes over the same plans as RDF: the peer of the link benchmark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rdflib import RDF, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node as Term

from checker.path import Path, Step
from checker.pattern import (
    IsSupported,
    Reaches,
    RequiresLink,
    path_of,
    target_of,
)
from checker.plan import Graph as Plans
from checker.plan import Node
from checker.rule import Rule, Scope
from checker.thai import key

SH = Namespace("http://www.w3.org/ns/shacl#")
OP = Namespace("urn:oneplan:")


def can_be_shapes(rule: Rule) -> bool:
    """Whether core SHACL can say the rule: a link rule whose target says neither `plan: same|other` nor `when`."""
    target = target_of(rule.pattern)
    link = isinstance(rule.pattern, RequiresLink | IsSupported | Reaches)
    scope = rule.scope
    plain = scope == Scope(levels=scope.levels, when=scope.when)
    return link and plain and target.plan == "any" and not target.when


def data_graph(plans: Plans, rules: Sequence[Rule]) -> Graph:
    """The nodes and links of `plans` as triples; each node has its kind, level and list, and submitted ones classes to aim at.

    A rule that examines nodes of some values only has a class of its own for them, so that its shape need not ask.
    """
    graph = Graph()
    narrow = [rule for rule in rules if rule.scope.when]
    for node in plans.nodes.values():
        name = term(node.id)
        graph.add((name, OP.kind, Literal(node.kind)))
        graph.add((name, OP.level, Literal(node.level)))
        graph.add((name, OP.list, Literal(node.plan.partition("@")[0] if "@" in node.plan else "")))
        if plans.plans[node.plan].submitted:
            graph.add((name, RDF.type, examined(node.kind, node.level)))
            for rule in narrow:
                if _applies(rule, node):
                    graph.add((name, RDF.type, OP[f"{rule.id}-applies"]))
        if node.id != plans.plans[node.plan].heading:
            graph.add((name, OP.in_plan, term(plans.plans[node.plan].heading)))
        for reference in node.references:
            for target in reference.targets if reference.status == "resolved" else ():
                graph.add((name, OP[reference.relation], term(target)))
    return graph


def shapes_graph(rules: Iterable[Rule], levels: Iterable[str]) -> Graph:
    """One node shape a rule, named after it, aimed at the kinds and levels that it examines."""
    graph = Graph()
    every = list(levels)
    for rule in rules:
        shape, constraint = OP[rule.id], BNode()
        graph.add((shape, RDF.type, SH.NodeShape))
        aims = [examined(kind, level) for kind in sorted(rule.sources) for level in rule.scope.levels or every]
        for aim in [OP[f"{rule.id}-applies"]] if rule.scope.when else aims:
            graph.add((shape, SH.targetClass, aim))
        graph.add((shape, SH.property, constraint))
        graph.add((constraint, SH.path, _path(graph, path_of(rule.pattern) or ())))
        graph.add((constraint, SH.qualifiedValueShape, _target(graph, rule)))
        graph.add((constraint, SH.qualifiedMinCount, Literal(getattr(rule.pattern, "at_least", 1))))
        at_most = getattr(rule.pattern, "at_most", None)
        if at_most is not None:
            graph.add((constraint, SH.qualifiedMaxCount, Literal(at_most)))
    return graph


def _applies(rule: Rule, node: Node) -> bool:
    if node.kind not in rule.sources or (rule.scope.levels and node.level not in rule.scope.levels):
        return False
    said = {name: node.values[name].key for name in rule.scope.when if name in node.values and node.values[name].key}
    return all(said[name] in {key(word) for word in rule.scope.when[name]} for name in said)


def term(name: str) -> URIRef:
    """A node's id as an IRI."""
    return OP["n" + name.encode().hex()]


def examined(kind: str, level: str) -> URIRef:
    """The class of the submitted nodes of one kind and level."""
    return OP[f"{kind}-{level}"]


def _target(graph: Graph, rule: Rule) -> BNode:
    target, shape = target_of(rule.pattern), BNode()
    asked = ((OP.kind, target.kind), (OP.level, target.level), (OP.list, (target.list,) if target.list else ()))
    for predicate, words in asked:
        if words:
            constraint, listed = BNode(), BNode()
            graph.add((shape, SH.property, constraint))
            graph.add((constraint, SH.path, predicate))
            graph.add((constraint, SH["in"], listed))
            Collection(graph, listed, [Literal(word) for word in words])
    return shape


def _path(graph: Graph, path: Path) -> Term:
    steps = [_step(graph, step) for step in path]
    return steps[0] if len(steps) == 1 else _listed(graph, steps)


def _step(graph: Graph, step: Step) -> Term:
    names: list[Term] = [_inverse(graph, OP[name]) if step.inverse else OP[name] for name in step.relations]
    at = names[0]
    if len(names) > 1:
        at = BNode()
        graph.add((at, SH.alternativePath, _listed(graph, names)))
    if step.closure:
        many = BNode()
        graph.add((many, SH.oneOrMorePath, at))
        return many
    return at


def _inverse(graph: Graph, name: URIRef) -> BNode:
    backwards = BNode()
    graph.add((backwards, SH.inversePath, name))
    return backwards


def _listed(graph: Graph, items: list[Term]) -> BNode:
    listed = BNode()
    Collection(graph, listed, items)
    return listed
