"""Parameters of a rule: every `{parameter: NAME}` of its pattern replaced by what the profile or the file states."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Table
from typing import Any, NamedTuple

from checker.located import Listing, Located, Mapping, Scalar


class Filled(NamedTuple):
    """A rule whose parameters are filled in, and the names of those that nobody states.

    Where nobody does, the `trial` value of the file stands in, so that examples can be judged; `untried` have none.
    """

    document: Mapping
    unstated: tuple[str, ...]
    untried: tuple[str, ...]


def with_parameters(document: Mapping, stated: Table[str, Any]) -> Filled:
    """`document` with its pattern filled in; what `stated` (the profile) says goes before what the file says."""
    values = _table(document, "parameters")
    values |= {name: _located(value, document.line) for name, value in stated.items() if name in values}
    used = used_parameters(document)
    unstated = tuple(sorted(name for name in used & set(values) if _is_null(values[name])))
    trial = {name: value for name, value in _table(document, "trial").items() if not _is_null(value)}
    untried = tuple(name for name in unstated if name not in trial)
    values |= {name: trial[name] for name in unstated if name in trial}
    items = {key: _fill(item, values) if key == "pattern" else item for key, item in document.items.items()}
    return Filled(Mapping(items, document.key_lines, document.line), unstated, untried)


def used_parameters(document: Mapping) -> frozenset[str]:
    """The names of the parameters that the pattern of a rule's file uses."""
    return frozenset(used.text for used in _used(document.items.get("pattern")))


def declared_parameters(document: Mapping) -> frozenset[str]:
    """The names that `parameters` of a rule's file state."""
    return frozenset(_table(document, "parameters"))


def undeclared(document: Mapping) -> tuple[Scalar, ...]:
    """The names that the pattern of a rule's file uses and its `parameters` do not state, in their order."""
    known = declared_parameters(document)
    return tuple(used for used in _used(document.items.get("pattern")) if used.text not in known)


def _table(document: Mapping, key: str) -> dict[str, Located]:
    found = document.items.get(key)
    return dict(found.items) if isinstance(found, Mapping) else {}


def _is_null(value: Located) -> bool:
    return isinstance(value, Scalar) and value.is_null


def _located(value: Any, line: int) -> Located:
    """What a profile states, as if it stood in the file of the rule."""
    if isinstance(value, (list, tuple)):
        return Listing([_located(item, line) for item in value], line)
    return Scalar("" if value is None else str(value), isinstance(value, str), line)


def _name(value: Located | None) -> Scalar | None:
    """The name of the parameter that `value` stands for, or None."""
    if isinstance(value, Mapping) and set(value.items) == {"parameter"}:
        name = value.items["parameter"]
        return name if isinstance(name, Scalar) else None
    return None


def _used(value: Located | None) -> Iterator[Scalar]:
    """The names of the parameters in `value`."""
    name = _name(value)
    if name is not None:
        yield name
    elif isinstance(value, Mapping):
        for item in value.items.values():
            yield from _used(item)
    elif isinstance(value, Listing):
        for item in value.items:
            yield from _used(item)


def _fill(value: Located, values: Table[str, Located]) -> Located:
    name = _name(value)
    if name is not None:
        return values.get(name.text, value)
    match value:
        case Mapping():
            return Mapping({key: _fill(item, values) for key, item in value.items.items()}, value.key_lines, value.line)
        case Listing():
            return Listing([_fill(item, values) for item in value.items], value.line)
        case _:
            return value
