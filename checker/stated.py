"""How rule files write what patterns are made of: lists of words, exact numbers, paths, names of text tests."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from checker.misfit import Misfit
from checker.path import parse_path
from checker.text_tests import TEXT_TESTS
from checker.thai import key


def listed(value: Any) -> Any:
    """A list as a tuple, and a single text as a tuple of it; anything else as it is."""
    return tuple(value) if isinstance(value, list) else (value,) if isinstance(value, str) else value


def _decimal(value: Any) -> Any:
    if not isinstance(value, (int, str)) or isinstance(value, bool):
        return value
    try:
        return Decimal(str(value))
    except InvalidOperation:
        raise Misfit(
            f"“{value}” ไม่ใช่ตัวเลข ให้เขียนโดยไม่มีจุลภาคและหน่วย เช่น 5000000",
            f"“{value}” is no number. Write one without commas and units, such as 5000000.",
        ) from None


def _path(value: str) -> str:
    parse_path(value)
    return value


def _text_test(value: str) -> str:
    if value not in TEXT_TESTS:
        known = ", ".join(TEXT_TESTS)
        raise Misfit(f"ไม่มีวิธีดูข้อความชื่อ “{value}” มี: {known}", f"There is no text test “{value}”. There are: {known}.")
    return value


def _folds(value: tuple[str, ...]) -> tuple[str, ...]:
    for word in value:
        if not key(word):
            raise Misfit(
                f"“{word}” ไม่เหลือตัวอักษรเมื่อเทียบ จึงอยู่ในทุกข้อความ",
                f"“{word}” folds to nothing, so it stands in every text.",
            )
    return value


Names = Annotated[tuple[str, ...], BeforeValidator(listed)]
Words = Annotated[tuple[str, ...], BeforeValidator(listed), Field(min_length=1), AfterValidator(_folds)]
Number = Annotated[Decimal, BeforeValidator(_decimal)]
WrittenPath = Annotated[str, AfterValidator(_path)]
TextTest = Annotated[str, AfterValidator(_text_test)]
