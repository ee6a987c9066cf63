"""The totals that a local plan prints: at the foot of each table of ผ.02, and in ผ.01 for programmes, strategies and the whole."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from bench.country.making import Making
from bench.country.words import YEARS
from checker.readers.draft import DraftNode, Raw, written_text


def print_totals(made: Making) -> None:
    """Adds the totals of the plan as its projects stand now, so that they are right whatever was done to these before."""
    projects = [node for node in made.draft.nodes if node.kind == "project"]
    listed: dict[str, list[DraftNode]] = {}
    for node in projects:
        if _listed(node) != "beyond-capacity":
            listed.setdefault(_above(node), []).append(node)
    sections = [node for node in made.draft.nodes if node.kind == "programme"]
    for section in sections:
        code = written_text(section.code.raw)
        table = [node for node in listed.get(code, []) if _listed(node) == "own"]
        if table:
            _foot(made, code, table)
    for section in sections:
        code = written_text(section.code.raw)
        number = code.rpartition("(")[2].rstrip(")")
        name = f"({number}) {written_text(section.cells['name'].raw)}"
        _row(made, code, code, name, listed.get(code, []))
    for strategy in (node for node in made.draft.nodes if node.kind == "strategy"):
        code = written_text(strategy.code.raw)
        inside = [node for above, several in listed.items() if above.startswith(f"{code}.") for node in several]
        _row(made, code, code, "รวม", inside)
    _row(made, "รวมทั้งสิ้น", made.code, "รวมทั้งสิ้น", [node for several in listed.values() for node in several])


def _foot(made: Making, code: str, table: list[DraftNode]) -> None:
    budget, _ = _sums(table)
    count = _budgeted(table)
    cells: dict[str, Raw] = {"name": f"รวม {count} โครงการ", "table": "ท้ายตาราง", "count_all": count}
    links = [("sums", code, "") for code in dict.fromkeys(written_text(node.code.raw) for node in table)]
    asked = frozenset({"name", "table", "sums", "budget", "count_all"})
    made.add("total", f"ท้ายตาราง:{code}", cells, links, {"budget": budget}, asked)


def _row(made: Making, code: str, of: str, name: str, inside: list[DraftNode]) -> None:
    budget, count = _sums(inside)
    cells: dict[str, Raw] = {
        "name": name,
        "table": "บัญชีสรุป",
        "count_all": sum(count.values()),
        "budget_all": sum(budget.values()),
    }
    asked = frozenset({*cells, "count", "budget", "sums"})
    made.add("total", f"สรุป:{code}", cells, [("sums", of, "")], {"count": count, "budget": budget}, asked)


def _sums(nodes: Iterable[DraftNode]) -> tuple[dict[int, int | Decimal], dict[int, int]]:
    """Money and number of projects for each year of the plan."""
    budget: dict[int, int | Decimal] = dict.fromkeys(YEARS, 0)
    count = dict.fromkeys(YEARS, 0)
    for node in nodes:
        for year, cell in node.yearly.get("budget", {}).items():
            if int(year) in budget and isinstance(cell.raw, (int, Decimal)) and cell.raw:
                budget[int(year)] += cell.raw
                count[int(year)] += 1
    return budget, count


def _budgeted(nodes: Iterable[DraftNode]) -> int:
    return sum(any(cell.raw for cell in node.yearly.get("budget", {}).values()) for node in nodes)


def _listed(node: DraftNode) -> str:
    return written_text(node.cells["listed_as"].raw) if "listed_as" in node.cells else "own"


def _above(node: DraftNode) -> str:
    return next((one.written for one in node.references if one.relation == "part_of"), "")
