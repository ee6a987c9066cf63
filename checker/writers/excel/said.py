"""References written into a cell of a form, so that reading the cell gives the same reference again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from checker.chain import built_in_chain
from checker.forms import Column
from checker.readers.draft import Cell, DraftReference
from checker.readers.excel.references import references
from checker.thai import key, readable

Meaning = tuple[str, str, str, str]
_LEADS: Final = {"PP": "province", "CP": "cluster", "DP": "district", "LP": "local", "TP": "tambon", "VP": "village"}


def meaning(reference: DraftReference) -> Meaning:
    """What a reference names, however it is written: relation, code list or level, code, title."""
    chain = built_in_chain()
    where, code = reference.list or reference.level or "", reference.code or ""
    if not where:
        head, colon, rest = reference.written.partition(":")
        known = bool(colon) and key(head) in {*chain.code_lists, *chain.levels}
        where, code = (key(head), rest) if known else ("", reference.written)
    return reference.relation, where, key(code), readable(reference.title)[0]


def placed(found: Sequence[DraftReference], columns: Sequence[Column]) -> dict[str, str]:
    """The words for the cell of each of `columns`, by its key, that say `found`; several references are parted by `;`."""
    cells: dict[str, list[str]] = {}
    for one in found:
        fitting = sorted((c for c in columns if c.relation == one.relation), key=lambda c: _distance(one, c))
        said = next(_said(one, fitting), None)
        if said is not None:
            cells.setdefault(said[0], []).append(said[1])
    return {name: "; ".join(words) for name, words in cells.items()}


def _distance(reference: DraftReference, column: Column) -> int:
    """How far a column is from what the reference asks for."""
    _, where, _, _ = meaning(reference)
    asks = column.list or column.level
    if where or asks is None:
        return 0 if asks == (where or None) else 1 if asks is None else 2
    return 0 if asks == _LEADS.get(reference.written.partition("-")[0].upper()) else 2


def _said(reference: DraftReference, columns: Iterable[Column]) -> Iterator[tuple[str, str]]:
    """The key of a column and words for it, those first that are read as this very reference."""
    offers = [(column, words) for column in columns for words in _spellings(reference)]
    read = [(column, words, references(column, Cell(words, reference.place))) for column, words in offers]
    for column, words, again in read:
        if again == [reference]:
            yield column.key, words
    for column, words, again in read:
        if [meaning(one) for one in again] == [meaning(reference)]:
            yield column.key, words
    yield from ((column.key, words) for column, words in offers)


def _spellings(one: DraftReference) -> list[str]:
    where = one.list or one.level
    titled = f" | {one.title}" if one.title else ""
    plain = [f"{one.written}{titled}", one.written, f"{one.written} |"]
    if where is None:
        return plain
    return [one.written, f"{one.code or ''}{titled or ' |'}", f"{where}:{one.code or ''}{titled or ' |'}", plain[0]]
