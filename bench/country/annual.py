"""The annual action plan of a province: briefs of projects of its five-year plan, each with the activities that its money goes to."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bench.country.making import FICTIONAL, VERSION, Making, day
from bench.country.places import Province
from bench.country.words import AGENCIES, AGENCY_YEAR, THEMES, idea, topics
from checker.readers.draft import Raw

_HOLDS: Final = frozenset({"plan", "project", "activity"})
_BRIEF: Final[dict[str, Raw]] = {
    "rationale": "ผลการดำเนินงานปีที่ผ่านมายังต่ำกว่าค่าเป้าหมายของแผนพัฒนาจังหวัด",
    "period": f"ตุลาคม {AGENCY_YEAR - 1} ถึง กันยายน {AGENCY_YEAR}",
    "starts_on": f"{AGENCY_YEAR - 1}-10-01",
    "ends_on": f"{AGENCY_YEAR}-09-15",
    "budget_class": "development",
    "status": "proposed",
    "standing": "in-plan",
    "site_permission": "not-needed",
    "drawings": "not-needed",
    "quotations": "ready",
    "terms_of_reference": "ready",
    "public_consent": "not-needed",
}


def annual(at: Province, seed: int) -> Making:
    """The action plan of one year, of two projects for each strategy of the provincial plan."""
    made = Making(f"PA-{at.code}-{AGENCY_YEAR}", "province", seed)
    made.draft.holds = _HOLDS
    owner = f"คณะกรรมการบริหารงานจังหวัดแบบบูรณาการจังหวัด{at.name}"
    total = sum(_project(made, at, theme, number) for theme in THEMES for number in (1, 2))
    told: dict[str, Raw] = {
        "title": f"แผนปฏิบัติราชการประจำปีของจังหวัด{at.name} (พ.ศ. {AGENCY_YEAR}) {FICTIONAL}",
        "owner": owner,
        "area": at.code,
        "years": f"{AGENCY_YEAR}-{AGENCY_YEAR}",
        "version": str(AGENCY_YEAR),
        "endorsed_by": owner,
        "endorsed_on": day(made.chance, AGENCY_YEAR - 2, 8),
        "announced_on": day(made.chance, AGENCY_YEAR - 1, 9),
        "ceiling": total,
    }
    made.heading(told, [("written_against", at.cluster, VERSION)])
    return made


def _project(made: Making, at: Province, theme: int, number: int) -> int:
    """Adds a project with its activities; the money that it asks for."""
    (topic,) = topics()[f"province-{theme}"]
    planned = idea(topic, theme, f"จังหวัด{at.name} ปี {AGENCY_YEAR}", number, made.chance)
    amount = max(planned.budget.values())
    unit = next(one.name for one in AGENCIES if one.theme == theme)
    code = f"P{made.next('project')}"
    made.project(
        code,
        replace(planned, budget={AGENCY_YEAR: amount}),
        [("comes_from", f"PP-{at.code}/{theme}.1(1)-{number}", ""), ("supports", THEMES[theme].serves[0], "")],
        responsible_unit=unit,
        location=f"ทุกอำเภอของจังหวัด{at.name}",
        priority=made.next("priority"),
        **_BRIEF,
    )
    first = amount // 2
    for turn, (name, part) in enumerate((("เตรียมการและดำเนินงาน", first), ("ติดตามและขยายผล", amount - first)), start=1):
        cells: dict[str, Raw] = {"name": f"{name} {THEMES[theme].tactics[0][0]}", "responsible_unit": unit}
        made.add("activity", f"{code}-{turn}", cells, [("part_of", code, "")], {"budget": {AGENCY_YEAR: part}})
    return amount
