"""Which strategy is served by nothing and which is measured by nothing: a row a strategy, a column a count.

Under the strategies stand those of their goals, tactics and programmes that lack something, at most `MOST_GAPS` of a plan;
the table behind holds them all up to `MOST_PARTS`, and both say how many are left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from checker.figures import Coverage, PartCoverage, PlanFigures, StrategyCoverage

MOST: Final = 60
MOST_GAPS: Final = 40
MOST_PARTS: Final = 300

State = Literal["none", "part", "full", "count", "unasked"]


@dataclass(frozen=True, slots=True)
class Share:
    """A cell: `part` of `of` (`of` is null for a plain count), how that stands, and the finding that it leads to."""

    name: str
    state: State
    part: int
    of: int | None
    anchor: str

    @property
    def percent(self) -> int:
        """How far its bar goes."""
        return _percent(self.part, self.of or 0)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A strategy, or a part of one; `lacks` says that nothing serves or nothing measures it."""

    id: str
    kind: str
    code: str
    name: str
    under: bool
    anchor: str
    shares: tuple[Share, ...]
    years: tuple[tuple[int, int, int], ...]
    findings: tuple[str, ...]
    carried: bool
    unserved: bool
    unmeasured: bool


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole matrix. `rows` are the strategies with the parts that lack something, `parts` all parts by strategy."""

    columns: tuple[str, ...]
    years: tuple[int, ...]
    rows: tuple[MatrixRow, ...]
    parts: tuple[MatrixRow, ...]
    strategies: int
    unserved: int
    unmeasured: int
    loose: int
    hidden: int
    hidden_gaps: int
    hidden_parts: int


def matrix(
    plan: PlanFigures, number: int, known: Callable[[str, str], str], there: Callable[[str], bool]
) -> Matrix | None:
    """The matrix of a plan; None where it has no strategy.

    `known` gives the finding on a node by kind and code, `there` tells whether the page holds a finding.
    """
    if not plan.strategies:
        return None
    columns = _columns(plan.whole)
    rows: list[MatrixRow] = []
    parts: list[MatrixRow] = []
    gaps = 0
    tops = []
    for at, one in enumerate(plan.strategies):
        top = _strategy(one, f"cov-{number}-{at}", columns, plan.whole, known, there)
        tops.append(top)
        under = [_part(part, columns, plan.whole, known) for part in one.parts]
        parts += [top, *under] if under else []
        lacking = [row for row in under if row.unserved or row.unmeasured]
        if at < MOST:
            rows += [top, *lacking[: max(MOST_GAPS - gaps, 0)]]
        gaps += len(lacking)
    shown = sum(row.under for row in rows)
    return Matrix(
        columns=columns,
        years=tuple(one.year for one in plan.whole.years),
        rows=tuple(rows),
        parts=tuple(parts[:MOST_PARTS]),
        strategies=len(tops),
        unserved=sum(row.unserved for row in tops),
        unmeasured=sum(row.unmeasured for row in tops),
        loose=plan.loose.projects,
        hidden=max(len(tops) - MOST, 0),
        hidden_gaps=gaps - shown,
        hidden_parts=max(len(parts) - MOST_PARTS, 0),
    )


def _columns(whole: Coverage) -> tuple[str, ...]:
    """The counts that the plan's forms have a place for."""
    asked = {
        "goals": whole.goals is not None,
        "indicators": whole.indicators is not None,
        "projects": True,
        "measured": whole.measured is not None,
        "funded": whole.funded is not None,
    }
    return tuple(name for name, there in asked.items() if there)


def _strategy(
    one: StrategyCoverage,
    name: str,
    columns: tuple[str, ...],
    whole: Coverage,
    known: Callable[[str, str], str],
    there: Callable[[str], bool],
) -> MatrixRow:
    gaps = {key: print_ for key, print_ in one.gaps.items() if there(print_)}
    anchor = known(one.kind, one.code)
    shares = tuple(_share(column, one, whole, gaps) for column in columns)
    return _row(one, name, False, anchor, shares, tuple(filter(there, one.findings)))


def _part(one: PartCoverage, columns: tuple[str, ...], whole: Coverage, known: Callable[[str, str], str]) -> MatrixRow:
    anchor = known(one.kind, one.code)
    gaps = dict.fromkeys(("projects", "indicators"), anchor)
    # A goal is there to be measured, a tactic or programme to be served; whatever else stands under them is welcome.
    needed = "indicators" if one.kind == "goal" else "projects"
    shares = tuple(
        Share(column, "unasked", 0, None, "")
        if column == "goals" or (column != needed and share.state == "none" and not share.of)
        else share
        for column, share in ((column, _share(column, one, whole, gaps)) for column in columns)
    )
    return _row(one, "", True, anchor, shares, ())


def _row(
    one: PartCoverage, name: str, under: bool, anchor: str, shares: tuple[Share, ...], findings: tuple[str, ...]
) -> MatrixRow:
    states = {share.name: share.state for share in shares}
    measured = [states[name] for name in ("indicators", "measured") if name in states and states[name] != "unasked"]
    return MatrixRow(
        id=name,
        kind=one.kind,
        code=one.code,
        name=one.name,
        under=under,
        anchor=anchor,
        shares=shares,
        years=tuple((year.year, year.projects, _percent(year.projects, one.projects)) for year in one.years),
        findings=findings,
        carried=one.projects > 0,
        unserved=states.get("projects") == "none",
        unmeasured=bool(measured) and all(state == "none" for state in measured),
    )


def _share(column: str, one: Coverage, whole: Coverage, gaps: dict[str, str]) -> Share:
    match column:
        case "goals":
            part, of = one.goals_measured if one.goals_measured is not None else one.goals or 0, one.goals or 0
            gap = gaps.get("goals_measured") if one.goals else gaps.get("goals")
            if one.goals_measured is None:
                return Share(column, "count" if of else "none", of, None, gap or "")
            return Share(column, _state(part, of), part, of, gap or "")
        case "indicators" | "projects":
            count = (one.indicators or 0) if column == "indicators" else one.projects
            return Share(column, "count" if count else "none", count, None, "" if count else gaps.get(column, ""))
        case _:
            part = (one.measured if column == "measured" else one.funded) or 0
            if not one.projects:
                return Share(column, "unasked", 0, None, "")
            return Share(column, _state(part, one.projects), part, one.projects, gaps.get(column, ""))


def _state(part: int, of: int) -> State:
    if not part:
        return "none"
    return "full" if part == of else "part"


def _percent(part: int, of: int) -> int:
    return round(100 * part / of) if of else 0
