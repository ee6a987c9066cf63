"""The chain of plans: levels, kinds and their fields, relations and code lists, from `rules/chain.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from checker.errors import RulebookFault
from checker.folders import built_in
from checker.located import NotPlainData, read_yaml
from checker.strict import Strict, validated
from checker.text import Sentence

FieldType = Literal["text", "code", "number", "money", "year", "period", "date", "area", "choice"]


class Word(Strict):
    """A name in both languages."""

    th: str
    en: str

    @property
    def sentence(self) -> Sentence:
        return Sentence(th=self.th, en=self.en)


class FieldWord(Word):
    """A field of a kind: its type, its column's name, other spellings of it, and its choices.

    `default` is the choice that holds where nothing is written.
    """

    type: FieldType
    yearly: bool = False
    derived: bool = False
    also: tuple[str, ...] | list[str] = ()
    choices: dict[str, list[str]] | None = None
    default: str | None = None

    @property
    def adds_up(self) -> bool:
        """Whether its values are numbers, so that those of several years have a sum."""
        return self.type in ("number", "money")


class KindWord(Word):
    """A kind of node and the fields it can hold, by key."""

    fields: dict[str, FieldWord]

    @cached_property
    def all_fields(self) -> Mapping[str, FieldWord]:
        """Its fields, the worked-out ones of yearly and coded values among them."""
        return _with_derived(self.fields)


class RelationWord(Word):
    """A relation: which kinds it joins (`ends`: source kind to target kinds) and which levels it may cross.

    `across` relations lead into another plan; `drawn` ones are drawn by the checker and never written.
    """

    ends: dict[str, list[str]]
    levels: dict[str, list[str]] | None = None
    across: bool = False
    drawn: bool = False


class CodeListWord(Word):
    """A code list; its entries are nodes of `kind` at `level` where links may point to them."""

    kind: str | None = None
    level: str | None = None


class Chain(Strict):
    """The vocabulary of plans and rules. Everything that names a level, kind, relation or list looks here."""

    levels: dict[str, Word]
    kinds: dict[str, KindWord]
    relations: dict[str, RelationWord]
    code_lists: dict[str, CodeListWord]

    def field(self, kind: str, name: str) -> FieldWord:
        """The field `name` of `kind`; KeyError where there is none."""
        return self.fields(kind)[name]

    def fields(self, kind: str) -> Mapping[str, FieldWord]:
        """Every field of `kind`, the worked-out ones of yearly and coded values among them."""
        return self.kinds[kind].all_fields

    def target_kinds(self, relation: str, source_kind: str) -> list[str]:
        """The kinds a `relation` may lead to from `source_kind`, the likeliest first; none where it may not start there."""
        return self.relations[relation].ends.get(source_kind, [])

    def target_levels(self, relation: str, source_level: str) -> list[str]:
        """The levels a `relation` may lead to from a node at `source_level`."""
        levels = self.relations[relation].levels
        return [source_level] if levels is None else levels.get(source_level, [])


def _with_derived(fields: Mapping[str, FieldWord]) -> dict[str, FieldWord]:
    derived: dict[str, FieldWord] = {
        "code": FieldWord(type="code", th="รหัส", en="code"),
        "ordinal": FieldWord(type="number", derived=True, th="เลขลำดับในรหัส", en="number at the end of the code"),
    }
    for name, word in fields.items():
        if word.yearly:
            if word.adds_up:
                derived[f"{name}_total"] = FieldWord(
                    type=word.type, derived=True, th=f"{word.th}รวมทุกปี", en=f"{word.en} of all years"
                )
            derived[f"{name}_years"] = FieldWord(
                type="text", derived=True, th=f"ปีที่มี{word.th}", en=f"years with {word.en}"
            )
    return {**derived, **fields}


@cache
def built_in_chain() -> Chain:
    """The chain that travels with the program. Raises RulebookFault where its file is at fault."""
    return read_chain(built_in("rules") / "chain.yaml")


def read_chain(path: Path) -> Chain:
    """The chain in the file `path`. Raises RulebookFault with every fault."""
    try:
        (document,) = read_yaml(path.read_text(encoding="utf-8"), path.name)
        return validated(Chain, document, path.name)
    except NotPlainData as error:
        raise RulebookFault(error.faults) from error
