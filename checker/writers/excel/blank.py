"""A blank workbook of a level, to be filled in."""

from __future__ import annotations

from collections.abc import Mapping

from checker.place import Place
from checker.readers.draft import Cell, Draft, DraftNode, DraftPlan
from checker.writers.excel.book import build
from checker.writers.excel.offers import Offers


def blank_form(
    level: str, years: tuple[int, int], context: Draft, version: str, card: Mapping[str, str] | None = None
) -> bytes:
    """The workbook that a plan of `level` for these years is written into, with lists to choose from out of `context`.

    `card` gives what is known of the plan itself, by field: its owner, its area. The same wish gives the same
    bytes. `version` is that of the rulebook, which the page of instructions names.
    """
    place = Place("form.xlsx")
    known = {name: Cell(words, place) for name, words in (card or {}).items() if words}
    heading = DraftNode("plan", Cell(None, place), place, {**known, "years": Cell(f"{years[0]}-{years[1]}", place)})
    plan = DraftPlan(heading, level)
    return build(plan, Offers(level, years, context), blank=True, official=level == "local", version=version)
