"""Workbooks in the real layout of a local plan, written from a plain description, with what a reader must find in them.

    built = workbook(Book(strategies=(strategy("1", projects=3),)))
    built.data                      the bytes of the .xlsx
    built.expected.projects         code, name, sheet and cell of every project
    built.expected.budget           (sheet, cell) → the amount written there
    built.expected.totals           code → sheet, row and the amounts printed

A `Book` describes the plan and its `Layout` every quirk of the sheets that is known from real files; each has a default
that is the plain form. `real_size_workbook` has the size of a city's plan: 47 sheets, 548 projects.
"""

from __future__ import annotations

import io
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from tests.layouts_described import (
    ALIGNMENT,
    HEADINGS,
    OWNER,
    PLAIN_COLUMNS,
    YEARS,
    Book,
    Built,
    Expected,
    Found,
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
from tests.layouts_sheets import with_text_boxes
from tests.layouts_tables import BookWriter


def programme(code: str = "1.1(1)", rows: Sequence[Row] = (), line: str = "(1) แผนงานอุตสาหกรรมและการโยธา") -> Programme:
    """A programme with `rows`."""
    return Programme(line, code, tuple(rows))


def strategy(number: str = "1", rows: Sequence[Row] | None = None, projects: int = 3, **more: Any) -> Strategy:
    """A strategy with one tactic and one programme, which holds `rows` or else a number of plain `projects`."""
    chosen = (
        tuple(rows)
        if rows is not None
        else tuple(Project(f"โครงการก่อสร้างถนน สาย {number}.{n}") for n in range(1, projects + 1))
    )
    name = "การพัฒนาด้านโครงสร้างพื้นฐาน" if number == "1" else f"การพัฒนาด้านที่สำคัญลำดับ {number}"
    tactic = Tactic(f"{number}.1 กลยุทธ์พัฒนาเส้นทางคมนาคม", (programme(f"{number}.1(1)", chosen),))
    return replace(Strategy(number, f"{number}. ยุทธศาสตร์ที่ {number} {name}", name, (tactic,)), **more)


def book(*rows: Row, layout: Layout | None = None, **more: Any) -> Book:
    """A book with one strategy whose only table holds `rows`."""
    return Book((strategy("1", rows),), layout=layout or Layout(), **more)


def workbook(described: Book) -> Built:
    """Writes the workbook that `described` describes."""
    writer = BookWriter(described)
    writer.write()
    buffer = io.BytesIO()
    writer.file.save(buffer)
    data = with_text_boxes(buffer.getvalue(), described.text_boxes) if described.text_boxes else buffer.getvalue()
    return Built(data, writer.expected)


def real_size_workbook(seed: int = 1, blank_tail: int = 400, uncited: Sequence[str] = ()) -> bytes:
    """A plan of 47 sheets and 548 projects: 45 tables, the summary and the overview, with 400 blank rows after each."""
    return real_size(seed, blank_tail, uncited).data


def real_size(seed: int = 1, blank_tail: int = 400, uncited: Sequence[str] = ()) -> Built:
    """The same with what stands in it; the strategies `uncited` name no strategy of the province."""
    chance = random.Random(seed)
    tables = 45
    sizes = [548 // tables + (1 if n < 548 % tables else 0) for n in range(tables)]
    strategies = []
    for number in range(1, 6):
        tactics = []
        for tactic in range(1, 4):
            programmes = [_random_programme(chance, f"{number}.{tactic}", n, sizes.pop()) for n in range(1, 4)]
            tactics.append(Tactic(f"{number}.{tactic} กลยุทธ์พัฒนางานด้านที่ {number}.{tactic}", tuple(programmes)))
        cited = {letter: line for letter, line in ALIGNMENT.items() if letter != "ง" or str(number) not in uncited}
        strategies.append(replace(strategy(str(number)), tactics=tuple(tactics), alignment=cited))
    layout = replace(Layout().with_ordinance, blank_tail=blank_tail)
    boxes = tuple(f"ย้ายไปลำดับที่ {n}" for n in range(212))
    return workbook(Book(tuple(strategies), layout=layout, summary=True, overview=True, text_boxes=boxes))


_PROGRAMMES: Final = ("แผนงานการศึกษา", "แผนงานการเกษตร", "แผนงานสาธารณสุข")


def _random_programme(chance: random.Random, tactic: str, number: int, size: int) -> Programme:
    rows: list[Row] = []
    for n in range(size):
        budget = tuple(chance.choice((None, None, " -   ", chance.randrange(10, 5000) * 1000)) for _ in YEARS)
        more: tuple[Mapping[str, Any], ...] = ({"target": "และซ่อมแซมท่อระบายน้ำ"},) if chance.random() < 0.3 else ()
        name = f"โครงการพัฒนา\nหมู่ที่ {n + 1} ตำบลไทรย้อย {tactic}.{number}"
        filled = budget if any(isinstance(b, int) for b in budget) else (50_000, *budget[1:])
        ordinance = tuple(b if isinstance(b, int) and chance.random() < 0.2 else None for b in filled)
        rows.append(Project(name, filled, ordinance, more=more))
    if chance.random() < 0.3:
        rows += [Marker("เพิ่มเติม ครั้งที่ 1/2566", "เพิ่มเติม1-2566"), rows.pop()]
    return Programme(f"({number}) {_PROGRAMMES[number - 1]}", f"{tactic}({number})", tuple(rows))


__all__ = [
    "ALIGNMENT",
    "HEADINGS",
    "OWNER",
    "PLAIN_COLUMNS",
    "YEARS",
    "Book",
    "Built",
    "Expected",
    "Found",
    "Layout",
    "Marker",
    "Programme",
    "Project",
    "Row",
    "Strategy",
    "Tactic",
    "TotalRow",
    "Words",
    "book",
    "programme",
    "real_size",
    "real_size_workbook",
    "strategy",
    "with_text_boxes",
    "workbook",
]
