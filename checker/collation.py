"""Thai words in the order of the Royal Institute's dictionary, and numbers inside them by what they count.

ICU knows that เ แ โ ใ ไ follow the consonant they are written before, and that a tone mark counts only where all else is
equal. DuckDB carries it within, so that the order is the same on every machine, whatever its language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

import duckdb

from checker.thai import arabic_digits

_DIGITS: Final = re.compile(r"[0-9]+")
_LONGEST_NUMBER: Final = 12
_SORTED: Final = (
    "SELECT list(word ORDER BY icu_sort_key(folded, 'th'), word) FROM (SELECT unnest($1) word, unnest($2) folded)"
)


def ranks(words: Iterable[str]) -> dict[str, int]:
    """The place of each of `words` among them, counted from 0: หมู่ที่ 2 stands before หมู่ที่ 10."""
    each = sorted(set(words))
    if not each:
        return {}
    found = _engine().execute(_SORTED, [each, [_comparable(one) for one in each]]).fetchone()
    assert found is not None  # a list over rows is one row
    return {word: at for at, word in enumerate(found[0])}


def _comparable(words: str) -> str:
    """`words` with every number written in as many digits."""
    return _DIGITS.sub(lambda number: number[0].zfill(_LONGEST_NUMBER), arabic_digits(words).replace("\0", " "))


@cache
def _engine() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(":memory:", config={"autoinstall_known_extensions": False, "threads": 1})
