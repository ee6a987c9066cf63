"""What is said of turns, reasons and differences, in the words of one language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, assert_never

from checker.compare.comparison import (
    Change,
    Comparison,
    Differs,
    PlanInComparison,
    Reason,
    Renamed,
    SideInComparison,
    Tally,
    Turn,
)
from checker.finding import Severity
from checker.render.compared.reading_order import SHOWN_FIRST
from checker.render.wording import Words, visible
from checker.text import Sentence

_HASH_SHOWN = 12
_MOST_CODES = 30


class Differing(NamedTuple):
    """One thing in which the two checks were made otherwise, as it was and as it is."""

    what: str
    before: str
    now: str


def turn_word(turn: Turn, words: Words) -> str:
    """The heading of a turn."""
    match turn:
        case "new":
            return words.say("turn.new")
        case "reopened":
            return words.say("turn.reopened")
        case "newly-judged":
            return words.say("turn.newly_judged")
        case "remaining":
            return words.say("turn.remaining")
        case "fixed":
            return words.say("turn.fixed")
        case "waived":
            return words.say("turn.waived")
        case "no-longer-judged":
            return words.say("turn.no_longer_judged")
        case "covered":
            return words.say("turn.covered")
        case _:
            assert_never(turn)


def turn_says(turn: Turn, words: Words) -> str:
    """What a turn means, in one sentence."""
    match turn:
        case "new":
            return words.say("turn.new_says")
        case "reopened":
            return words.say("turn.reopened_says")
        case "newly-judged":
            return words.say("turn.newly_judged_says")
        case "remaining":
            return words.say("turn.remaining_says")
        case "fixed":
            return words.say("turn.fixed_says")
        case "waived":
            return words.say("turn.waived_says")
        case "no-longer-judged":
            return words.say("turn.no_longer_judged_says")
        case "covered":
            return words.say("turn.covered_says")
        case _:
            assert_never(turn)


def why(turn: Turn, reason: Reason, said: Sentence | None, words: Words) -> str:
    """Why nobody judged a finding of this turn on one of the sides."""
    return (_why_not_now if turn == "no-longer-judged" else _why_not_before)(reason, said, words)


def _why_not_now(reason: Reason, why: Sentence | None, words: Words) -> str:
    """Why nobody judged a finding again."""
    said = words.told(why) if why else ""
    match reason:
        case "plan-absent":
            return words.say("unjudged_now.plan")
        case "rule-absent":
            return words.say("unjudged_now.rule")
        case "not-checked":
            return words.say("unjudged_now.not_checked", why=said)
        case "not-concerned":
            return words.say("unjudged_now.not_concerned")
        case "node-absent":
            return words.say("unjudged_now.node")
        case "undecided":
            return words.say("unjudged_now.undecided", why=said)
        case "not-applicable":
            return words.say("unjudged_now.not_applicable")
        case "rule-changed":
            return words.say("unjudged_now.changed")
        case _:
            assert_never(reason)


def _why_not_before(reason: Reason, why: Sentence | None, words: Words) -> str:
    """Why nobody could judge a finding the time before."""
    said = words.told(why) if why else ""
    match reason:
        case "plan-absent":
            return words.say("unjudged_before.plan")
        case "rule-absent":
            return words.say("unjudged_before.rule")
        case "not-checked":
            return words.say("unjudged_before.not_checked", why=said)
        case "not-concerned":
            return words.say("unjudged_before.not_concerned")
        case "node-absent":
            return words.say("compare.added_node")
        case "undecided":
            return words.say("unjudged_before.undecided", why=said)
        case "not-applicable":
            return words.say("unjudged_before.not_applicable")
        case "rule-changed":
            return words.say("unjudged_before.changed")
        case _:
            assert_never(reason)


def verdict(comparison: Comparison, words: Words) -> str:
    """The whole comparison in one sentence."""
    tally = comparison.tally
    if comparison.nothing_changed:
        return words.say("compare.nothing", count=tally.now) if tally.now else words.say("compare.nothing_clean")
    return words.say("compare.verdict", fixed=tally.fixed, new=tally.new, remaining=tally.remaining)


def besides(tally: Tally) -> list[tuple[Turn, int]]:
    """The turns beside the three of the verdict that some finding took, and how many did."""
    counts = tally.model_dump()
    said = ((turn, counts[turn.replace("-", "_")]) for turn in SHOWN_FIRST)
    return [(turn, count) for turn, count in said if count and turn not in {"new", "remaining", "fixed"}]


def moved_plans(comparison: Comparison) -> list[PlanInComparison]:
    """The plans of which something moved, those with most that is new first."""
    moved = [one for one in comparison.plans if one.handed_in != "both" or one.tally.moved]
    return sorted(moved, key=lambda one: (-one.tally.new, -one.tally.moved))


def cautions(comparison: Comparison, words: Words) -> list[str]:
    """What a reader has to know before he trusts the counts."""
    said = []
    both = [one for one in comparison.plans if one.handed_in == "both"]
    if comparison.plans and not both and comparison.old.reports == comparison.new.reports == 1:
        said.append(words.say("compare.other_plan"))
    if both and all(one.same_files for one in both) and not comparison.nothing_changed:
        said.append(words.say("compare.on_both"))
    if not comparison.codes_known:
        said.append(words.say("compare.codes_unknown"))
    return said


def differing(comparison: Comparison, words: Words) -> list[Differing]:
    """In what the two checks were made otherwise; of what they were judged against, that alone which one of them lacks."""
    return [_differing(what, comparison, words, apart=True) for what in comparison.differs]


def provenance(comparison: Comparison, words: Words) -> list[Differing]:
    """How both checks were made."""
    every: Sequence[Differs] = ("as-of", "rulebook", "profile", "context", "engines", "program")
    counts = (words.number(side.reports) for side in (comparison.old, comparison.new))
    return [
        Differing(words.say("differs.reports"), *counts),
        *(_differing(what, comparison, words) for what in every),
    ]


def _differing(what: Differs, comparison: Comparison, words: Words, *, apart: bool = False) -> Differing:
    def both(label: str, said: Iterator[list[str]]) -> Differing:
        before, now = (visible(", ".join(each)) or words.say("compare.none") for each in said)
        return Differing(label, before, now)

    sides: tuple[SideInComparison, SideInComparison] = (comparison.old, comparison.new)
    match what:
        case "program":
            return both(
                words.say("differs.program"), ([f"{one.name} {one.version}" for one in side.tools] for side in sides)
            )
        case "rulebook":
            told = ([_version(one.version, one.hash, words) for one in side.rulebooks] for side in sides)
            return both(words.say("differs.rulebook"), (list(dict.fromkeys(each)) for each in told))
        case "profile":
            return both(
                words.say("differs.profile"), (sorted({one.profile for one in side.rulebooks}) for side in sides)
            )
        case "as-of":
            return both(words.say("differs.as_of"), ([words.date(day) for day in side.as_of] for side in sides))
        case "context":
            shared = set(sides[0].context).intersection(sides[1].context) if apart else set[str]()
            label = words.say("differs.context_apart") if shared else words.say("differs.context")
            return both(label, (_listed([one for one in side.context if one not in shared], words) for side in sides))
        case "engines":
            return both(words.say("differs.engines"), (side.engines for side in sides))
        case _:
            assert_never(what)


def _listed(codes: Sequence[str], words: Words) -> list[str]:
    """The first of many codes, and how many more there are."""
    more = len(codes) - _MOST_CODES
    return [*codes[:_MOST_CODES], *([words.say("differs.more", count=more)] if more > 0 else [])]


def _version(version: str, digest: str, words: Words) -> str:
    return words.say("differs.version", version=version, hash=digest[:_HASH_SHOWN])


def title(comparison: Comparison, words: Words) -> str:
    """What is compared: two checks of one plan, or two rounds."""
    if max(comparison.old.reports, comparison.new.reports) > 1:
        return words.say("compare.title_rounds")
    return words.say("compare.title")


def days(comparison: Comparison, words: Words) -> str:
    """The days as of which both sides were checked."""
    before, now = (
        " – ".join(words.date(day) for day in _ends(side.as_of)) for side in (comparison.old, comparison.new)
    )
    return words.say("compare.day", date=now) if before == now else words.say("compare.days", before=before, now=now)


def _ends(listed: Sequence[str]) -> list[str]:
    return [*listed[:1], *listed[1:][-1:]]


def regraded(before: Severity, now: Severity, words: Words) -> str:
    """That a severity changed."""
    return words.say("compare.regraded", before=words.severity(before), now=words.severity(now))


def notes(change: Change, words: Words) -> list[str]:
    """What else is to be said of one finding."""
    said = []
    if change.turn == "new" and change.before.reason is not None and change.perhaps is None:
        said.append(_why_not_before(change.before.reason, change.before.why, words))
    if change.regraded and change.before.severity and change.now.severity:
        said.append(regraded(change.before.severity, change.now.severity, words))
    waiver = change.now.waiver or change.before.waiver
    if waiver is not None and change.turn != "remaining":
        granted = words.say("waivers.granted", by=visible(waiver.granted_by), until=words.date(waiver.until))
        said.append(f"{granted}: {visible(waiver.reason)}")
    return said


def perhaps(other: Change, words: Words) -> str:
    """That a finding may be the `other` one under another code."""
    return words.say("compare.perhaps", code=visible(other.node.code))


def renamed(one: Renamed, words: Words) -> str:
    """A code that may have changed, and by what that is told."""
    told = words.say(
        "compare.renamed_node",
        kind=words.kind(one.kind),
        before=visible(one.before),
        now=visible(one.now),
        name=visible(one.name),
    )
    by = words.say("compare.by_name") if one.by == "name" else words.say("compare.by_place")
    return f"{told} ({by})"
