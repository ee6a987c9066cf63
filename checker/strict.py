"""The door: YAML text into typed, frozen values, with every fault and its line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from checker.errors import Fault
from checker.located import Listing, Located, Mapping, NotPlainData, line_of, plain
from checker.place import Place
from checker.text import Sentence, nearest


class Strict(BaseModel):
    """The base of everything read from a file of rules: no unknown key, no guessing, no change."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


Model = TypeVar("Model", bound=BaseModel)


def validated(model: type[Model], value: Located, file: str) -> Model:
    """`value` as a `model`. Raises NotPlainData with one fault for each thing that does not fit."""
    try:
        return model.model_validate(plain(value))
    except ValidationError as error:
        faults = [_fault(dict(item), model, value, file) for item in error.errors()]
        raise NotPlainData(faults) from error


def _fault(item: dict[str, object], model: type[BaseModel], value: Located, file: str) -> Fault:
    location = item["loc"]
    assert isinstance(location, tuple)
    path = tuple(step for step in location if isinstance(step, (str, int)))
    where = ".".join(str(step) for step in _as_written(path, value))
    place = Place(file, line=line_of(value, path))
    if item["type"] == "extra_forbidden":
        close = nearest(str(path[-1]), _field_names(model), most=1)
        hint_th = f" ใกล้เคียงที่สุดคือ “{close[0]}”" if close else ""
        hint_en = f" The nearest known key is “{close[0]}”." if close else ""
        says = Sentence(th=f"ไม่รู้จักหัวข้อ “{where}”{hint_th}", en=f"Key “{where}” is not known.{hint_en}")
    elif item["type"] == "missing":
        says = Sentence(th=f"ขาดหัวข้อ “{where}” ให้เพิ่ม", en=f"Key “{where}” is missing. Add it.")
    else:
        says = Sentence(th=f"“{where}” ใช้ไม่ได้: {item['msg']}", en=f"“{where}” does not fit: {item['msg']}")
    return Fault(place, says)


def _as_written(path: tuple[str | int, ...], value: Located) -> Iterator[str | int]:
    """`path` without the steps that the model has and the file has not, such as the name of a kind of pattern.

    The last step stays where its container does not have it: it may be the key that is missing.
    """
    for number, step in enumerate(path, start=1):
        match value, step:
            case Mapping(), str() if step in value.items:
                value = value.items[step]
                yield step
            case Listing(), int() if step < len(value.items):
                value = value.items[step]
                yield step
            case Mapping(), str() if number == len(path):
                yield step


def _field_names(model: type[BaseModel], seen: frozenset[type] = frozenset()) -> set[str]:
    """The keys of `model` and of every model inside it."""
    names: set[str] = set()
    for name, field in model.model_fields.items():
        names.add(field.alias or name)
        for inner in _models_in(field.annotation):
            if inner not in seen:
                names |= _field_names(inner, seen | {model})
    return names


def _models_in(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in getattr(annotation, "__args__", ()) for model in _models_in(part)]
