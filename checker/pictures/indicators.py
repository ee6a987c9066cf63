"""The values of each indicator by year, as they are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checker.chain import built_in_chain
from checker.figures import IndicatorFigures, YearValue
from checker.plan import Node
from checker.thai import key, natural


def indicator_figures(indicators: Sequence[Node], strategies: Mapping[str, str]) -> list[IndicatorFigures]:
    """The figures of `indicators`, by the code of their strategy and their own; `strategies` gives that code by indicator."""
    told = [
        IndicatorFigures(
            code=one.code,
            name=one.name,
            unit=_written(one, "unit"),
            direction=_direction(one),
            strategy=strategies.get(one.id, ""),
            baseline=_values(one, "baseline"),
            targets=_values(one, "targets"),
            actual=_values(one, "actual"),
            milestones=_values(one, "milestones"),
        )
        for one in sorted(indicators, key=lambda one: one.id)
    ]
    return sorted(told, key=lambda one: (not one.strategy, natural(one.strategy), natural(one.code)))


def _written(node: Node, field: str) -> str:
    value = node.values.get(field)
    return value.written if value else ""


def _direction(node: Node) -> str:
    """The choice that is meant, whichever of its words was written; empty where it is none."""
    said = key(_written(node, "direction"))
    choices = built_in_chain().fields("indicator")["direction"].choices or {}
    return next((name for name, words in choices.items() if said in {key(name), *map(key, words)}), "")


def _values(node: Node, field: str) -> list[YearValue]:
    return [
        YearValue(year=year, written=value.written, number=None if value.number is None else f"{value.number:f}")
        for year, value in sorted(node.yearly.get(field, {}).items())
        if value.state != "empty"
    ]
