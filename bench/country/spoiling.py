"""What a fault does to a node: each function leaves exactly what its name says, and nothing else, wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Final

from bench.country.making import Making
from bench.country.words import YEARS
from checker.readers.draft import Cell, DraftNode, DraftReference, Raw, written_text

_WORDS: Final = {
    "indicator_text": "ประชาชนได้รับประโยชน์อย่างทั่วถึง",
    "target": "ตามแบบแปลนที่กำหนด",
    "responsible_unit": "งานโยธาและผังเมือง",
}


def written(node: DraftNode, field: str) -> str:
    """What stands in a field, empty where nothing does."""
    return written_text(node.cells[field].raw) if field in node.cells else ""


def links(node: DraftNode, relation: str) -> list[DraftReference]:
    """The references of `relation`."""
    return [one for one in node.references if one.relation == relation]


def put(node: DraftNode, field: str, raw: Raw) -> None:
    """Writes `raw` into a field."""
    node.cells[field] = Cell(raw, node.place)


def without_field(node: DraftNode, field: str) -> None:
    """Leaves a field empty."""
    put(node, field, None)


def in_vague_words(node: DraftNode, field: str) -> None:
    """Puts words that count nothing, or that no register knows, into a field."""
    put(node, field, _WORDS[field])


def without_links(node: DraftNode, relation: str, to: str = "") -> None:
    """Takes the references of `relation` out, or those that begin with `to`."""
    node.asked = node.asked and node.asked | {relation}
    node.references = [one for one in node.references if one.relation != relation or not one.written.startswith(to)]


def with_another_end(node: DraftNode, relations: Iterable[str], begins: str, end: str) -> None:
    """Replaces what follows the last `/` or `:` of references that begin with `begins` by `end`."""
    several = set(relations)
    node.references = [
        replace(one, written=_with_end(one.written, end))
        if one.relation in several and one.written.startswith(begins)
        else one
        for one in node.references
    ]


def _with_end(text: str, end: str) -> str:
    at = max(text.rfind("/"), text.rfind(":"))
    return text[: at + 1] + end


def with_another_title(node: DraftNode, relation: str, begins: str, title: str) -> None:
    """Puts `title` beside the references of `relation` that begin with `begins`."""
    node.references = [
        replace(one, title=title) if one.relation == relation and one.written.startswith(begins) else one
        for one in node.references
    ]


def mapped_to_another(node: DraftNode) -> None:
    """Maps a strategy to another provincial one in the overview than the one it serves."""
    (served,) = (one for one in links(node, "supports") if one.written.startswith("PP-"))
    other = "5" if served.written.endswith("/1") else "1"
    node.references.append(replace(served, relation="mapped_to", written=_with_end(served.written, other), title=""))


def budget_after_the_plan(node: DraftNode) -> None:
    """Adds money in the year after the last one of the plan."""
    node.yearly["budget"][str(YEARS[-1] + 1)] = Cell(50_000, node.place)


def budget_in_millions(node: DraftNode) -> None:
    """Writes the amounts in millions of baht where all others stand in baht."""
    node.yearly["budget"] = {
        year: Cell(Decimal(written_text(cell.raw)) / 1_000_000, cell.place)
        for year, cell in node.yearly["budget"].items()
    }


def ordinance_above_plan(node: DraftNode) -> None:
    """Raises the amount of the ordinance above that of the plan."""
    for year, cell in node.yearly["ordinance"].items():
        planned = node.yearly["budget"][year].raw
        assert isinstance(planned, int)
        node.yearly["ordinance"][year] = Cell(planned + 25_000, cell.place)


def without_year(node: DraftNode, field: str, chance: Random) -> None:
    """Leaves one year of a yearly field empty."""
    year = chance.choice(sorted(node.yearly[field]))
    node.yearly[field][year] = Cell(None, node.place)


def without_years(node: DraftNode, field: str) -> None:
    """Leaves a yearly field empty in every year."""
    node.yearly[field] = {year: Cell(None, cell.place) for year, cell in node.yearly[field].items()}


def more_money(node: DraftNode) -> None:
    """Adds to the money of every year."""
    node.yearly["budget"] = {
        year: Cell(Decimal(written_text(cell.raw)) + 40_000, cell.place) for year, cell in node.yearly["budget"].items()
    }


def targets_turned_round(node: DraftNode) -> None:
    """Writes the targets in the reverse order of their years."""
    years = sorted(node.yearly["targets"])
    raws = [node.yearly["targets"][year].raw for year in reversed(years)]
    node.yearly["targets"] = {year: Cell(raw, node.place) for year, raw in zip(years, raws, strict=True)}


def target_above_hundred(node: DraftNode) -> None:
    """Raises the last target of a percentage above 100."""
    node.yearly["targets"][max(node.yearly["targets"])] = Cell(120, node.place)


def doubled(node: DraftNode, made: Making) -> None:
    """Plans the same project once more, under a code of its own."""
    section = links(node, "part_of")[0].written
    number = made.next(section)
    again = replace(
        node,
        code=Cell(f"{section}-{number}", node.place),
        cells={**node.cells, "number": Cell(number, node.place)},
        yearly={name: dict(years) for name, years in node.yearly.items()},
        references=list(node.references),
    )
    made.draft.nodes.append(again)


def code_of_the_one_before(node: DraftNode, made: Making) -> None:
    """Gives the project the code of the first one of its section."""
    section = links(node, "part_of")[0].written
    node.code = Cell(f"{section}-1", node.place)


def wrong_total(node: DraftNode, chance: Random) -> None:
    """Prints one amount of a total wrong."""
    years = sorted(year for year, cell in node.yearly["budget"].items() if cell.raw)
    if years:
        year = chance.choice(years)
        printed = Decimal(written_text(node.yearly["budget"][year].raw))
        node.yearly["budget"][year] = Cell(printed + 100_000, node.place)
