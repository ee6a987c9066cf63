"""Drafts as JSON: what a process that read a file hands over, and what is kept of it."""

from __future__ import annotations

from functools import cache

from pydantic import TypeAdapter

from checker.readers.draft import Draft


def as_bytes(draft: Draft) -> bytes:
    """The draft, for `from_bytes`."""
    return _drafts().dump_json(draft)


def from_bytes(data: bytes) -> Draft:
    """The draft that `as_bytes` was given."""
    return _drafts().validate_json(data)


@cache
def _drafts() -> TypeAdapter[Draft]:
    return TypeAdapter(Draft)
