"""What a folder of tables says of itself in `tables.json`: by which rulebook and as of which day it was written."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BeforeValidator, Field

from checker import __version__
from checker.chain import built_in_chain
from checker.errors import Fault, UnreadableSubmission, UsageFault
from checker.facts import Wanted, closed_before
from checker.finding import Tool
from checker.located import NotPlainData, read_yaml
from checker.misfit import Misfit
from checker.place import Place
from checker.rulebook import Rulebook
from checker.strict import Strict, validated
from checker.text import Sentence

NAME: Final = "tables.json"
SCHEMA: Final = "oneplan-tables/1"
_NAMES: Final = 20


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
        written = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _none(str(path)) from error
    return statement_of_text(written, str(path))


def statement_of_text(written: str, file: str) -> Statement:
    """What `written` in `file` says. Raises UnreadableSubmission where it is not understood."""
    try:
        (document,) = read_yaml(written, file)
        return validated(Statement, document, file)
    except NotPlainData as error:
        raise UnreadableSubmission(error.faults) from error
    except ValueError as error:
        raise _none(file) from error


def _none(file: str) -> UnreadableSubmission:
    says = Sentence(
        th=f"ตารางเหล่านี้ไม่มี {NAME} ที่อ่านได้ ซึ่งบอกว่าเขียนไว้สำหรับกฎใด ให้เขียนใหม่ด้วย oneplan convert … --to tables",
        en=f"These tables have no {NAME} that can be read, which says for which rules they were written."
        " Write them again with oneplan convert … --to tables.",
    )
    return UnreadableSubmission([Fault(Place(file), says)])


def refuse_other_rules(statement: Statement, rulebook: Rulebook, as_of: datetime.date | None, file: str) -> None:
    """Holds if the tables have all that the rules in force ask for, and are of a day that judges as `as_of` does.

    Raises UsageFault that says what they lack.
    """
    if lacking := statement.asked.lacks(Asked.of(Wanted.of(rulebook.in_force))):
        names = ", ".join(lacking[:_NAMES]) + (" …" if len(lacking) > _NAMES else "")
        says = Sentence(
            th=f"กฎที่ใช้ถามสิ่งที่ตารางเหล่านี้ไม่ได้เขียนไว้: {names} ให้แปลงแผนใหม่ด้วย --rules และ --profile เดียวกัน",
            en=f"The rules ask for what these tables were not written for: {names}."
            " Convert the plans again with the same --rules and --profile.",
        )
        raise UsageFault([Fault(Place(file), says)])
    if as_of is not None and _closed(as_of) != _closed(statement.as_of):
        said = statement.as_of.isoformat() if statement.as_of else "–"
        says = Sentence(
            th=f"ตารางเหล่านี้เขียนไว้ ณ วันที่ {said} ซึ่งมีปีงบประมาณที่สิ้นสุดแล้วต่างจาก --as-of {as_of} ให้แปลงแผนใหม่ด้วย --as-of เดียวกัน",
            en=f"These tables were written as of {said}, when other fiscal years had ended than at --as-of {as_of}."
            " Convert the plans again with the same --as-of.",
        )
        raise UsageFault([Fault(Place(file), says)])


def _closed(day: datetime.date | None) -> int:
    return closed_before(day) if day else 0
