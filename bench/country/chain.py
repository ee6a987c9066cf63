"""All plans of a province, linked to each other from the villages upward."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from random import Random

from bench.country.annual import annual
from bench.country.faults import Spoiler
from bench.country.levels import Offer, agency, cluster, district, province, tambon, village
from bench.country.local_plan import agency_for, forward, local
from bench.country.making import Making
from bench.country.places import Body, Province
from bench.country.totals import print_totals
from bench.country.words import AGENCIES

_OF_VILLAGE_TO_TAMBON = 0.4
_BEYOND = 0.04


def plans_of(whole: Province, seed: int, faults: Spoiler) -> list[Making]:
    """The plans of a province with the faults that `faults` makes; its cluster's plan stands for itself (`cluster`)."""
    made = _chained(whole, seed, faults)
    for one in made:
        faults.spoil(one, "plan")
        if one.level == "local":
            print_totals(one)
            faults.spoil(one, "total")
    return made


def _chained(whole: Province, seed: int, faults: Spoiler) -> list[Making]:
    """The plans, linked to each other; what is lost on the way from one to the next is lost here."""
    chance, luck = Random(f"{seed}|chain|{whole.code}"), Random(f"{seed}|faults|way|{whole.code}")
    made: list[Making] = []
    to_local: dict[str, list[Offer]] = defaultdict(list)
    to_district: dict[str, list[Offer]] = defaultdict(list)
    for at in whole.districts:
        for one in at.tambons:
            taken: list[Offer] = []
            for where in one.villages:
                plan, requests, joint = village(where, one, seed)
                made.append(plan)
                for offer in requests:
                    up = taken if chance.random() < _OF_VILLAGE_TO_TAMBON else to_local[one.authority]
                    if not faults.strikes("vanished-request", luck):
                        up.append(offer)
                taken += joint[:1]
                again = [two for two in joint[1:] if faults.strikes("funded-twice", luck)]
                to_local[one.authority] += [replace(two, source="") for two in again]
            plan, on_to_local, on_to_district = tambon(one, at, taken, seed)
            made.append(plan)
            to_local[one.authority] += [two for two in on_to_local if not faults.strikes("lost-on-the-way", luck)]
            to_district[at.code] += [two for two in on_to_district if not faults.strikes("lost-on-the-way", luck)]
    made += _upper(whole, to_local, to_district, chance, seed, lambda: faults.strikes("taken-up-nowhere", luck))
    return made


def _upper(
    whole: Province,
    to_local: dict[str, list[Offer]],
    to_district: dict[str, list[Offer]],
    chance: Random,
    seed: int,
    lost: Callable[[], bool],
) -> list[Making]:
    """The local plans with what they take up and hand on, and the plans that take that up."""
    made: list[Making] = []
    to_body: list[Offer] = []
    to_province: list[Offer] = []
    to_agency: dict[str, list[Offer]] = defaultdict(list)
    agencies = AGENCIES[: whole.agencies]
    for at in whole.districts:
        for body in at.bodies:
            plan, offers = local(body, whole, to_local[body.code], max(1, round(body.projects * _BEYOND)), seed)
            made.append(plan)
            for offer in offers:
                unit = agency_for(offer.idea.theme, chance.random())
                who = chance.choices(("district", "body", "province", "agency"), (3, 4, 1, 2))[0]
                if who == "agency" and unit not in [one.code for one in agencies]:
                    who = "district"
                to = {
                    "district": f"DP-{at.code}",
                    "body": whole.body.code,
                    "province": f"PP-{whole.code}",
                    "agency": f"AP-{whole.code}-{unit}",
                }[who]
                name = next(one.name for one in AGENCIES if one.code == unit)
                forward(plan, offer, to, f"{name}{whole.name}")
                up = {"district": to_district[at.code], "body": to_body, "province": to_province}
                if not lost():
                    up.get(who, to_agency[unit]).append(offer)
    made.append(_largest(whole.body, whole, to_body, seed))
    made += [district(at, whole, to_district[at.code], seed) for at in whole.districts]
    made.append(province(whole, to_province, seed))
    made.append(annual(whole, seed))
    made += [agency(one, whole, to_agency[one.code], seed) for one in agencies]
    return made


def _largest(body: Body, whole: Province, taken: list[Offer], seed: int) -> Making:
    """The plan of the province's own authority: what others cannot do alone comes to it, and it hands nothing on."""
    return local(body, whole, taken, 0, seed)[0]


def cluster_of(whole: Province, seed: int) -> Making:
    """The plan of the cluster to which the province belongs."""
    return cluster(whole.cluster, seed)
