"""The closed vocabulary of pattern kinds: what a rule can ask of a plan. What each means: docs/patterns.md."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from checker.demand import Demand
from checker.misfit import Misfit
from checker.path import Path, parse_path
from checker.stated import Names, Number, WrittenPath, listed
from checker.strict import Strict

REFERENCE_TITLE = "reference.title"
REFERENCE_VERSION = "reference.version"
BESIDE_REFERENCES = (REFERENCE_TITLE, REFERENCE_VERSION)
ReferenceFault = Literal["dangling", "misplaced", "self", "cyclic"]
Toward = Literal["own", "plan", "list"]
Inside = Literal["plan", "parent", "level", "round"]
When = dict[str, Names]


class Target(Strict):
    """Which nodes count at the end of a path. A part that is left out does not restrict.

    `also` is a second path: only what lies at the end of both counts.
    """

    kind: Names = ()
    level: Names = ()
    plan: Literal["same", "other", "any"] = "any"
    list: str | None = None
    when: When = Field(default_factory=dict)
    also: WrittenPath | None = None


class RequiresField(Strict):
    """Every demand holds (`all_of`), or one of them does (`any_of`)."""

    kind: Literal["requires-field"]
    source: Names
    all_of: Annotated[tuple[Demand, ...], BeforeValidator(listed)] = ()
    any_of: Annotated[tuple[Demand, ...], BeforeValidator(listed)] = ()

    @property
    def demands(self) -> tuple[Demand, ...]:
        return self.all_of or self.any_of

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if bool(self.all_of) == bool(self.any_of):
            raise Misfit("ต้องมี all_of หรือ any_of เพียงอย่างเดียว", "It needs either all_of or any_of.")
        return self


class RequiresLink(Strict):
    """The number of distinct targets at the end of `relation` lies between `at_least` and `at_most`."""

    kind: Literal["requires-link"]
    source: Names
    relation: WrittenPath
    target: Target = Field(default_factory=Target)
    at_least: int = Field(default=1, ge=0)
    at_most: int | None = Field(default=None, ge=0)


class LinksResolve(Strict):
    """No reference of `relation` has one of `faults`; only those `toward` the own plan, other plans or code lists are looked at."""

    kind: Literal["links-resolve"]
    source: Names
    relation: Names
    faults: Annotated[tuple[ReferenceFault, ...], BeforeValidator(listed)] = (
        "dangling",
        "misplaced",
        "self",
        "cyclic",
    )
    toward: Annotated[tuple[Toward, ...], BeforeValidator(listed)] = ("own", "plan", "list")


class IsSupported(Strict):
    """At least `at_least` nodes of `by` lead here by `relation`, which is read from their end."""

    kind: Literal["is-supported"]
    source: Names
    relation: WrittenPath
    by: Target = Field(default_factory=Target)
    at_least: int = Field(default=1, ge=0)


class Reaches(Strict):
    """A path of `via` ends at a node of `level` or `to`."""

    kind: Literal["reaches"]
    source: Names
    via: WrittenPath
    level: Names = ()
    to: Names = ()

    @model_validator(mode="after")
    def _aims(self) -> Self:
        if not self.level and not self.to:
            raise Misfit(
                "ต้องมีระดับ (level) หรือชนิด (to) ที่ต้องไปถึง", "It needs a level or a kind (to) that has to be reached."
            )
        return self


class Matches(Strict):
    """The path `relation` and the path `other` end at the same nodes; where one of them ends nowhere, nothing is compared."""

    kind: Literal["matches"]
    source: Names
    relation: WrittenPath
    other: WrittenPath
    target: Target = Field(default_factory=Target)


class Pair(Strict):
    """A field of the examined node (or the `reference.title` or `reference.version` beside the reference) and one of the linked node."""

    own: str
    linked: str


class Agrees(Strict):
    """For every node linked by `relation`, each pair of fields is equal; a pair with an empty side is not compared."""

    kind: Literal["agrees"]
    source: Names
    relation: WrittenPath
    target: Target = Field(default_factory=Target)
    fields: Annotated[tuple[Pair, ...], BeforeValidator(listed)] = Field(min_length=1)


class Bounds(Strict):
    """One bound: the linked node's period, its area code as a prefix, its amount as a ceiling or floor, or a fixed amount.

    `prefix_of` turns the prefix round: the linked node's code begins with the own one.
    A period may be entered `early`, by so many fiscal years.
    """

    period: str | None = None
    prefix: str | None = None
    prefix_of: str | None = None
    max: str | None = None
    min: str | None = None
    at_most: Number | None = None
    at_least: Number | None = None
    early: int = Field(default=0, ge=0)

    @property
    def given(self) -> tuple[str, ...]:
        """The bounds that are stated, of which there is one."""
        return tuple(name for name in type(self).model_fields if name != "early" and getattr(self, name) is not None)

    @model_validator(mode="after")
    def _one(self) -> Self:
        if len(self.given) != 1:
            raise Misfit("ต้องมีขอบเขตเพียงอย่างเดียว", "It needs exactly one bound.")
        if self.early and self.period is None:
            raise Misfit("early ใช้คู่กับ period เท่านั้น", "early goes with period only.")
        return self


class Within(Strict):
    """The value of `field` lies inside `bounds` of every node linked by `relation`, or of the node itself."""

    kind: Literal["within"]
    source: Names
    relation: WrittenPath | None = None
    target: Target = Field(default_factory=Target)
    field: str
    bounds: Bounds


class SumsTo(Strict):
    """`total` equals the sum of `field` (or the number of nodes with an amount in `counts`) over the nodes of `relation`.

    With `compare` it need not be equal. In place of a total stands `at_most`, or `at_most_percent` of the sum over the nodes `of`.
    Without `relation` the node's own yearly `field` is summed over the years. A yearly `total` is compared year by year.
    """

    kind: Literal["sums-to"]
    source: Names
    relation: WrittenPath | None = None
    target: Target = Field(default_factory=Target)
    field: str | None = None
    counts: str | None = None
    total: str | None = None
    compare: Literal["equal", "at_least", "at_most"] = "equal"
    at_most: Number | None = None
    at_most_percent: Annotated[Number, Field(ge=0)] | None = None
    of: Target | None = None
    tolerance: Number = Decimal(0)

    @property
    def comparison(self) -> Literal["equal", "at_least", "at_most"]:
        """How the sum is compared with the total, or with the number that is stated in its place."""
        return self.compare if self.total is not None else "at_most"

    def share(self, whole: Decimal) -> Decimal:
        """What `at_most_percent` allows of `whole`."""
        return whole * (self.at_most_percent or Decimal(0)).scaleb(-2)

    @model_validator(mode="after")
    def _sums_one_thing(self) -> Self:
        if sum(one is not None for one in (self.total, self.at_most, self.at_most_percent)) != 1:
            raise Misfit(
                "ต้องมี total, at_most หรือ at_most_percent เพียงอย่างเดียว",
                "It needs either total, at_most or at_most_percent.",
            )
        if self.total is None and self.compare != "equal":
            raise Misfit("compare ใช้คู่กับ total เท่านั้น", "compare goes with total only.")
        if (self.of is None) != (self.at_most_percent is None) or (self.of and self.relation is None):
            raise Misfit(
                "at_most_percent ต้องมี relation และ of ส่วน of ใช้คู่กับ at_most_percent เท่านั้น",
                "at_most_percent needs a relation and of, and of goes with at_most_percent only.",
            )
        if (self.field is None) == (self.counts is None):
            raise Misfit("ต้องมี field หรือ counts เพียงอย่างเดียว", "It needs either field or counts.")
        return self


class Unique(Strict):
    """No other node of the same scope has the same `key`; fields in `also` are compared too, empty being equal to empty.

    Another node counts only if it differs in each of `unlike` (fields, `kind`, `plan`, `level`), if no path `unless` joins
    the two, and if both hold an amount of `shares_year` in some year.
    """

    kind: Literal["unique"]
    source: Names
    key: Names
    also: Names = ()
    unlike: Names = ()
    unless: WrittenPath | None = None
    shares_year: str | None = None
    inside: Inside = "plan"


class Sequence(Strict):
    """The whole numbers in `field` run from `starts_at` without gaps or ties, as far as those are forbidden."""

    kind: Literal["sequence"]
    source: Names
    field: str
    inside: Literal["plan", "parent"] = "plan"
    starts_at: int = 1
    gaps: Literal["forbidden", "allowed"] = "forbidden"
    ties: Literal["forbidden", "allowed"] = "forbidden"


class Series(Strict):
    """Yearly values: each year of the plan's window has one, they run in the declared direction, and lie between `min` and `max`.

    Or held against another yearly field: they change (`varies`), are there where it is (`follows`), are as good (`meets`).
    """

    kind: Literal["series"]
    source: Names
    field: str
    covers: Literal["window"] | None = None
    direction: str | None = None
    against: str | None = None
    min: Number | None = None
    max: Number | None = None
    varies: int | None = Field(default=None, ge=2)
    follows: str | None = None
    meets: str | None = None
    excuse: str | None = None
    closed: Literal[True] | None = None

    @model_validator(mode="after")
    def _asks_something(self) -> Self:
        asked = (self.covers, self.direction, self.min, self.max, self.varies, self.follows, self.meets)
        if all(part is None for part in asked):
            raise Misfit(
                "ไม่ได้ถามอะไรจากค่ารายปี ให้เพิ่ม เช่น covers: window",
                "It asks nothing of the series. Add something, such as covers: window.",
            )
        if (self.against or self.meets) and not self.direction:
            word = "against" if self.against else "meets"
            raise Misfit(f"{word} ต้องมี direction", f"{word} needs a direction.")
        if self.excuse and not self.meets:
            raise Misfit("excuse ใช้คู่กับ meets เท่านั้น", "excuse goes with meets only.")
        if self.closed and not (self.follows or self.meets):
            raise Misfit("closed ใช้คู่กับ follows หรือ meets เท่านั้น", "closed goes with follows or meets only.")
        return self

    @property
    def runs(self) -> bool:
        """Whether the years are compared with each other; beside `meets`, `direction` only says how to compare with it."""
        return self.direction is not None and self.meets is None


class Typical(Strict):
    """No amount in `field` is `factor` times the middle one of all in the plan or level, or more, nor so small a part of it.

    Fewer than `peers` amounts have no middle that says anything.
    """

    kind: Literal["typical"]
    source: Names
    field: str
    factor: Annotated[Number, Field(gt=1)]
    peers: int = Field(ge=2)
    inside: Literal["plan", "level"] = "plan"


Pattern = Annotated[
    RequiresField
    | RequiresLink
    | LinksResolve
    | IsSupported
    | Reaches
    | Matches
    | Agrees
    | Within
    | SumsTo
    | Unique
    | Sequence
    | Series
    | Typical,
    Field(discriminator="kind"),
]


def path_of(pattern: Any) -> Path | None:
    """The path that `pattern` walks from the examined node, `is-supported` being read from this end; None where it walks none."""
    match pattern:
        case RequiresLink() | Matches() | Agrees():
            return parse_path(pattern.relation)
        case IsSupported():
            return inverted(parse_path(pattern.relation))
        case Reaches():
            return parse_path(pattern.via)
        case Within() | SumsTo():
            return parse_path(pattern.relation) if pattern.relation else None
        case _:
            return None


def second_path(pattern: Any) -> Path | None:
    """The path that the pattern walks beside its first one, from the examined node too; None where it walks none."""
    match pattern:
        case RequiresLink() | IsSupported():
            also = target_of(pattern).also
            return parse_path(also) if also else None
        case Matches():
            return parse_path(pattern.other)
        case _:
            return None


def inverted(path: Path) -> Path:
    """`path` walked from its other end."""
    return tuple(type(step)(step.relations, not step.inverse, step.closure) for step in reversed(path))


def own_kinds(pattern: Any) -> tuple[str, ...]:
    """The kinds that the rule looks for inside the examined node's own plan: a plan whose forms hold none of them is not judged."""
    match pattern:
        case RequiresLink() | IsSupported():
            target = target_of(pattern)
            return () if target.level or target.list or target.plan == "other" else target.kind
        case _:
            return ()


def asked_relations(pattern: Any) -> tuple[str, ...]:
    """The relations of which the examined node's form has to ask for one, or its pattern does not apply; none: it always does."""
    if not isinstance(pattern, RequiresLink):
        return ()
    step, *others = parse_path(pattern.relation)
    return () if others or step.inverse else step.relations


def target_of(pattern: Any) -> Target:
    """Which nodes count at the end of the pattern's path."""
    match pattern:
        case RequiresLink() | Matches() | Agrees() | Within() | SumsTo():
            return pattern.target
        case IsSupported():
            return pattern.by
        case Reaches():
            return Target(kind=pattern.to, level=pattern.level)
        case _:
            return Target()
