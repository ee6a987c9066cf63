"""Faultless plans to put a fault into, and how it is put there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import yaml
from make_workbook import HERE
from openpyxl import Workbook
from samples_text import CONTEXT


def nodes(plan: dict, kind: str) -> list[dict]:
    """The nodes of `kind`, as they stand in `plan`."""
    return [node for node in plan["nodes"] if kind in node]


def node(plan: dict, kind: str, code: str) -> dict:
    """The node of `kind` with `code`."""
    return next(found for found in nodes(plan, kind) if found[kind] == code)


def without(plan: dict, kind: str, code: str) -> None:
    """Takes the node of `kind` with `code` out of `plan`."""
    plan["nodes"].remove(node(plan, kind, code))


def put_after(plan: dict, kind: str, code: str, added: dict) -> None:
    """Puts the node `added` behind the node of `kind` with `code`."""
    plan["nodes"].insert(plan["nodes"].index(node(plan, kind, code)) + 1, added)


def whole(name: str) -> dict:
    """The faultless compact plan in the file `name` of this folder."""
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))


def local() -> dict:
    """The compact local plan."""
    return whole("huai_rai.yaml")


def district() -> dict:
    """The compact district plan."""
    return whole("sung_men.yaml")


def den_chai() -> dict:
    """The plan of the district that the compact local plan belongs to."""
    return yaml.safe_load((CONTEXT / "district.yaml").read_text(encoding="utf-8"))


def village() -> dict:
    """The plan of a village of Sai Yoi."""
    return yaml.safe_load((CONTEXT / "village-01.yaml").read_text(encoding="utf-8"))


def tambon() -> dict:
    """The tambon plan of Sai Yoi."""
    return yaml.safe_load((CONTEXT / "tambon.yaml").read_text(encoding="utf-8"))


def cluster() -> dict:
    """The plan of the cluster of provinces."""
    return yaml.safe_load((CONTEXT / "cluster.yaml").read_text(encoding="utf-8"))


def agency() -> dict:
    """The compact agency plan."""
    return whole("health.yaml")


def annual() -> dict:
    """The annual action plan of the province."""
    return yaml.safe_load((HERE.parent / "good" / "annual-2568.yaml").read_text(encoding="utf-8"))


def closed() -> dict:
    """The plan of a village that has ended, with its results."""
    return yaml.safe_load((HERE.parent / "good" / "village-closed.yaml").read_text(encoding="utf-8"))


_KEPT = {
    "1": "1",
    "G1": "G1",
    "K2": "K1",
    "1.2": "1.1",
    "1.2(1)": "1.1(1)",
    "1.2(1)-1": "1.1(1)-1",
    "4": "2",
    "G4": "G2",
    "K9": "K2",
    "4.2": "2.1",
    "4.2(1)": "2.1(1)",
    "4.2(1)-1": "2.1(1)-1",
}
"""What is left of the provincial plan, and the code that it bears there, so that no number is left out."""


def province() -> dict:
    """As much of the provincial plan as the compact district plan carries, numbered anew."""
    plan = yaml.safe_load((CONTEXT / "province.yaml").read_text(encoding="utf-8"))
    kept = [one for one in plan["nodes"] if next(iter(one.values())) in _KEPT]
    return plan | {"nodes": [recoded(one, _KEPT) for one in kept]}


def district_below() -> dict:
    """The compact district plan as it cites the provincial plan numbered anew."""
    return recoded(district(), {f"PP-54/{old}": f"PP-54/{new}" for old, new in _KEPT.items()})


def recoded(value: object, codes: dict[str, str]) -> object:
    """`value` with each text in it that is a key of `codes` replaced, at any depth."""
    match value:
        case dict():
            return {name: recoded(item, codes) for name, item in value.items()}
        case list():
            return [recoded(item, codes) for item in value]
        case str():
            return codes.get(value, value)
    return value


@dataclass(frozen=True)
class Fault:
    """A fault: what it is in both languages, the plan it is put into, and the change that puts it there.

    `context` holds the plans that go with it, by file name; without them samples/good/context goes with it.
    `beside` holds the plans that are handed in together with it, by file name.
    """

    folder: str
    th: str
    en: str
    change: Callable[[dict], object]
    plan: Callable[[], dict] = local
    form: str = "yaml"
    context: dict[str, Callable[[], dict]] = field(default_factory=dict)
    beside: dict[str, Callable[[], dict]] = field(default_factory=dict)


@dataclass(frozen=True)
class Redrawn:
    """A fault in a workbook: the change is made to its cells."""

    folder: str
    th: str
    en: str
    change: Callable[[Workbook], object]


def fill(kind: str, code: str, **values: object) -> Callable[[dict], object]:
    """The change that writes `values` into the node of `kind` with `code`."""
    return lambda plan: node(plan, kind, code).update(values)


def empty(kind: str, code: str, name: str) -> Callable[[dict], object]:
    """The change that takes the field `name` out of the node of `kind` with `code`."""
    return lambda plan: node(plan, kind, code).pop(name)


def upward(plan: dict, strategy: str, old: str, new: object) -> None:
    """Writes `new` in place of what `strategy` supports at `old`; None takes it away."""
    supports = node(plan, "strategy", strategy)["supports"]
    at = next(at for at, one in enumerate(supports) if old in (one, one["to"] if isinstance(one, dict) else one))
    supports[at : at + 1] = [] if new is None else [new]
