"""Where plans are made: Phrae with its real names, and provinces that do not exist, in the sizes of real ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import ceil
from pathlib import Path
from random import Random
from typing import Final

from checker.codes import AUTHORITY_TYPES, Authority, built_in_areas

PHRAE: Final = "54"
MOST_PROVINCES: Final = 77
CLUSTERS: Final = 18
_CODES: Final = (PHRAE, *(str(code) for code in range(10, 99) if str(code) != PHRAE))
_NEARLY_WHOLE: Final = 0.5
"""From this share on a province keeps its authorities that serve no tambon by themselves."""
_TYPES: Final = ("อบต.",) * 57 + ("ทต.",) * 25
_SHARE_OF_OWN: Final = {"อบต.": (100, 330), "ทต.": (150, 340), "ทม.": (500, 520), "อบจ.": (60, 100)}


@dataclass(frozen=True, slots=True)
class Village:
    """A village: the code of its area, and what a person writes as its place."""

    code: str
    place: str


@dataclass(frozen=True, slots=True)
class Tambon:
    """A tambon with its villages; `authority` is the plan code of the local authority that serves it."""

    code: str
    name: str
    authority: str
    villages: tuple[Village, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """A local authority: the code of its plan, its name in full, its area, how many projects of its own it plans, where it works."""

    code: str
    owner: str
    area: str
    projects: int
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class District:
    """A district with its tambons and local authorities."""

    code: str
    name: str
    tambons: tuple[Tambon, ...]
    bodies: tuple[Body, ...]


@dataclass(frozen=True, slots=True)
class Province:
    """A province. `upper` says of how many projects its own plan, those of its agencies and its largest authority are made."""

    code: str
    name: str
    cluster: str
    districts: tuple[District, ...]
    body: Body
    upper: int
    agencies: int

    @property
    def projects(self) -> int:
        """About how many projects the plans of the province hold, by the sizes that `bench.country.chain` keeps to."""
        villages = sum(len(tambon.villages) for district in self.districts for tambon in district.tambons)
        own = sum(body.projects for district in self.districts for body in district.bodies) + self.body.projects
        above = self.upper + self.agencies * 4 + len(self.districts) * 20
        return round(villages * 16 + own * 1.07 + above)


def area_code(number: int) -> str:
    """The code of the area of province `number`."""
    return _CODES[number]


def province_at(number: int, seed: int) -> Province:
    """Province `number` of the country: 0 is Phrae as the program's own lists give it, all others are made up."""
    chance = Random(f"{seed}|places|{number}")
    code = area_code(number)
    if code == PHRAE:
        areas = built_in_areas()
        names = {at: (name, areas.villages[at]) for at, name in areas.districts.items()}
        tambons = dict(areas.tambons)
        authorities = [one for one in areas.authorities if one.type != "อบจ."]
        name = "แพร่"
    else:
        names, tambons, authorities = _made_up(number, code, chance)
        name = made_up_name(number * 211)
    districts = tuple(_district(at, *names[at], name, tambons, authorities, chance) for at in sorted(names))
    body = Body(
        f"LP-{code}00",
        f"องค์การบริหารส่วนจังหวัด{name}",
        code,
        chance.randint(*_SHARE_OF_OWN["อบจ."]),
        _all_places(districts),
    )
    return Province(code, name, f"CP-{number * CLUSTERS // MOST_PROVINCES + 1:02d}", districts, body, 50, 12)


def made_up_name(number: int) -> str:
    """A name for the `number`th place of the country; no two are the same."""
    rest, name = number, ""
    for words in _names():
        rest, at = divmod(rest, len(words))
        name += words[at]
    if rest:
        raise ValueError(f"there are not so many names as {number}")
    return name


@cache
def _names() -> list[list[str]]:
    """The parts of the names of places that do not exist: one of each line makes a name."""
    return [line.split() for line in (Path(__file__).parent / "names.txt").read_text(encoding="utf-8").splitlines()]


def _made_up(
    number: int, code: str, chance: Random
) -> tuple[dict[str, tuple[str, int]], dict[str, str], list[Authority]]:
    """Districts with their villages, tambons and authorities: on average as many as a province of the country has."""
    named = number * 211 + 1
    districts: dict[str, tuple[str, int]] = {}
    tambons: dict[str, str] = {}
    authorities: list[Authority] = []
    for at in range(1, chance.randint(8, 15) + 1):
        own = [f"{code}{at:02d}{one:02d}" for one in range(1, chance.randint(5, 11) + 1)]
        for tambon in own:
            tambons[tambon] = made_up_name(named)
            authorities.append(Authority(chance.choice(_TYPES), tambons[tambon], tambon))
            named += 1
        districts[f"{code}{at:02d}"] = (made_up_name(named), sum(chance.randint(7, 14) for _ in own))
        authorities.append(Authority("ทม." if at == 1 else "ทต.", made_up_name(named), f"{code}{at:02d}"))
        named += 1
    return districts, tambons, authorities


def _district(
    code: str,
    name: str,
    villages: int,
    province_name: str,
    tambons: dict[str, str],
    authorities: Sequence[Authority],
    chance: Random,
) -> District:
    """The district with its `villages` dealt out to its tambons, and each tambon to the authority that bears its name or to the next."""
    inside = [at for at in sorted(tambons) if at.startswith(code)]
    own = [one for one in authorities if one.area[:4] == code]
    serves = {at: next((one for one in own if one.area == at), own[turn % len(own)]) for turn, at in enumerate(inside)}
    codes = {id(one): f"LP-{code}{turn:02d}" for turn, one in enumerate(own, start=1)}
    twice = {one for one, count in Counter(tambons.values()).items() if count > 1}
    found = []
    for turn, at in enumerate(inside):
        count = villages // len(inside) + (turn < villages % len(inside))
        where = f"ตำบล{tambons[at]}" + (f" อำเภอ{name}" if tambons[at] in twice else "")
        here = tuple(Village(f"{at}{moo:02d}", f"หมู่ที่ {moo} {where}") for moo in range(1, count + 1))
        found.append(Tambon(at, tambons[at], codes[id(serves[at])], here))
    bodies = []
    for one in own:
        places = tuple(village.place for tambon in found if serves[tambon.code] is one for village in tambon.villages)
        owner = f"{_LONG[one.type]}{one.name} อำเภอ{name} จังหวัด{province_name}"
        bodies.append(
            Body(
                codes[id(one)],
                owner,
                one.area,
                chance.randint(*_SHARE_OF_OWN[one.type]),
                places or (f"ในเขต{_LONG[one.type]}{one.name} อำเภอ{name}",),
            )
        )
    return District(code, name, tuple(found), tuple(bodies))


_LONG: Final = {short: long for long, short in AUTHORITY_TYPES.items()}


def _all_places(districts: Sequence[District]) -> tuple[str, ...]:
    return tuple(f"ตำบล{tambon.name} อำเภอ{one.name}" for one in districts for tambon in one.tambons)


def scaled(whole: Province, share: float) -> Province:
    """`whole` with about `share` of its projects: so many of its tambons, the last ones, and smaller plans where that is not enough."""
    if share >= 1:
        return whole
    tambons = [tambon for district in whole.districts for tambon in district.tambons]
    kept = {one.code for one in tambons[len(tambons) - max(1, round(len(tambons) * share)) :]}
    thin = min(1.0, max(0.12, share * len(tambons) / len(kept)))
    districts = []
    for district in whole.districts:
        own = tuple(
            replace(tambon, villages=tambon.villages[: max(3, ceil(len(tambon.villages) * thin))])
            for tambon in district.tambons
            if tambon.code in kept
        )
        serving = {tambon.authority for tambon in own}
        if share >= _NEARLY_WHOLE:
            serving |= {body.code for body in district.bodies} - {tambon.authority for tambon in district.tambons}
        bodies = tuple(
            replace(body, projects=max(30, round(body.projects * thin)))
            for body in district.bodies
            if body.code in serving
        )
        if own:
            districts.append(replace(district, tambons=own, bodies=bodies))
    body = replace(whole.body, projects=max(22, round(whole.body.projects * share)), places=_all_places(districts))
    few = max(2, round(whole.agencies * share)) if share < 0.2 else whole.agencies
    return replace(
        whole, districts=tuple(districts), body=body, upper=max(10, round(whole.upper * share)), agencies=few
    )


@cache
def _expected(number: int, seed: int) -> int:
    return province_at(number, seed).projects


def country(projects: int | None, provinces: int, seed: int, distinct: int = MOST_PROVINCES) -> list[tuple[int, float]]:
    """The numbers of the provinces, and the share of each that is made: as many as hold `projects`, or `provinces` whole ones.

    Where only `distinct` of them are made, the others are as large as these.
    """
    if projects is None:
        return [(number, 1.0) for number in range(provinces)]
    held = 0
    for count in range(1, MOST_PROVINCES + 1):
        held += _expected((count - 1) % distinct, seed)
        if held >= projects * 0.97 or count == MOST_PROVINCES:
            return [(number, min(1.0, projects / held)) for number in range(count)]
    raise AssertionError("unreachable")
