"""What the results of a round depend on, as keys: where nothing of it has changed, they are the same to the last byte."""

from __future__ import annotations

from checker.assessment import Assessor
from checker.audit.gathering import Round
from checker.audit.kept import digest, program
from checker.plan import FileRead
from checker.readers.draft import Draft
from checker.render.wording import Language


def key_of_round(round_: Round, assessor: Assessor, language: Language) -> str:
    """The key of the verdicts of a round: of the program, the rules, waivers and day, the context, and every plan that is judged."""
    rules = assessor.rulebook
    by = (rules.version, rules.hash, repr(assessor.waivers), assessor.as_of.isoformat(), assessor.engine)
    plans = [part for one in round_.submissions for part in (one.name, *sorted(one.plans), *_files(one.draft.files))]
    return digest(program(), *by, language, _around(round_.context), *plans)


def _around(context: Draft) -> str:
    return digest(*_files(context.files), *map(repr, context.notes))


def _files(files: list[FileRead]) -> list[str]:
    return [part for file in sorted(files, key=lambda one: one.name) for part in (file.name, file.sha256)]
