"""What stands in the fields of a node."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from checker.plan import Node, Value
from checker.thai import key


def has_value(node: Node, name: str) -> bool:
    return name in node.values and node.values[name].state != "empty"


def is_filled(node: Node, name: str) -> bool:
    return name in node.values and node.values[name].state == "filled"


def says_something(node: Node, name: str) -> bool:
    return has_value(node, name) or any(value.state != "empty" for value in node.yearly.get(name, {}).values())


def is_one_of(node: Node, name: str, words: Iterable[str]) -> bool:
    return node.values[name].key in {key(word) for word in words}


def numbers(node: Node, name: str) -> dict[int, Decimal]:
    """The filled years of a yearly field."""
    years = node.yearly.get(name, {})
    return {year: value.number for year, value in years.items() if value.state == "filled" and value.number is not None}


def years_or_one(node: Node, name: str) -> list[tuple[int | None, Value]]:
    """The values of a field that are not empty, each with its year where the field is yearly."""
    if name in node.yearly:
        return [(year, value) for year, value in node.yearly[name].items() if value.state != "empty"]
    return [(None, node.values[name])] if has_value(node, name) else []


def amounts(node: Node, name: str) -> list[Decimal]:
    """The numbers above 0 in a field, of all its years where it is yearly."""
    values = [value for _, value in years_or_one(node, name)]
    return [
        value.number for value in values if value.state == "filled" and value.number is not None and value.number > 0
    ]
