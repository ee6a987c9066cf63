"""The plans of a province, from the villages upward: what a lower plan cannot do itself is offered, and an upper one takes it up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bench.country.making import FICTIONAL, VERSION, Link, Making, day, theme_links, window_cells
from bench.country.places import District, Province, Tambon, Village
from bench.country.words import AGENCIES, AGENCY_YEAR, THEMES, Agency, Idea, idea, topics
from checker.readers.draft import Raw

_NATIONAL = ("national-strategy", "nesdp", "sdg")


@dataclass(frozen=True, slots=True)
class Offer:
    """A project that a plan hands on: where it stands, and what it is."""

    source: str
    idea: Idea

    @property
    def comes_from(self) -> Link:
        """The link of whoever takes it up."""
        return ("comes_from", self.source, "")


def village(at: Village, tambon: Tambon, seed: int) -> tuple[Making, list[Offer], list[Offer]]:
    """A village plan of 5 to 15 projects, what it asks support for, and what it does together with others."""
    made = Making(f"VP-{at.code}", "village", seed)
    chance = made.chance
    owner = f"คณะกรรมการหมู่บ้าน {at.place}"
    cells = window_cells("แผนพัฒนาหมู่บ้าน " + at.place, owner, at.code, chance, 5)
    made.heading({**cells, "meeting_on": day(chance, 2565, 4)})
    every = [(theme, topic) for theme in THEMES for topic in topics()[f"village-{theme}"]]
    chosen = chance.sample(every, chance.randint(5, min(15, len(every))))
    themes = sorted({theme for theme, _ in chosen})
    for rank, theme in enumerate(themes, start=1):
        name = f"ความต้องการเรื่อง{THEMES[theme].tactics[0][0]}"
        made.add("problem", f"ป{theme}", {"name": name, "rank": rank})
    requests: list[Offer] = []
    joint: list[Offer] = []
    for number, (theme, topic) in enumerate(chosen, start=1):
        project = idea(topic, theme, at.place, 1, chance)
        wish = chance.choices(("self", "joint", "support-needed"), (4, 3, 3))[0]
        links: list[Link] = [("supports", f"PP-{at.code[:2]}/{theme}", ""), ("comes_from", f"ป{theme}", "")]
        if wish == "support-needed":
            requests.append(Offer(f"{made.code}/{number}", project))
        elif wish == "joint":
            joint.append(Offer(f"{made.code}/{number}", project))
        status = "ongoing" if min(project.budget) == 2566 else "proposed"
        unit = "คณะกรรมการหมู่บ้าน" if wish == "self" else "องค์กรปกครองส่วนท้องถิ่นในตำบล"
        told: dict[str, Raw] = {"area": at.code, "status": status, "class": wish, "priority": number}
        made.project(str(number), project, links, responsible_unit=unit, **told)
    return made, requests, joint


def tambon(at: Tambon, district: District, taken: list[Offer], seed: int) -> tuple[Making, list[Offer], list[Offer]]:
    """A tambon plan of the village projects that it takes up, and what it sends on to its local authority and its district."""
    made = Making(f"TP-{at.code}", "tambon", seed)
    chance, upper, whole = made.chance, f"DP-{district.code}", f"PP-{at.code[:2]}"
    owner = f"คณะกรรมการบริหารงานตำบลแบบบูรณาการตำบล{at.name}"
    against = [("written_against", upper, VERSION), ("written_against", whole, VERSION)]
    made.heading(window_cells(f"แผนพัฒนาตำบล{at.name}", owner, at.code, chance), against)
    to_local: list[Offer] = []
    to_district: list[Offer] = []
    priority = 0
    for number, theme in enumerate(sorted({one.idea.theme for one in taken}), start=1):
        own = [one for one in taken if one.idea.theme == theme]
        of = f"ของตำบล{at.name}"
        links = [("supports", f"{upper}/{theme}", ""), ("supports", f"{whole}/{theme}", "")]
        made.add("strategy", str(number), {"name": THEMES[theme].strategy.format(of=of)}, links)
        made.add("goal", f"G{number}", {"name": THEMES[theme].goal.format(of=of)}, [("part_of", str(number), "")])
        measure = THEMES[theme].measures[0]
        source = f"แบบสำรวจของตำบล{at.name}"
        made.indicator(f"K{number}", f"G{number}", measure, of, source, f"{upper}/K{2 * theme - 1}")
        made.add("tactic", f"{number}.1", {"name": THEMES[theme].tactics[0][0] + of}, [("part_of", str(number), "")])
        for turn, one in enumerate(own, start=1):
            priority += 1
            local = chance.random() < 0.6
            code = f"{number}.1-{turn}"
            (to_local if local else to_district).append(Offer(f"{made.code}/{code}", one.idea))
            made.project(
                code,
                one.idea,
                [
                    ("part_of", f"{number}.1", ""),
                    one.comes_from,
                    ("forwarded_to", at.authority if local else upper, ""),
                ],
                responsible_unit="องค์กรปกครองส่วนท้องถิ่นในตำบล" if local else "ที่ทำการปกครองอำเภอ",
                priority=priority,
                status="proposed",
            )
    return made, to_local, to_district


def upper_parts(made: Making, theme: int, of: str, source: str, links: Iterable[Link], upper: str) -> None:
    """Adds the strategy of `theme` with its goal and its two indicators; these contribute to those of plan `upper`."""
    words = THEMES[theme]
    cells: dict[str, Raw] = {"name": words.strategy.format(of=of), "responsible_unit": source}
    made.add("strategy", str(theme), cells, links)
    made.add("goal", f"G{theme}", {"name": words.goal.format(of=of)}, [("part_of", str(theme), "")])
    for at, measure in enumerate(words.measures):
        number = 2 * theme - 1 + at
        made.indicator(f"K{number}", f"G{theme}", measure, of, source, f"{upper}/K{number}" if upper else "")


def district(at: District, whole: Province, taken: list[Offer], seed: int) -> Making:
    """A district plan: what tambons and authorities sent on, and projects of its own."""
    made = Making(f"DP-{at.code}", "district", seed)
    owner = f"คณะกรรมการบริหารงานอำเภอแบบบูรณาการอำเภอ{at.name}"
    upper = f"PP-{whole.code}"
    cells = window_cells(f"แผนพัฒนาอำเภอ{at.name}", owner, at.code, made.chance, 7)
    made.heading({**cells, "meeting_on": day(made.chance, 2565, 7)}, [("written_against", upper, VERSION)])
    for theme in THEMES:
        links = theme_links(theme, upper, lists=("national-strategy",))
        upper_parts(made, theme, f"ของอำเภอ{at.name}", "ที่ทำการปกครองอำเภอ", links, upper)
        programme = _one_programme(made, theme, f"ของอำเภอ{at.name}")
        (topic,) = topics()[f"district-{theme}"]
        for number in range(1, 5):
            where = made.chance.choice(at.tambons).name
            own = idea(topic, theme, f"อำเภอ{at.name}", number, made.chance)
            _upper_project(made, programme, own, [], "ที่ทำการปกครองอำเภอ", location=f"ตำบล{where}")
        for one in taken:
            if one.idea.theme == theme:
                _upper_project(made, programme, one.idea, [one.comes_from], "ที่ทำการปกครองอำเภอ")
    return made


def province(at: Province, taken: list[Offer], seed: int) -> Making:
    """The provincial plan: what authorities sent on, and projects of its own."""
    made = Making(f"PP-{at.code}", "province", seed)
    owner = f"คณะกรรมการบริหารงานจังหวัดแบบบูรณาการจังหวัด{at.name}"
    told = {
        **window_cells(f"แผนพัฒนาจังหวัด{at.name}", owner, at.code, made.chance, 8),
        "consulted_on": day(made.chance, 2565, 3),
        "consulted_groups": "หัวหน้าส่วนราชการ นายอำเภอ องค์กรปกครองส่วนท้องถิ่น ภาคธุรกิจเอกชน และภาคประชาสังคม",
    }
    made.heading(told, [("written_against", at.cluster, VERSION)])
    for theme in THEMES:
        links = theme_links(theme, at.cluster, lists=(*_NATIONAL, "master-plan"))
        unit = next(one for one in AGENCIES if one.theme == theme)
        upper_parts(made, theme, f"ของจังหวัด{at.name}", unit.name, links, at.cluster)
        programme = _one_programme(made, theme, f"ของจังหวัด{at.name}")
        (topic,) = topics()[f"province-{theme}"]
        for number in range(1, max(2, at.upper // 5) + 1):
            own = idea(topic, theme, f"จังหวัด{at.name}", number, made.chance)
            owned = [("owned_by", f"AP-{at.code}-{unit.code}", "")] if unit in AGENCIES[: at.agencies] else []
            _upper_project(made, programme, own, owned, unit.name)
        for one in taken:
            if one.idea.theme == theme:
                _upper_project(made, programme, one.idea, [one.comes_from], unit.name)
    return made


def cluster(code: str, seed: int) -> Making:
    """The plan of a cluster of provinces: it stands beside several of them, and comes from none."""
    made = Making(code, "cluster", seed)
    owner = f"คณะกรรมการบริหารงานกลุ่มจังหวัดแบบบูรณาการ กลุ่มจังหวัดสมมติที่ {code[3:]}"
    told = {
        **window_cells(f"แผนพัฒนากลุ่มจังหวัดสมมติที่ {code[3:]}", owner, "", made.chance, 8),
        "consulted_on": day(made.chance, 2565, 3),
        "consulted_groups": "จังหวัดในกลุ่มจังหวัด ภาคธุรกิจเอกชน และภาคประชาสังคม",
    }
    made.heading(told)
    for theme in THEMES:
        of = f"ของกลุ่มจังหวัดสมมติที่ {code[3:]}"
        links = theme_links(theme, lists=(*_NATIONAL, "master-plan"))
        upper_parts(made, theme, of, "สำนักงานจังหวัด", links, "")
        programme = _one_programme(made, theme, of)
        (topic,) = topics()[f"province-{theme}"]
        own = idea(topic, theme, of.removeprefix("ของ"), 1, made.chance)
        _upper_project(made, programme, own, [], "สำนักงานจังหวัด")
    return made


def _one_programme(made: Making, theme: int, of: str) -> str:
    made.add("tactic", f"{theme}.1", {"name": THEMES[theme].tactics[0][0] + of}, [("part_of", str(theme), "")])
    name = f"แผนงาน{THEMES[theme].tactics[1][0]}"
    made.add("programme", f"{theme}.1(1)", {"name": name}, [("part_of", f"{theme}.1", "")])
    return f"{theme}.1(1)"


def _upper_project(made: Making, programme: str, what: Idea, links: list[Link], unit: str, **cells: Raw) -> None:
    code = f"{programme}-{made.next(programme)}"
    ranked: dict[str, Raw] = {"priority": made.next("priority")}
    made.project(
        code, what, [("part_of", programme, ""), *links], responsible_unit=unit, status="proposed", **ranked, **cells
    )


def agency(of: Agency, at: Province, taken: list[Offer], seed: int) -> Making:
    """The strategic targets of an agency for one year, and its projects: some that authorities asked it for."""
    made = Making(f"AP-{at.code}-{of.code}", "agency", seed)
    name = f"{of.name}{at.name}"
    title = f"เป้าหมายเชิงยุทธศาสตร์ (P-STM) {name} พ.ศ. {AGENCY_YEAR} {FICTIONAL}"
    told: dict[str, Raw] = {
        "title": title,
        "owner": name,
        "area": at.code,
        "years": f"{AGENCY_YEAR}-{AGENCY_YEAR}",
        "version": str(AGENCY_YEAR),
        "endorsed_by": name,
        "endorsed_on": day(made.chance, AGENCY_YEAR - 1, 9),
    }
    made.heading(told, [("written_against", f"PP-{at.code}", VERSION)])
    theme = of.theme
    goal: dict[str, Raw] = {
        "name": THEMES[theme].goal.format(of=f"ของจังหวัด{at.name}"),
        "drawn_from": "own-mission",
        "drawn_from_name": f"ภารกิจเรื่อง{THEMES[theme].tactics[0][0]}",
    }
    made.add("goal", "G1", goal, [("supports", f"PP-{at.code}/{theme}", "")])
    upper = f"PP-{at.code}/K{2 * theme - 1}"
    made.indicator("K1", "G1", THEMES[theme].measures[0], f"ในงานของ{name}", name, upper)
    (topic,) = topics()[f"agency-{theme}"]
    for number in range(1, 5):
        own = idea(topic, theme, name, number, made.chance)
        _agency_project(made, own, ("comes_from", f"PP-{at.code}/{theme}.1(1)-{1 + number % 2}", ""), of.name)
    for one in taken:
        _agency_project(made, one.idea, one.comes_from, of.name)
    return made


def _agency_project(made: Making, what: Idea, link: Link, unit: str) -> None:
    this_year = replace(what, budget={AGENCY_YEAR: max(what.budget.values())})
    code = f"P{made.next('project')}"
    made.project(code, this_year, [("part_of", "G1", ""), link], responsible_unit=unit, status="proposed")
