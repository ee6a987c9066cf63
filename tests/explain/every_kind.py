"""A plan and a pattern of every kind, and what a finding on them shows: what was wanted, what is there, and where."""

from __future__ import annotations

from typing import Any

from tests.written import LOCAL, PROVINCE, plan

Shown = tuple[str, str, str | None, str | None]

ROADS = "project: P1, name: ถนน, budget: {2566: 6}"
INDICATOR = "indicator: K1, direction: up"

CASES: dict[str, tuple[list[str], dict[str, Any]]] = {
    "requires-field of an empty field": (
        [plan(LOCAL, "project: P1")],
        {"kind": "requires-field", "source": "project", "all_of": [{"field": "target", "present": True}]},
    ),
    "requires-field of a year": (
        [plan(LOCAL, "project: P1, budget: {2566: 6, 2567: -1}")],
        {"kind": "requires-field", "source": "project", "all_of": [{"field": "budget", "min": 0}]},
    ),
    "requires-field of barred words": (
        [plan(LOCAL, "project: P1, name: ซื้อรถประจำตำแหน่ง")],
        {"kind": "requires-field", "source": "project", "all_of": [{"field": "name", "lacks_words": ["รถประจำตำแหน่ง", "เรือ"]}]},
    ),
    "requires-field of a blank of a template": (
        [plan(LOCAL, "project: P1, name: ถนน ..... สาย")],
        {"kind": "requires-field", "source": "project", "all_of": [{"field": "name", "lacks": "residue"}]},
    ),
    "requires-field of an overlap": (
        [plan(LOCAL, "project: P1, objective: ถนนดี, expected_result: ถนน ดี")],
        {"kind": "requires-field", "source": "project",
         "all_of": [{"field": "objective", "overlap": {"with": "expected_result", "at_most": 80}}]},
    ),
    "requires-field of words of a list": (
        [plan(LOCAL, "project: P1, class: ทำเองง")],
        {"kind": "requires-field", "source": "project", "all_of": [{"field": "class", "one_of": ["self", "joint"]}]},
    ),
    "requires-field of one of several": (
        [plan(LOCAL, "project: P1, name: ถนน, target: ทั่วไป")],
        {"kind": "requires-field", "source": "project",
         "any_of": [{"field": "name", "has": "digit"}, {"field": "target", "longer_than": 20}]},
    ),
    "requires-link with something else there": (
        [plan(LOCAL, "strategy: S1, name: น้ำ", "tactic: T1", "project: P1, part_of: T1")],
        {"kind": "requires-link", "source": "project", "relation": "part_of+", "target": {"kind": "strategy"}},
    ),
    "requires-link with nothing there": (
        [plan(LOCAL, "strategy: S1", "project: P1")],
        {"kind": "requires-link", "source": "project", "relation": "part_of", "target": {"kind": "strategy"}},
    ),
    "requires-link with too many": (
        [plan(LOCAL, "tactic: T1", "tactic: T2", "project: P1, part_of: [T1, T2]")],
        {"kind": "requires-link", "source": "project", "relation": "part_of", "target": {"kind": "tactic"}, "at_most": 1},
    ),
    "requires-link by two steps": (
        [plan(LOCAL, "strategy: S1", "project: P1, part_of: S1"), plan(PROVINCE, "strategy: '1'")],
        {"kind": "requires-link", "source": "project", "relation": "part_of/supports", "target": {"level": "province"}, "levels": "local"},
    ),
    "requires-link by two paths": (
        [plan(LOCAL, "strategy: S1", "strategy: S2", "goal: G1, part_of: S2", "project: P1, part_of: [S1, G1]")],
        {"kind": "requires-link", "source": "project", "relation": "part_of", "target": {"kind": "strategy", "also": "part_of/part_of"}},
    ),
    "links-resolve of a code that nothing bears": (
        [plan(LOCAL, "strategy: S-1", "project: P1, part_of: S-9")],
        {"kind": "links-resolve", "source": "project", "relation": "part_of"},
    ),
    "links-resolve of another kind": (
        [plan(LOCAL, "strategy: S1", "activity: A1, part_of: S1")],
        {"kind": "links-resolve", "source": "activity", "relation": "part_of"},
    ),
    "links-resolve of a circle": (
        [plan(LOCAL, "indicator: K1, contributes_to: K2", "indicator: K2, contributes_to: K3", "indicator: K3, contributes_to: [K2, K1]")],
        {"kind": "links-resolve", "source": "indicator", "relation": "contributes_to"},
    ),
    "is-supported": (
        [plan(LOCAL, "strategy: S1", "goal: G1, part_of: S1")],
        {"kind": "is-supported", "source": "strategy", "relation": "part_of", "by": {"kind": "tactic"}},
    ),
    "reaches": (
        [plan(LOCAL, "strategy: S1", "tactic: T1, part_of: S1", "project: P1, part_of: T1"), plan(PROVINCE, "strategy: '1', name: คน")],
        {"kind": "reaches", "source": "project", "via": "(part_of|supports)+", "level": "province", "levels": "local"},
    ),
    "reaches past what is written": (
        [plan(LOCAL, "strategy: S1, supports: 'sdg:1'", "project: P1, part_of: S1"), plan(PROVINCE, "strategy: '1', name: คน")],
        {"kind": "reaches", "source": "project", "via": "(part_of|supports)+", "level": "province", "levels": "local"},
    ),
    "matches": (
        [plan(LOCAL, "strategy: S1, supports: PP-54/1, mapped_to: PP-54/2"), plan(PROVINCE, "strategy: '1'", "strategy: '2', name: คน")],
        {"kind": "matches", "source": "strategy", "relation": "supports", "other": "mapped_to", "levels": "local"},
    ),
    "agrees of a field": (
        [plan(LOCAL, "indicator: K1, unit: คน, contributes_to: PP-54/V1"), plan(PROVINCE, "indicator: V1, unit: บาท")],
        {"kind": "agrees", "source": "indicator", "relation": "contributes_to", "fields": [{"own": "unit", "linked": "unit"}], "levels": "local"},
    ),
    "agrees of a title": (
        [plan(LOCAL, "strategy: S1, supports: {to: 'sdg:1', title: ขจัดความหิวโหย}")],
        {"kind": "agrees", "source": "strategy", "relation": "supports", "fields": [{"own": "reference.title", "linked": "name"}]},
    ),
    "agrees of a version": (
        [plan(LOCAL.replace("area", "written_against: {to: PP-54, version: '2565'}, area")),
         plan(PROVINCE.replace("area", "version: '2566', area"))],
        {"kind": "agrees", "source": "plan", "relation": "written_against", "fields": [{"own": "reference.version", "linked": "version"}],
         "levels": "local"},
    ),
    "within a period": (
        [plan(LOCAL, "project: P1, budget: {2566: 1, 2572: 5}")],
        {"kind": "within", "source": "project", "relation": "in_plan", "field": "budget", "bounds": {"period": "years", "early": 1}},
    ),
    "within an area": (
        [plan(LOCAL, "project: P1, area: '5406'")],
        {"kind": "within", "source": "project", "relation": "in_plan", "field": "area", "bounds": {"prefix_of": "area"}},
    ),
    "within an amount of the same year": (
        [plan(LOCAL, "project: P1, budget: {2566: 5}, ordinance: {2566: 7}")],
        {"kind": "within", "source": "project", "field": "ordinance", "bounds": {"max": "budget"}},
    ),
    "sums-to of a total": (
        [plan(LOCAL, "strategy: S1", "project: P1, name: ถนน, part_of: S1, budget: {2566: 500}",
              "project: P2, part_of: S1, budget: {2566: 1000}", "total: T1, sums: S1, budget: {2566: 1000}")],
        {"kind": "sums-to", "source": "total", "relation": "sums/^part_of", "field": "budget", "total": "budget"},
    ),
    "sums-to of at most": (
        [plan(LOCAL, *(f"activity: A{n}, part_of: P1, budget: {{2566: {n}}}" for n in range(1, 13)), "project: P1")],
        {"kind": "sums-to", "source": "project", "relation": "^part_of", "field": "budget", "at_most": 5},
    ),
    "sums-to of nothing": (
        [plan(LOCAL, "strategy: S1", "total: T1, sums: S1, count: {2566: 2}")],
        {"kind": "sums-to", "source": "total", "relation": "sums/^part_of", "counts": "budget", "total": "count"},
    ),
    "unique": (
        [plan(LOCAL, ROADS, "project: P2, name: ถ นน, budget: {2566: 7}")],
        {"kind": "unique", "source": "project", "key": "name", "shares_year": "budget", "unless": "comes_from"},
    ),
    "sequence of a gap": (
        [plan(LOCAL, "project: P1, number: 1", "project: P3, number: 3", "project: P4, number: 4")],
        {"kind": "sequence", "source": "project", "field": "number"},
    ),
    "sequence of a tie": (
        [plan(LOCAL, "project: P1, number: 1", "project: P2, number: 1")],
        {"kind": "sequence", "source": "project", "field": "number"},
    ),
    "series of a window": (
        [plan(LOCAL.replace("2570", "2568"), "indicator: K1, targets: {2566: 1, 2567: '', 2568: 3}")],
        {"kind": "series", "source": "indicator", "field": "targets", "covers": "window"},
    ),
    "series of a direction": (
        [plan(LOCAL, f"{INDICATOR}, baseline: {{2565: 4}}, targets: {{2566: 3, 2567: 5, 2568: 4}}")],
        {"kind": "series", "source": "indicator", "field": "targets", "direction": "direction", "against": "baseline"},
    ),
    "series of what is to be met and followed": (
        [plan(LOCAL, f"{INDICATOR}, targets: {{2565: 5, 2566: 6}}, actual: {{2565: 4}}")],
        {"kind": "series", "source": "indicator", "field": "actual", "direction": "direction", "meets": "targets", "follows": "targets"},
    ),
    "typical of a plan": (
        [plan(LOCAL, "project: P1, budget: {2566: 50, 2567: 60}", "project: P2, budget: {2567: 600, 2568: 5}", "project: P3, budget: {2566: '80'}")],
        {"kind": "typical", "source": "project", "field": "budget", "factor": 10, "peers": 5},
    ),
    "typical of a level": (
        [plan(LOCAL, "project: P1, number: 4"),
         plan(LOCAL.replace("LP", "LQ"), "project: P2, number: 4.5", "project: P3, number: 2", "project: P4, number: 9")],
        {"kind": "typical", "source": "project", "field": "number", "factor": 2, "peers": 3, "inside": "level"},
    ),
    "series that never varies": (
        [plan(LOCAL, "project: P1, budget: {2566: 5, 2567: 5, 2568: 0}")],
        {"kind": "series", "source": "project", "field": "budget", "varies": 2},
    ),
}  # fmt: skip

EXPECTED: dict[str, list[Shown]] = {
    "requires-field of an empty field": [
        ("value", "target (output): left empty", None, "0.yaml 3"),
        ("demanded", "something written", None, None),
    ],
    "requires-field of a year": [
        ("value", "budget 2567: -1", None, "0.yaml 3"),
        ("demanded", "0 or more", None, None),
    ],
    "requires-field of barred words": [
        ("value", "project: ซื้อรถประจำตำแหน่ง", None, "0.yaml 3"),
        ("there", "“รถประจำตำแหน่ง”", None, "0.yaml 3"),
        ("demanded", "nothing with the words “รถประจำตำแหน่ง”", None, None),
    ],
    "requires-field of a blank of a template": [
        ("value", "project: ถนน ..... สาย", None, "0.yaml 3"),
        ("there", "“.....”", None, "0.yaml 3"),
        ("demanded", "nothing left over from a template, such as ….. or (ระบุ)", None, None),
    ],
    "requires-field of an overlap": [
        ("value", "objective: ถนนดี", None, "0.yaml 3"),
        ("there", "expected result: ถนน ดี (100 percent alike)", None, "0.yaml 3"),
        ("demanded", "at most 80 percent of the words of “expected result”", None, None),
    ],
    "requires-field of words of a list": [
        ("value", "class: ทำเองง", None, "0.yaml 3"),
        ("demanded", "one of self, joint", None, None),
        ("nearest", "ทำเอง", None, "0.yaml 3"),
    ],
    "requires-field of one of several": [
        ("value", "project: ถนน", None, "0.yaml 3"),
        ("demanded", "a digit", None, None),
        ("value", "target (output): ทั่วไป", None, "0.yaml 3"),
        ("there", "6 characters", None, "0.yaml 3"),
        ("demanded", "more than 20 characters", None, None),
    ],
    "requires-link with something else there": [
        ("looked-for", "strategy that is reached by “part of”", None, None),
        ("there", "T1 (tactic · local development plan)", "LP/T1", "0.yaml 4"),
        ("choices", "S1 น้ำ", None, "0.yaml 5"),
    ],
    "requires-link with nothing there": [
        ("looked-for", "strategy in “part of”", None, None),
        ("there", "none", None, "0.yaml 4"),
        ("choices", "S1", None, "0.yaml 4"),
    ],
    "requires-link with too many": [
        ("looked-for", "tactic in “part of”, at most 1", None, None),
        ("there", "T1", "LP/T1", "0.yaml 3"),
        ("there", "T2", "LP/T2", "0.yaml 4"),
    ],
    "requires-link by two steps": [
        ("looked-for", "an item in a provincial plan that is reached by “part of → supports”", None, None),
        ("breaks-at", "S1 (strategy · local development plan): no “supports”", "LP/S1", "0.yaml 3"),
        ("choices", "PP-54/1", None, "0.yaml 3"),
    ],
    "requires-link by two paths": [
        ("looked-for", "strategy in “part of”, and that “part of → part of” leads to as well", None, None),
        ("there", "G1 (goal · local development plan)", "LP/G1", "0.yaml 5"),
        ("there", "S1 (strategy · local development plan)", "LP/S1", "0.yaml 3"),
        ("there", "by “part of → part of”: S2", "LP/S2", "0.yaml 4"),
        ("nearest", "S2", "LP/S2", "0.yaml 4"),
    ],
    "links-resolve of a code that nothing bears": [
        ("looked-for", "S-9: nothing bears this code or name", None, "0.yaml 4"),
        ("nearest", "S-1", None, "0.yaml 4"),
    ],
    "links-resolve of another kind": [
        ("looked-for", "S1: it exists, but is of another kind or level than may stand here", None, "0.yaml 4"),
        ("there", "S1 (strategy · local development plan)", "LP/S1", "0.yaml 3"),
        ("demanded", "project of the same plan", None, "0.yaml 4"),
    ],
    "links-resolve of a circle": [
        ("looked-for", "K2: it leads round in a circle", None, "0.yaml 3"),
        ("walked", "K1 → K2 → K3 → K1", None, None),
        ("there", "K1 → K2", "LP/K1", "0.yaml 3"),
        ("there", "K2 → K3", "LP/K2", "0.yaml 4"),
        ("there", "K3 → K1", "LP/K3", "0.yaml 5"),
    ],
    "is-supported": [
        ("looked-for", "tactic that names this in “part of”", None, None),
        ("there", "G1 (goal · local development plan)", "LP/G1", "0.yaml 4"),
    ],
    "reaches": [
        ("looked-for", "an item in a provincial plan", None, None),
        ("walked", "P1 → T1 → S1", None, None),
        ("breaks-at", "S1 (strategy · local development plan)", "LP/S1", "0.yaml 3"),
        ("there", "nothing in “supports”", "LP/S1", "0.yaml 3"),
        ("choices", "PP-54/1 คน", "LP/S1", "0.yaml 3"),
    ],
    "reaches past what is written": [
        ("looked-for", "an item in a provincial plan", None, None),
        ("walked", "P1 → S1", None, None),
        ("breaks-at", "S1 (strategy · local development plan)", "LP/S1", "0.yaml 3"),
        ("there", "sdg:1: leads no further up to it", "LP/S1", "0.yaml 3"),
        ("choices", "PP-54/1 คน", "LP/S1", "0.yaml 3"),
    ],
    "matches": [
        ("looked-for", "“supports” = “mapped to (in the overview)”", None, None),
        ("only-first", "PP-54/1", "PP-54/1", "0.yaml 3"),
        ("only-second", "PP-54/2 คน", "PP-54/2", "0.yaml 3"),
    ],
    "agrees of a field": [
        ("value", "unit: คน", "LP/K1", "0.yaml 3"),
        ("there", "unit: บาท", "PP-54/V1", "1.yaml 3"),
    ],
    "agrees of a title": [
        ("value", "title beside 1: ขจัดความหิวโหย", "LP/S1", "0.yaml 3"),
        ("there", "strategy: ขจัดความยากจน", "sdg@2559-2573/1", "sdg.csv"),
        ("nearest", "2 ขจัดความหิวโหย", None, "0.yaml 3"),
    ],
    "agrees of a version": [
        ("value", "version beside PP-54: 2565", "LP", "0.yaml 1"),
        ("there", "version: 2566", "PP-54", "1.yaml 1"),
    ],
    "within a period": [
        ("value", "budget 2572: 5", None, "0.yaml 3"),
        ("bound", "plan years: 2566-2570, and 1 year before", "LP", "0.yaml 1"),
        ("difference", "2 years", None, None),
    ],
    "within an area": [
        ("value", "area code: 5406", None, "0.yaml 3"),
        ("bound", "area code: 540503", "LP", "0.yaml 1"),
        ("difference", "540503 does not begin with 5406", None, None),
    ],
    "within an amount of the same year": [
        ("value", "budget ordinance 2566: 7", None, "0.yaml 3"),
        ("bound", "at most 5 (budget 2566)", None, "0.yaml 3"),
        ("difference", "2", None, None),
    ],
    "sums-to of a total": [
        ("year", "2566", None, "0.yaml 6"),
        ("printed", "1,000", None, "0.yaml 6"),
        ("summed", "1,500", None, None),
        ("difference", "-500", None, None),
        ("summand", "P2: 1,000", "LP/P2", "0.yaml 5"),
        ("summand", "P1 ถนน: 500", "LP/P1", "0.yaml 4"),
        ("nearest", "P1 ถนน: 500, just the difference", "LP/P1", "0.yaml 4"),
    ],
    "sums-to of at most": [
        ("year", "all years", None, None),
        ("bound", "at most 5", None, None),
        ("summed", "78", None, None),
        ("difference", "-73", None, None),
        ("summand", "A12: 12", "LP/A12", "0.yaml 14"),
        ("summand", "A11: 11", "LP/A11", "0.yaml 13"),
        ("summand", "A10: 10", "LP/A10", "0.yaml 12"),
        ("summand", "A9: 9", "LP/A9", "0.yaml 11"),
        ("summand", "A8: 8", "LP/A8", "0.yaml 10"),
        ("summand", "A7: 7", "LP/A7", "0.yaml 9"),
        ("summand", "A6: 6", "LP/A6", "0.yaml 8"),
        ("summand", "A5: 5", "LP/A5", "0.yaml 7"),
        ("summand", "A4: 4", "LP/A4", "0.yaml 6"),
        ("summand", "A3: 3", "LP/A3", "0.yaml 5"),
        ("summand", "and 2 more, 3 in all", None, None),
    ],
    "sums-to of nothing": [
        ("year", "2566", None, "0.yaml 4"),
        ("printed", "2", None, "0.yaml 4"),
        ("summed", "0", None, None),
        ("difference", "2", None, None),
        ("summand", "none", None, None),
    ],
    "unique": [
        ("value", "project: ถนน", None, "0.yaml 3"),
        ("twin", "P2 ถ นน", "LP/P2", "0.yaml 4"),
        ("year", "2566: 6 here, 7 at P2", "LP/P2", "0.yaml 4"),
        ("looked-for", "“comes from” between the twins: none", None, None),
    ],
    "sequence of a gap": [
        ("value", "3", None, "0.yaml 4"),
        ("looked-for", "2", None, "0.yaml 4"),
        ("there", "number 1: P1", "LP/P1", "0.yaml 3"),
        ("there", "number 4: P4", "LP/P4", "0.yaml 5"),
    ],
    "sequence of a tie": [
        ("value", "1", None, "0.yaml 3"),
        ("twin", "P2", "LP/P2", "0.yaml 4"),
        ("looked-for", "2", None, "0.yaml 3"),
    ],
    "series of a window": [
        ("there", "2566: 1", None, "0.yaml 3"),
        ("year", "2567: no value (every year of 2566-2568 needs one)", None, "0.yaml 3"),
        ("there", "2568: 3", None, "0.yaml 3"),
    ],
    "series of a direction": [
        ("there", "2566: 3", None, "0.yaml 3"),
        ("there", "2567: 5", None, "0.yaml 3"),
        ("year", "2568: 4 (not less than 5 of 2567)", None, "0.yaml 3"),
        ("year", "2568: 4 (more than 4 of baseline 2565)", None, "0.yaml 3"),
        ("bound", "baseline 2565: 4", None, "0.yaml 3"),
    ],
    "series of what is to be met and followed": [
        ("year", "2565: 4 (not less than 5 of targets 2565)", None, "0.yaml 3"),
        ("bound", "targets 2565: 5", None, "0.yaml 3"),
        ("year", "2566: no value (needed, for targets 2566 has 6)", None, "0.yaml 3"),
        ("bound", "targets 2566: 6", None, "0.yaml 3"),
    ],
    "typical of a plan": [
        ("value", "budget 2567: 600", None, "0.yaml 4"),
        ("difference", "10 times the typical amount", None, "0.yaml 4"),
        ("value", "budget 2568: 5", None, "0.yaml 4"),
        ("difference", "12 times smaller than the typical amount", None, "0.yaml 4"),
        ("there", "budget 2567: 60", "LP/P1", "0.yaml 3"),
        ("there", "5 amounts in the plan", None, None),
    ],
    "typical of a level": [
        ("value", "number: 2", None, "1.yaml 4"),
        ("difference", "2 times smaller than the typical amount", None, "1.yaml 4"),
        ("there", "number: 4", "LP/P1", "0.yaml 3"),
        ("there", "4 amounts in the level", None, None),
    ],
    "series that never varies": [
        ("year", "2566: 5 (the same in every year)", None, "0.yaml 3"),
        ("year", "2567: 5 (the same in every year)", None, "0.yaml 3"),
        ("there", "2568: 0", None, "0.yaml 3"),
    ],
}  # fmt: skip
