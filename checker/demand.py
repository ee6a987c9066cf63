"""What a rule can ask of one field of the examined node. What each means: docs/patterns.md, *requires-field*."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from checker.stated import Names, Number, TextTest, Words
from checker.strict import Strict


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
    shorter_than: int | None = None
    longer_than: int | None = None

    @property
    def asks(self) -> tuple[str, ...]:
        """The names of what is asked, in a fixed order."""
        return tuple(name for name in DEMANDS if getattr(self, name) is not None)

    @model_validator(mode="after")
    def _asks_something(self) -> Self:
        if not self.asks:
            raise ValueError("asks nothing of the field")
        return self


DEMANDS = (
    "present", "is_", "one_of", "has", "lacks", "lacks_words", "min", "max", "more_than", "differs_from", "shorter_than", "longer_than",
)  # fmt: skip
