"""A covering memo for one plan: its result, what blocks acceptance, until when it is to be handed in again.

It goes to the office that owns the plan, never to a person, and bears neither number nor date: those are the sender's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from checker.errors import EngineFault, Fault
from checker.finding import Finding, PlanInReport, Report, RuleTally
from checker.place import Place
from checker.render.folding import Told, code_order, folded
from checker.render.wording import Language, Words, sentence, visible

MOST_FAULTS: Final = 8  # as many kinds of fault as one page of A4 holds
_MOST_PLACES: Final = 12  # of all kinds together
_HASH_SHOWN: Final = 12


@dataclass(frozen=True, slots=True)
class Blocking:
    """One kind of fault that blocks acceptance.

    `says` is the finding's own sentence where there is one finding, else the title of the check with their number; `places`
    are the first ones, each `CODE · sheet › cell`, and `more` counts the rest.
    """

    says: str
    fix: str
    places: tuple[str, ...]
    count: int
    more: int


@dataclass(frozen=True, slots=True)
class Letter:
    """What a template may use, each in the words of the letter's language; docs/letters.md tells of every name.

    `errors` = those of `faults` + `unlisted` + `follows`. `due` is a date in words; all counts leave out what is waived.
    """

    office: str
    sender: str
    plan: str
    code: str
    level: str
    subject: str
    opening: str
    checks: str
    result: str
    faults: tuple[Blocking, ...]
    errors: int
    unlisted: int
    unlisted_kinds: int
    follows: int
    warnings: int
    advice: int
    undecided: int
    waived: int
    due: str
    as_of: str
    self_check: str
    provenance: str
    tool: str


def letters(report: Report, due: date, language: Language, sender: str = "") -> dict[str, Letter]:
    """A letter for each plan of `report`, by plan code.

    Raises EngineFault where the engines of the report disagreed: there is no verdict that could be sent to anybody.
    """
    if report.engines.agreed is False:
        says = sentence("letter_fault.disagreed")
        raise EngineFault([Fault(Place(", ".join(one.plan.code for one in report.submissions)), says)])
    told, _ = folded(report)
    return {one.plan.code: _Writing(report, one.plan, language, told).letter(due, sender) for one in report.submissions}


class _Writing:
    """The letter of one plan in one language."""

    def __init__(self, report: Report, plan: PlanInReport, language: Language, told: Sequence[Told]) -> None:
        self.report = report
        self.plan = plan
        self.words = Words(language)
        self.told = [one for one in told if one.finding.plan == plan.code]
        self.rules = {rule.id: rule for rule in report.rules}
        self.active = [one for one in report.findings if one.plan == plan.code and one.waiver is None]
        self.files = next(one.files for one in report.submissions if one.plan == plan)

    def letter(self, due: date, sender: str) -> Letter:
        words, plan = self.words, self.plan
        kinds = self._kinds()
        errors = self._count("error")
        listed, rest = kinds[:MOST_FAULTS], kinds[MOST_FAULTS:]
        own = sum(len(findings) for _, findings in kinds)
        shown = self._plan_shown()
        return Letter(
            office=visible(plan.owner.strip()) or words.say("letter.owner", code=visible(plan.code)),
            sender=visible(sender),
            plan=shown,
            code=visible(plan.code),
            level=words.level(plan.level),
            subject=words.say("letter.subject_error", plan=shown)
            if errors
            else words.say("letter.subject_other", plan=shown),
            opening=words.say(
                "letter.opening", plan=shown, code=visible(plan.code), date=words.date(self.report.as_of)
            ),
            checks=self._checks(),
            result=self._result(errors),
            faults=tuple(self._blocking(rule, findings, len(listed)) for rule, findings in listed),
            errors=errors,
            unlisted=sum(len(findings) for _, findings in rest),
            unlisted_kinds=len(rest),
            follows=errors - own,
            warnings=self._count("warning"),
            advice=self._count("advice"),
            undecided=sum(one.plan == plan.code for one in self.report.undecided),
            waived=sum(one.plan == plan.code and one.waiver is not None for one in self.report.findings),
            due=words.date(due.isoformat()),
            as_of=words.date(self.report.as_of),
            self_check=words.say("letter.self_check", command=f"oneplan check {self._file()}"),
            provenance=self._provenance(),
            tool=f"{self.report.tool.name} {self.report.tool.version}",
        )

    def _count(self, severity: str) -> int:
        return sum(one.severity == severity for one in self.active)

    def _kinds(self) -> list[tuple[RuleTally, list[Finding]]]:
        """The errors that stand by themselves by rule: first the rules that explain most, then those that find most."""
        found: dict[str, list[Finding]] = {}
        explains: dict[str, int] = {}
        for one, causes in self._own_errors():
            found.setdefault(one.rule, []).append(one)
            explains[one.rule] = explains.get(one.rule, 0) + causes
        order = sorted(found, key=lambda rule: (-explains[rule], -len(found[rule]), rule))
        return [(self.rules[rule], sorted(found[rule], key=code_order)) for rule in order]

    def _own_errors(self) -> Iterator[tuple[Finding, int]]:
        """The errors that follow from no other error, each with how many verdicts it explains."""
        for one in self.told:
            if one.finding.severity == "error" and one.finding.waiver is None:
                yield one.finding, one.explains
            else:
                yield from ((inner.finding, 0) for inner in one.folded if self._counts(inner.finding))

    def _counts(self, finding: Finding) -> bool:
        return finding.severity == "error" and finding.waiver is None and finding.plan == self.plan.code

    def _blocking(self, rule: RuleTally, findings: Sequence[Finding], kinds: int) -> Blocking:
        most = max(2, _MOST_PLACES // kinds)
        fixes = {finding.fix for finding in findings}
        return Blocking(
            says=self.words.told(findings[0].message)
            if len(findings) == 1
            else self.words.say("letter.counted", title=self.words.told(rule.title), count=len(findings)),
            fix=self.words.told(findings[0].fix if len(fixes) == 1 else rule.fix),
            places=tuple(self._where(finding) for finding in findings[:most]),
            count=len(findings),
            more=max(0, len(findings) - most),
        )

    def _where(self, finding: Finding) -> str:
        """`P-07 · ผ.02 › D14`; the file is named only where there are several."""
        place = finding.place if len(self.files) > 1 else finding.place.model_copy(update={"file": ""})
        where = self.words.place(place) or self.words.place(finding.place)
        return " · ".join(filter(None, (visible(finding.node.code), where)))

    def _plan_shown(self) -> str:
        title = visible(self.plan.title.strip() or self.plan.code)
        years = self.words.years(self.plan.years) if self.plan.years else ""
        if not years or any(year in title for year in self.plan.years.split("-")):
            return self.words.say("letter.plan", title=title)
        return self.words.say("letter.plan_years", title=title, years=years)

    def _checks(self) -> str:
        concerned = [rule for rule in self.report.rules if rule.concerns]
        ran = sum(rule.not_checked is None for rule in concerned)
        if ran == len(concerned):
            return self.words.say("letter.checks_all", checks=ran)
        return self.words.say("letter.checks_some", ran=ran, checks=len(concerned))

    def _result(self, errors: int) -> str:
        if errors:
            return self.words.say("letter.result_error", count=errors)
        if all(rule.examined == 0 for rule in self.report.rules):
            return self.words.say("letter.result_idle")
        return self.words.say("letter.result_none")

    def _file(self) -> str:
        """The name of the file to check again, in quotes where it holds a space."""
        name = visible(self.files[0].name) if len(self.files) == 1 else self.words.say("letter.file")
        return f'"{name}"' if " " in name else name

    def _provenance(self) -> str:
        book, tool = self.report.rulebook, self.report.tool
        return self.words.say(
            "letter.provenance",
            tool=tool.name,
            version=tool.version,
            rulebook=book.version,
            profile=book.profile,
            hash=book.hash[:_HASH_SHOWN],
            date=self.words.date(self.report.as_of),
            files=visible(", ".join(file.name for file in self.files)),
        )
