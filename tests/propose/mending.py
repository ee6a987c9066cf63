"""Plans of one node a line, proposals for them, and the changes made by hand as the report says them."""

from __future__ import annotations

from checker.assemble import assemble
from checker.engine import check
from checker.finding import Proposals, Report
from checker.plan import Graph
from checker.propose.proposals import propose
from checker.readers.draft import Draft
from checker.readers.structured import read_structured
from tests.build import AS_OF, rule, rulebook

HEAD = "plan: {code: LP-1, level: local, years: 2566-2570}\nnodes:\n"
BROKEN = frozenset({"dangling", "misplaced", "self", "cyclic"})
RULES = rulebook(
    rule(
        "LNK-900",
        kind="links-resolve",
        source=["goal", "tactic", "programme", "project", "indicator"],
        relation=["part_of", "measures", "contributes_to"],
        faults=["dangling", "self", "cyclic"],
    )
)


def plan(*nodes: str) -> str:
    """A local plan with these nodes, the first on line 3."""
    return HEAD + "".join(f"  - {{{one}}}\n" for one in nodes)


def judged(graph: Graph) -> Report:
    """The report on `graph` by one rule on links."""
    return check(graph, RULES, AS_OF, engine="sets").report


def proposals(text: str, context: str | None = None, **limits: int) -> Proposals:
    """What is proposed for the plan `text`."""
    submitted = read_structured(text, "plan.yaml")
    around = read_structured(context, "context.yaml") if context else Draft()
    return propose(submitted, around, judged(assemble(submitted, around)), judged, **limits)


def told(found: Proposals) -> list[tuple[str, str, str, list[int | None]]]:
    """Each change: what is changed, from which code to which, on which lines."""
    return [(one.what, one.old, one.new, [place.line for place in one.places]) for one in found.changes]


def made(text: str, found: Proposals) -> str:
    """The plan `text` with every change made where the report says, and nowhere else."""
    lines = text.split("\n")
    for one in found.changes:
        for place in one.places:
            assert place.line is not None
            line = lines[place.line - 1]
            if one.what == "reference":
                head, tail = line.split(", part_of: ") if ", part_of: " in line else line.split(", measures: ")
                relation = line[len(head) : -len(tail)]
                lines[place.line - 1] = head + relation + tail.replace(f'"{one.old}"', f'"{one.new}"')
            else:
                lines[place.line - 1] = line.replace(f'{one.kind}: "{one.old}"', f'{one.kind}: "{one.new}"', 1)
    return "\n".join(lines)


def faults(text: str) -> list[str]:
    """What is broken in the plan `text`: references by what is written, codes used twice."""
    graph = assemble(read_structured(text, "plan.yaml"), Draft())
    idents = [one.ident for one in graph.submitted()]
    broken = [one.written for node in graph.submitted() for one in node.references if one.status in BROKEN]
    return broken + sorted(one for one in set(idents) if idents.count(one) > 1)
