"""Workbooks drawn at random: every layout and quirk that `tests.layouts` can write, with odd words and figures in their cells."""

from __future__ import annotations

import datetime
from dataclasses import replace
from random import Random
from typing import Final

from hypothesis import strategies as st

from tests.layouts import (
    ALIGNMENT,
    YEARS,
    Book,
    Layout,
    Marker,
    Programme,
    Project,
    Row,
    Strategy,
    Tactic,
    TotalRow,
    Words,
)
from tests.plans import Dice

NAMES: Final = (
    "โครงการก่อสร้างถนน คสล. หมู่ที่ 1",
    "โครงการก่อสร้างถนน\nหมู่ที่ 2 ตำบลไทรย้อย",
    "จัดหานํ้าดื่มสะอาด",
    "เเก้ไขปัญหาน้ำท่วม; ท่อ | ราง",
    'โครงการ "เมืองน่าอยู่": ระยะที่ 2 # ต่อเนื่อง',
    "- ขุดลอกลำห้วย",
    "โครงการ........(ระบุ)",
    "Smart village, phase 2",
    "null",
    "โครงการก่อสร้างถนน คสล. หมู่ที่ 1",
    "{ซ่อม: [ฝาย]}",
    "*ปรับปรุง &ศาลา",
)
TEXTS: Final = (
    "ถนนกว้าง 4 เมตร ยาว 500 เมตร", None, "-", "ร้อยละ 80 ของครัวเรือน", "ประชาชนเดินทางสะดวก", "กองช่าง", "  ", "~", 80, 0.5,
    "......", "แถวหนึ่ง\nแถวสอง", "กองคลัง", datetime.date(2023, 5, 1), True, "ประชาชน\u200bสะดวก",
)  # fmt: skip
AMOUNTS: Final = (
    100_000, None, " -   ", 250_000, "1,632,820.50", "ตามจริง", 0, -500, "๒๐,๐๐๐", 0.1 + 0.2, 1234.567, "(500)", "1.5 ล้านบาท", True,
    "รอ\nจัดสรร", datetime.date(2024, 1, 1), 9e15, 12_345_678.9012345, "100 บาท", "--",
)  # fmt: skip
NUMBERS: Final = (..., ..., ..., ..., ..., None, 7, "3.", "๑๒", "ก", "2.1")
CONTINUATIONS: Final = (
    {"target": "และซ่อมแซมท่อระบายน้ำ"},
    {"name": "บ้านแม่จั๊วะ", "objective": "เพื่อความปลอดภัย"},
    {"expected_result": 12},
    {"indicator_text": "ร้อยละ 20"},
)
LINES: Final = (
    "ยุทธศาสตร์ที่ {n} การพัฒนาด้านที่สำคัญลำดับ {n}",
    "{n}. ยุทธศาสตร์การพัฒนาด้านโครงสร้างพื้นฐาน {n}",
    "ยุทธศาสตร์การพัฒนา “คน: สังคม” {n}",
)
PROGRAMMES: Final = (
    "({n}) แผนงานอุตสาหกรรมและการโยธา",
    "({n}) แผนงานการศึกษา",
    "แผนงานสาธารณสุข",
    "({n}) แผนงานอื่น ๆ ลำดับ {n}",
)
UPPER: Final = (
    None,
    "",
    "เป้าหมายการพัฒนาที่ยั่งยืน (SDGs) เป้าหมายที่ 1, 2 และ 99",
    "แผนพัฒนาเศรษฐกิจและสังคมแห่งชาติ ฉบับที่ 13 หมุดหมายที่ 8 ชื่ออื่น",
    "ยุทธศาสตร์จังหวัดที่ 9 ที่ไม่มีอยู่",
    "ยุทธศาสตร์จังหวัด การพัฒนาโครงสร้างพื้นฐาน โลจิสติกส์ และการท่องเที่ยวเชื่อมโยงอัตลักษณ์เมืองแพร่",
    "ยุทธศาสตร์ชาติ 20 ปี ด้านความมั่นคง",
    "ยุทธศาสตร์กลุ่มจังหวัดที่ 1",
    "แผนแม่บทภายใต้ยุทธศาสตร์ชาติ ประเด็นที่ 7",
    "แผนพัฒนาอำเภอเด่นชัย ประเด็นที่ 1",
)
OWNERS: Final = (
    "องค์การบริหารส่วนตำบลไทรย้อย อำเภอเด่นชัย จังหวัดแพร่",
    "เทศบาลตำบลช่อแฮ อำเภอเมืองแพร่ จังหวัดแพร่",
    "องค์การบริหารส่วนตำบลที่ไม่มีจริง/สอง",
    "",
)
TITLES: Final = (
    "แผนพัฒนาท้องถิ่น (พ.ศ. 2566-2570)",
    "แผนพัฒนาท้องถิ่น พ.ศ. ๒๕๖๖ – ๒๕๗๐",
    "แผนพัฒนาท้องถิ่น",
    "แผนพัฒนาท้องถิ่น (พ.ศ. 2566-2568)",
)


def described(dice: Dice) -> Book:
    """A workbook in one of the real layouts, as the rolls of `dice` have it; all plain where they are all 0."""
    layout = _layout(dice)
    alignment = dice.roll(3)
    strategies = tuple(
        _strategy(dice, str(n), set(layout.columns), odd=alignment == 2) for n in range(1, 2 + dice.roll(3))
    )
    wrong = {("สรุป:1", YEARS[dice.roll(5)]): 1} if dice.roll(4) == 1 else {}
    return Book(
        strategies,
        title=dice.pick(TITLES),
        owner=dice.pick(OWNERS) if dice.roll(2) else OWNERS[0],
        layout=layout,
        summary=dice.roll(2) == 1,
        wrong=wrong,
        overview=dice.roll(2) == 1,
        other={"โน้ต": [["ทดลอง", 1]]} if dice.roll(4) == 1 else {},
    )


def with_numbers(book: Book) -> Book:
    """`book` with its number before every strategy, tactic and programme."""
    strategies = []
    for one in book.strategies:
        tactics = [
            Tactic(
                f"{one.number}.{n} กลยุทธ์พัฒนางานด้านที่ {one.number}.{n}",
                tuple(
                    replace(each, line=PROGRAMMES[0].format(n=m)) for m, each in enumerate(tactic.programmes, start=1)
                ),
            )
            for n, tactic in enumerate(one.tactics, start=1)
        ]
        strategies.append(replace(one, line=LINES[0].format(n=one.number), tactics=tuple(tactics)))
    return replace(book, strategies=tuple(strategies))


def _layout(dice: Dice) -> Layout:
    layout = Layout(
        header_rows=(3, 2, 4)[dice.roll(3)],
        merged=dice.roll(3) < 2,
        sheets=("programme", "strategy", "one")[dice.roll(3)],
        first_row=1 + dice.roll(4),
        first_column=1 + dice.roll(3),
        thai_digits=dice.roll(3) == 1,
        blank_tail=dice.roll(2) * 6,
        foot=dice.roll(4) < 3,
        extra=("หมายเหตุ",) if dice.roll(3) == 1 else (),
        unit=("(บาท)", "(บาท)", "(พันบาท)")[dice.roll(3)],
    )
    layout = layout.with_ordinance if dice.roll(2) else layout
    layout = layout.without_indicator if dice.roll(4) == 1 else layout
    if dice.roll(3) == 1:
        first, *others = layout.columns
        Random(dice.roll(100)).shuffle(others)
        layout = replace(layout, columns=(first, *others))
    return layout


def _strategy(dice: Dice, number: str, columns: set[str], *, odd: bool) -> Strategy:
    line = dice.pick(LINES).format(n=number)
    alignment = dict(ALIGNMENT)
    if odd:
        alignment = {letter: said for letter in "กขคงจ" if (said := dice.pick((ALIGNMENT[letter], *UPPER))) is not None}
    tactics = []
    for n in range(1, 2 + dice.roll(2)):
        programmes = tuple(_programme(dice, f"{number}.{n}", m, columns) for m in range(1, 2 + dice.roll(2)))
        tactics.append(Tactic(f"{number}.{n} กลยุทธ์พัฒนางานด้านที่ {number}.{n}" if dice.roll(6) < 5 else None, programmes))
    return Strategy(number, line, f"การพัฒนาด้านที่สำคัญลำดับ {number}", tuple(tactics), alignment)


def _programme(dice: Dice, tactic: str, number: int, columns: set[str]) -> Programme:
    rows: list[Row] = []
    for _ in range(1 + dice.roll(3)):
        rows.append(_project(dice, columns))
        if dice.roll(8) == 1:
            rows.append(
                dice.pick((Marker("เพิ่มเติม ครั้งที่ 1/2566", "เพิ่มเติม1-2566"), Words("หมายเหตุ : ปรับตามมติ"), TotalRow()))
            )
    return Programme(dice.pick(PROGRAMMES).format(n=number), f"{tactic}({number})", tuple(rows))


def _project(dice: Dice, columns: set[str]) -> Project:
    texts = {
        name: dice.pick(TEXTS)
        for name in ("objective", "target", "indicator_text", "expected_result", "responsible_unit")
        if dice.roll(2)
    }
    more = [one for one in CONTINUATIONS if set(one) <= columns]
    return Project(
        dice.pick(NAMES),
        tuple(dice.pick(AMOUNTS) for _ in YEARS),
        tuple(dice.pick(AMOUNTS) for _ in range(dice.roll(3))),
        number=dice.pick(NUMBERS),
        more=(dice.pick(more),) if dice.roll(4) == 1 else (),
        extra={"หมายเหตุ": dice.pick(TEXTS)},
        **texts,
    )


BOOKS: Final = st.binary(min_size=240, max_size=240).map(lambda rolls: described(Dice(rolls)))
