"""Reports of one plan, told by what they say of its projects. Everything in them is fictional."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from checker.compare.comparison import Change, Comparison
from checker.finding import (
    BasisInReport,
    ChangeInReport,
    Engines,
    FileInReport,
    Finding,
    NodeInReport,
    PlaceInReport,
    PlanInReport,
    Report,
    RulebookInReport,
    RuleTally,
    Severity,
    Submission,
    Tool,
    Undecided,
    Waiver,
    fingerprint,
)
from checker.text import Sentence

NOT_GIVEN = Sentence(th="ต้องใช้แผนจังหวัด ซึ่งยังไม่ได้ให้มา", en="needs the provincial plan, which was not given")
WAITS = Sentence(th="ความเชื่อมโยงขาด", en="a link is broken")
BASIS = BasisInReport(
    source="law", title=Sentence(th="กฎหมาย", en="Law"), clause=None, verb="must", confirmed=False
)  # fmt: skip

At = tuple[str, str]
"""A rule and the code of a project."""


def finding(at: At, plan: str = "LP", **more: Any) -> Finding:
    """The finding of a rule at a project; its row is the number in the project's code."""
    rule, code = at
    name = more.pop("name", f"โครงการที่ {code}")
    row = more.pop("row", 10 + int("".join(letter for letter in code if letter.isdigit()) or 0))
    given: dict[str, Any] = {
        "rule": rule,
        "severity": "error",
        "fingerprint": fingerprint(rule, plan, "project", code.lower()),
        "plan": plan,
        "node": NodeInReport(kind="project", level="local", code=code, name=name),
        "place": PlaceInReport(file="plan.xlsx", sheet="ผ.02", row=row, column="D", cell=f"D{row}"),
        "message": Sentence(th=f"โครงการ {code} ยังไม่ครบตาม {rule}", en=f"Project {code} lacks what {rule} asks for."),
        "fix": Sentence(th=f"เติมโครงการ {code}", en=f"Fill in project {code}."),
    }
    return Finding(**given | more)


def report(
    found: Sequence[At] = (),
    *,
    plan: str = "LP",
    codes: Sequence[str] | None = ("P1", "P2", "P3"),
    rules: Sequence[str] = ("R-1", "R-2"),
    not_checked: Sequence[str] = (),
    elsewhere: Sequence[str] = (),
    idle: Sequence[str] = (),
    waived: Sequence[At] = (),
    undecided: Sequence[At] = (),
    severity: Mapping[str, Severity] | None = None,
    names: Mapping[str, str] | None = None,
    rows: Mapping[str, int] | None = None,
    causes: Mapping[At, At] | None = None,
    changes: Sequence[ChangeInReport] = (),
    **more: Any,
) -> Report:
    """A report of one plan in which `found` is open; `idle` rules pass nothing; `more` replaces what stands at its head."""
    grades, named, placed = severity or {}, names or {}, rows or {}
    grant = Waiver(reason="ตามหนังสือสั่งการ", granted_by="สำนักงานจังหวัด", until="2027-09-30")

    def told(at: At, waiver: Waiver | None) -> Finding:
        own: dict[str, Any] = {"waiver": waiver, "severity": grades.get(at[0], "error")}
        if at[1] in named:
            own["name"] = named[at[1]]
        if at[1] in placed:
            own["row"] = placed[at[1]]
        if causes and at in causes:
            own["cause"] = finding(causes[at], plan).fingerprint
        return finding(at, plan, **own)

    findings = [told(at, None) for at in found] + [told(at, grant) for at in waived]
    digest = more.pop("sha256", "0" * 64)
    owner = more.pop("owner", "อบต.ตัวอย่าง")
    listed = {} if codes is None else {"project": list(codes)}
    given: dict[str, Any] = {
        "tool": Tool(name="oneplan-checker", version="0.1.0"),
        "rulebook": RulebookInReport(version="2026.1", hash="a" * 64, profile="standard", changes=list(changes)),
        "as_of": "2026-11-22",
        "engines": Engines(ran=["rete", "sets"], agreed=True),
        "submissions": [
            Submission(
                plan=PlanInReport(code=plan, level="local", title=f"แผนพัฒนาท้องถิ่น {plan}", owner=owner, years="2566-2570"),
                files=[FileInReport(name="plan.xlsx", sha256=digest)],
                counts={"project": len(codes or ()) or 3},
                codes=listed,
            )
        ],
        "context": [],
        "context_files": [],
        "rules": [
            _tally(one, grades.get(one, "error"), one in not_checked, one not in elsewhere, 0 if one in idle else 5, findings)
            for one in rules
        ],
        "findings": findings,
        "undecided": [_undecided(at, plan) for at in undecided],
        "chain": [],
        "above": [],
        "notes": [],
        "not_read": [],
    }  # fmt: skip
    return Report(**given | more)


def _tally(
    name: str, severity: Severity, missing: bool, concerns: bool, passed: int, findings: Sequence[Finding]
) -> RuleTally:
    failed = sum(one.rule == name for one in findings)
    return RuleTally(
        id=name,
        name="made-for-a-test",
        severity=severity,
        title=Sentence(th=f"ข้อตรวจ {name}", en=f"Check {name}"),
        rationale=Sentence(th="เหตุผล", en="Reason"),
        fix=Sentence(th="วิธีแก้", en="Fix"),
        basis=[BASIS],
        examined=failed + passed + 4,
        passed=passed,
        fail=failed,
        not_applicable=4,
        undecided=0,
        not_checked=NOT_GIVEN if missing else None,
        concerns=concerns,
    )


def _undecided(at: At, plan: str) -> Undecided:
    one = finding(at, plan)
    return Undecided(rule=one.rule, plan=plan, node=one.node, place=one.place, why=WAITS)


def turns(comparison: Comparison) -> dict[str, str]:
    """What became of each finding, by `RULE CODE`."""
    return {_named(one): one.turn for one in comparison.changes}


def change(comparison: Comparison, name: str) -> Change:
    """The one change of `RULE CODE`."""
    (found,) = [one for one in comparison.changes if _named(one) == name]
    return found


def _named(one: Change) -> str:
    return f"{one.rule} {one.node.code}"
