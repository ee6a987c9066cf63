"""Whether a field has one value or one a year, which decides the table that a query looks in."""

from __future__ import annotations

from collections.abc import Iterable

from checker.chain import built_in_chain


def is_single(field: str, kinds: Iterable[str] = ()) -> bool:
    """Whether some of `kinds`, or of all kinds there are, has `field` with one value."""
    return any(not yearly for yearly in _kept(field, kinds))


def is_yearly(field: str, kinds: Iterable[str] = ()) -> bool:
    """Whether some of `kinds`, or of all kinds there are, has `field` with a value for each year."""
    return any(_kept(field, kinds))


def _kept(field: str, kinds: Iterable[str]) -> list[bool]:
    chain = built_in_chain()
    return [chain.field(kind, field).yearly for kind in kinds or chain.kinds if field in chain.fields(kind)]
