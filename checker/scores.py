"""The part of the plan scores that a machine can see, worked out of the tallies of rules: never the official score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from pydantic import Field

from checker.errors import Fault, RulebookFault
from checker.finding import Report, RuleTally
from checker.folders import built_in
from checker.located import NotPlainData
from checker.place import Place
from checker.rule import Rule
from checker.rule_files import RuleFiles
from checker.sheet import ScoredItem, ScoreSheet
from checker.strict import Strict, validated
from checker.text import Sentence, nearest

SCORES: Final = "scores.yaml"
FULL: Final = 100
_LEVEL: Final = "local"
_STEP: Final = Decimal("0.1")


class Item(Strict):
    """One item of a sheet, its points, and the rules that see something of it; without rules it is for people alone."""

    id: str
    points: int = Field(gt=0)
    title: Sentence
    rules: list[str] = Field(default_factory=list)


class Sheet(Strict):
    """A sheet that reviewers fill in, of 100 points."""

    id: str
    title: Sentence
    items: list[Item]


class Sheets(Strict):
    """The file of sheets."""

    sheets: list[Sheet]


def load_scores(known: Mapping[str, Rule]) -> tuple[Sheet, ...]:
    """The sheets that travel with the program, whose rules are all among `known`. Raises RulebookFault with every fault."""
    files = RuleFiles()
    document = files.read(built_in("rules") / SCORES, SCORES)
    if document is None:
        raise RulebookFault(files.faults)
    try:
        sheets = validated(Sheets, document, SCORES).sheets
    except NotPlainData as error:
        raise RulebookFault(error.faults) from error
    if said := complaints(sheets, known):
        raise RulebookFault([Fault(Place(SCORES), says) for says in said])
    return tuple(sheets)


def complaints(sheets: Sequence[Sheet], known: Mapping[str, Rule]) -> list[Sentence]:
    """What is wrong with `sheets`: points that are not 100, items that stand twice, rules that there are not."""
    said = []
    for sheet in sheets:
        if (points := sum(item.points for item in sheet.items)) != FULL:
            th, en = f"{sheet.id} รวมได้ {points} คะแนน ต้องเป็น {FULL}", f"{sheet.id} adds up to {points}, not {FULL}."
            said.append(Sentence(th=th, en=en))
        for name, count in Counter(item.id for item in sheet.items).items():
            if count > 1:
                said.append(Sentence(th=f"{sheet.id}: {name} มีสองครั้ง", en=f"{sheet.id}: {name} stands twice."))
        for rule in (rule for item in sheet.items for rule in item.rules if rule not in known):
            close = nearest(rule, known, most=1)
            hint_th, hint_en = (f" ใกล้เคียงที่สุดคือ {close[0]}", f" The nearest is {close[0]}.") if close else ("", "")
            said.append(Sentence(th=f"ไม่มีกฎ {rule}{hint_th}", en=f"There is no rule {rule}.{hint_en}"))
    return said


def with_scores(report: Report, sheets: Sequence[Sheet]) -> Report:
    """`report` with the sheets filled in as far as its tallies go; only where a single local plan was submitted.

    Tallies are of all plans together, so that those of two plans say nothing of one.
    """
    levels = [submission.plan.level for submission in report.submissions]
    if levels != [_LEVEL]:
        return report
    tallies = {one.id: one for one in report.rules}
    return report.model_copy(update={"scores": [_filled(sheet, tallies) for sheet in sheets]})


def _filled(sheet: Sheet, tallies: Mapping[str, RuleTally]) -> ScoreSheet:
    items = [_scored(item, tallies) for item in sheet.items]
    done = [(item.points, Decimal(item.score)) for item in items if item.score is not None]
    return ScoreSheet(
        id=sheet.id,
        title=sheet.title,
        points=FULL,
        seen=sum(item.points for item in items if item.rules),
        computed=sum(points for points, _ in done),
        score=str(sum((score for _, score in done), Decimal(0)).quantize(_STEP)),
        items=items,
    )


def _scored(item: Item, tallies: Mapping[str, RuleTally]) -> ScoredItem:
    """The item's points times the mean of its rules' shares of passes, each rule being one question of the item."""
    why = _not_computed(item, tallies)
    score = None
    if why is None:
        shares = [_share(tallies[rule]) for rule in item.rules]
        mean = sum(shares, Decimal(0)) / len(shares)
        score = str((item.points * mean).quantize(_STEP, ROUND_HALF_UP))
    return ScoredItem(id=item.id, title=item.title, points=item.points, rules=item.rules, score=score, why=why)


def _judged(tally: RuleTally) -> int:
    """How many verdicts pass or fail; what an exception was granted for counts as neither."""
    return tally.passed + tally.fail - tally.waived


def _share(tally: RuleTally) -> Decimal:
    return Decimal(tally.passed) / _judged(tally)


def _not_computed(item: Item, tallies: Mapping[str, RuleTally]) -> Sentence | None:
    """Why the item has no figure, or None."""
    if not item.rules:
        return Sentence(th="เครื่องตัดสินไม่ได้ ให้ผู้พิจารณาให้คะแนน", en="No machine can tell; the reviewer scores it.")
    for rule in item.rules:
        tally = tallies.get(rule)
        if tally is None:
            return Sentence(th=f"โปรไฟล์นี้ไม่ใช้ {rule}", en=f"This profile leaves {rule} out.")
        if tally.not_checked is not None:
            why = tally.not_checked
            return Sentence(th=f"{rule} ตรวจไม่ได้: {why.th}", en=f"{rule} was not checked: {why.en}")
        if not _judged(tally):
            return Sentence(th=f"{rule} ไม่มีรายการที่ตัดสินได้", en=f"{rule} had nothing that could be judged.")
    return None
