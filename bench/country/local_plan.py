"""A local development plan: strategies down to projects on ผ.02, ผ.02/1 and ผ.02/2, equipment on ผ.03, and the totals that it prints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from bench.country.levels import Offer, upper_parts
from bench.country.making import VERSION, Link, Making, day, theme_links, window_cells
from bench.country.places import Body, Province
from bench.country.words import AGENCIES, THEMES, YEARS, Idea, Topic, idea, topics
from checker.readers.draft import Raw

_NATIONAL: Final = ("national-strategy", "nesdp", "sdg")
_WEIGHTS: Final = {"1.1(1)": 8, "1.2(1)": 4}
_UNIT_OF: Final = {
    "2.2(1)": "กองสาธารณสุขและสิ่งแวดล้อม",
    "2.2(2)": "กองสวัสดิการสังคม",
    "4.2(1)": "สำนักปลัด",
    "1.2(1)": "กองช่าง",
}
_EQUIPMENT: Final = (
    ("ครุภัณฑ์สำนักงาน", "เครื่องปรับอากาศแบบแยกส่วน", "เครื่อง", 28),
    ("ครุภัณฑ์คอมพิวเตอร์", "คอมพิวเตอร์สำหรับงานประมวลผล", "เครื่อง", 24),
    ("ครุภัณฑ์ยานพาหนะ", "รถบรรทุกขยะแบบอัดท้าย", "คัน", 2400),
    ("ครุภัณฑ์การเกษตร", "เครื่องสูบน้ำแบบหอยโข่ง", "เครื่อง", 60),
    ("ครุภัณฑ์ก่อสร้าง", "เครื่องตบดินแบบสั่นสะเทือน", "เครื่อง", 45),
)
_MARKS: Final = {"own": "", "from-villages": "-ชุมชน", "beyond-capacity": "-เกินศักยภาพ"}
_SHARE_OF_ORDINANCE: Final = 0.25
_SHARE_OF_ADDED: Final = 0.02
_SERVICE_BY_YEAR: Final = (
    "เปิดจุดรับคำขอรวม",
    "รับคำขอได้ครบทุกกอง",
    "ติดตามผลทางโทรศัพท์ได้",
    "ทุกคำขอมีกำหนดเวลาที่ประกาศไว้",
    "ถ่ายทอดวิธีทำงานแก่ตำบลข้างเคียง",
)


class Section(NamedTuple):
    """A programme: its code, its theme, the unit that does its work."""

    code: str
    theme: int
    unit: str


def local(at: Body, whole: Province, taken: list[Offer], beyond: int, seed: int) -> tuple[Making, list[Offer]]:
    """The plan of an authority: projects of its own, what villages and tambons asked for, and `beyond` that it offers to others.

    Whoever takes an offer up is stated afterwards, by `forward`.
    """
    made = Making(at.code, "local", seed)
    upper = f"PP-{whole.code}"
    cells = window_cells("แผนพัฒนาท้องถิ่น", at.owner, at.area, made.chance)
    against: list[Link] = [("written_against", upper, VERSION)]
    lower = f"DP-{at.area[:4]}" if len(at.area) >= 4 else upper
    if lower != upper:
        against.append(("written_against", lower, VERSION))
    made.heading({**cells, "meeting_on": day(made.chance, 2565, 5)}, against)
    sections = [section for theme in THEMES for section in _sections(made, theme, at, upper, lower, whole.name)]
    counts = _shares(sections, at.projects)
    for section in sections:
        for own in _own(made, section, at, counts[section.code]):
            _project(made, section, own)
        for one in taken:
            if one.idea.theme == section.theme and section.code.endswith(".1(1)"):
                from_village = one.source.startswith(("VP-", "TP-"))
                listed: dict[str, Raw] = {"listed_as": "from-villages"} if from_village else {}
                _project(made, section, one.idea, [one.comes_from] if one.source else [], **listed)
    _service(made, at)
    offers = _beyond(made, at, sections, beyond)
    _equipment(made, sections, at)
    return made, offers


def forward(made: Making, offer: Offer, to: str, agency: str) -> None:
    """States in the plan that its project on ผ.02/2 goes to plan `to`, and which agency it will ask."""
    code = offer.source.partition("/")[2]
    node = next(one for one in reversed(made.draft.nodes) if one.kind == "project" and one.code.raw == code)
    told = made.node("project", code, {"coordinate_with": agency}, [("forwarded_to", to, "")])
    node.cells |= told.cells
    node.references += told.references
    node.asked = (node.asked or frozenset()) | {"coordinate_with", "forwarded_to"}


def _sections(made: Making, theme: int, at: Body, upper: str, lower: str, province: str) -> Iterator[Section]:
    """Adds the strategy of `theme` with all that stands above its projects."""
    words = THEMES[theme]
    links = theme_links(theme, lists=_NATIONAL)
    title = words.strategy.format(of=f"ของจังหวัด{province}")
    links += [("supports", f"{upper}/{theme}", title), ("supports", f"joint-local:{theme}", "")]
    of = f"ในเขต{at.owner.partition(' ')[0]}"
    upper_parts(made, theme, of, words.unit, links, lower)
    for number, (tactic, programmes) in enumerate(words.tactics, start=1):
        made.add("tactic", f"{theme}.{number}", {"name": tactic}, [("part_of", str(theme), "")])
        for turn, name in enumerate(programmes, start=1):
            code = f"{theme}.{number}({turn})"
            made.add("programme", code, {"name": name}, [("part_of", f"{theme}.{number}", "")])
            yield Section(code, theme, _UNIT_OF.get(code, words.unit))


def _shares(sections: list[Section], projects: int) -> dict[str, int]:
    """How many of `projects` stand under each programme; at least two."""
    weights = {one.code: _WEIGHTS.get(one.code, 1) for one in sections}
    whole = sum(weights.values())
    return {code: max(2, round(projects * weight / whole)) for code, weight in weights.items()}


def _own(made: Making, section: Section, at: Body, count: int) -> Iterator[Idea]:
    """So many projects of the programme, no two with one name."""
    several: tuple[Topic, ...] = topics()[f"local-{section.code}"]
    begin = made.chance.randrange(len(at.places))
    for number in range(count):
        turn, which = divmod(number, len(several))
        round_trip, place = divmod(turn, len(at.places))
        where = at.places[(begin + place) % len(at.places)]
        yield idea(several[which], section.theme, where, round_trip + 1, made.chance)


def _project(made: Making, section: Section, what: Idea, links: list[Link] | None = None, **cells: Raw) -> str:
    mark = _MARKS[str(cells.get("listed_as", "own"))]
    number = made.next(section.code + mark)
    code = f"{section.code}{mark}-{number}"
    if not links and made.chance.random() < _SHARE_OF_ADDED:
        cells |= {"amendment": "added", "amendment_number": "1/2567"}
    made.project(
        code,
        what,
        [("part_of", section.code, ""), *(links or [])],
        responsible_unit=section.unit,
        number=number,
        **cells,
    )
    if not cells.get("listed_as") and made.chance.random() < _SHARE_OF_ORDINANCE:
        _ordinance(made, what)
    return code


def _ordinance(made: Making, what: Idea) -> None:
    """The last project bears the amount of the budget ordinance of its first year, which is at most that of the plan."""
    node = made.draft.nodes[-1]
    year, amount = next(iter(what.budget.items()))
    told = made.node("project", "–", {}, (), {"ordinance": {year: amount - amount // 20000 * 1000}})
    node.yearly |= told.yearly
    node.asked = (node.asked or frozenset()) | {"ordinance"}


def _service(made: Making, at: Body) -> None:
    """Adds an indicator that is told in words."""
    cells: dict[str, Raw] = {
        "name": f"ระดับการให้บริการประชาชนในจุดเดียวของ{at.owner.partition(' ')[0]}",
        "type": "qualitative",
        "unit": "ระดับ",
        "direction": "up",
        "data_source": "บันทึกของสำนักปลัด",
    }
    yearly = {
        "baseline": {YEARS[0] - 1: "ประชาชนยื่นคำขอแยกตามกอง"},
        "milestones": dict(zip(YEARS, _SERVICE_BY_YEAR, strict=True)),
    }
    made.add("indicator", "K11", cells, [("measures", "G5", "")], yearly)


def _beyond(made: Making, at: Body, sections: list[Section], beyond: int) -> list[Offer]:
    """Adds the projects of ผ.02/2."""
    offers = []
    themes = sorted(int(name.partition("-")[2]) for name in topics() if name.startswith("beyond-"))
    for number in range(beyond):
        theme = themes[number % len(themes)]
        (topic,) = topics()[f"beyond-{theme}"]
        section = next(one for one in sections if one.theme == theme)
        where = at.places[number // len(themes) % len(at.places)]
        what = idea(topic, theme, where, number // len(themes) // len(at.places) + 1, made.chance)
        code = _project(made, section, what, listed_as="beyond-capacity")
        offers.append(Offer(f"{made.code}/{code}", what))
    return offers


def _equipment(made: Making, sections: list[Section], at: Body) -> None:
    """Adds the rows of ผ.03, a few for every hundred projects."""
    for number in range(1, 2 + at.projects // 40):
        category, name, count, thousands = _EQUIPMENT[number % len(_EQUIPMENT)]
        section = made.chance.choice(sections)
        cells: dict[str, Raw] = {
            "name": f"{name} ชุดที่ {number}",
            "category": category,
            "type": name,
            "target": f"{name} จำนวน {1 + number % 3} {count}",
            "responsible_unit": section.unit,
        }
        amount = thousands * 1000 * (1 + number % 3)
        year = made.chance.choice(YEARS)
        made.add("equipment", f"E{number}", cells, [("part_of", section.code, "")], {"budget": {year: amount}})


def agency_for(theme: int, chance: float) -> str:
    """The code of an agency of `theme`; `chance` picks among several."""
    own = [one for one in AGENCIES if one.theme == theme]
    return own[int(chance * len(own))].code
