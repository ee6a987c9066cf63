"""What the results of a round depend on, as keys: where nothing of it has changed, they are the same to the last byte."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property

from checker.assessment import Assessor
from checker.audit.gathering import Gathered, Round
from checker.audit.kept import digest, program
from checker.engine import plan_in_report
from checker.explain.walk import Seen, Survey
from checker.plan import FileRead, Graph, Note, NotRead, Plan
from checker.readers.draft import Draft
from checker.render.wording import Language


def key_of_rules(round_: Round, assessor: Assessor, language: Language) -> str:
    """The key of what every plan of a round is judged by: the program, the rules, waivers and day, the language, the context."""
    rules = assessor.rulebook
    by = (rules.version, rules.hash, repr(assessor.waivers), assessor.as_of.isoformat(), assessor.engine)
    return digest(program(), *by, language, _around(round_.context))


def key_of_round(round_: Round, rules: str) -> str:
    """The key of the verdicts of a round, of which that of the rules is known: of every plan that is judged as well."""
    plans = [part for one in round_.submissions for part in (one.name, *sorted(one.plans), *_files(one.draft.files))]
    return digest(rules, *plans)


class States:
    """What of the plans of a round bears on the reports of others, as keys: where they are the same, so is all that is found there."""

    def __init__(self, round_: Round, graph: Graph, survey: Survey) -> None:
        self.graph, self.survey = graph, survey
        self._submissions = {plan: one for one in round_.submissions for plan in one.plans}
        self._plans: dict[str, str] = {}
        self._back: dict[tuple[str, str], str] = {}
        self._kinds: dict[tuple[str, str], str] = {}

    def of(self, seen: Seen) -> str:
        """The key of all that was seen."""
        plans = [part for code in sorted(seen.plans) for part in (code, self.plan(code))]
        back = [part for mark in sorted(seen.back) for part in (*mark, self._leading(*mark))]
        kinds = [part for mark in sorted(seen.kinds) for part in (*mark, self._kind(*mark))]
        return digest(*plans, "", *back, "", *kinds)

    def plan(self, code: str) -> str:
        """The key of one plan: of its files and of what its references lead to; of a plan that is not at hand, none."""
        if code not in self._plans:
            self._plans[code] = self._made(self.graph.plans[code]) if code in self.graph.plans else ""
        return self._plans[code]

    def own(self, one: Gathered, around: Iterable[str]) -> str:
        """The key of a submission and of what its report tells of the plans `around` it and of all plans at hand."""
        plans = [part for code in sorted(one.plans) for part in (code, self.plan(code))]
        context = [part for code in sorted(around) for part in self._named(code)]
        notes = [repr(note) for file in sorted(one.files) for note in self._notes.get(file, ())]
        return digest(one.name, *plans, "", *context, "", *notes, self._at_hand)

    def _made(self, plan: Plan) -> str:
        submission = self._submissions.get(plan.code)
        files = _files(submission.draft.files) if submission else []
        nodes = self.survey.of_plan[plan.code]
        links = [f"{one.id} {one.references!r}" for one in nodes if one.references]
        holds = None if plan.holds is None else sorted(plan.holds)
        said = repr((plan.level, plan.heading, plan.submitted, plan.years, plan.area, holds))
        return digest(*files, said, "", *links)

    def _leading(self, code: str, relation: str) -> str:
        """The key of what leads to the nodes of a plan by a relation; that they stand in it goes without saying."""
        if (code, relation) not in self._back:
            nodes = self.survey.of_plan.get(code, ()) if relation != "in_plan" else ()
            sources = ((one.id, self.survey.backward.get(one.id, {}).get(relation, [])) for one in nodes)
            self._back[code, relation] = digest(*(f"{name} {sorted(found)!r}" for name, found in sources if found))
        return self._back[code, relation]

    def _kind(self, kind: str, level: str) -> str:
        if (kind, level) not in self._kinds:
            lists = [self.survey.of_kind.get(kind, ())] if kind else self.survey.of_kind.values()
            plans = sorted({one.plan for nodes in lists for one in nodes if level in ("", one.level)})
            self._kinds[kind, level] = digest(*(part for code in plans for part in (code, self.plan(code))))
        return self._kinds[kind, level]

    def _named(self, code: str) -> tuple[str, ...]:
        """How a report names a plan around it."""
        submission = self._submissions.get(code)
        files = _files(submission.draft.files) if submission else []
        return code, repr(plan_in_report(self.graph.plans[code], self.graph)), *files

    @cached_property
    def _notes(self) -> dict[str, list[Note | NotRead]]:
        found: dict[str, list[Note | NotRead]] = defaultdict(list)
        for note in self.graph.notes:
            found[note.place.file].append(note)
        for one in self.graph.not_read:
            found[one.file].append(one)
        return found

    @cached_property
    def _at_hand(self) -> str:
        """Which levels and code lists are at hand, and the words of the lists: what decides which rules can run."""
        levels = Counter(plan.level for plan in self.graph.plans.values())
        several = sorted((level, min(number, 2)) for level, number in levels.items())
        lists = sorted(code for code in self.graph.plans if "@" in code)
        words = sorted((name, sorted(listed)) for name, listed in self.graph.registers.items())
        return digest(repr(several), repr(lists), repr(words), repr(sorted(self.graph.entries.items())))


def _around(context: Draft) -> str:
    return digest(*_files(context.files), *map(repr, context.notes))


def _files(files: list[FileRead]) -> list[str]:
    return [part for file in sorted(files, key=lambda one: one.name) for part in (file.name, file.sha256)]
