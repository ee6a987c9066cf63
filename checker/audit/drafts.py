"""Drafts as bytes: what a process that read a file hands over, and what is kept of it.

They are pickled, which is twenty times as fast as JSON that is checked by pydantic. What is read back may make nothing but the
values of a draft: a file that somebody else put in its place can at worst be no draft.
"""

from __future__ import annotations

import datetime
import io
import pickle
from decimal import Decimal
from typing import Any, Final

from checker.codes import CodeList, CodeLists, Entry
from checker.place import Place
from checker.plan import FileRead, Note, NotRead
from checker.readers.draft import Cell, Draft, DraftNode, DraftPlan, DraftReference, Remark
from checker.text import Sentence

_MADE_OF: Final = {
    (one.__module__, one.__qualname__): one
    for one in (
        Draft, DraftPlan, DraftNode, DraftReference, Cell, Remark, Place, Sentence, FileRead, Note, NotRead,
        CodeLists, CodeList, Entry, Decimal, datetime.date, datetime.datetime, datetime.time,
    )
}  # fmt: skip


class NoDraft(ValueError):
    """Bytes that are no draft."""


def as_bytes(draft: Draft) -> bytes:
    """The draft, for `from_bytes`."""
    return pickle.dumps(draft, protocol=5)


def from_bytes(data: bytes) -> Draft:
    """The draft that `as_bytes` was given. Raises NoDraft."""
    try:
        found = _Reader(io.BytesIO(data)).load()
    except (
        pickle.UnpicklingError,
        EOFError,
        AttributeError,
        TypeError,
        ValueError,
        LookupError,
        ArithmeticError,
    ) as error:
        raise NoDraft from error
    if not isinstance(found, Draft):
        raise NoDraft
    return found


class _Reader(pickle.Unpickler):
    """Knows the types of a draft and no other."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _MADE_OF:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return _MADE_OF[module, name]
