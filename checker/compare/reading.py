"""The reports of one side of a comparison, with as much of each as is compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from checker.errors import Fault, UnreadableSubmission, enough
from checker.finding import Report
from checker.report_files import files_of, no_report_in, not_opened, read_report, stands_twice


def read_side(path: Path, through: Callable[[Sequence[Path]], Iterable[Path]] = iter) -> list[Report]:
    """The reports in the file or folder `path`: of a round, those in its folder `plans`. What is not compared is left out.

    `through` gives the files back one by one, in their order, and may show how far the reading has come.
    Raises UnreadableSubmission with every file that is no report, and where a plan is judged twice.
    """
    try:
        files = files_of(path)
    except OSError as error:
        raise UnreadableSubmission([not_opened(path, error)]) from error
    reports: list[tuple[Path, Report]] = []
    faults: list[Fault] = []
    for file in through(files):
        try:
            reports.append((file, _compared_part(read_report(file))))
        except UnreadableSubmission as error:
            faults += error.faults
            if enough(faults):
                break
    faults = faults or list(_twice(reports))
    if not files:
        faults = [no_report_in(path)]
    if faults:
        raise UnreadableSubmission(faults)
    return [report for _, report in reports]


def _compared_part(report: Report) -> Report:
    """`report` without what is not compared, so that a round of many thousand findings fits into memory twice.

    Reason and fix of a rule, which a report cannot be without, are then its title.
    """
    findings = [one.model_copy(update={"evidence": [], "extra": {}, "remarks": []}) for one in report.findings]
    undecided = [one.model_copy(update={"evidence": []}) for one in report.undecided]
    rules = [one.model_copy(update={"rationale": one.title, "fix": one.title, "basis": []}) for one in report.rules]
    unread = ("chain", "above", "figures", "notes", "not_read", "checklist", "scores")
    kept: dict[str, object] = {"findings": findings, "undecided": undecided, "rules": rules, "proposals": None}
    return report.model_copy(update={name: [] for name in unread} | kept)


def _twice(reports: Sequence[tuple[Path, Report]]) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for file, report in reports:
        for code in sorted({one.plan.code for one in report.submissions}):
            if code in seen:
                yield stands_twice(code, seen[code], file.name)
            seen.setdefault(code, file.name)
