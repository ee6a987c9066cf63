"""The texts that cells of an OOXML workbook share: how long they are, and how much of them all cells hold together.

Counted at least as high as the reader of values does, however the file is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from xml.parsers import expat

from checker.place import Place
from checker.readers.excel.limits import MOST_TEXT, endless_text, unusual

_SHARES: Final = re.compile(rb"=\s*[\"']s[\"']")
_POINTER: Final = re.compile(
    rb"<(?:[^\s<>/:]+:)?c\s[^<>]*?\st\s*=\s*[\"']s[\"'][^<>]*>\s*"
    rb"<(?:[^\s<>/:]+:)?v(?:\s[^<>]*[^<>/])?>\s*(\d{1,7})\s*</(?:[^\s<>/:]+:)?v\s*>\s*</(?:[^\s<>/:]+:)?c\s*>"
)
_TEXTS_ALONE: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml\s[^<>]*>\s*)?<sst[\s>]")
_RESERVED: Final = re.compile(rb"\s[^\s<>=]*Count\s*=\s*(?:\"[^\"]*\"|'[^']*')")


def refuse_endless_text(strings: bytes, sheets: Iterable[bytes], file: str) -> None:
    """Raises UnreadableSubmission where cells share so long a text that together they hold more than any plan does, and
    where nobody can tell how long the texts are.

    `strings` and `sheets` are well-formed. A cell whose text cannot be told counts with the longest of all.
    """
    lengths = _lengths(strings, file) if strings else []
    longest = max(lengths, default=0)
    pointers = [(content, len(_SHARES.findall(content))) for content in sheets]
    if sum(count for _, count in pointers) * longest <= MOST_TEXT:
        return
    total = 0
    for content, count in pointers:
        told = [int(number) for number in _POINTER.findall(content)]
        total += sum(lengths[number] for number in told if number < len(lengths)) + (count - len(told)) * longest
    if total > MOST_TEXT:
        raise endless_text(file)


def without_counts(strings: bytes) -> bytes:
    """The texts without the counts that their first tag states, for which the reader of values would make room unseen."""
    start = strings.find(b"sst")
    head = strings[: strings.find(b">", start) + 1]
    return _RESERVED.sub(b"", head) + strings[len(head) :]


def _lengths(strings: bytes, file: str) -> list[int]:
    """The bytes that each text takes at most, in the order in which cells point to them."""
    pieces = strings.split(b"</si>")
    if (
        _TEXTS_ALONE.match(strings)
        and b"<!" not in strings
        and b":si" not in strings
        and b"<si" not in pieces.pop()
        and all(piece.count(b"<si") == 1 for piece in pieces)
    ):
        return [len(piece) for piece in pieces]
    return _lengths_one_by_one(strings, file)


def _lengths_one_by_one(strings: bytes, file: str) -> list[int]:
    """The same, of texts that are written in another way than most programs do. Raises UnreadableSubmission where a text
    stands in another, or beside the texts."""
    lengths: list[int] = []
    begin, inside, among_texts = 0, False, False
    parser = expat.ParserCreate()

    def starts(name: str, _: object) -> None:
        nonlocal begin, inside, among_texts
        own = name.rpartition(":")[2]
        among_texts = among_texts or own == "sst"
        if own == "si":
            if inside or not among_texts or name.count(":") > 1:
                raise unusual(Place(file))
            begin, inside = parser.CurrentByteIndex, True

    def ends(name: str) -> None:
        nonlocal inside
        if name.rpartition(":")[2] == "si":
            lengths.append(parser.CurrentByteIndex - begin)
            inside = False

    parser.StartElementHandler, parser.EndElementHandler = starts, ends
    parser.Parse(strings, True)
    return lengths
