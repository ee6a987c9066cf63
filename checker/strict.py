"""The door: YAML text into typed, frozen values, with every fault and its line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from checker.errors import Fault
from checker.located import Listing, Located, Mapping, NotPlainData, line_of, plain
from checker.misfit import UNCOMMA, is_left_by_comma, one_of, reason
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
    missing = item["type"] == "missing"
    where = ".".join(str(step) for step in (*_as_written(path, value), *(path[-1:] if missing else ())))
    place = Place(file, line=line_of(value, path))
    if item["type"] == "extra_forbidden":
        hint = UNCOMMA if is_left_by_comma(str(path[-1]), item["input"]) else _known_keys(path, model)
        says = Sentence(th=f"ไม่รู้จักหัวข้อ “{where}” {hint.th}", en=f"Key “{where}” is not known. {hint.en}")
    elif missing:
        says = Sentence(th=f"ขาดหัวข้อ “{where}” ให้เพิ่ม", en=f"Key “{where}” is missing. Add it.")
    elif item["type"] == "union_tag_not_found":
        kinds = one_of([str(tag) for place in _models_at(path, model) for tag in _tags(place)])
        says = Sentence(th=f"“{where}” ขาดหัวข้อ kind {kinds.th}", en=f"“{where}” has no key “kind”. {kinds.en}")
    else:
        why = reason(item)
        says = Sentence(th=f"“{where}” ใช้ไม่ได้: {why.th}", en=f"“{where}” does not fit: {why.en}")
    return Fault(place, says)


def _as_written(path: tuple[str | int, ...], value: Located) -> Iterator[str | int]:
    """`path` without the steps that the model has and the file has not, such as the name of a kind of pattern."""
    for step in path:
        match value, step:
            case Mapping(), str() if step in value.items:
                value = value.items[step]
                yield step
            case Listing(), int() if step < len(value.items):
                value = value.items[step]
                yield step


def _known_keys(path: tuple[str | int, ...], model: type[BaseModel]) -> Sentence:
    """What may stand in the place of the unknown key at the end of `path`: the nearest key, or all of them."""
    known = sorted({str(name) for place in _models_at(path[:-1], model) for name in _annotations(place)})
    if close := nearest(str(path[-1]), known, most=1):
        return Sentence(th=f"ใกล้เคียงที่สุดคือ “{close[0]}”", en=f"The nearest known key is “{close[0]}”.")
    return Sentence(th=f"มี: {', '.join(known)}", en=f"There are: {', '.join(known)}.")


def _models_at(path: tuple[str | int, ...], model: type[BaseModel]) -> list[type[BaseModel]]:
    """The models that may stand where `path` leads inside `model`; a step that is no key picks the model of that kind."""
    places = [model]
    for step in path:
        if inner := [one for place in places for one in _models_in(_annotations(place).get(step))]:
            places = inner
        else:
            places = [place for place in places if step in _tags(place)] or places
    return places


def _annotations(model: type[BaseModel]) -> dict[str | int, object]:
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def _tags(model: type[BaseModel]) -> tuple[object, ...]:
    return getattr(_annotations(model).get("kind"), "__args__", ())


def _models_in(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in getattr(annotation, "__args__", ()) for model in _models_in(part)]
