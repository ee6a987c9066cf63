"""Amounts as pictures measure them."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Final

_NOTHING: Final = Decimal(0)


def number_of(written: str | None) -> Decimal:
    """The number that is written in a report; zero where there is none."""
    try:
        number = Decimal(written or "0")
    except InvalidOperation:
        return _NOTHING
    return number if number.is_finite() else _NOTHING
