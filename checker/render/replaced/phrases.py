"""What is said of a replacement, in the words of one language."""

from __future__ import annotations

from typing import NamedTuple, assert_never

from checker.compare.comparison import Turn
from checker.compare.replacement import FieldChanged, Replacement, UpperChange, What
from checker.render.wording import Words, visible

_MOST_PLANS = 12


class Told(NamedTuple):
    """One field of an upper change, as it was and as it is."""

    label: str
    before: str
    after: str


def verdict(one: Replacement, words: Words) -> str:
    """The whole replacement in one sentence."""
    if not one.plans:
        return words.say("replace.nothing")
    new = one.tally.new + one.tally.newly_judged
    return words.say("replace.verdict", count=one.broken, new=new, gone=one.tally.fixed + one.tally.no_longer_judged)


def how(one: Replacement, words: Words) -> str:
    """Where the plan stood that the draft takes the place of."""
    match one.stood_in:
        case "round":
            return words.say("replace.round", code=visible(one.plan.code))
        case "context":
            return words.say("replace.context", code=visible(one.plan.code))
        case _:
            assert_never(one.stood_in)


def cautions(one: Replacement, words: Words) -> list[str]:
    """What a reader has to know before he relies on the counts."""
    said = [words.say("replace.own")] if one.stood_in == "round" else []
    if one.not_judged:
        names = sorted({each.submission for each in one.not_judged})
        said.append(words.say("replace.not_judged", count=len(names), names=visible(", ".join(names))))
    return said


def what(which: What, words: Words) -> str:
    """The word for what became of an upper node."""
    match which:
        case "dropped":
            return words.say("replace.dropped")
        case "renamed":
            return words.say("replace.renamed")
        case "retitled":
            return words.say("replace.retitled")
        case "changed":
            return words.say("replace.changed")
        case "added":
            return words.say("replace.added")
        case _:
            assert_never(which)


def turn_word(turn: Turn, words: Words) -> str:
    """The word for a finding that comes or goes."""
    match turn:
        case "new":
            return words.say("replace.comes")
        case "newly-judged":
            return words.say("replace.unsure")
        case "no-longer-judged":
            return words.say("replace.unjudged")
        case _:
            return words.say("replace.goes")


def called(one: UpperChange, words: Words) -> str:
    """The upper node by its kind, code and name, as it was, or as it is where it is new."""
    code, name = (one.new_code, one.new_name) if one.what == "added" else (one.code, one.name)
    parts = (words.kind(one.kind), code if one.kind != "plan" else "", name)
    return visible(" ".join(part for part in parts if part))


def told_fields(one: UpperChange, words: Words) -> list[Told]:
    """What of it is otherwise, its code and title first."""
    said = []
    if one.what == "renamed":
        said.append(Told(words.say("replace.renamed"), visible(one.code), visible(one.new_code)))
    if one.what == "retitled":
        said.append(Told(words.say("replace.retitled"), visible(one.name), visible(one.new_name)))
    return said + [_field(field, words) for field in one.fields]


def _field(one: FieldChanged, words: Words) -> Told:
    before, after = (visible(said) or words.say("replace.empty") for said in (one.before, one.after))
    return Told(words.told(one.label), before, after)


def fixes(one: UpperChange, plan: str, words: Words) -> list[str]:
    """What those who cite it have to do, or to look out for."""
    said = []
    before, after = (visible(f"{plan}/{code}") for code in (one.code, one.new_code))
    if one.what == "renamed":
        said.append(words.say("replace.rename_fix", before=before, after=after))
    if one.now_bears:
        said.append(words.say("replace.now_bears", code=before, name=visible(one.now_bears)))
    return said


def cited(one: UpperChange, words: Words) -> str:
    """Who cites it at hand."""
    if one.what == "added":
        return ""
    if not one.cited:
        return words.say("replace.uncited")
    names = [f"{each.plan} ({words.number(each.nodes)})" for each in one.cited[:_MOST_PLANS]]
    if more := len(one.cited) - len(names):
        names.append(words.say("replace.more", count=more))
    return words.say("replace.cited", count=one.citing, names=visible(", ".join(names)))


def made(one: Replacement, words: Words) -> str:
    """By what both were judged."""
    return words.say(
        "replace.made",
        version=one.rulebook.version,
        profile=visible(one.rulebook.profile),
        date=words.date(one.as_of),
        engines=" + ".join(one.engines.ran),
        tool=one.tool.version,
    )
