"""What a folder of tables says of itself in `tables.json`: by which rulebook and as of which day it was written."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BeforeValidator, Field

from checker import __version__
from checker.chain import built_in_chain
from checker.errors import Fault, UnreadableSubmission
from checker.facts import Wanted
from checker.finding import Tool
from checker.located import NotPlainData, read_yaml
from checker.misfit import Misfit
from checker.place import Place
from checker.rulebook import Rulebook
from checker.strict import Strict, validated
from checker.text import Sentence

NAME: Final = "tables.json"
SCHEMA: Final = "oneplan-tables/1"


class Asked(Strict):
    """What the rules asked for, which alone stands in the tables, each list sorted.

    `fields` are those of `value`, `yearly` and `series`; `titles` and `versions` those of them with a `title_key` and a
    `version_key`; `tests` the tests of `flag` by field; `relations` those of `unasked`; `registers` the lists of `register`.
    """

    fields: list[str]
    titles: list[str]
    versions: list[str]
    tests: dict[str, list[str]]
    relations: list[str]
    registers: list[str]

    @classmethod
    def of(cls, wanted: Wanted) -> Self:
        """What is `wanted` and a field of some kind: rules also compare a node's kind and level, and what stands beside references."""
        fields = {name for kind in built_in_chain().kinds.values() for name in kind.all_fields}
        tests = {name: set(found) for name, found in wanted.tests.items()}
        for name, overlap in wanted.overlaps:
            tests.setdefault(name, set()).add(overlap.test)
        return cls(
            fields=sorted(wanted.fields & fields),
            titles=sorted(wanted.titles),
            versions=sorted(wanted.versions),
            tests={name: sorted(tests[name]) for name in sorted(tests)},
            relations=sorted(wanted.relations),
            registers=sorted(wanted.registers),
        )

    def lacks(self, other: Asked) -> list[str]:
        """What `other` asks for and this does not, each by the name by which a rule calls it."""
        pairs = ((one, test) for one, tests in other.tests.items() for test in tests)
        tests = [f"{one}: {test}" for one, test in pairs if test not in self.tests.get(one, ())]
        return [
            *_beyond(other.fields, self.fields),
            *_beyond(other.titles, self.titles),
            *_beyond(other.versions, self.versions),
            *tests,
            *_beyond(other.relations, self.relations),
            *_beyond(other.registers, self.registers),
        ]


def _beyond(names: Iterable[str], known: Iterable[str]) -> list[str]:
    return sorted({*names} - {*known})


class RulebookOfTables(Strict):
    """The rulebook whose rules said what to write."""

    version: str
    hash: str
    profile: str


def _date(value: Any) -> Any:
    """An ISO date; anything else that is stated is refused."""
    try:
        return value if value is None else datetime.date.fromisoformat(str(value))
    except ValueError:
        raise Misfit(
            f"“{value}” ไม่ใช่วันที่ ให้เขียน ปี-เดือน-วัน เช่น 2026-12-01",
            f"“{value}” is no date. Write year, month and day, such as 2026-12-01.",
        ) from None


class Statement(Strict):
    """What stands in `tables.json`. `as_of` is the day of which the calendar speaks; null where no day was told."""

    schema_: Literal["oneplan-tables/1"] = Field(default=SCHEMA, alias="schema", serialization_alias="schema")
    tool: Tool | None = None
    rulebook: RulebookOfTables | None = None
    as_of: Annotated[datetime.date | None, BeforeValidator(_date)] = None
    asked: Asked

    def to_json(self) -> str:
        """The statement as JSON: the same one gives the same bytes."""
        return self.model_dump_json(by_alias=True, indent=1) + "\n"


def statement_of(rulebook: Rulebook, as_of: datetime.date | None) -> Statement:
    """What tables say of themselves that hold what the rules in force ask for."""
    return Statement(
        tool=Tool(name="oneplan-checker", version=__version__),
        rulebook=RulebookOfTables(version=rulebook.version, hash=rulebook.hash, profile=rulebook.profile.name),
        as_of=as_of,
        asked=Asked.of(Wanted.of(rulebook.in_force)),
    )


def read_statement(folder: Path) -> Statement:
    """What the tables in `folder` say of themselves. Raises UnreadableSubmission where that is missing or is not understood."""
    path = folder / NAME
    try:
        (document,) = read_yaml(path.read_text(encoding="utf-8"), str(path))
        return validated(Statement, document, str(path))
    except NotPlainData as error:
        raise UnreadableSubmission(error.faults) from error
    except (OSError, UnicodeDecodeError, ValueError) as error:
        says = Sentence(
            th=f"ตารางเหล่านี้ไม่มี {NAME} ที่อ่านได้ ซึ่งบอกว่าเขียนไว้สำหรับกฎใด ให้เขียนใหม่ด้วย oneplan convert … --to tables",
            en=f"These tables have no {NAME} that can be read, which says for which rules they were written."
            " Write them again with oneplan convert … --to tables.",
        )
        raise UnreadableSubmission([Fault(Place(str(path)), says)]) from error
