"""The findings of a long report, check by check: what findings have in common is said once, above a table with a row for each.

Nothing is left out: what a shared sentence leaves open (`…`) stands in each row, as the code, the name, the place or a value.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from checker.finding import Evidence, Finding, PlaceInReport
from checker.render.folding import Told, code_order
from checker.render.grouping import RuleGroup, Sorted
from checker.render.wording import Words

OPEN: Final = "…"
# So many findings of a check that say the same share a table; of fewer, each says it for itself.
_SHARING: Final = 5
_MOST_COLUMNS: Final = 3
_AFTER_FIELD: Final = ": "
_NUMBER: Final = re.compile(r"\d[\d,.]*\d|\d")


@dataclass(frozen=True, slots=True)
class Value:
    """One thing that was found out; `place` only where it is not that of the finding."""

    text: str
    place: PlaceInReport | None


@dataclass(frozen=True, slots=True)
class Values:
    """What was found out under one label, in order."""

    label: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """The row of one finding. `message` and `fix` are empty where they stand above its table, `cause` is None there or where there is none."""

    told: Told
    message: str
    fix: str
    cause: Finding | None
    found: tuple[Values, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Findings of one check in one plan.

    `message` and `fix`, with `…` for what differs, and `cause` and `common` hold for all rows; `message` is empty where
    each row has its own. `heads` are the labels of columns of values; where it is empty, values bear their labels.
    """

    plan: str
    message: str
    fix: str
    cause: Finding | None
    common: tuple[Values, ...]
    heads: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def spoken(self) -> bool:
        """Whether rows say something beyond columns of values."""
        return not self.heads and any(line.message or line.cause or line.found for line in self.lines)


@dataclass(frozen=True, slots=True)
class Listed:
    """One check with all its findings that are not waived, in tables."""

    group: RuleGroup
    tables: tuple[Table, ...]


def listed(report: Sorted, words: Words) -> tuple[Listed, ...]:
    """Every finding of `report.by_rule` once, in the order of its checks."""
    standing = [told for kind in report.by_node for node in kind.nodes for told in node.told]
    roots = {one.finding.fingerprint: told.finding for told in standing for one in told.folded}
    known = {one.finding.fingerprint: one for told in standing for one in (told, *told.folded)}
    return tuple(Listed(group, tuple(_tables(group, known, roots, words))) for group in report.by_rule)


def _tables(group: RuleGroup, known: Mapping[str, Told], roots: Mapping[str, Finding], words: Words) -> Iterator[Table]:
    lines = [
        _line(known[one.fingerprint], roots.get(one.fingerprint), words)
        for one in sorted(group.findings, key=code_order)
    ]
    told_fix = words.told(group.rule.fix)
    for plan in sorted({line.told.finding.plan for line in lines}):
        alone = [line for line in lines if line.told.finding.plan == plan]
        for slots in (_slots, _slots_and_numbers):
            shared, alone = _alike(alone, slots)
            for key in sorted(shared, key=lambda key: (-len(shared[key]), key)):
                yield _shared(key, shared[key], told_fix)
        if alone:
            yield Table(plan, "", "", None, (), (), tuple(alone))


def _alike(
    lines: Iterable[Line], slots: Callable[[Line], Sequence[str]]
) -> tuple[dict[tuple[str, str, str], list[Line]], list[Line]]:
    """The lines that share message, fix and cause with enough others, by these, and those that do not."""
    alike: dict[tuple[str, str, str], list[Line]] = defaultdict(list)
    for line in lines:
        left_open = slots(line)
        cause = line.cause.fingerprint if line.cause else ""
        alike[_opened(line.message, left_open), _opened(line.fix, left_open), cause].append(line)
    alone = [line for found in alike.values() if len(found) < _SHARING for line in found]
    alone.sort(key=lambda line: code_order(line.told.finding))
    return {key: found for key, found in alike.items() if len(found) >= _SHARING}, alone


def _shared(key: tuple[str, str, str], lines: Sequence[Line], told_fix: str) -> Table:
    message, fix, _ = key
    shared = (one for one in lines[0].found if _bare(one) and all(one in line.found for line in lines))
    common = tuple(dict.fromkeys(shared))
    rows = [tuple(one for one in line.found if one not in common) for line in lines]
    heads = tuple(one.label for one in rows[0])
    if len(heads) > _MOST_COLUMNS or any(tuple(one.label for one in row) != heads for row in rows):
        heads = ()
    for at, label in enumerate(heads):
        if field := _field(value.text for row in rows for value in row[at].values):
            heads = (*heads[:at], label + _AFTER_FIELD + field, *heads[at + 1 :])
            rows = [(*row[:at], _without(row[at], field), *row[at + 1 :]) for row in rows]
    told = tuple(
        Line(line.told, message="", fix="", cause=None, found=row) for line, row in zip(lines, rows, strict=True)
    )
    plan = lines[0].told.finding.plan
    return Table(plan, message, "" if fix == told_fix else fix, lines[0].cause, common, heads, told)


def _line(told: Told, cause: Finding | None, words: Words) -> Line:
    finding = told.finding
    runs = groupby(finding.evidence, key=lambda one: words.told(one.label))
    found = tuple(
        Values(label, tuple(_value(one, finding.place, words) for one in evidence)) for label, evidence in runs
    )
    return Line(told, words.told(finding.message), words.told(finding.fix), cause, found)


def _value(one: Evidence, here: PlaceInReport, words: Words) -> Value:
    return Value(words.told(one.value), None if one.place == here else one.place)


def _bare(one: Values) -> bool:
    """Whether nothing of it stands elsewhere than its finding."""
    return all(value.place is None for value in one.values)


def _field(texts: Iterable[str]) -> str:
    """The name of a field that stands before every one of `texts`, else nothing."""
    found = {text.partition(_AFTER_FIELD)[0] if _AFTER_FIELD in text else "" for text in texts}
    return found.pop() if len(found) == 1 else ""


def _without(found: Values, field: str) -> Values:
    cut = len(field) + len(_AFTER_FIELD)
    return Values(found.label, tuple(Value(one.text[cut:], one.place) for one in found.values))


def _slots(line: Line) -> list[str]:
    """What stands in the row of a finding, and so may be left open in its sentences; the longest first."""
    node, place = line.told.finding.node, line.told.finding.place
    texts = [value.text for found in line.found for value in found.values]
    after = [text.partition(_AFTER_FIELD)[2] for text in texts]
    return _longest_first({node.code, node.name, place.cell or "", *texts, *after})


def _slots_and_numbers(line: Line) -> list[str]:
    """`_slots`, and every number in the values of the row."""
    numbers = {number for found in line.found for value in found.values for number in _NUMBER.findall(value.text)}
    return _longest_first(numbers.union(_slots(line)))


def _longest_first(found: set[str]) -> list[str]:
    return sorted(found - {""}, key=lambda one: (-len(one), one))


def _opened(sentence: str, slots: Iterable[str]) -> str:
    """`sentence` with `…` wherever one of `slots` stands by itself."""
    for slot in slots:
        at = sentence.find(slot)
        while at >= 0:
            end = at + len(slot)
            if _apart(sentence[at - 1 : at]) and _apart(sentence[end : end + 1]):
                sentence = sentence[:at] + OPEN + sentence[end:]
            at = sentence.find(slot, at + 1)
    return sentence


def _apart(beside: str) -> bool:
    """Whether a character ends a word; Thai letters and marks do not."""
    return not beside.isalnum() and not "\u0e00" < beside <= "\u0e7f"


def as_labels(heads: Sequence[str]) -> str:
    """`heads` for a stylesheet, as `--1`, `--2` …, which sets them before values where a table has no room for its head."""
    return ";".join(f'--{at}:"{"".join(map(_in_css, head))}"' for at, head in enumerate(heads, 1))


def _in_css(character: str) -> str:
    """A character as it may stand in a string of CSS."""
    return f"\\{ord(character):x} " if character in '"\\<>&' or not character.isprintable() else character
