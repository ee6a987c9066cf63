"""The forms that officials fill in, each declared once in `rules/forms/*.yaml`, both for reading and for writing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final, Literal

from pydantic import Field

from checker.chain import Chain, FieldWord, built_in_chain
from checker.errors import RulebookFault
from checker.folders import built_in
from checker.forms.folded import heading_key
from checker.located import NotPlainData, read_yaml
from checker.strict import Strict, validated
from checker.text import Sentence
from checker.thai import key

Shape = Literal["details", "overview", "summary", "records", "card"]
_OF_DETAILS: Final = frozenset({"plan", "strategy", "tactic", "programme", "project", "total"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a form, or a line of a card.

    It fills `field` of a node of kind `of`, or holds references of `relation` (to `list` or `level` where it asks for one; to
    the `names` of nodes of a kind where people write names there and no codes), or is known by its `key` alone. `label` is its
    heading for people, `headings` every folded heading it is known by. `year_from` is the key of the column that tells the year
    of its value. `shown` columns stand in blank forms, of `levels` only where given; `pick` is the code list to choose from.
    """

    key: str
    label: Sentence
    headings: tuple[str, ...]
    of: str = ""
    field: str | None = None
    relation: str | None = None
    list: str | None = None
    level: str | None = None
    names: str | None = None
    yearly: bool = False
    year_from: str | None = None
    shown: bool = True
    levels: tuple[str, ...] | None = None
    pick: str | None = None

    def shown_at(self, level: str) -> bool:
        """Whether a blank form of a plan at `level` has this column."""
        return self.shown and (self.levels is None or level in self.levels)


@dataclass(frozen=True, slots=True)
class Form:
    """A form: `titles` are words of which one stands above its table (folded); `required` are the columns without which
    a table is not taken for it; `yearly` the fields with a column a fiscal year.

    `heading` is its title in a blank form, `official` whether that is an official one or this project's own. `rows` names the
    kinds of nodes that a row (or a card) tells of, from the upper to the lower, and `joins` the relation that ties a lower one to
    the upper one beside it. `sets` are fields that standing on this form gives a node. `adds` forms tell more of nodes that
    stand elsewhere. `beside` is the form whose table stands below a card. `mark` goes into
    the codes that its numbers give, which are counted apart from those of other forms.
    """

    key: str
    shape: Shape
    name: Sentence
    titles: tuple[str, ...]
    columns: tuple[Column, ...]
    required: tuple[str, ...]
    levels: tuple[str, ...]
    heading: str
    official: bool
    rows: tuple[str, ...] = ()
    joins: Mapping[str, str] = field(default_factory=dict)
    sets: Mapping[str, str] = field(default_factory=dict)
    adds: bool = False
    beside: str | None = None
    mark: str | None = None

    @property
    def yearly(self) -> tuple[str, ...]:
        """The keys of columns that stand once a fiscal year."""
        return tuple(column.key for column in self.columns if column.yearly)

    @property
    def holds(self) -> frozenset[str]:
        """The kinds of nodes that can stand on this form."""
        return _OF_DETAILS if self.shape in ("details", "overview", "summary") else frozenset({"plan", *self.rows})

    def column(self, wanted: str) -> Column:
        """The column with the key `wanted`; KeyError where there is none."""
        for column in self.columns:
            if column.key == wanted:
                return column
        raise KeyError(wanted)

    def of(self, kind: str) -> tuple[Column, ...]:
        """The columns that tell of nodes of `kind`."""
        return tuple(column for column in self.columns if column.of == kind)


class _ColumnWord(Strict):
    """A column as it is declared: one of `field`, `relation` and `key`."""

    field: str | None = None
    relation: str | None = None
    key: str | None = None
    of: str | None = None
    code_list: str | None = Field(default=None, alias="list")
    level: str | None = None
    names: str | None = None
    th: str | None = None
    en: str | None = None
    also: list[str] = Field(default_factory=list)
    yearly: bool = False
    year_from: str | None = None
    shown: bool = True
    levels: list[str] | None = None
    pick: str | None = None


class _Word(Strict):
    th: str
    en: str


class _FormWord(Strict):
    """A form as it is declared. `like` names the form whose columns it shares, but for those that it declares itself."""

    form: str
    shape: Shape
    name: _Word
    official: bool
    levels: list[str]
    titles: list[str]
    heading: str
    required: list[str]
    columns: list[_ColumnWord]
    like: str | None = None
    rows: list[str] = Field(default_factory=list)
    joins: dict[str, str] = Field(default_factory=dict)
    sets: dict[str, str] = Field(default_factory=dict)
    adds: bool = False
    beside: str | None = Field(default=None, alias="with")
    mark: str | None = None


def _column(word: _ColumnWord, rows: list[str], chain: Chain) -> Column:
    of = word.of or (rows[-1] if rows else "")
    known = _known(word, of, chain)
    th, en = word.th or (known.th if known else ""), word.en or (known.en if known else "")
    own = word.key or word.field or ":".join(one for one in (word.relation, word.code_list or word.level) if one)
    spellings = [th, *word.also, *(known.also if known and known.th in (th, *word.also) else ())]
    return Column(
        key=own if len(rows) < 2 or word.key else f"{of}.{own}",
        label=Sentence(th=th, en=en),
        headings=tuple(dict.fromkeys(heading_key(one) for one in spellings)),
        of=of,
        field=word.field,
        relation=word.relation,
        list=word.code_list,
        level=word.level,
        names=word.names,
        yearly=word.yearly,
        year_from=word.year_from,
        shown=word.shown,
        levels=None if word.levels is None else tuple(word.levels),
        pick=word.pick,
    )


def _known(word: _ColumnWord, of: str, chain: Chain) -> FieldWord | None:
    """What the chain says of the field; KeyError where the kind has none of that name."""
    return None if word.field is None else chain.field(of, word.field)


def _form(word: _FormWord, others: Mapping[str, _FormWord], chain: Chain) -> Form:
    shared = others[word.like].columns if word.like else []
    rows = word.rows or (["project"] if word.shape == "details" else [])
    own = {column.key: column for column in (_column(one, rows, chain) for one in word.columns)}
    columns = [own.pop(column.key, column) for column in (_column(one, rows, chain) for one in shared)]
    return Form(
        key=word.form,
        shape=word.shape,
        name=Sentence(th=word.name.th, en=word.name.en),
        titles=tuple(key(title) for title in word.titles),
        columns=(*columns, *own.values()),
        required=tuple(word.required),
        levels=tuple(word.levels),
        heading=word.heading,
        official=word.official,
        rows=tuple(rows),
        joins=word.joins,
        sets=word.sets,
        adds=word.adds,
        beside=word.beside,
        mark=word.mark,
    )


def read_forms(paths: Iterable[Path], chain: Chain) -> tuple[Form, ...]:
    """The forms declared in `paths`, by key. Raises RulebookFault with every fault of the first file that has any."""
    words: dict[str, _FormWord] = {}
    for path in sorted(paths):
        try:
            (document,) = read_yaml(path.read_text(encoding="utf-8"), f"forms/{path.name}")
            word = validated(_FormWord, document, f"forms/{path.name}")
        except NotPlainData as error:
            raise RulebookFault(error.faults) from error
        words[word.form] = word
    return tuple(_form(words[name], words, chain) for name in sorted(words))


@cache
def forms() -> tuple[Form, ...]:
    """Every form that is known. Raises RulebookFault where a file of theirs is at fault."""
    return read_forms((built_in("rules") / "forms").glob("*.yaml"), built_in_chain())


@cache
def form(wanted: str) -> Form:
    """The form with the key `wanted`."""
    return next(one for one in forms() if one.key == wanted)
