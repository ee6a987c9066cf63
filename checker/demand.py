"""What a rule can ask of one field of the examined node. What each means: docs/patterns.md, *requires-field*."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from checker.misfit import Misfit
from checker.stated import Names, Number, TextTest, Words
from checker.strict import Strict


class Overlap(Strict):
    """How far the text says the same as another field: at least, at most so many percent."""

    with_: str = Field(alias="with")
    at_least: int | None = Field(default=None, ge=0, le=100)
    at_most: int | None = Field(default=None, ge=0, le=100)

    @model_validator(mode="after")
    def _bounds(self) -> Self:
        if self.at_least is None and self.at_most is None:
            raise Misfit("ต้องมี at_least หรือ at_most", "It needs at_least or at_most.")
        return self

    def allows(self, percent: int) -> bool:
        """Whether an overlap of `percent` is within the bounds."""
        return (self.at_least or 0) <= percent <= (100 if self.at_most is None else self.at_most)

    @property
    def test(self) -> str:
        """The name of the text test that a text within the bounds passes."""
        return f"overlap:{self.with_}:{self.at_least}:{self.at_most}"


class Demand(Strict):
    """What is asked of one field of the examined node."""

    field: str
    present: Literal[True] | None = None
    is_: Literal["number", "integer", "year", "date", "code", "words"] | None = Field(default=None, alias="is")
    one_of: str | Names | None = None
    has: TextTest | None = None
    lacks: TextTest | None = None
    lacks_words: Words | None = None
    min: Number | None = None
    max: Number | None = None
    more_than: Number | None = None
    differs_from: str | None = None
    overlap: Overlap | None = None
    shorter_than: int | None = None
    longer_than: int | None = None

    @property
    def asks(self) -> tuple[str, ...]:
        """The names of what is asked, in a fixed order."""
        return tuple(name for name in DEMANDS if getattr(self, name) is not None)

    @model_validator(mode="after")
    def _asks_something(self) -> Self:
        if not self.asks:
            raise Misfit(
                "ไม่ได้ถามอะไรจากช่องนี้ ให้เพิ่ม เช่น present: true",
                "It asks nothing of the field. Add something, such as present: true.",
            )
        return self


DEMANDS = (
    "present", "is_", "one_of", "has", "lacks", "lacks_words", "min", "max", "more_than", "differs_from", "overlap", "shorter_than", "longer_than",
)  # fmt: skip
