"""Reports to draw: a good one, a bad one that holds every kind of trouble, and a huge one. Offices and places are fictional."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import Any

from checker.finding import (
    BasisInReport,
    ChainStrategy,
    Engines,
    Evidence,
    FileInReport,
    Finding,
    NodeInReport,
    NoteInReport,
    NotReadInReport,
    PlaceInReport,
    PlanInReport,
    Report,
    RulebookInReport,
    RuleTally,
    Severity,
    Submission,
    Tool,
    Undecided,
    fingerprint,
)
from checker.text import Sentence, same
from tests.render.figures import covered, figures, indicator, part

PLAN = "LP-549901"
# As plans write them: several in a cell, in two spellings, or none.
UNITS = ("กองช่าง", "กองการศึกษา / กองช่าง", "กองสาธารณสุขและสิ่งแวดล้อม", None, "กอง ช่าง")
FILE = "แผนพัฒนาท้องถิ่น 2566-2570 (ฉบับแก้ไข).xlsx"
NO_DISTRICT = Sentence(th="ไม่ได้ให้แผนพัฒนาอำเภอมา", en="the district plan was not given.")
NO_VILLAGE = Sentence(th="ไม่ได้ให้แผนพัฒนาหมู่บ้านมา", en="the village plans were not given.")
REGULATION = BasisInReport(
    source="local-plan-regulation-2548",
    title=Sentence(
        th="ระเบียบกระทรวงมหาดไทยว่าด้วยการจัดทำแผนพัฒนาขององค์กรปกครองส่วนท้องถิ่น พ.ศ. 2548",
        en="Regulation of the Ministry of Interior on the plans of local authorities, 2548 BE",
    ),
    clause=None,
    verb="must",
    confirmed=False,
)
FORM = BasisInReport(
    source="form-02", title=Sentence(th="แบบ ผ.02 รายละเอียดโครงการพัฒนา", en="Form ผ.02, project details"), clause="7", verb="must", confirmed=True
)  # fmt: skip


def words(th: str, en: str) -> Sentence:
    return Sentence(th=th, en=en)


def rule(ident: str, severity: Severity, th: str, en: str, **tally: Any) -> RuleTally:
    """A rule that ran; `tally` gives its counts (`pass`, `fail`, …) or `not_checked`."""
    counts = {name: tally.pop(name, 0) for name in ("pass", "fail", "not_applicable", "undecided")}
    return RuleTally.model_validate(
        {
            "id": ident,
            "name": en.lower().replace(" ", "-"),
            "severity": severity,
            "title": words(th, en),
            "rationale": words(
                "ผู้พิจารณาแผนใช้ข้อมูลนี้ยืนยันว่างบประมาณนำไปสู่เป้าหมายที่แผนประกาศไว้ หากขาดไป โครงการอาจถูกตัดออกจากการพิจารณา",
                "Reviewers use this to see that the money leads to the goals the plan declares. Without it the project may be set aside.",
            ),
            "fix": words("เติมค่าในช่องที่ระบุ", "Fill in the cell named with each finding."),
            "basis": [REGULATION, FORM] if severity == "error" else [REGULATION],
            "examined": sum(counts.values()),
            **counts,
            **tally,
        }
    )


def place(sheet: str, column: str, row: int) -> PlaceInReport:
    return PlaceInReport(file=FILE, sheet=sheet, row=row, column=column, cell=f"{column}{row}")


def finding(
    of: RuleTally, node: NodeInReport, at: PlaceInReport, message: Sentence, fix: Sentence, **more: Any
) -> Finding:
    return Finding(
        rule=of.id,
        severity=of.severity,
        fingerprint=fingerprint(of.id, more.pop("plan", PLAN), node.kind, node.code, more.pop("twin", 0)),
        plan=PLAN,
        node=node,
        place=at,
        message=message,
        fix=fix,
        **more,
    )


def strategy(code: str, name: str, projects: int, budget: str, **links: Any) -> ChainStrategy:
    links = {"plan": PLAN, "level": "local", "supports": [], "broken": [], "reaches": [], **links}
    return ChainStrategy(code=code, name=name, projects=projects, budget=budget, **links)


def upper(plan: str, level: str, code: str, name: str, supports: Sequence[str] = ()) -> ChainStrategy:
    return strategy(code, name, 0, "0", plan=plan, level=level, supports=list(supports))


ABOVE = [
    upper("PP-99", "province", "1", "พัฒนาเศรษฐกิจฐานราก เกษตรปลอดภัย และการท่องเที่ยวเชิงสร้างสรรค์", ["national-strategy/2"]),
    upper("PP-99", "province", "2", "เสริมสร้างคุณภาพชีวิตและสังคมที่เอื้ออาทร", ["national-strategy/4", "nesdp/9"]),
    upper("PP-99", "province", "3", "อนุรักษ์ ฟื้นฟู และบริหารจัดการทรัพยากรธรรมชาติและสิ่งแวดล้อมอย่างยั่งยืน", ["national-strategy/5"]),
    upper("PP-99", "province", "4", "เสริมสร้างความมั่นคงและความสงบเรียบร้อย"),
    *(upper("national-strategy", "national", str(n), name) for n, name in enumerate(
        ["ความมั่นคง", "การสร้างความสามารถในการแข่งขัน", "การพัฒนาและเสริมสร้างศักยภาพทรัพยากรมนุษย์",
         "การสร้างโอกาสและความเสมอภาคทางสังคม", "การสร้างการเติบโตบนคุณภาพชีวิตที่เป็นมิตรต่อสิ่งแวดล้อม",
         "การปรับสมดุลและพัฒนาระบบการบริหารจัดการภาครัฐ"], 1)),
    upper("nesdp", "national", "9", "ไทยมีความยากจนข้ามรุ่นลดลง และมีความคุ้มครองทางสังคมที่เพียงพอ"),
    upper("nesdp", "national", "13", "ไทยมีภาครัฐที่ทันสมัย มีประสิทธิภาพ และตอบโจทย์ประชาชน"),
]  # fmt: skip
TOP = ["local", "province", "national"]
CHAIN = [
    strategy("S-1", "พัฒนาโครงสร้างพื้นฐานและสาธารณูปโภคให้ทั่วถึง", 214, "486350000", supports=["PP-99/1", "PP-99/2"], reaches=TOP),
    strategy("S-2", "ส่งเสริมคุณภาพชีวิต การศึกษา สาธารณสุข และสวัสดิการสังคมสำหรับประชาชนทุกกลุ่มวัย", 121, "92480500.50", supports=["PP-99/2"], reaches=TOP),
    strategy("S-3", "ส่งเสริมเศรษฐกิจชุมชนและการท่องเที่ยว", 38, "21900000", supports=["PP-99/1"], broken=["PP-99/7"], reaches=TOP),
    strategy("S-4", "จัดการทรัพยากรธรรมชาติและสิ่งแวดล้อม", 0, "0", supports=["PP-99/3", "national-strategy/5"], reaches=TOP),
    strategy("S-5", "บริหารจัดการองค์กรตามหลักธรรมาภิบาล", 12, "3250000", broken=["ประเด็น-9", "PP-99/12"]),
]  # fmt: skip


def report(rules: list[RuleTally], findings: list[Finding], **more: Any) -> Report:
    """A report of one local plan."""
    plan = PlanInReport(
        code=PLAN, level="local", title="แผนพัฒนาท้องถิ่น (พ.ศ. 2566-2570)", owner="องค์การบริหารส่วนตำบลตัวอย่าง", years="2566-2570"
    )  # fmt: skip
    digest = hashlib.sha256(b"plan").hexdigest()
    given: dict[str, Any] = {
        "tool": Tool(name="oneplan-checker", version="0.1.0"),
        "rulebook": RulebookInReport(version="2026.1", hash=hashlib.sha256(b"rules").hexdigest(), profile="standard"),
        "as_of": "2026-11-22",
        "engines": Engines(ran=["rete", "sets"], agreed=True),
        "submissions": [
            Submission(plan=plan, files=[FileInReport(name=FILE, sha256=digest)], counts={"strategy": 5, "project": 385, "indicator": 61})
        ],
        "context": [
            PlanInReport(code="PP-99", level="province", title="แผนพัฒนาจังหวัดตัวอย่าง (พ.ศ. 2566-2570)", owner="ก.บ.จ. ตัวอย่าง", years="2566-2570")
        ],
        "context_files": [FileInReport(name="แผนจังหวัด.xlsx", sha256=hashlib.sha256(b"context").hexdigest())],
        "rules": rules,
        "findings": findings,
        "undecided": [],
        "chain": CHAIN,
        "above": ABOVE,
        "notes": [],
        "not_read": [],
    }  # fmt: skip
    return Report(**given | more)


def node(kind: str, code: str, name: str) -> NodeInReport:
    unit = UNITS[sum(map(ord, code)) % len(UNITS)] if kind in ("project", "indicator") else None
    return NodeInReport(kind=kind, level="local", code=code, name=name, unit=unit)


def good() -> Report:
    """Everything ran and nothing is to be mended."""
    rules = [
        rule("PRJ-101", "error", "โครงการไม่อยู่ภายใต้ยุทธศาสตร์ใด", "Project supports no strategy of its own plan", **{"pass": 385}),
        rule("IND-201", "warning", "ตัวชี้วัดไม่มีตัวเลข", "Indicator states no quantity", **{"pass": 61}),
    ]  # fmt: skip
    chain = [one for one in CHAIN if not one.broken and one.projects]
    return report(rules, [], chain=chain)


def simple(errors: int = 0, warnings: int = 0, advice: int = 0) -> Report:
    """A report with so many findings of each severity and nothing else."""
    rules = [
        rule(
            "PRJ-101",
            "error",
            "โครงการไม่อยู่ภายใต้ยุทธศาสตร์ใด",
            "Project supports no strategy",
            **{"pass": 9, "fail": errors},
        ),
        rule("PRJ-102", "warning", "โครงการไม่มีตัวชี้วัด", "Project has no indicator", **{"pass": 9, "fail": warnings}),
        rule("PRJ-103", "advice", "ลำดับที่ข้าม", "Numbers skip", **{"pass": 9, "fail": advice}),
    ]
    found = []
    for of in rules:
        for n in range(of.fail):
            code = f"P-{n + 1}"
            says = words(f"โครงการ {code} ยังไม่ครบ", f"Project {code} lacks something.")
            found.append(finding(of, node("project", code, "ก่อสร้างถนน"), place("ผ.02", "D", n + 14), says, says))
    return report(rules, found)


def hostile() -> Report:
    """A report in which everything that a submitter can write tries to break out of the page."""
    bad = "<script>alert('x')</script>&\"\x1b[31m\u202e"
    of = rule("PRJ-101", "error", "โครงการ", "Project", fail=1)
    at = PlaceInReport(file=bad, sheet=bad, row=1, column="A", cell="A1")
    proof = Evidence(what="value", label=same(bad), value=same(bad), place=at)
    found = finding(of, node("project", bad, bad), at, same(bad), same(bad), evidence=[proof], extra={bad: bad})
    plan = PlanInReport(code=bad, level="local", title=bad, owner=bad, years=bad)
    return report(
        [of],
        [found],
        submissions=[Submission(plan=plan, files=[FileInReport(name=bad, sha256="0" * 64)], counts={"project": 1})],
        chain=[strategy(bad, bad, 1, "1", supports=[bad], broken=[bad])],
        above=[upper(bad, "province", bad, bad)],
        figures=[
            figures(
                bad,
                [covered(bad, bad, 1, [part("goal", bad, bad)])],
                indicators=[indicator(bad, name=bad, unit=bad, direction=bad)],
            )
        ],
        notes=[NoteInReport(place=at, says=same(bad))],
        not_read=[NotReadInReport(file=bad, what=same(bad), why=same(bad))],
        undecided=[Undecided(rule=of.id, plan=bad, node=node("project", bad, bad), place=at, why=same(bad))],
    )


def counted(rules: list[RuleTally], findings: list[Finding], undecided: Sequence[Undecided] = ()) -> list[RuleTally]:
    """`rules` with the failures, waivers and undecided verdicts that are really there."""
    failed = Counter(one.rule for one in findings)
    waived = Counter(one.rule for one in findings if one.waiver)
    open_ = Counter(one.rule for one in undecided)
    return [
        of.model_copy(update={
            "fail": failed[of.id], "waived": waived[of.id], "undecided": open_[of.id],
            "examined": of.passed + of.not_applicable + failed[of.id] + open_[of.id],
        })
        for of in rules
    ]  # fmt: skip


def several() -> Report:
    """Two plans in one submission, one of them under the other, and nothing above."""
    village = PlanInReport(
        code="VP-1", level="village", title="แผนพัฒนาหมู่บ้าน หมู่ที่ 1", owner="คณะกรรมการหมู่บ้าน", years="2566"
    )
    one = simple(errors=2, warnings=1)
    file = FileInReport(name="หมู่ 1.xlsx", sha256="1" * 64)
    chain = [
        strategy(
            "V-1",
            "น้ำกินน้ำใช้",
            3,
            "150000",
            plan="VP-1",
            level="village",
            supports=[f"{PLAN}/S-1"],
            reaches=["village", "local"],
        )
    ]
    return one.model_copy(
        update={
            "submissions": [*one.submissions, Submission(plan=village, files=[file], counts={"project": 3})],
            "findings": [*one.findings[:2], one.findings[2].model_copy(update={"plan": "VP-1"})],
            "chain": [*CHAIN, *chain],
            "above": [],
        }
    )  # fmt: skip


def bad() -> Report:
    """Some forty findings: causes, undecided verdicts, rules not checked, waivers, extra columns and long Thai names."""
    from tests.render.bad_report import bad_report

    return bad_report()


def huge(findings: int = 5_000) -> Report:
    """As many findings as asked for, over a fifth as many projects, with evidence."""
    rules = [
        rule(
            "PRJ-101",
            "error",
            "โครงการไม่อยู่ภายใต้ยุทธศาสตร์ใด",
            "Project supports no strategy of its own plan",
            **{"pass": 400},
        ),
        rule("PRJ-102", "warning", "ตัวชี้วัดไม่มีตัวเลข", "Indicator states no quantity", **{"pass": 900}),
        rule("PRJ-103", "warning", "เป้าหมายไม่มีจำนวน", "Target states no quantity", **{"pass": 100}),
        rule("PRJ-104", "advice", "เลขลำดับข้าม", "Numbers skip", **{"pass": 20}),
        rule("PRJ-105", "error", "ไม่มีหน่วยงานรับผิดชอบ", "Project has no responsible unit", **{"pass": 7}),
    ]
    found = []
    for n in range(findings):
        of, code = rules[n % 5], f"P-{n // 5 + 1}"
        name = f"ก่อสร้างถนนคอนกรีตเสริมเหล็ก สายบ้านตัวอย่าง หมู่ที่ {n // 5 % 12 + 1} เชื่อมตำบลข้างเคียง"
        message = words(
            f"โครงการ {code} ไม่ระบุตัวเลขในช่องตัวชี้วัด จึงวัดผลสำเร็จของโครงการไม่ได้",
            f"Project {code} states no number in its indicator, so that its success cannot be measured.",
        )
        fix = words("เขียนจำนวนและหน่วยนับในคอลัมน์ “ตัวชี้วัด (KPI)”", "Write a number and its unit in column “ตัวชี้วัด (KPI)”.")
        proof = Evidence(what="value", label=words("ค่าที่พบ", "value found"), value=same("ประชาชนได้รับความสะดวก"))
        found.append(
            finding(of, node("project", code, name), place("ผ.02", "L", n // 5 + 14), message, fix, evidence=[proof])
        )
    return report(counted(rules, found), found)
