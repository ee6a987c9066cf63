"""A rule as its file states it."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from checker.misfit import Misfit
from checker.pattern import Pattern, When
from checker.stated import Names, TextTest, WrittenPath
from checker.strict import Strict
from checker.text import Sentence, same

Severity = Literal["error", "warning", "advice"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "advice")
VERB_OF_SEVERITY = {"error": "must", "warning": "should", "advice": "may"}


class Basis(Strict):
    """What demands the rule: a source of `sources.yaml`, its clause where somebody has confirmed one, and its verb."""

    source: str
    clause: str | None = None
    verb: Literal["must", "should", "may"]
    confirmed: bool


class Years(Strict):
    """The first fiscal years of the windows of the plans that are examined; a side that is left out is open."""

    from_: int | None = Field(default=None, alias="from")
    until: int | None = None

    def hold(self, first: int) -> bool:
        """Whether a window that begins in `first` is one of them."""
        return (self.from_ is None or self.from_ <= first) and (self.until is None or first <= self.until)

    @model_validator(mode="after")
    def _some(self) -> Self:
        if self.from_ is None and self.until is None:
            raise Misfit("ต้องมี from หรือ until", "It needs from or until.")
        if self.from_ is not None and self.until is not None and self.until < self.from_:
            raise Misfit("until อยู่ก่อน from ให้สลับ", "It ends before it begins. Swap the two.")
        return self


class Scope(Strict):
    """Which levels the rule examines (all where none are named), and which values of which fields (docs/patterns.md)."""

    levels: Names = ()
    when: When = Field(default_factory=dict)
    only: When = Field(default_factory=dict)
    except_: When = Field(default_factory=dict, alias="except")
    filled: Names = ()
    blank: Names = ()
    text: dict[str, TextTest] = Field(default_factory=dict)
    plan: When = Field(default_factory=dict)
    linked: WrittenPath | None = None
    years: Years | None = None

    @property
    def fields(self) -> frozenset[str]:
        """The fields of the examined node that it asks."""
        return frozenset({*self.when, *self.only, *self.except_, *self.filled, *self.blank, *self.text})


def _is_day(written: str) -> str:
    try:
        datetime.date.fromisoformat(written)
    except ValueError:
        raise Misfit(
            f"“{written}” ไม่ใช่วันที่ ให้เขียนปี ค.ศ.-เดือน-วัน เช่น 2024-12-01",
            f"“{written}” is no date. Write year, month and day, such as 2024-12-01.",
        ) from None
    return written


class Example(Strict):
    """A small submission and the verdict of each of its nodes of the source kind, by code (`PLAN/CODE` where needed).

    It is judged as of the day `as_of`, which no clock moves.
    """

    name: str
    as_of: Annotated[str, AfterValidator(_is_day)] = "2024-12-01"
    given: list[dict[str, Any]]
    expect: dict[str, Literal["pass", "fail", "not-applicable", "undecided"]]


class Rule(Strict):
    """One rule, as its file states it, parameters filled in. `never_waived` says why nobody may grant an exception to it;
    `strict_because` why it is an error although it may fail more than a third of a plan.
    """

    id: str = Field(pattern=r"^[A-Z]{3}-[0-9]{3}$")
    name: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    status: Literal["preview", "stable", "retired"]
    since: str
    title: Sentence
    message: Sentence
    fix: Sentence
    rationale: Sentence
    severity: Severity
    basis: list[Basis] = Field(min_length=1)
    rows: list[int] = Field(default_factory=list)
    scope: Scope = Field(default_factory=Scope)
    never_waived: Sentence | None = None
    strict_because: Sentence | None = None
    parameters: dict[str, Any] = Field(default_factory=dict)
    parameter_names: dict[str, Sentence] = Field(default_factory=dict)
    trial: dict[str, Any] = Field(default_factory=dict)
    pattern: Pattern
    examples: list[Example] = Field(min_length=1)

    def called(self, parameter: str) -> Sentence:
        """What sentences call a parameter of this rule: by its name in words, or as the file writes it where it has none."""
        return self.parameter_names.get(parameter, same(parameter))

    @property
    def sources(self) -> frozenset[str]:
        """The kinds of node that the rule examines."""
        return frozenset(self.pattern.source)
