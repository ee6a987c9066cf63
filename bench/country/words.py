"""What the plans of the made-up country say: its five themes, and the topics of which projects are made. All of it is fictional."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Final, Literal, NamedTuple

YEARS: Final = range(2566, 2571)
WINDOW: Final = f"{YEARS[0]}-{YEARS[-1]}"
AGENCY_YEAR: Final = 2568


class Measure(NamedTuple):
    """An indicator: `{of}` in its name is the place. `base` is where its baseline lies; every year changes it by one of `step`."""

    name: str
    unit: str
    direction: Literal["up", "down"]
    base: tuple[int, int]
    step: tuple[int, int]


class Theme(NamedTuple):
    """What one strategy of every plan is about, the national things it serves, the tactics under it, and what measures it."""

    strategy: str
    goal: str
    unit: str
    serves: tuple[str, ...]
    tactics: tuple[tuple[str, tuple[str, ...]], ...]
    measures: tuple[Measure, Measure]


THEMES: Final[Mapping[int, Theme]] = {
    1: Theme(
        "การพัฒนาโครงสร้างพื้นฐานและการเชื่อมโยง{of}",
        "ประชาชน{of}เดินทางสะดวกและมีน้ำใช้ทั่วถึง",
        "กองช่าง",
        ("national-strategy:2", "master-plan:7", "nesdp:8", "sdg:11"),
        (
            ("พัฒนาถนนและการคมนาคม", ("แผนงานอุตสาหกรรมและการโยธา",)),
            ("พัฒนาแหล่งน้ำ ประปา และไฟฟ้าสาธารณะ", ("แผนงานเคหะและชุมชน",)),
        ),
        (
            Measure("ร้อยละของระยะทางถนน{of}ที่ได้มาตรฐาน", "ร้อยละ", "up", (45, 70), (2, 4)),
            Measure("จำนวนครัวเรือน{of}ที่มีน้ำประปาสะอาดใช้ตลอดปี", "ครัวเรือน", "up", (400, 900), (10, 60)),
        ),
    ),
    2: Theme(
        "การส่งเสริมคุณภาพชีวิต การศึกษา และสวัสดิการ{of}",
        "ประชาชน{of}มีคุณภาพชีวิตที่ดีและปลอดภัย",
        "กองการศึกษา ศาสนา และวัฒนธรรม",
        ("national-strategy:4", "master-plan:17", "nesdp:9", "sdg:3"),
        (
            ("พัฒนาการศึกษา ศาสนา และกีฬา", ("แผนงานการศึกษา", "แผนงานการศาสนา วัฒนธรรม และนันทนาการ")),
            ("ดูแลสุขภาพและกลุ่มเปราะบาง", ("แผนงานสาธารณสุข", "แผนงานสังคมสงเคราะห์")),
        ),
        (
            Measure("ร้อยละของครัวเรือนเปราะบาง{of}ที่พ้นเกณฑ์ความยากจน", "ร้อยละ", "up", (20, 40), (4, 9)),
            Measure("อัตราผู้เสียชีวิตจากอุบัติเหตุทางถนน{of}", "คนต่อประชากรแสนคน", "down", (24, 32), (1, 3)),
        ),
    ),
    3: Theme(
        "การส่งเสริมเศรษฐกิจชุมชน การเกษตร และการท่องเที่ยว{of}",
        "เกษตรกรและผู้ประกอบการ{of}มีรายได้เพิ่มขึ้น",
        "กองส่งเสริมการเกษตร",
        ("national-strategy:2", "master-plan:3", "nesdp:1", "sdg:8"),
        (
            ("ยกระดับการผลิตและตลาดสินค้าเกษตร", ("แผนงานการเกษตร",)),
            ("พัฒนาอาชีพและการท่องเที่ยวชุมชน", ("แผนงานสร้างความเข้มแข็งของชุมชน",)),
        ),
        (
            Measure("มูลค่าผลผลิตเกษตรปลอดภัย{of}", "ล้านบาท", "up", (10, 90), (1, 6)),
            Measure("รายได้จากการท่องเที่ยวและผลิตภัณฑ์ชุมชน{of}", "ล้านบาท", "up", (8, 120), (1, 8)),
        ),
    ),
    4: Theme(
        "การจัดการทรัพยากรธรรมชาติ สิ่งแวดล้อม และสาธารณภัย{of}",
        "ทรัพยากรธรรมชาติ{of}สมบูรณ์และประชาชนปลอดภัยจากภัยพิบัติ",
        "กองสาธารณสุขและสิ่งแวดล้อม",
        ("national-strategy:5", "master-plan:18", "nesdp:11", "sdg:13"),
        (
            ("จัดการขยะและฟื้นฟูทรัพยากรธรรมชาติ", ("แผนงานเคหะและชุมชน",)),
            ("ป้องกันไฟป่า หมอกควัน และอุบัติภัย", ("แผนงานการรักษาความสงบภายใน",)),
        ),
        (
            Measure("จำนวนจุดความร้อน{of}", "จุด", "down", (120, 400), (4, 20)),
            Measure("ร้อยละของขยะมูลฝอย{of}ที่ได้รับการจัดการถูกต้อง", "ร้อยละ", "up", (50, 70), (2, 5)),
        ),
    ),
    5: Theme(
        "การบริหารกิจการบ้านเมืองที่ดีและการมีส่วนร่วม{of}",
        "ประชาชน{of}ได้รับบริการที่ดีและมีส่วนร่วม",
        "สำนักปลัด",
        ("national-strategy:6", "master-plan:20", "nesdp:13", "sdg:16"),
        (
            ("พัฒนาระบบงานและการบริการประชาชน", ("แผนงานบริหารงานทั่วไป",)),
            ("ส่งเสริมการมีส่วนร่วมของประชาชน", ("แผนงานสร้างความเข้มแข็งของชุมชน",)),
        ),
        (
            Measure("ร้อยละความพึงพอใจของประชาชนต่อการบริการ{of}", "ร้อยละ", "up", (60, 80), (1, 3)),
            Measure("ร้อยละของคำขอของประชาชน{of}ที่แล้วเสร็จตามกำหนด", "ร้อยละ", "up", (55, 75), (2, 4)),
        ),
    ),
}


class Agency(NamedTuple):
    """A line agency of a province: the end of its plan's code, its name without the province, and its theme."""

    code: str
    name: str
    theme: int


AGENCIES: Final = (
    Agency("KSJ", "สำนักงานเกษตรจังหวัด", 3),
    Agency("TCH", "แขวงทางหลวงชนบท", 1),
    Agency("SSJ", "สำนักงานสาธารณสุขจังหวัด", 2),
    Agency("PPJ", "สำนักงานป้องกันและบรรเทาสาธารณภัยจังหวัด", 4),
    Agency("SNJ", "สำนักงานจังหวัด", 5),
    Agency("PCJ", "สำนักงานพัฒนาชุมชนจังหวัด", 3),
    Agency("CPT", "โครงการชลประทาน", 4),
    Agency("PMJ", "สำนักงานพัฒนาสังคมและความมั่นคงของมนุษย์จังหวัด", 2),
    Agency("TGJ", "สำนักงานการท่องเที่ยวและกีฬาจังหวัด", 3),
    Agency("TSJ", "สำนักงานทรัพยากรธรรมชาติและสิ่งแวดล้อมจังหวัด", 4),
    Agency("SGJ", "สำนักงานศึกษาธิการจังหวัด", 2),
    Agency("PKJ", "ที่ทำการปกครองจังหวัด", 5),
)
UNITS: Final = (
    "สำนักปลัด",
    "กองคลัง",
    "กองช่าง",
    "กองการศึกษา ศาสนา และวัฒนธรรม",
    "กองสาธารณสุขและสิ่งแวดล้อม",
    "กองสวัสดิการสังคม",
    "กองส่งเสริมการเกษตร",
    "คณะกรรมการหมู่บ้าน",
    "องค์กรปกครองส่วนท้องถิ่นในตำบล",
    "ที่ทำการปกครองอำเภอ",
    *(one.name for one in AGENCIES),
)
"""The register of responsible units: one for the country, by what an office is and not by where it stands."""


@dataclass(frozen=True, slots=True)
class Topic:
    """Of what a project is made: `{k}` and `{place}` in its name tell the projects of a topic apart."""

    name: str
    gain: str
    target: str
    kpi: str
    amounts: tuple[int, int]
    baht: tuple[int, int]
    once: bool


@dataclass(frozen=True, slots=True)
class Idea:
    """What a project is, in whichever plan it stands: a project that is taken over keeps all of it."""

    theme: int
    name: str
    objective: str
    target: str
    indicator: str
    result: str
    budget: Mapping[int, int]


@cache
def topics() -> dict[str, tuple[Topic, ...]]:
    """The topics by what they are for, such as `village-1` (level and theme) or `local-1.1(1)` (programme)."""
    found: dict[str, list[Topic]] = {}
    with (Path(__file__).parent / "topics.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            amounts, baht = (int(row["fewest"]), int(row["most"])), (int(row["least"]), int(row["largest"]))
            topic = Topic(row["name"], row["gain"], row["target"], row["kpi"], amounts, baht, row["years"] == "once")
            found.setdefault(row["for"], []).append(topic)
    return {name: tuple(several) for name, several in found.items()}


def idea(topic: Topic, theme: int, place: str, number: int, chance: Random) -> Idea:
    """A project of `topic` at `place`, the `number`th there."""
    n = f"{chance.randint(*topic.amounts):,}"
    return Idea(
        theme,
        topic.name.format(place=place, k=number),
        f"เพื่อให้{topic.gain}",
        topic.target.format(n=n),
        topic.kpi.format(n=n, p=chance.randint(5, 18) * 5),
        f"{topic.gain}ตามเป้าหมาย",
        _budget(topic, chance),
    )


def _budget(topic: Topic, chance: Random) -> dict[int, int]:
    """Money in whole thousands: in one year, or in two to five that follow each other and never hold the same amount twice."""
    amount = chance.randint(topic.baht[0] // 1000, topic.baht[1] // 1000)
    if topic.once:
        return {chance.choice(YEARS): amount * 1000}
    long = chance.randint(2, 5)
    start = chance.randint(YEARS[0], YEARS[-1] - long + 1)
    rise = chance.randint(1, 1 + amount // 10)
    return {start + at: (amount + at * rise) * 1000 for at in range(long)}
