"""The bad report: every kind of trouble once, and some of it often."""

from __future__ import annotations

from checker.finding import Evidence, Finding, NoteInReport, NotReadInReport, PlaceInReport, Report, Undecided, Waiver
from checker.text import same
from tests.render.figures import every_state
from tests.render.reports import (
    FILE,
    NO_DISTRICT,
    NO_VILLAGE,
    PLAN,
    counted,
    finding,
    huge,
    node,
    place,
    report,
    rule,
    words,
)

RULES = [
    rule("LNK-001", "error", "รหัสที่อ้างถึงไม่มีอยู่", "Reference names nothing", **{"pass": 379}),
    rule("PRJ-101", "error", "โครงการไม่อยู่ภายใต้ยุทธศาสตร์ใด", "Project supports no strategy of its own plan", **{"pass": 380}),
    rule("SUM-301", "error", "ยอดรวมไม่ตรงกับรายการ", "Printed total differs from its parts", **{"pass": 44}),
    rule("STR-401", "error", "ยุทธศาสตร์ไม่เชื่อมถึงแผนพัฒนาจังหวัด", "Strategy does not reach the provincial plan", **{"pass": 4}),
    rule("IND-201", "warning", "ตัวชี้วัดไม่มีตัวเลข", "Indicator states no quantity", **{"pass": 290, "not_applicable": 31}),
    rule("STR-402", "warning", "ยุทธศาสตร์ไม่มีโครงการรองรับ", "Strategy is carried by no project", **{"pass": 4}),
    rule("SEQ-501", "advice", "เลขลำดับข้าม", "Numbers skip", **{"pass": 12}),
    rule("ACT-601", "advice", "กิจกรรมไม่มีผู้รับผิดชอบ", "Activity names no unit"),
    rule("DST-701", "error", "ยุทธศาสตร์ไม่สอดคล้องกับแผนพัฒนาอำเภอ", "Strategy supports nothing in the district plan", not_checked=NO_DISTRICT),
    rule("DST-702", "warning", "ประเด็นของอำเภอไม่มีใครสนับสนุน", "District issue is supported by nobody", not_checked=NO_DISTRICT),
    rule("VIL-801", "warning", "โครงการจากหมู่บ้านไม่มีต้นทาง", "Village project has no origin", not_checked=NO_VILLAGE),
    rule("PRV-901", "error", "แผนจังหวัดไม่มีตัวชี้วัด", "Provincial issue has no indicator", concerns=False),
]  # fmt: skip
BY_ID = {one.id: one for one in RULES}
LONG = (
    "ก่อสร้างถนนคอนกรีตเสริมเหล็กพร้อมรางระบายน้ำและติดตั้งไฟฟ้าส่องสว่างสาธารณะ สายทางบ้านตัวอย่างเหนือ หมู่ที่ 4 ถึงบ้านตัวอย่างใต้ "
    "หมู่ที่ 11 เชื่อมต่อตำบลข้างเคียง ขนาดกว้าง 5.00 เมตร ยาว 2,350.00 เมตร หนา 0.15 เมตร หรือมีพื้นที่ไม่น้อยกว่า 11,750 ตารางเมตร"
)


def _cause() -> Finding:
    tactic = node("tactic", "S-3/T-2", "ส่งเสริมการท่องเที่ยวเชิงวัฒนธรรมและวิถีชุมชน")
    return finding(
        BY_ID["LNK-001"],
        tactic,
        place("ยุทธศาสตร์", "C", 21),
        words(
            "กลยุทธ์ S-3/T-2 อยู่ภายใต้เป้าประสงค์ “G-9” ซึ่งแผนนี้ไม่มี",
            "Tactic S-3/T-2 stands under goal “G-9”, which this plan does not have.",
        ),
        words(
            "เขียน G-3, G-4 หรือ G-6 ในคอลัมน์ “เป้าประสงค์” หรือเพิ่มเป้าประสงค์ G-9",
            "Write G-3, G-4 or G-6 in column “เป้าประสงค์”, or add goal G-9.",
        ),
        explains=31,
        evidence=[
            Evidence(what="looked-for", label=words("มองหา", "looked for"), value=same("G-9")),
            Evidence(
                what="nearest",
                label=words("ใกล้เคียงที่สุด", "nearest"),
                value=same("G-6 เพิ่มรายได้จากการท่องเที่ยว"),
                node=f"{PLAN}/G-6",
                place=place("ยุทธศาสตร์", "A", 17),
            ),
            Evidence(what="there", label=words("มีในแผน", "in this plan"), value=same("G-1, G-2, G-3, G-4, G-6")),
        ],
        extra={"หมายเหตุของกอง": "รอยืนยันกับกองการศึกษา", "วันที่รับเอกสาร": "12 ต.ค. 2565"},
    )


def _folded(cause: Finding) -> list[Finding]:
    return [
        finding(
            BY_ID["PRJ-101"],
            node("project", f"P-{n}", f"จัดงานประเพณีประจำปี ครั้งที่ {n}"),
            place("ผ.02", "B", n + 14),
            words(f"โครงการ P-{n} เชื่อมขึ้นไปไม่ถึงยุทธศาสตร์ใดของแผนนี้", f"Project P-{n} leads to no strategy of this plan."),
            words(
                "แก้เป้าประสงค์ของกลยุทธ์ S-3/T-2 แล้วโครงการนี้จะเชื่อมได้", "Mend the goal of tactic S-3/T-2, and this project is linked."
            ),
            cause=cause.fingerprint,
        )
        for n in (201, 202, 210, 211, 1002)
    ]  # fmt: skip


def _open(cause: Finding) -> list[Undecided]:
    why = words("ยังไม่รู้ว่าโครงการอยู่ภายใต้เป้าประสงค์ใด", "it is not known under which goal the project stands.")
    folded = [
        Undecided(
            rule="IND-201",
            plan=PLAN,
            node=node("project", f"P-{n}", f"พัฒนาแหล่งท่องเที่ยวชุมชน จุดที่ {n}"),
            place=place("ผ.02", "B", n),
            cause=cause.fingerprint,
            why=why,
        )
        for n in range(220, 246)
    ]
    unread = words("อ่านยอดในช่อง D88 เป็นจำนวนเงินไม่ได้", "the amount in D88 cannot be read as money.")
    alone = Undecided(
        rule="SUM-301", plan=PLAN, node=node("total", "T-8", "รวมแผนงานเคหะ"), place=place("ผ.02", "D", 88), why=unread
    )
    return [*folded, alone]


def _indicators() -> list[Finding]:
    texts = ["ประชาชนได้รับความสะดวก", "ร้อยละของผู้พึงพอใจ", "มีถนนที่ได้มาตรฐาน", "ชุมชนเข้มแข็ง"]
    return [
        finding(
            BY_ID["IND-201"],
            node("project", f"P-{n}", LONG if n == 7 else f"ก่อสร้างรางระบายน้ำ หมู่ที่ {n}"),
            place("ผ.02", "L", n + 14),
            words(
                f"ตัวชี้วัด “{texts[n % 4]}” ไม่มีตัวเลขหรือหน่วยนับ", f"Indicator “{texts[n % 4]}” states no number and no unit."
            ),
            words("เขียนจำนวนและหน่วยนับในคอลัมน์ “ตัวชี้วัด (KPI)”", "Write a number and its unit in column “ตัวชี้วัด (KPI)”."),
            evidence=[Evidence(what="value", label=words("ค่าที่พบ", "value found"), value=same(texts[n % 4]))],
        )
        for n in range(2, 26)
    ]


def _others() -> list[Finding]:
    long_project = node("project", "P-7", LONG)
    waiver = Waiver(reason="อยู่ระหว่างรวมกลยุทธ์ตามมติสภา", granted_by="สำนักงานจังหวัดตัวอย่าง", until="2027-03-31")
    return [
        finding(
            BY_ID["PRJ-101"],
            long_project,
            place("ผ.02", "B", 21),
            words("โครงการ P-7 ไม่ระบุยุทธศาสตร์ของแผนนี้", "Project P-7 names no strategy of this plan."),
            words("เขียน S-1, S-2 หรือ S-3 ในคอลัมน์ “ยุทธศาสตร์”", "Write S-1, S-2 or S-3 in column “ยุทธศาสตร์”."),
        ),
        finding(
            BY_ID["SUM-301"],
            node("total", "T-1", "รวมงบประมาณ แผนงานอุตสาหกรรมและการโยธา"),
            place("ผ.01", "H", 42),
            words(
                "ยอดรวมปี 2568 พิมพ์ไว้ 12,450,000 บาท แต่โครงการรวมกันได้ 12,540,000 บาท",
                "The total of 2568 is printed as 12,450,000 baht, but the projects come to 12,540,000 baht.",
            ),
            words(
                "แก้ช่อง H42 เป็น 12,540,000 หรือแก้โครงการที่คลาดเคลื่อน",
                "Write 12,540,000 in H42, or mend the project that is off.",
            ),
            evidence=[
                Evidence(
                    what="printed",
                    label=words("พิมพ์ไว้", "printed"),
                    value=same("12,450,000"),
                    place=place("ผ.01", "H", 42),
                ),
                Evidence(what="summed", label=words("รวมได้", "sum of the parts"), value=same("12,540,000")),
                Evidence(what="difference", label=words("ต่างกัน", "difference"), value=same("−90,000")),
            ],
        ),
        finding(
            BY_ID["STR-401"],
            node("strategy", "S-5", "บริหารจัดการองค์กรตามหลักธรรมาภิบาล"),
            place("ยุทธศาสตร์", "F", 9),
            words(
                "ยุทธศาสตร์ S-5 อ้าง “ประเด็น-9” และ “PP-99/12” ซึ่งแผนพัฒนาจังหวัดไม่มี",
                "Strategy S-5 names “ประเด็น-9” and “PP-99/12”, which the provincial plan does not have.",
            ),
            words("เขียน 1, 2, 3 หรือ 4 ในคอลัมน์ “ยุทธศาสตร์จังหวัด”", "Write 1, 2, 3 or 4 in column “ยุทธศาสตร์จังหวัด”."),
        ),
        finding(
            BY_ID["STR-402"],
            node("strategy", "S-4", "จัดการทรัพยากรธรรมชาติและสิ่งแวดล้อม"),
            place("ยุทธศาสตร์", "A", 8),
            words("ยุทธศาสตร์ S-4 ไม่มีโครงการรองรับ", "No project carries strategy S-4."),
            words(
                "เพิ่มโครงการภายใต้ S-4 หรือย้ายโครงการที่เกี่ยวข้องมา",
                "Add a project under S-4, or move one that belongs there.",
            ),
        ),
        *(
            finding(
                BY_ID["SEQ-501"],
                node("tactic", f"T-{n}", f"แนวทางที่ {n}"),
                place("ยุทธศาสตร์", "B", n + 30),
                words(f"ก่อนแนวทาง T-{n} ไม่มี T-{n - 1}", f"There is no T-{n - 1} before tactic T-{n}."),
                words("เรียงเลขใหม่ให้ต่อเนื่อง", "Number the tactics without a gap."),
                waiver=waiver if n == 6 else None,
            )
            for n in (3, 6)
        ),
    ]


def bad_report() -> Report:
    """Some forty findings of eight rules; four rules could not run or do not concern the plan."""
    cause = _cause()
    findings = [cause, *_folded(cause), *_indicators(), *_others()]
    undecided = _open(cause)
    digits = words("เลขไทยอ่านเป็นเลขอารบิก", "Thai digits were read as Arabic digits.")
    era = words("ปี 2023 อ่านเป็น พ.ศ. 2566", "Year 2023 was read as 2566 BE.")
    return report(
        counted(RULES, findings, undecided),
        findings,
        undecided=undecided,
        figures=[every_state(PLAN, cause.fingerprint)],
        notes=[
            *(NoteInReport(place=place("ผ.02", "E", n), says=digits) for n in range(15, 55)),
            NoteInReport(place=PlaceInReport(file="โครงการเพิ่มเติม.csv", line=12), says=era),
        ],
        not_read=[
            NotReadInReport(
                file=FILE,
                what=words("กล่องข้อความและรูปวาด 212 รายการ", "212 text boxes and drawings"),
                why=words("โปรแกรมอ่านเฉพาะช่องในตาราง", "Only cells are read."),
            )
        ],
    )


def _written(at: int) -> Evidence:
    """What stands in a cell of a field with a long name, another in each."""
    value = words(f"เป้าหมาย (ผลผลิตของโครงการ): ถนนสายที่ {at}", f"target (output of the project): ถนนสายที่ {at}")
    return Evidence(what="value", label=words("ค่าที่เขียน", "Value as written"), value=value)


def long_report() -> Report:
    """The bad report among five hundred findings more, so that its page lists findings by check."""
    bad, more = bad_report(), huge(500)
    renamed = {one.id: f"BIG-{at}" for at, one in enumerate(more.rules, 101)}
    rules = [one.model_copy(update={"id": renamed[one.id]}) for one in more.rules]
    findings = [
        one.model_copy(
            update={"rule": renamed[one.rule], "fingerprint": f"{at:016x}", "evidence": [*one.evidence, _written(at)]}
        )
        for at, one in enumerate(more.findings)
    ]
    alone = {
        "cause": bad.findings[0].fingerprint,
        "message": words("โครงการนี้ต่างจากทุกโครงการ", "No other project is like this."),
    }
    findings[-1] = findings[-1].model_copy(update=alone)
    return bad.model_copy(update={"rules": [*bad.rules, *rules], "findings": [*bad.findings, *findings]})
