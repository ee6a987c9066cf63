"""The whole way from what was handed in to its report: judged, waivers applied, questions asked, scores worked out."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from checker.assemble import assemble
from checker.checklist import Question, with_checklist
from checker.engine import Checked, EngineChoice, Judged, Part, check, judged, reported
from checker.explain.walk import Walker
from checker.facts import closed_before
from checker.finding import Report
from checker.plan import Graph
from checker.propose.proposals import propose
from checker.readers.draft import Draft
from checker.rulebook import Rulebook
from checker.scores import Sheet, with_scores
from checker.thai import key
from checker.verdicts import Clock
from checker.waivers import Waivers, waived


@dataclass(frozen=True, slots=True)
class Assessor:
    """What submissions are judged by on one day; the same for all of a round."""

    rulebook: Rulebook
    questions: Sequence[Question]
    sheets: Sequence[Sheet]
    waivers: Waivers
    as_of: datetime.date
    engine: EngineChoice = "both"

    def assess(
        self, submitted: Draft, context: Draft, *, clock: Clock | None = None, proposing: bool = False
    ) -> Checked:
        """The report on `submitted`, judged against `context`; with `proposing`, what might mend its broken links too.

        Raises EngineFault where an engine breaks or the two disagree, UsageFault where the profile is for other levels.
        """
        checked = check(assemble(submitted, context), self.rulebook, self.as_of, engine=self.engine, clock=clock)
        report = self._finished(checked.report, self.waivers)
        if proposing:
            proposals = propose(
                submitted,
                context,
                checked.report,
                lambda graph: check(graph, self.rulebook, self.as_of, engine="sets").report,
            )
            report = report.model_copy(update={"proposals": proposals})
        return Checked(report, checked.seconds)

    def judge(self, graph: Graph) -> Judged:
        """What the engines say of the submitted plans of `graph`. Raises as `assess` does."""
        return judged(graph, self.rulebook, self.as_of, self.engine)

    def report_on(self, only: Part, walker: Walker, found: Judged) -> Report:
        """The report on a part of all that was submitted and `found` in the graph of `walker`; only waivers of its plans stand in it."""
        keys = {key(code) for code in only.plans}
        own = Waivers(tuple(one for one in self.waivers.grants if key(one[0].plan) in keys))
        return self._finished(reported(walker, self.rulebook, self.as_of, found, only), own)

    def walker(self, graph: Graph) -> Walker:
        """What explains verdicts on `graph` given as of the day of the check."""
        return Walker(graph, closed_before(self.as_of))

    def _finished(self, report: Report, waivers: Waivers) -> Report:
        asked = with_checklist(waived(report, waivers, self.rulebook), self.questions, self.rulebook)
        return with_scores(asked, self.sheets)
