"""Reports as large as a bad plan and a bad round make them, with what a real finding holds. All in them is fictional."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from random import Random
from typing import Final

from checker.assessment import Assessor
from checker.audit.counting import Counting
from checker.audit.gathering import Round
from checker.audit.judging import Outcome, put_together
from checker.bodies import built_in_register
from checker.finding import Evidence, Finding, NodeInReport, PlaceInReport, PlanInReport, Report, RuleTally, fingerprint
from checker.overview import Overview
from checker.readers.draft import Draft
from checker.rule import SEVERITIES
from checker.rulebook import load_rulebook
from checker.text import Sentence, same
from checker.waivers import Waivers
from tests.render import reports

PROJECTS: Final = 548
_RULES: Final = 40
_TEXTS: Final = (
    ("ตัวชี้วัดของโครงการไม่มีตัวเลข", "The indicator states no number"),
    ("โครงการไม่อยู่ภายใต้ยุทธศาสตร์ใด", "The project supports no strategy"),
    ("ไม่มีหน่วยงานรับผิดชอบ", "No unit is responsible"),
    ("งบประมาณอยู่นอกช่วงปีของแผน", "The budget lies outside the years of the plan"),
)
_UNITS: Final = ("กองช่าง", "กองการศึกษา", "กองสาธารณสุขและสิ่งแวดล้อม", "สำนักปลัด")


def big_report(findings: int, number: int = 0) -> Report:
    """A plan of 548 projects with so many findings of 40 rules; `number` tells one plan of a round from another."""
    chance = Random(number)
    code = f"LP-{number:04d}"
    rules = []
    for at in range(_RULES):
        th, en = _TEXTS[at % len(_TEXTS)]
        severity = SEVERITIES[at % len(SEVERITIES)]
        rules.append(
            reports.rule(
                f"PRJ-{at + 101}", severity, f"{th} (ข้อ {at + 1})", f"{en} (check {at + 1})", **{"pass": PROJECTS}
            )
        )
    found = [_finding(rules[one // PROJECTS % _RULES], one % PROJECTS, code, chance) for one in range(findings)]
    plan = PlanInReport(
        code=code,
        level="local",
        title=f"แผนพัฒนาท้องถิ่น ฉบับที่ {number}",
        owner=f"องค์การบริหารส่วนตำบลตัวอย่างที่ {number}",
        years="2566-2570",
    )
    told = reports.report(reports.counted(rules, found), found)
    submission = told.submissions[0].model_copy(update={"plan": plan})
    return told.model_copy(update={"submissions": [submission]})


def big_round(plans: int = 900, findings: int = 100_000) -> list[Report]:
    """So many plans with so many findings in all, some with none and some with ten times as many as others."""
    chance = Random(plans)
    weights = [chance.choice((0, 1, 1, 2, 3, 10)) for _ in range(plans)]
    share = findings / sum(weights)
    counts = [int(weight * share) for weight in weights]
    counts[counts.index(max(counts))] += findings - sum(counts)
    return [big_report(count, number) for number, count in enumerate(counts, 1)]


def overview(of: Iterable[Report]) -> Overview:
    """The round that these reports make, beside the bodies that are expected to hand in."""
    assessor = Assessor(load_rulebook(), (), (), Waivers(), datetime.date(2026, 1, 1))
    counting = Counting(put_together(Round((), Draft()), assessor), built_in_register())
    for report in of:
        code = report.submissions[0].plan.code
        counting.add(Outcome(code, report, called=code))
    return counting.overview()


def _finding(of: RuleTally, project: int, plan: str, chance: Random) -> Finding:
    code, row = f"P-{project + 1}", project + 14
    column = chance.choice("BDFHL")
    at = PlaceInReport(file="แผนพัฒนา.xlsx", sheet="ผ.02", row=row, column=column, cell=f"{column}{row}")
    title = of.title
    return Finding(
        rule=of.id,
        severity=of.severity,
        fingerprint=fingerprint(of.id, plan, "project", code),
        plan=plan,
        node=NodeInReport(
            kind="project",
            level="local",
            code=code,
            name=f"ก่อสร้างถนนคอนกรีตเสริมเหล็ก สายที่ {project + 1} หมู่ที่ {project % 12 + 1}",
            unit=_UNITS[project % len(_UNITS)],
        ),
        place=at,
        message=Sentence(th=f"โครงการ {code}: {title.th}", en=f"Project {code}: {title.en}."),
        fix=Sentence(th=f"แก้ไขช่อง {column}{row} ให้ครบถ้วน", en=f"Complete cell {column}{row}."),
        evidence=[
            Evidence(
                what="value", label=Sentence(th="ค่าที่พบ", en="value found"), value=same("ประชาชนได้รับความสะดวก"), place=at
            )
        ],
    )
