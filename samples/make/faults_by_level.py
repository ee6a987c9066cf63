"""The single faults that belong to the plans or the lists of one level: annual plans, amendments, closed years, areas."""

from __future__ import annotations

from collections.abc import Callable

from faulty import Fault, annual, closed, den_chai, district, empty, fill, node, put_after, tambon, village

P = "1.1(1)-1"
_UNIT_OF_ROADS = "แขวงทางหลวงชนบทแพร่"


def plan_fields(**values: object) -> Callable[[dict], object]:
    """The change that writes `values` into the heading of the plan."""
    return lambda plan: plan["plan"].update(values)


def no_plan_field(name: str) -> Callable[[dict], object]:
    """The change that takes the field `name` out of the heading of the plan."""
    return lambda plan: plan["plan"].pop(name)


def later(value: object) -> object:
    """`value` with every year, as a key, one year later."""
    if isinstance(value, dict):
        return {name + 1 if isinstance(name, int) else name: later(item) for name, item in value.items()}
    return [later(item) for item in value] if isinstance(value, list) else value


def a_year_later(plan: dict) -> None:
    """The plan covers five years that begin a year after those of the province."""
    plan["plan"].update(years="2567-2571", title=plan["plan"]["title"].replace("2566-2570", "2567-2571"))
    plan["nodes"] = later(plan["nodes"])


def one_result_missing(plan: dict) -> None:
    """A year that is over has no result."""
    del node(plan, "indicator", "K1")["actual"][2564]


def numbers_of_quality(plan: dict) -> None:
    """A qualitative indicator bears milestones, and a number as its target of one year."""
    indicator = node(plan, "indicator", "K2")
    for name in ("baseline", "targets", "contributes_to"):
        del indicator[name]
    indicator.update(
        name="ระดับการมีส่วนร่วมของชุมชนในการป้องกันไฟป่า",
        type="qualitative",
        unit="ระดับ",
        direction="up",
        baseline={2565: "ยังไม่มีข้อตกลงร่วมกัน"},
        targets={2566: 80},
        milestones={
            2566: "ทุกหมู่บ้านมีข้อตกลงงดเผา",
            2567: "มีชุดลาดตระเวนร่วมของตำบล",
            2568: "มีแผนป้องกันไฟป่าร่วมกับตำบลข้างเคียง",
            2569: "ชุมชนเฝ้าระวังไฟป่าได้เอง",
            2570: "ถ่ายทอดวิธีทำงานแก่ตำบลอื่น",
        },
        data_source="บันทึกการประชุมประชาคมตำบลห้วยไร่",
    )


def equipment_twice(plan: dict) -> None:
    """A piece of equipment is a project too."""
    name = "เครื่องเป่าลมดับไฟป่าประจำตำบลห้วยไร่"
    put_after(
        plan,
        "project",
        "2.1(1)-2",
        {
            "project": "2.1(1)-3",
            "part_of": "2.1(1)",
            "number": 3,
            "name": name,
            "objective": "เพื่อให้ชุดดับไฟป่ามีเครื่องมือที่พร้อมใช้",
            "target": "เครื่องเป่าลม จำนวน 4 เครื่อง",
            "budget": {2566: 60000},
            "indicator_text": "ชุดดับไฟป่ามีเครื่องมือพร้อมใช้ร้อยละ 100",
            "expected_result": "ชุดดับไฟป่าควบคุมไฟได้เร็วขึ้นด้วยเครื่องมือที่พร้อมใช้",
            "responsible_unit": "สำนักปลัด",
        },
    )
    put_after(
        plan,
        "project",
        "2.1(1)-3",
        {
            "equipment": "E1",
            "part_of": "2.1(1)",
            "name": name,
            "category": "ค่าครุภัณฑ์",
            "type": "ครุภัณฑ์การเกษตร",
            "target": "จำนวน 4 เครื่อง",
            "budget": {2566: 60000},
            "responsible_unit": "สำนักปลัด",
        },
    )


def beyond_capacity(plan: dict) -> None:
    """A project that is beyond the authority's capacity is taken up by no plan."""
    node(plan, "project", P).update(listed_as="beyond-capacity", coordinate_with=_UNIT_OF_ROADS)


def as_the_district(plan: dict) -> None:
    """A project is one of the district plan, and neither comes from the other."""
    node(plan, "project", "2.1(1)-2").update(
        name="รวมกลุ่มผู้ปลูกผักปลอดภัยเพื่อส่งตลาดโรงพยาบาลและโรงเรียน อำเภอเด่นชัย",
        objective="เพื่อให้เกษตรกรปลูกผักปลอดภัยแทนการเผาไร่และมีตลาดรับซื้อแน่นอน",
        target="กลุ่มผู้ปลูกผัก 2 กลุ่ม สมาชิก 45 ราย",
        indicator_text="ปริมาณผักที่ส่งตลาดสถาบันไม่น้อยกว่า 20 ตันต่อปี",
        expected_result="เกษตรกรมีตลาดรับซื้อผักปลอดภัยแน่นอนและเลิกเผาไร่",
    )


ANNUAL = [
    Fault(
        "annual-project-not-in-five-year-plan",
        "โครงการในแผนประจำปีบอกว่าอยู่ในแผนห้าปี แต่ไม่ได้อ้างโครงการของแผนพัฒนาจังหวัด",
        "A project of the annual plan says that it stands in the five-year plan, and cites no project of it.",
        empty("project", "P2", "comes_from"),
        annual,
    ),
    Fault(
        "annual-project-without-resolution",
        "โครงการใหม่ในแผนประจำปีไม่มีมติคณะกรรมการ",
        "A new project of the annual plan has no resolution.",
        empty("project", "P3", "resolution"),
        annual,
    ),
    Fault(
        "annual-activities-not-adding-up",
        "งบประมาณของกิจกรรมรวมกันน้อยกว่างบประมาณของโครงการ 50,000 บาท",
        "The activities of a project add up to 50,000 baht less than its budget.",
        fill("activity", "P1-2", budget={2568: 1700000}),
        annual,
    ),
    Fault(
        "annual-project-not-ready",
        "โครงการในแผนประจำปียังไม่มีแบบรูปรายการ",
        "A project of the annual plan has no drawings yet.",
        fill("project", "P3", drawings="not-ready"),
        annual,
    ),
    Fault(
        "annual-requests-above-ceiling",
        "คำของบประมาณรวมกันเกินกรอบวงเงินที่แผนเขียนไว้",
        "The requests add up to more than the ceiling that the plan states.",
        plan_fields(ceiling=9000000),
        annual,
    ),
]

AREAS = [
    Fault(
        "tambon-project-missing-at-destination",
        "ตำบลส่งโครงการต่อให้อำเภอ แต่แผนอำเภอไม่มีโครงการที่มาจากโครงการนี้",
        "A tambon sends a project on to the district, and no project of the district comes from it.",
        fill("project", "1.1-2", forwarded_to=["DP-5405"]),
        tambon,
    ),
    Fault(
        "district-years-differ",
        "แผนอำเภอเริ่มและสิ้นสุดช้ากว่าแผนจังหวัดหนึ่งปี",
        "The district plan begins and ends a year after the provincial plan.",
        a_year_later,
        district,
    ),
    Fault(
        "district-project-from-another-district",
        "โครงการของอำเภอมาจากแผนตำบลของอำเภออื่น",
        "A district project comes from the plan of a tambon of another district.",
        fill("project", "2.1(1)-1", comes_from=["TP-540503/3.1-1"]),
        district,
    ),
    Fault(
        "village-plan-without-endorsement",
        "แผนหมู่บ้านไม่ได้บอกว่าใครให้ความเห็นชอบ",
        "A village plan does not say who endorsed it.",
        no_plan_field("endorsed_by"),
        village,
    ),
    Fault(
        "village-meeting-outside-plan-years",
        "ประชุมจัดทำแผนหมู่บ้านก่อนแผนเริ่มห้าปี",
        "The meeting on a village plan was held five years before its first year.",
        plan_fields(meeting_on="2560-05-14"),
        village,
    ),
    Fault(
        "plan-follows-another-version",
        "แผนท้องถิ่นยึดแผนจังหวัดฉบับ 2561 แต่ฉบับที่ใช้อยู่คือ 2566",
        "A local plan follows version 2561 of the provincial plan, and version 2566 is in force.",
        plan_fields(written_against=[{"plan": "PP-54", "version": "2561"}, {"plan": "DP-5405", "version": "2566"}]),
    ),
    Fault(
        "project-funded-at-two-levels",
        "โครงการชื่อเดียวกันมีงบประมาณปีเดียวกันในแผนท้องถิ่นและแผนอำเภอ",
        "A project of one name has money for one year in a local plan and in a district plan.",
        as_the_district,
        beside={"plan-district.yaml": den_chai},
    ),
]

LISTS = [
    Fault(
        "village-row-without-origin",
        "โครงการในบัญชี ผ.02/1 ไม่ได้บอกว่ามาจากแผนหมู่บ้านใด",
        "A project of ผ.02/1 does not say which village plan it was taken from.",
        fill("project", "1.1(1)-2", listed_as="from-villages"),
    ),
    Fault(
        "beyond-capacity-taken-up-nowhere",
        "โครงการในบัญชี ผ.02/2 ไม่มีแผนใดรับไปดำเนินการ",
        "A project of ผ.02/2 is taken up by no plan.",
        beyond_capacity,
    ),
    Fault(
        "equipment-also-a-project",
        "ครุภัณฑ์รายการเดียวกันอยู่ทั้งในบัญชีครุภัณฑ์และบัญชีโครงการ",
        "One piece of equipment stands on the list of equipment and among the projects.",
        equipment_twice,
    ),
    Fault(
        "amendment-of-nothing",
        "โครงการที่เปลี่ยนแปลงครั้งที่ 1/2567 ไม่ได้บอกว่าเปลี่ยนแปลงโครงการใด",
        "A project that an amendment changes does not say which project it takes the place of.",
        fill("project", "1.1(1)-2", amendment="changed", amendment_number="1/2567"),
    ),
    Fault(
        "ordinance-above-plan",
        "ข้อบัญญัติตั้งงบประมาณสูงกว่าแผน",
        "The budget ordinance gives a project more than the plan does.",
        fill("project", P, ordinance={2566: 195000}),
    ),
    Fault(
        "project-name-too-general",
        "ชื่อโครงการมีแต่คำทั่วไป",
        "The name of a project is made of common words alone.",
        fill("project", "1.1(1)-2", name="โครงการฝึกอบรม"),
    ),
    Fault(
        "building-without-place",
        "โครงการก่อสร้างไม่ได้บอกสถานที่",
        "A project that builds something does not say where.",
        fill("project", P, name="ก่อสร้างรางระบายน้ำคอนกรีตเสริมเหล็กพร้อมไฟส่องสว่าง"),
    ),
    Fault(
        "refused-without-reason",
        "โครงการที่ไม่รับไม่ได้บอกเหตุผล",
        "A project is recorded as refused without a reason.",
        fill("project", "1.1(1)-2", status="refused"),
    ),
]

MEASURES = [
    Fault(
        "qualitative-indicator-with-numbers",
        "ตัวชี้วัดเชิงคุณภาพมีค่าเป้าหมายเป็นตัวเลข",
        "A qualitative indicator has a number as its target.",
        numbers_of_quality,
    ),
    Fault(
        "closed-year-without-result",
        "ตัวชี้วัดไม่มีผลของปี 2564 ซึ่งสิ้นสุดแล้ว",
        "An indicator has no result for 2564, which is over.",
        one_result_missing,
        closed,
    ),
    Fault(
        "shortfall-without-reason",
        "ผลของปี 2563 ต่ำกว่าเป้าหมาย แต่ไม่มีเหตุผล",
        "The result of 2563 falls short of its target, and no reason is given.",
        empty("indicator", "K1", "shortfall_reason"),
        closed,
    ),
]

FAULTS_BY_LEVEL = [*ANNUAL, *AREAS, *LISTS, *MEASURES]
