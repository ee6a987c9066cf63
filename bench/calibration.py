"""A local plan as a municipality hands it in, made to the figures counted on a real one, and what the rulebook says of it.

    python -m bench.calibration FOLDER     writes FOLDER/plan.xlsx (fictional), and prints what it was made to

Then `oneplan rules impact FOLDER --context samples/good/context`, and the same without a context.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from bench.calibration_words import (
    BEYOND,
    EQUIPMENT,
    FROM_VILLAGES,
    KINDS,
    NOTES,
    OTHERS,
    PLACES,
    STRATEGIES,
    UNITS,
    WITHOUT_DIGIT,
    Kind,
)
from tests.layouts import YEARS, Book, Built, Layout, Marker, Programme, Project, Row, Strategy, Tactic, workbook
from tests.layouts_sheets import with_text_boxes

MARKERS: Final = (
    ("เพิ่มเติม ครั้งที่ 1/2566", "เพิ่มเติม1-2566"),
    ("เปลี่ยนแปลง ครั้งที่ 2/2567", "เปลี่ยนแปลง2-2567"),
    ("แก้ไข ครั้งที่ 1/2568", "แก้ไข1-2568"),
)


def main() -> None:
    """Writes the workbook and prints the shares that it was made to."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plan.xlsx").write_bytes(municipal_workbook())
    for line, share in figures(_projects(random.Random(1))).items():
        print(f"{line}: {share}")


def figures(projects: Sequence[Project]) -> dict[str, str]:
    """The calibration figures of `projects`, as counted."""
    budgets = [[value for value in one.budget if isinstance(value, int)] for one in projects]
    names = [one.name for one in projects]
    return {
        "KPIs without a digit": _share(one.indicator_text for one in projects),
        "targets without a digit": _share(one.target for one in projects),
        "budget in one year only": f"{sum(len(row) == 1 for row in budgets) / len(budgets):.0%}",
        "the same amount in all years": f"{sum(len(row) == 5 and len(set(row)) == 1 for row in budgets) / len(budgets):.0%}",
        "names that stand twice": str(sum(names.count(name) > 1 for name in set(names))),
        "spellings of units": str(len({one.responsible_unit for one in projects})),
    }


def _share(texts: Any) -> str:
    every = [str(text) for text in texts]
    return f"{sum(not any(sign.isdigit() for sign in text) for text in every) / len(every):.0%}"


def municipal_workbook(seed: int = 1) -> bytes:
    """47 sheets and 548 projects on ผ.02, ผ.02/1 and ผ.02/2, with the faults that a real plan has; no plan card."""
    built = _built(seed)
    data = with_text_boxes(built.data, NOTES, sheet=4, first_row=18, column=20)
    return with_text_boxes(data, ("ดูเอกสารแนบท้าย",) * 40, sheet=1)


def _built(seed: int) -> Built:
    projects = _projects(random.Random(seed))
    layout = replace(Layout().with_ordinance, blank_tail=400)
    wrong = {("สรุป:1", 2567): 1_000_000, ("สรุป:รวมทั้งสิ้น", 2568): 285_000_000}
    other = {**OTHERS, "ผ.02-1": FROM_VILLAGES, "ผ.02-2": BEYOND, "ผ.03": EQUIPMENT}
    return workbook(
        Book(
            _strategies(projects),
            title="แผนพัฒนาท้องถิ่น (พ.ศ. 2566-2570)",
            owner="เทศบาลเมืองไทรย้อย อำเภอเด่นชัย จังหวัดแพร่",
            layout=layout,
            summary=True,
            overview=True,
            wrong=wrong,
            other=other,
        )
    )


def _strategies(projects: Sequence[Project]) -> tuple[Strategy, ...]:
    """The projects in 42 tables under their strategies, every ninth table with an amendment."""
    left = {name: [one for one in projects if one.extra["theme"] == name] for name in KINDS}
    table, found = 0, []
    for number, (name, alignment, tactics) in enumerate(STRATEGIES, start=1):
        made = []
        for place, (line, programmes) in enumerate(tactics, start=1):
            tables = []
            for order, (words, theme, share) in enumerate(programmes, start=1):
                rows: list[Row] = [left[theme].pop(0) for _ in range(min(share, len(left[theme])))]
                if table % 9 == 4:
                    words_of, label = MARKERS[table // 9 % 3]
                    rows[-3:-3] = [Marker(words_of, label)]
                table += 1
                tables.append(Programme(f"({order}) {words}", f"{number}.{place}({order})", tuple(rows)))
            made.append(Tactic(f"{number}.{place} กลยุทธ์ {line}", tuple(tables)))
        found.append(Strategy(str(number), f"{number}. ยุทธศาสตร์ที่ {number} {name}", name, tuple(made), alignment))
    return tuple(found)


def _projects(chance: random.Random) -> list[Project]:
    """531 projects, each of a kind of work with a place of its own, save the 18 that repeat another."""
    wanted: list[str] = [
        theme
        for _, _, tactics in STRATEGIES
        for _, programmes in tactics
        for _, theme, share in programmes
        for _ in range(share)
    ]
    found = [_project(chance, theme, n) for n, theme in enumerate(wanted)]
    for n in range(18):
        one, other = 13 + 29 * n, 14 + 29 * n
        if found[one].extra["theme"] == found[other].extra["theme"]:
            found[other] = replace(found[other], name=found[one].name)
    return found


def _project(chance: random.Random, theme: str, n: int) -> Project:
    kind = KINDS[theme][n % len(KINDS[theme])]
    place = PLACES[(n * 7) % len(PLACES)] + (f" ช่วงที่ {n // len(PLACES) + 1}" if kind.built else "")
    digits = chance.random()
    budget = _budget(chance, kind)
    return Project(
        name=_typed(chance, kind.name.format(place=place, n=n), n),
        budget=budget,
        ordinance=_ordinance(chance, budget, n),
        objective=kind.objective,
        target=kind.vague_target if chance.random() < 0.16 else kind.target.format(n=50 + n % 400),
        indicator_text=chance.choice((*kind.vague, *WITHOUT_DIGIT)) if digits < 0.42 else chance.choice(kind.measured),
        expected_result=kind.result,
        responsible_unit=chance.choice(UNITS[kind.unit]),
        more=({"target": "พร้อมป้ายโครงการ"},) if kind.built and chance.random() < 0.2 else (),
        extra={"theme": theme},
    )


def _budget(chance: random.Random, kind: Kind) -> tuple[Any, ...]:
    """63% in one year, 24% the same in all five, the others as they come; an empty year is empty or a dash."""
    amount = chance.randrange(kind.least, kind.most) // 1000 * 1000
    drawn = chance.random()
    empty = chance.choice((None, None, "-", " -   "))
    if drawn < 0.24:
        return (amount,) * 5
    if drawn < 0.9:
        year = chance.randrange(5)
        return tuple(amount if n == year else empty for n in range(5))
    return tuple(
        amount + 1000 * chance.randrange(1, 90) * n if chance.random() < 0.7 or n == 0 else empty for n in range(5)
    )


def _ordinance(chance: random.Random, budget: Sequence[Any], n: int) -> tuple[Any, ...]:
    """In 132 rows an amount in the budget ordinance of a year with money; in 8 of them more than the plan."""
    if n % 4 or n >= 528:
        return (None,) * len(YEARS)
    year = next(place for place, value in enumerate(budget) if isinstance(value, int))
    share = 1.1 if n % 64 == 0 else chance.choice((1.0, 1.0, 0.9, 0.75))
    return tuple(int(budget[year] * share) if place == year else None for place in range(len(YEARS)))


def _typed(chance: random.Random, name: str, n: int) -> str:
    """The name as somebody typed it: every fourteenth with a split sara am, some with a line break or two spaces."""
    if n % 14 == 0:
        name = name.replace("ำ", "\N{THAI CHARACTER NIKHAHIT}\N{THAI CHARACTER SARA AA}")
    drawn = chance.random()
    return name.replace(" ", "\n", 1) if drawn < 0.2 else name.replace(" ", "  ", 1) if drawn < 0.3 else name


if __name__ == "__main__":
    main()
