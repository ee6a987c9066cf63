"""The plans of a country as tables of facts in Parquet, a part a province; memory holds one province at a time in each process.

Every part is what `assemble` and `checker.tables` make of the province's plans. Code lists and the plans of clusters stand
beside several provinces: they are written once, in a part of their own, and keep one number in the country.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from bench.country.levels import cluster
from bench.country.lists import shared_lists
from bench.country.making import Making
from checker.assemble import assemble
from checker.facts import Wanted
from checker.plan import Graph
from checker.readers.draft import Draft
from checker.rulebook import load_rulebook
from checker.tables.statement import NAME, statement_of
from checker.tables.writing import Part, write_facts

BLOCK: Final = 250_000
"""Every province numbers its nodes in a block of its own; the first one is that of what all share."""


def write_shared(folder: Path, clusters: Iterable[str], seed: int) -> None:
    """Writes the part of what all provinces share, and for which rules all parts are written."""
    graph = _shared(tuple(clusters), seed)
    numbers = {name: number for number, name in enumerate(graph.nodes)}
    _write(folder, graph, Part("shared", numbers))
    (folder / NAME).write_text(statement_of(load_rulebook(), None).to_json(), encoding="utf-8")


def write_province(folder: Path, part: int, made: Sequence[Making], clusters: Iterable[str], seed: int) -> int:
    """Writes the part of a province: its plans `made`, judged beside the shared ones. Gives the number of its nodes."""
    shared = _shared(tuple(clusters), seed)
    around = [cluster(code, seed).draft for code in clusters]
    graph = assemble(Draft([one.draft for one in made] + around, shared_lists()))
    numbers = {name: number for number, name in enumerate(shared.nodes)}
    own = [name for name in graph.nodes if name not in numbers]
    if len(own) > BLOCK:
        raise ValueError(f"{len(own)} nodes do not fit into a block of {BLOCK}")
    numbers |= {name: BLOCK * part + at for at, name in enumerate(own)}
    _write(folder, graph, Part(f"{part:03d}", numbers, frozenset(shared.nodes)))
    return len(own)


@cache
def _shared(clusters: tuple[str, ...], seed: int) -> Graph:
    return assemble(Draft([cluster(code, seed).draft for code in clusters], shared_lists()))


def _write(folder: Path, graph: Graph, part: Part) -> None:
    write_facts(folder, graph, Wanted.of(load_rulebook().in_force), part=part)
