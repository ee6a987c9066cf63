"""What a written plan says of its forms: the kinds they hold (`holds`), the fields and relations they ask for (`asks`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from checker.chain import Chain
from checker.plan import Note
from checker.readers.draft import Cell, DraftNode, written_text
from checker.text import Sentence, nearest

Asks = Mapping[str, frozenset[str]]
Fault = Callable[[str, str], None]  # takes the words of a fault, Thai then English, and puts it down at its place


@dataclass(frozen=True, slots=True)
class Room:
    """Reads the words of `holds` and `asks`; a word that the chain does not have is a fault that names the nearest."""

    chain: Chain

    def kinds(self, words: Iterable[str], fault: Fault) -> frozenset[str]:
        """The kinds that `words` name."""
        return frozenset(word for word in words if _is_known(word, "ชนิด", "Kind", self.chain.kinds, fault))

    def fields(self, kind: str, words: Iterable[str], fault: Fault) -> frozenset[str]:
        """The fields and relations of `kind` that `words` name."""
        known = askable(self.chain, kind)
        return frozenset(word for word in words if _is_known(word, "ช่อง", "Field", known, fault))


def askable(chain: Chain, kind: str) -> list[str]:
    """The fields of `kind` that a form can ask for, then the relations, in the order of the chain."""
    fields = [name for name, word in chain.kinds[kind].fields.items() if not word.derived]
    return [*fields, *relations_of(chain, kind)]


def relations_of(chain: Chain, kind: str) -> list[str]:
    """The relations that a node of `kind` can write, in the order of the chain."""
    return [name for name, word in chain.relations.items() if kind in word.ends and not word.drawn]


def notes_beyond(node: DraftNode) -> list[Note]:
    """A note for each field of `node` that is filled although its form is said not to ask for it."""
    if node.asked is None:
        return []
    filled = {name: cell for name, cell in node.cells.items() if _is_filled(cell)}
    for name, years in node.yearly.items():
        filled.update((name, cell) for cell in years.values() if _is_filled(cell))
    return [_beyond(name, cell) for name, cell in filled.items() if name not in node.asked]


def _is_filled(cell: Cell) -> bool:
    return bool(written_text(cell.raw).strip())


def _beyond(name: str, cell: Cell) -> Note:
    says = Sentence(
        th=f"“{name}” มีค่า แต่ asks ไม่ได้ระบุช่องนี้ จึงไม่ได้ตัดสิน ให้เพิ่มใน asks",
        en=f"“{name}” is filled, but “asks” does not name it, so it is not judged. Add it to “asks”.",
    )
    return Note(cell.place, says)


def _is_known(word: str, th: str, en: str, known: Iterable[str], fault: Fault) -> bool:
    words = list(known)
    if word in words:
        return True
    close = nearest(word, words, most=1)
    fault(
        f"ไม่รู้จัก{th} “{word}”" + (f" ใกล้เคียงที่สุดคือ “{close[0]}”" if close else ""),
        f"{en} “{word}” is not known." + (f" The nearest is “{close[0]}”." if close else ""),
    )
    return False
