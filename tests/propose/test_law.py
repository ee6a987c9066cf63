"""Whatever k codes are spoilt in a whole plan, at most k changes are proposed, and made by hand they mend it all."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from checker.assemble import assemble
from checker.finding import Proposals
from checker.propose.proposals import propose
from checker.readers.draft import Draft
from tests.plans import Submission, submissions
from tests.propose.mending import faults, judged, made, plan, proposals


@dataclass
class Spoilt:
    """The rows of a plan as (kind, code, name, relation, target), while they are spoilt."""

    rows: list[list[str]] = field(default_factory=list)

    def text(self) -> str:
        return plan(
            *(
                f'{kind}: "{code}", name: "{name}"' + (f', {relation}: "{target}"' if relation else "")
                for kind, code, name, relation, target in self.rows
            )
        )


@st.composite
def spoilt_plans(draw: st.DrawFn) -> tuple[str, int]:
    """A plan, and how many of its codes were spoilt: in one reference, in a node that others name, or as a code used twice."""
    it = Spoilt()
    for strategy in range(1, draw(st.integers(1, 2)) + 1):
        it.rows.append(["strategy", f"{strategy}", f"ยุทธศาสตร์ {strategy}", "", ""])
        for tactic in range(1, draw(st.integers(1, 2)) + 1):
            it.rows.append(["tactic", f"{strategy}.{tactic}", f"กลยุทธ์ {strategy} {tactic}", "part_of", f"{strategy}"])
            for project in range(1, draw(st.integers(1, 3)) + 1):
                code = f"{strategy}.{tactic}-{project}"
                it.rows.append(["project", code, f"โครงการ {code}", "part_of", f"{strategy}.{tactic}"])
                it.rows.append(["indicator", f"K{code}", f"ตัวชี้วัด {code}", "measures", code])
    spoils = draw(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 99)), max_size=4, unique=True))
    changed = 0
    for how, at in spoils:
        wanted = {"a": ("project",), "b": ("tactic",), "c": ("project",)}[how]
        rows = [row for row in it.rows if row[0] in wanted]
        row = rows[at % len(rows)]
        if how == "a" and "." in row[4] and ".." not in row[4]:
            row[4] = row[4].replace(".", "..")
        elif how == "b" and not row[1].endswith("9"):
            row[1] = row[1][:-1] + "9"
            if sum(one[:2] == row[:2] for one in it.rows) > 1:
                row[1] = row[1][:-1] + "8"
        elif how == "c" and row[1][-1] in "23":
            row[1] = row[1][:-1] + "1"
        else:
            continue
        changed += 1
    return it.text(), changed


@settings(max_examples=25, deadline=None)
@given(spoilt_plans())
def test_at_most_as_many_changes_as_codes_were_spoilt_mend_everything(spoilt: tuple[str, int]) -> None:
    text, spoils = spoilt
    found = proposals(text)
    assert found.unmended == [], text
    assert len(found.changes) <= spoils
    assert faults(made(text, found)) == []


@settings(max_examples=25, deadline=None)
@given(submissions(brief=True))
def test_of_whatever_is_broken_each_is_mended_or_said_to_be_left(submission: Submission) -> None:
    submitted, context = Draft(), Draft(code_lists=submission.lists)
    for written in submission.plans:
        (submitted if written.submitted else context).extend(written.draft())
    graph = assemble(submitted, context)
    found: Proposals = propose(submitted, context, judged(graph), judged)
    assert found.broken == found.mended + len(found.unmended)
    assert bool(found.changes) == bool(found.mended)
    assert assemble(submitted, context) == graph
