"""Values that no form asks for: worked out from what a node and its plan say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from checker.chain import FieldWord
from checker.place import Place
from checker.plan import Node, Value
from checker.thai import key, name_key
from checker.values import number_value


def of_years(name: str, word: FieldWord, years: Mapping[int, Value], place: Place) -> dict[str, Value]:
    """`NAME_years` of a yearly field, and `NAME_total` of one whose values add up.

    The years of amounts are those that hold a number other than zero, the years of words those that are filled.
    """
    filled = {year: value for year, value in years.items() if value.state == "filled"}
    where = next((value.place for value in (filled or years).values()), place)
    said = ",".join(str(year) for year, value in filled.items() if value.number or not word.adds_up)
    found = {f"{name}_years": Value("filled", said, said, where) if said else Value("empty", "", "", where)}
    if word.adds_up:
        found[f"{name}_total"] = _sum(years, filled, where)
    return found


def _sum(years: Mapping[int, Value], filled: Mapping[int, Value], place: Place) -> Value:
    unreadable = next((value for value in years.values() if value.state == "unreadable"), None)
    if unreadable is not None:
        return Value("unreadable", unreadable.written, unreadable.key, unreadable.place)
    if filled:
        return number_value(sum((value.number or Decimal(0) for value in filled.values()), Decimal(0)), place)
    return Value("empty", "", "", place)


def ordinal_of(code: str) -> Decimal | None:
    """The number at the end of a code; None where it ends in none."""
    own = re.split(r"[~+]", key(code), maxsplit=1)[0]
    digits = re.search(r"(?<![0-9])[0-9]{1,9}$", own.rstrip(")"))
    return Decimal(digits[0]) if digits else None


def of_name(fields: Mapping[str, FieldWord], values: Mapping[str, Value]) -> dict[str, Value]:
    """`name_key` of a kind that has it: the name as it is written, to be compared as twins are."""
    name = values.get("name")
    if name is None or "name_key" not in fields:
        return {}
    return {"name_key": replace(name, key=name_key(name.written) if name.key else "")}


def of_plan(
    fields: Mapping[str, FieldWord], heading: Node, window: tuple[int, int] | None, nodes: Iterable[Node]
) -> dict[str, Value]:
    """`years_length` and `term` of a plan that has a window, and `has_results`: whether any of its indicators has an actual value."""
    results = any(
        value.state != "empty"
        for node in nodes
        if node.kind == "indicator"
        for value in node.yearly.get("actual", {}).values()
    )
    found = {"has_results": _chosen(fields["has_results"], "yes" if results else "no", heading.place)}
    if window is not None:
        place, length = heading.values["years"].place, window[1] - window[0] + 1
        found["years_length"] = number_value(Decimal(length), place)
        found["term"] = _chosen(fields["term"], "annual" if length == 1 else "multi-year", place)
    return found


def _chosen(word: FieldWord, choice: str, place: Place) -> Value:
    """`choice` as a person would write it."""
    return Value("filled", (word.choices or {})[choice][0], choice, place)
