"""All pictures of a report in one language, as its page asks for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, assert_never

from markupsafe import Markup

from checker.figures import PlanFigures
from checker.finding import ChainStrategy, Report
from checker.render.pictures.boxes import Flow
from checker.render.pictures.budget import Budget, budget, money_says
from checker.render.pictures.cards import WIDTH, Cards, rank_of, reach_of
from checker.render.pictures.flow import flow
from checker.render.pictures.lettering import fitted
from checker.render.pictures.matrix import Matrix, matrix
from checker.render.pictures.targets import Targets, targets
from checker.render.wording import Words, visible

# A round has its own overview: of many plans in one report, the figures of the first ones are drawn.
MOST_PLANS: Final = 8
Section = Literal["coverage", "budget", "targets"]
_GRAVEST: Final = ("error", "warning", "advice")


@dataclass(frozen=True, slots=True)
class OfPlan:
    """The pictures of one plan's figures."""

    number: int
    figures: PlanFigures
    matrix: Matrix | None
    budget: Budget | None
    targets: Targets | None


@dataclass(frozen=True, slots=True)
class Pictures:
    """Every picture of a report; `hidden` counts the plans whose figures are not drawn.

    `counts` gives how many findings of each severity are among fingerprints.
    """

    words: Words
    flow: Flow | None
    says: str
    plans: tuple[OfPlan, ...]
    hidden: int
    counts: Callable[[tuple[str, ...]], list[tuple[str, int, str]]]

    @property
    def sections(self) -> list[Section]:
        """The names of the sections that have something to show, in the order of the page."""
        there: dict[Section, bool] = {
            "coverage": any(one.matrix for one in self.plans),
            "budget": any(one.budget for one in self.plans),
            "targets": any(one.targets for one in self.plans),
        }
        return [name for name, shown in there.items() if shown]

    def heading(self, section: Section) -> str:
        """The heading of a section."""
        match section:
            case "coverage":
                return self.words.say("pictures.coverage")
            case "budget":
                return self.words.say("pictures.budget")
            case "targets":
                return self.words.say("pictures.targets")
            case _:
                assert_never(section)

    def heading_of(self, plan: str) -> tuple[str, ...]:
        """The lines of a plan's name as it stands over its boxes."""
        return fitted(visible(plan), WIDTH, 12.0, 2).lines

    def money(self, plan: OfPlan) -> str:
        """What the picture of a plan's money shows, in a few sentences."""
        said = money_says(plan.figures, self.words, twice=plan.budget is not None and plan.budget.twice)
        return _joined(said, self.words)

    def tongue(self, words: str) -> Markup:
        """The attribute that marks Thai `words` inside a picture of another language."""
        thai = self.words.language != "th" and any("\u0e00" <= sign <= "\u0e7f" for sign in words)
        return Markup(' lang="th"' if thai else "")


def pictures(report: Report, words: Words, plan_name: Callable[[str], str]) -> Pictures:
    """The pictures of `report`; the same report gives the same ones."""
    severity = {one.fingerprint: one.severity for one in report.findings}
    anchors: dict[tuple[str, str, str], str] = {}
    errors: Counter[tuple[str, str]] = Counter()
    for grade in _GRAVEST:
        for one in report.findings:
            if one.severity == grade:
                anchors.setdefault((one.plan, one.node.kind, one.node.code), one.fingerprint)
                if grade == "error" and not one.waiver and one.node.kind in ("strategy", "goal"):
                    errors[one.plan, one.node.code] += 1

    def counts(prints: tuple[str, ...]) -> list[tuple[str, int, str]]:
        by_grade = [(grade, [one for one in prints if severity[one] == grade]) for grade in _GRAVEST]
        return [(grade, len(found), found[0]) for grade, found in by_grade if found]

    plans = []
    rows: dict[tuple[str, str], str] = {}
    for number, plan in enumerate(report.figures[:MOST_PLANS], 1):

        def known(kind: str, code: str, plan: PlanFigures = plan) -> str:
            return anchors.get((plan.plan, kind, code), "")

        drawn = matrix(plan, number, known, severity.__contains__)
        for row in drawn.rows if drawn else ():
            if row.id:
                rows.setdefault((plan.plan, row.code), row.id)
        told = targets(plan, words, lambda code, known=known: known("indicator", code))  # type: ignore[misc]
        plans.append(OfPlan(number, plan, drawn, budget(plan, words), told))
    leads = rows | {
        (plan, code): f"f-{anchor}"
        for (plan, kind, code), anchor in sorted(anchors.items())
        if kind in ("goal", "strategy")
    }
    return Pictures(
        words=words,
        flow=flow(report, Cards(words, plan_name, errors, leads)),
        says=_says(report, words),
        plans=tuple(plans),
        hidden=max(len(report.figures) - MOST_PLANS, 0),
        counts=counts,
    )


def _says(report: Report, words: Words) -> str:
    """What the picture of the chain shows, in a sentence or a few."""
    if not report.chain:
        return ""
    reach = [reach_of(one) for one in report.chain]
    parts = []
    farthest = max((level for level in reach if level), key=rank_of, default=None)
    if farthest:
        many = sum(level == farthest for level in reach)
        parts.append(words.say("chain.says_reach", count=many, all=len(reach), level=words.level(farthest)))
    short = [one for one in report.chain if not reach_of(one) and not one.not_given]
    broken = [one for one in report.chain if one.broken]
    waiting = [one for one in report.chain if one.not_given]
    if short:
        parts.append(words.say("chain.says_short", count=len(short), codes=_codes(short)))
    if broken:
        parts.append(words.say("chain.says_broken", count=len(broken), codes=_codes(broken)))
    if waiting:
        parts.append(words.say("chain.says_waiting", count=len(waiting), codes=_codes(waiting)))
    return _joined(parts, words)


def _codes(strategies: Sequence[ChainStrategy]) -> str:
    return ", ".join(one.code for one in strategies[:12]) + ("…" if len(strategies) > 12 else "")


def _joined(sentences: Sequence[str], words: Words) -> str:
    """The sentences after one another; Thai ones end in no full stop, so a dot stands between them."""
    return (" · " if words.language == "th" else " ").join(sentences)
