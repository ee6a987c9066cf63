"""What every writer gives, and what they share: values as they stand, fields asked for, years that a column can name."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from checker.chain import built_in_chain
from checker.place import Place
from checker.plan import Note
from checker.readers.draft import Cell, DraftNode, DraftPlan, Raw, written_text
from checker.readers.room import askable
from checker.text import Sentence
from checker.thai import key, period, readable, window_year

_FIGURE: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Written:
    """A file: its bytes, and one note for each thing of the plans that it does not hold, at the place where that stood."""

    data: bytes
    losses: tuple[Note, ...] = ()


class Figure(str):
    """The digits of a number that was kept as a number, and not as text."""

    __slots__ = ()


def shown(raw: Raw) -> str | Figure | None:
    """A value as it is written again: None where nothing stands, a Figure where a number was kept as one, else the text."""
    if raw is None:
        return None
    text = written_text(raw)
    is_number = isinstance(raw, (int, float, Decimal)) and not isinstance(raw, (bool, datetime.date))
    return Figure(text) if is_number and _FIGURE.fullmatch(text) else text


def in_order(losses: Sequence[Note]) -> tuple[Note, ...]:
    """`losses` by their places, each once."""
    return tuple(sorted(dict.fromkeys(losses), key=lambda one: (one.place.sort_key, one.says.en)))


def asked_of(node: DraftNode) -> frozenset[str] | None:
    """The fields that the form of `node` asks for; None where these are all that its kind has."""
    fields = frozenset(askable(built_in_chain(), node.kind))
    return None if node.asked is None or node.asked >= fields else node.asked & fields


def asks_of(plan: DraftPlan) -> dict[str, frozenset[str]]:
    """For each kind, the fields that most of its nodes are asked for; a kind whose nodes are mostly asked for all is left out."""
    counts: dict[str, Counter[frozenset[str] | None]] = {}
    for node in (plan.heading, *plan.nodes):
        counts.setdefault(node.kind, Counter())[asked_of(node)] += 1
    usual = {kind: count.most_common(1)[0][0] for kind, count in counts.items()}
    return {kind: asked for kind, asked in usual.items() if asked is not None}


def own_asks(node: DraftNode, usual: Mapping[str, frozenset[str]]) -> frozenset[str] | None:
    """What `node` itself has to say of its fields; None where it is asked for what is `usual` for its kind."""
    asked = asked_of(node)
    if asked == usual.get(node.kind):
        return None
    return frozenset(askable(built_in_chain(), node.kind)) if asked is None else asked


def in_chain_order(kind: str, fields: frozenset[str]) -> list[str]:
    """`fields` of `kind` in the order of the chain."""
    return [name for name in askable(built_in_chain(), kind) if name in fields]


def kinds_held(plan: DraftPlan) -> list[str] | None:
    """The kinds that the forms of `plan` can hold, in the order of the chain; None where these are all."""
    return None if plan.holds is None else [kind for kind in built_in_chain().kinds if kind in plan.holds]


def window_of(plan: DraftPlan) -> tuple[int, int] | None:
    """First and last year of `plan`, where its heading says them."""
    years = plan.heading.cells.get("years")
    return period(readable(written_text(years.raw))[0]) if years is not None else None


def by_year(
    node: DraftNode, window: tuple[int, int] | None, losses: list[Note]
) -> Iterator[tuple[str, int, str, Cell]]:
    """Every yearly value that a column of a year can hold: field, fiscal year, the year as written, cell.

    What stands beside no year, and what stands beside a year that has a value already, is not read in any format; it goes
    to `losses`.
    """
    for name, years in node.yearly.items():
        kept: dict[int, tuple[str, Cell]] = {}
        for written, cell in years.items():
            year = window_year(written, window)
            if year is None:
                losses.append(_no_year(written, cell.place))
            elif year not in kept or not key(written_text(kept[year][1].raw)):
                kept[year] = (written, cell)
            elif key(written_text(cell.raw)):
                losses.append(_year_twice(written, cell.place))
        for year, (written, cell) in kept.items():
            yield name, year, written, cell


def lost(place: Place, th: str, en: str) -> Note:
    """One loss."""
    return Note(place, Sentence(th=th, en=en))


def _no_year(written: str, place: Place) -> Note:
    return lost(
        place,
        f"“{written}” ไม่ใช่ปี จึงไม่ได้เขียนค่าของปีนี้ ให้เขียนปีเป็นตัวเลข",
        f"“{written}” is no year, so its value was not written. Write the year in digits.",
    )


def _year_twice(written: str, place: Place) -> Note:
    return lost(
        place,
        f"ปี “{written}” มีค่าแล้ว จึงไม่ได้เขียนค่าที่สอง ให้เหลือค่าเดียว",
        f"Year “{written}” has a value already, so the second was not written. Keep one.",
    )
