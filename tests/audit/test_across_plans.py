"""Situations that show only across plans, each once in a small round from a village to the nation; and a round without any of them.

Everything in it is fictional.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from pathlib import Path
from typing import Any

import yaml

from checker.compare.reading import read_side
from tests.audit.made import audit, written

# The rules that docs/audit.md names for what shows across plans.
ACROSS = {
    "PRJ-115",
    "PRJ-116",
    "PRJ-130",
    "LNK-103",
    "TAM-103",
    "LOC-105",
    "PRJ-128",
    "PRJ-131",
    "PRJ-132",
    "PRV-101",
    "STR-105",
    "CLU-102",
    "NAT-101",
    "VIL-105",
    "VIL-108",
    "IND-106",
    "IND-110",
}
PROFILE = (
    "name: whole-round\ntitle: {th: ทั้งรอบ, en: A whole round}\nextends: default\n"
    "parameters: {IND-110: {shortfall_allowed: 0}}\n"
)
Nodes = dict[str, dict[str, Any]]
CHAIN: dict[str, tuple[str, Nodes]] = {
    "NP": ("national", {"N1": {"kind": "strategy"}}),
    "CP": ("cluster", {"C1": {"kind": "strategy", "supports": "NP/N1"}}),
    "PP": (
        "province",
        {
            "S1": {"kind": "strategy", "supports": ["CP/C1", "NP/N1"]},
            "G1": {"kind": "goal", "part_of": "S1"},
            "K1": {"kind": "indicator", "measures": "G1", "unit": "แห่ง", "targets": {2566: 10}},
        },
    ),
    "DP": (
        "district",
        {
            "S1": {"kind": "strategy", "supports": "PP/S1"},
            "P1": {"kind": "project", "part_of": "S1", "comes_from": "TP/P2", "forwarded_to": "AP"},
            "K1": {"kind": "indicator", "measures": "S1", "unit": "แห่ง", "targets": {2566: 6}, "contributes_to": "PP/K1"},
        },
    ),
    "AP": ("agency", {"P1": {"kind": "project", "supports": "PP/S1", "comes_from": "DP/P1"}}),
    "LP": (
        "local",
        {
            "S1": {"kind": "strategy", "supports": ["PP/S1", "NP/N1"]},
            "P1": {"kind": "project", "part_of": "S1", "comes_from": "TP/P1", "budget": {2566: 100}},
            "P2": {"kind": "project", "part_of": "S1", "comes_from": "VP/P3", "budget": {2566: 100}},
            "K1": {"kind": "indicator", "measures": "S1", "unit": "แห่ง", "targets": {2566: 4}, "contributes_to": "PP/K1"},
        },
    ),
    "TP": (
        "tambon",
        {
            "S1": {"kind": "strategy", "supports": "DP/S1"},
            "P1": {"kind": "project", "part_of": "S1", "comes_from": "VP/P1", "forwarded_to": "LP"},
            "P2": {"kind": "project", "part_of": "S1", "comes_from": "VP/P2", "forwarded_to": "DP"},
        },
    ),
    "VP": (
        "village",
        {
            "P1": {"kind": "project", "class": "ขอรับการสนับสนุน"},
            "P2": {"kind": "project", "class": "ขอรับการสนับสนุน"},
            "P3": {"kind": "project", "class": "ขอรับการสนับสนุน"},
        },
    ),
}  # fmt: skip


def round_of(folder: Path, plans: dict[str, tuple[str, Nodes]]) -> Path:
    """The plans of `plans` as they are handed in, a file each."""
    files: dict[str, str | bytes] = {"rules/profiles/whole-round.yaml": PROFILE}
    for code, (level, nodes) in plans.items():
        head = {"code": code, "level": level, "title": f"แผน {code}", "owner": f"หน่วยงาน {code}", "years": "2566-2570"}
        listed = [{node["kind"]: name, "name": f"งาน {code} {name}"} | node for name, node in nodes.items()]
        told = {"plan": head, "nodes": [{key: said for key, said in one.items() if key != "kind"} for one in listed]}
        files[f"in/{code}.yaml"] = yaml.safe_dump(told, allow_unicode=True, sort_keys=False)
    return written(folder, files)


def found(folder: Path) -> dict[str, set[str]]:
    """By rule, the nodes in which an audit of the round in `folder` finds what shows across plans."""
    audit(folder / "in", "--out", folder / "out", "--rules", folder / "rules", "--profile", "whole-round", "--jobs", 1)
    told: dict[str, set[str]] = defaultdict(set)
    for report in read_side(folder / "out"):
        for one in report.findings:
            if one.rule in ACROSS:
                told[one.rule].add(f"{one.plan}/{one.node.code}")
    return dict(told)


def test_a_round_in_which_everything_arrives_shows_nothing_across_plans(tmp_path: Path) -> None:
    assert found(round_of(tmp_path, CHAIN)) == {}


def test_each_situation_across_plans_is_found_where_it_is(tmp_path: Path) -> None:
    plans = copy.deepcopy(CHAIN)
    nation, cluster, province, district, agency, local, tambon, village = (nodes for _, nodes in plans.values())
    # A path that breaks below the nation: what the village wants is taken up under a strategy that cites no other.
    local |= {"S2": {"kind": "strategy"}, "P3": {"kind": "project", "part_of": "S2", "comes_from": "VP/P4"}}
    village["P4"] = {"kind": "project", "class": "ทำร่วม"}
    # An orphan, whose origin is nowhere; one request that two plans take up; one name that two levels pay for.
    local["P4"] = {"kind": "project", "part_of": "S1", "comes_from": "VP/P99"}
    agency["P2"] = {"kind": "project", "supports": "PP/S1", "comes_from": "VP/P3"}
    road = {"kind": "project", "part_of": "S1", "name": "ก่อสร้างถนนหมู่ที่ 9 บ้านเหนือ", "budget": {2567: 100}}
    local["P5"], district["P5"] = dict(road), dict(road)
    # Sent on by a district, a tambon and a local authority, and arrived nowhere; the village of the tambon's is told, too.
    district["P6"] = {"kind": "project", "part_of": "S1", "forwarded_to": "AP"}
    tambon["P3"] = {"kind": "project", "part_of": "S1", "comes_from": "VP/P5", "forwarded_to": "LP"}
    village["P5"] = {"kind": "project", "class": "ขอรับการสนับสนุน"}
    local["P6"] = {"kind": "project", "part_of": "S1", "listed_as": "ผ.02/2"}
    # Strategies that nobody carries, at every level.
    for nodes, upper in (
        (nation, None),
        (cluster, "NP/N1"),
        (province, "NP/N1"),
        (district, "PP/S1"),
        (tambon, "DP/S1"),
    ):
        nodes["S9"] = {"kind": "strategy"} | ({"supports": upper} if upper else {})
    # A request that nobody takes up.
    village["P6"] = {"kind": "project", "class": "ขอรับการสนับสนุน"}
    # A lower target that is less than what the upper one needs, and one in another unit.
    local["K1"]["targets"] = {2566: 3}
    agency["K1"] = {"kind": "indicator", "measures": "P1", "unit": "คน", "contributes_to": "PP/K1"}
    assert found(round_of(tmp_path, plans)) == {
        "PRJ-115": {"LP/P3"},
        "PRJ-116": {"LP/P3"},
        "PRJ-130": {"VP/P4"},
        "LNK-103": {"LP/P4"},
        "PRJ-131": {"VP/P3"},
        "PRJ-128": {"LP/P5", "DP/P5"},
        "PRJ-132": {"DP/P6"},
        "TAM-103": {"TP/P3"},
        "VIL-108": {"VP/P5"},
        "LOC-105": {"LP/P6"},
        "NAT-101": {"NP/S9"},
        "CLU-102": {"CP/S9"},
        "PRV-101": {"PP/S9"},
        "STR-105": {"DP/S9", "TP/S9"},
        "VIL-105": {"VP/P6"},
        "IND-110": {"PP/K1"},
        "IND-106": {"AP/K1"},
    }
