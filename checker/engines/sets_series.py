"""`series`: the years of a field held against the plan's window, each other, another field and bounds (docs/patterns.md)."""

from __future__ import annotations

from sqlglot import exp

from checker.engines.sets_queries import (
    Named,
    all_true,
    column,
    decided,
    equals,
    holds,
    number,
    query,
    together,
)
from checker.pattern import Series


def series(pattern: Series) -> list[Named]:
    """`part`: the outcomes of every stated part; where one applies, a year that is unreadable is undecided."""
    named = [Named("years", _years(pattern.field))]
    stated: list[Named] = []
    if pattern.covers:
        stated.append(Named("covers", _covers(pattern.field)))
    if pattern.direction:
        named.append(Named("declared", _declared(pattern.direction)))
    if pattern.runs:
        stated.append(Named("direction", _direction()))
    if pattern.against:
        named.append(Named("base", _years(pattern.against)))
        stated.append(Named("against", _against()))
    if pattern.min is not None or pattern.max is not None:
        stated.append(Named("bounded", _bounded(pattern)))
    if pattern.varies:
        stated.append(Named("varied", _varied(pattern.varies)))
    found: list[exp.Query] = []
    if stated:
        named += [*stated, Named("applies", together(*(_outcomes(one.name) for one in stated)))]
        found += [_outcomes("applies"), _unread("years", "applies")]
    if pattern.against:
        found.append(_unread("base", "against"))
    if pattern.follows:
        found.append(_only_closed(_followed(pattern.field, pattern.follows), pattern))
    if pattern.meets:
        found.append(_only_closed(_met(pattern.field, pattern.meets, pattern.excuse), pattern))
    return [*named, Named("part", together(*found))]


def _outcomes(name: str) -> exp.Select:
    return query("SELECT stated.node, stated.outcome FROM stated_part AS stated", {"stated_part": name})


def _years(field: str) -> exp.Select:
    """The years of a field that are not empty, and the turn of each among those with a number, from either end."""
    return query(
        """SELECT yearly.node, yearly.year, yearly.state, yearly.number,
        LAG(yearly.number) OVER (PARTITION BY yearly.node, yearly.number IS NULL ORDER BY yearly.year) AS earlier,
        ROW_NUMBER() OVER (PARTITION BY yearly.node, yearly.number IS NULL ORDER BY yearly.year DESC) AS from_last
        FROM yearly WHERE yearly.state <> 'empty' AND :field""",
        field=equals("yearly.field", field),
    )


def _unread(years: str, part: str) -> exp.Select:
    """Undecided, for the nodes to which a part applies and of which some year is unreadable."""
    return query(
        """SELECT years.node, :undecided AS outcome FROM some_years AS years
        JOIN some_part AS part ON part.node = years.node WHERE years.state = 'unreadable' AND part.outcome <> :not_applicable""",
        {"some_years": years, "some_part": part},
    )


def _covers(field: str) -> exp.Select:
    """Whether each year of the plan's window has a value, for the nodes that are asked for the field."""
    missing = query("SELECT COUNT(years.year) < plan.last - plan.first + 1 FROM plan").selects[0]
    unread = query("SELECT COUNT(CASE WHEN years.state = 'unreadable' THEN 1 END) > 0 FROM years").selects[0]
    return query(
        """SELECT applicable.node, :outcome AS outcome FROM applicable
        JOIN series ON series.node = applicable.node JOIN plan ON plan.plan = applicable.plan
        LEFT JOIN years ON years.node = applicable.node AND years.year BETWEEN plan.first AND plan.last
        WHERE NOT plan.first IS NULL AND :field GROUP BY applicable.node, plan.first, plan.last""",
        outcome=decided([(missing, "fail"), (unread, "undecided")], exp.true()),
        field=equals("series.field", field),
    )


def _declared(direction: str) -> exp.Select:
    return query(
        "SELECT value.node, value.key AS direction FROM value WHERE value.key IN ('up', 'down', 'keep') AND :field",
        field=equals("value.field", direction),
    )


def _direction() -> exp.Select:
    """For each two years with a number in succession whether they run as declared."""
    return query(
        """SELECT years.node, CASE
            WHEN years.number > years.earlier AND declared.direction <> 'up' THEN :fail
            WHEN years.number < years.earlier AND declared.direction <> 'down' THEN :fail
            ELSE :pass END AS outcome
        FROM applicable JOIN years ON years.node = applicable.node JOIN declared ON declared.node = years.node
        WHERE NOT years.earlier IS NULL"""
    )


def _against() -> exp.Select:
    """Whether the last year with a number is better than the latest of the other field."""
    return query(
        """SELECT years.node, CASE
            WHEN declared.direction = 'up' AND years.number > base.number THEN :pass
            WHEN declared.direction = 'down' AND years.number < base.number THEN :pass
            ELSE :fail END AS outcome
        FROM applicable JOIN years ON years.node = applicable.node JOIN declared ON declared.node = years.node
        JOIN base ON base.node = years.node
        WHERE NOT years.number IS NULL AND years.from_last = 1 AND NOT base.number IS NULL AND base.from_last = 1
        AND declared.direction <> 'keep'"""
    )


def _bounded(pattern: Series) -> exp.Select:
    """Whether each year with a number lies within the stated bounds."""
    bounds: list[exp.Expr] = []
    if pattern.min is not None:
        bounds.append(exp.GTE(this=column("years.number"), expression=number(pattern.min)))
    if pattern.max is not None:
        bounds.append(exp.LTE(this=column("years.number"), expression=number(pattern.max)))
    return query(
        """SELECT years.node, :outcome AS outcome FROM applicable JOIN years ON years.node = applicable.node
        WHERE NOT years.number IS NULL""",
        outcome=holds(all_true(bounds)),
    )


def _varied(years: int) -> exp.Select:
    """Whether the years with a number other than 0 are not all alike, where there are so many of them."""
    return query(
        """SELECT years.node, CASE WHEN MIN(years.number) < MAX(years.number) THEN :pass ELSE :fail END AS outcome
        FROM applicable JOIN years ON years.node = applicable.node
        WHERE years.number <> 0 GROUP BY years.node HAVING COUNT(*) >= :years""",
        years=number(years),
    )


def _only_closed(part: exp.Select, pattern: Series) -> exp.Select:
    """The rows of `part` whose other year is closed, where the rule asks for that."""
    if not pattern.closed:
        return part
    ended = exp.LTE(this=column("other.year"), expression=column("calendar.closed"))
    return part.join("calendar", on=ended, copy=False)


def _followed(field: str, other: str) -> exp.Select:
    """For each year in which `other` has an amount, or what cannot be read, whether `field` has a value."""
    return query(
        """SELECT applicable.node, CASE WHEN own.state = 'filled' THEN :pass
            WHEN own.state = 'unreadable' OR other.state = 'unreadable' THEN :undecided ELSE :fail END AS outcome
        FROM applicable JOIN series ON series.node = applicable.node AND :asked
        JOIN yearly AS other ON other.node = applicable.node AND :of_other
        LEFT JOIN yearly AS own ON own.node = applicable.node AND own.year = other.year AND :of_field
        WHERE other.state = 'unreadable' OR other.number <> 0""",
        asked=equals("series.field", field),
        of_other=equals("other.field", other),
        of_field=equals("own.field", field),
    )


def _met(field: str, other: str, excuse: str | None) -> exp.Select:
    """For each year that both fields have, whether `field` is as good as `other`, or excused."""
    return query(
        """SELECT applicable.node, CASE WHEN NOT excused.node IS NULL THEN :pass
            WHEN own.number IS NULL OR other.number IS NULL THEN :undecided
            WHEN own.number < other.number AND declared.direction <> 'down' THEN :fail
            WHEN own.number > other.number AND declared.direction <> 'up' THEN :fail
            ELSE :pass END AS outcome
        FROM applicable JOIN declared ON declared.node = applicable.node
        JOIN yearly AS own ON own.node = applicable.node AND own.state <> 'empty' AND :of_field
        JOIN yearly AS other ON other.node = applicable.node AND other.state <> 'empty' AND other.year = own.year AND :of_other
        LEFT JOIN value AS excused ON excused.node = applicable.node AND excused.state = 'filled' AND :excuse""",
        of_field=equals("own.field", field),
        of_other=equals("other.field", other),
        excuse=equals("excused.field", excuse) if excuse else exp.false(),
    )
