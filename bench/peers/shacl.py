"""pySHACL: the facts as RDF, which rdflib holds in memory, and a shape for each rule.

A shape says that a node is amiss, not whether it fails or is undecided: that spares the peer a second walk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import duckdb
import pyshacl
from rdflib import RDF, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from bench.peers import Found, by_hand, digest, written
from bench.peers.facts import rows

SH: Final = Namespace("http://www.w3.org/ns/shacl#")
OP: Final = Namespace("urn:oneplan:")
Triple = tuple[Node, Node, Node]


class Shacl:
    """A graph of the facts, and a graph of shapes for each rule."""

    rules = by_hand("ttl")

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._data = Graph()
        for triple in _triples(connection):
            self._data.add(triple)
        self._shapes = {rule: Graph().parse(data=written(rule, "ttl"), format="turtle") for rule in self.rules}
        self._amiss: dict[str, set[int]] = {}

    def judge(self, rules: Iterable[str]) -> None:
        for rule in rules:
            _, results, _ = pyshacl.validate(self._data, shacl_graph=self._shapes[rule], inplace=True)
            self._amiss[rule] = {_number(node) for node in results.objects(None, SH.focusNode)}

    def found(self, rule: str) -> Found:
        return {"amiss": digest(self._amiss[rule])}


def _name(node: object) -> URIRef:
    return URIRef(f"urn:oneplan:n{node}")


def _number(node: object) -> int:
    return int(str(node).removeprefix("urn:oneplan:n"))


_NODES: Final = """SELECT node.node, node.kind, node.level, judged.node IS NOT NULL
    FROM node LEFT JOIN judged USING (node)"""
_YEARS: Final = "SELECT node, field, year, number FROM yearly WHERE state = 'filled' AND field IN ('budget', 'count')"
_WHOLES: Final = "SELECT node, number FROM value WHERE state = 'filled' AND field = 'budget_all'"


def _triples(connection: duckdb.DuckDBPyConnection) -> Iterator[Triple]:
    """What the shapes ask of: a node by its kind and level, its class where it is judged; what has several parts by a blank node."""
    for node, kind, level, judged in connection.execute(_NODES).fetchall():
        name = _name(node)
        yield name, OP.kind, Literal(kind)
        yield name, OP.level, Literal(level)
        if judged:
            yield name, RDF.type, OP[f"{kind}-{level}"]
    for relation in ("in_plan", "part_of", "supports"):
        for source, target in rows(connection, relation):
            yield _name(source), OP[relation], _name(target)
    for field in ("unheld", "unasked", "title", "status"):
        for node, word in rows(connection, field):
            yield _name(node), OP[field], Literal(word)
    for node, what, _ in rows(connection, "unread"):
        yield _name(node), OP.unread, Literal(what)
    for source, target, words in rows(connection, "beside"):
        yield from _parts(source, "beside", target=_name(target), words=Literal(words))
    for node, named, toward, status in rows(connection, "reference"):
        yield from _parts(node, "reference", relation=Literal(named), toward=Literal(toward), state=Literal(status))
    for node, amount, year, number in connection.execute(_YEARS).fetchall():
        yield from _parts(node, amount, year=Literal(year), number=Literal(number))
    for node, number in connection.execute(_WHOLES).fetchall():
        yield _name(node), OP.budget_all, Literal(number)


def _parts(node: object, field: str, **parts: Node) -> Iterator[Triple]:
    whole = BNode()
    yield _name(node), OP[field], whole
    for name, part in parts.items():
        yield whole, OP[name], part
