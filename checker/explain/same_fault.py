"""One fault that several rules find at one node: which finding tells it, so that the others are folded under it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from checker.demand import Demand
from checker.finding import Finding, PlaceInReport
from checker.pattern import RequiresField, Series, SumsTo
from checker.rule import Rule

Found = tuple[Rule, Finding]
Demands = tuple[Demand, ...]
Cells = frozenset[tuple[str, PlaceInReport | None]]


def same_fault(rule: Rule, finding: Finding, beside: Iterable[Found]) -> Finding | None:
    """The one of the findings `beside` on the same node that tells the fault which `finding` of `rule` tells too."""
    tells: Callable[[Rule, Finding], bool]
    match rule.pattern:
        case SumsTo() as sums:

            def tells(other: Rule, found: Finding) -> bool:
                return isinstance(other.pattern, SumsTo) and _one_misprint(sums, finding, other.pattern, found)

        case RequiresField() as asked:

            def tells(other: Rule, found: Finding) -> bool:
                return _settles(_demands(other), _cells(found), asked.demands, _cells(finding))

        case Series(varies=int()) as series:

            def tells(other: Rule, found: Finding) -> bool:
                return any(one.field == series.field and one.max == 0 for one in _demands(other))

        case _:
            return None
    return next((found for other, found in beside if found is not finding and tells(other, found)), None)


def _one_misprint(sums: SumsTo, finding: Finding, other: SumsTo, found: Finding) -> bool:
    """Whether both speak of one wrong figure of a row of totals; of two such findings only one says so of the other.

    What the details say of a row follows from what its own years say; what they say of all years, from what they say of each.
    """
    if sums.relation is None or sums.field is None or sums.field != other.field:
        return False
    if other.relation is None:
        if sums.total == other.total:
            return _told(found, "summed") == _told(finding, "summed")
        return sums.total == other.field and _gap(finding) == -_gap(found)
    years = (sums.relation, sums.target, sums.field) == (other.relation, other.target, other.total)
    return years and sums.total != other.total and _gap(finding) == _gap(found)


def _settles(told: Demands, by: Cells, asked: Demands, of: Cells) -> bool:
    """Whether a finding on the cells `by`, of which `told` is demanded, says all that one on the cells `of` says of those.

    A blank of the template holds nothing that could be judged, a name that tells nothing tells no place, and what is below
    zero is not above it.
    """
    if any(one.lacks == "residue" for one in told):
        return of <= by and not any(one.lacks == "residue" for one in asked)
    floors = {name for one in told if one.min == 0 for name in (one.field, f"{one.field}_total")}
    if any(one.more_than == 0 and one.field in floors for one in asked):
        return True
    if any(one.lacks == "generic" for one in told):
        return bool(of & by) and any(one.has == "place" for one in asked)
    return False


def _cells(finding: Finding) -> Cells:
    """The fields that the finding is about, as they are written, each with its place."""
    return frozenset((one.value.th, one.place) for one in finding.evidence if one.what == "value")


def _demands(rule: Rule) -> Demands:
    return rule.pattern.demands if isinstance(rule.pattern, RequiresField) else ()


def _told(finding: Finding, what: str) -> list[str]:
    return [one.value.en for one in finding.evidence if one.what == what]


def _gap(finding: Finding) -> Decimal:
    """What is printed too much, over all years that are off."""
    return sum((Decimal(one.replace(",", "").partition(" ")[0]) for one in _told(finding, "difference")), Decimal(0))
