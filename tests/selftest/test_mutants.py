"""Each operator changes one thing, and makes no mutant that says the same in other words."""

from __future__ import annotations

from typing import Any

import pytest

from checker.chain import built_in_chain
from checker.path import parse_path
from checker.rule import Rule
from checker.rule_checks import complaints
from checker.rulebook import load_rulebook
from checker.selftest import mutants
from checker.selftest.reach import spots_after, walks_twice
from tests.build import rule

CHAIN = built_in_chain()


def changes(**parts: Any) -> list[str]:
    """What is changed in the mutants of a rule with this pattern and scope."""
    return [mutant.says.en for mutant in mutants(rule(**parts))]


def test_each_level_and_each_word_of_the_scope_is_left_out_and_the_scope_is_widened() -> None:
    found = changes(
        levels=["local", "district"],
        when={"status": ["proposed", "ongoing"]},
        kind="requires-field",
        source="project",
        all_of=[{"field": "budget", "present": True}],
    )
    assert found == [
        "“local” left out of levels",
        "“district” left out of levels",
        "every level in scope",
        "any status in scope",
        "“proposed” left out of status",
        "“ongoing” left out of status",
        "status under only in place of when",
        "demand 1: ordinance asked in place of budget",
    ]


def test_each_entry_of_the_scope_and_each_of_its_words_is_left_out_or_asked_less_strictly() -> None:
    entries = {"except": {"status": ["done", "moved"]}, "only": {"class": ["self"], "listed_as": ["own"]}}
    found = changes(
        **entries,
        filled=["number", "budget"],
        text={"target": "measurable"},
        kind="requires-field",
        source="project",
        all_of=[{"field": "budget", "present": True}],
    )
    assert found[:-1] == [
        "any class in scope",
        "“self” left out of class",
        "any listed_as in scope",
        "“own” left out of listed_as",
        "no status excepted",
        "“done” left out of status",
        "“moved” left out of status",
        "class under when in place of only",
        "“number” left out of filled",
        "“budget” left out of filled",
        "target in any words",
        "target filled in any words",
    ]


def test_the_plan_the_years_and_the_path_of_the_scope_are_changed_too() -> None:
    found = changes(
        levels="local",
        plan={"area": ["54"]},
        years={"from": 2566, "until": 2566},
        linked="part_of+/supports",
        kind="requires-field",
        source="project",
        all_of=[{"field": "budget", "present": True}],
    )
    assert found[1:-1] == [
        "any area in scope",
        "“54” left out of area",
        "no from of years",
        "from 2565",
        "no until of years",
        "until 2567",
        "linked left out of scope",
        "linked part_of/supports",
        "linked ^part_of+/supports",
        "linked supports+/supports",
        "linked part_of+/^supports",
        "linked part_of+/part_of",
    ]


def test_each_kind_of_source_is_left_out() -> None:
    found = changes(kind="unique", source=["project", "activity"], key=["kind", "name"], also="responsible_unit")
    assert found == [
        "“project” left out of source",
        "“activity” left out of source",
        "“kind” left out of key",
        "“name” left out of key",
        "“responsible_unit” left out of also",
        "inside round",
    ]


def test_a_link_that_is_required_changes_its_path_its_target_and_its_number() -> None:
    found = changes(
        levels=["local"],
        kind="requires-link",
        source="project",
        relation="part_of+",
        target={"kind": "strategy"},
        at_least=1,
        at_most=2,
    )
    assert found == [
        "every level in scope",
        "relation part_of",
        "relation ^part_of+",
        "relation supports+",
        "a target of any kind",
        "a target of kind goal",
        "at_least 0",
        "at_least 2",
        "at_most 1",
        "at_most 3",
        "no at_most",
    ]


def test_a_target_across_plans_changes_its_plan_its_list_and_its_levels() -> None:
    found = changes(
        levels=["local"],
        kind="requires-link",
        source="strategy",
        relation="supports",
        target={"list": "nesdp", "when": {"name": ["ก"]}},
    )
    assert "a target of no particular list" in found
    assert "a target of any name" in found
    assert "a target in the same plan" in found
    found = changes(
        levels=["local"], kind="requires-link", source="strategy", relation="supports", target={"plan": "other"}
    )
    assert "a target in any plan" in found
    found = changes(
        levels=["local"],
        kind="requires-link",
        source="strategy",
        relation="supports",
        target={"level": ["province", "cluster"]},
    )
    assert {"a target at any level", "“province” left out of level", "“cluster” left out of level"} <= set(found)


def test_what_the_chain_never_tells_apart_is_no_mutant() -> None:
    found = changes(
        kind="requires-link", source="tactic", relation="^part_of", target={"kind": ["programme", "project"]}
    )
    assert "a target of any kind" not in found
    found = changes(kind="requires-link", source="goal", relation="part_of+", target={"kind": "strategy"})
    assert found == ["relation ^part_of+", "relation supports+", "at_least 0", "at_least 2"]


def test_a_path_read_from_its_other_end_is_changed_as_it_is_written() -> None:
    found = changes(
        levels=["province"],
        kind="is-supported",
        source="strategy",
        relation="(part_of|supports)+",
        by={"kind": "project", "level": ["local"]},
    )
    assert {"relation (part_of|supports)", "relation supports+", "relation part_of+"} <= set(found)
    assert {"a target at any level", "a target of any kind", "a target in the same plan"} <= set(found)


def test_a_path_to_be_reached_changes_its_steps_and_its_end() -> None:
    found = changes(
        levels=["local"], kind="reaches", source="project", via="(part_of|supports)+", to="strategy", level="province"
    )
    assert {"via (part_of|supports)", "a target at any level", "a target of any kind"} <= set(found)
    assert "a target of kind goal" in found


def test_references_change_their_relations_faults_and_directions() -> None:
    found = changes(
        kind="links-resolve",
        source="project",
        relation=["part_of", "amends"],
        faults="dangling",
        toward=["own", "plan"],
    )
    assert found == [
        "“part_of” left out of relation",
        "“amends” left out of relation",
        "“own” left out of toward",
        "“plan” left out of toward",
        "misplaced among the faults",
        "“list” in toward",
    ]


def test_circles_are_not_looked_for_where_there_can_be_none() -> None:
    found = changes(kind="links-resolve", source="indicator", relation="contributes_to", faults=["self", "cyclic"])
    assert "“list” left out of toward" not in found
    assert "“self” left out of faults" in found


def test_demands_are_left_out_turned_and_moved() -> None:
    found = changes(
        kind="requires-field",
        source="indicator",
        all_of=[{"field": "baseline", "is": "number", "min": 0}, {"field": "name", "lacks": "residue"}],
    )
    assert found == [
        "any_of in place of all_of",
        "demand 1, of baseline, left out",
        "demand 1: “is” left out",
        "demand 1: “min” left out",
        "demand 1: min -1",
        "demand 1: min 1",
        "demand 1: is integer",
        "demand 1: targets asked in place of baseline",
        "demand 2, of name, left out",
        "demand 2: has in place of lacks",
        "demand 2: unit asked in place of name",
    ]
    found = changes(
        kind="requires-field",
        source="project",
        any_of=[{"field": "class", "one_of": ["self", "joint"]}, {"field": "name", "shorter_than": 9}],
    )
    assert "demand 1: “self” left out of one_of" in found
    assert {"demand 2: shorter_than 8", "demand 2: shorter_than 10"} <= set(found)


def test_words_are_swapped_for_a_number() -> None:
    found = changes(kind="requires-field", source="indicator", all_of=[{"field": "targets", "is": "words"}])
    assert "demand 1: is number" in found


def test_the_bounds_of_an_overlap_are_moved_and_left_out() -> None:
    asked = {"field": "objective", "overlap": {"with": "expected_result", "at_least": 10, "at_most": 80}}
    found = changes(kind="requires-field", source="project", all_of=[asked])
    moved = {
        f"demand 1: overlap {key} {at}"
        for key, at in (("at_least", 9), ("at_least", 11), ("at_most", 79), ("at_most", 81))
    }
    assert {*moved, "demand 1: overlap without at_least", "demand 1: overlap without at_most"} <= set(found)


def test_each_barred_word_is_left_out() -> None:
    (*found, _) = changes(
        kind="requires-field", source="project", all_of=[{"field": "name", "lacks_words": ["ก", "ข"]}]
    )
    assert found == ["demand 1: “ก” left out of lacks_words", "demand 1: “ข” left out of lacks_words"]


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        ({"max": "budget"}, "min in place of max"),
        ({"at_most": 100}, "at_least in place of at_most"),
        ({"at_most": 100}, "at_most 101"),
        ({"at_least": 5}, "at_least 4"),
        ({"prefix": "area"}, "prefix_of in place of prefix"),
        ({"prefix_of": "area"}, "prefix in place of prefix_of"),
        ({"period": "years", "early": 1}, "early 0"),
        ({"period": "years", "early": 1}, "early 2"),
    ],
)
def test_bounds_are_switched_and_moved(bounds: dict[str, Any], expected: str) -> None:
    assert expected in changes(
        kind="within", source="project", field="area" if "prefix" in expected else "budget", bounds=bounds
    )


def test_sums_change_their_tolerance_their_kind_of_sum_and_their_total() -> None:
    found = changes(
        kind="sums-to", source="total", relation="sums/^(in_plan|part_of)+", target={"kind": "project"},
        field="budget", total="budget", tolerance=2,
    )  # fmt: skip
    assert {"tolerance 3", "tolerance 1000000000002", "amounts for counts or the other way round"} <= set(found)
    assert {"relation sums/^(in_plan|part_of)", "relation sums/^part_of+", "relation sums/^in_plan+"} <= set(found)


def test_sums_that_need_not_be_equal_change_their_comparison_or_their_bound() -> None:
    kinds = {"kind": "sums-to", "source": "project", "relation": "^part_of", "field": "budget"}
    found = changes(**kinds, total="budget", compare="at_least")
    assert {"compare equal", "compare at_most"} <= set(found)
    assert {"at_most 4", "at_most 6"} <= set(changes(**kinds, at_most=5))


def test_sequences_and_series_change_each_of_their_parts() -> None:
    found = changes(kind="sequence", source="project", field="priority", ties="allowed")
    assert found == [
        "gaps allowed",
        "ties forbidden",
        "starts_at 0",
        "starts_at 2",
        "inside parent",
        "number in place of priority",
    ]
    found = changes(
        kind="series",
        source="indicator",
        field="targets",
        covers="window",
        direction="direction",
        against="baseline",
        max=100,
    )
    assert found == [
        "covers left out",
        "against left out",
        "max left out",
        "direction left out",
        "max 99",
        "max 101",
        "actual in place of targets",
    ]


def test_amounts_out_of_the_ordinary_change_their_factor_peers_and_scope() -> None:
    kinds = {"kind": "typical", "source": "project", "field": "budget"}
    found = changes(**kinds, factor=1000, peers=8)
    numbers = ["factor 999", "factor 1001", "peers 7", "peers 9"]
    assert found == [*numbers, "inside level", "ordinance in place of budget"]
    assert changes(**kinds, factor=2, peers=2, inside="level")[:3] == ["factor 3", "peers 3", "inside plan"]


def test_series_held_against_other_fields_change_each_of_their_parts() -> None:
    found = changes(
        kind="series", source="indicator", field="actual", direction="direction", meets="targets", excuse="unit",
        follows="targets", varies=3, closed=True,
    )  # fmt: skip
    assert found == [
        "varies left out",
        "follows left out",
        "excuse left out",
        "closed left out",
        "direction left out",
        "meets left out",
        "varies 2",
        "varies 4",
        "follows baseline",
        "meets baseline",
        "baseline in place of actual",
    ]


def test_pairs_are_left_out_one_at_a_time() -> None:
    pairs = [{"own": "name", "linked": "name"}, {"own": "reference.title", "linked": "name"}]
    found = changes(kind="agrees", source="strategy", relation="supports", fields=pairs)
    assert {"pair of name left out", "pair of reference.title left out"} <= set(found)
    assert not any("^supports" in one for one in found), "a title stands beside a forward reference only"


@pytest.mark.parametrize("one", load_rulebook().in_force, ids=lambda one: one.id)
def test_the_mutants_of_a_rule_differ_and_are_what_the_loader_would_take(one: Rule) -> None:
    sources = frozenset(basis.source for basis in one.basis)
    shapes = {(mutant.rule.scope.model_dump_json(), mutant.rule.pattern.model_dump_json()) for mutant in mutants(one)}
    assert len(shapes) == len(mutants(one)) > 0
    for mutant in mutants(one):
        assert not [path for path, _, _ in complaints(mutant.rule, CHAIN, sources) if path[0] in ("pattern", "scope")]
        assert mutant.says.th != mutant.says.en


def test_where_a_path_can_end_follows_the_chain() -> None:
    ends = spots_after(parse_path("(part_of|supports)+"), {("project", "local")}, CHAIN)
    assert ("strategy", "province") in ends
    assert ("strategy", "national") in ends
    assert ("project", "local") not in ends
    assert spots_after(parse_path("in_plan"), {("goal", "agency")}, CHAIN) == {("plan", "agency")}
    assert spots_after(parse_path("^measures"), {("goal", "local")}, CHAIN) == {("indicator", "local")}


def test_a_step_that_cannot_follow_itself_is_known() -> None:
    assert not walks_twice(parse_path("measures+")[0], {("indicator", "local")}, CHAIN)
    assert walks_twice(parse_path("part_of+")[0], {("activity", "local")}, CHAIN)
